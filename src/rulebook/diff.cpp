#include "rulebook/diff.hpp"

#include <algorithm>
#include <map>

#include "base/assert.hpp"
#include "base/text.hpp"

namespace chuhai::rulebook {

namespace {

/// A rule of any table of a pack as cells by column.
struct FlatRule {
  std::string id, decision;
  base::Text text;
  std::vector<std::pair<std::string, std::string>> cells;  ///< in the table's order; tests "-" left out
};

std::string source_text(const std::vector<const Source*>& sources) {
  std::vector<std::string> texts;
  for (const Source* source : sources) {
    std::vector<std::string> parts = {source->instrument, source->url,
                                      std::string(to_string(source->source_class)),
                                      source->verified ? "verified" : "recalled"};
    if (source->effective_from) parts.push_back("from " + calendar::to_string(*source->effective_from));
    if (source->effective_to) parts.push_back("until " + calendar::to_string(*source->effective_to));
    std::erase(parts, std::string());
    texts.push_back(base::join(parts, ", "));
  }
  return base::join(texts, "; ");
}

/// Reads all rules of a pack into flat form, table by table.
class Flattener {
 public:
  explicit Flattener(const Pack& pack) : pack_(pack) {}

  std::vector<FlatRule> run() {
    for (const RuleInfo& rule : pack_.rules)
      add(rule.table, rule.row, rule.id, rule.text, rule.sources, false);
    for (const ValueDecision& value : pack_.values) add_value(value);
    for (const auto* value : {&pack_.customs_value_base, &pack_.customs_value_percent})
      if (*value) add_value(**value);
    for (const LevyRule& levy : pack_.levies)
      add(pack_.levies_decision, levy.row, levy.id, levy.text, levy.sources, false);
    return std::move(rules_);
  }

 private:
  void add_value(const ValueDecision& value) {
    for (std::size_t r = 0; r < value.rules.size(); ++r)
      add(value.decision, r, value.rules[r].id, value.rules[r].text, value.rules[r].sources, true);
  }

  void add(const std::string& decision, std::size_t row, const std::string& id, const base::Text& text,
           const std::vector<const Source*>& sources, bool order_decides) {
    const auto& logic = std::get<dmn::DecisionTable>(pack_.model->find_decision(decision)->logic->body);
    FlatRule flat{id, decision, text, {}};
    for (std::size_t i = 0; i < logic.inputs.size(); ++i)
      if (!logic.rules[row].tests[i].any)
        flat.cells.emplace_back(base::trim(logic.inputs[i].expression.text),
                                base::trim(logic.rules[row].tests[i].text));
    for (std::size_t o = 0; o < logic.outputs.size(); ++o)
      flat.cells.emplace_back(logic.outputs[o].name.empty() ? "result" : logic.outputs[o].name,
                              base::trim(logic.rules[row].outputs[o].text));
    flat.cells.emplace_back("source", source_text(sources));
    flat.cells.emplace_back("en", text.en);
    flat.cells.emplace_back("zh", text.zh);
    if (order_decides) flat.cells.emplace_back("place", std::to_string(row + 1));
    rules_.push_back(std::move(flat));
  }

  const Pack& pack_;
  std::vector<FlatRule> rules_;
};

const std::string* cell_of(const FlatRule& rule, const std::string& column) {
  for (const auto& [name, text] : rule.cells)
    if (name == column) return &text;
  return nullptr;
}

/// "place" tells only a rule that was moved among those that stay.
std::vector<CellChange> changed_cells(const FlatRule& before, const FlatRule& after) {
  std::vector<CellChange> changes;
  for (const auto& [column, text] : before.cells) {
    const std::string* now = cell_of(after, column);
    if (now == nullptr || *now != text) changes.push_back({column, text, now == nullptr ? "-" : *now});
  }
  for (const auto& [column, text] : after.cells)
    if (cell_of(before, column) == nullptr) changes.push_back({column, "-", text});
  return changes;
}

/// Numbers the rules of each table that are in both versions anew, so that an added rule moves nobody.
void renumber(std::vector<FlatRule>& rules, const std::vector<FlatRule>& others) {
  std::map<std::string, std::size_t> places;
  for (FlatRule& rule : rules) {
    const bool stays =
        std::any_of(others.begin(), others.end(), [&](const FlatRule& other) { return other.id == rule.id; });
    if (!stays || rule.cells.back().first != "place") continue;
    rule.cells.back().second = std::to_string(++places[rule.decision]);
  }
}

RuleChange one_sided(RuleChange::Kind kind, const FlatRule& rule) {
  RuleChange change{kind, rule.id, rule.decision, rule.text, {}};
  for (const auto& [column, text] : rule.cells) {
    if (column == "en" || column == "zh" || column == "place") continue;
    change.cells.push_back({column, kind == RuleChange::Kind::removed ? text : "-",
                            kind == RuleChange::Kind::removed ? "-" : text});
  }
  return change;
}

const FlatRule* find_rule(const std::vector<FlatRule>& rules, const std::string& id) {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const FlatRule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace

std::vector<RuleChange> diff_rules(const Pack& before, const Pack& after) {
  std::vector<FlatRule> old_rules = Flattener(before).run(), new_rules = Flattener(after).run();
  renumber(old_rules, new_rules);
  renumber(new_rules, old_rules);
  std::vector<RuleChange> changes;
  for (const FlatRule& rule : old_rules)
    if (find_rule(new_rules, rule.id) == nullptr)
      changes.push_back(one_sided(RuleChange::Kind::removed, rule));
  for (const FlatRule& rule : new_rules) {
    const FlatRule* earlier = find_rule(old_rules, rule.id);
    if (earlier == nullptr) {
      changes.push_back(one_sided(RuleChange::Kind::added, rule));
      continue;
    }
    std::vector<CellChange> cells = changed_cells(*earlier, rule);
    if (earlier->decision != rule.decision) cells.push_back({"decision", earlier->decision, rule.decision});
    if (!cells.empty())
      changes.push_back({RuleChange::Kind::changed, rule.id, rule.decision, rule.text, std::move(cells)});
  }
  return changes;
}

std::string_view to_string(RuleChange::Kind kind) {
  switch (kind) {
    case RuleChange::Kind::added:
      return "added";
    case RuleChange::Kind::removed:
      return "removed";
    case RuleChange::Kind::changed:
      return "changed";
  }
  CHUHAI_ASSERT(false);
}

base::Text label(RuleChange::Kind kind) {
  switch (kind) {
    case RuleChange::Kind::added:
      return {"added", "新增"};
    case RuleChange::Kind::removed:
      return {"removed", "删除"};
    case RuleChange::Kind::changed:
      return {"changed", "修改"};
  }
  CHUHAI_ASSERT(false);
}

}  // namespace chuhai::rulebook
