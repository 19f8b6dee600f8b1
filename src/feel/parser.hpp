#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "feel/ast.hpp"
#include "feel/parse.hpp"
#include "lexer.hpp"
#include "names.hpp"

namespace chuhai::feel {

/// What the parser waited for, in both languages.
struct Expected {
  std::string_view en;
  std::string_view zh;
};

/// A recursive-descent parser over one text. Every `parse_*` gives null after the first error, which stays
/// in `error()`. Names are read as the longest declared one (names.hpp).
class Parser {
 public:
  Parser(std::string_view text, const Scope& scope, const ParseLimits& limits);

  NodePtr parse_whole();
  bool parse_whole_tests(UnaryTests& tests);
  std::optional<TypeRef> parse_whole_type();
  base::Error error() const;

 private:
  using MutableNode = std::shared_ptr<Node>;

  // parser.cpp: tokens, nodes, errors
  const Token& peek();
  Token next();
  bool accept(std::string_view symbol);
  bool accept_word(std::string_view word);
  bool expect(std::string_view symbol, Expected what);
  bool expect_word(std::string_view word, Expected what);
  void move_to(std::size_t position);
  MutableNode make(NodeKind kind, std::size_t begin) const;
  NodePtr finish(MutableNode node);
  NodePtr fail(Expected what);
  NodePtr fail_with(base::ErrorKind kind, std::string_view code, Expected message);
  bool expect_end();

  // parser_operators.cpp: from `or` down to postfix
  NodePtr parse_expression();
  NodePtr parse_disjunction();
  NodePtr parse_conjunction();
  NodePtr parse_comparison();
  NodePtr parse_additive();
  NodePtr parse_multiplicative();
  NodePtr parse_exponent();
  NodePtr parse_unary();
  NodePtr parse_instance();
  NodePtr binary(NodeKind kind, NodePtr left, NodePtr right);
  NodePtr parse_between(NodePtr tested);
  NodePtr parse_in(NodePtr tested);

  // parser_postfix.cpp: paths, filters, calls
  NodePtr parse_postfix();
  NodePtr parse_path(NodePtr owner);
  bool starts_filter();
  NodePtr parse_filter(NodePtr owner);
  NodePtr parse_call(NodePtr callee);
  bool parse_arguments(Node& call);

  // parser_primary.cpp: literals, names, brackets
  NodePtr parse_primary();
  NodePtr parse_keyword_or_name();
  NodePtr parse_number();
  NodePtr parse_at_string();
  NodePtr parse_parenthesis();
  NodePtr parse_bracket();
  NodePtr parse_reversed_bracket();
  NodePtr parse_context();
  NodePtr literal(Value value);
  NodePtr parse_range_rest(std::size_t begin, NodePtr low, bool low_included);
  NodePtr parse_half_range(std::size_t begin, NodeKind op);
  NodePtr parse_list_rest(std::size_t begin, NodePtr first);

  // parser_blocks.cpp: if, for, some, every, function
  NodePtr parse_if();
  NodePtr parse_for();
  NodePtr parse_quantified(NodeKind kind);
  NodePtr parse_function();
  bool parse_iterators(Node& node);
  bool parse_parameters(Node& node);
  std::optional<TypeRef> parse_type_ref();
  bool parse_type_arguments(TypeRef& type);
  bool parse_context_entries(TypeRef& type);

  // parser_tests.cpp
  NodePtr parse_test(bool whole);
  bool closes_at_end(std::size_t position) const;
  bool parse_test_list(std::vector<NodePtr>& tests);
  std::optional<NodeKind> accept_comparison();

  // parser_names.cpp
  NameMatch declared_name();
  NameMatch declared_name_at(std::size_t begin) const;
  std::string member_name();
  /// The name that stands before one of the characters `stops`; empty when anything else stands there.
  std::string raw_name(std::string_view stops);
  /// The same, and moves behind it.
  std::string take_raw_name(std::string_view stops);
  std::string take_iterator_name();
  std::size_t raw_name_end(std::size_t begin) const;
  void remember(std::vector<std::string>& names, const std::string& name);

  std::string_view text_;
  const Scope& scope_;
  ParseLimits limits_;
  std::size_t position_ = 0;
  std::optional<Token> token_;
  std::vector<std::string> locals_;
  std::vector<std::string> keys_;  ///< keys of contexts written in the text
  std::size_t filters_ = 0;        ///< filters around the current position: members are names there
  std::size_t depth_ = 0;
  std::optional<base::Error> error_;

  class Nested;
};

/// Counts nesting while it lives; false when the limit is passed (the error is set then).
class Parser::Nested {
 public:
  explicit Nested(Parser& parser);
  ~Nested() { --parser_.depth_; }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;
  bool ok() const { return ok_; }

 private:
  Parser& parser_;
  bool ok_;
};

}  // namespace chuhai::feel
