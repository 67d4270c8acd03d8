"""Training, models and what they expect."""

import _thread
import os
import pickle
import signal
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from program import run_bach

import bach

DATA = os.environ["BACH_TEST_DATA"]
QUICK = {"epochs": 1, "batches": 6, "progress": False}


def kept(preset):
    return bach.Model.load(f"{DATA}/formats/model_1_{preset}.safetensors")


@pytest.fixture(scope="module")
def trained():
    return bach.train(["cs1-1pre", "cs1-5men"], **QUICK)


def test_training_gives_a_model_and_its_history(trained):
    model, history = trained
    assert model.preset == "notebook" and model.steps == 6
    assert list(history["step"]) == [1, 2, 3, 4, 5, 6] and history["loss"].dtype == np.float64
    assert history.end == "finished" and history.windows > 0 and history["epoch"][0] == 0
    assert "--preset notebook" in model.command


def test_training_is_the_program_s(tmp_path):
    target = tmp_path / "m.safetensors"
    options = ["--preset", "notebook", "--epochs", "1", "--batches", "4", "--seed", "9"]
    run_bach("train", "cs1-1pre", *options, "-o", target)
    model, _ = bach.train("cs1-1pre", epochs=1, batches=4, seed=9, progress=False)
    assert model.to_bytes() == target.read_bytes()
    at_hand, _ = bach.train(bach.load("cs1-1pre"), epochs=1, batches=4, seed=9, progress=False)
    assert at_hand.to_bytes() == target.read_bytes()


@pytest.mark.parametrize("preset", ["sequences", "suite"])
def test_all_presets_train(preset, tmp_path):
    model, history = bach.train(
        ["cs1-1pre", "cs1-5men", "cs1-6gig"],
        preset,
        epochs=1,
        hidden=16,
        lanes=2,
        steps=16,
        holdout="cs1-6gig",
        output=tmp_path / "m.safetensors",
        progress=False,
    )
    assert model.preset == preset and len(history["held_out_loss"]) > 0
    assert model.held_out_loss == pytest.approx(history.final_held_out_loss)
    assert bach.Model.load(tmp_path / "m.safetensors").to_bytes() == model.to_bytes()


def test_a_checkpoint_is_gone_on_from(tmp_path, trained):
    class Enough(Exception):
        pass

    def stop(step):
        if step.step == 4:
            raise Enough

    music = ["cs1-1pre", "cs1-5men"]
    keep = {"checkpoint": tmp_path / "kept", "checkpoint_every": 2}
    with pytest.raises(Enough):
        bach.train(music, **QUICK, **keep, on_step=stop)
    seen = []
    model, _ = bach.train(music, **QUICK, **keep, resume=True, on_step=seen.append)
    assert model.to_bytes() == trained[0].to_bytes() and seen[0].step == 5


def test_what_on_step_raises_comes_out():
    def fail(step):
        raise ZeroDivisionError(step.step)

    with pytest.raises(ZeroDivisionError, match="1"):
        bach.train("cs1-1pre", **QUICK, on_step=fail)
    with pytest.raises(TypeError):
        bach.train("cs1-1pre", **QUICK, on_step=lambda: None)


def test_ctrl_c_keeps_what_is_learned():
    def interrupt(step):
        if step.step == 3:
            os.kill(os.getpid(), signal.SIGINT)

    model, history = bach.train("cs1-1pre", epochs=50, batches=100, progress=False, on_step=interrupt)
    assert history.end == "interrupted" and 3 <= model.steps < 5000
    assert len(history["loss"]) == model.steps
    model.logits(bach.load("cs1-1pre"))


def test_ctrl_c_beside_checkpoints_writes_the_model_too(tmp_path):
    files = {"checkpoint": tmp_path / "kept", "output": tmp_path / "m.safetensors"}

    def interrupt(step):
        if step.step == 2:
            os.kill(os.getpid(), signal.SIGINT)

    model, history = bach.train("cs1-1pre", batches=100, progress=False, on_step=interrupt, **files)
    assert history.end == "interrupted" and list((tmp_path / "kept").iterdir())
    assert (tmp_path / "m.safetensors").read_bytes() == model.to_bytes()


def test_more_music_is_said_to_be_missing(tmp_path):
    (tmp_path / "broken.mid").write_bytes(b"MThd")
    bach.load("cs1-6gig").write(tmp_path / "whole.mid")
    options = {"epochs": 1, "hidden": 8, "lanes": 2, "steps": 8, "progress": False}
    _, history = bach.train(bach.load("cs1-5men"), "suite", also=tmp_path, **options)
    assert any("broken.mid" in warning for warning in history.warnings)


def test_progress_is_a_bar_of_tqdm_s(monkeypatch, capsys):
    pytest.importorskip("tqdm")
    bach.train("cs1-1pre", epochs=1, batches=3, progress=True)
    assert "step" in capsys.readouterr().err
    bach.train("cs1-1pre", epochs=1, batches=3, progress=None)
    assert not capsys.readouterr().err

    import tqdm.auto

    bars = []

    class Bar:
        def __init__(self, **options):
            self.n, self.total, self.texts, self.closed = 0, None, [], False
            bars.append(self)

        def update(self, steps):
            self.n += steps

        def set_postfix_str(self, text, refresh):
            self.texts.append(text)

        def close(self):
            self.closed = True

    monkeypatch.setattr(tqdm.auto, "tqdm", Bar)
    _, history = bach.train("cs1-1pre", epochs=1, batches=3, progress=True)
    with pytest.raises(ZeroDivisionError):
        bach.train("cs1-1pre", epochs=1, batches=3, progress=True, on_step=lambda step: 1 / 0)
    assert [(bar.n, bar.total, bar.closed) for bar in bars] == [(3, 3, True), (1, 3, True)]
    assert bars[0].texts == [f"loss {loss:.3f}" for loss in history["loss"]]


def test_ctrl_c_comes_through_without_a_callback():
    timer = threading.Timer(0.5, _thread.interrupt_main)
    timer.start()
    _, history = bach.train("cs1-1pre", epochs=1000, batches=1000, progress=False)
    timer.join()
    assert history.end == "interrupted"


def test_wrong_options_are_errors():
    with pytest.raises(bach.Error) as caught:
        bach.train("cs1-1pre", dropout=3)
    assert caught.value.argument == "dropout" and caught.value.code == "invalid_argument"
    for wrong in (float("nan"), float("inf"), 10**400):
        with pytest.raises(bach.Error):
            bach.train("cs1-1pre", dropout=wrong)
    with pytest.raises(bach.Error):
        bach.train("cs1-1pre", epochs=2**70)
    with pytest.raises(bach.Error):
        bach.train("cs1-1pre", seed=-1)
    with pytest.raises(TypeError, match="did you mean dropout"):
        bach.train("cs1-1pre", dropot=0.1)
    for wrong in ("2", 2.5, True, [2]):
        with pytest.raises(TypeError):
            bach.train("cs1-1pre", epochs=wrong)
    with pytest.raises(TypeError):
        bach.train("cs1-1pre", holdout=3)
    with pytest.raises(bach.Error):
        bach.train("cs1-1pre", preset="none")
    with pytest.raises(ValueError):
        bach.train([])
    assert bach.train("cs1-1pre", epochs=np.int64(1), batches=np.int32(1), progress=False)


def test_logits_are_rows_of_windows(trained):
    model, score = trained[0], bach.load("cs1-5men")
    inputs, targets = bach.windows(score)
    logits = model.logits(score)
    assert logits.shape == (len(inputs), 79) and logits.dtype == np.float32
    assert (model.targets(score) == targets).all()
    logs = model.log_probabilities(score)
    shares = np.exp(logits - logits.max(axis=1, keepdims=True).astype(np.float64))
    assert np.allclose(logs, np.log(shares / shares.sum(axis=1, keepdims=True)), atol=1e-5)
    measured = model.evaluate(score)
    assert measured["notes"] == len(targets)
    assert measured["nats"] == pytest.approx(-logs[np.arange(len(targets)), targets].mean(), abs=1e-5)
    assert "unigram" in measured["baselines"]


@pytest.mark.parametrize("preset", ["notebook", "sequences"])
def test_states_go_note_by_note(preset):
    model, score = kept(preset), bach.load("cs1-5men")
    melody, logits = score.melody(), model.logits(score)
    first = model.window
    state = model.state(melody[:first])
    other = state.copy()
    for note in range(10):
        assert (state.logits() == logits[note]).all()
        state.add(int(melody[first + note]))
    assert (other.logits() == logits[0]).all() and len(state.notes) == first + 10
    layers, hidden = model.config["layers"], model.config["hidden"]
    if preset == "sequences":
        assert state.hidden().shape == (layers, 2, hidden) and not (state.hidden() == 0).all()
    else:
        assert state.hidden() is None
        with pytest.raises(bach.Error):
            model.state([60])
    with pytest.raises(bach.Error):
        state.add(100)
    with pytest.raises(bach.Error):
        model.suite_state()


def test_suite_states_go_note_by_note():
    model = bach.Model.load()
    state = model.suite_state(kind="menuet", key="G", metre="3/4", bars=[2, 2], upbeat=1)
    assert state.onset == 960 and state.hidden().shape[1] == 2
    notes = 0
    while not state.done and notes < 200:
        pitch = int(state.logits().argmax()) + 21
        rhythm = int(state.rhythm_log_probabilities(pitch).argmax())
        assert bach.RHYTHMS.shape == (len(state.rhythm_logits(pitch)), 2)
        state.add(pitch, rhythm)
        notes += 1
    assert state.done and state.logits().size == 0 and state.hidden() is None
    assert len(state.score()) == notes
    with pytest.raises(bach.Error):
        state.add(60, 0)
    for wrong in ({"kind": "waltz"}, {"key": "x"}, {"metre": "3"}, {"bars": []}, {"upbeat": np.nan}):
        with pytest.raises(bach.Error) as caught:
            model.suite_state(**wrong)
        assert caught.value.argument == next(iter(wrong))
    with pytest.raises(bach.Error):
        model.state()


def test_pytorch_takes_the_tensors_and_agrees(trained):
    torch = pytest.importorskip("torch")

    class Network(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.lstm = torch.nn.LSTM(79, 256, batch_first=True)
            self.lin_1 = torch.nn.Linear(256, 256)
            self.lin_2 = torch.nn.Linear(256, 79)

        def forward(self, inputs):
            return self.lin_2(self.lin_1(self.lstm(inputs)[0][:, -1]))

    model, score = trained[0], bach.load("cs1-5men")
    network = Network().eval()
    network.load_state_dict({k: torch.from_numpy(v) for k, v in model.state_dict().items()})
    inputs, _ = bach.windows(score, dtype="float32")
    with torch.no_grad():
        theirs = network(torch.from_numpy(np.array(inputs))).numpy()
    assert np.allclose(theirs, model.logits(score), atol=2e-5)


def test_models_go_through_bytes_files_and_pickle(tmp_path, trained):
    model = trained[0]
    path = tmp_path / "m.safetensors"
    model.save(path)
    assert path.read_bytes() == model.to_bytes()
    assert bach.Model.load(path).to_bytes() == model.to_bytes()
    assert pickle.loads(pickle.dumps(model)).to_bytes() == model.to_bytes()
    with pytest.raises(bach.Error) as caught:
        bach.Model.load(tmp_path / "none")
    assert caught.value.file == str(tmp_path / "none")
    with pytest.raises(bach.Error):
        model.save(tmp_path / "no" / "folder")
    with pytest.raises(TypeError):
        bach.Model.load(5)
    with pytest.raises(bach.Error):
        model.logits(bach.load("cs1-1pre"), head="rhythm")
    with pytest.raises(bach.Error):
        model.logits(bach.load("cs1-1pre"), head="x")


def test_a_model_without_a_digest_is_warned_of(tmp_path, trained, recwarn):
    good = trained[0].to_bytes()
    bach.Model.from_bytes(good)
    assert not recwarn.list
    foreign = good.replace(b"tensors_sha256", b"tensors_other_")
    assert foreign != good
    with pytest.warns(UserWarning, match="no digest of its weights"):
        bach.Model.from_bytes(foreign)
    path = tmp_path / "foreign.safetensors"
    path.write_bytes(foreign)
    with pytest.warns(UserWarning, match="foreign.safetensors: says no digest"):
        model = bach.Model.load(path)
    assert model.to_bytes() == good


@settings(max_examples=60, deadline=None)
@given(data=st.data())
@pytest.mark.filterwarnings("ignore:.*no digest of its weights")
def test_damaged_models_are_errors(data):
    good = kept("notebook").to_bytes()
    begin = data.draw(st.integers(0, 3000))
    filler = data.draw(st.binary(min_size=1, max_size=40))
    damaged = good[:begin] + filler + good[begin + len(filler) :]
    cut = data.draw(st.sampled_from([len(good), 100, 5000]))
    try:
        model = bach.Model.from_bytes(damaged[:cut])
    except bach.Error as error:
        assert "\n" not in str(error)
        return
    model.logits(bach.load("cs1-5men"))


def test_threads_share_a_model():
    model = bach.Model.load()
    scores = [bach.load(name) for name in ("cs1-5men", "cs1-4sar")]
    alone = [model.logits(score) for score in scores]
    composed = bach.compose(model, seed=3, bars=4, kind="menuet").to_midi()
    failures = []

    def work(k):
        try:
            for _ in range(3):
                assert (model.logits(scores[k]) == alone[k]).all()
                assert bach.compose(model, seed=3, bars=4, kind="menuet").to_midi() == composed
                state = model.suite_state()
                state.add(60, 20)
                with pytest.raises(bach.Error):
                    bach.compose(model, key="?")
        except BaseException as failure:  # of a thread it would be lost
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(k % 2,)) for k in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
