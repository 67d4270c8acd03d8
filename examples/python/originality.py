"""How much of a piece Bach wrote: its longest run of notes that a piece in bach has too, in any key."""

import numpy as np

import bach

corpus = bach.corpus("cello", "violin", "keyboard")


def lines(score):
    """The notes of each voice, of a chord the highest."""
    notes = score.note_array()
    for voice in np.unique(notes["voice"]):
        own = notes[notes["voice"] == voice]
        last = np.append(np.diff(own["onset_div"]) > 0, True)
        yield own["pitch"][last].astype(np.int8)


def runs(score, length):
    """Each run of `length` intervals, and the note it begins with."""
    for line in lines(score):
        steps = np.diff(line).tobytes()
        for at in range(len(steps) - length + 1):
            yield steps[at : at + length], at


def longest(score):
    """(notes, piece): grows while some run is found. Repeats of the piece itself do not count."""
    length, found = 3, (0, "")
    while True:
        known = {run: other.name for other in corpus for run, _ in runs(other, length)}
        hits = [known[run] for run, _ in runs(score, length) if run in known]
        if not hits:
            return found
        found = (length + 1, hits[0])
        length += 1


piece = bach.compose(kind="courante", key="A minor", bars="8+8", seed=11)
print("composed:", *longest(piece))
corpus = [other for other in corpus if other.name != "cs1-3cou"]
print("Bach's own courante in G, beside his other pieces:", *longest(bach.load("cs1-3cou")))
suite = bach.suite(key="E minor", seed=2)
for score, (notes, where) in zip(suite.movements, suite.borrowed):
    print(f"{score.name}: {notes} notes, {where}")
