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

}  // namespace bach
