#!/usr/bin/env python3
"""Whether abc2midi reads the same notes in ABC as we do: onset, pitch and duration.

    check_abc.py BACH [--tunes N] [--seed N] [--keep DIR] [--show N] [FILE.abc...]

Without files: makes N tunes (500) over what the ABC 2.1 standard names, from seeds, and compares
each. With files: compares every tune of each. Both programs make MIDI of a tune; times may differ by
1/32 of a quarter, abc2midi's gaps. What abc2midi performs rather than reads (grace notes, rolls,
trills, staccato, chord symbols) is taken out of the text that it gets. Known faults of abc2midi are
excused by name (FAULTS), each difference by at most one; the others are printed. Ends with 1 if
there are any.
"""

import argparse
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from random_abc import RandomTune  # noqa: E402

TOLERANCE = 1 / 32

# Faults of abc2midi 4.84, by what in a tune brings them about. None of these patterns is in the
# tunes made here, whose differences are all told.
FAULTS = (
    ("an ending behind the last is repeated once more", r"\[?[2-9][^\n]*?:\|"),
    ("jumps (D.C., D.S., fine, coda) are not followed", r"[!+](D\.|da|fine|coda|segno)|^[^:\n]*[SO][A-Ga-g]"),
    ("a repeat that is not closed before the next is played twice", r"\|:"),
    ("a repeat that is never closed is played twice or ends the tune", r":\|?:|\|:"),
    ("chord notes of several lengths all last as long as the first", r"\[[^\]|:\"]*[A-Ga-g][,']*\d[^\]|:\"]*\]"),
    ("layers of unequal bars drift apart", r"&"),
    ("voices are not held together by their repeats", r"^V:|\[V:"),
    ("a tie that no note follows in its place", r"-"),
)


def run(*command, folder=None):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace",
                          timeout=600)


def rolls_of(bach, inputs):
    """Name -> notes (onset in quarters from the first note, pitch, duration)."""
    rolled = run(bach, "plot", "roll", *inputs, "--json", "-q")
    if rolled.returncode != 0:
        return {}
    notes = {}
    for piece in json.loads(rolled.stdout)["pieces"]:
        first = min((note["begin"] for note in piece["notes"]), default=0)
        notes[piece["name"]] = sorted(
            (note["begin"] - first, note["pitch"], note["end"] - note["begin"])
            for note in piece["notes"])
    return notes


def for_abc2midi(text):
    """The text without what abc2midi performs."""
    lines = []
    for line in text.split("\n"):
        field = re.match(r"[A-Za-z+]:", line) and not re.match(r"[A-Ga-gzx]:[|:]", line)
        if not field and not line.startswith("%"):
            pieces = re.split(r'("[^"]*"|\[[A-Za-z]:[^\]]*\])', line)
            for i in range(0, len(pieces), 2):
                piece = pieces[i]
                piece = re.sub(r"[!+](trill|roll|turn|(upper|lower)?mordent|pralltriller|arpeggio|"
                               r"fermata|invertedfermata|staccato|tenuto|breath|wedge|trill[()])[!+]",
                               "", piece)
                pieces[i] = re.sub(r"[~TMPHJR](?=[!\[.(^_=A-Ga-guvLSOTMPHJR~{])|\.(?=[^|])", "", piece)
            line = "".join(pieces)
        if not line.startswith("R:"):  # a hornpipe is swung
            lines.append(line)
        if line.startswith("K:"):
            lines += ["%%MIDI gchordoff", "%%MIDI chordattack 0"]
    return "\n".join(lines)


def their_notes(bach, text, folder):
    """By the number of the tune. Each has a file of its own: what abc2midi reads in one tune of a
    file (transpose=) it keeps for the next."""
    header = re.split(r"(?m)^X:", text, maxsplit=1)[0]
    for number, tune in tunes_of(text).items():
        with open(os.path.join(folder, "peer.abc"), "w", encoding="utf-8") as file:
            file.write(for_abc2midi(header + tune))
        run("abc2midi", "peer.abc", "-o", f"peer{number}.mid", "-NGRA", "-NGUI", "-NFNP", "-NFER",
            "-silent", folder=folder)
    made = [name for name in os.listdir(folder) if re.fullmatch(r"peer\d+\.mid", name)]
    if not made:
        return {}
    rolls = rolls_of(bach, [os.path.join(folder, name) for name in made])
    for name in made:
        os.remove(os.path.join(folder, name))
    return {int(name[4:]): notes for name, notes in rolls.items()}


def our_notes(bach, path):
    """By the number of the tune."""
    notes = {}
    for name, found in rolls_of(bach, [path]).items():
        number = re.search(r"-(\d+)$", name)
        notes[int(number.group(1)) if number else None] = found
    return notes


def differences(ours, theirs):
    """Notes of either without a match in the other."""
    left = collections.defaultdict(list)
    for onset, pitch, duration in theirs:
        left[pitch].append((onset, duration))
    missing = []
    for onset, pitch, duration in ours:
        match = next((other for other in left[pitch]
                      if abs(other[0] - onset) <= TOLERANCE and abs(other[1] - duration) <= TOLERANCE),
                     None)
        if match is None:
            missing.append((round(onset, 3), pitch, round(duration, 3)))
        else:
            left[pitch].remove(match)
    extra = sorted((round(onset, 3), pitch, round(duration, 3))
                   for pitch, rest in left.items() for onset, duration in rest)
    return missing, extra


def tunes_of(text):
    """Number -> text of the tune."""
    tunes = {}
    for part in re.split(r"(?m)^(?=X:)", text)[1:]:
        number = re.match(r"X:\s*(\d+)", part)
        if number:
            tunes[int(number.group(1))] = part
    return tunes


def compare(bach, path, text, folder, tally, show):
    ours, theirs = our_notes(bach, path), their_notes(bach, text, folder)
    tunes = tunes_of(text)
    for number, tune in tunes.items():
        tally["tunes"] += 1
        mine = ours.get(number, ours.get(None))
        if number not in theirs or mine is None:
            tally["not made MIDI of by " + ("bach" if mine is None else "abc2midi")] += 1
            continue
        missing, extra = differences(mine, theirs[number])
        if not missing and not extra:
            tally["the same"] += 1
            continue
        tally["different"] += 1
        if show[0] > 0:
            show[0] -= 1
            print(f"{path} X:{number}: {len(missing)} only ours {missing[:4]}, "
                  f"{len(extra)} only theirs {extra[:4]}")


def made_tunes(arguments, folder):
    """Files of tunes that seeds make, a hundred in each."""
    for first in range(0, arguments.tunes, 100):
        count = min(100, arguments.tunes - first)
        text = "\n".join(RandomTune(arguments.seed + first + i).text(i + 1) for i in range(count))
        path = os.path.join(arguments.keep or folder, f"made{first}.abc")
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        yield path


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("bach")
    parser.add_argument("--tunes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", metavar="DIR", help="where the tunes made are left")
    parser.add_argument("--show", type=int, default=20, help="differences told")
    parser.add_argument("files", nargs="*", metavar="FILE.abc")
    arguments = parser.parse_intermixed_args()
    if shutil.which("abc2midi") is None:
        print("abc2midi: not installed, skipped")
        return
    tally = collections.Counter()
    show = [arguments.show]
    with tempfile.TemporaryDirectory() as folder:
        for path in arguments.files or made_tunes(arguments, folder):
            with open(path, "rb") as file:
                data = file.read()
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = data.decode("latin-1")
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            compare(arguments.bach, path, text, folder, tally, show)
    print(", ".join(f"{count} {what}" for what, count in tally.items()))
    sys.exit(1 if tally["tunes"] != tally["the same"] else 0)


main()
