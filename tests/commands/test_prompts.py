"""What `nato add` asks on a terminal: checked at once, nothing lost, and stdout left to the answer."""

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from runner import run_in_process
from small_dataset import SOURCE, STANCE, home, report

NEW_SOURCE = ["", "The Wire", "2026-11-02", "https://example.org/1", "wire", "B"]


@pytest.fixture
def ask(mine, tmp_path):
    """Run a command of `nato add` on a terminal, with these answers typed."""

    def run(command: str, *answers: str, data: Path = mine):
        where = [] if "--resume" in command else ["--data", str(data)]
        typed = "".join(f"{answer}\n" for answer in answers)
        return run_in_process(
            "add", *command.split(), *where, stdin=typed, terminal=True, NATO_STATE=str(tmp_path / "state")
        )

    return run


def stances(folder: Path) -> list[dict]:
    return json.loads(run_in_process("stances", "--format", "json", "--data", str(folder)).out)["stances"]


def test_a_stance_and_its_new_source_are_asked_for(ask, mine) -> None:
    ran = ask("stance", "NOR SWE", "alder", "support", "", *NEW_SOURCE, "named-official", "", "in so many words")
    assert ran.code == 0, ran
    (stance,) = stances(mine)
    assert (stance["members"], stance["source"], stance["note"]) == (
        ["NOR", "SWE"], "the-wire-2026-11-02", "in so many words"
    )  # fmt: skip


@pytest.mark.parametrize("answer", ["Belgium", "bel", "belg", " BEL "])
def test_members_by_code_or_name_in_any_case(ask, mine, answer) -> None:
    ran = ask("stance", answer, "ANN ALDER", "Support", "", *NEW_SOURCE, "named-official", "", "")
    assert ran.code == 0, ran
    assert stances(mine)[0]["members"] == ["BEL"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({0: "Atlantis"}, "unknown member 'Atlantis'"),
        ({1: "aldr"}, "did you mean 'alder'"),
        ({2: "suport"}, "did you mean 'support'?"),
        ({3: "likly"}, "did you mean 'likely'"),
        ({6: "2 April 2024"}, "'2 April 2024' is not a date"),
        ({6: "2030-01-01"}, "in the future"),
        ({7: "https://"}, "https://"),
        ({8: "newspapr"}, "did you mean 'newspaper'"),
        ({9: "G"}, "unknown reliability 'G'"),
        ({11: "yesterday-ish"}, "is not a date"),
    ],
)
def test_each_answer_is_checked_when_it_is_given(ask, mine, wrong, message) -> None:
    answers = ["NOR", "alder", "support", "", *NEW_SOURCE, "named-official", "", ""]
    (place,) = wrong
    ran = ask("stance", *answers[:place], wrong[place], *answers[place:])
    assert ran.code == 0, ran
    assert message in ran.err
    assert len(stances(mine)) == 1


def test_a_number_is_asked_for_until_it_is_one(ask, mine) -> None:
    run_in_process("add", "source", *SOURCE, "--data", str(mine))
    ran = ask("event", "count", "alder", "many", "-1", "28", "32", "", "the-wire-2026-11-02")
    assert ran.code == 0, ran
    assert "'many' is not a whole number" in ran.err
    assert "{kind: count, candidate: alder, support: 28, of: 32" in report(mine).read_text()


def test_blanks_around_an_answer_are_no_part_of_it(ask, mine) -> None:
    assert ask("candidate", " Cay Cedar ", "cay ").code == 0
    assert "  - id: cay\n    name: Cay Cedar\n" in (home(mine) / "candidates.yaml").read_text()


def test_an_id_is_proposed_and_one_that_is_taken_refused(ask, mine) -> None:
    ran = ask("candidate", "Bob Alder", "alder", "")
    assert "'alder' is taken by Ann Alder" in ran.err
    assert "  - id: alder-2\n    name: Bob Alder\n" in (home(mine) / "candidates.yaml").read_text()


def test_a_publisher_typed_for_a_source_describes_a_new_one(ask, mine) -> None:
    ran = ask("stance", "NOR", "alder", "support", "", "De Standaard", "y", *NEW_SOURCE[2:], "named-official", "", "")
    assert ran.code == 0, ran
    assert stances(mine)[0]["source"] == "de-standaard-2026-11-02"


def test_where_there_is_no_candidate_yet_one_is_offered(ask, nato, tmp_path) -> None:
    nato("init", str(tmp_path / "new"))
    ran = ask("stance", "NOR", "n", data=tmp_path / "new")
    assert (ran.code, "there is no candidate yet: nato add candidate" in ran.err) == (2, True)
    answers = ["NOR", "y", "Ann Alder", "alder", "alder", "support", "", *NEW_SOURCE, "named-official", "", ""]
    ran = ask("stance", *answers, data=tmp_path / "new")
    assert ran.code == 0, ran
    assert stances(tmp_path / "new")[0]["candidate"] == "alder"


def test_without_a_terminal_it_says_that_there_is_no_candidate(nato, tmp_path) -> None:
    nato("init", str(tmp_path / "new"))
    ran = nato("add", "stance", *STANCE[:2], "--data", str(tmp_path / "new"))
    assert (ran.code, ran.err) == (2, "nato: there is no candidate yet: nato add candidate\n")


def test_answers_that_were_broken_off_are_kept(ask, mine) -> None:
    ran = ask("stance", "NOR", "alder", "support", "likely", "", "The Wire", "2026-11-02")
    assert ran.code == 130
    assert "your answers are kept: nato add --resume" in ran.err
    ran = ask("--resume", "https://example.org/1", "wire", "B", "named-official", "", "")
    assert ran.code == 0, ran
    (stance,) = stances(mine)
    assert (stance["members"], stance["hedge"], stance["source"]) == (["NOR"], "likely", "the-wire-2026-11-02")
    assert ask("--resume").err == "nato: no answers are kept: nothing was refused or broken off\n"


def test_what_is_refused_in_the_end_is_asked_for_again(ask, mine) -> None:
    """Finland was not a member then: only the dataset as a whole says so."""
    answers = ["FIN", "alder", "support", "", *NEW_SOURCE, "named-official", "1999-01-01", ""]
    ran = ask("stance", *answers, "NOR")
    assert ran.code == 0, ran
    assert "was not a member on 1999-01-01" in ran.err
    assert stances(mine)[0]["members"] == ["NOR"]


def test_questions_go_to_stderr_where_stdout_is_a_file(mine, tmp_path) -> None:
    ours, its = pty.openpty()
    with (tmp_path / "out").open("wb") as out:
        command = [sys.executable, "-m", "nato_cli", "add", "candidate", "--data", str(mine)]
        running = subprocess.Popen(command, stdin=its, stdout=out, stderr=its)
        shown = b""
        for answer in (b"Cay Cedar\n", b"\n"):
            while not shown.endswith(b": "):
                assert select.select([ours], [], [], 30)[0]
                shown += os.read(ours, 1024)
            os.write(ours, answer)
            shown += b"\n"
        assert running.wait(30) == 0
    os.close(its)
    os.close(ours)
    assert b"Name: " in shown
    assert (tmp_path / "out").read_bytes() == b""
    assert "id: cedar" in (home(mine) / "candidates.yaml").read_text()
