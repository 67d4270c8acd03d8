// MuseScore 3 or 4, by way of MusicXML and its own format, which says more of a page.
#include "app/engravers/engravers.h"
#include "app/engravers/program.h"
#include "base/file.h"
#include "notation/musescore/layout.h"

namespace bach {
namespace {

std::string musescore_program() {
  return installed_program({"musescore3", "mscore3", "mscore", "musescore", "mscore4portable",
                            "musescore4", "MuseScore"});
}

Status run_musescore(const EngraveJob& job, const std::string& from, const std::string& to) {
  return run_step(job, {musescore_program(), "-r", std::to_string(kPixelsPerInch), "-o", to, from},
                  {"QT_QPA_PLATFORM=offscreen"});
}

}  // namespace

std::string missing_for_musescore(PageFormat) {
  return musescore_program().empty() ? "musescore3" : "";
}

Status engrave_with_musescore(const EngraveJob& job) {
  const Result<std::string> text = job.text.musicxml();
  if (!text) return text.error();
  const std::string score = job.folder + "/score";
  Status done = write_file_atomically(score + ".musicxml", *text);
  if (done) done = run_musescore(job, score + ".musicxml", score + ".mscx");
  if (!done) return done;
  const auto made = read_file(score + ".mscx");
  if (!made) return made.error();
  const Result<std::string> laid_out =
      notation::mscx_for_the_stand(std::string(made->begin(), made->end()), job.text.headings,
                                   job.options.paper, job.text.below);
  if (!laid_out) return laid_out.error();
  done = write_file_atomically(score + ".mscx", *laid_out);
  if (done)
    done = run_musescore(job, score + ".mscx", job.folder + "/piece" + ending_of(job.format));
  return done;
}

}  // namespace bach
