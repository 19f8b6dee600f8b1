#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"
#include "column/column.hpp"
#include "dmn/model.hpp"

namespace chuhai::rulebook {

/// One field of the common vocabulary: what rules read, sheets carry and forms ask for.
struct Field {
  std::string path;  ///< "machine.build_year"
  column::Type type = column::Type::string;
  base::Text label;
  std::string unit;                   ///< "kg", "year", "" where none
  std::string evidence;               ///< what proves it; "derived" when packs compute it
  std::vector<std::string> headings;  ///< column headings people use for it, lower case
  std::vector<std::string> allowed;   ///< allowed codes of a coded field, empty when free
};

/// The fields of rules/common/vocabulary.dmn in file order.
class Vocabulary {
 public:
  /// Errors: as dmn::read_model; invalid/vocabulary_type for a field of another type than boolean, number,
  /// string or date.
  static base::Result<Vocabulary> load(const std::filesystem::path& file);

  const std::vector<Field>& fields() const { return fields_; }
  const Field* find(std::string_view path) const;

 private:
  std::vector<Field> fields_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace chuhai::rulebook
