// Runs the program on damaged MIDI: never a crash, a hang or more memory than promised.
// damage_trial PROGRAM OF_EACH EVENTS   (OF_EACH files a kind of damage, bombs of EVENTS events)
// Prints a line a command and kind of file; exit code 1 when a promise is broken.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/sanitized.h"
#include "corpus/corpus.h"
#include "fuzz/damaged_midi.h"
#include "fuzz/run_program.h"
#include "score/to_midi.h"

namespace bach::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr double kMib = 1 << 20;

struct Command {
  std::string name;
  Words words;  // FILE stands for the file
  double ordinary_mib = 0;
};

Words with_file(const Command& command, const std::string& file) {
  Words words = command.words;
  std::replace(words.begin(), words.end(), std::string("FILE"), file);
  return words;
}

struct Line {
  int files = 0, refused = 0;
  double mib = 0, most_seconds = 0;
  double most_share = 0;  // of the memory allowed beyond an ordinary file's
};

class Trial {
 public:
  Trial(std::vector<Command> commands, fs::path folder)
      : commands_(std::move(commands)), folder_(std::move(folder)) {}

  bool prepare(const std::string& ordinary) {
    for (Command& command : commands_) {
      const Outcome outcome = run(with_file(command, ordinary), folder_);
      if (outcome.status != 0) {
        std::printf("%s fails on a sound file: %s\n", command.name.c_str(),
                    outcome.error().c_str());
        return false;
      }
      command.ordinary_mib = outcome.mib;
    }
    return true;
  }

  void put_through(const DamagedFile& file) {
    const std::string path = folder_ / "damaged.mid";
    if (!write_file(file, path)) return complain(file.name, "cannot be written");
    for (const Command& command : commands_) {
      const Outcome outcome = run(with_file(command, path), folder_);
      judge(command, file, outcome);
    }
    fs::remove(path);
  }

  int end() const {
    std::printf("%-28s %6s %8s %9s %9s %7s\n", "command, damage", "files", "refused", "file MiB",
                "most s", "memory");
    for (const auto& [name, line] : lines_) {
      std::printf("%-28s %6d %8d %9.2f %9.2f %6.0f%%\n", name.c_str(), line.files, line.refused,
                  line.mib, line.most_seconds, 100 * line.most_share);
    }
    std::printf("%d runs, %d broken promises\n", runs_, broken_);
    return broken_ == 0 ? 0 : 1;
  }

 private:
  void complain(const std::string& what, const std::string& why) {
    std::printf("%s: %s\n", what.c_str(), why.c_str());
    ++broken_;
  }

  void judge(const Command& command, const DamagedFile& file, const Outcome& outcome) {
    const std::string what = command.name + ", " + file.name;
    const bool exited = WIFEXITED(outcome.status);
    const int code = exited ? WEXITSTATUS(outcome.status) : 128 + WTERMSIG(outcome.status);
    if (!exited || code > 2) complain(what, "ended with " + std::to_string(code));
    if (code != 0 && outcome.errors.empty()) complain(what, "refused without a word");
    const double size = static_cast<double>(file.size()) / kMib;
    const double share = (outcome.mib - command.ordinary_mib) / (20 * size + 64);
    if (share > 1 && !kSanitized) {
      complain(what, std::to_string(outcome.mib) + " MiB of memory for a file of " +
                         std::to_string(size));
    }
    Line& line = lines_[command.name + ", " + kind_of(file.name)];
    ++runs_;
    ++line.files;
    line.refused += code != 0 ? 1 : 0;
    line.mib = std::max(line.mib, size);
    line.most_seconds = std::max(line.most_seconds, outcome.seconds);
    line.most_share = std::max(line.most_share, share);
    if (code > 2 || share > 1) {
      fs::copy_file(folder_ / "damaged.mid", folder_ / (file.name + ".mid"),
                    fs::copy_options::overwrite_existing);
    }
  }

  std::vector<Command> commands_;
  fs::path folder_;
  std::map<std::string, Line> lines_;
  int runs_ = 0, broken_ = 0;
};

int try_all(const std::string& program, int of_each, std::uint32_t events) {
  std::string pattern = (fs::temp_directory_path() / "damage-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return 2;
  const fs::path folder = pattern;
  const auto sound = midi_from_score(*load_movement(*find_movement("cs2-4sar")));
  const std::string ordinary = folder / "sound.mid";
  if (!write_file({"sound", sound, {}, 0, {}}, ordinary)) return 2;
  const Words few = {"--preset", "notebook", "--epochs", "1", "--batches", "2"};
  Words train = {program, "train", "FILE", "-o", "trained.safetensors", "--force"};
  train.insert(train.end(), few.begin(), few.end());
  const Command learn{"train", train};
  if (const Outcome learned = run(with_file(learn, ordinary), folder); learned.status != 0) {
    std::printf("no model to compose with: %s\n", learned.error().c_str());
    return 2;
  }
  fs::rename(folder / "trained.safetensors", folder / "model.safetensors");

  Trial trial({{"inspect", {program, "inspect", "FILE"}},
               learn,
               {"compose",
                {program, "compose", "--model", "model.safetensors", "--primer", "FILE", "--notes",
                 "8", "-o", "composed.mid", "--force"}},
               {"render", {program, "render", "FILE", "-o", "rendered.mid", "--force"}},
               {"render abc", {program, "render", "FILE", "-o", "rendered.abc", "--force"}}},
              folder);
  if (!trial.prepare(ordinary)) return 2;
  for (const DamagedFile& file : damaged(sound, 1, of_each)) trial.put_through(file);
  for (const DamagedFile& file : bombs(events)) trial.put_through(file);
  const int status = trial.end();
  if (status == 0) {
    fs::remove_all(folder);
  } else {
    std::printf("the files are in %s\n", folder.c_str());
  }
  return status;
}

}  // namespace
}  // namespace bach::fuzz

int main(int count, char** arguments) {
  if (count != 4) {
    std::fprintf(stderr, "usage: damage_trial PROGRAM OF_EACH EVENTS\n");
    return 2;
  }
  return bach::fuzz::try_all(std::filesystem::absolute(arguments[1]), std::atoi(arguments[2]),
                             static_cast<std::uint32_t>(std::atol(arguments[3])));
}
