#!/usr/bin/python3
"""The notes a reader finds that goes by libremidi's rules, as recovery_trial.cc wants them: libremidi_rules.py FOLDER

The library is in no distribution. Its reader believes lengths, leaves all that follows a track it does not find,
and goes on with the next byte behind what is no event, with the tick it has.
"""

import collections
import pathlib
import sys

CHECKED_META = {0x2F: (0,), 0x51: (3,), 0x54: (5,), 0x58: (4,), 0x59: (2,), 0x20: (1,), 0x21: (1,), 0x00: (0, 2)}


class NoEvent(Exception):
    pass


class Cursor:
    def __init__(self, data, at, end):
        self.data, self.at, self.end = data, at, end

    def byte(self):
        if self.at >= len(self.data):
            raise EOFError
        self.at += 1
        return self.data[self.at - 1]

    def number(self):
        value = 0
        while True:
            if self.at >= self.end:
                raise EOFError
            byte = self.byte()
            value = (value << 7 | byte & 0x7F) & 0xFFFFFFFF
            if byte < 0x80:
                return value


def event(cursor, running):
    """Its bytes from the status on; of system events only the status."""
    status = cursor.byte()
    if status == 0xFF:
        kind, length = cursor.byte(), cursor.number()
        if length > 0x7F or length not in CHECKED_META.get(kind, (length,)):
            raise NoEvent
        cursor.at += length
        return [status]
    if status in (0xF0, 0xF7):
        cursor.at += cursor.number()
        return [status]
    if status > 0xF0:
        raise NoEvent
    first = status
    if status < 0x80:
        status = running
    else:
        first = cursor.byte()
    if not 0x80 <= status < 0xF0:
        raise NoEvent
    return [status, first] + ([] if status & 0xE0 == 0xC0 else [cursor.byte()])


def notes_of_track(cursor):
    """(onset, duration, pitch, velocity) of each note; a note-off ends the oldest that sounds."""
    sounding = collections.defaultdict(collections.deque)
    notes, tick, running = [], 0, 0

    def end(key):
        onset, velocity = sounding[key].popleft()
        notes.append((onset, tick - onset, key[1], velocity))

    try:
        while cursor.at < cursor.end:
            tick += cursor.number()
            try:
                found = event(cursor, running)
            except NoEvent:
                continue
            if found[0] != 0xFF:
                running = found[0]
            if len(found) < 3:
                continue
            kind, channel = found[0] & 0xF0, found[0] & 0x0F
            if kind == 0x90 and found[2] > 0:
                sounding[channel, found[1]].append((tick, found[2]))
            elif kind in (0x80, 0x90) and sounding[channel, found[1]]:
                end((channel, found[1]))
    except EOFError:
        pass
    for key, begun in sounding.items():
        while begun:
            end(key)
    return [note for note in notes if note[2] < 128 and note[3] < 128]


def notes_of(data):
    def number(at, size):
        return int.from_bytes(data[at : at + size], "big")

    if data[:4] != b"MThd" or number(4, 4) != 6 or number(12, 2) & 0x8000:
        return None
    notes, at = [], 14
    for _ in range(number(10, 2)):
        length = number(at + 4, 4)
        if data[at : at + 4] != b"MTrk" or at + 8 + length > len(data):
            break
        cursor = Cursor(data, at + 8, at + 8 + length)
        notes += notes_of_track(cursor)
        at = cursor.at
    return notes


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: libremidi_rules.py FOLDER")
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        print("=", path.name)
        notes = notes_of(path.read_bytes())
        for note in notes or []:
            print(*note)
        print("refused" if notes is None else "read")


if __name__ == "__main__":
    main()
