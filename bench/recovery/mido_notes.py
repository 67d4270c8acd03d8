#!/usr/bin/python3
"""The notes mido finds in the files of a folder, as recovery.cc wants them: mido_notes.py FOLDER"""

import collections
import pathlib
import signal
import sys

try:
    import mido
except ImportError:
    sys.exit("mido is not installed (Debian: python3-mido)")

LONGEST = 1  # seconds for a file


def notes_of(track):
    """(onset, duration, pitch, velocity) of each note; a note-off ends the oldest that sounds."""
    sounding = collections.defaultdict(collections.deque)
    tick = 0

    def end(key):
        onset, velocity = sounding[key].popleft()
        return onset, tick - onset, key[1], velocity

    for message in track:
        tick += message.time
        if message.type == "note_on" and message.velocity > 0:
            sounding[message.channel, message.note].append((tick, message.velocity))
        elif message.type in ("note_on", "note_off"):
            if sounding[message.channel, message.note]:
                yield end((message.channel, message.note))
    for key, begun in sounding.items():
        while begun:
            yield end(key)


def give_up(*_):
    raise TimeoutError


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: mido_notes.py FOLDER")
    signal.signal(signal.SIGALRM, give_up)
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        print("=", path.name)
        signal.alarm(LONGEST)
        try:
            notes = [note for track in mido.MidiFile(path, clip=True).tracks for note in notes_of(track)]
        except TimeoutError:
            print("crashed")
        except Exception:  # what mido raises on damaged files is not one family
            print("refused")
        else:
            for note in notes:
                print(*note)
            print("read")
        signal.alarm(0)


main()
