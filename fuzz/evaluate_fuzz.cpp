// fuzz: modules feel
// The bytes choose an expression that is always well formed, so that every run reaches the evaluator:
// operators on values of all kinds, every built-in with right and wrong arguments, loops, filters, functions,
// huge numbers.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "feel/evaluate.hpp"
#include "feel/parse.hpp"

namespace {

using chuhai::feel::Mode;

constexpr std::array<std::string_view, 94> kBuiltins = {"abs",
                                                        "after",
                                                        "all",
                                                        "any",
                                                        "append",
                                                        "before",
                                                        "ceiling",
                                                        "coincides",
                                                        "concatenate",
                                                        "contains",
                                                        "context",
                                                        "context merge",
                                                        "context put",
                                                        "count",
                                                        "date",
                                                        "date and time",
                                                        "day of week",
                                                        "day of year",
                                                        "decimal",
                                                        "distinct values",
                                                        "duplicate values",
                                                        "duration",
                                                        "during",
                                                        "ends with",
                                                        "even",
                                                        "exp",
                                                        "finished by",
                                                        "finishes",
                                                        "flatten",
                                                        "floor",
                                                        "get entries",
                                                        "get value",
                                                        "includes",
                                                        "index of",
                                                        "insert before",
                                                        "is",
                                                        "list contains",
                                                        "list replace",
                                                        "log",
                                                        "lower case",
                                                        "matches",
                                                        "max",
                                                        "mean",
                                                        "median",
                                                        "meets",
                                                        "met by",
                                                        "min",
                                                        "mode",
                                                        "modulo",
                                                        "month of year",
                                                        "not",
                                                        "now",
                                                        "number",
                                                        "odd",
                                                        "overlaps",
                                                        "overlaps after",
                                                        "overlaps before",
                                                        "product",
                                                        "range",
                                                        "remove",
                                                        "replace",
                                                        "reverse",
                                                        "round down",
                                                        "round half down",
                                                        "round half up",
                                                        "round up",
                                                        "sort",
                                                        "split",
                                                        "sqrt",
                                                        "started by",
                                                        "starts",
                                                        "starts with",
                                                        "stddev",
                                                        "string",
                                                        "string join",
                                                        "string length",
                                                        "sublist",
                                                        "substring",
                                                        "substring after",
                                                        "substring before",
                                                        "sum",
                                                        "time",
                                                        "today",
                                                        "union",
                                                        "upper case",
                                                        "week of year",
                                                        "years and months duration",
                                                        "unknown thing",
                                                        "x",
                                                        "f",
                                                        "count",
                                                        "replace",
                                                        "matches",
                                                        "string join"};
constexpr std::array<std::string_view, 32> kScalars = {"0",
                                                       "1",
                                                       "-1",
                                                       "2.50",
                                                       "0.1",
                                                       "7",
                                                       "1e9",
                                                       "9999999999999999999999999999999999",
                                                       "0.000000000000000000000001",
                                                       "10 ** 6000",
                                                       "\"\"",
                                                       "\"a\"",
                                                       "\"\\U01F40E 骏马\"",
                                                       "\"(a*)*b|[^x-z]\"",
                                                       "\"(\\d{1,30}){1,30}\"",
                                                       "\"P1DT2H\"",
                                                       "\"2021-02-29\"",
                                                       "true",
                                                       "false",
                                                       "null",
                                                       "@\"2020-02-29\"",
                                                       "@\"2019-12-31T23:59:60\"",
                                                       "@\"2020-01-01T00:00:00@Europe/Paris\"",
                                                       "@\"10:15:00+14:00\"",
                                                       "@\"P1Y2M\"",
                                                       "@\"-P999999999Y\"",
                                                       "@\"P1DT1.5S\"",
                                                       "@\"-999999999-01-01\"",
                                                       "x",
                                                       "xs",
                                                       "c",
                                                       "item"};
constexpr std::array<std::string_view, 12> kOperators = {" + ",  " - ", " * ",  " / ", " ** ",  " = ",
                                                         " != ", " < ", " <= ", " > ", " and ", " or "};
constexpr std::array<std::string_view, 10> kTypes = {"number",
                                                     "string",
                                                     "date",
                                                     "list<number>",
                                                     "context<a: number>",
                                                     "range<date>",
                                                     "function<number> -> string",
                                                     "Any",
                                                     "Null",
                                                     "days and time duration"};

class Writer {
 public:
  Writer(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}

  std::string expression(int depth) {
    if (depth <= 0 || left_ == 0) return std::string(one_of(kScalars));
    switch (byte() % 18) {
      case 0:
      case 1:
        return "(" + expression(depth - 1) + std::string(one_of(kOperators)) + expression(depth - 1) + ")";
      case 2:
        return "(if " + expression(depth - 1) + " then " + expression(depth - 1) + " else " +
               expression(depth - 1) + ")";
      case 3:
        return "(for x in " + domain(depth - 1) + " return " + expression(depth - 1) + ")";
      case 4:
        return "(" + std::string(byte() % 2 == 0 ? "some" : "every") + " x in " + domain(depth - 1) +
               " satisfies " + expression(depth - 1) + ")";
      case 5:
        return list(depth) + "[" + expression(depth - 1) + "]";
      case 6:
        return list(depth);
      case 7:
        return "{a: " + expression(depth - 1) + ", \"b c\": " + expression(depth - 1) + "}";
      case 8:
        return "(" + expression(depth - 1) + ")." + (byte() % 2 == 0 ? "a" : "year");
      case 9:
        return "(function(x, f) " + expression(depth - 1) + ")";
      case 10:
        return "(" + expression(depth - 1) + " instance of " + std::string(one_of(kTypes)) + ")";
      case 11:
        return "(" + expression(depth - 1) + " in " + range(depth - 1) + ")";
      case 12:
        return "(" + expression(depth - 1) + " between " + expression(depth - 1) + " and " +
               expression(depth - 1) + ")";
      case 13:
        return range(depth);
      default:
        return call(depth);
    }
  }

 private:
  std::uint8_t byte() {
    if (left_ == 0) return 0;
    --left_;
    return *data_++;
  }
  template <std::size_t N>
  std::string_view one_of(const std::array<std::string_view, N>& choices) {
    return choices[byte() % N];
  }
  std::string list(int depth) {
    std::string text = "[";
    for (std::uint8_t i = byte() % 4; i > 0; --i) text += expression(depth - 1) + (i > 1 ? ", " : "");
    return text + "]";
  }
  std::string range(int depth) {
    const std::string low = expression(depth - 1);
    return std::string(byte() % 2 == 0 ? "[" : "(") + low + ".." + expression(depth - 1) +
           (byte() % 2 == 0 ? "]" : ")");
  }
  std::string domain(int depth) {
    switch (byte() % 4) {
      case 0:
        return "1..1000000";
      case 1:
        return std::to_string(byte()) + ".." + std::to_string(byte()) + ", y in " + list(depth);
      case 2:
        return "@\"2020-01-01\"..@\"2020-03-01\"";
      default:
        return expression(depth);
    }
  }
  std::string call(int depth) {
    std::string text = std::string(one_of(kBuiltins)) + "(";
    for (std::uint8_t i = byte() % 5; i > 0; --i) text += expression(depth - 1) + (i > 1 ? ", " : "");
    return text + ")";
  }

  const std::uint8_t* data_;
  std::size_t left_;
};

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

/// With the limits an official decision runs under, every expression is answered in time (one second; ten
/// times that under sanitizers), and every null has a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr double kSecondsMax = 10;
  const std::string text = Writer(data, size).expression(5);
  const chuhai::feel::Scope scope{{"x", "xs", "c", "f", "y", "item"}, {}};
  const auto node = chuhai::feel::parse_expression(text, scope);
  if (!node) return 0;
  chuhai::feel::Environment environment;
  environment.set("x", chuhai::feel::Value(chuhai::decimal::Decimal(3)));
  environment.set("xs",
                  chuhai::feel::Value(chuhai::feel::List{chuhai::feel::Value("x"), chuhai::feel::Value()}));
  for (const Mode mode : {Mode::standard, Mode::three_valued}) {
    chuhai::feel::EvaluationOptions options;
    options.mode = mode;
    const double start = processor_seconds();
    const chuhai::feel::Value value = chuhai::feel::evaluate(**node, environment, options);
    if (value.is_null() && value.reason().code.empty()) std::abort();
    if (processor_seconds() - start > kSecondsMax) {
      std::fprintf(stderr, "slow: %.1f s: %s\n", processor_seconds() - start, text.c_str());
      std::abort();
    }
  }
  return 0;
}
