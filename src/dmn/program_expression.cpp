#include <algorithm>
#include <utility>

#include "program_compiler.hpp"

namespace chuhai::dmn {

namespace {

using feel::Node;
using feel::NodeKind;
using feel::NodePtr;

/// Beyond this many inputs the distinct tuples of an expression tend to be as many as the rows.
constexpr std::size_t kTupleInputsMax = 2;

/// Kinds whose operands may be computed on their own: nothing is bound inside and nothing has side effects.
bool may_split(const Node& node) {
  switch (node.kind) {
    case NodeKind::path:
    case NodeKind::negate:
    case NodeKind::add:
    case NodeKind::subtract:
    case NodeKind::multiply:
    case NodeKind::divide:
    case NodeKind::power:
    case NodeKind::equal:
    case NodeKind::not_equal:
    case NodeKind::less:
    case NodeKind::less_equal:
    case NodeKind::greater:
    case NodeKind::greater_equal:
    case NodeKind::logical_and:
    case NodeKind::logical_or:
    case NodeKind::between:
    case NodeKind::in:
    case NodeKind::instance_of:
    case NodeKind::if_then_else:
    case NodeKind::list:
      return true;
    case NodeKind::call:
      return !node.children.empty() && node.children[0]->kind == NodeKind::name;
    default:
      return false;
  }
}

/// Whether operand `i` may be computed on its own. Of `in` only the tested value; the rest are unary tests.
bool may_split_child(const Node& node, std::size_t i) {
  if (node.kind == NodeKind::in) return i == 0;
  return node.kind != NodeKind::call || i > 0;
}

NodePtr name_node(const std::string& name, const Node& original) {
  auto node = std::make_shared<Node>();
  node->kind = NodeKind::name;
  node->span = original.span;
  node->text = name;
  return node;
}

}  // namespace

std::pair<const Meaning*, std::size_t> ProgramCompiler::resolve(const NamePath& chain,
                                                                const CompileScope& scope) {
  if (chain.empty()) return {nullptr, 0};
  const Meaning* found = scope.find(chain[0]);
  std::size_t used = 1;
  while (found != nullptr && used < chain.size()) {
    if (found->kind == Meaning::Kind::decision) {
      const void* decision = element_key(found->element.element);
      compile_decision(found->element);
      const auto compiled = decisions_.find(decision);
      if (compiled == decisions_.end()) break;
      found = &compiled->second;
    }
    if (found->kind != Meaning::Kind::members) break;
    const auto member = found->members->find(chain[used]);
    if (member == found->members->end()) break;
    found = &member->second;
    ++used;
  }
  return {found, used};
}

void ProgramCompiler::collect_meaning(const Meaning& meaning, const NamePath& path, Reads& reads) {
  if (meaning.kind == Meaning::Kind::callable) {
    reads.callables.emplace_back(path, meaning.element);
    return;
  }
  const bool known = std::any_of(reads.variables.begin(), reads.variables.end(),
                                 [&](const Reads::Variable& one) { return one.path == path; });
  if (known) return;
  const Meaning direct = read(meaning);
  if (direct.kind == Meaning::Kind::members) {
    reads.whole_structure = true;
    for (const auto& [name, member] : *direct.members) {
      NamePath inner = path;
      inner.push_back(name);
      collect_meaning(member, inner, reads);
    }
    return;
  }
  reads.variables.push_back({path, to_step(direct, path.back())});
}

void ProgramCompiler::collect(const Node& node, const CompileScope& scope, std::set<std::string>& locals,
                              Reads& reads) {
  const NamePath chain = chain_of(node);
  if (!chain.empty()) {
    if (locals.contains(chain[0])) return;
    const auto [meaning, used] = resolve(chain, scope);
    if (meaning == nullptr) return;
    collect_meaning(*meaning, NamePath(chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(used)),
                    reads);
    return;
  }
  collect_children(node, scope, locals, reads);
}

void ProgramCompiler::collect_children(const Node& node, const CompileScope& scope,
                                       std::set<std::string> locals, Reads& reads) {
  for (const feel::Iterator& iterator : node.iterators) {
    if (iterator.domain != nullptr) collect(*iterator.domain, scope, locals, reads);
    locals.insert(iterator.name);
  }
  if (node.kind == NodeKind::for_loop) locals.insert("partial");
  if (node.kind == NodeKind::function_body) locals.insert(node.names.begin(), node.names.end());
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (node.children[i] == nullptr) continue;
    if (node.kind == NodeKind::filter && i == 1) locals.insert("item");
    collect(*node.children[i], scope, locals, reads);
  }
}

bool ProgramCompiler::has_inlinable_call(const Node& node, const CompileScope& scope) {
  if (node.kind == NodeKind::call && !node.children.empty()) {
    const NamePath chain = chain_of(*node.children[0]);
    const auto [meaning, used] = resolve(chain, scope);
    if (used == chain.size() && inlinable(meaning, node.children.size() - 1) != nullptr) return true;
  }
  if (!may_split(node)) return false;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (may_split_child(node, i) && has_inlinable_call(*node.children[i], scope)) return true;
  }
  return false;
}

Meaning ProgramCompiler::compile_node(const NodePtr& node, const CompileScope& scope,
                                      const std::string& text) {
  const NamePath chain = chain_of(*node);
  const auto [meaning, used] = resolve(chain, scope);
  if (meaning != nullptr && used == chain.size() && meaning->kind != Meaning::Kind::callable) {
    return read(*meaning);
  }
  if (auto inlined = try_inline(*node, scope, text)) return *inlined;
  Meaning result;
  result.kind = Meaning::Kind::step;
  result.step = compile_value(node, scope, text);
  return result;
}

StepId ProgramCompiler::compile_value(const NodePtr& node, const CompileScope& scope,
                                      const std::string& text) {
  if (is_constant_expression(*node)) {
    const feel::Environment empty;
    return constant_step(feel::evaluate(*node, empty, plan_->options));
  }
  Reads reads;
  std::set<std::string> locals;
  collect(*node, scope, locals, reads);
  const auto variable = static_cast<std::size_t>(std::count_if(
      reads.variables.begin(), reads.variables.end(),
      [&](const Reads::Variable& one) { return plan_->steps[one.step].kind != Step::Kind::constant; }));
  const bool small = variable <= kTupleInputsMax && !reads.whole_structure;
  if (may_split(*node) && (!small || has_inlinable_call(*node, scope)))
    return compile_split(node, scope, text);
  return compile_whole(node, reads, text);
}

StepId ProgramCompiler::compile_whole(const NodePtr& node, const Reads& reads, const std::string& text) {
  Step step;
  step.text = text;
  FrameShape shape;
  std::vector<NamePath> paths;
  for (const Reads::Variable& variable : reads.variables) {
    shape.add(variable.path, step.inputs.size());
    step.inputs.push_back(variable.step);
    paths.push_back(variable.path);
  }
  for (const auto& [path, callable] : reads.callables) shape.add_callable(path, callable);
  const std::pair<const void*, std::vector<StepId>> key{node.get(), step.inputs};
  if (const auto known = shared_.find(key); known != shared_.end()) return known->second;
  step.flat = FlatExpression::compile(*node, paths, plan_->options);
  if (step.flat) {
    std::vector<std::optional<column::Type>> types;
    for (const StepId input : step.inputs) types.push_back(plan_->steps[input].type);
    step.type = step.flat->type_of(types);
  }
  step.function = [node, shape](const Run& run, Arguments arguments) {
    Frame frame;
    shape.fill(run, arguments, frame);
    return feel::evaluate(*node, frame.environment(), run.options);
  };
  const bool by_row = reads.whole_structure || step.inputs.size() > 2 * kTupleInputsMax;
  if (by_row) plan_->row_by_row.push_back(text);
  const StepId id = memo_step(std::move(step));
  shared_.emplace(key, id);
  synthetic_.push_back(node);
  return id;
}

StepId ProgramCompiler::compile_split(const NodePtr& node, const CompileScope& scope,
                                      const std::string& text) {
  auto copy = std::make_shared<Node>(*node);
  CompileScope inner;
  inner.outer = &scope;
  for (std::size_t i = 0; i < copy->children.size(); ++i) {
    const NodePtr child = node->children[i];
    if (!may_split_child(*node, i) || is_constant_expression(*child)) continue;
    // A name no expression can spell.
    const std::string name = "\x01" + std::to_string(i);
    inner.names.insert_or_assign(name, compile_node(child, scope, text));
    copy->children[i] = name_node(name, *child);
  }
  Reads reads;
  std::set<std::string> locals;
  collect(*copy, inner, locals, reads);
  return compile_whole(copy, reads, text);
}

std::optional<Meaning> ProgramCompiler::try_inline(const Node& call, const CompileScope& scope,
                                                   const std::string& text) {
  if (call.kind != NodeKind::call || call.children.empty()) return std::nullopt;
  const NamePath chain = chain_of(*call.children[0]);
  const auto [callee, used] = resolve(chain, scope);
  if (used != chain.size()) return std::nullopt;
  const Knowledge* knowledge = inlinable(callee, call.children.size() - 1);
  if (knowledge == nullptr) return std::nullopt;
  const Located located = callee->element;
  const std::vector<Parameter>& parameters = knowledge->function.parameters;
  std::vector<Meaning> arguments;
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    std::size_t at = p;
    if (!call.names.empty()) {
      const auto named = std::find(call.names.begin(), call.names.end(), parameters[p].name);
      if (named == call.names.end()) return std::nullopt;
      at = static_cast<std::size_t>(named - call.names.begin());
    }
    arguments.push_back(compile_node(call.children[at + 1], scope, text));
  }
  return inline_knowledge(located, std::move(arguments));
}

const Knowledge* ProgramCompiler::inlinable(const Meaning* meaning, std::size_t arguments) const {
  if (meaning == nullptr || meaning->kind != Meaning::Kind::callable) return nullptr;
  const auto* found = std::get_if<const Knowledge*>(&meaning->element.element);
  if (found == nullptr || in_progress_.contains(*found)) return nullptr;
  const FunctionDefinition& function = (*found)->function;
  const bool plain = function.language == FunctionDefinition::Language::feel && function.body != nullptr &&
                     function.parameters.size() == arguments;
  return plain ? *found : nullptr;
}

}  // namespace chuhai::dmn
