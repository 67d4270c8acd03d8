#include "app/options/option.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

#include "base/nearest_name.h"
#include "base/number_text.h"

namespace bach {
namespace {

Error refused(const Option& option, std::string message) {
  return invalid_argument(std::string(option.name), std::move(message));
}

// The whole of `text` as a number; a leading plus is fine.
template <typename Number>
std::errc read_number(std::string_view text, Number& number) {
  if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && stop != end) return std::errc::invalid_argument;
  return error;
}

Result<OptionValue> parse_flag(const Option& option, std::string_view text) {
  constexpr std::string_view kYes[] = {"true", "yes", "on", "1"};
  constexpr std::string_view kNo[] = {"false", "no", "off", "0"};
  if (std::find(std::begin(kYes), std::end(kYes), text) != std::end(kYes)) return OptionValue(true);
  if (std::find(std::begin(kNo), std::end(kNo), text) != std::end(kNo)) return OptionValue(false);
  return refused(option, "must be true or false");
}

// "1000000", not "1e+06".
std::string bound_text(double bound) {
  constexpr double kExact = 9e15;
  const bool whole = std::fabs(bound) < kExact && std::trunc(bound) == bound;
  return whole ? std::to_string(static_cast<std::int64_t>(bound)) : number_text(bound);
}

std::string must_be(const OptionRange& range, const char* otherwise) {
  const std::string bounds = range.text();
  return "must be " + (bounds.empty() ? std::string(otherwise) : bounds);
}

Status check_word(const Option& option, const std::string& word) {
  if (option.value.check != nullptr) {
    const Status known = option.value.check(word);
    return known ? known : refused(option, known.error().message);
  }
  const auto& words = option.words;
  if (words.empty() || std::find(words.begin(), words.end(), word) != words.end()) return {};
  std::string list;
  for (std::size_t k = 0; k < words.size(); ++k) {
    list += (k == 0 ? "" : k + 1 == words.size() ? " or " : ", ") + std::string(words[k]);
  }
  return refused(option, "must be " + list + ", not '" + word + "'" +
                             did_you_mean(word, {words.begin(), words.end()}));
}

}  // namespace

bool OptionRange::holds(double value) const {
  return (above ? value > least : value >= least) && value <= most;
}

std::string OptionRange::text() const {
  const bool low = std::isfinite(least), high = std::isfinite(most);
  if (above && low) {
    return "above " + bound_text(least) + (high ? " and at most " + bound_text(most) : "");
  }
  if (low && high) return "from " + bound_text(least) + " to " + bound_text(most);
  if (low) return bound_text(least) + " or more";
  return high ? "at most " + bound_text(most) : "";
}

Result<std::uint64_t> parse_seed(std::string_view text) {
  std::uint64_t seed = 0;
  const std::errc error = read_number(text, seed);
  if (error == std::errc()) return seed;
  if (error == std::errc::result_out_of_range) {
    return invalid_argument(
        "", "must be at most " + std::to_string(std::numeric_limits<std::uint64_t>::max()));
  }
  double negative = 0;
  const bool number = read_number(text, negative) != std::errc::invalid_argument;
  return invalid_argument("",
                          number && negative < 0 ? "must be 0 or more" : "must be a whole number");
}

Result<OptionValue> parse_option(const Option& option, std::string_view text) {
  OptionValue value;
  switch (option.value.type) {
    case OptionType::kFlag:
      return parse_flag(option, text);
    case OptionType::kSeed: {
      Result<std::uint64_t> seed = parse_seed(text);
      if (!seed) return refused(option, std::move(seed).error().message);
      value = *seed;
      break;
    }
    case OptionType::kWhole: {
      std::int64_t number = 0;
      const std::errc error = read_number(text, number);
      if (error == std::errc::invalid_argument) return refused(option, "must be a whole number");
      if (error != std::errc()) return refused(option, must_be(option.range, "a smaller number"));
      value = number;
      break;
    }
    case OptionType::kNumber: {
      double number = 0;
      const std::errc error = read_number(text, number);
      if (error == std::errc::invalid_argument) return refused(option, "must be a number");
      if (error != std::errc()) return refused(option, must_be(option.range, "a smaller number"));
      value = number;
      break;
    }
    case OptionType::kText:
    case OptionType::kName:
      value = std::string(text);
      break;
    case OptionType::kTexts:
      value = std::vector<std::string>{std::string(text)};
      break;
  }
  if (Status fine = check_option(option, value); !fine) return std::move(fine).error();
  return value;
}

Status check_option(const Option& option, const OptionValue& value) {
  const auto wrong_type = [&](const char* wanted) {
    return refused(option, std::string("must be ") + wanted);
  };
  if (value.index() == 0 && option.value.optional) return {};
  switch (option.value.type) {
    case OptionType::kFlag:
      return std::holds_alternative<bool>(value) ? Status() : wrong_type("true or false");
    case OptionType::kSeed:
      return std::holds_alternative<std::uint64_t>(value) ? Status() : wrong_type("a whole number");
    case OptionType::kWhole: {
      const auto* number = std::get_if<std::int64_t>(&value);
      if (number == nullptr) return wrong_type("a whole number");
      const bool fits =
          *number >= std::numeric_limits<int>::min() && *number <= std::numeric_limits<int>::max();
      if (fits && option.range.holds(static_cast<double>(*number))) return {};
      return refused(option, must_be(option.range, "a smaller number"));
    }
    case OptionType::kNumber: {
      const auto* number = std::get_if<double>(&value);
      if (number == nullptr) return wrong_type("a number");
      if (std::isfinite(*number) && option.range.holds(*number)) return {};
      return refused(option, must_be(option.range, "finite"));
    }
    case OptionType::kText:
    case OptionType::kName: {
      const auto* word = std::get_if<std::string>(&value);
      return word == nullptr ? Status(wrong_type("a text")) : check_word(option, *word);
    }
    case OptionType::kTexts:
      return std::holds_alternative<std::vector<std::string>>(value)
                 ? Status()
                 : wrong_type("a list of texts");
  }
  return {};
}

OptionValue option_value(const Option& option, const void* options) {
  OptionValue value = option.value.get(options);
  if (option.value.type != OptionType::kName || value.index() == 0) return value;
  return std::string(option.words[static_cast<std::size_t>(std::get<std::int64_t>(value))]);
}

void set_option(const Option& option, void* options, const OptionValue& value) {
  const auto* name = std::get_if<std::string>(&value);
  if (option.value.type != OptionType::kName || name == nullptr) {
    option.value.set(options, value);
    return;
  }
  const auto found = std::find(option.words.begin(), option.words.end(), *name);
  option.value.set(options, static_cast<std::int64_t>(found - option.words.begin()));
}

std::vector<std::string> option_texts(const OptionValue& value) {
  struct Texts {
    std::vector<std::string> operator()(std::monostate) const { return {}; }
    std::vector<std::string> operator()(bool flag) const { return {flag ? "true" : "false"}; }
    std::vector<std::string> operator()(std::int64_t number) const {
      return {std::to_string(number)};
    }
    std::vector<std::string> operator()(std::uint64_t seed) const { return {std::to_string(seed)}; }
    std::vector<std::string> operator()(double number) const { return {number_text(number)}; }
    std::vector<std::string> operator()(const std::string& text) const { return {text}; }
    std::vector<std::string> operator()(const std::vector<std::string>& list) const { return list; }
  };
  return std::visit(Texts(), value);
}

}  // namespace bach
