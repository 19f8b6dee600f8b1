#include "rulebook/mutation.hpp"

#include "case_suggester.hpp"
#include "worked_cases.hpp"

namespace chuhai::rulebook {

namespace {

std::string column_name(const dmn::DecisionTable& logic, const dmn::CellMutant& mutant) {
  if (mutant.kind == dmn::CellMutant::Kind::output_changed) {
    const std::string& name = logic.outputs[mutant.clause].name;
    return name.empty() ? "result" : name;
  }
  const dmn::InputClause& clause = logic.inputs[mutant.clause];
  return clause.label.empty() ? clause.expression.text : clause.label;
}

/// Tries every mutant of every table on the cases.
class MutationRun {
 public:
  MutationRun(WorkedCases& worked, MutationReport& report) : worked_(worked), report_(report) {}

  base::Result<void> run() {
    for (std::size_t t = 0; t < worked_.tables().size(); ++t) {
      const PackTable& table = worked_.tables()[t];
      report_.coverage.cells += dmn::count_cells(*table.logic);
      for (dmn::CellMutant& mutant : dmn::cell_mutants(*table.logic)) {
        auto done = try_mutant(t, mutant);
        if (!done) return done;
      }
    }
    return {};
  }

 private:
  base::Result<void> try_mutant(std::size_t t, dmn::CellMutant& mutant) {
    Coverage& coverage = report_.coverage;
    ++coverage.mutants;
    auto noticed = is_noticed(t, mutant);
    worked_.forget_mutant();
    if (!noticed) return noticed.error();
    if (*noticed) {
      ++coverage.killed;
      return {};
    }
    const PackTable& table = worked_.tables()[t];
    const Pack& pack = worked_.pack();
    const bool redundant = dmn::changes_nothing(*pack.model, table.decision, mutant);
    Survivor survivor{
        table.decision,     worked_.rule_id(t, mutant.rule),      column_name(*table.logic, mutant),
        pack.model->source, table.logic->rules[mutant.rule].line, std::move(mutant)};
    (redundant ? coverage.redundant : coverage.survivors).push_back(std::move(survivor));
    return {};
  }

  base::Result<bool> is_noticed(std::size_t t, const dmn::CellMutant& mutant) {
    for (const WorkedCase& one : worked_.cases()) {
      if (!one.passes) continue;
      const auto said = worked_.said_under(mutant, t, one);
      if (!said) continue;
      auto noticed = worked_.notices(mutant, t, one, *said);
      if (!noticed || *noticed) return noticed;
    }
    return false;
  }

  WorkedCases& worked_;
  MutationReport& report_;
};

}  // namespace

base::Result<MutationReport> measure_mutations(std::shared_ptr<const Pack> pack, const Vocabulary& vocabulary,
                                               const std::filesystem::path& rules_root,
                                               const MutationOptions& options) {
  auto worked = WorkedCases::create(std::move(pack), vocabulary, rules_root);
  if (!worked) return worked.error();
  MutationReport report;
  if (auto ran = MutationRun(*worked, report).run(); !ran) return ran.error();
  if (!options.suggest) return report;
  auto suggestions = suggest_cases(*worked, report.coverage.survivors);
  if (!suggestions) return suggestions.error();
  report.suggestions = std::move(*suggestions);
  return report;
}

}  // namespace chuhai::rulebook
