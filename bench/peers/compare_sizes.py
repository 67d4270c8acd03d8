#!/usr/bin/env python3
"""Larger networks on the engine beside PyTorch, in turn, on this machine.

    compare_sizes.py NN_BENCH [--turns 5] [--only PATTERN] [--json FILE] [--python /usr/bin/python3]

Whole pieces as in compare_sequences.py, 20 steps at a time with a loss at each, in the sizes people
grow into; one thread, and all cores. Rates and shares of the peak as in compare.py.
BACH_FORCE_ISA=avx2 holds all of them to AVX2.
"""

from compare import Row, THREADS, options, report

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


if __name__ == "__main__":
    report(options(__doc__), list(rows()))
