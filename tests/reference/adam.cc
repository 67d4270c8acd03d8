#include "reference/adam.h"

#include <cmath>

namespace bach {

template <typename T>
Adam<T>::Adam(std::size_t size, const AdamOptions& options)
    : options_(options), first_moment_(size), second_moment_(size) {}

template <typename T>
void Adam<T>::step(std::span<T> parameters, std::span<const T> gradients) {
  beta1_power_ *= options_.beta1;
  beta2_power_ *= options_.beta2;
  const T beta1 = static_cast<T>(options_.beta1);
  const T beta2 = static_cast<T>(options_.beta2);
  const T share1 = static_cast<T>(1 - options_.beta1);
  const T share2 = static_cast<T>(1 - options_.beta2);
  const T step_size = static_cast<T>(options_.learning_rate / (1 - beta1_power_));
  const T correction = static_cast<T>(std::sqrt(1 - beta2_power_));
  const T epsilon = static_cast<T>(options_.epsilon);
  for (std::size_t k = 0; k < parameters.size(); ++k) {
    const T g = gradients[k];
    const T m = first_moment_[k] * beta1 + g * share1;
    const T v = second_moment_[k] * beta2 + g * g * share2;
    first_moment_[k] = m;
    second_moment_[k] = v;
    parameters[k] -= step_size * (m / (std::sqrt(v) / correction + epsilon));
  }
}

template class Adam<float>;
template class Adam<double>;

}  // namespace bach
