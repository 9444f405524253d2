"""How fast `nato` is beside its peers: `python tests/benchmarks`.

Every program runs in a process of its own, by turns with the others: the ratios of the medians are what to read.
Nothing is asserted; where a goal is missed the tables say so. The peers come with the extra `benchmarks`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import peers
import scale
import starts
import tables

_README = Path(__file__).parents[2] / "README.md"
_PARTS = ("starts", "scale")
_LIBRARIES = {"starts": (), "scale": scale.LIBRARIES}


def main() -> None:
    options = _options()
    with_peers = not options.no_peers
    for part in options.parts or _PARTS:
        # Each part is headed by its own surroundings: they may be measured on different days.
        head = f"{peers.surroundings(_LIBRARIES[part] if with_peers else ())}; {_rounds(options.rounds)}."
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if part == "starts":
                shown, listed = starts.report(folder, options.rounds, options.limit, with_peers=with_peers)
            else:
                shown, listed = scale.report(
                    folder, options.rounds, options.limit, options.sizes, with_peers=with_peers
                )
        text = f"{head}\n\n{shown}\n"
        sys.stdout.write(f"{text}\nAll of it, by the clock and by the processor:\n\n{listed}\n\n")
        if options.readme:
            tables.put(_README, part, text)


def _rounds(rounds: int) -> str:
    return f"medians of {rounds} rounds" if rounds > 1 else "one run each"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "parts", nargs="*", metavar="PART", choices=[*_PARTS, []], help="starts or scale (default: both)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="after one that fills the caches (default: %(default)s)")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="stances of each dataset"
    )
    parser.add_argument("--limit", type=float, default=600, help="seconds of any one run (default: %(default)s)")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    parser.add_argument("--readme", action="store_true", help="write the tables into the README")
    return parser.parse_args()


if __name__ == "__main__":
    main()
