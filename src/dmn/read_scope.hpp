#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "dmn/model.hpp"
#include "feel/parse.hpp"
#include "read_report.hpp"
#include "read_xml.hpp"

namespace chuhai::dmn {

/// The names an expression may use while one element is read; grows and shrinks with nested expressions.
class NameScope {
 public:
  explicit NameScope(std::vector<std::string> members) { scope_.members = std::move(members); }

  void add(const std::string& name);
  std::size_t size() const { return scope_.names.size(); }
  /// Drops the names added since the scope had this size.
  void shrink(std::size_t size) { scope_.names.resize(size); }
  const feel::Scope& feel_scope() const { return scope_; }
  void add_members_as_names();
  /// Declares the types of a model, so that `instance of` and parameters can name them.
  void declare_types(const Model& model);

 private:
  feel::Scope scope_;
};

/// True for names an expression can only be read with when they are declared: those with blanks, operators
/// or letters outside ASCII, and words FEEL itself uses.
bool needs_declaring(std::string_view name);

/// Adds the names of members the XML of a model declares and that need declaring: item components, context
/// entries, outputs, columns.
void collect_members(const XmlElement& root, std::unordered_set<std::string>& members);

}  // namespace chuhai::dmn
