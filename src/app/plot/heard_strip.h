// What was heard in a piece, as pictures show it.
#pragma once

#include <string>

#include "app/inspect/harmony.h"
#include "plot/harmony_strip.h"
#include "plot/key_lanes.h"

namespace bach {

// "E♭ major".
std::string printed_key_name(const Key& key);

// Keys, chords and cadences, in quarters of the written music.
HarmonyStrip harmony_strip(const HeardHarmony& heard);

// Its keys against the home of its first dance, at least one lane to either side of it.
KeyLanes key_lanes(const HeardHarmony& heard);

}  // namespace bach
