#include "notation/abc/section_reader.h"

#include <algorithm>
#include <string>

namespace bach::abc {
namespace {

bool is_repeat(const Sign& sign) {
  return sign.text != "|" && sign.text != "||" && sign.text != "|]";
}

class SectionReader {
 public:
  explicit SectionReader(Score& score) : score_(score) {}

  Status read(const std::vector<Sign>& signs) {
    for (const Sign& sign : signs) {
      if (Status status = pass(sign); !status) return status;
    }
    if (ending_ == 1) return invalid(signs.back(), "the first ending has no second");
    if (open_ && ending_ == 0) return invalid(*opened_, "this repeat is never closed");
    finish_section(score_.end);
    return {};
  }

 private:
  static Status invalid(const Sign& sign, const std::string& what) {
    return Error{ErrorCode::kInvalidData,
                 "line " + std::to_string(sign.line) + ", column " + std::to_string(sign.column) +
                     ": '" + sign.text + "': " + what,
                 {}};
  }

  int here() const { return static_cast<int>(score_.sections.size()); }

  // Ends the section being read, if it holds anything; returns the number of sections.
  int cut(Tick at) {
    if (at > begin_) score_.sections.push_back({begin_, at});
    begin_ = at;
    return here();
  }

  void play(int first, int end) {
    for (int s = first; s < end; ++s) score_.play_order.push_back(s);
  }

  // Ends the section being read and plays it once.
  void finish_section(Tick at) {
    const int first = here();
    play(first, cut(at));
  }

  bool silent_before(Tick tick) const {
    return std::all_of(score_.tracks.begin(), score_.tracks.end(),
                       [&](const Track& track) { return track.notes.front().onset >= tick; });
  }

  Status pass(const Sign& sign) {
    if (sign.text == "|:") return open(sign);
    if (sign.text == "|1") return first_ending(sign);
    if (sign.text == ":|2") return second_ending(sign);
    if (sign.text == "|2") return invalid(sign, "a second ending follows ':|'");
    if (sign.text == ":|") return close(sign);
    if (sign.text == "||" && ending_ == 2) {
      finish_section(sign.at);
      ending_ = 0;
      body_ = here();
    }
    return {};
  }

  Status open(const Sign& sign) {
    if (ending_ == 1) return invalid(sign, "the first ending has no second");
    if (open_) return invalid(sign, "a repeat within a repeat");
    // Silence before the first repeat belongs to no section.
    if (score_.sections.empty() && silent_before(sign.at)) begin_ = sign.at;
    finish_section(sign.at);
    body_ = here();
    ending_ = 0;
    open_ = true;
    opened_ = &sign;
    return {};
  }

  Status first_ending(const Sign& sign) {
    if (ending_ != 0) return invalid(sign, "a first ending within an ending");
    play(body_, cut(sign.at));
    ending_ = 1;
    return {};
  }

  Status second_ending(const Sign& sign) {
    if (ending_ != 1) return invalid(sign, "a second ending without a first");
    const int first = here();
    finish_section(sign.at);
    play(body_, first);
    ending_ = 2;
    open_ = false;
    return {};
  }

  Status close(const Sign& sign) {
    if (ending_ != 0) return invalid(sign, "a first ending is followed by ':|2'");
    const int end = cut(sign.at);
    play(body_, end);
    play(body_, end);
    body_ = end;
    open_ = false;
    return {};
  }

  Score& score_;
  Tick begin_ = 0;  // of the section being read
  int body_ = 0;    // the first section that the next closing sign repeats
  int ending_ = 0;  // 1 or 2 within an ending
  bool open_ = false;
  const Sign* opened_ = nullptr;
};

}  // namespace

Status read_sections(const std::vector<Sign>& signs, Score& score) {
  if (std::none_of(signs.begin(), signs.end(), is_repeat)) return {};
  return SectionReader(score).read(signs);
}

}  // namespace bach::abc
