#include "json/parse.hpp"

#include <gtest/gtest.h>

#include "json/write.hpp"

namespace chuhai::json {
namespace {

Value parsed(std::string_view text) {
  auto value = parse(text, "t.json");
  EXPECT_TRUE(value) << base::describe(value.error()) << " in " << text;
  return value ? *std::move(value) : Value();
}

/// "line:column code" of the refusal of a text.
std::string refusal(std::string_view text, Limits limits = {}) {
  const auto value = parse(text, "t.json", limits);
  if (value) return "accepted";
  EXPECT_FALSE(value.error().message.en.empty());
  EXPECT_FALSE(value.error().message.zh.empty());
  const base::Where& where = value.error().where;
  EXPECT_EQ(where.source, "t.json");
  return std::to_string(where.line) + ":" + std::to_string(where.column) + " " + value.error().code;
}

TEST(Parse, ReadsEveryKind) {
  const Value value =
      parsed(R"( {"n":null,"t":true,"f":false,"i":-12,"s":"a\"\u65cb\n","a":[1,[]],"o":{}} )");
  EXPECT_TRUE(value.find("n")->is_null());
  EXPECT_TRUE(value.find("t")->boolean());
  EXPECT_FALSE(value.find("f")->boolean());
  EXPECT_EQ(value.find("i")->number(), decimal::Decimal(-12));
  EXPECT_EQ(value.find("s")->string(), "a\"旋\n");
  EXPECT_EQ(value.find("a")->array().size(), 2U);
  EXPECT_TRUE(value.find("o")->object().empty());
  EXPECT_EQ(value.find("none"), nullptr);
  EXPECT_EQ(value.find("s")->find("x"), nullptr);
}

TEST(Parse, ReadsAScalarAlone) {
  EXPECT_EQ(parsed("12").number(), decimal::Decimal(12));
  EXPECT_EQ(parsed("\xEF\xBB\xBF\"x\"").string(), "x");
  EXPECT_TRUE(parsed(" null ").is_null());
}

TEST(Parse, NumbersAreExact) {
  EXPECT_EQ(parsed("0.1").number().to_string(), "0.1");
  EXPECT_EQ(parsed("1.10").number().to_string(), "1.10");
  EXPECT_EQ(parsed("123456789012345678901234567890.1234").number().to_string(),
            "123456789012345678901234567890.1234");
  EXPECT_EQ(parsed("18446744073709551616").number().to_string(), "18446744073709551616");
  EXPECT_EQ(parsed("[1.5e2]").array()[0].number(), decimal::Decimal(150));
  EXPECT_TRUE(parsed("1e400").number().is_finite());
}

TEST(Parse, NumbersThatWouldLoseDigitsAreRefused) {
  EXPECT_EQ(refusal("[1,\n 1.00000000000000000000000000000000000001]"), "2:2 number_too_precise");
  EXPECT_EQ(refusal("1e7000"), "1:1 number_out_of_range");
}

TEST(Parse, KeepsTheOrderOfMembersAndTheirPositions) {
  const Value value = parsed("{\n  \"旋挖\": 1, \"a\" : [ \"x\",\n true ]\n}");
  ASSERT_EQ(value.object().size(), 2U);
  EXPECT_EQ(value.object()[0].first, "旋挖");
  EXPECT_EQ(value.position().line, 1U);
  EXPECT_EQ(value.find("旋挖")->position().line, 2U);
  EXPECT_EQ(value.find("旋挖")->position().column, 9U);
  const Value& array = *value.find("a");
  EXPECT_EQ(array.position().column, 18U);
  EXPECT_EQ(array.array()[0].position().column, 20U);
  EXPECT_EQ(array.array()[1].position().line, 3U);
  EXPECT_EQ(array.array()[1].position().column, 2U);
}

TEST(Parse, PositionsSurviveEscapesAndLongStrings) {
  const std::string longer(10000, 'x');
  const Value value = parsed("[\"a\\\\\\\"[{,\", \"" + longer + "\\n" + longer + "\", 7]");
  EXPECT_EQ(value.array()[1].string().size(), 20001U);
  EXPECT_EQ(value.array()[2].position().column, 20020U);
}

TEST(Parse, RefusesADuplicateKeyAtItsSecondPlace) {
  EXPECT_EQ(refusal("{\"a\":1,\n\"b\":2,\n \"a\":3}"), "3:2 json_duplicate_key");
  EXPECT_EQ(refusal(R"([{"o":{"a":1,"\u0061":2}}])"), "1:14 json_duplicate_key");
  EXPECT_EQ(refusal(R"([{"a":1},{"a":1}])"), "accepted");
}

TEST(Parse, RefusesWhatIsTooDeepAtTheLevel) {
  const std::string deep(100000, '[');
  EXPECT_EQ(refusal(deep), "1:65 json_too_deep");
  EXPECT_EQ(refusal("[[[]]]", {.depth_max = 3}), "accepted");
  EXPECT_EQ(refusal("[[[]]]", {.depth_max = 2}), "1:3 json_too_deep");
  EXPECT_EQ(refusal(std::string(1000, '[') + std::string(1000, ']'), {.depth_max = 100000}), "accepted");
}

TEST(Parse, RefusesWhatIsTooLarge) {
  EXPECT_EQ(refusal("[1,2]", {.bytes_max = 5}), "accepted");
  EXPECT_EQ(refusal("[1,2]", {.bytes_max = 4}), "0:0 json_too_large");
}

TEST(Parse, RefusesWrongSyntaxWithItsPlace) {
  EXPECT_EQ(refusal("[1,\n  x]"), "2:3 json_syntax");
  EXPECT_EQ(refusal("{\"a\" 1}"), "1:6 json_syntax");
  EXPECT_EQ(refusal("[1] 2"), "1:5 json_syntax");
  EXPECT_EQ(refusal("[1,]"), "1:4 json_syntax");
  for (const char* text :
       {"",   " ",   "[",   "{\"a\":", "\"abc", "tru",     "[1",     "nul",     "01",          "1.", "+1",
        ".5", "NaN", "'a'", "{a:1}",   "[1 2]", "// c\n1", "\"\t\"", "\"\\x\"", "\"\\ud800\"", "-",  "1e"}) {
    EXPECT_NE(refusal(text), "accepted") << text;
  }
}

TEST(Parse, RefusesEveryTruncation) {
  const std::string whole = R"({"a":[1.5,true,"x\u65cb\n"],"b":{"c":null}})";
  for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) {
    EXPECT_NE(refusal(whole.substr(0, bytes)), "accepted") << whole.substr(0, bytes);
  }
}

TEST(Parse, RefusesMalformedUtf8) { EXPECT_EQ(refusal("[\"\xB9\xA4\"]"), "0:0 not_utf8"); }

TEST(Parse, AHundredThousandKeysAreFast) {
  std::string text = "{";
  for (int i = 0; i < 100000; ++i) text += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  text.back() = '}';
  EXPECT_EQ(parsed(text).object().size(), 100000U);
}

}  // namespace
}  // namespace chuhai::json
