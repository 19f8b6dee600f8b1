#include "read_scope.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

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

void NameScope::declare_types(const Model& model) {
  scope_.types_of = model.source;
  for (const ItemDefinition& item : model.items)
    if (needs_declaring(item.name)) scope_.types.push_back(item.name);
  for (std::size_t i = 0; i < model.imports.size(); ++i) {
    const std::string& prefix = model.imports[i].name;
    if (model.imported[i] == nullptr) continue;
    for (const ItemDefinition& item : model.imported[i]->items)
      if (needs_declaring(prefix) || needs_declaring(item.name))
        scope_.types.push_back(prefix.empty() ? item.name : prefix + "." + item.name);
  }
}

bool needs_declaring(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return !name.empty();
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return !plain || std::find(kFeelWords.begin(), kFeelWords.end(), name) != kFeelWords.end();
}

namespace {

/// Elements whose name can be that of a member: of a structure, a row, a context, or a service's answer.
bool names_member(std::string_view element) {
  static constexpr std::array<std::string_view, 5> kElements{"itemComponent", "output", "column",
                                                             "informationItem", "decision"};
  return std::find(kElements.begin(), kElements.end(), element) != kElements.end();
}

/// Keys of contexts written in FEEL: what stands between '{' or ',' and ':'. Taking too much does no harm.
void collect_keys(std::string_view text, std::unordered_set<std::string>& members) {
  constexpr std::size_t kKeyBytesMax = 200;
  std::size_t start = std::string_view::npos;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' && (at == 0 || text[at - 1] != '\\')) quoted = !quoted;
    if (quoted) continue;
    if (c == '{' || c == ',') start = at + 1;
    if (c != ':' || start == std::string_view::npos || at - start > kKeyBytesMax) continue;
    std::string_view key = base::trim(text.substr(start, at - start));
    if (key.size() > 1 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
    std::string name = collapsed(key);
    if (needs_declaring(name)) members.insert(std::move(name));
    start = std::string_view::npos;
  }
}

}  // namespace

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
    if (names_member(name) || (name == "variable" && visit.in_context_entry)) {
      std::string value = name_of(visit.element);
      if (needs_declaring(value)) members.insert(std::move(value));
    }
    if (name == "text") collect_keys(visit.element.text(), members);
    for (const XmlElement child : visit.element.children())
      waiting.push_back({child, name == "contextEntry"});
  }
}

}  // namespace chuhai::dmn
