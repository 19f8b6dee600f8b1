#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "dmn/check.hpp"
#include "dmn/evaluate.hpp"
#include "feel/parse.hpp"

namespace chuhai::dmn {
namespace {

constexpr int kConstantMax = 4;

std::string random_cell() {
  const int a = *rc::gen::inRange(0, kConstantMax + 1);
  const int b = *rc::gen::inRange(a, kConstantMax + 1);
  const std::string low = std::to_string(a);
  const std::string high = std::to_string(b);
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      return "-";
    case 1:
      return "&lt; " + low;
    case 2:
      return "&gt;= " + low;
    case 3:
      return "[" + low + ".." + high + "]";
    case 4:
      return "(" + low + ".." + high + "]";
    case 5:
      return "not(" + low + ")";
    case 6:
      return low + ", &gt; " + high;
    default:
      return "? &lt;= " + low + " or ? &gt; " + high;
  }
}

std::string cell_xml(const std::string& element, const std::string& text) {
  return "<" + element + "><text>" + text + "</text></" + element + ">";
}

std::string random_table(const std::string& policy, int rules) {
  std::string xml =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m\">"
      "<inputData id=\"x\" name=\"x\"><variable name=\"x\"/></inputData>"
      "<inputData id=\"y\" name=\"y\"><variable name=\"y\"/></inputData>"
      "<decision id=\"d\" name=\"d\">"
      "<informationRequirement><requiredInput href=\"#x\"/></informationRequirement>"
      "<informationRequirement><requiredInput href=\"#y\"/></informationRequirement>"
      "<decisionTable hitPolicy=\"" +
      policy + "\"><input>" + cell_xml("inputExpression", "x") + "</input><input>" +
      cell_xml("inputExpression", "y") + "</input><output/>";
  for (int r = 0; r < rules; ++r)
    xml += "<rule id=\"" + std::to_string(r) + "\">" + cell_xml("inputEntry", random_cell()) +
           cell_xml("inputEntry", random_cell()) + cell_xml("outputEntry", std::to_string(r)) + "</rule>";
  return xml + "</decisionTable></decision></definitions>";
}

/// The rules that match one input, first to last.
std::vector<std::size_t> matches(const Evaluator& evaluator, const feel::Value& x, const feel::Value& y) {
  feel::Context inputs;
  inputs.set("x", x);
  inputs.set("y", y);
  const auto trace = evaluator.trace("d", inputs, {});
  std::vector<std::size_t> found;
  for (std::size_t r = 0; r < trace->rules.size(); ++r)
    if (trace->rules[r].matches == feel::Tri::yes) found.push_back(r);
  return found;
}

feel::Value number_of(const std::string& text) { return feel::Value(*decimal::Decimal::parse(text)); }

/// What looking at every region finds: every constant, and a value between and beyond them.
struct BruteForce {
  bool gap = false;
  std::set<std::pair<std::size_t, std::size_t>> overlaps;
  std::set<std::size_t> decides;  ///< rules that are the first match somewhere

  explicit BruteForce(const Evaluator& evaluator) {
    std::vector<feel::Value> samples;
    for (int half = -1; half <= 2 * kConstantMax + 1; ++half)
      samples.emplace_back(decimal::Decimal::scaled(half * 5, -1));
    for (const feel::Value& x : samples)
      for (const feel::Value& y : samples) add(matches(evaluator, x, y));
  }

  void add(const std::vector<std::size_t>& found) {
    gap = gap || found.empty();
    if (!found.empty()) decides.insert(found.front());
    for (std::size_t a = 0; a < found.size(); ++a)
      for (std::size_t b = a + 1; b < found.size(); ++b) overlaps.emplace(found[a], found[b]);
  }
};

struct CheckedTable {
  std::vector<Finding> findings;
  Evaluator evaluator;
};

CheckedTable check_random_table(const std::string& policy, int rules) {
  const auto file =
      std::filesystem::temp_directory_path() / ("chuhai_check_prop_" + std::to_string(::getpid()) + ".dmn");
  base::write_file(file, random_table(policy, rules));
  auto model = read_model(file, {});
  if (!model) RC_FAIL(base::describe(model.error()));
  return {check_tables(**model), *Evaluator::create(*model)};
}

TEST(CheckTablesProperty, UniqueTablesHaveTheGapsAndOverlapsThatBruteForceFinds) {
  EXPECT_TRUE(rc::check([] {
    const CheckedTable checked = check_random_table("UNIQUE", *rc::gen::inRange(1, 6));
    const BruteForce expected(checked.evaluator);
    bool gap = false;
    std::set<std::pair<std::size_t, std::size_t>> overlaps;
    for (const Finding& finding : checked.findings) {
      RC_ASSERT(finding.kind != Finding::Kind::not_analysed);
      if (finding.kind == Finding::Kind::never_fires) continue;
      const auto value = [&](std::size_t i) {
        return finding.example[i].second == "-" ? number_of("0") : number_of(finding.example[i].second);
      };
      const auto found = matches(checked.evaluator, value(0), value(1));
      if (finding.kind == Finding::Kind::gap) {
        gap = true;
        RC_ASSERT(found.empty());
      }
      if (finding.kind == Finding::Kind::overlap) {
        RC_ASSERT(found.size() >= 2U);
        overlaps.emplace(std::stoul(finding.rules[0]), std::stoul(finding.rules[1]));
      }
    }
    RC_ASSERT(gap == expected.gap);
    RC_ASSERT(overlaps == expected.overlaps);
  }));
}

TEST(CheckTablesProperty, FirstTablesHaveTheHiddenRulesThatBruteForceFinds) {
  EXPECT_TRUE(rc::check([] {
    const int rules = *rc::gen::inRange(1, 7);
    const CheckedTable checked = check_random_table("FIRST", rules);
    const BruteForce expected(checked.evaluator);
    std::set<std::size_t> hidden;
    for (const Finding& finding : checked.findings)
      if (finding.kind == Finding::Kind::never_fires) hidden.insert(std::stoul(finding.rules[0]));
    for (std::size_t r = 0; r < static_cast<std::size_t>(rules); ++r)
      RC_ASSERT(hidden.contains(r) != expected.decides.contains(r));
  }));
}

}  // namespace
}  // namespace chuhai::dmn
