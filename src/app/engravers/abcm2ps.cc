// abcm2ps by way of ABC and, but for SVG, Ghostscript.
#include <utility>

#include "app/engravers/engravers.h"
#include "app/engravers/program.h"
#include "base/file.h"
#include "base/number_text.h"

namespace bach {
namespace {

// The tunes on pages of their own, with bar numbers at each system.
std::string paged(const std::string& abc, notation::Paper paper) {
  const notation::PaperSize size = notation::size_of(paper);
  const auto centimeters = [](int millimeters) {
    return fixed_text(millimeters / 10.0, 1) + "cm\n";
  };
  std::string text = "%%pagewidth " + centimeters(size.width_mm) + "%%pageheight " +
                     centimeters(size.height_mm) + "%%measurenb 0\n\n";
  const std::string next = "\n\nX:";
  std::size_t at = 0;
  for (std::size_t tune; (tune = abc.find(next, at)) != std::string::npos;) {
    text += abc.substr(at, tune - at) + "\n\n%%newpage\n\nX:";
    at = tune + next.size();
  }
  return text + abc.substr(at);
}

}  // namespace

std::string missing_for_abcm2ps(PageFormat format) {
  if (installed_program({"abcm2ps"}).empty()) return "abcm2ps";
  if (format != PageFormat::kSvg && installed_program({"gs"}).empty()) return "gs (Ghostscript)";
  return {};
}

Status engrave_with_abcm2ps(const EngraveJob& job) {
  const Result<std::string> text = job.text.abc();
  if (!text) return text.error();
  const std::string stem = job.folder + "/piece";
  if (Status written = write_file_atomically(stem + ".abc", paged(*text, job.options.paper));
      !written) {
    return written;
  }
  // Warnings of lines that are full end it with 1; what counts is whether there are pages.
  if (job.format == PageFormat::kSvg) {
    return run_step(job, {"abcm2ps", "-q", "-g", stem + ".abc", "-O", stem + ".svg"}, {}, true);
  }
  Status drawn = run_step(job, {"abcm2ps", "-q", stem + ".abc", "-O", stem + ".ps"}, {}, true);
  if (!drawn) return drawn;
  std::vector<std::string> command = {"gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE"};
  if (job.format == PageFormat::kPdf) {
    command.insert(command.end(), {"-sDEVICE=pdfwrite", "-sOutputFile=" + stem + ".pdf"});
  } else {
    command.insert(command.end(),
                   {"-sDEVICE=png16m", "-r" + std::to_string(kPixelsPerInch), "-dTextAlphaBits=4",
                    "-dGraphicsAlphaBits=4", "-sOutputFile=" + stem + "-%d.png"});
  }
  command.push_back(stem + ".ps");
  return run_step(job, std::move(command));
}

}  // namespace bach
