"""`nato validate`: every fault of a dataset."""

import json
import signal
import subprocess
import sys
import threading

from small_dataset import home


def test_watching_tells_a_fault_and_its_end(mine) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "nato_cli", "validate", "--watch", str(mine)], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    guard = threading.Timer(60, running.kill)  # so that a change that goes unnoticed ends the test
    guard.start()
    assert "no faults" in running.stdout.readline()
    with (home(mine) / "candidates.yaml").open("a") as file:
        file.write("  - {nme: Bob}\n")
    assert any("error" in running.stdout.readline() for _ in range(3))  # a file may be seen before it is written whole
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 130
    guard.cancel()
    running.stdout.close()


def test_validate_shows_each_fault_with_its_line_and_a_caret(nato, tmp_path) -> None:
    (tmp_path / "stances.yaml").write_text("stances:\n  - membr: AAA\n")
    out = nato("validate", "stances.yaml", cwd=tmp_path).out
    assert "stances.yaml:2:5: error: unknown key 'membr' [unknown-key]\n  2 |   - membr: AAA\n    |     ^^^^^\n" in out


def test_validate_exits_with_1_on_errors_and_with_0_on_warnings_alone(nato, board, tmp_path) -> None:
    (tmp_path / "bad.yaml").write_text("stances: 1\n")
    assert nato("validate", str(tmp_path)).code == 1
    assert board("validate").code == 0
    (tmp_path / "bad.yaml").write_text(
        "sources:\n  - {id: x, publisher: X, kind: wire, reliability: A, url: 'https://x.org'}\n"
    )
    assert nato("validate", str(tmp_path)).code == 0
    assert nato("validate", str(tmp_path), "--strict").code == 1


def test_validate_as_json(nato, tmp_path) -> None:
    (tmp_path / "bad.yaml").write_text("stances:\n  - membr: AAA\n")
    answer = json.loads(nato("validate", str(tmp_path), "--format", "json").out)
    assert (answer["errors"] > 0, answer["warnings"]) == (True, 0)
    first = next(each for each in answer["diagnostics"] if each["code"] == "unknown-key")
    assert (first["line"], first["column"], first["width"]) == (2, 5, 5)


def test_validate_as_annotations_of_github(nato, tmp_path) -> None:
    (tmp_path / "bad.yaml").write_text("stances:\n  - membr: AAA\n")
    out = nato("validate", "bad.yaml", "--format", "github", cwd=tmp_path).out
    assert "::error file=bad.yaml,line=2,col=5,title=unknown-key,endColumn=10::unknown key 'membr'" in out


def test_the_shipped_dataset_is_clean(nato) -> None:
    ran = nato("validate", "--strict")
    assert (ran.out, ran.code) == ("", 0)
