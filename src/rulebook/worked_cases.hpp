#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "case_files.hpp"
#include "dmn/mutants.hpp"
#include "rulebook/assess.hpp"
#include "rulebook/cases.hpp"
#include "rulebook/facts.hpp"

namespace chuhai::rulebook {

/// What a pack says about one case, as far as a case can assert it.
struct Said {
  Outcome outcome = Outcome::undecided;
  std::vector<feel::Tri> states;         ///< of all rules of the findings tables
  std::vector<std::string> needs;        ///< sorted
  std::vector<feel::Value> values;       ///< parallel to WorkedCases::values
  std::vector<std::string> value_rules;  ///< rule that gave each value, empty when none
  std::vector<feel::Tri> levy_states;    ///< of all rules of the levies table
  std::vector<std::string> charges;      ///< sorted, as `charges:` writes them
  std::vector<std::string> levies;       ///< sorted, as `levy:` writes them
};

/// A case with everything found out about it once.
struct WorkedCase {
  Case asserted;
  Facts facts;
  feel::Context context;
  calendar::Date day;
  std::vector<dmn::TableCells> cells;  ///< parallel to WorkedCases::tables
  Said said;
  bool passes = false;
};

/// A table of the pack whose cells the cases have to prove.
struct PackTable {
  std::string decision;
  const dmn::DecisionTable* logic = nullptr;
  std::optional<std::size_t> first_rule;  ///< of a findings table: its first rule in Pack::rules
  std::optional<std::size_t> value;       ///< of a value table: its place in `values`
  bool levies = false;                    ///< it is the levies table
  /// Other tables and values that read this one, directly or through others; places in `tables` and `values`.
  std::vector<std::size_t> dependent_tables, dependent_values;

  bool stands_alone() const { return dependent_tables.empty() && dependent_values.empty(); }
};

/// The cases of a pack, worked out by the interpreter, and what a changed cell would make of each.
class WorkedCases {
 public:
  static base::Result<WorkedCases> create(std::shared_ptr<const Pack> pack, const Vocabulary& vocabulary,
                                          const std::filesystem::path& rules_root);

  const Pack& pack() const { return *pack_; }
  const Vocabulary& vocabulary() const { return *vocabulary_; }
  const std::vector<PackTable>& tables() const { return tables_; }
  const std::vector<WorkedCase>& cases() const { return cases_; }
  /// Decisions that give a value: those of the manifest, then the customs value.
  const std::vector<const ValueDecision*>& values() const { return values_; }
  /// Index in `values` of a decision, or of the first decision that fills a field.
  std::optional<std::size_t> find_value(std::string_view name) const;
  /// Id of a rule of a table.
  const std::string& rule_id(std::size_t table, std::size_t rule) const;

  /// Works out a case that is not in the files. The facts are of the vocabulary.
  WorkedCase work(Case asserted, Facts facts);
  /// The cells of one table for other facts.
  dmn::TableCells cells_of(std::size_t table, const feel::Context& context) const;

  /// What the pack would say about the case with the mutant in the table; nothing when the change cannot
  /// reach the case.
  std::optional<Said> said_under(const dmn::CellMutant& mutant, std::size_t table, const WorkedCase& one);
  /// Whether the case notices that the pack says `said` with the mutant in place of what it says today.
  base::Result<bool> notices(const dmn::CellMutant& mutant, std::size_t table, const WorkedCase& one,
                             const Said& said);

  /// Lets go of the model with the last mutant in it: the next mutant may stand at the same address.
  void forget_mutant();

  /// What a case has to ask for when it is undecided, as the kernels say.
  base::Result<Verdict> explain(const WorkedCase& one);

 private:
  WorkedCases(std::shared_ptr<const Pack> pack, const Vocabulary& vocabulary)
      : pack_(std::move(pack)), vocabulary_(&vocabulary) {}

  void find_tables();
  void find_dependents(PackTable& table) const;
  const WeighedRules& weights(const calendar::Date& day);
  base::Result<std::shared_ptr<const Assessor>> assessor(const calendar::Date& day);
  void work_value(const dmn::Evaluator& evaluator, std::size_t value, const feel::Context& context,
                  Said& said) const;
  void work_states(const dmn::Evaluator& evaluator, const PackTable& table, const feel::Context& context,
                   Said& said) const;
  bool passes(const WorkedCase& one, const Said& said, const WeighedRules& weights) const;
  bool decides(const std::string& rule, const Said& said, const WeighedRules& weights) const;
  feel::Tri changed_state(const dmn::CellMutant& mutant, std::size_t table, const WorkedCase& one) const;
  void judge(const WorkedCase& one, Said& said, const WeighedRules& weights) const;
  Said with_output(const dmn::CellMutant& mutant, std::size_t table, const WorkedCase& one);
  Said with_model(const dmn::CellMutant& mutant, std::size_t table, const WorkedCase& one);
  WeighedRules weights_under(const dmn::CellMutant& mutant, const PackTable& table,
                             const calendar::Date& day);
  base::Result<bool> asks_for_the_same(const dmn::CellMutant& mutant, std::size_t table,
                                       const WorkedCase& one, const Said& said, const WeighedRules& weights);

  std::shared_ptr<const Pack> pack_;
  const Vocabulary* vocabulary_;
  std::shared_ptr<const dmn::Evaluator> evaluator_;
  std::vector<const ValueDecision*> values_;
  std::vector<PackTable> tables_;
  std::vector<WorkedCase> cases_;
  std::map<calendar::Date, std::shared_ptr<const Assessor>> assessors_;
  std::map<calendar::Date, WeighedRules> weights_;
  /// The model with the last mutant in it: one mutant is tried on many cases in a row.
  const dmn::CellMutant* changed_for_ = nullptr;
  std::shared_ptr<const dmn::Evaluator> changed_;
};

}  // namespace chuhai::rulebook
