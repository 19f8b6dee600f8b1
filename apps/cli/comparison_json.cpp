#include "comparison_json.hpp"

#include <array>

#include "rules_json.hpp"

namespace chuhai::cli {

namespace {

json::Value pack_version_json(const rulebook::Pack& pack) {
  json::Object object;
  object.emplace_back("id", json::Value(pack.id));
  object.emplace_back("version", json::Value(pack.version));
  object.emplace_back("hash", json::Value(pack.hash));
  return json::Value(std::move(object));
}

json::Value verdict_json(const rulebook::Verdict& verdict) {
  json::Array reasons, missing;
  for (const rulebook::Reason& reason : verdict.reasons) {
    if (!reason.decides) continue;
    json::Object object;
    object.emplace_back("rule", json::Value(reason.rule->id));
    object.emplace_back("en", json::Value(reason.rule->text.en));
    object.emplace_back("zh", json::Value(reason.rule->text.zh));
    reasons.emplace_back(std::move(object));
  }
  for (const std::string& path : verdict.missing) missing.emplace_back(path);
  json::Object object;
  object.emplace_back("outcome", json::Value(to_string(verdict.outcome)));
  object.emplace_back("reasons", json::Value(std::move(reasons)));
  object.emplace_back("missing", json::Value(std::move(missing)));
  return json::Value(std::move(object));
}

json::Value moves_json(const screening::Comparison& comparison) {
  json::Array moves;
  for (std::size_t was = 0; was < comparison.moves.size(); ++was)
    for (std::size_t is = 0; is < comparison.moves[was].size(); ++is) {
      if (comparison.moves[was][is] == 0) continue;
      json::Object object;
      object.emplace_back("before", json::Value(to_string(static_cast<rulebook::Outcome>(was))));
      object.emplace_back("after", json::Value(to_string(static_cast<rulebook::Outcome>(is))));
      object.emplace_back("machines", count_json(comparison.moves[was][is]));
      moves.emplace_back(std::move(object));
    }
  return json::Value(std::move(moves));
}

json::Value rules_json(const std::vector<rulebook::RuleChange>& rules) {
  json::Array changes;
  for (const rulebook::RuleChange& rule : rules) {
    json::Array cells;
    for (const rulebook::CellChange& cell : rule.cells) {
      json::Object object;
      object.emplace_back("column", json::Value(cell.column));
      object.emplace_back("before", json::Value(cell.before));
      object.emplace_back("after", json::Value(cell.after));
      cells.emplace_back(std::move(object));
    }
    json::Object object;
    object.emplace_back("change", json::Value(to_string(rule.kind)));
    object.emplace_back("rule", json::Value(rule.rule));
    object.emplace_back("decision", json::Value(rule.decision));
    object.emplace_back("cells", json::Value(std::move(cells)));
    changes.emplace_back(std::move(object));
  }
  return json::Value(std::move(changes));
}

json::Value machine_json(const screening::Comparison& comparison, const screening::ChangedMachine& machine) {
  json::Object cells;
  for (std::size_t c = 0; c < machine.cells.size() && c < comparison.headings.size(); ++c)
    if (!machine.cells[c].empty()) cells.emplace_back(comparison.headings[c], json::Value(machine.cells[c]));
  json::Object object;
  object.emplace_back("row", count_json(machine.row));
  object.emplace_back("cells", json::Value(std::move(cells)));
  object.emplace_back("before", verdict_json(*machine.before));
  object.emplace_back("after", verdict_json(*machine.after));
  return json::Value(std::move(object));
}

}  // namespace

json::Value comparison_json(const screening::Comparison* comparison,
                            const std::vector<rulebook::RuleChange>& rules) {
  json::Object object;
  if (comparison != nullptr) {
    object.emplace_back("before", pack_version_json(*comparison->before));
    object.emplace_back("after", pack_version_json(*comparison->after));
    object.emplace_back("fleet", json::Value(comparison->source));
    object.emplace_back("as_of", json::Value(calendar::to_string(comparison->as_of)));
    object.emplace_back("machines", count_json(comparison->machines));
    object.emplace_back("changed", count_json(comparison->changed));
    object.emplace_back("other_conditions", count_json(comparison->other_conditions));
    json::Object values;
    for (const auto& [field, machines] : comparison->values) values.emplace_back(field, count_json(machines));
    object.emplace_back("values", json::Value(std::move(values)));
    object.emplace_back("moves", moves_json(*comparison));
    json::Array changes;
    for (const screening::ChangedMachine& machine : comparison->changes)
      changes.push_back(machine_json(*comparison, machine));
    object.emplace_back("changes", json::Value(std::move(changes)));
  }
  object.emplace_back("rules", rules_json(rules));
  return json::Value(std::move(object));
}

}  // namespace chuhai::cli
