#include "notation/form/upbeat.h"

namespace bach::notation {

void delay(Tick by, Score& score, Marks& marks) {
  for (Track& track : score.tracks) {
    for (Note& note : track.notes) note.onset += by;
  }
  for (Tempo& tempo : score.tempos) {
    if (tempo.at > 0) tempo.at += by;
  }
  for (Marker& marker : score.markers) marker.at += by;
  for (Section& section : score.sections) {
    section.begin += by;
    section.end += by;
  }
  for (Mark& mark : marks) mark.onset += by;
  score.end += by;
}

}  // namespace bach::notation
