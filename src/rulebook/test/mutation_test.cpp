#include "rulebook/mutation.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "pack_folder.hpp"

namespace chuhai::rulebook {
namespace {

/// The report of a pack of things whose cases are `cases`.
MutationReport mutations_of(const testing::TinyPack& pack, const std::string& cases, bool suggest = false) {
  const testing::TemporaryFolder root;
  testing::write_common(root.path());
  base::write_file(root.path() / "common" / "fixtures" / "red_thing.case",
                   "thing.size = 5\nthing.colour = \"red\"\n");
  pack.write(root.path());
  base::write_file(root.path() / pack.folder / "cases" / "things.case", cases);
  auto book = Book::load(root.path());
  EXPECT_TRUE(book) << base::describe(book.error());
  auto run = run_cases(book->packs().front(), book->vocabulary(), root.path());
  EXPECT_TRUE(run) << base::describe(run.error());
  for (const CaseFailure& failure : run->failures) ADD_FAILURE() << failure.name << ": " << failure.what;
  auto report =
      measure_mutations(book->packs().front(), book->vocabulary(), root.path(), {.suggest = suggest});
  EXPECT_TRUE(report) << base::describe(report.error());
  return *report;
}

testing::TinyPack small_and_red() {
  testing::TinyPack pack;
  pack.rules = {{.id = "small_things_may_enter", .size = "<= 10"},
                {.id = "red_things_need_a_form",
                 .colour = "\"red\"",
                 .outcome = "condition",
                 .need = "paper",
                 .kind = "NTM-B"}};
  return pack;
}

bool survives(const MutationReport& report, const std::string& rule, const std::string& after) {
  return std::any_of(report.coverage.survivors.begin(), report.coverage.survivors.end(),
                     [&](const Survivor& one) { return one.rule == rule && one.mutant.after == after; });
}

TEST(Mutations, ABoundaryNobodyStandsOnSurvives) {
  const MutationReport report = mutations_of(small_and_red(),
                                             "case: a small thing\n"
                                             "given: red_thing\n"
                                             "verdict: allowed_with_conditions\n"
                                             "needs: allowed none QR-CP none, paper NTM-B none\n");
  EXPECT_TRUE(survives(report, "small_things_may_enter", "< 10"));
  EXPECT_TRUE(survives(report, "small_things_may_enter", "-"));
  EXPECT_FALSE(survives(report, "red_things_need_a_form", "\"NTM-B\""));
  EXPECT_EQ(report.coverage.mutants, report.coverage.killed + report.coverage.survivors.size());
}

TEST(Mutations, TheOutputsOfARuleSurviveUntilACaseStatesThem) {
  const std::string plain = "case: a small thing\ngiven: red_thing\nverdict: allowed_with_conditions\n";
  EXPECT_TRUE(survives(mutations_of(small_and_red(), plain), "red_things_need_a_form", "\"none\""));
  EXPECT_FALSE(
      survives(mutations_of(small_and_red(), plain + "needs: allowed none QR-CP none, paper NTM-B none\n"),
               "red_things_need_a_form", "\"none\""));
}

TEST(Mutations, CasesThatWouldNoticeAreProposedAndDo) {
  const std::string plain = "case: a small thing\ngiven: red_thing\nverdict: allowed_with_conditions\n";
  const MutationReport before = mutations_of(small_and_red(), plain, true);
  ASSERT_FALSE(before.coverage.survivors.empty());
  std::string lines, cases;
  for (const Suggestion& suggestion : before.suggestions)
    (suggestion.file.empty() ? cases : lines) += suggestion.text;
  testing::expect_says(cases, "thing.size = 11");
  testing::expect_says(cases, "needs: paper NTM-B none");
  const MutationReport after = mutations_of(small_and_red(), plain + lines + cases);
  for (const Survivor& survivor : after.coverage.survivors)
    ADD_FAILURE() << survivor.rule << ' ' << survivor.column << ' ' << survivor.mutant.after;
}

TEST(Mutations, NeedsAreTheWholeSetAndNothingIsASet) {
  testing::TinyPack pack = small_and_red();
  mutations_of(pack,
               "case: a large green thing\nthing.size = 11\nthing.colour = \"green\"\nverdict: undecided\n"
               "needs: nothing\n");
}

}  // namespace
}  // namespace chuhai::rulebook
