#include <string>

#include "base/text.hpp"
#include "regex_tree.hpp"

namespace chuhai::feel {

namespace {

constexpr int kRegexDepthMax = 100;
constexpr std::uint32_t kRepeatMax = 1000;
constexpr std::size_t kGroupsMax = 50;

/// Reads the pattern from left to right. After an error every function gives null and `error()` is set.
class RegexParser {
 public:
  RegexParser(std::u32string_view pattern, const RegexFlags& flags) : pattern_(pattern), flags_(flags) {}

  RegexNodePtr parse() {
    RegexNodePtr node = choice(0);
    if (node && !at_end()) return fail("there is a ')' without its '('", "有多余的 )");
    return node;
  }
  const base::Error& error() const { return *error_; }
  std::size_t groups() const { return groups_; }

 private:
  bool at_end() {
    while (flags_.free_spacing && position_ < pattern_.size() && is_blank(pattern_[position_])) ++position_;
    return position_ >= pattern_.size();
  }
  static bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r'; }
  bool looks_at(char32_t c) { return !at_end() && pattern_[position_] == c; }
  bool accept(char32_t c) {
    if (!looks_at(c)) return false;
    ++position_;
    return true;
  }

  std::nullptr_t fail(std::string_view en, std::string_view zh,
                      base::ErrorKind kind = base::ErrorKind::invalid,
                      std::string_view code = "bad_pattern") {
    if (!error_) {
      const std::string at = std::to_string(position_ + 1);
      error_ = base::Error{kind,
                           std::string(code),
                           {"the pattern is wrong at character " + at + ": " + std::string(en),
                            "正则表达式第 " + at + " 个字符有误：" + std::string(zh)},
                           {}};
    }
    return nullptr;
  }

  static RegexNodePtr node_of(RegexNode::Kind kind) {
    auto node = std::make_unique<RegexNode>();
    node->kind = kind;
    return node;
  }
  RegexNodePtr set_node(CharSet set) {
    auto node = node_of(RegexNode::Kind::set);
    if (flags_.ignore_case) set.fold_case();
    node->set = std::move(set);
    return node;
  }

  RegexNodePtr choice(int depth);
  RegexNodePtr sequence(int depth);
  RegexNodePtr quantified(int depth);
  RegexNodePtr atom(int depth);
  RegexNodePtr group(int depth);
  RegexNodePtr dot();
  RegexNodePtr quantifier(RegexNodePtr inner);
  bool counts(RegexNode& repeat);
  std::optional<std::uint32_t> count();
  std::optional<CharSet> escape();
  std::optional<CharSet> category(bool negated);
  std::optional<CharSet> bracket(int depth);
  std::optional<CharSet> bracket_item();

  std::u32string_view pattern_;
  RegexFlags flags_;
  std::size_t position_ = 0;
  std::size_t groups_ = 0;
  std::optional<base::Error> error_;
};

RegexNodePtr RegexParser::choice(int depth) {
  if (depth > kRegexDepthMax)
    return fail("too many nested groups", "分组嵌套过深", base::ErrorKind::limit, "pattern_too_large");
  RegexNodePtr first = sequence(depth);
  if (!first || !looks_at(U'|')) return first;
  auto node = node_of(RegexNode::Kind::choice);
  node->children.push_back(std::move(first));
  while (accept(U'|')) {
    RegexNodePtr next = sequence(depth);
    if (!next) return nullptr;
    node->children.push_back(std::move(next));
  }
  return node;
}

RegexNodePtr RegexParser::sequence(int depth) {
  auto node = node_of(RegexNode::Kind::sequence);
  while (!at_end() && !looks_at(U'|') && !looks_at(U')')) {
    RegexNodePtr next = quantified(depth);
    if (!next) return nullptr;
    node->children.push_back(std::move(next));
  }
  return node;
}

RegexNodePtr RegexParser::quantified(int depth) {
  RegexNodePtr node = atom(depth);
  if (!node || at_end()) return node;
  const char32_t c = pattern_[position_];
  return c == U'?' || c == U'*' || c == U'+' || c == U'{' ? quantifier(std::move(node)) : std::move(node);
}

RegexNodePtr RegexParser::quantifier(RegexNodePtr inner) {
  auto node = node_of(RegexNode::Kind::repeat);
  const char32_t c = pattern_[position_++];
  if (c == U'{') {
    if (!counts(*node)) return nullptr;
  } else {
    node->least = c == U'+' ? 1 : 0;
    if (c == U'?') node->most = 1;
  }
  node->lazy = accept(U'?');
  if (!at_end() && (looks_at(U'*') || looks_at(U'+') || looks_at(U'{'))) {
    return fail("there are two quantifiers in a row", "连续出现两个量词");
  }
  node->children.push_back(std::move(inner));
  return node;
}

/// {n}, {n,} or {n,m}; the brace is read already.
bool RegexParser::counts(RegexNode& repeat) {
  const auto least = count();
  if (!least) return fail("expected a number after '{'", "{ 之后应为数字") != nullptr;
  repeat.least = *least;
  repeat.most = least;
  if (accept(U',')) {
    repeat.most.reset();
    if (!looks_at(U'}')) repeat.most = count();
    if (!looks_at(U'}')) return fail("expected a number and '}'", "应为数字和 }") != nullptr;
  }
  if (!accept(U'}')) return fail("expected '}'", "应为 }") != nullptr;
  if (repeat.least > kRepeatMax || repeat.most.value_or(0) > kRepeatMax) {
    return fail("a count is above 1000", "重复次数超过 1000", base::ErrorKind::limit, "pattern_too_large") !=
           nullptr;
  }
  if (repeat.most && *repeat.most < repeat.least)
    return fail("the counts are reversed", "重复次数上下限颠倒") != nullptr;
  return true;
}

std::optional<std::uint32_t> RegexParser::count() {
  std::optional<std::uint32_t> value;
  while (!at_end() && pattern_[position_] >= U'0' && pattern_[position_] <= U'9') {
    const auto digit = static_cast<std::uint32_t>(pattern_[position_++] - U'0');
    value = std::min<std::uint32_t>(value.value_or(0) * 10 + digit, 1'000'000);
  }
  return value;
}

RegexNodePtr RegexParser::atom(int depth) {
  const char32_t c = pattern_[position_];
  CharSet set;
  switch (c) {
    case U'(':
      return group(depth);
    case U'.':
      return dot();
    case U'^':
      ++position_;
      return node_of(RegexNode::Kind::line_begin);
    case U'$':
      ++position_;
      return node_of(RegexNode::Kind::line_end);
    case U'[': {
      auto read = bracket(0);
      if (!read) return nullptr;
      auto node = node_of(RegexNode::Kind::set);
      node->set = *std::move(read);
      return node;
    }
    case U'\\': {
      auto read = escape();
      return read ? set_node(*std::move(read)) : nullptr;
    }
    case U'?':
    case U'*':
    case U'+':
      return fail("a quantifier has nothing before it", "量词之前没有内容");
    case U'{':
    case U'}':
    case U']':
      return fail("write \\{, \\} or \\] for the character itself", "请用 \\{、\\} 或 \\] 表示该字符本身");
    default:
      break;
  }
  ++position_;
  set.add(c, c);
  return set_node(std::move(set));
}

RegexNodePtr RegexParser::dot() {
  ++position_;
  CharSet set;
  if (!flags_.dot_all) {
    set.add(U'\n', U'\n');
    set.add(U'\r', U'\r');
  }
  set.negate();
  auto node = node_of(RegexNode::Kind::set);
  node->set = std::move(set);
  return node;
}

RegexNodePtr RegexParser::group(int depth) {
  ++position_;
  auto node = node_of(RegexNode::Kind::group);
  if (accept(U'?')) {
    if (!accept(U':')) return fail("only (?: ) groups are known", "仅支持 (?: ) 分组");
    node->kind = RegexNode::Kind::sequence;
  } else {
    node->group = ++groups_;
    if (groups_ > kGroupsMax)
      return fail("more than 50 groups", "分组超过 50 个", base::ErrorKind::limit, "pattern_too_large");
  }
  RegexNodePtr inner = choice(depth + 1);
  if (!inner) return nullptr;
  if (!accept(U')')) return fail("a group is not closed", "分组未闭合");
  node->children.push_back(std::move(inner));
  return node;
}

/// A backslash and what follows, as a set.
std::optional<CharSet> RegexParser::escape() {
  ++position_;
  if (position_ >= pattern_.size()) return fail("it ends in a backslash", "以反斜杠结尾"), std::nullopt;
  const char32_t c = pattern_[position_++];
  CharSet set;
  const char32_t small = c >= U'A' && c <= U'Z' ? c + 32 : c;
  if (auto known = escape_class(small)) {
    if (small != c) known->negate();
    return known;
  }
  if (small == U'p') return category(c == U'P');
  if (c >= U'0' && c <= U'9') {
    fail("back-references are not supported; compare the parts with substring functions",
         "不支持反向引用；请用子串函数比较各部分", base::ErrorKind::unsupported, "back_reference");
    return std::nullopt;
  }
  const char32_t control = c == U'n' ? U'\n' : c == U'r' ? U'\r' : c == U't' ? U'\t' : U'\0';
  const bool letter = (small >= U'a' && small <= U'z');
  if (control == U'\0' && letter) return fail("this escape is not known", "未知的转义"), std::nullopt;
  set.add(control != U'\0' ? control : c, control != U'\0' ? control : c);
  return set;
}

std::optional<CharSet> RegexParser::category(bool negated) {
  if (!accept(U'{')) return fail("expected '{' after \\p", "\\p 之后应为 {"), std::nullopt;
  const std::size_t close = pattern_.find(U'}', position_);
  if (close == std::u32string_view::npos) return fail("\\p{ is not closed", "\\p{ 未闭合"), std::nullopt;
  const std::string name = base::encode_utf8(pattern_.substr(position_, close - position_));
  auto set = category_set(name);
  if (!set) {
    fail("the category or block '" + name.substr(0, 40) + "' is not known", "未知的字符类别或区块",
         base::ErrorKind::unsupported, "unknown_category");
    return std::nullopt;
  }
  position_ = close + 1;
  if (negated) set->negate();
  return set;
}

/// [abc], [^a-z], [a-z-[aeiou]].
std::optional<CharSet> RegexParser::bracket(int depth) {
  if (depth > kRegexDepthMax) return fail("too many nested classes", "字符类嵌套过深"), std::nullopt;
  ++position_;
  const bool negated = position_ < pattern_.size() && pattern_[position_] == U'^';
  if (negated) ++position_;
  CharSet set;
  bool empty = true;
  std::optional<CharSet> without;
  while (position_ < pattern_.size() && pattern_[position_] != U']') {
    if (!empty && pattern_.compare(position_, 2, U"-[") == 0) {
      ++position_;
      without = bracket(depth + 1);
      if (!without) return std::nullopt;
      break;
    }
    auto item = bracket_item();
    if (!item) return std::nullopt;
    set.add(*item);
    empty = false;
  }
  if (position_ >= pattern_.size() || pattern_[position_] != U']') {
    return fail("a character class is not closed", "字符类未闭合"), std::nullopt;
  }
  ++position_;
  if (empty) return fail("a character class is empty", "字符类为空"), std::nullopt;
  if (flags_.ignore_case) set.fold_case();
  if (negated) set.negate();
  if (without) set.subtract(*without);
  return set;
}

/// A character, a range or an escape inside a class.
std::optional<CharSet> RegexParser::bracket_item() {
  const auto character = [&]() -> std::optional<char32_t> {
    if (pattern_[position_] != U'\\') return pattern_[position_++];
    const char32_t next = position_ + 1 < pattern_.size() ? pattern_[position_ + 1] : U'\0';
    constexpr std::u32string_view kClasses = U"sSdDwWiIcCpP0123456789";
    if (next == U'\0' || kClasses.find(next) != std::u32string_view::npos) return std::nullopt;
    position_ += 2;
    return next == U'n' ? U'\n' : next == U'r' ? U'\r' : next == U't' ? U'\t' : next;
  };
  if (pattern_[position_] == U'[')
    return fail("write \\[ for the character itself", "请用 \\[ 表示该字符本身"), std::nullopt;
  const auto first = character();
  if (!first) return escape();
  CharSet set;
  const bool range = position_ + 1 < pattern_.size() && pattern_[position_] == U'-' &&
                     pattern_[position_ + 1] != U']' && pattern_[position_ + 1] != U'[';
  if (!range) {
    set.add(*first, *first);
    return set;
  }
  ++position_;
  const auto last = character();
  if (!last || *last < *first) return fail("a character range is reversed", "字符区间颠倒"), std::nullopt;
  set.add(*first, *last);
  return set;
}

RegexNodePtr literal_regex(std::u32string_view pattern, bool ignore_case) {
  auto node = std::make_unique<RegexNode>();
  node->kind = RegexNode::Kind::sequence;
  for (const char32_t c : pattern) {
    auto one = std::make_unique<RegexNode>();
    one->kind = RegexNode::Kind::set;
    one->set.add(c, c);
    if (ignore_case) one->set.fold_case();
    node->children.push_back(std::move(one));
  }
  return node;
}

}  // namespace

base::Result<RegexNodePtr> parse_regex(std::u32string_view pattern, const RegexFlags& flags,
                                       std::size_t& groups) {
  groups = 0;
  if (flags.literal) return literal_regex(pattern, flags.ignore_case);
  RegexParser parser(pattern, flags);
  RegexNodePtr node = parser.parse();
  if (!node) return parser.error();
  groups = parser.groups();
  return node;
}

}  // namespace chuhai::feel
