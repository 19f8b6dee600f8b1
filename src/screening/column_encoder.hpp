#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "column/column.hpp"
#include "field_reader.hpp"
#include "table/block.hpp"

namespace chuhai::screening {

/// Turns the cells of one column into a typed dictionary column. Each distinct text is understood once and
/// remembered over blocks, so that a million cells cost a million look-ups and only a few readings.
/// Thread rule: one encoder belongs to one thread.
class ColumnEncoder {
 public:
  explicit ColumnEncoder(std::shared_ptr<const FieldReader> reader);

  /// What the block's cells mean, and which distinct reading each row has (an index for `reading`).
  struct Encoded {
    std::optional<column::Column> column;  ///< absent when it was not asked for
    std::vector<std::uint32_t> ids;
    bool any_problem = false;
    bool any_travel_gear = false;
    bool any_identity = false;
  };
  Encoded encode(const std::vector<std::string_view>& cells, std::size_t rows, bool with_column);

  const Reading& reading(std::uint32_t id) const { return readings_[id]; }
  const FieldReader& reader() const { return *reader_; }

 private:
  std::uint32_t id_of(std::string_view cell);
  std::uint32_t add(std::string_view cell, std::uint32_t hash, std::size_t slot);
  void grow();
  void forget();
  column::Column all_known(std::vector<std::uint32_t> ids);
  column::Column only_present(const std::vector<std::uint32_t>& ids);

  std::shared_ptr<const FieldReader> reader_;
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t id_plus_one = 0;  ///< 0 is free
  };
  table::TextArena arena_;
  std::vector<std::string_view> texts_;  ///< in the arena
  std::vector<Reading> readings_;
  std::vector<Slot> slots_;                ///< open addressing; the size is a power of two
  std::vector<std::uint8_t> notes_;        ///< what else a reading tells, as bits
  std::vector<std::uint32_t> code_of_id_;  ///< code in the current block, valid when `block_of_id_` agrees
  std::vector<std::uint32_t> block_of_id_;
  std::uint32_t block_ = 0;
  unsigned fresh_blocks_ = 0;  ///< how many blocks in a row brought almost nothing seen before
  std::shared_ptr<const column::Values> known_values_;  ///< of all ids, while they are few
};

}  // namespace chuhai::screening
