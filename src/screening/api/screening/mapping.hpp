#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "rulebook/vocabulary.hpp"
#include "table/reader.hpp"

namespace chuhai::screening {

/// How one column of the user's sheet becomes one field. A column may serve several fields.
struct ColumnUse {
  std::size_t column = 0;
  std::string heading;  ///< as the user wrote it
  std::string field;    ///< vocabulary path, or one of the sheet's own fields below
  std::string unit;     ///< unit of bare numbers ("t", "hp"), empty for the field's own
  std::map<std::string, std::string, std::less<>> values;  ///< whole cell text -> replacement text
  bool only_listed = false;                    ///< cells not in `values` give nothing instead of being read
  std::set<std::string, std::less<>> unknown;  ///< cell texts that mean "not known"
  std::string
      pattern;  ///< regular expression with one or two groups; two are a size class, its middle is taken
};

/// Fields of a sheet that no rule reads but the screening does.
inline constexpr std::string_view kObservedOn = "sheet.observed_on";        ///< when the hours were read
inline constexpr std::string_view kPreviousHours = "sheet.previous_hours";  ///< an earlier reading
inline constexpr std::string_view kMachineKey =
    "sheet.machine_key";  ///< the sheet's own identity of a machine

/// What a mapping file says, before it is matched with a sheet.
struct MappingFile {
  std::string source;  ///< name of the file, for messages
  struct Column {
    std::string heading;
    ColumnUse use;
  };
  std::vector<Column> columns;
  std::vector<std::pair<std::string, std::string>> facts;  ///< vocabulary path, FEEL text: true of every row
  calendar::Order date_order = calendar::Order::unknown;
  std::string sheet;
  bool complete = false;  ///< only the listed columns are used; headings are not guessed
};

/// Reads a mapping file. Errors: not_found, invalid/toml_syntax, invalid/mapping with file, line and key.
base::Result<MappingFile> read_mapping(const std::filesystem::path& file);

/// How a sheet is read: where its headings are and what its columns mean.
struct Mapping {
  std::size_t heading_row = 0;  ///< index in the preview
  std::vector<std::string> headings;
  std::vector<ColumnUse> columns;
  std::vector<std::size_t> unused_columns;
  calendar::Order date_order = calendar::Order::unknown;
};

/// Finds the heading row and what each column means: first by the mapping file, then by the headings people
/// use. Errors: invalid/no_headings (names the words it looked for), not_found/mapping_column (a listed
/// heading is absent).
base::Result<Mapping> match_columns(const table::Preview& preview, const rulebook::Vocabulary& vocabulary,
                                    const MappingFile& file, const std::string& source);

}  // namespace chuhai::screening
