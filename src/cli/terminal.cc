#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "base/number_text.h"

namespace bach::cli {
namespace {

constexpr auto kPatience = std::chrono::milliseconds(300);
constexpr auto kRefresh = std::chrono::milliseconds(80);

std::size_t terminal_width() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

}  // namespace

bool stderr_is_terminal() {
  static const bool terminal = ::isatty(STDERR_FILENO) == 1;
  return terminal;
}

std::string option_text(const std::string& argument) {
  std::string text = "--" + argument;
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

std::string with_options(const std::string& text) {
  static constexpr char kName[] = "abcdefghijklmnopqrstuvwxyz_0123456789";
  std::string spelled;
  std::size_t at = 0;
  for (std::size_t open; (open = text.find('`', at)) != std::string::npos;) {
    const std::size_t close = text.find_first_not_of(kName, open + 1);
    const bool name = close != std::string::npos && close > open + 1 && text[close] == '`';
    spelled += text.substr(at, open - at);
    spelled += name ? option_text(text.substr(open + 1, close - open - 1)) : "`";
    at = name ? close + 1 : open + 1;
  }
  return spelled + text.substr(at);
}

std::string error_text(const Error& error) {
  std::string text = error.argument.empty() ? "" : option_text(error.argument) + ": ";
  text += with_options(error.message);
  if (error.offset) text += " (at byte " + std::to_string(*error.offset) + ")";
  return text;
}

int report(const Error& error) {
  std::fprintf(stderr, "bach: %s\n", error_text(error).c_str());
  if (error.code == ErrorCode::kInvalidArgument) return kUsage;
  if (error.code == ErrorCode::kCancelled) return kInterrupted;
  return kFailed;
}

void warn(const std::string& text) {
  std::fprintf(stderr, "bach: warning: %s\n", with_options(text).c_str());
}

void say(const Common& common, const std::string& line) {
  if (!common.quiet) std::fprintf(stderr, "%s\n", with_options(line).c_str());
}

Status check_may_write(const std::string& path, bool force) {
  std::error_code ignored;
  if (force || path == "-" || !std::filesystem::exists(path, ignored)) return {};
  return Error{ErrorCode::kExists, path + " exists; --force replaces it", {}};
}

ProgressBar::ProgressBar(const Common& common)
    : enabled_(stderr_is_terminal() && !common.quiet), begin_(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::clear() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

void ProgressBar::show(const Progress& progress) {
  if (!enabled_) return;
  const auto now = std::chrono::steady_clock::now();
  if (progress.stage != stage_) {
    stage_ = progress.stage;
    begin_ = now;
  }
  if (now - begin_ < kPatience || now - last_ < kRefresh) return;
  last_ = now;
  drawn_ = true;
  const double elapsed = std::chrono::duration<double>(now - begin_).count();
  std::string line = stage_ + " ";
  if (progress.total > 0 && progress.done > 0) {
    const double share =
        std::min(1.0, static_cast<double>(progress.done) / static_cast<double>(progress.total));
    constexpr int kCells = 24;
    const int full = static_cast<int>(share * kCells);
    line += "[" + std::string(static_cast<std::size_t>(full), '=') +
            std::string(static_cast<std::size_t>(kCells - full), ' ') + "] ";
    line += std::to_string(progress.done) + "/" + std::to_string(progress.total) + "  " +
            clock_text(elapsed / share - elapsed) + " left";
  } else {
    line += std::to_string(progress.done) + "  " + clock_text(elapsed);
  }
  if (!progress.figure.empty()) line += "  " + progress.figure;
  line.resize(std::min(line.size(), terminal_width() - 1));
  std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
}

ProgressCallback ProgressBar::callback() {
  return [this](const Progress& progress) { show(progress); };
}

}  // namespace bach::cli
