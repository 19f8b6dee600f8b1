#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <bit>
#include <random>

#include "open_question.hpp"

namespace chuhai::rulebook {
namespace {

using Inputs = OpenQuestion::Inputs;

OpenQuestion random_question(std::mt19937& random, std::size_t inputs) {
  const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); };
  OpenQuestion question;
  question.inputs = inputs;
  question.undecided_matches = below(8) == 0;
  question.allowed_matches = below(2) == 0;
  question.condition_matches = below(3) == 0;
  const std::uint32_t rules = below(5);
  for (std::uint32_t r = 0; r < rules; ++r) {
    OpenQuestion::Rule rule;
    const std::uint32_t effect = below(5);
    rule.refuses = effect == 0;
    rule.opens = effect <= 1;
    rule.allows = effect == 2 || effect == 3;
    rule.conditions = effect >= 3;
    const std::uint32_t tests = 1 + below(3);
    for (std::uint32_t t = 0; t < tests; ++t) {
      Inputs test = Inputs{1} << below(static_cast<std::uint32_t>(inputs));
      if (below(4) == 0) test |= Inputs{1} << below(static_cast<std::uint32_t>(inputs));
      rule.tests.push_back(test);
    }
    question.rules.push_back(rule);
  }
  return question;
}

/// Lets every test that is known come out both ways, and judges as a pack does.
bool settles_by_trying(const OpenQuestion& question, Inputs known) {
  std::size_t tests = 0;
  for (const OpenQuestion::Rule& rule : question.rules) tests += rule.tests.size();
  for (std::uint32_t ways = 0; ways < 1U << tests; ++ways) {
    bool refused = false, open = question.undecided_matches, allowed = question.allowed_matches;
    bool condition = question.condition_matches, might_condition = false;
    std::size_t number = 0;
    for (const OpenQuestion::Rule& rule : question.rules) {
      bool matches = true, fails = false;
      for (const Inputs test : rule.tests) {
        const bool is_known = (test & ~known) == 0;
        const bool passes = (ways >> number++ & 1U) != 0;
        matches = matches && is_known && passes;
        fails = fails || (is_known && !passes);
      }
      if (fails) continue;
      refused = refused || (matches && rule.refuses);
      open = open || (rule.opens && (!matches || !rule.refuses));
      allowed = allowed || (matches && rule.allows);
      condition = condition || (matches && rule.conditions);
      might_condition = might_condition || (!matches && rule.conditions);
    }
    if (refused || (!open && allowed && (condition || !might_condition))) return true;
  }
  return false;
}

TEST(OpenQuestion, IsSettledWhereSomeWayForTheTestsToComeOutSettlesIt) {
  EXPECT_TRUE(rc::check([](std::uint32_t seed) {
    std::mt19937 random(seed);
    const OpenQuestion question = random_question(random, 4);
    for (Inputs known = 0; known < 16; ++known) {
      RC_ASSERT(could_settle(question, known) == settles_by_trying(question, known));
    }
  }));
}

TEST(OpenQuestion, NoSmallerSetOfInputsSettlesIt) {
  EXPECT_TRUE(rc::check([](std::uint32_t seed) {
    std::mt19937 random(seed);
    const OpenQuestion question = random_question(random, 6);
    const Inputs smallest = smallest_settling_set(question);
    if (!could_settle(question, 63)) {
      RC_ASSERT(smallest == 63U);
      return;
    }
    RC_ASSERT(could_settle(question, smallest));
    for (Inputs known = 0; known < 64; ++known) {
      RC_ASSERT(std::popcount(known) >= std::popcount(smallest) || !could_settle(question, known));
    }
  }));
}

TEST(OpenQuestion, NoInputOfALargeSetCanBeLeftOut) {
  EXPECT_TRUE(rc::check([](std::uint32_t seed) {
    std::mt19937 random(seed);
    const OpenQuestion question = random_question(random, 20);
    const Inputs chosen = smallest_settling_set(question);
    if (!could_settle(question, chosen)) return;
    for (std::size_t input = 0; input < 20; ++input) {
      const Inputs one = Inputs{1} << input;
      RC_ASSERT((chosen & one) == 0 || !could_settle(question, chosen & ~one));
    }
  }));
}

}  // namespace
}  // namespace chuhai::rulebook
