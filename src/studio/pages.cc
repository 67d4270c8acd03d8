#include "studio/pages.h"

#include <httplib.h>

#include <string>

namespace bach::studio {
namespace {

// Whether a comma-separated header holds the word; of "br;q=0" nobody in practice speaks.
bool lists(const std::string& header, std::string_view word) {
  std::string_view left = header;
  while (!left.empty()) {
    std::string_view entry = left.substr(0, left.find(','));
    left.remove_prefix(std::min(left.size(), entry.size() + 1));
    entry = entry.substr(0, entry.find(';'));
    while (!entry.empty() && entry.front() == ' ') entry.remove_prefix(1);
    while (!entry.empty() && entry.back() == ' ') entry.remove_suffix(1);
    if (entry == word) return true;
  }
  return false;
}

}  // namespace

const api::PageFile* Pages::find(std::string_view path) const {
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  if (path.empty()) path = "index.html";
  for (const api::PageFile& file : files_) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

void answer_with_file(const httplib::Request& request, const api::PageFile& file,
                      httplib::Response& response) {
  const bool brotli =
      !file.brotli.empty() && lists(request.get_header_value("Accept-Encoding"), "br");
  // A compressed file is another one, to caches.
  const std::string tag = "\"" + std::string(file.tag) + (brotli ? "-br\"" : "\"");
  response.set_header("ETag", tag);
  response.set_header("Cache-Control", "no-cache");  // kept, but asked for each time
  if (!file.brotli.empty()) response.set_header("Vary", "Accept-Encoding");
  if (lists(request.get_header_value("If-None-Match"), tag)) {
    response.status = 304;
    return;
  }
  response.status = 200;
  if (brotli) response.set_header("Content-Encoding", "br");
  const std::string_view bytes = brotli ? file.brotli : file.bytes;
  if (bytes.empty()) return response.set_content("", std::string(file.content_type));
  // All in one write: it is finished even if the server is being stopped.
  response.set_content_provider(
      bytes.size(), std::string(file.content_type),
      [bytes](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        return sink.write(bytes.data() + offset, length);
      });
}

}  // namespace bach::studio
