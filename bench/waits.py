#!/usr/bin/env python3
"""What one waits for with the program: the rows of doc/performance.md, measured in turn.

    waits.py BACH [--before OTHER] [--turns 5] [--only PATTERN] [--json FILE]

BACH is a release build's program. Each turn runs every row, with --before in both programs, so that a busy
machine slows them alike. Prints, in Markdown, the median of the turns with the least and the greatest in
brackets: seconds by the clock, seconds of the processor, the most memory; where a row counts notes, notes a second by
the clock. --only takes rows whose names match. Files go to a folder that is removed; what is played needs FluidSynth and a font.
"""

import argparse
import glob
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


class Row:
    def __init__(self, name, words, times=1, notes=None, made=None):
        self.name, self.words = name, words.split()
        self.times = times  # so many runs make one measurement
        self.notes = notes  # a pattern of files whose notes count
        self.made = made    # words of a command that makes what the row needs


SEQUENCES = "train cello --preset sequences --epochs 2 --threads 1 -o {folder}/sequences.safetensors"
ROWS = (
    Row("start-up (bach --version)", "--version", times=100),
    Row("the first sound (bach play cs1-1pre)", "play cs1-1pre --device probe"),
    Row("a suite with sound", "suite --seed 3 --pages none -o {folder}/heard"),
    Row("a suite without sound", "suite --seed 3 --pages none --no-sound -o {folder}/seen"),
    Row("64 pieces, sequences model", "compose -m {folder}/sequences.safetensors --notes 1000 "
        "--outputs 64 -o {folder}/many/s.mid", notes="many/s-*.mid", made=SEQUENCES),
    Row("one piece, sequences model", "compose -m {folder}/sequences.safetensors --notes 50000 "
        "-o {folder}/one.mid", notes="one.mid", made=SEQUENCES),
    Row("64 pieces, suite model", "compose --outputs 64 -o {folder}/pieces/p.mid",
        notes="pieces/p-*.mid"),
    Row("one piece, suite model", "compose --kind prelude --bars 120 -o {folder}/prelude.mid",
        notes="prelude.mid"),
    Row("training the notebook's network, one epoch",
        "train cello --preset notebook --epochs 1 --threads 1 -o {folder}/notebook.safetensors"),
)


class Program:
    def __init__(self, path, folder):
        self.path, self.folder = os.path.abspath(path), folder
        self.made = set()

    def run(self, words):
        """Seconds by the clock and of the processor, and MB."""
        command = [self.path, *(word.format(folder=self.folder) for word in words), "--force"]
        if words[0].startswith("--"):
            command.pop()
        began = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        told = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        clock = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{' '.join(command)}: {told.decode()}")
        return clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000

    def first_sound(self, words):
        """Seconds by the clock until a device that is a file has got some; Linux with ALSA."""
        heard = os.path.join(self.folder, "heard.raw")
        config = os.path.join(self.folder, "alsa.conf")
        with open(config, "w", encoding="ascii") as out:
            out.write(f"pcm.probe {{ type file slave.pcm {{ type null }} file {heard} format raw }}\n")
        if os.path.exists(heard):
            os.remove(heard)
        environment = dict(os.environ, ALSA_CONFIG_PATH=f"/usr/share/alsa/alsa.conf:{config}")
        began = time.perf_counter()
        with subprocess.Popen([self.path, *words], env=environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            while not os.path.exists(heard) or os.path.getsize(heard) == 0:
                if process.poll() is not None:
                    sys.exit(f"{' '.join(words)}: no sound; is there FluidSynth, and ALSA?")
                time.sleep(0.002)
            clock = time.perf_counter() - began
            process.kill()
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
        return clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000

    def notes(self, pattern):
        files = glob.glob(os.path.join(self.folder, pattern))
        told = subprocess.run([self.path, "inspect", "--json", *files], check=True,
                              capture_output=True, text=True).stdout
        return sum(json.loads(line)["notes"] for line in told.splitlines())

    def measure(self, row):
        if row.made and row.made not in self.made:
            self.run(row.made.split())
            self.made.add(row.made)
        run = self.first_sound if row.words[0] == "play" else self.run
        runs = [run(row.words) for _ in range(row.times)]
        clock, processor, memory = (statistics.mean(each) for each in zip(*runs))
        found = {"clock": clock, "processor": processor, "memory": memory}
        if row.notes:
            found["notes"] = self.notes(row.notes) / clock
        return found


def summary(values, digits):
    values = list(values)
    return (f"{statistics.median(values):.{digits}f} "
            f"({min(values):.{digits}f} – {max(values):.{digits}f})")


def print_table(rows, found, names):
    print("| | program | seconds | of the processor | MB | notes a second | before / now |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for row in rows:
        for name in names:
            turns = found[row.name][name]
            seconds = [turn["clock"] for turn in turns]
            digits = 4 if statistics.median(seconds) < 0.1 else 2
            cells = [row.name, name, summary(seconds, digits),
                     summary((turn["processor"] for turn in turns), digits),
                     f"{max(turn['memory'] for turn in turns):.0f}",
                     summary((turn["notes"] for turn in turns), 0) if row.notes else "–"]
            before = found[row.name].get("before", turns)
            cells.append(summary((old["clock"] / new["clock"] for old, new in zip(before, turns)), 2))
            print("| " + " | ".join(cells) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("bach")
    parser.add_argument("--before", metavar="OTHER")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--only", metavar="PATTERN", default="")
    parser.add_argument("--json", metavar="FILE", help="keep every turn")
    arguments = parser.parse_args()
    rows = [row for row in ROWS if re.search(arguments.only, row.name)]
    folder = tempfile.mkdtemp(prefix="bach-waits-")
    try:
        programs = {"now": Program(arguments.bach, os.path.join(folder, "now"))}
        if arguments.before:
            programs["before"] = Program(arguments.before, os.path.join(folder, "before"))
        for each in programs.values():
            for under in ("", "many", "pieces"):
                os.makedirs(os.path.join(each.folder, under), exist_ok=True)
        found = {row.name: {name: [] for name in programs} for row in rows}
        for _ in range(arguments.turns):
            for row in rows:
                for name, program in programs.items():
                    found[row.name][name].append(program.measure(row))
    finally:
        shutil.rmtree(folder)
    print(f"{len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}, "
          f"{arguments.turns} turns\n")
    print_table(rows, found, programs)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as out:
            json.dump(found, out, indent=1)


if __name__ == "__main__":
    main()
