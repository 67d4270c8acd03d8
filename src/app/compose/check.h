// Whether a request can be met, before anything is read or composed.
#pragma once

#include "app/compose/request.h"
#include "base/result.h"
#include "compose/sampling_options.h"

namespace bach {

// Whether all values are in range and none rules out another. Errors: kInvalidArgument, with the
// argument.
Status check_request(const ComposeRequest& request);
// Whether a model of pitches alone can do it, too. Errors: kUnsupported, with the argument.
Status check_melody_request(const ComposeRequest& request);
// check_request() of all movements, and nothing asked for that suites do not have.
Status check_suite_request(const SuiteRequest& request);

// How notes are drawn; `usual_top_p` unless another is asked for.
SamplingOptions sampling_of(const ComposeRequest& request, double usual_top_p);

}  // namespace bach
