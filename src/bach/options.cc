#include "bach/options.h"

#include "app/compose/options.h"
#include "app/train.h"
#include "base/nearest_name.h"

namespace bach {
namespace {

const OptionList& table_of(Task task) {
  switch (task) {
    case Task::kTrain:
      return train_options();
    case Task::kCompose:
      return compose_options();
    case Task::kSuite:
      break;
  }
  return suite_options();
}

}  // namespace

std::vector<TaskOption> task_options(Task task) {
  const OptionList& table = table_of(task);
  std::vector<TaskOption> list;
  for (const Option& option : table.options()) {
    const std::string fallback = table.default_text(option);
    list.push_back({std::string(option.name),
                    option.value.type,
                    option.value.optional,
                    option.range.text(),
                    {option.words.begin(), option.words.end()},
                    std::string(option.help),
                    fallback.empty() ? table.defaults_by_preset(option) : fallback});
  }
  return list;
}

std::string did_you_mean_option(Task task, const std::string& name) {
  std::vector<std::string> names;
  for (const Option& option : table_of(task).options()) names.emplace_back(option.name);
  return did_you_mean(name, names);
}

std::vector<std::string> training_presets() {
  std::vector<std::string> names;
  for (const OptionPreset& preset : train_options().presets()) names.emplace_back(preset.name);
  return names;
}

Result<ComposeRequest> compose_request(const GivenOptions& given) {
  return compose_options().read(given);
}

Result<SuiteRequest> suite_request(const GivenOptions& given) {
  return suite_options().read(given);
}

}  // namespace bach
