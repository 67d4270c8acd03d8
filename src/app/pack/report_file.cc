#include "app/pack/report_file.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/file.h"

namespace bach {
namespace {

// Without what would be another column or line.
std::string cell(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

Status ReportFile::open(const std::string& path, bool force) {
  if (path.empty()) return {};
  std::error_code ignored;
  if (!force && std::filesystem::exists(path, ignored)) {
    return Error{ErrorCode::kExists, path + " exists; `force` replaces it", {}};
  }
  target_ = path;
  temporary_ = temporary_beside(target_);
  file_.open(temporary_, std::ios::binary);
  if (!file_) return system_error(errno, "write", target_);
  file_ << "file\tcause\tdetail\n";
  return {};
}

ReportFile::~ReportFile() {
  if (!temporary_.empty()) discard_file(temporary_);
}

void ReportFile::add(const std::string& name, const Refusal& refusal) {
  if (temporary_.empty()) return;
  file_ << cell(name) << '\t' << cell(refusal.cause) << '\t' << cell(refusal.detail) << '\n';
}

Status ReportFile::finish() {
  if (temporary_.empty()) return {};
  file_.close();
  if (!file_) return system_error(errno != 0 ? errno : EIO, "write", target_);
  const std::filesystem::path temporary = std::exchange(temporary_, {});
  return commit_file(temporary, target_);
}

}  // namespace bach
