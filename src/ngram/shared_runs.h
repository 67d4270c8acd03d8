// What a sequence has in common with others: runs of any length, found in one pass.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bach {

// Sequences made ready to be searched for runs. A suffix automaton (Blumer, Blumer, Haussler,
// Ehrenfeucht, Chen, Seiferas: "The smallest automaton recognizing the subwords of a text", 1985):
// time and memory grow with the number of entries, at most two states for each. Deterministic.
// Searching is safe from many threads.
class SharedRuns {
 public:
  SharedRuns();

  // Adds a sequence; they are numbered 0, 1, …
  void add(std::span<const int> sequence);

  // A run that ends at some entry of the sequence asked about and occurs in an added one.
  struct Run {
    std::size_t length = 0;  // entries; 0: not even the entry itself occurs
    int sequence = 0;        // the first added sequence it occurs in …
    std::size_t begin = 0;   // … and where it first begins there
  };

  // For each entry of `sequence` the longest such run that ends with it.
  std::vector<Run> longest_runs(std::span<const int> sequence) const;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct State {
    std::size_t length = 0;       // of its longest run
    std::uint32_t link = kNone;   // the state of the longest suffix that occurs elsewhere too
    std::uint32_t first = kNone;  // of its edges
    int sequence = 0;             // where the run first occurs
    std::size_t end = 0;          // one past its last entry there
  };
  struct Edge {
    int symbol;
    std::uint32_t target;
    std::uint32_t next;
  };

  // The edge of `state` with `symbol`, or kNone.
  std::uint32_t edge(std::uint32_t state, int symbol) const;
  void connect(std::uint32_t state, int symbol, std::uint32_t target);
  // A state with the edges, link and place of `original`, of the given length.
  std::uint32_t clone(std::uint32_t original, std::size_t length);
  // The state of a longest run made one entry longer. Afterwards `last_` is that state.
  void extend(int symbol, std::size_t end);

  std::vector<State> states_;
  std::vector<Edge> edges_;
  std::uint32_t last_ = 0;
  int sequences_ = 0;
};

}  // namespace bach
