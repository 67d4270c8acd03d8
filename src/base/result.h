// Errors as values: nothing below cli/ throws, prints, exits or aborts on bad input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace bach {

// One code per cause a caller could act upon.
enum class ErrorCode {
  kNotFound,         // no such file, name or section
  kAccess,           // permission denied, read-only
  kIo,               // the system failed to read or write
  kInvalidData,      // the bytes are not what they should be
  kTruncated,        // the bytes end too early
  kUnsupported,      // well-formed, but something we do not read
  kInvalidArgument,  // a value outside its documented range
  kLimit,            // larger than we are willing to hold
  kExists,           // the target is there already
  kCancelled,        // stopped on request
};

struct Error {
  ErrorCode code = ErrorCode::kInvalidData;
  // One line for people: what, where (file or line) and what to do. Other arguments it mentions stand
  // in backticks by their plain names, "`from_bar` needs `infill`": whoever shows the error spells
  // them as its users do, the command line as --from-bar.
  std::string message;
  // Byte offset into the input, where there is one.
  std::optional<std::uint64_t> offset;
  // The argument at fault by its plain name, "weight_decay", where there is one; the message then says
  // only what is wrong with it: "must be from 0 to 1".
  std::string argument = {};

  // Argument and message in one line: "weight_decay: must be from 0 to 1".
  std::string text() const { return argument.empty() ? message : argument + ": " + message; }
};

// kInvalidArgument: `message` says what is wrong with `argument` ("" where it is several).
inline Error invalid_argument(std::string argument, std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message), {}, std::move(argument)};
}

// A value or the reason there is none. value() requires ok(), error() requires !ok().
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return *std::get_if<0>(&state_); }
  const T& value() const& { return *std::get_if<0>(&state_); }
  T&& value() && { return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }

  const Error& error() const& { return *std::get_if<1>(&state_); }
  Error&& error() && { return std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

// Success, or the reason it failed.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const& { return *error_; }
  Error&& error() && { return std::move(*error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace bach
