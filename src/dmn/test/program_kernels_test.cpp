#include <gtest/gtest.h>

#include <limits>

#include "feel/parse.hpp"
#include "kernel_flat.hpp"
#include "kernel_partition.hpp"
#include "kernel_pool.hpp"
#include "kernel_tuples.hpp"

namespace chuhai::dmn {
namespace {

feel::Value number(std::string_view text) { return feel::Value(decimal::Decimal::parse(text).value()); }

std::optional<Partition> partition_of(const std::string& tests, column::Type type = column::Type::number) {
  const auto parsed = feel::parse_unary_tests(tests, {{"k"}, {}});
  EXPECT_TRUE(parsed) << tests;
  return Partition::of({&parsed.value()}, type, {});
}

std::uint32_t class_of(const Partition& partition, std::int64_t coefficient, int scale) {
  return partition.at_scale(scale).classify(coefficient);
}

TEST(Partition, CutsTheNumberLineAtTheConstantsOfTheTests) {
  const auto partition = partition_of("< 5, [7.5..10)");
  ASSERT_TRUE(partition);
  EXPECT_EQ(partition->classes(), 7U);
  EXPECT_EQ(class_of(*partition, 4, 0), 0U);
  EXPECT_EQ(class_of(*partition, 5, 0), 1U);
  EXPECT_EQ(class_of(*partition, 7, 0), 2U);
  EXPECT_EQ(class_of(*partition, 8, 0), 4U);
  EXPECT_EQ(class_of(*partition, 75, 1), 3U);
  EXPECT_EQ(class_of(*partition, 10, 0), 5U);
  EXPECT_EQ(class_of(*partition, 1001, 2), 6U);
}

TEST(Partition, EveryClassHasARepresentativeInside) {
  const auto partition = partition_of("not(1, 2.5), > 2.50001");
  ASSERT_TRUE(partition);
  for (std::uint32_t which = 0; which < partition->classes(); ++which) {
    const auto scaled = partition->representative(which).number().to_scaled_int64(8);
    ASSERT_TRUE(scaled);
    EXPECT_EQ(class_of(*partition, *scaled, 8), which);
  }
}

TEST(Partition, ManyBoundariesAreSearched) {
  std::string tests = "0";
  for (int i = 1; i < 40; ++i) tests += ", " + std::to_string(i * 10);
  const auto partition = partition_of(tests);
  ASSERT_TRUE(partition);
  EXPECT_EQ(class_of(*partition, 200, 0), 41U);
  EXPECT_EQ(class_of(*partition, 205, 0), 42U);
  EXPECT_EQ(class_of(*partition, -1, 0), 0U);
}

TEST(Partition, BoundariesBeyondInt64AreNeverOrAlwaysPassed) {
  const auto partition = partition_of("< 1e25, > -1e25");
  ASSERT_TRUE(partition);
  EXPECT_EQ(class_of(*partition, std::numeric_limits<std::int64_t>::max(), 0), 2U);
  EXPECT_EQ(class_of(*partition, std::numeric_limits<std::int64_t>::min(), 0), 2U);
  const auto edge = partition_of("9223372036854775807, -9223372036854775808");
  EXPECT_EQ(class_of(*edge, std::numeric_limits<std::int64_t>::max(), 0), 3U);
  EXPECT_EQ(class_of(*edge, std::numeric_limits<std::int64_t>::min(), 0), 1U);
}

TEST(Partition, TestsOfOtherVariablesOrOfTheValueItselfAreNotCut) {
  EXPECT_FALSE(partition_of("< k"));
  EXPECT_FALSE(partition_of("? * 2 > 7"));
  EXPECT_FALSE(partition_of("\"a\"", column::Type::string));
}

TEST(Partition, DatesAreCutByDay) {
  const auto partition = partition_of("< date(\"1970-01-11\")", column::Type::date);
  ASSERT_TRUE(partition);
  EXPECT_EQ(class_of(*partition, 9, 0), 0U);
  EXPECT_EQ(class_of(*partition, 10, 0), 1U);
  EXPECT_EQ(class_of(*partition, 11, 0), 2U);
}

TEST(ValuePool, KeepsHowANumberWasWritten) {
  ValuePool pool;
  EXPECT_EQ(pool.intern(number("1.1")), 0U);
  EXPECT_EQ(pool.intern(number("1.10")), 1U);
  EXPECT_EQ(pool.intern(number("1.1")), 0U);
  EXPECT_EQ(pool.intern(feel::Value::null("missing", "a")), 2U);
  EXPECT_EQ(pool.intern(feel::Value::null("missing", "b")), 2U);
  EXPECT_EQ(pool.intern(feel::Value::null("not_allowed", "b")), 3U);
}

TEST(CodeMap, FindsWhatWasAddedWhileGrowing) {
  CodeMap map;
  for (std::uint64_t i = 0; i < 5000; ++i) map.add(i * 0x100000001ULL, static_cast<Code>(i));
  for (std::uint64_t i = 0; i < 5000; ++i) EXPECT_EQ(map.find(i * 0x100000001ULL), i);
  EXPECT_EQ(map.find(7), kNoCode);
}

TEST(TupleTable, NumbersTuplesInAGridAndBeyond) {
  TupleTable table(3);
  constexpr std::size_t kRows = 3000;
  std::vector<Code> a(kRows), b(kRows), c(kRows), scratch;
  for (std::size_t i = 0; i < kRows; ++i) {
    a[i] = static_cast<Code>(i % 700);
    b[i] = static_cast<Code>(i * 7 % 900);
    c[i] = static_cast<Code>(i % 2);
  }
  const std::vector<CodeSpan> members{{a.data(), kNoCode}, {b.data(), kNoCode}, {c.data(), kNoCode}};
  const CodeSpan tuples = table.find_rows(members, kRows, scratch);
  std::vector<Code> found;
  for (std::size_t i = 0; i < kRows; ++i) {
    table.members(tuples.at(i), found);
    EXPECT_EQ(found, (std::vector<Code>{a[i], b[i], c[i]}));
  }
  const std::vector<CodeSpan> constant{{nullptr, 1}, {nullptr, 7}, {nullptr, 1}};
  EXPECT_EQ(table.find_rows(constant, kRows, scratch).codes, nullptr);
}

std::optional<FlatExpression> flat(const std::string& text) {
  const auto parsed = feel::parse_expression(text, {{"x", "y", "d"}, {"year", "month", "day"}});
  EXPECT_TRUE(parsed) << text;
  return FlatExpression::compile(*parsed.value(), {{"x"}, {"y"}, {"d"}}, {});
}

TEST(FlatExpression, CalculatesOnScaledNumbers) {
  const std::vector<std::int64_t> x{10, 25, -5};
  const std::vector<std::int64_t> y{3, 0, 7};
  FlatSpan first{column::Type::number, x.data(), 0, 1, nullptr};
  FlatSpan second{column::Type::number, y.data(), 0, 0, nullptr};
  FlatSpan day;
  day.type = column::Type::date;
  FlatExpression::Result result;
  const std::vector<FlatSpan> inputs{first, second, day};
  ASSERT_TRUE(flat("x * y + 0.25 - d.year")->run(inputs, 3, result));
  EXPECT_EQ(result.scale, 2);
  EXPECT_EQ(result.numbers, (std::vector<std::int64_t>{300 + 25 - 197000, 25 - 197000, -350 + 25 - 197000}));
  ASSERT_TRUE(flat("-x >= y")->run(inputs, 3, result));
  EXPECT_EQ(result.numbers, (std::vector<std::int64_t>{0, 0, 0}));
}

TEST(FlatExpression, LeavesOverflowAndOtherOperationsToTheInterpreter) {
  const std::vector<std::int64_t> x{std::numeric_limits<std::int64_t>::max()};
  const std::vector<FlatSpan> inputs(3, FlatSpan{column::Type::number, x.data(), 0, 0, nullptr});
  FlatExpression::Result result;
  EXPECT_FALSE(flat("x + 1")->run(inputs, 1, result));
  EXPECT_FALSE(flat("x < 0.5")->run(inputs, 1, result));
  EXPECT_FALSE(flat("d.year")->run(inputs, 1, result));
  EXPECT_FALSE(flat("x / y"));
  EXPECT_FALSE(flat("floor(x)"));
}

}  // namespace
}  // namespace chuhai::dmn
