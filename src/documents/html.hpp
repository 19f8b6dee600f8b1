#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace chuhai::documents {

/// Text safe inside HTML content and double-quoted attributes.
std::string html_escape(std::string_view text);

/// Both languages as spans of which the page shows one; a single text where they are equal.
std::string html_both(const base::Text& text);

}  // namespace chuhai::documents
