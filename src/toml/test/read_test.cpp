#include "toml/read.hpp"

#include <gtest/gtest.h>

#include "json/write.hpp"

namespace chuhai::toml {
namespace {

json::Value parsed(std::string_view text) {
  auto value = parse(text, "t.toml");
  EXPECT_TRUE(value) << base::describe(value.error());
  return value ? *std::move(value) : json::Value();
}

std::string as_json(std::string_view text) { return json::write(parsed(text)); }

/// "line:column code" of the refusal of a text.
std::string refusal(std::string_view text) {
  const auto value = parse(text, "t.toml");
  if (value) return "accepted";
  EXPECT_FALSE(value.error().message.zh.empty());
  EXPECT_EQ(value.error().where.source, "t.toml");
  const base::Where& where = value.error().where;
  return std::to_string(where.line) + ":" + std::to_string(where.column) + " " + value.error().code;
}

TEST(Toml, GivesTheTreeOfJson) {
  EXPECT_EQ(
      as_json(
          "title = \"旋挖\"\nok = true\n[b]\nx = 1\n[b.c]\ny = [1, [2]]\n[[rows]]\ni = 1\n[[rows]]\ni = 2\n"),
      R"({"title":"旋挖","ok":true,"b":{"x":1,"c":{"y":[1,[2]]}},"rows":[{"i":1},{"i":2}]})");
  EXPECT_EQ(as_json(""), "{}");
}

TEST(Toml, KeepsTheOrderOfMembers) {
  EXPECT_EQ(as_json("z = 1\na = 2\nm.y = 3\nm.b = 4\nt = {d = 1, c = 2}"),
            R"({"z":1,"a":2,"m":{"y":3,"b":4},"t":{"d":1,"c":2}})");
  EXPECT_EQ(as_json("[z]\n[a]\n[z.q]\n[z.b]"), R"({"z":{"q":{},"b":{}},"a":{}})");
}

TEST(Toml, NumbersAreExact) {
  EXPECT_EQ(as_json("a = 0.10\nb = -1_000.25\nc = +1.5\nd = 1e3\ne = 1_0.5E-2 # c\nf=[0.3,0.7]\n"),
            R"({"a":0.10,"b":-1000.25,"c":1.5,"d":1000,"e":0.105,"f":[0.3,0.7]})");
  EXPECT_EQ(as_json("\"旋挖\" = { x = 12345678901234.123456789012345678 }"),
            R"({"旋挖":{"x":12345678901234.123456789012345678}})");
  EXPECT_EQ(as_json("a = 0xff\nb = 1_000\nc = -9223372036854775808"),
            R"({"a":255,"b":1000,"c":-9223372036854775808})");
  EXPECT_EQ(as_json("a = 0.0\nb = -0.0\n"), R"({"a":0.0,"b":0.0})");
  EXPECT_EQ(as_json("\xEF\xBB\xBF"
                    "a = 0.5\r\nb = 0.25\r\n"),
            R"({"a":0.5,"b":0.25})");
}

TEST(Toml, LeadingEmptyLinesDoNotShiftNumbers) {
  EXPECT_EQ(as_json("\n"), "{}");
  EXPECT_EQ(as_json("\n\n a = 0.5\n\nb = [\n0.25,\n 0.75]"), R"({"a":0.5,"b":[0.25,0.75]})");
}

TEST(Toml, DatesBecomeText) {
  EXPECT_EQ(as_json("d = 2021-11-05\nt = 07:32:00\ni = 2021-11-05T07:32:00Z\nl = 2021-11-05 07:32:00.5\n"
                    "o = 2021-11-05T07:32:00+08:00"),
            R"({"d":"2021-11-05","t":"07:32:00","i":"2021-11-05T07:32:00Z","l":"2021-11-05T07:32:00.5",)"
            R"("o":"2021-11-05T07:32:00+08:00"})");
}

TEST(Toml, TellsPositions) {
  const json::Value value = parsed("# c\n\na = \"x\"\n[t]\n  b = [1,\n 2.5]\n");
  EXPECT_EQ(value.find("a")->position().line, 3U);
  EXPECT_EQ(value.find("a")->position().column, 5U);
  EXPECT_EQ(value.find("t")->position().line, 4U);
  const json::Value& array = *value.find("t")->find("b");
  EXPECT_EQ(array.array()[1].position().line, 6U);
  EXPECT_EQ(array.array()[1].position().column, 2U);
}

TEST(Toml, RefusesWrongSyntaxWithItsPlace) {
  EXPECT_EQ(refusal("a = 1\nb = \n").substr(0, 2), "2:");
  EXPECT_EQ(refusal("a = 1\na = 2\n").substr(0, 2), "2:");
  EXPECT_EQ(refusal("a = 2021-13-05").substr(0, 2), "1:");
  for (const char* text : {"a", "a =", "[a", "a = \"", "a = [1", "a = {b = 1", "= 1", "a = 'x\n'", "a = 01",
                           "a = 99999999999999999999", "a = 1.", "a = tru", "[a]\n[a]"}) {
    EXPECT_NE(refusal(text).find("toml_syntax"), std::string::npos) << text;
  }
}

TEST(Toml, RefusesWhatIsNoExactFiniteNumber) {
  EXPECT_EQ(refusal("a = 1\nb = inf"), "2:5 toml_number_not_finite");
  EXPECT_EQ(refusal("b = -nan"), "1:5 toml_number_not_finite");
  EXPECT_EQ(refusal("b = [0.1, 1.00000000000000000000000000000000000000001]"), "1:11 number_too_precise");
}

TEST(Toml, RefusesHostileInput) {
  EXPECT_EQ(refusal("a = \"\xB9\xA4\""), "0:0 not_utf8");
  EXPECT_EQ(refusal(std::string(17 * 1024 * 1024, '\n')), "0:0 toml_too_large");
  EXPECT_NE(refusal("a = " + std::string(100000, '[')), "accepted");
  EXPECT_NE(refusal("a = " + std::string(100, '[') + std::string(100, ']')), "accepted");
}

TEST(Toml, RefusesKeysWithMillionsOfDots) {
  std::string dotted = "a";
  for (int i = 0; i < 4000000; ++i) dotted += ".a";
  EXPECT_EQ(refusal("x = 1\n" + dotted + " = 1"), "2:130 toml_too_deep");
  EXPECT_EQ(refusal("[" + dotted + "]"), "1:131 toml_too_deep");
  EXPECT_EQ(refusal("x = {" + dotted + " = 1}"), "1:135 toml_too_deep");
}

TEST(Toml, DotsInTextAndCommentsAreNoKeys) {
  const std::string dots(200, '.');
  EXPECT_EQ(refusal("a = \"" + dots + "\" # " + dots + "\nb = '" + dots + "'\nc = \"\"\"\n\"" + dots +
                    "\\\"\n\"\"\"\nd = '''" + dots + "'''\n"),
            "accepted");
  std::string numbers;
  for (int i = 0; i < 200; ++i) numbers += "0.5, ";
  EXPECT_EQ(refusal("a = [" + numbers + "]"), "accepted");
}

}  // namespace
}  // namespace chuhai::toml
