"""Measures Endstate and its competitors in turns, and prints a table. See scripts/bench.sh."""

import argparse
import json
import os
import sys

import machine
import rows
from report import table

ROWS = {
    "round-trips": rows.round_trips,
    "upgrade": rows.upgrade,
    "clicks": rows.clicks,
    "artifacts": rows.artifacts,
    "tool": rows.tool,
    "noticed": rows.noticed,
    "quiet": rows.quiet,
    "workers": rows.workers,
}


def first_line(text):
    """The first line of a text, as it may stand in a table's cell."""
    return (text.splitlines() or [""])[0].replace("|", "/")[:200]


def main():
    parser = argparse.ArgumentParser(prog="bench.sh")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--playwright")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", action="append", choices=ROWS)
    options = parser.parse_args()

    bench = rows.Bench(options.bin, options.folder, options.playwright, options.quick)
    before = machine.describe(options.bin, options.playwright, bench.browser)
    print(before, file=sys.stderr)
    results, failures = [], []
    try:
        for name, measure in ROWS.items():
            if options.only and name not in options.only:
                continue
            print(f"endstate: {name} …", file=sys.stderr)
            try:
                results += measure(bench)
            # Whatever becomes of one row, the others took half an hour.
            except Exception as failure:
                reason = f"{type(failure).__name__}: {failure}"
                results.append(rows.missing(name, first_line(reason)))
                failures.append(f"{name}: {reason}")
    finally:
        after = machine.load()
        with open(os.path.join(options.folder, "results.json"), "w") as file:
            json.dump({"machine": before, "load_after": after, "quick": options.quick, "rows": results}, file, indent=1)
    if options.quick:
        print("A quick run: it shows that everything runs; its numbers mean nothing.\n")
    print(table(results))
    print(f"\n{before}; load {after} afterwards.")
    if failures:
        sys.exit("\n".join(f"endstate: {failure}" for failure in failures))


try:
    main()
except KeyboardInterrupt:
    sys.exit(130)
