"""The program `bach`, to compare with."""

import os
import subprocess

# Of a sanitized module's tests: the program has its own.
_FOREIGN = ("LD_PRELOAD", "ASAN_OPTIONS", "LSAN_OPTIONS")


def run_bach(*arguments, check=True):
    """Runs it without its chatter; what it prints is the result's stdout."""
    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    environment["ASAN_OPTIONS"] = "detect_leaks=0"
    command = [os.environ["BACH_PROGRAM"], "-q", *map(str, arguments)]
    return subprocess.run(command, env=environment, check=check, stdout=subprocess.PIPE, text=True)
