#include "nn/engine/kernel_table.h"

namespace bach::engine {

namespace portable {
extern const KernelTable kTable;
}
#if defined(BACH_HAS_SIMD128_KERNELS)
namespace simd128 {
extern const KernelTable kTable;
}
#endif
#if defined(BACH_HAS_X86_KERNELS)
namespace avx2 {
extern const KernelTable kTable;
}
namespace avx512 {
extern const KernelTable kTable;
}
#endif

const KernelTable& kernels(Isa isa) {
#if defined(BACH_HAS_X86_KERNELS)
  if (isa == Isa::kAvx2) return avx2::kTable;
  if (isa == Isa::kAvx512) return avx512::kTable;
#endif
#if defined(BACH_HAS_SIMD128_KERNELS)
  if (isa == Isa::kSimd128) return simd128::kTable;
#endif
  (void)isa;
  return portable::kTable;
}

}  // namespace bach::engine
