#include "row_groups.hpp"

#include <algorithm>
#include <bit>

namespace chuhai::rulebook {

namespace {

constexpr std::uint32_t kNoGroup = 0xFFFFFFFF;

/// Refines a grouping by one more column.
class Refinement {
 public:
  /// While there are few pairs of group and code a table holds them all; otherwise they are hashed.
  Refinement(std::size_t groups, std::size_t codes, std::size_t rows) : width_(codes) {
    direct_ = groups * codes <= 4 * rows;
    const std::size_t slots = direct_ ? groups * codes : std::bit_ceil(2 * rows);
    groups_.assign(slots, kNoGroup);
    if (!direct_) keys_.resize(slots);
  }

  /// Where the new group of the rows in `group` with `code` stands; kNoGroup for a pair not met before.
  std::uint32_t& find(std::uint32_t group, std::uint32_t code) {
    const std::uint64_t key = group * width_ + code;
    if (direct_) return groups_[static_cast<std::size_t>(key)];
    const std::size_t mask = groups_.size() - 1;
    std::uint64_t hash = key * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 32;
    std::size_t slot = static_cast<std::size_t>(hash) & mask;
    while (groups_[slot] != kNoGroup && keys_[slot] != key) slot = (slot + 1) & mask;
    keys_[slot] = key;
    return groups_[slot];
  }

 private:
  std::uint64_t width_;
  bool direct_ = false;
  std::vector<std::uint32_t> groups_;
  std::vector<std::uint64_t> keys_;
};

}  // namespace

std::optional<RowGroups> group_rows(std::span<const column::Column* const> columns, std::size_t rows) {
  std::vector<const column::Column*> telling;
  for (const column::Column* column : columns) {
    if (column->form() == column::Form::flat) return std::nullopt;
    if (column->form() == column::Form::dictionary) telling.push_back(column);
  }
  std::stable_sort(telling.begin(), telling.end(), [](const column::Column* a, const column::Column* b) {
    return a->values().size() < b->values().size();
  });
  const std::size_t groups_max = rows / 2;
  RowGroups result;
  result.group_of_row.assign(rows, 0);
  if (groups_max == 0) return std::nullopt;
  result.first_rows.push_back(0);
  for (const column::Column* column : telling) {
    Refinement refinement(result.first_rows.size(), column->values().size(), rows);
    const auto codes = column->codes();
    result.first_rows.clear();
    for (std::size_t row = 0; row < rows; ++row) {
      std::uint32_t& group = refinement.find(result.group_of_row[row], codes[row]);
      if (group == kNoGroup) {
        group = static_cast<std::uint32_t>(result.first_rows.size());
        if (group >= groups_max) return std::nullopt;
        result.first_rows.push_back(static_cast<std::uint32_t>(row));
      }
      result.group_of_row[row] = group;
    }
  }
  return result;
}

}  // namespace chuhai::rulebook
