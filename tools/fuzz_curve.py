#!/usr/bin/env python3
"""What hours of fuzzing reached, from the table that tools/fuzz_long.sh writes.

    fuzz_curve.py TABLE.tsv

Prints as Markdown: of each target the seconds of the processor, executions, edges and features (the most of
any turn: minimising and another build move both a little), and the curve: the share of these features that
was reached after 1, 10, 100 seconds of the processor, and so on. A curve that rises to the end says that more
time finds more.
"""

import collections
import csv
import sys


def turns_of(path):
    """Of each target its turns: seconds and executions in all so far, edges, features, inputs."""
    turns = collections.defaultdict(list)
    with open(path, newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            before = turns[row["target"]][-1] if turns[row["target"]] else (0.0, 0, 0, 0, 0)
            turns[row["target"]].append((
                before[0] + float(row["processor_s"]),
                before[1] + int(row["executions"]),
                max(before[2], int(row["edges"] or 0)),
                max(before[3], int(row["features"] or 0)),
                int(row["inputs"] or 0),
            ))
    return turns


def reached(turns, seconds):
    """The features of the last turn that was over by then; None before the first and after the last."""
    if seconds > turns[-1][0]:
        return None
    over = [turn for turn in turns if turn[0] <= seconds]
    return over[-1][3] if over else None


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    turns = turns_of(sys.argv[1])
    if not turns:
        sys.exit(f"{sys.argv[1]}: no turn is over yet")
    longest = max(each[-1][0] for each in turns.values())
    marks = [mark for mark in (10, 30, 100, 300, 1000, 3000, 10000) if mark <= longest]
    heads = ["target", "processor", "executions", "edges", "features", *(f"{mark:,} s" for mark in marks)]
    print("| " + " | ".join(heads) + " |")
    print("| " + " | ".join("---" for _ in heads) + " |")
    for target, each in sorted(turns.items()):
        seconds, executions, edges, features, _ = each[-1]
        shares = []
        for mark in marks:
            then = reached(each, mark)
            shares.append("" if then is None else f"{100 * then / max(features, 1):.1f} %")
        cells = [f"`{target}`", f"{seconds:,.0f} s", f"{executions:,}", f"{edges:,}", f"{features:,}", *shares]
        print("| " + " | ".join(cells) + " |")
    whole = [sum(each[-1][k] for each in turns.values()) for k in (0, 1)]
    print(f"\nIn all {whole[1]:,} executions in {whole[0]:,.0f} s of the processor.")


main()
