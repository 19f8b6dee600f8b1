#include "rulebook/book.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "manifest.hpp"
#include "toml/read.hpp"

namespace chuhai::rulebook {

namespace {

constexpr std::uint64_t kCommonFileBytesMax = 4u << 20;

base::Result<json::Value> read_toml(const std::filesystem::path& file) {
  auto text = base::read_file(file, kCommonFileBytesMax);
  if (!text) return text.error();
  return toml::parse(*text, file.string());
}

std::string member_text(const json::Value& object, std::string_view key) {
  const json::Value* member = object.find(key);
  return member != nullptr && member->is_string() ? member->string() : std::string{};
}

std::string feel_text(const json::Value& value) {
  switch (value.kind()) {
    case json::Kind::boolean:
      return value.boolean() ? "true" : "false";
    case json::Kind::number:
      return value.number().to_plain_string();
    case json::Kind::string:
      return "\"" + value.string() + "\"";
    default:
      return "null";
  }
}

base::Result<Assumptions> read_assumptions(const std::filesystem::path& file) {
  auto document = read_toml(file);
  if (!document) return document.error();
  Assumptions assumptions;
  if (const json::Value* days = document->find("days_from_as_of"); days != nullptr && days->is_object()) {
    for (const auto& [path, value] : days->object()) {
      if (value.kind() != json::Kind::number) continue;
      assumptions.facts.push_back({path, {}, static_cast<int>(value.number().to_int64().value_or(0))});
    }
  }
  if (const json::Value* facts = document->find("facts"); facts != nullptr && facts->is_object()) {
    for (const auto& [path, value] : facts->object())
      assumptions.facts.push_back({path, feel_text(value), std::nullopt});
  }
  if (const json::Value* text = document->find("text"); text != nullptr) {
    assumptions.text = {member_text(*text, "en"), member_text(*text, "zh")};
  }
  return assumptions;
}

base::Result<std::map<std::string, base::Text, std::less<>>> read_papers(const std::filesystem::path& file) {
  auto document = read_toml(file);
  if (!document) return document.error();
  std::map<std::string, base::Text, std::less<>> papers;
  if (!document->is_object()) return papers;
  for (const auto& [code, entry] : document->object())
    papers[code] = {member_text(entry, "en"), member_text(entry, "zh")};
  return papers;
}

std::vector<std::filesystem::path> pack_folders(const std::filesystem::path& root) {
  std::vector<std::filesystem::path> folders;
  for (const auto& area : std::filesystem::directory_iterator(root)) {
    if (!area.is_directory() || area.path().filename() == "common") continue;
    for (const auto& pack : std::filesystem::directory_iterator(area.path())) {
      if (std::filesystem::exists(pack.path() / "pack.toml")) folders.push_back(pack.path());
    }
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

/// What one pack alone cannot know: whether its fields exist and its version is the only one of its day.
void check_beside_others(const Pack& pack, const std::vector<std::shared_ptr<const Pack>>& others,
                         const Vocabulary& vocabulary, Problems& problems) {
  const std::string file = (pack.folder / "pack.toml").string();
  for (const ValueDecision& value : pack.values) {
    if (vocabulary.find(value.field) != nullptr) continue;
    problems.add_elsewhere(
        {"'" + value.field + "' is not in the vocabulary", "'" + value.field + "' 不在词汇表中"},
        {file, 0, 0, "values"});
  }
  for (const auto& other : others) {
    if (other->id != pack.id || other->valid_from != pack.valid_from) continue;
    problems.add_elsewhere(
        {"pack '" + pack.id + "' is already valid from the same day in " + other->folder.string(),
         "规则包 '" + pack.id + "' 在同一生效日已有版本：" + other->folder.string()},
        {file, 0, 0, "valid_from"});
  }
}

}  // namespace

base::Result<Book> Book::load(const std::filesystem::path& root) {
  if (!std::filesystem::is_directory(root)) {
    return base::Error{
        base::ErrorKind::not_found,
        "no_rules",
        {"no rules folder here; name one with --rules DIR", "这里没有规则目录；请用 --rules DIR 指定"},
        {root.string(), 0, 0, {}}};
  }
  Book book;
  auto vocabulary = Vocabulary::load(root / "common" / "vocabulary.dmn");
  if (!vocabulary) return vocabulary.error();
  book.vocabulary_ = std::move(*vocabulary);
  auto assumptions = read_assumptions(root / "common" / "assumptions.toml");
  if (!assumptions) return assumptions.error();
  book.assumptions_ = std::move(*assumptions);
  auto papers = read_papers(root / "common" / "papers.toml");
  if (!papers) return papers.error();
  book.papers_ = std::move(*papers);

  Problems problems(root.string());
  for (const std::filesystem::path& folder : pack_folders(root)) {
    auto pack = read_pack(folder);
    if (!pack) {
      problems.add(pack.error());
      continue;
    }
    check_beside_others(**pack, book.packs_, book.vocabulary_, problems);
    book.packs_.push_back(std::move(*pack));
  }
  if (!problems.empty()) return problems.joined();
  return book;
}

base::Text Book::paper(std::string_view code) const {
  const auto found = papers_.find(code);
  if (found != papers_.end()) return found->second;
  return {std::string(code), std::string(code)};
}

std::shared_ptr<const Pack> Book::choose(std::string_view id, const calendar::Date& as_of) const {
  std::shared_ptr<const Pack> chosen;
  for (const auto& pack : packs_) {
    if (pack->id != id || !pack->valid_on(as_of)) continue;
    if (!chosen || chosen->valid_from < pack->valid_from) chosen = pack;
  }
  return chosen;
}

std::vector<std::string> Book::ids(std::string_view area) const {
  std::vector<std::string> ids;
  for (const auto& pack : packs_) {
    if (pack->area == area) ids.push_back(pack->id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace chuhai::rulebook
