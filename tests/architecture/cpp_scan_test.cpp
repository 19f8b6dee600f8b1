#include "cpp_scan.hpp"

#include <gtest/gtest.h>

namespace chuhai::architecture {
namespace {

TEST(ScanFunctions, CountsFromBraceToBrace) {
  const auto functions = scan_functions("namespace a {\nint f(int x) {\n  return x;\n}\n}  // namespace a\n");
  ASSERT_EQ(functions.size(), 1U);
  EXPECT_EQ(functions[0].name, "f");
  EXPECT_EQ(functions[0].line, 2U);
  EXPECT_EQ(functions[0].line_count, 3U);
}

TEST(ScanFunctions, MemberInitializersAreNotBodies) {
  const auto functions =
      scan_functions("struct A {\n  explicit A(int x) : x_{x}, y_(x) {\n    go();\n  }\n};\n");
  ASSERT_EQ(functions.size(), 1U);
  EXPECT_EQ(functions[0].name, "A");
  EXPECT_EQ(functions[0].line_count, 3U);
}

TEST(ScanFunctions, TablesTypesAndBracesInLiteralsAreNotFunctions) {
  EXPECT_TRUE(scan_functions("const std::array<int, 2> kTable = {\n  1,\n  2,\n};\n").empty());
  EXPECT_TRUE(
      scan_functions("enum class E : std::uint8_t {\n  a,\n};\nclass B : public C<int> {\n};\n").empty());
  const auto functions = scan_functions("void f() {\n  g(\"}\", '{', R\"x(}})x\");  // }\n}\n");
  ASSERT_EQ(functions.size(), 1U);
  EXPECT_EQ(functions[0].line_count, 3U);
}

TEST(ScanFunctions, OperatorsTemplatesAndConstraintsHaveTheirNames) {
  const auto functions = scan_functions(
      "template <class T>\n  requires(sizeof(T) > 4)\nbool Box::fits(int n) const {\n}\n"
      "bool operator==(const A& a, const A& b) {\n}\n");
  ASSERT_EQ(functions.size(), 2U);
  EXPECT_EQ(functions[0].name, "Box::fits");
  EXPECT_EQ(functions[1].name, "operator==");
}

TEST(ScanFunctions, LambdasCountTowardsTheirFunction) {
  const auto functions = scan_functions("void f() {\n  const auto g = [](int x) {\n    return x;\n  };\n}\n");
  ASSERT_EQ(functions.size(), 1U);
  EXPECT_EQ(functions[0].line_count, 5U);
}

TEST(ScanWords, CutsAtUnderscoresAndHumps) {
  std::string all;
  for (const Word& word : scan_words("kMaxRows read_row HTTPServer isn't x9y")) all += word.text + " ";
  EXPECT_EQ(all, "k max rows read row httpserver isn t x y ");
}

TEST(ScanIncludes, KnowsQuotesFromBrackets) {
  const auto includes = scan_includes("#pragma once\n#include <vector>\n#include \"base/text.hpp\"\n");
  ASSERT_EQ(includes.size(), 2U);
  EXPECT_FALSE(includes[0].is_quoted);
  EXPECT_EQ(includes[1].target, "base/text.hpp");
  EXPECT_EQ(includes[1].line, 3U);
}

}  // namespace
}  // namespace chuhai::architecture
