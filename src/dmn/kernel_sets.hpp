#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kernel_pool.hpp"
#include "table.hpp"

namespace chuhai::dmn {

/// Numbers distinct pairs of rule lists in order of first appearance.
class RuleSets {
 public:
  Code intern(std::span<const RuleId> matched, std::span<const RuleId> might);
  RuleLists operator[](Code code) const;
  std::size_t size() const { return ends_.size(); }
  /// Rules in all lists together.
  std::size_t total() const { return rules_.size(); }

 private:
  struct Ends {
    std::size_t begin = 0;
    std::size_t might = 0;
    std::size_t end = 0;
  };
  bool is(Code code, std::span<const RuleId> matched, std::span<const RuleId> might) const;

  std::vector<RuleId> rules_;
  std::vector<Ends> ends_;
  CodeMap codes_;  ///< by hash; the next key is tried when another pair has it
};

}  // namespace chuhai::dmn
