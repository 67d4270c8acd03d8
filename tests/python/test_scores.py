"""Scores and arrays of them."""

import copy
import gc
import os
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from program import run_bach

import bach


def naive_windows(scores, length):
    """As the notebook cuts them, by list and loop."""
    inputs, targets = [], []
    for score in scores:
        matrix = np.zeros((len(score.melody()), 79))
        matrix[np.arange(len(matrix)), score.melody() - 1] = 1
        for first in range(len(matrix) - length):
            inputs.append(matrix[first : first + length])
            targets.append(matrix[first + length].argmax())
    return np.asarray(inputs), np.asarray(targets)


def test_a_score_tells_what_it_is():
    score = bach.load("bwv1007-5")
    assert score.name == "cs1-5men" and score.composer == "Johann Sebastian Bach"
    assert score == bach.load("cs1-5men") and score != bach.load("cs1-6gig") and score != 5
    assert score.keys[0].name == "G major" and score.metres[0][1:] == (3, 4)
    assert len(score.notes) == len(score) == sum(track.notes for track in score.tracks)
    assert score.notes[0].onset == score.note_array()["onset_div"][0]
    assert "Menuet" in repr(score)


def test_a_score_goes_through_pickle_and_copy():
    for name in ("cs1-5men", "bwv1001-2"):
        score = bach.load(name)
        again = pickle.loads(pickle.dumps(score))
        assert again == score and again.name == score.name and again.to_midi() == score.to_midi()
        assert copy.copy(score) == score and copy.deepcopy(score) == score


def test_a_written_form_is_kept(tmp_path):
    text = "X:1\nT:Two\nM:3/4\nL:1/4\nK:Am\n|: A B c :|\n|: c B A :|\n"
    path = tmp_path / "two.abc"
    path.write_text(text)
    score = bach.load(path)
    assert len(score) == 12
    score = pickle.loads(pickle.dumps(score))
    score.write(tmp_path / "again.abc")
    written = (tmp_path / "again.abc").read_text()
    assert written.count("A4 B4 c4") == 1 and ":|" in written


@pytest.mark.parametrize("state", [(), (1,), (1, 2, 3, 4, 5, 6, 7, 8), None])
def test_a_damaged_pickle_is_an_error(state):
    score = bach.load("cs1-5men")
    make, (kind, *rest), *more = score.__reduce_ex__(2)[:2]
    whole = score.__reduce_ex__(2)[2]
    fresh = kind.__new__(kind)
    with pytest.raises((ValueError, TypeError)):
        fresh.__setstate__(state)
    with pytest.raises(ValueError):
        kind.__new__(kind).__setstate__((*whole[:2], (*whole[2][:9], [99]), *whole[3:]))


def test_bad_files_are_errors_with_names(tmp_path):
    with pytest.raises(bach.Error) as caught:
        bach.load(tmp_path / "none.mid")
    assert caught.value.code == "not_found" and caught.value.file == str(tmp_path / "none.mid")
    with pytest.raises(bach.Error, match="cs1-1pre"):
        bach.load("cs1-1prx")
    path = tmp_path / "cut.mid"
    path.write_bytes(b"MThd\0\0\0\6\0\1")
    with pytest.raises(bach.Error) as caught:
        bach.load(path)
    assert caught.value.file == str(path)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value) and again.file == caught.value.file
    bach.load("cs1-5men").write(tmp_path / "a.mid")
    with pytest.raises(bach.Error) as caught:
        bach.load_all("cs1-1pre", tmp_path)
    assert caught.value.file == str(path)
    path.unlink()
    assert [score.name for score in bach.load_all("cs1-1pre", tmp_path)] == ["cs1-1pre", "a"]
    with pytest.raises(TypeError):
        bach.load(3)
    with pytest.raises(TypeError):
        bach.load_all()
    with pytest.raises(bach.Error):
        bach.load("cs1-1pre").write(tmp_path / "x.unknown")


def test_midi_is_the_program_s(tmp_path):
    target = tmp_path / "x.mid"
    run_bach("render", "bwv1009-1", "-o", target)
    score = bach.load("bwv1009-1")
    assert score.to_midi() == target.read_bytes()
    score.write(tmp_path / "y.mid")
    assert (tmp_path / "y.mid").read_bytes() == target.read_bytes()
    assert len(bach.load(target)) == len(score)


def test_written_music_is_the_program_s(tmp_path):
    for name in ("x.abc", "x.musicxml"):
        target = tmp_path / name
        run_bach("render", "bwv1009-4", "-o", target)
        bach.load("bwv1009-4").write(tmp_path / ("our-" + name))
        assert (tmp_path / ("our-" + name)).read_bytes() == target.read_bytes()


def test_note_arrays_have_partitura_s_fields():
    notes = bach.load("cs1-6gig").note_array()
    assert notes.dtype.names == (
        "onset_beat", "duration_beat", "onset_quarter", "duration_quarter",
        "onset_div", "duration_div", "pitch", "voice", "id",
    )  # fmt: skip
    assert (np.diff(notes["onset_div"]) >= 0).all()
    assert np.allclose(notes["onset_beat"], notes["onset_quarter"] * 2)  # 6/8
    assert len(set(notes["id"])) == len(notes)


@pytest.mark.parametrize("unit", ["div", "quarter", "beat"])
def test_note_arrays_come_back(unit):
    score = bach.load("cs2-1pre")
    notes = score.note_array()
    fields = [f"onset_{unit}", f"duration_{unit}", "pitch", "voice"]
    for given in (notes, notes[fields], notes[fields][::-1], np.repeat(notes, 2)[::2]):
        again = bach.Score.from_note_array(given, metre="3/4", time=unit)
        back = again.note_array()
        for field in ("onset_div", "duration_div", "pitch", "voice"):
            assert (back[field] == notes[field]).all()


def one_note(**fields):
    kept = {"onset_quarter": 0.0, "duration_quarter": 1.0, "pitch": 60, **fields}
    types = [(name, np.asarray(value).dtype) for name, value in kept.items()]
    return np.array([tuple(kept.values())], dtype=types)


@pytest.mark.parametrize(
    "wrong, argument",
    [
        ({"onset_quarter": np.nan}, "onset_quarter"),
        ({"onset_quarter": -1.0}, "onset_quarter"),
        ({"onset_quarter": np.inf}, "onset_quarter"),
        ({"duration_quarter": 0.0}, "duration_quarter"),
        ({"duration_quarter": -0.5}, "duration_quarter"),
        ({"duration_quarter": np.nan}, "duration_quarter"),
        ({"duration_quarter": 1e300}, "onset_quarter"),
        ({"pitch": 128}, "pitch"),
        ({"pitch": -1}, "pitch"),
        ({"pitch": 2**40}, "pitch"),
        ({"velocity": 0}, "velocity"),
    ],
)
def test_impossible_notes_are_refused(wrong, argument):
    with pytest.raises(bach.Error) as caught:
        bach.Score.from_note_array(one_note(**wrong))
    assert caught.value.argument == argument and caught.value.place == "note 0"


@pytest.mark.parametrize(
    "notes",
    [
        np.zeros(3),
        np.zeros((2, 2), dtype=[("pitch", int), ("onset_div", int), ("duration_div", int)]),
        np.zeros(1, dtype=[("onset_div", int), ("duration_div", int)]),
        np.zeros(1, dtype=[("pitch", int)]),
        np.zeros(1, dtype=[("pitch", float), ("onset_div", int), ("duration_div", int)]),
        np.zeros(1, dtype=[("pitch", "U3"), ("onset_div", int), ("duration_div", int)]),
        np.zeros(1, dtype=[("pitch", object), ("onset_div", int), ("duration_div", int)]),
        np.zeros(1, dtype=[("pitch", int, 2), ("onset_div", int), ("duration_div", int)]),
        "notes",
        None,
    ],
)
def test_arrays_of_the_wrong_kind_are_type_errors(notes):
    with pytest.raises(TypeError):
        bach.Score.from_note_array(notes)


def test_windows_are_those_of_loops():
    pieces = [bach.load("cs1-5men"), bach.load("cs1-1pre")]
    for length in (1, 20, 200):
        inputs, targets = bach.windows(pieces, length)
        naive_inputs, naive_targets = naive_windows(pieces, length)
        assert (inputs == naive_inputs).all() and inputs.dtype == np.uint8
        assert (targets == naive_targets).all() and targets.dtype == np.int64
        one, one_targets = bach.windows(pieces[1], length, "float32")
        assert (one == naive_windows(pieces[1:], length)[0]).all() and one.dtype == np.float32
        assert (one_targets == naive_windows(pieces[1:], length)[1]).all()


def test_windows_of_a_piece_are_a_view_that_lives_on():
    score = bach.load("cs1-1pre")
    inputs, _ = bach.windows(score)
    assert not inputs.flags.writeable and not inputs.flags.owndata
    assert inputs.strides[0] == inputs.strides[1] == 79
    kept = np.array(inputs)
    part = inputs[5:9]
    del score, inputs
    gc.collect()
    filler = [np.full((600, 79), 7, dtype=np.uint8) for _ in range(50)]
    assert (part == kept[5:9]).all() and len(filler) == 50
    with pytest.raises(ValueError):
        part[0, 0, 0] = 1


def test_windows_of_all_pieces_fit_in_40_megabytes():
    inputs, targets = bach.windows("cello")
    assert inputs.shape == (23781, 20, 79) and targets.shape == (23781,)
    assert inputs.nbytes + targets.nbytes <= 40_000_000


def test_windows_refuse_what_there_is_not():
    score = bach.load("cs1-1pre")
    for length in (0, -1, 5000):
        with pytest.raises(bach.Error) as caught:
            bach.windows(score, length)
        assert caught.value.argument == "length"
    with pytest.raises(TypeError):
        bach.windows(score, 20, object)
    with pytest.raises(TypeError):
        bach.windows(score, 20, "U3")
    high = bach.Score.from_note_array(one_note(pitch=90))
    with pytest.raises(bach.Error):
        high.one_hot()
    assert bach.windows(bach.Score.from_note_array(one_note()), 20)[0].shape == (0, 20, 79)
    assert bach.windows([], 20)[0].shape == (0, 20, 79)


def test_one_hot_is_the_notebook_s():
    score = bach.load("cs1-1pre")
    matrix = score.one_hot(100, "float64")
    assert matrix.shape == (100, 79) and matrix.dtype == np.float64
    assert (matrix.argmax(axis=-1) + 1 == score.melody()[:100]).all() and matrix.sum() == 100


def test_a_piano_roll_holds_what_sounds():
    score = bach.load("cs1-1pre")
    roll = score.piano_roll(4)
    assert roll.shape[0] == 128 and roll.dtype == np.uint8
    pitches = set(np.flatnonzero(roll.any(axis=1)))
    assert pitches == {note.pitch for note in score.notes}
    with pytest.raises(bach.Error):
        score.piano_roll(0)


def test_the_corpus_is_carried():
    assert len(bach.corpus()) == len(bach.corpus("cello")) == 36
    assert [score.name for score in bach.corpus("bwv1008-1")] == ["cs2-1pre"]
    listed = bach.movements("violin")
    assert len(listed) == len(bach.corpus("violin")) and listed[0].set == "violin"
    with pytest.raises(bach.Error):
        bach.corpus("cellos")


def test_fetching_names_what_failed(tmp_path):
    with pytest.raises(bach.Error):
        bach.fetch(tmp_path, "ftp://127.0.0.1/")
    with pytest.raises(bach.Error):
        bach.fetch(tmp_path, "http://127.0.0.1:1/", attempts=1)


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400), ending=st.sampled_from([".mid", ".abc", ".musicxml", ""]))
def test_garbage_is_a_score_or_an_error(tmp_path_factory, data, ending):
    path = tmp_path_factory.getbasetemp() / f"garbage{os.getpid()}{ending}"
    heads = {".mid": b"MThd\0\0\0\6\0\0\0\1\1\xe0MTrk", ".abc": b"X:1\nK:C\n"}
    path.write_bytes(heads.get(ending, b"") + data)
    try:
        score = bach.load(path)
    except bach.Error as error:
        assert error.file == str(path) and "\n" not in str(error)
        return
    assert len(score.note_array()) == len(score)
    score.to_midi()


@settings(max_examples=200, deadline=None)
@given(
    onsets=st.lists(st.floats(width=32), max_size=4),
    length=st.floats(width=32),
    pitch=st.integers(-300, 300),
)
def test_any_numbers_are_a_score_or_an_error(onsets, length, pitch):
    types = [("onset_beat", "f4"), ("duration_beat", "f4"), ("pitch", "i4")]
    notes = np.array([(onset, length, pitch) for onset in onsets], dtype=types)
    try:
        score = bach.Score.from_note_array(notes)
    except bach.Error as error:
        assert error.place and error.argument
        return
    assert len(score) == len(onsets)
    pickle.loads(pickle.dumps(score))
    score.to_midi()
