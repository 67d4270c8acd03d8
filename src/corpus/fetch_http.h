// One file over HTTP.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/cancel.h"
#include "base/result.h"

namespace bach {

struct HttpLimits {
  std::chrono::milliseconds connect{15000};  // for a connection
  std::chrono::milliseconds whole{300000};   // for a reply from begin to end
  long slowest_bytes_per_second = 50;        // slower than this on average …
  std::chrono::seconds slow_for{20};         // … for this long counts as broken off
  long redirects = 5;                        // from https to https alone
  std::string certificates;                  // a PEM file of those trusted; empty: the system's
};

// Where the body of a reply goes.
class HttpBody {
 public:
  virtual ~HttpBody() = default;
  // Called before the first byte: at which byte of the file the reply begins. False stops.
  virtual bool begin(std::uint64_t first_byte) = 0;
  // The next bytes. False stops.
  virtual bool data(std::span<const std::uint8_t> bytes) = 0;
};

enum class HttpOutcome {
  kComplete,     // the body came as far as the server meant to send it
  kRefused,      // asking again will not help: 404, too many redirects, …
  kBroken,       // asking again may: 5xx, broken off, too slow
  kUnreachable,  // nobody answers under that name
  kInsecure,     // somebody does, but no secure connection comes about
  kBadRange,     // the server has nothing from that byte on (416)
  kStopped,      // by the body or the cancellation
};

struct HttpReply {
  HttpOutcome outcome = HttpOutcome::kComplete;
  std::string reason;  // for people; empty when complete or stopped
};

// Keeps its connection for the next request. One thread at a time.
class HttpClient {
 public:
  // The error (kUnsupported) says what is missing, here or when the program was built.
  static Result<std::unique_ptr<HttpClient>> open();
  virtual ~HttpClient() = default;

  // Asks for the file at `url` (http or https) from byte `from` on; a server may still begin at 0.
  // Stops within a second of a cancellation.
  virtual HttpReply get(const std::string& url, std::uint64_t from, const HttpLimits& limits,
                        HttpBody& body, const Cancellation& cancellation) = 0;
};

}  // namespace bach
