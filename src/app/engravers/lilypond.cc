// LilyPond, by way of MusicXML and its own musicxml2ly.
#include "app/engravers/engravers.h"
#include "app/engravers/program.h"
#include "base/file.h"

namespace bach {
std::string missing_for_lilypond(PageFormat) {
  for (const char* program : {"lilypond", "musicxml2ly"}) {
    if (installed_program({program}).empty()) return program;
  }
  return {};
}

Status engrave_with_lilypond(const EngraveJob& job) {
  const Result<std::string> text = job.text.musicxml();
  if (!text) return text.error();
  const std::string stem = job.folder + "/piece";
  Status done = write_file_atomically(stem + ".musicxml", *text);
  if (done) done = run_step(job, {"musicxml2ly", "-o", stem + ".ly", stem + ".musicxml"});
  if (!done) return done;
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
