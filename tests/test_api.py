"""The Python interface, as its own documentation shows it."""

import datetime as dt
import doctest

import pytest

import nato_cli
from nato_cli import api


@pytest.mark.parametrize("module", [nato_cli, api])
def test_what_the_documentation_shows_comes_out(module) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


def test_a_dataset_with_faults_tells_them_all(tmp_path) -> None:
    (tmp_path / "a.yaml").write_text("stances:\n  - {membr: AAA}\n  - {membr: BBB}\n")
    first = r"a\.yaml:2: 'candidate' is missing \(and 11 more\)"
    with pytest.raises(nato_cli.InvalidDatasetError, match=first) as raised:
        nato_cli.load(tmp_path)
    assert len(raised.value.diagnostics) > 2


def test_what_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        nato_cli.load(selection="nato-sg-1066")
    with pytest.raises(KeyError):
        nato_cli.unanimity_check(nato_cli.load(), "nobody")


def test_a_wrong_id_is_answered_with_the_near_ones() -> None:
    with pytest.raises(nato_cli.UnknownIdError, match="no candidate 'rute': did you mean 'rutte'"):
        nato_cli.unanimity_check(nato_cli.load(), "rute", selection="nato-sg-2024")


def test_dates_may_be_text_and_a_month_counts_from_its_last_day() -> None:
    dataset = nato_cli.load(selection="nato-sg-2024")
    by_text = nato_cli.unanimity_check(dataset, "rutte", as_of="2024-04")
    assert by_text == nato_cli.unanimity_check(dataset, "rutte", as_of=dt.date(2024, 4, 30))
    with pytest.raises(ValueError, match="'soon' is not a date"):
        nato_cli.unanimity_check(dataset, "rutte", as_of="soon")


def test_a_check_is_short_in_a_notebook() -> None:
    check = nato_cli.unanimity_check(nato_cli.load(), "rutte", as_of="2024-04-03", selection="nato-sg-2024")
    assert repr(check) == "<Check rutte: blocked, 27 of 32 for, outstanding HUN, POL, ROU, SVK, TUR>"


def test_rows_have_the_same_plain_columns() -> None:
    dataset = nato_cli.load(selection="nato-sg-2024")
    check = nato_cli.unanimity_check(dataset, "rutte", as_of="2024-04-03")
    for rows in (nato_cli.to_rows(check), nato_cli.to_rows(dataset.selections["nato-sg-2024"].stances)):
        assert len({tuple(row) for row in rows}) == 1
        kinds = {type(value) for row in rows for value in row.values()}
        assert kinds <= {str, int, float, bool, list, dt.date, type(None)}


def test_completion_in_a_notebook_offers_every_name() -> None:
    assert set(nato_cli.__all__) <= set(dir(nato_cli))


def test_the_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError):
        nato_cli.nothing  # noqa: B018
