"""A sampler of one's own, note by note: the notes of bach.compose() for the same random numbers."""

import numpy as np

import bach

model, _ = bach.train("cello", preset="notebook", epochs=1, batches=60)
seed, notes = 7, 40


def choose(logits, uniform, temperature=0.9):
    """The first note whose summed probability passes `uniform`, the likeliest first."""
    shares = np.exp((logits.astype(np.float64) - logits.max()) / temperature)
    order = np.lexsort((np.arange(len(shares)), -shares))
    return int(order[np.searchsorted(np.cumsum(shares[order]), uniform * shares.sum(), side="right")])


start = model.beginnings[bach.beginning(seed, len(model.beginnings))]
state = model.state(start)
for k in range(notes):
    state.add(choose(state.logits(), bach.uniform(seed, k)) + 1)
mine = state.notes[len(start) :]

theirs = bach.compose(model, seed=seed, notes=notes, temperature=0.9, top_p=1.0)
theirs = [note.pitch for note in theirs.notes][-notes:]
print("mine  ", *mine[:12], "…")
print("bach's", *theirs[:12], "…")
print("the same:", mine == theirs)
