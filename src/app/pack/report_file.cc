#include "app/pack/report_file.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace bach {
namespace {

// Without what would be another column or line.
std::string cell(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

constexpr std::size_t kBytesAtOnce = std::size_t{1} << 16U;

}  // namespace

Status ReportFile::open(const std::string& path, bool force) {
  if (path.empty()) return {};
  std::error_code ignored;
  if (!force && std::filesystem::exists(path, ignored)) {
    return Error{ErrorCode::kExists, path + " exists; `force` replaces it", {}};
  }
  Result<NewFile> made = NewFile::beside(path);
  if (!made) return std::move(made).error();
  target_ = path;
  file_.emplace(std::move(*made));
  lines_ = "file\tcause\tdetail\n";
  return {};
}

void ReportFile::write_out() {
  for (std::string_view left = lines_; !left.empty() && failure_ == 0;) {
    const ssize_t written = ::write(file_->descriptor(), left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      failure_ = errno;
    }
  }
  lines_.clear();
}

void ReportFile::add(const std::string& name, const Refusal& refusal) {
  if (!file_) return;
  lines_ += cell(name) + '\t' + cell(refusal.cause) + '\t' + cell(refusal.detail) + '\n';
  if (lines_.size() >= kBytesAtOnce) write_out();
}

Status ReportFile::finish() {
  if (!file_) return {};
  write_out();
  NewFile made = std::move(*file_);
  file_.reset();
  return failure_ == 0 ? made.commit() : Status(system_error(failure_, "write", target_));
}

}  // namespace bach
