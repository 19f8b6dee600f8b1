#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "byte_source.hpp"
#include "table/reader.hpp"

namespace chuhai::table {

/// A ZIP package read part by part, with the limits that keep a small file from unpacking into a huge one.
/// Part names are only looked up, never used as file names.
class ZipArchive {
 public:
  /// Errors: invalid/xlsx_damaged, limit/{xlsx_unpacked_too_large, xlsx_too_many_parts}.
  static base::Result<std::unique_ptr<ZipArchive>> open(std::unique_ptr<ByteSource> source, std::string name,
                                                        const ReadOptions& options);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  bool has(std::string_view part) const;
  std::uint64_t unpacked_size(std::string_view part) const;

  /// Opens a part for reading from its beginning; closes the one that was open.
  /// Errors: invalid/xlsx_part_missing, invalid/xlsx_damaged, unsupported/old_or_protected_workbook.
  base::Result<void> select(std::string_view part);
  /// Reads on in the open part; 0 at its end. Errors: invalid/xlsx_damaged, limit/xlsx_unpacked_too_large.
  base::Result<std::size_t> read(char* out, std::size_t count);
  /// A whole small part. Errors: as above, and limit/xlsx_unpacked_too_large above `bytes_max`.
  base::Result<std::string> read_all(std::string_view part, std::uint64_t bytes_max);
  void close_part();

 private:
  struct Entry {
    std::uint64_t directory_offset = 0;
    std::uint64_t directory_index = 0;
    std::uint64_t unpacked_size = 0;
    bool is_encrypted = false;
  };
  struct Handle;

  ZipArchive(std::string name, const ReadOptions& options);
  base::Result<void> list();
  base::Result<bool> list_entry();
  base::Result<void> check_sizes(std::uint64_t packed, std::uint64_t unpacked);
  base::Error damaged(std::string_view what) const;
  base::Error too_large() const;

  std::string name_;
  ReadOptions options_;
  std::unique_ptr<Handle> handle_;
  std::map<std::string, Entry, std::less<>> entries_;  ///< by lower-case name
  std::uint64_t unpacked_total_ = 0;
  std::uint64_t read_total_ = 0;
  std::string open_part_;
};

/// "xl/worksheets/../styles.xml" and "/xl/styles.xml" are "xl/styles.xml"; back slashes are slashes.
std::string normalize_part_name(std::string_view name);

}  // namespace chuhai::table
