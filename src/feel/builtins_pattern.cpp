#include <algorithm>

#include "base/text.hpp"
#include "builtins.hpp"
#include "print.hpp"
#include "regex.hpp"

namespace chuhai::feel {

namespace {

/// Steps of matching one call may take; each is also charged to the evaluation.
constexpr std::uint64_t kRegexWorkMax = 20'000'000;
constexpr std::uint64_t kRegexWorkPerStep = 16;
/// Steps that compiling takes at least, and for each escape: a class may have hundreds of ranges.
constexpr std::uint64_t kCompileSteps = 120;
constexpr std::uint64_t kStepsOfEscape = 200;

/// A compiled pattern and a text, with the work they took.
class PatternSearch {
 public:
  PatternSearch(Call& call, std::size_t text)
      : call_(call), text_(base::decode_utf8(call.at(text).string())) {}

  /// The null to answer with when pattern or flags are wrong.
  std::optional<Value> compile(std::size_t pattern, std::string_view flags) {
    const std::string& written = call_.at(pattern).string();
    const auto escapes = static_cast<std::uint64_t>(std::count(written.begin(), written.end(), '\\'));
    const std::uint64_t steps =
        kCompileSteps + written.size() * 8 + escapes * kStepsOfEscape + text_.size() / 16;
    if (!call_.charge(steps)) return call_.out_of_steps();
    auto regex = Regex::compile(call_.at(pattern).string(), flags);
    if (!regex) return call_.refuse(regex.error().code, regex.error().message.en);
    regex_ = *std::move(regex);
    return std::nullopt;
  }

  Regex::Outcome next(std::size_t from, RegexMatch& match) {
    const std::uint64_t before = work_;
    auto outcome = regex_.search(text_, from, work_, match);
    if (!call_.charge((before - work_) / kRegexWorkPerStep)) outcome = Regex::Outcome::too_much_work;
    return outcome;
  }

  /// Nothing when the pattern does not match the empty text; such a pattern divides nothing.
  std::optional<Value> need_no_empty_match() {
    RegexMatch match;
    const auto outcome = regex_.search({}, 0, work_, match);
    if (outcome == Regex::Outcome::none) return std::nullopt;
    return outcome == Regex::Outcome::found ? matches_nothing() : too_much_work();
  }

  Value matches_nothing() const {
    return call_.refuse("matches_empty", "the pattern matches the empty string, so it divides nothing");
  }
  Value too_much_work() const { return call_.refuse("too_many_steps", "the match takes too long"); }
  std::u32string_view text() const { return text_; }
  const Regex& regex() const { return regex_; }

 private:
  Call& call_;
  std::u32string text_;
  Regex regex_;
  std::uint64_t work_ = kRegexWorkMax;
};

/// Flags of argument `i`; an argument that is not written or null means none, but null is unknown in three
/// values.
std::optional<Value> read_flag_argument(Call& call, std::size_t i, std::string& flags) {
  if (!call.written(i) || (call.at(i).is_null() && !call.three_valued())) return std::nullopt;
  if (auto refused = call.need(i, Kind::string)) return refused;
  flags = call.at(i).string();
  return std::nullopt;
}

/// A replacement text cut into pieces: literal text, or the number of a group.
struct ReplacementPiece {
  std::u32string text;
  std::optional<std::size_t> group;
};

std::size_t read_group_number(std::u32string_view text, std::size_t& at, std::size_t groups) {
  std::size_t number = text[at++] - U'0';
  while (at < text.size() && text[at] >= U'0' && text[at] <= U'9') {
    const std::size_t longer = number * 10 + (text[at] - U'0');
    if (longer > groups) break;
    number = longer;
    ++at;
  }
  return number;
}

/// $N is a group, \$ and \\ are the characters. Nothing when it is written otherwise.
std::optional<std::vector<ReplacementPiece>> read_replacement(std::u32string_view text, std::size_t groups,
                                                              bool literal) {
  std::vector<ReplacementPiece> pieces(1);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text[at++];
    if (literal || (c != U'$' && c != U'\\')) {
      pieces.back().text += c;
      continue;
    }
    if (at >= text.size()) return std::nullopt;
    if (c == U'\\') {
      if (text[at] != U'\\' && text[at] != U'$') return std::nullopt;
      pieces.back().text += text[at++];
      continue;
    }
    if (text[at] < U'0' || text[at] > U'9') return std::nullopt;
    pieces.back().group = read_group_number(text, at, groups);
    pieces.emplace_back();
  }
  return pieces;
}

void append_replacement(std::u32string& out, const std::vector<ReplacementPiece>& pieces,
                        std::u32string_view text, const RegexMatch& match) {
  for (const ReplacementPiece& piece : pieces) {
    out += piece.text;
    if (!piece.group || 2 * *piece.group + 1 >= match.slots.size()) continue;
    const std::size_t begin = match.slots[2 * *piece.group];
    const std::size_t end = match.slots[2 * *piece.group + 1];
    if (begin != RegexMatch::kNone && end != RegexMatch::kNone) out += text.substr(begin, end - begin);
  }
}

}  // namespace

Value builtin_matches(Call& call) {
  if (auto refused = call.need_all({Kind::string, Kind::string})) return *refused;
  std::string flags;
  if (auto refused = read_flag_argument(call, 2, flags)) return *refused;
  PatternSearch search(call, 0);
  if (auto refused = search.compile(1, flags)) return *refused;
  RegexMatch match;
  const auto outcome = search.next(0, match);
  if (outcome == Regex::Outcome::too_much_work) return search.too_much_work();
  return Value(outcome == Regex::Outcome::found);
}

Value builtin_replace(Call& call) {
  if (auto refused = call.need_all({Kind::string, Kind::string, Kind::string})) return *refused;
  std::string flags;
  if (auto refused = read_flag_argument(call, 3, flags)) return *refused;
  PatternSearch search(call, 0);
  if (auto refused = search.compile(1, flags)) return *refused;
  if (auto refused = search.need_no_empty_match()) return *refused;
  const bool literal = flags.find('q') != std::string::npos;
  const auto pieces =
      read_replacement(base::decode_utf8(call.at(2).string()), search.regex().groups(), literal);
  if (!pieces)
    return call.refuse("bad_replacement", "use $0 to $9 for groups, \\$ and \\\\ for the characters");
  std::u32string out;
  std::size_t at = 0;
  RegexMatch match;
  while (true) {
    const auto outcome = search.next(at, match);
    if (outcome == Regex::Outcome::too_much_work) return search.too_much_work();
    if (outcome == Regex::Outcome::none) break;
    if (match.begin() == match.end()) return search.matches_nothing();
    out += search.text().substr(at, match.begin() - at);
    append_replacement(out, *pieces, search.text(), match);
    if (out.size() > kStringBytesMax) return call.refuse("too_long", "the string would be too long");
    at = match.end();
  }
  out += search.text().substr(at);
  return call.text(base::encode_utf8(out));
}

Value builtin_split(Call& call) {
  if (auto refused = call.need_all({Kind::string, Kind::string})) return *refused;
  PatternSearch search(call, 0);
  if (auto refused = search.compile(1, "")) return *refused;
  if (auto refused = search.need_no_empty_match()) return *refused;
  List out;
  std::size_t at = 0;
  RegexMatch match;
  while (true) {
    const auto outcome = search.next(at, match);
    if (outcome == Regex::Outcome::too_much_work) return search.too_much_work();
    if (outcome == Regex::Outcome::none) break;
    if (match.begin() == match.end()) return search.matches_nothing();
    out.emplace_back(base::encode_utf8(search.text().substr(at, match.begin() - at)));
    at = match.end();
  }
  out.emplace_back(base::encode_utf8(search.text().substr(at)));
  return call.list(std::move(out));
}

}  // namespace chuhai::feel
