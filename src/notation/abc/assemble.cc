#include "notation/abc/assemble.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "notation/abc/metre.h"
#include "notation/abc/parts.h"
#include "notation/abc/ties.h"
#include "notation/form/bar_lines.h"
#include "notation/form/repeats.h"
#include "notation/form/upbeat.h"

namespace bach::abc {
namespace {

using notation::PlayedForm;
using notation::RoadSign;
using notation::SignKind;
using notation::WrittenMeasure;

constexpr Tick kMostTicksPerQuarter = 32767;
constexpr Tick kRoundedTicksPerQuarter = 30240;
constexpr Tick kUsualTicksPerQuarter = 480;

class Assembler {
 public:
  Assembler(Tune& tune, const AbcLimits& limits) : tune_(tune), limits_(limits) {}

  Result<AbcPiece> assemble() {
    score_.title = tune_.title;
    piece_.composer = tune_.composer;
    for (TuneVoice& voice : tune_.voices) {
      voice.end_bar();
      score_.end = std::max(score_.end, voice.at);
    }
    choose_leader();
    name_codas();
    Result<PlayedForm> form = form_of_tune();
    if (!form) return std::move(form).error();
    score_.sections = std::move(form->sections);
    score_.play_order = std::move(form->play_order);
    add_tracks();
    drop_silent_beginning();
    if (Status status = notation::check_growth(score_, limits_.growth); !status) {
      return std::move(status).error();
    }
    add_tempos();
    add_keys();
    add_measures();
    put_on_grid();
    add_metres();
    piece_.score = std::move(score_);
    piece_.warnings = tune_.problems.lines();
    return std::move(piece_);
  }

 private:
  // The voice whose bars and repeats count: the first with repeats, else the first with bars.
  void choose_leader() {
    for (TuneVoice& voice : tune_.voices) {
      if (leader_ == nullptr && !voice.heads.empty()) leader_ = &voice;
    }
    if (leader_ == nullptr && !tune_.voices.empty()) leader_ = &tune_.voices.front();
    for (TuneVoice& voice : tune_.voices) {
      if (leader_->signs.empty() && !voice.signs.empty()) leader_ = &voice;
    }
    for (const TuneVoice& voice : tune_.voices) {
      const bool other = voice.bars != leader_->bars && !voice.heads.empty();
      if (other) tune_.problems.count(Problem::kVoiceBars, voice.heads.front().line);
    }
    if (leader_ != nullptr) signs_ = leader_->signs;
  }

  // Of two coda signs the first is where to leave from, if no other says so.
  void name_codas() {
    const auto count = [this](SignKind kind) {
      return std::count_if(signs_.begin(), signs_.end(),
                           [kind](const RoadSign& sign) { return sign.kind == kind; });
    };
    if (count(SignKind::kToCoda) > 0 || count(SignKind::kCoda) < 2) return;
    std::find_if(signs_.begin(), signs_.end(), [](const RoadSign& sign) {
      return sign.kind == SignKind::kCoda;
    })->kind = SignKind::kToCoda;
  }

  Result<PlayedForm> form_of_tune() {
    const auto stray_jump = [this](Tick) { tune_.count(Problem::kJump); };
    std::vector<std::pair<Tick, char>>& begins = tune_.part_begins;
    std::stable_sort(begins.begin(), begins.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Result<std::string> order = parts_in_order(tune_.parts, limits_.statements);
    if (!order) return std::move(order).error();
    const bool any = std::any_of(begins.begin(), begins.end(), [&](const auto& part) {
      return part.first < score_.end && order->find(part.second) != std::string::npos;
    });
    if (!order->empty() && !any) tune_.count(Problem::kPart);
    if (!any) return notation::played_form(signs_, score_.end, limits_.statements, stray_jump);
    return form_of_parts(*order, begins, signs_, score_.end, limits_.statements, stray_jump,
                         [this] { tune_.count(Problem::kPart); });
  }

  void add_tracks() {
    std::vector<Tick> cuts;
    for (const Section& section : score_.sections) cuts.push_back(section.end);
    std::uint8_t channel = 0;
    for (TuneVoice& voice : tune_.voices) {
      if (voice.heads.empty()) continue;
      Track track;
      track.channel = voice.drums ? kDrumChannel : channel;
      track.program = voice.program;
      track.name = voice.title;
      track.notes = notes_of(voice, cuts, tune_.problems);
      const int number = static_cast<int>(score_.tracks.size());
      for (Mark& mark : voice.marks) {
        mark.track = number;
        piece_.marks.push_back(std::move(mark));
      }
      score_.tracks.push_back(std::move(track));
      if (voice.drums) continue;
      channel = static_cast<std::uint8_t>((channel + (channel + 1 == kDrumChannel ? 2 : 1)) % 16);
    }
    std::stable_sort(piece_.marks.begin(), piece_.marks.end(), [](const Mark& a, const Mark& b) {
      return std::tie(a.track, a.onset, a.pitch) < std::tie(b.track, b.onset, b.pitch);
    });
  }

  // Silence before the first repeat belongs to no section.
  void drop_silent_beginning() {
    std::vector<Section>& sections = score_.sections;
    std::vector<int>& order = score_.play_order;
    if (sections.size() < 2 || order.empty() || order.front() != 0) return;
    if (std::count(order.begin(), order.end(), 0) != 1) return;
    const bool opens = std::any_of(signs_.begin(), signs_.end(), [&](const RoadSign& sign) {
      return sign.kind == SignKind::kForward && sign.at == sections.front().end;
    });
    const bool silent = std::all_of(
        score_.tracks.begin(), score_.tracks.end(),
        [&](const Track& track) { return track.notes.front().onset >= sections.front().end; });
    if (!opens || !silent) return;
    sections.erase(sections.begin());
    order.erase(order.begin());
    for (int& section : order) --section;
  }

  void add_tempos() {
    if (!tune_.tempo.empty()) {
      const Tick unit = tune_.unit.value_or(default_unit(tune_.metre));
      if (const auto tempo = parse_tempo(tune_.tempo, unit)) {
        score_.tempos.push_back({0, *tempo});
      } else {
        tune_.problems.count(Problem::kTempo, 1);
      }
    }
    for (const TuneVoice& voice : tune_.voices) {
      score_.tempos.insert(score_.tempos.end(), voice.tempos.begin(), voice.tempos.end());
    }
    sort_by_time(score_.tempos);
  }

  // By time; of several at one place the last stays.
  template <typename Event>
  static void sort_by_time(std::vector<Event>& events) {
    std::stable_sort(events.begin(), events.end(),
                     [](const Event& a, const Event& b) { return a.at < b.at; });
    std::vector<Event> kept;
    for (Event& event : events) {
      if (!kept.empty() && kept.back().at == event.at) kept.pop_back();
      kept.push_back(std::move(event));
    }
    events = std::move(kept);
  }

  void add_keys() {
    if (leader_ == nullptr) return;
    if (tune_.key.key) {
      Key key = *tune_.key.key;
      key.fifths = transposed_fifths(key.fifths, leader_->semitones());
      score_.keys.push_back(key);
    }
    for (const auto& [at, key] : leader_->keys) {
      if (!key) continue;
      score_.keys.push_back(*key);
      score_.keys.back().at = at;
    }
    sort_by_time(score_.keys);
  }

  // The leader's bars, cut where a metre begins within one, and what other voices go on for.
  void add_measures() {
    if (leader_ == nullptr) return;
    std::vector<Tick> cuts = leader_->bars;
    for (const Metre& metre : leader_->metres) cuts.push_back(metre.at);
    for (const RoadSign& sign : signs_) {
      if (sign.kind <= SignKind::kEndingStop) cuts.push_back(sign.at);
    }
    cuts.push_back(0);
    cuts.push_back(score_.end);
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    for (std::size_t c = 1; c < cuts.size(); ++c) {
      measures_.push_back({cuts[c - 1], cuts[c] - cuts[c - 1], std::nullopt, false});
    }
    if (measures_.empty()) return;
    if (tune_.metre) measures_.front().metre = tune_.metre;
    for (const Metre& metre : leader_->metres) {
      const auto measure =
          std::find_if(measures_.begin(), measures_.end(),
                       [&](const WrittenMeasure& each) { return each.begin == metre.at; });
      if (measure == measures_.end()) continue;
      measure->metre = metre;
      measure->recount = true;
    }
  }

  // Every time in the piece, by reference.
  template <typename Visit>
  void visit_times(Visit visit) {
    for (Track& track : score_.tracks) {
      for (Note& note : track.notes) {
        Tick end = note.end();
        visit(note.onset);
        visit(end);
        note.duration = std::max<Tick>(end - note.onset, 1);
      }
    }
    for (Tempo& tempo : score_.tempos) visit(tempo.at);
    for (Key& key : score_.keys) visit(key.at);
    for (Section& section : score_.sections) {
      visit(section.begin);
      visit(section.end);
    }
    for (Mark& mark : piece_.marks) visit(mark.onset);
    for (RoadSign& sign : signs_) visit(sign.at);
    for (WrittenMeasure& measure : measures_) {
      Tick end = measure.begin + measure.length;
      visit(measure.begin);
      visit(end);
      measure.length = end - measure.begin;
    }
    visit(score_.end);
  }

  // From kFineQuarter to the least grid that takes all times.
  void put_on_grid() {
    Tick common = kFineQuarter;
    visit_times([&](Tick& time) { common = std::gcd(common, time); });
    Tick per_quarter = std::lcm(kFineQuarter / common, kUsualTicksPerQuarter);
    if (per_quarter > kMostTicksPerQuarter) per_quarter = kRoundedTicksPerQuarter;
    const Tick divisor = kFineQuarter / per_quarter;
    std::size_t rounded = 0;
    visit_times([&](Tick& time) {
      if (time % divisor != 0) ++rounded;
      time = (time + divisor / 2) / divisor;
    });
    if (rounded > 0) {
      tune_.problems.count(Problem::kRounded, 1, rounded);
      for (Track& track : score_.tracks) std::sort(track.notes.begin(), track.notes.end());
    }
    score_.ticks_per_quarter = static_cast<int>(per_quarter);
  }

  void add_metres() {
    for (const Track& track : score_.tracks) {
      for (const Note& note : track.notes) score_.end = std::max(score_.end, note.end());
    }
    std::erase_if(measures_, [](const WrittenMeasure& measure) { return measure.length == 0; });
    if (measures_.size() < 2) {
      if (tune_.metre) score_.metres.push_back(*tune_.metre);
      return;
    }
    notation::BarLines lines = bar_lines_of(measures_, signs_, score_.ticks_per_quarter);
    score_.metres = std::move(lines.metres);
    for (Key& key : score_.keys) {
      if (key.at > 0) key.at += lines.upbeat_rest;
    }
    notation::delay(lines.upbeat_rest, score_, piece_.marks);
  }

  Tune& tune_;
  const AbcLimits& limits_;
  AbcPiece piece_;
  Score score_;  // in ticks of kFineQuarter until put_on_grid()
  TuneVoice* leader_ = nullptr;
  std::vector<RoadSign> signs_;
  std::vector<WrittenMeasure> measures_;
};

}  // namespace

Result<AbcPiece> assemble(Tune& tune, const AbcLimits& limits) {
  return Assembler(tune, limits).assemble();
}

}  // namespace bach::abc
