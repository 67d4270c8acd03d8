// The movements carried in the library, and the 36 MIDI files they stand for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "app/carried_movement.h"
#include "bach/music.h"
#include "base/cancel.h"
#include "base/export.h"
#include "base/progress.h"
#include "base/result.h"

namespace bach {

// "cello", "violin", "keyboard".
BACH_API std::vector<std::string> movement_set_names();

// The movements behind names, aliases and names of sets, each once; the cello's 36 when there are
// none. kNotFound, with the nearest name, for one nobody knows.
BACH_API Result<std::vector<CarriedMovement>> carried_movements(
    const std::vector<std::string>& names = {});

// Those movements as pieces, in the same order, by alias. Errors as carried_movements().
BACH_API Result<std::vector<NamedScore>> load_movements(const std::vector<std::string>& names = {});

// Every file of the 36 is in exactly one list.
struct FetchedFiles {
  struct Failure {
    std::string name;
    std::string reason;
  };
  std::vector<std::string> downloaded;
  std::vector<std::string> present;  // were there with the right content
  std::vector<Failure> failed;
};

struct FetchPlan {
  std::string folder;                                // made when missing
  std::string url = "https://www.jsbach.net/midi/";  // names are put behind it
  bool replace = false;                              // files that are there with other content
  int attempts = 4;                                  // for each file, at least 1
};

// Downloads the MIDI files of the 36 suite movements that are missing; each is checked against its
// SHA-256 and appears whole or not at all. Errors: those that concern all files, such as a bad `url`,
// a folder that cannot be made, kCancelled.
BACH_API Result<FetchedFiles> fetch_movements(const FetchPlan& plan,
                                              const ProgressCallback& progress = {},
                                              const Cancellation& stop = Cancellation());

}  // namespace bach
