"""What Jupyter is shown, and the pictures of plots.py."""

import importlib.util
import json
import re

import numpy as np
import pytest

import bach
import bach.display
from bach.plots import Picture

MENUET = bach.load("cs1-5men")
HISTORY = {
    "step": np.arange(1, 61),
    "loss": np.linspace(4.3, 3.0, 60),
    "held_out_step": np.array([30, 60]),
    "held_out_loss": np.array([3.6, 3.1]),
}
PLOTS = {
    "roll": lambda **more: bach.plot_roll(MENUET, (1, 4), primer=3, quotations=8, **more),
    "notes": lambda **more: bach.plot_notes(MENUET, 50, line=True, **more),
    "lengths": lambda **more: bach.plot_lengths("cello", all_notes=True, **more),
    "pitches": lambda **more: bach.plot_pitches(MENUET, **more),
    "pitch classes": lambda **more: bach.plot_pitches(MENUET, ["cs1-1pre"], classes=True, **more),
    "intervals": lambda **more: bach.plot_intervals(MENUET, "cs1-1pre", **more),
    "harmony": lambda **more: bach.plot_harmony(MENUET, **more),
    "form": lambda **more: bach.plot_form(MENUET, **more),
    "surprise": lambda **more: bach.plot_surprise(bach.Model.load(), MENUET, (1, 8), **more),
    "next": lambda **more: bach.plot_next(bach.Model.load(), MENUET, 3, 20, **more),
    "loss": lambda **more: bach.plot_loss(HISTORY, **more),
}


def has_cairo():
    try:
        bach.plot_notes(MENUET, svg=True).svg()
    except bach.Error:
        return False
    return True


needs_cairo = pytest.mark.skipif(not has_cairo(), reason="no Cairo")
needs_matplotlib = pytest.mark.skipif(
    importlib.util.find_spec("matplotlib") is None, reason="no matplotlib"
)


def no_engraver():
    try:
        bach.pages(MENUET, pages=1)
    except bach.Error as error:
        assert error.code == "unsupported"
        return True
    return False


@pytest.mark.parametrize("name", PLOTS)
@needs_cairo
def test_each_picture_of_ours_is_svg_and_characters(name):
    picture = PLOTS[name](svg=True)
    assert isinstance(picture, Picture)
    assert picture.svg().startswith("<?xml")
    assert len(picture.text(60).splitlines()) > 3
    assert picture._repr_mimebundle_()["image/svg+xml"] == picture.svg()
    assert picture.data["kind"] in ("pitches", "pitch-classes", name)


@pytest.mark.parametrize("name", PLOTS)
@needs_matplotlib
def test_each_is_a_figure_where_matplotlib_is(name, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    from matplotlib.figure import Figure

    figure = PLOTS[name](dark=name == "roll")
    assert isinstance(figure, Figure)
    assert any(axes.has_data() for axes in figure.axes)
    figure.canvas.draw()


@needs_matplotlib
def test_a_figure_shows_the_numbers(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    figure = bach.plot_lengths("cello")
    assert sum(bar.get_height() for bar in figure.axes[0].patches) == 36
    roll = bach.plot_roll(MENUET)
    assert len(roll.axes[0].patches) == len(MENUET)


def test_without_matplotlib_pictures_are_ours(monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "matplotlib" else found(name))
    assert isinstance(bach.plot_notes(MENUET), Picture)


@needs_cairo
def test_pictures_are_saved(tmp_path):
    picture = bach.plot_notes(MENUET, svg=True, dark=True)
    picture.savefig(tmp_path / "notes.png")
    assert (tmp_path / "notes.png").read_bytes()[1:4] == b"PNG"
    with pytest.raises(bach.Error) as raised:
        picture.savefig(tmp_path / "notes.gif")
    assert raised.value.code == "invalid_argument"
    with pytest.raises(bach.Error) as raised:
        picture.svg(width=3)
    assert raised.value.argument == "width"


@pytest.mark.parametrize(
    "argument, draw",
    [
        ("bars", lambda: bach.plot_roll(MENUET, (3, 2))),
        ("music", lambda: bach.plot_roll([])),
        ("primer", lambda: bach.plot_roll(MENUET, primer=-1)),
        ("notes", lambda: bach.plot_notes(MENUET, 0)),
        ("first", lambda: bach.plot_next(bach.Model.load(), MENUET, 0)),
        ("runs", lambda: bach.plot_loss({"step": [1.0], "loss": [float("nan")]})),
        ("runs", lambda: bach.plot_loss([])),
        ("most_seconds", lambda: bach.sound(MENUET, seconds=float("nan"))),
        ("quality", lambda: bach.sound(MENUET, quality=3)),
        ("ending", lambda: bach.sound(MENUET, "mp3")),
        ("ending", lambda: bach.pages(MENUET, "gif")),
        ("engraver", lambda: bach.pages(MENUET, engraver="quill")),
    ],
)
def test_what_cannot_be_drawn_says_why(argument, draw):
    with pytest.raises(bach.Error) as raised:
        draw()
    assert raised.value.argument == argument


def test_sound_is_a_file_that_plays_itself():
    wav = bach.sound(MENUET, "wav", seconds=1, sine_waves=True)
    assert wav[:4] == b"RIFF" and isinstance(wav, bytes)
    assert "sine waves" in wav.about and "sine waves" in str(wav)
    assert "data:audio/wav;base64,UklGR" in wav._repr_html_()
    assert bach.sound(MENUET, seconds=1, sine_waves=True)[:4] == b"OggS"


def test_a_score_shows_its_page_and_its_sound(monkeypatch):
    monkeypatch.setattr(bach.display, "SECONDS", 1.0)
    shown = MENUET._repr_html_()
    assert "Menuet I &amp; II" in shown and "654 notes" in shown
    assert "data:audio/ogg" in shown
    assert ("engraved by" in shown) != no_engraver()


def test_without_an_engraver_a_score_shows_a_roll(monkeypatch):
    def missing(*_):
        raise bach.Error("no engraver", "unsupported")

    monkeypatch.setattr(bach.display._bach, "pages", missing)
    monkeypatch.setattr(bach.display._bach, "sound", missing)
    shown = MENUET._repr_html_()
    assert "data:image/svg" in shown or "<pre>" in shown
    assert "no engraver" in shown  # in place of the player


def test_a_score_without_notes_shows_why_there_is_nothing():
    empty = bach.Score.from_note_array(MENUET.note_array()[:0])
    shown = empty._repr_html_()
    assert "0 notes" in shown and "<audio" not in shown


@needs_cairo
def test_a_history_shows_its_curve():
    history = bach.History(HISTORY)
    assert "data:image/svg" in history._repr_html_()
    assert "no steps" in bach.History(step=[], loss=[])._repr_html_()


def test_bars_are_those_asked_for():
    notes = bach.plot_surprise(bach.Model.load(), MENUET, (2, 3), svg=True).data["pieces"][0]["notes"]
    assert notes and all(3 <= note["begin"] < 9 for note in notes)


def test_names_of_runs_are_shown():
    picture = bach.plot_loss([HISTORY, HISTORY], ["one", "two"], svg=True)
    assert [run["name"] for run in picture.data["runs"]] == ["one", "two"]
    assert picture.data["runs"][0]["held_out"][0] == {"step": 30.0, "nats": 3.6}


def test_the_json_is_that_of_the_program():
    from program import run_bach

    said = run_bach("plot", "lengths", "--json").stdout
    assert json.loads(said) == bach.plot_lengths("cello", svg=True).data
    assert re.search(r'"kind":\s*"lengths"', said)
