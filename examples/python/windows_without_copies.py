"""Windows that take no memory: views into one matrix a piece, handed to a training of one's own."""

import numpy as np

import bach

rng = np.random.default_rng(0)
views = [bach.windows(score, 20) for score in bach.corpus("cello")]
sizes = np.array([len(y) for _, y in views])
whole = sizes.sum() * 20 * 79
own = sum(score.one_hot().nbytes for score in bach.corpus("cello"))
print(f"{sizes.sum()} windows: {whole / 1e6:.1f} MB as numbers of one byte, {own / 1e6:.1f} MB as views")


def batches(count, size=64):
    """Batches of float32, drawn from all windows alike."""
    for _ in range(count):
        pieces = rng.choice(len(views), size, p=sizes / sizes.sum())
        places = [rng.integers(sizes[piece]) for piece in pieces]
        X = np.stack([views[piece][0][at] for piece, at in zip(pieces, places)]).astype(np.float32)
        yield X, np.array([views[piece][1][at] for piece, at in zip(pieces, places)])


# Softmax regression on the last note alone, by plain gradient descent.
weights = np.zeros((79, 79))
for X, y in batches(400):
    last = X[:, -1]
    scores = last @ weights
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    loss = -np.log(shares[np.arange(len(y)), y]).mean()
    shares[np.arange(len(y)), y] -= 1
    weights -= 10 * last.T @ shares / len(y)
print(f"from the last note alone: {loss:.2f} nats per note (of {np.log(79):.2f} for a guess)")
