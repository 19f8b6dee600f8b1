#include "base/result.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/environment.hpp"
#include "base/id.hpp"

namespace chuhai::base {
namespace {

Error sample_error() {
  return {ErrorKind::invalid, "bad_cell", {"not a number", "不是数字"}, {"list.csv", 3, 7, "hours"}};
}

TEST(Result, HoldsTheValue) {
  const Result<int> result = 7;
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(*result, 7);
  EXPECT_EQ(result.value_or(1), 7);
}

TEST(Result, HoldsTheError) {
  const Result<std::string> result = sample_error();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "bad_cell");
  EXPECT_EQ(result.value_or("else"), "else");
}

TEST(Result, MovesAMoveOnlyValueOut) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
  const std::unique_ptr<int> taken = *std::move(result);
  EXPECT_EQ(*taken, 5);
}

TEST(Result, OfVoidIsSuccessUnlessGivenAnError) {
  const Result<void> good;
  const Result<void> bad = sample_error();
  EXPECT_TRUE(good.has_value());
  EXPECT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().where.line, 3U);
}

TEST(ResultDeathTest, ReadingTheValueOfAnErrorIsABug) {
  const Result<int> result = sample_error();
  EXPECT_DEATH((void)result.value(), "broken invariant");
}

TEST(Describe, SaysSourceLineColumnFieldAndMessage) {
  EXPECT_EQ(describe(sample_error()), "list.csv:3:7: hours: not a number");
}

TEST(Describe, LeavesAbsentPartsOut) {
  Error error = sample_error();
  error.where = {};
  EXPECT_EQ(describe(error), "not a number");
  error.where.source = "a.xml";
  EXPECT_EQ(describe(error), "a.xml: not a number");
  error.where.line = 4;
  EXPECT_EQ(describe(error), "a.xml:4: not a number");
  error.where = {"", 0, 0, "hours"};
  EXPECT_EQ(describe(error), "hours: not a number");
}

TEST(ExitCode, IsOneForRefusalsAndTwoForUnreadableInput) {
  EXPECT_EQ(exit_code(ErrorKind::refused), 1);
  EXPECT_EQ(exit_code(ErrorKind::conflict), 1);
  EXPECT_EQ(exit_code(ErrorKind::invalid), 2);
  EXPECT_EQ(exit_code(ErrorKind::not_found), 2);
  EXPECT_EQ(exit_code(ErrorKind::limit), 2);
  EXPECT_EQ(exit_code(ErrorKind::unsupported), 2);
}

struct ThisTag;
TEST(Id, ComparesAndHashesByItsText) {
  const Id<ThisTag> a("a");
  EXPECT_LT(a, Id<ThisTag>("b"));
  EXPECT_EQ(std::hash<Id<ThisTag>>{}(a), std::hash<Id<ThisTag>>{}(Id<ThisTag>("a")));
}

}  // namespace
}  // namespace chuhai::base
