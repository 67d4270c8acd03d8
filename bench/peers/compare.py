#!/usr/bin/env python3
"""The engine beside PyTorch, in turn, on this machine.

    compare.py NN_BENCH [--turns 7] [--threads 1] [--layers 1] [--python /usr/bin/python3]

Each turn runs the multiply-add probe and the engine (NN_BENCH, a release build's nn_bench), then the
same work in PyTorch, so that a busy machine slows all of them alike. Prints the median of the turns,
their spread (least to greatest), ratios turn by turn, and the share of the probe's peak. With one
thread, seconds are the processor's, so that other programs' time slices do not count. Without
PyTorch (Debian: python3-torch) its rows are left out, and a line says so.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys

TRAIN_STEPS, PREDICTIONS = 16, 200


def engine_turn(arguments):
    step = f"train_step/layers:{arguments.layers}/threads:{arguments.threads}"
    pattern = f"^(fma_peak|{step}(/real_time)?|predict/windows:1)$"
    command = [arguments.nn_bench, f"--benchmark_filter={pattern}", "--benchmark_format=json",
               "--benchmark_min_time=0.4"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    found = {row["name"].split("/")[0]: row for row in report["benchmarks"]}
    peak = found.get("fma_peak", {}).get("GFLOPS")
    train = found["train_step"]
    return report["context"], {
        "peak": peak,
        "train": train["items_per_second"],
        "train GFLOPS": train["GFLOPS"],
        "predict": found["predict"]["items_per_second"],
    }


class Torch:
    def __init__(self, arguments):
        peer = os.path.join(os.path.dirname(os.path.abspath(__file__)), "torch_peer.py")
        threads = str(arguments.threads)
        environment = dict(os.environ, OMP_NUM_THREADS=threads, OPENBLAS_NUM_THREADS=threads)
        self.process = subprocess.Popen(
            [arguments.python, peer, threads, str(arguments.layers)], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self.name = self.process.stdout.readline().strip()
        self.absent = self.name in ("", "absent")

    def rate(self, what, count):
        self.process.stdin.write(f"{what} {count}\n")
        self.process.stdin.flush()
        return count / float(self.process.stdout.readline())


def summary(values):
    return f"{statistics.median(values):10.1f}   ({min(values):.1f} – {max(values):.1f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("nn_bench")
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--layers", type=int, default=1)
    parser.add_argument("--python", default="/usr/bin/python3")
    arguments = parser.parse_args()
    if arguments.turns < 1:
        parser.error("--turns must be at least 1")

    torch = Torch(arguments)
    if torch.absent:
        print("PyTorch is not installed (Debian: python3-torch): its rows are skipped",
              file=sys.stderr)
    else:
        torch.rate("train", 3)  # warms up
        torch.rate("predict", 3)
    ours, theirs = [], []
    for _ in range(arguments.turns):
        context, turn = engine_turn(arguments)
        ours.append(turn)
        if not torch.absent:
            theirs.append({"train": torch.rate("train", TRAIN_STEPS),
                           "predict": torch.rate("predict", PREDICTIONS)})

    print(f"{context['cpu']}, {context['kernels']} kernels, {arguments.threads} threads, "
          f"{arguments.layers} layers, load {os.getloadavg()[0]:.1f}, {arguments.turns} turns")
    for what, unit in (("train", "steps/s"), ("predict", "notes/s")):
        print(f"{what:8} engine   {summary([turn[what] for turn in ours])} {unit}")
        if theirs:
            print(f"{what:8} PyTorch  {summary([turn[what] for turn in theirs])} {unit}")
            ratios = [a[what] / b[what] for a, b in zip(ours, theirs)]
            print(f"{what:8} ratio    {statistics.median(ratios):10.2f}   "
                  f"({min(ratios):.2f} – {max(ratios):.2f})")
    if ours[0]["peak"]:
        print(f"peak     probe    {summary([turn['peak'] for turn in ours])} GFLOP/s a core")
        shares = [100 * turn["train GFLOPS"] / turn["peak"] / arguments.threads for turn in ours]
        print(f"peak     share    {summary(shares)} % of it in training")
    if not torch.absent:
        print(torch.name)


main()
