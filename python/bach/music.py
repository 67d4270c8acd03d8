"""Pieces: from files, from what bach carries, and cut into windows."""

from __future__ import annotations

import os
from typing import Iterable, List, Optional, Tuple, Union

import numpy as np
import numpy.typing as npt

from bach import _bach
from bach._bach import Score
from bach.errors import Error
from bach.values import Fetched, Movement

PathLike = Union[str, "os.PathLike[str]"]
#: A score, a file, a folder or a name, or several of them.
Scores = Union[Score, PathLike, Iterable[Union[Score, PathLike]]]


def load(source: PathLike) -> Score:
    """A piece from a MIDI, ABC or MusicXML file, or a movement by name: "bwv1007-1", "cs1-1pre".

    "FILE.abc:12" is tune 12 of a file of many. Raises bach.Error, with .file and, where it is known,
    .place.
    """
    return _bach.load(os.fspath(source))


def load_all(*sources: PathLike) -> List[Score]:
    """All pieces behind files, folders (at any depth) and names, in order; "cello" is a set of them.

    Raises bach.Error for the first one that cannot be read.
    """
    if not sources:
        raise TypeError("load_all() needs a file, folder or name")
    return _bach.load_all([os.fspath(each) for each in sources])


def scores_of(scores: Scores) -> List[Score]:
    """The pieces that are meant by one or several scores, files, folders and names."""
    if isinstance(scores, Score):
        return [scores]
    if isinstance(scores, (str, os.PathLike)):
        return load_all(scores)
    pieces: List[Score] = []
    for each in scores:
        pieces.extend(scores_of(each))
    return pieces


def corpus(*names: str) -> List[Score]:
    """Movements that bach carries: sets ("cello", "violin", "keyboard") and single ones by name.

    Without a name the cello's 36. Each comes once, in the order of the works, named by its alias.
    Raises bach.Error for a name nobody knows.
    """
    return _bach.corpus(list(names))


def movements(*names: str) -> List[Movement]:
    """What is known of those movements: names, title, key, metre, how long."""
    return _bach.movements(list(names))


def fetch(
    folder: PathLike,
    url: str = "https://www.jsbach.net/midi/",
    *,
    replace: bool = False,
    attempts: int = 4,
) -> Fetched:
    """Downloads the MIDI files of the 36 cello movements that are missing in a folder.

    Each is checked against its SHA-256 and appears whole or not at all. replace: also files that are
    there with other content. Raises bach.Error when no file could be had.
    """
    downloaded, present, failed = _bach.fetch(os.fspath(folder), url, replace, attempts)
    if failed and not downloaded and not present:
        name, reason = failed[0]
        raise Error(f"{name}: {reason}", "io", name)
    return Fetched(tuple(downloaded), tuple(present), tuple(failed))


def windows(
    scores: Scores,
    length: int = 20,
    dtype: npt.DTypeLike = "uint8",
    *,
    max_notes: int = 1000,
) -> Tuple[npt.NDArray[np.generic], npt.NDArray[np.int64]]:
    """Every window of notes that has a note after it, and that note: X (N, length, 79), y (N,).

    X is one-hot as Score.one_hot() has it; y is the class that follows, MIDI number - 1, as
    torch.nn.CrossEntropyLoss takes it. No window goes from one piece into the next.

    Of a single Score, X is a view that cannot be written to: it takes no memory beside the piece's own
    one-hot matrix, and lives as long as it is used. Of several, and of names, X is an array of its own
    (length * 79 numbers a window).
    Raises bach.Error for pitches outside 1 to 79 and a length outside 1 to 4096.
    """
    if isinstance(scores, Score):
        return _bach._windows_of_one(scores, length, dtype, max_notes)
    return _bach._windows_of_many(scores_of(scores), length, dtype, max_notes)
