#!/usr/bin/env python3
"""How training grows with processes, foretold from measured times: the tables of doc/scale.md.

bench/ranks/predict.py H=SECONDS:BYTES …   (a size, the seconds of a step of 64 lanes in one process,
                                            the bytes of its parameters)
"""
import sys

# Bytes a second and direction, and seconds a message takes beside them.
LINKS = {"10 GbE": (1.1e9, 30e-6), "100 Gb InfiniBand": (11e9, 2e-6)}
FIXED = 2e-9  # seconds a byte of parameters: Adam, which every process does whatever its lanes
ADD = 1.5e9  # floats a second that one core adds up from memory
SMALL = 2  # gathers of a few bytes each step: what was asked for, the losses


def exchange(ranks, size, link):
    """Seconds: each slice of the gradients goes to one process, which adds it up and hands it to all."""
    speed, latency = LINKS[link]
    if ranks == 1:
        return 0.0
    share = (ranks - 1) / ranks
    moved = 2 * share * size / speed
    messages = 2 * (ranks - 1) * latency + SMALL * latency * (ranks - 1).bit_length()
    return moved + messages + share * size / 4 / ADD


def main():
    print("| H | link | processes | step, s | exchange, s | weak: times as fast | strong: times as fast |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for argument in sys.argv[1:]:
        name, rest = argument.split("=")
        seconds, size = (float(number) for number in rest.split(":"))
        for link in LINKS:
            for ranks in (4, 16, 64):
                told = exchange(ranks, size, link)
                weak = ranks * seconds / (seconds + told)
                strong = seconds / ((seconds - FIXED * size) / ranks + FIXED * size + told)
                print(f"| {name} | {link} | {ranks} | {seconds:.2f} | {told:.4f} | {weak:.1f} | {strong:.1f} |")


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    main()
