#include "dmn/evaluate.hpp"

#include <utility>

#include "base/assert.hpp"
#include "session.hpp"
#include "table.hpp"

namespace chuhai::dmn {

struct Evaluator::Index {
  std::shared_ptr<const ModelGraph> graph;
};

namespace {

feel::Value call_knowledge(const Run& run, const Located& located, const Knowledge& knowledge,
                           const feel::Context& inputs) {
  std::vector<feel::Value> arguments;
  for (const Parameter& parameter : knowledge.function.parameters) {
    const feel::Value* given = inputs.find(parameter.name);
    arguments.push_back(given != nullptr ? *given
                                         : feel::Value::null("missing", parameter.name + " is not given."));
  }
  return make_callable(run, located).function()->call(arguments, run.options);
}

/// A decision whose logic is a table, with the model that holds it.
struct LocatedTable {
  const Model* model = nullptr;
  const Decision* decision = nullptr;
  const DecisionTable* table = nullptr;
};

base::Result<LocatedTable> find_table(const ModelGraph& graph, std::string_view name, const Model& model) {
  const Located located = graph.find_invocable(name);
  const auto* found = std::get_if<const Decision*>(&located.element);
  if (found == nullptr)
    return base::Error{base::ErrorKind::not_found,
                       "no_such_decision",
                       {"The model has no decision named " + std::string(name) + ".",
                        "模型中没有名为 " + std::string(name) + " 的决策。"},
                       {model.source, 0, 0, std::string(name)}};
  const Decision& target = **found;
  const auto* table = target.logic == nullptr ? nullptr : std::get_if<DecisionTable>(&target.logic->body);
  if (table == nullptr)
    return base::Error{base::ErrorKind::invalid,
                       "not_a_table",
                       {"The logic of " + target.name + " is not a decision table.",
                        "决策 " + target.name + " 的逻辑不是决策表。"},
                       {located.model->source, target.line, 0, target.name}};
  return LocatedTable{located.model, &target, table};
}

}  // namespace

Evaluator::Evaluator(std::shared_ptr<const Model> model) : model_(std::move(model)) {}

base::Result<Evaluator> Evaluator::create(std::shared_ptr<const Model> model) {
  CHUHAI_ASSERT(model != nullptr);
  Evaluator evaluator(model);
  auto index = std::make_shared<Index>();
  index->graph = std::make_shared<const ModelGraph>(std::move(model));
  evaluator.index_ = std::move(index);
  return evaluator;
}

feel::Value Evaluator::decision(std::string_view name, const feel::Context& inputs,
                                const feel::EvaluationOptions& options) const {
  const Located located = index_->graph->find_invocable(name);
  Session session(start_run(index_->graph, options), inputs);
  if (const auto* decision = std::get_if<const Decision*>(&located.element))
    return session.decision(*located.model, **decision);
  if (const auto* service = std::get_if<const Service*>(&located.element))
    return session.service_from_inputs(*located.model, **service);
  if (const auto* knowledge = std::get_if<const Knowledge*>(&located.element))
    return call_knowledge(session.run(), located, **knowledge, inputs);
  return feel::Value::null("no_such_decision", "The model has no decision named " + std::string(name) + ".");
}

feel::Context Evaluator::all_decisions(const feel::Context& inputs,
                                       const feel::EvaluationOptions& options) const {
  Session session(start_run(index_->graph, options), inputs);
  feel::Context results;
  for (const Decision& decision : model_->decisions)
    results.set(decision.name, session.decision(*model_, decision));
  return results;
}

base::Result<TableTrace> Evaluator::trace(std::string_view decision, const feel::Context& inputs,
                                          const feel::EvaluationOptions& options) const {
  auto located = find_table(*index_->graph, decision, *model_);
  if (!located) return located.error();
  Session session(start_run(index_->graph, options), inputs);
  Frame frame;
  session.bind(frame, *located->model, located->decision->requirements);
  return trace_table(session.run(), *located->model, *located->table, frame);
}

base::Result<TableCells> Evaluator::cells(std::string_view decision, const feel::Context& inputs,
                                          const feel::EvaluationOptions& options) const {
  auto located = find_table(*index_->graph, decision, *model_);
  if (!located) return located.error();
  Session session(start_run(index_->graph, options), inputs);
  Frame frame;
  session.bind(frame, *located->model, located->decision->requirements);
  return cells_of_table(session.run(), *located->model, *located->table, frame);
}

}  // namespace chuhai::dmn
