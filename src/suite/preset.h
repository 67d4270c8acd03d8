// The suite network: which of the record's columns go where, how large, how much is dropped.
#pragma once

#include "lm/sequence_config.h"

namespace bach {

// Heads of the suite network, in order.
inline constexpr int kPitchHead = 0;
inline constexpr int kRhythmHead = 1;

// Fields are the columns of a record (suite/columns.h), by name and in order. Always valid.
SequenceConfig suite_config();

// Whether a network of this configuration can be fed with records and asked for pitch, then rhythm:
// its fields and heads are those of suite_config(), whatever the sizes. The error names the first
// difference.
Status is_suite_config(const SequenceConfig& config);

}  // namespace bach
