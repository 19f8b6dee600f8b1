#include "rule_table.hpp"

#include <algorithm>

#include "feel/evaluate.hpp"
#include "random.hpp"

namespace chuhai::bench {

namespace {

constexpr std::int64_t kYearFirst = 1996, kYearLast = 2026;
constexpr std::int64_t kMassMax = 120'000;
/// Mass spans get narrower as the rules for one country get more, so that some cases stay without a rule.
constexpr std::int64_t kSpansOfMass = 15;

std::int64_t between(Random& random, std::int64_t low, std::int64_t high) {
  return low + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(high - low + 1)));
}

std::vector<std::int64_t> some_of(std::size_t input, std::size_t most, Random& random) {
  const std::size_t count = 1 + random.below(most);
  std::vector<std::int64_t> members;
  while (members.size() < count) {
    const auto member = static_cast<std::int64_t>(random.below(texts_of(input).size()));
    if (std::find(members.begin(), members.end(), member) == members.end()) members.push_back(member);
  }
  return members;
}

TableTest year_test(Random& random) {
  TableTest test;
  if (random.one_in(2)) return test;
  test.kind = TableTest::Kind::range;
  if (random.one_in(2)) {
    test.high = between(random, 2008, 2024);
  } else if (random.one_in(2)) {
    test.low = between(random, 2000, 2020);
  } else {
    test.low = between(random, kYearFirst, 2015);
    test.high = test.low + between(random, 2, 10);
  }
  return test;
}

TableTest mass_test(std::int64_t rules_of_country, Random& random) {
  const std::int64_t width = kMassMax * std::min<std::int64_t>(kSpansOfMass, rules_of_country) /
                             std::max<std::int64_t>(2 * rules_of_country, 30);
  TableTest test;
  test.kind = TableTest::Kind::range;
  test.low = between(random, 0, kMassMax / 10 - 1) * 10;
  test.high = test.low + width + between(random, 0, width);
  return test;
}

std::uint8_t rule_outcome(Random& random) {
  const std::uint64_t draw = random.below(20);
  return draw < 8 ? 0 : draw < 14 ? 1 : draw < 19 ? 2 : kAllowed;
}

TableRule make_rule(std::size_t number, std::size_t rules, Random& random) {
  const std::size_t countries = texts_of(0).size();
  TableRule rule;
  rule.tests[0] = {TableTest::Kind::one_of, {static_cast<std::int64_t>(number % countries)}};
  const bool except = random.one_in(10);
  rule.tests[1] = {except ? TableTest::Kind::none_of : TableTest::Kind::one_of, some_of(1, 4, random)};
  if (random.one_in(2)) rule.tests[2] = {TableTest::Kind::one_of, some_of(2, 3, random)};
  rule.tests[3] = year_test(random);
  rule.tests[4] = mass_test(static_cast<std::int64_t>(rules / countries), random);
  if (random.one_in(5)) rule.tests[5] = {TableTest::Kind::one_of, {between(random, 0, 1)}};
  rule.outcome = rule_outcome(random);
  return rule;
}

feel::Tri passes(const TableTest& test, std::int64_t value) {
  if (test.kind == TableTest::Kind::any) return feel::Tri::yes;
  if (value == kFactMissing || value == kFactWrongType) return feel::Tri::unknown;
  bool yes = false;
  if (test.kind == TableTest::Kind::range) {
    yes = test.low <= value && value <= test.high;
  } else {
    const bool found = std::find(test.members.begin(), test.members.end(), value) != test.members.end();
    yes = found == (test.kind == TableTest::Kind::one_of);
  }
  return yes ? feel::Tri::yes : feel::Tri::no;
}

feel::Tri matches(const TableRule& rule, const TableCase& facts) {
  feel::Tri state = feel::Tri::yes;
  for (std::size_t i = 0; i < kInputs && state != feel::Tri::no; ++i)
    state = feel::tri_and(state, passes(rule.tests[i], facts[i]));
  return state;
}

/// The first rule that surely matches; the default always does.
std::size_t first_match(const RuleTable& table, const TableCase& facts) {
  std::size_t rule = 0;
  while (matches(table.rules[rule], facts) != feel::Tri::yes) ++rule;
  return rule;
}

TableCase any_case(Random& random) {
  TableCase facts{};
  for (std::size_t i = 0; i < kInputs; ++i) {
    if (kTableInputs[i].kind == InputKind::text)
      facts[i] = static_cast<std::int64_t>(random.below(texts_of(i).size()));
  }
  facts[3] = between(random, kYearFirst, kYearLast);
  facts[4] = between(random, 1, kMassMax / 10) * 10;
  facts[5] = between(random, 0, 1);
  return facts;
}

/// A case that satisfies the tests of one rule; an earlier rule may match too.
TableCase case_of(const TableRule& rule, Random& random) {
  TableCase facts = any_case(random);
  for (std::size_t i = 0; i < kInputs; ++i) {
    const TableTest& test = rule.tests[i];
    if (test.kind == TableTest::Kind::one_of) facts[i] = test.members[random.below(test.members.size())];
    while (test.kind == TableTest::Kind::none_of && passes(test, facts[i]) != feel::Tri::yes)
      facts[i] = any_case(random)[i];
    if (test.kind != TableTest::Kind::range) continue;
    const std::int64_t least = i == 3 ? kYearFirst : 1, most = i == 3 ? kYearLast : kMassMax;
    facts[i] = between(random, std::max(least, test.low), std::max(test.low, std::min(most, test.high)));
  }
  return facts;
}

TableCase hit_case(const RuleTable& table, Random& random) {
  return case_of(table.rules[random.below(table.rules.size() - 1)], random);
}

TableCase default_case(const RuleTable& table, Random& random) {
  for (;;) {
    const TableCase facts = any_case(random);
    if (first_match(table, facts) + 1 == table.rules.size()) return facts;
  }
}

TableCase damaged_case(const RuleTable& table, Random& random) {
  for (;;) {
    TableCase facts = hit_case(table, random);
    facts[random.below(kInputs)] = random.one_in(2) ? kFactMissing : kFactWrongType;
    if (oracle(table, facts) == kUndecided) return facts;
  }
}

std::vector<std::string> numbered(std::string_view stem, std::size_t count) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i)
    texts.push_back(std::string(stem) + (i < 10 ? "0" : "") + std::to_string(i));
  return texts;
}

}  // namespace

const std::vector<std::string>& texts_of(std::size_t input) {
  static const std::vector<std::string> countries = numbered("C", 62);
  static const std::vector<std::string> categories = numbered("machine_class_", 40);
  static const std::vector<std::string> stages = {"none", "CN1", "CN2", "CN3", "CN4", "EU5"};
  return input == 0 ? countries : input == 1 ? categories : stages;
}

RuleTable make_table(std::size_t rules, std::uint64_t seed) {
  Random random(seed + rules);
  RuleTable table;
  for (std::size_t i = 0; i < rules; ++i) table.rules.push_back(make_rule(i, rules, random));
  table.rules.emplace_back();
  return table;
}

std::vector<TableCase> make_cases(const RuleTable& table, std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<TableCase> cases;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t of_ten = i % 10;
    cases.push_back(of_ten < 7   ? hit_case(table, random)
                    : of_ten < 9 ? default_case(table, random)
                                 : damaged_case(table, random));
  }
  for (std::size_t i = count; i > 1; --i) std::swap(cases[i - 1], cases[random.below(i)]);
  return cases;
}

bool is_whole(const TableCase& facts) {
  return std::none_of(facts.begin(), facts.end(),
                      [](std::int64_t fact) { return fact == kFactMissing || fact == kFactWrongType; });
}

std::uint8_t oracle(const RuleTable& table, const TableCase& facts) {
  std::array<bool, kOutcomes.size()> possible{};
  for (const TableRule& rule : table.rules) {
    const feel::Tri state = matches(rule, facts);
    if (state != feel::Tri::no) possible[rule.outcome] = true;
    if (state == feel::Tri::yes) break;
  }
  const auto count = std::count(possible.begin(), possible.end(), true);
  if (count != 1) return kUndecided;
  return static_cast<std::uint8_t>(std::find(possible.begin(), possible.end(), true) - possible.begin());
}

}  // namespace chuhai::bench
