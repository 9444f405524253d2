"""The bar: for work that takes long, for somebody who watches, and nowhere but on stderr."""

import io
import itertools
import sys

import pytest

from nato_cli.output import progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def slow(monkeypatch) -> None:
    """Each look at the clock finds a second gone."""
    monkeypatch.setattr(progress, "monotonic", itertools.count().__next__)


@pytest.mark.usefixtures("slow")
def test_every_step_is_handed_on_in_order(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stderr", Screen())
    assert list(progress.watched(range(5), 5, "Counting")) == [0, 1, 2, 3, 4]


@pytest.mark.usefixtures("slow")
def test_slow_work_shows_a_bar(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stderr", Screen())
    list(progress.watched(range(5), 5, "Counting"))
    assert "Counting" in sys.stderr.getvalue()


def test_quick_work_shows_none(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stderr", Screen())
    list(progress.watched(range(5), 5, "Counting"))
    assert sys.stderr.getvalue() == ""


@pytest.mark.usefixtures("slow")
def test_where_nobody_watches_there_is_none(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    list(progress.watched(range(5), 5, "Counting"))
    assert sys.stderr.getvalue() == ""
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("slow")
def test_a_step_may_say_how_far_it_has_come(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stderr", Screen())
    list(progress.watched([10, 90, 95, 99], 100, "Reading", lambda step: step))
    assert "99%" in sys.stderr.getvalue()


@pytest.mark.usefixtures("slow")
def test_where_nobody_knows_how_far_it_is_the_bar_says_only_that_it_goes_on(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stderr", Screen())
    list(progress.watched(range(5), None, "Writing"))
    assert "Writing" in sys.stderr.getvalue()
