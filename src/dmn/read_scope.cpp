#include "read_scope.hpp"

#include <utility>

namespace chuhai::dmn {

void NameScope::add(const std::string& name) {
  if (!name.empty()) scope_.names.push_back(name);
}

void NameScope::add_members_as_names() {
  for (const std::string& member : scope_.members) scope_.names.push_back(member);
}

void collect_members(const XmlElement& root, std::unordered_set<std::string>& members) {
  std::vector<XmlElement> waiting{root};
  while (!waiting.empty()) {
    const XmlElement element = waiting.back();
    waiting.pop_back();
    const std::string_view name = element.name();
    if (name == "itemComponent" || name == "variable" || name == "output" || name == "column" ||
        name == "informationItem") {
      std::string value = attribute_of(element, "name");
      if (!value.empty()) members.insert(std::move(value));
    }
    for (const XmlElement child : element.children()) waiting.push_back(child);
  }
}

}  // namespace chuhai::dmn
