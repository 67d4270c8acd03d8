#include "packed/archive.h"

#if __has_include(<archive.h>)
#define BACH_HAS_ARCHIVE_HEADERS 1
#include <archive.h>
#include <archive_entry.h>
#endif

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "base/file.h"
#include "base/lower.h"
#include "base/shared_library.h"

namespace bach {
#ifdef BACH_HAS_ARCHIVE_HEADERS
namespace {

// The functions we call, found in the library.
struct Libarchive {
  decltype(&archive_read_new) read_new = nullptr;
  decltype(&archive_read_free) read_free = nullptr;
  decltype(&archive_read_support_filter_gzip) gzip = nullptr;
  decltype(&archive_read_support_filter_bzip2) bzip2 = nullptr;
  decltype(&archive_read_support_filter_xz) xz = nullptr;
  decltype(&archive_read_support_filter_zstd) zstd = nullptr;
  decltype(&archive_read_support_format_tar) tar = nullptr;
  decltype(&archive_read_support_format_zip) zip = nullptr;
  decltype(&archive_read_open_filename) open_filename = nullptr;
  decltype(&archive_read_next_header) next_header = nullptr;
  decltype(&archive_read_data) data = nullptr;
  decltype(&archive_read_data_skip) skip = nullptr;
  decltype(&archive_format) format = nullptr;
  decltype(&archive_filter_bytes) filter_bytes = nullptr;
  decltype(&archive_error_string) error_string = nullptr;
  decltype(&archive_entry_pathname_utf8) pathname_utf8 = nullptr;
  decltype(&archive_entry_pathname) pathname = nullptr;
  decltype(&archive_entry_filetype) filetype = nullptr;
  decltype(&archive_entry_hardlink) hardlink = nullptr;
  bool ok = false;
};

Libarchive load_libarchive() {
  Libarchive loaded;
  SharedLibrary library{"libarchive.so.13"};
  library.find("archive_read_new", loaded.read_new);
  library.find("archive_read_free", loaded.read_free);
  library.find("archive_read_support_filter_gzip", loaded.gzip);
  library.find("archive_read_support_filter_bzip2", loaded.bzip2);
  library.find("archive_read_support_filter_xz", loaded.xz);
  library.find("archive_read_support_filter_zstd", loaded.zstd);
  library.find("archive_read_support_format_tar", loaded.tar);
  library.find("archive_read_support_format_zip", loaded.zip);
  library.find("archive_read_open_filename", loaded.open_filename);
  library.find("archive_read_next_header", loaded.next_header);
  library.find("archive_read_data", loaded.data);
  library.find("archive_read_data_skip", loaded.skip);
  library.find("archive_format", loaded.format);
  library.find("archive_filter_bytes", loaded.filter_bytes);
  library.find("archive_error_string", loaded.error_string);
  library.find("archive_entry_pathname_utf8", loaded.pathname_utf8);
  library.find("archive_entry_pathname", loaded.pathname);
  library.find("archive_entry_filetype", loaded.filetype);
  library.find("archive_entry_hardlink", loaded.hardlink);
  loaded.ok = library.complete();
  return loaded;
}

const Libarchive& libarchive() {
  static const Libarchive loaded = load_libarchive();
  return loaded;
}

// Unpacked bytes that are believed, whatever the archive's size, and how often its size beyond.
constexpr std::int64_t kBelievedBytes = std::int64_t{64} << 20;
constexpr std::int64_t kBelievedTimes = 100;

bool leads_outside(const std::string& name) {
  return name.starts_with('/') || name == ".." || name.starts_with("../") ||
         name.find("/../") != std::string::npos || name.ends_with("/..") ||
         name.find('\\') != std::string::npos;
}

bool is_packed_file(const std::string& name) {
  static constexpr std::array<std::string_view, 5> kAlone = {".gz", ".bz2", ".xz", ".zst", ".7z"};
  const std::string ending = file_ending(name);
  return is_archive(name) || std::find(kAlone.begin(), kAlone.end(), ending) != kAlone.end();
}

class LibarchiveReader : public ArchiveReader {
 public:
  LibarchiveReader(std::filesystem::path path, std::size_t most_bytes, std::int64_t size)
      : path_(std::move(path)),
        most_bytes_(most_bytes),
        most_unpacked_(kBelievedBytes + kBelievedTimes * size),
        archive_(libarchive().read_new()) {}
  ~LibarchiveReader() override { libarchive().read_free(archive_); }
  LibarchiveReader(const LibarchiveReader&) = delete;
  LibarchiveReader& operator=(const LibarchiveReader&) = delete;

  Status open() {
    const Libarchive& library = libarchive();
    for (const auto support :
         {library.gzip, library.bzip2, library.xz, library.zstd, library.tar, library.zip}) {
      // A warning only means that an external program would be used.
      if (support(archive_) < ARCHIVE_WARN) return failed();
    }
    constexpr std::size_t kBlock = 65536;
    if (library.open_filename(archive_, path_.c_str(), kBlock) != ARCHIVE_OK) return failed();
    return {};
  }

  Result<std::optional<ArchiveMember>> next(
      const std::function<bool(const std::string&)>& wanted) override {
    const Libarchive& library = libarchive();
    while (true) {
      archive_entry* entry = nullptr;
      const int code = library.next_header(archive_, &entry);
      if (code == ARCHIVE_EOF) return std::optional<ArchiveMember>();
      if (code < ARCHIVE_WARN) return failed();
      ++members_;
      ArchiveMember member;
      member.name = name_of(entry);
      const auto type = library.filetype(entry);
      if (leads_outside(member.name)) {
        member.refusal = "a name that leads out of its archive";
      } else if (type == AE_IFLNK || library.hardlink(entry) != nullptr) {
        member.refusal = "a link in an archive";
      } else if (type == AE_IFREG && is_packed_file(member.name)) {
        member.refusal = "an archive in an archive";
      } else if (type != AE_IFREG || !wanted(member.name)) {
        if (Status passed = pass_over(); !passed) return std::move(passed).error();
        continue;
      }
      Status read = member.refusal.empty() ? read_data(member) : pass_over();
      if (!read) return std::move(read).error();
      return std::optional<ArchiveMember>(std::move(member));
    }
  }

 private:
  std::string name_of(archive_entry* entry) const {
    const char* name = libarchive().pathname_utf8(entry);
    if (name == nullptr) name = libarchive().pathname(entry);
    return name != nullptr ? name : "member " + std::to_string(members_);
  }

  Error failed() const {
    const char* why = libarchive().error_string(archive_);
    return {
        ErrorCode::kInvalidData,
        path_.string() + ": not to be read as an archive: " + (why != nullptr ? why : "damaged"),
        {}};
  }

  // Whether it goes on as archives of music do.
  Status believed(std::int64_t more) {
    data_bytes_ += more;
    if (std::max<std::int64_t>(data_bytes_, libarchive().filter_bytes(archive_, 0)) <=
        most_unpacked_) {
      return {};
    }
    return Error{ErrorCode::kLimit,
                 path_.string() +
                     ": unpacks to more than 100 times its size; unpack it yourself if it "
                     "is what it should be",
                 {}};
  }

  // Read through, not sought over, where the archive is one stream: so that bombs are noticed.
  Status pass_over() {
    if ((libarchive().format(archive_) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP) {
      return libarchive().skip(archive_) < ARCHIVE_WARN ? Status(failed()) : Status();
    }
    return read_blocks([](std::span<const std::uint8_t>) { return true; });
  }

  Status read_data(ArchiveMember& member) {
    Status read = read_blocks([&](std::span<const std::uint8_t> block) {
      if (member.bytes.size() + block.size() > most_bytes_) {
        member.refusal = "larger than " + std::to_string(most_bytes_ >> 20) + " MiB";
        member.bytes.clear();
        return false;
      }
      member.bytes.insert(member.bytes.end(), block.begin(), block.end());
      return true;
    });
    if (!read) return read;
    return member.refusal.empty() ? Status() : pass_over();
  }

  template <typename Take>
  Status read_blocks(const Take& take) {
    while (true) {
      const la_ssize_t got = libarchive().data(archive_, block_.data(), block_.size());
      if (got < 0) return failed();
      if (got == 0) return {};
      if (Status fine = believed(got); !fine) return fine;
      if (!take(std::span(block_).first(static_cast<std::size_t>(got)))) return {};
    }
  }

  std::filesystem::path path_;
  std::size_t most_bytes_;
  std::int64_t most_unpacked_;
  archive* archive_;
  std::int64_t data_bytes_ = 0;
  std::uint64_t members_ = 0;
  std::array<std::uint8_t, 65536> block_{};
};

}  // namespace

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(const std::filesystem::path& path,
                                                           std::size_t most_bytes) {
  if (!libarchive().ok) {
    return Error{
        ErrorCode::kUnsupported,
        path.string() +
            ": archives need the library libarchive.so.13, which cannot be loaded; on Debian, "
            "install libarchive13, or unpack it first",
        {}};
  }
  std::error_code failure;
  const std::uintmax_t size = std::filesystem::file_size(path, failure);
  if (failure) return system_error(failure.value(), "read", path);
  auto reader =
      std::make_unique<LibarchiveReader>(path, most_bytes, static_cast<std::int64_t>(size));
  if (Status opened = reader->open(); !opened) return std::move(opened).error();
  return std::unique_ptr<ArchiveReader>(std::move(reader));
}

#else

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(const std::filesystem::path& path,
                                                           std::size_t) {
  return Error{ErrorCode::kUnsupported,
               path.string() + ": this program was built without libarchive; unpack it first",
               {}};
}

#endif
}  // namespace bach
