#include "regex.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "regex_tree.hpp"

namespace chuhai::feel {

namespace {

constexpr std::size_t kPatternMax = 5000;
constexpr std::size_t kRegexStepsMax = 20'000;
/// Visits of pattern parts while writing out repetitions; empty parts add no steps but take time.
constexpr std::size_t kRegexVisitsMax = 200'000;

base::Error regex_error(base::ErrorKind kind, std::string_view code, std::string_view en,
                        std::string_view zh) {
  return {kind, std::string(code), {std::string(en), std::string(zh)}, {}};
}

bool read_flags(std::string_view text, RegexFlags& flags) {
  for (const char c : text) {
    switch (c) {
      case 's':
        flags.dot_all = true;
        break;
      case 'm':
        flags.multiline = true;
        break;
      case 'i':
        flags.ignore_case = true;
        break;
      case 'x':
        flags.free_spacing = true;
        break;
      case 'q':
        flags.literal = true;
        break;
      default:
        return false;
    }
  }
  return true;
}

}  // namespace

/// Turns a parsed pattern into steps. Counted repetitions are written out.
class RegexCompiler {
 public:
  explicit RegexCompiler(Regex& regex) : regex_(regex) { regex_.slots_ = 2 * (regex_.groups_ + 1); }

  bool compile(const RegexNode& node) {
    save(0);
    emit(node);
    save(1);
    step(RegexStep::Kind::match);
    return !too_large_;
  }

 private:
  std::size_t step(RegexStep::Kind kind, std::size_t first = 0, std::size_t second = 0) {
    if (regex_.steps_.size() >= kRegexStepsMax) too_large_ = true;
    if (too_large_) return 0;
    regex_.steps_.push_back({kind, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(second)});
    return regex_.steps_.size() - 1;
  }
  std::size_t here() const { return regex_.steps_.size(); }
  void save(std::size_t slot) { step(RegexStep::Kind::save, slot); }
  /// Sends the split at `at` into the part that follows it, or past it; lazy ones prefer to pass.
  void aim(std::size_t at, std::size_t inside, std::size_t past, bool lazy) {
    if (too_large_) return;
    regex_.steps_[at].first = static_cast<std::uint32_t>(lazy ? past : inside);
    regex_.steps_[at].second = static_cast<std::uint32_t>(lazy ? inside : past);
  }

  void emit(const RegexNode& node);
  void emit_choice(const RegexNode& node);
  void emit_repeat(const RegexNode& node);

  Regex& regex_;
  std::size_t visits_ = 0;
  bool too_large_ = false;
};

void RegexCompiler::emit(const RegexNode& node) {
  if (++visits_ > kRegexVisitsMax) too_large_ = true;
  if (too_large_) return;
  switch (node.kind) {
    case RegexNode::Kind::empty:
      return;
    case RegexNode::Kind::set:
      regex_.sets_.push_back(node.set);
      step(RegexStep::Kind::set, regex_.sets_.size() - 1);
      return;
    case RegexNode::Kind::line_begin:
      step(RegexStep::Kind::line_begin);
      return;
    case RegexNode::Kind::line_end:
      step(RegexStep::Kind::line_end);
      return;
    case RegexNode::Kind::back_reference:
      step(RegexStep::Kind::back_reference, node.group);
      return;
    case RegexNode::Kind::choice:
      emit_choice(node);
      return;
    case RegexNode::Kind::repeat:
      emit_repeat(node);
      return;
    case RegexNode::Kind::group:
      save(2 * node.group);
      break;
    case RegexNode::Kind::sequence:
      break;
  }
  for (const RegexNodePtr& child : node.children) emit(*child);
  if (node.kind == RegexNode::Kind::group) save(2 * node.group + 1);
}

void RegexCompiler::emit_choice(const RegexNode& node) {
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
    const std::size_t split = step(RegexStep::Kind::split);
    emit(*node.children[i]);
    ends.push_back(step(RegexStep::Kind::jump));
    aim(split, split + 1, here(), false);
  }
  emit(*node.children.back());
  if (too_large_) return;
  for (const std::size_t end : ends) regex_.steps_[end].first = static_cast<std::uint32_t>(here());
}

void RegexCompiler::emit_repeat(const RegexNode& node) {
  const RegexNode& inner = *node.children[0];
  for (std::uint32_t i = 0; i < node.least && !too_large_; ++i) emit(inner);
  if (!node.most) {
    const std::size_t split = step(RegexStep::Kind::split);
    const std::size_t began = regex_.slots_;
    if (regex_.back_references_) save(regex_.slots_++);
    emit(inner);
    if (regex_.back_references_) step(RegexStep::Kind::progress, began);
    step(RegexStep::Kind::jump, split);
    aim(split, split + 1, here(), node.lazy);
    return;
  }
  std::vector<std::size_t> splits;
  for (std::uint32_t i = node.least; i < *node.most && !too_large_; ++i) {
    splits.push_back(step(RegexStep::Kind::split));
    emit(inner);
  }
  for (const std::size_t split : splits) aim(split, split + 1, here(), node.lazy);
}

base::Result<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  RegexFlags parsed;
  if (!read_flags(flags, parsed)) {
    return regex_error(base::ErrorKind::invalid, "bad_flags", "flags are made of s, m, i, x and q",
                       "标志只能由 s、m、i、x、q 组成");
  }
  const std::u32string text = base::decode_utf8(pattern);
  const base::Error too_large =
      regex_error(base::ErrorKind::limit, "pattern_too_large", "the pattern is too large; simplify it",
                  "正则表达式过大；请简化");
  if (text.size() > kPatternMax) return too_large;
  Regex regex;
  auto tree = parse_regex(text, parsed);
  if (!tree) return tree.error();
  regex.groups_ = tree->groups;
  regex.back_references_ = tree->back_references;
  regex.multiline_ = parsed.multiline;
  regex.ignore_case_ = parsed.ignore_case;
  RegexCompiler compiler(regex);
  if (!compiler.compile(*tree->root)) return too_large;
  return regex;
}

}  // namespace chuhai::feel
