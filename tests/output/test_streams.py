"""What programs read is UTF-8 wherever it goes; what people read has letters where an encoding lacks the signs."""

import json
import os
import subprocess
import sys
import threading

import pytest

ASCII = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "NATO_TODAY": "2026-11-23"}


def output(*arguments: str, **variables: str) -> bytes:
    command = [sys.executable, "-m", "nato_cli", *arguments]
    return subprocess.run(command, env={**os.environ, **variables}, capture_output=True, check=True).stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_json_csv_and_markdown_are_utf_8_whatever_the_locale(encoding: str) -> None:
    surroundings = {**ASCII, "PYTHONIOENCODING": encoding}
    answer = json.loads(output("show", "karins", "--format", "json", **surroundings).decode("utf-8"))
    assert answer["name"] == "Krišjānis Kariņš"
    for form in ("csv", "markdown"):
        assert "Krišjānis Kariņš" in output("show", "karins", "--format", form, **surroundings).decode("utf-8")


def test_where_signs_are_missing_letters_tell_standings_apart() -> None:
    text = output("matrix", "--as-of", "2024-04-03", **ASCII).decode("ascii")
    assert "?" not in text
    lines = {line.split()[0]: line.split()[1] for line in text.splitlines() if line[:3] in {"Hun", "Alb", "Tur"}}
    assert lines == {"Hungary": "O", "Albania": "S", "Turkiye": "~"}


def test_a_pipe_that_does_not_wait_gets_the_whole_answer() -> None:
    whole = output("stances", "--format", "json", NATO_TODAY="2026-11-23")
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    process = subprocess.Popen(
        [sys.executable, "-m", "nato_cli", "stances", "--format", "json"],
        stdout=writing,
        env={**os.environ, "NATO_TODAY": "2026-11-23"},
    )
    os.close(writing)
    received: list[bytes] = []

    def read() -> None:
        while piece := os.read(reading, 4096):
            received.append(piece)

    reader = threading.Timer(0.5, read)
    reader.start()
    assert process.wait() == 0
    reader.join()
    os.close(reading)
    assert b"".join(received) == whole


def test_a_reader_that_leaves_ends_it_quietly() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "nato_cli", "stances", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0
    process.stderr.close()
