#include "studio/access.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <utility>

namespace bach::studio {
namespace {

constexpr std::size_t kTokenBytes = 24;
constexpr std::string_view kScheme = "Bearer ";

bool same_in_constant_time(std::string_view said, std::string_view wanted) {
  // Volatile: else a compiler might leave the loop at the first difference.
  volatile unsigned char difference = said.size() == wanted.size() ? 0 : 1;
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    const char there = k < said.size() ? said[k] : '\0';
    difference = difference | static_cast<unsigned char>(there ^ wanted[k]);
  }
  return difference == 0;
}

bool same_host(std::string_view said, std::string_view wanted) {
  return std::equal(said.begin(), said.end(), wanted.begin(), wanted.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == b;
  });
}

}  // namespace

Result<std::string> random_token() {
  std::array<std::uint8_t, kTokenBytes> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return Error{ErrorCode::kIo, "the system gave no random bytes for the token", {}};
  }
  std::string token;
  for (const std::uint8_t byte : bytes) {
    token += "0123456789abcdef"[byte >> 4];
    token += "0123456789abcdef"[byte & 15];
  }
  return token;
}

Access::Access(int port, std::string token)
    : token_(std::move(token)),
      hosts_{"127.0.0.1:" + std::to_string(port), "localhost:" + std::to_string(port)} {}

Refusal Access::check_site(std::string_view host, std::string_view origin) const {
  constexpr std::string_view kHttp = "http://";
  bool known = false;
  for (const std::string& ours : hosts_) known = known || same_host(host, ours);
  if (!known) {
    return {403, "access",
            "the studio answers to " + hosts_[0] + " alone; open it by that address"};
  }
  if (origin.empty()) return {};
  if (origin.substr(0, kHttp.size()) == kHttp) {
    origin.remove_prefix(kHttp.size());
    for (const std::string& ours : hosts_) {
      if (same_host(origin, ours)) return {};
    }
  }
  return {403, "access", "pages of other sites may not use the studio"};
}

Refusal Access::check_token(std::string_view authorization) const {
  if (authorization.substr(0, kScheme.size()) == kScheme &&
      same_in_constant_time(authorization.substr(kScheme.size()), token_)) {
    return {};
  }
  return {401, "access",
          "this needs the token that `bach studio` printed: open the address it printed, or send "
          "\"Authorization: Bearer TOKEN\""};
}

}  // namespace bach::studio
