"""`make bench`: prints every figure beside its budget and ends with 1 when one is not held."""

from __future__ import annotations

import argparse
import os
import sys

from benchmarks import desk, organization, probing, reading, turns
from benchmarks.budget import told

PARTS = ("reading", "probing", "organization", "desk", "turns", "painted")


def main() -> int:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(prog="make bench BENCH=...", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(PARTS)}; all of them when none is named")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of turns and painted; the median counts")
    asked = parser.parse_args()
    wanted = asked.parts or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; trust ratios inside one run")
    held = True
    for name, part in (("reading", reading), ("probing", probing), ("organization", organization), ("desk", desk)):
        if name in wanted:
            held &= told(name.capitalize(), part.figures())
    for name, figures in (("turns", turns.figures), ("painted", turns.painted)):
        if name not in wanted:
            continue
        if reason := turns.absent():
            print(f"\n{name.capitalize()}\n      {reason}")
        else:
            held &= told(name.capitalize(), figures(asked.rounds))
    print("\nAll budgets are held." if held else "\nA budget is not held.")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
