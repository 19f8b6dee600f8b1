#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "case_file.hpp"
#include "dmn/evaluate.hpp"
#include "dmn/model.hpp"
#include "feel/evaluate.hpp"
#include "feel/parse.hpp"

namespace chuhai::dmn {
namespace {

const std::filesystem::path kTestFolder = std::filesystem::path(CHUHAI_SOURCE_DIR) / "src/dmn/test";

feel::Scope scope_of_cases() {
  return {{"next age", "first name", "home town", "No logic"},
          {"next age", "first name", "home town", "No logic"}};
}

feel::Value value_of(const std::string& text) {
  const auto parsed = feel::parse_expression(text, scope_of_cases());
  if (!parsed) {
    ADD_FAILURE() << base::describe(parsed.error());
    return {};
  }
  return feel::evaluate(**parsed, feel::Environment(), {});
}

void expect_answer(const std::string& expected, const feel::Value& found) {
  if (expected.starts_with("null ")) {
    ASSERT_TRUE(found.is_null()) << "found " << feel::to_feel_text(found);
    EXPECT_EQ(expected.substr(5), found.reason().code) << found.reason().message;
    EXPECT_FALSE(found.reason().message.empty());
    return;
  }
  const feel::Value wanted = value_of(expected);
  EXPECT_TRUE(feel::same(wanted, found))
      << "expected " << expected << ", found " << feel::to_feel_text(found)
      << (found.is_null() ? " (" + found.reason().code + ": " + found.reason().message + ")" : "");
}

void check_case(const testing::EngineCase& one, const Evaluator& evaluator) {
  const feel::Value input = value_of(one.input);
  ASSERT_EQ(feel::Kind::context, input.kind());
  feel::EvaluationOptions options;
  if (!one.standard.empty()) {
    SCOPED_TRACE("standard");
    expect_answer(one.standard, evaluator.decision(one.decision, input.context(), options));
  }
  if (one.three_valued.empty()) return;
  SCOPED_TRACE("three valued");
  options.mode = feel::Mode::three_valued;
  expect_answer(one.three_valued, evaluator.decision(one.decision, input.context(), options));
}

Evaluator evaluator_of(const std::string& model) {
  auto read = read_model(kTestFolder / model, {});
  if (!read) ADD_FAILURE() << base::describe(read.error());
  auto evaluator = Evaluator::create(*read);
  return *evaluator;
}

void check_file(const std::string& file) {
  std::map<std::string, Evaluator> evaluators;
  const std::vector<testing::EngineCase> cases = testing::read_cases(kTestFolder / file);
  ASSERT_FALSE(cases.empty());
  for (const testing::EngineCase& one : cases) {
    SCOPED_TRACE(file + ":" + std::to_string(one.line) + ": " + one.name);
    if (!evaluators.contains(one.model)) evaluators.emplace(one.model, evaluator_of(one.model));
    check_case(one, evaluators.at(one.model));
  }
}

TEST(DecisionTables, AnswerAsTheirHitPolicySays) { check_file("hit_policies.case"); }

TEST(BoxedExpressions, AnswerAsWritten) { check_file("boxed.case"); }

TEST(ImportedModels, AreReachedByNameAndNamespace) { check_file("imports.case"); }

TEST(ModelTexts, AreReadAsTheyAreWritten) { check_file("reading.case"); }

TEST(Conversions, HappenWhereTheStandardSays) { check_file("conversions.case"); }

TEST(DeclaredTypes, AreKnownInExpressions) { check_file("types.case"); }

TEST(OfficialDecisions, RefuseANullThatNoExpressionSays) {
  const Evaluator evaluator = evaluator_of("models/importing.dmn");
  feel::Context inputs = value_of("{person: {age: 20, home town: \"east\"}}").context();
  const auto refused = evaluator.official_decision("Town", inputs, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(base::ErrorKind::refused, refused.error().kind);
  EXPECT_EQ("not_allowed", refused.error().code);
  EXPECT_EQ("Town", refused.error().where.field);
  EXPECT_FALSE(refused.error().message.zh.empty());
  const auto given = evaluator.official_decision("Adult", inputs, {});
  ASSERT_TRUE(given);
  EXPECT_TRUE(given->boolean());
  EXPECT_EQ("no_such_decision", evaluator.official_decision("Nowhere", inputs, {}).error().code);
}

TEST(OfficialDecisions, LookInsideOfListsAndContexts) {
  const Evaluator evaluator = evaluator_of("models/types.dmn");
  const auto refused = evaluator.official_decision("Parameters", {}, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ("wrong_type", refused.error().code);
  EXPECT_EQ("Parameters[2]", refused.error().where.field);
}

TEST(TableTraces, NameTheUnknownInputsOfUndecidedRules) {
  const Evaluator evaluator = evaluator_of("models/hit_policies.dmn");
  feel::EvaluationOptions options;
  options.mode = feel::Mode::three_valued;
  feel::Context inputs;
  inputs.set("Score", feel::Value(decimal::Decimal(15)));
  const auto trace = evaluator.trace("Unique", inputs, options);
  ASSERT_TRUE(trace);
  ASSERT_EQ(4U, trace->rules.size());
  EXPECT_EQ(feel::Tri::no, trace->rules[0].matches);
  EXPECT_EQ(feel::Tri::unknown, trace->rules[1].matches);
  EXPECT_EQ(std::vector<std::size_t>{1}, trace->rules[1].unknown_inputs);
  EXPECT_EQ(feel::Tri::no, trace->rules[3].matches);
  ASSERT_EQ(2U, trace->inputs.size());
  EXPECT_EQ("missing", trace->inputs[1].reason().code);
}

TEST(TableTraces, RefuseWhatIsNoTable) {
  const Evaluator evaluator = evaluator_of("models/boxed.dmn");
  EXPECT_EQ("no_such_decision", evaluator.trace("Nowhere", {}, {}).error().code);
  EXPECT_EQ("not_a_table", evaluator.trace("List", {}, {}).error().code);
}

TEST(AllDecisions, AreGivenByName) {
  const Evaluator evaluator = evaluator_of("models/hit_policies.dmn");
  feel::Context inputs;
  inputs.set("Score", feel::Value(decimal::Decimal(5)));
  const feel::Context all = evaluator.all_decisions(inputs, {});
  EXPECT_EQ(evaluator.model().decisions.size(), all.size());
  ASSERT_NE(nullptr, all.find("Unique"));
  EXPECT_EQ("small", all.find("Unique")->string());
}

}  // namespace
}  // namespace chuhai::dmn
