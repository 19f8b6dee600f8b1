#include <algorithm>
#include <iostream>

#include "case_input.hpp"
#include "command.hpp"
#include "json/write.hpp"
#include "rulebook/explain.hpp"
#include "rules_json.hpp"

namespace chuhai::cli {

namespace {

using feel::Tri;
using rulebook::Explanation;
using rulebook::RuleExplanation;

base::Text state_label(Tri state) {
  switch (state) {
    case Tri::yes:
      return {"matches", "匹配"};
    case Tri::no:
      return {"does not match", "不匹配"};
    case Tri::unknown:
      return {"might match", "可能匹配"};
  }
  return {};
}

base::Text cell_label(Tri state) {
  switch (state) {
    case Tri::yes:
      return {"passes", "满足"};
    case Tri::no:
      return {"fails", "不满足"};
    case Tri::unknown:
      return {"unknown", "未知"};
  }
  return {};
}

std::string_view code_of(Tri state) {
  return state == Tri::yes ? "yes" : state == Tri::no ? "no" : "unknown";
}

bool decides(const Explanation& explanation, const std::string& rule) {
  return std::any_of(
      explanation.verdict.reasons.begin(), explanation.verdict.reasons.end(),
      [&](const rulebook::Reason& reason) { return reason.decides && reason.rule->id == rule; });
}

json::Value rule_explanation_json(const Explanation& explanation, const RuleExplanation& rule) {
  json::Array cells;
  for (const rulebook::CellExplanation& cell : rule.cells) {
    json::Object object;
    object.emplace_back("input", json::Value(cell.expression));
    object.emplace_back("label", json::Value(cell.label));
    object.emplace_back("value", json::Value(cell.value));
    object.emplace_back("test", json::Value(cell.test));
    object.emplace_back("passes", json::Value(code_of(cell.state)));
    cells.emplace_back(std::move(object));
  }
  json::Object object;
  object.emplace_back("decision", json::Value(rule.decision));
  object.emplace_back("rule", json::Value(rule.id));
  object.emplace_back("says", json::Value(rule.says));
  object.emplace_back("matches", json::Value(code_of(rule.state)));
  object.emplace_back("in_force", json::Value(rule.in_force));
  object.emplace_back("decides", json::Value(decides(explanation, rule.id)));
  object.emplace_back("en", json::Value(rule.text.en));
  object.emplace_back("zh", json::Value(rule.text.zh));
  object.emplace_back("cells", json::Value(std::move(cells)));
  object.emplace_back("sources", sources_json(rule.sources));
  return json::Value(std::move(object));
}

json::Value explanation_json(const CaseInput& input, const Explanation& explanation) {
  json::Object added;
  for (const auto& [path, text] : input.added) added.emplace_back(path, json::Value(text));
  json::Array values, rules, missing;
  for (const rulebook::ValueExplanation& value : explanation.values) {
    json::Object object;
    object.emplace_back("decision", json::Value(value.decision));
    object.emplace_back("field", json::Value(value.field));
    object.emplace_back("value", json::Value(value.value));
    object.emplace_back("rule", json::Value(value.rule));
    values.emplace_back(std::move(object));
  }
  for (const RuleExplanation& rule : explanation.rules)
    rules.push_back(rule_explanation_json(explanation, rule));
  for (const std::string& path : explanation.verdict.missing) missing.emplace_back(path);
  json::Object object;
  if (!input.name.empty()) object.emplace_back("case", json::Value(input.name));
  object.emplace_back("as_of", json::Value(calendar::to_string(input.as_of)));
  object.emplace_back("verdict", json::Value(to_string(explanation.verdict.outcome)));
  object.emplace_back("standard", json::Value(to_string(explanation.standard)));
  object.emplace_back("missing", json::Value(std::move(missing)));
  object.emplace_back("added", json::Value(std::move(added)));
  object.emplace_back("values", json::Value(std::move(values)));
  object.emplace_back("rules", json::Value(std::move(rules)));
  return json::Value(std::move(object));
}

void print_rule(const Explanation& explanation, const RuleExplanation& rule, const Common& common) {
  std::cout << (rule.state == Tri::yes  ? "+ "
                : rule.state == Tri::no ? "- "
                                        : "? ")
            << rule.id << "  [" << rule.says << "]  " << say(state_label(rule.state), common.language)
            << (decides(explanation, rule.id) ? say({", decides", "，起决定作用"}, common.language) : "")
            << (rule.in_force ? "" : say({", not in force yet", "，尚未生效"}, common.language)) << '\n';
  for (const rulebook::CellExplanation& cell : rule.cells)
    std::cout << "      " << cell.label << ": " << cell.value << "  "
              << say({"against", "对照"}, common.language) << "  " << cell.test << "  "
              << say(cell_label(cell.state), common.language) << '\n';
  if (rule.state == Tri::no) return;
  std::cout << "      " << say(rule.text, common.language) << '\n';
  for (const rulebook::Source* source : rule.sources) print_source(*source, common);
}

void print_explanation(const CaseInput& input, const Explanation& explanation, bool all,
                       const Common& common) {
  if (!input.name.empty()) std::cout << input.name << '\n';
  std::cout << say({"verdict: ", "结论："}, common.language)
            << say(label(explanation.verdict.outcome), common.language) << " ("
            << calendar::to_string(input.as_of) << ")\n"
            << say({"as the standard reads tables, with unknown as no: ", "按标准语义（未知视为否）："},
                   common.language)
            << say(label(explanation.standard), common.language) << '\n';
  for (const std::string& path : explanation.verdict.missing)
    std::cout << say({"missing: ", "缺少："}, common.language) << path << '\n';
  if (explanation.verdict.nothing_allows)
    std::cout << say({"no rule says allowed", "没有规则明确允许"}, common.language) << '\n';
  for (const auto& [path, text] : input.added)
    std::cout << say({"taken or computed: ", "假设或推算："}, common.language) << path << " = " << text
              << '\n';
  for (const rulebook::ValueExplanation& value : explanation.values)
    std::cout << value.field << " = " << value.value << (value.rule.empty() ? "" : "  (" + value.rule + ")")
              << '\n';
  std::size_t hidden = 0;
  for (const RuleExplanation& rule : explanation.rules) {
    if (rule.state == Tri::no && !all)
      ++hidden;
    else
      print_rule(explanation, rule, common);
  }
  if (hidden > 0)
    std::cout << hidden
              << say({" rules do not match; --all shows why", " 条规则不匹配；加 --all 查看原因"},
                     common.language)
              << '\n';
}

}  // namespace

int run_rules_explain(const RulesExplainCommand& command, const Common& common) {
  std::filesystem::path root;
  auto book = load_book(common, root);
  if (!book) return report(book.error(), common);
  auto inputs = read_case_input(command.input, command.as_of, *book, root, command.pack);
  if (!inputs) return report(inputs.error(), common);
  json::Array explanations;
  for (const CaseInput& input : *inputs) {
    auto pack = book->choose(command.pack, input.as_of);
    if (!pack) return report(no_such_pack(command.pack), common);
    auto explanation = rulebook::explain_case(pack, book->vocabulary(), input.facts, input.as_of);
    if (!explanation) return report(explanation.error(), common);
    if (common.json)
      explanations.push_back(explanation_json(input, *explanation));
    else
      print_explanation(input, *explanation, command.all, common);
  }
  if (common.json) std::cout << json::write(json::Value(std::move(explanations)), json::Style::pretty);
  return 0;
}

}  // namespace chuhai::cli
