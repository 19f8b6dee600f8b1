#pragma once

#include <cstdint>
#include <string_view>

#include "table/block.hpp"

namespace chuhai::table {

/// What a number format makes of a number.
enum class FormatClass : std::uint8_t { number, date, date_time, time, elapsed };

/// The class of one of the format numbers that every workbook knows without saying them.
/// Source: ECMA-376 Part 1, 18.8.30 (numFmt), with the East Asian date numbers 27-36 and 50-58.
FormatClass class_of_builtin_format(std::uint32_t number);
/// The class of a format code such as "yyyy-mm-dd" or "[h]:mm". Only its first section counts.
FormatClass class_of_format_code(std::string_view code);

/// Renders the stored text of a number: plain decimal notation, at most 15 significant digits (what
/// spreadsheet programs keep and show; a longer stored text is the binary fraction behind it).
/// Integers are kept digit by digit. Returns an empty view when `stored` is not a number.
/// Rounding: to the nearest 15-digit decimal of the stored double.
std::string_view render_number(std::string_view stored, TextArena& arena);

struct RenderedCell {
  std::string_view text;
  CellKind kind = CellKind::empty;
};

/// Renders a number under a format. Dates: serial days of the 1900 system (with its 29 February 1900, which
/// is shown as such) or the 1904 system, rounded to the second. A serial that is no date stays a number.
/// An elapsed time is "hours:MM:SS" as text.
RenderedCell render_formatted(std::string_view stored, FormatClass format, bool is_1904, TextArena& arena);

}  // namespace chuhai::table
