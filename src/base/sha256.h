// SHA-256 (FIPS 180-4), for fingerprints and download checks.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace bach {

class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();

  void update(std::span<const std::uint8_t> bytes);
  void update(std::string_view text);
  // 64 lower-case hexadecimal digits of all bytes so far; the object starts again.
  std::string finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// finish() of these bytes alone.
inline std::string sha256_hex(std::span<const std::uint8_t> bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}
inline std::string sha256_hex(std::string_view text) {
  Sha256 hash;
  hash.update(text);
  return hash.finish();
}

}  // namespace bach
