// Which request is answered by what.
#pragma once

#include <httplib.h>

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

#include "studio/access.h"
#include "studio/jobs.h"
#include "studio/pages.h"
#include "studio/refusal.h"
#include "studio/work_slots.h"

namespace bach::studio {

struct RouteLimits {
  std::size_t most_body_bytes;
  std::size_t most_held_body_bytes;
  std::size_t most_unsent_bytes;
  std::chrono::milliseconds patience;  // with clients that do not read
};

// All that it is given must outlive the server it is attached to.
class Routes {
 public:
  Routes(const Access& access, const Pages& pages, WorkSlots& slots, Jobs& jobs,
         std::string version, const RouteLimits& limits);
  Routes(const Routes&) = delete;
  Routes& operator=(const Routes&) = delete;

  void attach(httplib::Server& server);

 private:
  class HeldBody;

  // Answers what has no body; false: it is POST /api or POST /jobs, and may be answered.
  bool answer(const httplib::Request& request, httplib::Response& response);
  void answer_job(const httplib::Request& request, std::string_view path,
                  httplib::Response& response);
  void answer_api(const httplib::Request& request, httplib::Response& response,
                  const httplib::ContentReader& reader);
  void begin_job(const httplib::Request& request, httplib::Response& response,
                 const httplib::ContentReader& reader);
  Refusal read_body(const httplib::Request& request, const httplib::ContentReader& reader,
                    HeldBody& body);

  const Access& access_;
  const Pages& pages_;
  WorkSlots& slots_;
  Jobs& jobs_;
  const std::string engine_;
  const RouteLimits limits_;
  std::atomic<std::size_t> held_bytes_{0};
};

}  // namespace bach::studio
