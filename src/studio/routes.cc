#include "studio/routes.h"

#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace bach::studio {
namespace {

using httplib::DataSink;
using httplib::Request;
using httplib::Response;
using Handled = httplib::Server::HandlerResponse;

constexpr char kJson[] = "application/json";
constexpr std::chrono::milliseconds kLook{
    100};  // how often it is looked whether a client is still there
constexpr std::size_t kMostWatchedBytes = 1 << 20;  // of a job's events, sent in one go
constexpr std::size_t kLongestTarget = 2048;

// The page may load what the server has, and nothing else.
const httplib::Headers kEveryAnswer = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src "
     "'self'; "
     "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; "
     "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};

void answer_with_text(Response& response, int status, const std::string& text, const char* type) {
  response.status = status;
  response.set_header("Cache-Control", "no-store");
  response.set_content(text, type);
}

void refuse(Response& response, const Refusal& refusal) {
  if (refusal.status == 401) response.set_header("WWW-Authenticate", "Bearer");
  if (refusal.status == 503) response.set_header("Retry-After", "2");
  answer_with_text(response, refusal.status, refusal_line(refusal), kEventLines);
}

void refuse_method(Response& response, const char* allowed) {
  response.set_header("Allow", allowed);
  refuse(response, {405, "invalid_argument", std::string("here only ") + allowed});
}

bool reads(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

// Writes lines as they come until the last, in one call: cpp-httplib asks no further once it is stopped.
// `take(at most so long)` returns {lines, last}.
template <typename Take>
bool send_lines(DataSink& sink, const Take& take) {
  for (;;) {
    const auto taken = take(kLook);
    if (!taken.lines.empty() && !sink.write(taken.lines.data(), taken.lines.size())) return false;
    if (taken.last) break;
    if (!sink.is_writable()) return false;
  }
  sink.done();
  return true;
}

std::optional<std::size_t> number_in(const std::string& text) {
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

// A request's text, counted among those held.
class Routes::HeldBody {
 public:
  explicit HeldBody(std::atomic<std::size_t>& held) : held_(held) {}
  ~HeldBody() { held_.fetch_sub(counted_); }
  HeldBody(const HeldBody&) = delete;
  HeldBody& operator=(const HeldBody&) = delete;

  // All bodies together, after it.
  std::size_t add(const char* bytes, std::size_t size) {
    text.append(bytes, size);
    counted_ += size;
    return held_.fetch_add(size) + size;
  }

  std::string text;

 private:
  std::atomic<std::size_t>& held_;
  std::size_t counted_ = 0;
};

Routes::Routes(const Access& access, const Pages& pages, WorkSlots& slots, Jobs& jobs,
               std::string version, const RouteLimits& limits)
    : access_(access),
      pages_(pages),
      slots_(slots),
      jobs_(jobs),
      engine_(nlohmann::ordered_json(
                  {{"engine", "server"}, {"version", 1}, {"program", std::move(version)}})
                  .dump() +
              "\n"),
      limits_(limits) {}

void Routes::attach(httplib::Server& server) {
  server.set_default_headers(kEveryAnswer);
  server.set_payload_max_length(SIZE_MAX);  // read_body() counts
  server.set_pre_routing_handler([this](const Request& request, Response& response) {
    return answer(request, response) ? Handled::Handled : Handled::Unhandled;
  });
  server.Post("/api", [this](const Request& request, Response& response,
                             const httplib::ContentReader& reader) {
    answer_api(request, response, reader);
  });
  server.Post("/jobs", [this](const Request& request, Response& response,
                              const httplib::ContentReader& reader) {
    begin_job(request, response, reader);
  });
  // What was refused by cpp-httplib itself.
  server.set_error_handler(
      httplib::Server::HandlerWithResponse([](const Request&, Response& response) {
        if (response.body.empty()) refuse(response, refusal_of_status(response.status));
        return Handled::Handled;
      }));
  server.set_exception_handler([](const Request&, Response& response, const std::exception_ptr&) {
    refuse(response, refusal_of_status(500));
  });
}

bool Routes::answer(const Request& request, Response& response) {
  if (request.target.size() > kLongestTarget) {
    refuse(response, refusal_of_status(414));
    return true;
  }
  if (request.get_header_value_count("Host") != 1 || request.get_header_value_count("Origin") > 1) {
    refuse(response, {400, "invalid_data", "a request has one Host, and at most one Origin"});
    return true;
  }
  if (const Refusal foreign = access_.check_site(request.get_header_value("Host"),
                                                 request.get_header_value("Origin"))) {
    refuse(response, foreign);
    return true;
  }
  const std::string_view path = request.path;
  const bool jobs = path == "/jobs" || path.substr(0, 6) == "/jobs/";
  if (path == "/api" || jobs) {
    if (const Refusal unknown = access_.check_token(request.get_header_value("Authorization"))) {
      refuse(response, unknown);
      return true;
    }
    if (path == "/api" && request.method != "POST") {
      refuse_method(response, "POST");
      return true;
    }
    if (request.method == "POST" && (path == "/api" || path == "/jobs")) {
      if (request.has_header("Content-Length") || request.has_header("Transfer-Encoding"))
        return false;
      refuse(response, {411, "truncated", "say how long the request is: Content-Length"});
      return true;
    }
    answer_job(request, path.substr(5), response);
    return true;
  }
  const api::PageFile* file = pages_.find(path);
  if (file == nullptr && path != "/engine.json") {
    refuse(response, refusal_of_status(404));
  } else if (!reads(request)) {
    refuse_method(response, "GET");
  } else if (path == "/engine.json") {
    answer_with_text(response, 200, engine_, kJson);
  } else {
    answer_with_file(request, *file, response);
  }
  return true;
}

// `path`: "", "/ID", "/ID/stop" or "/ID/events".
void Routes::answer_job(const Request& request, std::string_view path, Response& response) {
  if (path.empty()) {
    if (!reads(request)) return refuse_method(response, "GET, POST");
    return answer_with_text(response, 200, jobs_.list(), kJson);
  }
  path.remove_prefix(1);
  const std::string_view id = path.substr(0, path.find('/'));
  const std::string_view what = path.substr(id.size());
  const std::shared_ptr<Job> job = jobs_.find(id);
  if (job == nullptr || (!what.empty() && what != "/stop" && what != "/events")) {
    return refuse(response,
                  {404, "not_found", "there is no such job; GET /jobs lists those there are"});
  }
  if (what.empty()) {
    if (request.method != "DELETE") return refuse_method(response, "DELETE");
    jobs_.forget(id);
    response.status = 204;
    return;
  }
  if (what == "/stop") {
    if (request.method != "POST") return refuse_method(response, "POST");
    job->stop.request();
    response.status = 204;
    return;
  }
  if (!reads(request)) return refuse_method(response, "GET");
  std::size_t from = 0;
  if (request.has_param("from")) {
    const std::optional<std::size_t> number = number_in(request.get_param_value("from"));
    if (!number) {
      return refuse(response,
                    {400, "invalid_argument", "from must be a number of an event, from 0"});
    }
    from = *number;
  }
  response.status = 200;
  response.set_header("Cache-Control", "no-store");
  response.set_chunked_content_provider(kEventLines, [job, from](std::size_t, DataSink& sink) {
    std::size_t next = from;
    return send_lines(sink, [&](std::chrono::milliseconds longest) {
      JobEvents::Read read = job->events.read(next, kMostWatchedBytes, longest);
      next = read.next;
      return read;
    });
  });
}

Refusal Routes::read_body(const Request& request, const httplib::ContentReader& reader,
                          HeldBody& body) {
  if (request.is_multipart_form_data()) {
    return {400, "invalid_data", "the body is to be the request itself, not a form"};
  }
  Refusal refused;
  const bool whole = reader([&](const char* bytes, std::size_t size) {
    if (body.text.size() + size > limits_.most_body_bytes) {
      refused = refusal_of_status(413);
    } else if (body.add(bytes, size) > limits_.most_held_body_bytes) {
      refused = {503, "limit", "too much waits to be computed; try again"};
    }
    return !refused;
  });
  if (refused || whole) return refused;
  return {400, "truncated", "the request ended too early, or is not encoded as it says"};
}

void Routes::answer_api(const Request& request, Response& response,
                        const httplib::ContentReader& reader) {
  auto body = std::make_shared<HeldBody>(held_bytes_);
  if (const Refusal refused = read_body(request, reader, *body)) return refuse(response, refused);
  const auto exchange = std::make_shared<Exchange>(std::move(body->text), limits_.most_unsent_bytes,
                                                   limits_.patience);
  if (!slots_.submit(exchange)) {
    return refuse(response, {503, "limit", "too many requests wait; try again"});
  }
  response.status = 200;
  response.set_header("Cache-Control", "no-store");
  response.set_chunked_content_provider(
      kEventLines,
      [exchange](std::size_t, DataSink& sink) {
        return send_lines(sink, [&](std::chrono::milliseconds longest) {
          return exchange->events.take(longest);
        });
      },
      [this, exchange, body](bool) { slots_.withdraw(exchange); });
}

void Routes::begin_job(const Request& request, Response& response,
                       const httplib::ContentReader& reader) {
  HeldBody body(held_bytes_);
  if (const Refusal refused = read_body(request, reader, body)) return refuse(response, refused);
  std::string id;
  if (const Refusal refused = jobs_.begin(std::move(body.text), id))
    return refuse(response, refused);
  response.set_header("Location", "/jobs/" + id);
  answer_with_text(response, 202, nlohmann::json({{"id", id}}).dump() + "\n", kJson);
}

}  // namespace bach::studio
