#include "worked_cases.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "judgement.hpp"

namespace chuhai::rulebook {

namespace {

using feel::Tri;

feel::EvaluationOptions three_valued() {
  feel::EvaluationOptions options;
  options.mode = feel::Mode::three_valued;
  return options;
}

const dmn::DecisionTable& logic_of(const dmn::Model& model, const std::string& decision) {
  return std::get<dmn::DecisionTable>(model.find_decision(decision)->logic->body);
}

bool is_constant(const feel::UnaryTests& tests) {
  return std::all_of(tests.tests.begin(), tests.tests.end(), [](const feel::NodePtr& test) {
    return test != nullptr && feel::free_paths(*test).empty();
  });
}

Tri all_of(const std::vector<Tri>& tests) {
  Tri all = Tri::yes;
  for (const Tri test : tests) all = feel::tri_and(all, test);
  return all;
}

/// The state of a rule without one of its tests.
Tri all_but(const std::vector<Tri>& tests, std::size_t clause) {
  Tri all = Tri::yes;
  for (std::size_t i = 0; i < tests.size(); ++i)
    if (i != clause) all = feel::tri_and(all, tests[i]);
  return all;
}

/// Whether `model` reaches `decision` from `from` through required decisions.
bool requires_decision(const dmn::Model& model, const std::string& from, const std::string& decision) {
  const dmn::Decision* start = model.find_decision(from);
  if (start == nullptr) return false;
  return std::any_of(
      start->requirements.begin(), start->requirements.end(), [&](const dmn::Requirement& one) {
        if (one.kind != dmn::Requirement::Kind::decision || !one.import.empty()) return false;
        const dmn::Decision* required = model.find_decision(one.id);
        return required != nullptr &&
               (required->name == decision || requires_decision(model, required->name, decision));
      });
}

}  // namespace

base::Result<WorkedCases> WorkedCases::create(std::shared_ptr<const Pack> pack, const Vocabulary& vocabulary,
                                              const std::filesystem::path& rules_root) {
  WorkedCases worked(std::move(pack), vocabulary);
  auto evaluator = dmn::Evaluator::create(worked.pack_->model);
  if (!evaluator) return evaluator.error();
  worked.evaluator_ = std::make_shared<const dmn::Evaluator>(std::move(*evaluator));
  worked.find_tables();
  auto cases = read_cases_of(*worked.pack_, rules_root);
  if (!cases) return cases.error();
  for (Case& one : *cases) {
    auto facts = facts_of(one, vocabulary);
    if (facts) worked.cases_.push_back(worked.work(std::move(one), std::move(*facts)));
  }
  return worked;
}

void WorkedCases::find_tables() {
  const auto add = [&](const std::string& decision) -> PackTable& {
    PackTable& table = tables_.emplace_back();
    table.decision = decision;
    table.logic = &logic_of(*pack_->model, decision);
    return table;
  };
  for (std::size_t t = 0; t < pack_->findings_tables.size(); ++t)
    add(pack_->findings_tables[t]).first_rule = pack_->first_rule_of_table[t];
  for (const ValueDecision& value : pack_->values) values_.push_back(&value);
  for (const auto* value : {&pack_->customs_value_base, &pack_->customs_value_percent})
    if (*value) values_.push_back(&**value);
  for (std::size_t v = 0; v < values_.size(); ++v)
    if (!values_[v]->rules.empty()) add(values_[v]->decision).value = v;
  if (!pack_->levies.empty()) add(pack_->levies_decision).levies = true;
  for (PackTable& table : tables_) find_dependents(table);
}

void WorkedCases::find_dependents(PackTable& table) const {
  for (std::size_t t = 0; t < tables_.size(); ++t)
    if (!tables_[t].value && requires_decision(*pack_->model, tables_[t].decision, table.decision))
      table.dependent_tables.push_back(t);
  for (std::size_t v = 0; v < values_.size(); ++v)
    if (requires_decision(*pack_->model, values_[v]->decision, table.decision))
      table.dependent_values.push_back(v);
}

std::optional<std::size_t> WorkedCases::find_value(std::string_view name) const {
  for (std::size_t v = 0; v < values_.size(); ++v)
    if (values_[v]->decision == name) return v;
  for (std::size_t v = 0; v < values_.size(); ++v)
    if (values_[v]->field == name) return v;
  return std::nullopt;
}

const std::string& WorkedCases::rule_id(std::size_t table, std::size_t rule) const {
  const PackTable& holder = tables_[table];
  if (holder.first_rule) return pack_->rules[*holder.first_rule + rule].id;
  return holder.levies ? pack_->levies[rule].id : values_[*holder.value]->rules[rule].id;
}

const WeighedRules& WorkedCases::weights(const calendar::Date& day) {
  const auto known = weights_.find(day);
  if (known != weights_.end()) return known->second;
  return weights_.emplace(day, weigh_rules(*pack_, day, {})).first->second;
}

base::Result<std::shared_ptr<const Assessor>> WorkedCases::assessor(const calendar::Date& day) {
  if (const auto known = assessors_.find(day); known != assessors_.end()) return known->second;
  auto created = Assessor::create(pack_, day);
  if (!created) return created.error();
  return assessors_.emplace(day, std::make_shared<const Assessor>(std::move(*created))).first->second;
}

dmn::TableCells WorkedCases::cells_of(std::size_t table, const feel::Context& context) const {
  auto cells = evaluator_->cells(tables_[table].decision, context, three_valued());
  CHUHAI_ASSERT(cells.has_value());  // the pack was read, so the table is there
  return std::move(*cells);
}

void WorkedCases::work_value(const dmn::Evaluator& evaluator, std::size_t value, const feel::Context& context,
                             Said& said) const {
  const ValueDecision& decision = *values_[value];
  said.values[value] = evaluator.decision(decision.decision, context, three_valued());
  said.value_rules[value].clear();
  if (decision.rules.empty() || said.values[value].is_null()) return;
  const auto trace = evaluator.trace(decision.decision, context, three_valued());
  for (std::size_t r = 0; r < trace->rules.size(); ++r) {
    if (trace->rules[r].matches != Tri::yes) continue;
    said.value_rules[value] = decision.rules[r].id;
    return;
  }
}

void WorkedCases::work_states(const dmn::Evaluator& evaluator, const PackTable& table,
                              const feel::Context& context, Said& said) const {
  const auto trace = evaluator.trace(table.decision, context, three_valued());
  for (std::size_t r = 0; r < trace->rules.size(); ++r)
    (table.levies ? said.levy_states[r] : said.states[*table.first_rule + r]) = trace->rules[r].matches;
}

void WorkedCases::judge(const WorkedCase& one, Said& said, const WeighedRules& weights) const {
  said.outcome = outcome_of(weights, said.states);
  said.needs.clear();
  said.charges.clear();
  said.levies.clear();
  for (std::size_t r = 0; r < said.states.size(); ++r)
    if (weights.active[r] && said.states[r] == Tri::yes) said.needs.push_back(need_text(pack_->rules[r]));
  for (std::size_t r = 0; r < said.levy_states.size(); ++r) {
    const LevyRule& levy = pack_->levies[r];
    const bool active = !levy.source().effective_from || *levy.source().effective_from <= one.day;
    if (!active || said.levy_states[r] == Tri::no) continue;
    said.levies.push_back(levy.id + (said.levy_states[r] == Tri::unknown ? "?" : ""));
    if (said.levy_states[r] == Tri::yes) said.charges.push_back(charge_text(levy));
  }
  for (auto* texts : {&said.needs, &said.charges, &said.levies}) std::sort(texts->begin(), texts->end());
}

WorkedCase WorkedCases::work(Case asserted, Facts facts) {
  WorkedCase one;
  one.day = day_of(asserted, pack_->valid_from);
  one.asserted = std::move(asserted);
  one.facts = std::move(facts);
  one.context = to_context(one.facts);
  one.said.states.resize(pack_->rules.size());
  one.said.levy_states.resize(pack_->levies.size());
  one.said.values.resize(values_.size());
  one.said.value_rules.resize(values_.size());
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    one.cells.push_back(cells_of(t, one.context));
    for (std::size_t r = 0; r < one.cells[t].tests.size(); ++r) {
      const Tri state = all_of(one.cells[t].tests[r]);
      if (tables_[t].first_rule) one.said.states[*tables_[t].first_rule + r] = state;
      if (tables_[t].levies) one.said.levy_states[r] = state;
    }
  }
  for (std::size_t v = 0; v < values_.size(); ++v) work_value(*evaluator_, v, one.context, one.said);
  judge(one, one.said, weights(one.day));
  one.passes = passes(one, one.said, weights(one.day));
  return one;
}

Tri WorkedCases::changed_state(const dmn::CellMutant& mutant, std::size_t table,
                               const WorkedCase& one) const {
  const dmn::TableCells& cells = one.cells[table];
  const Tri others = all_but(cells.tests[mutant.rule], mutant.clause);
  if (mutant.test.any) return others;
  return feel::tri_and(others, feel::evaluate_tests(mutant.test, cells.inputs[mutant.clause],
                                                    feel::Environment(), three_valued()));
}

Said WorkedCases::with_model(const dmn::CellMutant& mutant, std::size_t table, const WorkedCase& one) {
  const PackTable& changed = tables_[table];
  if (changed_for_ != &mutant) {
    auto evaluator = dmn::Evaluator::create(
        dmn::with_table(*pack_->model, changed.decision, dmn::with_mutant(*changed.logic, mutant)));
    CHUHAI_ASSERT(evaluator.has_value());
    changed_ = std::make_shared<const dmn::Evaluator>(std::move(*evaluator));
    changed_for_ = &mutant;
  }
  Said said = one.said;
  if (changed.value) work_value(*changed_, *changed.value, one.context, said);
  if (!changed.value) work_states(*changed_, changed, one.context, said);
  for (const std::size_t t : changed.dependent_tables) work_states(*changed_, tables_[t], one.context, said);
  for (const std::size_t v : changed.dependent_values) work_value(*changed_, v, one.context, said);
  judge(one, said, weights(one.day));
  return said;
}

void WorkedCases::forget_mutant() {
  changed_for_ = nullptr;
  changed_.reset();
}

std::optional<Said> WorkedCases::said_under(const dmn::CellMutant& mutant, std::size_t table,
                                            const WorkedCase& one) {
  const PackTable& changed = tables_[table];
  const std::vector<Tri>& tests = one.cells[table].tests[mutant.rule];
  const bool is_output = mutant.kind == dmn::CellMutant::Kind::output_changed;
  if ((is_output ? all_of(tests) : all_but(tests, mutant.clause)) == Tri::no) return std::nullopt;
  if (changed.value || !changed.stands_alone()) return with_model(mutant, table, one);
  if (is_output) return with_output(mutant, table, one);
  if (!is_constant(mutant.test)) return with_model(mutant, table, one);
  Said said = one.said;
  (changed.levies ? said.levy_states[mutant.rule] : said.states[*changed.first_rule + mutant.rule]) =
      changed_state(mutant, table, one);
  judge(one, said, weights(one.day));
  return said;
}

/// The text of the rule with the changed output is only told apart from every other.
Said WorkedCases::with_output(const dmn::CellMutant& mutant, std::size_t table, const WorkedCase& one) {
  const PackTable& changed = tables_[table];
  Said said = one.said;
  judge(one, said, weights_under(mutant, changed, one.day));
  const std::string text = changed.levies ? charge_text(pack_->levies[mutant.rule])
                                          : need_text(pack_->rules[*changed.first_rule + mutant.rule]);
  std::vector<std::string>& texts = changed.levies ? said.charges : said.needs;
  const auto found = std::find(texts.begin(), texts.end(), text);
  if (found != texts.end()) *found += " -> " + mutant.after;
  return said;
}

WeighedRules WorkedCases::weights_under(const dmn::CellMutant& mutant, const PackTable& table,
                                        const calendar::Date& day) {
  WeighedRules changed = weights(day);
  if (mutant.kind != dmn::CellMutant::Kind::output_changed || !table.first_rule ||
      table.logic->outputs[mutant.clause].name != "outcome")
    return changed;
  const std::size_t index = *table.first_rule + mutant.rule;
  RuleInfo rule = pack_->rules[index];
  for (const Effect effect : {Effect::refused, Effect::undecided, Effect::condition, Effect::allowed})
    if (mutant.after == "\"" + std::string(to_string(effect)) + "\"") rule.effect = effect;
  changed.effects[index] = weigh(rule, day);
  changed.effects[index].rule = &pack_->rules[index];
  return changed;
}

bool WorkedCases::decides(const std::string& rule, const Said& said, const WeighedRules& weights) const {
  if (std::find(said.value_rules.begin(), said.value_rules.end(), rule) != said.value_rules.end())
    return true;
  const auto found = std::find_if(pack_->rules.begin(), pack_->rules.end(),
                                  [&](const RuleInfo& one) { return one.id == rule; });
  if (found == pack_->rules.end()) return false;
  const auto index = static_cast<std::size_t>(found - pack_->rules.begin());
  if (!weights.active[index] || said.states[index] == Tri::no) return false;
  const Reason& weighed = weights.effects[index];
  const bool counts = weighed.effect == Effect::condition || weighed.standing == Standing::warns;
  if (said.states[index] == Tri::yes && counts) return true;
  WeighedRules without = weights;
  without.active[index] = false;
  return outcome_of(without, said.states) != said.outcome;
}

bool WorkedCases::passes(const WorkedCase& one, const Said& said, const WeighedRules& weights) const {
  if (one.asserted.verdict && *one.asserted.verdict != said.outcome) return false;
  if (one.asserted.needs && *one.asserted.needs != said.needs) return false;
  if (one.asserted.charges && *one.asserted.charges != said.charges) return false;
  if (one.asserted.levies) {
    std::vector<std::string> levies = *one.asserted.levies;
    std::sort(levies.begin(), levies.end());
    if (levies != said.levies) return false;
  }
  for (const auto& [name, text] : one.asserted.values) {
    const auto value = find_value(name);
    const Field* field = value ? vocabulary_->find(values_[*value]->field) : nullptr;
    if (field == nullptr) return false;
    const auto expected = read_fact(*field, text);
    if (!expected || !feel::same(*expected, said.values[*value])) return false;
  }
  return std::all_of(one.asserted.because.begin(), one.asserted.because.end(),
                     [&](const std::string& rule) { return decides(rule, said, weights); });
}

base::Result<bool> WorkedCases::asks_for_the_same(const dmn::CellMutant& mutant, std::size_t table,
                                                  const WorkedCase& one, const Said& said,
                                                  const WeighedRules& weights) {
  auto kernels = assessor(one.day);
  if (!kernels) return kernels.error();
  const column::Batch batch = to_batch({one.facts}, *vocabulary_);
  Verdict verdict;
  verdict.outcome = said.outcome;
  collect_reasons(weights, said.states, verdict);
  std::set<std::string> missing;
  for (const Reason& reason : verdict.reasons) {
    if (!reason.decides || reason.standing != Standing::might_apply) continue;
    const auto rule = static_cast<std::size_t>(reason.rule - pack_->rules.data());
    for (std::size_t t = 0; t < pack_->findings_tables.size(); ++t) {
      if (tables_[t].decision != reason.rule->table) continue;
      const std::size_t row = rule - *tables_[t].first_rule;
      for (std::size_t i = 0; i < one.cells[t].inputs.size(); ++i) {
        const bool dropped = t == table && row == mutant.rule && i == mutant.clause && mutant.test.any;
        if (dropped || tables_[t].logic->rules[row].tests[i].any || !one.cells[t].inputs[i].is_null())
          continue;
        for (std::string& path : (*kernels)->program().unknown_paths(batch, 0, t, i))
          missing.insert(std::move(path));
      }
    }
  }
  return std::all_of(one.asserted.missing.begin(), one.asserted.missing.end(),
                     [&](const std::string& path) { return missing.contains(path); });
}

base::Result<bool> WorkedCases::notices(const dmn::CellMutant& mutant, std::size_t table,
                                        const WorkedCase& one, const Said& said) {
  const WeighedRules changed = weights_under(mutant, tables_[table], one.day);
  if (!passes(one, said, changed)) return true;
  if (one.asserted.missing.empty()) return false;
  auto same = asks_for_the_same(mutant, table, one, said, changed);
  if (!same) return same.error();
  return !*same;
}

base::Result<Verdict> WorkedCases::explain(const WorkedCase& one) {
  auto kernels = assessor(one.day);
  if (!kernels) return kernels.error();
  const column::Batch batch = to_batch({one.facts}, *vocabulary_);
  return (*kernels)->explain((*kernels)->run(batch), batch, 0);
}

}  // namespace chuhai::rulebook
