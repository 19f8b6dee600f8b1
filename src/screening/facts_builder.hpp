#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "column/column.hpp"
#include "column_encoder.hpp"
#include "field_reader.hpp"
#include "table/block.hpp"

namespace chuhai::screening {

/// A cell that could not be understood, or a row that contradicts itself.
struct CellProblem {
  std::size_t row = 0;  ///< in the block
  std::string heading;  ///< empty when it concerns the whole row
  base::Text text;
};

/// Identity of the machine in one row, for finding the same machine again. Hashes; 0 means not given.
struct RowIdentity {
  std::uint64_t key = 0;        ///< PIN, serial number or the sheet's own machine key
  std::uint64_t other_key = 0;  ///< the next of them, when the row gives two
  float hours = -1;             ///< negative: not given; enough digits to see a meter run backwards
  std::optional<calendar::Date> observed_on;
};

/// The machines of one block as columns by vocabulary path.
struct BlockFacts {
  column::Batch facts{0};
  std::vector<std::uint64_t> row_numbers;  ///< as the user's program shows them
  std::vector<std::uint32_t> block_rows;   ///< index in the RowBlock (blank rows are left out)
  std::vector<CellProblem> problems;
  std::vector<RowIdentity> identities;
};

/// Turns row blocks into facts. Thread rule: one builder belongs to one thread.
class FactsBuilder {
 public:
  FactsBuilder(std::vector<std::shared_ptr<const FieldReader>> readers,
               std::vector<std::pair<std::string, column::Column>> constants);

  /// From now on only the fields at `paths` become facts, and what the builder itself looks at. The cells of
  /// other columns are still understood for what is wrong with them and for the machine's identity.
  void keep_only(const std::vector<std::string>& paths);

  BlockFacts build(const table::RowBlock& block);

 private:
  void keep_rows(const table::RowBlock& block, BlockFacts& out) const;
  void add_column(std::size_t index, const table::RowBlock& block, BlockFacts& out);
  void add_travel_gear(const ColumnEncoder& encoder, const ColumnEncoder::Encoded& encoded,
                       BlockFacts& out) const;
  void add_build_year(BlockFacts& out) const;
  void add_observations(BlockFacts& out);
  void check_hours(BlockFacts& out) const;

  std::vector<ColumnEncoder> encoders_;
  std::vector<bool> is_fact_;                                      ///< parallel to `encoders_`
  std::vector<std::pair<std::string, column::Column>> constants_;  ///< one-row constants by path
  std::vector<std::string_view> cells_;                            ///< scratch
  std::shared_ptr<const column::Values> hours_values_;             ///< that `hours_` was made from
  std::vector<float> hours_;                                       ///< by value, -1 where there is none
};

}  // namespace chuhai::screening
