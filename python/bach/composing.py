"""New music."""

from __future__ import annotations

import functools
import os
from typing import Any, Dict, List, NamedTuple, Optional, Tuple, Union

from bach import _bach
from bach._bach import Model, Score
from bach.keywords import refuse, with_keywords
from bach.music import PathLike

#: A model, its file, or None for the suite model that bach carries.
ModelLike = Union[Model, PathLike, None]


@functools.lru_cache(maxsize=1)
def _shipped() -> Model:
    return Model.load()


def _model(model: ModelLike) -> Tuple[Model, bool]:
    if model is None:
        return _shipped(), True
    return (model, False) if isinstance(model, Model) else (Model.load(os.fspath(model)), False)


def _with_key(options: Dict[str, Any]) -> Dict[str, Any]:
    """Of keys in one small letter, as musicians write them: "d" is D minor."""
    key = options.get("key")
    if isinstance(key, str) and len(key) == 1 and key in "abcdefgh":
        return {**options, "key": key + " minor"}
    return options


def _compose(model: ModelLike, options: Dict[str, Any]) -> List[Score]:
    given = None
    options = _with_key(options)
    for name in ("primer", "infill"):
        music = options.get(name)
        if isinstance(music, Score):
            given = music
            options = {**options, name: music.name or "the score"}
    return _bach.compose(*_model(model), options, given)


_OWN = ("model", "outputs", "infill", "from_bar", "to_bar")


@with_keywords("compose", without=_OWN)
def compose(model: ModelLike = None, *, seed: int = 42, **options: Any) -> Score:
    """Composes a piece: the same notes as `bach compose` with the same options and seed.

    model: a Model or its file; None: the suite model that bach carries. primer may be a Score, a file or
    a name. Options of value text are written as on the command line: key="D major" (or "D"; "d" is D
    minor), metre="3/4", bars=16 or "8+12", range="C2-A4", double_stops=False.

    Raises bach.Error, with .argument, for what cannot be met; TypeError for an unknown keyword.
    """
    refuse(options, _OWN, "compose")
    return _compose(model, {"seed": seed, **options})[0]


@with_keywords("compose", without=_OWN)
def compose_many(outputs: int, model: ModelLike = None, *, seed: int = 42, **options: Any) -> List[Score]:
    """Composes several pieces side by side; piece k is the same however many are asked for.

    Otherwise as compose(), which gives the first of them.
    """
    refuse(options, _OWN, "compose_many")
    return _compose(model, {"seed": seed, "outputs": outputs, **options})


@with_keywords("compose", without=_OWN + ("primer",))
def extend(score: Union[Score, PathLike], model: ModelLike = None, *, seed: int = 42, **options: Any) -> Score:
    """Continues a piece: the piece and, after it, new music (16 bars unless options say how long).

    score: a Score, a file or a name. The same notes as `bach compose --primer`.
    """
    refuse(options, _OWN + ("primer",), "extend")
    return _compose(model, {"seed": seed, "primer": score, **options})[0]


@with_keywords("compose", without=_OWN + ("primer", "bars", "notes", "seconds"))
def infill(
    score: Union[Score, PathLike],
    bars: Tuple[int, int],
    model: ModelLike = None,
    *,
    seed: int = 42,
    **options: Any,
) -> Score:
    """Writes some bars of a piece again and keeps all else as it is.

    score: a Score, a file or a name. bars: the first and the last of them as they are written, from 1.
    The same notes as `bach compose --infill --from-bar --to-bar`.
    """
    refuse(options, _OWN + ("primer",), "infill")
    first, last = bars
    return _compose(model, {"seed": seed, "infill": score, "from_bar": first, "to_bar": last, **options})[0]


class Suite(NamedTuple):
    """Six movements in one key."""

    key: str  #: "A minor"
    movements: List[Score]  #: named "1-prelude" to "6-gigue"
    whole: Score  #: all of them, a bar's rest between
    metres: List[str]  #: of each, "3/4"
    borrowed: List[Tuple[int, str]]  #: of each, notes of the longest run Bach has too, and where


@with_keywords("suite", without=("model",))
def suite(model: ModelLike = None, *, seed: int = 42, **options: Any) -> Suite:
    """Composes a suite: prelude, allemande, courante, sarabande, two galanteries, gigue.

    model: a suite Model or its file; None: the one that bach carries. The same notes as `bach suite`.
    Raises bach.Error, with .argument, for what cannot be met; TypeError for an unknown keyword.
    """
    key, movements, whole = _bach.suite(*_model(model), _with_key({"seed": seed, **options}))
    return Suite(
        key,
        [score for score, *_ in movements],
        whole,
        [metre for _, metre, *_ in movements],
        [(notes, source) for *_, notes, source in movements],
    )
