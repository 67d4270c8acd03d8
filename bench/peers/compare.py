#!/usr/bin/env python3
"""The engine beside PyTorch, in turn, on this machine: the table of doc/performance.md.

    compare.py NN_BENCH [--turns 5] [--only PATTERN] [--json FILE] [--python /usr/bin/python3]

NN_BENCH is a release build's nn_bench. For each row of the table a turn runs the multiply-add probe
and the engine, then the same work in PyTorch and its LSTM alone in oneDNN, so that a busy machine slows
them alike. Prints, in Markdown, the median of the turns with the least and the greatest in brackets;
ratios and shares of the probe's peak are taken turn by turn. One-thread rates are given by the
processor's time, which leaves out other programs' time slices, and by the clock; rates of several
threads by the clock alone. BACH_FORCE_ISA=avx2 holds all to AVX2. --json keeps every turn. Without
PyTorch (Debian: python3-torch) or oneDNN (libdnnl-dev, when nn_bench is built) its columns are left out,
and a line says so.
"""

import argparse
import datetime
import json
import os
import re
import signal
import statistics
import subprocess
import sys

THREADS = sorted({1, len(os.sched_getaffinity(0))})  # what nn_bench measures
NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


class Row:
    """One piece of work for both: its names there and here, and how often PyTorch does it a turn."""

    def __init__(self, title, engine, peer, threads, count):
        self.title, self.engine, self.peer = title, engine, peer
        self.threads, self.count = threads, count
        self.turns = []  # of {"peak", "gflop", "engine": {clock: rate}, a peer's name: the same or None}

    def clocks(self):
        return ("processor", "clock") if self.threads == 1 else ("clock",)


def table_rows():
    for layers, count in ((1, 12), (2, 5)):
        for threads in THREADS:
            yield Row(f"training steps, {layers} layer{'s'[:layers - 1]}",
                      f"train_step/layers:{layers}/threads:{threads}", f"train {layers}", threads,
                      count)
    yield Row("predictions of one window", "predict/windows:1", "predict 1", 1, 100)


def engine_turn(nn_bench, row):
    pattern = f"^(fma_peak|{row.engine}(/real_time)?)$"
    command = [nn_bench, f"--benchmark_filter={pattern}", "--benchmark_format=json",
               "--benchmark_repetitions=1", "--benchmark_report_aggregates_only=false",
               "--benchmark_min_time=0.4"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    found = {entry["name"].split("/")[0]: entry for entry in report["benchmarks"]}
    work = found[row.engine.split("/")[0]]
    unit = NANOSECONDS[work["time_unit"]]
    rates = {"processor": 1e9 / (work["cpu_time"] * unit), "clock": 1e9 / (work["real_time"] * unit)}
    gflop = None
    if "GFLOPS" in work:
        gflop = work["GFLOPS"] / rates[row.clocks()[0]]
    return report["context"], {"peak": found.get("fma_peak", {}).get("GFLOPS"), "gflop": gflop,
                               "engine": rates}


class Peer:
    """A torch_peer.py or an onednn_peer with so many threads."""

    def __init__(self, command, threads, works=None, settings=None):
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads),
                           OPENBLAS_NUM_THREADS=str(threads), **(settings or {}))
        self.works = works  # None: all
        self.process = subprocess.Popen([*command, str(threads)], text=True, env=environment,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.name = self.process.stdout.readline().strip()

    def rates(self, what, count):
        """None when it does not do this work."""
        if self.works and what.split()[0] not in self.works:
            return None
        self.process.stdin.write(f"{what} {count}\n")
        self.process.stdin.flush()
        processor, clock = map(float, self.process.stdout.readline().split())
        return {"processor": count / processor, "clock": count / clock}


def peers_isa():
    """Peers get the instructions that the engine has."""
    return os.environ.get("BACH_FORCE_ISA", "avx512")


def fastest_core(command):
    """What OpenBLAS is told of the processor: of one that it does not know it takes the least."""
    with open("/proc/cpuinfo", encoding="ascii") as info:
        flags = next((line.split() for line in info if line.startswith("flags")), [])
    cores = [core for core, flag in (("Haswell", "avx2"), ("SkylakeX", "avx512f"))
             if flag in flags and (core == "Haswell" or peers_isa() == "avx512")]
    rates = {}
    for settings in ({}, *({"OPENBLAS_CORETYPE": core} for core in cores)):
        peer = Peer(command, 1, settings=settings)
        if peer.name in ("", "absent"):
            return {}
        peer.rates("train 1", 2)
        rates[peer.rates("train 1", 6)["processor"]] = settings
        peer.process.stdin.close()
        peer.process.wait()
    return rates[max(rates)]


def start_torch(python):
    """One for each count of threads; none without PyTorch."""
    command = [python, os.path.join(os.path.dirname(os.path.abspath(__file__)), "torch_peer.py")]
    settings = fastest_core(command)
    peers = {threads: Peer(command, threads, settings=settings) for threads in THREADS}
    if peers[1].name in ("", "absent"):
        print("PyTorch is not installed (Debian: python3-torch): its columns are skipped",
              file=sys.stderr)
        return {}
    peers[1].name += " for " + settings.get("OPENBLAS_CORETYPE", "the processor it found")
    return peers


def start_onednn(nn_bench):
    """Likewise; it is built beside nn_bench where oneDNN is installed."""
    peer = os.path.join(os.path.dirname(os.path.abspath(nn_bench)), "onednn_peer")
    if not os.path.exists(peer):
        print("oneDNN was not there when nn_bench was built (Debian: libdnnl-dev): its columns are "
              "skipped", file=sys.stderr)
        return {}
    settings = {"DNNL_MAX_CPU_ISA": "AVX2" if peers_isa() == "avx2" else "AVX512_CORE"}
    return {threads: Peer([peer], threads, ("train", "sequences"), settings) for threads in THREADS}


def start_peers(arguments):
    """By their names; those that are here."""
    peers = {"PyTorch": start_torch(arguments.python), "oneDNN": start_onednn(arguments.nn_bench)}
    return {name: each for name, each in peers.items() if each}


def versions(peers):
    return "; ".join(each[1].name for each in peers.values()) or "no peers"


def measure(rows, turns, nn_bench, peers):
    """Ctrl-C, or SIGTERM, ends it with the turns there are."""
    context = None
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    try:
        for turn in range(turns):
            for row in rows:
                context, result = engine_turn(nn_bench, row)
                for name, each in peers.items():
                    peer = each[row.threads]
                    peer.rates(row.peer, 2)  # its memory and threads are warm, as the engine's are
                    result[name] = peer.rates(row.peer, row.count)
                row.turns.append(result)
            print(f"turn {turn + 1} of {turns}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    except KeyboardInterrupt:
        rows[:] = [row for row in rows if row.turns]
        if not rows:
            sys.exit("nothing was measured")
    return context


def summary(values, digits=1):
    values = list(values)
    if any(value is None for value in values):
        return "–"
    return (f"{statistics.median(values):.{digits}f} "
            f"({min(values):.{digits}f} – {max(values):.{digits}f})")


def print_table(rows, peers):
    print("| a second | threads | seconds of | engine |" + "".join(f" {name} | ratio |" for name in peers)
          + " % of peak |")
    print("| --- " * (5 + 2 * len(peers)) + "|")
    for row in rows:
        for clock in row.clocks():
            cells = [row.title, str(row.threads), f"the {clock}",
                     summary(turn["engine"][clock] for turn in row.turns)]
            for name in peers:
                cells.append(summary(turn[name] and turn[name][clock] for turn in row.turns))
                cells.append(summary((turn[name] and turn["engine"][clock] / turn[name][clock]
                                      for turn in row.turns), 2))
            cells.append(summary(share(turn, turn["engine"][clock], row.threads)
                                 for turn in row.turns))
            print("| " + " | ".join(cells) + " |")


def share(turn, rate, threads):
    if turn["peak"] is None or turn["gflop"] is None:
        return None
    return 100 * turn["gflop"] * rate / (turn["peak"] * threads)


def options(description):
    """What all of these programs are told, of a description that starts with one line."""
    parser = argparse.ArgumentParser(description=description.split("\n", maxsplit=1)[0])
    parser.add_argument("nn_bench")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--only", metavar="PATTERN", default="",
                        help='rows that match, as "1 layer.*, 2 threads"')
    parser.add_argument("--json", metavar="FILE", help="keep every turn")
    parser.add_argument("--python", default="/usr/bin/python3", help="the one that has PyTorch")
    arguments = parser.parse_args()
    if arguments.turns < 1:
        parser.error("--turns must be at least 1")
    return arguments


def keep(arguments, found):
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as out:
            json.dump(found, out, indent=1)


def report(arguments, rows):
    """Measures the rows that are wanted and prints their table."""
    rows = [row for row in rows
            if re.search(arguments.only, f"{row.title}, {row.threads} thread{'s'[:row.threads - 1]}")]
    peers = start_peers(arguments)
    began = os.getloadavg()[0]
    context = measure(rows, arguments.turns, arguments.nn_bench, peers)
    machine = {"date": datetime.date.today().isoformat(), "cpu": context["cpu"],
               "kernels": context["kernels"], "cores": THREADS[-1],
               "turns": max(len(row.turns) for row in rows),
               "load": [round(began, 1), round(os.getloadavg()[0], 1)],
               "peers": versions(peers)}
    print(", ".join(f"{key}: {value}" for key, value in machine.items()))
    peaks = [turn["peak"] for row in rows for turn in row.turns]
    print(f"peak of a core: {summary(peaks)} GFLOP/s\n")
    print_table(rows, peers)
    keep(arguments, {"machine": machine, "rows": [vars(row) for row in rows]})


if __name__ == "__main__":
    report(options(__doc__), list(table_rows()))
