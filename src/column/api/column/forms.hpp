#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "column/column.hpp"

namespace chuhai::column {

/// The same cells, one value for each row.
Column flatten(const Column& column);

/// The same cells with each distinct value kept once, in order of first appearance. Cells without a value
/// are told apart by their reason. A constant column gives one value.
Column encode(const Column& column);

/// A constant column when all cells are alike and there is at least one row, else the column itself.
Column as_constant(const Column& column);

/// The cells at `rows`, in that order; a row may occur more than once. Keeps the dictionary or constant form.
/// Rows must be below column.size() (assertion).
Column gather(const Column& column, std::span<const std::uint32_t> rows);

/// Rows begin .. begin + count - 1. Keeps the dictionary or constant form. The range must lie inside the
/// column (assertion).
Column slice(const Column& column, std::size_t begin, std::size_t count);

/// True when two cells have the same type and the same value, or no value for the same reason.
bool same_cell(const Column& a, std::size_t row_a, const Column& b, std::size_t row_b);

/// A cell for people: "true", "12.5", "2026-11-24", the string itself, or "?1" for reason 1.
std::string cell_text(const Column& column, std::size_t row);

}  // namespace chuhai::column
