#include <utility>

#include "program_compiler.hpp"
#include "session.hpp"
#include "table.hpp"
#include "types.hpp"

namespace chuhai::dmn {

namespace {

Meaning step_meaning(StepId step) {
  Meaning meaning;
  meaning.kind = Meaning::Kind::step;
  meaning.step = step;
  return meaning;
}

bool table_gives_list(const Expression& expression) {
  const auto* table = std::get_if<DecisionTable>(&expression.body);
  return table != nullptr && gives_list(*table);
}

ExpressionPtr name_expression(const std::string& name) {
  auto node = std::make_shared<feel::Node>();
  node->kind = feel::NodeKind::name;
  node->text = name;
  auto expression = std::make_unique<Expression>();
  expression->body = Literal{name, std::move(node)};
  return expression;
}

}  // namespace

Meaning ProgramCompiler::compile_boxed(const Model& model, const Expression& expression,
                                       const CompileScope& scope) {
  const Meaning body = compile_boxed_body(model, expression, scope);
  // A type written on a table that gives a list speaks of one output, as in the interpreter.
  if (expression.type_ref.empty() || table_gives_list(expression)) return body;
  return conform_meaning(body, expression.type_ref, model);
}

Meaning ProgramCompiler::compile_boxed_body(const Model& model, const Expression& expression,
                                            const CompileScope& scope) {
  if (const auto* literal = std::get_if<Literal>(&expression.body)) {
    if (literal->node != nullptr) return compile_node(literal->node, scope, literal->text);
    const Frame nothing;
    return step_meaning(constant_step(evaluate_literal(plan_->start_run(), *literal, nothing)));
  }
  if (const auto* table = std::get_if<DecisionTable>(&expression.body)) {
    return step_meaning(compile_answer(model, *table, scope));
  }
  if (const auto* context = std::get_if<BoxedContext>(&expression.body)) {
    return compile_context(model, *context, scope);
  }
  if (const auto* conditional = std::get_if<Conditional>(&expression.body)) {
    if (conditional->condition != nullptr && conditional->then_branch != nullptr &&
        conditional->else_branch != nullptr) {
      return compile_conditional(model, *conditional, scope);
    }
  }
  if (const auto* invocation = std::get_if<Invocation>(&expression.body)) {
    if (auto inlined = compile_invocation(model, *invocation, scope)) return *inlined;
  }
  return step_meaning(fall_back(model, expression, scope));
}

Meaning ProgramCompiler::compile_context(const Model& model, const BoxedContext& context,
                                         const CompileScope& outer) {
  CompileScope scope;
  scope.outer = &outer;
  auto members = std::make_shared<Meanings>();
  for (const ContextEntry& entry : context.entries) {
    if (entry.expression == nullptr) continue;
    Meaning value = compile_boxed(model, *entry.expression, scope);
    value = conform_meaning(value, entry.type_ref, model);
    if (entry.name.empty()) return value;
    scope.names.insert_or_assign(entry.name, value);
    members->insert_or_assign(entry.name, value);
  }
  Meaning result;
  result.kind = Meaning::Kind::members;
  result.members = std::move(members);
  return result;
}

Meaning ProgramCompiler::compile_conditional(const Model& model, const Conditional& conditional,
                                             const CompileScope& scope) {
  const std::vector<std::string> names{"\x01if", "\x01then", "\x01else"};
  Step step;
  step.text = "if";
  for (const auto* part : {&conditional.condition, &conditional.then_branch, &conditional.else_branch}) {
    step.inputs.push_back(to_step(compile_boxed(model, **part, scope), names[step.inputs.size()]));
  }
  auto parts = std::make_shared<Conditional>();
  parts->condition = name_expression(names[0]);
  parts->then_branch = name_expression(names[1]);
  parts->else_branch = name_expression(names[2]);
  const Model* owner = &model;
  step.function = [parts = std::shared_ptr<const Conditional>(parts), names, owner](const Run& run,
                                                                                    Arguments arguments) {
    Frame frame;
    for (std::size_t i = 0; i < names.size(); ++i) frame.set(names[i], *arguments[i]);
    return evaluate_conditional(run, *owner, *parts, frame);
  };
  return step_meaning(memo_step(std::move(step)));
}

std::optional<Meaning> ProgramCompiler::compile_invocation(const Model& model, const Invocation& invocation,
                                                           const CompileScope& scope) {
  const auto* callee =
      invocation.callee == nullptr ? nullptr : std::get_if<Literal>(&invocation.callee->body);
  if (callee == nullptr || callee->node == nullptr) return std::nullopt;
  const NamePath chain = chain_of(*callee->node);
  const auto [meaning, used] = resolve(chain, scope);
  if (used != chain.size()) return std::nullopt;
  const Knowledge* knowledge = inlinable(meaning, invocation.bindings.size());
  if (knowledge == nullptr) return std::nullopt;
  const Located located = meaning->element;
  std::vector<Meaning> arguments;
  for (const Parameter& parameter : knowledge->function.parameters) {
    const Expression* given = nullptr;
    for (const auto& one : invocation.bindings) {
      if (one.parameter == parameter.name) given = one.expression.get();
    }
    if (given == nullptr) return std::nullopt;
    arguments.push_back(compile_boxed(model, *given, scope));
  }
  return inline_knowledge(located, std::move(arguments));
}

Meaning ProgramCompiler::inline_knowledge(const Located& located, std::vector<Meaning> arguments) {
  const Knowledge& knowledge = *std::get<const Knowledge*>(located.element);
  const Model& model = *located.model;
  in_progress_.insert(&knowledge);
  CompileScope outer = bind_requirements(model, knowledge.requirements);
  outer.names.insert_or_assign(knowledge.name, bind_element(located));
  CompileScope scope;
  scope.outer = &outer;
  std::vector<StepId> guards;  // argument, conformed argument, ...
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Parameter& parameter = knowledge.function.parameters[i];
    const bool identity = is_identity(arguments[i], parameter.type_ref, model);
    Meaning argument =
        identity ? read(arguments[i]) : conform_meaning(arguments[i], parameter.type_ref, model);
    if (!identity) {
      guards.push_back(to_step(arguments[i], parameter.name));
      guards.push_back(to_step(argument, parameter.name));
    }
    scope.names.insert_or_assign(parameter.name, std::move(argument));
  }
  Meaning result = compile_boxed(model, *knowledge.function.body, scope);
  result = conform_meaning(result, knowledge.type_ref, model);
  in_progress_.erase(&knowledge);
  if (guards.empty()) return result;
  // An argument of the wrong type is the answer of the call.
  Step step;
  step.text = knowledge.name;
  step.inputs = guards;
  step.inputs.push_back(to_step(result, knowledge.name));
  step.type = plan_->steps[step.inputs.back()].type;
  step.function = [](const Run&, Arguments values) {
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
      if (values[i + 1]->is_null() && !values[i]->is_null()) return *values[i + 1];
    }
    return *values.back();
  };
  return step_meaning(memo_step(std::move(step)));
}

void ProgramCompiler::collect_literal(const Literal& literal, const CompileScope& scope, Reads& reads) {
  std::set<std::string> locals;
  if (literal.node != nullptr) collect(*literal.node, scope, locals, reads);
}

void ProgramCompiler::collect_table(const DecisionTable& table, const CompileScope& scope, Reads& reads) {
  std::set<std::string> locals;
  for (const InputClause& input : table.inputs) {
    collect_literal(input.expression, scope, reads);
    if (!input.allowed_values) continue;
    for (const feel::NodePtr& test : input.allowed_values->tests) collect(*test, scope, locals, reads);
  }
  for (const OutputClause& output : table.outputs) {
    for (const feel::NodePtr& value : output.values) collect(*value, scope, locals, reads);
    if (output.default_value) collect_literal(*output.default_value, scope, reads);
  }
  for (const Rule& rule : table.rules) {
    for (const feel::UnaryTests& tests : rule.tests) {
      for (const feel::NodePtr& test : tests.tests) collect(*test, scope, locals, reads);
    }
    for (const Literal& output : rule.outputs) collect_literal(output, scope, reads);
  }
}

void ProgramCompiler::collect_expression(const Expression* expression, const CompileScope& scope,
                                         Reads& reads) {
  if (expression == nullptr) return;
  const auto part = [&](const ExpressionPtr& inner) { collect_expression(inner.get(), scope, reads); };
  if (const auto* literal = std::get_if<Literal>(&expression->body)) {
    collect_literal(*literal, scope, reads);
  } else if (const auto* table = std::get_if<DecisionTable>(&expression->body)) {
    collect_table(*table, scope, reads);
  } else if (const auto* context = std::get_if<BoxedContext>(&expression->body)) {
    for (const ContextEntry& entry : context->entries) part(entry.expression);
  } else if (const auto* list = std::get_if<BoxedList>(&expression->body)) {
    for (const ExpressionPtr& item : list->items) part(item);
  } else if (const auto* relation = std::get_if<Relation>(&expression->body)) {
    for (const auto& row : relation->rows) {
      for (const ExpressionPtr& cell : row) part(cell);
    }
  } else if (const auto* invocation = std::get_if<Invocation>(&expression->body)) {
    part(invocation->callee);
    for (const auto& one : invocation->bindings) part(one.expression);
  } else if (const auto* function = std::get_if<FunctionDefinition>(&expression->body)) {
    part(function->body);
  } else if (const auto* conditional = std::get_if<Conditional>(&expression->body)) {
    for (const auto* branch :
         {&conditional->condition, &conditional->then_branch, &conditional->else_branch}) {
      part(*branch);
    }
  } else if (const auto* filter = std::get_if<Filter>(&expression->body)) {
    part(filter->in);
    part(filter->match);
  } else if (const auto* iteration = std::get_if<Iteration>(&expression->body)) {
    part(iteration->in);
    part(iteration->body);
  }
}

StepId ProgramCompiler::fall_back(const Model& model, const Expression& expression,
                                  const CompileScope& scope) {
  Reads reads;
  collect_expression(&expression, scope, reads);
  Step step;
  step.text = expression.id.empty() ? "boxed expression" : expression.id;
  plan_->row_by_row.push_back(step.text);
  FrameShape shape;
  for (const Reads::Variable& variable : reads.variables) {
    shape.add(variable.path, step.inputs.size());
    step.inputs.push_back(variable.step);
  }
  for (const auto& [path, callable] : reads.callables) shape.add_callable(path, callable);
  const Model* owner = &model;
  const Expression* body = &expression;
  step.function = [owner, body, shape](const Run& run, Arguments arguments) {
    Frame frame;
    shape.fill(run, arguments, frame);
    return evaluate_boxed(run, *owner, *body, frame);
  };
  return memo_step(std::move(step));
}

}  // namespace chuhai::dmn
