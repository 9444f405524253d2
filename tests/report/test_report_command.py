"""`nato report`: where the page goes, and what is said about it."""

import os
import sys

import pytest


def test_the_page_is_written_to_report_html_and_stdout_stays_empty(nato, tmp_path) -> None:
    ran = nato("report")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("nato: wrote report.html, ")
    assert (tmp_path / "report.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_hyphen_writes_the_page_to_stdout(nato, tmp_path) -> None:
    ran = nato("report", "-o", "-")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("<!DOCTYPE html>")
    assert list(tmp_path.iterdir()) == []


def test_stdout_gets_utf_8_whatever_the_terminal_speaks(nato) -> None:
    assert "Türkiye" in nato("report", "-o", "-", PYTHONIOENCODING="ascii", PYTHONUTF8="0").out


def test_a_file_that_exists_is_left_alone(nato, tmp_path) -> None:
    (tmp_path / "report.html").write_text("mine")
    ran = nato("report")
    assert ran.code == 2
    assert ran.err == "nato: report.html exists: add --force to replace it, or name another file with --output\n"
    assert (tmp_path / "report.html").read_text() == "mine"


def test_force_replaces_it_and_leaves_nothing_beside_it(nato, tmp_path) -> None:
    (tmp_path / "report.html").write_text("mine")
    assert nato("report", "--force").code == 0
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_a_link_is_followed_and_stays_a_link(nato, tmp_path) -> None:
    (tmp_path / "real.html").write_text("mine")
    (tmp_path / "report.html").symlink_to("real.html")
    assert nato("report", "--force").code == 0
    assert (tmp_path / "report.html").is_symlink()
    assert (tmp_path / "real.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("output", [".", os.devnull])
def test_what_is_no_file_is_never_replaced(output: str, nato) -> None:
    ran = nato("report", "--force", "-o", output)
    assert ran.code == 2
    assert ran.err == f"nato: {output} is not a file: name another with --output\n"


def test_a_folder_that_is_not_there_is_made(nato, tmp_path) -> None:
    assert nato("report", "-o", "missing/report.html").code == 0
    assert (tmp_path / "missing" / "report.html").exists()


def test_a_page_on_stdout_cannot_be_opened(nato) -> None:
    ran = nato("report", "-o", "-", "--open")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.skipif(sys.platform == "win32", reason="a browser is set by BROWSER on Unix alone")
def test_open_hands_the_file_to_the_browser(nato, tmp_path) -> None:
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > opened\n')
    browser.chmod(0o755)
    assert nato("report", "--open", BROWSER=f"{browser} %s").code == 0
    assert (tmp_path / "opened").read_text().strip() == (tmp_path / "report.html").as_uri()


def test_the_point_of_view_is_that_of_the_other_commands(nato) -> None:
    page = nato("report", "-o", "-", "--as-of", "2024-04-03", "--known-by", "2024-04-03", "--rule", "consensus").out
    assert "--rule consensus --as-of" in page
    assert "Only what was published by 3 April 2024 is used" in page


def test_a_day_before_the_first_accession_is_wrong_usage(nato) -> None:
    assert nato("report", "--as-of", "1900").code == 2
