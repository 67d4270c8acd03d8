// Slots of members that people write as text: a key as "A minor", a range as "C2-A4".
#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include "app/options/slot.h"
#include "base/result.h"

namespace bach {

// Parse: Result<Value> from a const std::string&; Print: what Parse reads, from a const Value&.
template <auto Parse, auto Print, auto First, auto... Rest>
inline constexpr OptionSlot text_at = [] {
  using Options = typename slot_detail::Parts<decltype(First)>::Owner;
  using Member = std::remove_cvref_t<decltype(slot_detail::member_of<First, Rest...>(
      std::declval<Options&>()))>;
  constexpr bool kOptional = slot_detail::Held<Member>::optional;
  return OptionSlot{
      OptionType::kText,
      kOptional,
      [](const void* options) -> OptionValue {
        const Member& member =
            slot_detail::member_of<First, Rest...>(*static_cast<const Options*>(options));
        if constexpr (kOptional) {
          return member ? OptionValue(std::string(Print(*member))) : OptionValue();
        } else {
          return std::string(Print(member));
        }
      },
      [](void* options, const OptionValue& value) {
        Member& member = slot_detail::member_of<First, Rest...>(*static_cast<Options*>(options));
        const auto* text = std::get_if<std::string>(&value);
        if (text != nullptr) {
          member = *Parse(*text);
        } else if constexpr (kOptional) {
          member.reset();
        }
      },
      &slot_owner<Options>,
      [](const std::string& text) -> Status {
        const auto value = Parse(text);
        return value ? Status() : Status(value.error());
      }};
}();

}  // namespace bach
