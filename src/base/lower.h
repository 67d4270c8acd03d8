// Letters without regard to case, as names and endings of files are compared. ASCII alone; other
// bytes stay.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace bach {

// In small letters.
std::string lower(std::string_view text);

// Of a file's name, in small letters: ".mid"; empty where it has none.
std::string file_ending(const std::filesystem::path& path);

}  // namespace bach
