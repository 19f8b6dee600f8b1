#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "regex_set.hpp"

namespace chuhai::feel {

/// One step of a compiled pattern.
struct RegexStep {
  enum class Kind : std::uint8_t {
    set,
    split,
    jump,
    save,
    line_begin,
    line_end,
    back_reference,  ///< the text of group `first` again; only in patterns that are run by backtracking
    progress,        ///< goes on only when the text has moved since slot `first` was saved; the same
    match
  } kind = Kind::match;
  std::uint32_t first = 0;   ///< set index, jump target, preferred branch of a split, slot, group
  std::uint32_t second = 0;  ///< other branch of a split
};

/// What a search found: start and end of the whole match and of each group, in code points; kNone when a
/// group took no part.
struct RegexMatch {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> slots;
  std::size_t begin() const { return slots[0]; }
  std::size_t end() const { return slots[1]; }
};

/// A regular expression of XPath (XML Schema syntax with ^, $, lazy quantifiers, (?: ) groups,
/// back-references and flags s m i x q). Runs as Pike's algorithm: time is the pattern times the text,
/// whatever the pattern, with no backtracking; only a pattern with back-references is run by backtracking,
/// within the same limit of work. Thread rule: immutable; any thread. Source: XQuery and XPath Functions 3.1
/// clause 5.6; XML Schema Part 2 appendix F.
class Regex {
 public:
  /// Errors: invalid/bad_pattern, invalid/bad_flags, unsupported/unknown_category, limit/pattern_too_large.
  static base::Result<Regex> compile(std::string_view pattern, std::string_view flags);

  enum class Outcome : std::uint8_t { found, none, too_much_work };
  /// The leftmost match at or after `from`; the preferred one as a backtracking matcher would find it.
  /// `work` counts down and ends the search at zero.
  Outcome search(std::u32string_view text, std::size_t from, std::uint64_t& work, RegexMatch& match) const;

  std::size_t groups() const { return groups_; }

 private:
  friend class RegexCompiler;
  friend class RegexRun;
  friend class RegexBacktrack;
  Outcome backtrack(std::u32string_view text, std::size_t from, std::uint64_t& work, RegexMatch& match) const;
  bool is_line_begin(std::u32string_view text, std::size_t at) const;
  bool is_line_end(std::u32string_view text, std::size_t at) const;

  std::vector<RegexStep> steps_;
  std::vector<SharedCharSet> sets_;
  std::size_t groups_ = 0;
  std::size_t slots_ = 0;  ///< captures, and positions where repetitions began
  bool multiline_ = false;
  bool ignore_case_ = false;
  bool back_references_ = false;
};

}  // namespace chuhai::feel
