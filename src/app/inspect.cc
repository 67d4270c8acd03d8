#include "app/inspect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>

#include "app/music/inputs.h"
#include "base/thread_pool.h"
#include "score/in_force.h"
#include "score/key_estimate.h"
#include "score/key_name.h"
#include "score/score.h"
#include "score/spelling.h"
#include "score/tempo_map.h"

namespace bach {
namespace {

constexpr std::size_t kInputsAtOnce = 256;

// C C# D Eb E F F# G Ab A Bb B on the line of fifths.
constexpr std::array<int, 12> kUsualSpelling = {0, 7, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5};

std::string letters_of(int pitch) {
  return to_string(spelling_at(pitch, kUsualSpelling[static_cast<std::size_t>(pitch % 12)]));
}

// Times at which notes begin, sorted.
std::vector<Tick> onsets_of(const Score& score) {
  std::vector<Tick> onsets;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) onsets.push_back(note.onset);
  }
  if (score.tracks.size() > 1) std::sort(onsets.begin(), onsets.end());
  return onsets;
}

std::size_t count_chords(const std::vector<Tick>& onsets) {
  std::size_t chords = 0;
  for (std::size_t i = 1; i < onsets.size(); ++i) {
    const bool begins = onsets[i] == onsets[i - 1] && (i == 1 || onsets[i - 2] != onsets[i]);
    if (begins) ++chords;
  }
  return chords;
}

double in_thousandths(double value) { return std::round(value * 1000) / 1000; }

void describe_notes(const Score& score, Inspection& found) {
  found.tracks = score.tracks.size();
  int lowest = 127;
  int highest = 0;
  for (const Track& track : score.tracks) {
    found.notes += track.notes.size();
    for (const Note& note : track.notes) {
      lowest = std::min<int>(lowest, note.pitch);
      highest = std::max<int>(highest, note.pitch);
    }
  }
  if (found.notes == 0) return;
  found.lowest = lowest;
  found.highest = highest;
  found.range = letters_of(lowest) + "-" + letters_of(highest);
}

// Sequencers often leave the mode byte of a key signature at "major": where the notes speak for the
// minor key of the same signature, that is meant. A signature the notes contradict stands.
Key meant_key(const Key& stated, const Score& score) {
  if (stated.mode == Mode::kMinor) return stated;
  Key meant = estimate_key(score);
  return meant.fifths == stated.fifths ? meant : stated;
}

void describe_score(const Score& score, bool from_midi, Inspection& found) {
  found.division = score.ticks_per_quarter;
  describe_notes(score, found);
  const std::vector<Tick> onsets = onsets_of(score);
  found.chords = count_chords(onsets);
  const Tick first = onsets.empty() ? 0 : onsets.front();
  if (const auto key = key_at_first_note(score, from_midi)) found.key = key_name(*key);
  const Metre* metre = in_force_or_first(score.metres, first);
  found.metre = metre_name(metre != nullptr && metre->at <= first ? *metre : Metre{});
  const Tempo* tempo = in_force_or_first(score.tempos, first);
  const Tempo sounding = tempo != nullptr && tempo->at <= first ? *tempo : Tempo{};
  found.tempo = in_thousandths(60e6 / sounding.microseconds_per_quarter);
  found.seconds = in_thousandths(TempoMap(score).seconds(score.end));
}

}  // namespace

std::optional<Key> key_at_first_note(const Score& score, bool from_midi) {
  const std::vector<Tick> onsets = onsets_of(score);
  const Key* key = in_force_or_first(score.keys, onsets.empty() ? 0 : onsets.front());
  if (key == nullptr) return std::nullopt;
  return from_midi ? meant_key(*key, score) : *key;
}

Inspection inspection_of(const NamedScore& piece) {
  Inspection found;
  found.file = piece.name;
  found.format = piece.midi_format;
  found.warnings = piece.warnings;
  describe_score(piece.score, piece.midi_format.has_value(), found);
  return found;
}

Result<std::vector<std::string>> inputs_to_inspect(const std::vector<std::string>& named) {
  Result<std::vector<std::string>> inputs = expand_inputs(named);
  if (inputs && inputs->empty()) {
    return Error{
        ErrorCode::kNotFound, named.front() + ": no MIDI, ABC or MusicXML files in it", {}};
  }
  return inputs;
}

namespace {

Inspection inspect_with(ScoreOpener& opener, const std::string& input) {
  Inspection found;
  found.file = input;
  Result<OpenedScore> opened = opener.open(input);
  if (!opened) {
    found.error = std::move(opened).error();
    return found;
  }
  found = inspection_of(*opened);
  found.file = input;
  return found;
}

}  // namespace

Inspection inspect_score(const std::string& input) {
  ScoreOpener opener;
  return inspect_with(opener, input);
}

Status inspect_scores(const std::vector<std::string>& inputs,
                      const std::function<void(const Inspection&)>& each,
                      const ProgressCallback& progress, const Cancellation& cancel) {
  const std::size_t useful = std::clamp<std::size_t>(inputs.size(), 1, 256);
  ThreadPool pool(std::min(usable_cores(), static_cast<int>(useful)));
  ScoreOpener opener;
  std::vector<Inspection> found;
  for (std::size_t first = 0; first < inputs.size(); first += kInputsAtOnce) {
    if (cancel.requested()) return Error{ErrorCode::kCancelled, "stopped", std::nullopt};
    const std::size_t count = std::min(kInputsAtOnce, inputs.size() - first);
    found.assign(count, {});
    pool.run(static_cast<int>(count), [&](int piece) {
      const auto i = static_cast<std::size_t>(piece);
      try {
        found[i] = inspect_with(opener, inputs[first + i]);
      } catch (const std::bad_alloc&) {
        found[i].file = inputs[first + i];
        found[i].error = Error{ErrorCode::kLimit, inputs[first + i] + ": out of memory", {}};
      }
    });
    for (const Inspection& inspection : found) each(inspection);
    if (progress) progress({"reading", first + count, inputs.size(), {}});
  }
  return {};
}

}  // namespace bach
