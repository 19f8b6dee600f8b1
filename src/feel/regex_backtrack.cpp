#include <algorithm>

#include "letters.hpp"
#include "regex.hpp"

namespace chuhai::feel {

namespace {

bool same_letter(char32_t a, char32_t b, bool ignore_case) {
  if (a == b) return true;
  return ignore_case && (to_lower(a) == to_lower(b) || to_upper(a) == to_upper(b));
}

}  // namespace

/// Runs a pattern with back-references, which no automaton can: one way after the other, with a stack of our
/// own and a limit of work.
class RegexBacktrack {
 public:
  RegexBacktrack(const Regex& regex, std::u32string_view text, std::uint64_t& work)
      : regex_(regex), text_(text), work_(work) {}

  Regex::Outcome search(std::size_t from, RegexMatch& match) {
    for (std::size_t start = from; start <= text_.size() && work_ > 0; ++start) {
      if (!match_at(start)) continue;
      slots_.resize(2 * (regex_.groups_ + 1));
      match.slots = std::move(slots_);
      return Regex::Outcome::found;
    }
    return work_ == 0 ? Regex::Outcome::too_much_work : Regex::Outcome::none;
  }

 private:
  /// A way not taken yet, or, with a `step` of kRestore, a slot to be set back.
  struct Choice {
    static constexpr std::size_t kRestore = static_cast<std::size_t>(-1);
    std::size_t step;
    std::size_t at;  ///< position in the text, or the slot's former value
    std::size_t slot;
  };
  /// Ways kept at a time; a longer stack counts as too much work.
  static constexpr std::size_t kChoicesMax = 1'000'000;

  bool match_at(std::size_t start);
  bool run_step(std::size_t& step, std::size_t& at);
  bool repeat_group(std::size_t group, std::size_t& at);
  bool take_choice(std::size_t& step, std::size_t& at);

  const Regex& regex_;
  std::u32string_view text_;
  std::uint64_t& work_;
  std::vector<std::size_t> slots_;
  std::vector<Choice> choices_;
};

bool RegexBacktrack::match_at(std::size_t start) {
  work_ = work_ > regex_.slots_ / 8 ? work_ - regex_.slots_ / 8 : 0;
  slots_.assign(regex_.slots_, RegexMatch::kNone);
  choices_.clear();
  std::size_t step = 0;
  std::size_t at = start;
  while (work_ > 0) {
    --work_;
    if (choices_.size() > kChoicesMax) work_ = 0;
    if (regex_.steps_[step].kind == RegexStep::Kind::match) return true;
    if (!run_step(step, at) && !take_choice(step, at)) return false;
  }
  return false;
}

/// Runs one step; false when this way ends here.
bool RegexBacktrack::run_step(std::size_t& step, std::size_t& at) {
  const RegexStep& now = regex_.steps_[step];
  switch (now.kind) {
    case RegexStep::Kind::jump:
      step = now.first;
      return true;
    case RegexStep::Kind::split:
      choices_.push_back({now.second, at, 0});
      step = now.first;
      return true;
    case RegexStep::Kind::save:
      choices_.push_back({Choice::kRestore, slots_[now.first], now.first});
      slots_[now.first] = at;
      break;
    case RegexStep::Kind::line_begin:
      if (!regex_.is_line_begin(text_, at)) return false;
      break;
    case RegexStep::Kind::line_end:
      if (!regex_.is_line_end(text_, at)) return false;
      break;
    case RegexStep::Kind::progress:
      if (slots_[now.first] == at) return false;
      break;
    case RegexStep::Kind::back_reference:
      if (!repeat_group(now.first, at)) return false;
      break;
    default:
      if (at >= text_.size() || !regex_.sets_[now.first]->contains(text_[at])) return false;
      ++at;
  }
  ++step;
  return true;
}

/// Reads the text of a group again; a group that took no part is the empty text.
bool RegexBacktrack::repeat_group(std::size_t group, std::size_t& at) {
  const std::size_t begin = slots_[2 * group];
  const std::size_t end = slots_[2 * group + 1];
  if (begin == RegexMatch::kNone || end == RegexMatch::kNone || end < begin) return true;
  const std::size_t length = end - begin;
  work_ = work_ > length / 8 ? work_ - length / 8 : 0;
  if (length > text_.size() - at) return false;
  for (std::size_t i = 0; i < length; ++i) {
    if (!same_letter(text_[begin + i], text_[at + i], regex_.ignore_case_)) return false;
  }
  at += length;
  return true;
}

bool RegexBacktrack::take_choice(std::size_t& step, std::size_t& at) {
  while (!choices_.empty()) {
    const Choice choice = choices_.back();
    choices_.pop_back();
    if (choice.step != Choice::kRestore) {
      step = choice.step;
      at = choice.at;
      return true;
    }
    slots_[choice.slot] = choice.at;
  }
  return false;
}

Regex::Outcome Regex::backtrack(std::u32string_view text, std::size_t from, std::uint64_t& work,
                                RegexMatch& match) const {
  return RegexBacktrack(*this, text, work).search(from, match);
}

}  // namespace chuhai::feel
