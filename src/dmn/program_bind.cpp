#include <algorithm>
#include <utility>

#include "program_compiler.hpp"
#include "session.hpp"
#include "types.hpp"

namespace chuhai::dmn {

namespace {

constexpr int kItemDepthMax = 30;

/// Children first and outermost name first, as expressions write it: "case.age".
std::string joined_path(const Leaf& leaf) {
  std::string path = leaf.path;
  for (const std::string& name : leaf.members) path += "." + name;
  return path;
}

bool restricts_whole(const ItemDefinition& item) {
  return !item.allowed_values_text.empty() || !item.type_constraint_text.empty();
}

}  // namespace

const Meaning* CompileScope::find(std::string_view name) const {
  const auto found = names.find(name);
  if (found != names.end()) return &found->second;
  return outer == nullptr ? nullptr : outer->find(name);
}

void ProgramCompiler::refuse(base::ErrorKind kind, std::string code, base::Text message,
                             const std::string& field) {
  if (error_) return;
  error_ = base::Error{kind, std::move(code), std::move(message), {plan_->model->source, 0, 0, field}};
}

Meaning ProgramCompiler::bind_element(const Located& located) {
  if (const auto* input = std::get_if<const InputData*>(&located.element)) {
    return bind_input(*located.model, (*input)->name, (*input)->type_ref);
  }
  Meaning meaning;
  meaning.kind = std::holds_alternative<const Decision*>(located.element) ? Meaning::Kind::decision
                                                                          : Meaning::Kind::callable;
  meaning.element = located;
  return meaning;
}

Meaning ProgramCompiler::bind_input(const Model& model, const std::string& name,
                                    const std::string& type_ref) {
  Leaf leaf;
  for (const std::string& part : plan_->graph->prefix(model)) leaf.path += part + ".";
  leaf.path += name;
  leaf.model = &model;
  leaf.type_ref = type_ref;
  const std::string type = canonical_type(type_ref);
  const Model::OwnedItem found = model.find_owned_item(type);
  if (found.item != nullptr) return bind_item(leaf, *found.item, *found.owner, {}, 0);
  return bind_leaf(std::move(leaf), type, {});
}

Meaning ProgramCompiler::bind_item(const Leaf& leaf, const ItemDefinition& item, const Model& owner,
                                   std::vector<const feel::UnaryTests*> tests, int depth) {
  Meaning none;
  none.kind = Meaning::Kind::not_flat;
  none.leaf = std::make_shared<const Leaf>(leaf);
  if (depth > kItemDepthMax || item.is_collection || item.function_output) return none;
  if (!item.components.empty()) {
    if (restricts_whole(item)) return none;
    auto members = std::make_shared<Meanings>();
    for (const ItemDefinition& component : item.components) {
      Leaf member = leaf;
      member.members.push_back(component.name);
      members->emplace(component.name, bind_item(member, component, owner, {}, depth + 1));
    }
    Meaning meaning;
    meaning.kind = Meaning::Kind::members;
    meaning.members = std::move(members);
    meaning.item = &item;
    return meaning;
  }
  if (!item.allowed_values_text.empty()) tests.push_back(&item.allowed_values);
  if (!item.type_constraint_text.empty()) tests.push_back(&item.type_constraint);
  const std::string type = canonical_type(item.type_ref);
  const Model::OwnedItem base = owner.find_owned_item(type);
  if (base.item == nullptr) return bind_leaf(leaf, type, tests);
  Meaning meaning = bind_item(leaf, *base.item, *base.owner, tests, depth + 1);
  // A restriction on top of a structure speaks of the whole, which leaves alone cannot show.
  if (meaning.kind == Meaning::Kind::members && restricts_whole(item)) return none;
  return meaning;
}

Meaning ProgramCompiler::bind_leaf(Leaf leaf, std::string_view canonical,
                                   const std::vector<const feel::UnaryTests*>& tests) {
  const bool any = canonical.empty() || canonical == "Any";
  const auto type = column_type(canonical);
  Meaning meaning;
  meaning.kind = type || any ? Meaning::Kind::leaf : Meaning::Kind::not_flat;
  leaf.typed = type.has_value();
  leaf.type = type.value_or(column::Type::string);
  if (leaf.typed) leaf.partition = Partition::of(tests, leaf.type, plan_->options);
  leaf.path = joined_path(leaf);
  meaning.leaf = std::make_shared<const Leaf>(std::move(leaf));
  return meaning;
}

CompileScope ProgramCompiler::bind_requirements(const Model& model,
                                                const std::vector<Requirement>& requirements) {
  CompileScope scope;
  std::map<std::string, std::shared_ptr<Meanings>> imported;
  for (const Requirement& requirement : requirements) {
    const Located located = plan_->graph->find(model, requirement);
    if (!located.found()) continue;
    const std::string& name = element_name(located.element);
    const Import* import =
        requirement.import.empty() ? nullptr : model.find_import_clause(requirement.import);
    if (import == nullptr || import->name.empty()) {
      scope.names.insert_or_assign(name, bind_element(located));
      continue;
    }
    std::shared_ptr<Meanings>& members = imported[import->name];
    if (members == nullptr) members = std::make_shared<Meanings>();
    members->insert_or_assign(name, bind_element(located));
  }
  for (const auto& [name, members] : imported) {
    Meaning meaning;
    meaning.kind = Meaning::Kind::members;
    meaning.members = members;
    scope.names.insert_or_assign(name, meaning);
  }
  return scope;
}

Meaning ProgramCompiler::compile_decision(const Located& located) {
  const Decision& decision = *std::get<const Decision*>(located.element);
  if (const auto known = decisions_.find(&decision); known != decisions_.end()) return known->second;
  Meaning result;
  if (decision.logic == nullptr) {
    result = bind_input(*located.model, decision.name, decision.type_ref);
  } else if (!in_progress_.insert(&decision).second) {
    result.kind = Meaning::Kind::step;
    result.step = constant_step(feel::Value::null("limit_exceeded", "The decision requires itself."));
    return result;
  } else {
    const CompileScope scope = bind_requirements(*located.model, decision.requirements);
    result = compile_boxed(*located.model, *decision.logic, scope);
    result = conform_meaning(result, decision.type_ref, *located.model);
    in_progress_.erase(&decision);
  }
  decisions_.insert_or_assign(&decision, result);
  return result;
}

Meaning ProgramCompiler::read(const Meaning& meaning) {
  if (meaning.kind == Meaning::Kind::decision) return read(compile_decision(meaning.element));
  if (meaning.kind != Meaning::Kind::leaf) return meaning;
  Meaning result;
  result.kind = Meaning::Kind::step;
  const auto known = leaf_steps_.find(meaning.leaf->path);
  if (known != leaf_steps_.end()) {
    result.step = known->second;
    return result;
  }
  Step step;
  step.kind = Step::Kind::leaf;
  step.index = plan_->leaves.size();
  step.text = meaning.leaf->path;
  if (meaning.leaf->typed) step.type = meaning.leaf->type;
  plan_->leaves.push_back(*meaning.leaf);
  result.step = add_step(std::move(step));
  leaf_steps_.emplace(meaning.leaf->path, result.step);
  return result;
}

StepId ProgramCompiler::to_step(const Meaning& meaning, const std::string& name) {
  const Meaning known = read(meaning);
  switch (known.kind) {
    case Meaning::Kind::step:
      return known.step;
    case Meaning::Kind::members:
      return context_step(*known.members, name);
    case Meaning::Kind::not_flat:
      refuse(base::ErrorKind::unsupported, "input_not_flat",
             {"The input " + joined_path(*known.leaf) +
                  " is not a boolean, number, string or date, so it cannot be a column. Read such parts of "
                  "it as are, or evaluate row by row.",
              "输入 " + joined_path(*known.leaf) +
                  " 不是布尔、数字、字符串或日期，不能作为一列。请只读取其中的标量部分，或逐行求值。"},
             joined_path(*known.leaf));
      break;
    default:
      break;
  }
  return constant_step(feel::Value());
}

StepId ProgramCompiler::context_step(const Meanings& members, const std::string& name) {
  Step step;
  step.text = name;
  FrameShape shape;
  for (const auto& [member, meaning] : members) {
    if (meaning.kind == Meaning::Kind::callable) {
      shape.add_callable({name, member}, meaning.element);
      continue;
    }
    shape.add({name, member}, step.inputs.size());
    step.inputs.push_back(to_step(meaning, name + "." + member));
  }
  step.function = [shape, name](const Run& run, Arguments arguments) {
    Frame frame;
    shape.fill(run, arguments, frame);
    const feel::Value* whole = frame.environment().find(name);
    return whole == nullptr ? feel::Value(feel::Context{}) : *whole;
  };
  return memo_step(std::move(step));
}

StepId ProgramCompiler::add_step(Step step) {
  plan_->steps.push_back(std::move(step));
  return static_cast<StepId>(plan_->steps.size() - 1);
}

StepId ProgramCompiler::constant_step(feel::Value value) {
  Step step;
  step.kind = Step::Kind::constant;
  step.type = column_type(value);
  step.constant = std::move(value);
  return add_step(std::move(step));
}

StepId ProgramCompiler::memo_step(Step step) {
  const bool foldable = std::all_of(step.inputs.begin(), step.inputs.end(), [&](StepId input) {
    return plan_->steps[input].kind == Step::Kind::constant;
  });
  if (!foldable) return add_step(std::move(step));
  std::vector<const feel::Value*> arguments;
  for (const StepId input : step.inputs) arguments.push_back(&plan_->steps[input].constant);
  return constant_step(step.function(plan_->start_run(), arguments));
}

bool ProgramCompiler::is_identity(const Meaning& meaning, const std::string& type_ref, const Model& model) {
  const std::string type = canonical_type(type_ref);
  if (type.empty() || type == "Any") return true;
  const Model::OwnedItem item = model.find_owned_item(type);
  if (meaning.kind == Meaning::Kind::members) {
    if (item.item == nullptr) return false;
    if (item.item == meaning.item) return true;
    if (restricts_whole(*item.item) || item.item->is_collection || item.item->components.empty())
      return false;
    return std::all_of(item.item->components.begin(), item.item->components.end(),
                       [&](const ItemDefinition& component) {
                         const auto member = meaning.members->find(component.name);
                         return member != meaning.members->end() && !restricts_whole(component) &&
                                !component.is_collection && component.components.empty() &&
                                is_identity(member->second, component.type_ref, *item.owner);
                       });
  }
  if (item.item != nullptr || meaning.kind == Meaning::Kind::not_flat) return false;
  const Meaning known = read(meaning);
  if (known.kind != Meaning::Kind::step) return false;
  const Step& step = plan_->steps[known.step];
  return step.type.has_value() && step.type == column_type(type);
}

Meaning ProgramCompiler::conform_meaning(const Meaning& meaning, const std::string& type_ref,
                                         const Model& model) {
  if (is_identity(meaning, type_ref, model)) return meaning;
  const StepId input = to_step(meaning, "value");
  Step step;
  step.text = "type " + type_ref;
  step.inputs = {input};
  const Model* owner = &model;
  step.function = [owner, type_ref](const Run& run, Arguments arguments) {
    return conform_result(*arguments[0], type_ref, *owner, run.options);
  };
  const auto wanted = column_type(canonical_type(type_ref));
  const Model::OwnedItem item = model.find_owned_item(canonical_type(type_ref));
  if (item.item == nullptr) step.type = wanted;
  if (const auto type = plan_->steps[input].type) {
    step.filter = Partition::of(tests_of_type(type_ref, model), *type, plan_->options);
    if (item.item != nullptr && item.item->is_collection) step.filter.reset();
    if (step.filter) step.type = type;
  }
  Meaning result;
  result.kind = Meaning::Kind::step;
  result.step = memo_step(std::move(step));
  return result;
}

}  // namespace chuhai::dmn
