"""Many pieces at once, and the ones worth hearing: those that the model itself finds likely."""

import tempfile
from pathlib import Path

import numpy as np

import bach

pieces = bach.compose_many(6, kind="menuet", key="G minor", bars="8+8", seed=3)
model = bach.Model.load()


def nats(score):
    table = model.log_probabilities(score)
    return -table[np.arange(len(table)), model.targets(score)].mean()


ranked = sorted(enumerate(pieces), key=lambda each: nats(each[1]))
for k, score in ranked:
    print(f"piece {k}: {len(score)} notes, {score.seconds:.0f} s, pitch {nats(score):.2f} nats per note")

with tempfile.TemporaryDirectory() as folder:
    for k, score in ranked[:2]:
        score.write(Path(folder) / f"menuet-{k}.musicxml")
    print("written:", *sorted(file.name for file in Path(folder).iterdir()))
