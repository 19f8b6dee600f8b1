#pragma once

#include <memory>
#include <optional>
#include <string>

#include "table/reader.hpp"
#include "xlsx_sheet_stream.hpp"
#include "xlsx_workbook.hpp"
#include "zip_archive.hpp"

namespace chuhai::table {

class XlsxReader final : public Reader {
 public:
  static base::Result<std::unique_ptr<Reader>> open(std::unique_ptr<ZipArchive> archive, std::string name,
                                                    const ReadOptions& options);

  base::Result<void> skip_rows(std::size_t rows) override;
  base::Result<bool> next_chunk(Chunk& chunk) override;
  base::Result<void> parse_chunk(const Chunk& chunk, RowBlock& block) const override;

 private:
  XlsxReader(std::unique_ptr<ZipArchive> archive, std::string name, const ReadOptions& options);
  base::Result<void> start();
  base::Result<bool> start_sheet(const SheetPart& sheet);
  base::Result<const SheetPart*> named_sheet() const;
  base::Error empty_file() const;
  base::Result<bool> fill(Chunk& chunk);
  std::size_t chunk_rows() const;
  void place(const Chunk::Content& content, const RawCell& raw, RowBlock& block) const;
  RenderedCell render(const Chunk::Content& content, const RawCell& raw, TextArena& arena) const;
  base::Result<void> make_preview();
  void repeat_merged();

  ReadOptions options_;
  std::unique_ptr<ZipArchive> archive_;
  Workbook workbook_;
  std::optional<SheetStream> stream_;
  RawRow row_;
  bool has_row_ = false;  ///< `row_` was read but belongs to the next chunk
  Chunk pending_;
  bool has_pending_ = false;
  std::uint64_t next_row_ = 1;
};

}  // namespace chuhai::table
