// A trained model: its shape, its weights and what its file tells about it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lm/network_config.h"

namespace bach {

// Where a model comes from. Holds no path, time, host, thread count or instruction set.
struct ModelCard {
  std::string vocabulary;              // its name: "pitch"
  std::string vocabulary_fingerprint;  // must equal the reader's, or rows mean something else
  std::string corpus_hash;             // of the music it learned from
  std::string program_version;         // "0.1.0"
  std::string command;                 // the options that decided the result
  std::string begun_from;  // SHA-256 of the weights it began with; empty: drawn from the seed
  std::uint64_t seed = 0;
  std::uint64_t steps = 0;               // training steps behind the weights
  std::optional<double> held_out_nats;   // per note, when some music was held out
  std::vector<std::vector<int>> starts;  // of windows: some to begin a piece with, T rows each

  bool operator==(const ModelCard&) const = default;
};

// Bytes that travel with a network; nothing here knows what they mean.
struct Attachment {
  std::string name;  // of small letters, digits, '_'; each its own
  std::vector<std::uint8_t> bytes;

  bool operator==(const Attachment&) const = default;
};

struct Model {
  NetworkConfig config;
  std::vector<float> parameters;  // laid out as lm/network_parameters.h says
  ModelCard card;
  std::vector<Attachment> attachments = {};  // by name

  // Null when there is none of that name.
  const Attachment* find(std::string_view name) const;

  bool operator==(const Model&) const = default;
};

}  // namespace bach
