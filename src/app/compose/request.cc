#include "app/compose/request.h"

namespace bach {

Player::Player(int general_midi_program) : program(general_midi_program) {
  const Instrument* known = instrument_of(program);
  if (known != nullptr && known->composed_for()) instrument = known;
}

Player::Player(const Instrument& known) : program(known.first_program), instrument(&known) {}

const Instrument& instrument_of(const ComposeRequest& request) {
  const bool known = request.instrument && request.instrument->instrument != nullptr;
  return known ? *request.instrument->instrument : cello();
}

PitchLimits range_of(const ComposeRequest& request) {
  const Instrument& instrument = instrument_of(request);
  return request.range.value_or(PitchLimits{instrument.lowest, instrument.highest});
}

int above_model(const ComposeRequest& request) {
  return instrument_of(request).above_cello + request.transpose;
}

}  // namespace bach
