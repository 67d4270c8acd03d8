// Whole files in, whole files out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace bach {

// Reads a whole file; "-" is standard input. Files larger than `most` bytes are refused (kLimit)
// without reading them, and files that changed meanwhile (kIo). Errors name the path.
Result<std::vector<std::uint8_t>> read_file(const std::filesystem::path& path,
                                            std::size_t most = std::size_t{1} << 31);

// Replaces `path` as one step: writes a temporary file beside it, syncs it, renames it over the
// target and syncs the folder. On error the target is as it was and no temporary file is left.
// "-" writes to standard output. Behind a link the file it leads to is replaced; a device or a pipe
// is not, but written to.
Status write_file_atomically(const std::filesystem::path& path,
                             std::span<const std::uint8_t> bytes);
Status write_file_atomically(const std::filesystem::path& path, const std::string& text);

// A name beside `target` that does not exist yet, keeping the target's extension at the end, for
// writers that must open a file themselves. Hand it to commit_file() or discard_file().
std::filesystem::path temporary_beside(const std::filesystem::path& target);
// Syncs `temporary` and renames it over `target`.
Status commit_file(const std::filesystem::path& temporary, const std::filesystem::path& target);
// Removes a temporary file; silent when it is gone.
void discard_file(const std::filesystem::path& temporary);

// The error for the system's errno value `number`, naming `path` and what was tried ("read", …).
Error system_error(int number, const std::string& tried, const std::filesystem::path& path);

}  // namespace bach
