#include "plot/cairo.h"

#ifdef BACH_HAS_CAIRO_HEADERS

#include <dlfcn.h>

namespace bach {
namespace {

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

struct Loaded {
  Cairo cairo;
  bool ok = false;
};

Loaded load() {
  Loaded loaded;
  void* library = ::dlopen("libcairo.so.2", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return loaded;
  Cairo& cairo = loaded.cairo;
  loaded.ok =
      find(library, "cairo_image_surface_create", cairo.image_surface_create) &&
      find(library, "cairo_svg_surface_create_for_stream", cairo.svg_surface_create_for_stream) &&
      find(library, "cairo_pdf_surface_create_for_stream", cairo.pdf_surface_create_for_stream) &&
      find(library, "cairo_pdf_surface_set_metadata", cairo.pdf_surface_set_metadata) &&
      find(library, "cairo_surface_write_to_png_stream", cairo.surface_write_to_png_stream) &&
      find(library, "cairo_surface_finish", cairo.surface_finish) &&
      find(library, "cairo_surface_status", cairo.surface_status) &&
      find(library, "cairo_surface_destroy", cairo.surface_destroy) &&
      find(library, "cairo_create", cairo.create) &&
      find(library, "cairo_destroy", cairo.destroy) &&
      find(library, "cairo_status", cairo.status) &&
      find(library, "cairo_status_to_string", cairo.status_to_string) &&
      find(library, "cairo_save", cairo.save) && find(library, "cairo_restore", cairo.restore) &&
      find(library, "cairo_scale", cairo.scale) && find(library, "cairo_clip", cairo.clip) &&
      find(library, "cairo_set_source_rgba", cairo.set_source_rgba) &&
      find(library, "cairo_rectangle", cairo.rectangle) &&
      find(library, "cairo_new_path", cairo.new_path) &&
      find(library, "cairo_move_to", cairo.move_to) &&
      find(library, "cairo_line_to", cairo.line_to) && find(library, "cairo_arc", cairo.arc) &&
      find(library, "cairo_fill", cairo.fill) && find(library, "cairo_stroke", cairo.stroke) &&
      find(library, "cairo_set_line_width", cairo.set_line_width) &&
      find(library, "cairo_set_line_join", cairo.set_line_join) &&
      find(library, "cairo_set_line_cap", cairo.set_line_cap) &&
      find(library, "cairo_set_dash", cairo.set_dash) &&
      find(library, "cairo_select_font_face", cairo.select_font_face) &&
      find(library, "cairo_set_font_size", cairo.set_font_size) &&
      find(library, "cairo_text_extents", cairo.text_extents) &&
      find(library, "cairo_show_text", cairo.show_text) &&
      find(library, "cairo_font_options_create", cairo.font_options_create) &&
      find(library, "cairo_font_options_destroy", cairo.font_options_destroy) &&
      find(library, "cairo_font_options_set_hint_style", cairo.font_options_set_hint_style) &&
      find(library, "cairo_font_options_set_hint_metrics", cairo.font_options_set_hint_metrics) &&
      find(library, "cairo_font_options_set_antialias", cairo.font_options_set_antialias) &&
      find(library, "cairo_set_font_options", cairo.set_font_options);
  return loaded;
}

}  // namespace

Result<const Cairo*> load_cairo() {
  static const Loaded loaded = load();
  if (loaded.ok) return &loaded.cairo;
  return Error{ErrorCode::kUnsupported,
               "drawing needs the library libcairo.so.2, which cannot be loaded; on Debian, "
               "install libcairo2 (without -o the picture comes in characters)",
               {}};
}

}  // namespace bach

#endif
