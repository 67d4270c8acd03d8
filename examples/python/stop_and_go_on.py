"""A training that is stopped, by Ctrl-C or by your own rule, and goes on later to the same model."""

import tempfile

import bach


class Enough(Exception):
    pass


def watch(step):
    if step.step == 25:
        raise Enough


with tempfile.TemporaryDirectory() as folder:
    options = dict(preset="notebook", epochs=1, batches=40, checkpoint=folder, checkpoint_every=10)
    try:
        bach.train("cello", on_step=watch, **options)
    except Enough:
        print("stopped in step 25")
    resumed, history = bach.train("cello", resume=True, **options)
    print("went on with step", history["step"][0])
    whole, _ = bach.train("cello", preset="notebook", epochs=1, batches=40)
    same = all((resumed.state_dict()[name] == tensor).all() for name, tensor in whole.state_dict().items())
    print("as if it had not been stopped:", same)
