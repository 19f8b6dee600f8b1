#include "regex.hpp"

namespace chuhai::feel {

namespace {

/// One way through the pattern that is still alive: where it stands and what it captured.
struct RegexThread {
  std::uint32_t step = 0;
  std::vector<std::size_t> slots;
};

}  // namespace

/// One search. All live threads step through the text together, in order of preference; a thread reaching a
/// step that a better one stands on already is dropped, which bounds the work.
class RegexRun {
 public:
  RegexRun(const Regex& regex, std::u32string_view text, std::uint64_t& work)
      : regex_(regex), text_(text), work_(work), seen_(regex.steps_.size(), 0) {}

  Regex::Outcome search(std::size_t from, RegexMatch& match);

 private:
  void add(std::vector<RegexThread>& threads, std::uint32_t step, std::size_t at,
           std::vector<std::size_t> slots);
  /// Threads carry their captures, so a step costs more the more groups there are.
  bool spend() {
    const std::uint64_t cost = 1 + regex_.groups_ / 4;
    work_ = work_ > cost ? work_ - cost : 0;
    return work_ > 0;
  }

  const Regex& regex_;
  std::u32string_view text_;
  std::uint64_t& work_;
  std::vector<std::size_t> seen_;  ///< generation in which a step was last entered
  std::size_t generation_ = 0;
};

/// In lines, a newline that ends the text begins no line, and the end of the text is then no line's end.
bool Regex::is_line_begin(std::u32string_view text, std::size_t at) const {
  return at == 0 || (multiline_ && at < text.size() && text[at - 1] == U'\n');
}

bool Regex::is_line_end(std::u32string_view text, std::size_t at) const {
  if (at < text.size()) return multiline_ && text[at] == U'\n';
  return !multiline_ || text.empty() || text.back() != U'\n';
}

/// Follows the steps that read nothing, the preferred branch first, with a stack of our own.
void RegexRun::add(std::vector<RegexThread>& threads, std::uint32_t step, std::size_t at,
                   std::vector<std::size_t> slots) {
  std::vector<RegexThread> pending;
  pending.push_back({step, std::move(slots)});
  while (!pending.empty() && spend()) {
    RegexThread thread = std::move(pending.back());
    pending.pop_back();
    if (seen_[thread.step] == generation_) continue;
    seen_[thread.step] = generation_;
    const RegexStep& now = regex_.steps_[thread.step];
    switch (now.kind) {
      case RegexStep::Kind::jump:
        pending.push_back({now.first, std::move(thread.slots)});
        break;
      case RegexStep::Kind::split:
        pending.push_back({now.second, thread.slots});
        pending.push_back({now.first, std::move(thread.slots)});
        break;
      case RegexStep::Kind::save:
        thread.slots[now.first] = at;
        pending.push_back({thread.step + 1, std::move(thread.slots)});
        break;
      case RegexStep::Kind::line_begin:
        if (regex_.is_line_begin(text_, at)) pending.push_back({thread.step + 1, std::move(thread.slots)});
        break;
      case RegexStep::Kind::line_end:
        if (regex_.is_line_end(text_, at)) pending.push_back({thread.step + 1, std::move(thread.slots)});
        break;
      default:
        threads.push_back(std::move(thread));
    }
  }
}

Regex::Outcome RegexRun::search(std::size_t from, RegexMatch& match) {
  const std::vector<std::size_t> fresh(2 * (regex_.groups_ + 1), RegexMatch::kNone);
  std::vector<RegexThread> threads;
  std::vector<RegexThread> next;
  bool found = false;
  for (std::size_t at = from; at <= text_.size(); ++at) {
    if (threads.empty() && found) break;
    if (threads.empty()) ++generation_;
    if (!found) add(threads, 0, at, fresh);
    ++generation_;
    next.clear();
    for (RegexThread& thread : threads) {
      if (!spend()) return Regex::Outcome::too_much_work;
      const RegexStep& step = regex_.steps_[thread.step];
      if (step.kind == RegexStep::Kind::match) {
        match.slots = std::move(thread.slots);
        found = true;
        break;
      }
      if (at < text_.size() && regex_.sets_[step.first]->contains(text_[at])) {
        add(next, thread.step + 1, at + 1, std::move(thread.slots));
      }
    }
    std::swap(threads, next);
  }
  if (work_ == 0) return Regex::Outcome::too_much_work;
  return found ? Regex::Outcome::found : Regex::Outcome::none;
}

Regex::Outcome Regex::search(std::u32string_view text, std::size_t from, std::uint64_t& work,
                             RegexMatch& match) const {
  return back_references_ ? backtrack(text, from, work, match)
                          : RegexRun(*this, text, work).search(from, match);
}

}  // namespace chuhai::feel
