#include "kernel_sets.hpp"

#include <algorithm>

namespace chuhai::dmn {

bool RuleSets::is(Code code, std::span<const RuleId> matched, std::span<const RuleId> might) const {
  const Ends& ends = ends_[code];
  const RuleId* first = rules_.data();
  return std::equal(matched.begin(), matched.end(), first + ends.begin, first + ends.might) &&
         std::equal(might.begin(), might.end(), first + ends.might, first + ends.end);
}

Code RuleSets::intern(std::span<const RuleId> matched, std::span<const RuleId> might) {
  std::uint64_t hash = matched.size();
  for (const RuleId rule : matched) hash = (hash ^ rule) * 0xFF51AFD7ED558CCDULL;
  for (const RuleId rule : might) hash = (hash ^ rule) * 0xC4CEB9FE1A85EC53ULL;
  for (;; ++hash) {
    const Code known = codes_.find(hash);
    if (known == kNoCode) break;
    if (is(known, matched, might)) return known;
  }
  const auto code = static_cast<Code>(ends_.size());
  Ends ends;
  ends.begin = rules_.size();
  rules_.insert(rules_.end(), matched.begin(), matched.end());
  ends.might = rules_.size();
  rules_.insert(rules_.end(), might.begin(), might.end());
  ends.end = rules_.size();
  ends_.push_back(ends);
  codes_.add(hash, code);
  return code;
}

RuleLists RuleSets::operator[](Code code) const {
  const Ends& ends = ends_[code];
  const auto at = [&](std::size_t i) { return rules_.begin() + static_cast<std::ptrdiff_t>(i); };
  return {{at(ends.begin), at(ends.might)}, {at(ends.might), at(ends.end)}};
}

}  // namespace chuhai::dmn
