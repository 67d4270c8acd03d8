#!/usr/bin/env python3
"""Larger networks on the engine beside PyTorch, in turn, on this machine.

    compare_sizes.py NN_BENCH [--turns 5] [--python /usr/bin/python3]

Whole pieces as in compare_sequences.py, 20 steps at a time with a loss at each, in the sizes people
grow into; one thread, and all cores. Rates and shares of the peak as in compare.py.
BACH_FORCE_ISA=avx2 picks the engine's kernels; PyTorch's BLAS stays what it is.
"""

import argparse
import os

from compare import Row, THREADS, measure, print_table, start_torch, summary

# units, layers, lanes: as in nn_bench.cc; steps of PyTorch a turn
SIZES = {(256, 1, 64): 12, (256, 1, 256): 4, (512, 1, 64): 5, (512, 1, 256): 2, (1024, 1, 64): 2,
         (512, 2, 64): 2}


def rows():
    for (units, layers, lanes), count in SIZES.items():
        shape = f"{units}x{layers}x{lanes}"
        plural = "s" if layers > 1 else ""
        for threads in THREADS:
            yield Row(f"{units} units, {layers} layer{plural}, {lanes} lanes",
                      f"train_sized/{shape}/threads:{threads}", f"sequences {shape}", threads, count)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("nn_bench")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--python", default="/usr/bin/python3")
    arguments = parser.parse_args()
    if arguments.turns < 1:
        parser.error("--turns must be at least 1")
    table = list(rows())
    peers = start_torch(arguments.python)
    context = measure(table, arguments.turns, arguments.nn_bench, peers)
    peaks = [turn["peak"] for row in table for turn in row.turns]
    print(f"{context['cpu']}, kernels {context['kernels']}, {arguments.turns} turns, load "
          f"{os.getloadavg()[0]:.1f}, {peers[1].name if peers else 'no PyTorch'}; peak of a core "
          f"{summary(peaks)} GFLOP/s\n")
    print_table(table, bool(peers))


if __name__ == "__main__":
    main()
