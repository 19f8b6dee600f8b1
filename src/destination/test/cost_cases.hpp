#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "destination/landed_cost.hpp"
#include "rulebook/book.hpp"

namespace chuhai::destination::testing {

inline decimal::Decimal dec(const std::string& text) { return *decimal::Decimal::parse(text); }

/// Reads a small file of assumptions in which the first `from` is replaced.
inline base::Result<CostAssumptions> read_assumptions(const std::string& from, const std::string& to) {
  std::string text = R"([text]
en = "Assumed."
zh = "假设。"
[insurance]
premium_percent = 0.3
insured_percent = 110
[exchange]
as_of = "2026-11-24"
source = "the tests"
[exchange.cny_per_unit]
USD = 7.10
[[region]]
en = "East Africa"
zh = "东非"
usd_per_t = 100
countries = ["KE", "UG"]
[[inland]]
country = "UG"
en = "by road"
zh = "陆运"
usd_per_t = 50
)";
  if (!from.empty()) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  }
  std::string pattern = (std::filesystem::temp_directory_path() / "chuhai_cost_XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  base::write_file(folder / "landed-cost.toml", text);
  auto read = CostAssumptions::load(folder / "landed-cost.toml");
  std::filesystem::remove_all(folder);
  return read;
}

inline std::shared_ptr<const CostAssumptions> assumptions() {
  auto read = read_assumptions("", "");
  EXPECT_TRUE(read) << base::describe(read.error());
  return std::make_shared<const CostAssumptions>(std::move(*read));
}

/// One machine and what a made-up pack charges for it.
struct CostCase {
  explicit CostCase(std::string to = "KE") : country(std::move(to)) {
    facts.price = values::Money::of_minor(45000000, values::Currency::of("CNY"));
    facts.mass_g = 21'900'000;
  }

  /// An empty rate is one that is not known.
  void charge(rulebook::Levy levy, rulebook::LevyBasis basis, const std::string& rate_percent,
              rulebook::Standing standing = rulebook::Standing::applies) {
    auto rule = std::make_shared<rulebook::LevyRule>(new_rule(levy, basis));
    if (!rate_percent.empty()) rule->rate_percent = dec(rate_percent);
    rules.push_back(rule);
    standings.push_back(standing);
  }
  void charge_fixed(rulebook::Levy levy, const std::string& sum, const std::string& currency) {
    auto rule = std::make_shared<rulebook::LevyRule>(new_rule(levy, rulebook::LevyBasis::fixed));
    rule->amount = dec(sum);
    rule->currency = values::Currency::of(currency);
    rules.push_back(rule);
    standings.push_back(rulebook::Standing::applies);
  }

  CostPlan plan() const {
    auto charges = std::make_shared<rulebook::Charges>();
    for (std::size_t i = 0; i < rules.size(); ++i) charges->charges.push_back({rules[i].get(), standings[i]});
    charges->missing = missing;
    charges->base.computed = value_base.has_value();
    charges->base.base = value_base;
    charges->percent.computed = value_base.has_value();
    charges->percent.percent = value_percent;
    return {charges, assumptions(), country};
  }
  LandedCost explain() const { return plan().explain(facts); }

  std::string country;
  CostFacts facts;
  std::vector<std::shared_ptr<const rulebook::LevyRule>> rules;
  std::vector<rulebook::Standing> standings;
  std::vector<std::string> missing;
  std::optional<std::string> value_base;
  std::optional<decimal::Decimal> value_percent;

 private:
  rulebook::LevyRule new_rule(rulebook::Levy levy, rulebook::LevyBasis basis) const {
    rulebook::LevyRule rule;
    const std::string number = std::to_string(rules.size());
    rule.id = "rule_" + number;
    rule.levy = levy;
    rule.basis = basis;
    rule.text = {"Text of rule " + number + ".", "规则" + number + "。"};
    return rule;
  }
};

/// Amount of the n-th line of a kind; "open" when it has none, "absent" when there is no such line.
inline std::string amount(const LandedCost& cost, LineKind kind, std::size_t n = 0) {
  for (const CostLine& line : cost.lines) {
    if (line.kind != kind || n-- > 0) continue;
    return line.amount ? line.amount->to_string() : "open";
  }
  return "absent";
}

}  // namespace chuhai::destination::testing
