#pragma once

#include <string_view>

namespace chuhai::documents {

/// Style sheet and script of the screening page, embedded so that the page is one file.
std::string_view screening_style();
std::string_view screening_script();

}  // namespace chuhai::documents
