"""Training, to a model in memory."""

from __future__ import annotations

import sys
from typing import Any, Callable, Dict, List, Optional, Tuple

import numpy.typing as npt

from bach import _bach
from bach._bach import Model
from bach.keywords import with_keywords
from bach.music import Scores, scores_of
from bach.values import Step


class History(Dict[str, "npt.NDArray[Any]"]):
    """How a training went: a dict of arrays.

    step, epoch (int64) and loss (float64, nats per note): an entry a step.
    held_out_step and held_out_loss: an entry each time held-out music was measured.

    end: "finished", "stopped early" or "interrupted". warnings: a list, one line each.
    notes, windows: learned from. parameters: of the network. final_held_out_loss: of the model; None
    without held-out music.
    """

    end: str = "finished"
    warnings: List[str] = []
    notes: int = 0
    windows: int = 0
    parameters: int = 0
    final_held_out_loss: Optional[float] = None


def _wants_bar(progress: Optional[bool]) -> bool:
    if progress is not None:
        return progress
    return "ipykernel" in sys.modules or bool(getattr(sys.stderr, "isatty", lambda: False)())


def progress_bar(progress: Optional[bool]) -> Optional[Any]:
    """A bar of tqdm's where one is wanted and tqdm is installed; None: no bar."""
    if not _wants_bar(progress):
        return None
    try:
        from tqdm.auto import tqdm  # type: ignore[import]
    except ImportError:
        return None
    return tqdm(unit="step", leave=False)


def _told(
    bar: Optional[Any], on_step: Optional[Callable[[Step], object]]
) -> Optional[Callable[[int, int, int, float], None]]:
    if bar is None and on_step is None:
        return None

    def tell(step: int, steps: int, epoch: int, loss: float) -> None:
        if bar is not None:
            bar.total = steps
            bar.update(step - bar.n)
            bar.set_postfix_str(f"loss {loss:.3f}", refresh=False)
        if on_step is not None:
            on_step(Step(step, steps, epoch, loss))

    return tell


@with_keywords("train", without=("preset", "inputs"))
def train(
    scores: Optional[Scores] = None,
    preset: str = "notebook",
    *,
    on_step: Optional[Callable[[Step], object]] = None,
    progress: Optional[bool] = None,
    **options: Any,
) -> Tuple[Model, History]:
    """Trains a model: (Model, History).

    scores: scores, files, folders, names; None: the 36 cello movements.
    preset: "notebook" (windows of 20 pitches), "sequences" (pitches of whole pieces) or "suite"
        (pitch and rhythm of whole pieces, all voices).
    on_step: called with a bach.values.Step after each step; what it raises ends the training.
    progress: a bar of tqdm's; None: where there is a terminal or a notebook, and tqdm.

    The same options and music give the same model on every machine. Ctrl-C ends it with what is learned
    so far (history.end is "interrupted"). Nothing is written but what output, log, listen and checkpoint
    name. Raises bach.Error for options out of range, music that nothing can be learned from and a
    training that diverges; TypeError for an unknown keyword.
    """
    pieces = [] if scores is None else scores_of(scores)
    if scores is not None and not pieces:
        raise ValueError("scores is empty: there is nothing to learn from")
    bar = progress_bar(progress)
    try:
        model, arrays, about = _bach.train(pieces, {"preset": preset, **options}, _told(bar, on_step))
    finally:
        if bar is not None:
            bar.close()
    history = History(arrays)
    history.end = about["end"]
    history.warnings = about["warnings"]
    history.notes = about["notes"]
    history.windows = about["windows"]
    history.parameters = about["parameters"]
    history.final_held_out_loss = about["held_out_loss"]
    return model, history


def evaluate(self: Model, scores: Optional[Scores] = None) -> Dict[str, Any]:
    """How well the model knows music: how probable each note was after all before it.

    scores: scores, files, folders, names; None: the 36 cello movements, which bach's own model has
    learned from. Gives a dict: notes (measured), nats and bits per note (pitch and rhythm together where
    the model knows rhythm), baselines: nats per note of counting, by name, on the same notes.
    Raises bach.Error where no note can be measured.
    """
    return self._evaluate(scores_of("cello" if scores is None else scores))
