#!/usr/bin/env python3
"""The notebook's training step, and its way of predicting, in PyTorch.

    torch_peer.py THREADS LAYERS

Reads lines from stdin, "train N" or "predict N", does N steps or predictions and answers with the
seconds they took: of the processor with one thread, by the clock with more, as nn_bench counts. One-hot input, LSTM, linear, dropout, linear on the last step only,
cross-entropy, Adam: the work train_step and predict of nn_bench do.
"""

import sys
import time

try:
    import torch
except ImportError:
    print("absent", flush=True)
    sys.exit(0)

BATCH, WINDOW, PITCHES, UNITS = 64, 20, 79, 256


class Network(torch.nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.lstm = torch.nn.LSTM(PITCHES, UNITS, num_layers=layers, batch_first=True,
                                  dropout=0.3 if layers > 1 else 0.0)
        self.lin_1 = torch.nn.Linear(UNITS, UNITS)
        self.dropout = torch.nn.Dropout(0.3)
        self.lin_2 = torch.nn.Linear(UNITS, PITCHES)

    def forward(self, x):
        hidden, _ = self.lstm(x)
        return self.lin_2(self.dropout(self.lin_1(hidden[:, -1])))


def blas():
    """Which matrix library PyTorch runs on: without a good one the comparison is worth nothing."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    with open("/proc/self/maps", encoding="ascii") as maps:
        loaded = maps.read()
    for name, label in (("openblas", "OpenBLAS"), ("mkl", "MKL"), ("blis", "BLIS")):
        if name in loaded:
            return label
    return "plain BLAS (slow: install libopenblas0-pthread)"


def main():
    threads, layers = int(sys.argv[1]), int(sys.argv[2])
    clock = time.process_time if threads == 1 else time.perf_counter
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    network = Network(layers)
    loss_of = torch.nn.CrossEntropyLoss()
    adam = torch.optim.Adam(network.parameters())
    rows = torch.randint(0, PITCHES, (BATCH, WINDOW))
    inputs = torch.nn.functional.one_hot(rows, PITCHES).float()
    targets = torch.randint(0, PITCHES, (BATCH,))

    def train():
        adam.zero_grad()
        loss_of(network(inputs), targets).backward()
        adam.step()

    def predict():
        with torch.no_grad():
            network(inputs[:1])

    print(f"PyTorch {torch.__version__}, {blas()}, {torch.get_num_threads()} threads", flush=True)
    for line in sys.stdin:
        what, count = line.split()
        work = train if what == "train" else predict
        network.train(what == "train")
        begin = clock()
        for _ in range(int(count)):
            work()
        print(clock() - begin, flush=True)


main()
