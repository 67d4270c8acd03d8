// bach studio: the page in a browser, served to this machine or written as a static site.
#include "app/studio.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "api/request.h"
#include "api/run.h"
#include "api/studio.h"
#include "app/json_line.h"
#include "base/file.h"
#include "base/shared_library.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

namespace fs = std::filesystem;

struct StudioArguments {
  int port = 0;
  bool no_open = false;
  std::string folder;  // of the static site; empty: serve
  bool force = false;
};

Result<const api::StudioModule*> load_studio() {
  const Result<fs::path> path = find_program_library(api::kStudioLibrary);
  if (!path) {
    return Error{
        ErrorCode::kUnsupported,
        "this program was built without the studio; in the project's folder `./run studio` "
        "builds and starts it (doc/studio.md)",
        {}};
  }
  SharedLibrary library{path->c_str()};
  const api::StudioModule* (*entry)() = nullptr;
  library.find(api::kStudioEntry, entry);
  if (!library.complete()) {
    return Error{
        ErrorCode::kUnsupported, "cannot load " + path->string() + ": " + library.problem(), {}};
  }
  const api::StudioModule* studio = entry();
  if (std::string(BACH_VERSION) != studio->version) {
    return Error{ErrorCode::kUnsupported,
                 path->string() + " belongs to version " + studio->version + ", the program is " +
                     BACH_VERSION + "; install or build both again",
                 {}};
  }
  return studio;
}

// A page that leads on to the address, readable by its owner alone, as long as it lives: what programs are
// started with can be seen by everybody on the machine, and the token is not for everybody.
class WayIn {
 public:
  WayIn() = default;
  ~WayIn() {
    if (!path_.empty()) discard_file(path_);
  }
  WayIn(const WayIn&) = delete;
  WayIn& operator=(const WayIn&) = delete;

  // In the background; nothing is said where there is no browser, since the address was printed.
  void open(const std::string& address) {
    std::error_code failed;
    std::string name = (fs::temp_directory_path(failed) / "bach-studio-XXXXXX.html").string();
    const int descriptor = ::mkstemps(name.data(), 5);  // mode 0600
    if (descriptor < 0) return;
    path_ = name;
    const std::string page =
        "<!doctype html><title>bach</title><meta http-equiv=\"refresh\" content=\"0; url=" +
        address + "\"><a href=\"" + address + "\">bach studio</a>\n";
    const bool written =
        ::write(descriptor, page.data(), page.size()) == static_cast<ssize_t>(page.size());
    ::close(descriptor);
    if (!written) return;
    std::string shell = "sh";
    std::string option = "-c";
    std::string script = "xdg-open \"$0\" >/dev/null 2>&1 </dev/null &";
    char* arguments[] = {shell.data(), option.data(), script.data(), name.data(), nullptr};
    pid_t child = 0;
    if (::posix_spawnp(&child, "sh", nullptr, nullptr, arguments, environ) == 0) {
      ::waitpid(child, nullptr, 0);
    }
  }

 private:
  std::string path_;
};

bool has_display() {
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return true;
  }
  return false;
}

int serve(const Common& common, const StudioArguments& options, const api::StudioModule& studio) {
  WayIn way_in;
  api::StudioRequest request;
  request.port = options.port;
  request.version = BACH_VERSION;
  request.run = api::run;
  request.on_open = [&](int port, const std::string& token) {
    const std::string origin = "http://127.0.0.1:" + std::to_string(port) + "/";
    const std::string address = origin + "#token=" + token;
    if (common.json) {
      const nlohmann::json line = {{"address", address}, {"port", port}, {"token", token}};
      std::puts(json_line(line).c_str());
    } else {
      std::puts(address.c_str());
    }
    std::fflush(stdout);
    say(common, "the studio runs until Ctrl-C");
    if (!options.no_open && has_display()) way_in.open(address);
  };
  if (const Status served = studio.serve(request, cancellation()); !served) {
    return report(served.error());
  }
  return kInterrupted;
}

int export_site(const Common& common, const StudioArguments& options,
                const api::StudioModule& studio) {
  Result<std::vector<SiteFile>> files = browser_program();
  if (!files) return report(files.error());
  const auto add = [&](std::string_view path, std::string_view bytes) {
    files->push_back({std::string(path), {bytes.begin(), bytes.end()}});
  };
  for (const api::PageFile& file : studio.page) add(file.path, file.bytes);
  const nlohmann::ordered_json engine = {
      {"engine", "worker"}, {"version", api::kVersion}, {"program", BACH_VERSION}};
  add("engine.json", engine.dump() + "\n");
  if (const Status written = write_site(options.folder, *files, options.force); !written) {
    return report(written.error());
  }
  std::size_t bytes = 0;
  for (const SiteFile& file : *files) bytes += file.bytes.size();
  if (common.json) {
    const nlohmann::json line = {
        {"folder", options.folder}, {"files", files->size()}, {"bytes", bytes}};
    std::puts(json_line(line).c_str());
  } else if (!common.quiet) {
    std::printf("%s: %zu files, %.1f MB; any web server can serve it\n", options.folder.c_str(),
                files->size(), static_cast<double>(bytes) / 1e6);
  }
  return kDone;
}

int run_studio(const Common& common, const StudioArguments& options) {
  const Result<const api::StudioModule*> studio = load_studio();
  if (!studio) return report(studio.error());
  if (!options.folder.empty()) return export_site(common, options, **studio);
  return serve(common, options, **studio);
}

}  // namespace

void add_studio(Commands& commands) {
  CLI::App* command = commands.root.add_subcommand(
      "studio", "See, hear and steer it in a browser, on a page of this machine's own");
  auto options = std::make_shared<StudioArguments>();
  command
      ->add_option("--port", options->port,
                   "Where to listen, on 127.0.0.1 alone (default: any that is free)")
      ->type_name("N")
      ->check(CLI::Range(0, 65535));
  CLI::Option* no_open =
      command->add_flag("--no-open", options->no_open, "Print the address and open no browser");
  CLI::Option* folder =
      command
          ->add_option("--export", options->folder,
                       "Write the page as a static site, which computes in its visitors' browsers")
          ->type_name("DIR")
          ->excludes(no_open);
  command->add_flag("--force", options->force, "Replace a site exported before")->needs(folder);
  command->callback([&commands, options] {
    commands.action = [&commands, options] { return run_studio(commands.common, *options); };
  });
}

}  // namespace bach::cli
