// Hostile texts and values: every one is answered within a second of computing.

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <vector>

#include "feel/evaluate.hpp"
#include "feel/parse.hpp"

namespace chuhai::feel {
namespace {

/// A second of the released program; builds without optimisation, or with checks, are some times slower.
#ifdef NDEBUG
constexpr double kSecondsMax = 1;
#else
constexpr double kSecondsMax = 10;
#endif

std::string many_times(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

/// A value that is 2^levels times as large as it is stored.
std::string doubled(const std::string& seed, const std::string& step, int levels) {
  std::string text = "{v0: " + seed;
  for (int i = 1; i <= levels; ++i) {
    std::string next = step;
    for (std::size_t at = next.find('@'); at != std::string::npos; at = next.find('@')) {
      next.replace(at, 1, "v" + std::to_string(i - 1));
    }
    text += ", v" + std::to_string(i) + ": " + next;
  }
  return text + "}.v" + std::to_string(levels);
}

/// Texts that are long or nested deeply.
std::vector<std::string> hostile_syntax() {
  return {
      many_times("(", 100'000),
      many_times("[", 100'000),
      many_times("{a:", 100'000),
      many_times("-", 100'000) + "1",
      many_times("not(", 100'000),
      many_times("if true then ", 50'000),
      many_times("function(x) ", 50'000) + "1",
      many_times("for x in [1] return ", 40'000) + "1",
      "1" + many_times("+1", 400'000),
      "1" + many_times(" and true", 100'000),
      "a" + many_times(".a", 400'000),
      "[1]" + many_times("[1]", 300'000),
      "f" + many_times("(1)", 300'000),
      many_times("9", 900'000),
      "0." + many_times("0", 900'000) + "1",
      "\"" + many_times("\\u0041", 150'000) + "\"",
      "/*" + many_times("*", 900'000),
      "range(\"[" + many_times("(", 9000) + "1..2]\")",
      "1 instance of " + many_times("list<", 100'000),
  };
}

std::vector<std::string> hostile_numbers() {
  return {
      "1e999999999999999999",
      "1e-999999999999999999",
      "10 ** 1000000000000",
      "1.0000001 ** 1000000000000000",
      "0.999 ** -1e30",
      "(-2) ** 1e20",
      "exp(1e30)",
      "exp(-1e30)",
      "exp(exp(exp(5)))",
      "log(1e-6000)",
      "sqrt(1e6111)",
      "modulo(1e6000, 3)",
      "modulo(1e6000, 7e-6000)",
      "decimal(1/3, 6176)",
      "round up(1e-6000, -6111)",
      "string(1e6000)",
      "string(1e-6000)",
      "number(\"" + many_times("9", 900'000) + "\")",
      "@\"P999999999999999999D\" * 1000000",
      "@\"P999999999999999999Y\" + @\"P999999999999999999Y\"",
      "@\"999999999-12-31\" + @\"P999999999Y\"",
      "@\"9999-12-31T23:59:59\" + @\"P99999999999D\"",
  };
}

/// Loops, calls and lists that would take forever or fill the memory.
std::vector<std::string> hostile_lists() {
  return {
      "for i in -1e18..1e18 return i",
      "for i in 1..999999 return 1..i",
      "for i in @\"-999999999-01-01\"..@\"999999999-12-31\" return i",
      "some i in 1..999999, j in 1..999999 satisfies i + j < 0",
      "count(for i in 1..999999, j in 1..999999 return 1)",
      "sort(for i in 1..300000 return -i, function(a, b) a < b)",
      "distinct values(for i in 1..200000 return i)",
      "(for i in 1..999999 return {a: i, b: i})[a = 7 and b = 7]",
      "context(for i in 1..200000 return {key: string(i), value: i})",
      "(function(x) x(x))(function(x) x(x))",
      "(function(f, n) f(f, n))(function(f, n) [f(f, n + 1), f(f, n + 2)], 0)",
      "(function(f, n) f(f, n))(function(f, n) if n = 0 then 1 else f(f, n - 1) + f(f, n - 1), 60)",
      doubled("[1]", "concatenate(@, @)", 40),
      doubled("[1]", "[@, @]", 60) + " = 1",
      "string(" + doubled("[1]", "[@, @]", 60) + ")",
      "flatten(" + doubled("[1]", "[@, @]", 60) + ")",
      "list contains([" + doubled("[1]", "[@, @]", 40) + "], " + doubled("[1]", "[@, @]", 40) + ")",
      "distinct values([" + doubled("{a: 1}", "{a: @, b: @}", 40) + ", " +
          doubled("{a: 1}", "{a: @, b: @}", 40) + "])",
      doubled("\"a\"", "@ + @", 60),
      doubled("[{a: 1}]", "[@, @]", 40) + ".a",
      doubled("[1]", "[@, @]", 40) + " instance of list<list<number>>",
  };
}

std::vector<std::string> hostile_patterns() {
  const std::string many_a = "\"" + many_times("a", 200'000) + "\"";
  const std::string some_a = "\"" + many_times("a", 500) + "!\"";
  return {
      "matches(" + some_a + ", \"(((((a*)*)*)*)*)*b\")",
      "matches(" + some_a + ", \"^(a|a|aa|aaa)+$\")",
      "matches(" + some_a + ", \"(a+)+(b)?\\2\\2$\")",
      "matches(" + many_a + ", \"(.*)(.*)(.*)(.*)(.*)x\")",
      "matches(" + many_a + ", \"(.*)\\1\\1b\")",
      "matches(\"a\", \"" + many_times("(", 4000) + "a" + many_times(")", 4000) + "\")",
      "matches(\"a\", \"((((a{1000}){1000}){1000}){1000})\")",
      "matches(\"a\", \"(((((()*)*)*)*){1000}){1000}\")",
      "matches(\"a\", \"" + many_times("\\p{L}", 900) + "\", \"i\")",
      "matches(\"a\", \"" + many_times("[\\i\\c-[\\d]]", 400) + "\", \"i\")",
      "matches(\"a\", \"[" + many_times("az", 2000) + "]\", \"i\")",
      "replace(" + many_a + ", \"a\", \"" + many_times("b", 10'000) + "\")",
      "replace(" + many_a + ", \"(a)\", \"" + many_times("$1", 2000) + "\")",
      "split(" + many_a + ", \"a\")",
      "count(for i in 1..1000 return matches(" + some_a + ", \"(a*)*b\"))",
      "substring(" + many_a + ", 1, 1e30)",
      "upper case(" + many_a + ")",
  };
}

void expect_quick_answers(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const std::clock_t start = std::clock();
    const auto node = parse_expression(text, Scope{});
    if (node) {
      const Value value = evaluate(**node, Environment(), {});
      EXPECT_FALSE(value.is_null() && value.reason().message.empty()) << text.substr(0, 80);
    } else {
      EXPECT_FALSE(node.error().message.en.empty()) << text.substr(0, 80);
    }
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    EXPECT_LT(seconds, kSecondsMax) << text.substr(0, 80);
  }
}

TEST(FeelHostility, OfSyntaxIsAnsweredWithinASecond) { expect_quick_answers(hostile_syntax()); }
TEST(FeelHostility, OfNumbersIsAnsweredWithinASecond) { expect_quick_answers(hostile_numbers()); }
TEST(FeelHostility, OfListsIsAnsweredWithinASecond) { expect_quick_answers(hostile_lists()); }
TEST(FeelHostility, OfPatternsIsAnsweredWithinASecond) { expect_quick_answers(hostile_patterns()); }

}  // namespace
}  // namespace chuhai::feel
