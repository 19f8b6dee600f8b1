#pragma once

#include <string>
#include <utility>
#include <vector>

namespace chuhai::scenarios {

/// A part of a package: its name and its bytes.
using Part = std::pair<std::string, std::string>;

/// A ZIP package of stored (not compressed) parts.
std::string stored_package(const std::vector<Part>& parts);

/// A workbook of one sheet around the XML between its sheetData tags.
std::string workbook(const std::string& rows);

/// A small workbook whose only sheet unpacks to `megabytes` of blanks.
std::string zip_bomb(std::size_t megabytes);

}  // namespace chuhai::scenarios
