#include "studio/refusal.h"

#include <nlohmann/json.hpp>

namespace bach::studio {

std::string refusal_line(const Refusal& refusal) {
  const nlohmann::ordered_json line = {
      {"event", "problem"}, {"code", refusal.code}, {"message", refusal.message}};
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Refusal refusal_of_status(int status) {
  switch (status) {
    case 404:
      return {404, "not_found", "there is nothing at this address"};
    case 413:
      return {413, "limit", "the request is larger than 32 MiB"};
    case 414:
      return {414, "limit", "the address is too long"};
    case 500:
      return {500, "io", "the server failed; this should not happen, please report it"};
    default:
      return {status, "invalid_data", "this is not HTTP as the studio reads it"};
  }
}

}  // namespace bach::studio
