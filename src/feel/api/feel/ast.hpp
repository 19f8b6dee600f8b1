#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "feel/value.hpp"

namespace chuhai::feel {

struct Span {
  std::uint32_t begin = 0;  ///< byte offset in the text
  std::uint32_t end = 0;
};

enum class NodeKind : std::uint8_t {
  literal,  ///< value
  name,     ///< text = variable name, white space normalised ("Monthly Payment")
  path,     ///< children[0] . text
  negate,   ///< - children[0]
  add,
  subtract,
  multiply,
  divide,
  power,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  logical_and,
  logical_or,
  between,       ///< children[0] between children[1] and children[2]
  in,            ///< children[0] in any of children[1..]; each is a positive unary test (see `test_*`)
  instance_of,   ///< children[0] instance of `type`
  if_then_else,  ///< condition, then, else
  for_loop,      ///< `iterators`; children.back() is the body; `partial` is in scope
  some,
  every,          ///< `iterators`; children.back() is the condition
  filter,         ///< children[0] [ children[1] ]; `item` is in scope
  call,           ///< children[0] is the callee; the rest are arguments, positional or by `names`
  list,           ///< elements
  context,        ///< `names` are keys, children the values
  range,          ///< children[0] .. children[1] with low_included/high_included
  function_body,  ///< `names` are parameters, `types` their declared types (maybe empty), children[0] the
                  ///< body; `external` refused
  test_unary,     ///< only in unary tests and `in`: comparison of the tested value; `op` with children[0]
  test_value,   ///< only in unary tests and `in`: children[0] is equal to, contains, or (uses ?) is true for
                ///< the tested value
  input_value,  ///< `?`
  half_range,   ///< a comparison written as a value, `(< 10)`: `op` with children[0]
};

struct Node;
using NodePtr = std::shared_ptr<const Node>;

/// A declared type in expressions: "number", "list<string>", "context<a: number>", or an item definition's
/// name.
struct TypeRef {
  std::string name;  ///< "number", "list", "context", "range", "function", "Any", or a declared name
  std::vector<TypeRef> arguments;  ///< element, entry or parameter types
  std::vector<std::string> names;  ///< entry names of a context type
  std::string owner;               ///< where a declared name belongs: the scope's `types_of`
};

struct Iterator {
  std::string name;
  NodePtr domain;  ///< a list, or a range node whose ends may be numbers or dates
};

/// One node of a parsed expression. Immutable after parsing.
struct Node {
  NodeKind kind = NodeKind::literal;
  Span span;
  Value value;       ///< literal
  std::string text;  ///< name, path member
  std::vector<NodePtr> children;
  std::vector<std::string> names;  ///< argument names, context keys, parameters
  std::vector<TypeRef> types;      ///< parameter types, or the type of instance_of at [0]
  std::vector<Iterator> iterators;
  NodeKind op = NodeKind::equal;  ///< comparison of test_unary
  bool low_included = false;
  bool high_included = false;
  bool bare = false;         ///< range written without brackets, `for i in 4..2`: may run downwards
  std::uint32_t height = 1;  ///< nodes on the longest way down; bounded by the parser
};

}  // namespace chuhai::feel
