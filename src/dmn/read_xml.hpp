#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xml/document.hpp"

namespace chuhai::dmn {

/// An element of the parsed file, a light handle. Below, the few questions the reader asks.
using XmlElement = xml::Element;

std::vector<XmlElement> children_named(const XmlElement& element, std::string_view name);
/// Attribute without namespace; empty when absent.
std::string attribute_of(const XmlElement& element, std::string_view name);
/// White space collapsed to single blanks, none at the ends.
std::string collapsed(std::string_view text);
/// The attribute `attribute` as a name, collapsed.
std::string name_of(const XmlElement& element, std::string_view attribute = "name");
/// The element's own text, white space at both ends removed.
std::string text_of(const XmlElement& element);
/// Text of the child element `name`, or else the attribute of that name (the versions of DMN differ here).
std::string child_text(const XmlElement& element, std::string_view name);

}  // namespace chuhai::dmn
