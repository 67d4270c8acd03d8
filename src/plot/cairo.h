// Cairo, loaded when first used: the program starts without it and its twenty libraries.
#pragma once

#if __has_include(<cairo/cairo.h>) && __has_include(<png.h>)
#define BACH_HAS_CAIRO_HEADERS 1

#include <cairo/cairo-pdf.h>
#include <cairo/cairo-svg.h>
#include <cairo/cairo.h>

#include "base/result.h"

namespace bach {

// The few functions we call, found in the shared library.
struct Cairo {
  decltype(&cairo_image_surface_create) image_surface_create = nullptr;
  decltype(&cairo_svg_surface_create_for_stream) svg_surface_create_for_stream = nullptr;
  decltype(&cairo_pdf_surface_create_for_stream) pdf_surface_create_for_stream = nullptr;
  decltype(&cairo_pdf_surface_set_metadata) pdf_surface_set_metadata = nullptr;
  decltype(&cairo_surface_flush) surface_flush = nullptr;
  decltype(&cairo_image_surface_get_data) image_surface_get_data = nullptr;
  decltype(&cairo_image_surface_get_width) image_surface_get_width = nullptr;
  decltype(&cairo_image_surface_get_height) image_surface_get_height = nullptr;
  decltype(&cairo_image_surface_get_stride) image_surface_get_stride = nullptr;
  decltype(&cairo_surface_finish) surface_finish = nullptr;
  decltype(&cairo_surface_status) surface_status = nullptr;
  decltype(&cairo_surface_destroy) surface_destroy = nullptr;
  decltype(&cairo_create) create = nullptr;
  decltype(&cairo_destroy) destroy = nullptr;
  decltype(&cairo_status) status = nullptr;
  decltype(&cairo_status_to_string) status_to_string = nullptr;
  decltype(&cairo_save) save = nullptr;
  decltype(&cairo_restore) restore = nullptr;
  decltype(&cairo_scale) scale = nullptr;
  decltype(&cairo_clip) clip = nullptr;
  decltype(&cairo_set_source_rgba) set_source_rgba = nullptr;
  decltype(&cairo_rectangle) rectangle = nullptr;
  decltype(&cairo_new_path) new_path = nullptr;
  decltype(&cairo_move_to) move_to = nullptr;
  decltype(&cairo_line_to) line_to = nullptr;
  decltype(&cairo_arc) arc = nullptr;
  decltype(&cairo_fill) fill = nullptr;
  decltype(&cairo_stroke) stroke = nullptr;
  decltype(&cairo_set_line_width) set_line_width = nullptr;
  decltype(&cairo_set_line_join) set_line_join = nullptr;
  decltype(&cairo_set_line_cap) set_line_cap = nullptr;
  decltype(&cairo_set_dash) set_dash = nullptr;
  decltype(&cairo_select_font_face) select_font_face = nullptr;
  decltype(&cairo_set_font_size) set_font_size = nullptr;
  decltype(&cairo_text_extents) text_extents = nullptr;
  decltype(&cairo_show_text) show_text = nullptr;
  decltype(&cairo_font_options_create) font_options_create = nullptr;
  decltype(&cairo_font_options_destroy) font_options_destroy = nullptr;
  decltype(&cairo_font_options_set_hint_style) font_options_set_hint_style = nullptr;
  decltype(&cairo_font_options_set_hint_metrics) font_options_set_hint_metrics = nullptr;
  decltype(&cairo_font_options_set_antialias) font_options_set_antialias = nullptr;
  decltype(&cairo_set_font_options) set_font_options = nullptr;
};

// Loads the library once for the life of the program; safe from any thread. The error
// (kUnsupported) says what to install.
Result<const Cairo*> load_cairo();

}  // namespace bach

#endif
