#include <gtest/gtest.h>

#include <string>

#include "feel/evaluate.hpp"
#include "feel/parse.hpp"

namespace chuhai::feel {
namespace {

Value run(const std::string& text, const EvaluationOptions& options = {}) {
  const auto node = parse_expression(text, Scope{});
  if (!node) return Value::null(node.error().code, node.error().message.en);
  return evaluate(**node, Environment(), options);
}

std::string code_of(const Value& value) { return value.is_null() ? value.reason().code : "not null"; }

std::string repeated(const std::string& part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

TEST(FeelSyntaxError, NamesLineColumnAndShowsACaret) {
  const auto node = parse_expression("1 +\n  (2 * ]", Scope{});
  ASSERT_FALSE(node);
  EXPECT_EQ(node.error().code, "feel_syntax");
  EXPECT_EQ(node.error().where.line, 2U);
  EXPECT_NE(node.error().message.en.find("(2 * ]\n"), std::string::npos) << node.error().message.en;
  EXPECT_NE(node.error().message.en.find("^"), std::string::npos);
  EXPECT_NE(node.error().message.zh.find("第 2 行"), std::string::npos) << node.error().message.zh;
}

TEST(FeelSyntaxError, CaretStandsUnderWideCharacters) {
  const auto node = parse_expression("\"挖掘机\" ]", Scope{});
  ASSERT_FALSE(node);
  EXPECT_EQ(node.error().where.column, 7U);
  EXPECT_NE(node.error().message.en.find("\n           ^"), std::string::npos) << node.error().message.en;
}

TEST(FeelLimits, DeepTextsAreRefused) {
  for (const auto& [open, close] :
       {std::pair{"(", ")"}, {"[", "]"}, {"{a: ", "}"}, {"-", ""}, {"not(", ")"}}) {
    const auto node = parse_expression(repeated(open, 5000) + "1" + repeated(close, 5000), Scope{});
    ASSERT_FALSE(node) << open;
    EXPECT_EQ(node.error().code, "feel_too_deep") << open;
  }
  EXPECT_TRUE(parse_expression(repeated("(", 150) + "1" + repeated(")", 150), Scope{}));
}

TEST(FeelLimits, LongChainsAreSummedOrRefused) {
  EXPECT_TRUE(same(run("1" + repeated("+1", 1500)), Value(decimal::Decimal(1501))));
  EXPECT_TRUE(same(run("true" + repeated(" and true", 1500)), Value(true)));
  for (const std::string part : {"+1", "[1]", ".a", "(1)", "**1", " and 1"}) {
    EXPECT_EQ(code_of(run("1" + repeated(part, 100'000))), "feel_too_deep") << part;
  }
}

TEST(FeelLimits, TextsAreNotReadBeyondTheirLength) {
  const auto node = parse_expression(std::string(1'000'001, ' '), Scope{});
  ASSERT_FALSE(node);
  EXPECT_EQ(node.error().code, "feel_too_long");
}

TEST(FeelLimits, HugeWorkEndsWithAReason) {
  EvaluationOptions options;
  options.limits.steps_max = 100'000;
  options.limits.list_items_max = 10'000;
  EXPECT_EQ(code_of(run("for i in 1..1e12 return i", options)), "too_many_items");
  EXPECT_EQ(code_of(run("for i in 1..9000, j in 1..9000 return i", options)), "too_many_items");
  EXPECT_EQ(code_of(run("some i in 1..9000, j in 1..9000 satisfies false", options)), "too_many_steps");
  EXPECT_EQ(code_of(run("count(for i in 1..9000 return partial)", options)), "too_many_steps");
  EXPECT_EQ(code_of(run("{d: function(s) s + s, f: function(n, s, f) if n = 0 then s else f(n - 1, d(s), f), "
                        "r: f(60, \"aaaaaaaaaa\", f)}.r")),
            "too_long");
  EXPECT_EQ(code_of(run("{f: function(n, f) f(n + 1, f), r: f(0, f)}.r")), "too_deep");
}

TEST(FeelLimits, ValuesThatShareTheirPartsStayCheap) {
  std::string text = "{a0: [1]";
  for (int i = 1; i <= 60; ++i) {
    const std::string before = "a" + std::to_string(i - 1);
    text += ", a" + std::to_string(i) + ": [" + before + ", " + before + "]";
  }
  EXPECT_EQ(code_of(run(text + "}.a60 = [1]")), "not null");
  EXPECT_EQ(code_of(run("{v: " + text + "}.a60, w: v = v}.w")), "not_comparable");
  EXPECT_EQ(code_of(run("string(" + text + "}.a60)")), "too_long");
  EXPECT_EQ(code_of(run("flatten(" + text + "}.a60)")), "too_many_items");
}

TEST(FeelNames, TheLongestDeclaredNameWins) {
  const Scope scope{{"rate", "rate of duty", "a", "b", "a-b", "date", "time"}, {"net price"}};
  const auto paths = [&](const std::string& text) {
    const auto node = parse_expression(text, scope);
    return node ? free_paths(**node) : std::vector<std::string>{node.error().code};
  };
  EXPECT_EQ(paths("rate of duty * rate"), (std::vector<std::string>{"rate", "rate of duty"}));
  EXPECT_EQ(paths("a-b"), (std::vector<std::string>{"a-b"}));
  EXPECT_EQ(paths("b-a"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(paths("a.net price + a.b.c"), (std::vector<std::string>{"a.b.c", "a.net price"}));
  EXPECT_EQ(paths("date and time"), (std::vector<std::string>{"date", "time"}));
  EXPECT_EQ(paths("date and time(\"2020-01-01\")"), (std::vector<std::string>{}));
  EXPECT_EQ(paths("for rate in a return rate + b"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(paths("(function(x) x + b)(a)"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(paths("{c: a, d: c}"), (std::vector<std::string>{"a"}));
  EXPECT_EQ(paths("count(a[item > b])"), (std::vector<std::string>{"a", "b"}));
}

TEST(FeelTypes, AreReadWithTheirArguments) {
  EXPECT_EQ(parse_type("feel:number")->name, "number");
  EXPECT_EQ(parse_type("list<list<string>>")->arguments[0].arguments[0].name, "string");
  EXPECT_EQ(parse_type("context<a b: number, c: date and time>")->names[0], "a b");
  EXPECT_EQ(parse_type("function<number, string> -> boolean")->arguments.size(), 3U);
  EXPECT_EQ(parse_type("tLoan")->name, "tLoan");
  EXPECT_EQ(parse_type("lib.tLoan")->name, "lib.tLoan");
  EXPECT_EQ(parse_type("a type of its own")->name, "a type of its own");
  EXPECT_FALSE(parse_type("list<"));
  EXPECT_FALSE(parse_type(""));
}

TEST(FeelClosures, OutliveTheEvaluationThatMadeThem) {
  Value function;
  {
    Environment environment;
    environment.set("k", Value(decimal::Decimal(3)));
    const auto node = parse_expression("function(x) x * k", Scope{{"k"}, {}});
    ASSERT_TRUE(node);
    function = evaluate(**node, environment, {});
  }
  ASSERT_EQ(function.kind(), Kind::function);
  const Value result = call_function(*function.function(), {Value(decimal::Decimal(5))}, {});
  EXPECT_TRUE(same(result, Value(decimal::Decimal(15)))) << to_feel_text(result);
  EXPECT_EQ(code_of(call_function(*function.function(), {}, {})), "wrong_arguments");
}

TEST(FeelNulls, SayWhichNameHasNoValue) {
  Environment environment;
  environment.set("age", Value());
  const auto node = parse_expression("age + 1 > 2", Scope{{"age"}, {}});
  ASSERT_TRUE(node);
  const Value value = evaluate(**node, environment, {});
  EXPECT_EQ(code_of(value), "missing");
  EXPECT_EQ(value.reason().message, "'age' has no value");
}

}  // namespace
}  // namespace chuhai::feel
