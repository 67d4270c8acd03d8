#include "app/report/piece_section.h"

#include <functional>
#include <string>

#include "app/report/tables.h"
#include "base/number_text.h"

namespace bach {
namespace {

// "Sarabande (4-sarabande)"
std::string full_name(const HeardPiece& piece) {
  const std::string name = name_on_page(piece.name);
  const std::string& title = piece.score.title;
  return title.empty() || title == name ? name : title + " (" + name + ")";
}

void write_picture_of(HtmlWriter& html, const ShownPicture& picture, const std::string& about) {
  if (picture.uri.empty()) {
    html.element("pre", picture.characters);
    return;
  }
  html.open("div", {{"class", "scroll"}});
  html.empty("img", {{"src", picture.uri}, {"alt", about}, {"loading", "lazy"}});
  html.close();
}

void write_score(HtmlWriter& html, const std::string& name, const Exhibit& exhibit) {
  if (exhibit.pages.empty()) {
    html.element("figcaption", name + ": no score");
    html.element("p", exhibit.no_score, {{"class", "why"}});
    return;
  }
  const std::string part = exhibit.pages.size() == exhibit.all_pages
                               ? count_text(exhibit.all_pages, "page")
                               : "the first " + std::to_string(exhibit.pages.size()) + " of " +
                                     count_text(exhibit.all_pages, "page");
  html.element("figcaption", name + ", " + part + ", engraved by " + exhibit.engraver);
  for (std::size_t page = 0; page < exhibit.pages.size(); ++page) {
    write_picture_of(html, {exhibit.pages[page], {}},
                     "Score of " + name + ", page " + std::to_string(page + 1));
  }
}

void write_sound(HtmlWriter& html, const std::string& name, const Exhibit& exhibit) {
  if (exhibit.sound.empty()) {
    html.element("figcaption", name + ": no sound");
    html.element("p", exhibit.no_sound, {{"class", "why"}});
    return;
  }
  html.element("figcaption", name + ", " + exhibit.sound_about);
  html.open("audio", {{"controls", "controls"},
                      {"preload", "none"},
                      {"src", exhibit.sound},
                      {"aria-label", "Sound of " + name}});
  html.text("This browser plays no Ogg Vorbis.");
  html.close();
}

void write_harmony(HtmlWriter& html, const std::string& name, const Exhibit& exhibit) {
  if (!exhibit.no_pictures.empty()) {
    html.element("figcaption", name + ": no picture");
    html.element("p", exhibit.no_pictures, {{"class", "why"}});
    return;
  }
  html.element("figcaption",
               name + (exhibit.bars_drawn.empty() ? "" : ", notes of " + exhibit.bars_drawn));
  write_picture_of(html, exhibit.harmony,
                   "Keys, piano roll and chords of " + name + "; keys and cadences below in words");
  html.element("p", "Keys by bars: " + exhibit.keys + ".");
  html.element("p", exhibit.cadences.empty() ? "No cadence is heard."
                                             : "Cadences: " + exhibit.cadences + ".");
}

void write_form(HtmlWriter& html, const std::string& name, const Exhibit& exhibit) {
  if (exhibit.form.uri.empty() && exhibit.form.characters.empty()) {
    html.element("figcaption", name + ": no picture");
    html.element("p", exhibit.no_pictures, {{"class", "why"}});
    return;
  }
  html.element("figcaption", name);
  write_picture_of(html, exhibit.form,
                   "Form of " + name + ": its bars, with arcs to the bars they come from");
}

}  // namespace

void write_piece(HtmlWriter& html, std::size_t number, const HeardPiece& piece,
                 const Exhibit& exhibit, const Comparable& beside, const Exhibit& other,
                 const ComparisonReport& report) {
  const HeardPiece& set_piece = report.set_pieces[beside.piece];
  const std::string name = full_name(piece);
  const std::string other_name = full_name(set_piece);
  html.open("section", {{"class", "piece"}, {"id", "piece-" + std::to_string(number)}});
  html.open("h3");
  html.element("bdi", name);
  html.close();
  for (std::size_t d = 0; d < piece.dances; ++d) {
    write_outside(html, report.critic->judged[piece.first_dance + d], *report.critic);
  }
  html.open("p");
  html.text("Beside it stands ");
  html.element("bdi", other_name);
  html.text(", of the " + std::to_string(report.set_pieces.size()) + " of the set the one " +
            beside.why + ".");
  html.close();
  using Write = void (*)(HtmlWriter&, const std::string&, const Exhibit&);
  const std::pair<const char*, Write> rows[] = {
      {"Score", write_score},
      {"Sound", write_sound},
      {"Harmony", write_harmony},
      {"Form", write_form},
  };
  for (const auto& [heading, write] : rows) {
    html.element("h4", heading);
    html.open("div", {{"class", "pair"}});
    html.open("figure");
    write(html, name, exhibit);
    html.close();
    html.open("figure");
    write(html, other_name, other);
    html.close();
    html.close();
  }
  html.close();
}

}  // namespace bach
