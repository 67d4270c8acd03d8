// Pages of a score, engraved by abcm2ps and its converters where they are installed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace bach {

enum class PageFormat { kPdf, kSvg, kPng };

// By the ending of `path`, in either case: .pdf, .svg, .png.
std::optional<PageFormat> page_format_of(const std::string& path);

// Writes the pages of an ABC tune to `path`: a PDF holds all; of several pages as SVG or PNG,
// page.svg becomes page-1.svg, page-2.svg … PNG has 150 pixels an inch. Returns the files written.
// Runs abcm2ps and, but for SVG, gs (Ghostscript), in a folder of its own that is removed again.
// Errors: kUnsupported when one of them is not installed, kInvalidData when it fails, those of
// write_file_atomically().
Result<std::vector<std::string>> engrave(const std::string& abc, PageFormat format,
                                         const std::string& path, bool replace);

}  // namespace bach
