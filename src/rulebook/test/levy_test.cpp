#include "rulebook/levy.hpp"

#include <gtest/gtest.h>

#include "pack_folder.hpp"
#include "rulebook/charges.hpp"
#include "rulebook/facts.hpp"

namespace chuhai::rulebook {
namespace {

using testing::expect_says;
using testing::replace_first;
using testing::TinyPack;

struct TinyLevy {
  std::string id = "things_duty";
  std::string size = "-";
  std::string levy = "\"duty\"";
  std::string basis = "\"customs_value\"";
  std::string rate = "5";
  std::string amount = "null";
  std::string currency = "null";
  std::string source = "law";
};

std::string levies_table(const std::vector<TinyLevy>& levies) {
  std::string text = R"(  <decision id="levies" name="levies"><variable name="levies"/>
    <informationRequirement id="l1"><requiredInput href="#thing"/></informationRequirement>
    <decisionTable id="lt" hitPolicy="COLLECT">
      <input id="li"><inputExpression id="le" typeRef="number"><text>thing.size</text></inputExpression></input>
      <output id="lo1" name="levy" typeRef="string"/><output id="lo2" name="basis" typeRef="string"/>
      <output id="lo3" name="rate_percent" typeRef="number"/><output id="lo4" name="amount" typeRef="number"/>
      <output id="lo5" name="currency" typeRef="string"/>
      <annotation name="rule"/><annotation name="source"/><annotation name="en"/><annotation name="zh"/>
)";
  for (const TinyLevy& levy : levies) {
    text += "      <rule id=\"row_" + levy.id + "\"><inputEntry><text>" + levy.size + "</text></inputEntry>";
    for (const std::string& output : {levy.levy, levy.basis, levy.rate, levy.amount, levy.currency})
      text += "<outputEntry><text>" + output + "</text></outputEntry>";
    for (const std::string& note : {levy.id, levy.source, std::string("In English."), std::string("中文。")})
      text += "<annotationEntry><text>" + note + "</text></annotationEntry>";
    text += "</rule>\n";
  }
  return text + "    </decisionTable>\n  </decision>\n";
}

TinyPack levy_pack(const std::vector<TinyLevy>& levies) {
  TinyPack pack;
  pack.rules = {{.id = "anything_is_allowed"}};
  replace_first(pack.manifest, "findings = \"assess\"", "findings = \"assess\"\nlevies = \"levies\"");
  pack.more_decisions = levies_table(levies);
  return pack;
}

std::string levy_refusal(const TinyPack& pack) {
  auto read = testing::read_tiny(pack);
  if (read) return "it was read";
  EXPECT_FALSE(read.error().message.zh.empty());
  return base::describe(read.error());
}

std::string levy_refusal(const TinyLevy& levy) { return levy_refusal(levy_pack({levy})); }

TEST(LevyReading, KeepsWordsRatesAmountsAndProvenance) {
  auto read = testing::read_tiny(
      levy_pack({{},
                 {.id = "things_fee",
                  .levy = "\"fee\"",
                  .basis = "\"fixed\"",
                  .rate = "null",
                  .amount = "140",
                  .currency = "\"USD\"",
                  .source = "memory"},
                 {.id = "things_vat", .levy = "\"vat\"", .basis = "\"value_and_levies\"", .rate = "null"}}));
  ASSERT_TRUE(read) << base::describe(read.error());
  const std::vector<LevyRule>& levies = (*read)->levies;
  ASSERT_EQ(levies.size(), 3u);
  EXPECT_EQ(levies[0].levy, Levy::duty);
  EXPECT_EQ(levies[0].basis, LevyBasis::customs_value);
  EXPECT_EQ(levies[0].rate_percent, decimal::Decimal(5));
  EXPECT_EQ(levies[0].source().key, "law");
  EXPECT_EQ(levies[0].text, (base::Text{"In English.", "中文。"}));
  EXPECT_EQ(levies[1].amount, decimal::Decimal(140));
  EXPECT_EQ(levies[1].currency->code(), "USD");
  EXPECT_FALSE(levies[1].source().may_block());
  EXPECT_FALSE(levies[2].rate_percent.has_value()) << "a rate that is not known stays open";
}

TEST(LevyReading, WrongWordsAreRefusedWithTheWordsThatAreRight) {
  expect_says(levy_refusal({.levy = "\"toll\""}), "levy 'toll' is not one of duty, surcharge, excise");
  expect_says(levy_refusal({.basis = "\"cif\""}), "basis 'cif' is not one of customs_value, value_and_duty");
  expect_says(levy_refusal({.rate = "\"five\""}), "'rate_percent' must be a number of zero or more");
  expect_says(levy_refusal({.rate = "-5"}), "'rate_percent' must be a number of zero or more");
  expect_says(levy_refusal({.rate = "thing.size"}), "'rate_percent' must be a number of zero or more");
  expect_says(levy_refusal({.basis = "\"value_and_duty\""}), "a duty cannot be a percentage of the duties");
}

TEST(LevyReading, AFixedAmountNeedsItsCurrencyAndOnlyAFixedAmountHasOne) {
  expect_says(levy_refusal({.basis = "\"fixed\"", .rate = "null", .amount = "10"}),
              "basis fixed needs amount and currency");
  expect_says(levy_refusal({.basis = "\"fixed\"", .rate = "null", .currency = "\"USD\""}),
              "basis fixed needs amount and currency");
  expect_says(levy_refusal({.basis = "\"fixed\"", .rate = "5", .amount = "10", .currency = "\"USD\""}),
              "basis fixed has no rate_percent");
  expect_says(levy_refusal({.basis = "\"fixed\"", .rate = "null", .amount = "10", .currency = "\"XXQ\""}),
              "currency 'XXQ' is no code of ISO 4217");
  expect_says(levy_refusal({.amount = "10"}), "amount and currency belong to basis fixed only");
}

TEST(LevyReading, IdsStartWithThePackAndAreUsedOnce) {
  expect_says(levy_refusal({.id = "duty_is_five_percent"}), "the id of a levy rule starts with 'things_'");
  expect_says(levy_refusal(levy_pack({{}, {}})), "things_duty: rule id is used twice");
  expect_says(levy_refusal({.source = "lawless"}), "source 'lawless' is not in the manifest");
}

TEST(LevyReading, TheTableIsCollectedHasAllColumnsAndStandsInTheModel) {
  TinyPack pack = levy_pack({{}});
  replace_first(pack.more_decisions, "hitPolicy=\"COLLECT\"", "hitPolicy=\"UNIQUE\"");
  expect_says(levy_refusal(pack), "a levies table has hit policy COLLECT");
  pack = levy_pack({{}});
  replace_first(pack.more_decisions, "name=\"currency\"", "name=\"money\"");
  expect_says(levy_refusal(pack), "a levies table needs the output 'currency'");
  pack = levy_pack({{}});
  replace_first(pack.manifest, "levies = \"levies\"", "levies = \"taxes\"");
  expect_says(levy_refusal(pack), "decision 'taxes' is not in the model");
  replace_first(pack.manifest, "levies = \"taxes\"", "levies = \"assess\"");
  expect_says(levy_refusal(pack), "'assess' must be a decision table");
}

TEST(LevyReading, ACustomsValueIsATableSoThatItHasASource) {
  TinyPack pack = levy_pack({{}});
  pack.manifest += "\n[[values]]\ndecision = \"share\"\nfield = \"shipment.customs_value_percent\"\n";
  pack.more_decisions += R"(  <decision id="share" name="share"><variable name="share"/>
    <literalExpression><text>50</text></literalExpression></decision>
)";
  expect_says(levy_refusal(pack),
              "'share' must be a decision table, so that each customs value has its source");
}

TEST(LevyReading, AFactThatNoRuleExpressesNeedsItsReasonInBothLanguages) {
  const std::string entry =
      "\n[[not_represented]]\nfact = \"Toys are banned\"\nsource = \"https://example.org\"\n"
      "reason_en = \"No thing.\"\nreason_zh = \"非东西。\"\n";
  TinyPack pack = levy_pack({{}});
  pack.manifest += entry;
  auto read = testing::read_tiny(pack);
  ASSERT_TRUE(read) << base::describe(read.error());
  ASSERT_EQ((*read)->not_represented.size(), 1u);
  EXPECT_EQ((*read)->not_represented[0].fact, "Toys are banned");
  EXPECT_EQ((*read)->not_represented[0].reason.zh, "非东西。");

  pack.manifest += entry;
  expect_says(levy_refusal(pack), "fact 'Toys are banned' is listed twice");
  pack = levy_pack({{}});
  pack.manifest += entry;
  replace_first(pack.manifest, "reason_zh = \"非东西。\"\n", "reason_zh = \"\"\nreson = \"\"\n");
  const std::string text = levy_refusal(pack);
  expect_says(text, "'reason_zh' is empty");
  expect_says(text, "key 'reson' is not known here");
}

/// What a tiny pack charges for one thing.
struct Charged {
  testing::TemporaryFolder root;
  std::optional<Book> book;

  std::string of(const std::vector<TinyLevy>& levies, const Facts& facts) {
    testing::write_common(root.path());
    levy_pack(levies).write(root.path());
    auto loaded = Book::load(root.path());
    EXPECT_TRUE(loaded) << base::describe(loaded.error());
    book = std::move(*loaded);
    auto charger = Charger::create(book->packs().front(), {2026, 6, 1});
    EXPECT_TRUE(charger);
    const column::Batch batch = to_batch({facts}, book->vocabulary());
    const Charges found = charger->charges(charger->run(batch), batch, 0);
    std::string text;
    for (const Charge& charge : found.charges) {
      text += charge.rule->id;
      if (charge.standing == Standing::warns) text += " (confirm)";
      if (charge.standing == Standing::expired) text += " (expired)";
      if (charge.standing == Standing::might_apply) text += "?";
      text += "; ";
    }
    for (const std::string& path : found.missing) text += "missing " + path;
    return text;
  }
};

TEST(LevyCharging, EveryMatchingRuleIsChargedAndWeakSourcesAreMarked) {
  Charged charged;
  EXPECT_EQ(charged.of({{},
                        {.id = "things_fee", .size = "&gt; 5", .levy = "\"fee\"", .source = "memory"},
                        {.id = "things_small", .size = "&lt; 5", .levy = "\"fee\""}},
                       {{"thing.size", feel::Value(decimal::Decimal(9))}}),
            "things_duty; things_fee (confirm); ");
}

TEST(LevyCharging, ARuleThatMightMatchNamesWhatIsUnknown) {
  Charged charged;
  EXPECT_EQ(charged.of({{}, {.id = "things_fee", .size = "&gt; 5", .levy = "\"fee\""}}, {}),
            "things_duty; things_fee?; missing thing.size");
}

TEST(LevyCharging, ALevyThatBeginsLaterIsNotChargedAndOneThatEndedIsMarked) {
  Charged charged;
  EXPECT_EQ(charged.of({{.id = "things_coming", .source = "coming"}, {.id = "things_old", .source = "old"}},
                       {{"thing.size", feel::Value(decimal::Decimal(1))}}),
            "things_old (expired); ");
}

}  // namespace
}  // namespace chuhai::rulebook
