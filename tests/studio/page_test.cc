#include "served.h"

namespace bach::test {
namespace {

api::Runner idle() {
  return [](std::string_view, const api::EventSink&, const Cancellation&) {};
}

HttpAnswer get(const Served& served, const std::string& target, const std::string& more = {}) {
  return ask(served.port(), request_text(served.port(), "GET", target, "", "", more));
}

TEST(StudioPage, FilesNeedNoToken) {
  const Served served(idle());
  for (const std::string target : {"/", "/index.html", "/?x=1"}) {
    const HttpAnswer answer = get(served, target);
    EXPECT_EQ(answer.status, 200) << target;
    EXPECT_EQ(answer.body, "<!doctype html>\n");
    EXPECT_EQ(answer.headers.at("content-type"), "text/html; charset=utf-8");
    EXPECT_TRUE(answer.whole);
  }
  const HttpAnswer empty = get(served, "/sounds/empty.txt");
  EXPECT_EQ(empty.status, 200);
  EXPECT_EQ(empty.body, "");
}

TEST(StudioPage, TellsWhichEngineItHas) {
  const Served served(idle());
  const HttpAnswer answer = get(served, "/engine.json");
  EXPECT_EQ(answer.body, "{\"engine\":\"server\",\"version\":1,\"program\":\"1.2.3\"}\n");
  EXPECT_EQ(answer.headers.at("content-type"), "application/json");
}

TEST(StudioPage, EveryAnswerHasThePolicy) {
  const Served served(idle());
  for (const std::string& request :
       {served.text("GET", "/"), served.text("GET", "/no"), served.text("POST", "/api", "{}"),
        served.text("GET", "/jobs"), std::string("nonsense\r\n\r\n")}) {
    const HttpAnswer answer = ask(served.port(), request);
    EXPECT_EQ(
        answer.headers.at("content-security-policy"),
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src "
        "'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src "
        "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.headers.at("referrer-policy"), "no-referrer");
    EXPECT_EQ(answer.headers.at("cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(answer.headers.at("cross-origin-resource-policy"), "same-origin");
  }
}

TEST(StudioPage, CompressedWhereTheClientTakesIt) {
  const Served served(idle());
  EXPECT_EQ(get(served, "/app.js").body, "const plain = 1;\n");
  EXPECT_EQ(get(served, "/app.js", "Accept-Encoding: gzip, bread\r\n").body, "const plain = 1;\n");
  const HttpAnswer packed = get(served, "/app.js", "Accept-Encoding: gzip, deflate, br, zstd\r\n");
  EXPECT_EQ(packed.body, "packed");
  EXPECT_EQ(packed.headers.at("content-encoding"), "br");
  EXPECT_EQ(packed.headers.at("vary"), "Accept-Encoding");
  EXPECT_EQ(packed.headers.at("etag"), "\"2b-br\"");
}

TEST(StudioPage, NotSentAgainWhereTheClientHasIt) {
  const Served served(idle());
  const std::string tag = get(served, "/app.js").headers.at("etag");
  EXPECT_EQ(tag, "\"2b\"");
  const HttpAnswer known = get(served, "/app.js", "If-None-Match: \"zz\", " + tag + "\r\n");
  EXPECT_EQ(known.status, 304);
  EXPECT_EQ(known.body, "");
  EXPECT_EQ(get(served, "/app.js", "If-None-Match: \"zz\"\r\n").status, 200);
  const HttpAnswer other =
      get(served, "/app.js", "If-None-Match: " + tag + "\r\nAccept-Encoding: br\r\n");
  EXPECT_EQ(other.status, 200);
}

TEST(StudioPage, HeadHasNoBody) {
  const Served served(idle());
  const HttpAnswer answer = served.ask("HEAD", "/app.js");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-length"), "17");
  EXPECT_EQ(answer.body, "");
}

}  // namespace
}  // namespace bach::test
