#include "notation/musicxml/archive.h"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace bach::musicxml {
namespace {

constexpr std::size_t kSmall = std::size_t{1} << 20;  // no ratio is asked of less
constexpr std::size_t kMostContainerBytes = std::size_t{1} << 16;
constexpr std::size_t kMostEntries = 4096;
constexpr std::size_t kMostName = 1024;
constexpr const char* kContainer = "META-INF/container.xml";

// minizip's view of a file: a stretch of memory with a place in it.
struct MemoryFile {
  std::span<const std::uint8_t> bytes;
  std::size_t at = 0;
};

voidpf open_memory(voidpf opaque, const void*, int) { return opaque; }

uLong read_memory(voidpf, voidpf stream, void* target, uLong wanted) {
  auto& file = *static_cast<MemoryFile*>(stream);
  const std::size_t count = std::min<std::size_t>(wanted, file.bytes.size() - file.at);
  if (count > 0) std::memcpy(target, file.bytes.data() + file.at, count);
  file.at += count;
  return static_cast<uLong>(count);
}

uLong write_memory(voidpf, voidpf, const void*, uLong) { return 0; }

ZPOS64_T tell_memory(voidpf, voidpf stream) { return static_cast<MemoryFile*>(stream)->at; }

long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
  auto& file = *static_cast<MemoryFile*>(stream);
  const std::size_t from = origin == ZLIB_FILEFUNC_SEEK_END   ? file.bytes.size()
                           : origin == ZLIB_FILEFUNC_SEEK_CUR ? file.at
                                                              : 0;
  if (offset > file.bytes.size() - from) return -1;
  file.at = from + static_cast<std::size_t>(offset);
  return 0;
}

int close_memory(voidpf, voidpf) { return 0; }
int error_of_memory(voidpf, voidpf) { return 0; }

struct CloseArchive {
  void operator()(void* archive) const { unzClose(archive); }
};
struct Archive {
  std::unique_ptr<void, CloseArchive> zip;
  std::size_t size = 0;  // packed
};

Error archive_error(ErrorCode code, const std::string& what) {
  return {code, what + "; pack the piece again, or export it as .musicxml", {}};
}

// Unpacks the entry the archive stands at.
Result<std::vector<std::uint8_t>> unpack_entry(const Archive& archive, const std::string& name,
                                               std::size_t most, std::size_t most_ratio) {
  unzFile file = archive.zip.get();
  unz_file_info64 info{};
  if (unzGetCurrentFileInfo64(file, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK ||
      info.compressed_size > archive.size) {
    return archive_error(ErrorCode::kInvalidData, name + " in the archive is damaged");
  }
  if ((info.flag & 1U) != 0) {
    return archive_error(ErrorCode::kUnsupported, name + " in the archive is encrypted");
  }
  const std::uint64_t size = info.uncompressed_size;
  if (size > most) {
    return Error{ErrorCode::kLimit,
                 name + " in the archive unpacks to " + std::to_string(size) + " bytes; at most " +
                     std::to_string(most) + " are read",
                 {}};
  }
  if (size > kSmall && size / most_ratio > info.compressed_size) {
    return Error{ErrorCode::kLimit,
                 name + " in the archive unpacks to more than " + std::to_string(most_ratio) +
                     " times its size; no piece of music does",
                 {}};
  }
  if (unzOpenCurrentFile(file) != UNZ_OK) {
    return archive_error(ErrorCode::kInvalidData, name + " in the archive is damaged");
  }
  // One byte more than declared, to see whether there is more.
  std::vector<std::uint8_t> text(static_cast<std::size_t>(size) + 1);
  std::size_t filled = 0;
  int count = 0;
  do {
    count =
        unzReadCurrentFile(file, text.data() + filled, static_cast<unsigned>(text.size() - filled));
    if (count > 0) filled += static_cast<std::size_t>(count);
  } while (count > 0 && filled < text.size());
  const bool sound = unzCloseCurrentFile(file) == UNZ_OK && count >= 0 && filled == size;
  if (!sound) return archive_error(ErrorCode::kInvalidData, name + " in the archive is damaged");
  text.resize(filled);
  return text;
}

// A name that stays inside the archive.
bool is_plain_path(std::string_view path) {
  return !path.empty() && path.size() <= kMostName && path.front() != '/' &&
         path.find("..") == std::string_view::npos && path.find('\\') == std::string_view::npos &&
         path.find(':') == std::string_view::npos;
}

// The first root file of a container that may be a score.
Result<std::string> named_root(const Archive& archive) {
  auto text = unpack_entry(archive, kContainer, kMostContainerBytes, kMostContainerBytes);
  if (!text) return std::move(text).error();
  pugi::xml_document container;
  if (!container.load_buffer_inplace(text->data(), text->size())) {
    return archive_error(ErrorCode::kInvalidData, std::string(kContainer) + " is not XML");
  }
  for (const pugi::xml_node root :
       container.child("container").child("rootfiles").children("rootfile")) {
    const std::string_view type = root.attribute("media-type").value();
    if (!type.empty() && type.find("xml") == std::string_view::npos) continue;
    std::string path = root.attribute("full-path").value();
    if (!is_plain_path(path)) {
      return archive_error(ErrorCode::kInvalidData,
                           std::string(kContainer) + " names a file outside the archive");
    }
    return path;
  }
  return archive_error(ErrorCode::kInvalidData, std::string(kContainer) + " names no root file");
}

bool is_score_name(std::string_view name) {
  return (name.ends_with(".xml") || name.ends_with(".musicxml")) &&
         name.find('/') == std::string_view::npos;
}

// Without a container: the one score at the top of the archive.
Result<std::string> only_score(const Archive& archive) {
  std::string found;
  std::size_t entries = 0;
  unzFile file = archive.zip.get();
  for (int state = unzGoToFirstFile(file); state == UNZ_OK; state = unzGoToNextFile(file)) {
    if (++entries > kMostEntries) break;
    std::array<char, kMostName + 1> name{};
    if (unzGetCurrentFileInfo64(file, nullptr, name.data(), kMostName, nullptr, 0, nullptr, 0) !=
        UNZ_OK) {
      break;
    }
    if (!is_score_name(name.data())) continue;
    if (!found.empty()) {
      return archive_error(ErrorCode::kInvalidData,
                           "the archive holds several files and no " + std::string(kContainer));
    }
    found = name.data();
  }
  if (found.empty()) {
    return archive_error(ErrorCode::kInvalidData, "the archive holds no MusicXML");
  }
  return found;
}

}  // namespace

Result<std::vector<std::uint8_t>> unpack(std::span<const std::uint8_t> bytes,
                                         const MusicXmlLimits& limits) {
  MemoryFile file{bytes};
  zlib_filefunc64_def functions{};
  functions.zopen64_file = open_memory;
  functions.zread_file = read_memory;
  functions.zwrite_file = write_memory;
  functions.ztell64_file = tell_memory;
  functions.zseek64_file = seek_memory;
  functions.zclose_file = close_memory;
  functions.zerror_file = error_of_memory;
  functions.opaque = &file;
  Archive archive;
  archive.zip.reset(unzOpen2_64("", &functions));
  archive.size = bytes.size();
  if (!archive.zip) {
    return archive_error(ErrorCode::kTruncated, "a zip archive that is cut short or damaged");
  }
  constexpr int kCaseMatters = 1;
  const bool contained = unzLocateFile(archive.zip.get(), kContainer, kCaseMatters) == UNZ_OK;
  const Result<std::string> root = contained ? named_root(archive) : only_score(archive);
  if (!root) return root.error();
  if (unzLocateFile(archive.zip.get(), root->c_str(), kCaseMatters) != UNZ_OK) {
    return archive_error(ErrorCode::kInvalidData, *root + " is not in the archive");
  }
  return unpack_entry(archive, *root, limits.text_bytes, limits.unpacking_ratio);
}

}  // namespace bach::musicxml
