// Pages of a score, engraved by the best program for it that is installed.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "notation/page/paper.h"

namespace bach {

enum class PageFormat { kPdf, kSvg, kPng };

// By the ending of `path`, in either case: .pdf, .svg, .png.
std::optional<PageFormat> page_format_of(const std::string& path);

// ".pdf", ".svg", ".png"
std::string ending_of(PageFormat format);

// The piece as engravers read it, made when one asks for it.
struct EngravedText {
  std::function<Result<std::string>()> musicxml;  // all movements
  // One movement, from 0, without its chords …
  std::function<Result<std::string>(std::size_t)> one_musicxml;
  // … and what musicxml2ly made of it with them.
  std::function<std::string(std::string, std::size_t)> with_chords;
  std::function<Result<std::string>()> abc;
  std::string title = {};                  // of all
  std::string composer = {};               // may be empty
  std::vector<std::string> headings = {};  // "2. Allemande" of each, where there are several
  std::vector<std::string> below = {};     // words that stand under a staff
};

struct PageOptions {
  std::string engraver;  // one of engraver_names(); empty: the best that is installed
  notation::Paper paper = notation::Paper::kA4;
  bool replace = false;        // files that are there
  double limit_seconds = 120;  // for each program that is run; then it is ended
};

struct Engraved {
  std::vector<std::string> files;  // page by page
  std::string engraver;            // that made them
};

// "musescore", "lilypond", "abcm2ps": the best one first.
std::vector<std::string> engraver_names();

// A name of engraver_names(), or empty. The error lists them.
Status check_engraver(const std::string& name);

// The engraver that engrave() would take. Errors: kUnsupported: it is not installed, or none is;
// says what to install.
Result<std::string> engraver_for(PageFormat format, const std::string& name);

// Letter where the locale's environment (LC_ALL, LC_PAPER, LANG) names a country that uses it, else
// A4.
notation::Paper usual_paper();

// Writes the pages of a piece to `path`: a PDF holds all; of several pages as SVG or PNG, page.svg
// becomes page-1.svg, page-2.svg … PNG has 150 pixels an inch. Runs other programs, in a folder of
// its own that is removed again; nothing is written unless all pages are there. Errors: those of
// engraver_for(); kLimit when a program took longer than the limit, kInvalidData when it fails, both
// naming it; kExists, kCancelled; those of `text` and of write_file_atomically().
Result<Engraved> engrave(const EngravedText& text, PageFormat format, const std::string& path,
                         const PageOptions& options, const Cancellation& cancellation);

}  // namespace bach
