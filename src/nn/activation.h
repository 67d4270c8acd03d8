// What may stand after a linear layer.
#pragma once

namespace bach {

enum class Activation { kNone, kRelu, kTanh };

}  // namespace bach
