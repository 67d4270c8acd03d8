#!/usr/bin/env python3
"""Makes files of at most a megabyte that claim or hold as much of a kind as fits: worst_files.py FOLDER

Prints their names by kind, as JSON.
"""

import io
import json
import pathlib
import sys
import zipfile

MOST = 1_000_000


def number(value, count):
    return value.to_bytes(count, "big")


def delta(ticks):
    some = [ticks & 0x7F]
    while ticks := ticks >> 7:
        some.insert(0, 0x80 | (ticks & 0x7F))
    return bytes(some)


def midi(*tracks, division=480):
    metre = meta(0x58, bytes([4, 2, 24, 8]))
    tracks = (metre + tracks[0], *tracks[1:])
    head = b"MThd" + number(6, 4) + number(1, 2) + number(min(len(tracks), 65535), 2) + number(division, 2)
    end = b"\0\xff\x2f\0"
    return head + b"".join(b"MTrk" + number(len(each + end), 4) + each + end for each in tracks)


def filled(piece, most=MOST - 100):
    """So many pieces as fit; a function of the number or the same each time."""
    if not callable(piece):
        return piece * (most // len(piece))
    parts, size, k = [], 0, 0
    while size + len(part := piece(k)) <= most:
        parts.append(part)
        size += len(part)
        k += 1
    return (b"" if isinstance(part, bytes) else "").join(parts)


def meta(kind, data, wait=0):
    return delta(wait) + b"\xff" + bytes([kind]) + delta(len(data)) + data


def tune(k):
    pitch = 40 + (k * 7 + k // 5 * 3) % 35
    length = 60 if k % 3 else 120
    return b"\0\x90" + bytes([pitch, 90]) + delta(length) + bytes([pitch, 0])


def midi_files():
    note = b"\0\x90\x3c\x40\x60\x3c\0"
    far = b"\0\x90\x3c\x40\x04\x3c\0" + delta((1 << 28) - 1) + b"\x90\x3e\x40\x04\x3e\0"
    # Long bars, of 255 whole notes, and few notes: neither bars nor notes are many.
    slow = meta(0x58, bytes([255, 0, 24, 8])) + (b"\0\x90\x3c\x40" + delta(1 << 20) + b"\x3c\0") * 19
    return {
        "far.mid": midi(far, division=1),
        "slow.mid": midi(slow, division=1),
        "silent.mid": midi(*[note] * 900, b"\0" + b"\x90\x3c\x40" + delta(1900 * 20000) + b"\x3c\0"),
        "tune.mid": midi(filled(tune)),
        "chords.mid": midi(filled(lambda k: b"\0\x90" + bytes([k % 128, 64]))),
        "clusters.mid": midi(filled(lambda k: delta(480 if k % 200 == 0 else 0) + b"\x90" + bytes([k % 88 + 20, 64]))),
        "endless.mid": midi(filled(lambda k: b"\1\x90" + bytes([k % 128, 64]))),
        "tempos.mid": midi(filled(lambda k: meta(0x51, number(300000 + k, 3), 1)) + note),
        "metres.mid": midi(filled(lambda k: meta(0x58, bytes([1 + k % 9, 2 + k % 3, 24, 8]), 480)) + note),
        "keys.mid": midi(filled(lambda k: meta(0x59, bytes([k % 8, k % 2]), 96)) + note),
        "texts.mid": midi(filled(meta(6, b"a", 1)) + note),
        "programs.mid": midi(filled(lambda k: b"\0\xc0" + bytes([k % 128]) + b"\x10\x90\x3c\x40\x10\x3c\0")),
        "tracks.mid": midi(*[note] * (MOST // 20)),
        "voices.mid": midi(*[note * 60] * 2000),
        "exclusive.mid": midi(b"\0\xf0" + delta(MOST - 200) + b"\1" * (MOST - 201) + b"\xf7" + note),
        "bends.mid": midi(filled(lambda k: b"\1\xe0" + bytes([k % 128, 64])) + note),
    }


def abc_files():
    head = "X:1\nT:a\nM:4/4\nL:1/8\nK:C\n"
    return {
        "notes.abc": head + filled("CDEFGABc|dcBAGFED|\n"),
        "runs.abc": head + filled("c/32"),
        "chords.abc": head + filled("[CEGceg]"),
        "tuplets.abc": head + filled("(9:8:9cdefgabcd "),
        "graces.abc": head + filled("{gabcdefg}a"),
        "slurs.abc": head + filled("(") + "c",
        "fields.abc": head + filled("[K:D][M:3/4]c"),
        "voices.abc": head + filled(lambda k: f"V:{k}\ncdef|\n"),
        "layers.abc": head + filled("c4&"),
        "rests.abc": head + filled("Z999999|"),
        "long.abc": head.replace("4/4", "255/1") + "c99999|" * 19,
        "repeats.abc": head + filled("|:c:|"),
        "parts.abc": "X:1\nP:" + "(" * 40 + "A" + ")9" * 40 + "\nK:C\nP:A\ncdef|\n",
        "tunes.abc": filled(lambda k: f"X:{k}\nT:t\nK:C\ncdef|\n\n"),
        "lyrics.abc": head + filled("cdef|\nw:la la la la\n"),
        "text.abc": head + "c|\n" + filled("%%text aaaaaaaaaaaaaaaaaaaaaaaa\n"),
    }


def xml(measures, more=""):
    return (
        '<score-partwise version="3.1"><part-list><score-part id="P1"><part-name/></score-part></part-list>'
        f'<part id="P1">{more}{measures}</part></score-partwise>'
    )


def xml_files():
    start = "<attributes><divisions>4</divisions><time><beats>4</beats><beat-type>4</beat-type></time></attributes>"
    note = "<note><pitch><step>C</step><octave>4</octave></pitch><duration>4</duration></note>"
    chord = note.replace("<pitch>", "<chord/><pitch>")
    many = filled(f"<measure>{start}{note * 4}</measure>", MOST - 300)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="a.xml"/></rootfiles></container>',
        )
        with packed.open("a.xml", "w") as entry:
            for _ in range(400):
                entry.write(b" " * 1_000_000)
            entry.write(xml("<measure>" + start + note + "</measure>").encode())
    ends = '<barline location="right"><repeat direction="backward" times="1000"/></barline>'
    return {
        "measures.musicxml": xml(many),
        "one.musicxml": xml("<measure>" + start + filled(note, MOST - 500) + "</measure>"),
        "chords.musicxml": xml("<measure>" + start + note + filled(chord, MOST - 600) + "</measure>"),
        "deep.musicxml": filled("<a>"),
        "backup.musicxml": xml(
            "<measure>" + start + filled(note + "<backup><duration>4</duration></backup>", MOST - 500) + "</measure>"
        ),
        "forward.musicxml": xml(
            "<measure>" + start + filled("<forward><duration>999999999</duration></forward>" + note, MOST - 500)
            + "</measure>"
        ),
        "long.musicxml": xml(
            f"<measure>{start}" + note.replace(">4</dur", ">99999</dur") * 39 + "</measure>"
        ),
        "repeats.musicxml": xml(filled(f"<measure>{start}{note}{ends}</measure>", MOST - 500)),
        "attributes.musicxml": xml("<measure>" + filled(f"{start}", MOST - 500) + note + "</measure>"),
        "words.musicxml": xml(
            "<measure>" + start
            + filled("<direction><direction-type><words>Fine</words></direction-type></direction>", MOST - 500)
            + note + "</measure>"
        ),
        "parts.musicxml": '<score-partwise><part-list>'
        + filled(lambda k: f'<score-part id="P{k}"/>', 400_000)
        + "</part-list>"
        + filled(lambda k: f'<part id="P{k}"><measure>{note}</measure></part>', 590_000)
        + "</score-partwise>",
        "bomb.mxl": archive.getvalue(),
    }


def tensors(header, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + data


def model_files():
    network = {"bach_format": "1", "kind": "windows", "rows": "79", "window": "20", "layers": "1000000",
               "hidden": "1000000", "dense": "1000000", "dropout": "0", "starts": ""}
    card = dict.fromkeys(("vocabulary", "vocabulary_fingerprint", "corpus_hash", "program_version", "command"), "x")
    card |= {"seed": "1", "steps": "1"}
    return {
        "huge.safetensors": tensors({"__metadata__": network | card}),
        "many.safetensors": tensors(
            {f"t{k}": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]} for k in range(15000)}
        ),
        "nested.safetensors": tensors(b'{"a":' + b"[" * (MOST - 100)),
        "metadata.safetensors": tensors({"__metadata__": {f"k{k}": "v" for k in range(60000)}}),
        "starts.safetensors": tensors({"__metadata__": network | card | {
            "layers": "1", "hidden": "2", "dense": "2", "starts": ";".join(["1 " * 20] * 20000)}}),
    }


def text_files():
    return {
        "losses.tsv": "step\tloss\theld_out\n" + filled(lambda k: f"{k}\t{1 + 1 / (k + 1):.3f}\t\n"),
        "plan.txt": filled("bar 1: I\n"),
        "options.txt": filled("temperature = 0.9\n"),
        "empty.mid": b"",
        "noise.mid": bytes(k * 167 % 251 for k in range(MOST)),
    }


def main(folder):
    made = {}
    kinds = {"midi": midi_files(), "abc": abc_files(), "musicxml": xml_files(), "model": model_files(),
             "text": text_files()}
    for kind, files in kinds.items():
        made[kind] = sorted(files)
        for name, content in files.items():
            content = content.encode() if isinstance(content, str) else content
            assert len(content) <= MOST + 1000, (name, len(content))
            (pathlib.Path(folder) / name).write_bytes(content)
    print(json.dumps(made))


main(sys.argv[1])
