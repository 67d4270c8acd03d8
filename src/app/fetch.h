// Getting the 36 MIDI files of the suites: what `bach fetch` does, without the printing.
#pragma once

#include "corpus/fetch.h"

namespace bach {

// fetch_files() for the 36 files in the table.
Result<FetchReport> fetch_suites(const FetchOptions& options, const ProgressCallback& progress,
                                 const Cancellation& cancellation);

}  // namespace bach
