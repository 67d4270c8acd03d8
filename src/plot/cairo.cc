#include "plot/cairo.h"

#ifdef BACH_HAS_CAIRO_HEADERS

#include "base/shared_library.h"

namespace bach {
namespace {

struct Loaded {
  Cairo cairo;
  bool ok = false;
};

Loaded load() {
  Loaded loaded;
  SharedLibrary library{"libcairo.so.2"};
  Cairo& cairo = loaded.cairo;
  library.find("cairo_image_surface_create", cairo.image_surface_create);
  library.find("cairo_svg_surface_create_for_stream", cairo.svg_surface_create_for_stream);
  library.find("cairo_pdf_surface_create_for_stream", cairo.pdf_surface_create_for_stream);
  library.find("cairo_pdf_surface_set_metadata", cairo.pdf_surface_set_metadata);
  library.find("cairo_surface_flush", cairo.surface_flush);
  library.find("cairo_image_surface_get_data", cairo.image_surface_get_data);
  library.find("cairo_image_surface_get_width", cairo.image_surface_get_width);
  library.find("cairo_image_surface_get_height", cairo.image_surface_get_height);
  library.find("cairo_image_surface_get_stride", cairo.image_surface_get_stride);
  library.find("cairo_surface_finish", cairo.surface_finish);
  library.find("cairo_surface_status", cairo.surface_status);
  library.find("cairo_surface_destroy", cairo.surface_destroy);
  library.find("cairo_create", cairo.create);
  library.find("cairo_destroy", cairo.destroy);
  library.find("cairo_status", cairo.status);
  library.find("cairo_status_to_string", cairo.status_to_string);
  library.find("cairo_save", cairo.save);
  library.find("cairo_restore", cairo.restore);
  library.find("cairo_scale", cairo.scale);
  library.find("cairo_clip", cairo.clip);
  library.find("cairo_set_source_rgba", cairo.set_source_rgba);
  library.find("cairo_rectangle", cairo.rectangle);
  library.find("cairo_new_path", cairo.new_path);
  library.find("cairo_move_to", cairo.move_to);
  library.find("cairo_line_to", cairo.line_to);
  library.find("cairo_arc", cairo.arc);
  library.find("cairo_fill", cairo.fill);
  library.find("cairo_stroke", cairo.stroke);
  library.find("cairo_set_line_width", cairo.set_line_width);
  library.find("cairo_set_line_join", cairo.set_line_join);
  library.find("cairo_set_line_cap", cairo.set_line_cap);
  library.find("cairo_set_dash", cairo.set_dash);
  library.find("cairo_select_font_face", cairo.select_font_face);
  library.find("cairo_set_font_size", cairo.set_font_size);
  library.find("cairo_text_extents", cairo.text_extents);
  library.find("cairo_show_text", cairo.show_text);
  library.find("cairo_font_options_create", cairo.font_options_create);
  library.find("cairo_font_options_destroy", cairo.font_options_destroy);
  library.find("cairo_font_options_set_hint_style", cairo.font_options_set_hint_style);
  library.find("cairo_font_options_set_hint_metrics", cairo.font_options_set_hint_metrics);
  library.find("cairo_font_options_set_antialias", cairo.font_options_set_antialias);
  library.find("cairo_set_font_options", cairo.set_font_options);
  loaded.ok = library.complete();
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
