// The notes libsmf finds in the files of a folder, as recovery.cc wants them: libsmf_notes FOLDER
// Each file is read by a process of its own, for ten seconds at most: libsmf may not survive it.
#include <glib.h>  // not first by smf.h, which would include it as C
#include <smf.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

struct Begun {
  int onset, velocity;
};

// (channel, pitch) to what sounds, oldest first.
using Sounding = std::map<std::pair<int, int>, std::deque<Begun>>;

void end_oldest(Sounding& sounding, std::pair<int, int> key, int tick, std::string& lines) {
  std::deque<Begun>& begun = sounding[key];
  if (begun.empty()) return;
  lines += std::to_string(begun.front().onset) + " " + std::to_string(tick - begun.front().onset) +
           " " + std::to_string(key.second) + " " + std::to_string(begun.front().velocity) + "\n";
  begun.pop_front();
}

void add_track(const smf_track_t& track, std::string& lines) {
  Sounding sounding;
  int tick = 0;
  for (int i = 1; i <= track.number_of_events; ++i) {
    const smf_event_t* event = smf_track_get_event_by_number(&track, i);
    if (event == nullptr) continue;
    tick = event->time_pulses;
    if (event->midi_buffer_length < 3) continue;
    const unsigned char* bytes = event->midi_buffer;
    const int kind = bytes[0] & 0xF0;
    const std::pair<int, int> key(bytes[0] & 0x0F, bytes[1]);
    if (kind == 0x90 && bytes[2] > 0) {
      sounding[key].push_back({tick, bytes[2]});
    } else if (kind == 0x80 || kind == 0x90) {
      end_oldest(sounding, key, tick, lines);
    }
  }
  for (const auto& [key, begun] : sounding) {
    for (std::size_t left = begun.size(); left > 0; --left) end_oldest(sounding, key, tick, lines);
  }
}

// Does not return.
void print_notes(const std::string& path) {
  alarm(10);
  if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(1);  // its assertions
  smf_t* smf = smf_load(path.c_str());
  std::string lines;
  for (int i = 1; smf != nullptr && i <= smf->number_of_tracks; ++i) {
    const smf_track_t* track = smf_get_track_by_number(smf, i);
    if (track != nullptr) add_track(*track, lines);
  }
  lines += smf == nullptr ? "refused\n" : "read\n";
  std::fputs(lines.c_str(), stdout);
  std::fflush(stdout);
  _exit(0);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: libsmf_notes FOLDER\n");
    return 2;
  }
  g_log_set_default_handler([](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
  for (const auto& entry : std::filesystem::directory_iterator(arguments[1])) {
    std::printf("= %s\n", entry.path().filename().c_str());
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) print_notes(entry.path());
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) std::puts("crashed");
  }
}
