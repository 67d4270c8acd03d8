#include "nn/adam.h"

#include <cmath>

namespace bach {

template <typename T>
Adam<T>::Adam(std::size_t size, const AdamOptions& options)
    : options_(options), state_{1, 1, std::vector<T>(size), std::vector<T>(size)} {}

template <typename T>
void Adam<T>::step(std::span<T> parameters, std::span<const T> gradients) {
  state_.beta1_power *= options_.beta1;
  state_.beta2_power *= options_.beta2;
  const T beta1 = static_cast<T>(options_.beta1);
  const T beta2 = static_cast<T>(options_.beta2);
  const T share1 = static_cast<T>(1 - options_.beta1);
  const T share2 = static_cast<T>(1 - options_.beta2);
  const T step_size = static_cast<T>(options_.learning_rate / (1 - state_.beta1_power));
  const T correction = static_cast<T>(std::sqrt(1 - state_.beta2_power));
  const T epsilon = static_cast<T>(options_.epsilon);
  for (std::size_t k = 0; k < parameters.size(); ++k) {
    const T g = gradients[k];
    const T m = state_.first_moment[k] * beta1 + g * share1;
    const T v = state_.second_moment[k] * beta2 + g * g * share2;
    state_.first_moment[k] = m;
    state_.second_moment[k] = v;
    parameters[k] -= step_size * (m / (std::sqrt(v) / correction + epsilon));
  }
}

template class Adam<float>;
template class Adam<double>;

}  // namespace bach
