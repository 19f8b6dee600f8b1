#pragma once

#include <string_view>

#include "dmn/evaluate.hpp"

namespace chuhai::dmn {

/// As `conform_input`, for a value that holds only a part of its type: components it does not have stay
/// absent.
feel::Value conform_part(const feel::Value& value, std::string_view type_ref, const Model& model,
                         const feel::EvaluationOptions& options);

}  // namespace chuhai::dmn
