#include "app/render/engrave.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "app/engravers/engravers.h"
#include "app/render/temporary_folder.h"
#include "base/file.h"
#include "base/lower.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

// "piece-2" before "piece-10".
bool in_order(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// The files of `folder` that end so, page by page.
std::vector<std::string> files_ending(const std::string& folder, const std::string& ending) {
  std::vector<std::string> files;
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    if (entry->path().extension() == ending) files.push_back(entry->path().string());
  }
  std::sort(files.begin(), files.end(), in_order);
  return files;
}

// "page.svg", or "page-2.svg" of several.
std::string page_path(const std::string& path, std::size_t page, std::size_t pages) {
  if (pages == 1) return path;
  const fs::path whole(path);
  const fs::path name =
      whole.stem().string() + "-" + std::to_string(page + 1) + whole.extension().string();
  return (whole.parent_path() / name).string();
}

}  // namespace

std::optional<PageFormat> page_format_of(const std::string& path) {
  const std::string ending = file_ending(path);
  if (ending == ".pdf") return PageFormat::kPdf;
  if (ending == ".svg") return PageFormat::kSvg;
  if (ending == ".png") return PageFormat::kPng;
  return std::nullopt;
}

std::string ending_of(PageFormat format) {
  switch (format) {
    case PageFormat::kPdf:
      return ".pdf";
    case PageFormat::kSvg:
      return ".svg";
    case PageFormat::kPng:
      return ".png";
  }
  return {};
}

std::vector<std::string> engraver_names() {
  std::vector<std::string> names;
  for (const Engraver& engraver : engravers()) names.emplace_back(engraver.name);
  return names;
}

Status check_engraver(const std::string& name) {
  const std::vector<std::string> names = engraver_names();
  if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) return {};
  std::string list;
  for (const std::string& each : names) list += (list.empty() ? "" : ", ") + each;
  return invalid_argument("engraver", "'" + name + "' is none; there are " + list);
}

Result<std::string> engraver_for(PageFormat format, const std::string& name) {
  if (Status known = check_engraver(name); !known) return std::move(known).error();
  for (const Engraver& engraver : engravers()) {
    if (!name.empty() && engraver.name != name) continue;
    const std::string missing = engraver.missing(format);
    if (missing.empty()) return std::string(engraver.name);
    if (name.empty()) continue;
    return Error{ErrorCode::kUnsupported,
                 "engraving with " + name + " needs the program " + missing +
                     ", which is not installed; on Debian, install " +
                     std::string(missing.starts_with("gs") ? "ghostscript" : engraver.package),
                 {}};
  }
  return Error{
      ErrorCode::kUnsupported,
      "engraving needs MuseScore, LilyPond or abcm2ps (with gs), and none is installed; on "
      "Debian, install musescore3",
      {}};
}

notation::Paper usual_paper() {
  std::string locale;
  for (const char* variable : {"LC_ALL", "LC_PAPER", "LANG"}) {
    const char* value = std::getenv(variable);
    if (locale.empty() && value != nullptr) locale = value;
  }
  // The countries whose locales have Letter in glibc's LC_PAPER.
  static constexpr std::array<std::string_view, 13> kLetter = {
      "US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "NI", "PA", "PR", "SV", "VE"};
  const std::size_t country = locale.find('_');
  if (country == std::string::npos) return notation::Paper::kA4;
  const std::string code = locale.substr(country + 1, 2);
  const bool letter = std::find(kLetter.begin(), kLetter.end(), code) != kLetter.end();
  return letter ? notation::Paper::kLetter : notation::Paper::kA4;
}

Result<Engraved> engrave(const EngravedText& text, PageFormat format, const std::string& path,
                         const PageOptions& options, const Cancellation& cancellation) {
  const Result<std::string> name = engraver_for(format, options.engraver);
  if (!name) return name.error();
  const TemporaryFolder folder;
  if (folder.path().empty()) return folder.missing();
  const auto all = engravers();
  const Engraver& engraver = *std::find_if(
      all.begin(), all.end(), [&](const Engraver& each) { return each.name == *name; });
  if (Status done = engraver.engrave({text, format, options, folder.path(), cancellation}); !done) {
    return std::move(done).error();
  }
  const std::vector<std::string> pages = files_ending(folder.path(), ending_of(format));
  if (pages.empty()) {
    return Error{ErrorCode::kInvalidData, *name + " could not engrave the piece", {}};
  }
  Engraved engraved{{}, *name};
  for (std::size_t page = 0; page < pages.size(); ++page) {
    engraved.files.push_back(page_path(path, page, pages.size()));
    std::error_code unknown;
    if (!options.replace && fs::exists(engraved.files.back(), unknown)) {
      return Error{ErrorCode::kExists, engraved.files.back() + " exists; `force` replaces it", {}};
    }
  }
  for (std::size_t page = 0; page < pages.size(); ++page) {
    const auto bytes = read_file(pages[page]);
    if (!bytes) return bytes.error();
    if (Status written = write_file_atomically(engraved.files[page], *bytes); !written) {
      return std::move(written).error();
    }
  }
  return engraved;
}

}  // namespace bach
