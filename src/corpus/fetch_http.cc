#include "corpus/fetch_http.h"

#include "corpus/fetch_curl.h"

#ifdef BACH_HAS_CURL_HEADERS

#include <array>
#include <charconv>
#include <string_view>

namespace bach {
namespace {

// What the callbacks of one request share.
struct Transfer {
  const Curl& curl;
  CURL* handle;
  HttpBody& body;
  const Cancellation& cancellation;
  std::uint64_t range_begin = 0;  // of the last Content-Range header
  bool begun = false;
  std::size_t passed_over = 0;  // bytes of pages that say what is wrong
};

// Of a page that says what is wrong; nobody reads it.
constexpr std::size_t kMostErrorPage = std::size_t{1} << 16;

bool is_success(long status) { return status == 200 || status == 206; }

long status_of(const Transfer& transfer) {
  long status = 0;
  transfer.curl.easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

bool begin_body(Transfer& transfer) {
  transfer.begun = true;
  return transfer.body.begin(status_of(transfer) == 206 ? transfer.range_begin : 0);
}

std::size_t on_data(char* bytes, std::size_t size, std::size_t count, void* context) {
  Transfer& transfer = *static_cast<Transfer*>(context);
  const std::size_t length = size * count;
  if (!is_success(status_of(transfer))) {
    transfer.passed_over += length;
    return transfer.passed_over <= kMostErrorPage ? length : 0;
  }
  if (!transfer.begun && !begin_body(transfer)) return 0;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes);
  return transfer.body.data(std::span(data, length)) ? length : 0;
}

std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* context) {
  Transfer& transfer = *static_cast<Transfer*>(context);
  std::string line(bytes, size * count);
  for (char& c : line) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  constexpr std::string_view kRange = "content-range:";
  if (line.starts_with("http/")) transfer.range_begin = 0;  // another reply, after a redirect
  if (line.starts_with(kRange)) {
    const std::size_t digits = line.find_first_of("0123456789", kRange.size());
    if (digits != std::string::npos) {
      std::from_chars(line.data() + digits, line.data() + line.size(), transfer.range_begin);
    }
  }
  return size * count;
}

int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(context)->cancellation.requested() ? 1 : 0;
}

HttpOutcome outcome_of(CURLcode code) {
  switch (code) {
    case CURLE_OK:
      return HttpOutcome::kComplete;
    case CURLE_WRITE_ERROR:
    case CURLE_ABORTED_BY_CALLBACK:
      return HttpOutcome::kStopped;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      return HttpOutcome::kUnreachable;
    case CURLE_TOO_MANY_REDIRECTS:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_SSL_CACERT_BADFILE:
      return HttpOutcome::kRefused;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
      return HttpOutcome::kInsecure;
    default:
      return HttpOutcome::kBroken;
  }
}

HttpReply reply_to_status(long status) {
  if (is_success(status)) return {};
  const std::string reason = "the server answered " + std::to_string(status);
  if (status == 416) return {HttpOutcome::kBadRange, reason};
  const bool temporary = status >= 500 || status == 408 || status == 429;
  return {temporary ? HttpOutcome::kBroken : HttpOutcome::kRefused, reason};
}

class CurlClient final : public HttpClient {
 public:
  CurlClient(const Curl& curl, CURL* handle) : curl_(curl), handle_(handle) {}
  CurlClient(const CurlClient&) = delete;
  CurlClient& operator=(const CurlClient&) = delete;
  ~CurlClient() override { curl_.easy_cleanup(handle_); }

  HttpReply get(const std::string& url, std::uint64_t from, const HttpLimits& limits,
                HttpBody& body, const Cancellation& cancellation) override {
    Transfer transfer{curl_, handle_, body, cancellation};
    std::array<char, CURL_ERROR_SIZE> message{};
    curl_.easy_reset(handle_);
    set_address(url, from);
    set_limits(limits);
    set(CURLOPT_ERRORBUFFER, message.data());
    set(CURLOPT_WRITEFUNCTION, &on_data);
    set(CURLOPT_WRITEDATA, &transfer);
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_HEADERDATA, &transfer);
    set(CURLOPT_XFERINFOFUNCTION, &on_progress);
    set(CURLOPT_XFERINFODATA, &transfer);
    set(CURLOPT_NOPROGRESS, 0L);

    const CURLcode code = curl_.easy_perform(handle_);
    HttpReply reply{outcome_of(code), {}};
    if (reply.outcome == HttpOutcome::kComplete) {
      reply = reply_to_status(status_of(transfer));
      const bool empty = reply.outcome == HttpOutcome::kComplete && !transfer.begun;
      if (empty && !begin_body(transfer)) reply.outcome = HttpOutcome::kStopped;
      return reply;
    }
    if (reply.outcome == HttpOutcome::kStopped) {
      const bool error_page = transfer.passed_over > kMostErrorPage;
      return error_page ? reply_to_status(status_of(transfer)) : reply;
    }
    if (code == CURLE_UNSUPPORTED_PROTOCOL && url.starts_with("https:")) {
      reply.outcome = HttpOutcome::kInsecure;  // a redirect to http
    }
    if (code == CURLE_OPERATION_TIMEDOUT && !connected()) {
      reply.outcome = HttpOutcome::kUnreachable;
    }
    reply.reason = message[0] != '\0' ? message.data() : curl_.easy_strerror(code);
    return reply;
  }

 private:
  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_.easy_setopt(handle_, option, value);
  }

  void set_address(const std::string& url, std::uint64_t from) {
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_USERAGENT, "bach/" BACH_VERSION);
    // Not CURLOPT_RESUME_FROM: that makes a server that ignores ranges an error, where starting
    // again from the first byte is just as good.
    if (from > 0) set(CURLOPT_RANGE, (std::to_string(from) + "-").c_str());
    // What began securely stays so.
    const bool secure = url.starts_with("https:");
#if CURL_AT_LEAST_VERSION(7, 85, 0)
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
#else
    const long either = CURLPROTO_HTTP | CURLPROTO_HTTPS;
    set(CURLOPT_PROTOCOLS, either);
    set(CURLOPT_REDIR_PROTOCOLS, secure ? static_cast<long>(CURLPROTO_HTTPS) : either);
#endif
  }

  void set_limits(const HttpLimits& limits) {
    set(CURLOPT_NOSIGNAL, 1L);  // timeouts without SIGALRM
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits.whole.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, limits.slowest_bytes_per_second);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.slow_for.count()));
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, limits.redirects);
    if (!limits.certificates.empty()) set(CURLOPT_CAINFO, limits.certificates.c_str());
  }

  bool connected() const {
    curl_off_t microseconds = 0;
    curl_.easy_getinfo(handle_, CURLINFO_PRETRANSFER_TIME_T, &microseconds);
    return microseconds > 0;
  }

  const Curl& curl_;
  CURL* handle_;
};

}  // namespace

Result<std::unique_ptr<HttpClient>> HttpClient::open() {
  const Result<const Curl*> curl = load_curl();
  if (!curl) return curl.error();
  CURL* handle = (*curl)->easy_init();
  if (handle == nullptr) return Error{ErrorCode::kUnsupported, "libcurl does not start", {}};
  return std::unique_ptr<HttpClient>(std::make_unique<CurlClient>(**curl, handle));
}

}  // namespace bach

#else

namespace bach {

Result<std::unique_ptr<HttpClient>> HttpClient::open() {
  return Error{ErrorCode::kUnsupported,
               "this program was built without downloading; install libcurl4-openssl-dev and build "
               "it again",
               {}};
}

}  // namespace bach

#endif
