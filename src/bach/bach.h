// All of the library's public headers.
#pragma once

#include "bach/compose.h"
#include "bach/language_model.h"
#include "bach/learning.h"
#include "bach/measure.h"
#include "bach/movements.h"
#include "bach/music.h"
#include "bach/network.h"
#include "bach/note_array.h"
#include "bach/options.h"
#include "bach/picture.h"
#include "bach/pitch_model.h"
#include "bach/sampling.h"
#include "bach/sound.h"
#include "bach/suite_model.h"
#include "bach/version.h"
#include "bach/windows.h"
