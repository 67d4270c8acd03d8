#include "app/training_log.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/file.h"

namespace bach {
namespace {

constexpr std::uint64_t kMostLines = 1000;
constexpr std::size_t kMostBytes = std::size_t{1} << 28;

}  // namespace

TrainingLogWriter::TrainingLogWriter(const std::string& path, std::FILE* file,
                                     std::uint64_t targets)
    : path_(path), file_(file), targets_(targets) {}

Result<TrainingLogWriter> TrainingLogWriter::create(const std::string& path,
                                                    std::uint64_t targets) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return system_error(errno, "write", path);
  TrainingLogWriter writer(path, file, targets);
  nlohmann::ordered_json first;
  first["log"] = "bach train";
  first["unit"] = "nats a note";
  first["targets"] = targets;
  std::fprintf(file, "%s\n", first.dump().c_str());
  return writer;
}

void TrainingLogWriter::line(const char* what, double loss) {
  const double share = static_cast<double>(last_.step) / static_cast<double>(last_.steps);
  nlohmann::ordered_json line;
  line["step"] = last_.step;
  line["targets"] = std::llround(share * static_cast<double>(targets_));
  line[what] = loss;
  std::fprintf(file_.get(), "%s\n", line.dump().c_str());
  std::fflush(file_.get());
}

void TrainingLogWriter::write_steps() {
  if (steps_in_sum_ > 0) line("loss", sum_ / static_cast<double>(steps_in_sum_));
  steps_in_sum_ = 0;
  sum_ = 0;
}

void TrainingLogWriter::step(const StepReport& report) {
  last_ = report;
  sum_ += report.loss;
  ++steps_in_sum_;
  if (steps_in_sum_ >= (report.steps + kMostLines - 1) / kMostLines) write_steps();
}

void TrainingLogWriter::held_out(double loss) {
  write_steps();
  if (last_.steps > 0) line("held_out", loss);
}

Status TrainingLogWriter::finish() {
  write_steps();
  const bool failed = std::fflush(file_.get()) != 0 || std::ferror(file_.get()) != 0;
  const int reason = errno;
  file_.reset();
  if (failed) return system_error(reason, "write", path_);
  return {};
}

TrainingListener logged(TrainingListener listener, TrainingLogWriter& log) {
  TrainingListener both = listener;
  both.on_step = [&log, then = listener.on_step](const StepReport& report) {
    log.step(report);
    if (then) then(report);
  };
  both.on_held_out = [&log, then = listener.on_held_out](const HeldOutReport& report) {
    log.held_out(report.loss);
    if (then) then(report);
  };
  return both;
}

SequenceListener logged(SequenceListener listener, TrainingLogWriter& log) {
  SequenceListener both = listener;
  both.on_step = [&log, then = listener.on_step](const StepReport& report) {
    log.step(report);
    if (then) then(report);
  };
  both.on_held_out = [&log, then = listener.on_held_out](const SequenceHeldOutReport& report) {
    log.held_out(report.loss.mean());
    if (then) then(report);
  };
  return both;
}

Result<TrainingLog> read_training_log(const std::string& path) {
  const Result<std::vector<std::uint8_t>> bytes = read_file(path, kMostBytes);
  if (!bytes) return bytes.error();
  TrainingLog log;
  std::size_t number = 0;
  for (auto at = bytes->begin(); at != bytes->end();) {
    const auto end = std::find(at, bytes->end(), '\n');
    // What a run that was killed was just writing.
    if (end == bytes->end()) break;
    ++number;
    const nlohmann::json line = nlohmann::json::parse(at, end, nullptr, false);
    at = end + 1;
    const auto figure = [&line](const char* name) {
      const auto found = line.find(name);
      return found != line.end() && found->is_number() ? found->get<double>() : NAN;
    };
    if (!line.is_object() || (number == 1 && !line.contains("log"))) {
      return Error{ErrorCode::kInvalidData,
                   path + ": line " + std::to_string(number) +
                       " is none of a training log; bach train --log writes them",
                   {}};
    }
    const double targets = figure("targets");
    if (!(targets >= 0)) continue;
    if (std::isfinite(figure("loss"))) log.training.push_back({targets, figure("loss")});
    if (std::isfinite(figure("held_out"))) log.held_out.push_back({targets, figure("held_out")});
  }
  if (log.training.empty() && log.held_out.empty()) {
    return Error{ErrorCode::kInvalidData, path + ": no losses in it (yet)", {}};
  }
  return log;
}

}  // namespace bach
