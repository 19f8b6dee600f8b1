#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace chuhai::rulebook {

/// What keeps a verdict open, in numbers: unknown inputs, and the tests and rules that hang on them.
struct OpenQuestion {
  /// At most this many inputs can be told apart.
  static constexpr std::size_t kInputsMax = 64;
  /// A set of unknown inputs, by number.
  using Inputs = std::uint64_t;

  /// A rule that might match. It matches once all its open tests pass, and is out once one of them fails.
  struct Rule {
    bool refuses = false;
    bool opens = false;  ///< it refuses or leaves the question open
    bool allows = false;
    bool conditions = false;    ///< it adds a condition
    std::vector<Inputs> tests;  ///< of each open test the unknown inputs it depends on
  };

  std::size_t inputs = 0;
  std::vector<Rule> rules;
  bool undecided_matches = false;  ///< a rule that matches leaves the question open
  bool allowed_matches = false;
  bool condition_matches = false;
};

/// True when knowing `known` could settle the verdict: some way for the tests that hang on nothing else to
/// come out leaves a verdict other than undecided.
bool could_settle(const OpenQuestion& question, OpenQuestion::Inputs known);

/// A smallest set of inputs that could settle the verdict; of several the one whose first input has the
/// lowest number, and so on. With more than 12 inputs a set of which none can be left out. All inputs when
/// even they could not settle it.
OpenQuestion::Inputs smallest_settling_set(const OpenQuestion& question);

}  // namespace chuhai::rulebook
