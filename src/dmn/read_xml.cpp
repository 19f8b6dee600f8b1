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

std::string collapsed(std::string_view text) {
  std::string name;
  bool blank = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space && blank && !name.empty()) name += ' ';
    blank = space;
    if (!space) name += c;
  }
  return name;
}

std::string name_of(const XmlElement& element, std::string_view attribute) {
  return collapsed(attribute_of(element, attribute));
}

std::string text_of(const XmlElement& element) { return std::string(base::trim(element.text())); }

std::string child_text(const XmlElement& element, std::string_view name) {
  if (const auto child = element.child(name)) return text_of(*child);
  return attribute_of(element, name);
}

}  // namespace chuhai::dmn
