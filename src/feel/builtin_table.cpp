#include "builtin_table.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "builtins.hpp"
#include "print.hpp"

namespace chuhai::feel {

namespace {

/// One form of a built-in function. Parameters: "name?" may be left out; "name*" gathers the remaining
/// arguments into a list; "name+" is one list or the remaining arguments as one.
struct BuiltinForm {
  std::string_view name;
  std::string_view parameters;
  Value (*run)(Call&);
};

/// Source: OMG DMN 1.5, clause 10.3.4, tables 73 to 83.
constexpr BuiltinForm kForms[] = {
    {"number", "from", builtin_number},
    {"number", "from,grouping separator,decimal separator", builtin_number},
    {"string", "from", builtin_string},
    {"date", "from", builtin_date},
    {"date", "year,month,day", builtin_date_of_parts},
    {"time", "from", builtin_time},
    {"time", "hour,minute,second,offset?", builtin_time_of_parts},
    {"date and time", "from", builtin_date_and_time},
    {"date and time", "date,time", builtin_date_and_time_of_parts},
    {"duration", "from", builtin_duration},
    {"years and months duration", "from,to", builtin_months_between},
    {"range", "from", builtin_range},
    {"not", "negand", builtin_not},
    {"is", "value1,value2", builtin_is},
    {"substring", "string,start position,length?", builtin_substring},
    {"string length", "string", builtin_string_length},
    {"upper case", "string", builtin_upper_case},
    {"lower case", "string", builtin_lower_case},
    {"substring before", "string,match", builtin_substring_before},
    {"substring after", "string,match", builtin_substring_after},
    {"contains", "string,match", builtin_contains},
    {"starts with", "string,match", builtin_starts_with},
    {"ends with", "string,match", builtin_ends_with},
    {"string join", "list,delimiter?", builtin_string_join},
    {"matches", "input,pattern,flags?", builtin_matches},
    {"replace", "input,pattern,replacement,flags?", builtin_replace},
    {"split", "string,delimiter", builtin_split},
    {"list contains", "list,element", builtin_list_contains},
    {"count", "list+", builtin_count},
    {"min", "list+", builtin_min},
    {"max", "list+", builtin_max},
    {"sum", "list+", builtin_sum},
    {"product", "list+", builtin_product},
    {"mean", "list+", builtin_mean},
    {"median", "list+", builtin_median},
    {"stddev", "list+", builtin_stddev},
    {"mode", "list+", builtin_mode},
    {"all", "list+", builtin_all},
    {"any", "list+", builtin_any},
    {"sublist", "list,start position,length?", builtin_sublist},
    {"append", "list,item*", builtin_append},
    {"concatenate", "list*", builtin_concatenate},
    {"insert before", "list,position,newItem", builtin_insert_before},
    {"remove", "list,position", builtin_remove},
    {"list replace", "list,position,newItem", builtin_list_replace},
    {"list replace", "list,match,newItem", builtin_list_replace_matching},
    {"reverse", "list", builtin_reverse},
    {"index of", "list,match", builtin_index_of},
    {"union", "list*", builtin_union},
    {"distinct values", "list", builtin_distinct_values},
    {"duplicate values", "list", builtin_duplicate_values},
    {"flatten", "list", builtin_flatten},
    {"sort", "list,precedes?", builtin_sort},
    {"decimal", "n,scale", builtin_decimal},
    {"floor", "n,scale?", builtin_floor},
    {"ceiling", "n,scale?", builtin_ceiling},
    {"round up", "n,scale", builtin_round_up},
    {"round down", "n,scale", builtin_round_down},
    {"round half up", "n,scale", builtin_round_half_up},
    {"round half down", "n,scale", builtin_round_half_down},
    {"abs", "n", builtin_abs},
    {"modulo", "dividend,divisor", builtin_modulo},
    {"sqrt", "number", builtin_sqrt},
    {"log", "number", builtin_log},
    {"exp", "number", builtin_exp},
    {"odd", "number", builtin_odd},
    {"even", "number", builtin_even},
    {"before", "point1,point2", builtin_before},
    {"before", "range1,range2", builtin_before},
    {"before", "point,range", builtin_before},
    {"before", "range,point", builtin_before},
    {"after", "point1,point2", builtin_after},
    {"after", "range1,range2", builtin_after},
    {"after", "point,range", builtin_after},
    {"after", "range,point", builtin_after},
    {"meets", "range1,range2", builtin_meets},
    {"met by", "range1,range2", builtin_met_by},
    {"overlaps", "range1,range2", builtin_overlaps},
    {"overlaps before", "range1,range2", builtin_overlaps_before},
    {"overlaps after", "range1,range2", builtin_overlaps_after},
    {"finishes", "range1,range2", builtin_finishes},
    {"finishes", "point,range", builtin_finishes},
    {"finished by", "range1,range2", builtin_finished_by},
    {"finished by", "range,point", builtin_finished_by},
    {"includes", "range1,range2", builtin_includes},
    {"includes", "range,point", builtin_includes},
    {"during", "range1,range2", builtin_during},
    {"during", "point,range", builtin_during},
    {"starts", "range1,range2", builtin_starts},
    {"starts", "point,range", builtin_starts},
    {"started by", "range1,range2", builtin_started_by},
    {"started by", "range,point", builtin_started_by},
    {"coincides", "range1,range2", builtin_coincides},
    {"coincides", "point1,point2", builtin_coincides},
    {"get value", "m,key", builtin_get_value},
    {"get entries", "m", builtin_get_entries},
    {"context", "entries", builtin_context},
    {"context put", "context,key,value", builtin_context_put_key},
    {"context put", "context,keys,value", builtin_context_put},
    {"context merge", "contexts", builtin_context_merge},
    {"day of year", "date", builtin_day_of_year},
    {"day of week", "date", builtin_day_of_week},
    {"month of year", "date", builtin_month_of_year},
    {"week of year", "date", builtin_week_of_year},
    {"now", "", builtin_now},
    {"today", "", builtin_today},
};

struct Parameter {
  std::string name;
  char form = ' ';  ///< '?', '*', '+' or ' '
};

struct Signature {
  const BuiltinForm* form = nullptr;
  std::vector<Parameter> parameters;

  bool gathers() const {
    return !parameters.empty() && (parameters.back().form == '*' || parameters.back().form == '+');
  }
};

struct Builtin {
  std::vector<Signature> signatures;
  std::shared_ptr<const Function> function;
};

Signature read_signature(const BuiltinForm& form) {
  Signature signature{&form, {}};
  if (form.parameters.empty()) return signature;
  for (std::string_view part : base::split(form.parameters, ',')) {
    Parameter parameter;
    if (part.back() == '?' || part.back() == '*' || part.back() == '+') {
      parameter.form = part.back();
      part.remove_suffix(1);
    }
    parameter.name = part;
    signature.parameters.push_back(std::move(parameter));
  }
  return signature;
}

using BuiltinMap = std::map<std::string_view, Builtin, std::less<>>;

BuiltinMap read_table() {
  BuiltinMap map;
  for (const BuiltinForm& form : kForms) map[form.name].signatures.push_back(read_signature(form));
  for (auto& [name, builtin] : map) {
    std::vector<std::string> names;
    for (const Parameter& parameter : builtin.signatures.front().parameters) names.push_back(parameter.name);
    builtin.function = std::make_shared<const BuiltinFunction>(name, std::move(names));
  }
  return map;
}

const BuiltinMap& builtin_map() {
  static const BuiltinMap kMap = read_table();
  return kMap;
}

/// Arguments laid out by a signature.
struct Layout {
  std::vector<Value> values;
  std::vector<bool> given;
};

std::optional<Layout> lay_out_by_position(const Signature& signature, const std::vector<Value>& arguments) {
  const std::size_t wanted = signature.parameters.size();
  if (!signature.gathers() && arguments.size() > wanted) return std::nullopt;
  Layout layout{std::vector<Value>(wanted), std::vector<bool>(wanted, false)};
  const std::size_t fixed = signature.gathers() ? wanted - 1 : wanted;
  for (std::size_t i = 0; i < fixed; ++i) {
    if (i < arguments.size()) {
      layout.values[i] = arguments[i];
      layout.given[i] = true;
    } else if (signature.parameters[i].form != '?') {
      return std::nullopt;
    }
  }
  if (!signature.gathers()) return layout;
  if (arguments.size() <= fixed) return std::nullopt;
  const bool one = signature.parameters.back().form == '+' && arguments.size() == wanted;
  layout.values[fixed] =
      one ? arguments[fixed]
          : Value(List(arguments.begin() + static_cast<std::ptrdiff_t>(fixed), arguments.end()));
  layout.given[fixed] = true;
  return layout;
}

std::optional<Layout> lay_out_by_name(const Signature& signature, const std::vector<Value>& arguments,
                                      const std::vector<std::string>& names) {
  const std::size_t wanted = signature.parameters.size();
  Layout layout{std::vector<Value>(wanted), std::vector<bool>(wanted, false)};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto found = std::find_if(signature.parameters.begin(), signature.parameters.end(),
                                    [&](const Parameter& parameter) { return parameter.name == names[i]; });
    if (found == signature.parameters.end()) return std::nullopt;
    const auto index = static_cast<std::size_t>(found - signature.parameters.begin());
    if (layout.given[index]) return std::nullopt;
    layout.values[index] = found->form == '*' ? Value(List{arguments[i]}) : arguments[i];
    layout.given[index] = true;
  }
  for (std::size_t i = 0; i < wanted; ++i) {
    if (!layout.given[i] && signature.parameters[i].form != '?') return std::nullopt;
  }
  return layout;
}

/// Names written in the order of the parameters: tells before(point:, range:) from before(range:, point:).
bool in_written_order(const Signature& signature, const std::vector<std::string>& names) {
  std::size_t at = 0;
  for (const Parameter& parameter : signature.parameters) {
    if (at < names.size() && names[at] == parameter.name) ++at;
  }
  return at == names.size();
}

/// The first form that the arguments fit; by name, one whose order is kept before one whose order is not.
std::pair<const Signature*, Layout> choose_form(const Builtin& builtin, const std::vector<Value>& arguments,
                                                const std::vector<std::string>& names) {
  std::pair<const Signature*, Layout> chosen{nullptr, {}};
  for (const Signature& signature : builtin.signatures) {
    auto layout = names.empty() ? lay_out_by_position(signature, arguments)
                                : lay_out_by_name(signature, arguments, names);
    if (!layout) continue;
    const bool ordered = in_written_order(signature, names);
    if (chosen.first == nullptr || ordered) chosen = {&signature, *std::move(layout)};
    if (ordered) break;
  }
  return chosen;
}

std::string usage(std::string_view name, const Builtin& builtin) {
  std::string text;
  for (const Signature& signature : builtin.signatures) {
    if (!text.empty()) text += " or ";
    text += std::string(name) + "(" + std::string(signature.form->parameters) + ")";
  }
  return text;
}

std::vector<std::string_view> read_phrases() {
  std::vector<std::string_view> phrases;
  for (const auto& [name, builtin] : builtin_map()) {
    if (name.find(' ') != std::string_view::npos) phrases.push_back(name);
  }
  return phrases;
}

}  // namespace

Value BuiltinFunction::call(const std::vector<Value>& arguments, const EvaluationOptions& options) const {
  return call_builtin(name_, arguments, {}, options, 0);
}

bool BuiltinFunction::takes(std::size_t arguments) const {
  const std::vector<Value> values(arguments);
  const auto found = builtin_map().find(name_);
  return choose_form(found->second, values, {}).first != nullptr;
}

std::shared_ptr<const Function> builtin_function(std::string_view name) {
  const auto found = builtin_map().find(name);
  return found == builtin_map().end() ? nullptr : found->second.function;
}

std::span<const std::string_view> builtin_phrases() {
  static const std::vector<std::string_view> kPhrases = read_phrases();
  return kPhrases;
}

Value call_builtin(std::string_view name, const std::vector<Value>& arguments,
                   const std::vector<std::string>& names, const EvaluationOptions& options,
                   std::uint32_t offset) {
  const auto found = builtin_map().find(name);
  CHUHAI_ASSERT(found != builtin_map().end());
  auto [signature, layout] = choose_form(found->second, arguments, names);
  if (signature == nullptr) {
    return Value::null("wrong_arguments", "the call does not fit " + usage(name, found->second), offset);
  }
  Call call(name, std::move(layout.values), std::move(layout.given), options, offset);
  if (!names.empty()) call.mark_named();
  return signature->form->run(call);
}

}  // namespace chuhai::feel
