#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chuhai::base {

/// Removes leading and trailing ASCII white space, U+00A0 and U+3000.
std::string_view trim(std::string_view text);

/// Splits at every occurrence of `separator`; "a,,b" gives three parts, "" gives one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);

/// Joins parts with a separator between them.
std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// ASCII letters to lower case; other bytes untouched.
std::string to_lower_ascii(std::string_view text);

/// True when `text` is well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
bool is_utf8(std::string_view text);

/// Decodes well-formed UTF-8 into code points. Malformed bytes become U+FFFD, one each.
std::u32string decode_utf8(std::string_view text);

/// Encodes code points as UTF-8. Surrogates and values above U+10FFFF become U+FFFD.
std::string encode_utf8(std::u32string_view code_points);
void append_utf8(std::string& out, char32_t code_point);

/// Full-width forms (U+FF01..U+FF5E) to ASCII and U+3000 to a space: what Chinese input methods
/// produce for digits, letters and punctuation. Other code points are untouched.
std::string to_half_width(std::string_view text);

/// Number of terminal cells: 2 for East Asian wide and full-width code points, 0 for combining marks, else 1.
std::size_t display_width(std::string_view text);

}  // namespace chuhai::base
