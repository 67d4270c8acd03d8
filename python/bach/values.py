"""Small values that scores and tables are made of."""

from __future__ import annotations

from typing import NamedTuple, Tuple


class Note(NamedTuple):
    """A note of a score; times in ticks."""

    onset: int
    duration: int
    pitch: int  #: MIDI number, 60 is middle C
    velocity: int  #: 1 to 127
    track: int  #: place in Score.tracks


class Track(NamedTuple):
    """A voice or part."""

    name: str
    channel: int  #: of MIDI, from 0
    program: int  #: of General MIDI, from 0: 42 is a cello
    notes: int  #: how many


class Key(NamedTuple):
    """A key from a tick on."""

    at: int
    name: str  #: "A minor"
    fifths: int  #: sharps, or flats below 0


class Metre(NamedTuple):
    """A metre from a tick on."""

    at: int
    numerator: int
    denominator: int


class Tempo(NamedTuple):
    """A tempo from a tick on."""

    at: int
    quarters_per_minute: float


class Movement(NamedTuple):
    """A movement that bach carries; notes, bars and seconds as it sounds, repeats played."""

    set: str  #: "cello", "violin", "keyboard"
    name: str  #: "bwv1007-1"
    alias: str  #: "cs1-1pre"
    title: str
    key: str
    metre: str
    notes: int
    bars: int
    seconds: float


class Option(NamedTuple):
    """A keyword of train(), compose() or suite()."""

    name: str
    type: str  #: "bool", "int", "float", "str", "list of str"
    help: str
    default: str  #: what it is unless it is given, by preset where they differ; may be empty
    range: str  #: of numbers: "from 0 to 1"; may be empty
    words: Tuple[str, ...]  #: all it may be; empty: anything


class Step(NamedTuple):
    """A step of training that is done."""

    step: int  #: from 1
    steps: int  #: planned
    epoch: int  #: from 0
    loss: float  #: of its batch, nats per note


class Fetched(NamedTuple):
    """What fetch() did: names of files, each in one of the lists."""

    downloaded: Tuple[str, ...]
    present: Tuple[str, ...]  #: were there with the right content
    failed: Tuple[Tuple[str, str], ...]  #: with the reason
