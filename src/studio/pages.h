// The files of the page.
#pragma once

#include <span>
#include <string_view>

#include "api/studio.h"

namespace httplib {
struct Request;
struct Response;
}  // namespace httplib

namespace bach::studio {

class Pages {
 public:
  // The files must live as long.
  explicit Pages(std::span<const api::PageFile> files) : files_(files) {}

  // "/app.js"; "/" is index.html. Null: there is none.
  const api::PageFile* find(std::string_view path) const;

 private:
  std::span<const api::PageFile> files_;
};

// Answers GET and HEAD: compressed where the client takes that, 304 where it has the file already.
void answer_with_file(const httplib::Request& request, const api::PageFile& file,
                      httplib::Response& response);

}  // namespace bach::studio
