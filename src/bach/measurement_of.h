// From the full report of an evaluation. Not a public header.
#pragma once

#include "app/evaluate.h"
#include "bach/measure.h"

namespace bach {

ModelMeasurement measurement_of(const EvaluationReport& report);

}  // namespace bach
