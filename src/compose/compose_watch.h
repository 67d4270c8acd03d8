// How composing tells where it stands.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <utility>

#include "base/progress.h"
#include "suite/piece.h"

namespace bach {

// The notes of a movement as they stand, given ones too, as they will sound; some of them may be
// removed again. `movement` is the place of its task. The span lasts for the call.
using NotesCallback = std::function<void(std::size_t movement, std::span<const SuiteNote> notes)>;

// Both are called from the thread that composes, and may be empty; they change nothing.
struct ComposeWatch {
  ComposeWatch() = default;
  ComposeWatch(ProgressCallback told)
      : progress(std::move(told)) {}  // NOLINT(google-explicit-constructor)
  ComposeWatch(ProgressCallback told, NotesCallback heard)
      : progress(std::move(told)), notes(std::move(heard)) {}

  ProgressCallback progress = {};
  NotesCallback notes = {};
};

}  // namespace bach
