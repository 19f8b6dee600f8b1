#include <iostream>

#include "base/clock.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "calendar/moment.hpp"
#include "command.hpp"
#include "dmn/check.hpp"
#include "dmn/evaluate.hpp"
#include "dmn/tck.hpp"
#include "feel/evaluate.hpp"
#include "feel/parse.hpp"
#include "json/parse.hpp"
#include "json/write.hpp"
#include "rules_json.hpp"

namespace chuhai::cli {

namespace {

constexpr std::uint64_t kInputBytesMax = 64u << 20;

/// Texts that start with @ are FEEL's date, time and duration literals: "@2026-11-24".
feel::Value to_feel(const json::Value& value) {
  switch (value.kind()) {
    case json::Kind::null:
      return {};
    case json::Kind::boolean:
      return feel::Value(value.boolean());
    case json::Kind::number:
      return feel::Value(value.number());
    case json::Kind::string: {
      const std::string& text = value.string();
      if (!text.starts_with("@")) return feel::Value(text);
      auto literal = feel::parse_expression("@\"" + text.substr(1) + "\"", {});
      return literal ? feel::evaluate(**literal, feel::Environment{}, {}) : feel::Value(text);
    }
    case json::Kind::array: {
      feel::List list;
      for (const json::Value& element : value.array()) list.push_back(to_feel(element));
      return feel::Value(std::move(list));
    }
    case json::Kind::object: {
      feel::Context context;
      for (const auto& [name, member] : value.object()) context.set(name, to_feel(member));
      return feel::Value(std::move(context));
    }
  }
  return {};
}

json::Value to_json(const feel::Value& value) {
  switch (value.kind()) {
    case feel::Kind::null:
      return {};
    case feel::Kind::boolean:
      return json::Value(value.boolean());
    case feel::Kind::number:
      return json::Value(value.number());
    case feel::Kind::string:
      return json::Value(value.string());
    case feel::Kind::list: {
      json::Array array;
      for (const feel::Value& element : value.list()) array.push_back(to_json(element));
      return json::Value(std::move(array));
    }
    case feel::Kind::context: {
      json::Object object;
      for (const auto& [name, member] : value.context().entries()) object.emplace_back(name, to_json(member));
      return json::Value(std::move(object));
    }
    default:
      return json::Value(feel::to_feel_text(value));
  }
}

base::Result<feel::Context> read_input(const std::string& file) {
  auto text = base::read_file(file, kInputBytesMax);
  if (!text) return text.error();
  auto document = json::parse(*text, file);
  if (!document) return document.error();
  if (!document->is_object()) {
    return base::Error{base::ErrorKind::invalid,
                       "input_not_object",
                       {"the input must be a JSON object with one member for each input",
                        "输入须为 JSON 对象，每个输入一个成员"},
                       {file, 1, 1, {}}};
  }
  return to_feel(*document).context();
}

/// Options with the machine's clock for now() and today().
feel::EvaluationOptions options_of_now() {
  feel::EvaluationOptions options;
  options.time.now = calendar::to_utc_date_time(base::SystemClock().now());
  return options;
}

void print_null_reason(const std::string& name, const feel::Value& value) {
  if (value.is_null())
    std::cerr << name << ": null (" << value.reason().code << ": " << value.reason().message << ")\n";
}

base::Error no_such_decision(const dmn::Model& model, const DmnRunCommand& command) {
  std::vector<std::string> names;
  for (const dmn::Decision& decision : model.decisions) names.push_back(decision.name);
  const std::string list = base::join(names, ", ");
  return {base::ErrorKind::not_found,
          "no_such_decision",
          {"no decision '" + command.decision + "' in the model; it has: " + list,
           "模型中没有决策 '" + command.decision + "'；现有：" + list},
          {command.model, 0, 0, "--decision"}};
}

json::Value tck_json(const dmn::TckReport& tck) {
  json::Array levels, failures;
  for (const dmn::TckLevel& level : tck.levels()) {
    json::Object object;
    object.emplace_back("level", json::Value(level.name));
    object.emplace_back("passed", count_json(level.passed));
    object.emplace_back("failed", count_json(level.failed));
    levels.emplace_back(std::move(object));
  }
  for (const dmn::TckSuite& suite : tck.suites) {
    for (const dmn::TckTest& test : suite.tests) {
      if (test.passed) continue;
      json::Object object;
      object.emplace_back("test", json::Value(suite.level + "/" + suite.name + "/" + test.id));
      object.emplace_back("reason", json::Value(test.reason));
      failures.emplace_back(std::move(object));
    }
  }
  json::Object object;
  object.emplace_back("passed", count_json(tck.passed()));
  object.emplace_back("failed", count_json(tck.failed()));
  object.emplace_back("levels", json::Value(std::move(levels)));
  object.emplace_back("failures", json::Value(std::move(failures)));
  return json::Value(std::move(object));
}

/// Every decision asked for must have an answer; prints those that have one and reports the others.
int run_official(const dmn::Evaluator& evaluator, const std::vector<std::string>& names,
                 const feel::Context& input, const DmnRunCommand& command, const Common& common) {
  feel::Context answers;
  int status = 0;
  for (const std::string& name : names) {
    auto value = evaluator.official_decision(name, input, options_of_now());
    if (value) {
      answers.set(name, *std::move(value));
    } else {
      report(value.error(), common);
      status = 1;
    }
  }
  const bool one = !command.decision.empty();
  if (one && status != 0) return status;
  const feel::Value shown = one ? answers.entries().front().second : feel::Value(std::move(answers));
  std::cout << json::write(to_json(shown), json::Style::pretty);
  return status;
}

}  // namespace

int run_dmn_run(const DmnRunCommand& command, const Common& common) {
  auto model = dmn::read_model(command.model, {});
  if (!model) return report(model.error(), common);
  auto evaluator = dmn::Evaluator::create(*model);
  if (!evaluator) return report(evaluator.error(), common);
  auto input = read_input(command.input);
  if (!input) return report(input.error(), common);
  if (command.decision.empty() && command.strict) {
    std::vector<std::string> names;
    for (const dmn::Decision& decision : (*model)->decisions) names.push_back(decision.name);
    return run_official(*evaluator, names, *input, command, common);
  }
  if (command.decision.empty()) {
    const feel::Context all = evaluator->all_decisions(*input, options_of_now());
    for (const auto& [name, value] : all.entries()) print_null_reason(name, value);
    std::cout << json::write(to_json(feel::Value(all)), json::Style::pretty);
    return 0;
  }
  const bool is_named = (*model)->find_decision(command.decision) != nullptr ||
                        (*model)->find_service(command.decision) != nullptr;
  if (!is_named) return report(no_such_decision(**model, command), common);
  if (command.strict) return run_official(*evaluator, {command.decision}, *input, command, common);
  const feel::Value value = evaluator->decision(command.decision, *input, options_of_now());
  print_null_reason(command.decision, value);
  std::cout << json::write(to_json(value), json::Style::pretty);
  return 0;
}

int run_dmn_check(const std::string& file, const Common& common) {
  auto model = dmn::read_model(file, {});
  if (!model) return report(model.error(), common);
  const std::vector<dmn::Finding> findings = dmn::check_tables(**model);
  json::Array found;
  for (const dmn::Finding& finding : findings) {
    found.push_back(finding_json(file, finding));
    if (!common.json) print_finding(file, finding, common);
  }
  if (common.json) std::cout << json::write(json::Value(std::move(found)), json::Style::pretty);
  if (findings.empty() && !common.quiet) {
    std::cerr << file << ": "
              << (common.language == Language::zh ? "决策表无缺口、无重叠" : "no gaps, no overlaps") << '\n';
  }
  return findings.empty() ? 0 : 1;
}

int run_dmn_tck(const std::string& folder, const Common& common) {
  auto tck = dmn::run_tck(folder, options_of_now());
  if (!tck) return report(tck.error(), common);
  if (common.json) {
    std::cout << json::write(tck_json(*tck), json::Style::pretty);
    return tck->failed() == 0 ? 0 : 1;
  }
  for (const dmn::TckSuite& suite : tck->suites) {
    for (const dmn::TckTest& test : suite.tests) {
      if (!test.passed)
        std::cout << suite.level << '/' << suite.name << '/' << test.id << ": " << test.reason << '\n';
    }
  }
  for (const dmn::TckLevel& level : tck->levels()) {
    std::cout << level.name << ": " << level.passed << " passed, " << level.failed << " failed\n";
  }
  std::cout << tck->passed() << " passed, " << tck->failed() << " failed\n";
  return tck->failed() == 0 ? 0 : 1;
}

}  // namespace chuhai::cli
