#include "dmn/mutants.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "dmn/evaluate.hpp"

namespace chuhai::dmn {
namespace {

const Model& mutated_model() {
  static const auto kModel = [] {
    auto model = read_model(std::filesystem::path(CHUHAI_SOURCE_DIR) / "src/dmn/test/models/mutants.dmn", {});
    EXPECT_TRUE(model) << base::describe(model.error());
    return *model;
  }();
  return *kModel;
}

const DecisionTable& mutated_table(const std::string& decision) {
  return std::get<DecisionTable>(mutated_model().find_decision(decision)->logic->body);
}

std::vector<std::string> texts_of(const std::vector<CellMutant>& mutants, std::size_t rule) {
  std::vector<std::string> texts;
  for (const CellMutant& mutant : mutants)
    if (mutant.rule == rule) texts.push_back(mutant.before + " -> " + mutant.after);
  return texts;
}

TEST(CellMutants, DropEveryTestAndMoveEveryBoundary) {
  const auto mutants = cell_mutants(mutated_table("Band"));
  EXPECT_EQ((std::vector<std::string>{"< 10 -> -", "< 10 -> <= 10", "\"small\" -> \"middle\""}),
            texts_of(mutants, 0));
  EXPECT_EQ((std::vector<std::string>{"[10..20] -> -", "[10..20] -> (10..20]", "[10..20] -> [10..20)",
                                      "\"middle\" -> \"large\""}),
            texts_of(mutants, 1));
  EXPECT_EQ((std::vector<std::string>{"> 20 -> -", "> 20 -> >= 20", "\"large\" -> \"small\""}),
            texts_of(mutants, 2));
  EXPECT_EQ(6U, count_cells(mutated_table("Band")));
}

TEST(CellMutants, ExchangeOutputsOfEveryKind) {
  const auto mutants = cell_mutants(mutated_table("Outputs"));
  EXPECT_EQ((std::vector<std::string>{">= 5 -> -", ">= 5 -> > 5", "\"red\", \"green\" -> -", "1.5 -> 2.5",
                                      "true -> false", "null -> \"other\"", "Score * 2 -> null"}),
            texts_of(mutants, 0));
}

TEST(CellMutants, TakeTheirPlaceInACopyOfTheModel) {
  const auto mutants = cell_mutants(mutated_table("Band"));
  const auto moved = std::find_if(mutants.begin(), mutants.end(), [](const CellMutant& mutant) {
    return mutant.kind == CellMutant::Kind::boundary_moved;
  });
  ASSERT_NE(mutants.end(), moved);
  auto changed =
      Evaluator::create(with_table(mutated_model(), "Band", with_mutant(mutated_table("Band"), *moved)));
  auto original = Evaluator::create(std::make_shared<const Model>(mutated_model()));
  ASSERT_TRUE(changed && original);
  feel::Context inputs;
  inputs.set("Score", feel::Value(decimal::Decimal(10)));
  EXPECT_EQ("\"middle\"", feel::to_feel_text(original->decision("Band", inputs, {})));
  EXPECT_EQ("\"small\"", feel::to_feel_text(changed->decision("Band", inputs, {})));
}

TEST(CellMutants, ACellThatEarlierRulesImplyIsProvedRedundant) {
  const auto proved = [](std::size_t rule, CellMutant::Kind kind) {
    for (const CellMutant& mutant : cell_mutants(mutated_table("Band")))
      if (mutant.rule == rule && mutant.kind == kind) return changes_nothing(mutated_model(), "Band", mutant);
    return false;
  };
  EXPECT_TRUE(proved(2, CellMutant::Kind::test_dropped));
  EXPECT_TRUE(proved(2, CellMutant::Kind::boundary_moved));
  EXPECT_FALSE(proved(0, CellMutant::Kind::test_dropped));
  EXPECT_FALSE(proved(0, CellMutant::Kind::boundary_moved));
}

TEST(CellMutants, ACellOfAListIsNotRedundantWhileAnUnknownInputTellsItApart) {
  for (const CellMutant& mutant : cell_mutants(mutated_table("Outputs"))) {
    EXPECT_FALSE(changes_nothing(mutated_model(), "Outputs", mutant))
        << mutant.before << " -> " << mutant.after;
  }
}

TEST(Cells, AreToldBehindOneThatFails) {
  auto evaluator = Evaluator::create(std::make_shared<const Model>(mutated_model()));
  ASSERT_TRUE(evaluator);
  feel::EvaluationOptions options;
  options.mode = feel::Mode::three_valued;
  feel::Context inputs;
  inputs.set("Score", feel::Value(decimal::Decimal(1)));
  const auto cells = evaluator->cells("Outputs", inputs, options);
  ASSERT_TRUE(cells) << base::describe(cells.error());
  EXPECT_EQ((std::vector<feel::Tri>{feel::Tri::no, feel::Tri::unknown}), cells->tests.at(0));
  EXPECT_FALSE(evaluator->cells("No such", inputs, options));
}

}  // namespace
}  // namespace chuhai::dmn
