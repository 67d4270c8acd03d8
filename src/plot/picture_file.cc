#include "plot/picture_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <new>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/lower.h"
#include "plot/cairo_canvas.h"
#include "plot/png.h"

namespace bach {
namespace {

enum class Format { kPng, kSvg, kPdf, kUnknown };

Format format_of(const std::string& output) {
  if (output == "-") return Format::kSvg;
  const std::string ending = file_ending(output);
  if (ending == ".png") return Format::kPng;
  if (ending == ".svg") return Format::kSvg;
  return ending == ".pdf" ? Format::kPdf : Format::kUnknown;
}

#ifdef BACH_HAS_CAIRO_HEADERS

// Cairo's own limit for images, and the largest page of PDF 1.7 (annex C), in points.
constexpr double kMostPixels = 32767;
constexpr double kMostPoints = 14400;

using Bytes = std::vector<std::uint8_t>;

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  auto& all = *static_cast<Bytes*>(bytes);
  try {
    all.insert(all.end(), data, data + length);
  } catch (const std::bad_alloc&) {  // must not pass through Cairo
    return CAIRO_STATUS_NO_MEMORY;
  }
  return CAIRO_STATUS_SUCCESS;
}

// A surface that is finished and destroyed at the end.
class Surface {
 public:
  Surface(const Cairo& cairo, Format format, Size size, double scale, Bytes& bytes)
      : cairo_(cairo), surface_(make(cairo, format, size, scale, bytes)) {}
  ~Surface() { cairo_.surface_destroy(surface_); }
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;

  cairo_surface_t* get() const { return surface_; }

 private:
  static cairo_surface_t* make(const Cairo& cairo, Format format, Size size, double scale,
                               Bytes& bytes) {
    if (format == Format::kSvg) {
      return cairo.svg_surface_create_for_stream(append, &bytes, size.width, size.height);
    }
    if (format == Format::kPng) {
      return cairo.image_surface_create(CAIRO_FORMAT_RGB24,
                                        static_cast<int>(std::lround(size.width * scale)),
                                        static_cast<int>(std::lround(size.height * scale)));
    }
    cairo_surface_t* surface =
        cairo.pdf_surface_create_for_stream(append, &bytes, size.width, size.height);
    // In place of the time of day.
    cairo.pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "1720-01-01T00:00:00Z");
    return surface;
  }

  const Cairo& cairo_;
  cairo_surface_t* surface_;
};

// Cairo numbers surfaces through the life of a process: <g id="surface54">.
void forget_surface_number(Bytes& svg) {
  constexpr std::string_view kName = "id=\"surface";
  const auto name = std::search(svg.begin(), svg.end(), kName.begin(), kName.end());
  if (name == svg.end()) return;
  const auto digits = name + static_cast<std::ptrdiff_t>(kName.size());
  svg.erase(digits, std::find(digits, svg.end(), '"'));
}

Result<Bytes> png_bytes(const Cairo& cairo, cairo_surface_t* image) {
  cairo.surface_flush(image);
  Pixels pixels;
  pixels.width = cairo.image_surface_get_width(image);
  pixels.height = cairo.image_surface_get_height(image);
  pixels.stride = static_cast<std::size_t>(cairo.image_surface_get_stride(image));
  pixels.bytes = {cairo.image_surface_get_data(image),
                  pixels.stride * static_cast<std::size_t>(pixels.height)};
  return png_of(pixels);
}

Result<Bytes> drawn(const Picture& picture, Format format, const PictureOptions& options) {
  const Result<const Cairo*> loaded = load_cairo();
  if (!loaded) return loaded.error();
  const Cairo& cairo = **loaded;
  const Size size = options.size.value_or(picture.size());
  const double scale = format == Format::kPng ? options.pixels_per_point : 1;
  const double most = format == Format::kPng ? kMostPixels : kMostPoints;
  if (std::max(size.width, size.height) * scale > most) {
    return Error{ErrorCode::kLimit, "the picture is too large; show less, or set `size`", {}};
  }
  Bytes bytes;
  const Surface surface(cairo, format, size, scale, bytes);
  cairo_status_t status = CAIRO_STATUS_SUCCESS;
  {
    const Theme& theme = options.dark ? dark_theme() : light_theme();
    CairoCanvas canvas(cairo, surface.get(), scale, format == Format::kPng);
    canvas.fill({0, 0, size.width, size.height}, theme.paper);
    picture.draw(canvas, size, theme);
    status = canvas.status();
  }
  if (status == CAIRO_STATUS_SUCCESS && format == Format::kPng) {
    return png_bytes(cairo, surface.get());
  }
  cairo.surface_finish(surface.get());
  if (status == CAIRO_STATUS_SUCCESS) status = cairo.surface_status(surface.get());
  if (format == Format::kSvg) forget_surface_number(bytes);
  if (status == CAIRO_STATUS_SUCCESS) return bytes;
  return Error{ErrorCode::kIo, std::string("Cairo: ") + cairo.status_to_string(status), {}};
}

#else

Result<std::vector<std::uint8_t>> drawn(const Picture&, Format, const PictureOptions&) {
  return Error{ErrorCode::kUnsupported,
               "this program was built without drawing; install libcairo2-dev and build it again "
               "(without -o the picture comes in characters)",
               {}};
}

#endif

}  // namespace

Status check_picture_target(const std::string& output) {
  if (format_of(output) != Format::kUnknown) return {};
  return Error{ErrorCode::kInvalidArgument,
               output + ": the name must end in .png, .svg or .pdf to say what picture to write",
               {}};
}

Result<std::vector<std::uint8_t>> svg_of(const Picture& picture, const PictureOptions& options) {
  return drawn(picture, Format::kSvg, options);
}

Status write_picture(const Picture& picture, const std::string& output,
                     const PictureOptions& options) {
  if (Status target = check_picture_target(output); !target) return target;
  Result<std::vector<std::uint8_t>> bytes = drawn(picture, format_of(output), options);
  if (!bytes) {
    Error error = std::move(bytes).error();
    error.message = (output == "-" ? "standard output" : output) + ": " + error.message;
    return error;
  }
  return write_file_atomically(output, *bytes);
}

}  // namespace bach
