#pragma once

#include <cstdint>

namespace chuhai::table {

/// What the file said a cell is. CSV knows only `empty` and `text`; XLSX knows them all.
/// The text of a cell by kind:
///   number                 plain decimal, "." as point, no exponent, at most 15 significant digits
///                          (a percentage is its fraction: 12.5 % is "0.125")
///   boolean                "TRUE" or "FALSE"
///   date                   "YYYY-MM-DD", "YYYY-MM-DD HH:MM:SS" when it has a time, "HH:MM:SS" when only a
///   time error                  as the program shows it: "#N/A" formula_without_value  empty: the file holds
///   a formula but not what it came to
enum class CellKind : std::uint8_t { empty, text, number, boolean, date, error, formula_without_value };

}  // namespace chuhai::table
