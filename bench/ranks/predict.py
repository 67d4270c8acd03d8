#!/usr/bin/env python3
"""How training grows with processes, foretold from measured times: the tables of doc/scale.md.

bench/ranks/predict.py [--link NAME=BYTES:SECONDS] [--ranks N,N …] H=SECONDS:BYTES …

H=SECONDS:BYTES a size, the seconds of a step of 64 lanes in one process, the bytes of its parameters
--link          bytes a second and direction of one process, and seconds a message takes beside them;
                without it those of two networks. With it the seconds of an exchange of these bytes are
                told as well, to be laid beside those that exchange_times measures
--ranks         processes (4,16,64)
"""
import argparse

LINKS = {"10 GbE": (1.1e9, 30e-6), "100 Gb InfiniBand": (11e9, 2e-6)}
PART = 4 * 2**20  # bytes of a part: what is on its way at once
# Seconds a byte of parameters that do not shrink with the lanes, of one process that steps all weights, and of
# each of several, which steps its slice, copies what goes to others and adds up what comes.
ALONE, SHARED = 2.0e-9, 2.5e-9
BESIDE = 0.5  # of a step that computes while gradients may be on their way
SMALL = 3  # gathers of a few bytes each step: what was asked for, the squares, the losses


def one_way(ranks, size, link):
    """Seconds in which each process gives each other one its slice."""
    speed, latency = link
    return (ranks - 1) / ranks * size / speed + (ranks - 1) * latency


def exposed(ranks, size, computing, link):
    """Seconds of a step that nothing is computed in: the last part on the way there, what does not go
    on its way while the rest is computed, and the weights on the way back."""
    if ranks == 1:
        return 0.0
    parts = max(1, round(size / PART))
    there = parts * one_way(ranks, size / parts, link)
    last = there / parts
    beside = BESIDE * computing
    back = parts * one_way(ranks, size / parts, link)
    small = SMALL * link[1] * (ranks - 1).bit_length()
    return last + max(0.0, there - last - beside) + back + small


def step(ranks, lanes, seconds, size, link):
    """Seconds of a step of so many lanes a process, `seconds` being those of 64 in one process."""
    computing = (seconds - ALONE * size) * lanes / 64
    fixed = SHARED if ranks > 1 else ALONE
    return computing + fixed * size + exposed(ranks, size, computing, link)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--link")
    parser.add_argument("--ranks", default="4,16,64")
    parser.add_argument("sizes", nargs="+")
    arguments = parser.parse_args()
    links = LINKS
    if arguments.link:
        name, rest = arguments.link.split("=")
        speed, latency = (float(number) for number in rest.split(":"))
        links = {name: (speed, latency)}
    print("| H | link | processes | step, s | waiting, s | weak: times as fast | strong: times as fast |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for argument in arguments.sizes:
        name, rest = argument.split("=")
        seconds, size = (float(number) for number in rest.split(":"))
        for called, link in links.items():
            for ranks in (int(number) for number in arguments.ranks.split(",")):
                weak = step(ranks, 64, seconds, size, link)
                strong = step(ranks, 64 / ranks, seconds, size, link)
                computing = seconds - ALONE * size
                waiting = exposed(ranks, size, computing, link)
                print(
                    f"| {name} | {called} | {ranks} | {weak:.2f} | {waiting:.4f} |"
                    f" {ranks * seconds / weak:.1f} | {seconds / strong:.1f} |"
                )
                if arguments.link:
                    parts = max(1, round(size / PART))
                    both = 2 * parts * one_way(ranks, size / parts, link)
                    print(f"  {size / 1e6:.1f} MB there and back: {both:.6f} s")


if __name__ == "__main__":
    main()
