#include "rulebook/diff.hpp"

#include <gtest/gtest.h>

#include "pack_folder.hpp"

namespace chuhai::rulebook {
namespace {

std::shared_ptr<const Pack> read_version(const testing::TinyPack& tiny) {
  auto pack = testing::read_tiny(tiny);
  EXPECT_TRUE(pack) << base::describe(pack.error());
  return *pack;
}

testing::TinyPack first_version() {
  testing::TinyPack tiny;
  tiny.rules = {{.id = "all_may_enter"}, {.id = "large_are_refused", .size = "> 10", .outcome = "refused"}};
  return tiny;
}

TEST(DiffRules, NothingDiffersBetweenAPackAndItself) {
  EXPECT_TRUE(diff_rules(*read_version(first_version()), *read_version(first_version())).empty());
}

TEST(DiffRules, ChangedCellsAreNamedByTheirColumn) {
  testing::TinyPack second = first_version();
  second.rules[1].size = "> 8";
  second.rules[1].colour = "\"red\"";
  const auto changes = diff_rules(*read_version(first_version()), *read_version(second));
  ASSERT_EQ(1U, changes.size());
  EXPECT_EQ(RuleChange::Kind::changed, changes[0].kind);
  ASSERT_EQ(2U, changes[0].cells.size());
  EXPECT_EQ("thing.size", changes[0].cells[0].column);
  EXPECT_EQ("> 10", changes[0].cells[0].before);
  EXPECT_EQ("> 8", changes[0].cells[0].after);
  EXPECT_EQ("thing.colour", changes[0].cells[1].column);
  EXPECT_EQ("-", changes[0].cells[1].before);
}

TEST(DiffRules, RulesAreTheSameByTheirId) {
  testing::TinyPack second = first_version();
  second.rules[0].id = "things_may_enter";
  const auto changes = diff_rules(*read_version(first_version()), *read_version(second));
  ASSERT_EQ(2U, changes.size());
  EXPECT_EQ(RuleChange::Kind::removed, changes[0].kind);
  EXPECT_EQ("all_may_enter", changes[0].rule);
  EXPECT_EQ(RuleChange::Kind::added, changes[1].kind);
}

TEST(DiffRules, ASourceThatChangedShowsInTheRulesThatRestOnIt) {
  testing::TinyPack second = first_version();
  testing::replace_first(second.manifest, "Law of things, article 1", "Law of things, article 2");
  const auto changes = diff_rules(*read_version(first_version()), *read_version(second));
  ASSERT_EQ(2U, changes.size());
  EXPECT_EQ("source", changes[0].cells.at(0).column);
}

TEST(ReadPack, AModelFromElsewhereStandsInForTheOneNamed) {
  const testing::TemporaryFolder root, elsewhere;
  testing::write_common(root.path());
  testing::TinyPack tiny = first_version();
  tiny.write(root.path());
  tiny.rules[1].size = "> 8";
  const std::filesystem::path draft = elsewhere.path() / "draft.dmn";
  base::write_file(draft, tiny.model());
  auto pack = read_pack(root.path() / tiny.folder, {draft, root.path()});
  ASSERT_TRUE(pack) << base::describe(pack.error());
  auto original = read_pack(root.path() / tiny.folder);
  ASSERT_TRUE(original);
  EXPECT_EQ(1U, diff_rules(**original, **pack).size());
}

}  // namespace
}  // namespace chuhai::rulebook
