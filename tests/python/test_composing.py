"""New music: the bits of the command line, and samplers of one's own."""

import os
import signal
import threading

import numpy as np
import pytest
from program import run_bach

import bach

DATA = os.environ["BACH_TEST_DATA"]


def from_program(tmp_path, *arguments):
    target = tmp_path / "program.mid"
    run_bach(*arguments, "-o", target, "--force")
    return target.read_bytes()


def kept(preset):
    return f"{DATA}/formats/model_1_{preset}.safetensors"


def test_movements_are_the_program_s(tmp_path):
    theirs = from_program(
        tmp_path, "compose", "--key", "d minor", "--kind", "gigue", "--bars", "8", "--seed", "7"
    )
    assert bach.compose(key="d", kind="gigue", bars=8, seed=7).to_midi() == theirs
    assert bach.compose(bach.Model.load(), key="Dm", kind="gigue", bars="8", seed=7).to_midi() == theirs


@pytest.mark.parametrize("preset", ["notebook", "sequences"])
def test_melodies_are_the_program_s(tmp_path, preset):
    model = kept(preset)
    theirs = from_program(tmp_path, "compose", "-m", model, "--notes", "40", "--seed", "5", "--top-k", "9")
    ours = bach.compose(model, notes=40, seed=5, top_k=9)
    assert ours.to_midi() == theirs
    assert bach.compose(bach.Model.load(model), notes=40, seed=5, top_k=9) == ours


def test_several_pieces_are_the_program_s(tmp_path):
    run_bach("compose", "--bars", "4", "--outputs", "2", "-o", tmp_path / "p.mid")
    pieces = bach.compose_many(2, bars=4)
    for k, piece in enumerate(pieces, 1):
        assert piece.to_midi() == (tmp_path / f"p-{k}.mid").read_bytes()


def test_given_music_is_named_or_at_hand(tmp_path):
    infilled = from_program(
        tmp_path, "compose", "--infill", "cs1-5men", "--from-bar", "5", "--to-bar", "6", "--seed", "2"
    )
    assert bach.infill("cs1-5men", (5, 6), seed=2).to_midi() == infilled
    assert bach.infill(bach.load("cs1-5men"), (5, 6), seed=2).to_midi() == infilled
    extended = from_program(tmp_path, "compose", "--primer", "cs1-5men", "--bars", "3", "--seed", "2")
    assert bach.extend("cs1-5men", bars=3, seed=2).to_midi() == extended
    assert bach.extend(bach.load("cs1-5men"), bars=3, seed=2).to_midi() == extended
    notebook = kept("notebook")
    melody = from_program(
        tmp_path, "compose", "-m", notebook, "--primer", "cs1-1pre", "--notes", "20", "--seed", "2"
    )
    assert bach.extend(bach.load("cs1-1pre"), notebook, notes=20, seed=2).to_midi() == melody


def test_a_file_with_repeats_is_infilled_as_the_program_does(tmp_path):
    path = tmp_path / "two.abc"
    path.write_text(
        "X:1\nT:Menuet\nM:3/4\nL:1/8\nK:G\n"
        "|: D2 G2 B2 | A2 F2 D2 | E2 G2 c2 | B4 D2 :|\n|: B2 c2 d2 | c2 A2 F2 | G2 E2 F2 | G6 :|\n"
    )
    theirs = from_program(tmp_path, "compose", "--infill", path, "--from-bar", "2", "--to-bar", "3")
    assert bach.infill(bach.load(path), (2, 3)).to_midi() == theirs


def test_suites_are_the_program_s(tmp_path):
    folder = tmp_path / "suite"
    run_bach("suite", "--seed", "4", "--bars", "4", "--sound", "none", "-o", folder)
    suite = bach.suite(seed=4, bars=4)
    assert suite.whole.to_midi() == (folder / "suite.mid").read_bytes()
    assert len(suite.movements) == len(suite.metres) == len(suite.borrowed) == 6
    for score in suite.movements:
        assert score.to_midi() == (folder / f"{score.name}.mid").read_bytes()


def my_sampler(model, seed, notes, top_p):
    """A sampler of one's own: nucleus sampling in NumPy, with the random numbers of bach's."""
    begin = []
    if model.window:
        begin = model.beginnings[bach.beginning(seed, len(model.beginnings))]
    state = model.state(begin)
    melody = []
    for note in range(notes):
        logits = state.logits()[:79].astype(np.float64)  # without the end
        order = np.argsort(-logits, kind="stable")
        weights = np.exp(logits[order] - logits.max())
        sums = np.cumsum(weights)
        kept = np.searchsorted(sums, top_p * sums[-1]) + 1
        choice = np.searchsorted(sums[:kept], bach.uniform(seed, note) * sums[kept - 1], side="right")
        melody.append(int(order[choice]) + 1)
        state.add(melody[-1])
    return melody


@pytest.mark.parametrize("preset", ["notebook", "sequences"])
def test_a_sampler_of_one_s_own_gives_our_notes(preset):
    model = bach.Model.load(kept(preset))
    for seed in (1, 2, 3):
        composed = bach.compose(model, notes=60, seed=seed, top_p=0.9)
        assert my_sampler(model, seed, 60, 0.9) == [note.pitch for note in composed.notes]


def test_draw_is_what_composes():
    model = bach.Model.load(kept("sequences"))
    state, melody = model.state(), []
    for note in range(30):
        melody.append(bach.draw(state.logits()[:79], bach.uniform(8, note), top_k=12, min_p=0.02) + 1)
        state.add(melody[-1])
    composed = bach.compose(model, notes=30, seed=8, top_k=12, min_p=0.02, top_p=1.0)
    assert melody == [note.pitch for note in composed.notes]


def test_draw_refuses_what_it_cannot_draw_from():
    logits = np.zeros(5, dtype=np.float32)
    assert bach.draw(logits[::2], 0.99) == 2
    assert bach.draw(np.zeros(3, dtype=np.float64), 0.0) == 0
    for wrong in (np.zeros((2, 2)), np.array(["a"]), np.zeros(2, dtype=complex)):
        with pytest.raises(TypeError):
            bach.draw(wrong, 0.5)
    for arguments in ((np.zeros(0), 0.5), (np.full(3, np.nan), 0.5), (logits, 1.0), (logits, np.nan)):
        with pytest.raises(bach.Error):
            bach.draw(*arguments)
    for wrong in ({"temperature": 0}, {"top_p": 0}, {"top_k": -1}, {"min_p": 2}):
        with pytest.raises(bach.Error) as caught:
            bach.draw(logits, 0.5, **wrong)
        assert caught.value.argument == next(iter(wrong))
    with pytest.raises(bach.Error):
        bach.uniform(1, 2**60)
    with pytest.raises(TypeError):
        bach.uniform(-1, 0)


def test_wishes_that_cannot_be_met_are_errors():
    with pytest.raises(bach.Error) as caught:
        bach.compose(key="Q minor")
    assert caught.value.argument == "key" and caught.value.code == "invalid_argument"
    with pytest.raises(bach.Error) as caught:
        bach.infill("cs1-5men", (5, 500))
    assert caught.value.argument == "to_bar"
    with pytest.raises(bach.Error) as caught:
        bach.extend("/no/such/file.mid")
    assert caught.value.file == "/no/such/file.mid"
    for wrong in ({"kez": "d"}, {"bars": 4.5}, {"temperature": "hot"}, {"in_key": 1}, {"outputs": 2}):
        with pytest.raises(TypeError):
            bach.compose(**wrong)
    with pytest.raises(bach.Error):
        bach.compose(kept("notebook"), key="d")
    with pytest.raises(bach.Error):
        bach.suite(kept("notebook"))


def test_plans_are_saved_and_followed(tmp_path):
    piece = bach.compose(bars=8, kind="bourree", seed=6, save_plan=tmp_path / "plan.txt")
    assert (tmp_path / "plan.txt").stat().st_size > 0
    again = bach.compose(plan=tmp_path / "plan.txt", seed=6)
    assert again.metres == piece.metres and again.keys[0].name == piece.keys[0].name
    with pytest.raises(bach.Error):
        bach.compose_many(2, bars=4, save_plan=tmp_path / "plan.txt")


def test_ctrl_c_ends_composing():
    timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        for _ in range(1000):
            bach.compose_many(20, bars=60)
    timer.join()


def test_help_lists_the_keywords_of_the_table():
    import inspect

    for function, task in ((bach.compose, "compose"), (bach.train, "train"), (bach.suite, "suite")):
        named = set(inspect.signature(function).parameters)
        for option in bach.options(task):
            if option.name in ("model", "inputs", "outputs", "infill", "from_bar", "to_bar"):
                continue
            assert option.name in named
            assert option.name in function.__doc__
    for name in bach.__all__:
        member = getattr(bach, name)
        if callable(member):
            assert member.__doc__, name
