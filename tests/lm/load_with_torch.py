"""Loads model files into the notebook's class and prints what they predict.

Usage: load_with_torch.py MODEL…

One line for each starting window kept in a file: its logits. Reads the format with its own few
lines, so that it is a second opinion on what was written.
"""
import json
import struct
import sys

import torch


class Notebook(torch.nn.Module):
    def __init__(self, rows, hidden, dense, layers, dropout):
        super().__init__()
        between = dropout if layers > 1 else 0
        self.lstm = torch.nn.LSTM(rows, hidden, layers, batch_first=True, dropout=between)
        self.lin_1 = torch.nn.Linear(hidden, dense)
        self.drop = torch.nn.Dropout(dropout)
        self.lin_2 = torch.nn.Linear(dense, rows)

    def forward(self, x):
        return self.lin_2(self.drop(self.lin_1(self.lstm(x)[0])))


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + length])
    data = bytearray(content[8 + length:])
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        assert entry["dtype"] == "F32"
        tensors[name] = torch.frombuffer(data[begin:end], dtype=torch.float32)
        tensors[name] = tensors[name].reshape(entry["shape"])
    return metadata, tensors


def predict(path):
    metadata, tensors = read(path)
    rows = int(metadata["rows"])
    network = Notebook(rows, int(metadata["hidden"]), int(metadata["dense"]),
                       int(metadata["layers"]), float(metadata["dropout"]))
    network.load_state_dict(tensors, strict=True)
    network.eval()
    starts = torch.tensor([[int(row) for row in start.split()]
                           for start in metadata["starts"].split(";")])
    with torch.no_grad():
        return network(torch.nn.functional.one_hot(starts, rows).float())[:, -1]


for path in sys.argv[1:]:
    for line in predict(path).tolist():
        print(*line)
