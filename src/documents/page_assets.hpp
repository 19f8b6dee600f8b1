#pragma once

#include <string_view>

namespace chuhai::documents {

/// Style sheets for screen and paper and the script of the screening page, embedded so that the page is one
/// file.
std::string_view screening_style();
std::string_view screening_print_style();
std::string_view screening_script();

}  // namespace chuhai::documents
