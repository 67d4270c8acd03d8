#!/usr/bin/python3
"""Trains small networks in PyTorch and stores everything needed to repeat the run elsewhere.

Usage: make_torch_reference.py FOLDER

Writes torch_1_layer.safetensors and torch_2_layers.safetensors: first and last weights, the rows,
targets and dropout masks of each of 30 Adam steps, the loss of each step, and the logits of the
first batch under the last weights with nothing dropped. tests/train/torch_run_test.cc repeats it.
Needs PyTorch (Debian: python3-torch).
"""
import json
import pathlib
import struct
import sys

import torch

VOCABULARY, WINDOW, HIDDEN, DENSE, BATCH, STEPS, DROPOUT = 11, 5, 8, 8, 4, 30, 0.3


class Network(torch.nn.Module):
    """LSTM → linear → dropout → linear, with the dropout masks handed in.

    Each layer is an LSTM of its own, so that a mask can stand between two of them.
    """

    def __init__(self, layers):
        super().__init__()
        self.layers = torch.nn.ModuleList(
            torch.nn.LSTM(HIDDEN if index else VOCABULARY, HIDDEN, batch_first=True)
            for index in range(layers))
        self.lin_1 = torch.nn.Linear(HIDDEN, DENSE)
        self.lin_2 = torch.nn.Linear(DENSE, VOCABULARY)

    def forward(self, x, between_masks, head_mask):
        for index, layer in enumerate(self.layers):
            x = layer(x)[0]
            if index + 1 < len(self.layers):
                x = x * between_masks[index]
        return self.lin_2(self.lin_1(x[:, -1]) * head_mask)

    def weights(self, prefix):
        """Copies of all weights under the names one LSTM of several layers gives them."""
        def name_of(name):
            if not name.startswith("layers."):
                return name
            _, index, tensor = name.split(".")
            return "lstm." + tensor.replace("_l0", "_l" + index)
        return {prefix + name_of(name): weight.clone()
                for name, weight in self.state_dict().items()}


def write_safetensors(path, tensors, metadata):
    types = {torch.float32: "F32", torch.int32: "I32", torch.uint8: "U8"}
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in tensors.items():
        content = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": types[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def run(layers, path):
    torch.manual_seed(1685 + layers)
    network = Network(layers)
    tensors = network.weights("initial.")
    rows = torch.randint(VOCABULARY, (STEPS, BATCH, WINDOW))
    targets = torch.randint(VOCABULARY, (STEPS, BATCH))
    between = (torch.rand(STEPS, layers - 1, BATCH, WINDOW, HIDDEN) >= DROPOUT).to(torch.uint8)
    head = (torch.rand(STEPS, BATCH, DENSE) >= DROPOUT).to(torch.uint8)

    optimiser = torch.optim.Adam(network.parameters())
    loss_of = torch.nn.CrossEntropyLoss()
    losses = []
    for step in range(STEPS):
        optimiser.zero_grad()
        x = torch.nn.functional.one_hot(rows[step], VOCABULARY).float()
        logits = network(x, between[step] / (1 - DROPOUT), head[step] / (1 - DROPOUT))
        loss = loss_of(logits, targets[step])
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    x = torch.nn.functional.one_hot(rows[0], VOCABULARY).float()
    logits = network(x, torch.ones(layers, 1), torch.ones(1)).detach()

    tensors.update(network.weights("final."))
    tensors.update({"rows": rows.int(), "targets": targets.int(), "between_masks": between,
                    "head_masks": head, "losses": torch.tensor(losses), "logits": logits})
    write_safetensors(path, tensors, {"made_with": "PyTorch " + torch.__version__})


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    torch.set_num_threads(1)
    folder = pathlib.Path(sys.argv[1])
    run(1, folder / "torch_1_layer.safetensors")
    run(2, folder / "torch_2_layers.safetensors")
