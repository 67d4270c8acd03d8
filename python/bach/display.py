"""Scores and histories as Jupyter shows them: pages, sound, curves.

PAGES, SECONDS and ENGRAVER may be set: how many pages of a score are shown, how much of it is to be heard,
and which program engraves it ("musescore", "lilypond", "abcm2ps"; "": the best that is installed).
"""

from __future__ import annotations

import base64
import html
import math
import urllib.parse
from typing import List, Mapping

from bach import _bach, plots
from bach._bach import Score
from bach.errors import Error

PAGES = 1
SECONDS = 60.0
ENGRAVER = ""

_QUALITY = 0.1  # of the sound, about 80 kbit/s: it travels in the notebook
_ENGRAVING_SECONDS = 30.0
_ROLL_BARS = (0, 16)


class Sound(bytes):
    """The bytes of a sound file; in Jupyter a player. about: how long, played with what."""

    format: str = "ogg"
    about: str = ""

    def _repr_html_(self) -> str:
        source = f"data:audio/{self.format};base64,{base64.b64encode(self).decode()}"
        about = f"<br><small>{html.escape(self.about)}</small>" if self.about else ""
        return f'<audio controls src="{source}"></audio>{about}'

    def __repr__(self) -> str:
        return f"<bach.display.Sound of {len(self)} bytes, {self.about}>"

    __str__ = __repr__


def sound(
    score: Score,
    format: str = "ogg",
    *,
    seconds: float = 7200.0,
    quality: float = 0.6,
    sine_waves: bool = False,
    seed: int = 42,
) -> Sound:
    """The bytes of a sound file, "ogg", "flac" or "wav": 44.1 kHz, the instruments of a SoundFont.

    seconds: notes that begin later are not played. quality: of Ogg, 0 to 1. sine_waves: instead of
    instruments, and where no SoundFont is found. seed: of the phrasing. Raises bach.Error.
    """
    data, length, whole, played_with = _bach.sound(score, format, seconds, quality, sine_waves, seed)
    made = Sound(data)
    made.format = format
    made.about = f"{'' if whole else 'the first '}{length:.0f} s, {played_with}"
    return made


def pages(
    score: Score, format: str = "svg", *, engraver: str = "", pages: int = 1000, seconds: float = 120.0
) -> List[bytes]:
    """The engraved pages of a score, "svg" or "png" a file each, "pdf" all in one.

    engraver: "musescore", "lilypond" or "abcm2ps"; "": the best that is installed. pages: at most so many.
    seconds: after which an engraver is ended. Raises bach.Error, where none is installed, too.
    """
    return _bach.pages(score, format, engraver, pages, seconds)[0]


def _drawn(svg: str) -> str:
    return f'<img src="data:image/svg+xml,{urllib.parse.quote(svg)}" style="max-width:100%;background:white">'


def _pages(score: Score) -> str:
    files, count, engraver = _bach.pages(score, "svg", ENGRAVER, PAGES, _ENGRAVING_SECONDS)
    shown = "".join(_drawn(file.decode()) for file in files)
    note = f"page 1 of {count}" if len(files) == 1 else f"{len(files)} of {count} pages"
    return f"{shown}<br><small>{note}, engraved by {engraver}</small>"


def _roll(score: Score) -> str:
    drawing = _bach.draw_roll([score], _ROLL_BARS, 0, 0, False)
    try:
        return _drawn(drawing.svg(False, 0, 0))
    except Error:
        return f"<pre>{html.escape(drawing.text(100))}</pre>"


def _first(*attempts: object, score: Score) -> str:
    """What the first attempt that works makes of a score; else why the last did not."""
    reason = ""
    for attempt in attempts:
        try:
            return attempt(score)  # type: ignore[operator, no-any-return]
        except Error as error:
            reason = f"<small>{html.escape(str(error))}</small>"
    return reason


def _player(score: Score) -> str:
    return sound(score, seconds=SECONDS, quality=_QUALITY)._repr_html_()


def score_html(score: Score) -> str:
    """A score as a page shows it: its first page, or a piano roll where no engraver is, and its sound."""
    title = html.escape(score.title or score.name or "score")
    seconds = math.ceil(score.seconds)
    about = f"{len(score)} notes, {seconds // 60}:{seconds % 60:02d}"
    return (
        f"<div><b>{title}</b>, {about}<br>{_first(_pages, _roll, score=score)}<br>"
        f"{_first(_player, score=score)}</div>"
    )


def history_html(history: Mapping[str, object]) -> str:
    """A history as its curve, or in characters where Cairo is missing."""
    if not len(history["step"]):  # type: ignore[arg-type]
        return "<small>no steps</small>"
    picture = plots.plot_loss(history, svg=True)
    try:
        return _drawn(picture.svg())
    except Error:
        return f"<pre>{html.escape(picture.text(100))}</pre>"
