#include "notation/musicxml/pack.h"

#include <minizip/zip.h>

#include <cstddef>

namespace bach::musicxml {
namespace {

constexpr const char* kMediaType = "application/vnd.recordare.musicxml";
constexpr const char* kContainerText =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<container>\n <rootfiles>\n"
    "  <rootfile full-path=\"score.musicxml\" "
    "media-type=\"application/vnd.recordare.musicxml+xml\"/>\n </rootfiles>\n</container>\n";
constexpr uLong kFirstOf1980 = 0x00210000;  // as MS-DOS has dates: there is none before
constexpr int kStored = 0;

// minizip's view of a file that grows in memory.
struct GrowingFile {
  std::string bytes;
  std::size_t at = 0;
};

voidpf open_growing(voidpf opaque, const void*, int) { return opaque; }
uLong read_growing(voidpf, voidpf, void*, uLong) { return 0; }
int close_growing(voidpf, voidpf) { return 0; }
int error_of_growing(voidpf, voidpf) { return 0; }
ZPOS64_T tell_growing(voidpf, voidpf stream) { return static_cast<GrowingFile*>(stream)->at; }

uLong write_growing(voidpf, voidpf stream, const void* source, uLong count) {
  auto& file = *static_cast<GrowingFile*>(stream);
  if (file.at + count > file.bytes.size()) file.bytes.resize(file.at + count);
  file.bytes.replace(file.at, count, static_cast<const char*>(source), count);
  file.at += count;
  return count;
}

long seek_growing(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
  auto& file = *static_cast<GrowingFile*>(stream);
  const std::size_t from = origin == ZLIB_FILEFUNC_SEEK_END   ? file.bytes.size()
                           : origin == ZLIB_FILEFUNC_SEEK_CUR ? file.at
                                                              : 0;
  if (offset > file.bytes.size() - from) return -1;
  file.at = from + static_cast<std::size_t>(offset);
  return 0;
}

bool add_entry(zipFile zip, const char* name, const std::string& text, int level) {
  zip_fileinfo info{};
  info.dosDate = kFirstOf1980;
  const int method = level == kStored ? 0 : Z_DEFLATED;
  return zipOpenNewFileInZip(zip, name, &info, nullptr, 0, nullptr, 0, nullptr, method, level) ==
             ZIP_OK &&
         zipWriteInFileInZip(zip, text.data(), static_cast<unsigned>(text.size())) == ZIP_OK &&
         zipCloseFileInZip(zip) == ZIP_OK;
}

}  // namespace

Result<std::string> pack(const std::string& text) {
  GrowingFile file;
  zlib_filefunc64_def functions{};
  functions.zopen64_file = open_growing;
  functions.zread_file = read_growing;
  functions.zwrite_file = write_growing;
  functions.ztell64_file = tell_growing;
  functions.zseek64_file = seek_growing;
  functions.zclose_file = close_growing;
  functions.zerror_file = error_of_growing;
  functions.opaque = &file;
  const zipFile zip = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
  bool made = zip != nullptr;
  made = made && add_entry(zip, "mimetype", kMediaType, kStored) &&
         add_entry(zip, "META-INF/container.xml", kContainerText, kStored) &&
         add_entry(zip, "score.musicxml", text, Z_DEFAULT_COMPRESSION);
  made = zip != nullptr && zipClose(zip, nullptr) == ZIP_OK && made;
  if (!made) return Error{ErrorCode::kIo, "the piece could not be packed", {}};
  return std::move(file.bytes);
}

}  // namespace bach::musicxml
