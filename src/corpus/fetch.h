// Downloading a known set of files into a folder.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "corpus/fetch_http.h"
#include "corpus/fetch_table.h"

namespace bach {

// Where the suites' files are.
inline constexpr char kSuitesUrl[] = "https://www.jsbach.net/midi/";
inline constexpr char kPlainSuitesUrl[] = "http://www.jsbach.net/midi/";

struct FetchOptions {
  std::string base_url = kSuitesUrl;  // http or https; names are put behind it
  // Asked instead, with a warning, once `base_url` gives no answer, no secure connection or no file: what
  // comes has the SHA-256 it must have either way. Empty: nobody is.
  std::string plain_url = kPlainSuitesUrl;
  std::filesystem::path folder;               // made when missing
  bool replace = false;                       // also files that are there with other content
  int attempts = 4;                           // for each file, >= 1
  std::chrono::milliseconds first_wait{500};  // before the second attempt, doubled before each next
  std::uint64_t most_bytes = 1 << 20;         // that a file may have
  HttpLimits limits;
};

struct FetchFailure {
  std::string name;
  std::string reason;
};

// Every file asked for is in exactly one of the three lists, each in the order asked.
struct FetchReport {
  std::vector<std::string> downloaded;
  std::vector<std::string> present;  // were there with the right content
  std::vector<FetchFailure> failed;
  std::vector<std::string> warnings;  // one line each
};

// Downloads what is missing, one file after the other. A file appears under its name only whole and
// with the SHA-256 it must have; until then it is NAME.part, which the next attempt or run continues
// with. Refusals (404, a redirect loop, too large) fail at once; what may pass (5xx, broken off,
// too slow, nobody answers) is tried again, and so is wrong content, from the first byte, once.
// When nobody answers even then, the files left are not tried. Errors are those that concern all
// files: no libcurl, a bad base_url, the folder, kCancelled.
Result<FetchReport> fetch_files(std::span<const RemoteFile> files, const FetchOptions& options,
                                const ProgressCallback& progress, const Cancellation& cancellation);

}  // namespace bach
