#pragma once

#include "column/column.hpp"

namespace chuhai::screening {

/// Per row the first column's value where it has one, else the second's. Both have the same type and length.
column::Column first_known(const column::Column& first, const column::Column& second);

}  // namespace chuhai::screening
