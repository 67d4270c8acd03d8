// Where the value of an option lives: a member of a struct, reached without knowing the struct.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "app/options/value.h"
#include "base/result.h"

namespace bach {

struct OptionSlot {
  OptionType type;
  bool optional;  // a std::optional, which may hold nothing
  // Of the struct the member is in. Enumerations are whole numbers here.
  OptionValue (*get)(const void* options);
  void (*set)(void* options, const OptionValue& value);
  const void* owner;  // the same for slots of one struct, see slot_owner
  // Of texts that stand for other values, see app/options/text_slot.h: whether it is one of them.
  Status (*check)(const std::string& text) = nullptr;
};

// Its address stands for the type.
template <typename Options>
inline constexpr char slot_owner = 0;

namespace slot_detail {

template <typename Member>
struct Parts;
template <typename Struct, typename Value>
struct Parts<Value Struct::*> {
  using Owner = Struct;
};

template <typename Value>
struct Held {
  using type = Value;
  static constexpr bool optional = false;
};
template <typename Value>
struct Held<std::optional<Value>> {
  using type = Value;
  static constexpr bool optional = true;
};

template <auto First, auto... Rest, typename Options>
auto& member_of(Options& options) {
  if constexpr (sizeof...(Rest) == 0) {
    return options.*First;
  } else {
    return member_of<Rest...>(options.*First);
  }
}

template <typename Value>
constexpr OptionType type_of() {
  if constexpr (std::is_enum_v<Value>) return OptionType::kName;
  if constexpr (std::is_same_v<Value, bool>) return OptionType::kFlag;
  if constexpr (std::is_same_v<Value, int>) return OptionType::kWhole;
  if constexpr (std::is_same_v<Value, std::uint64_t>) return OptionType::kSeed;
  if constexpr (std::is_same_v<Value, double>) return OptionType::kNumber;
  if constexpr (std::is_same_v<Value, std::string>) return OptionType::kText;
  if constexpr (std::is_same_v<Value, std::vector<std::string>>) return OptionType::kTexts;
}

template <typename Value>
OptionValue value_of(const Value& value) {
  if constexpr (std::is_enum_v<Value> || std::is_same_v<Value, int>) {
    return static_cast<std::int64_t>(value);
  } else {
    return value;
  }
}

template <typename Value>
void assign(Value& to, const OptionValue& value) {
  if constexpr (std::is_enum_v<Value> || std::is_same_v<Value, int>) {
    to = static_cast<Value>(std::get<std::int64_t>(value));
  } else {
    to = std::get<Value>(value);
  }
}

}  // namespace slot_detail

// The slot of a member, or of a member of a member: at<&Plan::epochs>, at<&Task::plan, &Plan::epochs>.
template <auto First, auto... Rest>
inline constexpr OptionSlot at = [] {
  using Options = typename slot_detail::Parts<decltype(First)>::Owner;
  using Member = std::remove_cvref_t<decltype(slot_detail::member_of<First, Rest...>(
      std::declval<Options&>()))>;
  using Traits = slot_detail::Held<Member>;
  return OptionSlot{
      slot_detail::type_of<typename Traits::type>(), Traits::optional,
      [](const void* options) -> OptionValue {
        const Member& member =
            slot_detail::member_of<First, Rest...>(*static_cast<const Options*>(options));
        if constexpr (Traits::optional) {
          return member ? slot_detail::value_of(*member) : OptionValue();
        } else {
          return slot_detail::value_of(member);
        }
      },
      [](void* options, const OptionValue& value) {
        Member& member = slot_detail::member_of<First, Rest...>(*static_cast<Options*>(options));
        if constexpr (Traits::optional) {
          member.reset();
          if (value.index() != 0) slot_detail::assign(member.emplace(), value);
        } else {
          slot_detail::assign(member, value);
        }
      },
      &slot_owner<Options>};
}();

}  // namespace bach
