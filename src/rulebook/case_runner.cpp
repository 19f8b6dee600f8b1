#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "case_files.hpp"
#include "feel/value.hpp"
#include "levy_cases.hpp"
#include "rulebook/assess.hpp"
#include "rulebook/cases.hpp"
#include "rulebook/facts.hpp"

namespace chuhai::rulebook {

namespace {

/// Runs the cases of one pack that share a day.
class CaseRunner {
 public:
  CaseRunner(std::shared_ptr<const Pack> pack, const Vocabulary& vocabulary, CaseReport& report)
      : pack_(std::move(pack)), vocabulary_(vocabulary), report_(report) {}

  base::Result<void> run(const calendar::Date& as_of, const std::vector<Case>& cases) {
    auto assessor = Assessor::create(pack_, as_of);
    if (!assessor) return assessor.error();
    std::vector<Facts> facts;
    std::vector<Case> readable;
    for (const Case& one : cases) {
      auto read = facts_of(one, vocabulary_);
      if (!read) {
        fail(one, base::describe(read.error()));
        continue;
      }
      facts.push_back(std::move(*read));
      readable.push_back(one);
    }
    const column::Batch batch = to_batch(facts, vocabulary_);
    const Assessor::Run run = assessor->run(batch);
    auto levies = LevyCases::create(pack_, as_of, batch);
    if (!levies) return levies.error();
    for (std::size_t row = 0; row < readable.size(); ++row) {
      const std::size_t before = report_.failures.size();
      check_verdict(readable[row], *assessor, run, batch, row);
      check_needs(readable[row], *assessor, run, batch, row);
      check_levies(readable[row], *levies, batch, row);
      check_values(without_customs_value(readable[row]), run, row);
      check_interpreter(readable[row], *assessor, facts[row], run.outcomes()[row]);
      if (auto checked = check_because(readable[row], as_of, *assessor, facts[row]); !checked) return checked;
      if (report_.failures.size() == before) ++report_.passed;
    }
    return {};
  }

 private:
  void fail(const Case& one, std::string what) {
    report_.failures.push_back({pack_->id, one.name, one.file, one.line, std::move(what)});
  }

  void check_verdict(const Case& one, const Assessor& assessor, const Assessor::Run& run,
                     const column::Batch& batch, std::size_t row) {
    if (one.verdict && *one.verdict != run.outcomes()[row]) {
      const Verdict verdict = assessor.explain(run, batch, row);
      std::string what = "verdict is " + std::string(to_string(verdict.outcome)) + ", expected " +
                         std::string(to_string(*one.verdict));
      for (const Reason& reason : verdict.reasons) {
        what +=
            "; " + reason.rule->id + (reason.standing == Standing::might_apply ? " might apply" : " applies");
      }
      fail(one, what + (verdict.missing.empty() ? "" : "; missing " + base::join(verdict.missing, ", ")));
    }
    if (one.missing.empty()) return;
    const Verdict verdict = assessor.explain(run, batch, row);
    for (const std::string& path : one.missing) {
      std::vector<std::string> asked = verdict.missing;
      asked.insert(asked.end(), verdict.also_open.begin(), verdict.also_open.end());
      if (std::find(asked.begin(), asked.end(), path) == asked.end()) {
        fail(one, "'" + path + "' is not asked for; asked: " + base::join(asked, ", "));
      }
    }
  }

  /// The charges, the customs value, and which of their rules the case shows.
  void check_levies(const Case& one, const LevyCases& levies, const column::Batch& batch, std::size_t row) {
    for (std::string& what : levies.failures(one, batch, row)) fail(one, std::move(what));
    bool shows_value = false;
    for (const auto& [path, text] : one.values) {
      const std::optional<std::string> actual = levies.value_text(path, batch, row);
      if (!actual) continue;
      shows_value = true;
      if (*actual != text) fail(one, path + " is " + *actual + ", expected " + text);
    }
    for (const std::string& id : levies.rules(batch, row)) {
      const bool is_levy = std::any_of(pack_->levies.begin(), pack_->levies.end(),
                                       [&](const LevyRule& rule) { return rule.id == id; });
      if (is_levy ? one.levies.has_value() : shows_value) report_.rules_without_case.erase(id);
    }
  }

  Case without_customs_value(Case one) const {
    std::erase_if(one.values, [this](const auto& value) {
      const auto fills = [&](const auto& part) { return part && part->field == value.first; };
      return fills(pack_->customs_value_base) || fills(pack_->customs_value_percent);
    });
    return one;
  }

  void check_needs(const Case& one, const Assessor& assessor, const Assessor::Run& run,
                   const column::Batch& batch, std::size_t row) {
    if (!one.needs) return;
    std::vector<std::string> actual;
    for (const Reason& reason : assessor.explain(run, batch, row).reasons) {
      if (reason.standing != Standing::might_apply) actual.push_back(need_text(*reason.rule));
    }
    std::sort(actual.begin(), actual.end());
    if (actual == *one.needs) return;
    fail(one, "needs: " + (actual.empty() ? "nothing" : base::join(actual, ", ")) + "; expected " +
                  (one.needs->empty() ? "nothing" : base::join(*one.needs, ", ")));
  }

  void check_values(const Case& one, const Assessor::Run& run, std::size_t row) {
    for (const auto& [path, text] : one.values) {
      const auto index = find_value(*pack_, path);
      if (!index) {
        fail(one, "the pack does not compute '" + path + "'");
        continue;
      }
      const std::string actual = feel_text(run.values()[*index].second, row);
      if (actual != text) fail(one, path + " is " + actual + ", expected " + text);
    }
  }

  static std::string feel_text(const column::Column& column, std::size_t row) {
    if (column.reason(row) != column::kHasValue) return "null";
    const std::size_t i = column.index(row);
    switch (column.type()) {
      case column::Type::boolean:
        return column.values().booleans[i] != 0 ? "true" : "false";
      case column::Type::number:
        return column.values().number(i).to_plain_string();
      case column::Type::string:
        return "\"" + column.values().strings[i] + "\"";
      case column::Type::date:
        return "date(\"" + calendar::to_string(calendar::from_days(column.values().days[i])) + "\")";
    }
    return "null";
  }

  void check_interpreter(const Case& one, const Assessor& assessor, const Facts& facts, Outcome outcome) {
    auto interpreted = assessor.interpret(to_context(facts));
    if (!interpreted) return fail(one, base::describe(interpreted.error()));
    if (*interpreted != outcome) {
      fail(one, "kernels say " + std::string(to_string(outcome)) + ", the interpreter says " +
                    std::string(to_string(*interpreted)));
    }
  }

  /// A rule decides when the case comes out differently without it.
  base::Result<void> check_because(const Case& one, const calendar::Date& as_of, const Assessor& assessor,
                                   const Facts& facts) {
    const column::Batch batch = to_batch({facts}, vocabulary_);
    for (const std::string& id : one.because) {
      if (is_value_rule(id, assessor, batch)) continue;
      auto masked = Assessor::create(pack_, as_of, {id});
      if (!masked) return masked.error();
      const bool known = std::any_of(pack_->rules.begin(), pack_->rules.end(),
                                     [&](const RuleInfo& r) { return r.id == id; });
      if (!known) {
        fail(one, "rule '" + id + "' is not in the pack or did not give a value");
        continue;
      }
      const Assessor::Run with = assessor.run(batch);
      const Assessor::Run without = masked->run(batch);
      if (effect_text(assessor, with, batch) == effect_text(*masked, without, batch)) {
        fail(one, "rule '" + id + "' does not decide: the case comes out the same without it");
      } else {
        report_.rules_without_case.erase(id);
      }
    }
    return {};
  }

  bool is_value_rule(const std::string& id, const Assessor& assessor, const column::Batch& batch) {
    const Assessor::Run run = assessor.run(batch);
    for (std::size_t v = 0; v < pack_->values.size(); ++v) {
      const ValueRule* rule = assessor.value_rule(run, v, 0);
      if (rule != nullptr && rule->id == id) {
        report_.rules_without_case.erase(id);
        return true;
      }
    }
    return false;
  }

  /// Outcome and applied conditions as one text.
  static std::string effect_text(const Assessor& assessor, const Assessor::Run& run,
                                 const column::Batch& batch) {
    const Verdict verdict = assessor.explain(run, batch, 0);
    std::string text(to_string(verdict.outcome));
    for (const Reason& reason : verdict.reasons) {
      const bool counts = reason.effect == Effect::condition || reason.standing == Standing::warns;
      if (counts && reason.standing != Standing::might_apply) text += " " + reason.rule->id;
    }
    return text;
  }

  std::shared_ptr<const Pack> pack_;
  const Vocabulary& vocabulary_;
  CaseReport& report_;
};

}  // namespace

base::Result<CaseReport> run_cases(std::shared_ptr<const Pack> pack, const Vocabulary& vocabulary,
                                   const std::filesystem::path& rules_root) {
  CaseReport report;
  for (const RuleInfo& rule : pack->rules) report.rules_without_case.insert(rule.id);
  for (const ValueDecision& value : pack->values) {
    for (const ValueRule& rule : value.rules) report.rules_without_case.insert(rule.id);
  }
  for (const LevyRule& rule : pack->levies) report.rules_without_case.insert(rule.id);
  for (const auto* value : {&pack->customs_value_base, &pack->customs_value_percent}) {
    if (!*value) continue;
    for (const ValueRule& rule : (*value)->rules) report.rules_without_case.insert(rule.id);
  }
  std::map<calendar::Date, std::vector<Case>> by_day;
  auto all = read_cases_of(*pack, rules_root);
  if (!all) return all.error();
  for (Case& one : *all) {
    const calendar::Date day = day_of(one, pack->valid_from);
    by_day[day].push_back(std::move(one));
  }
  CaseRunner runner(pack, vocabulary, report);
  for (const auto& [day, cases] : by_day) {
    if (auto ran = runner.run(day, cases); !ran) return ran.error();
  }
  return report;
}

}  // namespace chuhai::rulebook
