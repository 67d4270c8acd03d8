// A second reader of the MusicXML we write: is it well formed, and what would a player play?
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <ostream>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace bach::test {

struct PlayedNote {
  long long onset = 0;  // in 480ths of a quarter from the first bar of the sheet
  int pitch = 0;
  long long duration = 0;
  auto operator<=>(const PlayedNote&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const PlayedNote& note) {
    return out << note.onset << '+' << note.duration << ':' << note.pitch;
  }
};

class MusicXmlCheck {
 public:
  explicit MusicXmlCheck(const std::string& text) {
    const pugi::xml_parse_result parsed = document_.load_string(text.c_str());
    if (!parsed) {
      fault(std::string("not XML: ") + parsed.description());
      return;
    }
    root_ = document_.child("score-partwise");
    check_order(root_, {"work", "movement-number", "movement-title", "identification", "defaults",
                        "credit", "part-list", "part"});
    check_parts();
  }

  // What is wrong, one line each; empty when nothing is.
  const std::vector<std::string>& faults() const { return faults_; }

  // All parts as they sound: repeats, endings and da capo played, tied notes joined. Sorted.
  std::vector<PlayedNote> played() {
    std::vector<PlayedNote> notes;
    for (const pugi::xml_node part : root_.children("part")) play_part(part, notes);
    std::sort(notes.begin(), notes.end());
    return notes;
  }

 private:
  using Heights = std::multiset<int>;

  void fault(const std::string& what) {
    if (faults_.size() < 20) faults_.push_back(what);
  }

  // Children stand in the order of the schema's sequence; none is outside it.
  void check_order(pugi::xml_node node, const std::vector<std::string>& order) {
    std::size_t at = 0;
    for (const pugi::xml_node child : node.children()) {
      const auto found = std::find(order.begin() + static_cast<std::ptrdiff_t>(at), order.end(),
                                   std::string(child.name()));
      if (found == order.end()) {
        fault(std::string(child.name()) + " is out of place in " + node.name());
        return;
      }
      at = static_cast<std::size_t>(found - order.begin());
    }
  }

  static int pitch_of(pugi::xml_node note) {
    const pugi::xml_node pitch = note.child("pitch");
    static const std::string kSteps = "C D EF G A B";
    const auto step = static_cast<int>(kSteps.find(pitch.child_value("step")));
    return 12 * (pitch.child("octave").text().as_int() + 1) + step +
           pitch.child("alter").text().as_int();
  }

  void check_parts() {
    std::vector<std::string> ids;
    for (const pugi::xml_node part : root_.child("part-list").children("score-part")) {
      ids.push_back(part.attribute("id").value());
      check_order(part, {"part-name", "score-instrument", "midi-instrument"});
    }
    std::size_t number = 0;
    std::vector<long long> lengths;
    for (const pugi::xml_node part : root_.children("part")) {
      if (number >= ids.size() || ids[number] != part.attribute("id").value()) {
        fault("a part that is not in the list");
      }
      std::vector<long long> own;
      for (const pugi::xml_node measure : part.children("measure")) {
        own.push_back(check_measure(measure));
      }
      if (number > 0 && own != lengths) fault("parts with different bars");
      lengths = own;
      ++number;
      if (!open_ties_.empty()) fault("a tie that leads nowhere at the end");
    }
    if (number != ids.size()) fault("a part without music");
  }

  // Returns the length of the measure.
  long long check_measure(pugi::xml_node measure) {
    const std::string where = std::string("measure ") + measure.attribute("number").value() + ": ";
    long long length = -1;
    long long at = 0;
    int open_beams = 0;
    bool tuplet = false;
    std::map<int, Heights> closes;
    std::map<int, Heights> opens;
    const auto end_voice = [&] {
      if (length >= 0 && at != length) fault(where + "voices of different length");
      length = at;
      if (open_beams != 0) fault(where + "an open beam");
      if (tuplet) fault(where + "an open tuplet");
    };
    for (const pugi::xml_node element : measure.children()) {
      const std::string name = element.name();
      if (name == "backup") {
        end_voice();
        at -= element.child("duration").text().as_llong();
        if (at != 0) fault(where + "a backup that does not lead to the bar line");
      } else if (name == "forward") {
        check_order(element, {"duration", "voice"});
        at += element.child("duration").text().as_llong();
      } else if (name == "harmony") {
        check_order(element, {"root", "kind", "bass"});
      } else if (name == "attributes") {
        check_order(element, {"divisions", "key", "time", "clef"});
      } else if (name == "direction") {
        check_order(element, {"direction-type", "sound"});
      } else if (name == "barline") {
        check_order(element, {"bar-style", "ending", "repeat"});
      } else if (name == "note") {
        check_order(element, {"chord", "pitch", "rest", "duration", "tie", "voice", "type", "dot",
                              "accidental", "time-modification", "stem", "beam", "notations"});
        check_note(element, where, open_beams, tuplet);
        if (!element.child("chord")) at += element.child("duration").text().as_llong();
      } else if (name != "print" && name != "sound") {
        fault(where + "an unknown element " + name);
      }
    }
    end_voice();
    if (length <= 0) fault(where + "empty");
    return length;
  }

  void check_note(pugi::xml_node note, const std::string& where, int& open_beams, bool& tuplet) {
    static const std::map<std::string, long long> kTypes = {
        {"breve", 3840}, {"whole", 1920}, {"half", 960}, {"quarter", 480}, {"eighth", 240},
        {"16th", 120},   {"32nd", 60},    {"64th", 30},  {"128th", 15}};
    const long long duration = note.child("duration").text().as_llong();
    if (duration <= 0) fault(where + "a note without length");
    if (!note.child("rest").attribute("measure")) {
      const auto type = kTypes.find(note.child_value("type"));
      if (type == kTypes.end()) {
        fault(where + "an unknown note type");
        return;
      }
      long long shown = type->second;
      long long dot = type->second;
      for ([[maybe_unused]] const pugi::xml_node d : note.children("dot")) shown += dot /= 2;
      if (const pugi::xml_node ratio = note.child("time-modification")) {
        shown = shown * ratio.child("normal-notes").text().as_int() /
                ratio.child("actual-notes").text().as_int();
      }
      if (shown != duration) fault(where + "a note that looks longer or shorter than it is");
    }
    for (const pugi::xml_node beam : note.children("beam")) {
      const std::string text = beam.child_value();
      open_beams += text == "begin" ? 1 : text == "end" ? -1 : 0;
      if (open_beams < 0 || (text == "continue" && open_beams == 0)) fault(where + "a stray beam");
    }
    for (const pugi::xml_node mark : note.child("notations").children("tuplet")) {
      const bool start = std::string(mark.attribute("type").value()) == "start";
      if (start == tuplet) fault(where + "a tuplet in or after another");
      tuplet = start;
    }
    const std::pair voice(note.child("voice").text().as_int(),
                          note.child("pitch") ? pitch_of(note) : 0);
    for (const pugi::xml_node tie : note.children("tie")) {
      if (std::string(tie.attribute("type").value()) == "stop") {
        const auto open = open_ties_.find(voice);
        if (open == open_ties_.end()) {
          fault(where + "a tie from nowhere");
        } else {
          open_ties_.erase(open);
        }
      }
    }
    for (const pugi::xml_node tie : note.children("tie")) {
      if (std::string(tie.attribute("type").value()) == "start") open_ties_.insert(voice);
    }
  }

  // Bars in the order they sound: endings by pass; after a da capo no repeats, last endings, to
  // Fine.
  static std::vector<pugi::xml_node> order_of(pugi::xml_node first_part) {
    std::vector<pugi::xml_node> measures;
    for (const pugi::xml_node measure : first_part.children("measure")) {
      measures.push_back(measure);
    }
    const auto sound = [](pugi::xml_node measure, const char* attribute) {
      for (const pugi::xml_node direction : measure.children("direction")) {
        if (direction.child("sound").attribute(attribute)) return true;
      }
      return false;
    };
    // The ending a measure belongs to.
    std::vector<int> ending(measures.size(), 0);
    int open = 0;
    for (std::size_t m = 0; m < measures.size(); ++m) {
      bool closed = false;
      for (const pugi::xml_node barline : measures[m].children("barline")) {
        const pugi::xml_node mark = barline.child("ending");
        if (!mark) continue;
        if (std::string(mark.attribute("type").value()) == "start") {
          open = mark.attribute("number").as_int();
        } else {
          closed = true;
        }
      }
      ending[m] = open;
      if (closed) open = 0;
    }
    std::vector<pugi::xml_node> order;
    std::size_t start = 0;
    int pass = 1;
    bool da_capo = false;
    for (std::size_t m = 0; m < measures.size();) {
      bool backward = false;
      for (const pugi::xml_node barline : measures[m].children("barline")) {
        const std::string direction = barline.child("repeat").attribute("direction").value();
        if (direction == "forward" && start != m) {
          start = m;
          pass = 1;
        }
        backward = backward || direction == "backward";
      }
      const bool skipped = ending[m] > 0 && ending[m] != (da_capo ? 2 : pass);
      if (!skipped) order.push_back(measures[m]);
      if (!skipped && da_capo && sound(measures[m], "fine")) break;
      if (!skipped && backward && pass == 1 && !da_capo) {
        pass = 2;
        m = start;
        continue;
      }
      if (sound(measures[m], "dacapo") && !da_capo) {
        da_capo = true;
        m = 0;
        continue;
      }
      ++m;
    }
    return order;
  }

  void play_part(pugi::xml_node part, std::vector<PlayedNote>& notes) {
    // Repeats stand in every part, jumps in the first.
    std::vector<std::size_t> order;
    const std::vector<pugi::xml_node> in_first = order_of(root_.child("part"));
    std::vector<pugi::xml_node> own;
    std::vector<pugi::xml_node> first;
    for (const pugi::xml_node measure : part.children("measure")) own.push_back(measure);
    for (const pugi::xml_node measure : root_.child("part").children("measure")) {
      first.push_back(measure);
    }
    long long begin = 0;
    std::map<std::pair<int, int>, std::vector<std::size_t>> tied;  // (voice, pitch) → open notes
    for (const pugi::xml_node measure : in_first) {
      const auto index =
          static_cast<std::size_t>(std::find(first.begin(), first.end(), measure) - first.begin());
      begin += play_measure(own[index], begin, tied, notes);
    }
  }

  static long long play_measure(pugi::xml_node measure, long long begin,
                                std::map<std::pair<int, int>, std::vector<std::size_t>>& tied,
                                std::vector<PlayedNote>& notes) {
    long long at = 0;
    long long onset = 0;
    long long length = 0;
    for (const pugi::xml_node element : measure.children()) {
      if (std::string(element.name()) == "backup") {
        at -= element.child("duration").text().as_llong();
      }
      if (std::string(element.name()) == "forward") {
        at += element.child("duration").text().as_llong();
      }
      if (std::string(element.name()) != "note") continue;
      const long long duration = element.child("duration").text().as_llong();
      if (!element.child("chord")) {
        onset = at;
        at += duration;
        length = std::max(length, at);
      }
      if (!element.child("pitch")) continue;
      const int pitch = pitch_of(element);
      bool from = false;
      bool to = false;
      for (const pugi::xml_node tie : element.children("tie")) {
        (std::string(tie.attribute("type").value()) == "stop" ? from : to) = true;
      }
      auto& open = tied[{element.child("voice").text().as_int(), pitch}];
      std::size_t note = notes.size();
      if (from && !open.empty()) {
        note = open.back();
        open.pop_back();
        notes[note].duration += duration;
      } else {
        notes.push_back({begin + onset, pitch, duration});
      }
      if (to) open.push_back(note);
    }
    return length;
  }

  pugi::xml_document document_;
  pugi::xml_node root_;
  std::vector<std::string> faults_;
  std::multiset<std::pair<int, int>> open_ties_;  // (voice, pitch)
};

}  // namespace bach::test
