#include "case_input.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "json/parse.hpp"
#include "rulebook/cases.hpp"
#include "screening/engine.hpp"

namespace chuhai::cli {

namespace {

constexpr std::uint64_t kCaseInputBytesMax = 16u << 20;

base::Error at(const std::string& file, const json::Value& value, const std::string& path, std::string en,
               std::string zh) {
  return {base::ErrorKind::invalid,
          "wrong_type",
          {std::move(en), std::move(zh)},
          {file, value.position().line, value.position().column, path}};
}

/// The FEEL text of a JSON value for a field: dates are written as text.
std::string feel_text_of(const json::Value& value, const rulebook::Field& field) {
  switch (value.kind()) {
    case json::Kind::boolean:
      return value.boolean() ? "true" : "false";
    case json::Kind::number:
      return value.number().to_plain_string();
    case json::Kind::string: {
      const feel::Value text(value.string().starts_with("@") ? value.string().substr(1) : value.string());
      const std::string quoted = feel::to_feel_text(text);
      return field.type == column::Type::date ? "date(" + quoted + ")" : quoted;
    }
    default:
      return "null";
  }
}

/// Reads facts out of a JSON object.
class JsonFacts {
 public:
  JsonFacts(std::string file, const rulebook::Vocabulary& vocabulary)
      : file_(std::move(file)), vocabulary_(vocabulary) {}

  base::Result<rulebook::Facts> read(const json::Value& document) {
    if (auto added = add(document, ""); !added) return added.error();
    return std::move(facts_);
  }

 private:
  base::Result<void> add(const json::Value& value, const std::string& path) {
    if (value.kind() == json::Kind::object) {
      for (const auto& [name, member] : value.object())
        if (auto added = add(member, path.empty() ? name : base::join({path, name}, ".")); !added)
          return added;
      return {};
    }
    const rulebook::Field* field = vocabulary_.find(path);
    if (field == nullptr) {
      base::Error error = at(file_, value, path, "the vocabulary has no such field", "词汇表中没有此字段");
      error.kind = base::ErrorKind::not_found;
      error.code = "unknown_field";
      return error;
    }
    auto fact = rulebook::read_fact(*field, feel_text_of(value, *field));
    if (!fact || (fact->is_null() && !value.is_null()))
      return at(file_, value, path, "this value does not suit the field", "此值与字段类型不符");
    facts_.emplace_back(path, *fact);
    return {};
  }

  std::string file_;
  const rulebook::Vocabulary& vocabulary_;
  rulebook::Facts facts_;
};

feel::Value value_at(const column::Column& column, std::size_t row) {
  if (column.reason(row) != column::kHasValue) return {};
  const std::size_t i = column.index(row);
  switch (column.type()) {
    case column::Type::boolean:
      return feel::Value(column.values().booleans[i] != 0);
    case column::Type::number:
      return feel::Value(column.values().number(i));
    case column::Type::string:
      return feel::Value(column.values().strings[i]);
    case column::Type::date:
      return feel::Value(calendar::from_days(column.values().days[i]));
  }
  return {};
}

/// Adds what a screening would: assumptions about the deal, and what earlier packs compute.
base::Result<void> complete(CaseInput& input, const rulebook::Book& book, const std::string& pack) {
  auto engine = screening::Engine::create(
      book,
      {.as_of = input.as_of, .countries = {}, .assumed = {}, .destinations = false, .before_stage = pack});
  if (!engine) return engine.error();
  const column::Batch given = rulebook::to_batch({input.facts}, book.vocabulary());
  const screening::BatchResult result = engine->assess(given);
  for (const auto& [path, column] : result.batch.columns()) {
    const auto known = std::find_if(input.facts.begin(), input.facts.end(),
                                    [&path = path](const auto& fact) { return fact.first == path; });
    if (known != input.facts.end() && !known->second.is_null()) continue;
    const feel::Value value = value_at(column, 0);
    if (value.is_null()) continue;
    input.added.emplace_back(path, feel::to_feel_text(value));
    if (known != input.facts.end())
      known->second = value;
    else
      input.facts.emplace_back(path, value);
  }
  return {};
}

base::Result<std::vector<CaseInput>> read_case_file(const std::string& file, const rulebook::Book& book,
                                                    const std::filesystem::path& rules_root,
                                                    const calendar::Date& today) {
  auto cases = rulebook::read_cases(file, rules_root / "common" / "fixtures");
  if (!cases) return cases.error();
  std::vector<CaseInput> inputs;
  for (const rulebook::Case& one : *cases) {
    CaseInput& input = inputs.emplace_back();
    input.name = one.name;
    input.as_of = rulebook::day_of(one, today);
    auto facts = rulebook::facts_of(one, book.vocabulary());
    if (!facts) return facts.error();
    input.facts = std::move(*facts);
  }
  return inputs;
}

}  // namespace

base::Result<std::vector<CaseInput>> read_case_input(const std::string& file, const std::string& as_of,
                                                     const rulebook::Book& book,
                                                     const std::filesystem::path& rules_root,
                                                     const std::string& pack) {
  auto day = as_of_date(as_of);
  if (!day) return day.error();
  if (file.ends_with(".case")) {
    auto inputs = read_case_file(file, book, rules_root, *day);
    if (inputs && !as_of.empty())
      for (CaseInput& input : *inputs) input.as_of = *day;
    return inputs;
  }
  auto text = base::read_file(file, kCaseInputBytesMax);
  if (!text) return text.error();
  auto document = json::parse(*text, file);
  if (!document) return document.error();
  if (document->kind() != json::Kind::object)
    return at(file, *document, "", "the input is a JSON object of facts", "输入应为由事实组成的 JSON 对象");
  auto facts = JsonFacts(file, book.vocabulary()).read(*document);
  if (!facts) return facts.error();
  CaseInput input{{}, std::move(*facts), *day, {}};
  if (auto completed = complete(input, book, pack); !completed) return completed.error();
  std::vector<CaseInput> inputs;
  inputs.push_back(std::move(input));
  return inputs;
}

}  // namespace chuhai::cli
