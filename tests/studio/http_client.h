// A client that can behave badly.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>
#include <cstdlib>
#include <map>
#include <string>

namespace bach::test {

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in small letters
  std::string body;                            // without the marks between chunks
  bool whole = false;                          // it ended as it should
};

// Of all that came over a connection.
HttpAnswer parse_answer(const std::string& bytes);

// A connection to 127.0.0.1. Waiting ends after 60 s with what came until then.
class HttpClient {
 public:
  // `receive_bytes`: how much the system may keep for a client that does not read; 0: as it likes.
  explicit HttpClient(int port, int receive_bytes = 0);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // False: the other end has closed.
  bool send(const std::string& bytes);
  // Until the text came or the connection was closed; all that came so far.
  std::string read_until(const std::string& text);
  std::string read_all();
  // Waits until the other end has closed, reading nothing.
  bool closed_by_server();
  void hang_up();

 private:
  int socket_;
  std::string seen_;
};

// "POST /api HTTP/1.1" with its headers; `more` ends lines with \r\n.
std::string request_text(int port, const std::string& method, const std::string& target,
                         const std::string& token, const std::string& body = {},
                         const std::string& more = {});

// A whole exchange.
HttpAnswer ask(int port, const std::string& request);

inline constexpr int kPatienceMilliseconds = 60'000;

inline std::string small_letters(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// True with the chunks' bytes when the last one is there.
inline bool join_chunks(const std::string& bytes, std::string& joined) {
  std::size_t at = 0;
  for (;;) {
    const std::size_t line = bytes.find("\r\n", at);
    if (line == std::string::npos) return false;
    const std::size_t size = std::strtoul(bytes.c_str() + at, nullptr, 16);
    if (size == 0) return bytes.compare(line, std::string::npos, "\r\n\r\n") == 0;
    joined += bytes.substr(line + 2, size);
    at = line + 2 + size + 2;
    if (at > bytes.size()) return false;
  }
}

inline HttpAnswer parse_answer(const std::string& bytes) {
  HttpAnswer answer;
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string::npos || bytes.compare(0, 9, "HTTP/1.1 ") != 0) return answer;
  answer.status = std::atoi(bytes.c_str() + 9);
  std::size_t at = bytes.find("\r\n") + 2;
  while (at < end + 2) {
    const std::size_t line = bytes.find("\r\n", at);
    const std::size_t colon = bytes.find(": ", at);
    if (colon < line)
      answer.headers[small_letters(bytes.substr(at, colon - at))] =
          bytes.substr(colon + 2, line - colon - 2);
    at = line + 2;
  }
  const std::string rest = bytes.substr(end + 4);
  if (answer.headers["transfer-encoding"] == "chunked") {
    answer.whole = join_chunks(rest, answer.body);
  } else {
    answer.body = rest;
    answer.whole =
        rest.size() == std::strtoul(answer.headers["content-length"].c_str(), nullptr, 10);
  }
  return answer;
}

inline HttpClient::HttpClient(int port, int receive_bytes)
    : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  if (receive_bytes > 0) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
}

inline HttpClient::~HttpClient() { hang_up(); }

inline void HttpClient::hang_up() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

inline bool HttpClient::send(const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t sent = ::send(socket_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    done += static_cast<std::size_t>(sent);
  }
  return true;
}

inline std::string HttpClient::read_until(const std::string& text) {
  char bytes[65536];
  while (text.empty() || seen_.find(text) == std::string::npos) {
    pollfd entry{socket_, POLLIN, 0};
    if (::poll(&entry, 1, kPatienceMilliseconds) <= 0) break;
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) break;
    seen_.append(bytes, static_cast<std::size_t>(got));
  }
  return seen_;
}

inline std::string HttpClient::read_all() { return read_until({}); }

inline bool HttpClient::closed_by_server() {
  pollfd entry{socket_, POLLRDHUP, 0};
  return ::poll(&entry, 1, kPatienceMilliseconds) > 0;
}

inline std::string request_text(int port, const std::string& method, const std::string& target,
                                const std::string& token, const std::string& body,
                                const std::string& more) {
  std::string text = method + " " + target +
                     " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n" + more;
  if (!token.empty()) text += "Authorization: Bearer " + token + "\r\n";
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text + "\r\n" + body;
}

inline HttpAnswer ask(int port, const std::string& request) {
  HttpClient client(port);
  client.send(request);  // an early answer may end it
  return parse_answer(client.read_all());
}

}  // namespace bach::test
