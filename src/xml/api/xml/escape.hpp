#pragma once

#include <string>
#include <string_view>

namespace chuhai::xml {

/// `text` ready to stand between tags: & < > and carriage returns become references. Characters that XML 1.0
/// cannot hold (most control characters) and malformed UTF-8 become U+FFFD.
std::string escape_text(std::string_view text);

/// `text` ready to stand between double quotes; as escape_text, and also " tab and line feed, which a
/// reader would otherwise turn into spaces.
std::string escape_attribute(std::string_view text);

}  // namespace chuhai::xml
