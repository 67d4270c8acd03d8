#include "suite/preset.h"

#include <string>

#include "suite/columns.h"

namespace bach {
namespace {

// Places in SequenceConfig::tables.
enum Table : int {
  kPitchTable,
  kRhythmTable,
  kClassTable,
  kPhaseTable,
  kStrengthTable,
  kBeatsToBarTable,
  kOffGridTable,
  kChordNotesTable,
  kEndClockTable,
  kBucketTable,
  kRunTable,
  kModeTable,
  kKindTable,
  kRoleTable,
  kBarsLeftTable,
  kBarOfFourTable,
  kIntervalTable,
  kMatchBucketTable,
  kPitchGuessTable,
  kRhythmGuessTable,
};

std::vector<TableConfig> tables() {
  return {
      {"pitch", kSuitePitches, 64},
      {"rhythm", kRhythmClasses, 24},
      {"class", 12, 16},
      {"phase", 32, 12},
      {"strength", 7, 8},
      {"beats_to_bar", 8, 6},
      {"off_grid", 2, 2},
      {"chord_notes", 4, 4},
      {"end_clock", 25, 12},
      {"bucket", kMatchBuckets, 4},
      {"run", kRunBuckets, 4},
      {"mode", 2, 4},
      {"kind", kPieceKinds, 8},
      {"role", kPartRoles, 4},
      {"bars_left", 8, 8},
      {"bar_of_four", 4, 4},
      {"interval", 49, 16},
      {"match_bucket", kRhythmMatchBuckets, 4},
      // Guesses are many, and often the same: narrow, or they would take most of the first layer.
      {"pitch_guess", kSuitePitches, 16},
      {"rhythm_guess", kRhythmClasses, 8},
  };
}

// −1: never embedded.
int table_of(SuiteColumn column) {
  for (const GuessColumns& columns : kPitchGuessColumns) {
    if (columns.guess == column) return kPitchGuessTable;
  }
  for (const GuessColumns& columns : kRhythmGuessColumns) {
    if (columns.guess == column) return kRhythmGuessTable;
  }
  switch (column) {
    case kColumnLastPitch:
    case kColumnPitch:
      return kPitchTable;
    case kColumnLastRhythm:
      return kRhythmTable;
    case kColumnLastClass:
    case kColumnClass:
      return kClassTable;
    case kColumnPhase:
      return kPhaseTable;
    case kColumnStrength:
      return kStrengthTable;
    case kColumnBeatsToBar:
      return kBeatsToBarTable;
    case kColumnOffGrid:
      return kOffGridTable;
    case kColumnChordNotes:
      return kChordNotesTable;
    case kColumnEndClock:
      return kEndClockTable;
    case kColumnPitchBucket:
    case kColumnIntervalBucket:
    case kColumnStepBucket:
    case kColumnPlacedBucket:
      return kBucketTable;
    case kColumnMode:
      return kModeTable;
    case kColumnKind:
      return kKindTable;
    case kColumnRole:
      return kRoleTable;
    case kColumnBarsLeft:
      return kBarsLeftTable;
    case kColumnBarOfFour:
      return kBarOfFourTable;
    case kColumnInterval:
      return kIntervalTable;
    case kColumnMatchBucket:
      return kMatchBucketTable;
    case kColumnShift:
      return -1;
    default:
      return kRunTable;
  }
}

// Share of steps at which a column is hidden in training. The last rhythm is nearly always the next
// one, and a network that sees it learns little else; what steers (kind, form) must be dispensable.
double dropout_of(SuiteColumn column) {
  switch (column) {
    case kColumnLastRhythm:
      return 0.4;
    case kColumnKind:
    case kColumnRole:
    case kColumnBarsLeft:
    case kColumnBarOfFour:
      return 0.5;
    default:
      return 0;
  }
}

}  // namespace

SequenceConfig suite_config() {
  SequenceConfig config;
  config.tables = tables();
  for (int c = 0; c < kSuiteColumns; ++c) {
    const auto column = static_cast<SuiteColumn>(c);
    const SuiteColumnInfo& info = kSuiteColumnInfo[static_cast<std::size_t>(c)];
    const int table = table_of(column);
    config.fields.push_back(
        {std::string(info.name), table, table < 0 ? info.range : 0, dropout_of(column)});
  }
  for (int c = 0; c <= kColumnLastLag; ++c) config.inputs.push_back(c);
  config.layers = 1;
  config.hidden = 192;
  config.input_dropout = 0.2;
  config.output_dropout = 0.5;
  config.recurrent_dropout = 0.3;
  config.forget_bias = 1;

  const std::vector<int> context = {kColumnPhase,     kColumnStrength,   kColumnBeatsToBar,
                                    kColumnOffGrid,   kColumnChordNotes, kColumnEndClock,
                                    kColumnLastClass, kColumnMode,       kColumnKind,
                                    kColumnRole,      kColumnBarsLeft,   kColumnBarOfFour};
  HeadConfig pitch;
  pitch.name = "pitch";
  pitch.classes = kSuitePitches;
  pitch.fields = context;
  pitch.tied_table = kPitchTable;
  pitch.shift_field = kColumnShift;
  for (const GuessColumns& guess : kPitchGuessColumns) {
    pitch.guesses.push_back({guess.guess, guess.bucket});
  }
  HeadConfig rhythm;
  rhythm.name = "rhythm";
  rhythm.classes = kRhythmClasses;
  rhythm.fields = context;
  for (const int column : {kColumnPitch, kColumnClass, kColumnInterval, kColumnMatchRhythm}) {
    rhythm.fields.push_back(column);
  }
  rhythm.hidden = 256;
  rhythm.activation = Activation::kTanh;
  for (const GuessColumns& guess : kRhythmGuessColumns) {
    rhythm.guesses.push_back({guess.guess, guess.bucket});
  }
  config.heads = {pitch, rhythm};
  return config;
}

Status is_suite_config(const SequenceConfig& config) {
  const auto error = [](const std::string& what) {
    return Error{ErrorCode::kInvalidData, "no suite model of this version: " + what, {}};
  };
  const std::size_t columns = kSuiteColumns;
  if (config.fields.size() != columns) {
    return error("a step has " + std::to_string(config.fields.size()) + " fields, not " +
                 std::to_string(columns));
  }
  for (std::size_t c = 0; c < columns; ++c) {
    const SuiteColumnInfo& info = kSuiteColumnInfo[c];
    if (config.fields[c].name != info.name ||
        field_range(config, static_cast<int>(c)) != info.range) {
      return error("field " + std::to_string(c) + " is '" + config.fields[c].name + "' of " +
                   std::to_string(field_range(config, static_cast<int>(c))) + " values, not '" +
                   std::string(info.name) + "' of " + std::to_string(info.range));
    }
  }
  if (config.heads.size() != 2 || config.heads[kPitchHead].classes != kSuitePitches ||
      config.heads[kRhythmHead].classes != kRhythmClasses) {
    return error("its heads are not pitch and rhythm");
  }
  return {};
}

}  // namespace bach
