"""Learns the language of Bach's solo music for strings and composes new suites.

    score = bach.load("bwv1007-1")          files and movements carried in bach
    X, y = bach.windows(score, 20)          one-hot windows and the notes after them
    model, history = bach.train("cello", preset="notebook", epochs=2)
    model.logits(score)                     what it expected of each note
    bach.compose(key="d", kind="gigue", seed=7).write("gigue.mid")

Scores and models are values that threads may share. What goes wrong is a bach.Error.
"""

from bach._bach import (
    RHYTHMS,
    Model,
    PitchState,
    Score,
    SuiteState,
    __version__,
    beginning,
    draw,
    options,
    presets,
    uniform,
)
from bach.composing import Suite, compose, compose_many, extend, infill, suite
from bach.display import history_html, pages, score_html, sound
from bach.errors import Error
from bach.music import corpus, fetch, load, load_all, movements, windows
from bach.plots import (
    plot_form,
    plot_harmony,
    plot_intervals,
    plot_lengths,
    plot_loss,
    plot_next,
    plot_notes,
    plot_pitches,
    plot_roll,
    plot_surprise,
)
from bach.training import History, train
from bach.training import evaluate as _evaluate

setattr(Model, "evaluate", _evaluate)
# What Jupyter asks for.
setattr(Score, "_repr_html_", score_html)
setattr(History, "_repr_html_", history_html)

__all__ = [
    "Error",
    "History",
    "Model",
    "PitchState",
    "RHYTHMS",
    "Score",
    "Suite",
    "SuiteState",
    "__version__",
    "beginning",
    "compose",
    "compose_many",
    "corpus",
    "draw",
    "extend",
    "fetch",
    "infill",
    "load",
    "load_all",
    "movements",
    "options",
    "pages",
    "plot_form",
    "plot_harmony",
    "plot_intervals",
    "plot_lengths",
    "plot_loss",
    "plot_next",
    "plot_notes",
    "plot_pitches",
    "plot_roll",
    "plot_surprise",
    "presets",
    "sound",
    "suite",
    "train",
    "uniform",
    "windows",
]
