// The table of features: every entry is whole, fits the others, and is transposed as it says.
#include "suite/features.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "suite/random_suite.h"
#include "suite/record.h"
#include "suite/steps.h"

namespace bach::suite {
namespace {

bool is_guess(const Feature& feature) {
  return (feature.entries & (kGuessesPitch | kGuessesRhythm)) != 0;
}

// What is wrong with a table, a line each.
class TableFaults {
 public:
  explicit TableFaults(std::span<const Feature> table) : table_(table) {
    for (const Feature& feature : table) {
      now_ = &feature;
      say(!feature.name.empty() && count(feature.name) == 1, "the name is not its own");
      say(feature.value != nullptr, "nothing computes it");
      say(feature.values > 0, "it has no values");
      say(feature.options.dropout >= 0 && feature.options.dropout < 1, "dropout is not a rate");
      say(feature.options.after.empty() || count(feature.options.after) == 1,
          "it follows no feature");
      check_embedding(feature);
      check_entries(feature);
      check_guess(feature);
      check_transposition(feature);
    }
  }
  const std::string& text() const { return text_; }

 private:
  void say(bool right, const std::string& otherwise) {
    if (!right) text_ += std::string(now_->name) + ": " + otherwise + "\n";
  }
  const Feature* find(std::string_view name) const {
    for (const Feature& feature : table_) {
      if (feature.name == name) return &feature;
    }
    return nullptr;
  }
  std::ptrdiff_t count(std::string_view name) const {
    return std::count_if(table_.begin(), table_.end(),
                         [&](const Feature& feature) { return feature.name == name; });
  }

  void check_embedding(const Feature& feature) {
    const Embedding& embedding = feature.embedding;
    say(embedding.table.empty() == (embedding.width == 0), "the table has no name or no width");
    const bool embedded =
        (feature.entries & (kIntoLstm | kIntoBothHeads | kIntoPitchHead | kIntoRhythmHead)) != 0;
    say(!embedded || !embedding.table.empty(), "it enters without a table");
    for (const Feature& other : table_) {
      if (embedding.table.empty() || other.embedding.table != embedding.table) continue;
      say(other.values == feature.values, "the table has other rows");
      say(other.embedding.width == embedding.width, "the table has another width");
    }
  }

  void check_entries(const Feature& feature) {
    constexpr unsigned kBeforeThePitch =
        kIntoLstm | kIntoBothHeads | kIntoPitchHead | kGuessesPitch | kShiftsPitchHead;
    say(!feature.options.needs_pitch || (feature.entries & kBeforeThePitch) == 0,
        "it enters before its pitch is chosen");
    say((feature.entries & kIntoBothHeads) == 0 || (feature.entries & kIntoRhythmHead) == 0,
        "it enters the rhythm head twice");
    say((feature.entries & kIntoBothHeads) == 0 || (feature.entries & kIntoPitchHead) == 0,
        "it enters the pitch head twice");
    bool is_bucket = false;
    for (const Feature& other : table_) is_bucket |= other.options.bucket == feature.name;
    say(feature.entries != 0 || is_bucket, "it enters nowhere");
  }

  void check_guess(const Feature& feature) {
    say(is_guess(feature) == !feature.options.bucket.empty(), "a guess has a bucket, nothing else");
    say((feature.entries & kGuessesPitch) == 0 || (feature.entries & kGuessesRhythm) == 0,
        "it guesses two things");
    say((feature.entries & kGuessesPitch) == 0 || feature.values == kSuitePitches,
        "it does not guess pitches");
    say((feature.entries & kGuessesRhythm) == 0 || feature.values == kRhythmClasses,
        "it does not guess rhythms");
    if (feature.options.bucket.empty()) return;
    const Feature* bucket = find(feature.options.bucket);
    say(bucket != nullptr && !is_guess(*bucket), "its bucket is none");
    say(bucket == nullptr || bucket->options.needs_pitch == feature.options.needs_pitch,
        "its bucket is known at another time");
    for (const Feature& other : table_) {
      say(&other == &feature || other.options.bucket != feature.options.bucket,
          "its bucket is another's");
    }
  }

  void check_transposition(const Feature& feature) {
    const Transposes transposes = feature.options.transposes;
    say(transposes != Transposes::kAsPitch || feature.values == kSuitePitches,
        "it is not a pitch, but transposed as one");
    say(transposes != Transposes::kAsShift || feature.values == 12, "it is not a shift");
    say((feature.entries & kGuessesPitch) == 0 || transposes == Transposes::kAsPitch,
        "a guess of the pitch must move with it");
    say(((feature.entries & kShiftsPitchHead) != 0) == (transposes == Transposes::kAsShift),
        "a shift must move against the pitch");
  }

  std::span<const Feature> table_;
  const Feature* now_ = nullptr;
  std::string text_;
};

TEST(Features, AreWholeAndFitEachOther) {
  EXPECT_EQ(TableFaults(features()).text(), "");
  EXPECT_EQ(columns_entering(kShiftsPitchHead).size(), 2u);
  for (std::size_t c = 0; c < columns(); ++c) {
    EXPECT_EQ(column(features()[c].name), static_cast<int>(c));
  }
  EXPECT_EQ(column("tempo"), -1);
}

TEST(Features, AFaultIsNamed) {
  using Change = void (*)(Feature&);
  struct Case {
    const char* feature;
    Change change;
    const char* fault;
  };
  const std::vector<Case> cases = {
      {"phase", [](Feature& f) { f.name = "strength"; }, "not its own"},
      {"phase", [](Feature& f) { f.value = nullptr; }, "nothing computes it"},
      {"phase", [](Feature& f) { f.embedding = {}; }, "enters without a table"},
      {"phase", [](Feature& f) { f.entries |= kIntoRhythmHead; }, "twice"},
      {"phase", [](Feature& f) { f.entries |= kIntoPitchHead; }, "pitch head twice"},
      {"kind", [](Feature& f) { f.options.dropout = 1; }, "not a rate"},
      {"last_class", [](Feature& f) { f.options.after = "tempo"; }, "follows no feature"},
      {"last_class", [](Feature& f) { f.values = 13; }, "class: the table has other rows"},
      {"class", [](Feature& f) { f.embedding.width = 3; }, "another width"},
      {"class", [](Feature& f) { f.entries |= kIntoLstm; }, "before its pitch"},
      {"match_bucket", [](Feature& f) { f.options.needs_pitch = false; }, "at another time"},
      {"mode", [](Feature& f) { f.entries = 0; }, "enters nowhere"},
      {"step_guess", [](Feature& f) { f.options.bucket = {}; }, "a guess has a bucket"},
      {"step_guess", [](Feature& f) { f.options.bucket = "pitch_bucket"; }, "is another's"},
      {"step_guess", [](Feature& f) { f.options.bucket = "pitch_guess"; }, "its bucket is none"},
      {"step_guess", [](Feature& f) { f.options.transposes = {}; }, "must move with it"},
      {"rhythm_guess", [](Feature& f) { f.entries |= kGuessesPitch; }, "guesses two things"},
      {"last_rhythm", [](Feature& f) { f.options.transposes = Transposes::kAsPitch; },
       "not a pitch, but"},
      {"shift", [](Feature& f) { f.options.transposes = {}; }, "against the pitch"},
  };
  for (const Case& each : cases) {
    std::vector<Feature> table(features().begin(), features().end());
    each.change(table[static_cast<std::size_t>(column(each.feature))]);
    EXPECT_THAT(TableFaults(table).text(), testing::HasSubstr(each.fault)) << each.feature;
  }
}

// A guess beyond the pitches is −1, and as the other key does not have it, stays so.
bool lost_in_other_key(const Feature& feature, int moved, int other, int semitones) {
  if ((feature.entries & kGuessesPitch) == 0 || moved >= 0) return false;
  return other - semitones < 0 || other - semitones >= kSuitePitches;
}

TEST(Features, AreTransposedAsThePieceIs) {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const SuitePiece piece = test::RandomSuite().make(seed);
    const int by = static_cast<int>(seed % 12) + kLowestTransposition;
    if (!transposable(piece, by)) continue;
    std::vector<int> moved = suite_records(piece);
    const std::vector<int> expected = suite_records(transposed(piece, by));
    ASSERT_EQ(moved.size(), expected.size());
    for (std::size_t at = 0; at < moved.size(); at += columns()) {
      transpose_record(std::span(moved).subspan(at, columns()), by);
      std::set<std::string_view> lost;  // and the buckets of what is
      for (std::size_t c = 0; c < columns(); ++c) {
        const Feature& feature = features()[c];
        const int said = moved[at + c], meant = expected[at + c];
        if (said != meant && lost_in_other_key(feature, said, meant, by)) {
          lost.insert(feature.options.bucket);
          EXPECT_EQ(moved[at + static_cast<std::size_t>(column(feature.options.bucket))], -1);
        } else if (!lost.contains(feature.name)) {
          ASSERT_EQ(said, meant) << feature.name << ", seed " << seed << ", note "
                                 << at / columns();
          ++compared;
        }
      }
    }
  }
  EXPECT_GT(compared, 100000);
}

TEST(Features, GuessesCanBeHidden) {
  const SuitePiece piece = test::RandomSuite().make(7);
  const std::vector<int> written = suite_records(piece);
  std::vector<int> hidden = written;
  for (std::size_t at = 0; at < hidden.size(); at += columns()) {
    hide_guesses(std::span(hidden).subspan(at, columns()));
  }
  std::set<std::string_view> hides;
  for (const Feature& feature : features()) {
    if (is_guess(feature)) hides.insert({feature.name, feature.options.bucket});
  }
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    const bool hides_it = hides.contains(features()[i % columns()].name);
    ASSERT_EQ(hidden[i], hides_it ? -1 : written[i]) << features()[i % columns()].name;
  }
}

TEST(Features, StrengthFollowsTheMetre) {
  const auto strengths = [](Metre metre, Tick step) {
    const std::vector<Metre> metres = {metre};
    const BarGrid bars(metres, kSuiteTicksPerQuarter);
    std::string text;
    for (Tick at = 0; at < bar_ticks(metre, kSuiteTicksPerQuarter); at += step) {
      text += std::to_string(metrical_strength(bars.at(at)));
    }
    return text;
  };
  EXPECT_EQ(strengths({0, 4, 4}, 120), "0434243414342434");
  EXPECT_EQ(strengths({0, 3, 4}, 160), "055255255");
  EXPECT_EQ(strengths({0, 3, 8}, 60), "043424342434");
  EXPECT_EQ(strengths({0, 6, 8}, 120), "043434143434");
  EXPECT_EQ(strengths({0, 12, 8}, 240), "033233133233");
}

}  // namespace
}  // namespace bach::suite
