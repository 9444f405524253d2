"""`nato diff`: what changed between two dates, two versions of a dataset, or since the reader last looked."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from nato_cli.analysis import records
from nato_cli.analysis.diff import difference
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.commands import last_look, lookup
from nato_cli.commands.errors import DOES_NOT_HOLD, UsageError
from nato_cli.commands.options import DATE_FORMS, ByRule, Data, Form, Scale, Selection, first_day, last_day
from nato_cli.dates import today
from nato_cli.model import View
from nato_cli.output import Format
from nato_cli.output.views import diff as view
from nato_cli.output.vocabulary import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nato_cli.model import Rule
    from nato_cli.output.answer import Answer

_LAST = "last"


def diff(
    points: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DATE1 [DATE2] | NEW]",
            show_default=False,
            help=f"From when, and to when ({DATE_FORMS}; today unless given). "
            "After --data OLD: the new version of the dataset.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE|last",
            show_default=False,
            help=f"What is new to a reader of that date ({DATE_FORMS}), or what was entered since your last look.",
        ),
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything changed.")] = False,
    rule: ByRule = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> int:
    """Two dates are compared by all that is known today; with --since, today is compared with what was known then.

    `nato diff --data OLD NEW` compares two versions of a dataset: folders, files, or a git revision and a path in it,
    such as main:data. Add --format markdown for a pull request.
    """
    words = points or []
    if since is not None and not words:
        after = lookup.open_snapshot(data, selection, None, None, scale)
        answer, changed = _since_last(after, rule) if since == _LAST else _since(after, first_day(since), rule)
    elif since is None and len(words) == 1 and data is not None and _is_dataset(words[0]):
        answer, changed = _versions(str(data), words[0], selection, rule)
    elif since is None and 0 < len(words) <= 2:  # noqa: PLR2004
        answer, changed = _dates(words, data, selection, scale, rule)
    else:
        raise UsageError("name one or two dates, --since DATE, --since last, or two datasets: --data OLD NEW")
    lookup.emit(answer, form)
    return DOES_NOT_HOLD if exit_code and changed else 0


def _dates(
    words: Sequence[str], data: Path | None, selection: str | None, scale: str | None, rule: Rule | None
) -> tuple[Answer, bool]:
    days = [last_day(word) for word in words]
    after = lookup.open_snapshot(data, selection, days[1] if len(days) > 1 else None, None, scale)
    if days[0] > after.view.as_of:
        raise UsageError(f"{days[0]} is after {after.view.as_of}: name the earlier date first")
    return _compared(after.on(days[0]), after, rule)


def _since(after: Snapshot, day: dt.date, rule: Rule | None) -> tuple[Answer, bool]:
    if day > after.view.as_of:
        raise UsageError(f"{day} is after {after.view.as_of}: name the earlier date first")
    view_then = View(as_of=day, known_by=day, today=after.view.today)
    before = Snapshot(after.dataset, after.selection, view_then, after.lexicon.scale)
    return _compared(before, after, rule)


def _compared(before: Snapshot, after: Snapshot, rule: Rule | None) -> tuple[Answer, bool]:
    changes = difference(before, after, lookup.rule_of(after, rule))
    return view.diff(before, after, changes), not changes.is_empty


def _since_last(after: Snapshot, rule: Rule | None) -> tuple[Answer, bool]:
    """What was entered since the last look, whatever its date, and what that changes in today's answers."""
    now = records.contents(after.dataset, after.selection)
    look = last_look.recall(after)
    last_look.remember(after, now)
    known = look.records if look else {key: last_look.digest(record) for key, record in now.items()}
    entered = records.Changes(
        added=tuple(key for key in now if key not in known),
        changed=tuple(key for key in now if key in known and last_look.digest(now[key]) != known[key]),
        removed=tuple(key for key in known if key not in now),
    )
    earlier = records.without(after.dataset, after.selection, {*entered.added, *entered.changed})
    before = Snapshot(after.dataset, earlier, after.view, after.lexicon.scale)
    changes = difference(before, after, lookup.rule_of(after, rule))
    when = f"since you last looked, on {in_words(dt.date.fromisoformat(look.day))}" if look else view.FIRST_LOOK
    return view.diff(before, after, changes, entered, when), any(entered) or not changes.is_empty


def _versions(old: str, new: str, selection: str | None, rule: Rule | None) -> tuple[Answer, bool]:
    """Every selection that differs between two versions of a dataset, both as of today."""
    with ExitStack() as stack:
        before, after = (lookup.open_dataset(stack.enter_context(_version(name))) for name in (old, new))
    chosen = [lookup.chosen(after, selection)] if selection else list(after.selections.values())
    now = today()
    answers = []
    for later in chosen:
        earlier = before.selections.get(later.id)
        then = earlier or replace(later, candidates={}, sources={}, stances=(), events=())
        changes = records.changes(records.contents(before, earlier) if earlier else {}, records.contents(after, later))
        if not any(changes):
            continue
        on = View(as_of=now, known_by=now, today=now)
        was, is_ = Snapshot(before, then, on), Snapshot(after, later, on)
        answers.append(
            view.diff(was, is_, difference(was, is_, lookup.rule_of(is_, rule)), changes, f"between {old} and {new}")
        )
    return view.versions(answers), bool(answers)


def _is_dataset(word: str) -> bool:
    return Path(word).exists() or ":" in word


@contextmanager
def _version(name: str) -> Iterator[Path]:
    """The path of a dataset, or the files of a git revision such as main:data in a temp folder."""
    if Path(name).exists() or ":" not in name:
        yield Path(name)
        return
    import io
    import subprocess
    import tarfile
    import tempfile

    command = ["git", "archive", "--format=tar", name]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise UsageError(f"git is needed to read {name}: {error.strerror}") from None
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(f"git cannot read {name}: {reason[-1] if reason else 'no reason given'}")
    with tempfile.TemporaryDirectory(prefix="nato-") as folder:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)
