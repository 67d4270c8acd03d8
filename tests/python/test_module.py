"""The module is there, and of the version of its library."""

from program import run_bach

import bach


def test_version_is_the_program_s():
    assert run_bach("--version").stdout.split()[1] == bach.__version__
