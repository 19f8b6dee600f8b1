#include "row_groups.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <tuple>

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

void RowGrouper::expect(std::span<const column::Column* const> columns) {
  for (const column::Column* column : columns) ++uses_[column];
}

std::shared_ptr<const RowGroups> RowGrouper::refine(const std::shared_ptr<const RowGroups>& groups,
                                                    const column::Column& column) const {
  const std::size_t groups_max = rows_ / 2;
  Refinement refinement(groups->first_rows.size(), column.values().size(), rows_);
  const auto codes = column.codes();
  auto result = std::make_shared<RowGroups>();
  result->group_of_row.resize(rows_);
  for (std::size_t row = 0; row < rows_; ++row) {
    std::uint32_t& group = refinement.find(groups->group_of_row[row], codes[row]);
    if (group == kNoGroup) {
      group = static_cast<std::uint32_t>(result->first_rows.size());
      if (group >= groups_max) return nullptr;
      result->first_rows.push_back(static_cast<std::uint32_t>(row));
    }
    result->group_of_row[row] = group;
  }
  // A column that says nothing new leaves the groups as they are, and what builds on them is shared.
  if (result->first_rows.size() == groups->first_rows.size()) return groups;
  return result;
}

std::shared_ptr<const RowGroups> RowGrouper::find(std::span<const column::Column* const> columns) {
  std::vector<const column::Column*> telling;
  for (const column::Column* column : columns) {
    if (column->form() == column::Form::flat) return nullptr;
    if (column->form() == column::Form::dictionary) telling.push_back(column);
  }
  if (rows_ < 2) return nullptr;
  const auto rank = [&](const column::Column* column) {
    const auto uses = uses_.find(column);
    return std::tuple(uses == uses_.end() ? 0 : -static_cast<std::int64_t>(uses->second),
                      column->values().size());
  };
  std::stable_sort(telling.begin(), telling.end(), [&](const column::Column* a, const column::Column* b) {
    return rank(a) != rank(b) ? rank(a) < rank(b) : std::less<>()(a, b);
  });
  if (all_ == nullptr) {
    all_ = std::make_shared<const RowGroups>(RowGroups{std::vector<std::uint32_t>(rows_, 0), {0}});
  }
  std::shared_ptr<const RowGroups> groups = all_;
  for (const column::Column* column : telling) {
    const auto [known, added] = steps_.try_emplace({groups.get(), column});
    if (added) known->second = refine(groups, *column);
    if (known->second == nullptr) return nullptr;
    groups = known->second;
  }
  return groups;
}

std::shared_ptr<const RowGroups> group_rows(std::span<const column::Column* const> columns,
                                            std::size_t rows) {
  return RowGrouper(rows).find(columns);
}

}  // namespace chuhai::rulebook
