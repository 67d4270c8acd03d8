"""Bars that a model finds unlikely, written again by it, and the piece with both."""

import numpy as np

import bach

model = bach.Model.load()
piece = bach.compose(kind="menuet", key="C major", bars="8+8", seed=5)


def nats_of_bars(score):
    """The mean nats per note, pitch and rhythm, of each bar as it is written."""
    data = bach.plot_surprise(model, score, svg=True).data["pieces"][0]["notes"]
    length = score.metres[0].numerator * 4 / score.metres[0].denominator
    bars = {}
    for note in data:
        bits = note["pitch_bits"] + note["rhythm_bits"]
        bars.setdefault(int(note["begin"] // length) + 1, []).append(bits * np.log(2))
    return {bar: float(np.mean(nats)) for bar, nats in bars.items()}


before = nats_of_bars(piece)
worst = max((bar for bar in before if 2 <= bar <= 15), key=before.get)
print(f"bar {worst} needs {before[worst]:.2f} nats per note, the median bar {np.median(list(before.values())):.2f}")
tries = [bach.infill(piece, (worst, worst), model, seed=seed) for seed in range(4)]
best = min(tries, key=lambda score: nats_of_bars(score).get(worst, np.inf))
print(f"written again: {nats_of_bars(best)[worst]:.2f} nats per note")
