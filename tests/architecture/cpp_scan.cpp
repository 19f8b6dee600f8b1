#include "cpp_scan.hpp"

#include <algorithm>
#include <cctype>
#include <regex>

#include "source_tree.hpp"

namespace chuhai::architecture {
namespace {

bool is_identifier_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Position just after the comment or literal that starts at `at`; `at` itself when none does.
std::size_t end_of_comment_or_literal(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  const auto after = [&](std::string_view closing, std::size_t from) {
    const std::size_t found = text.find(closing, from);
    return found == std::string_view::npos ? text.size() : found + closing.size();
  };
  if (rest.starts_with("//")) return std::min(text.find('\n', at), text.size());
  if (rest.starts_with("/*")) return after("*/", at + 2);
  if (rest.starts_with("R\"") && (at == 0 || !is_identifier_char(text[at - 1]))) {
    const std::size_t open = text.find('(', at);
    if (open == std::string_view::npos) return text.size();
    return after(")" + std::string(text.substr(at + 2, open - at - 2)) + "\"", open);
  }
  const char quote = rest.front();
  const bool is_digit_separator = quote == '\'' && at > 0 && is_identifier_char(text[at - 1]);
  if ((quote != '"' && quote != '\'') || is_digit_separator) return at;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == quote || text[i] == '\n') {
      return i + 1;
    }
  }
  return text.size();
}

/// Position after the ')' that closes the '(' just before `from`.
std::size_t after_closing_parenthesis(std::string_view text, std::size_t from) {
  int depth = 1;
  while (from < text.size() && depth > 0) {
    if (text[from] == '(') ++depth;
    if (text[from] == ')') --depth;
    ++from;
  }
  return from;
}

/// The name before the parameter list of a function's head, or "" when the head is not a function's.
std::string function_name(std::string_view head) {
  static const std::regex candidate(
      R"((~?[A-Za-z_][A-Za-z0-9_:~]*|operator *[^A-Za-z0-9_ (]+|operator\(\)) *\()");
  static const std::regex not_a_name("requires|decltype|noexcept|alignas|explicit|if|for|while|switch");
  std::size_t from = 0;
  std::cmatch match;
  while (std::regex_search(head.data() + from, head.data() + head.size(), match, candidate)) {
    if (!std::regex_match(match[1].str(), not_a_name)) return match[1].str();
    from =
        after_closing_parenthesis(head, from + static_cast<std::size_t>(match.position() + match.length()));
  }
  return {};
}

enum class Block { name_space, type, function, other };

Block classify(std::string_view head, bool in_function) {
  static const std::regex name_space(R"((^|\s)(inline\s+)?namespace\b|\bextern\s*$)");
  static const std::regex type(R"((^|[\s>])(class|struct|union|enum)\s[^()=]*$)");
  if (in_function) return Block::other;
  if (std::regex_search(head.begin(), head.end(), name_space)) return Block::name_space;
  if (std::regex_search(head.begin(), head.end(), type)) return Block::type;
  const std::size_t last = head.find_last_not_of(" \n");
  if (last != std::string_view::npos && head[last] == '=') return Block::other;
  return function_name(head).empty() ? Block::other : Block::function;
}

struct OpenBlock {
  Block kind;
  std::string name;
  std::size_t line;
};

/// Walks over braces, keeping the text since the last ';' or block end as the head of the next block.
class FunctionScanner {
 public:
  void consume(char c) {
    if (c == '\n') ++line_;
    if (c == '{') {
      open();
    } else if (c == '}') {
      close();
    } else if (c == ';') {
      head_.clear();
    } else {
      head_ += c;
    }
  }
  std::vector<Function> take() { return std::move(functions_); }

 private:
  bool in_function() const {
    return std::any_of(blocks_.begin(), blocks_.end(),
                       [](const OpenBlock& block) { return block.kind == Block::function; });
  }

  void open() {
    const bool is_initializer = !head_.empty() && head_.back() != ' ' && head_.back() != '\n';
    if (is_initializer || initializer_depth_ > 0) {
      ++initializer_depth_;
      return;
    }
    const Block kind = classify(head_, in_function());
    blocks_.push_back({kind, kind == Block::function ? function_name(head_) : std::string(), line_});
    head_.clear();
  }

  void close() {
    if (initializer_depth_ > 0) {
      --initializer_depth_;
      return;
    }
    if (blocks_.empty()) return;
    const OpenBlock block = blocks_.back();
    blocks_.pop_back();
    if (block.kind == Block::function) functions_.push_back({block.name, block.line, line_ - block.line + 1});
    head_.clear();
  }

  std::vector<OpenBlock> blocks_;
  std::vector<Function> functions_;
  std::string head_;
  std::size_t line_ = 1;
  int initializer_depth_ = 0;
};

}  // namespace

std::vector<Include> scan_includes(std::string_view text) {
  static const std::regex include(R"(^\s*#\s*include\s*(["<])([^">]+)[">].*)");
  std::vector<Include> includes;
  std::size_t number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    std::cmatch match;
    if (std::regex_match(line.begin(), line.end(), match, include)) {
      includes.push_back({match[2].str(), match[1].str() == "\"", number});
    }
  }
  return includes;
}

std::string without_comments_and_literals(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_comment_or_literal(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    for (; at < end; ++at) {
      if (text[at] != '\n') out[at] = ' ';
    }
  }
  return out;
}

std::vector<Function> scan_functions(std::string_view text) {
  FunctionScanner scanner;
  const std::string code = without_comments_and_literals(text);
  bool is_directive = false;
  bool is_line_start = true;
  for (const char c : code) {
    if (is_line_start && c == '#') is_directive = true;
    if (c == '\n') is_directive = false;
    is_line_start = c == '\n' || (is_line_start && c == ' ');
    if (!is_directive) scanner.consume(c);
  }
  return scanner.take();
}

std::vector<Word> scan_words(std::string_view text) {
  std::vector<Word> words;
  std::size_t line = 1;
  bool previous_is_lower = false;
  bool is_open = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = byte < 0x80 && std::isalpha(byte) != 0;
    const bool is_hump = std::isupper(byte) != 0 && previous_is_lower;
    if (is_letter && (!is_open || is_hump)) words.push_back({"", line});
    if (is_letter) words.back().text += static_cast<char>(std::tolower(byte));
    is_open = is_letter;
    previous_is_lower = is_letter && std::islower(byte) != 0;
    if (c == '\n') ++line;
  }
  return words;
}

}  // namespace chuhai::architecture
