// A request as JSON, and what it asks for. doc/api.md describes both to those who write requests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/options/value.h"
#include "base/result.h"
#include "score/score.h"

namespace bach::api {

inline constexpr int kVersion = 1;
inline constexpr std::size_t kMostRequestBytes = std::size_t{32} << 20;

enum class RequestKind : std::uint8_t {
  kCompose,
  kSuite,
  kInfill,
  kContinue,
  kInspect,
  kExpect,
  kRender,
  kTrain,
  kOriginality,
  kCatalog,
};

// Music in a request: a file's bytes, a score, or the name of a movement carried in the program.
struct MusicAtHand {
  std::string name = {};  // of the file or the score; empty: none was given
  std::vector<std::uint8_t> file = {};
  std::string movement = {};        // not empty: this instead of a file
  std::optional<Score> score = {};  // this instead of both
};

struct Request {
  RequestKind kind = RequestKind::kCompose;
  GivenOptions options = {};  // in range each; whether they go together is not known yet
  std::vector<MusicAtHand> music = {};
  std::optional<std::vector<std::uint8_t>> model = {};  // a model file; none: that in the program
  std::vector<std::string> files = {"mid"};  // endings of score formats, for each piece made
  bool harmony = false, form = false;        // of kInspect
  std::size_t first = 1;                     // of kExpect: the number of a note
  std::size_t notes = 4096;                  // of kExpect: how many from there
  bool next = false;                         // of kExpect: and what comes after the last
  bool movements = true;                     // of kCatalog: those carried too
  std::string as = {};                       // of kRender: an ending
  bool sine_waves = false;                   // of kRender, of sound
  std::uint64_t seed = 42;                   // of kRender, of sound
  // Of kTrain: what is told beside losses.
  bool samples = false, baselines = false, checkpoints = false, models = false;
  std::optional<std::vector<std::uint8_t>> resume = {};  // a checkpoint to go on from
};

// "compose".
std::string_view kind_name(RequestKind kind);

// In errors of api/ Error::argument is where in the request: "options/kind", "music/1/base64"; empty:
// the whole. Errors of text that is no JSON say the byte.
//
// kLimit for more than kMostRequestBytes, kInvalidData for what is not strict JSON, kUnsupported for
// another version, kInvalidArgument for the rest: fields that are unknown, missing or out of range.
Result<Request> parse_request(std::string_view text);

}  // namespace bach::api
