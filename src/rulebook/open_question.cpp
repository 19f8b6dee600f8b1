#include "open_question.hpp"

#include <algorithm>
#include <numeric>

namespace chuhai::rulebook {

namespace {

using Inputs = OpenQuestion::Inputs;

constexpr std::size_t kExactInputsMax = 12;

Inputs one_input(std::size_t input) { return Inputs{1} << input; }

Inputs all_inputs(std::size_t count) {
  return count == OpenQuestion::kInputsMax ? ~Inputs{0} : one_input(count) - 1;
}

bool is_known(Inputs test, Inputs known) { return test != 0 && (test & ~known) == 0; }

bool can_match(const OpenQuestion::Rule& rule, Inputs known) {
  return !rule.tests.empty() && std::all_of(rule.tests.begin(), rule.tests.end(),
                                            [known](Inputs test) { return is_known(test, known); });
}

bool can_fail(const OpenQuestion::Rule& rule, Inputs known) {
  return std::any_of(rule.tests.begin(), rule.tests.end(),
                     [known](Inputs test) { return is_known(test, known); });
}

/// Whether the rules of one role can all be out, given what is known.
template <class Role>
bool all_can_fail(const OpenQuestion& question, Inputs known, Role role) {
  return std::all_of(question.rules.begin(), question.rules.end(),
                     [&](const OpenQuestion::Rule& rule) { return !role(rule) || can_fail(rule, known); });
}

template <class Role>
bool one_can_match(const OpenQuestion& question, Inputs known, Role role) {
  return std::any_of(question.rules.begin(), question.rules.end(),
                     [&](const OpenQuestion::Rule& rule) { return role(rule) && can_match(rule, known); });
}

/// Tries the sets of `size` inputs from `first` on, lowest numbers first.
bool find_set(const OpenQuestion& question, std::size_t size, std::size_t first, Inputs chosen,
              Inputs& found) {
  if (size == 0) {
    found = chosen;
    return could_settle(question, chosen);
  }
  for (std::size_t input = first; input + size <= question.inputs; ++input) {
    if (find_set(question, size - 1, input + 1, chosen | one_input(input), found)) return true;
  }
  return false;
}

/// Leaves out one input after the other, those that the fewest tests read first.
Inputs thinned_out(const OpenQuestion& question) {
  std::vector<std::size_t> readers(question.inputs, 0);
  for (const OpenQuestion::Rule& rule : question.rules) {
    for (const Inputs test : rule.tests) {
      for (std::size_t input = 0; input < question.inputs; ++input) {
        if ((test & one_input(input)) != 0) ++readers[input];
      }
    }
  }
  std::vector<std::size_t> order(question.inputs);
  std::iota(order.rbegin(), order.rend(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return readers[a] < readers[b]; });
  Inputs left = all_inputs(question.inputs);
  for (const std::size_t input : order) {
    if (could_settle(question, left & ~one_input(input))) left &= ~one_input(input);
  }
  return left;
}

}  // namespace

bool could_settle(const OpenQuestion& question, Inputs known) {
  using Rule = OpenQuestion::Rule;
  if (one_can_match(question, known, [](const Rule& rule) { return rule.refuses; })) return true;
  if (question.undecided_matches) return false;
  if (!all_can_fail(question, known, [](const Rule& rule) { return rule.opens; })) return false;
  const auto allows = [](const Rule& rule) { return rule.allows; };
  if (!question.allowed_matches && !one_can_match(question, known, allows)) return false;
  const auto conditions = [](const Rule& rule) { return rule.conditions; };
  return question.condition_matches || one_can_match(question, known, conditions) ||
         all_can_fail(question, known, conditions);
}

Inputs smallest_settling_set(const OpenQuestion& question) {
  const Inputs all = all_inputs(question.inputs);
  if (!could_settle(question, all)) return all;
  if (question.inputs > kExactInputsMax) return thinned_out(question);
  Inputs found = all;
  for (std::size_t size = 0; size < question.inputs; ++size) {
    if (find_set(question, size, 0, 0, found)) return found;
  }
  return all;
}

}  // namespace chuhai::rulebook
