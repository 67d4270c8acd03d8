#include "plot/png.h"

#if __has_include(<png.h>)

#include <png.h>

#include <bit>
#include <csetjmp>
#include <new>
#include <string>

#include "base/shared_library.h"

namespace bach {
namespace {

// The few functions we call.
struct Libpng {
  decltype(&png_create_write_struct) create_write_struct = nullptr;
  decltype(&png_create_info_struct) create_info_struct = nullptr;
  decltype(&png_destroy_write_struct) destroy_write_struct = nullptr;
  decltype(&png_set_longjmp_fn) set_longjmp_fn = nullptr;
  decltype(&png_error) error = nullptr;
  decltype(&png_get_io_ptr) get_io_ptr = nullptr;
  decltype(&png_set_write_fn) set_write_fn = nullptr;
  decltype(&png_set_IHDR) set_IHDR = nullptr;
  decltype(&png_set_filter) set_filter = nullptr;
  decltype(&png_set_bgr) set_bgr = nullptr;
  decltype(&png_set_filler) set_filler = nullptr;
  decltype(&png_write_info) write_info = nullptr;
  decltype(&png_write_row) write_row = nullptr;
  decltype(&png_write_end) write_end = nullptr;
  bool ok = false;
};

Libpng load_libpng() {
  Libpng png;
  SharedLibrary library{"libpng16.so.16"};
  library.find("png_create_write_struct", png.create_write_struct);
  library.find("png_create_info_struct", png.create_info_struct);
  library.find("png_destroy_write_struct", png.destroy_write_struct);
  library.find("png_set_longjmp_fn", png.set_longjmp_fn);
  library.find("png_error", png.error);
  library.find("png_get_io_ptr", png.get_io_ptr);
  library.find("png_set_write_fn", png.set_write_fn);
  library.find("png_set_IHDR", png.set_IHDR);
  library.find("png_set_filter", png.set_filter);
  library.find("png_set_bgr", png.set_bgr);
  library.find("png_set_filler", png.set_filler);
  library.find("png_write_info", png.write_info);
  library.find("png_write_row", png.write_row);
  library.find("png_write_end", png.write_end);
  png.ok = library.complete();
  return png;
}

const Libpng& libpng() {
  static const Libpng loaded = load_libpng();
  return loaded;
}

struct PngOutput {
  std::vector<std::uint8_t> bytes;
  std::string problem;
};

void keep_bytes(png_structp writer, png_bytep data, std::size_t size) {
  bool full = false;
  try {
    std::vector<std::uint8_t>& bytes = static_cast<PngOutput*>(libpng().get_io_ptr(writer))->bytes;
    bytes.insert(bytes.end(), data, data + size);
  } catch (const std::bad_alloc&) {  // must not pass through libpng
    full = true;
  }
  if (full) libpng().error(writer, "no memory");
}
void keep_nothing(png_structp) {}

// Must not return.
void leave_libpng(png_structp writer, png_const_charp message) {
  if (auto* output = static_cast<PngOutput*>(libpng().get_io_ptr(writer)))
    output->problem = message;
  std::longjmp(*libpng().set_longjmp_fn(writer, std::longjmp, sizeof(std::jmp_buf)), 1);
}
void ignore_warning(png_structp, png_const_charp) {}

// Nothing here has a destructor, which a jump would pass over.
bool write_pixels(const Libpng& png, png_structp writer, png_infop info, const Pixels& pixels) {
  if (setjmp(*png.set_longjmp_fn(writer, std::longjmp, sizeof(std::jmp_buf))) != 0) return false;
  png.set_IHDR(writer, info, static_cast<png_uint_32>(pixels.width),
               static_cast<png_uint_32>(pixels.height), 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png.set_filter(writer, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
  png.write_info(writer, info);
  constexpr bool kLittle = std::endian::native == std::endian::little;
  if (kLittle) png.set_bgr(writer);
  png.set_filler(writer, 0, kLittle ? PNG_FILLER_AFTER : PNG_FILLER_BEFORE);
  for (int row = 0; row < pixels.height; ++row) {
    png.write_row(writer, pixels.bytes.data() + static_cast<std::size_t>(row) * pixels.stride);
  }
  png.write_end(writer, info);
  return true;
}

}  // namespace

Result<std::vector<std::uint8_t>> png_of(const Pixels& pixels) {
  const Libpng& png = libpng();
  if (!png.ok) {
    return Error{ErrorCode::kUnsupported,
                 "PNG needs the library libpng16.so.16, which cannot be loaded; on Debian, install "
                 "libpng16-16 (.svg and .pdf need none)",
                 {}};
  }
  PngOutput output;
  png_structp writer =
      png.create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, leave_libpng, ignore_warning);
  png_infop info = writer != nullptr ? png.create_info_struct(writer) : nullptr;
  bool written = false;
  if (info != nullptr) {
    png.set_write_fn(writer, &output, keep_bytes, keep_nothing);
    written = write_pixels(png, writer, info, pixels);
  }
  if (writer != nullptr) png.destroy_write_struct(&writer, &info);
  if (written) return std::move(output.bytes);
  return Error{
      ErrorCode::kIo, "libpng: " + (output.problem.empty() ? "no memory" : output.problem), {}};
}

}  // namespace bach

#endif
