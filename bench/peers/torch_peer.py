#!/usr/bin/env python3
"""The notebook's training step, and its way of predicting, in PyTorch.

    torch_peer.py THREADS [DEVICE]

Reads lines from stdin, WORK SHAPE N, does the work N times and answers with the seconds it took,
the processor's and the clock's. One-hot input, LSTM, linear, dropout, linear, cross-entropy, Adam:
"train" and "predict" on the last step of a window only, "sequences" at every step with the state
carried, "stream" one note with the state carried. The same as nn_bench does. SHAPE is the count of
layers, or UNITSxLAYERSxBATCH. DEVICE: cpu when not given, or cuda.
"""

import sys
import time

try:
    import torch
except ImportError:
    print("absent", flush=True)
    sys.exit(0)

WINDOW, PITCHES = 20, 79
DEVICE = sys.argv[2] if len(sys.argv) > 2 else "cpu"


class Network(torch.nn.Module):
    def __init__(self, units, layers):
        super().__init__()
        self.lstm = torch.nn.LSTM(PITCHES, units, num_layers=layers, batch_first=True,
                                  dropout=0.3 if layers > 1 else 0.0)
        self.lin_1 = torch.nn.Linear(units, units)
        self.dropout = torch.nn.Dropout(0.3)
        self.lin_2 = torch.nn.Linear(units, PITCHES)

    def forward(self, x):
        hidden, _ = self.lstm(x)
        return self.lin_2(self.dropout(self.lin_1(hidden[:, -1])))

    def at_every_step(self, x, state):
        hidden, state = self.lstm(x, state)
        return self.lin_2(self.dropout(self.lin_1(hidden))), state


def blas():
    """Which matrix library PyTorch runs on: without a good one the comparison is worth nothing."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    with open("/proc/self/maps", encoding="ascii") as maps:
        loaded = maps.read()
    for name, label in (("openblas", "OpenBLAS"), ("mkl", "MKL"), ("blis", "BLIS")):
        if name in loaded:
            return label
    return "plain BLAS (slow: install libopenblas0-pthread)"


class Work:
    def __init__(self, units, layers, batch):
        self.network = Network(units, layers).to(DEVICE)
        self.loss_of = torch.nn.CrossEntropyLoss()
        self.adam = torch.optim.Adam(self.network.parameters())
        rows = torch.randint(0, PITCHES, (batch, WINDOW), device=DEVICE)
        self.inputs = torch.nn.functional.one_hot(rows, PITCHES).float()
        self.targets = torch.randint(0, PITCHES, (batch,), device=DEVICE)
        self.targets_at_every_step = torch.randint(0, PITCHES, (batch * WINDOW,), device=DEVICE)
        self.training_state = self.stream_state = None

    def train(self):
        self.adam.zero_grad()
        self.loss_of(self.network(self.inputs), self.targets).backward()
        self.adam.step()

    def predict(self):
        with torch.no_grad():
            self.network(self.inputs[:1])

    def sequences(self):
        self.adam.zero_grad()
        logits, state = self.network.at_every_step(self.inputs, self.training_state)
        self.loss_of(logits.reshape(-1, PITCHES), self.targets_at_every_step).backward()
        self.adam.step()
        self.training_state = tuple(each.detach() for each in state)

    def stream(self):
        with torch.no_grad():
            _, self.stream_state = self.network.at_every_step(self.inputs[:1, :1],
                                                              self.stream_state)


def shape_of(text):
    units, layers, batch = map(int, text.split("x")) if "x" in text else (256, int(text), 64)
    return Work(units, layers, batch)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    works = {}
    print(f"PyTorch {torch.__version__}, {blas()}", flush=True)
    for line in sys.stdin:
        what, shape, count = line.split()
        if shape not in works:
            works[shape] = shape_of(shape)
        work = works[shape]
        work.network.train(what in ("train", "sequences"))
        do = getattr(work, what)
        processor, clock = time.process_time(), time.perf_counter()
        for _ in range(int(count)):
            do()
        if DEVICE != "cpu":
            torch.cuda.synchronize()
        print(time.process_time() - processor, time.perf_counter() - clock, flush=True)


try:
    main()
except (BrokenPipeError, KeyboardInterrupt):
    sys.exit(1)  # nobody listens any more
