#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "feel/ast.hpp"

namespace chuhai::feel {

/// The names an expression may use. FEEL names may hold spaces and operators ("Monthly Payment", "a+b"), so a
/// text can only be split into names when the declared ones are known: the longest declared name wins. Names
/// of members (after a dot) are looked up among `members`, whatever the owner.
struct Scope {
  std::vector<std::string> names;
  std::vector<std::string> members;
  std::vector<std::string> types;  ///< declared types, for names that hold blanks or dots
  std::string types_of;            ///< handed to the TypeResolver with every declared type (`TypeRef::owner`)
};

/// Limits against hostile texts. A text over a limit is refused, never half-read.
struct ParseLimits {
  std::size_t text_bytes_max = 1'000'000;
  std::size_t depth_max = 200;
};

/// Parses one FEEL expression (DMN 1.5 clause 10.3.1, textual and boxed-in-text forms).
/// Errors: invalid/feel_syntax with line, column and what was expected, message showing the text and a caret;
/// limit/feel_too_long, limit/feel_too_deep; unsupported/feel_external_function.
base::Result<NodePtr> parse_expression(std::string_view text, const Scope& scope,
                                       const ParseLimits& limits = {});

/// Parsed unary tests: "-", or a list of positive tests, maybe under not( ).
struct UnaryTests {
  bool any = false;            ///< "-": every value passes
  bool negated = false;        ///< not( ... )
  std::vector<NodePtr> tests;  ///< test_unary or test_value nodes; ? is the tested value
  std::string text;            ///< as written
};

base::Result<UnaryTests> parse_unary_tests(std::string_view text, const Scope& scope,
                                           const ParseLimits& limits = {});

/// Parses a type reference such as "number", "list<string>", "feel:number" or "tLoan".
base::Result<TypeRef> parse_type(std::string_view text);

/// Variable names and member paths the expression reads from outside: "person.height_m", "Age". Sorted,
/// unique. A path is as long as the chain of members that starts at a free variable.
std::vector<std::string> free_paths(const Node& node);

}  // namespace chuhai::feel
