#pragma once

#include <xlsxwriter.h>

#include "table/xlsx_writer.hpp"

namespace chuhai::table {

/// Sets a library format to what `style` says.
void apply_style(lxw_format* format, const Style& style);

}  // namespace chuhai::table
