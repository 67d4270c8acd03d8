#include "nn/engine/kernels/tables.h"

namespace bach::engine::BACH_KERNEL_ISA {

extern const Kernels kTable;
const Kernels kTable = {
    BACH_KERNEL_LEVEL, multiply,          multiply_transposed, scatter, column_sums,
    cell_forward,      cell_backward,     softmax_loss,        adam,    scale,
    activate,          activate_backward, sum_of_squares,      blend,   draw_mask};

}  // namespace bach::engine::BACH_KERNEL_ISA
