"""Figures of matplotlib, from the numbers that bach's own pictures are made of."""

from __future__ import annotations

import contextlib
import sys
from typing import Any, Callable, Dict, List

import numpy as np

_VOICES = ["#2a6f97", "#c8553d", "#588157", "#8d6a9f", "#b08900"]
_NAMES = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"]
_RELATIONS = {"new": "#d9d9d9", "rhythm": "#b7d3df", "figure": "#8fb996", "sequence": "#e9b872"}


def _pitch_name(pitch: int) -> str:
    return f"{_NAMES[pitch % 12]}{pitch // 12 - 1}"


def _pitch_ticks(axes: Any, low: float, high: float) -> None:
    ticks = [pitch for pitch in range(int(low), int(high) + 1) if pitch % 12 in (0, 7)]
    axes.set_yticks(ticks, [_pitch_name(pitch) for pitch in ticks])
    axes.set_ylabel("pitch")


def _roll(axes: Any, piece: Dict[str, Any]) -> None:
    notes = piece["notes"]
    for bar in piece["bars"]:
        axes.axvline(bar["begin"], color="0.85", linewidth=0.6, zorder=0)
    begin = piece["bars"][0]["begin"]
    end = piece["bars"][-1]["begin"] + piece["bars"][-1]["length"]
    labelled = -np.inf
    for mark in piece["marks"]:
        if mark["end"] <= begin or mark["begin"] >= end:
            continue
        axes.axvspan(max(begin, mark["begin"]), min(end, mark["end"]), color="#f3d9b1", alpha=0.6, zorder=0)
        if mark["begin"] >= labelled + (end - begin) / 6:
            axes.annotate(mark["text"], (mark["begin"], 0.02), xycoords=("data", "axes fraction"), fontsize=6)
            labelled = mark["begin"]
    axes.set_xlim(begin, end)
    for voice, name in enumerate(piece["voices"]):
        own = [note for note in notes if note["voice"] == voice]
        axes.barh(
            [note["pitch"] for note in own],
            [note["end"] - note["begin"] for note in own],
            left=[note["begin"] for note in own],
            height=0.8,
            color=_VOICES[voice % len(_VOICES)],
            label=name,
        )
    if len(piece["voices"]) > 1:
        axes.legend(fontsize=7, loc="upper right")
    pitches = [note["pitch"] for note in notes]
    _pitch_ticks(axes, min(pitches) - 1, max(pitches) + 1)
    shown = piece["bars"][:: max(1, len(piece["bars"]) // 16)]
    axes.set_xticks([bar["begin"] for bar in shown], [str(bar["number"]) for bar in shown])
    axes.set_xlabel("bar")
    axes.set_title(piece["name"])
    if "harmony" in piece:
        _keys(axes, piece["harmony"])


def _notes(axes: Any, piece: Dict[str, Any]) -> None:
    pitches = np.asarray(piece["pitches"])
    matrix = np.zeros((79, len(pitches)))
    matrix[pitches - 1, np.arange(len(pitches))] = 1
    axes.imshow(matrix, aspect="auto", cmap="gray_r", origin="lower", extent=(0.5, len(pitches) + 0.5, 0.5, 79.5))
    axes.set_xlabel("note")
    axes.set_ylabel("pitch (MIDI number)")
    axes.set_title(f"{piece['name']}: {len(pitches)} of {piece['notes']} notes")
    axes.grid(True, alpha=0.4)


def _lengths(axes: Any, data: Dict[str, Any]) -> None:
    bins = data["bins"]
    left = [each["from"] for each in bins]
    width = [each["to"] - each["from"] for each in bins]
    axes.bar(left, [each["pieces"] for each in bins], width, align="edge", color=_VOICES[0], edgecolor="white")
    axes.set_xlabel("notes in a piece")
    axes.set_ylabel("pieces")


def _counts(axes: Any, data: Dict[str, Any]) -> None:
    sets, bins = data["sets"], data["bins"]
    width = 0.8 / len(sets)
    for k, each in enumerate(sets):
        shares = [100 * one["counts"][k] / max(1, each["count"]) for one in bins]
        axes.bar(np.arange(len(bins)) + k * width, shares, width, align="edge", color=_VOICES[k], label=each["name"])
    names = [one["name"] for one in bins]
    every = max(1, len(bins) // 16)
    axes.set_xticks(np.arange(0, len(bins), every) + 0.4, names[::every], rotation=45, ha="right", fontsize=8)
    axes.set_ylabel("per cent")
    axes.legend(fontsize=8)


def _keys(axes: Any, heard: Dict[str, Any]) -> None:
    quarter = heard["ticks_per_quarter"]
    for k, key in enumerate(heard["keys"]):
        begin, end = key["begin"]["tick"] / quarter, key["end"]["tick"] / quarter
        axes.axvspan(begin, end, color=_VOICES[k % len(_VOICES)], alpha=0.12, zorder=0)


def _harmony(axes: Any, piece: Dict[str, Any]) -> None:
    quarter = piece["ticks_per_quarter"]
    keys: List[str] = []
    for key in piece["keys"]:
        if key["key"] not in keys:
            keys.append(key["key"])
    for key in piece["keys"]:
        begin, end = key["begin"]["tick"] / quarter, key["end"]["tick"] / quarter
        axes.barh(keys.index(key["key"]), end - begin, left=begin, height=0.6, color=_VOICES[0])
        axes.annotate(str(key["begin"]["bar"]), (begin, keys.index(key["key"]) + 0.32), fontsize=7)
    for chord in piece["chords"]:
        if chord["key"] in keys:
            where = (chord["begin"]["tick"] / quarter, keys.index(chord["key"]) - 0.5)
            axes.annotate(chord["numeral"], where, fontsize=5, rotation=90, va="top")
    for cadence in piece["cadences"]:
        axes.axvline(cadence["at"]["tick"] / quarter, color=_VOICES[1], linewidth=0.8, linestyle=":")
    axes.set_ylim(len(keys) - 0.2, -0.8)
    axes.set_yticks(range(len(keys)), keys)
    axes.set_xlabel("quarter notes (dotted: cadences; numbers: bars)")
    axes.set_title(piece["name"])


def _form(axes: Any, piece: Dict[str, Any]) -> None:
    bars = piece["bars"]
    for bar in bars:
        color = _RELATIONS.get(bar["relation"], "#c0a9bd")
        axes.barh(0, bar["end"] - bar["begin"], left=bar["begin"], height=1, color=color, edgecolor="white")
        if bar["source"] is None:
            continue
        source = bars[bar["source"]]
        at, to = (source["begin"] + source["end"]) / 2, (bar["begin"] + bar["end"]) / 2
        angle = np.linspace(0, np.pi, 40)
        axes.plot(
            (at + to) / 2 - (to - at) / 2 * np.cos(angle),
            0.5 + (to - at) * np.sin(angle) / 4,
            color=color,
            linewidth=0.4 + bar["likeness"],
        )
    for part in piece["parts"]:
        axes.annotate(part["name"], (bars[part["first_bar"]]["begin"], -1.2), fontsize=10)
        axes.axvline(bars[part["first_bar"]]["begin"], color="0.4", linewidth=0.8)
    axes.set_yticks([])
    axes.set_xlabel("quarter notes")
    axes.set_title(f"{piece['name']}: {piece['pattern']}")


def _surprise(axes: Any, piece: Dict[str, Any]) -> None:
    read = [note for note in piece["notes"] if note["pitch_bits"] is not None]
    bits = [note["pitch_bits"] + (note["rhythm_bits"] or 0) for note in read]
    points = axes.scatter(
        [note["begin"] for note in read], [note["pitch"] for note in read], c=bits, s=14, cmap="viridis_r"
    )
    axes.figure.colorbar(points, ax=axes, label="bits")
    pitches = [note["pitch"] for note in piece["notes"]]
    _pitch_ticks(axes, min(pitches) - 1, max(pitches) + 1)
    axes.set_xlabel("quarter notes")
    axes.set_title(f"{piece['name']}: {sum(bits) / max(1, len(bits)):.2f} bits per note")


def _next(axes: Any, piece: Dict[str, Any]) -> None:
    notes = piece["notes"]
    pitches = [note["came"] for note in notes] + [int(p) for note in notes for p in note["expected"]]
    low, high = min(pitches), max(pitches)
    matrix = np.zeros((high - low + 1, len(notes)))
    for k, note in enumerate(notes):
        for pitch, probability in note["expected"].items():
            matrix[int(pitch) - low, k] = probability
    image = axes.imshow(
        matrix, aspect="auto", origin="lower", cmap="Blues", extent=(0.5, len(notes) + 0.5, low - 0.5, high + 0.5)
    )
    axes.plot(np.arange(1, len(notes) + 1), [note["came"] for note in notes], "o", ms=3, color=_VOICES[1])
    axes.figure.colorbar(image, ax=axes, label="probability")
    _pitch_ticks(axes, low, high)
    axes.set_xlabel("note")
    axes.set_title(piece["name"])


def _loss(axes: Any, data: Dict[str, Any]) -> None:
    for k, run in enumerate(data["runs"]):
        color = _VOICES[k % len(_VOICES)]
        steps = np.array([point["step"] for point in run["training"]])
        losses = np.array([point["nats"] for point in run["training"]])
        axes.plot(steps, losses, color=color, alpha=0.3, linewidth=0.8)
        width = max(5, len(losses) // 25) | 1
        if len(losses) > width:
            mean = np.convolve(losses, np.ones(width) / width, "valid")
            axes.plot(steps[width // 2 : width // 2 + len(mean)], mean, color=color, label=run["name"] or "training")
        if run["held_out"]:
            axes.plot(
                [point["step"] for point in run["held_out"]],
                [point["nats"] for point in run["held_out"]],
                "o-",
                color=color,
                label=f"{run['name']} held out".strip(),
            )
    axes.set_xlabel("step")
    axes.set_ylabel("loss (nats per note)")
    if axes.get_legend_handles_labels()[0]:
        axes.legend(fontsize=8)


_OF_PIECES: Dict[str, Callable[[Any, Dict[str, Any]], None]] = {
    "roll": _roll,
    "notes": _notes,
    "harmony": _harmony,
    "form": _form,
    "surprise": _surprise,
    "next": _next,
}
_OF_ALL: Dict[str, Callable[[Any, Dict[str, Any]], None]] = {"lengths": _lengths, "loss": _loss}


def figure_of(data: Dict[str, Any], dark: bool) -> Any:
    """A matplotlib.figure.Figure of what a picture's JSON says, one axes a piece."""
    import matplotlib.pyplot as plt

    kind = data["kind"]
    parts: List[Dict[str, Any]] = data["pieces"] if kind in _OF_PIECES else [data]
    draw = _OF_PIECES.get(kind) or _OF_ALL.get(kind) or _counts
    plt.get_backend()  # chosen now, not within the style, whose end would take its settings back
    with plt.style.context("dark_background") if dark else contextlib.nullcontext():
        figure, axes = plt.subplots(
            len(parts), 1, figsize=(9, 3.2 * len(parts)), squeeze=False, constrained_layout=True
        )
        for each, part in zip(axes[:, 0], parts):
            draw(each, part)
    # A notebook shows what a cell gives, and once more all that pyplot knows of.
    if "ipykernel" in sys.modules:
        plt.close(figure)
    return figure
