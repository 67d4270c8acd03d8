// What a network that is still learning plays when it is asked to.
#pragma once

#include <cstdint>
#include <string>

#include "app/train.h"
#include "base/cancel.h"
#include "base/result.h"
#include "lm/model.h"

namespace bach {

// `seed` decides the beginning and every draw. Takes a fraction of a second.
Result<Demonstration> demonstrate(const Model& model, std::uint64_t seed,
                                  const Cancellation& cancellation);

// DIRECTORY/epoch-03.wav, the folder made where there is none; what is there is replaced.
Status save_demonstration(const Demonstration& demonstration, const std::string& directory,
                          int epoch, const Cancellation& cancellation);

}  // namespace bach
