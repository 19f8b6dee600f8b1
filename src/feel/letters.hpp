#pragma once

namespace chuhai::feel {

/// Simple case mapping of Latin, Greek and Cyrillic letters; other characters map to themselves.
/// Source: Unicode 15 simple case mappings, blocks Basic Latin to Latin Extended-A, Greek and Cyrillic, and
/// the full-width Latin letters.
char32_t to_upper(char32_t c);
char32_t to_lower(char32_t c);

}  // namespace chuhai::feel
