#include "machine/catalog.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/text.hpp"
#include "json/value.hpp"
#include "toml/read.hpp"

namespace chuhai::machine {

namespace {

constexpr std::uint64_t kCatalogBytesMax = 4u << 20;

base::Result<json::Value> read_table(const std::filesystem::path& file) {
  auto text = base::read_file(file, kCatalogBytesMax);
  if (!text) return text.error();
  return toml::parse(*text, file.string());
}

std::string text_of(const json::Value& object, std::string_view key) {
  const json::Value* member = object.find(key);
  return member != nullptr && member->is_string() ? member->string() : std::string{};
}

std::vector<std::string> words_of(const json::Value& object) {
  std::vector<std::string> words;
  const json::Value* list = object.find("words");
  if (list == nullptr || !list->is_array()) return words;
  for (const json::Value& word : list->array()) {
    if (word.is_string()) words.push_back(word.string());
  }
  return words;
}

/// A spelling key that remembers where words were parted.
struct Spelled {
  std::string key;
  std::vector<bool> is_parted;  ///< per byte of `key`: a space, hyphen or underscore stood before it
};

Spelled spell(std::string_view text) {
  Spelled spelled;
  bool parted = true;
  for (const char c : base::to_lower_ascii(base::to_half_width(base::trim(text)))) {
    const bool parts = c == ' ' || c == '-' || c == '_';
    if (!parts) {
      spelled.key.push_back(c);
      spelled.is_parted.push_back(parted);
    }
    parted = parts;
  }
  return spelled;
}

/// Inside Chinese text any place is an edge; inside a Latin word none is, but for a plural's last letter.
bool is_whole_word(const Spelled& text, std::size_t begin, std::size_t end) {
  const std::string& key = text.key;
  const auto is_inside = [&](std::size_t at) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    return at > 0 && at < key.size() && is_letter(key[at - 1]) && is_letter(key[at]) && !text.is_parted[at];
  };
  const bool is_plural = end < key.size() && key[end] == 's' && !is_inside(end + 1);
  return !is_inside(begin) && (!is_inside(end) || is_plural);
}

bool has_word(const Spelled& text, const std::string& word) {
  for (std::size_t at = text.key.find(word); at != std::string::npos; at = text.key.find(word, at + 1)) {
    if (is_whole_word(text, at, at + word.size())) return true;
  }
  return false;
}

}  // namespace

std::string spelling_key(std::string_view text) { return spell(text).key; }

base::Result<Catalog> Catalog::load(const std::filesystem::path& folder) {
  Catalog catalog;
  if (auto loaded = catalog.load_classes(folder / "machine_classes.toml"); !loaded) return loaded.error();
  if (auto loaded = catalog.load_codes(folder / "codes.toml"); !loaded) return loaded.error();
  if (auto loaded = catalog.load_makers(folder / "makers.toml"); !loaded) return loaded.error();
  return catalog;
}

base::Result<void> Catalog::load_classes(const std::filesystem::path& file) {
  auto table = read_table(file);
  if (!table) return table.error();
  if (!table->is_object()) return {};
  for (const auto& [code, entry] : table->object()) {
    const base::Text label{text_of(entry, "en"), text_of(entry, "zh")};
    labels_["class"][code] = label;
    std::vector<std::string> words = words_of(entry);
    for (const std::string& own : {code, label.en, label.zh}) words.push_back(own);
    for (const std::string& word : words) {
      if (!spelling_key(word).empty()) class_words_.push_back({spelling_key(word), code});
    }
  }
  std::stable_sort(class_words_.begin(), class_words_.end(),
                   [](const Word& a, const Word& b) { return a.word.size() > b.word.size(); });
  return {};
}

base::Result<void> Catalog::load_codes(const std::filesystem::path& file) {
  auto table = read_table(file);
  if (!table) return table.error();
  if (!table->is_object()) return {};
  for (const auto& [field, codes] : table->object()) {
    if (!codes.is_object()) continue;
    for (const auto& [code, entry] : codes.object()) {
      const base::Text label{text_of(entry, "en"), text_of(entry, "zh")};
      labels_[field][code] = label;
      auto& spellings = codes_[field];
      for (const std::string& word : words_of(entry)) spellings.try_emplace(spelling_key(word), code);
      for (const std::string& own : {code, label.en, label.zh})
        spellings.try_emplace(spelling_key(own), code);
    }
  }
  return {};
}

base::Result<void> Catalog::load_makers(const std::filesystem::path& file) {
  auto table = read_table(file);
  if (!table) return table.error();
  if (!table->is_object()) return {};
  for (const auto& [maker, entry] : table->object()) {
    labels_["maker"][maker] = {maker, text_of(entry, "zh")};
    makers_.try_emplace(spelling_key(maker), maker);
    for (const std::string& word : words_of(entry)) makers_.try_emplace(spelling_key(word), maker);
  }
  return {};
}

std::optional<ClassMatch> Catalog::find_class(std::string_view text) const {
  const Spelled spelled = spell(text);
  for (const Word& word : class_words_) {
    if (!has_word(spelled, word.word)) continue;
    ClassMatch match{word.code, {}};
    for (const auto& [spelling, gear] : {std::pair{"履带", "crawler"},
                                         {"轮胎", "wheel"},
                                         {"轮式", "wheel"},
                                         {"crawler", "crawler"},
                                         {"track", "crawler"},
                                         {"wheeled", "wheel"}}) {
      if (match.travel_gear.empty() && spelled.key.find(spelling) != std::string::npos)
        match.travel_gear = gear;
    }
    return match;
  }
  return std::nullopt;
}

std::optional<std::string> Catalog::find_maker(std::string_view text) const {
  const auto found = makers_.find(spelling_key(text));
  if (found == makers_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string> Catalog::find_code(std::string_view field, std::string_view text) const {
  const auto spellings = codes_.find(field);
  if (spellings == codes_.end()) return std::nullopt;
  const auto found = spellings->second.find(spelling_key(text));
  if (found == spellings->second.end()) return std::nullopt;
  return found->second;
}

base::Text Catalog::label(std::string_view field, std::string_view code) const {
  const auto labels = labels_.find(field);
  if (labels != labels_.end()) {
    if (const auto found = labels->second.find(code); found != labels->second.end()) return found->second;
  }
  return {std::string(code), std::string(code)};
}

base::Text Catalog::maker_label(std::string_view maker) const { return label("maker", maker); }

}  // namespace chuhai::machine
