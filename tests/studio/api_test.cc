#include "served.h"

namespace bach::test {
namespace {

TEST(StudioApi, StreamsEventsAsTheyCome) {
  WatchedWork work;
  const Served served(work.runner());
  HttpClient client(served.port());
  client.send(served.text("POST", "/api", "{}"));
  EXPECT_NE(client.read_until("\"begin\"").find("\"begin\""), std::string::npos);
  EXPECT_EQ(work.ended(), 0);
  work.let_go();
  const HttpAnswer answer = parse_answer(client.read_all());
  EXPECT_TRUE(answer.whole);
  EXPECT_EQ(answer.body, "{\"event\":\"begin\",\"version\":1}\n{\"event\":\"done\"}\n");
}

TEST(StudioApi, ReadsChunkedBodies) {
  const Served served([](std::string_view request, const api::EventSink& sink,
                         const Cancellation&) { sink(request); });
  const HttpAnswer answer =
      ask(served.port(), served.text("POST", "/api", "", "Transfer-Encoding: chunked\r\n") +
                             "3;note=\"x\"\r\n{\"a\r\n5\r\n\": 1}\r\n0\r\n\r\n");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "{\"a\": 1}\n");
}

TEST(StudioApi, HangingUpStopsTheWork) {
  WatchedWork work;
  const Served served(work.runner());
  HttpClient client(served.port());
  client.send(served.text("POST", "/api", "{}"));
  client.read_until("\"begin\"");
  client.hang_up();
  EXPECT_TRUE(eventually([&] { return work.stopped() == 1; }));
}

TEST(StudioApi, HangingUpWhileWaitingBeginsNothing) {
  WatchedWork work;
  studio::Settings settings = test_settings();
  settings.slots = 1;
  settings.most_waiting = 1;
  const Served served(work.runner(), settings);
  HttpClient busy(served.port());
  busy.send(served.text("POST", "/api", "{}"));
  busy.read_until("\"begin\"");
  HttpClient waits(served.port());
  waits.send(served.text("POST", "/api", "{}"));
  waits.read_until("\r\n\r\n");
  // Nobody else may wait, until that one has gone.
  const HttpAnswer refused = served.ask("POST", "/api", "quick");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(code_of(refused), "limit");
  EXPECT_EQ(refused.headers.count("retry-after"), 1U);
  waits.hang_up();
  HttpClient next(served.port());
  EXPECT_TRUE(eventually([&] {
    HttpClient client(served.port());
    client.send(served.text("POST", "/api", "quick"));
    return parse_answer(client.read_until("\r\n\r\n")).status == 200;
  }));
  EXPECT_EQ(work.begun(), 1);
  work.let_go();
  EXPECT_TRUE(parse_answer(busy.read_all()).whole);
}

TEST(StudioApi, WaitingRequestsAreAnsweredInTurn) {
  WatchedWork work;
  const Served served(work.runner());
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (int k = 0; k < 40; ++k) {
    clients.push_back(std::make_unique<HttpClient>(served.port()));
    clients.back()->send(served.text("POST", "/api", "{}"));
  }
  EXPECT_TRUE(eventually([&] { return work.begun() == 2; }));
  work.let_go();
  for (const auto& client : clients) {
    EXPECT_EQ(parse_answer(client->read_all()).body,
              "{\"event\":\"begin\",\"version\":1}\n{\"event\":\"done\"}\n");
  }
  EXPECT_EQ(work.ended(), 40);
}

TEST(StudioApi, HeldBodiesAreBounded) {
  WatchedWork work;
  studio::Settings settings = test_settings();
  settings.slots = 1;
  settings.most_held_body_bytes = 1000;
  const Served served(work.runner(), settings);
  HttpClient busy(served.port());
  busy.send(served.text("POST", "/api", std::string(900, ' ')));
  busy.read_until("\"begin\"");
  EXPECT_EQ(served.ask("POST", "/api", std::string(200, ' ')).status, 503);
  work.let_go();
  busy.read_all();
  EXPECT_TRUE(
      eventually([&] { return served.ask("POST", "/api", std::string(900, ' ')).status == 200; }));
}

// Sends events without an end until it is stopped; counts them.
void flood(const api::EventSink& sink, const Cancellation& stop, std::atomic<int>& sent) {
  const std::string line = R"({"event":"notes","text":")" + std::string(100'000, 'x') + "\"}";
  for (; !stop.requested(); ++sent) sink(line);
}

TEST(StudioApi, AClientThatDoesNotReadIsDropped) {
  std::atomic<int> dropped{0}, sent{0};
  studio::Settings settings = test_settings();
  settings.slots = 1;
  settings.most_unsent_bytes = 1 << 20;
  settings.connections.write = std::chrono::milliseconds(300);
  const Served served(
      [&](std::string_view request, const api::EventSink& sink, const Cancellation& stop) {
        if (request == "flood") {
          flood(sink, stop, sent);
          dropped.fetch_add(1);
        }
        sink(R"({"event":"done"})");
      },
      settings);
  HttpClient deaf(served.port(), 4096);
  deaf.send(served.text("POST", "/api", "flood"));
  while (sent == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  // The one slot is free again for others.
  EXPECT_EQ(served.ask("POST", "/api", "{}").body, "{\"event\":\"done\"}\n");
  EXPECT_EQ(dropped, 1);
  EXPECT_TRUE(deaf.closed_by_server());
}

TEST(StudioApi, AClientThatSendsNothingIsDropped) {
  studio::Settings settings = test_settings();
  settings.connections.head = std::chrono::milliseconds(200);
  settings.connections.body = std::chrono::milliseconds(200);
  WatchedWork work;
  const Served served(work.runner(), settings);
  HttpClient silent(served.port());
  EXPECT_TRUE(silent.closed_by_server());
  HttpClient drips(served.port());
  drips.send("GET / HT");
  EXPECT_TRUE(drips.closed_by_server());
  HttpClient half(served.port());
  half.send(served.text("POST", "/api", "", "Content-Length: 5\r\n") + "{");
  EXPECT_EQ(parse_answer(half.read_all()).status, 400);
  EXPECT_EQ(work.begun(), 0);
}

TEST(StudioApi, ConnectionsBeyondTheLimitAreRefusedAtOnce) {
  studio::Settings settings = test_settings();
  settings.slots = 1;
  settings.most_waiting = 1;
  WatchedWork work;
  const Served served(work.runner(), settings);
  std::vector<std::unique_ptr<HttpClient>> idle;
  HttpAnswer answer;
  EXPECT_TRUE(eventually([&] {
    for (int k = 0; k < 20; ++k) idle.push_back(std::make_unique<HttpClient>(served.port()));
    answer = served.ask("GET", "/");
    return answer.status == 503;
  }));
  EXPECT_EQ(code_of(answer), "limit");
  idle.clear();
  EXPECT_TRUE(eventually([&] { return served.ask("GET", "/").status == 200; }));
}

TEST(StudioApi, StoppingCancelsRequestsAndFinishesTheirAnswers) {
  WatchedWork work;
  Served served(work.runner());
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (int k = 0; k < 4; ++k) {
    clients.push_back(std::make_unique<HttpClient>(served.port()));
    clients.back()->send(served.text("POST", "/api", "{}"));
    clients.back()->read_until("\r\n\r\n");
  }
  EXPECT_TRUE(eventually([&] { return work.begun() == 2; }));
  served.server().stop();
  for (const auto& client : clients) {
    const HttpAnswer answer = parse_answer(client->read_all());
    EXPECT_TRUE(answer.whole);
    EXPECT_NE(answer.body.find("\"cancelled\""), std::string::npos) << answer.body;
  }
  EXPECT_EQ(work.begun(), 4);
  EXPECT_EQ(work.stopped(), 4);
}

TEST(StudioApi, StoppingDoesNotWaitForTheDeaf) {
  studio::Settings settings = test_settings();
  settings.grace = std::chrono::milliseconds(200);
  settings.connections.write = std::chrono::minutes(10);
  settings.most_unsent_bytes = 1 << 20;
  std::atomic<int> sent{0};
  Served served([&](std::string_view, const api::EventSink& sink,
                    const Cancellation& stop) { flood(sink, stop, sent); },
                settings);
  HttpClient deaf(served.port(), 4096);
  deaf.send(served.text("POST", "/api", "{}"));
  // Until the system takes no more for it.
  int before = -1;
  EXPECT_TRUE(eventually([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return sent > 20 && std::exchange(before, sent.load()) == sent;
  }));
  served.server().stop();
  EXPECT_FALSE(parse_answer(deaf.read_all()).whole);
}

}  // namespace
}  // namespace bach::test
