// One decision table of 100 to 100,000 rules over six inputs: decisions a second in batches, case by case
// and by the one-row interpreter, on one thread. The answers are compared first. Settings:
// CHUHAI_BENCH_CASES (10000), CHUHAI_BENCH_RULES_MAX (100000).
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "column/forms.hpp"
#include "dmn/evaluate.hpp"
#include "dmn/program.hpp"
#include "measure.hpp"
#include "random.hpp"

namespace {

using chuhai::bench::Random;
using chuhai::dmn::Program;
using chuhai::feel::Value;

constexpr std::uint64_t kSeed = 20261128;
constexpr std::size_t kInputs = 6;

[[noreturn]] void give_up(const std::string& why) {
  std::cerr << "tables_bench: " << why << '\n';
  std::exit(1);
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

/// A rule's cells as text, and a case that it accepts.
struct Rule {
  std::vector<std::string> cells;
  std::vector<Value> accepted;
};

Value number(std::int64_t value) { return Value(chuhai::decimal::Decimal(value)); }

Rule make_rule(Random& random, std::size_t rules) {
  const std::string place = "C" + std::to_string(random.below(62));
  const std::string kind = "K" + std::to_string(random.below(18));
  const auto year = static_cast<std::int64_t>(1996 + random.below(25));
  const auto width = static_cast<std::int64_t>(random.below(8));
  const auto mass = static_cast<std::int64_t>(random.below(std::max<std::size_t>(rules, 400)) * 10);
  const bool stage = random.one_in(2);
  const std::string level = "S" + std::to_string(random.below(5));
  const bool side = random.one_in(3);
  Rule rule;
  rule.cells = {
      quoted(place),
      random.one_in(8) ? "-" : quoted(kind),
      "[" + std::to_string(year) + ".." + std::to_string(year + width) + "]",
      random.one_in(2) ? "-" : "[" + std::to_string(mass) + ".." + std::to_string(mass + 4000) + ")",
      stage ? quoted(level) + ", " + quoted("S" + std::to_string(random.below(5))) : "-",
      side ? "true" : "-"};
  rule.accepted = {Value(place), Value(kind), number(year), number(mass), Value(level), Value(true)};
  return rule;
}

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '<') {
      result += "&lt;";
    } else if (c == '"') {
      result += "&quot;";
    } else {
      result += c;
    }
  }
  return result;
}

const char* const kNames[kInputs] = {"place", "kind", "year", "mass", "level", "side"};
const char* const kTypes[kInputs] = {"string", "string", "number", "number", "string", "boolean"};

std::string model_text(const std::vector<Rule>& rules) {
  std::string text =
      "<?xml version=\"1.0\"?>\n<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" "
      "name=\"m\" namespace=\"urn:m\">\n";
  std::string requirements, inputs;
  for (std::size_t i = 0; i < kInputs; ++i) {
    const std::string name = kNames[i], type = kTypes[i];
    text += "<inputData id=\"i" + name + "\" name=\"" + name + "\"><variable name=\"" + name +
            "\" typeRef=\"" + type + "\"/></inputData>\n";
    requirements +=
        "<informationRequirement><requiredInput href=\"#i" + name + "\"/></informationRequirement>";
    inputs += "<input><inputExpression typeRef=\"" + type + "\"><text>" + name +
              "</text></inputExpression></input>";
  }
  text += "<decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"string\"/>" + requirements +
          "<decisionTable hitPolicy=\"FIRST\">" + inputs +
          "<output "
          "typeRef=\"string\"><defaultOutputEntry><text>\"default\"</text></defaultOutputEntry></output>\n";
  for (std::size_t r = 0; r < rules.size(); ++r) {
    text += "<rule>";
    for (const std::string& cell : rules[r].cells)
      text += "<inputEntry><text>" + escaped(cell) + "</text></inputEntry>";
    text += "<outputEntry><text>\"R" + std::to_string(r % 50) + "\"</text></outputEntry></rule>\n";
  }
  return text + "</decisionTable></decision></definitions>\n";
}

/// Seven in ten cases are those of a rule, two are random, one lacks an input or has a text for a number.
std::vector<std::vector<Value>> make_cases(Random& random, const std::vector<Rule>& rules) {
  std::vector<std::vector<Value>> cases(chuhai::bench::setting("CHUHAI_BENCH_CASES", 10000));
  for (std::size_t i = 0; i < cases.size(); ++i) {
    cases[i] = rules[random.below(rules.size())].accepted;
    if (i % 10 == 7 || i % 10 == 8) cases[i][2] = number(2030 + static_cast<std::int64_t>(random.below(9)));
    if (i % 10 == 9) cases[i][random.below(kInputs)] = random.one_in(2) ? Value() : Value("?");
  }
  return cases;
}

chuhai::column::Type type_of(std::size_t input) {
  const std::string type = kTypes[input];
  return type == "string"   ? chuhai::column::Type::string
         : type == "number" ? chuhai::column::Type::number
                            : chuhai::column::Type::boolean;
}

chuhai::column::Batch to_batch(const std::vector<std::vector<Value>>& cases) {
  chuhai::column::Batch batch(cases.size());
  for (std::size_t input = 0; input < kInputs; ++input) {
    chuhai::column::ValuesBuilder builder(type_of(input));
    for (const auto& one : cases) {
      const Value& value = one[input];
      const bool fits = chuhai::feel::kind_name(value.kind()) == kTypes[input];
      if (!fits) {
        builder.add_unknown(value.is_null() ? chuhai::column::kMissing : chuhai::column::kWrongType);
      } else if (type_of(input) == chuhai::column::Type::string) {
        builder.add(value.string());
      } else if (type_of(input) == chuhai::column::Type::number) {
        builder.add(value.number());
      } else {
        builder.add(value.boolean());
      }
    }
    const auto column = chuhai::column::Column::flat(builder.finish());
    batch.set(kNames[input],
              type_of(input) == chuhai::column::Type::string ? chuhai::column::encode(column) : column);
  }
  return batch;
}

std::shared_ptr<const chuhai::dmn::Model> read(const std::vector<Rule>& rules) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("tables_bench_" + std::to_string(::getpid()) + ".dmn");
  std::ofstream(file) << model_text(rules);
  chuhai::dmn::ReadOptions options;
  options.file_bytes_max = std::size_t{256} << 20;
  auto model = chuhai::dmn::read_model(file, options);
  std::filesystem::remove(file);
  if (!model) give_up(model.error().message.en);
  return *model;
}

void check(const Value& expected, const Value& found, const char* who, std::size_t i) {
  if (!chuhai::feel::same(expected, found))
    give_up(std::string(who) + " and the interpreter disagree in case " + std::to_string(i) + ": " +
            chuhai::feel::to_feel_text(expected) + ", " + chuhai::feel::to_feel_text(found));
}

Value cell(const chuhai::column::Column& column, std::size_t row) {
  if (column.reason(row) != chuhai::column::kHasValue) return Value();
  return Value(column.values().strings[column.index(row)]);
}

void measure(std::size_t size, chuhai::feel::Mode mode) {
  Random random(kSeed + size);
  std::vector<Rule> rules;
  for (std::size_t r = 0; r < size; ++r) rules.push_back(make_rule(random, size));
  const auto model = read(rules);
  const auto cases = make_cases(random, rules);
  std::optional<Program> program;
  const auto compiling = chuhai::bench::duration_of([&] {
    Program::Request request;
    request.values = {"d"};
    request.bit_set_rules_max = chuhai::bench::setting("CHUHAI_BENCH_BIT_SETS", request.bit_set_rules_max);
    auto compiled = Program::compile(model, request, mode);
    if (!compiled) give_up(compiled.error().message.en);
    program.emplace(std::move(*compiled));
  });
  const auto evaluator = chuhai::dmn::Evaluator::create(model).value();
  chuhai::feel::EvaluationOptions options;
  options.mode = mode;
  const std::size_t sample = std::min<std::size_t>(cases.size(), 200'000 / size + 20);
  std::vector<Value> expected;
  const auto slow = chuhai::bench::duration_of([&] {
    for (std::size_t i = 0; i < sample; ++i) {
      chuhai::feel::Context inputs;
      for (std::size_t input = 0; input < kInputs; ++input) inputs.set(kNames[input], cases[i][input]);
      expected.push_back(evaluator.decision("d", inputs, options));
    }
  });
  const chuhai::column::Batch batch = to_batch(cases);
  std::optional<Program::Output> output;
  const auto first = chuhai::bench::duration_of([&] { output = program->run(batch); });
  for (std::size_t i = 0; i < sample; ++i) check(expected[i], cell(output->values[0], i), "kernels", i);
  auto later = chuhai::bench::duration_of([&] { output = program->run(batch); });
  for (int run = 0; run < 5; ++run)
    later = chuhai::bench::shorter(later, chuhai::bench::duration_of([&] { output = program->run(batch); }));

  Program::Session session(*program);
  std::vector<std::size_t> places;
  for (const auto& input : program->inputs()) {
    places.push_back(
        static_cast<std::size_t>(std::find(std::begin(kNames), std::end(kNames), input.path) - kNames));
  }
  const auto decide = [&](std::size_t i) {
    for (std::size_t p = 0; p < places.size(); ++p) session.set(p, cases[i][places[p]]);
    session.run();
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    decide(i);
    if (i < sample) check(expected[i], session.value(0), "session", i);
  }
  const auto single = chuhai::bench::duration_of([&] {
    for (std::size_t i = 0; i < cases.size(); ++i) decide(i);
  });
  const std::size_t ones = std::min<std::size_t>(cases.size(), 2000);
  std::vector<chuhai::column::Batch> single_batches;
  for (std::size_t i = 0; i < ones; ++i) single_batches.push_back(to_batch({cases[i]}));
  const auto one_row = chuhai::bench::duration_of([&] {
    for (const auto& one : single_batches) program->run(one);
  });
  const auto rate = [](std::size_t count, double seconds) { return static_cast<double>(count) / seconds; };
  std::printf("%7zu %-12s %9.1f %12.0f %12.0f %12.0f %12.0f %12.0f\n", size,
              mode == chuhai::feel::Mode::standard ? "standard" : "three-valued", compiling.cpu_s * 1e3,
              rate(cases.size(), first.cpu_s), rate(cases.size(), later.cpu_s),
              rate(cases.size(), single.cpu_s), rate(ones, one_row.cpu_s), rate(sample, slow.cpu_s));
}

}  // namespace

int main() {
  const std::uint64_t rules_max = chuhai::bench::setting("CHUHAI_BENCH_RULES_MAX", 100'000);
  std::printf("%7s %-12s %9s %12s %12s %12s %12s %12s\n", "rules", "mode", "compile ms", "first run/s",
              "later runs/s", "sessions/s", "batch of 1/s", "interpreter/s");
  for (const std::size_t size : {100, 1000, 5000, 10000, 100000}) {
    if (size > rules_max) break;
    measure(size, chuhai::feel::Mode::standard);
    measure(size, chuhai::feel::Mode::three_valued);
  }
  return 0;
}
