"use strict";
// Shows another day, candidate or member from the figures in the page. It writes text and clones elements of the page,
// never markup, and infers nothing: every standing, verdict and headline is read from the figures.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const data = JSON.parse(byId("figures").textContent);
  const DAY = 24 * 60 * 60 * 1000;
  const UNKNOWN = data.standings.findIndex(([name]) => name === "unknown");
  const SUPPORT = 0;
  const NOTHING = { standing: UNKNOWN, rule: null, condition: null, origins: 0, evidence: [] };
  const names = new Map(all(".tile").map((tile) => [tile.dataset.member, tile.querySelector(".name").textContent]));
  const people = new Map(all("#candidate option").map((option) => [option.value, option.textContent]));
  const state = { day: data.days.length - 1, candidate: byId("candidate").value, member: null };

  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const element = (tag, text = "", kind = "") => {
    const made = document.createElement(tag);
    made.textContent = text;
    made.className = kind;
    return made;
  };
  const inWords = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join(""));
  const name = (standing) => data.standings[standing][0];
  const sign = (standing) => data.standings[standing][1];

  // How things stand on a day: what the days up to it brought, one after the other.
  const standing = (last) => {
    const members = new Set();
    const checks = new Map();
    let order = [];
    const known = new Map(data.candidates.map((candidate) => [candidate, new Map()]));
    for (const day of data.days.slice(0, last + 1)) {
      order = day.order?.map((candidate) => data.candidates[candidate]) ?? order;
      for (const member of day.joined ?? []) members.add(data.members[member]);
      for (const member of day.left ?? []) members.delete(data.members[member]);
      for (const check of day.checks ?? []) checks.set(data.candidates[check.candidate], check);
      for (const [candidate, member, stands, rule, condition, origins, ...evidence] of day.shifts ?? [])
        known.get(data.candidates[candidate]).set(data.members[member], { standing: stands, rule, condition, origins, evidence });
    }
    const electorate = [...members].sort();
    const of = (candidate, member) => known.get(candidate).get(member) ?? NOTHING;
    const numbers = (candidate) => {
      const found = data.standings.map(() => 0);
      for (const member of electorate) found[of(candidate, member).standing] += 1;
      return found;
    };
    return { day: data.days[last].day, said: data.days[last].said, members, electorate, checks, order, of, numbers };
  };

  // One stance as evidence, made of the copies of what its source's entry holds.
  const evidence = (number, role, day) => {
    const item = element("li");
    const entry = byId(`r${number}`);
    const time = entry.querySelector("time");
    item.append(element("span", data.roles[role][1], "role"), " ", entry.querySelector(".report").cloneNode(true), " ");
    item.append(entry.closest(".sources > li").querySelector("cite").cloneNode(true));
    if (time) item.append(" ", element("small", age(time.dateTime || time.textContent, day)));
    return item;
  };
  const age = (date, day) => `${count(Math.round((Date.parse(day) - Date.parse(date)) / DAY), "day")} old`;
  const pairs = (list) => list.flatMap((each, at) => (at % 2 ? [] : [[each, list[at + 1]]]));
  const isTold = ([, role]) => ["decides", "contests", "challenges"].includes(data.roles[role][0]);

  // Candidates with a report on the day, or a decision, have rows and columns; the others are named in one line.
  const hasReport = (now, candidate) => now.checks.get(candidate)?.reports ?? false;

  const showVerdicts = (now) => {
    const rows = new Map(all("#verdict-rows > tr").map((row) => [row.dataset.candidate, row]));
    const unreported = [...now.checks.keys()].filter((candidate) => !hasReport(now, candidate));
    byId("unreported").hidden = !unreported.length;
    byId("unreported-names").textContent = unreported.map((candidate) => people.get(candidate)).join(", ");
    byId("chances").textContent = now.checks.get(state.candidate)?.said[2] ?? "";
    for (const [candidate, row] of rows) {
      const check = now.checks.get(candidate);
      row.hidden = !hasReport(now, candidate);
      if (check) showVerdict(row, check, now.numbers(candidate));
      row.className = check ? check.verdict : "";
      row.classList.toggle("chosen", candidate === state.candidate);
    }
    byId("verdict-rows").append(...now.order.map((candidate) => rows.get(candidate)));
  };
  const showVerdict = (row, check, numbers) => {
    const cell = (which) => row.querySelector(`[data-cell=${which}]`);
    const there = data.standings.map((_, which) => which).filter((which) => numbers[which]);
    cell("status").textContent = check.status;
    cell("verdict").textContent = check.verdict;
    cell("verdict").className = `verdict ${check.verdict}`;
    cell("because").textContent = check.said[1];
    cell("strip").replaceChildren(...there.map((which) => element("span", sign(which).repeat(numbers[which]), name(which))));
    cell("counts").textContent = there.map((which) => `${numbers[which]} ${name(which)}`).join(", ");
    cell("counted").replaceChildren(...(check.reported ? counted(...check.reported) : []));
  };
  const counted = (number, named) => {
    const reported = data.counts[number];
    const link = element("a", `${reported.support} of ${reported.of}`);
    link.href = `#s-${reported.source}`;
    return [link, " ", element("small", `${reported.said}; ${named} can be named`)];
  };

  const showMap = (now) => {
    byId("not-mentioned").hidden = now.checks.has(state.candidate);
    for (const tile of all(".tile")) {
      const member = tile.dataset.member;
      const place = [...tile.classList].filter((kind) => /^[xy]\d+$/.test(kind));
      const belongs = now.members.has(member);
      const which = now.of(state.candidate, member).standing;
      tile.className = ["tile is", ...place, belongs ? name(which) : "outside"].join(" ");
      tile.disabled = !belongs;
      tile.setAttribute("aria-expanded", String(member === state.member));
      tile.querySelector(".word").textContent = belongs ? name(which) : "not a member";
    }
  };

  const wants = (found) => (found.condition === null ? "" : `first wants ${data.conditions[found.condition]}`);

  const showEvidence = (now) => {
    const shown = state.member !== null && now.members.has(state.member);
    byId("evidence").hidden = !shown;
    byId("evidence-hint").hidden = shown;
    if (!shown) return;
    const found = now.of(state.candidate, state.member);
    const stands = element("span", name(found.standing), `is ${name(found.standing)}`);
    const told = `${found.condition === null ? "" : ", "}${wants(found)}; ${count(found.origins, "origin")}`;
    byId("evidence-title").textContent = `${names.get(state.member)} on ${people.get(state.candidate)}`;
    byId("evidence-standing").replaceChildren(stands, told);
    byId("evidence-rule").textContent = found.rule === null ? "" : `${data.rules[found.rule]}.`;
    const items = pairs(found.evidence).map(([number, role]) => evidence(number, role, now.day));
    byId("evidence-list").replaceChildren(...(items.length ? items : [element("li", "Nothing on record.")]));
  };

  const showCharts = (now) => {
    for (const chart of all(".chart")) {
      chart.hidden = chart.dataset.candidate !== state.candidate;
      const [first, last, day] = [chart.dataset.first, chart.dataset.last, now.day].map(Date.parse);
      const cursor = chart.querySelector(".cursor");
      const across = `${(100 * (day - first)) / (last - first)}%`;
      cursor.setAttribute("visibility", first <= day && day <= last ? "visible" : "hidden");
      cursor.setAttribute("x1", across);
      cursor.setAttribute("x2", across);
    }
  };

  const showOutstanding = (now) => {
    const standings = now.electorate.map((member) => [member, now.of(state.candidate, member)]);
    const outstanding = standings.filter(([, found]) => found.standing !== SUPPORT);
    const told = outstanding.filter(([, found]) => found.evidence.length);
    const silent = standings.filter(([, found]) => found.standing === UNKNOWN).map(([member]) => member);
    byId("all-support").hidden = outstanding.length > 0 || !now.checks.has(state.candidate);
    byId("outstanding-table").hidden = !told.length;
    byId("outstanding-rows").replaceChildren(...told.map(([member, found]) => outstandingRow(member, found, now.day)));
    byId("silent").hidden = !silent.length;
    byId("silent-members").textContent = inWords(silent.map((member) => names.get(member)).sort((one, other) => one.localeCompare(other)));
  };
  const outstandingRow = (member, found, day) => {
    const row = byId("outstanding-row").content.querySelector("tr").cloneNode(true);
    row.querySelector("abbr").textContent = member;
    row.querySelector(".name").textContent = names.get(member);
    row.querySelector(".is").textContent = name(found.standing);
    row.querySelector(".is").className = `is ${name(found.standing)}`;
    const challenges = ([, role]) => data.roles[role][0] === "challenges";
    const told = pairs(found.evidence).filter(isTold).sort((one, other) => challenges(one) - challenges(other));
    const items = told.map(([number, role]) => evidence(number, role, day));
    row.querySelector("ul").append(...(items.length ? items : [element("li", "only undated reports")]));
    row.querySelector(".condition").textContent = wants(found);
    return row;
  };

  const showMatrix = (now) => {
    const heads = all(".matrix thead th[data-candidate]");
    const columns = heads.map((head) => head.dataset.candidate);
    for (const row of all(".matrix tbody tr")) {
      row.hidden = !now.members.has(row.dataset.member);
      for (const [at, cell] of all("td", row).entries()) {
        const which = now.of(columns[at], row.dataset.member).standing;
        cell.className = `is ${name(which)}`;
        cell.firstElementChild.textContent = name(which);
      }
    }
    for (const [at, total] of all(".matrix tfoot td").entries()) total.textContent = now.numbers(columns[at])[SUPPORT];
    for (const [at, head] of heads.entries()) {
      const check = now.checks.get(columns[at]);
      head.className = check ? check.verdict : "";
      head.hidden = !hasReport(now, columns[at]);
      for (const row of all(".matrix tbody tr, .matrix tfoot tr")) row.children[at + 1].hidden = head.hidden;
    }
  };

  const showProfiles = (now) => {
    for (const profile of all(".profile")) {
      const check = now.checks.get(profile.dataset.candidate);
      const verdict = profile.querySelector(".verdict");
      profile.hidden = !check;
      verdict.textContent = check ? check.verdict : "";
      verdict.className = `verdict ${check ? check.verdict : ""}`;
    }
    for (const dated of all("[data-day]")) dated.hidden = dated.dataset.day > now.day;
    for (const list of all(".profile h4 + ul")) {
      list.hidden = all("li", list).every((remark) => remark.hidden);
      list.previousElementSibling.hidden = list.hidden;
    }
  };

  const showNews = (now) => {
    const entry = all(".timeline > li").find((each) => each.dataset.day === now.day);
    byId("news").hidden = !entry;
    byId("news-title").textContent = `New on ${now.said}`;
    byId("news-body").replaceChildren(...(entry ? [entry.querySelector("ul").cloneNode(true)] : []));
  };

  const showDay = (now) => {
    const check = now.checks.get(state.candidate);
    byId("day").value = state.day;
    byId("day").setAttribute("aria-valuetext", now.day);
    byId("previous").disabled = state.day === 0;
    byId("next").disabled = state.day === data.days.length - 1;
    for (const id of ["shown-day", "command-day"]) byId(id).textContent = now.day;
    byId("headline").textContent = check ? check.said[0] : `${people.get(state.candidate)} had not been mentioned by then.`;
    byId("verdict-line").textContent = check ? `${check.said[3]} · ${now.said}` : now.said;
    if (byId("closed")) byId("closed").hidden = state.day < data.days.length - 1;
    byId("said").textContent = `${now.said}: ${byId("headline").textContent}`;
    byId("address").textContent = `#${now.day}/${state.candidate}`;
  };

  const showCandidate = () => {
    byId("candidate").value = state.candidate;
    for (const each of all(".candidate-name")) each.textContent = people.get(state.candidate);
    const words = byId("command");
    words.firstChild.data = words.firstChild.data.replace(/check \S+/, () => `check ${state.candidate}`);
  };

  const show = () => {
    const now = standing(state.day);
    for (const part of [showDay, showCandidate, showNews, showVerdicts, showMap, showEvidence, showCharts, showOutstanding, showMatrix, showProfiles])
      part(now);
  };

  // The day and the candidate stand behind the # of the address, so that a view can be passed on.
  const remember = () => history.replaceState(null, "", `#${data.days[state.day].day}/${state.candidate}`);
  const recall = () => {
    const [, day, candidate] = /^#(\d{4}-\d{2}-\d{2})\/([\w.-]+)$/.exec(location.hash) ?? [];
    if (!day) return;
    state.day = Math.max(0, data.days.findLastIndex((each) => each.day <= day));
    if (people.has(candidate)) state.candidate = candidate;
  };

  const move = (to) => {
    state.day = Math.min(Math.max(to, 0), data.days.length - 1);
    remember();
    show();
  };
  const choose = (candidate) => {
    state.candidate = candidate;
    remember();
    show();
  };
  const open = (member) => {
    state.member = member;
    show();
    if (member === null) return;
    byId("evidence").focus({ preventScroll: true });
    byId("evidence").scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    const tile = all(".tile").find((each) => each.dataset.member === state.member);
    open(null);
    tile?.focus();
  };
  const moveTo = (chart, across) => {
    const [first, last] = [chart.dataset.first, chart.dataset.last].map(Date.parse);
    const day = new Date(first + across * (last - first)).toISOString().slice(0, 10);
    move(data.days.findLastIndex((each) => each.day <= day));
  };

  byId("day").addEventListener("input", (event) => move(Number(event.target.value)));
  byId("previous").addEventListener("click", () => move(state.day - 1));
  byId("next").addEventListener("click", () => move(state.day + 1));
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  byId("candidate").addEventListener("change", (event) => choose(event.target.value));
  byId("evidence-close").addEventListener("click", close);
  byId("map").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.member !== null) close();
  });
  for (const tile of all(".tile")) {
    tile.setAttribute("aria-controls", "evidence");
    tile.addEventListener("click", () => open(tile.dataset.member));
  }
  for (const link of all(".choose")) {
    link.href = "#map";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      choose(link.closest("tr").dataset.candidate);
      byId("map").scrollIntoView();
    });
  }
  for (const plot of all(".plot"))
    plot.addEventListener("click", (event) => {
      const box = plot.getBoundingClientRect();
      moveTo(plot.closest(".chart"), (event.clientX - box.left) / box.width);
    });
  window.addEventListener("hashchange", () => {
    recall();
    show();
  });

  // Downloads are made when they are asked for: the standings of the day shown, and the figures of all days.
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const standingsTable = () => {
    const now = standing(state.day);
    const lines = [["as_of", "candidate", "member", "name", "standing"]];
    for (const candidate of now.checks.keys())
      for (const member of now.electorate)
        lines.push([now.day, candidate, member, names.get(member), name(now.of(candidate, member).standing)]);
    // A text that a spreadsheet would take for a formula gets an apostrophe, as in every CSV of nato.
    return lines.map((cells) => cells.map((cell) => quoted(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)).join(",")).join("\n") + "\n";
  };
  byId("download-csv").addEventListener("click", (event) => {
    event.currentTarget.href = `data:text/csv;charset=utf-8,${encodeURIComponent(standingsTable())}`;
    event.currentTarget.download = `${data.selection}-${data.days[state.day].day}.csv`;
  });
  byId("download-json").closest("li").hidden = false;
  byId("download-json").addEventListener("click", (event) => {
    event.currentTarget.href = `data:application/json;charset=utf-8,${encodeURIComponent(byId("figures").textContent)}`;
  });

  byId("controls").hidden = false;
  recall();
  show();
})();
