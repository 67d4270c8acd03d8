#!/usr/bin/python3
"""The notes midicsv finds in the files of a folder, as recovery.cc wants them: midicsv_notes.py FOLDER"""

import collections
import pathlib
import shutil
import subprocess
import sys

LONGEST = 1  # seconds for a file


def notes_of(lines, most_tracks):
    """(onset, duration, pitch, velocity) of each note; a note-off ends the oldest that sounds."""
    sounding = collections.defaultdict(collections.deque)
    last = collections.Counter()

    def end(key, tick):
        onset, velocity = sounding[key].popleft()
        return onset, tick - onset, key[2], velocity

    # Behind the end of a file it reads on in what memory holds there; more tracks than the file has
    # marks, and values that no MIDI has, tell.
    beyond = set()
    for line in lines:
        track, tick, kind, *values = (field.strip() for field in line.split(","))
        tick = int(tick)
        if kind.endswith("_c") and any(not 0 <= int(value) < 128 for value in values[:3]):
            beyond.add(track)
        if track in beyond or int(track) > most_tracks:
            continue
        last[track] = max(last[track], tick)
        if kind not in ("Note_on_c", "Note_off_c"):
            continue
        channel, pitch, velocity = map(int, values)
        key = track, channel, pitch
        if kind == "Note_on_c" and velocity > 0:
            sounding[key].append((tick, velocity))
        elif sounding[key]:
            yield end(key, tick)
    for key, begun in sounding.items():
        while begun:
            yield end(key, last[key[0]])


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: midicsv_notes.py FOLDER")
    if not shutil.which("midicsv"):
        sys.exit("midicsv is not installed (Debian: midicsv)")
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        print("=", path.name)
        try:
            run = subprocess.run(["midicsv", path], capture_output=True, timeout=LONGEST)
        except subprocess.TimeoutExpired:
            print("crashed")
            continue
        # What it read before it gave up counts.
        for note in notes_of(run.stdout.decode("latin-1").splitlines(), path.read_bytes().count(b"MTrk")):
            print(*note)
        print("crashed" if run.returncode < 0 else "read" if run.returncode == 0 else "refused")


if __name__ == "__main__":
    main()
