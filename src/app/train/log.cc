#include "app/train/log.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/json_line.h"
#include "base/file.h"

namespace bach {
namespace {

constexpr std::uint64_t kMostLines = 1000;
constexpr std::size_t kMostBytes = std::size_t{1} << 28;
constexpr char kLogKey[] = "log";
constexpr char kLogName[] = "bach train";

}  // namespace

TrainingLogWriter::TrainingLogWriter(const std::string& path, std::FILE* file,
                                     std::uint64_t targets, TrainingLogState state)
    : path_(path), file_(file), targets_(targets), state_(std::move(state)) {}

Result<TrainingLogWriter> TrainingLogWriter::create(const std::string& path, std::uint64_t targets,
                                                    TrainingLogState from) {
  nlohmann::ordered_json first;
  first[kLogKey] = kLogName;
  first["unit"] = "nats per note";
  first["targets"] = targets;
  if (from.text.empty()) from.text = json_line(first) + "\n";
  if (path.empty()) return TrainingLogWriter(path, nullptr, targets, std::move(from));
  // As one step: a log that is continued is never there without what it held.
  if (Status begun = write_file_atomically(path, from.text); !begun) {
    return std::move(begun).error();
  }
  std::FILE* file = std::fopen(path.c_str(), "ab");
  if (file == nullptr) return system_error(errno, "write", path);
  return TrainingLogWriter(path, file, targets, std::move(from));
}

void TrainingLogWriter::write(const std::string& text) {
  if (!file_ || failure_ != 0) return;
  const bool written = std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size();
  if (!written || std::fflush(file_.get()) != 0) failure_ = errno;
}

void TrainingLogWriter::line(const char* what, double loss) {
  const StepReport& last = state_.last;
  const double share = static_cast<double>(last.step) / static_cast<double>(last.steps);
  nlohmann::ordered_json line;
  line["step"] = last.step;
  line["targets"] = std::llround(share * static_cast<double>(targets_));
  line[what] = loss;
  const std::string text = json_line(line) + "\n";
  state_.text += text;
  write(text);
}

void TrainingLogWriter::write_steps() {
  if (state_.steps_in_sum > 0) {
    line("loss", state_.sum / static_cast<double>(state_.steps_in_sum));
  }
  state_.steps_in_sum = 0;
  state_.sum = 0;
}

void TrainingLogWriter::step(const StepReport& report) {
  state_.last = report;
  state_.sum += report.loss;
  ++state_.steps_in_sum;
  if (state_.steps_in_sum >= (report.steps + kMostLines - 1) / kMostLines) write_steps();
}

void TrainingLogWriter::held_out(double loss) {
  write_steps();
  if (state_.last.steps > 0) line("held_out", loss);
}

Status TrainingLogWriter::finish() {
  write_steps();
  file_.reset();
  if (failure_ != 0) return system_error(failure_, "write", path_);
  return {};
}

TrainingListener logged(const TrainingListener& listener, TrainingLogWriter& log) {
  TrainingListener both = listener;
  both.on_step = [&log, then = listener.on_step](const StepReport& report) {
    log.step(report);
    if (then) then(report);
  };
  both.on_held_out = [&log, then = listener.on_held_out](const HeldOutReport& report) {
    log.held_out(report.loss.mean());
    if (then) then(report);
  };
  return both;
}

bool is_training_log(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             std::fclose);
  const std::string wanted = std::string("{\"") + kLogKey + "\":\"" + kLogName + "\"";
  std::string begin(wanted.size(), '\0');
  return file && std::fread(begin.data(), 1, begin.size(), file.get()) == begin.size() &&
         begin == wanted;
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
                       " is not a line of a training log (`log` writes one)",
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
