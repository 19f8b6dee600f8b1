#include "case_suggester.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "fact_variants.hpp"

namespace chuhai::rulebook {

namespace {

constexpr std::size_t kStartingCasesMax = 8;

using feel::Tri;

std::string value_text(const feel::Value& value) {
  return value.kind() == feel::Kind::number ? value.number().to_plain_string() : feel::to_feel_text(value);
}

/// "needs: a, b", or "needs: nothing".
std::string entries_line(const std::string& key, const std::vector<std::string>& entries,
                         const std::string& none = "nothing") {
  return key + ": " + (entries.empty() ? none : base::join(entries, ", ")) + "\n";
}

std::string case_text(const Case& one) {
  std::string text = "case: " + one.name + "\n";
  for (const std::string& fixture : one.given) text += "given: " + fixture + "\n";
  for (std::size_t i = one.own_facts_from; i < one.facts.size(); ++i)
    text += one.facts[i].first + " = " + one.facts[i].second + "\n";
  if (one.verdict) text += "verdict: " + std::string(to_string(*one.verdict)) + "\n";
  if (one.needs) text += entries_line("needs", *one.needs);
  if (one.levies) text += entries_line("levy", *one.levies, "none");
  if (one.charges) text += entries_line("charges", *one.charges);
  if (!one.missing.empty()) text += "missing: " + base::join(one.missing, ", ") + "\n";
  for (const auto& [name, value] : one.values) text += base::join({"value: ", name, " = ", value, "\n"}, "");
  return text;
}

/// Proposes cases one survivor after the other; what one proposal notices needs no other.
class CaseSuggester {
 public:
  CaseSuggester(WorkedCases& worked, const std::vector<Survivor>& survivors)
      : worked_(worked), survivors_(survivors) {}

  base::Result<std::vector<Suggestion>> run() {
    for (std::size_t s = 0; s < survivors_.size(); ++s) {
      worked_.forget_mutant();
      auto known = is_noticed_by_proposals(s);
      if (!known) return known.error();
      if (*known) continue;
      auto found = propose_line(s);
      if (found && !*found) found = propose_case(s);
      if (!found) return found.error();
    }
    return std::move(suggestions_);
  }

 private:
  std::size_t table_of(const Survivor& survivor) const {
    const auto& tables = worked_.tables();
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const PackTable& table) {
      return table.decision == survivor.decision;
    });
    return static_cast<std::size_t>(found - tables.begin());
  }

  base::Result<bool> notices(std::size_t s, const WorkedCase& one) {
    const std::size_t table = table_of(survivors_[s]);
    const auto said = worked_.said_under(survivors_[s].mutant, table, one);
    if (!said) return false;
    return worked_.notices(survivors_[s].mutant, table, one, *said);
  }

  base::Result<bool> is_noticed_by_proposals(std::size_t s) {
    for (std::size_t p = 0; p < proposals_.size(); ++p) {
      auto noticed = notices(s, proposals_[p]);
      if (!noticed) return noticed;
      if (!*noticed) continue;
      suggestions_[p].kills.push_back(s);
      return true;
    }
    return false;
  }

  /// Lets the case assert all that the pack says about it now.
  void assert_everything(std::size_t table, WorkedCase& one) const {
    const PackTable& changed = worked_.tables()[table];
    one.passes = true;
    if (changed.levies) {
      one.asserted.levies = one.said.levies;
      one.asserted.charges = one.said.charges;
      return;
    }
    one.asserted.verdict = one.said.outcome;
    if (!worked_.pack().rules.empty()) one.asserted.needs = one.said.needs;
    std::vector<std::size_t> values = changed.dependent_values;
    if (changed.value) values.push_back(*changed.value);
    for (const std::size_t v : values) {
      const ValueDecision& value = *worked_.values()[v];
      const bool by_field = worked_.find_value(value.field) == v;
      one.asserted.values.emplace_back(by_field ? value.field : value.decision,
                                       value_text(one.said.values[v]));
    }
  }

  base::Result<bool> ask_for_missing(WorkedCase& one) {
    if (one.said.outcome != Outcome::undecided) return false;
    auto verdict = worked_.explain(one);
    if (!verdict) return verdict.error();
    one.asserted.missing = verdict->missing;
    return !one.asserted.missing.empty();
  }

  /// A line that lets a case there is notice the survivor.
  base::Result<bool> propose_line(std::size_t s) {
    const std::size_t table = table_of(survivors_[s]);
    for (const WorkedCase& one : worked_.cases()) {
      if (!one.passes || was_proposed(one.asserted)) continue;
      WorkedCase more = one;
      const std::size_t values_before = more.asserted.values.size();
      assert_everything(table, more);
      more.asserted.verdict = one.asserted.verdict;
      auto noticed = notices(s, more);
      if (!noticed) return noticed;
      if (!*noticed) continue;
      std::string text;
      if (!one.asserted.needs && more.asserted.needs) text += entries_line("needs", *more.asserted.needs);
      if (!one.asserted.levies && more.asserted.levies)
        text += entries_line("levy", *more.asserted.levies, "none");
      if (!one.asserted.charges && more.asserted.charges)
        text += entries_line("charges", *more.asserted.charges);
      for (std::size_t v = values_before; v < more.asserted.values.size(); ++v)
        text += base::join(
            {"value: ", more.asserted.values[v].first, " = ", more.asserted.values[v].second, "\n"}, "");
      suggestions_.push_back({std::move(text), one.asserted.file, one.asserted.line, {s}});
      proposals_.push_back(std::move(more));
      return true;
    }
    return false;
  }

  bool was_proposed(const Case& one) const {
    return std::any_of(suggestions_.begin(), suggestions_.end(), [&](const Suggestion& suggestion) {
      return suggestion.file == one.file && suggestion.line == one.line;
    });
  }

  /// Cases to start from: those in which the rule matches first, then those it might match.
  std::vector<const WorkedCase*> starting_cases(const Survivor& survivor, std::size_t table) const {
    std::vector<const WorkedCase*> starts;
    for (const Tri wanted : {Tri::yes, Tri::unknown}) {
      for (const WorkedCase& one : worked_.cases()) {
        const std::vector<Tri>& tests = one.cells[table].tests[survivor.mutant.rule];
        Tri others = Tri::yes;
        for (std::size_t i = 0; i < tests.size(); ++i)
          if (i != survivor.mutant.clause) others = feel::tri_and(others, tests[i]);
        if (one.passes && others == wanted && starts.size() < kStartingCasesMax) starts.push_back(&one);
      }
    }
    return starts;
  }

  base::Result<bool> propose_case(std::size_t s) {
    const Survivor& survivor = survivors_[s];
    if (survivor.mutant.kind == dmn::CellMutant::Kind::output_changed) return false;
    const std::size_t table = table_of(survivor);
    const std::size_t clause = survivor.mutant.clause;
    for (const WorkedCase* start : starting_cases(survivor, table)) {
      for (const std::string& path :
           fields_behind(worked_.pack(), survivor.decision, clause, worked_.vocabulary())) {
        auto proposed = propose_variant(s, table, *start, path);
        if (!proposed || *proposed) return proposed;
      }
    }
    return false;
  }

  base::Result<bool> propose_variant(std::size_t s, std::size_t table, const WorkedCase& start,
                                     const std::string& path) {
    const Survivor& survivor = survivors_[s];
    const Field& field = *worked_.vocabulary().find(path);
    const auto known = std::find_if(start.facts.begin(), start.facts.end(),
                                    [&](const auto& fact) { return fact.first == path; });
    const feel::Value current = known == start.facts.end() ? feel::Value() : known->second;
    for (const feel::Value& value :
         fact_variants(field, current, *worked_.tables()[table].logic, survivor.mutant.clause)) {
      Facts facts = start.facts;
      const auto place = facts.begin() + (known - start.facts.begin());
      if (place == facts.end())
        facts.emplace_back(path, value);
      else
        place->second = value;
      if (!may_notice(survivor, table, facts)) continue;
      WorkedCase one = worked_.work(variant_of(start.asserted, survivor, path, value), std::move(facts));
      assert_everything(table, one);
      auto noticed = notices(s, one);
      if (noticed && !*noticed) {
        auto asked = ask_for_missing(one);
        if (!asked) return asked;
        if (*asked) noticed = notices(s, one);
      } else if (noticed) {
        if (auto asked = ask_for_missing(one); !asked) return asked;
      }
      if (!noticed) return noticed;
      if (!*noticed) continue;
      suggestions_.push_back({case_text(one.asserted), {}, 0, {s}});
      proposals_.push_back(std::move(one));
      return true;
    }
    return false;
  }

  /// A first look at the changed cell alone.
  bool may_notice(const Survivor& survivor, std::size_t table, const Facts& facts) const {
    const dmn::TableCells cells = worked_.cells_of(table, to_context(facts));
    const std::vector<Tri>& tests = cells.tests[survivor.mutant.rule];
    for (std::size_t i = 0; i < tests.size(); ++i)
      if (i != survivor.mutant.clause && tests[i] == Tri::no) return false;
    if (survivor.mutant.test.any) return tests[survivor.mutant.clause] != Tri::yes;
    feel::EvaluationOptions options;
    options.mode = feel::Mode::three_valued;
    const Tri changed = feel::evaluate_tests(survivor.mutant.test, cells.inputs[survivor.mutant.clause],
                                             feel::Environment(), options);
    return changed != tests[survivor.mutant.clause];
  }

  static Case variant_of(const Case& start, const Survivor& survivor, const std::string& path,
                         const feel::Value& value) {
    Case one;
    const std::string text = value.is_null() ? "null" : value_text(value);
    one.name = survivor.rule;
    std::replace(one.name.begin(), one.name.end(), '_', ' ');
    one.name += value.is_null() ? ", " + path + " unknown" : ", " + path + " is " + text;
    one.given = start.given;
    one.facts.assign(start.facts.begin(),
                     start.facts.begin() + static_cast<std::ptrdiff_t>(start.own_facts_from));
    one.own_facts_from = start.own_facts_from;
    for (std::size_t i = start.own_facts_from; i < start.facts.size(); ++i)
      if (start.facts[i].first != path) one.facts.push_back(start.facts[i]);
    one.facts.emplace_back(path, text);
    return one;
  }

  WorkedCases& worked_;
  const std::vector<Survivor>& survivors_;
  std::vector<Suggestion> suggestions_;
  std::vector<WorkedCase> proposals_;  ///< parallel to suggestions_, with all that they assert
};

}  // namespace

base::Result<std::vector<Suggestion>> suggest_cases(WorkedCases& worked,
                                                    const std::vector<Survivor>& survivors) {
  return CaseSuggester(worked, survivors).run();
}

}  // namespace chuhai::rulebook
