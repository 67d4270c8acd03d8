// What the user named, as music: files, folders, standard input, movements carried in the program.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "app/music/named_score.h"
#include "base/result.h"

namespace bach {

class Book;  // app/music/formats.h

// Its name is that of piece_name().
using OpenedScore = NamedScore;

// `input` is the path of a MIDI, ABC or MusicXML file, "-" for standard input, or the name or alias
// of a movement; a file of that name goes first. Files ending in .mid, .midi, .abc, .musicxml or
// .mxl (in either case) are taken for what they say, others for what their first bytes look like.
// "FILE.abc:12" is the tune whose X: is 12, or, where that does not tell the tunes of the file
// apart, the twelfth; of a file of several that is named without a number the first is opened, with
// a warning. Files of notation programs that are not read (.mscz, .ly, .krn …) are refused with what
// to do. Errors name the input; kNotFound suggests the nearest movement.
Result<OpenedScore> open_score(const std::string& input);

// A file at hand, nothing being read: `name` is what it is called, whose ending says what it holds
// as in open_score(). A book's first tune is opened, with a warning.
Result<OpenedScore> score_of_file(std::span<const std::uint8_t> bytes, const std::string& name);

// Opens many inputs, and takes a book of tunes apart only once for those that follow each other.
// Threads may share one.
class ScoreOpener {
 public:
  // As open_score().
  Result<OpenedScore> open(const std::string& input);

 private:
  Result<std::shared_ptr<const Book>> book(const std::string& path);

  std::mutex mutex_;  // of the book opened last
  std::string path_;
  std::shared_ptr<const Book> book_;
};

// The pieces behind `inputs`, ready for open_score(), in the order given: a folder becomes its
// files ending in .mid, .midi, .abc, .musicxml or .mxl, and those ending in .xml that hold MusicXML,
// at any depth, in order of their paths, hidden ones and links to folders left out; an ABC file of
// several tunes becomes its tunes, "FILE.abc:12"; everything else stays as it is, whether or not it
// exists. "cello", "violin" and "keyboard" are the movements of that set, by alias, where no file is called so;
// no inputs at all are the cello's.
// Errors: a folder that cannot be read.
Result<std::vector<std::string>> expand_inputs(const std::vector<std::string>& inputs);

// What a piece is called: a movement's alias, a file's name without folder and ending, with the
// number of a tune ("book-12"), "input" for standard input.
std::string piece_name(const std::string& input);
// The same of several, where the name of a set of movements stands for them all.
std::vector<std::string> piece_names(const std::vector<std::string>& inputs);

}  // namespace bach
