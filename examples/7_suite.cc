// Rhythm, voices and form: one sarabande, then a whole suite: 7_suite [SEED]
#include <bach/compose.h>
#include <bach/music.h>

#include <cstdio>
#include <cstdlib>

namespace {

int fail(const bach::Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 5;
  const bach::Result<bach::Key> key = bach::parse_key("A minor");
  if (!key) return fail(key.error());
  const auto sarabande =
      bach::compose_movement({.seed = seed, .kind = bach::PieceKind::kSarabande, .key = *key});
  if (!sarabande) return fail(sarabande.error());
  for (const char* path : {"sarabande.mid", "sarabande.musicxml"}) {
    if (const bach::Status saved = bach::save_piece(*sarabande, path); !saved) {
      return fail(saved.error());
    }
  }

  const auto suite = bach::compose_cello_suite({.movement = {.seed = seed, .key = *key}});
  if (!suite) return fail(suite.error());
  std::printf("Suite in %s\n", suite->key.c_str());
  for (const bach::CelloSuite::Movement& movement : suite->movements) {
    std::printf("%-14s %-5s longest run shared with Bach: %d notes (%s)\n", movement.name.c_str(),
                movement.metre.c_str(), movement.longest_run, movement.run_found.c_str());
  }
  if (const bach::Status saved = bach::save_piece(suite->whole, "suite.mid"); !saved) {
    return fail(saved.error());
  }
  return 0;
}
