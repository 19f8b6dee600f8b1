#include <gtest/gtest.h>

#include "pack_folder.hpp"
#include "rulebook/assess.hpp"
#include "rulebook/facts.hpp"

namespace chuhai::rulebook {
namespace {

using testing::TinyPack;
using testing::TinyRule;

/// The tiny pack on 2026-06-01 with the given rules, asked about one thing.
class Judge {
 public:
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;
  Judge(Judge&&) = delete;
  Judge& operator=(Judge&&) = delete;
  ~Judge() = default;
  explicit Judge(const std::vector<TinyRule>& rules, calendar::Date as_of = {2026, 6, 1}) {
    testing::write_common(root_.path());
    TinyPack pack;
    pack.rules = rules;
    pack.write(root_.path());
    auto book = Book::load(root_.path());
    EXPECT_TRUE(book) << base::describe(book.error());
    vocabulary_ = book->vocabulary();
    auto assessor = Assessor::create(book->packs().front(), as_of);
    EXPECT_TRUE(assessor);
    assessor_ = std::make_shared<const Assessor>(std::move(*assessor));
  }

  /// The verdict of the kernels; checks that the interpreter gives the same outcome.
  Verdict ask(const Facts& facts) const {
    const column::Batch batch = to_batch({facts}, vocabulary_);
    const Assessor::Run run = assessor_->run(batch);
    auto interpreted = assessor_->interpret(to_context(facts));
    EXPECT_TRUE(interpreted);
    EXPECT_EQ(interpreted ? to_string(*interpreted) : "", to_string(run.outcomes()[0]));
    return assessor_->explain(run, batch, 0);
  }

  /// Asks with a column that holds no value, for a reason.
  Verdict ask_unknown(const std::string& path, column::Type type, column::Reason reason) const {
    column::Batch batch(1);
    batch.set(path, column::Column::unknown(type, 1, reason));
    return assessor_->explain(assessor_->run(batch), batch, 0);
  }

 private:
  testing::TemporaryFolder root_;
  Vocabulary vocabulary_;
  std::shared_ptr<const Assessor> assessor_;
};

Facts size(int value) { return {{"thing.size", feel::Value(decimal::Decimal(value))}}; }
Facts size_and_colour(int value, const char* colour) {
  return {{"thing.size", feel::Value(decimal::Decimal(value))}, {"thing.colour", feel::Value(colour)}};
}

const TinyRule kAllowAll{.id = "all_may_pass"};
const TinyRule kRefuseLarge{.id = "large_may_not", .size = "> 10", .outcome = "refused"};

TEST(Verdict, IsTheWorstOfWhatTheRulesSay) {
  const Judge judge({kAllowAll,
                     kRefuseLarge,
                     {.id = "red_needs_a_form", .colour = "\"red\"", .outcome = "condition", .need = "paper"},
                     {.id = "blue_is_open", .colour = "\"blue\"", .outcome = "undecided"}});
  EXPECT_EQ(judge.ask(size_and_colour(5, "green")).outcome, Outcome::allowed);
  EXPECT_EQ(judge.ask(size_and_colour(5, "red")).outcome, Outcome::allowed_with_conditions);
  EXPECT_EQ(judge.ask(size_and_colour(5, "blue")).outcome, Outcome::undecided);
  EXPECT_EQ(judge.ask(size_and_colour(11, "green")).outcome, Outcome::refused);
  EXPECT_EQ(judge.ask(size_and_colour(11, "red")).outcome, Outcome::refused);
  EXPECT_EQ(judge.ask(size_and_colour(11, "blue")).outcome, Outcome::refused);
}

TEST(Verdict, ARefusalNamesTheRuleThatCarriesItFirst) {
  const Verdict verdict = Judge({kAllowAll, kRefuseLarge}).ask(size(11));
  ASSERT_EQ(verdict.reasons.size(), 2u);
  EXPECT_EQ(verdict.reasons[0].rule->id, "large_may_not");
  EXPECT_TRUE(verdict.reasons[0].decides);
  EXPECT_EQ(verdict.reasons[0].standing, Standing::applies);
  EXPECT_FALSE(verdict.reasons[1].decides);
  ASSERT_NE(verdict.pack, nullptr);
  EXPECT_EQ(verdict.pack->version, "1");
}

TEST(Verdict, ARefusalFromAWeakSourceIsOnlyAWarning) {
  for (const char* source : {"memory", "blog"}) {
    const Judge judge(
        {kAllowAll, {.id = "large_may_not", .size = "> 10", .outcome = "refused", .source = source}});
    const Verdict verdict = judge.ask(size(11));
    EXPECT_EQ(verdict.outcome, Outcome::allowed_with_conditions);
    EXPECT_EQ(verdict.reasons[0].rule->id, "large_may_not");
    EXPECT_EQ(verdict.reasons[0].standing, Standing::warns);
    EXPECT_EQ(verdict.reasons[0].effect, Effect::condition);
    EXPECT_EQ(judge.ask(size(5)).outcome, Outcome::allowed);
  }
}

TEST(Verdict, APermissionFromAWeakSourceIsToBeConfirmed) {
  const Verdict verdict =
      Judge(std::vector<TinyRule>{{.id = "all_may_pass", .source = "memory"}}).ask(size(5));
  EXPECT_EQ(verdict.outcome, Outcome::allowed_with_conditions);
  EXPECT_EQ(verdict.reasons[0].standing, Standing::warns);
  EXPECT_TRUE(verdict.reasons[0].decides);
}

TEST(Verdict, AnUnknownThatCouldRefuseLeavesTheQuestionOpenAndIsNamed) {
  const Verdict verdict = Judge({kAllowAll, kRefuseLarge}).ask({});
  EXPECT_EQ(verdict.outcome, Outcome::undecided);
  EXPECT_EQ(verdict.missing, std::vector<std::string>{"thing.size"});
  EXPECT_EQ(verdict.reasons[0].standing, Standing::might_apply);
  EXPECT_FALSE(verdict.nothing_allows);
}

TEST(Verdict, OnlyInputsThatCouldSettleItAreAskedFor) {
  const Judge judge(
      {kAllowAll, {.id = "large_red", .size = "> 10", .colour = "\"red\"", .outcome = "refused"}});
  EXPECT_EQ(judge.ask({}).missing, std::vector<std::string>{"thing.colour"})
      << "one of the two may be enough";
  EXPECT_EQ(judge.ask({}).also_open, std::vector<std::string>{"thing.size"});
  EXPECT_EQ(judge.ask(size(11)).missing, std::vector<std::string>{"thing.colour"});
  EXPECT_EQ(judge.ask(size(5)).outcome, Outcome::allowed)
      << "a small thing is never refused, whatever its colour";
}

TEST(Verdict, AnUnknownConditionKeepsBackAPlainYes) {
  const Judge judge(
      {kAllowAll, {.id = "red_form", .colour = "\"red\"", .outcome = "condition", .need = "paper"}});
  const Verdict verdict = judge.ask(size(5));
  EXPECT_EQ(verdict.outcome, Outcome::undecided);
  EXPECT_EQ(verdict.missing, std::vector<std::string>{"thing.colour"});
}

TEST(Verdict, AnUnknownThatCouldAllowIsAskedFor) {
  const Verdict verdict = Judge(std::vector<TinyRule>{{.id = "small_may_pass", .size = "<= 10"}}).ask({});
  EXPECT_EQ(verdict.outcome, Outcome::undecided);
  EXPECT_EQ(verdict.missing, std::vector<std::string>{"thing.size"});
  EXPECT_FALSE(verdict.nothing_allows);
}

TEST(Verdict, SilenceIsNotPermission) {
  const Verdict verdict =
      Judge(std::vector<TinyRule>{{.id = "small_may_pass", .size = "<= 10"}}).ask(size(11));
  EXPECT_EQ(verdict.outcome, Outcome::undecided);
  EXPECT_TRUE(verdict.nothing_allows);
  EXPECT_TRUE(verdict.missing.empty());
}

TEST(Verdict, AWrongTypeOrAForbiddenValueCountsAsUnknown) {
  const Judge judge({kAllowAll, kRefuseLarge});
  for (const column::Reason reason : {column::kWrongType, column::kNotAllowed, column::kMissing}) {
    const Verdict verdict = judge.ask_unknown("thing.size", column::Type::number, reason);
    EXPECT_EQ(verdict.outcome, Outcome::undecided);
    EXPECT_EQ(verdict.missing, std::vector<std::string>{"thing.size"});
  }
  const Verdict negative = judge.ask(size(-1));
  EXPECT_EQ(negative.outcome, Outcome::undecided) << "the vocabulary allows sizes from 0";
  EXPECT_EQ(negative.missing, std::vector<std::string>{"thing.size"});
  const Judge colours({kAllowAll, {.id = "red", .colour = "\"red\"", .outcome = "refused"}});
  EXPECT_EQ(colours.ask(size_and_colour(1, "purple")).outcome, Outcome::undecided);
}

TEST(Verdict, ARuleWhoseSourceHasExpiredLeavesTheQuestionOpen) {
  const std::vector<TinyRule> rules = {
      kAllowAll, {.id = "large_may_not", .size = "> 10", .outcome = "refused", .source = "old"}};
  const Verdict after = Judge(rules).ask(size(11));
  EXPECT_EQ(after.outcome, Outcome::undecided);
  EXPECT_EQ(after.reasons[0].standing, Standing::expired);
  EXPECT_EQ(Judge(rules, {2025, 12, 31}).ask(size(11)).outcome, Outcome::refused) << "its last day";
  EXPECT_EQ(Judge(rules).ask(size(5)).outcome, Outcome::allowed);
}

TEST(Verdict, APermissionWhoseSourceHasExpiredNoLongerAllows) {
  EXPECT_EQ(Judge(std::vector<TinyRule>{{.id = "all", .source = "old"}}).ask(size(1)).outcome,
            Outcome::undecided);
}

TEST(Verdict, ARuleThatIsNotYetInForceIsIgnored) {
  const std::vector<TinyRule> rules = {
      kAllowAll, {.id = "large_may_not", .size = "> 10", .outcome = "refused", .source = "coming"}};
  EXPECT_EQ(Judge(rules).ask(size(11)).outcome, Outcome::allowed);
  EXPECT_EQ(Judge(rules, {2026, 12, 31}).ask(size(11)).outcome, Outcome::allowed);
  EXPECT_EQ(Judge(rules, {2027, 1, 1}).ask(size(11)).outcome, Outcome::refused) << "its first day";
}

TEST(Verdict, MoreRulesThanOneWordHolds) {
  std::vector<TinyRule> rules = {kAllowAll};
  for (int i = 0; i < 200; ++i) {
    rules.push_back({.id = "not_" + std::to_string(i), .size = std::to_string(i), .outcome = "refused"});
  }
  const Judge judge(rules);
  EXPECT_EQ(judge.ask(size(200)).outcome, Outcome::allowed);
  for (const int i : {0, 62, 63, 64, 127, 128, 199}) {
    const Verdict verdict = judge.ask(size(i));
    EXPECT_EQ(verdict.outcome, Outcome::refused);
    EXPECT_EQ(verdict.reasons[0].rule->id, "not_" + std::to_string(i));
  }
}

}  // namespace
}  // namespace chuhai::rulebook
