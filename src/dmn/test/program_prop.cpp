#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <random>

#include "model_text.hpp"
#include "program_agreement.hpp"

namespace chuhai::dmn {
namespace {

using column::Type;
using testing::ModelText;
using testing::TableText;

/// Writes random expressions, tests and tables over one structured and two plain inputs.
class RandomModel {
 public:
  explicit RandomModel(std::uint32_t seed) : random_(seed) {}

  ModelText model(Program::Request& request) {
    ModelText text;
    text.item("tRow", ModelText::component("n", "number", below(2) == 0 ? "[-5..40]" : "") +
                          ModelText::component("s", "string", below(2) == 0 ? "\"a\", \"b\", \"c\"" : "") +
                          ModelText::component("b", "boolean") + ModelText::component("d", "date"));
    text.input("row", "tRow").input("k", "number").input("t", "date");
    text.knowledge("scaled", {{"x", "number"}, {"y", below(2) == 0 ? "number" : ""}}, "x * y + 0.5");
    text.knowledge("years", {{"from", "date"}, {"to", "date"}}, "years and months duration(from, to).years");
    for (int i = 0; i < 3; ++i) {
      const std::string name = "v" + std::to_string(i);
      text.decision(name, "", ModelText::literal(any(3)));
      request.values.push_back(name);
    }
    text.decision("h", below(2) == 0 ? "number" : "", ModelText::literal(number(2)));
    has_helper_ = true;
    for (int i = 0; i < 3; ++i) {
      const std::string name = "t" + std::to_string(i);
      const TableText one = table();
      text.decision(name, "", one.text());
      request.tables.push_back(name);
      if (one.policy != "COLLECT" || !one.aggregation.empty()) request.values.push_back(name);
    }
    return text;
  }

  /// One table of hundreds of rules under every hit policy in turn.
  ModelText large_model(Program::Request& request) {
    ModelText text;
    text.item("tRow", ModelText::component("n", "number") + ModelText::component("s", "string") +
                          ModelText::component("b", "boolean") + ModelText::component("d", "date"));
    text.input("row", "tRow").input("k", "number").input("t", "date");
    TableText table;
    table.policy = one_of({"UNIQUE", "FIRST", "ANY", "PRIORITY", "COLLECT"});
    if (table.policy == "COLLECT") table.aggregation = one_of({"SUM", "MIN", "MAX", "COUNT"});
    table.inputs = {{"row.n", "", ""},
                    {"row.s", below(2) == 0 ? "string" : "", below(4) == 0 ? "\"a\", \"b\", \"c\"" : ""},
                    {"row.b", "", ""},
                    {"row.d", "", ""},
                    {"k", "", below(3) == 0 ? "[-4..60]" : ""}};
    table.outputs = {{"", "", "3, 2, 1", below(2) == 0 ? "7" : ""}};
    const std::uint32_t rules = 200 + below(300);
    const std::uint32_t selective = 1 + below(8);
    const auto usually_any = [&](const std::string& cell) { return below(selective) == 0 ? "-" : cell; };
    for (std::uint32_t r = 0; r < rules; ++r) {
      table.rules.push_back(
          {usually_any(spread_test(-5, 45)), usually_any(below(3) == 0 ? text_test() : letter()),
           one_of({"-", "true", "false", "not(true)"}),
           usually_any(one_of({"< " + day(), ">= " + day(), day(), "[" + day() + ".." + day() + "]"})),
           usually_any(spread_test(-5, 45)), one_of({"1", "2", "3", "1", below(40) == 0 ? "row.n" : "2"})});
    }
    text.decision("large", "", table.text());
    request.values.push_back("large");
    if (below(2) == 0) request.tables.push_back("large");
    return text;
  }

  column::Batch batch(std::size_t rows) {
    column::Batch result(rows);
    result.set("row.n", column(Type::number, rows));
    result.set("row.s", column(Type::string, rows));
    result.set("row.b", column(Type::boolean, rows));
    result.set("row.d", column(Type::date, rows));
    if (below(8) != 0) result.set("k", column(Type::number, rows));
    result.set("t", column(Type::date, rows));
    return result;
  }

 private:
  std::uint32_t below(std::uint32_t limit) { return random_() % limit; }
  std::string one_of(const std::vector<std::string>& choices) {
    return choices[below(static_cast<std::uint32_t>(choices.size()))];
  }
  std::string constant() { return one_of({"0", "1", "3", "7.5", "-2", "12", "10.50", "20", "0.25"}); }
  std::string day() {
    return one_of(
        {"date(\"2020-02-29\")", "date(\"2019-12-31\")", "date(\"2026-11-24\")", "date(2021, 1, 1)"});
  }

  std::string number(int depth) {
    if (depth == 0)
      return one_of({"row.n", "k", "row.d.year", has_helper_ ? "h" : "k", constant(), "t.month"});
    const std::string a = number(depth - 1);
    switch (below(14)) {
      case 0:
        return "(" + a + " + " + number(depth - 1) + ")";
      case 1:
        return "(" + a + " - " + number(depth - 1) + ")";
      case 2:
        return "(" + a + " * " + number(depth - 1) + ")";
      case 3:
        return "(" + a + " / " + number(depth - 1) + ")";
      case 4:
        return "(-" + a + ")";
      case 5:
        return "floor(" + a + ")";
      case 6:
        return "min(" + a + ", " + number(depth - 1) + ")";
      case 7:
        return "(if " + boolean(depth - 1) + " then " + a + " else " + number(depth - 1) + ")";
      case 8:
        return "scaled(" + a + ", " + any(depth - 1) + ")";
      case 9:
        return "years(" + date(depth - 1) + ", " + date(depth - 1) + ")";
      case 10:
        return "(t.year - row.d.year)";
      case 11:
        return "count([" + a + ", k, row.n][item > " + constant() + "])";
      default:
        return number(0);
    }
  }

  std::string boolean(int depth) {
    if (depth == 0) return one_of({"row.b", "row.n > 5", "row.s = \"a\"", "k = null", "true"});
    switch (below(12)) {
      case 0:
        return "(" + number(depth - 1) + one_of({" < ", " <= ", " > ", " >= ", " = ", " != "}) +
               number(depth - 1) + ")";
      case 1:
        return "(" + boolean(depth - 1) + " and " + boolean(depth - 1) + ")";
      case 2:
        return "(" + boolean(depth - 1) + " or " + boolean(depth - 1) + ")";
      case 3:
        return "not(" + boolean(depth - 1) + ")";
      case 4:
        return "(" + number(depth - 1) + " between " + constant() + " and " + number(depth - 1) + ")";
      case 5:
        return "(" + number(depth - 1) + " in [" + constant() + ".." + constant() + "])";
      case 6:
        return "(row.s in (\"a\", \"x\"))";
      case 7:
        return "list contains([\"a\", \"b\", null], " + text(depth - 1) + ")";
      case 8:
        return "(" + date(depth - 1) + one_of({" < ", " >= ", " = "}) + date(depth - 1) + ")";
      case 9:
        return "(" + text(depth - 1) + one_of({" = ", " != ", " < "}) + text(depth - 1) + ")";
      default:
        return boolean(0);
    }
  }

  std::string text(int depth) {
    if (depth == 0) return one_of({"row.s", "\"a\"", "\"x\"", "row.s"});
    switch (below(5)) {
      case 0:
        return "string(" + number(depth - 1) + ")";
      case 1:
        return "(" + text(depth - 1) + " + " + text(depth - 1) + ")";
      case 2:
        return "(if " + boolean(depth - 1) + " then " + text(depth - 1) + " else \"c\")";
      default:
        return text(0);
    }
  }

  std::string date(int depth) {
    if (depth == 0) return one_of({"row.d", "t", day()});
    switch (below(5)) {
      case 0:
        return "(" + date(depth - 1) + " + duration(\"P1Y2M\"))";
      case 1:
        return "(" + date(depth - 1) + " - duration(\"P40D\"))";
      default:
        return date(0);
    }
  }

  std::string any(int depth) {
    switch (below(5)) {
      case 0:
        return boolean(depth);
      case 1:
        return text(depth);
      case 2:
        return date(depth);
      default:
        return number(depth);
    }
  }

  std::string letter() { return one_of({"\"a\"", "\"b\"", "\"c\"", "\"x\"", "\"\"", "\"ab\"", "\"zz\""}); }
  /// Tests with many different constants.
  std::string spread_test(int low, int high) {
    const int from = low + static_cast<int>(below(static_cast<std::uint32_t>(high - low)));
    const std::string a = std::to_string(from) + (below(4) == 0 ? ".5" : "");
    const std::string b = std::to_string(from + static_cast<int>(below(6)));
    switch (below(24)) {
      case 0:
        return number_test();
      case 1:
        return "not(" + a + ")";
      case 2:
        return a + ", " + b;
      case 3:
        return "< " + a;
      case 4:
        return ">= " + a;
      case 5:
      case 6:
      case 7:
      case 8:
        return one_of({"[", "("}) + std::to_string(from) + ".." + b + one_of({"]", ")"});
      default:
        return a;
    }
  }

  std::string number_test() {
    return one_of({"-", "-", "< " + constant(), ">= " + constant(), "[" + constant() + "..20]", constant(),
                   constant() + ", " + constant(), "not(" + constant() + ")", ">= k", "null", "? * 2 > 7",
                   "not(null)", "(1..12)", "not(< 3, > 10)"});
  }
  std::string text_test() {
    return one_of({"-", "-", "\"a\"", "\"a\", \"b\"", "not(\"a\")", "not(\"b\", \"x\")", "string(k)", "null",
                   "starts with(?, \"a\")"});
  }

  TableText table() {
    TableText result;
    result.policy = one_of({"UNIQUE", "FIRST", "ANY", "PRIORITY", "COLLECT", "COLLECT", "COLLECT"});
    if (result.policy == "COLLECT") result.aggregation = one_of({"", "", "SUM", "MIN", "MAX", "COUNT"});
    const std::uint32_t inputs = 1 + below(4);
    std::vector<int> kinds;
    for (std::uint32_t i = 0; i < inputs; ++i) {
      kinds.push_back(static_cast<int>(below(4)));
      const int depth = static_cast<int>(below(3));
      const bool typed = below(2) == 0;
      if (kinds.back() == 0)
        result.inputs.push_back({number(depth), typed ? "number" : "", below(4) == 0 ? "[0..30]" : ""});
      if (kinds.back() == 1)
        result.inputs.push_back({text(depth), typed ? "string" : "", below(4) == 0 ? "\"a\", \"b\"" : ""});
      if (kinds.back() == 2) result.inputs.push_back({boolean(depth), typed ? "boolean" : "", ""});
      if (kinds.back() == 3) result.inputs.push_back({date(depth), typed ? "date" : "", ""});
    }
    result.outputs = {{"", below(2) == 0 ? "number" : "", "3, 2, 1", below(3) == 0 ? "7" : ""}};
    const std::uint32_t rules = 1 + below(8);
    for (std::uint32_t r = 0; r < rules; ++r) {
      std::vector<std::string> cells;
      for (const int kind : kinds) {
        if (kind == 0) cells.push_back(number_test());
        if (kind == 1) cells.push_back(text_test());
        if (kind == 2) cells.push_back(one_of({"-", "true", "false", "not(true)", "row.b"}));
        if (kind == 3)
          cells.push_back(one_of({"-", "< " + day(), "[" + day() + "..t]", ">= " + day(), day()}));
      }
      cells.push_back(one_of({"1", "2", "3", "1", constant(), number(1)}));
      result.rules.push_back(cells);
    }
    return result;
  }

  column::Column column(Type type, std::size_t rows) {
    if (below(10) == 0) type = static_cast<Type>(below(4));
    const std::uint32_t spread = 3 + below(40);
    column::ValuesBuilder builder(type);
    for (std::size_t row = 0; row < rows; ++row) {
      if (below(8) == 0) {
        builder.add_unknown(static_cast<column::Reason>(below(2) == 0 ? column::kMissing : 17));
      } else if (type == Type::boolean) {
        builder.add(below(2) == 0);
      } else if (type == Type::number) {
        const auto coefficient = static_cast<std::int64_t>(below(spread * 10)) - 50;
        builder.add(decimal::Decimal::scaled(coefficient, below(6) == 0 ? -1 : 0));
      } else if (type == Type::string) {
        builder.add(one_of({"a", "b", "c", "x", "", "ab"}));
      } else {
        builder.add(calendar::from_days(18000 + static_cast<std::int64_t>(below(spread * 80))));
      }
    }
    return column::Column::flat(builder.finish());
  }

  std::mt19937 random_;
  bool has_helper_ = false;
};

using Write = ModelText (RandomModel::*)(Program::Request&);

void check_agreement(Write write, std::size_t rows, feel::Mode mode) {
  EXPECT_TRUE(rc::check([write, rows, mode](std::uint32_t seed) {
    RandomModel random(seed);
    Program::Request request;
    const ModelText text = (random.*write)(request);
    const auto model = text.read();
    RC_ASSERT(model != nullptr);
    const std::string found = testing::disagreement(model, request, random.batch(rows), mode);
    if (!found.empty()) RC_FAIL(found + "\n" + text.text());
  }));
}

void check_random_model(feel::Mode mode) { check_agreement(&RandomModel::model, 40, mode); }

void check_large_tables(feel::Mode mode) { check_agreement(&RandomModel::large_model, 30, mode); }

TEST(ProgramAgreement, TablesOfHundredsOfRulesInStandardMode) { check_large_tables(feel::Mode::standard); }

TEST(ProgramAgreement, TablesOfHundredsOfRulesInThreeValuedMode) {
  check_large_tables(feel::Mode::three_valued);
}

TEST(ProgramAgreement, RandomModelsInStandardMode) { check_random_model(feel::Mode::standard); }

TEST(ProgramAgreement, RandomModelsInThreeValuedMode) { check_random_model(feel::Mode::three_valued); }

}  // namespace
}  // namespace chuhai::dmn
