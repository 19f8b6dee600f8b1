#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <random>

#include "base/text.hpp"
#include "dmn/evaluate.hpp"
#include "rulebook/assess.hpp"
#include "rulebook/book.hpp"
#include "rulebook/facts.hpp"

// Properties that every shipped pack must hold on random facts, known and unknown.

namespace chuhai::rulebook {
namespace {

/// Random facts for one pack: each field it reads is known or not, with values near those its rules name.
class FactMaker {
 public:
  FactMaker(const Assessor& assessor, const Vocabulary& vocabulary, std::uint32_t seed) : random_(seed) {
    for (const dmn::ProgramInput& input : assessor.inputs()) {
      if (const Field* field = vocabulary.find(input.path)) fields_.push_back(field);
    }
  }

  Facts facts(unsigned unknown_percent) {
    Facts facts;
    for (const Field* field : fields_) {
      if (below(100) >= unknown_percent) facts.emplace_back(field->path, value(*field));
    }
    return facts;
  }

  /// `facts` with a value for some of the fields it leaves out.
  Facts completed(const Facts& facts, unsigned percent) {
    Facts more = facts;
    for (const Field* field : fields_) {
      const bool known = std::any_of(facts.begin(), facts.end(),
                                     [&](const auto& fact) { return fact.first == field->path; });
      if (!known && below(100) < percent) more.emplace_back(field->path, value(*field));
    }
    return more;
  }

  /// `facts` with values for the paths given.
  Facts with(const Facts& facts, const std::vector<std::string>& paths) {
    Facts more = facts;
    for (const Field* field : fields_) {
      const bool wanted = std::find(paths.begin(), paths.end(), field->path) != paths.end();
      if (wanted) more.emplace_back(field->path, value(*field));
    }
    return more;
  }

  /// Some of the fields that `facts` leaves out.
  std::vector<std::string> some_unknown(const Facts& facts, std::size_t count) {
    std::vector<std::string> paths;
    for (const Field* field : fields_) {
      const bool known = std::any_of(facts.begin(), facts.end(),
                                     [&](const auto& fact) { return fact.first == field->path; });
      if (!known) paths.push_back(field->path);
    }
    std::shuffle(paths.begin(), paths.end(), random_);
    paths.resize(std::min(paths.size(), count));
    return paths;
  }

 private:
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }

  feel::Value value(const Field& field) {
    switch (field.type) {
      case column::Type::boolean:
        return feel::Value(below(2) == 0);
      case column::Type::number:
        return feel::Value(number(field));
      case column::Type::string:
        return feel::Value(text(field));
      case column::Type::date:
        return feel::Value(calendar::Date{static_cast<std::int32_t>(2004 + below(24)),
                                          static_cast<std::uint8_t>(1 + below(12)),
                                          static_cast<std::uint8_t>(1 + below(28))});
    }
    return {};
  }

  decimal::Decimal number(const Field& field) {
    if (field.unit == "year") return decimal::Decimal(static_cast<std::int64_t>(1996 + below(32)));
    constexpr std::int64_t kUsual[] = {1, 2, 18, 19, 36, 37, 55, 56, 74, 75, 129, 130, 242, 320, 559, 560};
    const std::int64_t chosen = kUsual[below(std::size(kUsual))];
    return decimal::Decimal(below(3) == 0 ? chosen * 1000 : chosen);
  }

  std::string text(const Field& field) {
    if (!field.allowed.empty()) return field.allowed[below(static_cast<std::uint32_t>(field.allowed.size()))];
    static const std::vector<std::string> kUsual = {
        "842951", "842952", "8429521200", "870540", "8429", "8705", "84", "87", "CN", "JP", "VN", "x"};
    return kUsual[below(static_cast<std::uint32_t>(kUsual.size()))];
  }

  std::mt19937 random_;
  std::vector<const Field*> fields_;
};

std::string shown(const Facts& facts) {
  std::string text;
  for (const auto& [path, value] : facts) text += path + " = " + feel::to_feel_text(value) + "\n";
  return text;
}

bool is_permission(Outcome outcome) {
  return outcome == Outcome::allowed || outcome == Outcome::allowed_with_conditions;
}

/// Every shipped pack compiled once, for a day on which it is valid.
struct Packs {
  Book book;
  std::vector<Assessor> assessors;

  static const Packs& get() {
    static const Packs kPacks = [] {
      Packs packs{*Book::load(std::filesystem::path(CHUHAI_SOURCE_DIR) / "rules"), {}};
      const calendar::Date usual{2026, 11, 24};
      packs.assessors.reserve(packs.book.packs().size());
      for (const auto& pack : packs.book.packs()) {
        const calendar::Date day = pack->valid_on(usual) ? usual : calendar::add_days(pack->valid_from, 100);
        packs.assessors.push_back(*Assessor::create(pack, day));
      }
      return packs;
    }();
    return kPacks;
  }
};

Outcome outcome_of(const Assessor& assessor, const Facts& facts) {
  return assessor.run(to_batch({facts}, Packs::get().book.vocabulary())).outcomes()[0];
}

TEST(PackProperties, KernelsAndInterpreterGiveTheSameOutcome) {
  for (const Assessor& assessor : Packs::get().assessors) {
    EXPECT_TRUE(rc::check(assessor.pack().id, [&] {
      FactMaker maker(assessor, Packs::get().book.vocabulary(), *rc::gen::arbitrary<std::uint32_t>());
      std::vector<Facts> cases;
      for (int i = 0; i < 7; ++i) cases.push_back(maker.facts(i % 2 == 0 ? 10 : 40));
      const Assessor::Run run = assessor.run(to_batch(cases, Packs::get().book.vocabulary()));
      for (std::size_t row = 0; row < cases.size(); ++row) {
        auto interpreted = assessor.interpret(to_context(cases[row]));
        RC_ASSERT(interpreted.has_value());
        if (*interpreted != run.outcomes()[row]) RC_FAIL(shown(cases[row]));
      }
    }));
  }
}

feel::Value value_at(const column::Column& column, std::size_t row) {
  if (column.reason(row) != column::kHasValue) return {};
  const std::size_t i = column.index(row);
  switch (column.type()) {
    case column::Type::boolean:
      return feel::Value(column.values().boolean(i));
    case column::Type::number:
      return feel::Value(column.values().number(i));
    case column::Type::string:
      return feel::Value(column.values().strings[i]);
    case column::Type::date:
      return feel::Value(column.values().date(i));
  }
  return {};
}

TEST(PackProperties, KernelsAndInterpreterComputeTheSameFields) {
  for (const Assessor& assessor : Packs::get().assessors) {
    if (assessor.pack().values.empty()) continue;
    auto evaluator = dmn::Evaluator::create(assessor.pack().model);
    ASSERT_TRUE(evaluator);
    feel::EvaluationOptions options;
    options.mode = feel::Mode::three_valued;
    EXPECT_TRUE(rc::check(assessor.pack().id, [&] {
      FactMaker maker(assessor, Packs::get().book.vocabulary(), *rc::gen::arbitrary<std::uint32_t>());
      const Facts facts = maker.facts(15);
      const Assessor::Run run = assessor.run(to_batch({facts}, Packs::get().book.vocabulary()));
      for (std::size_t v = 0; v < run.values().size(); ++v) {
        const feel::Value expected =
            evaluator->decision(assessor.pack().values[v].decision, to_context(facts), options);
        if (!feel::same(expected, value_at(run.values()[v].second, 0)))
          RC_FAIL(run.values()[v].first + " for\n" + shown(facts));
      }
    }));
  }
}

TEST(PackProperties, LearningMoreNeverTurnsARefusalIntoAPermissionOrBack) {
  for (const Assessor& assessor : Packs::get().assessors) {
    EXPECT_TRUE(rc::check(assessor.pack().id, [&] {
      FactMaker maker(assessor, Packs::get().book.vocabulary(), *rc::gen::arbitrary<std::uint32_t>());
      const Facts facts = maker.facts(50);
      const Outcome before = outcome_of(assessor, facts);
      const Facts more = maker.completed(facts, 60);
      const Outcome after = outcome_of(assessor, more);
      if (before == Outcome::refused && after != Outcome::refused)
        RC_FAIL("no longer refused\n" + shown(more));
      if (is_permission(before) && !is_permission(after)) RC_FAIL("no longer allowed\n" + shown(more));
      if (before == Outcome::allowed && after != Outcome::allowed)
        RC_FAIL("conditions appeared\n" + shown(more));
    }));
  }
}

TEST(PackProperties, EveryOpenQuestionSaysWhatWouldSettleIt) {
  for (const Assessor& assessor : Packs::get().assessors) {
    EXPECT_TRUE(rc::check(assessor.pack().id, [&] {
      FactMaker maker(assessor, Packs::get().book.vocabulary(), *rc::gen::arbitrary<std::uint32_t>());
      const Facts facts = maker.facts(30);
      const column::Batch batch = to_batch({facts}, Packs::get().book.vocabulary());
      const Verdict verdict = assessor.explain(assessor.run(batch), batch, 0);
      if (verdict.outcome != Outcome::undecided) return;
      const bool rule_says_so =
          std::any_of(verdict.reasons.begin(), verdict.reasons.end(), [](const Reason& reason) {
            return reason.effect == Effect::undecided && reason.standing != Standing::might_apply;
          });
      if (verdict.missing.empty() && !verdict.nothing_allows && !rule_says_so)
        RC_FAIL("undecided without saying why\n" + shown(facts));
      for (const std::string& path : verdict.missing) {
        const bool known =
            std::any_of(facts.begin(), facts.end(), [&](const auto& fact) { return fact.first == path; });
        if (known) RC_FAIL("asks for " + path + ", which is known\n" + shown(facts));
      }
    }));
  }
}

TEST(PackProperties, FewerInputsThanAreMissingSettleNothing) {
  for (const Assessor& assessor : Packs::get().assessors) {
    EXPECT_TRUE(rc::check(assessor.pack().id, [&] {
      FactMaker maker(assessor, Packs::get().book.vocabulary(), *rc::gen::arbitrary<std::uint32_t>());
      const Facts facts = maker.facts(40);
      const column::Batch batch = to_batch({facts}, Packs::get().book.vocabulary());
      const Verdict verdict = assessor.explain(assessor.run(batch), batch, 0);
      if (verdict.outcome != Outcome::undecided || verdict.missing.size() < 2) return;
      if (verdict.missing.size() + verdict.also_open.size() > 12) return;
      for (std::size_t i = 0; i < 20; ++i) {
        const Facts more = maker.with(facts, maker.some_unknown(facts, verdict.missing.size() - 1));
        if (outcome_of(assessor, more) == Outcome::undecided) continue;
        RC_FAIL("settled by fewer than " + base::join(verdict.missing, ", ") + "\n" + shown(facts) + "--\n" +
                shown(more));
      }
    }));
  }
}

TEST(PackProperties, KnowingNothingIsNeverAllowed) {
  for (const Assessor& assessor : Packs::get().assessors) {
    // Some stages allow without facts, because no rule stands in the way there.
    const std::string& id = assessor.pack().id;
    if (assessor.pack().area != "dest" && id != "cn.tradable" && id != "cn.classification") continue;
    EXPECT_FALSE(is_permission(outcome_of(assessor, {}))) << id;
  }
}

}  // namespace
}  // namespace chuhai::rulebook
