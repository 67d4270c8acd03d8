#include "suite/features.h"

#include <algorithm>
#include <array>

#include "harmony/functions.h"

namespace bach::suite {
namespace {

constexpr Tick kPhaseStep = 60;  // an eighth of a quarter
constexpr int kPhases = 16;      // of a beat, as long as beats are
constexpr int kWidestInterval = 24;
// The end of a part is so many half beats away, or less; or it is further than the clock knows.
constexpr std::array<Tick, 8> kEndClock = {1, 2, 4, 6, 8, 12, 16, 24};
constexpr int kEndClockValues = kPartRoles * static_cast<int>(kEndClock.size()) + 1;

int row_of(int pitch) { return pitch < 0 ? -1 : pitch - kLowestSuitePitch; }

// Above the tonic of the relative major.
int class_of(int pitch, int tonic) { return (pitch - tonic + 120) % 12; }

bool is_compound(const Metre& metre) {
  return 3 * beat_ticks({0, 1, metre.denominator}, kSuiteTicksPerQuarter) ==
         beat_ticks(metre, kSuiteTicksPerQuarter);
}

int last_pitch(const NoteView& note) { return row_of(note.last_pitch); }
int last_rhythm(const NoteView& note) { return note.last_rhythm; }
int last_class(const NoteView& note) {
  return note.last_pitch < 0 ? -1 : class_of(note.last_pitch, note.tonic);
}

// The place in the beat in 60 ticks; + 16 in compound time.
int phase(const NoteView& note) {
  const Tick steps = note.place.offset % note.beat / kPhaseStep;
  return static_cast<int>(std::min<Tick>(steps, kPhases - 1)) +
         (is_compound(note.place.metre) ? kPhases : 0);
}
int strength(const NoteView& note) { return metrical_strength(note.place); }
// Beats begun before the next bar line, 1 … 8, less 1.
int beats_to_bar(const NoteView& note) {
  const Tick beats = (note.place.length - note.place.offset + note.beat - 1) / note.beat;
  return static_cast<int>(std::clamp<Tick>(beats, 1, 8)) - 1;
}
int off_grid(const NoteView& note) {
  return note.place.offset % note.beat % kPhaseStep == 0 ? 0 : 1;
}
// Notes before it in its chord: 0, 1, 2, more.
int chord_notes(const NoteView& note) { return std::min(note.chord_notes, 3); }
// Place in kEndClock and role together.
int end_clock(const NoteView& note) {
  const Tick left = note.part.end - note.onset;
  const auto code = std::find_if(kEndClock.begin(), kEndClock.end(), [&](Tick half_beats) {
    return 2 * left <= half_beats * note.beat;
  });
  if (code == kEndClock.end()) return kEndClockValues - 1;
  return kPartRoles * static_cast<int>(code - kEndClock.begin()) + static_cast<int>(note.part.role);
}

int mode(const NoteView& note) { return note.part.key.mode == Mode::kMinor ? 1 : 0; }
int kind(const NoteView& note) { return static_cast<int>(note.plan.kind); }
int role(const NoteView& note) { return static_cast<int>(note.part.role); }
// Bar lines before the part's end: 0 … 4, up to 8, up to 16, more.
int bars_left(const NoteView& note) {
  const std::int64_t bars = note.bars.bar_lines_between(note.onset + 1, note.part.end);
  if (bars <= 4) return static_cast<int>(bars);
  return bars <= 8 ? 5 : bars <= 16 ? 6 : 7;
}
// Bars since the part's first, mod 4.
int bar_of_four(const NoteView& note) {
  const std::int64_t first = note.bars.at(note.bars.bar_line_from(note.part.begin)).bar;
  return static_cast<int>(((note.place.bar - first) % 4 + 4) % 4);
}
int shift(const NoteView& note) { return class_of(kLowestSuitePitch, note.tonic); }

int chosen_pitch(const NoteView& note) { return row_of(note.pitch); }
int chosen_class(const NoteView& note) { return class_of(note.pitch, note.tonic); }
// From the last pitch, −24 … 24 (clamped), + 24.
int chosen_interval(const NoteView& note) {
  if (note.last_pitch < 0) return -1;
  return std::clamp(note.pitch - note.last_pitch, -kWidestInterval, kWidestInterval) +
         kWidestInterval;
}
int match_rhythm(const NoteView& note) { return note.memory.rhythm_of(note.pitch).rhythm; }
int match_bucket_of(const NoteView& note) { return note.memory.rhythm_of(note.pitch).bucket; }

// Of the memory: a guess, and the bucket it comes with.
template <PitchGuess Guesses::*guess>
int pitch_of(const NoteView& note) {
  return row_of((note.memory.guesses().*guess).pitch);
}
template <RhythmGuess Guesses::*guess>
int rhythm_of(const NoteView& note) {
  return (note.memory.guesses().*guess).rhythm;
}
template <auto guess>
int bucket_of(const NoteView& note) {
  return (note.memory.guesses().*guess).bucket;
}
template <Lag lag, PitchGuess LagGuesses::*guess>
int pitch_ago(const NoteView& note) {
  return row_of((note.memory.guesses().lags[lag].*guess).pitch);
}
template <Lag lag>
int rhythm_ago(const NoteView& note) {
  return note.memory.guesses().lags[lag].rhythm.rhythm;
}
template <Lag lag, auto guess>
int bucket_ago(const NoteView& note) {
  return (note.memory.guesses().lags[lag].*guess).bucket;
}

// Above the tonic of the relative major.
int root_of(const PlannedChord& chord, const NoteView& note) {
  return class_of(chord.chord.root, note.tonic);
}
int chord_code(const PlannedChord* chord, const NoteView& note) {
  if (chord == nullptr) return -1;
  return root_of(*chord, note) + 12 * static_cast<int>(chord->chord.quality);
}
int chord(const NoteView& note) { return chord_code(note.chord, note); }
int next_chord(const NoteView& note) { return chord_code(note.next_chord, note); }
int quality(const NoteView& note) {
  return note.chord == nullptr ? -1 : static_cast<int>(note.chord->chord.quality);
}
// Its tonic above that of the relative major, + 12 in minor.
int local_key(const NoteView& note) {
  if (note.chord == nullptr) return -1;
  const int key = note.chord->key;
  return class_of(key % kTonics, note.tonic) + key / kTonics * kTonics;
}
// Half beats to the next chord: 1 or less, 2, 3, 4, 6, 8, more, none to come; less 1.
int chord_left(const NoteView& note) {
  if (note.chord == nullptr) return -1;
  if (note.next_chord == nullptr) return 7;
  const Tick halves = (2 * (note.next_chord->at - note.onset) + note.beat - 1) / note.beat;
  if (halves <= 4) return static_cast<int>(std::max<Tick>(1, halves)) - 1;
  return halves <= 6 ? 4 : halves <= 8 ? 5 : 6;
}
// The last pitch above the root, + 12 where it stood under another chord.
int last_above_root(const NoteView& note) {
  if (note.chord == nullptr || note.last_pitch < 0) return -1;
  return class_of(note.last_pitch, note.chord->chord.root) +
         (note.last.onset < note.chord->at ? 12 : 0);
}
// How the last note came: repeated or first, by a leap or a step up, a step or a leap down; + 5
// where it is none of its chord, + 10 where none of the chord that holds now.
int tension(const NoteView& note) {
  if (note.chord == nullptr || note.last_pitch < 0) return -1;
  const int rise = note.last.before < 0 ? 0 : note.last_pitch - note.last.before;
  const int came = rise == 0 ? 0 : rise > 2 ? 1 : rise > 0 ? 2 : rise >= -2 ? 3 : 4;
  return came + (note.last.in_chord ? 0 : 5) +
         (is_chord_tone(note.chord->chord, note.last_pitch) ? 0 : 10);
}
int root_shift(const NoteView& note) {
  return note.chord == nullptr ? -1 : class_of(kLowestSuitePitch, note.chord->chord.root);
}

constexpr int kMotiveRelations = 5;  // as BarRelation
constexpr int kWidestMotiveStep = 8;
constexpr int kMotiveSteps = 2 * kWidestMotiveStep + 1;

// The bar's relation, + 5 where the earlier bar has a note here.
int motive(const NoteView& note) {
  if (note.motive.relation < 0) return -1;
  return note.motive.relation + (note.motive.from < 0 ? 0 : kMotiveRelations);
}
int motive_step_code(const NoteView& note, bool is_there, int step) {
  if (!is_there) return -1;
  return std::clamp(step, -kWidestMotiveStep, kWidestMotiveStep) + kWidestMotiveStep +
         kMotiveSteps * (note.motive.relation - 1);
}
int motive_step(const NoteView& note) {
  return motive_step_code(note, note.motive.has_rise, note.motive.rises);
}
int motive_next(const NoteView& note) {
  return motive_step_code(note, note.motive.has_next, note.motive.leads_on);
}
template <PitchGuess MotiveGuesses::*guess>
int motive_pitch(const NoteView& note) {
  return row_of((note.motive.*guess).pitch);
}
int motive_rhythm(const NoteView& note) { return note.motive.rhythm.rhythm; }
template <auto guess>
int motive_bucket(const NoteView& note) {
  return (note.motive.*guess).bucket;
}

// Tables several features share.
constexpr Embedding kPitchTable{"pitch", 64};
constexpr Embedding kRhythmTable{"rhythm", 24};
constexpr Embedding kClassTable{"class", 16};
constexpr Embedding kBucketTable{"bucket", 4};
constexpr Embedding kRunTable{"run", 4};
// Guesses are many, and often the same: narrow, or they would take most of the first layer.
constexpr Embedding kPitchGuessTable{"pitch_guess", 16};
constexpr Embedding kRhythmGuessTable{"rhythm_guess", 8};

constexpr Feature pitch_guess(std::string_view name, std::string_view bucket,
                              int (*value)(const NoteView&)) {
  return {name,
          kSuitePitches,
          kPitchGuessTable,
          kIntoLstm | kGuessesPitch,
          value,
          {.transposes = Transposes::kAsPitch, .bucket = bucket}};
}
constexpr Feature rhythm_guess(std::string_view name, std::string_view bucket,
                               int (*value)(const NoteView&)) {
  return {name,  kRhythmClasses,    kRhythmGuessTable, kIntoLstm | kGuessesRhythm,
          value, {.bucket = bucket}};
}
constexpr Feature bucket(std::string_view name, int (*value)(const NoteView&)) {
  return {name, kMatchBuckets, kBucketTable, kIntoLstm, value};
}
constexpr Feature run(std::string_view name, int (*value)(const NoteView&)) {
  return {name, kRunBuckets, kRunTable, kIntoLstm, value};
}

// Not into the LSTM: what it remembers is the same with a plan and without.
constexpr Feature motive_guess(std::string_view name, std::string_view bucket,
                               int (*value)(const NoteView&)) {
  return {name,  kSuitePitches,
          {},    kGuessesPitch,
          value, {.transposes = Transposes::kAsPitch, .bucket = bucket, .planned = true}};
}
constexpr Feature motive_run(std::string_view name, int (*value)(const NoteView&)) {
  return {name, kMotiveBuckets, {}, 0, value, {.planned = true}};
}

constexpr unsigned kEverywhere = kIntoLstm | kIntoBothHeads;
constexpr FeatureOptions kMovesAsPitch{.transposes = Transposes::kAsPitch};
// The last rhythm is nearly always the next one, and a network that sees it learns little else.
constexpr FeatureOptions kTooTempting{.dropout = 0.4};
constexpr FeatureOptions kPlanned{.planned = true};
constexpr Embedding kChordTable{"chord", 24};
constexpr Embedding kMotiveStepTable{"motive_step", 12};
// What steers must be dispensable.
constexpr FeatureOptions kSteers{.dropout = 0.5};

constexpr auto kFeatures = std::to_array<Feature>({
    // name, values, embedding, entries, value, options
    {"last_pitch", kSuitePitches, kPitchTable, kIntoLstm | kStepsPitchHead, last_pitch,
     kMovesAsPitch},
    {"last_rhythm", kRhythmClasses, kRhythmTable, kIntoLstm, last_rhythm, kTooTempting},
    {"last_class", 12, kClassTable, kEverywhere, last_class, {.after = "end_clock"}},
    {"phase", 2 * kPhases, {"phase", 12}, kEverywhere, phase},
    {"strength", 7, {"strength", 8}, kEverywhere, strength},
    {"beats_to_bar", 8, {"beats_to_bar", 6}, kEverywhere, beats_to_bar},
    {"off_grid", 2, {"off_grid", 2}, kEverywhere, off_grid},
    {"chord_notes", 4, {"chord_notes", 4}, kEverywhere, chord_notes},
    {"end_clock", kEndClockValues, {"end_clock", 12}, kEverywhere, end_clock},

    // The memory's guesses, see Guesses.
    pitch_guess("pitch_guess", "pitch_bucket", pitch_of<&Guesses::pitch>),
    bucket("pitch_bucket", bucket_of<&Guesses::pitch>),
    pitch_guess("interval_guess", "interval_bucket", pitch_of<&Guesses::interval>),
    bucket("interval_bucket", bucket_of<&Guesses::interval>),
    pitch_guess("step_guess", "step_bucket", pitch_of<&Guesses::step>),
    bucket("step_bucket", bucket_of<&Guesses::step>),
    rhythm_guess("rhythm_guess", "rhythm_run", rhythm_of<&Guesses::rhythm>),
    run("rhythm_run", bucket_of<&Guesses::rhythm>),
    rhythm_guess("placed_rhythm", "placed_bucket", rhythm_of<&Guesses::placed_rhythm>),
    bucket("placed_bucket", bucket_of<&Guesses::placed_rhythm>),

    pitch_guess("beat_ago_pitch", "beat_ago_pitch_run", pitch_ago<kBeatAgo, &LagGuesses::pitch>),
    run("beat_ago_pitch_run", bucket_ago<kBeatAgo, &LagGuesses::pitch>),
    pitch_guess("beat_ago_step", "beat_ago_step_run", pitch_ago<kBeatAgo, &LagGuesses::step>),
    run("beat_ago_step_run", bucket_ago<kBeatAgo, &LagGuesses::step>),
    rhythm_guess("beat_ago_rhythm", "beat_ago_rhythm_run", rhythm_ago<kBeatAgo>),
    run("beat_ago_rhythm_run", bucket_ago<kBeatAgo, &LagGuesses::rhythm>),

    pitch_guess("bar_ago_pitch", "bar_ago_pitch_run", pitch_ago<kBarAgo, &LagGuesses::pitch>),
    run("bar_ago_pitch_run", bucket_ago<kBarAgo, &LagGuesses::pitch>),
    pitch_guess("bar_ago_step", "bar_ago_step_run", pitch_ago<kBarAgo, &LagGuesses::step>),
    run("bar_ago_step_run", bucket_ago<kBarAgo, &LagGuesses::step>),
    rhythm_guess("bar_ago_rhythm", "bar_ago_rhythm_run", rhythm_ago<kBarAgo>),
    run("bar_ago_rhythm_run", bucket_ago<kBarAgo, &LagGuesses::rhythm>),

    pitch_guess("two_bars_ago_pitch", "two_bars_ago_pitch_run",
                pitch_ago<kTwoBarsAgo, &LagGuesses::pitch>),
    run("two_bars_ago_pitch_run", bucket_ago<kTwoBarsAgo, &LagGuesses::pitch>),
    pitch_guess("two_bars_ago_step", "two_bars_ago_step_run",
                pitch_ago<kTwoBarsAgo, &LagGuesses::step>),
    run("two_bars_ago_step_run", bucket_ago<kTwoBarsAgo, &LagGuesses::step>),
    rhythm_guess("two_bars_ago_rhythm", "two_bars_ago_rhythm_run", rhythm_ago<kTwoBarsAgo>),
    run("two_bars_ago_rhythm_run", bucket_ago<kTwoBarsAgo, &LagGuesses::rhythm>),

    pitch_guess("four_bars_ago_pitch", "four_bars_ago_pitch_run",
                pitch_ago<kFourBarsAgo, &LagGuesses::pitch>),
    run("four_bars_ago_pitch_run", bucket_ago<kFourBarsAgo, &LagGuesses::pitch>),
    pitch_guess("four_bars_ago_step", "four_bars_ago_step_run",
                pitch_ago<kFourBarsAgo, &LagGuesses::step>),
    run("four_bars_ago_step_run", bucket_ago<kFourBarsAgo, &LagGuesses::step>),
    rhythm_guess("four_bars_ago_rhythm", "four_bars_ago_rhythm_run", rhythm_ago<kFourBarsAgo>),
    run("four_bars_ago_rhythm_run", bucket_ago<kFourBarsAgo, &LagGuesses::rhythm>),

    {"mode", 2, {"mode", 4}, kIntoBothHeads, mode},
    {"kind", kPieceKinds, {"kind", 8}, kIntoBothHeads, kind, kSteers},
    {"role", kPartRoles, {"role", 4}, kIntoBothHeads, role, kSteers},
    {"bars_left", 8, {"bars_left", 8}, kIntoBothHeads, bars_left, kSteers},
    {"bar_of_four", 4, {"bar_of_four", 4}, kIntoBothHeads, bar_of_four, kSteers},
    {"shift", 12, {}, kShiftsPitchHead, shift, {.transposes = Transposes::kAsShift}},

    // The plan of chords.
    {"chord", 12 * kChordQualities, kChordTable, kIntoPitchHead, chord, kPlanned},
    {"local_key", kKeys, {"local_key", 12}, kIntoPitchHead, local_key, kPlanned},
    {"next_chord", 12 * kChordQualities, kChordTable, kIntoPitchHead, next_chord, kPlanned},
    {"chord_left", 8, {"chord_left", 6}, kIntoPitchHead, chord_left, kPlanned},
    {"quality", kChordQualities, {"quality", 8}, kIntoPitchHead, quality, kPlanned},
    {"last_above_root", 24, {"last_above_root", 12}, kIntoPitchHead, last_above_root, kPlanned},
    {"tension", 20, {"tension", 8}, kIntoPitchHead, tension, kPlanned},
    {"root_shift",
     12,
     {},
     kShiftsPitchHead,
     root_shift,
     {.transposes = Transposes::kAsShift, .planned = true}},

    // The plan of bars, see MotiveGuesses.
    {"motive", 2 * kMotiveRelations, {"motive", 8}, kIntoBothHeads, motive, kPlanned},
    {"motive_step", 4 * kMotiveSteps, kMotiveStepTable, kIntoPitchHead, motive_step, kPlanned},
    {"motive_next", 4 * kMotiveSteps, kMotiveStepTable, kIntoPitchHead, motive_next, kPlanned},
    motive_guess("motive_moved", "motive_moved_run", motive_pitch<&MotiveGuesses::moved>),
    motive_run("motive_moved_run", motive_bucket<&MotiveGuesses::moved>),
    motive_guess("motive_figure", "motive_figure_run", motive_pitch<&MotiveGuesses::figure>),
    motive_run("motive_figure_run", motive_bucket<&MotiveGuesses::figure>),
    motive_guess("motive_line", "motive_line_run", motive_pitch<&MotiveGuesses::step>),
    motive_run("motive_line_run", motive_bucket<&MotiveGuesses::step>),
    {"motive_rhythm",
     kRhythmClasses,
     kRhythmGuessTable,
     kIntoRhythmHead | kGuessesRhythm,
     motive_rhythm,
     {.bucket = "motive_rhythm_run", .planned = true}},
    motive_run("motive_rhythm_run", motive_bucket<&MotiveGuesses::rhythm>),

    {"pitch",
     kSuitePitches,
     kPitchTable,
     kIntoRhythmHead,
     chosen_pitch,
     {.transposes = Transposes::kAsPitch, .needs_pitch = true}},
    {"class", 12, kClassTable, kIntoRhythmHead, chosen_class, {.needs_pitch = true}},
    {"interval",
     2 * kWidestInterval + 1,
     {"interval", 16},
     kIntoRhythmHead,
     chosen_interval,
     {.needs_pitch = true}},
    {"match_rhythm",
     kRhythmClasses,
     kRhythmGuessTable,
     kIntoRhythmHead | kGuessesRhythm,
     match_rhythm,
     {.bucket = "match_bucket", .after = "placed_rhythm", .needs_pitch = true}},
    {"match_bucket",
     kRhythmMatchBuckets,
     {"match_bucket", 4},
     0,
     match_bucket_of,
     {.needs_pitch = true}},
});

constexpr bool is_feature(std::string_view name) {
  return std::any_of(kFeatures.begin(), kFeatures.end(),
                     [&](const Feature& feature) { return feature.name == name; });
}

// Every guess has a bucket, and what a feature names is there.
static_assert(std::all_of(kFeatures.begin(), kFeatures.end(), [](const Feature& feature) {
  const FeatureOptions& options = feature.options;
  const bool guesses = (feature.entries & (kGuessesPitch | kGuessesRhythm)) != 0;
  return guesses == is_feature(options.bucket) &&
         (options.after.empty() || is_feature(options.after));
}));

}  // namespace

std::span<const Feature> features() { return kFeatures; }

int metrical_strength(const BarPosition& place) {
  if (place.offset == 0) return 0;
  const Tick beat = beat_ticks(place.metre, kSuiteTicksPerQuarter);
  if (place.offset % beat == 0) {
    const Tick bar = bar_ticks(place.metre, kSuiteTicksPerQuarter);
    const bool even = bar % (2 * beat) == 0;
    return even && 2 * place.offset == bar ? 1 : 2;
  }
  const Tick half = is_compound(place.metre) ? beat / 3 : beat / 2;
  if (half > 0 && place.offset % half == 0) return 3;
  if (half > 1 && place.offset % (half / 2) == 0) return 4;
  return beat % 3 == 0 && place.offset % (beat / 3) == 0 ? 5 : 6;
}

}  // namespace bach::suite
