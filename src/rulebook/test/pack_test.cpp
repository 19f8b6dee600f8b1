#include "rulebook/pack.hpp"

#include <gtest/gtest.h>

#include "pack_folder.hpp"

namespace chuhai::rulebook {
namespace {

using testing::expect_says;
using testing::read_tiny;
using testing::replace_first;
using testing::TinyPack;
using testing::TinyRule;

TinyPack sound_pack() {
  TinyPack pack;
  pack.rules = {{.id = "anything_is_allowed"}};
  return pack;
}

/// The English message of the refusal, with its place, as a user sees it.
std::string refusal(const TinyPack& pack) {
  auto read = read_tiny(pack);
  if (read) return "it was read";
  EXPECT_FALSE(read.error().message.zh.empty());
  return base::describe(read.error());
}

std::string refusal_after(std::string_view from, std::string_view to) {
  TinyPack pack = sound_pack();
  replace_first(pack.manifest, from, to);
  return refusal(pack);
}

TEST(PackReading, KeepsWhatTheManifestAndTheTableSay) {
  TinyPack tiny = sound_pack();
  tiny.rules.push_back({.id = "large_needs_a_form",
                        .size = "> 5",
                        .outcome = "condition",
                        .source = "memory law",
                        .need = "paper"});
  auto read = read_tiny(tiny);
  ASSERT_TRUE(read) << base::describe(read.error());
  const Pack& pack = **read;
  EXPECT_EQ(pack.id, "shop.things");
  EXPECT_EQ(pack.title, (base::Text{"Things", "东西"}));
  EXPECT_EQ(pack.valid_from, (calendar::Date{2020, 1, 1}));
  EXPECT_EQ(pack.hash.size(), 64u);
  ASSERT_EQ(pack.rules.size(), 2u);
  EXPECT_EQ(pack.rules[1].id, "large_needs_a_form");
  EXPECT_EQ(pack.rules[1].effect, Effect::condition);
  EXPECT_EQ(pack.rules[1].need, Need::paper);
  EXPECT_EQ(pack.rules[1].text.zh, "中文说明。");
  ASSERT_EQ(pack.rules[1].sources.size(), 2u);
  EXPECT_EQ(pack.rules[1].source().key, "memory") << "the source named first carries the rule";
}

TEST(PackReading, TheHashChangesWithTheManifestAndWithTheModel) {
  TinyPack first = sound_pack(), title = sound_pack(), rule = sound_pack();
  replace_first(title.manifest, "zh = \"东西\"", "zh = \"物品\"");
  rule.rules[0].size = "> 1";
  auto a = read_tiny(first), b = read_tiny(title), c = read_tiny(rule);
  ASSERT_TRUE(a && b && c);
  EXPECT_EQ((*a)->hash, (*read_tiny(first))->hash);
  EXPECT_NE((*a)->hash, (*b)->hash);
  EXPECT_NE((*a)->hash, (*c)->hash);
}

TEST(PackReading, OnlyVerifiedLawAndOfficialBodiesMayBlock) {
  auto read = read_tiny(sound_pack());
  ASSERT_TRUE(read);
  EXPECT_TRUE((*read)->sources.at("law").may_block());
  EXPECT_FALSE((*read)->sources.at("memory").may_block());
  EXPECT_FALSE((*read)->sources.at("blog").may_block());
}

TEST(PackReading, EveryRequiredKeyIsAskedForByName) {
  for (const std::string_view key :
       {"id", "area", "jurisdiction", "version", "status", "valid_from", "issuer", "model", "instrument",
        "class", "confidence", "checked_on", "en", "zh"}) {
    TinyPack pack = sound_pack();
    const std::size_t at = ("\n" + pack.manifest).find("\n" + std::string(key) + " = ");
    ASSERT_NE(at, std::string::npos) << key;
    pack.manifest.erase(at, pack.manifest.find('\n', at) - at);
    expect_says(refusal(pack), "key '" + std::string(key) + "' is missing");
  }
}

TEST(PackReading, ABrokenSourceDateIsRefusedWithFileLineAndColumn) {
  const std::string text = refusal_after("checked_on = 2026-01-01", "checked_on = \"2026-13-01\"");
  expect_says(text, "pack.toml:20:14: checked_on: ");
  expect_says(text, "2026-13-01");
  expect_says(text, "write it as 2026-11-24");
}

TEST(PackReading, ADateThatDoesNotExistIsRefusedWhereItStands) {
  expect_says(refusal_after("effective_to = 2025-12-31", "effective_to = 2025-02-30"), "pack.toml:38:");
}

TEST(PackReading, WrongWordsAreRefusedWithTheWordsThatAreRight) {
  expect_says(refusal_after("\"in_force\"", "\"current\""), "status must be");
  expect_says(refusal_after("\"official\"", "\"oficial\""), "source class 'oficial' is not one of official");
  expect_says(refusal_after("\"recalled\"", "\"sure\""), "confidence of source 'memory'");
}

TEST(PackReading, AMisspeltKeyIsNotOverlooked) {
  expect_says(refusal_after("effective_to = ", "efective_to = "), "key 'efective_to' is not known here");
  expect_says(refusal_after("issuer = ", "valid_too = 2021-01-01\nissuer = "), "key 'valid_too'");
}

TEST(PackReading, AnEndBeforeTheBeginningIsRefused) {
  expect_says(refusal_after("issuer = ", "valid_to = 2020-01-01\nissuer = "), "must lie after 'valid_from'");
  expect_says(
      refusal_after("effective_to = 2025-12-31", "effective_from = 2026-01-01\neffective_to = 2025-12-31"),
      "source 'old' ends before it begins");
}

TEST(PackReading, ATitleInOneLanguageIsRefused) {
  expect_says(refusal_after("zh = \"东西\"\n", ""), "key 'zh' is missing");
  expect_says(refusal_after("[title]\nen = \"Things\"\nzh = \"东西\"", "title = \"Things\""),
              "'title' needs a text in both languages");
}

TEST(PackReading, ADecisionThatTheModelDoesNotHaveIsRefused) {
  expect_says(refusal_after("findings = \"assess\"", "findings = \"judge\""),
              "decision 'judge' is not in the model");
  TinyPack pack = sound_pack();
  pack.manifest += "\n[[values]]\ndecision = \"grade\"\nfield = \"thing.grade\"\n";
  expect_says(refusal(pack), "decision 'grade' is not in the model");
}

TEST(PackReading, RulesNeedIdSourceTextsAndKnownWords) {
  TinyPack pack = sound_pack();
  pack.rules.push_back({.id = "anything_is_allowed"});
  expect_says(refusal(pack), "anything_is_allowed: rule id is used twice");

  const auto with = [](const TinyRule& rule) {
    TinyPack one = sound_pack();
    one.rules.push_back(rule);
    return refusal(one);
  };
  expect_says(with({.id = ""}), "the rule has no 'rule' annotation");
  expect_says(with({.id = "b", .source = "lawless"}), "source 'lawless' is not in the manifest");
  expect_says(with({.id = "b", .source = ""}), "the rule has no source");
  expect_says(with({.id = "b", .zh = ""}), "the rule needs its text in both languages");
  expect_says(with({.id = "b", .outcome = "forbidden"}), "outcome 'forbidden' is not one of refused");
  expect_says(with({.id = "b", .need = "bribe"}), "need 'bribe' is not one of none");
  expect_says(with({.id = "b", .kind = "X"}), "kind 'X' is neither");
}

TEST(PackReading, AProblemOfATableNamesTheModelAndItsLine) {
  TinyPack pack = sound_pack();
  pack.rules.push_back({.id = "b", .source = "lawless"});
  expect_says(refusal(pack), "things.dmn:28: b: source 'lawless'");
}

TEST(PackReading, ATableThatNobodyAsksIsRefused) {
  TinyPack pack = sound_pack();
  pack.more_decisions = R"(  <decision id="ban" name="ban"><variable name="ban"/>
    <informationRequirement id="r9"><requiredInput href="#thing"/></informationRequirement>
    <decisionTable id="t9" hitPolicy="COLLECT">
      <input id="i9"><inputExpression id="e9" typeRef="number"><text>thing.size</text></inputExpression></input>
      <output id="o9" name="outcome" typeRef="string"/>
      <rule id="w9"><inputEntry><text>-</text></inputEntry><outputEntry><text>"refused"</text></outputEntry></rule>
    </decisionTable>
  </decision>
)";
  expect_says(refusal(pack), "table 'ban' gives outcomes, but the findings decision does not require it");
}

TEST(PackReading, AllProblemsOfManifestAndModelAreReportedAtOnce) {
  TinyPack pack = sound_pack();
  replace_first(pack.manifest, "issuer = \"The tests\"\n", "");
  replace_first(pack.manifest, "checked_on = 2026-01-01", "checked_on = \"soon\"");
  replace_first(pack.manifest, "\"recalled\"", "\"sure\"");
  pack.rules.push_back({.id = "b", .outcome = "forbidden", .zh = ""});
  auto read = read_tiny(pack);
  ASSERT_FALSE(read);
  const std::string text = base::describe(read.error());
  for (const std::string_view part :
       {"key 'issuer' is missing", "'checked_on' is not a date: soon", "confidence of source 'memory'",
        "outcome 'forbidden'", "both languages"}) {
    expect_says(text, part);
  }
  const std::string& zh = read.error().message.zh;
  for (const std::string_view part : {"缺少键 'issuer'", "soon", "'memory'", "'forbidden'", "中英文说明"})
    expect_says(zh, part);
  expect_says(zh, "things.dmn:28");
}

TEST(PackReading, AModelThatIsMissingOrBrokenIsNamed) {
  expect_says(refusal_after("things.dmn", "nothing.dmn"), "nothing.dmn");
  TinyPack pack = sound_pack();
  pack.rules[0].size = "> (";
  expect_says(refusal(pack), "things.dmn:17");
}

}  // namespace
}  // namespace chuhai::rulebook
