#include "api/request_text.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>

#include "api/request.h"
#include "lm/strict_json.h"

namespace bach::api {
namespace {

using nlohmann::json;

constexpr int kDeepest = 8;  // a note of a score of a list of music

// Where a text stops being JSON.
struct FirstFault {
  std::optional<std::uint64_t> byte;

  bool null() { return true; }
  bool boolean(bool) { return true; }
  bool number_integer(json::number_integer_t) { return true; }
  bool number_unsigned(json::number_unsigned_t) { return true; }
  bool number_float(json::number_float_t, const std::string&) { return true; }
  bool string(std::string&) { return true; }
  bool binary(json::binary_t&) { return true; }
  bool start_object(std::size_t) { return true; }
  bool key(std::string&) { return true; }
  bool end_object() { return true; }
  bool start_array(std::size_t) { return true; }
  bool end_array() { return true; }
  bool parse_error(std::size_t read, const std::string&, const json::exception&) {
    byte = read > 0 ? read - 1 : 0;
    return false;
  }
};

}  // namespace

Result<json> parse_request_text(std::string_view text) {
  if (text.size() > kMostRequestBytes) {
    return Error{ErrorCode::kLimit,
                 "the request has more than " + std::to_string(kMostRequestBytes >> 20) + " MiB",
                 {}};
  }
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  std::string reason;
  std::optional<json> parsed = parse_strictly(bytes, kDeepest, "the request", reason);
  if (parsed) return std::move(*parsed);
  FirstFault fault;
  json::sax_parse(text.begin(), text.end(), &fault);
  return Error{ErrorCode::kInvalidData, reason, fault.byte};
}

}  // namespace bach::api
