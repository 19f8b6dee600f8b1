#include "dmn/program.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "model_text.hpp"
#include "program_agreement.hpp"

namespace chuhai::dmn {
namespace {

using column::Column;
using column::Type;
using testing::ModelText;
using testing::TableText;

Column numbers(const std::vector<std::string>& texts) {
  column::ValuesBuilder builder(Type::number);
  for (const std::string& text : texts) {
    if (text == "?") {
      builder.add_unknown(column::kMissing);
    } else {
      builder.add(decimal::Decimal::parse(text).value());
    }
  }
  return Column::flat(builder.finish());
}

Column strings(const std::vector<std::string>& texts) {
  column::ValuesBuilder builder(Type::string);
  for (const std::string& text : texts) {
    if (text == "?") {
      builder.add_unknown(column::kMissing);
    } else {
      builder.add(std::string_view(text));
    }
  }
  return Column::flat(builder.finish());
}

Column dates(const std::vector<std::string>& texts) {
  column::ValuesBuilder builder(Type::date);
  for (const std::string& text : texts) {
    if (text == "?") {
      builder.add_unknown(column::kMissing);
    } else {
      builder.add(calendar::parse_date(text).value());
    }
  }
  return Column::flat(builder.finish());
}

ModelText people() {
  ModelText model;
  model.item("tPerson", ModelText::component("age", "number", ">= 0") +
                            ModelText::component("town", "string", "\"Ham\", \"Ems\", \"Ulm\"") +
                            ModelText::component("born", "date") + ModelText::component("member", "boolean"));
  model.input("person", "tPerson").input("limit", "number").input("today", "date");
  return model;
}

column::Batch people_batch() {
  column::Batch batch(6);
  batch.set("person.age", numbers({"17", "18", "64.5", "?", "-3", "200"}));
  batch.set("person.town", strings({"Ham", "Ulm", "?", "Ems", "Rom", "Ulm"}));
  batch.set("person.born",
            dates({"2007-03-05", "2000-02-29", "?", "1960-12-31", "1999-01-01", "2030-01-01"}));
  batch.set("limit", numbers({"18", "18", "20", "18", "?", "18.5"}));
  batch.set("today", dates({"2026-11-24", "2026-11-24", "2026-11-24", "2026-11-24", "2026-11-24", "?"}));
  return batch;
}

void expect_agreement(const ModelText& text, const Program::Request& request, const column::Batch& batch) {
  const auto model = text.read();
  ASSERT_NE(model, nullptr);
  for (const feel::Mode mode : {feel::Mode::standard, feel::Mode::three_valued}) {
    EXPECT_EQ(testing::disagreement(model, request, batch, mode), "")
        << (mode == feel::Mode::standard ? "standard" : "three-valued");
  }
}

TableText rates() {
  TableText table;
  table.policy = "COLLECT";
  table.inputs = {{"person.age", "number", ""}, {"person.town", "string", ""}};
  table.outputs = {{"", "string", "", ""}};
  table.rules = {{"< 18", "-", "\"young\""},
                 {"[18..65)", "\"Ulm\",\"Ham\"", "\"grown\""},
                 {">= 65", "not(\"Ulm\")", "\"old\""},
                 {"-", "\"Ems\"", "\"Ems\""}};
  return table;
}

TEST(Program, TableStatesAreTheInterpreters) {
  ModelText model = people();
  model.decision("rates", "", rates().text());
  expect_agreement(model, {{}, {"rates"}}, people_batch());
}

TEST(Program, ValuesOutsideTheAllowedOnesAreUnknownWithTheirReason) {
  ModelText model = people();
  model.decision("rates", "", rates().text());
  const auto program = Program::compile(model.read(), {{}, {"rates"}}, feel::Mode::three_valued).value();
  const auto output = program.run(people_batch());
  EXPECT_EQ(output.tables[0].inputs[0].reason(4), column::kNotAllowed);
  EXPECT_EQ(output.tables[0].inputs[1].reason(4), column::kNotAllowed);
  EXPECT_EQ(output.tables[0].inputs[0].reason(3), column::kMissing);
  EXPECT_EQ(testing::state_of(output.tables[0], 4, 0), feel::Tri::unknown);
}

TEST(Program, AColumnOfAnotherTypeIsUnknownInEveryRow) {
  ModelText model = people();
  model.decision("rates", "", rates().text());
  column::Batch batch = people_batch();
  batch.set("person.age", strings({"a", "b", "?", "c", "d", "18"}));
  expect_agreement(model, {{}, {"rates"}}, batch);
  const auto program = Program::compile(model.read(), {{}, {"rates"}}, feel::Mode::three_valued).value();
  EXPECT_EQ(program.run(batch).tables[0].inputs[0].reason(0), column::kWrongType);
}

TEST(Program, AnAbsentColumnCountsAsMissing) {
  ModelText model = people();
  model.decision("rates", "", rates().text());
  expect_agreement(model, {{}, {"rates"}}, column::Batch(3));
}

TEST(Program, CellsThatReadOtherVariablesAgree) {
  ModelText model = people();
  TableText table = rates();
  table.rules.push_back({"< limit", "-", "\"below\""});
  table.rules.push_back({"? * 2 > limit + 1", "string length(?) > 3", "\"odd\""});
  model.decision("rates", "", table.text());
  expect_agreement(model, {{}, {"rates"}}, people_batch());
}

TEST(Program, ExpressionsAgree) {
  ModelText model = people();
  model.knowledge("calendar years", {{"from", "date"}, {"to", "date"}}, "to.year - from.year");
  const std::vector<std::string> expressions = {
      "person.age + limit * 2 - 1.50",
      "person.age / limit",
      "-person.age",
      "person.age ** 2",
      "person.born.year",
      "today.year - person.born.year",
      "years and months duration(person.born, today).years",
      "calendar years(person.born, today) + 1",
      "calendar years(to: today, from: person.born)",
      "person.age > limit and person.member",
      "person.age > limit or person.town = \"Ulm\"",
      "not(person.age = limit)",
      "if person.age >= limit then \"in\" else \"out\"",
      "person.age between 10 and limit",
      "person.age in [limit..70]",
      "person.town in (\"Ulm\", \"Ems\")",
      "list contains([\"Ulm\", \"Ham\"], person.town)",
      "floor(person.age) + ceiling(limit) + abs(person.age - limit)",
      "min(person.age, limit, 30)",
      "string(person.age * 1.10)",
      "person.born + duration(\"P1Y2M\")",
      "date(\"2026-01-31\") - duration(\"P1M\")",
      "person.born < today",
      "person.age = null",
      "count([person.age, limit][item > 17])",
      "some x in [person.age, limit] satisfies x > 18",
      "sum(for x in [1, 2, 3] return x * limit)",
      "{a: person.age, b: a + 1}.b",
      "person.nothing",
      "nowhere + 1",
      "substring(person.town, 1, 2)",
      "person.born - today",
      "get value(person, \"age\")",
  };
  Program::Request request;
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    request.values.push_back("e" + std::to_string(i));
    model.decision(request.values.back(), "", ModelText::literal(expressions[i]));
  }
  expect_agreement(model, request, people_batch());
}

TEST(Program, ATypeThatDoesNotFitGivesTheInterpretersNull) {
  ModelText model = people();
  model.item("tSmall", "<typeRef>number</typeRef><allowedValues><text>[0..20]</text></allowedValues>");
  model.knowledge("half", {{"x", "tSmall"}}, "x / 2");
  model.decision("age", "tSmall", ModelText::literal("person.age + 1"))
      .decision("text", "string", ModelText::literal("person.age"))
      .decision("called", "", ModelText::literal("half(person.age) + half(limit)"));
  expect_agreement(model, {{"age", "text", "called"}, {}}, people_batch());
}

TEST(Program, DecisionsFeedDecisionsAndTables) {
  ModelText model = people();
  TableText unique;
  unique.inputs = {{"grown", "", ""}, {"person.town", "", "\"Ham\", \"Ulm\""}};
  unique.outputs = {{"", "string", "", "\"none\""}};
  unique.rules = {{"true", "\"Ham\"", "\"A\""}, {"true", "\"Ulm\"", "person.town"}, {"false", "-", "\"C\""}};
  TableText sum;
  sum.policy = "COLLECT";
  sum.aggregation = "SUM";
  sum.inputs = {{"person.age", "", ""}};
  sum.outputs = {{"", "number", "", ""}};
  sum.rules = {{"> 10", "1"}, {"> 100", "limit"}, {"< 50", "3.5"}};
  model.decision("grown", "", ModelText::literal("person.age >= limit"))
      .decision("kind", "string", unique.text())
      .decision("points", "number", sum.text())
      .decision("text", "", ModelText::literal("kind + string(points)"));
  expect_agreement(model, {{"grown", "kind", "points", "text"}, {"kind", "points"}}, people_batch());
}

TEST(Program, SingleHitPoliciesAgree) {
  ModelText model = people();
  Program::Request request;
  for (const std::string policy : {"UNIQUE", "FIRST", "ANY", "PRIORITY"}) {
    TableText table;
    table.policy = policy;
    table.inputs = {{"person.age", "number", ""}, {"person.town", "string", ""}};
    table.outputs = {{"", "string", "\"z\", \"y\", \"x\"", ""}};
    table.rules = {{"> 10", "-", "\"x\""}, {"> 17", "\"Ulm\"", "\"y\""}, {"-", "\"Ulm\", \"Ems\"", "\"z\""}};
    model.decision(policy, "", table.text());
    request.values.push_back(policy);
    request.tables.push_back(policy);
  }
  expect_agreement(model, request, people_batch());
}

TEST(Program, MoreThanSixtyFourRulesNeedMoreWords) {
  ModelText model = people();
  TableText table;
  table.policy = "FIRST";
  table.inputs = {{"person.age", "number", ""}, {"person.town", "string", ""}};
  table.outputs = {{"", "number", "", ""}};
  for (int i = 0; i < 150; ++i) {
    table.rules.push_back({"> " + std::to_string(149 - i), i % 3 == 0 ? "\"Ulm\"" : "-", std::to_string(i)});
  }
  model.decision("many", "", table.text());
  expect_agreement(model, {{"many"}, {"many"}}, people_batch());
}

TEST(Program, TablesWithoutInputsOrRulesAgree) {
  ModelText model = people();
  TableText empty;
  empty.inputs = {{"person.age", "number", ""}};
  empty.outputs = {{"", "number", "", ""}};
  model.decision("empty", "", empty.text());
  expect_agreement(model, {{"empty"}, {"empty"}}, people_batch());
}

TEST(Program, BoxedContextsAndInvocationsAgree) {
  ModelText model = people();
  const std::string context = "<context><contextEntry><variable name=\"a\"/>" +
                              ModelText::literal("person.age * 2") +
                              "</contextEntry><contextEntry><variable name=\"b\"/>" +
                              ModelText::literal("a + limit") + "</contextEntry></context>";
  const std::string result = "<context><contextEntry><variable name=\"a\"/>" +
                             ModelText::literal("person.age * 2") + "</contextEntry><contextEntry>" +
                             ModelText::literal("a - 1") + "</contextEntry></context>";
  model.knowledge("plus", {{"x", "number"}, {"y", "number"}}, "x + y");
  const std::string invocation = "<invocation>" + ModelText::literal("plus") +
                                 "<binding><parameter name=\"x\"/>" + ModelText::literal("person.age") +
                                 "</binding><binding><parameter name=\"y\"/>" + ModelText::literal("limit") +
                                 "</binding></invocation>";
  model.decision("both", "", context)
      .decision("result", "", result)
      .decision("invoked", "", invocation)
      .decision("b", "", ModelText::literal("both.b"))
      .decision("whole", "", ModelText::literal("count(get entries(both))"));
  expect_agreement(model, {{"result", "invoked", "b", "whole"}, {}}, people_batch());
}

TEST(Program, AFunctionOfAWholeStructureAgrees) {
  ModelText model = people();
  model.knowledge("old", {{"who", "tPerson"}, {"years", "number"}}, "who.age > years");
  model.knowledge("loose", {{"who", ""}}, "who.town");
  model.decision("is old", "", ModelText::literal("old(person, limit)"))
      .decision("town", "", ModelText::literal("loose(person)"));
  const auto program = Program::compile(model.read(), {{"is old", "town"}, {}}, feel::Mode::standard);
  ASSERT_TRUE(program) << base::describe(program.error());
  EXPECT_EQ(program->inputs().size(), 3U);
  EXPECT_TRUE(program->coverage().row_by_row.empty());
  expect_agreement(model, {{"is old", "town"}, {}}, people_batch());
}

TEST(Program, UnknownPathsNameTheMissingLeavesBehindAnInput) {
  ModelText model = people();
  TableText table;
  table.policy = "COLLECT";
  table.inputs = {{"years", "", ""}, {"person.town", "", ""}};
  table.outputs = {{"", "string", "", ""}};
  table.rules = {{"> 18", "-", "\"a\""}};
  model.decision("years", "", ModelText::literal("today.year - person.born.year"))
      .decision("rates", "", table.text());
  const auto program = Program::compile(model.read(), {{}, {"rates"}}, feel::Mode::three_valued).value();
  const auto batch = people_batch();
  EXPECT_EQ(program.unknown_paths(batch, 2, 0, 0), std::vector<std::string>{"person.born"});
  EXPECT_EQ(program.unknown_paths(batch, 5, 0, 0), std::vector<std::string>{"today"});
  EXPECT_EQ(program.unknown_paths(batch, 0, 0, 0), std::vector<std::string>{});
  EXPECT_EQ(program.unknown_paths(batch, 4, 0, 1), std::vector<std::string>{"person.town"});
}

TEST(Program, RefusesWhatItCannotGive) {
  ModelText model = people();
  model.input("list", "tList").item("tList", "<typeRef>number</typeRef>");
  model.decision("rates", "", rates().text()).decision("one", "", ModelText::literal("1"));
  const auto read = model.read();
  const auto code = [&](const Program::Request& request) {
    const auto program = Program::compile(read, request, feel::Mode::standard);
    return program ? std::string("none") : program.error().code;
  };
  EXPECT_EQ(code({{"nothing"}, {}}), "no_such_decision");
  EXPECT_EQ(code({{}, {"nothing"}}), "no_such_decision");
  EXPECT_EQ(code({{}, {"one"}}), "not_a_table");
  EXPECT_EQ(code({{"rates"}, {}}), "not_scalar");
  EXPECT_EQ(code({{"one"}, {"rates"}}), "none");
}

TEST(Program, RefusesInputsThatAreNotColumns) {
  ModelText model;
  model.input("times", "time").input("n", "number");
  model.decision("hour", "", ModelText::literal("times.hour")).decision("m", "", ModelText::literal("n + 1"));
  const auto read = model.read();
  const auto refused = Program::compile(read, {{"hour"}, {}}, feel::Mode::standard);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "input_not_flat");
  EXPECT_TRUE(Program::compile(read, {{"m"}, {}}, feel::Mode::standard));
}

TEST(Program, NumbersAtTheEdgeOfTheirRangeAgree) {
  ModelText model = people();
  model.decision("double", "", ModelText::literal("limit * 4 + 0.1"))
      .decision("near", "", ModelText::literal("limit < 9223372036854775807.5"));
  column::Batch batch(4);
  batch.set("limit", numbers({"9223372036854775807", "-9223372036854775807", "0", "4611686018427387904"}));
  expect_agreement(model, {{"double", "near"}, {}}, batch);
  batch.set("limit", numbers({"0.000000000000000001", "9", "-9.223372036854775807", "?"}));
  expect_agreement(model, {{"double", "near"}, {}}, batch);
  batch.set("limit", numbers({"1e30", "0.0000000000000000000001", "-1", "?"}));
  expect_agreement(model, {{"double", "near"}, {}}, batch);
}

TEST(Program, HowANumberWasWrittenIsKeptWhereItShows) {
  ModelText model = people();
  model.decision("product", "number", ModelText::literal("limit * 1.10"))
      .decision("plus", "number", ModelText::literal("product + 0.500"))
      .decision("shown", "", ModelText::literal("if limit > 5 then plus else \"small\""))
      .decision("compared", "", ModelText::literal("product > 20"));
  column::Batch batch(4);
  batch.set("limit", numbers({"10", "20", "0.5", "?"}));
  expect_agreement(model, {{"product", "shown", "compared"}, {}}, batch);
  const auto program = Program::compile(model.read(), {{"shown"}, {}}, feel::Mode::standard).value();
  EXPECT_EQ(column::cell_text(program.run(batch).values[0], 0),
            "11.500");  // a mixture of kinds is shown as FEEL writes it
}

TEST(Program, LaterBatchesUseOtherDictionaries) {
  ModelText model = people();
  model.decision("rates", "", rates().text());
  const auto read = model.read();
  const auto program = Program::compile(read, {{}, {"rates"}}, feel::Mode::three_valued).value();
  const Evaluator evaluator = Evaluator::create(read).value();
  feel::EvaluationOptions options;
  options.mode = feel::Mode::three_valued;
  for (const std::vector<std::string>& towns :
       {std::vector<std::string>{"Ham", "Ulm"}, {"Ulm", "Ems"}, {"Rom", "?"}, {"Ulm", "Ham"}}) {
    column::Batch batch(2);
    batch.set("person.town", column::encode(strings(towns)));
    batch.set("person.age", column::encode(numbers({"20", towns[0].size() == 3 ? "12.5" : "70"})));
    const auto output = program.run(batch);
    for (std::size_t row = 0; row < 2; ++row) {
      const auto trace = evaluator.trace("rates", testing::context_of(batch, row), options).value();
      EXPECT_EQ(testing::difference(output.tables[0], row, trace), "");
    }
  }
}

TEST(Program, RunsOnSeveralThreadsAtOnce) {
  ModelText model = people();
  model.decision("rates", "", rates().text());
  const auto program = Program::compile(model.read(), {{}, {"rates"}}, feel::Mode::three_valued).value();
  const auto batch = people_batch();
  const auto expected = program.run(batch).tables[0];
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (int& count : wrong) {
    threads.emplace_back([&program, &batch, &expected, &count] {
      for (int i = 0; i < 20; ++i) {
        const auto found = program.run(batch).tables[0];
        count += found.matched == expected.matched && found.might == expected.might ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

}  // namespace
}  // namespace chuhai::dmn
