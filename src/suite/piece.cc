#include "suite/piece.h"

#include <algorithm>
#include <utility>

#include "base/sha256.h"

namespace bach {
namespace {

// The place of a part that begins at or before `onset` and has not ended; −1 when none.
int part_at(const SuitePlan& plan, Tick onset) {
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    if (onset >= plan.parts[p].begin && onset < plan.parts[p].end) return static_cast<int>(p);
  }
  return -1;
}

void append(std::string& text, const Key& key) {
  text += " key " + std::to_string(key.fifths) + (key.mode == Mode::kMajor ? " major" : " minor");
}

}  // namespace

std::vector<SuiteNote> first_statements(const SuitePiece& piece) {
  std::vector<SuiteNote> notes;
  for (const SuiteSection& section : piece.sections) {
    Tick onset = section.first_onset;
    for (const SuiteToken& token : section.tokens) {
      const RhythmClass& value = rhythm(token.rhythm);
      const int part = part_at(piece.plan, onset);
      const Tick duration = std::min(value.duration, section.end - onset);
      if (part >= 0) notes.push_back({onset, duration, token, part});
      onset += value.gap;
    }
  }
  return notes;
}

std::size_t count_first_statements(const SuitePiece& piece) {
  std::size_t notes = 0;
  for (const SuiteSection& section : piece.sections) {
    Tick onset = section.first_onset;
    for (const SuiteToken& token : section.tokens) {
      notes += part_at(piece.plan, onset) >= 0 ? 1 : 0;
      onset += rhythm(token.rhythm).gap;
    }
  }
  return notes;
}

Key transposed(const Key& key, int semitones) {
  // A semitone up is seven fifths up; keys of six flats and fewer name all twelve.
  const int turned = (key.fifths + 7 * semitones + 6) % 12;
  return {key.at, (turned + 12) % 12 - 6, key.mode};
}

bool transposable(const SuitePiece& piece, int semitones) {
  for (const SuiteSection& section : piece.sections) {
    for (const SuiteToken& token : section.tokens) {
      if (!is_suite_pitch(token.pitch + semitones)) return false;
    }
  }
  return true;
}

SuitePiece transposed(SuitePiece piece, int semitones) {
  if (semitones == 0) return piece;
  for (SuitePart& part : piece.plan.parts) part.key = transposed(part.key, semitones);
  piece.plan.harmony = transposed(std::move(piece.plan.harmony), semitones);
  for (SuiteSection& section : piece.sections) {
    for (SuiteToken& token : section.tokens) {
      token.pitch = static_cast<std::uint8_t>(token.pitch + semitones);
    }
  }
  return piece;
}

int relative_major(const Key& key) { return ((key.fifths * 7) % 12 + 12) % 12; }

std::string suite_vocabulary_fingerprint() {
  std::string meaning = "suite tokens 1\npitch " + std::to_string(kLowestSuitePitch) + " … " +
                        std::to_string(kHighestSuitePitch) + "\n";
  for (const RhythmClass& entry : kRhythms) {
    meaning += std::to_string(entry.gap) + " " + std::to_string(entry.duration) + "\n";
  }
  return sha256_hex(meaning);
}

std::string corpus_hash(std::span<const SuitePiece> pieces) {
  Sha256 hash;
  for (const SuitePiece& piece : pieces) {
    std::string text = "kind " + std::string(kind_name(piece.plan.kind));
    for (const Metre& metre : piece.plan.metres) {
      text += " metre " + std::to_string(metre.at) + " " + std::to_string(metre.numerator) + "/" +
              std::to_string(metre.denominator);
    }
    for (const SuitePart& part : piece.plan.parts) {
      text += " part " + std::to_string(part.begin) + " " + std::to_string(part.end) + " " +
              std::to_string(static_cast<int>(part.role));
      append(text, part.key);
    }
    for (const SuiteSection& section : piece.sections) {
      text += "\nsection " + std::to_string(section.begin) + " " + std::to_string(section.end) +
              " " + std::to_string(section.first_onset);
      for (const SuiteToken& token : section.tokens) {
        text += " " + std::to_string(token.pitch) + ":" + std::to_string(token.rhythm);
      }
    }
    text += "\norder";
    for (const int section : piece.play_order) text += " " + std::to_string(section);
    hash.update(text + "\n");
  }
  return hash.finish();
}

}  // namespace bach
