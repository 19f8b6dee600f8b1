#include "documents/needs.hpp"

#include <algorithm>

#include "words.hpp"

namespace chuhai::documents {

namespace {

using rulebook::Reason;
using rulebook::Standing;

bool asks_for_something(const Reason& reason) {
  if (reason.standing == Standing::might_apply) return false;
  return reason.effect == rulebook::Effect::condition ||
         (reason.effect == rulebook::Effect::allowed && reason.standing == Standing::warns);
}

/// Adds to an enumeration, each language with its own mark.
void enumerate(base::Text& list, const base::Text& entry) {
  list.en += (list.en.empty() ? "" : ", ") + entry.en;
  list.zh += (list.zh.empty() ? "" : "、") + entry.zh;
}

const Reason* barring_reason(const screening::MachineResult& machine) {
  for (const screening::VerdictPtr& stage : machine.stages) {
    for (const Reason& reason : stage->reasons) {
      if (reason.decides && reason.effect == rulebook::Effect::refused &&
          reason.standing == Standing::applies)
        return &reason;
    }
  }
  return nullptr;
}

/// The rule that applies and says by itself that the question is open. No fact closes it for the better: what
/// it asks for comes before what is missing.
const Reason* holding_reason(const rulebook::Verdict& verdict) {
  if (verdict.outcome != rulebook::Outcome::undecided) return nullptr;
  const auto found = std::find_if(verdict.reasons.begin(), verdict.reasons.end(), [](const Reason& reason) {
    return reason.decides && reason.effect == rulebook::Effect::undecided &&
           reason.standing != Standing::might_apply;
  });
  return found == verdict.reasons.end() ? nullptr : &*found;
}

const Reason* holding_reason(const screening::MachineResult& machine) {
  for (const screening::VerdictPtr& stage : machine.stages) {
    if (const Reason* holds = holding_reason(*stage)) return holds;
  }
  return nullptr;
}

const Reason* opening_reason(const screening::MachineResult& machine) {
  for (const screening::VerdictPtr& stage : machine.stages) {
    if (stage->outcome < rulebook::Outcome::undecided) continue;
    for (const Reason& reason : stage->reasons) {
      if (reason.decides) return &reason;
    }
  }
  return nullptr;
}

bool names_a_paper(const Needed& one) { return !one.item.empty(); }

/// Papers of the China side and, after them, what the first destination asks for.
base::Text to_get(const screening::Report& report, const screening::MachineResult& machine,
                  const rulebook::Book& book) {
  base::Text papers;
  for (const screening::VerdictPtr& stage : machine.stages) {
    for (const Needed& one : needed_for(*stage, book)) {
      if (names_a_paper(one)) enumerate(papers, one.name);
    }
  }
  base::Text text;
  if (!papers.en.empty()) text = {"get: " + papers.en, "备齐:" + papers.zh};
  if (machine.best.empty()) return text;
  const std::size_t first = machine.best.front();
  const base::Text asked = answer_of(*machine.destinations[first], book);
  if (asked.en.empty()) return text;
  const base::Text& name = report.destinations[first].name;
  return {text.en + (text.en.empty() ? "" : "; ") + name.en + ": " + asked.en,
          text.zh + (text.zh.empty() ? "" : ";") + name.zh + ":" + asked.zh};
}

}  // namespace

std::vector<Needed> needed_for(const rulebook::Verdict& verdict, const rulebook::Book& book) {
  std::vector<Needed> list;
  if (verdict.outcome == rulebook::Outcome::refused) return list;
  for (const Reason& reason : verdict.reasons) {
    if (!asks_for_something(reason)) continue;
    const rulebook::RuleInfo& rule = *reason.rule;
    const auto same = std::find_if(list.begin(), list.end(), [&rule](const Needed& one) {
      return rule.item.empty() ? one.item.empty() && one.need == rule.need : one.item == rule.item;
    });
    if (same != list.end()) {
      same->reasons.push_back(&reason);
    } else {
      list.push_back({rule.item.empty() ? rulebook::label(rule.need) : book.paper(rule.item),
                      rule.item,
                      rule.need,
                      {&reason}});
    }
  }
  std::stable_partition(list.begin(), list.end(), names_a_paper);
  return list;
}

base::Text joined_names(const std::vector<Needed>& needed) {
  base::Text text;
  for (const Needed& one : needed) enumerate(text, one.name);
  return text;
}

base::Text answer_of(const rulebook::Verdict& verdict, const rulebook::Book& book) {
  if (verdict.outcome == rulebook::Outcome::refused)
    return verdict.reasons.empty() ? base::Text{} : verdict.reasons.front().rule->text;
  if (const Reason* holds = holding_reason(verdict)) return holds->rule->text;
  if (!verdict.missing.empty()) {
    base::Text missing;
    for (const std::string& path : verdict.missing) enumerate(missing, field_label(book, path));
    base::Text text{"missing: " + missing.en, "缺:" + missing.zh};
    if (verdict.also_open.empty()) return text;
    base::Text open;
    for (const std::string& path : verdict.also_open) enumerate(open, field_label(book, path));
    return {text.en + "; then maybe: " + open.en, text.zh + "；其后可能还需:" + open.zh};
  }
  if (verdict.nothing_allows) return nothing_allows_text(verdict);
  const std::vector<Needed> needed = needed_for(verdict, book);
  if (std::any_of(needed.begin(), needed.end(), names_a_paper)) return joined_names(needed);
  return needed.empty() ? base::Text{} : needed.front().reasons.front()->rule->text;
}

base::Text next_step(const screening::Report& report, const screening::MachineResult& machine,
                     const rulebook::Book& book) {
  if (const Reason* bars = barring_reason(machine)) return bars->rule->text;
  if (const Reason* holds = holding_reason(machine)) return holds->rule->text;
  if (!machine.missing.empty()) {
    base::Text missing;
    for (const std::string& path : machine.missing) enumerate(missing, field_label(book, path));
    return {"missing: " + missing.en, "缺:" + missing.zh};
  }
  if (const Reason* open = opening_reason(machine)) return open->rule->text;
  if (machine.problems.empty()) return to_get(report, machine, book);
  const screening::Problem& first = machine.problems.front();
  if (first.heading.empty()) return first.text;
  return {first.heading + ": " + first.text.en, first.heading + ":" + first.text.zh};
}

}  // namespace chuhai::documents
