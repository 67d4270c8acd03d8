#include "app/render.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "api/answers.h"
#include "api/music.h"
#include "app/render/shown.h"
#include "bach/sound.h"

namespace bach::api {
namespace {

using nlohmann::ordered_json;

std::string_view view_of(const std::vector<std::uint8_t>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void send_file(const Events& events, const std::string& name, std::string_view bytes, bool text) {
  ordered_json fields = {{"name", name}};
  fields.update(file_json(bytes, text));
  events.send("file", fields);
}

Answer render_notes(const NamedScore& piece, const ScoreFormat& format, const std::string& name,
                    const Events& events) {
  const auto encoded = encode_score({&piece.score, 1}, format, labels_of(piece));
  if (!encoded) return encoded.error();
  events.warn(encoded->remarks);
  send_file(events, name, encoded->bytes, format.text);
  return ordered_json{{"files", 1}};
}

Answer render_pages(const NamedScore& piece, const std::string& ending, const Events& events,
                    const Cancellation& stop) {
  PagesPlan plan;
  plan.ending = ending;
  const Result<PagesOfScore> pages = pages_of_score(piece, plan, stop);
  if (!pages) return pages.error();
  for (std::size_t k = 0; k < pages->files.size(); ++k) {
    const std::string number = pages->files.size() == 1 ? "" : "-" + std::to_string(k + 1);
    send_file(events, piece.name + number + ending, view_of(pages->files[k]), ending == ".svg");
  }
  return ordered_json{{"files", pages->files.size()}, {"engraver", pages->engraver}};
}

Answer render_sound(const NamedScore& piece, const Request& request, const Events& events,
                    const Cancellation& stop) {
  SoundPlan plan;
  plan.ending = "." + request.as;
  plan.sine_waves = request.sine_waves;
  plan.seed = request.seed;
  const Result<SoundOfScore> sound = sound_of_score(piece.score, plan, events.progress(), stop);
  if (!sound) return sound.error();
  events.warn(sound->remarks);
  send_file(events, piece.name + plan.ending, view_of(sound->bytes), false);
  return ordered_json{{"files", 1},
                      {"seconds", sound->seconds},
                      {"whole", sound->whole},
                      {"played_with", sound->played_with}};
}

}  // namespace

Answer render(const Request& request, const Events& events, const Cancellation& stop) {
  const std::string ending = "." + request.as;
  // A name, which says what it ends in, and nothing else.
  if (request.as.find_first_of("./\\") != std::string::npos ||
      !check_render_target("piece" + ending)) {
    return invalid_argument("as",
                            "must be an ending of sound (wav, flac, ogg), notes (mid, abc, "
                            "musicxml, mxl) or pages (pdf, svg, png)");
  }
  const Result<NamedScore> piece = open_piece(request, events);
  if (!piece) return piece.error();
  const std::string name = "piece" + ending;
  if (const ScoreFormat* format = score_format_of(name)) {
    return render_notes(*piece, *format, piece->name + ending, events);
  }
  if (page_format_of(name)) return render_pages(*piece, ending, events, stop);
  return render_sound(*piece, request, events, stop);
}

}  // namespace bach::api
