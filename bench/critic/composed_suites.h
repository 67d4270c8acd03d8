// Suites composed by the program, heard by the critic.
#pragma once

#include <cstddef>
#include <vector>

#include "app/compose/request.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "evaluate/critic/critic.h"

namespace bach {

struct ComposedSuites {
  std::vector<CriticPiece> pieces;  // by seed: "3/4-sarabande" of suite "3"
  std::size_t longest_shared = 0;   // notes of the longest run shared with music in the program
};

// `request` for a seed; where it names no key, in those of Bach's six in turn.
SuiteRequest suite_request(int seed, SuiteRequest request);

// One a seed, each as suite_request() says. The same for any number of threads. Errors: those of compose_suite(), what cannot be heard.
Result<ComposedSuites> composed_suites(int first, int last, const SuiteRequest& request,
                                       ThreadPool& threads);

// Which of the six movements of a suite a piece is, from 0: "cs1-4sar" and "3/4-sarabande" are 3.
std::size_t place_in_suite(const CriticPiece& piece);

}  // namespace bach
