"""What is meant where nobody says which selection: the newest."""

import pytest
from factories import HERE, dataset
from msgspec.structs import replace

from nato_cli.analysis.candidacy import newest
from nato_cli.dates import parse_date
from nato_cli.model import Selection


def selection(id_: str, opened: str | None = None) -> Selection:
    return Selection(id=id_, title=id_.title(), place=HERE, opened=parse_date(opened) if opened else None)


@pytest.mark.parametrize(
    ("selections", "id_"),
    [
        ([selection("a", "2024"), selection("b", "2014")], "a"),
        ([selection("a", "1952"), selection("b")], "a"),
        ([selection("b", "2024"), selection("a", "2024")], "b"),
        ([selection("b"), selection("a")], "b"),
    ],
    ids=["opened last", "opened on a known day", "opened together", "opened on no known day"],
)
def test_the_newest_selection(selections: list[Selection], id_: str) -> None:
    found = newest(replace(dataset(), selections={each.id: each for each in selections}))
    assert found is not None
    assert found.id == id_


def test_a_dataset_without_selections_has_no_newest() -> None:
    assert newest(replace(dataset(), selections={})) is None
