#include "api/score_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "bach/note_array.h"
#include "notation/page/note_values.h"
#include "notation/page/written_page.h"
#include "score/key_name.h"
#include "score/unfold.h"

namespace bach::api {
namespace {

using nlohmann::ordered_json;

ordered_json track_json(const Track& track) {
  ordered_json notes = ordered_json::array();
  for (const Note& note : track.notes) {
    notes.push_back({note.onset, note.duration, note.pitch, note.velocity});
  }
  return {{"name", track.name},
          {"channel", track.channel},
          {"program", track.program},
          {"notes", std::move(notes)}};
}

void add_page(ordered_json& told, const Score& score, const ScoreLabels& labels) {
  told["written"] = ordered_json::array();
  told["bars"] = ordered_json::array();
  const Result<Score> written = written_score(score, labels);
  if (!written) return;
  const notation::WrittenPage page = notation::written_page(*written);
  const auto ticks = [&](Tick tick) {
    return (2 * tick * score.ticks_per_quarter + notation::kTicksPerQuarter) /
           (2 * notation::kTicksPerQuarter);
  };
  for (std::size_t k = 0; k < page.played.size(); ++k) {
    const notation::PlayedStretch& stretch = page.played[k];
    const Tick end = k + 1 < page.played.size() ? page.played[k + 1].sounding : page.sounding_end;
    told["written"].push_back({ticks(stretch.sounding), ticks(end), ticks(stretch.written)});
  }
  for (const notation::PageBar& bar : page.bars) {
    told["bars"].push_back({ticks(bar.begin), bar.number});
  }
}

double rounded_to_thousandths(double value) { return std::round(value * 1000) / 1000; }

}  // namespace

ordered_json score_json(const Score& score) {
  if (!score.play_order.empty()) return score_json(unfold(score));
  ordered_json json = {{"ticks_per_quarter", score.ticks_per_quarter},
                       {"end", score.end},
                       {"seconds", rounded_to_thousandths(seconds_of(score))}};
  ordered_json tempos = ordered_json::array();
  for (const Tempo& tempo : score.tempos) {
    tempos.push_back({tempo.at, rounded_to_thousandths(60e6 / tempo.microseconds_per_quarter)});
  }
  ordered_json metres = ordered_json::array();
  for (const Metre& metre : score.metres) metres.push_back({metre.at, metre_name(metre)});
  ordered_json keys = ordered_json::array();
  for (const Key& key : score.keys) keys.push_back({key.at, key_name(key)});
  json["tempos"] = std::move(tempos);
  json["metres"] = std::move(metres);
  json["keys"] = std::move(keys);
  json["tracks"] = ordered_json::array();
  for (const Track& track : score.tracks) json["tracks"].push_back(track_json(track));
  return json;
}

ordered_json score_json(const Score& score, const ScoreLabels& labels) {
  ordered_json json = score_json(score);
  add_page(json, score, labels);
  return json;
}

const ScoreFormat& format_of_ending(const std::string& ending) {
  return *score_format_of("piece." + ending);
}

Status add_files(ordered_json& fields, std::span<const Score> movements, const ScoreLabels& labels,
                 const std::vector<std::string>& endings, const Events& events) {
  std::vector<std::string> remarks;
  ordered_json files = ordered_json::object();
  for (const std::string& ending : endings) {
    const ScoreFormat& format = format_of_ending(ending);
    const Result<EncodedScore> encoded = encode_score(movements, format, labels);
    if (!encoded) return encoded.error();
    files[ending] = file_json(encoded->bytes, format.text);
    for (const std::string& remark : encoded->remarks) {
      if (std::find(remarks.begin(), remarks.end(), remark) == remarks.end()) {
        remarks.push_back(remark);
      }
    }
  }
  events.warn(remarks);
  fields["files"] = std::move(files);
  return {};
}

}  // namespace bach::api
