// A server with a page of three files, and work that is watched.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "http_client.h"
#include "studio/server.h"

namespace bach::test {

inline constexpr std::array<api::PageFile, 3> kTestPage = {{
    {"index.html", "text/html; charset=utf-8", "1a", "<!doctype html>\n", {}},
    {"app.js", "text/javascript; charset=utf-8", "2b", "const plain = 1;\n", "packed"},
    {"sounds/empty.txt", "text/plain", "3c", "", {}},
}};

// Until it is so, at most 60 s.
inline bool eventually(const std::function<bool()>& it_is_so) {
  for (int k = 0; k < 6000; ++k) {
    if (it_is_so()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

// Work that sends "begin" and then waits until it is stopped or let go; a request that holds "quick"
// does not wait.
class WatchedWork {
 public:
  api::Runner runner() {
    return [this](std::string_view request, const api::EventSink& sink, const Cancellation& stop) {
      begun_.fetch_add(1);
      sink(R"({"event":"begin","version":1})");
      if (request.find("quick") == std::string_view::npos) {
        while (!stop.requested() && !let_go_) {
          std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
      }
      if (stop.requested()) {
        stopped_.fetch_add(1);
        sink(R"({"event":"problem","code":"cancelled","message":"stopped"})");
      } else {
        sink(R"({"event":"done"})");
      }
      ended_.fetch_add(1);
    };
  }
  void let_go() { let_go_ = true; }
  int begun() const { return begun_; }
  int stopped() const { return stopped_; }
  int ended() const { return ended_; }

 private:
  std::atomic<int> begun_{0}, stopped_{0}, ended_{0};
  std::atomic<bool> let_go_{false};
};

inline studio::Settings test_settings() {
  studio::Settings settings;
  settings.version = "1.2.3";
  settings.slots = 2;
  return settings;
}

class Served {
 public:
  explicit Served(api::Runner run, const studio::Settings& settings = test_settings())
      : server_(studio::Server::start(settings, kTestPage, std::move(run))) {
    EXPECT_TRUE(server_.ok());
  }

  studio::Server& server() { return *server_; }
  int port() const { return server_->port(); }
  const std::string& token() const { return server_->token(); }

  std::string text(const std::string& method, const std::string& target,
                   const std::string& body = {}, const std::string& more = {}) const {
    return request_text(port(), method, target, token(), body, more);
  }
  HttpAnswer ask(const std::string& method, const std::string& target, const std::string& body = {},
                 const std::string& more = {}) const {
    return test::ask(port(), text(method, target, body, more));
  }

 private:
  Result<studio::Server> server_;
};

// The code of a refusal's one line.
inline std::string code_of(const HttpAnswer& answer) {
  const nlohmann::json line = nlohmann::json::parse(answer.body, nullptr, false);
  if (!line.is_object() || line.value("event", "") != "problem")
    return "no problem: " + answer.body;
  if (!line["message"].is_string() || line["message"].get<std::string>().empty())
    return "no message";
  return line.value("code", "no code");
}

}  // namespace bach::test
