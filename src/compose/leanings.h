// What composed notes lean to beside what the network says, where a plan is followed.
#pragma once

#include <span>

namespace bach {

namespace suite {
struct NoteView;
}

// In nats added to a logit or taken off it; 0: nothing is. doc/music.md has what each does.
struct Leanings {
  // Of pitches.
  double follow = 0;   // to where a sequence or a literal bar leads
  double contour = 0;  // in a bar that takes up a figure, to its direction; half where the step is
                       // more than one off
  double step = 0;     // there, to its very step
  double answer = 0;  // besides, to all of these in a bar that opens or ends its part as an earlier
                      // part is opened or ended
  double resolve = 0;  // from a leap away from a note that is none of its chord; half after a leap
  double settle = 0;   // to a step from a note of the last two beats that is none of its chord and
                       // from which none has followed yet
  double seventh = 0;  // to the step down from a seventh of the last two beats that has not fallen,
                       // when the chord it belonged to is over
  double leap = 0;     // from a leap to a note that is none of the chord
  double turn = 0;     // after a leap of a fourth or more, to the other direction
  double clash = 0;    // from a note that was heard otherwise altered within the last two beats
  double chord = 0;    // to the notes of the chord
  double cadence = 0;  // to the leading note of a part's last chord, where the chord before has it
                       // and has not sounded it
  // Of rhythms.
  double rhythm = 0;   // to that of the note that is taken; besides, `answer`
  double pattern = 0;  // in a new bar whose rhythm is planned, to notes that keep to it
  double fresh = 0;    // in a new bar, from going on as an earlier bar that began like it

  bool operator==(const Leanings&) const = default;
};

// Of the note to come: `logits` [kSuitePitches] of its pitch, [kRhythmClasses] of its rhythm.
void lean_pitch(const Leanings& leanings, const suite::NoteView& note, std::span<float> logits);
void lean_rhythm(const Leanings& leanings, const suite::NoteView& note, std::span<float> logits);

}  // namespace bach
