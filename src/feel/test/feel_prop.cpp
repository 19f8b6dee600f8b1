#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <optional>
#include <string>
#include <vector>

#include "feel/evaluate.hpp"
#include "feel/parse.hpp"

namespace chuhai::feel {
namespace {

using decimal::Decimal;

Value evaluated(const std::string& text, const Environment& environment, Mode mode) {
  const auto node = parse_expression(text, Scope{});
  if (!node) return Value::null(node.error().code, node.error().message.en);
  EvaluationOptions options;
  options.mode = mode;
  options.limits.steps_max = 1'000'000;
  return evaluate(**node, environment, options);
}

int pick(int below) { return *rc::gen::inRange(0, below); }

Value random_scalar() {
  switch (pick(8)) {
    case 0:
      return Value(pick(2) == 1);
    case 1:
      return Value(Decimal::scaled(*rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000), pick(6) - 3));
    case 2:
      return Value(*rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127)));
    case 3:
      return Value(calendar::from_days(*rc::gen::inRange<std::int64_t>(-800'000, 800'000)));
    case 4:
      return Value(calendar::DaysDuration{*rc::gen::inRange<std::int64_t>(-9'000'000, 9'000'000), 0});
    case 5:
      return Value(calendar::MonthsDuration{*rc::gen::inRange<std::int64_t>(-5000, 5000)});
    case 6:
      return Value(calendar::Time{static_cast<std::uint8_t>(pick(24)), static_cast<std::uint8_t>(pick(60)), 7,
                                  0, pick(2) == 0 ? std::nullopt : std::optional<std::int32_t>(3600), ""});
    default:
      return Value();
  }
}

Value random_value(int depth) {
  const int kind = depth > 2 ? 0 : pick(6);
  if (kind == 1) {
    List list;
    for (int i = pick(4); i > 0; --i) list.push_back(random_value(depth + 1));
    return Value(std::move(list));
  }
  if (kind == 2) {
    Context context;
    for (int i = pick(4); i > 0; --i) context.set("key " + std::to_string(i), random_value(depth + 1));
    return Value(std::move(context));
  }
  if (kind == 3) {
    const int low = pick(100);
    return Value(
        Range{Value(Decimal(low)), Value(Decimal(low + pick(9))), pick(2) == 1, pick(2) == 1, true, true});
  }
  return random_scalar();
}

TEST(FeelPrint, WhatIsPrintedReadsBackAsTheSameValue) {
  EXPECT_TRUE(rc::check([] {
    const Value value = random_value(0);
    const Value back = evaluated(to_feel_text(value), Environment(), Mode::standard);
    RC_ASSERT(same(value, back));
  }));
}

TEST(FeelArithmetic, AgreesWithDecimals) {
  EXPECT_TRUE(rc::check([] {
    const Decimal a = Decimal::scaled(*rc::gen::arbitrary<std::int32_t>(), pick(9) - 4);
    const Decimal b = Decimal::scaled(*rc::gen::arbitrary<std::int32_t>(), pick(9) - 4);
    Environment environment;
    environment.set("a", Value(a));
    environment.set("b", Value(b));
    const auto gives = [&](const std::string& text, const Decimal& expected) {
      const Value value = evaluated(text, environment, Mode::standard);
      return expected.is_finite() ? same(value, Value(expected)) : value.is_null();
    };
    RC_ASSERT(gives("a + b", a + b));
    RC_ASSERT(gives("a - b", a - b));
    RC_ASSERT(gives("a * b", a * b));
    RC_ASSERT(gives("a / b", b.is_zero() ? Decimal(1) / Decimal(0) : a / b));
    RC_ASSERT(same(evaluated("a < b", environment, Mode::standard), Value(a < b)));
    RC_ASSERT(same(evaluated("a >= b", environment, Mode::standard), Value(a >= b)));
  }));
}

TEST(FeelKleene, TablesHoldInBothModes) {
  const std::vector<std::pair<std::string, Tri>> values = {
      {"false", Tri::no}, {"null", Tri::unknown}, {"true", Tri::yes}};
  for (const Mode mode : {Mode::standard, Mode::three_valued}) {
    for (const auto& [left, a] : values) {
      for (const auto& [right, b] : values) {
        EXPECT_EQ(to_tri(evaluated(left + " and " + right, Environment(), mode)), tri_and(a, b))
            << left << right;
        EXPECT_EQ(to_tri(evaluated(left + " or " + right, Environment(), mode)), tri_or(a, b))
            << left << right;
      }
      EXPECT_EQ(to_tri(evaluated("not(" + left + ")", Environment(), mode)), tri_not(a)) << left;
    }
  }
}

/// Writes random expressions over the variables a, b (numbers or null), p (boolean or null), s (string or
/// null) and xs (a list that may hold nulls).
class ExpressionWriter {
 public:
  std::string boolean(int depth) {
    if (depth > 3) return pick(2) == 0 ? "p" : "true";
    switch (pick(14)) {
      case 0:
        return boolean(depth + 1) + " and " + boolean(depth + 1);
      case 1:
        return "(" + boolean(depth + 1) + " or " + boolean(depth + 1) + ")";
      case 2:
        return "not(" + boolean(depth + 1) + ")";
      case 3:
        return number(depth + 1) + " < " + number(depth + 1);
      case 4:
        return number(depth + 1) + " = " + number(depth + 1);
      case 5:
        return number(depth + 1) + " between 1 and " + number(depth + 1);
      case 6:
        return number(depth + 1) + " in (1, > " + number(depth + 1) + ")";
      case 7:
        return number(depth + 1) + " in [1.." + std::to_string(2 + pick(5)) + "]";
      case 8:
        return "some i in " + list(depth + 1) + " satisfies i > " + number(depth + 1);
      case 9:
        return "every i in " + list(depth + 1) + " satisfies i != " + number(depth + 1);
      case 10:
        return "list contains(" + list(depth + 1) + ", " + number(depth + 1) + ")";
      case 11:
        return list(depth + 1) + " = " + list(depth + 1);
      case 12:
        return "(if " + boolean(depth + 1) + " then " + boolean(depth + 1) + " else " + boolean(depth + 1) +
               ")";
      default:
        return "(" + number(depth + 1) + " instance of number)";
    }
  }

  std::string number(int depth) {
    if (depth > 3) return std::to_string(pick(5));
    switch (pick(11)) {
      case 0:
        return "a";
      case 1:
        return "b";
      case 2:
        return "(" + number(depth + 1) + " + " + number(depth + 1) + ")";
      case 3:
        return "(" + number(depth + 1) + " / " + number(depth + 1) + ")";
      case 4:
        return "count(" + list(depth + 1) + ")";
      case 5:
        return "sum(" + list(depth + 1) + ")";
      case 6:
        return "max(" + list(depth + 1) + ")";
      case 7:
        return "string length(s)";
      case 8:
        return "(if " + boolean(depth + 1) + " then " + number(depth + 1) + " else " + number(depth + 1) +
               ")";
      case 9:
        return list(depth + 1) + "[" + std::to_string(1 + pick(3)) + "]";
      default:
        return std::to_string(pick(5));
    }
  }

  std::string list(int depth) {
    if (depth > 3) return "xs";
    switch (pick(9)) {
      case 0:
        return "[" + number(depth + 1) + ", " + number(depth + 1) + "]";
      case 1:
        return list(depth + 1) + "[item > " + number(depth + 1) + "]";
      case 2:
        return "(for i in " + list(depth + 1) + " return i + " + number(depth + 1) + ")";
      case 3:
        return "distinct values(" + list(depth + 1) + ")";
      case 4:
        return "sort(" + list(depth + 1) + ", function(x, y) x < y)";
      case 5:
        return "append(" + list(depth + 1) + ", " + number(depth + 1) + ")";
      case 6:
        return "index of(" + list(depth + 1) + ", " + number(depth + 1) + ")";
      case 7:
        return "union(" + list(depth + 1) + ", " + list(depth + 1) + ")";
      default:
        return "xs";
    }
  }
};

Value maybe_null(Value value) { return pick(3) == 0 ? Value() : std::move(value); }

Value completed(const Value& value, const Value& with) {
  if (value.is_null()) return with;
  if (value.kind() != Kind::list) return value;
  List list;
  for (const Value& item : value.list()) list.push_back(completed(item, with));
  return Value(std::move(list));
}

TEST(FeelThreeValued, CompletingWhatIsMissingNeverFlipsAKnownAnswer) {
  EXPECT_TRUE(rc::check([] {
    Environment partly;
    Environment whole;
    const auto bind = [&](const std::string& name, const Value& value, const Value& with) {
      partly.set(name, value);
      whole.set(name, completed(value, with));
    };
    const Value fill(Decimal(pick(5)));
    bind("a", maybe_null(Value(Decimal(pick(5)))), fill);
    bind("b", maybe_null(Value(Decimal(pick(5)))), Value(Decimal(pick(5))));
    bind("p", maybe_null(Value(pick(2) == 0)), Value(pick(2) == 0));
    bind("s", maybe_null(Value("abc")), Value("xy"));
    List xs;
    for (int i = pick(4); i > 0; --i) xs.push_back(maybe_null(Value(Decimal(pick(5)))));
    bind("xs", Value(std::move(xs)), fill);
    const std::string text = ExpressionWriter().boolean(0);
    const Tri before = to_tri(evaluated(text, partly, Mode::three_valued));
    const Tri after = to_tri(evaluated(text, whole, Mode::three_valued));
    if (before == Tri::unknown) return;
    RC_LOG() << text << "\n";
    RC_ASSERT(before == after);
  }));
}

TEST(FeelParser, SurvivesAnyText) {
  EXPECT_TRUE(rc::check([] {
    static const std::vector<std::string> kParts = {
        "1",  "a",   " and ", "(",     ")",    "[",        "]",  "{",         "}",  "..",
        "in", "if ", "then ", "else ", "for ", " return ", ",",  ":",         "\"", "<",
        "=",  "-",   "not(",  "?",     ".",    "@\"P1D\"", "**", "function(", "/*", "instance of "};
    std::string text;
    for (int i = pick(30); i > 0; --i)
      text += kParts[static_cast<std::size_t>(pick(static_cast<int>(kParts.size())))];
    const Value value = evaluated(text, Environment(), Mode::three_valued);
    if (value.is_null()) RC_ASSERT(!value.reason().message.empty());
    const auto tests = parse_unary_tests(text, Scope{});
    if (tests) static_cast<void>(evaluate_tests(*tests, Value(true), Environment(), {}));
  }));
}

}  // namespace
}  // namespace chuhai::feel
