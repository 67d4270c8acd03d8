// Models from disk.
#pragma once

#include <string>

#include "base/result.h"
#include "lm/model.h"

namespace bach {

using AnyModel = SequenceModel;

// Reads a model of any kind. The vocabulary of a windows model has been checked; that of a model
// of sequences is the caller's to look at (card.vocabulary and its fingerprint).
Result<AnyModel> load_any_model(const std::string& path);

// A windows model; kUnsupported for another kind.
Result<SequenceModel> load_model(const std::string& path);

// A suite model: the one in the program when `path` is empty. kUnsupported for another kind.
Result<SequenceModel> load_suite_model(const std::string& path);

// Whether `model` is a suite network of this program (see is_suite_config()); kUnsupported with
// `path` named when not.
Status check_suite_model(const SequenceModel& model, const std::string& path);

}  // namespace bach
