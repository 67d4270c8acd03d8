// Instruments by the names scores give them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bach::musicxml {

// The General MIDI program, 0-based, of a part called "Violoncello", "Vln. 2" or, as MusicXML's
// list of sounds has it, "strings.cello"; nothing for names outside a short list.
std::optional<std::uint8_t> program_of_name(std::string_view name);

}  // namespace bach::musicxml
