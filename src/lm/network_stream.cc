#include "lm/network_stream.h"

#include <cstddef>

namespace bach {

NetworkStream::NetworkStream(const NetworkStream& other)
    : network_(other.network_), before_(other.before_), fields_(other.fields_) {
  if (fields_.empty()) return;
  network_.set_states(before_);
  network_.advance(fields_);
}

void NetworkStream::advance(std::span<const int> fields) {
  before_ = network_.states();
  fields_.assign(fields.begin(), fields.end());
  network_.advance(fields_);
}

std::vector<float> NetworkStream::head(int head, std::span<const int> fields) {
  const HeadConfig& config = network_.config().heads[static_cast<std::size_t>(head)];
  std::vector<float> logits(static_cast<std::size_t>(config.classes));
  network_.head(head, fields, logits);
  return logits;
}

}  // namespace bach
