#include "rulebook/check.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "pack_folder.hpp"

namespace chuhai::rulebook {
namespace {

constexpr calendar::Date kCheckDay{2026, 6, 1};

std::vector<CheckFinding> check_tiny(const testing::TinyPack& tiny, const calendar::Date& day = kCheckDay) {
  auto pack = testing::read_tiny(tiny);
  EXPECT_TRUE(pack) << base::describe(pack.error());
  return check_pack(**pack, day);
}

const CheckFinding* find(const std::vector<CheckFinding>& findings, std::string_view code,
                         std::string_view subject = {}) {
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const CheckFinding& finding) {
    return finding.code == code && (subject.empty() || finding.subject == subject);
  });
  return found == findings.end() ? nullptr : &*found;
}

testing::TinyPack two_sizes(const std::string& large = "> 10") {
  testing::TinyPack tiny;
  tiny.rules = {{.id = "small_may_enter", .size = "<= 10"},
                {.id = "large_are_refused", .size = large, .outcome = "refused"}};
  return tiny;
}

TEST(CheckPack, ShowsAnInputAboutWhichNothingIsSaid) {
  EXPECT_EQ(nullptr, find(check_tiny(two_sizes()), "nothing_said"));
  const auto findings = check_tiny(two_sizes("> 20"));
  const CheckFinding* open = find(findings, "nothing_said");
  ASSERT_NE(nullptr, open);
  EXPECT_EQ(Severity::notice, open->severity);
  EXPECT_NE(open->example.end(),
            std::find_if(open->example.begin(), open->example.end(),
                         [](const auto& one) { return one.first == "thing.size" && one.second == "15"; }));
}

TEST(CheckPack, ConditionsSayNothing) {
  testing::TinyPack tiny = two_sizes();
  tiny.rules[1].outcome = "condition";
  EXPECT_NE(nullptr, find(check_tiny(tiny), "nothing_said"));
}

TEST(CheckPack, ARuleThatNoInputReachesIsAnError) {
  testing::TinyPack tiny = two_sizes();
  tiny.rules.push_back({.id = "impossible", .size = "< 0", .outcome = "condition"});
  const auto findings = check_tiny(tiny);
  const CheckFinding* never = find(findings, "never_fires");
  ASSERT_NE(nullptr, never);
  EXPECT_EQ(Severity::error, never->severity);
}

TEST(CheckPack, SourcesAreJudgedOnTheDay) {
  testing::TinyPack tiny = two_sizes();
  tiny.rules[1].source = "old";
  tiny.rules.push_back({.id = "later", .outcome = "condition", .source = "coming"});
  const auto findings = check_tiny(tiny);
  EXPECT_NE(nullptr, find(findings, "source_expired", "old"));
  EXPECT_NE(nullptr, find(findings, "source_not_yet_in_force", "coming"));
  EXPECT_NE(nullptr, find(findings, "source_unused", "memory"));
  EXPECT_EQ(nullptr, find(findings, "source_old", "law"));
  EXPECT_NE(nullptr, find(check_tiny(tiny, {2027, 6, 1}), "source_old", "law"));
  EXPECT_EQ(nullptr, find(check_tiny(tiny, {2025, 6, 1}), "source_expired", "old"));
}

TEST(CheckPack, AVerifiedSourceSaysWhereItWasRead) {
  EXPECT_NE(nullptr, find(check_tiny(two_sizes()), "source_unproved", "blog"));
  EXPECT_EQ(nullptr, find(check_tiny(two_sizes()), "source_unproved", "memory"));
}

TEST(CheckPack, AChineseTextHasChineseCharacters) {
  testing::TinyPack tiny = two_sizes();
  tiny.rules[0].zh = "Said in English again.";
  const auto findings = check_tiny(tiny);
  const CheckFinding* missing = find(findings, "translation", "small_may_enter");
  ASSERT_NE(nullptr, missing);
  EXPECT_EQ(Severity::error, missing->severity);
}

TEST(CheckPack, TheShippedPacksHaveNoErrors) {
  auto book = Book::load(std::filesystem::path(CHUHAI_SOURCE_DIR) / "rules");
  ASSERT_TRUE(book) << base::describe(book.error());
  for (const auto& pack : book->packs())
    for (const CheckFinding& finding : check_pack(*pack, {2026, 11, 24}))
      if (finding.severity == Severity::error)
        ADD_FAILURE() << pack->id << ": " << finding.subject << ": " << finding.message.en;
}

}  // namespace
}  // namespace chuhai::rulebook
