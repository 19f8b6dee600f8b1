#pragma once

#include "feel/evaluate.hpp"

namespace chuhai::feel {

/// Whether `value` lies in `range`; unknown when it cannot be compared with the ends.
Tri in_range(const Value& value, const Range& range);

/// yes, no as booleans, unknown as null with a reason that names the operands; a null operand keeps its own.
Value to_value(Tri tri, const Value& a, const Value& b, std::string_view what, std::uint32_t offset);

/// `=`, `!=`, `<`, `<=`, `>` or `>=` between two values.
Tri compare_by(NodeKind op, const Value& a, const Value& b, Mode mode);
std::string_view comparison_sign(NodeKind op);

}  // namespace chuhai::feel
