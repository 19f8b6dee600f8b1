#pragma once

#include <memory>
#include <string>

#include "csv_dialect.hpp"
#include "csv_input.hpp"
#include "table/reader.hpp"

namespace chuhai::table {

class CsvReader final : public Reader {
 public:
  static base::Result<std::unique_ptr<Reader>> open(std::unique_ptr<ByteSource> source, std::string name,
                                                    const ReadOptions& options);

  base::Result<void> skip_rows(std::size_t rows) override;
  base::Result<bool> next_chunk(Chunk& chunk) override;
  base::Result<void> parse_chunk(const Chunk& chunk, RowBlock& block) const override;

 private:
  CsvReader(std::unique_ptr<ByteSource> source, std::string name, const ReadOptions& options);
  base::Result<void> start();
  base::Result<bool> read_first(ByteBuffer& bytes);
  base::Result<bool> fill(Chunk& chunk);
  base::Result<bool> finish(Chunk& chunk, RowScanner& scanner, bool is_last);
  base::Result<void> check_growth(const RowScanner& scanner, const ByteBuffer& bytes, bool is_last) const;
  base::Result<void> check_columns() const;
  void make_preview();
  base::Error unclosed_quote(const RowScanner& scanner) const;

  ReadOptions options_;
  CsvInput input_;
  CsvDialect dialect_;
  std::string carry_;  ///< the beginning of a row whose end was not read yet
  Chunk pending_;      ///< the first chunk, read to look at it
  bool has_pending_ = false;
  std::vector<std::size_t> preview_ends_;  ///< where in the first chunk each row of the preview ends
  std::uint64_t next_row_ = 1;
};

}  // namespace chuhai::table
