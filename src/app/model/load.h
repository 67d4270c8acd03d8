// Models from disk.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "app/model/preset.h"
#include "base/result.h"
#include "lm/model.h"

namespace bach {

using AnyModel = Model;

// Reads a model of any preset. kUnsupported with `path` named when its vocabulary or network is not
// one of this program. Without a digest of its weights (foreign programs write none) `warnings`, where
// given, gets a line.
Result<Model> load_any_model(const std::string& path, std::vector<std::string>* warnings = nullptr);
// The same from the bytes of a file, `name` standing for it in messages.
Result<Model> any_model_of(std::span<const std::uint8_t> bytes, const std::string& name,
                           std::vector<std::string>* warnings = nullptr);

// Of a model that load_any_model() would take.
Preset preset_of(const Model& model);

// A windows model; kUnsupported for another kind.
Result<Model> load_model(const std::string& path);

// A suite model: the one in the program when `path` is empty. kUnsupported for another kind.
Result<Model> load_suite_model(const std::string& path,
                               std::vector<std::string>* warnings = nullptr);

// Whether `model` is a suite network of this program (see is_suite_config()); kUnsupported with
// `path` named when not.
Status check_suite_model(const Model& model, const std::string& path);

}  // namespace bach
