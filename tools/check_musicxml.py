#!/usr/bin/env python3
"""Whether MusicXML files are sound: check_musicxml.py FILE...

Of each score-partwise file: order of elements; durations by measure and voice, against the metre and
the written note values; ties, beams, tuplets and slurs that begin and end; repeats, endings and
jumps that have where to lead; bars counted one by one. One line for each fault; ends with 1 if
there is any. tools/check_musicxml.sh runs it, and xmllint where a schema is at hand.
"""

import sys
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

# What may stand in each element, in the schema's order (MusicXML 4.0).
ORDER = {
    "score-partwise": ["work", "movement-number", "movement-title", "identification", "defaults",
                       "credit", "part-list", "part"],
    "identification": ["creator", "rights", "encoding", "source", "relation", "miscellaneous"],
    "defaults": ["scaling", "concert-score", "page-layout", "system-layout", "staff-layout",
                 "appearance", "music-font", "word-font", "lyric-font", "lyric-language"],
    "credit": ["credit-type", "link", "bookmark", "credit-image", "credit-words", "credit-symbol"],
    "score-part": ["identification", "part-link", "part-name", "part-name-display",
                   "part-abbreviation", "part-abbreviation-display", "group", "score-instrument",
                   "player", "midi-device", "midi-instrument"],
    "midi-instrument": ["midi-channel", "midi-name", "midi-bank", "midi-program",
                        "midi-unpitched", "volume", "pan", "elevation"],
    "attributes": ["footnote", "level", "divisions", "key", "time", "staves", "part-symbol",
                   "instruments", "clef", "staff-details", "transpose", "for-part", "directive",
                   "measure-style"],
    "key": ["cancel", "fifths", "mode", "key-octave"],
    "time": ["beats", "beat-type", "interchangeable", "senza-misura"],
    "clef": ["sign", "line", "clef-octave-change"],
    "transpose": ["diatonic", "chromatic", "octave-change", "double"],
    "direction": ["direction-type", "offset", "footnote", "level", "voice", "staff", "sound"],
    "metronome": ["beat-unit", "beat-unit-dot", "beat-unit-tied", "per-minute"],
    "harmony": ["root", "numeral", "function", "kind", "inversion", "bass", "degree", "frame",
                "offset", "footnote", "level", "staff"],
    "root": ["root-step", "root-alter"],
    "bass": ["bass-separator", "bass-step", "bass-alter"],
    "barline": ["bar-style", "footnote", "level", "wavy-line", "segno", "coda", "fermata", "ending",
                "repeat"],
    "note": ["grace", "cue", "chord", "pitch", "unpitched", "rest", "duration", "tie", "instrument",
             "footnote", "level", "voice", "type", "dot", "accidental", "time-modification", "stem",
             "notehead", "notehead-text", "staff", "beam", "notations", "lyric", "play", "listen"],
    "pitch": ["step", "alter", "octave"],
    "time-modification": ["actual-notes", "normal-notes", "normal-type", "normal-dot"],
    "backup": ["duration", "footnote", "level"],
    "forward": ["duration", "footnote", "level", "voice", "staff"],
}
TYPES = {name: Fraction(4) / 2**k for k, name in enumerate(
    ["whole", "half", "quarter", "eighth", "16th", "32nd", "64th", "128th", "256th"])}
TYPES["breve"] = Fraction(8)
FLAGS = {"eighth": 1, "16th": 2, "32nd": 3, "64th": 4, "128th": 5, "256th": 6}
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


class Check:
    """All parts of one file; faults in the order they are found."""

    def __init__(self, root):
        self.faults = []
        self.where = ""
        if root.tag != "score-partwise":
            self.fault(f"{root.tag} is not score-partwise")
            return
        self.order(root)
        listed = [part.get("id") for part in root.findall("part-list/score-part")]
        present = [part.get("id") for part in root.findall("part")]
        if listed != present:
            self.fault(f"parts {present} of a list {listed}")
        shapes = [self.part(part) for part in root.findall("part")]
        if any(shape != shapes[0] for shape in shapes):
            self.fault("parts with different measures")

    def fault(self, text):
        self.faults.append(f"{self.where}: {text}" if self.where else text)

    def order(self, element):
        """Children in the schema's order, all the way down."""
        known = ORDER.get(element.tag)
        at = 0
        for child in element:
            if known is not None:
                if element.tag == "time" and child.tag == "beats":
                    at = 0  # beats and beat-type come in pairs
                if element.tag == "metronome":
                    at = 0
                if child.tag not in known:
                    self.fault(f"{child.tag} in {element.tag}")
                elif known.index(child.tag) < at:
                    self.fault(f"{child.tag} out of order in {element.tag}")
                else:
                    at = known.index(child.tag)
            if child.tag != "part":
                self.order(child)

    def part(self, part):
        self.divisions = None
        self.bar = None  # its length in quarters
        self.ties = []  # (pitch, where its next note has to begin); voices may meet on a pitch
        self.slurs = set()
        self.number = None
        self.open_repeat = self.ending = None
        self.labels = {"segno": set(), "coda": set(), "dalsegno": set(), "tocoda": set()}
        self.clock = Fraction(0)
        self.short = None  # an unfinished bar's length, and where
        measures = part.findall("measure")
        for i, measure in enumerate(measures):
            self.where = f"part {part.get('id')}, measure {measure.get('number')} ({i + 1}.)"
            self.order(measure)
            following = measures[i + 1] if i + 1 < len(measures) else None
            self.measure(measure, following, i == 0)
        self.where = f"part {part.get('id')}, at its end"
        for (_, name), _ in self.ties:
            self.fault(f"a tie of {name} that leads nowhere")
        for number in self.slurs:
            self.fault(f"slur {number} is never ended")
        if self.open_repeat:
            self.fault("a repeat is never closed")
        if self.ending:
            self.fault("an ending is never closed")
        for jump, target in (("dalsegno", "segno"), ("tocoda", "coda")):
            for label in self.labels[jump] - self.labels[target]:
                self.fault(f"{jump} {label} without {target}")
        self.where = ""
        return [(measure.get("number"), self.length_of(measure)) for measure in measures]

    @staticmethod
    def length_of(measure):
        at = longest = 0
        for child in measure:
            duration = int(child.findtext("duration", "0"))
            if child.tag == "backup":
                at -= duration
            elif child.tag == "forward" or (child.tag == "note" and child.find("chord") is None):
                at += duration
            longest = max(longest, at)
        return longest

    def measure(self, measure, following, first):
        begins = first or measure.find("print[@new-page='yes']") is not None
        ends = following is None or following.find("print[@new-page='yes']") is not None
        self.count(measure, begins)
        voices, position, end_of_last = {}, Fraction(0), Fraction(0)
        beams, tuplets = {}, {}
        onset = Fraction(0)
        for child in measure:
            if child.tag == "attributes":
                self.attributes(child)
            elif child.tag == "barline":
                self.barline(child)
            elif child.tag in ("backup", "forward"):
                step = self.quarters(child)
                position += -step if child.tag == "backup" else step
                if position < 0:
                    self.fault("backup to before the measure")
                if child.tag == "forward":
                    voice = child.findtext("voice", "1")
                    voices[voice] = voices.get(voice, Fraction(0)) + step
            elif child.tag == "note":
                chord = child.find("chord") is not None
                if not chord:
                    onset = position
                length = self.note(child, onset, beams, tuplets)
                if not chord:
                    voice = child.findtext("voice", "1")
                    if voices.get(voice, Fraction(0)) != position:
                        self.fault(f"voice {voice} does not go on where it stopped")
                    position += length
                    voices[voice] = position
            for sound in [child] if child.tag == "sound" else child.findall("sound"):
                for label, values in self.labels.items():
                    if sound.get(label) is not None:
                        values.add(sound.get(label))
            end_of_last = max(end_of_last, position)
        for voice, length in voices.items():
            if length != end_of_last:
                self.fault(f"voice {voice} lasts {length} quarters of {end_of_last}")
        for voice, levels in beams.items():
            for level in levels:
                self.fault(f"voice {voice}: beam {level} is never ended")
        for voice in tuplets:
            self.fault(f"voice {voice}: a tuplet is never ended")
        self.bar_length(measure, end_of_last, begins, ends)
        self.clock += end_of_last
        for tie in [tie for tie in self.ties if tie[1] < self.clock]:
            self.fault(f"a tie of {tie[0][1]} that leads nowhere")
            self.ties.remove(tie)

    def count(self, measure, begins):
        """Numbers rise by one from 0 or 1; parts of a bar are X and the number of its first."""
        text = measure.get("number", "")
        if text.startswith("X"):
            if measure.get("implicit") != "yes":
                self.fault("the second part of a bar is not implicit")
            return
        if not text.isdigit():
            self.fault(f"'{text}' is no number")
        elif begins and text not in ("0", "1"):
            self.fault("a movement whose bars do not count from 1")
        elif not begins and self.number is not None and int(text) != self.number + 1:
            self.fault(f"comes after measure {self.number}")
        self.number = int(text) if text.isdigit() else self.number

    def attributes(self, attributes):
        divisions = attributes.findtext("divisions")
        if divisions is not None:
            self.divisions = int(divisions)
        time = attributes.find("time")
        if time is not None and time.find("beats") is not None:
            self.bar = sum(Fraction(4 * sum(int(n) for n in beats.text.split("+")), int(unit.text))
                           for beats, unit in zip(time.findall("beats"), time.findall("beat-type")))

    def quarters(self, element):
        if self.divisions is None:
            self.fault("a duration before divisions")
            return Fraction(0)
        return Fraction(int(element.findtext("duration", "0")), self.divisions)

    def note(self, note, onset, beams, tuplets):
        if note.find("grace") is not None:
            return Fraction(0)
        length = self.quarters(note)
        if length <= 0:
            self.fault("a note without duration")
        self.value(note, length)
        if note.find("pitch") is not None:
            self.tie(note, self.clock + onset, length)
        voice = note.findtext("voice", "1")
        self.beam(note, voice, beams)
        for tuplet in note.findall("notations/tuplet"):
            if tuplet.get("type") == "start":
                if tuplets.pop(voice, None):
                    self.fault("a tuplet within a tuplet")
                tuplets[voice] = True
            elif not tuplets.pop(voice, None):
                self.fault("a tuplet ends that did not begin")
        for slur in note.findall("notations/slur"):
            number = slur.get("number", "1")
            if slur.get("type") == "start":
                if number in self.slurs:
                    self.fault(f"slur {number} begins twice")
                self.slurs.add(number)
            elif slur.get("type") == "stop":
                if number not in self.slurs:
                    self.fault(f"slur {number} ends that did not begin")
                self.slurs.discard(number)
        return length

    def value(self, note, length):
        kind = note.findtext("type")
        if kind is None:
            if note.find("rest") is None or note.find("rest").get("measure") != "yes":
                self.fault("a note without type")
            return
        value = TYPES.get(kind, Fraction(0))
        value = 2 * value - value / 2 ** len(note.findall("dot"))
        modification = note.find("time-modification")
        if modification is not None:
            value *= Fraction(int(modification.findtext("normal-notes")),
                              int(modification.findtext("actual-notes")))
        if value != length:
            self.fault(f"a {kind} of {value} quarters that lasts {length}")

    def tie(self, note, onset, length):
        pitch = note.find("pitch")
        height = (12 * int(pitch.findtext("octave")) + STEPS[pitch.findtext("step")] +
                  int(pitch.findtext("alter", "0")))
        name = pitch.findtext("step") + pitch.findtext("alter", "") + pitch.findtext("octave")
        sounded = sorted(tie.get("type") for tie in note.findall("tie"))
        shown = sorted(tied.get("type") for tied in note.findall("notations/tied"))
        if sounded != shown:
            self.fault(f"{name}: tie {sounded} is shown as {shown}")
        key = (height, name)
        if "stop" in sounded:
            if (key, onset) in self.ties:
                self.ties.remove((key, onset))
            else:
                self.fault(f"{name}: a tie ends that did not begin")
        if "start" in sounded:
            self.ties.append((key, onset + length))

    def beam(self, note, voice, beams):
        open_levels = beams.setdefault(voice, [])
        shown = {int(beam.get("number", "1")): beam.text for beam in note.findall("beam")}
        if sorted(shown) != list(range(1, len(shown) + 1)):
            self.fault("beams that are not numbered from 1")
        if len(shown) > FLAGS.get(note.findtext("type"), 0):
            self.fault(f"{len(shown)} beams at a {note.findtext('type')}")
        if note.find("chord") is not None:
            return
        for level in list(open_levels):
            if level not in shown:
                self.fault(f"beam {level} is not carried on")
                open_levels.remove(level)
        for level, text in shown.items():
            if text == "begin":
                if level in open_levels:
                    self.fault(f"beam {level} begins twice")
                else:
                    open_levels.append(level)
            elif text in ("continue", "end"):
                if level not in open_levels:
                    self.fault(f"beam {level} was not begun")
                elif text == "end":
                    open_levels.remove(level)
            elif level in open_levels or text not in ("forward hook", "backward hook"):
                self.fault(f"beam {level}: '{text}'")

    def barline(self, barline):
        ending, repeat = barline.find("ending"), barline.find("repeat")
        if ending is not None:
            if ending.get("type") == "start":
                if self.ending:
                    self.fault("an ending within an ending")
                self.ending = ending.get("number")
            elif self.ending != ending.get("number"):
                self.fault(f"ending {ending.get('number')} ends within {self.ending}")
            else:
                self.ending = None
        if repeat is None:
            return
        if repeat.get("direction") == "forward":
            if self.open_repeat:
                self.fault("a repeat within a repeat")
            if barline.get("location") != "left":
                self.fault("a repeat begins at the right")
            self.open_repeat = True
        else:
            if barline.get("location") not in ("right", None):
                self.fault("a repeat ends at the left")
            self.open_repeat = False

    def bar_length(self, measure, length, begins, ends):
        """Bars are as long as the metre says. Shorter ones are an upbeat, a last bar, or parts of a
        bar that a sign divides."""
        if self.bar is None or length == self.bar:
            if self.short is not None and length == self.bar and not begins:
                self.fault("the bar before is too short")
            self.short = None
            return
        if length > self.bar:
            self.fault(f"{length} quarters in a bar of {self.bar}")
            return
        barline = measure.find("barline[@location='right']")
        if begins:
            if measure.get("implicit") != "yes":
                self.fault(f"an upbeat of {length} quarters that is not implicit")
            self.short = None
        elif self.short is not None:
            if self.short + length > self.bar:
                self.fault(f"parts of a bar that last {self.short + length} quarters")
            self.short = self.short + length if self.short + length < self.bar else None
        elif ends or barline is not None:
            self.short = None if ends else length
        else:
            self.fault(f"{length} quarters in a bar of {self.bar}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.split("\n", maxsplit=1)[0])
    wrong = 0
    for path in sys.argv[1:]:
        try:
            faults = Check(ElementTree.parse(path).getroot()).faults
        except (OSError, ElementTree.ParseError, ValueError, AttributeError, TypeError) as error:
            faults = [f"cannot be read as MusicXML: {error}"]
        for fault in faults[:20]:
            print(f"{path}: {fault}")
        wrong += bool(faults)
    print(f"{len(sys.argv) - 1 - wrong} of {len(sys.argv) - 1} files are sound")
    sys.exit(1 if wrong else 0)


main()
