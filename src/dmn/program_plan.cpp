#include "program_plan.hpp"

#include <algorithm>

#include "conform.hpp"
#include "session.hpp"

namespace chuhai::dmn {

FrameShape::Variable& FrameShape::place(const NamePath& path) {
  std::vector<Variable>* level = &variables_;
  Variable* found = nullptr;
  for (const std::string& name : path) {
    const auto at =
        std::find_if(level->begin(), level->end(), [&](const Variable& one) { return one.name == name; });
    if (at != level->end()) {
      found = &*at;
    } else {
      level->push_back({name, kNoArgument, {}, {}});
      found = &level->back();
    }
    level = &found->members;
  }
  return *found;
}

void FrameShape::add(const NamePath& path, std::size_t argument) { place(path).argument = argument; }

void FrameShape::add_callable(const NamePath& path, const Located& callable) {
  place(path).callable = callable;
}

feel::Value FrameShape::value_of(const Variable& variable, const Run& run, Arguments arguments) {
  if (variable.argument != kNoArgument) return *arguments[variable.argument];
  if (variable.callable.found()) return make_callable(run, variable.callable);
  feel::Context members;
  for (const Variable& member : variable.members) {
    members.set(member.name, value_of(member, run, arguments));
  }
  return feel::Value(std::move(members));
}

void FrameShape::fill(const Run& run, Arguments arguments, Frame& frame) const {
  for (const Variable& variable : variables_) frame.set(variable.name, value_of(variable, run, arguments));
}

feel::Value conform_leaf(const Leaf& leaf, const feel::Value& raw, const feel::EvaluationOptions& options) {
  if (raw.is_null()) return raw;
  feel::Value whole = raw;
  for (auto name = leaf.members.rbegin(); name != leaf.members.rend(); ++name) {
    feel::Context context;
    context.set(*name, std::move(whole));
    whole = feel::Value(std::move(context));
  }
  feel::Value conformed = conform_part(whole, leaf.type_ref, *leaf.model, options);
  for (const std::string& name : leaf.members) {
    if (conformed.kind() != feel::Kind::context) return conformed;
    const feel::Value* member = conformed.context().find(name);
    if (member == nullptr) return feel::Value();
    conformed = feel::Value(*member);
  }
  return conformed;
}

std::optional<column::Type> column_type(std::string_view canonical) {
  if (canonical == "boolean") return column::Type::boolean;
  if (canonical == "number") return column::Type::number;
  if (canonical == "string") return column::Type::string;
  if (canonical == "date") return column::Type::date;
  return std::nullopt;
}

std::optional<column::Type> column_type(const feel::Value& value) {
  return column_type(feel::kind_name(value.kind()));
}

}  // namespace chuhai::dmn
