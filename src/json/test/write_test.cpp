#include "json/write.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.hpp"
#include "json/parse.hpp"

namespace chuhai::json {
namespace {

TEST(Write, CompactIsOneLine) {
  Value value{Object{}};
  value.set("b", Value(1));
  value.set("a", Value(Array{Value(), Value(true), Value("旋挖"), Value(Object{}), Value(Array{})}));
  EXPECT_EQ(write(value), R"({"b":1,"a":[null,true,"旋挖",{},[]]})");
}

TEST(Write, PrettyIndentsByTwo) {
  const auto value = parse(R"({"a":[1,{"b":"c"}],"d":{},"e":[]})", "t.json");
  EXPECT_EQ(write(*value, Style::pretty),
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"c\"\n    }\n  ],\n  \"d\": {},\n  \"e\": []\n}\n");
}

TEST(Write, EscapesOnlyWhatItMust) {
  EXPECT_EQ(write(Value(std::string("\"\\/\b\f\n\r\t\x01\x1f\x7f", 11))),
            "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
  EXPECT_EQ(write(Value("\xB9")), "\"\xEF\xBF\xBD\"");
}

TEST(Write, NumbersKeepTheirDecimals) {
  EXPECT_EQ(write(*parse("[1.10,-0.5,1e3,12345678901234567890123456789012]", "t")),
            "[1.10,-0.5,1000,12345678901234567890123456789012]");
}

TEST(Write, SettingAMemberTwiceReplacesIt) {
  Value value{Object{}};
  value.set("a", Value(1));
  value.set("a", Value(2));
  EXPECT_EQ(write(value), R"({"a":2})");
}

TEST(Writer, StreamsInPieces) {
  std::string out;
  std::size_t pieces = 0;
  Writer writer([&](std::string_view bytes) { out += bytes, ++pieces; });
  writer.begin_array();
  for (int i = 0; i < 20000; ++i) {
    writer.begin_object();
    writer.member("name", "row");
    writer.key("i");
    writer.number(i);
    writer.end_object();
  }
  writer.end_array();
  writer.finish();
  EXPECT_GT(pieces, 3U);
  const auto read = parse(out, "t.json");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->array().size(), 20000U);
}

TEST(WriterDeathTest, WrongOrderOfCallsIsABug) {
  const auto ignore = [](std::string_view) {};
  EXPECT_DEATH(
      {
        Writer writer(ignore);
        writer.begin_object();
        writer.null();
      },
      "broken invariant");
  EXPECT_DEATH(
      {
        Writer writer(ignore);
        writer.begin_array();
        writer.end_object();
      },
      "broken invariant");
  EXPECT_DEATH(
      {
        Writer writer(ignore);
        writer.begin_array();
        writer.finish();
      },
      "broken invariant");
}

/// A tree drawn from the numbers, so that shrinking them shrinks the tree.
Value drawn(std::vector<std::uint32_t>& numbers, int depth) {
  if (numbers.empty()) return Value();
  const std::uint32_t number = numbers.back();
  numbers.pop_back();
  switch (number % (depth > 4 ? 4 : 6)) {
    case 0:
      return Value();
    case 1:
      return Value(number % 2 == 0);
    case 2:
      return Value(decimal::Decimal::scaled(number, -static_cast<int>(number % 7)));
    case 3:
      return Value(base::encode_utf8(std::u32string(number % 4, static_cast<char32_t>(number % 0xD800))));
    case 4: {
      Array array;
      for (std::uint32_t i = 0; i < number % 5; ++i) array.push_back(drawn(numbers, depth + 1));
      return Value(std::move(array));
    }
    default: {
      Value object{Object{}};
      for (std::uint32_t i = 0; i < number % 5; ++i) {
        object.set("k\"" + std::to_string(i), drawn(numbers, depth + 1));
      }
      return object;
    }
  }
}

TEST(Write, WhatIsWrittenReadsBackTheSame) {
  EXPECT_TRUE(rc::check([](std::vector<std::uint32_t> numbers) {
    const Value value = drawn(numbers, 0);
    for (const Style style : {Style::compact, Style::pretty}) {
      const auto read = parse(write(value, style), "t.json");
      RC_ASSERT(read.has_value());
      RC_ASSERT(write(*read, style) == write(value, style));
    }
  }));
}

}  // namespace
}  // namespace chuhai::json
