#include "closure.hpp"

#include "builtin_table.hpp"
#include "print.hpp"
#include "temporal.hpp"

namespace chuhai::feel {

Value Closure::call(const std::vector<Value>& arguments, const EvaluationOptions& options) const {
  CHUHAI_ASSERT(arguments.size() == parameters_.size());
  Environment frame(&captured_);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    Value argument = arguments[i];
    if (i < types_.size() && !types_[i].name.empty()) {
      argument = conform_to_type(argument, types_[i], options);
      if (argument.is_null() && !arguments[i].is_null()) return argument;
    }
    frame.set(parameters_[i], std::move(argument));
  }
  return evaluate(*body_, frame, options);
}

Value conform_to_type(const Value& value, const TypeRef& type, const EvaluationOptions& options) {
  if (value.is_null() || is_instance(value, type, options) != Tri::no) return value;
  if (value.kind() == Kind::list && value.list().size() == 1 &&
      is_instance(value.list()[0], type, options) == Tri::yes) {
    return value.list()[0];
  }
  const bool day = value.kind() == Kind::date && type.arguments.empty();
  if (day && (type.name == "date and time" || type.name == "dateTime"))
    return Value(midnight(value.date(), true));
  Value wrapped(List{value});
  if (is_instance(wrapped, type, options) == Tri::yes) return wrapped;
  return Value::null("wrong_type", brief(value) + " is no " + type.name);
}

Value call_function(const Function& function, const std::vector<Value>& arguments,
                    const EvaluationOptions& options) {
  if (const auto* builtin = dynamic_cast<const BuiltinFunction*>(&function)) {
    return call_builtin(builtin->name(), arguments, {}, options, 0);
  }
  const std::size_t wanted = function.parameters().size();
  if (arguments.size() != wanted) {
    return Value::null("wrong_arguments", "the function takes " + std::to_string(wanted) +
                                              " arguments, not " + std::to_string(arguments.size()));
  }
  return function.call(arguments, options);
}

}  // namespace chuhai::feel
