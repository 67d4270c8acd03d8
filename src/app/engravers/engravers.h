// The programs that engrave pages: one entry each.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/render/engrave.h"
#include "base/cancel.h"
#include "base/result.h"

namespace bach {

// What an engraver works on: a folder of its own, in which it leaves pages whose names end like the
// format's ("piece.pdf", "piece-1.png" …).
struct EngraveJob {
  const EngravedText& text;
  PageFormat format;
  const PageOptions& options;
  const std::string& folder;
  const Cancellation& cancellation;
};

struct Engraver {
  std::string_view name;     // as people type it
  std::string_view package;  // of Debian
  // Which of its programs is missing; empty: it can engrave as this format.
  std::string (*missing)(PageFormat format);
  Status (*engrave)(const EngraveJob& job);
};

// The best one first.
std::span<const Engraver> engravers();

std::string missing_for_musescore(PageFormat format);
Status engrave_with_musescore(const EngraveJob& job);
std::string missing_for_lilypond(PageFormat format);
Status engrave_with_lilypond(const EngraveJob& job);
std::string missing_for_abcm2ps(PageFormat format);
Status engrave_with_abcm2ps(const EngraveJob& job);

// Runs a step of an engraver in its folder. Its exit status is an error unless `any_status`.
Status run_step(const EngraveJob& job, std::vector<std::string> command,
                std::vector<std::string> environment = {}, bool any_status = false);

inline constexpr int kPixelsPerInch = 150;

}  // namespace bach
