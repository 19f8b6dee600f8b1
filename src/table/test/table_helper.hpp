#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "table/reader.hpp"

namespace chuhai::table {

/// A whole table read through the two steps, or the code of the refusal.
struct ReadTable {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::vector<CellKind>> kinds;
  std::vector<Problem> problems;
  TableInfo info;
  Preview preview;
  std::string error;
  std::uint32_t error_row = 0;

  /// "a|b/1|2"
  std::string joined() const;
  /// "2:1 row_too_short", joined with "; ": row from 1, column from 0
  std::string joined_problems() const;
};

ReadTable read_table(const std::string& bytes, const ReadOptions& options);
ReadTable read_table_file(const std::filesystem::path& path, const ReadOptions& options);

std::string as_utf16(std::u16string_view text, bool is_big_endian, bool has_mark);
std::string as_gb18030(const std::string& utf8);
std::string repeat(std::string_view text, std::size_t times);

/// A folder that goes away.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path file(std::string_view name) const { return path_ / name; }
  std::string bytes(std::string_view name) const;

 private:
  std::filesystem::path path_;
};

/// Makes a ZIP package of the parts, in memory order, and returns its bytes.
std::string make_zip(const std::vector<std::pair<std::string, std::string>>& parts);

/// A minimal workbook around the XML of one sheet's inside (between the worksheet tags).
struct WorkbookParts {
  std::string sheet_inside;
  std::string shared_inside = {};  ///< between the sst tags
  std::string styles_inside = {};  ///< between the styleSheet tags
  bool is_1904 = false;
};
std::string make_workbook(const WorkbookParts& parts);

}  // namespace chuhai::table
