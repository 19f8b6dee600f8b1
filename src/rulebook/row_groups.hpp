#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "column/column.hpp"

namespace chuhai::rulebook {

/// Rows that are alike in every column a pack reads get the same verdict, so one of each kind is enough.
struct RowGroups {
  std::vector<std::uint32_t> group_of_row;
  std::vector<std::uint32_t> first_rows;  ///< of each group, in order of first appearance
};

/// Groups the rows of one batch by the dictionary codes of some of its columns, for one set of columns after
/// another. Remembers every step, so that sets with columns in common share them. Columns have `rows` rows
/// and live as long as this; constant ones tell nothing apart.
class RowGrouper {
 public:
  explicit RowGrouper(std::size_t rows) : rows_(rows) {}
  /// Announces a set of columns: those that most sets hold are looked at first, so that steps are shared.
  void expect(std::span<const column::Column* const> columns);
  /// Null when grouping does not pay: a column is flat, or there would be more than half as many groups as
  /// rows.
  std::shared_ptr<const RowGroups> find(std::span<const column::Column* const> columns);

 private:
  using Step = std::pair<const RowGroups*, const column::Column*>;
  std::shared_ptr<const RowGroups> refine(const std::shared_ptr<const RowGroups>& groups,
                                          const column::Column& column) const;

  std::size_t rows_;
  std::map<const column::Column*, std::size_t> uses_;
  std::shared_ptr<const RowGroups> all_;  ///< one group
  std::map<Step, std::shared_ptr<const RowGroups>> steps_;
};

/// The groups by one set of columns.
std::shared_ptr<const RowGroups> group_rows(std::span<const column::Column* const> columns, std::size_t rows);

}  // namespace chuhai::rulebook
