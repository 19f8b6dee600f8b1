#include "documents/needs.hpp"

#include <gtest/gtest.h>

namespace chuhai::documents {
namespace {

using rulebook::Effect;
using rulebook::Need;
using rulebook::Outcome;
using rulebook::Standing;

rulebook::RuleInfo rule(Need need, const std::string& item) {
  rulebook::RuleInfo info;
  info.need = need;
  info.item = item;
  info.text = {"why " + item, "原因" + item};
  return info;
}

TEST(NeededFor, EachPaperStandsOnceWithAllItsReasonsAndPapersComeFirst) {
  const rulebook::RuleInfo confirm = rule(Need::confirm, "");
  const rulebook::RuleInfo permit = rule(Need::permit, "import_approval");
  const rulebook::RuleInfo deadline = rule(Need::deadline, "import_approval");
  rulebook::Verdict verdict;
  verdict.outcome = Outcome::allowed_with_conditions;
  verdict.reasons = {{&confirm, Standing::warns, Effect::allowed, true},
                     {&permit, Standing::applies, Effect::condition, true},
                     {&deadline, Standing::applies, Effect::condition, true}};
  const std::vector<Needed> needed = needed_for(verdict, rulebook::Book{});
  ASSERT_EQ(needed.size(), 2u);
  EXPECT_EQ(needed[0].item, "import_approval");
  EXPECT_EQ(needed[0].reasons.size(), 2u);
  EXPECT_EQ(needed[1].name.zh, "待确认");
}

TEST(NeededFor, OpenReasonsAndRefusalsAskForNothing) {
  const rulebook::RuleInfo permit = rule(Need::permit, "import_approval");
  rulebook::Verdict verdict;
  verdict.outcome = Outcome::allowed_with_conditions;
  verdict.reasons = {{&permit, Standing::might_apply, Effect::condition, false}};
  EXPECT_TRUE(needed_for(verdict, rulebook::Book{}).empty());
  verdict.outcome = Outcome::refused;
  verdict.reasons.front().standing = Standing::applies;
  EXPECT_TRUE(needed_for(verdict, rulebook::Book{}).empty());
}

TEST(AnswerOf, ConditionsWithoutAPaperAreSaidInFull) {
  const rulebook::RuleInfo charge = rule(Need::charge, "");
  rulebook::Verdict verdict;
  verdict.outcome = Outcome::allowed_with_conditions;
  verdict.reasons = {{&charge, Standing::applies, Effect::condition, true}};
  EXPECT_EQ(answer_of(verdict, rulebook::Book{}).en, "why ");
}

TEST(AnswerOf, ARuleThatHoldsTheMachineUpIsSaidBeforeWhatIsMissing) {
  const rulebook::RuleInfo mortgage = rule(Need::confirm, "");
  rulebook::Verdict verdict;
  verdict.outcome = Outcome::undecided;
  verdict.missing = {"machine.seized"};
  verdict.reasons = {{&mortgage, Standing::might_apply, Effect::undecided, true}};
  EXPECT_TRUE(answer_of(verdict, rulebook::Book{}).en.starts_with("missing: "));
  verdict.reasons.front().standing = Standing::applies;
  EXPECT_EQ(answer_of(verdict, rulebook::Book{}).en, "why ");
}

TEST(ChinesePunctuation, MarksBesideChineseCharactersBecomeFullWidth) {
  EXPECT_EQ(with_chinese_punctuation("缺:年份,小时(h);确认?"), "缺：年份，小时（h）；确认？");
  EXPECT_EQ(with_chinese_punctuation("行走装置, 年份"), "行走装置，年份");
}

TEST(ChinesePunctuation, NumbersCodesAndAddressesStayAsTheyAre) {
  for (const char* text : {"1,680,000.50", "https://example.org/a?b=1,2", "TR CU (010/2011)", "12:30"})
    EXPECT_EQ(with_chinese_punctuation(text), text);
}

TEST(ChinesePunctuation, BracketsChangeInPairs) {
  EXPECT_EQ(with_chinese_punctuation("进口核准(Persetujuan Impor)按税号"),
            "进口核准（Persetujuan Impor）按税号");
  EXPECT_EQ(with_chinese_punctuation("CN (a(b)c) 类"), "CN (a(b)c) 类");
}

}  // namespace
}  // namespace chuhai::documents
