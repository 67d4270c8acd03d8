// What the program says to people: errors, notes and progress on stderr; results on stdout.
#pragma once

#include <chrono>
#include <string>

#include "base/progress.h"
#include "base/result.h"
#include "cli/commands.h"

namespace bach::cli {

bool stderr_is_terminal();

// An argument as it is typed here: "from_bar" is "--from-bar".
std::string option_text(const std::string& argument);
// Messages of the program name arguments in backticks, "`from_bar`": the same with option_text() instead.
std::string with_options(const std::string& text);

// The message, with the argument and the byte offset when there are any.
std::string error_text(const Error& error);
// "bach: TEXT" on stderr; returns the exit code that fits: 2 for kInvalidArgument, 130 for
// kCancelled, otherwise 1.
int report(const Error& error);
// "bach: warning: TEXT" on stderr.
void warn(const std::string& text);
// A line on stderr unless --quiet.
void say(const Common& common, const std::string& line);

// kExists when `path` is there and `force` is not set; "-" is always fine.
Status check_may_write(const std::string& path, bool force);

// A bar on a terminal; silent when stderr is none or --quiet is given. Shown only once the work has
// lasted 0.3 s; erased by the destructor.
class ProgressBar {
 public:
  explicit ProgressBar(const Common& common);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(const Progress& progress);
  // Erases the bar, so that a line can be printed; the next show() draws it again.
  void clear();
  // For APIs that take a callback; valid while the bar lives.
  ProgressCallback callback();

 private:
  bool enabled_;
  bool drawn_ = false;
  std::string stage_;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace bach::cli
