// Zip archives for tests: stored, not compressed, and as dishonest as asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bach::test {

struct Entry {
  std::string name;
  std::string text;
  std::uint32_t declared_size = 0;  // unpacked; 0: the true one
  std::uint16_t flags = 0;
};

inline std::uint32_t crc32_of(const std::string& text) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : text) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

inline std::string small_archive(const std::vector<Entry>& entries) {
  std::string archive, directory;
  const auto number = [](std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
  };
  for (const Entry& entry : entries) {
    const auto offset = static_cast<std::uint32_t>(archive.size());
    const auto size = static_cast<std::uint32_t>(entry.text.size());
    std::string common;  // of both headers
    number(common, 20, 2);
    number(common, entry.flags, 2);
    number(common, 0, 2);  // stored
    number(common, 0, 4);  // date
    number(common, crc32_of(entry.text), 4);
    number(common, size, 4);
    number(common, entry.declared_size != 0 ? entry.declared_size : size, 4);
    number(common, static_cast<std::uint32_t>(entry.name.size()), 2);
    number(common, 0, 2);
    archive += "PK\x03\x04" + common + entry.name + entry.text;
    directory += "PK\x01\x02";
    number(directory, 20, 2);
    directory += common;
    number(directory, 0, 2);
    number(directory, 0, 2);
    number(directory, 0, 2);
    number(directory, 0, 4);
    number(directory, offset, 4);
    directory += entry.name;
  }
  const auto begin = static_cast<std::uint32_t>(archive.size());
  archive += directory + "PK\x05\x06";
  number(archive, 0, 4);
  number(archive, static_cast<std::uint32_t>(entries.size()), 2);
  number(archive, static_cast<std::uint32_t>(entries.size()), 2);
  number(archive, static_cast<std::uint32_t>(directory.size()), 4);
  number(archive, begin, 4);
  number(archive, 0, 2);
  return archive;
}

inline Entry container(const std::string& root) {
  return {"META-INF/container.xml",
          "<container><rootfiles><rootfile full-path=\"" + root + "\"/></rootfiles></container>"};
}

}  // namespace bach::test
