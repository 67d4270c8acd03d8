"""Pictures of music and of learning.

Each plot_…() gives a matplotlib figure where matplotlib is installed, else (or with svg=True) a Picture of
bach's own. Scores are as everywhere: a score, a file, a name, or several of them.
"""

from __future__ import annotations

import importlib.util
import json
import os
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from bach import _bach
from bach._bach import Model
from bach.errors import Error
from bach.music import PathLike, Scores, scores_of

#: First and last bar, both included; an upbeat is bar 0.
Bars = Optional[Tuple[int, int]]


class Picture:
    """A picture without matplotlib. In Jupyter it shows itself."""

    def __init__(self, drawing: _bach.Drawing, dark: bool = False) -> None:
        self._drawing = drawing
        self._dark = dark

    @property
    def data(self) -> Dict[str, Any]:
        """The numbers behind it, as `bach plot --json` gives them."""
        data: Dict[str, Any] = json.loads(self._drawing.json)
        return data

    @property
    def warnings(self) -> List[str]:
        """Pieces left out and why, one line each."""
        return self._drawing.warnings

    def svg(self, width: float = 0, height: float = 0) -> str:
        """As SVG, in points; 0: its own size. Raises bach.Error where Cairo is missing."""
        return self._drawing.svg(self._dark, width, height)

    def text(self, columns: int = 80) -> str:
        """In characters."""
        return self._drawing.text(columns)

    def savefig(self, path: PathLike, width: float = 0, height: float = 0) -> None:
        """To a file ending in .png, .svg or .pdf, replacing what is there. Raises bach.Error."""
        self._drawing.save(os.fspath(path), self._dark, width, height)

    def __repr__(self) -> str:
        return f"<bach.plots.Picture of kind {self.data['kind']}>"

    def __str__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **_: Any) -> Dict[str, str]:
        try:
            return {"image/svg+xml": self.svg(), "text/plain": repr(self)}
        except Error:
            return {"text/plain": self.text()}


#: A matplotlib.figure.Figure or a Picture.
Plot = Union[Picture, Any]


def _shown(drawing: _bach.Drawing, svg: Optional[bool], dark: bool) -> Plot:
    wanted = svg if svg is not None else importlib.util.find_spec("matplotlib") is None
    if wanted:
        return Picture(drawing, dark)
    from bach.figures import figure_of

    return figure_of(json.loads(drawing.json), dark)


def plot_roll(
    scores: Scores,
    bars: Bars = None,
    *,
    primer: int = 0,
    quotations: int = 0,
    harmony: bool = False,
    svg: Optional[bool] = None,
    dark: bool = False,
) -> Plot:
    """Piano roll: notes in time, voice by voice.

    bars: (first, last) of each piece; None: all. primer: shade so many notes at the beginning. quotations:
    mark runs of so many notes that a movement in bach has too; 0: none. harmony: keys and chords, each
    section once, as it is written. Raises bach.Error where there is no note to draw.
    """
    return _shown(_bach.draw_roll(scores_of(scores), bars, primer, quotations, harmony), svg, dark)


def plot_notes(
    scores: Scores, notes: int = 100, *, line: bool = False, svg: Optional[bool] = None, dark: bool = False
) -> Plot:
    """The one-hot matrix: a column a note of the first voice, a row a pitch."""
    return _shown(_bach.draw_notes(scores_of(scores), notes, line), svg, dark)


def plot_lengths(
    scores: Scores, *, all_notes: bool = False, svg: Optional[bool] = None, dark: bool = False
) -> Plot:
    """Histogram of sizes: notes that are learned from in each piece, or with all_notes all."""
    return _shown(_bach.draw_lengths(scores_of(scores), all_notes), svg, dark)


def plot_pitches(
    scores: Scores,
    against: Optional[Scores] = None,
    *,
    classes: bool = False,
    svg: Optional[bool] = None,
    dark: bool = False,
) -> Plot:
    """Histogram of pitches, with classes all octaves as one; beside that of other music, if given."""
    other = [] if against is None else scores_of(against)
    return _shown(_bach.draw_pitches(scores_of(scores), other, classes), svg, dark)


def plot_intervals(
    scores: Scores, against: Optional[Scores] = None, *, svg: Optional[bool] = None, dark: bool = False
) -> Plot:
    """Histogram of the steps from note to note, in semitones; beside that of other music, if given."""
    other = [] if against is None else scores_of(against)
    return _shown(_bach.draw_intervals(scores_of(scores), other), svg, dark)


def plot_harmony(
    scores: Scores, bars: Bars = None, *, svg: Optional[bool] = None, dark: bool = False
) -> Plot:
    """The keys that are heard, over time, with chords and cadences."""
    return _shown(_bach.draw_harmony(scores_of(scores), bars), svg, dark)


def plot_form(scores: Scores, *, svg: Optional[bool] = None, dark: bool = False) -> Plot:
    """Bars, joined by arcs to the bars they come from."""
    return _shown(_bach.draw_form(scores_of(scores)), svg, dark)


def plot_surprise(
    model: Model, scores: Scores, bars: Bars = None, *, svg: Optional[bool] = None, dark: bool = False
) -> Plot:
    """How surprising a model finds each note: bits, over time."""
    return _shown(_bach.draw_surprise(model, scores_of(scores), bars), svg, dark)


def plot_next(
    model: Model,
    scores: Scores,
    first: int = 1,
    notes: int = 64,
    *,
    svg: Optional[bool] = None,
    dark: bool = False,
) -> Plot:
    """The probabilities of the next pitch along a piece, from its note `first` (from 1) on."""
    return _shown(_bach.draw_next(model, scores_of(scores), first, notes), svg, dark)


def _points(steps: Any, losses: Any) -> List[Tuple[float, float]]:
    return [(float(step), float(loss)) for step, loss in zip(steps, losses)]


def plot_loss(
    histories: Union[Mapping[str, Any], Sequence[Mapping[str, Any]]],
    names: Sequence[str] = (),
    *,
    svg: Optional[bool] = None,
    dark: bool = False,
) -> Plot:
    """Training and held-out loss against steps, of one history of train() or of several, with names.

    Raises bach.Error where there is nothing to draw.
    """
    runs = [histories] if isinstance(histories, Mapping) else list(histories)
    called = list(names) + [f"run {k + 1}" if len(runs) > 1 else "" for k in range(len(names), len(runs))]
    curves = [
        (
            name,
            _points(run["step"], run["loss"]),
            _points(run.get("held_out_step", ()), run.get("held_out_loss", ())),
        )
        for name, run in zip(called, runs)
    ]
    return _shown(_bach.draw_losses(curves), svg, dark)
