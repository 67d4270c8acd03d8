#!/usr/bin/env python3
"""Whole pieces on the engine beside PyTorch, in turn, on this machine.

    compare_sequences.py NN_BENCH [--turns 5] [--json FILE] [--python /usr/bin/python3]

One thread against one thread, seconds of the processor. Each turn runs the engine (NN_BENCH, a release
build's nn_bench) and PyTorch: training on windows, as the notebook does, and on the same sequences;
notes one by one, with the window run anew for each, as the notebook does, and with the state carried.
Prints the median of the turns and the spread of the ratios turn by turn.
"""

import json
import os
import subprocess

from compare import keep, options, start_torch, summary

WINDOWS, SEQUENCES, PREDICTIONS, STREAMED = 12, 6, 150, 1500
BATCH, STEPS = 64, 20
ROWS = {
    "targets": "train_sequences/64x20/threads:1",
    "suite targets": "train_sequences/suite/threads:1",
    "notes": "stream_sequences/lanes:1",
    "notes of 64 lanes": "stream_sequences/lanes:64",
}


def engine_turn(nn_bench):
    pattern = "^(fma_peak|" + "|".join(ROWS.values()) + ")$"
    command = [nn_bench, f"--benchmark_filter={pattern}", "--benchmark_format=json",
               "--benchmark_repetitions=1", "--benchmark_report_aggregates_only=false",
               "--benchmark_min_time=0.4"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    found = {row["name"]: row for row in report["benchmarks"]}
    turn = {what: found[name]["items_per_second"] for what, name in ROWS.items()}
    turn["peak"] = found.get("fma_peak", {}).get("GFLOPS", 0)
    return report["context"], turn


def torch_turn(torch):
    def rate(work, count):
        return torch.rates(f"{work} 1", count)["processor"]

    return {
        "windows": BATCH * rate("train", WINDOWS),
        "sequences": BATCH * STEPS * rate("sequences", SEQUENCES),
        "windows run anew": rate("predict", PREDICTIONS),
        "state carried": rate("stream", STREAMED),
    }


def main():
    arguments = options(__doc__)
    torch = start_torch(arguments.python).get(1)
    if torch:
        torch_turn(torch)  # warms up
    ours, theirs = [], []
    for _ in range(arguments.turns):
        context, turn = engine_turn(arguments.nn_bench)
        ours.append(turn)
        if torch:
            theirs.append(torch_turn(torch))

    keep(arguments, {"engine": ours, "PyTorch": theirs})
    print(f"{context['cpu']}, {context['kernels']} kernels, 1 thread, "
          f"load {os.getloadavg()[0]:.1f}, {arguments.turns} turns")
    for what in (*ROWS, "peak"):
        unit = "GFLOP/s" if what == "peak" else "a second"
        print(f"engine   {what:18} {summary([turn[what] for turn in ours])} {unit}")
    if not torch:
        return
    for what in theirs[0]:
        print(f"PyTorch  {what:18} {summary([turn[what] for turn in theirs])} a second")
    for mine, other in (("targets", "windows"), ("targets", "sequences"),
                        ("notes", "windows run anew"), ("notes", "state carried"),
                        ("notes of 64 lanes", "windows run anew")):
        ratios = [a[mine] / b[other] for a, b in zip(ours, theirs)]
        print(f"ratio    {mine} / {other}: {summary(ratios)}")
    print(torch.name)


main()
