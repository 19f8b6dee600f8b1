#include "read_scope.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace chuhai::dmn {
namespace {

constexpr std::array<std::string_view, 19> kFeelWords{
    "if",       "then", "else", "for", "return", "in",   "some", "every", "satisfies", "between",
    "instance", "of",   "and",  "or",  "not",    "null", "true", "false", "function"};

}  // namespace

void NameScope::add(const std::string& name) {
  if (!name.empty()) scope_.names.push_back(name);
}

void NameScope::add_members_as_names() {
  for (const std::string& member : scope_.members) scope_.names.push_back(member);
}

bool needs_declaring(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return !name.empty();
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return !plain || std::find(kFeelWords.begin(), kFeelWords.end(), name) != kFeelWords.end();
}

void collect_members(const XmlElement& root, std::unordered_set<std::string>& members) {
  struct Visit {
    XmlElement element;
    bool in_context_entry;
  };
  std::vector<Visit> waiting{{root, false}};
  while (!waiting.empty()) {
    const Visit visit = waiting.back();
    waiting.pop_back();
    const std::string_view name = visit.element.name();
    if (name == "itemComponent" || name == "output" || name == "column" || name == "informationItem" ||
        (name == "variable" && visit.in_context_entry)) {
      std::string value = attribute_of(visit.element, "name");
      if (needs_declaring(value)) members.insert(std::move(value));
    }
    for (const XmlElement child : visit.element.children())
      waiting.push_back({child, name == "contextEntry"});
  }
}

}  // namespace chuhai::dmn
