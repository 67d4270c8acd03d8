// What composed notes lean to beside what the network says, where a plan is followed.
#pragma once

#include <span>

namespace bach {

namespace suite {
struct NoteView;
}

// In nats added to a pitch's logit or taken off it; 0: nothing is. doc/music.md has what each does.
struct Leanings {
  double follow = 0;   // to where a sequence or a literal bar leads
  double contour = 0;  // in a bar that takes up a figure, to the figure's direction; half where its
                       // step is more than one off
  double resolve =
      0;             // from a leap away from a note that is none of its chord; half where that was
                     // leapt to
  double leap = 0;   // from a leap to a note that is none of the chord
  double clash = 0;  // from a note that was heard otherwise altered within the last two beats
  double chord = 0;  // to the notes of the chord

  bool operator==(const Leanings&) const = default;
};

// `logits` [kSuitePitches] of the note to come.
void lean(const Leanings& leanings, const suite::NoteView& note, std::span<float> logits);

}  // namespace bach
