"""The module is there, and of the version of its library."""

import os
import subprocess

import bach


def test_version_is_the_program_s():
    program = os.environ["BACH_PROGRAM"]
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    assert said.split()[1] == bach.__version__
