"""A model of music of your own: a folder of MIDI, ABC and MusicXML files.

own_corpus.py [FOLDER]    without a folder one is made, of three pieces that bach carries
"""

import sys
import tempfile
from pathlib import Path

import bach

with tempfile.TemporaryDirectory() as scratch:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch)
    if len(sys.argv) == 1:
        for name, ending in [("cs1-1pre", ".mid"), ("vp2-1all", ".abc"), ("inv-02", ".musicxml")]:
            bach.load(name).write(folder / f"{name}{ending}")

    scores = bach.load_all(folder)
    for score in scores:
        print(f"{score.name}: {len(score)} notes, {score.seconds:.0f} s", *score.warnings, sep="\n  ")

    model, history = bach.train(scores, preset="sequences", hidden=32, lanes=4, epochs=4)
    print(f"loss {history['loss'][0]:.2f} -> {history['loss'][-1]:.2f} nats per note, {model}")
    model.save(folder / "mine.safetensors")
    print("again from its file:", bach.Model.load(folder / "mine.safetensors").preset)
