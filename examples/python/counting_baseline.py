"""What counting alone knows: notes predicted from the two before them, beside a network's losses."""

from collections import Counter, defaultdict

import numpy as np

import bach

held_out = {"cs1-4sar", "cs3-5bou", "cs6-6gig"}
cello = bach.corpus("cello")
learned = [score for score in cello if score.name not in held_out]
unseen = [score for score in cello if score.name in held_out]

counts = defaultdict(Counter)
for score in learned:
    notes = score.melody().tolist()
    for k, note in enumerate(notes):
        for order in (0, 1, 2):
            if k >= order:
                counts[tuple(notes[k - order : k])][note] += 1


def probability(context, note):
    """Witten and Bell's: as often as seen here, else as one note shorter says; at the end, any of 79."""
    seen = counts.get(context, Counter())
    shorter = probability(context[1:], note) if context else 1 / 79
    total, kinds = sum(seen.values()), len(seen)
    return (seen[note] + kinds * shorter) / (total + kinds) if total else shorter


# The notes that the network is asked for, too: those with a whole window before them.
nats = [
    -np.log(probability(tuple(notes[k - 2 : k]), notes[k]))
    for notes in (score.melody().tolist() for score in unseen)
    for k in range(20, len(notes))
]
print(f"counting:  {np.mean(nats):.2f} nats per note, {len(nats)} notes")

model, history = bach.train(learned, preset="notebook", epochs=1, batches=300)
losses = [-model.log_probabilities(score)[np.arange(len(score.melody()) - 20), model.targets(score)] for score in unseen]
losses = np.concatenate(losses)
print(f"a network: {losses.mean():.2f} nats per note, {len(losses)} notes, after {len(history['step'])} steps")
