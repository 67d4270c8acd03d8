"""Tunes over what the ABC 2.1 standard names, made from seeds."""

import random
from fractions import Fraction

MODES = {"": 0, "m": -3, "maj": 0, " major": 0, "min": -3, " minor": -3, "mix": -1, "Dor": -2,
         "phrygian": -4, " lyd": 1, "loc": -5, "ion": 0, " aeo": -3}
TONICS = {"C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5, "F#": 6, "C#": 7, "F": -1, "Bb": -2,
          "Eb": -3, "Ab": -4, "Db": -5}
METRES = (("4/4", 1), ("C", 1), ("C|", 1), ("3/4", Fraction(3, 4)), ("6/8", Fraction(3, 4)),
          ("2/4", Fraction(1, 2)), ("9/8", Fraction(9, 8)), ("12/8", Fraction(3, 2)),
          ("5/4", Fraction(5, 4)), ("3/8", Fraction(3, 8)), ("(2+3)/8", Fraction(5, 8)))
NOTES = "CDEFGABcdefgab"
DECORATIONS = ("!trill!", "!fermata!", "u", "v", "L", ".", "~", "!f!", "!accent!", "!3!", "T",
               "!upbow!", "!>!", "!open!", "!crescendo(!", "!crescendo)!")
# p, q, notes: as q is by itself in simple time.
TUPLETS = ((3, 2), (2, 3), (4, 3), (6, 2), (5, 2), (7, 2))


def length_text(length):
    """A length in units, in one of the ways it may be written."""
    if length.denominator == 1:
        return "" if length == 1 else str(length.numerator)
    top = "" if length.numerator == 1 else str(length.numerator)
    if length.denominator == 2:
        return top + random_choice(("/2", "/"))
    if length.denominator == 4 and length.numerator == 1:
        return random_choice(("/4", "//"))
    return f"{top}/{length.denominator}"


random_choice = random.choice  # set by each tune


class RandomTune:
    """One tune, the same for the same seed."""

    def __init__(self, seed):
        global random_choice
        self.random = random.Random(seed)
        random_choice = self.random.choice
        self.tied = None  # what the next bar must begin with

    def one_in(self, count):
        return self.random.randrange(count) == 0

    def key(self, change=False):
        """Of a change none with "exp": abc2midi leaves the accidentals from before in force."""
        kind = self.random.randrange(3 if change else 0, 12)
        if kind == 0:
            return "HP"
        if kind == 1:
            return "none"
        if kind == 2:
            return "D exp _b _e ^f"
        if kind == 3:
            return "G =f"
        while True:  # a signature of at most seven
            tonic, mode = self.random.choice(list(TONICS)), self.random.choice(list(MODES))
            if abs(TONICS[tonic] + MODES[mode]) <= 7:
                return tonic + mode

    def pitch(self):
        accidental = self.random.choice(("",) * 12 + ("^", "_", "=", "^^", "__"))
        letter = self.random.choice(NOTES)
        octave = "" if self.one_in(2) else self.random.choice(("", ",", "'"))
        return accidental + letter + octave

    def decorated(self, text):
        if self.one_in(9):
            text = self.random.choice(DECORATIONS) + text
        if self.one_in(14):
            grace = self.random.choice(("", "/")) + self.random.choice(NOTES).lower()
            text = "{" + grace + "}" + text
        if self.one_in(14):
            text = self.random.choice(('"Am"', '"^cresc."', '"G7/B"')) + text
        return text

    def sound(self):
        """A note or chord without its length."""
        if self.one_in(8):
            letters = self.random.sample(NOTES, self.random.randrange(2, 4))
            return "[" + "".join(letters) + "]"
        return self.decorated(self.pitch())

    def event(self, room):
        """Text of at most `room` units, and its length."""
        lengths = [length for length in (Fraction(1), Fraction(2), Fraction(3), Fraction(1, 2),
                                         Fraction(3, 2), Fraction(4), Fraction(1, 4))
                   if length <= room]
        if not lengths:
            return "z" + length_text(room), room
        length = self.random.choice(lengths)
        kind = self.random.randrange(14)
        if kind == 0:
            return self.random.choice("zx") + length_text(length), length
        if kind == 1 and 2 * length <= room:
            sign = self.random.choice((">", "<", ">>", "<<"))
            first = self.random.choice((self.sound(), self.pitch()))
            second = self.random.choice((self.pitch(), "z", self.sound()))
            text = length_text(length)
            return first + text + sign + second + text, 2 * length
        if kind == 2:
            return self.tuplet(length, room)
        if kind == 3 and 2 * length <= room:
            note = self.random.choice(NOTES)
            text = length_text(length)
            return f"{note}{text}-{note}{text}", 2 * length
        if kind == 4 and 2 * length <= room:
            text = length_text(length)
            return f"({self.pitch()}{text}{self.pitch()}{text})", 2 * length
        if kind == 5:
            inner = length_text(length)
            letters = self.random.sample(NOTES, 2)
            return "[" + "".join(letter + inner for letter in letters) + "]", length
        return self.sound() + length_text(length), length

    def tuplet(self, length, room):
        p, q = self.random.choice(TUPLETS)
        if self.one_in(3):
            q = self.random.choice((2, 4))
            count = self.random.randrange(1, 5)
            whole = length * q / p * count
            mark = f"({p}:{q}:{count}"
        else:
            count, whole, mark = p, length * q, f"({p}"
            if p in (5, 7):  # abc2midi takes 3/4 for compound time, so q is said there
                whole = length * (3 if self.compound else 2)
                mark += "" if self.compound or not self.triple else ":2"
        # abc2midi does not read lengths such as z/6 that would fill the bar behind others.
        if whole > room or whole.denominator & (whole.denominator - 1) != 0:
            return self.sound() + length_text(length), length
        notes = "".join(self.pitch() + length_text(length) for _ in range(count))
        return mark + notes, whole

    def bar(self, ties_on=False):
        """A full bar; with ties_on its last note is tied to the next bar's first."""
        room = self.capacity
        text = []
        if self.tied:
            text.append(self.tied)
            room -= 1
            self.tied = None
        held = Fraction(1) if ties_on and room >= 2 else Fraction(0)
        if room > held and not text:  # so that no tune is silent
            held_room = min(room - held, Fraction(1))
            text.append(self.pitch() + length_text(held_room))
            room -= held_room
        while room > held:
            event, length = self.event(room - held)
            text.append(event)
            room -= length
            if self.one_in(30):
                text.append("y")
        if held:
            note = self.random.choice(NOTES)
            text.append(note + "-")
            self.tied = note
        return self.random.choice(("", " ")).join(text)

    def layers(self):
        room = self.bar()
        self.tied = None
        return room + " & " + self.bar()

    def bars(self, count):
        """Bars with plain lines between them."""
        text = []
        for i in range(count):
            last = i + 1 == count
            if self.overlays and self.tied is None and self.one_in(6):
                text.append(self.layers())
            elif i > 0 and not self.tied and self.one_in(15):
                text.append(self.random.choice(("Z", "z" + length_text(self.capacity))))
            else:
                text.append(self.bar(ties_on=not last and not self.overlays and self.one_in(6)))
            if not last and not self.tied and not self.overlays and self.one_in(10):
                text[-1] += self.change()
        return self.random.choice((" | ", "|")).join(text)

    def change(self):
        """A field between bars."""
        kind = self.random.randrange(4)
        if kind == 0:
            return f" [K:{self.key(change=True)}]" if self.one_voice else ""
        if kind == 1:
            return f" [Q:1/4={self.random.randrange(50, 200)}]" if self.one_voice else ""
        if kind == 2:
            return " [r:a remark]"
        return "\\\n" if self.one_voice else ""

    def section(self):
        """A stretch with its repeats, opened and closed."""
        kind = self.random.randrange(6)
        bars = self.bars(self.random.randrange(1, 4))
        if kind == 0:
            return f"|: {bars} :|"
        if kind == 1:
            first, second = self.bars(1), self.bars(1)
            middle = self.random.choice((":|2 ", ":| [2 ", ":|[2 "))
            return f"|: {bars} |{self.random.choice(('1', '[1'))} {first} {middle}{second} ||"
        if kind == 2:
            return f"|: {bars} :: {self.bars(1)} :|"
        if kind == 3:
            return f"[| {bars} |]"
        if kind == 4:
            return f"{bars} ||"
        return f"{bars} |"

    def text(self, number):
        metre, whole = self.random.choice(METRES)
        unit = self.random.choice((Fraction(1, 4), Fraction(1, 8), Fraction(1, 16)))
        self.capacity = whole / unit
        self.compound = metre in ("6/8", "9/8", "12/8")
        self.triple = metre in ("3/4", "3/8")
        voices = self.random.choice((1, 1, 1, 2, 3))
        self.one_voice = voices == 1
        lines = [f"X:{number}", f"T:Tune {number}", "C:a seed", f"M:{metre}", f"L:{unit}"]
        if self.one_in(2):
            lines.append(self.random.choice(("Q:1/4=100", 'Q:"Allegro" 1/4=120', "Q:1/8=180")))
        if self.one_in(6):
            lines.append("U:W=!accent!")
        parts = self.one_voice and self.one_in(5)
        # abc2midi plays layers of repeated parts out of order.
        self.overlays = self.one_voice and not parts and self.one_in(6)
        if parts:
            lines.append("P:" + self.random.choice(("AB", "A2B", "(AB)2", "ABA", "A(BA)2")))
        clef = self.random.choice(("",) * 5 + (" clef=bass", " treble-8", " octave=-1",
                                               " transpose=-2"))
        lines.append(f"K:{self.key()}{clef if self.one_voice else ''}")
        if self.one_in(8):
            lines.append("% a comment")
        if parts:
            for part in "AB":
                lines += [f"P:{part}", self.section()]
        elif self.one_voice:
            lines += [self.section() for _ in range(self.random.randrange(1, 4))]
        else:
            lines += self.in_voices(voices)
        end = "\r\n" if self.one_in(10) else "\n"
        return end.join(lines) + end

    def in_voices(self, voices):
        """Voices with the same bars and repeats."""
        repeats = self.random.choice((("", "|"), ("|: ", ":|"), ("[|", "|]")))
        count = self.random.randrange(1, 5)
        lines = []
        for voice in range(1, voices + 1):
            music = repeats[0] + self.bars(count) + repeats[1]
            self.tied = None
            if self.one_in(2):
                lines += [f'V:{voice} name="Voice {voice}"', music]
            else:
                lines.append(f"[V:{voice}] {music}")
        return lines
