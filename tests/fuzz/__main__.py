"""Looks for files that make `nato` raise, guided by coverage: `python tests/fuzz --seconds 60`.

Needs `pip install --group fuzz`. Each target runs in a process of its own; `--corpus FOLDER` keeps what it has found.
A crash is written there, and ends the run with the exit code of the fuzzer.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from seeds import SEEDS

TARGETS = tuple(SEEDS)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python tests/fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=60, help="for each target (default: %(default)s)")
    parser.add_argument("--target", choices=TARGETS, action="append", help="default: all of them, one after the other")
    parser.add_argument("--corpus", type=Path, help="where the inputs are kept (default: a folder that is removed)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.corpus or Path(name)
        statuses = [fuzz(target, options.seconds, folder / target) for target in options.target or TARGETS]
    sys.exit(max(statuses))


def fuzz(target: str, seconds: int, folder: Path) -> int:
    """Run one target on what its folder holds and on the seeds."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[target]()):
        (folder / f"seed-{number}").write_bytes(seed)
    script = Path(__file__).with_name("target.py")
    limits = [
        f"-max_total_time={seconds}",
        "-max_len=4096",
        "-timeout=10",
        "-print_final_stats=1",
        f"-artifact_prefix={folder}/",
    ]
    print(f"== {target}", flush=True)
    return subprocess.run([sys.executable, script, target, *limits, folder], check=False).returncode


if __name__ == "__main__":
    main()
