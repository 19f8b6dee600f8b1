#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"

namespace chuhai::machine {

/// What a description of a machine tells: its class, and the travel gear when the words say it
/// ("履带式挖掘机").
struct ClassMatch {
  std::string machine_class;
  std::string travel_gear;  ///< empty when not said
};

/// Names and spellings of machine classes, makers and coded values. Read once, immutable.
class Catalog {
 public:
  /// Reads machine_classes.toml, codes.toml and makers.toml. Errors: not_found, invalid/toml_syntax.
  static base::Result<Catalog> load(const std::filesystem::path& folder);

  /// The class a cell names: its code, or the longest known word found in the text.
  std::optional<ClassMatch> find_class(std::string_view text) const;
  /// Canonical maker name, when known.
  std::optional<std::string> find_maker(std::string_view text) const;
  /// Code of a coded field ("fuel", "柴油" -> "diesel"), by code or spelling.
  std::optional<std::string> find_code(std::string_view field, std::string_view text) const;

  /// Name of a code of a coded field or of a class ("class"); the code itself when it has none.
  base::Text label(std::string_view field, std::string_view code) const;
  base::Text maker_label(std::string_view maker) const;

 private:
  struct Word {
    std::string word;
    std::string code;
  };
  using Labels = std::map<std::string, base::Text, std::less<>>;

  base::Result<void> load_classes(const std::filesystem::path& file);
  base::Result<void> load_codes(const std::filesystem::path& file);
  base::Result<void> load_makers(const std::filesystem::path& file);

  std::vector<Word> class_words_;  ///< longest first
  std::unordered_map<std::string, std::string> makers_;
  std::map<std::string, std::unordered_map<std::string, std::string>, std::less<>> codes_;
  std::map<std::string, Labels, std::less<>> labels_;
};

/// Lower case without spaces, hyphens, underscores and full-width forms: how spellings are compared.
std::string spelling_key(std::string_view text);

}  // namespace chuhai::machine
