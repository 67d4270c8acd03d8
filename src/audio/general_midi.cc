#include "audio/general_midi.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "base/lower.h"
#include "base/nearest_name.h"

namespace bach {
namespace {

constexpr std::array<std::string_view, 128> kInstruments = {"Acoustic Grand Piano",
                                                            "Bright Acoustic Piano",
                                                            "Electric Grand Piano",
                                                            "Honky-tonk Piano",
                                                            "Electric Piano 1",
                                                            "Electric Piano 2",
                                                            "Harpsichord",
                                                            "Clavinet",
                                                            "Celesta",
                                                            "Glockenspiel",
                                                            "Music Box",
                                                            "Vibraphone",
                                                            "Marimba",
                                                            "Xylophone",
                                                            "Tubular Bells",
                                                            "Dulcimer",
                                                            "Drawbar Organ",
                                                            "Percussive Organ",
                                                            "Rock Organ",
                                                            "Church Organ",
                                                            "Reed Organ",
                                                            "Accordion",
                                                            "Harmonica",
                                                            "Tango Accordion",
                                                            "Acoustic Guitar (nylon)",
                                                            "Acoustic Guitar (steel)",
                                                            "Electric Guitar (jazz)",
                                                            "Electric Guitar (clean)",
                                                            "Electric Guitar (muted)",
                                                            "Overdriven Guitar",
                                                            "Distortion Guitar",
                                                            "Guitar Harmonics",
                                                            "Acoustic Bass",
                                                            "Electric Bass (finger)",
                                                            "Electric Bass (pick)",
                                                            "Fretless Bass",
                                                            "Slap Bass 1",
                                                            "Slap Bass 2",
                                                            "Synth Bass 1",
                                                            "Synth Bass 2",
                                                            "Violin",
                                                            "Viola",
                                                            "Cello",
                                                            "Contrabass",
                                                            "Tremolo Strings",
                                                            "Pizzicato Strings",
                                                            "Orchestral Harp",
                                                            "Timpani",
                                                            "String Ensemble 1",
                                                            "String Ensemble 2",
                                                            "Synth Strings 1",
                                                            "Synth Strings 2",
                                                            "Choir Aahs",
                                                            "Voice Oohs",
                                                            "Synth Voice",
                                                            "Orchestra Hit",
                                                            "Trumpet",
                                                            "Trombone",
                                                            "Tuba",
                                                            "Muted Trumpet",
                                                            "French Horn",
                                                            "Brass Section",
                                                            "Synth Brass 1",
                                                            "Synth Brass 2",
                                                            "Soprano Sax",
                                                            "Alto Sax",
                                                            "Tenor Sax",
                                                            "Baritone Sax",
                                                            "Oboe",
                                                            "English Horn",
                                                            "Bassoon",
                                                            "Clarinet",
                                                            "Piccolo",
                                                            "Flute",
                                                            "Recorder",
                                                            "Pan Flute",
                                                            "Blown Bottle",
                                                            "Shakuhachi",
                                                            "Whistle",
                                                            "Ocarina",
                                                            "Lead 1 (square)",
                                                            "Lead 2 (sawtooth)",
                                                            "Lead 3 (calliope)",
                                                            "Lead 4 (chiff)",
                                                            "Lead 5 (charang)",
                                                            "Lead 6 (voice)",
                                                            "Lead 7 (fifths)",
                                                            "Lead 8 (bass + lead)",
                                                            "Pad 1 (new age)",
                                                            "Pad 2 (warm)",
                                                            "Pad 3 (polysynth)",
                                                            "Pad 4 (choir)",
                                                            "Pad 5 (bowed)",
                                                            "Pad 6 (metallic)",
                                                            "Pad 7 (halo)",
                                                            "Pad 8 (sweep)",
                                                            "FX 1 (rain)",
                                                            "FX 2 (soundtrack)",
                                                            "FX 3 (crystal)",
                                                            "FX 4 (atmosphere)",
                                                            "FX 5 (brightness)",
                                                            "FX 6 (goblins)",
                                                            "FX 7 (echoes)",
                                                            "FX 8 (sci-fi)",
                                                            "Sitar",
                                                            "Banjo",
                                                            "Shamisen",
                                                            "Koto",
                                                            "Kalimba",
                                                            "Bagpipe",
                                                            "Fiddle",
                                                            "Shanai",
                                                            "Tinkle Bell",
                                                            "Agogo",
                                                            "Steel Drums",
                                                            "Woodblock",
                                                            "Taiko Drum",
                                                            "Melodic Tom",
                                                            "Synth Drum",
                                                            "Reverse Cymbal",
                                                            "Guitar Fret Noise",
                                                            "Breath Noise",
                                                            "Seashore",
                                                            "Bird Tweet",
                                                            "Telephone Ring",
                                                            "Helicopter",
                                                            "Applause",
                                                            "Gunshot"};

}  // namespace

std::string_view instrument_name(int program) {
  return kInstruments[static_cast<std::size_t>(program)];
}

Result<int> parse_instrument(const std::string& text) {
  const bool digits = !text.empty() && text.size() <= 3 &&
                      text.find_first_not_of("0123456789") == std::string::npos;
  if (digits) {
    const int number = std::stoi(text);
    if (number >= 1 && number <= 128) return number - 1;
  }
  std::vector<std::string> names;
  for (const std::string_view name : kInstruments) names.push_back(lower(name));
  const auto found = std::find(names.begin(), names.end(), lower(text));
  if (found != names.end()) return static_cast<int>(found - names.begin());
  return Error{ErrorCode::kInvalidArgument,
               "no instrument of General MIDI is called '" + text + "'" +
                   did_you_mean(lower(text), names) + "; give a name or a number from 1 to 128",
               {}};
}

}  // namespace bach
