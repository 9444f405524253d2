"""The Python interface, as its own documentation shows it."""

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
    first = r"a\.yaml:2: 'candidate' is missing \(and 10 more\)"
    with pytest.raises(nato_cli.InvalidDatasetError, match=first) as raised:
        nato_cli.load(tmp_path)
    assert len(raised.value.diagnostics) > 2


def test_what_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        nato_cli.load(selection="nato-sg-1066")
    with pytest.raises(KeyError):
        nato_cli.unanimity_check(nato_cli.load(), "nobody")


def test_the_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError):
        nato_cli.nothing  # noqa: B018
