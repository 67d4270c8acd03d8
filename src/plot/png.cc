#include "plot/png.h"

#if __has_include(<png.h>)

#include <png.h>

#include <bit>
#include <csetjmp>
#include <cstring>
#include <new>
#include <optional>
#include <span>
#include <string>

#include "base/shared_library.h"
#include "plot/palette.h"

namespace bach {
namespace {

constexpr int kRunsAlone = 3;  // zlib's Z_RLE

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
  decltype(&png_set_PLTE) set_PLTE = nullptr;
  decltype(&png_set_compression_strategy) set_compression_strategy = nullptr;
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
  library.find("png_set_PLTE", png.set_PLTE);
  library.find("png_set_compression_strategy", png.set_compression_strategy);
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

void begin_file(const Libpng& png, png_structp writer, png_infop info, const Pixels& pixels,
                int colours) {
  png.set_IHDR(writer, info, static_cast<png_uint_32>(pixels.width),
               static_cast<png_uint_32>(pixels.height), 8, colours, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png.set_filter(writer, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
}

// In what is called here and in the next one nothing has a destructor, which a jump would pass over.
void write_rgb(const Libpng& png, png_structp writer, png_infop info, const Pixels& pixels) {
  begin_file(png, writer, info, pixels, PNG_COLOR_TYPE_RGB);
  png.write_info(writer, info);
  constexpr bool kLittle = std::endian::native == std::endian::little;
  if (kLittle) png.set_bgr(writer);
  png.set_filler(writer, 0, kLittle ? PNG_FILLER_AFTER : PNG_FILLER_BEFORE);
  for (int row = 0; row < pixels.height; ++row) {
    png.write_row(writer, pixels.bytes.data() + static_cast<std::size_t>(row) * pixels.stride);
  }
}

// A palette, and room for a row.
struct IndexedRow {
  const Palette* palette = nullptr;  // null: full colours
  std::span<std::uint8_t> places;
};

void write_indexed(const Libpng& png, png_structp writer, png_infop info, const Pixels& pixels,
                   const IndexedRow& indexed) {
  begin_file(png, writer, info, pixels, PNG_COLOR_TYPE_PALETTE);
  png_color palette[kMostColours];
  int count = 0;
  for (const std::uint32_t colour : indexed.palette->colours()) {
    palette[count++] = {static_cast<png_byte>(colour >> 16), static_cast<png_byte>(colour >> 8),
                        static_cast<png_byte>(colour)};
  }
  png.set_PLTE(writer, info, palette, count);
  // Next to nothing but runs is left: half the time for a seventh more bytes.
  png.set_compression_strategy(writer, kRunsAlone);
  png.write_info(writer, info);
  for (int y = 0; y < pixels.height; ++y) {
    const std::uint8_t* row = pixels.bytes.data() + static_cast<std::size_t>(y) * pixels.stride;
    const bool again =
        y > 0 && std::memcmp(row, row - pixels.stride, 4 * indexed.places.size()) == 0;
    if (!again) indexed.palette->places(row, indexed.places);
    png.write_row(writer, indexed.places.data());
  }
}

bool write_pixels(const Libpng& png, png_structp writer, png_infop info, const Pixels& pixels,
                  const IndexedRow& indexed) {
  if (setjmp(*png.set_longjmp_fn(writer, std::longjmp, sizeof(std::jmp_buf))) != 0) return false;
  if (indexed.palette != nullptr) {
    write_indexed(png, writer, info, pixels, indexed);
  } else {
    write_rgb(png, writer, info, pixels);
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
  const std::optional<Palette> palette = Palette::of(pixels);
  std::vector<std::uint8_t> places(palette ? static_cast<std::size_t>(pixels.width) : 0);
  PngOutput output;
  png_structp writer =
      png.create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, leave_libpng, ignore_warning);
  png_infop info = writer != nullptr ? png.create_info_struct(writer) : nullptr;
  bool written = false;
  if (info != nullptr) {
    png.set_write_fn(writer, &output, keep_bytes, keep_nothing);
    written = write_pixels(png, writer, info, pixels, {palette ? &*palette : nullptr, places});
  }
  if (writer != nullptr) png.destroy_write_struct(&writer, &info);
  if (written) return std::move(output.bytes);
  return Error{
      ErrorCode::kIo, "libpng: " + (output.problem.empty() ? "no memory" : output.problem), {}};
}

}  // namespace bach

#endif
