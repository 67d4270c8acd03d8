#!/usr/bin/env python3
"""Whether other programs read in our notation the music it was made from.

    check_notation.py BACH [--peer abc2midi|musescore3|abcm2ps]... [PIECE...]

Writes each piece (MIDI files, names of movements; default: all in the program) with `BACH render`
as ABC or MusicXML, has it made MIDI by abc2midi and MuseScore 3, and compares onsets and pitches
with the piece; abcm2ps must engrave the ABC without an error. Onsets may differ by 1/24 of a quarter, what
notation cannot say; a note that two voices have at once counts once. Peers that are not installed
are skipped, aloud. Ends with 1 if anything differs.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

PEERS = ("abc2midi", "abcm2ps", "musescore3")
TOLERANCE = 1 / 24


def run(*command):
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


def notes_of(bach, piece):
    """(onset in quarters from the first, pitch) of all notes, each once."""
    rolled = run(bach, "plot", "roll", piece, "--json")
    if rolled.returncode != 0:
        raise RuntimeError(rolled.stderr.strip())
    notes = json.loads(rolled.stdout)["pieces"][0]["notes"]
    first = min(note["begin"] for note in notes)
    return sorted({(note["begin"] - first, note["pitch"]) for note in notes})


def differences(expected, found):
    """Notes of `expected` without a match in `found`, and the other way round."""
    by_pitch = {}
    for onset, pitch in found:
        by_pitch.setdefault(pitch, []).append(onset)
    missing = []
    for onset, pitch in expected:
        onsets = by_pitch.get(pitch, [])
        match = next((i for i, other in enumerate(onsets) if abs(other - onset) <= TOLERANCE), None)
        if match is None:
            missing.append((round(onset, 3), pitch))
        else:
            del onsets[match]
    extra = [(round(onset, 3), pitch) for pitch, rest in by_pitch.items() for onset in rest]
    return missing, sorted(extra)


def check(bach, peer, piece, folder):
    """None, or what is wrong."""
    written = os.path.join(folder, "piece." + ("musicxml" if peer == "musescore3" else "abc"))
    rendered = run(bach, "render", piece, "-o", written, "--force")
    if rendered.returncode != 0:
        return rendered.stderr.strip()
    out = os.path.join(folder, "piece.ps" if peer == "abcm2ps" else "back.mid")
    if peer == "abc2midi":
        made = run(peer, written, "-o", out, "-silent")
    elif peer == "abcm2ps":
        made = run(peer, written, "-O", out)
    else:
        made = run(peer, written, "-o", out)
    told = made.stdout + made.stderr
    if made.returncode != 0 or not os.path.exists(out) or (peer != "musescore3" and "rror" in told):
        return f"{peer} ended with {made.returncode}: {told.strip()[-200:]}"
    if peer == "abcm2ps":
        return None
    missing, extra = differences(notes_of(bach, piece), notes_of(bach, out))
    if missing or extra:
        return f"{len(missing)} notes missing {missing[:4]}, {len(extra)} too many {extra[:4]}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("bach")
    parser.add_argument("--peer", action="append", choices=PEERS)
    parser.add_argument("pieces", nargs="*", metavar="PIECE")
    arguments = parser.parse_intermixed_args()
    pieces = arguments.pieces
    if not pieces:
        listed = run(arguments.bach, "corpus", "list", "--json").stdout.splitlines()
        pieces = [json.loads(line)["alias"] for line in listed]
    failures = 0
    for peer in arguments.peer or PEERS:
        if shutil.which(peer) is None:
            print(f"{peer}: not installed, skipped")
            continue
        wrong = 0
        for piece in pieces:
            with tempfile.TemporaryDirectory() as folder:
                reason = check(arguments.bach, peer, piece, folder)
            if reason:
                wrong += 1
                print(f"{peer}: {piece}: {reason}")
        print(f"{peer}: {len(pieces) - wrong} of {len(pieces)} pieces are the same")
        failures += wrong
    sys.exit(1 if failures else 0)


main()
