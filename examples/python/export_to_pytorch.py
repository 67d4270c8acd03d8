"""The trained network in PyTorch: the same tensors, the same outputs."""

import numpy as np

import bach

try:
    import torch
except ImportError:
    raise SystemExit("PyTorch is not installed (Debian: python3-torch)")


class BachNet(torch.nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.lstm = torch.nn.LSTM(79, hidden, batch_first=True)
        self.lin_1 = torch.nn.Linear(hidden, hidden)
        self.drop = torch.nn.Dropout(0.3)
        self.lin_2 = torch.nn.Linear(hidden, 79)

    def forward(self, x):
        return self.lin_2(self.drop(self.lin_1(self.lstm(x)[0][:, -1])))


model, _ = bach.train("cello", preset="notebook", epochs=1, batches=30)
network = BachNet(hidden=256)
network.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in model.state_dict().items()})
network.eval()

X, y = bach.windows(bach.load("cs1-1pre"), 20, dtype="float32")
with torch.no_grad():
    theirs = network(torch.from_numpy(np.ascontiguousarray(X))).numpy()
ours = model.logits(bach.load("cs1-1pre"))
print("outputs", ours.shape, "differ by at most", f"{np.abs(ours - theirs).max():.0e}")
print("alike:", bool(np.allclose(ours, theirs, atol=1e-4)))
