#include "rulebook/explain.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "judgement.hpp"
#include "rulebook/assess.hpp"
#include "rulebook/cases.hpp"

namespace chuhai::rulebook {

namespace {

using feel::Tri;

/// Walks through every table of a pack on one case.
class CaseExplainer {
 public:
  CaseExplainer(const Pack& pack, const dmn::Evaluator& evaluator, feel::Context context,
                const calendar::Date& as_of)
      : pack_(pack), evaluator_(evaluator), context_(std::move(context)), as_of_(as_of) {
    options_.mode = feel::Mode::three_valued;
  }

  void explain(Explanation& explanation) {
    for (const std::string& table : pack_.findings_tables)
      add_table(table, explanation, [&](std::size_t r) {
        const auto t = std::find(pack_.findings_tables.begin(), pack_.findings_tables.end(), table);
        const auto index = static_cast<std::size_t>(t - pack_.findings_tables.begin());
        const RuleInfo& rule = pack_.rules[pack_.first_rule_of_table[index] + r];
        return described(rule.id, rule.text, rule.sources, need_text(rule));
      });
    for (const ValueDecision& value : pack_.values) add_value(value, explanation);
    for (const auto* value : {&pack_.customs_value_base, &pack_.customs_value_percent})
      if (*value) add_value(**value, explanation);
    if (pack_.levies.empty()) return;
    add_table(pack_.levies_decision, explanation, [&](std::size_t r) {
      const LevyRule& levy = pack_.levies[r];
      return described(levy.id, levy.text, levy.sources, charge_text(levy));
    });
  }

  /// The outcome when unknown tests fail, as in the standard's tables.
  Outcome standard_outcome() const {
    feel::EvaluationOptions options;
    std::vector<Tri> states;
    for (const std::string& table : pack_.findings_tables) {
      const auto trace = evaluator_.trace(table, context_, options);
      CHUHAI_ASSERT(trace.has_value());
      for (const dmn::RuleState& rule : trace->rules)
        states.push_back(rule.matches == Tri::yes ? Tri::yes : Tri::no);
    }
    return outcome_of(weigh_rules(pack_, as_of_, {}), states);
  }

 private:
  RuleExplanation described(const std::string& id, const base::Text& text,
                            const std::vector<const Source*>& sources, std::string says) const {
    RuleExplanation rule;
    rule.id = id;
    rule.text = text;
    rule.sources = sources;
    rule.says = std::move(says);
    const Source* source = sources.empty() ? nullptr : sources.front();
    rule.in_force = source == nullptr || !source->effective_from || *source->effective_from <= as_of_;
    return rule;
  }

  template <class Describe>
  void add_table(const std::string& decision, Explanation& explanation, const Describe& describe) {
    const auto& logic = std::get<dmn::DecisionTable>(pack_.model->find_decision(decision)->logic->body);
    const auto cells = evaluator_.cells(decision, context_, options_);
    CHUHAI_ASSERT(cells.has_value());
    for (std::size_t r = 0; r < logic.rules.size(); ++r) {
      RuleExplanation rule = describe(r);
      rule.decision = decision;
      rule.state = Tri::yes;
      for (std::size_t i = 0; i < logic.inputs.size(); ++i) {
        rule.state = feel::tri_and(rule.state, cells->tests[r][i]);
        const feel::UnaryTests& test = logic.rules[r].tests[i];
        if (test.any) continue;
        const dmn::InputClause& clause = logic.inputs[i];
        rule.cells.push_back({clause.label.empty() ? clause.expression.text : clause.label,
                              clause.expression.text, feel::to_feel_text(cells->inputs[i]),
                              std::string(base::trim(test.text)), cells->tests[r][i]});
      }
      explanation.rules.push_back(std::move(rule));
    }
  }

  void add_value(const ValueDecision& value, Explanation& explanation) {
    const feel::Value result = evaluator_.decision(value.decision, context_, options_);
    const std::size_t first = explanation.rules.size();
    if (!value.rules.empty()) {
      const auto& logic =
          std::get<dmn::DecisionTable>(pack_.model->find_decision(value.decision)->logic->body);
      add_table(value.decision, explanation, [&](std::size_t r) {
        const ValueRule& rule = value.rules[r];
        return described(rule.id, rule.text, rule.sources,
                         value.field + " = " + std::string(base::trim(logic.rules[r].outputs[0].text)));
      });
    }
    std::string giver;
    for (std::size_t r = first; r < explanation.rules.size() && giver.empty() && !result.is_null(); ++r)
      if (explanation.rules[r].state == Tri::yes) giver = explanation.rules[r].id;
    explanation.values.push_back({value.decision, value.field, feel::to_feel_text(result), std::move(giver)});
  }

  const Pack& pack_;
  const dmn::Evaluator& evaluator_;
  feel::Context context_;
  calendar::Date as_of_;
  feel::EvaluationOptions options_;
};

}  // namespace

base::Result<Explanation> explain_case(std::shared_ptr<const Pack> pack, const Vocabulary& vocabulary,
                                       const Facts& facts, const calendar::Date& as_of) {
  auto evaluator = dmn::Evaluator::create(pack->model);
  if (!evaluator) return evaluator.error();
  auto assessor = Assessor::create(std::move(pack), as_of);
  if (!assessor) return assessor.error();
  Explanation explanation;
  const column::Batch batch = to_batch({facts}, vocabulary);
  explanation.verdict = assessor->explain(assessor->run(batch), batch, 0);
  CaseExplainer explainer(assessor->pack(), *evaluator, to_context(facts), as_of);
  explanation.standard = explainer.standard_outcome();
  explainer.explain(explanation);
  return explanation;
}

}  // namespace chuhai::rulebook
