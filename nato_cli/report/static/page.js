"use strict";
// Shows another day, candidate or member out of what is in the page. It writes text and copies what stands in the page
// already, never markup, and draws no conclusion: every standing and verdict is read from the figures.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const data = JSON.parse(byId("figures").textContent);
  const DAY = 24 * 60 * 60 * 1000;
  const UNKNOWN = data.standings.findIndex(([name]) => name === "unknown");
  const SUPPORT = 0;
  const NOTHING = { standing: UNKNOWN, rule: null, band: 0, origins: 0, evidence: [] };
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
  const name = (standing) => data.standings[standing][0];
  const sign = (standing) => data.standings[standing][1];

  // How things stand on a day: what the days up to it brought, one after the other.
  const standing = (last) => {
    const members = new Set();
    const checks = new Map();
    const known = new Map(data.candidates.map((candidate) => [candidate, new Map()]));
    for (const day of data.days.slice(0, last + 1)) {
      for (const member of day.joined ?? []) members.add(data.members[member]);
      for (const member of day.left ?? []) members.delete(data.members[member]);
      for (const check of day.checks ?? []) checks.set(data.candidates[check.candidate], check);
      for (const [candidate, member, stands, rule, band, origins, ...evidence] of day.shifts ?? [])
        known.get(data.candidates[candidate]).set(data.members[member], { standing: stands, rule, band, origins, evidence });
    }
    const electorate = [...members].sort();
    const of = (candidate, member) => known.get(candidate).get(member) ?? NOTHING;
    const numbers = (candidate) => {
      const found = data.standings.map(() => 0);
      for (const member of electorate) found[of(candidate, member).standing] += 1;
      return found;
    };
    return { day: data.days[last].day, members, electorate, checks, of, numbers };
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

  const showVerdicts = (now) => {
    const rows = new Map(all("#verdict-rows > tr").map((row) => [row.dataset.candidate, row]));
    for (const [candidate, row] of rows) {
      const check = now.checks.get(candidate);
      row.hidden = !check;
      if (check) showVerdict(row, check, now.numbers(candidate));
      row.className = check ? check.verdict : "";
      row.classList.toggle("chosen", candidate === state.candidate);
    }
    byId("verdict-rows").append(...ranked(now).map((candidate) => rows.get(candidate)));
  };
  // Those in the race first, then the best supported first.
  const ranked = (now) =>
    [...now.checks.keys()]
      .map((candidate) => [now.checks.get(candidate).verdict === "out", -now.numbers(candidate)[SUPPORT], candidate])
      .sort((one, other) => one[0] - other[0] || one[1] - other[1] || (one[2] < other[2] ? -1 : 1))
      .map(([, , candidate]) => candidate);
  const showVerdict = (row, check, numbers) => {
    const cell = (which) => row.querySelector(`[data-cell=${which}]`);
    const there = data.standings.map((_, which) => which).filter((which) => numbers[which]);
    cell("status").textContent = check.status;
    cell("verdict").textContent = check.verdict;
    cell("verdict").className = `verdict ${check.verdict}`;
    for (const [at, which] of ["because", "bounds", "independent"].entries()) cell(which).textContent = check.said[at];
    cell("strip").replaceChildren(...there.map((which) => element("span", sign(which).repeat(numbers[which]), name(which))));
    cell("counts").textContent = there.map((which) => `${numbers[which]} ${name(which)}`).join(", ");
    cell("counted").replaceChildren(...(check.reported ? counted(...check.reported) : []));
  };
  const counted = (number, named, unattributed) => {
    const reported = data.counts[number];
    const link = element("a", `${reported.support} of ${reported.of}`);
    link.href = `#s-${reported.source}`;
    return [link, " ", element("small", `${reported.date}; named ${named}, unattributed ${unattributed}`)];
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

  const showEvidence = (now) => {
    const shown = state.member !== null && now.members.has(state.member);
    byId("evidence").hidden = !shown;
    byId("evidence-hint").hidden = shown;
    if (!shown) return;
    const found = now.of(state.candidate, state.member);
    const stands = element("span", name(found.standing), `is ${name(found.standing)}`);
    const told = `; consents: ${data.bands[found.band][2]}; ${count(found.origins, "origin")}`;
    byId("evidence-title").textContent = `${names.get(state.member)} on ${people.get(state.candidate)}`;
    byId("evidence-standing").replaceChildren(stands, told);
    byId("evidence-rule").textContent = found.rule === null ? "" : `Rule ${found.rule}: ${data.rules[found.rule]}.`;
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
    byId("all-support").hidden = outstanding.length > 0;
    byId("outstanding-table").hidden = !told.length;
    byId("outstanding-rows").replaceChildren(...told.map(([member, found]) => outstandingRow(member, found, now.day)));
    byId("silent").hidden = !silent.length;
    byId("silent-members").textContent = silent.join(", ");
  };
  const outstandingRow = (member, found, day) => {
    const row = byId("outstanding-row").content.querySelector("tr").cloneNode(true);
    row.querySelector("abbr").textContent = member;
    row.querySelector(".name").textContent = names.get(member);
    row.querySelector(".is").textContent = name(found.standing);
    row.querySelector(".is").className = `is ${name(found.standing)}`;
    const items = pairs(found.evidence).filter(isTold).map(([number, role]) => evidence(number, role, day));
    row.querySelector("ul").append(...(items.length ? items : [element("li", "undated reports alone")]));
    row.querySelector(".band").textContent = data.bands[found.band][2];
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
      head.hidden = !check;
      for (const row of all(".matrix tbody tr, .matrix tfoot tr")) row.children[at + 1].hidden = !check;
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
  };

  const showNews = (now) => {
    const entry = all(".timeline > li").find((each) => each.dataset.day === now.day);
    byId("news").hidden = !entry;
    byId("news-title").textContent = now.day;
    byId("news-body").replaceChildren(...(entry ? [entry.querySelector("ul").cloneNode(true)] : []));
  };

  const showDay = (now) => {
    const check = now.checks.get(state.candidate);
    byId("day").value = state.day;
    byId("day").setAttribute("aria-valuetext", now.day);
    byId("previous").disabled = state.day === 0;
    byId("next").disabled = state.day === data.days.length - 1;
    for (const id of ["as-of", "shown-day", "command-day"]) byId(id).textContent = now.day;
    byId("electorate").textContent = now.electorate.length;
    byId("said").textContent = `${now.day}: ${people.get(state.candidate)} ${check ? `${check.verdict}, ${check.said[0]}` : "not mentioned yet"}`;
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

  byId("controls").hidden = false;
  recall();
  show();
})();
