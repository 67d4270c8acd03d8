#include "audio/font_synthesiser.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <mutex>
#include <vector>

#include "base/shared_library.h"

namespace bach {
namespace {

// What is used of the library's interface.
struct FluidSettings;
struct FluidSynth;
struct Fluid {
  FluidSettings* (*new_settings)() = nullptr;
  void (*delete_settings)(FluidSettings*) = nullptr;
  int (*set_number)(FluidSettings*, const char*, double) = nullptr;
  int (*set_integer)(FluidSettings*, const char*, int) = nullptr;
  FluidSynth* (*new_synth)(FluidSettings*) = nullptr;
  void (*delete_synth)(FluidSynth*) = nullptr;
  int (*load_font)(FluidSynth*, const char*, int) = nullptr;
  int (*program_change)(FluidSynth*, int, int) = nullptr;
  int (*note_on)(FluidSynth*, int, int, int) = nullptr;
  int (*note_off)(FluidSynth*, int, int) = nullptr;
  int (*write_float)(FluidSynth*, int, void*, int, int, void*, int, int) = nullptr;
  void* (*set_log_function)(int, void (*)(int, const char*, void*), void*) = nullptr;
};

void no_log(int, const char*, void*) {}

const Fluid* load_fluid() {
  static const Fluid* const loaded = []() -> const Fluid* {
    static Fluid fluid;
    SharedLibrary library{"libfluidsynth.so.3"};
    library.find("new_fluid_settings", fluid.new_settings);
    library.find("delete_fluid_settings", fluid.delete_settings);
    library.find("fluid_settings_setnum", fluid.set_number);
    library.find("fluid_settings_setint", fluid.set_integer);
    library.find("new_fluid_synth", fluid.new_synth);
    library.find("delete_fluid_synth", fluid.delete_synth);
    library.find("fluid_synth_sfload", fluid.load_font);
    library.find("fluid_synth_program_change", fluid.program_change);
    library.find("fluid_synth_noteon", fluid.note_on);
    library.find("fluid_synth_noteoff", fluid.note_off);
    library.find("fluid_synth_write_float", fluid.write_float);
    library.find("fluid_set_log_function", fluid.set_log_function);
    if (!library.complete()) return nullptr;
    // Its remarks would stand between ours; failures are returned.
    for (int level = 0; level < 5; ++level) fluid.set_log_function(level, no_log, nullptr);
    return &fluid;
  }();
  return loaded;
}

// All synthesisers share what FluidSynth has read of a font: one at a time is made or ends. Playing
// shares nothing.
std::mutex& shared_fonts() {
  static std::mutex mutex;
  return mutex;
}

constexpr int kChannels = 16;
constexpr double kLongestTailSeconds = 8;

class FontSynthesiser final : public SoundSource {
 public:
  FontSynthesiser(const Fluid& fluid, std::span<const TimedNote> notes, std::string font, int rate)
      : fluid_(fluid), font_(std::move(font)), rate_(rate) {
    for (const TimedNote& note : notes) {
      const int channel = channel_of(note.program);
      const std::int64_t begin = frame_at(note.start_seconds);
      const std::int64_t end = std::max(begin + 1, frame_at(note.end_seconds));
      events_.push_back({begin, channel, note.pitch, note.velocity});
      events_.push_back({end, channel, note.pitch, 0});
      last_ = std::max(last_, end);
    }
    // At one time notes end before others begin.
    std::stable_sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) {
      return a.frame != b.frame ? a.frame < b.frame : (a.velocity == 0) > (b.velocity == 0);
    });
  }
  ~FontSynthesiser() override {
    const std::lock_guard lock(shared_fonts());
    if (synth_ != nullptr) fluid_.delete_synth(synth_);
    if (settings_ != nullptr) fluid_.delete_settings(settings_);
  }
  FontSynthesiser(const FontSynthesiser&) = delete;
  FontSynthesiser& operator=(const FontSynthesiser&) = delete;

  // Whether it can play: the font is read. Once.
  bool start() {
    const std::lock_guard lock(shared_fonts());
    settings_ = fluid_.new_settings();
    if (settings_ == nullptr) return false;
    fluid_.set_number(settings_, "synth.sample-rate", rate_);
    fluid_.set_number(settings_, "synth.gain", 0.6);
    fluid_.set_integer(settings_, "synth.cpu-cores", 1);
    fluid_.set_integer(settings_, "synth.chorus.active", 0);
    // Only the instruments that play are read.
    fluid_.set_integer(settings_, "synth.dynamic-sample-loading", 1);
    fluid_.set_number(settings_, "synth.reverb.room-size", 0.5);
    fluid_.set_number(settings_, "synth.reverb.damp", 0.3);
    fluid_.set_number(settings_, "synth.reverb.width", 0.8);
    fluid_.set_number(settings_, "synth.reverb.level", 0.6);
    synth_ = fluid_.new_synth(settings_);
    if (synth_ == nullptr || fluid_.load_font(synth_, font_.c_str(), 1) < 0) return false;
    for (std::size_t i = 0; i < programs_.size(); ++i) {
      fluid_.program_change(synth_, midi_channel(i), programs_[i]);
    }
    return true;
  }

  int channels() const override { return 2; }
  std::int64_t most_frames() const override {
    return last_ + static_cast<std::int64_t>(kLongestTailSeconds * rate_);
  }

  void render(std::span<float> out) override {
    std::size_t done = 0;
    const std::size_t frames = out.size() / 2;
    while (done < frames) {
      while (next_ < events_.size() && events_[next_].frame <= frame_) send(events_[next_++]);
      std::int64_t count = static_cast<std::int64_t>(frames - done);
      if (next_ < events_.size()) count = std::min(count, events_[next_].frame - frame_);
      float* const at = out.data() + 2 * done;
      fluid_.write_float(synth_, static_cast<int>(count), at, 0, 2, at, 1, 2);
      frame_ += count;
      done += static_cast<std::size_t>(count);
    }
  }

 private:
  struct Event {
    std::int64_t frame = 0;
    int channel = 0;
    int pitch = 0;
    int velocity = 0;  // 0: the note ends
  };

  std::int64_t frame_at(double seconds) const { return std::llround(seconds * rate_); }

  // All but the one for drums.
  static int midi_channel(std::size_t index) {
    const auto channel = static_cast<int>(index % (kChannels - 1));
    return channel < kDrumChannel ? channel : channel + 1;
  }

  int channel_of(int program) {
    const auto known = std::find(programs_.begin(), programs_.end(), program);
    const auto index = static_cast<std::size_t>(known - programs_.begin());
    if (known == programs_.end() && programs_.size() < kChannels - 1) programs_.push_back(program);
    return midi_channel(index);
  }

  void send(const Event& event) {
    if (event.velocity > 0) {
      fluid_.note_on(synth_, event.channel, event.pitch, event.velocity);
    } else {
      fluid_.note_off(synth_, event.channel, event.pitch);
    }
  }

  const Fluid& fluid_;
  std::string font_;
  int rate_;
  std::vector<int> programs_;
  std::vector<Event> events_;
  std::int64_t last_ = 0;  // where the last note ends
  FluidSettings* settings_ = nullptr;
  FluidSynth* synth_ = nullptr;
  std::int64_t frame_ = 0;
  std::size_t next_ = 0;
};

}  // namespace

Result<std::unique_ptr<SoundSource>> create_font_synthesiser(std::span<const TimedNote> notes,
                                                             const std::string& font,
                                                             int sample_rate_hz) {
  const Fluid* fluid = load_fluid();
  if (fluid == nullptr) {
    return Error{ErrorCode::kUnsupported,
                 "FluidSynth (libfluidsynth.so.3) cannot be loaded; on Debian, install "
                 "libfluidsynth3",
                 {}};
  }
  auto synthesiser = std::make_unique<FontSynthesiser>(*fluid, notes, font, sample_rate_hz);
  if (!synthesiser->start()) {
    return Error{ErrorCode::kInvalidData, font + ": not a SoundFont that FluidSynth can read", {}};
  }
  return std::unique_ptr<SoundSource>(std::move(synthesiser));
}

}  // namespace bach
