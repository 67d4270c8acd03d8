// A whole suite as one task: six movements in one key, as BWV 1007–1012 have them. What `bach
// suite` does, without the printing.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/compose.h"
#include "app/render/engrave.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "compose/compose_watch.h"
#include "evaluate/comparison.h"
#include "score/score.h"

namespace bach {

struct SuiteMovement {
  std::string name;       // "1-prelude" … "6-gigue"
  std::string title;      // "Menuet I and II"
  std::string metre;      // "3/4"
  std::vector<int> bars;  // of each written part
  ComposedPiece piece;
  PieceComparison originality;  // against the movements in the program
};

struct ComposedSuite {
  std::string key;                       // "A minor", as it sounds
  std::string key_asked;                 // the same before it was transposed
  std::vector<SuiteMovement> movements;  // six
  Score whole;                           // as it sounds, a bar's rest between movements
  std::string composer;                  // composer_line()
  std::vector<std::string> warnings;     // about the model
};

// Prelude, allemande, courante, sarabande, two galanteries (I, II in the other mode, I again) and
// gigue. The seed decides the key, unless it is given, all forms and every note. Errors: those of
// check_suite_request(), bars too few for a form, kCancelled.
Result<ComposedSuite> compose_suite(const SuiteRequest& request, const ComposeWatch& watch,
                                    const Cancellation& cancellation);
// The same with a suite model at hand; request.movement.model only names it.
Result<ComposedSuite> compose_suite_with(const Model& model, const SuiteRequest& request,
                                         const ComposeWatch& watch,
                                         const Cancellation& cancellation);

// What is written beside MIDI, ABC, MusicXML and piano rolls.
struct SuiteOutput {
  enum class Pages { kNone, kWanted, kIfPossible };
  std::string sound = "flac";  // suite.wav, .flac or .ogg; empty: none
  bool bowing = false;         // slurs by rule, see notation/bowing.h
  Pages pages = Pages::kNone;  // kIfPossible: where an engraver is installed, its failure a remark
  PageFormat page_format = PageFormat::kPdf;  // suite.pdf, .png, .svg: all movements
  PageOptions page_options;
};

// What `directory` gets: of each movement NAME.mid, NAME.abc, NAME.musicxml and NAME.png, its piano
// roll with the runs of kShownQuotation notes or more that Bach wrote too; then suite.mid and, with
// all movements in their written form, suite.abc and suite.musicxml; the sound and the pages that
// are asked for (several PNG or SVG pages get numbers, see engrave()).
inline constexpr std::size_t kShownQuotation = 9;
std::vector<std::string> suite_files(const std::string& directory, const SuiteOutput& output);

// Writes them, making the directory where there is none. Each file is there whole or not at all; that
// all are or none is up to the directory (app/suite/folder.h).
// Returns what notation took and what could not be drawn, a line each.
Result<std::vector<std::string>> write_suite(const ComposedSuite& suite,
                                             const std::string& directory,
                                             const SuiteOutput& output,
                                             const ProgressCallback& progress,
                                             const Cancellation& cancellation);

}  // namespace bach
