#include "rulebook/explain.hpp"

#include <gtest/gtest.h>

#include "pack_folder.hpp"

namespace chuhai::rulebook {
namespace {

Explanation explain_tiny(const testing::TinyPack& tiny, const Facts& facts) {
  const testing::TemporaryFolder root;
  testing::write_common(root.path());
  tiny.write(root.path());
  auto book = Book::load(root.path());
  EXPECT_TRUE(book) << base::describe(book.error());
  auto explanation = explain_case(book->packs().front(), book->vocabulary(), facts, {2026, 6, 1});
  EXPECT_TRUE(explanation) << base::describe(explanation.error());
  return *explanation;
}

testing::TinyPack explained_pack() {
  testing::TinyPack tiny;
  tiny.rules = {{.id = "all_may_enter"},
                {.id = "large_red_are_refused", .size = "> 10", .colour = "\"red\"", .outcome = "refused"}};
  return tiny;
}

TEST(ExplainCase, EveryCellIsToldAlsoBehindOneThatFails) {
  const Explanation explanation =
      explain_tiny(explained_pack(),
                   {{"thing.size", feel::Value(decimal::Decimal(5))}, {"thing.colour", feel::Value("red")}});
  EXPECT_EQ(Outcome::allowed, explanation.verdict.outcome);
  ASSERT_EQ(2U, explanation.rules.size());
  EXPECT_TRUE(explanation.rules[0].cells.empty());
  const RuleExplanation& refused = explanation.rules[1];
  EXPECT_EQ(feel::Tri::no, refused.state);
  EXPECT_EQ("refused none QR-CP none", refused.says);
  ASSERT_EQ(2U, refused.cells.size());
  EXPECT_EQ("5", refused.cells[0].value);
  EXPECT_EQ("> 10", refused.cells[0].test);
  EXPECT_EQ(feel::Tri::no, refused.cells[0].state);
  EXPECT_EQ(feel::Tri::yes, refused.cells[1].state);
}

TEST(ExplainCase, WhatIsUnknownKeepsTheVerdictOpenThoughTheStandardWouldAllow) {
  const Explanation explanation = explain_tiny(explained_pack(), {{"thing.colour", feel::Value("red")}});
  EXPECT_EQ(Outcome::undecided, explanation.verdict.outcome);
  EXPECT_EQ(Outcome::allowed, explanation.standard);
  EXPECT_EQ(std::vector<std::string>{"thing.size"}, explanation.verdict.missing);
  EXPECT_EQ(feel::Tri::unknown, explanation.rules[1].cells[0].state);
}

}  // namespace
}  // namespace chuhai::rulebook
