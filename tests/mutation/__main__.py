"""Mutation testing of the rules of inference: `python tests/mutation`, after `pip install --group mutation`.

mutmut puts one fault at a time into `nato_cli/analysis`; the tests that pyproject.toml names under `[tool.mutmut]` must
notice it. `mutmut show NAME` prints a fault, `mutmut browse` all of them. Needs `os.fork`, as mutmut does.

What survives for good: caching a value that would be computed again all the same, a comparison at the edge of a set
that includes it, a guard that no valid dataset reaches, and more digits than whole percents show.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
MUTMUT = [sys.executable, "-m", "mutmut"]


def main() -> None:
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)  # start anew: mutmut would keep earlier results
    subprocess.run([*MUTMUT, "run"], cwd=ROOT, stdout=sys.stderr, check=True)
    listing = subprocess.run(
        [*MUTMUT, "results", "--all", "true"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    results = [line.strip().split(": ") for line in listing.stdout.splitlines() if line.strip()]
    print("\n".join(name for name, status in results if status not in {"killed", "timeout"}))
    print(f"\n{'module':<20}{'mutants':>8}{'killed':>8}{'survived':>10}{'share':>8}")
    modules = sorted({name.split(".")[2] for name, _ in results})
    for module in [*modules, "all"]:
        count = Counter(status for name, status in results if module in {name.split(".")[2], "all"})
        killed = count["killed"] + count["timeout"]
        print(f"{module:<20}{count.total():>8}{killed:>8}{count.total() - killed:>10}{killed / count.total():>8.1%}")


if __name__ == "__main__":
    main()
