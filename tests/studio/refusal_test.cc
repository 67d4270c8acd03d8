#include <unistd.h>

#include "served.h"

namespace bach::test {
namespace {

api::Runner no_work() {
  return [](std::string_view, const api::EventSink&, const Cancellation&) {
    ADD_FAILURE() << "what was refused was begun";
  };
}

TEST(StudioRefusals, NeedTheTokenForWork) {
  const Served served(no_work());
  const std::string target[] = {"/api", "/jobs", "/jobs/x", "/jobs/x/stop", "/jobs/x/events"};
  for (const std::string& each : target) {
    for (const std::string method : {"GET", "POST", "DELETE", "PUT"}) {
      const HttpAnswer none = ask(served.port(), request_text(served.port(), method, each, ""));
      EXPECT_EQ(none.status, 401) << method << each;
      EXPECT_EQ(code_of(none), "access");
    }
  }
  std::string close = served.token();
  close.back() = close.back() == '0' ? '1' : '0';
  for (const std::string& wrong :
       {close, served.token() + "0", served.token().substr(1), std::string("x")}) {
    EXPECT_EQ(ask(served.port(), request_text(served.port(), "POST", "/api", wrong, "{}")).status,
              401);
  }
  const HttpAnswer basic =
      ask(served.port(), request_text(served.port(), "POST", "/api", "", "{}",
                                      "Authorization: Basic " + served.token() + "\r\n"));
  EXPECT_EQ(basic.status, 401);
}

TEST(StudioRefusals, EachStartHasItsOwnToken) {
  const Served one(no_work());
  const Served other(no_work());
  EXPECT_EQ(one.token().size(), 48U);
  EXPECT_NE(one.token(), other.token());
}

TEST(StudioRefusals, ForeignHostsAndOrigins) {
  const Served served(no_work());
  const std::string port = std::to_string(served.port());
  const auto status = [&](const std::string& headers) {
    return ask(served.port(), "GET /engine.json HTTP/1.1\r\n" + headers + "\r\n").status;
  };
  EXPECT_EQ(status("Host: 127.0.0.1:" + port + "\r\n"), 200);
  EXPECT_EQ(status("Host: LocalHost:" + port + "\r\n"), 200);
  EXPECT_EQ(status("Host: 127.0.0.1\r\n"), 403);
  EXPECT_EQ(status("Host: 127.0.0.1:1" + port + "\r\n"), 403);
  EXPECT_EQ(status("Host: evil.example:" + port + "\r\n"), 403);
  EXPECT_EQ(status("Host: evil.example\r\nHost: 127.0.0.1:" + port + "\r\n"), 400);
  EXPECT_EQ(status(""), 400);
  const std::string ours = "Host: 127.0.0.1:" + port + "\r\n";
  EXPECT_EQ(status(ours + "Origin: http://127.0.0.1:" + port + "\r\n"), 200);
  for (const std::string& origin :
       {std::string("null"), std::string("http://evil.example"), "https://127.0.0.1:" + port,
        std::string("http://127.0.0.1"), "http://127.0.0.1:" + port + ".evil.example",
        "http://x@127.0.0.1:" + port}) {
    EXPECT_EQ(status(ours + "Origin: " + origin + "\r\n"), 403) << origin;
  }
  const HttpAnswer foreign = served.ask("POST", "/api", "{}", "Origin: http://evil.example\r\n");
  EXPECT_EQ(foreign.status, 403);
  EXPECT_EQ(code_of(foreign), "access");
}

TEST(StudioRefusals, OtherAddressesAndMethods) {
  const Served served(no_work());
  EXPECT_EQ(served.ask("GET", "/nothing").status, 404);
  EXPECT_EQ(code_of(served.ask("GET", "/nothing")), "not_found");
  EXPECT_EQ(served.ask("GET", "/../etc/passwd").status, 404);
  EXPECT_EQ(served.ask("GET", "/%2e%2e/index.html").status, 404);
  EXPECT_EQ(served.ask("GET", "/index.html%00").status, 404);
  EXPECT_EQ(served.ask("GET", "/jobs/unknown").status, 404);
  EXPECT_EQ(served.ask("GET", "/api").status, 405);
  EXPECT_EQ(served.ask("GET", "/api").headers["allow"], "POST");
  EXPECT_EQ(served.ask("PUT", "/api", "{}").status, 405);
  EXPECT_EQ(served.ask("POST", "/app.js", "{}").status, 405);
  EXPECT_EQ(served.ask("OPTIONS", "/").status, 405);
  EXPECT_EQ(served.ask("DELETE", "/jobs").status, 405);
  EXPECT_EQ(served.ask("GET", "/" + std::string(3000, 'a')).status, 414);
}

TEST(StudioRefusals, LargeBodies) {
  const Served served(no_work());
  const std::string large(std::size_t{33} << 20, ' ');
  const HttpAnswer plain = served.ask("POST", "/api", large);
  EXPECT_EQ(plain.status, 413);
  EXPECT_EQ(code_of(plain), "limit");
  EXPECT_TRUE(plain.whole);
  std::string chunks;
  for (std::size_t at = 0; at < large.size(); at += 1 << 20) {
    chunks += "100000\r\n" + large.substr(at, 1 << 20) + "\r\n";
  }
  EXPECT_EQ(ask(served.port(), served.text("POST", "/api", "", "Transfer-Encoding: chunked\r\n") +
                                   chunks + "0\r\n\r\n")
                .status,
            413);
  EXPECT_EQ(served.ask("POST", "/jobs", large).status, 413);
  EXPECT_EQ(served.ask("POST", "/api").status, 411);
  // Announced, and never sent; without the token not even waited for.
  const std::string announced = "Content-Length: 99999999999999\r\n";
  EXPECT_EQ(
      ask(served.port(), request_text(served.port(), "POST", "/api", "", "", announced)).status,
      401);
}

TEST(StudioRefusals, BodiesThatAreNotWhatTheySay) {
  const Served served(no_work());
  EXPECT_EQ(served
                .ask("POST", "/api", "",
                     "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 2\r\n")
                .status,
            400);
  const auto chunked = [&](const std::string& body) {
    return ask(served.port(),
               served.text("POST", "/api", "", "Transfer-Encoding: chunked\r\n") + body);
  };
  EXPECT_EQ(chunked("zz\r\n{}\r\n0\r\n\r\n").status, 400);
  EXPECT_EQ(chunked("ffffffffffffffffffffffff\r\n").status, 400);
  EXPECT_EQ(served.ask("POST", "/api", "not gzip", "Content-Encoding: gzip\r\n").status, 400);
}

TEST(StudioRefusals, MalformedHttp) {
  const Served served(no_work());
  const std::string host = "Host: 127.0.0.1:" + std::to_string(served.port()) + "\r\n\r\n";
  for (const std::string& request :
       {"GET\r\n" + host, "GET / HTTP/3.0\r\n" + host, "get / HTTP/1.1\r\n" + host,
        "\x16\x03\x01\x02\r\n" + host, "GET / x HTTP/1.1\r\n" + host,
        "BREW /pot HTTP/1.1\r\n" + host}) {
    const HttpAnswer answer = ask(served.port(), request);
    EXPECT_EQ(answer.status, 400) << request;
    EXPECT_EQ(code_of(answer), "invalid_data");
  }
  // Heads without an end: they are read for a while, and no further.
  const HttpAnswer long_line =
      ask(served.port(), "GET / HTTP/1.1\r\nX: " + std::string(1 << 20, 'x'));
  EXPECT_EQ(long_line.status, 400);
  std::string many = "GET / HTTP/1.1\r\n";
  for (int k = 0; k < 20000; ++k) many += "X-" + std::to_string(k) + ": y\r\n";
  EXPECT_EQ(ask(served.port(), many + host).status, 400);
}

TEST(StudioRefusals, RangesAreNotMultiplied) {
  const Served served(no_work());
  std::string ranges = "Range: bytes=0-";
  for (int k = 0; k < 1500; ++k) ranges += ",0-";
  const HttpAnswer answer = served.ask("GET", "/index.html", "", ranges + "\r\n");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, kTestPage[0].bytes);
}

TEST(StudioRefusals, APortThatIsTaken) {
  const Served served(no_work());
  studio::Settings settings = test_settings();
  settings.port = served.port();
  const Result<studio::Server> second = studio::Server::start(settings, kTestPage, no_work());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kExists);
  EXPECT_NE(second.error().message.find(std::to_string(served.port())), std::string::npos);
}

}  // namespace
}  // namespace bach::test
