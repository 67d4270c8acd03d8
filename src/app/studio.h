// What the verb `studio` needs beside its server: the parts of the program that lie in files of their own,
// and the static site.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bach {

// A library of the program's own: beside it, as it is built, or in ../lib/bach/, as it is installed. kUnsupported
// when there is none.
Result<std::filesystem::path> find_program_library(const std::string& name);

struct SiteFile {
  std::string path;  // within the site, "wasm/bach.js"
  std::vector<std::uint8_t> bytes;
};

// The program for browsers, as files in wasm/: from ../share/bach/wasm/ beside the program's folder, or from
// .build/wasm/ where it is built. kUnsupported when one of them is missing.
Result<std::vector<SiteFile>> browser_program();

// Writes the files into `folder` as one step: all of them or nothing. kExists when something is there already,
// unless that is an empty folder or, with `force`, a site written before.
Status write_site(const std::filesystem::path& folder, const std::vector<SiteFile>& files,
                  bool force);

}  // namespace bach
