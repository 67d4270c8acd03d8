#include "score/key_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace bach {
namespace {

TEST(KeyName, ReadsWhatPeopleWrite) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> names = {
      {"A minor",
       {"a minor", "A minor", "Am", "Amin", "am", "a-moll", "A-Moll", "a moll", "A-minor",
        "la mineur", "La minore", "  A   minor "}},
      {"A major", {"A", "A major", "a major", "A maj", "A-Dur", "la majeur", "La"}},
      {"Eb major",
       {"E flat", "Eb", "E-", "Es", "Es-Dur", "E♭", "E-flat", "e flat major", "E-flat major",
        "E- major", "es-dur", "mi bémol majeur", "Mi bemolle maggiore", "EB MAJOR"}},
      {"E major", {"E", "E-Dur", "e-dur", "E-major", "mi majeur"}},
      {"E minor", {"Em", "e-moll", "E-minor", "mi min"}},
      {"Eb minor", {"Ebm", "es-moll", "E♭ minor", "E- minor", "E flat minor", "E-flat minor"}},
      {"Bb major", {"B♭", "Bb", "B flat", "B-Dur", "b dur", "Bes", "si bémol majeur", "B-"}},
      {"B major", {"B", "H", "H-Dur", "h dur", "B major", "si majeur"}},
      {"B minor", {"Bm", "h-moll", "H minor", "H-moll", "b minor"}},
      {"Bb minor", {"b-moll", "B-Moll", "Bbm", "B♭m"}},
      {"F# minor",
       {"F#m", "fis-moll", "F sharp minor", "F-sharp minor", "F♯m", "fa dièse mineur", "FIS-MOLL",
        "fa# mineur"}},
      {"Ab major", {"As", "As-Dur", "Ab", "A flat", "la bémol"}},
      {"C# major", {"Cis-Dur", "Cis", "C#", "C sharp"}},
      {"D major", {"D", "ré majeur", "RÉ MAJEUR", "re maggiore"}},
      {"C major", {"C", "do majeur", "ut majeur", "C-Dur"}},
      {"G major", {"sol majeur", "G", "Sol"}}};
  for (const auto& [key, all] : names) {
    for (const std::string& name : all) {
      const Result<Key> read = key_from_name(name);
      ASSERT_TRUE(read.ok()) << name;
      EXPECT_EQ(key_name(*read), key) << name;
    }
  }
}

TEST(KeyName, ReadsWhatItWrites) {
  for (int fifths = -7; fifths <= 7; ++fifths) {
    for (const Mode mode : {Mode::kMajor, Mode::kMinor}) {
      const Key key{0, fifths, mode};
      EXPECT_EQ(*key_from_name(key_name(key)), key);
    }
  }
}

TEST(KeyName, ListsTheKeysThereAre) {
  for (const char* wrong : {"", " ", "-", "m", "moll", "a", "eb", "X", "J major", "G# major", "Fb",
                            "A minor!", "His-Dur", "Bs", "A dorian", "Ammm", "E--", "♭", "mi mi"}) {
    const Result<Key> read = key_from_name(wrong);
    ASSERT_FALSE(read.ok()) << wrong;
    EXPECT_EQ(read.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(read.error().message,
                testing::HasSubstr("known are Cb Gb Db Ab Eb Bb F C G D A E B F# C# major; "
                                   "Ab Eb Bb F C G D A E B F# C# G# D# A# minor"));
  }
}

}  // namespace
}  // namespace bach
