#include "read_xml.hpp"

#include "base/text.hpp"

namespace chuhai::dmn {

std::vector<XmlElement> children_named(const XmlElement& element, std::string_view name) {
  std::vector<XmlElement> found;
  for (const XmlElement child : element.children())
    if (child.name() == name) found.push_back(child);
  return found;
}

std::string attribute_of(const XmlElement& element, std::string_view name) {
  return std::string(element.attribute(name).value_or(std::string_view{}));
}

std::string text_of(const XmlElement& element) { return std::string(base::trim(element.text())); }

std::string child_text(const XmlElement& element, std::string_view name) {
  if (const auto child = element.child(name)) return text_of(*child);
  return attribute_of(element, name);
}

}  // namespace chuhai::dmn
