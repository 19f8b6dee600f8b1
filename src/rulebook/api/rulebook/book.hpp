#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "column/column.hpp"
#include "rulebook/pack.hpp"
#include "rulebook/vocabulary.hpp"

namespace chuhai::rulebook {

/// A fact assumed about a deal that does not exist yet.
struct Assumption {
  std::string path;
  std::string value_text;              ///< FEEL text of the value, when it does not depend on the date
  std::optional<int> days_from_as_of;  ///< a date that many days after as_of
};

struct Assumptions {
  std::vector<Assumption> facts;
  base::Text text;
};

/// All packs of a rules folder, with the common vocabulary, papers and assumptions.
class Book {
 public:
  /// Reads `<root>/common` and every `<root>/<area>/<pack>`. Errors: all problems of all packs joined;
  /// not_found/no_rules.
  static base::Result<Book> load(const std::filesystem::path& root);

  const std::vector<std::shared_ptr<const Pack>>& packs() const { return packs_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  const Assumptions& assumptions() const { return assumptions_; }
  /// Name of a paper or permit code; the code itself in both languages when it has none.
  base::Text paper(std::string_view code) const;

  /// The pack of `id` in force on `as_of`: the one with the latest valid_from. Null when none is.
  std::shared_ptr<const Pack> choose(std::string_view id, const calendar::Date& as_of) const;
  /// Ids of the packs of an area, sorted, each once.
  std::vector<std::string> ids(std::string_view area) const;

 private:
  std::vector<std::shared_ptr<const Pack>> packs_;
  Vocabulary vocabulary_;
  Assumptions assumptions_;
  std::map<std::string, base::Text, std::less<>> papers_;
};

}  // namespace chuhai::rulebook
