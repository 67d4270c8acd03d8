#!/usr/bin/env python3
"""Whether abc2midi reads the same notes in ABC as we do: onset, pitch and duration.

    check_abc.py BACH [--tunes N] [--seed N] [--keep DIR] [--show N] [FILE.abc...]

Without files: makes N tunes (500) over what the ABC 2.1 standard names, from seeds, and compares
each. With files: compares every tune of each. Both programs make MIDI of a tune; times may differ
by 1/32 of a quarter, abc2midi's gaps. What abc2midi performs rather than reads (grace notes, rolls,
trills, staccato, chord symbols, hornpipes) is taken out of the text that it gets. A tune of a file
that differs and holds what abc2midi is known to take otherwise (FAULTS) is counted under its first
such name; the others are printed, and of the tunes made here every one that differs. Ends with 1 if
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

def signs_of(tune):
    """Repeat signs and endings of a tune, in order: open, close, both, end1, end2, stop."""
    music = "\n".join(line for line in tune.split("\n") if not re.match(r"[A-Za-z]:[^|:]|%", line))
    music = re.sub(r'"[^"\n]*"', "", music)
    names = {"|:": "open", ":|": "close", "::": "both", "||": "stop", "|]": "stop", "[|": "stop"}
    found = re.findall(r"\|:|:\||::|\|\||\|\]|\[\||[|\[:] ?\[?[1-9]", music)
    return [names.get(sign, "end1" if sign[-1] == "1" else "end2") for sign in found]


def repeats_unopened(tune):
    """A repeat behind another that no |: opens."""
    closed = opened = False
    for sign in signs_of(tune):
        if sign in ("open", "both"):
            opened = True
        elif sign == "close":
            if closed and not opened:
                return True
            closed, opened = True, False
    return False


def repeats_unclosed(tune):
    opened = False
    for sign in signs_of(tune):
        if sign == "open" and opened:
            return True
        opened = sign in ("open", "both") or (opened and sign not in ("close", "end2"))
    return opened


def closes_last_ending(tune):
    signs = signs_of(tune)
    return any(a == "end2" and b in ("close", "both") for a, b in zip(signs, signs[1:]))


# What explains a difference: what abc2midi 4.84 does not do, or does otherwise than the standard
# says. The tunes made here hold none of it, so that nothing of them is excused.
FAULTS = (
    ("jumps (D.C., D.S., fine, coda) are not followed",
     lambda tune: re.search(r"[!+](D\.? ?[CS]|da|fine|coda|segno)", tune, re.I)),
    ("a repeat that no |: opens leads back too far", repeats_unopened),
    ("a repeat that is not closed is played twice", repeats_unclosed),
    ("behind a last ending that :| closes all is played again", closes_last_ending),
    ("chord notes of several lengths all last as long as the first",
     lambda tune: re.search(r"\[(?=[^]|:\"]*\d)[A-Ga-g_^=,'0-9/uv.]+\]", tune)),
    ("accidentals of grace notes are lost with them (-NGRA)",
     lambda tune: re.search(r"\{[^}]*[_^=]", tune)),
    ("%%MIDI directives play what is not written (drum, drone, gchord, chordattack)",
     lambda tune: re.search(r"%%MIDI +(drum|drone|gchord|chordattack|trim|ratio|beatmod|grace)",
                            tune)),
    ("quarter tones are bent", lambda tune: re.search(r"[_^]\d*/", tune)),
    ("accidentals that touch the tonic of K: are not read",
     lambda tune: re.search(r"(?m)^K: *[A-G][#b]?[a-z]*[_^=]", tune)),
    ("lengths over 6, 12 and so on are not read",
     lambda tune: re.search(r"/(6|12|24|3|5|7)", tune)),
    ("tuplets of 5, 7 or 9 in 3/4 are taken for compound time",
     lambda tune: re.search(r"M: *3/", tune) and re.search(r"\([579]", tune)),
    ("a blank before or behind a sign of broken rhythm ends a tuplet",
     lambda tune: re.search(r"\(3[^|]* [<>]", tune)),
    ("layers of unequal length drift apart", lambda tune: "&" in tune),
    ("a tie into an ending leads on", lambda tune: re.search(r"- *(\||:)", tune)),
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


PERFORMED_NAMES = re.compile(
    r"[!+](trill|roll|turn|(upper|lower)?mordent|pralltriller|arpeggio|fermata|invertedfermata|"
    r"staccato|tenuto|breath|wedge|trill[()])[!+]")
PERFORMED_LETTERS = re.compile(r"[~TMPHJR](?=[!\[.(^_=A-Ga-guvLSOTMPHJR~{])|\.(?=[^|])")


def for_abc2midi(text):
    """The text without what abc2midi performs."""
    lines = []
    for line in text.split("\n"):
        field = re.match(r"[A-Za-z+]:", line) and not re.match(r"[A-Ga-gzx]:[|:]", line)
        if not field and not line.startswith("%"):
            pieces = re.split(r'("[^"]*"|\[[A-Za-z]:[^\]]*\])', line)
            for i in range(0, len(pieces), 2):
                piece = pieces[i]
                piece = re.sub(PERFORMED_NAMES, "", piece)
                pieces[i] = re.sub(PERFORMED_LETTERS, "", piece)
            line = "".join(pieces)
        if not line.startswith("R:"):  # a hornpipe is swung
            lines.append(line)
        if line.startswith(("K:", "V:")):
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
                      if max(abs(other[0] - onset), abs(other[1] - duration)) <= TOLERANCE), None)
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


def compare(bach, path, text, folder, tally, show, is_made):
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
        fault = next((name for name, seen in FAULTS if seen(tune)), None)
        if fault and not is_made:
            tally["different: " + fault] += 1
            tally["explained"] += 1
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
            compare(arguments.bach, path, text, folder, tally, show, not arguments.files)
    for what, count in tally.items():
        print(f"{count:6} {what}")
    sys.exit(1 if tally["different"] else 0)


main()
