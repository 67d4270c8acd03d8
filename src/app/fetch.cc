#include "app/fetch.h"

namespace bach {

Result<FetchReport> fetch_suites(const FetchOptions& options, const ProgressCallback& progress,
                                 const Cancellation& cancellation) {
  return fetch_files(cello_suite_files(), options, progress, cancellation);
}

}  // namespace bach
