#include <map>
#include <unordered_map>

#include "json/write.hpp"
#include "screen_output.hpp"

namespace chuhai::cli {

namespace {

void write_text(json::Writer& writer, std::string_view key, const base::Text& text) {
  writer.key(key);
  writer.begin_object();
  writer.member("en", text.en);
  writer.member("zh", text.zh);
  writer.end_object();
}

std::string_view standing_name(rulebook::Standing standing) {
  switch (standing) {
    case rulebook::Standing::applies:
      return "applies";
    case rulebook::Standing::warns:
      return "warns";
    case rulebook::Standing::expired:
      return "expired";
    case rulebook::Standing::might_apply:
      return "might_apply";
  }
  return {};
}

void write_sources(json::Writer& writer, const std::vector<const rulebook::Source*>& sources) {
  writer.key("sources");
  writer.begin_array();
  for (const rulebook::Source* source : sources) {
    writer.begin_object();
    writer.member("instrument", source->instrument);
    writer.member("url", source->url);
    writer.member("class", rulebook::to_string(source->source_class));
    writer.member("confidence", source->verified ? "verified" : "recalled");
    writer.member("checked_on", calendar::to_string(source->checked_on));
    writer.end_object();
  }
  writer.end_array();
}

void write_rule(json::Writer& writer, const rulebook::RuleInfo& rule) {
  writer.begin_object();
  writer.member("rule", rule.id);
  writer.member("need", rulebook::to_string(rule.need));
  writer.member("kind", rule.kind);
  if (!rule.item.empty()) writer.member("item", rule.item);
  write_text(writer, "text", rule.text);
  write_sources(writer, rule.sources);
  writer.end_object();
}

void write_reason(json::Writer& writer, const rulebook::Reason& reason) {
  writer.begin_object();
  writer.member("rule", reason.rule->id);
  writer.member("standing", standing_name(reason.standing));
  writer.member("effect", rulebook::to_string(reason.effect));
  writer.key("decides");
  writer.boolean(reason.decides);
  writer.end_object();
}

void write_number(json::Writer& writer, std::string_view key, std::size_t value) {
  writer.key(key);
  writer.number(decimal::Decimal(static_cast<std::int64_t>(value)));
}

/// Each distinct verdict stands once in the file; machines name it by number.
class VerdictNumbers {
 public:
  std::size_t of(const screening::VerdictPtr& verdict) {
    const auto [entry, is_new] = numbers_.try_emplace(verdict.get(), verdicts_.size());
    if (is_new) verdicts_.push_back(verdict.get());
    return entry->second;
  }
  const std::vector<const rulebook::Verdict*>& verdicts() const { return verdicts_; }

 private:
  std::unordered_map<const rulebook::Verdict*, std::size_t> numbers_;
  std::vector<const rulebook::Verdict*> verdicts_;
};

void write_verdict(json::Writer& writer, std::size_t number, const rulebook::Verdict& verdict) {
  writer.begin_object();
  write_number(writer, "number", number);
  writer.member("outcome", rulebook::to_string(verdict.outcome));
  if (verdict.pack) {
    writer.member("pack", verdict.pack->id);
    writer.member("version", verdict.pack->version);
    writer.member("hash", verdict.pack->hash);
  }
  writer.key("nothing_allows");
  writer.boolean(verdict.nothing_allows);
  writer.key("missing");
  writer.begin_array();
  for (const std::string& path : verdict.missing) writer.string(path);
  writer.end_array();
  writer.key("also_open");
  writer.begin_array();
  for (const std::string& path : verdict.also_open) writer.string(path);
  writer.end_array();
  writer.key("reasons");
  writer.begin_array();
  for (const rulebook::Reason& reason : verdict.reasons) write_reason(writer, reason);
  writer.end_array();
  writer.end_object();
}

void write_facts(json::Writer& writer, const screening::MachineResult& machine) {
  writer.key("facts");
  writer.begin_object();
  for (const screening::ShownFact& fact : machine.facts) writer.member(fact.path, fact.value);
  writer.end_object();
  writer.key("computed");
  writer.begin_array();
  for (const screening::ShownValue& value : machine.values) {
    writer.begin_object();
    writer.member("field", value.path);
    writer.key("value");
    if (value.value.empty()) {
      writer.null();
    } else {
      writer.string(value.value);
    }
    if (value.rule != nullptr) {
      writer.member("rule", value.rule->id);
      write_text(writer, "text", value.rule->text);
    }
    writer.end_object();
  }
  writer.end_array();
}

void write_money(json::Writer& writer, std::string_view key, const std::optional<values::Money>& amount) {
  writer.key(key);
  if (amount) {
    writer.number(amount->major());
  } else {
    writer.null();
  }
}

void write_cost_line(json::Writer& writer, const destination::CostLine& line) {
  writer.begin_object();
  writer.member("line", line.levy != nullptr ? rulebook::to_string(line.levy->levy)
                                             : destination::to_string(line.kind));
  write_money(writer, "cny", line.amount);
  if (line.levy != nullptr) writer.member("rule", line.levy->id);
  if (line.value_rule != nullptr) writer.member("rule", line.value_rule->id);
  if (line.assumed) {
    writer.key("assumed");
    writer.boolean(true);
  }
  writer.end_object();
}

/// An indicative total, null while it is open, with its lines and what would settle it.
void write_landed(json::Writer& writer, const destination::LandedCost& cost) {
  writer.key("landed");
  writer.begin_object();
  write_money(writer, "total_cny", cost.total);
  write_money(writer, "total_usd", cost.total_usd);
  writer.key("factor");
  if (cost.factor) {
    writer.number(*cost.factor);
  } else {
    writer.null();
  }
  write_money(writer, "known_cny", cost.known);
  writer.key("to_confirm");
  writer.boolean(cost.to_confirm);
  writer.key("lines");
  writer.begin_array();
  for (const destination::CostLine& line : cost.lines) write_cost_line(writer, line);
  writer.end_array();
  writer.key("open");
  writer.begin_array();
  for (const destination::OpenPoint& point : cost.open) {
    writer.begin_object();
    write_text(writer, "why", point.why);
    writer.key("missing");
    writer.begin_array();
    for (const std::string& path : point.missing) writer.string(path);
    writer.end_array();
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
}

void write_outcome(json::Writer& writer, std::string_view name, const screening::VerdictPtr& verdict,
                   VerdictNumbers& numbers, const std::optional<destination::LandedCost>& cost = {}) {
  writer.begin_object();
  writer.member("for", name);
  writer.member("outcome", rulebook::to_string(verdict->outcome));
  write_number(writer, "verdict", numbers.of(verdict));
  if (cost) write_landed(writer, *cost);
  writer.end_object();
}

/// What every landed cost rests on.
void write_cost_assumptions(json::Writer& writer, const destination::CostAssumptions& costs,
                            const screening::Report& report) {
  writer.key("cost_assumptions");
  writer.begin_object();
  write_text(writer, "text", costs.text);
  writer.key("premium_percent");
  writer.number(costs.premium_percent);
  writer.key("insured_percent_of_cif");
  writer.number(costs.insured_percent);
  writer.member("rates_as_of", calendar::to_string(costs.rates_as_of));
  writer.member("rates_source", costs.rates_source);
  writer.key("cny_per_unit");
  writer.begin_object();
  for (const auto& [code, rate] : costs.cny_per_unit) {
    writer.key(code);
    writer.number(rate);
  }
  writer.end_object();
  writer.key("freight_usd_per_t");
  writer.begin_object();
  for (const screening::DestinationInfo& asked : report.destinations) {
    const destination::Route* route = costs.route(asked.country);
    if (route == nullptr) continue;
    writer.key(asked.country);
    writer.number(route->sea_usd_per_t + route->inland_usd_per_t.value_or(decimal::Decimal(0)));
  }
  writer.end_object();
  writer.end_object();
}

void write_machine(json::Writer& writer, const screening::Report& report,
                   const screening::MachineResult& machine, VerdictNumbers& numbers) {
  writer.begin_object();
  writer.key("row");
  writer.number(decimal::Decimal(static_cast<std::int64_t>(machine.row)));
  writer.member("readiness", std::string(1, screening::letter(machine.readiness)));
  write_facts(writer, machine);
  writer.key("missing");
  writer.begin_array();
  for (const std::string& path : machine.missing) writer.string(path);
  writer.end_array();
  writer.key("problems");
  writer.begin_array();
  for (const screening::Problem& problem : machine.problems) {
    writer.begin_object();
    writer.member("column", problem.heading);
    write_text(writer, "text", problem.text);
    writer.end_object();
  }
  writer.end_array();
  writer.key("stages");
  writer.begin_array();
  for (std::size_t i = 0; i < machine.stages.size(); ++i) {
    write_outcome(writer, report.stages[i].id, machine.stages[i], numbers);
  }
  writer.end_array();
  writer.key("destinations");
  writer.begin_array();
  for (std::size_t i = 0; i < machine.destinations.size(); ++i) {
    write_outcome(writer, report.destinations[i].country, machine.destinations[i], numbers,
                  machine.landed_cost(i));
  }
  writer.end_array();
  writer.end_object();
}

/// A pack in force, and the facts its verdicts were made from: those of the machine, and those assumed.
void write_pack(json::Writer& writer, const std::shared_ptr<const rulebook::Pack>& pack,
                const std::vector<std::string>& reads) {
  if (!pack) return;
  writer.begin_object();
  writer.member("pack", pack->id);
  writer.member("version", pack->version);
  writer.member("hash", pack->hash);
  writer.key("reads");
  writer.begin_array();
  for (const std::string& path : reads) writer.string(path);
  writer.end_array();
  writer.end_object();
}

/// The rules that landed costs rest on: levies and customs values of all destinations.
void write_levies(json::Writer& writer, const screening::Report& report) {
  writer.key("levies");
  writer.begin_array();
  for (const screening::DestinationInfo& destination : report.destinations) {
    if (!destination.pack) continue;
    for (const rulebook::LevyRule& rule : destination.pack->levies) {
      writer.begin_object();
      writer.member("rule", rule.id);
      writer.member("levy", rulebook::to_string(rule.levy));
      writer.member("basis", rulebook::to_string(rule.basis));
      writer.key("rate_percent");
      if (rule.rate_percent) {
        writer.number(*rule.rate_percent);
      } else {
        writer.null();
      }
      write_text(writer, "text", rule.text);
      write_sources(writer, rule.sources);
      writer.end_object();
    }
    for (const auto* value :
         {&destination.pack->customs_value_base, &destination.pack->customs_value_percent}) {
      if (!*value) continue;
      for (const rulebook::ValueRule& rule : (*value)->rules) {
        writer.begin_object();
        writer.member("rule", rule.id);
        write_text(writer, "text", rule.text);
        write_sources(writer, rule.sources);
        writer.end_object();
      }
    }
  }
  writer.end_array();
}

}  // namespace

void write_screening_json(const screening::Report& report, std::ostream& out) {
  json::Writer writer([&out](std::string_view bytes) { out << bytes; },
                      report.machines.size() > 200 ? json::Style::compact : json::Style::pretty);
  writer.begin_object();
  writer.member("source", report.source);
  writer.member("as_of", calendar::to_string(report.as_of));
  write_text(writer, "assumptions", report.assumptions);
  writer.key("assumed");
  writer.begin_object();
  for (const auto& [path, value] : report.assumed) writer.member(path, value);
  writer.end_object();
  if (report.costs) write_cost_assumptions(writer, *report.costs, report);
  writer.key("packs");
  writer.begin_array();
  for (const screening::StageInfo& stage : report.stages) write_pack(writer, stage.pack, stage.reads);
  for (const screening::DestinationInfo& destination : report.destinations) {
    write_pack(writer, destination.pack, destination.reads);
  }
  writer.end_array();
  writer.key("columns");
  writer.begin_array();
  for (const auto& [heading, path] : report.mapped) {
    writer.begin_object();
    writer.member("heading", heading);
    writer.member("field", path);
    writer.end_object();
  }
  writer.end_array();
  writer.key("machines");
  writer.begin_array();
  VerdictNumbers numbers;
  for (const screening::MachineResult& machine : report.machines)
    write_machine(writer, report, machine, numbers);
  writer.end_array();
  writer.key("verdicts");
  writer.begin_array();
  std::map<std::string_view, const rulebook::RuleInfo*> rules;
  for (std::size_t i = 0; i < numbers.verdicts().size(); ++i) {
    write_verdict(writer, i, *numbers.verdicts()[i]);
    for (const rulebook::Reason& reason : numbers.verdicts()[i]->reasons)
      rules[reason.rule->id] = reason.rule;
  }
  writer.end_array();
  writer.key("rules");
  writer.begin_array();
  for (const auto& [id, rule] : rules) write_rule(writer, *rule);
  writer.end_array();
  if (report.costs) write_levies(writer, report);
  writer.end_object();
  writer.finish();
}

}  // namespace chuhai::cli
