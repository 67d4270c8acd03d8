#include "nn/engine/kernels/tables.h"

#include "nn/engine/kernels/simd.h"

namespace bach::engine::BACH_KERNEL_ISA {

#if defined(BACH_KERNEL_EMULATES_FMA)
constexpr bool kWantsFacts = true;
#else
constexpr bool kWantsFacts = false;
#endif

extern const KernelTable kTable;
const KernelTable kTable = {
    BACH_KERNEL_LEVEL, multiply,          multiply_transposed, scatter, column_sums,
    cell_forward,      cell_backward,     softmax_loss,        adam,    scale,
    activate,          activate_backward, sum_of_squares,      blend,   draw_mask,
    kWantsFacts};

}  // namespace bach::engine::BACH_KERNEL_ISA
