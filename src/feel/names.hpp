#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chuhai::feel {

/// White space collapsed to single blanks, none at the ends: the form in which names are compared.
std::string normalised_name(std::string_view text);

/// Byte after `name` written at `position` (a blank stands for any white space), or 0.
std::size_t name_end(std::string_view text, std::size_t position, std::string_view name);

/// A declared name found in a text.
struct NameMatch {
  std::size_t end = 0;    ///< byte after the name; 0 when nothing matches
  std::string_view name;  ///< as declared
};

/// Replaces `best` when one of `names` is written at `position` and is longer.
template <class Names>
void match_names(const Names& names, std::string_view text, std::size_t position, NameMatch& best) {
  for (const auto& name : names) {
    if (name.empty() || position >= text.size() || name[0] != text[position]) continue;
    const std::size_t end = name_end(text, position, name);
    if (end > best.end) best = {end, name};
  }
}

}  // namespace chuhai::feel
