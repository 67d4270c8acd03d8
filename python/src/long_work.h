// Long work without the GIL that Ctrl-C and exceptions of callbacks still end.
#pragma once

#include <bach/base/cancel.h>
#include <bach/base/progress.h>
#include <pybind11/pybind11.h>

#include <chrono>
#include <exception>
#include <utility>

namespace bach::python {

// Made and used by the thread that calls the library, which holds the GIL there.
class LongWork {
 public:
  const Cancellation& stop() const { return stop_; }

  // Releases the GIL, works, takes it again; then throws what came up on the way.
  template <typename Work>
  auto run(const Work& work) {
    auto result = [&] {
      const pybind11::gil_scoped_release released;
      return work();
    }();
    if (raised_) std::rethrow_exception(std::exchange(raised_, nullptr));
    return result;
  }

  // For the work, without the GIL: lets signals through, now and then.
  void look_for_signals() {
    const auto now = std::chrono::steady_clock::now();
    if (raised_ || now - looked_ < kBetweenLooks) return;
    looked_ = now;
    with_gil([] {
      if (PyErr_CheckSignals() != 0) throw pybind11::error_already_set();
    });
  }

  // For the work, without the GIL: calls `call` with it. What that throws is kept and ends the work.
  template <typename Call>
  void with_gil(const Call& call) {
    if (raised_) return;
    const pybind11::gil_scoped_acquire acquired;
    try {
      call();
    } catch (...) {
      raised_ = std::current_exception();
      stop_.request();
    }
  }

  ProgressCallback progress() {
    return [this](const Progress&) { look_for_signals(); };
  }

  // Whether it was Ctrl-C that ended the work; then nothing is thrown. Needs the GIL.
  bool take_interrupt() {
    if (!raised_) return false;
    try {
      std::rethrow_exception(raised_);
    } catch (const pybind11::error_already_set& error) {
      if (!error.matches(PyExc_KeyboardInterrupt)) return false;
    } catch (...) {
      return false;
    }
    raised_ = nullptr;
    return true;
  }

  // run(), but Ctrl-C only ends the work: its result is returned.
  template <typename Work>
  auto run_until_interrupted(const Work& work, bool& interrupted) {
    auto result = [&] {
      const pybind11::gil_scoped_release released;
      return work();
    }();
    interrupted = take_interrupt();
    if (raised_) std::rethrow_exception(std::exchange(raised_, nullptr));
    return result;
  }

 private:
  static constexpr std::chrono::milliseconds kBetweenLooks{50};
  Cancellation stop_;
  std::exception_ptr raised_;
  std::chrono::steady_clock::time_point looked_ = std::chrono::steady_clock::now();
};

}  // namespace bach::python
