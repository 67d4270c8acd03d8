// A download on its way: NAME.part beside its target, kept when it is interrupted so that the next
// attempt, in this run or a later one, continues from there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/result.h"
#include "corpus/fetch_http.h"

namespace bach {

class PartFile final : public HttpBody {
 public:
  // Opens or creates the part of `target` and locks it. Errors: kExists while another program
  // downloads the same file, and those of the system. Bytes past `most` are refused.
  static Result<std::unique_ptr<PartFile>> open(const std::filesystem::path& target,
                                                std::uint64_t most);
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  // Unlocks. The part stays for next time unless it is empty.
  ~PartFile() override;

  // Bytes that are there.
  std::uint64_t size() const { return size_; }
  // SHA-256 of them.
  Result<std::string> sha256() const;
  // Back to nothing.
  Status clear();
  // Makes it the target, replacing what is there.
  Status commit();

  bool begin(std::uint64_t first_byte) override;
  bool data(std::span<const std::uint8_t> bytes) override;
  // Why begin() or data() returned false, once.
  Status problem();

 private:
  PartFile(std::filesystem::path target, std::filesystem::path part, int fd, std::uint64_t most);

  std::filesystem::path target_;
  std::filesystem::path part_;
  int fd_;
  std::uint64_t most_;
  std::uint64_t size_ = 0;
  bool committed_ = false;
  Status problem_;
};

}  // namespace bach
