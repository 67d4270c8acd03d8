#include "notation/notate.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/number_text.h"
#include "notation/abc/writer.h"
#include "notation/page/sheet.h"
#include "notation/quantise.h"
#include "notation/written_size.h"
#include "score/bars.h"
#include "score/fold.h"
#include "score/form.h"
#include "score/key_estimate.h"
#include "score/key_name.h"
#include "score/spelling.h"
#include "score/unfold.h"

namespace bach {
namespace {

constexpr std::int64_t kSteadyBars = 4;

std::size_t drop_drums(Score& score) {
  std::size_t dropped = 0;
  std::erase_if(score.tracks, [&](const Track& track) {
    if (track.channel != kDrumChannel) return track.notes.empty();
    dropped += track.notes.size();
    return true;
  });
  return dropped;
}

void remark_on_rhythm(const Quantised& quantised, std::vector<std::string>& remarks) {
  if (quantised.moved == 0 && quantised.changed_lengths == 0) return;
  std::string line = "rhythm quantised: " + std::to_string(quantised.moved) + " of " +
                     count_text(quantised.notes, "note") + " moved";
  if (quantised.moved > 0) {
    line += " (on average " + fixed_text(1000 * quantised.mean_error_seconds, 0) + " ms, at most " +
            fixed_text(quantised.largest_error_quarters, 2) + " of a quarter)";
  }
  line += ", " + count_text(quantised.changed_lengths, "length") + " changed";
  remarks.push_back(line);
  if (quantised.alignment < kLeastAlignment) {
    remarks.push_back(
        "the notes do not keep to the beats of the file (played without a metronome?): bars and "
        "rhythm are a guess");
  }
}

// The last bar is whole, or as long as the upbeat leaves it.
void fill_last_bar(Score& score) {
  const BarGrid bars(score);
  const Tick upbeat = upbeat_of(score);
  const Tick line = bars.bar_line_from(score.end);
  const Tick without_upbeat = line - upbeat;
  score.end = upbeat > 0 && without_upbeat >= score.end ? without_upbeat : line;
}

// The signature of `key`, with the mode that fits the notes better where it says major: many files
// do of everything.
Key with_estimated_mode(const Score& score, Key key, Tick end) {
  if (key.mode == Mode::kMinor) return key;
  const Key estimate = estimate_key(score, key.at, end);
  if (estimate.fifths == key.fifths) key.mode = estimate.mode;
  return key;
}

// Keys a file gives to say nothing: none, or C major from beginning to end.
bool names_no_key(const Score& score) {
  return std::all_of(score.keys.begin(), score.keys.end(),
                     [](const Key& key) { return key.fifths == 0 && key.mode == Mode::kMajor; });
}

void set_keys(Score& score, std::vector<std::string>& remarks) {
  const Form form = form_of(score);
  const bool pair = form.pattern == "AABBCCDDAB";
  if (!names_no_key(score)) {
    for (std::size_t k = 0; k < score.keys.size(); ++k) {
      const Tick end = k + 1 < score.keys.size() ? score.keys[k + 1].at : score.end;
      score.keys[k] = with_estimated_mode(score, score.keys[k], end);
    }
    return;
  }
  const bool silent = score.keys.empty();
  score.keys.clear();
  if (pair) {
    const Tick second = form.parts[2].written.begin;
    score.keys = {estimate_key(score, 0, second),
                  estimate_key(score, second, form.parts[3].written.end)};
    if (score.keys[0].fifths == score.keys[1].fifths && score.keys[0].mode == score.keys[1].mode) {
      score.keys.pop_back();
    }
  } else {
    score.keys = {estimate_key(score)};
  }
  score.keys[0].at = 0;
  if (!silent && score.keys[0].fifths == 0) return;  // what the file says
  std::string line = "key estimated from the notes: " + key_name(score.keys[0]);
  if (score.keys.size() > 1) line += ", then " + key_name(score.keys[1]);
  remarks.push_back(line);
}

bool can_be_written(const Score& score) {
  return notation::sheet_of(score).ok() && abc_from_score(score).ok();
}

Score folded(Score score) {
  fill_last_bar(score);
  return fold(score);
}

void remark_on_voices(const Score& score, std::vector<std::string>& remarks) {
  const Result<notation::Sheet> sheet = notation::sheet_of(score);
  if (!sheet) return;
  std::size_t most = 0;
  for (const auto& measure : sheet->music) {
    for (const auto& layers : measure) {
      for (const notation::Layer& layer : layers) {
        most = std::max(most, static_cast<std::size_t>(layer.number) + 1);
      }
    }
  }
  if (most > notation::kMostVoicesOfStaff) {
    remarks.push_back("up to " + std::to_string(most) +
                      " voices on one staff; some programs show only four");
  }
}

// Keeps the first tempo and those that begin with a bar and hold for kSteadyBars or more: what is
// written, not how it is played.
void keep_steady_tempos(Score& score, std::vector<std::string>& remarks) {
  const BarGrid bars(score);
  std::vector<Tempo> kept;
  std::size_t left_out = 0;
  for (std::size_t t = 0; t < score.tempos.size(); ++t) {
    const Tempo& tempo = score.tempos[t];
    if (!kept.empty() && kept.back().microseconds_per_quarter == tempo.microseconds_per_quarter) {
      continue;
    }
    const Tick until = t + 1 < score.tempos.size() ? score.tempos[t + 1].at : score.end;
    const bool steady =
        bars.at(tempo.at).offset == 0 && bars.bar_lines_between(tempo.at, until) >= kSteadyBars;
    if (kept.empty() || steady) {
      kept.push_back(tempo);
    } else {
      ++left_out;
    }
  }
  score.tempos = std::move(kept);
  if (left_out > 0) remarks.push_back(count_text(left_out, "change") + " of tempo left out");
}

}  // namespace

Result<Notated> notate(const Score& given, bool keys_known) {
  if (Status status = check_written_size(given); !status) return std::move(status).error();
  const bool as_it_is = !given.play_order.empty() && can_be_written(given);
  if (!given.play_order.empty() && !as_it_is) return notate(unfold(given), keys_known);
  Notated notated;
  Score score = given;
  const BarGrid bars(score);
  std::erase_if(score.markers,
                [&](const Marker& marker) { return bars.at(marker.at).offset != 0; });
  const std::size_t drums = drop_drums(score);
  if (score.tracks.empty()) {
    return Error{ErrorCode::kInvalidData,
                 drums > 0 ? "nothing to write down: all notes are drums"
                           : "nothing to write down: no notes",
                 {}};
  }
  if (drums > 0) {
    notated.remarks.push_back(count_text(drums, "drum note") + " (channel 10) left out");
  }

  Quantised quantised;
  if (as_it_is) notated.score = score;
  for (Rhythm rhythm = rhythm_of(score); !as_it_is; rhythm = Rhythm{static_cast<int>(rhythm) + 1}) {
    quantised = quantise(score, rhythm);
    notated.score = folded(quantised.score);
    if (rhythm == Rhythm::kPlain || can_be_written(notated.score)) break;
  }
  remark_on_rhythm(quantised, notated.remarks);
  if (!keys_known) set_keys(notated.score, notated.remarks);
  remark_on_voices(notated.score, notated.remarks);
  keep_steady_tempos(notated.score, notated.remarks);
  return notated;
}

}  // namespace bach
