#pragma once

#include <string>
#include <vector>

#include "feel/evaluate.hpp"
#include "infer.hpp"

namespace chuhai::feel {

/// A function written in FEEL, with the values its body reads from where it was written.
class Closure final : public Function {
 public:
  Closure(std::vector<std::string> parameters, std::vector<TypeRef> types, NodePtr body)
      : parameters_(std::move(parameters)), types_(std::move(types)), body_(std::move(body)) {}

  void capture(std::string name, Value value) { captured_.set(std::move(name), std::move(value)); }
  const std::vector<std::string>& parameters() const override { return parameters_; }
  Value call(const std::vector<Value>& arguments, const EvaluationOptions& options) const override;
  FunctionType type() const override { return {types_, inferred_type(*body_, parameters_, types_)}; }

 private:
  std::vector<std::string> parameters_;
  std::vector<TypeRef> types_;
  NodePtr body_;
  Environment captured_;
};

/// The value when it is an instance of `type`, an item out of a list of one, or a list around a single value;
/// a null stays as it is; otherwise null/wrong_type. Source: DMN 1.5 clause 10.3.2.9.4.
Value conform_to_type(const Value& value, const TypeRef& type, const EvaluationOptions& options);

}  // namespace chuhai::feel
