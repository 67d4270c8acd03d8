#include "app/engravers/engravers.h"

#include <array>
#include <utility>

#include "app/engravers/program.h"

namespace bach {

std::span<const Engraver> engravers() {
  static constexpr std::array<Engraver, 3> kEngravers = {{
      {"musescore", "musescore3", missing_for_musescore, engrave_with_musescore},
      {"lilypond", "lilypond", missing_for_lilypond, engrave_with_lilypond},
      {"abcm2ps", "abcm2ps", missing_for_abcm2ps, engrave_with_abcm2ps},
  }};
  return kEngravers;
}

Status run_step(const EngraveJob& job, std::vector<std::string> command,
                std::vector<std::string> environment, bool any_status) {
  const std::string name = command[0];
  // Settings and caches of their own: pages depend on no one's, and nobody's are touched.
  for (const char* variable : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"}) {
    environment.push_back(std::string(variable) + "=" + job.folder + "/home");
  }
  environment.push_back("TMPDIR=" + job.folder);
  ProgramRun run{std::move(command), std::move(environment), job.options.limit_seconds};
  run.folder = job.folder;
  run.confine = true;
  const Result<int> status = run_program(run, job.cancellation);
  if (!status) return status.error();
  if (*status == 0 || any_status) return {};
  return Error{ErrorCode::kInvalidData,
               name + " could not engrave the piece (exit status " + std::to_string(*status) + ")",
               {}};
}

}  // namespace bach
