"""Where a dataset's files are and how they are put together: a user may split or join them freely."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import pytest
from yaml_factories import BASE, TODAY, also, source, stance

from nato_cli.dataset.diagnostics import Diagnostic
from nato_cli.dataset.discovery import shipped
from nato_cli.dataset.loader import load
from nato_cli.model import Place

SELECTION = "selection: {id: sg-2014, title: Another one}\n"


def faults(path: Path) -> list[tuple[str, str, int | None]]:
    return [(fault.code, fault.path, fault.line) for fault in load(path, TODAY).diagnostics]


def only_fault(path: Path) -> Diagnostic:
    loaded = load(path, TODAY)
    assert loaded.dataset is None
    [fault] = loaded.diagnostics
    return fault


def test_a_folder_is_a_dataset(folder: Path) -> None:
    dataset = load(folder, TODAY).dataset
    assert dataset is not None
    assert list(dataset.members) == ["NOR", "SWE", "TUR"]
    assert [stance.id for stance in dataset.selections["sg-2024"].stances] == ["wire#1"]


def test_a_file_is_a_dataset(folder: Path) -> None:
    assert load(folder / "base.yaml", TODAY).dataset is not None


def test_a_dataset_without_members_has_those_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(SELECTION)
    dataset = load(tmp_path, TODAY).dataset
    assert dataset is not None
    assert len(dataset.members) == 32
    assert "icd203" in dataset.scales


def test_what_is_no_yaml_file_or_hidden_is_left_alone(folder: Path) -> None:
    for name in ("notes.txt", ".hidden.yaml", "base.yaml~", ".git/config.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("not: [yaml")
    assert not load(folder, TODAY).diagnostics


@pytest.mark.parametrize("name", ["more.yml", "a/deep/folder/more.yaml", "Ünïcode and spaces.yaml"])
def test_files_may_lie_anywhere_below_the_folder(name: str, folder: Path) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(stance())
    dataset = load(folder, TODAY).dataset
    assert dataset is not None
    assert len(dataset.selections["sg-2024"].stances) == 2


def test_a_path_is_shown_as_a_reader_would_type_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "sub").mkdir()
    (folder / "sub" / "case.yaml").write_text(stance(position="suport"))
    assert faults(folder) == [("invalid-position", str(Path("sub/case.yaml")), 4)]


def test_faults_come_in_the_order_of_their_places(folder: Path) -> None:
    (folder / "b.yaml").write_text(stance(position="suport", member="n r"))
    (folder / "a.yaml").write_text(stance(candidate="anne") + "events: [x]\n")
    assert faults(folder) == [
        ("unknown-candidate", str(folder / "a.yaml"), 3),
        ("wrong-type", str(folder / "a.yaml"), 7),
        ("invalid-id", str(folder / "b.yaml"), 2),
        ("invalid-position", str(folder / "b.yaml"), 4),
    ]


def test_no_such_file(tmp_path: Path) -> None:
    fault = only_fault(tmp_path / "none.yaml")
    assert (fault.code, fault.path, fault.line) == ("no-such-file", str(tmp_path / "none.yaml"), None)
    assert fault.hint == "check the path"


def test_no_dataset(tmp_path: Path) -> None:
    fault = only_fault(tmp_path)
    assert (fault.code, fault.path, fault.line) == ("no-dataset", str(tmp_path), None)
    assert fault.hint


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="no file is closed to root")
@pytest.mark.parametrize("name", ["case.yaml", "closed"])
def test_no_permission(name: str, folder: Path) -> None:
    path = folder / name
    if path.suffix:
        path.write_text(stance())
    else:
        path.mkdir()
    path.chmod(0)
    fault = only_fault(folder)
    path.chmod(stat.S_IRWXU)
    assert (fault.code, fault.path, fault.line) == ("no-permission", str(path), None)
    assert fault.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_a_pipe_is_no_file_and_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "case.yaml")
    fault = only_fault(folder)
    assert (fault.code, fault.path, fault.line) == ("not-a-file", str(folder / "case.yaml"), None)
    assert fault.hint


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such files here")
def test_a_device_without_end_is_not_read() -> None:
    assert only_fault(Path("/dev/zero")).code == "not-a-file"


def test_a_link_that_leads_nowhere_is_no_such_file(folder: Path) -> None:
    (folder / "case.yaml").symlink_to(folder / "none.yaml")
    assert only_fault(folder).code == "no-such-file"


def test_stances_belong_to_a_selection(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(source(relays=None) + stance(source="paper") + also(stance()))
    fault = only_fault(tmp_path)
    assert (fault.code, fault.line, fault.column) == ("no-selection", 7, 5)
    assert fault.message == "stances that belong to no selection"
    assert fault.hint


def test_a_folder_has_one_selection(folder: Path) -> None:
    path = folder / "case.yaml"
    path.write_text(SELECTION)
    fault = only_fault(folder)
    assert (fault.code, fault.path, fault.line, fault.column) == ("one-selection", str(path), 1, 12)
    assert fault.hint == "give each selection a folder of its own"
    assert fault.other == Place(path=str(folder / "base.yaml"), line=7, column=12)


def test_a_selection_is_given_once(folder: Path) -> None:
    path = folder / "sub" / "case.yaml"
    path.parent.mkdir()
    path.write_text("selection: {title: Again, id: sg-2024}\n")
    fault = only_fault(folder)
    assert (fault.code, fault.path, fault.line, fault.column, fault.width) == ("duplicate-id", str(path), 1, 31, 7)
    assert fault.other == Place(path=str(folder / "base.yaml"), line=7, column=12)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("members:\n  - {id: «NOR», name: Norway, acceded: 1949-08-24}\n", 2),
        ("scales:\n  - {id: «icd203», title: Again, bands: []}\n", 6),
        ("candidates:\n  - {id: «ann», name: Ann}\n", 9),
        (source(id="«wire»", relays=None), 11),
    ],
)
def test_an_id_is_given_once(text: str, line: int, folder: Path) -> None:
    path = folder / "case.yaml"
    path.write_text(text.replace("«", "").replace("»", ""))
    fault = only_fault(folder)
    marked = text.split("\n")[1]
    assert (fault.code, fault.path, fault.line, fault.column) == ("duplicate-id", str(path), 2, marked.index("«") + 1)
    assert fault.width == marked.index("»") - marked.index("«") - 1
    assert fault.hint == "rename one of the two"
    assert fault.other == Place(path=str(folder / "base.yaml"), line=line, column=5)


def test_two_selections_may_use_one_id_for_their_candidates_and_sources(folder: Path) -> None:
    (folder / "sub").mkdir()
    text = BASE[BASE.index("selection:") :].replace("sg-2024", "sg-2014")
    (folder / "sub" / "case.yaml").write_text(text)
    dataset = load(folder, TODAY).dataset
    assert dataset is not None
    assert list(dataset.selections) == ["sg-2024", "sg-2014"]


def test_records_belong_to_the_selection_of_the_nearest_folder_above(folder: Path) -> None:
    for name in ("other/selection.yaml", "other/2014/stances.yaml", "more/stances.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
    (folder / "other/selection.yaml").write_text(
        SELECTION
        + "candidates:\n  - {id: ann, name: Ann}\n"
        + source(id="wire", relays=None, url="https://example.org")
    )
    (folder / "other/2014/stances.yaml").write_text(stance(date="2014-01-01"))
    (folder / "more/stances.yaml").write_text(stance(date="2024-01-01"))
    dataset = load(folder, TODAY).dataset
    assert dataset is not None
    assert [str(each.date) for each in dataset.selections["sg-2014"].stances] == ["2014-01-01"]
    assert [str(each.date) for each in dataset.selections["sg-2024"].stances] == ["None", "2024-01-01"]


def test_a_selection_has_the_common_sources_that_it_cites(folder: Path) -> None:
    (folder / "sub").mkdir()
    text = SELECTION + "candidates:\n  - {id: ann, name: Ann}\n" + stance(source="common", date="2014-01-01")
    (folder / "sub" / "case.yaml").write_text(text)
    base, _, _ = BASE.partition("selection:")
    (folder / "base.yaml").write_text(
        base + source(id="common", relays="agency", url="https://example.org") + also(source(id="agency", relays=None))
    )
    dataset = load(folder, TODAY).dataset
    assert dataset is not None
    assert list(dataset.selections["sg-2014"].sources) == ["common", "agency"]


def test_stances_are_numbered_by_source(folder: Path) -> None:
    (folder / "case.yaml").write_text(stance() + also(stance(position="veto")))
    dataset = load(folder, TODAY).dataset
    assert dataset is not None
    assert [stance.id for stance in dataset.selections["sg-2024"].stances] == ["wire#1", "wire#2", "wire#3"]


def members_of(path: Path) -> list[str]:
    dataset = load(path, TODAY).dataset
    assert dataset is not None
    return [stance.members[0] for stance in dataset.selections["sg-2024"].stances]


def test_a_file_that_is_a_link_belongs_where_the_link_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = folder / "ds"
    inside.mkdir()
    (folder / "base.yaml").rename(inside / "base.yaml")
    (folder / "elsewhere.txt").write_text(stance(member="TUR"))
    (inside / "stances.yaml").symlink_to("../elsewhere.txt")
    monkeypatch.chdir(folder)
    assert members_of(Path("ds")) == ["NOR", "TUR"]


def test_a_folder_that_is_a_link_is_read(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "wire.yaml").write_text(stance(member="TUR"))
    (folder / "reports").symlink_to(elsewhere)
    (folder / "up").symlink_to(folder.parent)
    assert members_of(folder) == ["NOR", "TUR"]


def test_endings_are_those_of_any_system(folder: Path) -> None:
    (folder / "STANCES.YAML").write_text(stance(member="TUR"))
    assert sorted(members_of(folder)) == ["NOR", "TUR"]


@pytest.mark.parametrize(
    "name",
    [
        "stances.sync-conflict-20240301-101010-ABCDEFG.yaml",
        "stances (Ann's conflicted copy 2024-03-01).yaml",
        "stances (1).yaml",
        "stances copy.yaml",
    ],
)
def test_a_second_version_of_a_file_may_be_a_slip(name: str, folder: Path) -> None:
    (folder / name).write_text(stance(member="TUR"))
    [fault] = load(folder, TODAY, warnings=True).diagnostics
    assert (fault.code, fault.severity, fault.path) == ("conflict-copy", "warning", str(folder / name))
    assert ".natoignore" in (fault.hint or "")


@pytest.mark.parametrize("pattern", ["mkdocs.yml", "docs", "/docs/", "*.yml", "docs/*"])
def test_files_of_other_programs_can_be_left_out(pattern: str, folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "docs" / "mkdocs.yml").write_text("theme: !!python/name:x\n")
    [fault] = [fault for fault in load(folder, TODAY).diagnostics if fault.code == "unknown-key"]
    assert ".natoignore" in (fault.hint or "")
    (folder / ".natoignore").write_text(f"# not ours\n{pattern}\n")
    assert not load(folder, TODAY).diagnostics


def test_the_shipped_dataset_answers_for_an_earlier_today() -> None:
    assert not load(shipped(), dt.date(2015, 6, 1)).diagnostics


def test_a_users_report_of_the_future_is_a_fault_beside_the_shipped_members(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(
        SELECTION + "sources:\n  - {id: w, publisher: W, kind: wire, reliability: B, date: 2027-01-01}\n"
    )
    assert faults(tmp_path) == [("future-date", str(tmp_path / "case.yaml"), 3)]
