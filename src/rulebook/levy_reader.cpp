#include <algorithm>
#include <array>
#include <utility>

#include "rule_reader.hpp"

namespace chuhai::rulebook {

namespace {

constexpr std::array kLevies = {Levy::duty, Levy::surcharge, Levy::excise, Levy::fee, Levy::vat};
constexpr std::array kBases = {
    LevyBasis::customs_value, LevyBasis::value_and_duty, LevyBasis::value_and_levies, LevyBasis::duty,
    LevyBasis::fob,           LevyBasis::fixed};
constexpr std::array<std::string_view, 5> kLevyOutputs = {"levy", "basis", "rate_percent", "amount",
                                                          "currency"};

constexpr int kLevyDecimalsMax = 6;

/// "ug_" for "dest.ug".
std::string id_prefix(const std::string& pack_id) {
  std::string name = pack_id.substr(pack_id.rfind('.') + 1) + "_";
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

const feel::Node* output_node(const dmn::DecisionTable& table, const dmn::Rule& rule,
                              std::string_view output) {
  for (std::size_t i = 0; i < table.outputs.size(); ++i) {
    if (table.outputs[i].name == output) return rule.outputs[i].node.get();
  }
  return nullptr;
}

}  // namespace

void RuleReader::read_levies(const dmn::Decision& decision) {
  const auto& table = std::get<dmn::DecisionTable>(decision.logic->body);
  if (table.hit_policy != dmn::HitPolicy::collect || table.aggregator != dmn::Aggregator::none) {
    problem(decision.line, decision.name,
            {"a levies table has hit policy COLLECT", "税费表的命中策略必须是 COLLECT"});
  }
  bool complete = true;
  for (const std::string_view name : kLevyOutputs) {
    const bool found = std::any_of(table.outputs.begin(), table.outputs.end(),
                                   [&](const auto& output) { return output.name == name; });
    complete = complete && found;
    if (!found) {
      problem(
          decision.line, decision.name,
          {"a levies table needs the output '" + std::string(name) +
               "' (levy, basis, rate_percent, amount, currency)",
           "税费表缺少输出列 '" + std::string(name) + "'（levy、basis、rate_percent、amount、currency）"});
    }
  }
  if (!complete) return;
  for (std::size_t row = 0; row < table.rules.size(); ++row) pack_.levies.push_back(read_levy(table, row));
}

LevyRule RuleReader::read_levy(const dmn::DecisionTable& table, std::size_t row) {
  const dmn::Rule& rule = table.rules[row];
  LevyRule read;
  read.row = row;
  read_annotations(table, rule, read.id, read.text, read.sources);
  const std::string prefix = id_prefix(pack_.id);
  if (!read.id.empty() && !read.id.starts_with(prefix)) {
    problem(rule.line, read.id,
            {"the id of a levy rule starts with '" + prefix + "'", "税费规则编号须以 '" + prefix + "' 开头"});
  }
  read_levy_words(table, rule, read);
  read_levy_amounts(table, rule, read);
  return read;
}

void RuleReader::read_levy_words(const dmn::DecisionTable& table, const dmn::Rule& rule, LevyRule& read) {
  const std::string levy = cell(table, rule, "levy");
  const auto found_levy =
      std::find_if(kLevies.begin(), kLevies.end(), [&](Levy l) { return to_string(l) == levy; });
  if (found_levy == kLevies.end()) {
    problem(rule.line, read.id,
            {"levy '" + levy + "' is not one of duty, surcharge, excise, fee, vat",
             "levy '" + levy + "' 不是 duty、surcharge、excise、fee、vat 之一"});
  } else {
    read.levy = *found_levy;
  }
  const std::string basis = cell(table, rule, "basis");
  const auto found_basis =
      std::find_if(kBases.begin(), kBases.end(), [&](LevyBasis b) { return to_string(b) == basis; });
  if (found_basis == kBases.end()) {
    problem(rule.line, read.id,
            {"basis '" + basis +
                 "' is not one of customs_value, value_and_duty, value_and_levies, duty, fob, fixed",
             "basis '" + basis +
                 "' 不是 customs_value、value_and_duty、value_and_levies、duty、fob、fixed 之一"});
    return;
  }
  read.basis = *found_basis;
  const bool on_duty = read.basis == LevyBasis::value_and_duty || read.basis == LevyBasis::duty ||
                       read.basis == LevyBasis::value_and_levies;
  if (found_levy != kLevies.end() && read.levy == Levy::duty && on_duty) {
    problem(rule.line, read.id,
            {"a duty cannot be a percentage of the duties: use customs_value, fob or fixed",
             "关税不能以关税为计税基础：请用 customs_value、fob 或 fixed"});
  }
}

std::optional<decimal::Decimal> RuleReader::number_cell(const dmn::DecisionTable& table,
                                                        const dmn::Rule& rule, std::string_view output,
                                                        const std::string& id) {
  const std::string name(output);
  const feel::Node* node = output_node(table, rule, output);
  if (node == nullptr || node->kind != feel::NodeKind::literal ||
      (node->value.kind() != feel::Kind::number && node->value.kind() != feel::Kind::null)) {
    problem(rule.line, id,
            {"'" + name + "' must be a number of zero or more, or null",
             "'" + name + "' 须为不小于零的数字或 null"});
    return std::nullopt;
  }
  if (node->value.kind() == feel::Kind::null) return std::nullopt;
  if (!node->value.number().to_scaled_int64(kLevyDecimalsMax)) {
    problem(rule.line, id,
            {"'" + name + "' has more than six decimals or is too large",
             "'" + name + "' 超过六位小数或数值过大"});
  }
  return node->value.number();
}

void RuleReader::read_levy_amounts(const dmn::DecisionTable& table, const dmn::Rule& rule, LevyRule& read) {
  read.rate_percent = number_cell(table, rule, "rate_percent", read.id);
  read.amount = number_cell(table, rule, "amount", read.id);
  const std::string currency = cell(table, rule, "currency");
  if (!currency.empty()) {
    auto known = values::Currency::parse(currency);
    if (known && known->code() == currency) {
      read.currency = *known;
    } else {
      problem(rule.line, read.id,
              {"currency '" + currency + "' is no code of ISO 4217",
               "currency '" + currency + "' 不是 ISO 4217 货币代码"});
    }
  }
  if (read.basis == LevyBasis::fixed) {
    if (!read.amount || currency.empty()) {
      problem(rule.line, read.id,
              {"basis fixed needs amount and currency", "basis 为 fixed 时须写 amount 和 currency"});
    }
    if (read.rate_percent) {
      problem(rule.line, read.id,
              {"basis fixed has no rate_percent: write null", "basis 为 fixed 时 rate_percent 须为 null"});
    }
  } else if (read.amount || !currency.empty()) {
    problem(rule.line, read.id,
            {"amount and currency belong to basis fixed only: write null",
             "只有 basis 为 fixed 时才写 amount 和 currency，否则写 null"});
  }
}

}  // namespace chuhai::rulebook
