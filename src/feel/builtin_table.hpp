#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "feel/evaluate.hpp"

namespace chuhai::feel {

/// A built-in function as a value: takes any number of arguments that one of its forms takes.
class BuiltinFunction final : public Function {
 public:
  BuiltinFunction(std::string_view name, std::vector<std::string> parameters)
      : name_(name), parameters_(std::move(parameters)) {}
  std::string_view name() const { return name_; }
  const std::vector<std::string>& parameters() const override { return parameters_; }
  Value call(const std::vector<Value>& arguments, const EvaluationOptions& options) const override;
  bool takes(std::size_t arguments) const override;

 private:
  std::string_view name_;  ///< in the table, which lives as long as the program
  std::vector<std::string> parameters_;
};

/// The built-in function of that name, or nullptr.
std::shared_ptr<const Function> builtin_function(std::string_view name);

/// Names of built-in functions that are more than one word.
std::span<const std::string_view> builtin_phrases();

/// Calls a built-in function by position (`names` empty) or by parameter name.
Value call_builtin(std::string_view name, const std::vector<Value>& arguments,
                   const std::vector<std::string>& names, const EvaluationOptions& options,
                   std::uint32_t offset);

}  // namespace chuhai::feel
