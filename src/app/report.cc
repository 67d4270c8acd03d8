#include "app/report.h"

#include <algorithm>
#include <map>
#include <utility>

#include "app/report/choice.h"
#include "app/report/exhibit.h"
#include "app/report/html.h"
#include "app/report/piece_section.h"
#include "app/report/style.h"
#include "app/report/tables.h"
#include "base/number_text.h"

namespace bach {
namespace {

// Nothing but what is in the page, should anybody's file get anything else into it.
constexpr char kPolicy[] =
    "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'";
constexpr std::size_t kMostNamed = 4;

std::string named_inputs(const std::vector<std::string>& inputs) {
  std::string names;
  for (std::size_t i = 0; i < inputs.size() && i < kMostNamed; ++i) {
    const std::string name = inputs[i] == "-" ? "standard input" : name_on_page(inputs[i]);
    names += (names.empty() ? "" : ", ") + name;
  }
  if (inputs.size() > kMostNamed) {
    names += " and " + std::to_string(inputs.size() - kMostNamed) + " more";
  }
  return names;
}

void write_head(HtmlWriter& html, const std::string& title) {
  html.open("head");
  html.empty("meta", {{"charset", "utf-8"}});
  html.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", kPolicy}});
  html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.element("title", title);
  html.open("style");
  html.markup(report_style());
  html.close();
  html.close();
}

// "6 pieces (7 dances, 2 suites)"; suites matter to the classifier alone.
std::string side_text(std::size_t pieces, std::size_t dances, std::size_t suites,
                      const CriticReport& critic) {
  const std::string dealt =
      critic.no_classifier.empty() ? ", " + count_text(suites, "suite") : std::string();
  return count_text(pieces, "piece") + " (" + count_text(dances, "dance") + dealt + ")";
}

void write_introduction(HtmlWriter& html, const ComparisonReport& report, const std::string& title,
                        const std::string& set, std::size_t in_full) {
  const CriticReport& critic = *report.critic;
  html.open("header");
  html.open("h1");
  html.element("bdi", title);
  html.close();
  html.open("p");
  html.text(
      "Judged: " +
      side_text(report.judged_pieces.size(), critic.judged.size(), critic.judged_suites, critic) +
      ". The set: " +
      side_text(report.set_pieces.size(), critic.set.size(), critic.set_suites, critic) + ", ");
  html.element("bdi", set);
  html.text(set == kBuiltInCorpus ? ", Bach’s cello suites. " : ". ");
  html.text("A dance is the unit: the two of a pair are apart, repeats are not played.");
  html.close();
  if (in_full > 0 && in_full < report.judged_pieces.size()) {
    html.element("p",
                 "Score, sound and pictures are shown of the " + count_text(in_full, "piece") +
                     " with most values outside what is usual; of the others the tables only.");
  }
  html.open("details");
  html.element("summary", "The pieces of the set");
  html.open("p");
  for (const HeardPiece& piece : report.set_pieces) {
    if (&piece != &report.set_pieces.front()) html.text(", ");
    html.element("bdi", piece.name);
  }
  html.close();
  html.close();
  html.close();
}

void write_legend(HtmlWriter& html, const CriticReport& critic) {
  html.open("p", {{"class", "note"}});
  html.text("Medians over dances. ");
  if (critic.no_classifier.empty()) {
    html.text("Separation is 2·|AUC − ½| of the measure alone: 0 no difference, 1 no overlap. ");
  }
  html.text("In the drawings ");
  html.element("span", "", {{"class", "key judged"}});
  html.text(" is one of the judged, ");
  html.element("span", "", {{"class", "key set"}});
  html.text(" one of the set, ");
  html.element("span", "", {{"class", "key band"}});
  html.text(" the set’s 10 – 90 %. ▲ and ▼ mark medians outside it.");
  html.close();
}

// Each piece is made once, whatever stands beside how many.
class Exhibits {
 public:
  explicit Exhibits(const Cancellation& cancellation) : cancellation_(cancellation) {}

  Result<const Exhibit*> of(const HeardPiece& piece, std::vector<std::string>& remarks) {
    const auto known = made_.find(&piece);
    if (known != made_.end()) return &known->second;
    Result<Exhibit> made = exhibit_of(piece, cancellation_);
    if (!made) return std::move(made).error();
    for (const std::string& remark : made->remarks) {
      if (std::find(remarks.begin(), remarks.end(), remark) == remarks.end()) {
        remarks.push_back(remark);
      }
    }
    return &made_.emplace(&piece, std::move(*made)).first->second;
  }

 private:
  const Cancellation& cancellation_;
  std::map<const HeardPiece*, Exhibit> made_;
};

Status write_in_full(HtmlWriter& html, const ComparisonReport& report,
                     const std::vector<std::size_t>& in_full, const ProgressCallback& progress,
                     const Cancellation& cancellation, std::vector<std::string>& remarks) {
  Exhibits exhibits(cancellation);
  for (std::size_t i = 0; i < in_full.size(); ++i) {
    const HeardPiece& piece = report.judged_pieces[in_full[i]];
    const Comparable beside = comparable_of(piece, report);
    if (cancellation.requested()) {
      return Error{ErrorCode::kCancelled, "stopped while making the page", {}};
    }
    if (progress) progress({"making the page", 2 * i, 2 * in_full.size(), {}});
    const Result<const Exhibit*> exhibit = exhibits.of(piece, remarks);
    if (!exhibit) return exhibit.error();
    if (progress) progress({"making the page", 2 * i + 1, 2 * in_full.size(), {}});
    const Result<const Exhibit*> other = exhibits.of(report.set_pieces[beside.piece], remarks);
    if (!other) return other.error();
    write_piece(html, i + 1, piece, **exhibit, beside, **other, report);
  }
  return {};
}

}  // namespace

Result<ReportPage> report_page(const ComparisonReport& report, const ReportOptions& options,
                               const ProgressCallback& progress, const Cancellation& cancellation) {
  if (!report.critic) return Error{ErrorCode::kInvalidData, "no page: " + report.no_critic, {}};
  const std::vector<std::size_t> in_full = pieces_in_full(report, options.in_full);
  const std::string set = named_inputs(options.against);
  const std::string title = named_inputs(options.inputs) + " against " + set;
  ReportPage page;
  HtmlWriter html;
  html.markup("<!DOCTYPE html>\n");
  html.open("html", {{"lang", "en"}});
  write_head(html, title);
  html.open("body");
  write_introduction(html, report, title, set, in_full.size());
  html.open("main");
  html.element("h2", "Piece by piece");
  write_pieces(html, report, in_full);
  html.element("h2", "Told from the set");
  write_classifier(html, *report.critic);
  html.element("h2", "Measure by measure");
  write_legend(html, *report.critic);
  write_measures(html, *report.critic);
  html.element("h2", "Distances and what is shared");
  write_originality(html, report);
  if (!in_full.empty()) {
    html.element("h2", "In full");
    const Status written =
        write_in_full(html, report, in_full, progress, cancellation, page.remarks);
    if (!written) return written.error();
  }
  html.close();
  html.element("footer", "Made by bach evaluate; what each measure counts is in its doc/critic.md.",
               {{"class", "note"}});
  page.html = std::move(html).finish();
  return page;
}

}  // namespace bach
