#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "column/column.hpp"
#include "feel/value.hpp"
#include "rulebook/vocabulary.hpp"

namespace chuhai::rulebook {

/// Facts of one case: (vocabulary path, value). Later entries replace earlier ones.
using Facts = std::vector<std::pair<std::string, feel::Value>>;

/// Reads a fact written as FEEL text ("2020", "\"SY215\"", "date(\"2020-05-01\")", "true", "null").
/// Errors: not_found/unknown_field, invalid/feel_syntax, invalid/wrong_type.
base::Result<feel::Value> read_fact(const Field& field, std::string_view feel_text);

/// One row for each set of facts; fields nobody mentions have no column (missing).
column::Batch to_batch(const std::vector<Facts>& cases, const Vocabulary& vocabulary);

/// The nested contexts of one set of facts, as the interpreter reads them.
feel::Context to_context(const Facts& facts);

}  // namespace chuhai::rulebook
