#include "screening/engine.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "block_costs.hpp"
#include "calendar/calendar.hpp"
#include "columns.hpp"
#include "dmn/program.hpp"
#include "feel/value.hpp"
#include "rulebook/facts.hpp"
#include "values/country.hpp"

namespace chuhai::screening {

namespace {

base::Text country_name(const std::string& code) {
  const auto country = values::Country::parse(code);
  return country ? country->name() : base::Text{code, code};
}

/// One value as a one-row payload of its field's type.
std::shared_ptr<const column::Values> single_value(const rulebook::Field& field, const feel::Value& value) {
  column::ValuesBuilder builder(field.type);
  switch (value.kind()) {
    case feel::Kind::boolean:
      builder.add(value.boolean());
      break;
    case feel::Kind::number:
      builder.add(value.number());
      break;
    case feel::Kind::string:
      builder.add(std::string_view(value.string()));
      break;
    case feel::Kind::date:
      builder.add(value.date());
      break;
    default:
      builder.add_unknown(column::kMissing);
      break;
  }
  return builder.finish();
}

rulebook::Verdict no_pack_verdict() {
  rulebook::Verdict verdict;
  verdict.nothing_allows = true;
  return verdict;
}

}  // namespace

const std::vector<std::string>& stage_ids() {
  static const std::vector<std::string> kIds = {"cn.classification", "cn.emission", "cn.tradable", "cn.vat",
                                                "cn.supervision"};
  return kIds;
}

base::Result<Engine> Engine::create(const rulebook::Book& book, const Options& options) {
  Engine engine;
  engine.as_of_ = options.as_of;
  engine.costs_ = options.costs;
  if (auto added = engine.add_assumptions(book, options); !added) return added.error();
  if (auto added = engine.add_packs(book, options); !added) return added.error();
  engine.collect_wanted_paths();
  return engine;
}

base::Result<void> Engine::add_assumptions(const rulebook::Book& book, const Options& options) {
  std::map<std::string, std::string> facts;
  const std::string today = "date(\"" + calendar::to_string(options.as_of) + "\")";
  facts["shipment.as_of"] = today;
  for (const rulebook::Assumption& assumption : book.assumptions().facts) {
    if (assumption.days_from_as_of) {
      const calendar::Date day = calendar::add_days(options.as_of, *assumption.days_from_as_of);
      facts[assumption.path] = "date(\"" + calendar::to_string(day) + "\")";
    } else {
      facts[assumption.path] = assumption.value_text;
    }
  }
  for (const auto& [path, text] : options.assumed) facts[path] = text;
  for (const auto& [path, text] : facts) {
    const rulebook::Field* field = book.vocabulary().find(path);
    if (field == nullptr) {
      return base::Error{
          base::ErrorKind::not_found,
          "unknown_field",
          {"'" + path + "' is assumed but is not in the vocabulary", "假设中的 '" + path + "' 不在词汇表中"},
          {}};
    }
    auto value = rulebook::read_fact(*field, text);
    if (!value) return value.error();
    assumed_.emplace_back(path, text);
    assumed_values_.emplace_back(path, single_value(*field, *value));
  }
  return {};
}

base::Result<void> Engine::add_packs(const rulebook::Book& book, const Options& options) {
  const auto compile = [&](const std::string& id) -> base::Result<std::shared_ptr<const rulebook::Assessor>> {
    const auto pack = book.choose(id, options.as_of);
    if (!pack) return std::shared_ptr<const rulebook::Assessor>{};
    auto assessor = rulebook::Assessor::create(pack, options.as_of);
    if (!assessor) return assessor.error();
    return std::make_shared<const rulebook::Assessor>(std::move(*assessor));
  };
  for (const std::string& id : stage_ids()) {
    if (id == options.before_stage) break;
    auto assessor = compile(id);
    if (!assessor) return assessor.error();
    stages_.push_back({id, std::move(*assessor)});
  }
  std::vector<std::string> countries = options.countries;
  if (!options.destinations) countries.clear();
  if (countries.empty() && options.destinations) {
    std::set<std::string> all;
    for (const auto& pack : book.packs()) {
      if (pack->area == "dest") all.insert(pack->jurisdiction);
    }
    countries.assign(all.begin(), all.end());
  }
  for (const std::string& country : countries) {
    auto assessor = compile("dest." + base::to_lower_ascii(country));
    if (!assessor) return assessor.error();
    std::shared_ptr<const rulebook::Charger> charger;
    if (costs_ && *assessor) {
      auto compiled = rulebook::Charger::create((*assessor)->shared_pack(), options.as_of);
      if (!compiled) return compiled.error();
      charger = std::make_shared<const rulebook::Charger>(std::move(*compiled));
    }
    destinations_.push_back({country, country_name(country), std::move(*assessor), std::move(charger)});
  }
  return {};
}

void Engine::collect_wanted_paths() {
  std::set<std::string> read;
  const auto collect = [&read](const std::shared_ptr<const rulebook::Assessor>& assessor) {
    if (!assessor) return;
    for (const dmn::ProgramInput& input : assessor->inputs()) read.insert(input.path);
  };
  for (const Stage& stage : stages_) collect(stage.assessor);
  for (const Destination& destination : destinations_) {
    collect(destination.assessor);
    if (!destination.charger) continue;
    for (const dmn::ProgramInput& input : destination.charger->inputs()) read.insert(input.path);
  }
  if (costs_) read.insert(cost_paths().begin(), cost_paths().end());
  for (const auto& [path, text] : assumed_) read.erase(path);
  wanted_paths_.assign(read.begin(), read.end());
}

BatchResult Engine::assess(column::Batch facts) const {
  BatchResult result{std::move(facts), {}, {}};
  column::Batch& batch = result.batch;
  for (const auto& [path, values] : assumed_values_) {
    const column::Column* given = batch.find(path);
    column::Column assumed = column::Column::constant(values, batch.rows());
    batch.set(path, given == nullptr ? std::move(assumed) : first_known(*given, assumed));
  }
  for (const Stage& stage : stages_) {
    if (!stage.assessor) {
      result.stages.emplace_back();
      continue;
    }
    result.stages.push_back(stage.assessor->run(batch));
    const rulebook::Assessor::Run& run = result.stages.back();
    for (std::size_t v = 0; v < run.values().size(); ++v) {
      const auto& [path, computed] = run.values()[v];
      const column::Column* given = batch.find(path);
      const bool replace = given == nullptr || stage.assessor->pack().values[v].override_given;
      batch.set(path, replace ? computed : first_known(*given, computed));
    }
  }
  std::vector<const rulebook::Assessor*> packs;
  for (const Destination& destination : destinations_) {
    if (destination.assessor) packs.push_back(&*destination.assessor);
  }
  rulebook::AlikeRows alike(batch, packs);
  for (const Destination& destination : destinations_) {
    result.destinations.push_back(destination.assessor ? destination.assessor->run(alike)
                                                       : rulebook::Assessor::Run{});
  }
  return result;
}

rulebook::Outcome Engine::destination_outcome(const BatchResult& result, std::size_t destination,
                                              std::size_t row) const {
  if (!destinations_[destination].assessor) return rulebook::Outcome::undecided;
  return result.destinations[destination].outcomes()[row];
}

rulebook::Outcome Engine::stage_outcome(const BatchResult& result, std::size_t stage, std::size_t row) const {
  if (!stages_[stage].assessor) return rulebook::Outcome::undecided;
  return result.stages[stage].outcomes()[row];
}

rulebook::Verdict Engine::explain_stage(const BatchResult& result, std::size_t stage, std::size_t row) const {
  if (!stages_[stage].assessor) return no_pack_verdict();
  return stages_[stage].assessor->explain(result.stages[stage], result.batch, row);
}

rulebook::Verdict Engine::explain_destination(const BatchResult& result, std::size_t destination,
                                              std::size_t row) const {
  if (!destinations_[destination].assessor) return no_pack_verdict();
  return destinations_[destination].assessor->explain(result.destinations[destination], result.batch, row);
}

}  // namespace chuhai::screening
