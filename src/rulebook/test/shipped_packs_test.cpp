#include <gtest/gtest.h>

#include "rulebook/book.hpp"
#include "rulebook/cases.hpp"
#include "rulebook/mutation.hpp"

namespace chuhai::rulebook {
namespace {

const std::filesystem::path kShippedRules = std::filesystem::path(CHUHAI_SOURCE_DIR) / "rules";

TEST(ShippedPacks, EveryCasePassesAndEveryRuleHasACaseThatItDecides) {
  auto book = Book::load(kShippedRules);
  ASSERT_TRUE(book) << base::describe(book.error());
  std::size_t passed = 0;
  for (const auto& pack : book->packs()) {
    auto report = run_cases(pack, book->vocabulary(), kShippedRules);
    ASSERT_TRUE(report) << base::describe(report.error());
    passed += report->passed;
    for (const CaseFailure& failure : report->failures) {
      ADD_FAILURE() << failure.file << ':' << failure.line << ": " << failure.name << ": " << failure.what;
    }
    for (const std::string& rule : report->rules_without_case)
      ADD_FAILURE() << pack->id << ": no case decides " << rule;
  }
  EXPECT_GT(passed, 0u);
}

TEST(ShippedPacks, NoChangeOfACellGoesUnnoticed) {
  auto book = Book::load(kShippedRules);
  ASSERT_TRUE(book) << base::describe(book.error());
  for (const auto& pack : book->packs()) {
    auto report = measure_mutations(pack, book->vocabulary(), kShippedRules, {});
    ASSERT_TRUE(report) << base::describe(report.error());
    for (const Survivor& survivor : report->coverage.survivors) {
      ADD_FAILURE() << survivor.file << ':' << survivor.line << ": " << survivor.rule << ": "
                    << survivor.column << ": " << survivor.mutant.before << " -> " << survivor.mutant.after
                    << ": no case notices; `chuhai rules test " << pack->id << " --suggest` proposes one";
    }
  }
}

TEST(ShippedPacks, EveryFieldHasLabelsInBothLanguages) {
  auto book = Book::load(kShippedRules);
  ASSERT_TRUE(book);
  for (const Field& field : book->vocabulary().fields()) {
    EXPECT_FALSE(field.label.en.empty()) << field.path;
    EXPECT_FALSE(field.label.zh.empty()) << field.path;
  }
}

TEST(ShippedPacks, NoHeadingMeansTwoFields) {
  auto book = Book::load(kShippedRules);
  ASSERT_TRUE(book);
  std::map<std::string, std::string> owner;
  for (const Field& field : book->vocabulary().fields()) {
    for (const std::string& heading : field.headings) {
      const auto [at, is_new] = owner.try_emplace(heading, field.path);
      EXPECT_TRUE(is_new) << heading << " means " << at->second << " and " << field.path;
    }
  }
}

TEST(ShippedPacks, EveryPaperHasANameInBothLanguages) {
  auto book = Book::load(kShippedRules);
  ASSERT_TRUE(book);
  for (const auto& pack : book->packs()) {
    for (const RuleInfo& rule : pack->rules) {
      if (rule.item.empty()) continue;
      const base::Text name = book->paper(rule.item);
      EXPECT_NE(name.en, rule.item) << pack->id << ' ' << rule.id << ": no name in papers.toml";
      EXPECT_FALSE(name.en.empty() || name.zh.empty()) << rule.item;
    }
  }
}

TEST(ShippedPacks, TheAssumptionsAreFactsOfTheVocabulary) {
  auto book = Book::load(kShippedRules);
  ASSERT_TRUE(book);
  EXPECT_FALSE(book->assumptions().text.en.empty() || book->assumptions().text.zh.empty());
  for (const Assumption& assumption : book->assumptions().facts)
    EXPECT_NE(book->vocabulary().find(assumption.path), nullptr) << assumption.path;
}

}  // namespace
}  // namespace chuhai::rulebook
