#include <algorithm>
#include <map>

#include "open_question.hpp"
#include "rulebook/assess.hpp"

namespace chuhai::rulebook {

namespace {

using Inputs = OpenQuestion::Inputs;

/// Unknown inputs by number, and the sets of them that tests depend on, by table and input clause.
class UnknownInputs {
 public:
  UnknownInputs(const dmn::Program& program, const column::Batch& batch, std::size_t row)
      : program_(&program), batch_(&batch), row_(row) {}

  Inputs of_test(std::size_t table, std::size_t input) {
    const auto [known, added] = tests_.try_emplace({table, input}, 0);
    if (!added) return known->second;
    for (const std::string& path : program_->unknown_paths(*batch_, row_, table, input)) {
      const auto found = std::find(paths_.begin(), paths_.end(), path);
      const auto number = static_cast<std::size_t>(found - paths_.begin());
      if (found == paths_.end()) paths_.push_back(path);
      if (number < OpenQuestion::kInputsMax) known->second |= Inputs{1} << number;
    }
    return known->second;
  }

  std::vector<std::string> sorted() const {
    std::vector<std::string> paths = paths_;
    std::sort(paths.begin(), paths.end());
    return paths;
  }
  bool too_many() const { return paths_.size() > OpenQuestion::kInputsMax; }

  /// The same inputs numbered by the order of their names, so that nothing depends on the order of rules.
  Inputs by_name(Inputs inputs) const {
    const std::vector<std::string> names = sorted();
    Inputs result = 0;
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      if ((inputs >> i & 1U) == 0) continue;
      const auto place = std::lower_bound(names.begin(), names.end(), paths_[i]) - names.begin();
      result |= Inputs{1} << place;
    }
    return result;
  }

 private:
  const dmn::Program* program_;
  const column::Batch* batch_;
  std::size_t row_;
  std::vector<std::string> paths_;
  std::map<std::pair<std::size_t, std::size_t>, Inputs> tests_;
};

OpenQuestion::Rule role_of(const Reason& reason) {
  OpenQuestion::Rule rule;
  rule.refuses = reason.effect == Effect::refused;
  rule.opens = rule.refuses || reason.effect == Effect::undecided;
  rule.allows = reason.effect == Effect::allowed;
  // A weak source that allows does so on condition that it is confirmed.
  rule.conditions = reason.effect == Effect::condition || (rule.allows && !reason.rule->source().may_block());
  return rule;
}

}  // namespace

void Assessor::collect_missing(const Run& run, const column::Batch& batch, std::size_t row,
                               Verdict& verdict) const {
  OpenQuestion question;
  UnknownInputs unknown(*program_, batch, row);
  for (const Reason& reason : verdict.reasons) {
    OpenQuestion::Rule rule = role_of(reason);
    if (reason.standing != Standing::might_apply) {
      question.undecided_matches |= rule.opens && !rule.refuses;
      question.allowed_matches |= rule.allows;
      question.condition_matches |= rule.conditions;
      continue;
    }
    const auto found =
        std::find(pack_->findings_tables.begin(), pack_->findings_tables.end(), reason.rule->table);
    const auto table = static_cast<std::size_t>(found - pack_->findings_tables.begin());
    const std::vector<column::Column>& inputs = run.output_.tables[table].inputs;
    const auto& logic =
        std::get<dmn::DecisionTable>(pack_->model->find_decision(reason.rule->table)->logic->body);
    const std::vector<feel::UnaryTests>& cells = logic.rules[reason.rule->row].tests;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (cells[i].any || inputs[i].reason(run.kind_of(row)) == column::kHasValue) continue;
      rule.tests.push_back(unknown.of_test(table, i));
    }
    question.rules.push_back(std::move(rule));
  }
  const std::vector<std::string> paths = unknown.sorted();
  if (unknown.too_many()) {
    verdict.missing = paths;
    return;
  }
  question.inputs = paths.size();
  for (OpenQuestion::Rule& rule : question.rules) {
    for (Inputs& test : rule.tests) test = unknown.by_name(test);
  }
  const Inputs smallest = smallest_settling_set(question);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    ((smallest >> i & 1U) != 0 ? verdict.missing : verdict.also_open).push_back(paths[i]);
  }
}

}  // namespace chuhai::rulebook
