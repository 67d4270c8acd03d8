#!/usr/bin/env python3
"""The Python module beside what people use, and beside the command line: doc/python.md has the figures.

./run python bench/python/peers.py [RUNS]     needs the program, and python3-mido and python3-torch

Every figure is taken in a process of its own, the programs in turn, RUNS times (7 unless told); a ratio is that
of two neighbours, and its median is told with the lowest and highest. All have one thread, and times are the
processor's, which leaves out what other programs took. PyTorch wants OpenBLAS (libopenblas0-pthread).
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("BACH_PROGRAM", str(ROOT / ".build/release/bach"))
THREADS = 1
STEPS = 100


def timed(work):
    begin = time.process_time()
    work()
    return time.process_time() - begin


def run_timed(command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# What a process of its own measures: each gives a number.
def read_bach(folder):
    import bach

    return timed(lambda: bach.load_all(folder))


def read_mido(folder):
    import mido

    return timed(lambda: [mido.MidiFile(path) for path in sorted(Path(folder).glob("*.mid"))])


def status_mb(name):
    with open("/proc/self/status", encoding="utf-8") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(name + ":"))


def taken_mb(work):
    """The most memory that it takes beyond what the process had."""
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")  # the peak begins again
    before = status_mb("VmRSS")
    work()
    return status_mb("VmHWM") - before


def read_program(folder):
    command = [PROGRAM, "plot", "lengths", folder, "--json"]  # reads all files and counts their notes
    return run_timed(command)


def windows_bach(folder, what):
    import bach

    scores = bach.load_all(folder)
    measure = timed if what == "seconds" else taken_mb
    return measure(lambda: globals().update(kept=bach.windows(scores, 20)))


def windows_lists(folder, what):
    """Lists of slices of matrices of doubles, made an array: what one writes in a notebook."""
    import numpy as np

    import bach

    melodies = [score.melody() for score in bach.load_all(folder)]

    def build():
        X, y = [], []
        for melody in melodies:
            matrix = np.zeros((len(melody), 79))
            matrix[np.arange(len(melody)), melody - 1] = 1
            for at in range(len(melody) - 20):
                X.append(matrix[at : at + 20])
                y.append(melody[at + 20] - 1)
        globals().update(kept=(np.asarray(X), np.asarray(y)))

    return timed(build) if what == "seconds" else taken_mb(build)


def train_bach(_):
    import bach

    scores = bach.corpus("cello")
    return timed(lambda: bach.train(scores, "notebook", epochs=1, batches=STEPS, threads=THREADS, progress=False))


def train_program(_):
    with tempfile.TemporaryDirectory() as folder:
        command = [PROGRAM, "train", "--preset", "notebook", "--epochs", "1", "--batches", str(STEPS)]
        command += ["--threads", str(THREADS), "-q", "-o", folder + "/model.safetensors"]
        return run_timed(command)


def torch_network():
    import torch

    torch.set_num_threads(THREADS)

    class Network(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.lstm = torch.nn.LSTM(79, 256, batch_first=True)
            self.lin_1 = torch.nn.Linear(256, 256)
            self.drop = torch.nn.Dropout(0.3)
            self.lin_2 = torch.nn.Linear(256, 79)

        def forward(self, x):
            return self.lin_2(self.drop(self.lin_1(self.lstm(x)[0][:, -1])))

    return torch, Network()


def train_torch(_):
    import numpy as np

    import bach

    torch, network = torch_network()
    X, y = bach.windows("cello", 20, dtype="float32")
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    loss, optimiser = torch.nn.CrossEntropyLoss(), torch.optim.Adam(network.parameters())

    def steps():
        for _ in range(STEPS):
            rows = np.random.choice(len(X), size=64, replace=False)
            optimiser.zero_grad()
            loss(network(X[rows]), y[rows]).backward()
            optimiser.step()

    return timed(steps)


def compose_bach(model):
    import bach

    model = bach.Model.load(model)
    return timed(lambda: bach.compose(model, notes=1000))


def compose_program(model):
    with tempfile.TemporaryDirectory() as folder:
        command = [PROGRAM, "compose", "-m", model, "--notes", "1000", "-q", "-o", folder + "/piece.mid"]
        return run_timed(command)


def compose_torch(model):
    import bach

    torch, network = torch_network()
    kept = bach.Model.load(model)
    network.load_state_dict({name: torch.from_numpy(each) for name, each in kept.state_dict().items()})
    network.eval()
    window = torch.nn.functional.one_hot(torch.from_numpy(kept.beginnings[0]) - 1, 79).float()

    def notes():
        nonlocal window
        with torch.no_grad():
            for _ in range(1000):
                shares = torch.softmax(network(window[None])[0], dim=0)
                note = torch.nn.functional.one_hot(torch.multinomial(shares, 1), 79).float()
                window = torch.cat([window[1:], note])

    return timed(notes)


def start_bach(_):
    return timed(lambda: __import__("bach"))


def measured(name, *arguments):
    command = [sys.executable, __file__, "measure", name, *map(str, arguments)]
    one = dict(os.environ, OMP_NUM_THREADS=str(THREADS), OPENBLAS_NUM_THREADS=str(THREADS))
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=one).stdout)


def compared(runs, *jobs):
    """Of each job its figures, taken in turn."""
    figures = [[] for _ in jobs]
    for _ in range(runs):
        for job, taken in zip(jobs, figures):
            taken.append(measured(*job))
    return figures


def ratio(others, ours):
    ratios = [a / b for a, b in zip(others, ours)]
    return f"{median(ratios):.3g} ({min(ratios):.3g}–{max(ratios):.3g})"


def figure(figures, unit):
    factor, digits = {"ms": (1000, 1), "MB": (1, 0)}[unit]
    return f"{median(figures) * factor:.{digits}f} {unit}"


def row(what, unit, ours, *others):
    cells = [what, figure(ours, unit)]
    for each in others:
        cells.append(f"{figure(each, unit)}, × {ratio(each, ours)}" if each else "–")
    print("|", " | ".join(cells), "|", flush=True)


def make_files(folder):
    """The 36 movements, and 3,000 pieces of random notes, as MIDI."""
    import numpy as np

    import bach

    (folder / "36").mkdir()
    (folder / "3000").mkdir()
    for score in bach.corpus("cello"):
        score.write(folder / "36" / f"{score.name}.mid")
    rng = np.random.default_rng(1)
    for k in range(3000):
        notes = np.zeros(rng.integers(100, 500), dtype=[("onset_div", "i8"), ("duration_div", "i8"), ("pitch", "i8")])
        notes["duration_div"] = 120 * rng.integers(1, 5, len(notes))
        notes["onset_div"] = np.cumsum(notes["duration_div"]) - notes["duration_div"]
        notes["pitch"] = rng.integers(36, 76, len(notes))
        bach.Score.from_note_array(notes, time="div").write(folder / "3000" / f"{k:04}.mid")
    bach.train("cello", "notebook", epochs=1, batches=20)[0].save(folder / "model.safetensors")


def main(runs):
    with open("/proc/cpuinfo", encoding="utf-8") as cpu:
        name = next((line.split(":")[1].strip() for line in cpu if line.startswith("model name")), "?")
    print(f"{name}, {len(os.sched_getaffinity(0))} cores, {runs} runs, load {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        make_files(folder)
        print("| | bach in Python | others in Python | command line |\n| --- | --- | --- | --- |")
        for files in ("36", "3000"):
            jobs = [(job, folder / files) for job in ("read_bach", "read_mido", "read_program")]
            row(f"reading {files} files; mido", "ms", *compared(runs, *jobs))
        for what, unit in (("seconds", "ms"), ("memory", "MB")):
            ours, lists = compared(
                runs, ("windows_bach", folder / "36", what), ("windows_lists", folder / "36", what)
            )
            row(f"windows of the 36, {what}; NumPy and lists", unit, ours, lists, None)
        ours, torch, program = compared(runs, ("train_bach", 0), ("train_torch", 0), ("train_program", 0))
        step = [[each / STEPS for each in taken] for taken in (ours, torch, program)]
        row("a training step; PyTorch", "ms", *step)
        model = folder / "model.safetensors"
        ours, torch, program = compared(runs, ("compose_bach", model), ("compose_torch", model), ("compose_program", model))
        row("composing 1000 notes; PyTorch", "ms", ours, torch, program)
        (start,) = compared(runs, ("start_bach", 0))
        print(f"\n`import bach`: {figure(start, 'ms')}; load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "measure":
        print(globals()[sys.argv[2]](*sys.argv[3:]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
