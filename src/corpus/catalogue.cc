#include "corpus/catalogue.h"

#include "corpus/texts.h"

namespace bach {
namespace {

// "bwv1007-1" is a name.
std::string name_of(int work, int movement) {
  return "bwv" + std::to_string(work) + "-" + std::to_string(movement);
}

Movement movement_called(std::string name, std::string alias) {
  const std::string_view text = corpus_text(name);
  return {std::move(name), std::move(alias), text};
}

// The fifth movement of each suite is a pair of another dance.
std::string cello_code(int suite, int movement) {
  static constexpr const char* kCodes[] = {"pre", "all", "cou", "sar", "", "gig"};
  static constexpr const char* kFifth[] = {"men", "men", "bou", "bou", "gav", "gav"};
  return movement == 5 ? kFifth[suite - 1] : kCodes[movement - 1];
}

struct ViolinWork {
  const char* alias;  // sonatas and partitas are counted apart
  std::vector<const char*> codes;
};

const ViolinWork kViolinWorks[] = {
    {"vs1", {"ada", "fug", "sic", "prs"}},
    {"vp1", {"al", "ald", "co", "cod", "sa", "sad", "tb", "tbd"}},
    {"vs2", {"gra", "fug", "and", "alg"}},
    {"vp2", {"all", "cou", "sar", "gig", "cha"}},
    {"vs3", {"ada", "fug", "lar", "alg"}},
    {"vp3", {"pre", "lou", "gav", "min", "bou", "gig"}},
};

struct KeyboardPiece {
  const char* name;
  const char* alias;
};

// By number of the work, then of the movement.
constexpr KeyboardPiece kKeyboardPieces[] = {
    {"bwv773", "inv-02"},       {"bwv776", "inv-05"},       {"bwv778", "inv-07"},
    {"bwv781", "inv-10"},       {"bwv782", "inv-11"},       {"bwv784", "inv-13"},
    {"bwv785", "inv-14"},       {"bwv786", "inv-15"},       {"bwv787", "sin-01"},
    {"bwv788", "sin-02"},       {"bwv789", "sin-03"},       {"bwv790", "sin-04"},
    {"bwv791", "sin-05"},       {"bwv792", "sin-06"},       {"bwv793", "sin-07"},
    {"bwv794", "sin-08"},       {"bwv795", "sin-09"},       {"bwv796", "sin-10"},
    {"bwv797", "sin-11"},       {"bwv798", "sin-12"},       {"bwv799", "sin-13"},
    {"bwv800", "sin-14"},       {"bwv801", "sin-15"},       {"bwv803", "duet-2"},
    {"bwv804", "duet-3"},       {"bwv805", "duet-4"},       {"bwv816-1", "fs5-1all"},
    {"bwv816-2", "fs5-2cou"},   {"bwv816-3", "fs5-3sar"},   {"bwv816-4", "fs5-4gav"},
    {"bwv816-5", "fs5-5bou"},   {"bwv816-6", "fs5-6lou"},   {"bwv816-7", "fs5-7gig"},
    {"bwv846-1", "wtc1-01pre"}, {"bwv846-2", "wtc1-01fug"}, {"bwv847-1", "wtc1-02pre"},
    {"bwv848-1", "wtc1-03pre"}, {"bwv848-2", "wtc1-03fug"}, {"bwv849-1", "wtc1-04pre"},
    {"bwv849-2", "wtc1-04fug"}, {"bwv850-1", "wtc1-05pre"}, {"bwv851-1", "wtc1-06pre"},
    {"bwv851-2", "wtc1-06fug"}, {"bwv853-1", "wtc1-08pre"}, {"bwv853-2", "wtc1-08fug"},
    {"bwv854-1", "wtc1-09pre"}, {"bwv855-1", "wtc1-10pre"}, {"bwv855-2", "wtc1-10fug"},
    {"bwv856-1", "wtc1-11pre"}, {"bwv856-2", "wtc1-11fug"}, {"bwv860-1", "wtc1-15pre"},
    {"bwv860-2", "wtc1-15fug"}, {"bwv861-1", "wtc1-16pre"}, {"bwv861-2", "wtc1-16fug"},
    {"bwv862-1", "wtc1-17pre"}, {"bwv862-2", "wtc1-17fug"}, {"bwv865-1", "wtc1-20pre"},
    {"bwv865-2", "wtc1-20fug"}, {"bwv869-2", "wtc1-24fug"}, {"bwv870-1", "wtc2-01pre"},
    {"bwv870-2", "wtc2-01fug"}, {"bwv871-1", "wtc2-02pre"}, {"bwv871-2", "wtc2-02fug"},
    {"bwv875-1", "wtc2-06pre"}, {"bwv895-1", "pf895-1pre"}, {"bwv895-2", "pf895-2fug"},
    {"bwv903-1", "cff-1fan"},   {"bwv903-2", "cff-2fug"},   {"bwv928", "lpre-928"},
    {"bwv952", "fug-952"},      {"bwv996-5", "ls1-5bou"},   {"bwv997-1", "ls2-1pre"},
    {"bwv997-2", "ls2-2fug"},   {"bwv997-3", "ls2-3sar"},   {"bwv997-4", "ls2-4gig"},
    {"bwv997-5", "ls2-5dou"},   {"bwv1013-1", "fp-1all"},   {"bwv1013-2", "fp-2cor"},
    {"bwv1013-3", "fp-3sar"},   {"bwv1013-4", "fp-4bou"},
};

}  // namespace

std::vector<Movement> list_cello_movements() {
  std::vector<Movement> list;
  for (int suite = 1; suite <= 6; ++suite) {
    for (int number = 1; number <= 6; ++number) {
      list.push_back(movement_called(
          name_of(1006 + suite, number),
          "cs" + std::to_string(suite) + "-" + std::to_string(number) + cello_code(suite, number)));
    }
  }
  return list;
}

std::vector<Movement> list_violin_movements() {
  std::vector<Movement> list;
  int work = 1001;
  for (const ViolinWork& each : kViolinWorks) {
    int number = 1;
    for (const char* code : each.codes) {
      list.push_back(movement_called(
          name_of(work, number), std::string(each.alias) + "-" + std::to_string(number) + code));
      ++number;
    }
    ++work;
  }
  return list;
}

std::vector<Movement> list_keyboard_movements() {
  std::vector<Movement> list;
  for (const KeyboardPiece& piece : kKeyboardPieces) {
    list.push_back(movement_called(piece.name, piece.alias));
  }
  return list;
}

}  // namespace bach
