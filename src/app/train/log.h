// What a training run said on its way, one JSON object a line: see doc/plot.md.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "train/loop.h"

namespace bach {

// Where a log stands between two steps.
struct TrainingLogState {
  std::string text;  // its lines so far; empty: it begins
  StepReport last;   // the step reported last
  std::uint64_t steps_in_sum = 0;
  double sum = 0;  // of the losses that wait for the next line
};

// Written line by line, so that it can be looked at during the run, and is of use when the run
// is stopped. Equal runs give equal logs.
class TrainingLogWriter {
 public:
  // Begins the file with the lines of `from`. `targets`: notes to be learned from in all, over
  // all steps planned. Without a path the lines are kept in memory only.
  static Result<TrainingLogWriter> create(const std::string& path, std::uint64_t targets,
                                          TrainingLogState from = {});

  // A step's loss. Of long runs a line is the mean of several steps, so that there are at most
  // about 1000 lines.
  void step(const StepReport& report);
  // The held-out loss after the step reported last; nats.
  void held_out(double loss);
  // For a later create() to continue.
  const TrainingLogState& state() const { return state_; }
  // Writes what is left. Whatever could not be written is an error here.
  Status finish();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  TrainingLogWriter(const std::string& path, std::FILE* file, std::uint64_t targets,
                    TrainingLogState state);
  void write(const std::string& text);
  void line(const char* what, double loss);
  void write_steps();

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t targets_ = 0;
  TrainingLogState state_;
  int failure_ = 0;  // errno of the first write that failed
};

// `listener` with everything it is told written to `log` first, which must outlive it.
TrainingListener logged(const TrainingListener& listener, TrainingLogWriter& log);

// Whether the file at `path` begins as such logs do.
bool is_training_log(const std::string& path);

struct TrainingLog {
  struct Entry {
    double targets = 0;  // seen so far
    double loss = 0;     // nats
  };
  std::vector<Entry> training;
  std::vector<Entry> held_out;
};

// Lines with keys unknown here are taken for what is known of them. Errors name the file and line.
Result<TrainingLog> read_training_log(const std::string& path);

}  // namespace bach
