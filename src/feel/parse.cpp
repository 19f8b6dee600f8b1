#include "feel/parse.hpp"

#include "base/text.hpp"
#include "parser.hpp"
#include "syntax_error.hpp"

namespace chuhai::feel {

namespace {

std::optional<base::Error> refused_text(std::string_view text, const ParseLimits& limits) {
  if (text.size() > limits.text_bytes_max) {
    const std::string size = std::to_string(text.size());
    const std::string most = std::to_string(limits.text_bytes_max);
    return base::Error{base::ErrorKind::limit,
                       "feel_too_long",
                       {"the expression has " + size + " bytes, at most " + most + " are read",
                        "表达式有 " + size + " 字节，最多读取 " + most + " 字节"},
                       {}};
  }
  if (!base::is_utf8(text)) {
    return base::Error{
        base::ErrorKind::invalid,
        "feel_syntax",
        {"the expression is not UTF-8 text; save it as UTF-8", "表达式不是 UTF-8 文本；请以 UTF-8 保存"},
        {}};
  }
  return std::nullopt;
}

}  // namespace

base::Result<NodePtr> parse_expression(std::string_view text, const Scope& scope, const ParseLimits& limits) {
  if (auto refused = refused_text(text, limits)) return *std::move(refused);
  Parser parser(text, scope, limits);
  NodePtr node = parser.parse_whole();
  if (!node) return parser.error();
  return node;
}

base::Result<UnaryTests> parse_unary_tests(std::string_view text, const Scope& scope,
                                           const ParseLimits& limits) {
  if (auto refused = refused_text(text, limits)) return *std::move(refused);
  Parser parser(text, scope, limits);
  UnaryTests tests;
  tests.text = text;
  if (!parser.parse_whole_tests(tests)) return parser.error();
  return tests;
}

base::Result<TypeRef> parse_type(std::string_view text) {
  const ParseLimits limits{.text_bytes_max = 10'000, .depth_max = 50};
  if (auto refused = refused_text(text, limits)) return *std::move(refused);
  const Scope scope;
  Parser parser(text, scope, limits);
  auto type = parser.parse_whole_type();
  if (!type) return parser.error();
  return *std::move(type);
}

}  // namespace chuhai::feel
