#include "session.hpp"

#include <string>
#include <utility>

#include "base/assert.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::dmn {
namespace {

using feel::Kind;
using feel::Value;

/// A business knowledge model as a function. It sees its own name, so that it may call itself.
class KnowledgeFunction final : public feel::Function {
 public:
  KnowledgeFunction(Run run, const Model& model, const Knowledge& knowledge)
      : run_(std::move(run)), model_(&model), knowledge_(&knowledge) {
    for (const Parameter& parameter : knowledge.function.parameters) names_.push_back(parameter.name);
  }
  const std::vector<std::string>& parameters() const override { return names_; }
  feel::FunctionType type() const override {
    return declared_type(knowledge_->function, result_type(), *model_);
  }

  Value call(const std::vector<Value>& arguments, const feel::EvaluationOptions& options) const override {
    const CalledRun called(run_, options);
    const Run& run = called.run();
    const CallGuard guard(run, CallWeight::function);
    if (!guard.allowed()) return guard.refusal();
    const FunctionDefinition& function = knowledge_->function;
    if (function.language != FunctionDefinition::Language::feel)
      return Value::null("external_function",
                         knowledge_->name + " is written in Java or PMML and is not run.");
    if (function.body == nullptr) return Value::null("no_logic", knowledge_->name + " has no logic.");
    Frame outer;
    outer.set(knowledge_->name, make_callable(run, {model_, knowledge_}));
    const feel::Context nothing;
    Session(run, nothing).bind(outer, *model_, knowledge_->requirements);
    Frame frame(&outer);
    for (std::size_t i = 0; i < names_.size() && i < arguments.size(); ++i) {
      Value argument = conform(arguments[i], function.parameters[i].type_ref, *model_, options);
      if (argument.is_null() && !arguments[i].is_null()) return argument;
      frame.set(names_[i], std::move(argument));
    }
    const Value result = evaluate_boxed(run, *model_, *function.body, frame);
    return conform_result(result, knowledge_->type_ref, *model_, options);
  }

 private:
  /// The variable's type is the function's, or (as many write it) its result's.
  std::string result_type() const {
    const Model::OwnedItem found = model_->find_owned_item(knowledge_->type_ref);
    if (found.item != nullptr && found.item->function_output) return *found.item->function_output;
    if (!knowledge_->type_ref.empty() || knowledge_->function.body == nullptr) return knowledge_->type_ref;
    return knowledge_->function.body->type_ref;
  }

  Run run_;
  const Model* model_;
  const Knowledge* knowledge_;
  std::vector<std::string> names_;
};

/// A decision service as a function: input data first, then input decisions (DMN 1.5 clause 10.4).
class ServiceFunction final : public feel::Function {
 public:
  ServiceFunction(Run run, const Model& model, const Service& service)
      : run_(std::move(run)), model_(&model), service_(&service) {
    for (const auto* group : {&service.input_data, &service.input_decisions})
      for (const Requirement& requirement : *group) {
        const Located located = run_.graph->find(model, requirement);
        if (!located.found()) continue;
        parameters_.push_back(located);
        names_.push_back(element_name(located.element));
      }
  }
  const std::vector<std::string>& parameters() const override { return names_; }
  feel::FunctionType type() const override {
    feel::FunctionType own;
    for (const Located& parameter : parameters_)
      own.parameters.push_back(feel_type(type_of(parameter.element), *parameter.model));
    return own;
  }

  Value call(const std::vector<Value>& arguments, const feel::EvaluationOptions& options) const override {
    const CalledRun called(run_, options);
    const Run& run = called.run();
    const CallGuard guard(run, CallWeight::function);
    if (!guard.allowed()) return guard.refusal();
    const feel::Context nothing;
    Session session(run, nothing);
    for (std::size_t i = 0; i < parameters_.size() && i < arguments.size(); ++i) {
      Value argument = conform(arguments[i], type_of(parameters_[i].element), *parameters_[i].model, options);
      if (argument.is_null() && !arguments[i].is_null()) return argument;
      session.fix(parameters_[i].element, std::move(argument));
    }
    return session.service(*model_, *service_);
  }

 private:
  static std::string type_of(const Element& element) {
    if (const auto* input = std::get_if<const InputData*>(&element)) return (*input)->type_ref;
    if (const auto* decision = std::get_if<const Decision*>(&element)) return (*decision)->type_ref;
    return {};
  }

  Run run_;
  const Model* model_;
  const Service* service_;
  std::vector<Located> parameters_;
  std::vector<std::string> names_;
};

}  // namespace

Value make_callable(const Run& run, const Located& located) {
  if (const auto* knowledge = std::get_if<const Knowledge*>(&located.element))
    return Value(std::shared_ptr<const feel::Function>(
        std::make_shared<KnowledgeFunction>(run, *located.model, **knowledge)));
  if (const auto* service = std::get_if<const Service*>(&located.element))
    return Value(std::shared_ptr<const feel::Function>(
        std::make_shared<ServiceFunction>(run, *located.model, **service)));
  return Value::null("not_callable", "The model has no such function.");
}

Value conform_result(const Value& value, const std::string& type_ref, const Model& model,
                     const feel::EvaluationOptions& options) {
  if (value.is_null() || type_ref.empty()) return value;
  const Model::OwnedItem found = model.find_owned_item(type_ref);
  if (found.item != nullptr && found.item->function_output.has_value() && value.kind() != Kind::function)
    return conform(value, *found.item->function_output, *found.owner, options);
  return conform(value, type_ref, model, options);
}

void Session::fix(const Element& element, Value value) {
  known_.insert_or_assign(element_key(element), std::move(value));
}

Value Session::given(const Model& model, const std::string& name) const {
  const std::vector<std::string>& prefix = run_.graph->prefix(model);
  std::string flat;
  for (const std::string& part : prefix) flat += part + ".";
  if (const Value* value = inputs_->find(flat + name)) return *value;
  const feel::Context* context = inputs_;
  for (const std::string& part : prefix) {
    const Value* inner = context->find(part);
    if (inner == nullptr || inner->kind() != Kind::context)
      return Value::null("missing", flat + name + " is not given.");
    context = &inner->context();
  }
  const Value* value = context->find(name);
  return value != nullptr ? *value : Value::null("missing", flat + name + " is not given.");
}

Value Session::input(const Model& model, const InputData& input) {
  if (const auto known = known_.find(&input); known != known_.end()) return known->second;
  Value value = conform_input(given(model, input.name), input.type_ref, model, run_.options);
  known_.emplace(&input, value);
  return value;
}

Value Session::decision(const Model& model, const Decision& decision) {
  if (const auto known = known_.find(&decision); known != known_.end()) return known->second;
  Value value = compute(model, decision);
  known_.insert_or_assign(&decision, value);
  return value;
}

Value Session::compute(const Model& model, const Decision& decision) {
  if (decision.logic == nullptr) {
    Value value = given(model, decision.name);
    if (value.is_null()) return Value::null("no_logic", "The decision " + decision.name + " has no logic.");
    return conform_input(value, decision.type_ref, model, run_.options);
  }
  const CallGuard guard(run_, CallWeight::decision);
  if (!guard.allowed()) return guard.refusal();
  Frame frame;
  bind(frame, model, decision.requirements);
  const Value value = evaluate_boxed(run_, model, *decision.logic, frame);
  return conform_result(value, decision.type_ref, model, run_.options);
}

Value Session::value_of(const Located& located) {
  if (const auto* found = std::get_if<const InputData*>(&located.element))
    return input(*located.model, **found);
  if (const auto* found = std::get_if<const Decision*>(&located.element))
    return decision(*located.model, **found);
  return make_callable(run_, located);
}

void Session::bind(Frame& frame, const Model& model, const std::vector<Requirement>& requirements) {
  feel::Context imported;  // import name -> context of the imported elements that are required
  for (const Requirement& requirement : requirements) {
    const Located located = run_.graph->find(model, requirement);
    if (!located.found()) continue;
    Value value = value_of(located);
    const std::string& name = element_name(located.element);
    const Import* import =
        requirement.import.empty() ? nullptr : model.find_import_clause(requirement.import);
    if (import == nullptr || import->name.empty()) {
      frame.set(name, std::move(value));
      continue;
    }
    const Value* before = imported.find(import->name);
    feel::Context members = before == nullptr ? feel::Context{} : before->context();
    members.set(name, std::move(value));
    imported.set(import->name, Value(std::move(members)));
  }
  for (const auto& [name, members] : imported.entries()) frame.set(name, members);
}

Value Session::service(const Model& model, const Service& service) {
  feel::Context results;
  for (const Requirement& output : service.output_decisions) {
    const Located located = run_.graph->find(model, output);
    const auto* found = std::get_if<const Decision*>(&located.element);
    if (found == nullptr) continue;
    results.set((*found)->name, decision(*located.model, **found));
  }
  if (results.size() == 0) return Value::null("no_logic", "The service " + service.name + " has no output.");
  const Value value = results.size() == 1 ? results.entries().front().second : Value(std::move(results));
  return conform_result(value, service.type_ref, model, run_.options);
}

Value Session::service_from_inputs(const Model& model, const Service& service_definition) {
  for (const Requirement& requirement : service_definition.input_decisions) {
    const Located located = run_.graph->find(model, requirement);
    const auto* found = std::get_if<const Decision*>(&located.element);
    if (found == nullptr) continue;
    fix(located.element, conform_input(given(*located.model, (*found)->name), (*found)->type_ref,
                                       *located.model, run_.options));
  }
  return service(model, service_definition);
}

}  // namespace chuhai::dmn
