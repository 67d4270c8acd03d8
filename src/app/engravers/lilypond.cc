// LilyPond, by way of MusicXML and its own musicxml2ly.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "app/engravers/engravers.h"
#include "app/engravers/program.h"
#include "base/file.h"
#include "notation/lilypond/layout.h"

namespace bach {
namespace {

// One movement as musicxml2ly makes it.
Result<std::string> converted(const EngraveJob& job, std::size_t m) {
  const Result<std::string> text = job.text.one_musicxml(m);
  if (!text) return text.error();
  const std::string stem = job.folder + "/movement";
  Status done = write_file_atomically(stem + ".musicxml", *text);
  if (done) done = run_step(job, {"musicxml2ly", "-o", stem + ".ly", stem + ".musicxml"});
  if (!done) return done.error();
  const auto bytes = read_file(stem + ".ly");
  if (!bytes) return bytes.error();
  return job.text.with_chords(std::string(bytes->begin(), bytes->end()), m);
}

}  // namespace

std::string missing_for_lilypond(PageFormat) {
  for (const char* program : {"lilypond", "musicxml2ly"}) {
    if (installed_program({program}).empty()) return program;
  }
  return {};
}

Status engrave_with_lilypond(const EngraveJob& job) {
  const std::vector<std::string>& headings = job.text.headings;
  std::string text =
      notation::lilypond_beginning(job.text.title, job.text.composer, job.options.paper);
  for (std::size_t m = 0; m < std::max<std::size_t>(headings.size(), 1); ++m) {
    const Result<std::string> movement = converted(job, m);
    if (!movement) return movement.error();
    if (m > 0) text += "\n\\pageBreak\n";
    text += notation::lilypond_movement(*movement, headings.empty() ? "" : headings[m]);
  }
  const std::string stem = job.folder + "/piece";
  if (Status written = write_file_atomically(stem + ".ly", text); !written) return written;
  std::vector<std::string> command = {"lilypond", "-s", "-dno-point-and-click"};
  if (job.format == PageFormat::kSvg) command.emplace_back("-dbackend=svg");
  if (job.format == PageFormat::kPng) {
    command.emplace_back("--png");
    command.push_back("-dresolution=" + std::to_string(kPixelsPerInch));
  }
  command.insert(command.end(), {"-o", stem, stem + ".ly"});
  return run_step(job, std::move(command));
}

}  // namespace bach
