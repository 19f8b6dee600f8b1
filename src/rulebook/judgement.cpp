#include "judgement.hpp"

#include <algorithm>

namespace chuhai::rulebook {

Reason weigh(const RuleInfo& rule, const calendar::Date& as_of) {
  const Source& source = rule.source();
  if (source.effective_to && *source.effective_to < as_of) {
    return {&rule, Standing::expired, Effect::undecided, false};
  }
  const bool weak = !source.may_block();
  if (rule.effect == Effect::refused && weak) return {&rule, Standing::warns, Effect::condition, false};
  if (rule.effect == Effect::allowed && weak) return {&rule, Standing::warns, Effect::allowed, false};
  return {&rule, weak ? Standing::warns : Standing::applies, rule.effect, false};
}

bool in_force(const RuleInfo& rule, const calendar::Date& as_of) {
  const Source& source = rule.source();
  return !source.effective_from || *source.effective_from <= as_of;
}

WeighedRules weigh_rules(const Pack& pack, const calendar::Date& as_of,
                         const std::set<std::string>& masked_rules) {
  WeighedRules rules;
  for (const RuleInfo& rule : pack.rules) {
    rules.effects.push_back(weigh(rule, as_of));
    rules.active.push_back(in_force(rule, as_of) && !masked_rules.contains(rule.id));
  }
  return rules;
}

Outcome outcome_of(std::uint8_t marks, bool has_conditions) {
  if ((marks & kRefused) != 0) return Outcome::refused;
  if ((marks & kUndecided) != 0 || (marks & kAllowed) == 0) return Outcome::undecided;
  if (has_conditions) return Outcome::allowed_with_conditions;
  return (marks & kMightCondition) != 0 ? Outcome::undecided : Outcome::allowed;
}

Outcome outcome_of(const WeighedRules& rules, std::span<const feel::Tri> states) {
  std::uint8_t marks = 0;
  bool has_conditions = false;
  for (std::size_t r = 0; r < states.size(); ++r) {
    if (!rules.active[r] || states[r] == feel::Tri::no) continue;
    const Reason& weighed = rules.effects[r];
    const bool confirms = weighed.effect == Effect::allowed && weighed.standing == Standing::warns;
    const bool is_condition = weighed.effect == Effect::condition || confirms;
    if (states[r] == feel::Tri::unknown) {
      const bool opens = weighed.effect == Effect::refused || weighed.effect == Effect::undecided;
      marks =
          static_cast<std::uint8_t>(marks | (opens ? kUndecided : 0) | (is_condition ? kMightCondition : 0));
      continue;
    }
    has_conditions = has_conditions || is_condition;
    if (weighed.effect == Effect::refused) marks |= kRefused;
    if (weighed.effect == Effect::undecided) marks |= kUndecided;
    if (weighed.effect == Effect::allowed) marks |= kAllowed;
  }
  return outcome_of(marks, has_conditions);
}

namespace {

bool carries(const Reason& reason, Outcome outcome) {
  const bool open = reason.standing == Standing::might_apply;
  switch (outcome) {
    case Outcome::refused:
      return !open && reason.effect == Effect::refused;
    case Outcome::undecided:
      return reason.effect == Effect::undecided || (open && reason.effect != Effect::condition);
    case Outcome::allowed_with_conditions:
      return !open && (reason.effect == Effect::condition || reason.standing == Standing::warns);
    case Outcome::allowed:
      return !open && reason.effect == Effect::allowed;
  }
  return false;
}

}  // namespace

void collect_reasons(const WeighedRules& rules, std::span<const feel::Tri> states, Verdict& verdict) {
  bool any_allows = false;
  for (std::size_t r = 0; r < states.size(); ++r) {
    if (!rules.active[r] || states[r] == feel::Tri::no) continue;
    Reason reason = rules.effects[r];
    if (states[r] == feel::Tri::unknown) reason.standing = Standing::might_apply;
    any_allows = any_allows || (reason.effect == Effect::allowed);
    verdict.reasons.push_back(reason);
  }
  verdict.nothing_allows = !any_allows && verdict.outcome == Outcome::undecided;
  bool any_decides = false;
  for (Reason& reason : verdict.reasons) any_decides |= reason.decides = carries(reason, verdict.outcome);
  if (!any_decides && verdict.outcome == Outcome::undecided) {
    // Only conditions are open: they are what keeps a plain "allowed" back.
    for (Reason& reason : verdict.reasons) reason.decides = reason.standing == Standing::might_apply;
  }
  std::stable_sort(verdict.reasons.begin(), verdict.reasons.end(),
                   [](const Reason& a, const Reason& b) { return a.decides > b.decides; });
}

}  // namespace chuhai::rulebook
