#include "notation/musicxml/document.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace bach::musicxml {
namespace {

Error too_large(const std::string& what, std::size_t most) {
  return {ErrorCode::kLimit, what + "; at most " + std::to_string(most) + " are read", {}};
}

Status check_size(const std::vector<std::uint8_t>& text, const MusicXmlLimits& limits) {
  if (text.size() > limits.text_bytes) {
    return too_large("a text of " + std::to_string(text.size()) + " bytes", limits.text_bytes);
  }
  const auto most = static_cast<std::ptrdiff_t>(limits.tags);
  for (const char* name : {"< tags", "= attributes"}) {
    if (std::count(text.begin(), text.end(), static_cast<std::uint8_t>(name[0])) > most) {
      return too_large("too many" + std::string(name + 1), limits.tags);
    }
  }
  return {};
}

Status parse(Document& document) {
  constexpr unsigned kOptions =
      pugi::parse_default | pugi::parse_embed_pcdata | pugi::parse_doctype;
  const pugi::xml_parse_result parsed =
      document.tree.load_buffer_inplace(document.text.data(), document.text.size(), kOptions);
  if (!parsed) {
    const auto offset = static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(0, parsed.offset));
    const bool cut =
        offset + 1 >= document.text.size() || parsed.status == pugi::status_end_element_mismatch;
    return Error{
        cut ? ErrorCode::kTruncated : ErrorCode::kInvalidData,
        std::string("not well-formed XML (") + parsed.description() + "); is the file complete?",
        offset};
  }
  for (const pugi::xml_node node : document.tree.children()) {
    if (node.type() != pugi::node_doctype) continue;
    if (std::string_view(node.value()).find("<!ENTITY") == std::string_view::npos) continue;
    return Error{ErrorCode::kUnsupported,
                 "the document type declares entities, which are not expanded; export the piece "
                 "again",
                 {}};
  }
  return {};
}

Error not_a_score(std::string_view root) {
  if (root == "museScore") {
    return {ErrorCode::kUnsupported,
            "a MuseScore file; open it in MuseScore and export it as MusicXML",
            {}};
  }
  if (root == "opus") {
    return {ErrorCode::kUnsupported,
            "a list of several scores; name the files of those scores instead",
            {}};
  }
  if (root == "mei") {
    return {ErrorCode::kUnsupported,
            "an MEI file; export it as MusicXML (Verovio and MuseScore "
            "do)",
            {}};
  }
  std::string name(root.substr(0, 40));
  for (char& c : name) {
    if (static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) >= 0x7F) c = '?';
  }
  return {ErrorCode::kInvalidData,
          name.empty() ? "no XML element; is this MusicXML?"
                       : "the root is <" + name +
                             ">, not <score-partwise> or <score-timewise>; is "
                             "this MusicXML?",
          {}};
}

Status check_shape(const Document& document, const MusicXmlLimits& limits) {
  if (document.parts.size() > limits.parts) {
    return too_large(std::to_string(document.parts.size()) + " parts", limits.parts);
  }
  if (document.numbers.size() > limits.measures) {
    return too_large(std::to_string(document.numbers.size()) + " measures", limits.measures);
  }
  if (document.numbers.empty()) {
    return Error{ErrorCode::kInvalidData, "no measures; export the piece again", {}};
  }
  return {};
}

Status find_by_part(const MusicXmlLimits& limits, Document& document, Problems& problems) {
  for (const pugi::xml_node part : document.root.children("part")) {
    if (document.parts.size() > limits.parts) break;
    PartMeasures& own = document.parts.emplace_back();
    own.id = part.attribute("id").value();
    for (const pugi::xml_node measure : part.children("measure")) {
      if (own.measures.size() > limits.measures) break;
      if (own.measures.size() == document.numbers.size()) {
        document.numbers.emplace_back(measure.attribute("number").value());
      }
      own.measures.push_back(measure);
    }
  }
  if (Status status = check_shape(document, limits); !status) return status;
  for (const PartMeasures& part : document.parts) {
    const std::size_t length = part.measures.size();
    const std::size_t whole = document.numbers.size();
    if (length < whole) {
      problems.count(Problem::kMissingMeasure, {document.numbers[length], part.id}, whole - length);
    }
  }
  return {};
}

Status find_by_measure(const MusicXmlLimits& limits, Document& document, Problems& problems) {
  std::map<std::string_view, std::size_t> known;
  for (const pugi::xml_node measure : document.root.children("measure")) {
    const std::size_t index = document.numbers.size();
    if (index > limits.measures) break;
    document.numbers.emplace_back(measure.attribute("number").value());
    for (const pugi::xml_node part : measure.children("part")) {
      const std::string_view id = part.attribute("id").value();
      const auto [found, fresh] = known.emplace(id, document.parts.size());
      if (fresh) {
        if (document.parts.size() > limits.parts) break;
        document.parts.push_back({id, {}});
      }
      std::vector<pugi::xml_node>& measures = document.parts[found->second].measures;
      if (measures.size() > index) {
        problems.count(Problem::kRepeatedPart, {document.numbers.back(), id});
        continue;
      }
      measures.resize(index);
      measures.push_back(part);
    }
  }
  return check_shape(document, limits);
}

}  // namespace

Status open_document(std::vector<std::uint8_t> text, const MusicXmlLimits& limits,
                     Document& document, Problems& problems) {
  document.text = std::move(text);
  if (Status status = check_size(document.text, limits); !status) return status;
  if (Status status = parse(document); !status) return status;
  document.root = document.tree.document_element();
  const std::string_view name = document.root.name();
  if (name == "score-partwise") return find_by_part(limits, document, problems);
  if (name == "score-timewise") return find_by_measure(limits, document, problems);
  return not_a_score(name);
}

}  // namespace bach::musicxml
