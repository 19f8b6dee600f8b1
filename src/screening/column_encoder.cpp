#include "column_encoder.hpp"

#include <cstring>

namespace chuhai::screening {

namespace {

constexpr std::size_t kFirstSlots = 1024;       // a power of two
constexpr std::size_t kDistinctKept = 200'000;  // beyond it memory is given back and learning starts again
constexpr unsigned kFreshBlocksMax = 3;         // serial numbers never repeat: remembering them is no use

/// Cells are short: eight bytes at a time, then the rest.
std::uint32_t cell_hash(std::string_view cell) {
  constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15ULL;
  std::uint64_t hash = cell.size() * kMix;
  const char* at = cell.data();
  std::size_t left = cell.size();
  for (; left >= 8; left -= 8, at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    hash = (hash ^ word) * kMix;
    hash ^= hash >> 32;
  }
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < left; ++i) word = word << 8 | static_cast<unsigned char>(at[i]);
  hash = (hash ^ word) * kMix;
  return static_cast<std::uint32_t>(hash >> 32);
}

}  // namespace

ColumnEncoder::ColumnEncoder(std::shared_ptr<const FieldReader> reader) : reader_(std::move(reader)) {
  forget();
}

void ColumnEncoder::forget() {
  arena_.clear();
  texts_.clear();
  readings_.clear();
  slots_.assign(kFirstSlots, {});
  code_of_id_.clear();
  block_of_id_.clear();
  last_values_.reset();
  last_ids_.clear();
}

std::uint32_t ColumnEncoder::id_of(std::string_view cell) {
  const std::uint32_t hash = cell_hash(cell);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    const Slot entry = slots_[slot];
    if (entry.id_plus_one == 0) return add(cell, hash, slot);
    if (entry.hash == hash && texts_[entry.id_plus_one - 1] == cell) return entry.id_plus_one - 1;
  }
}

std::uint32_t ColumnEncoder::add(std::string_view cell, std::uint32_t hash, std::size_t slot) {
  const auto id = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(arena_.store(cell));
  readings_.push_back(reader_->read(cell));
  code_of_id_.push_back(0);
  block_of_id_.push_back(0);
  slots_[slot] = {hash, id + 1};
  if (texts_.size() * 2 > slots_.size()) grow();
  return id;
}

void ColumnEncoder::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& entry : old) {
    if (entry.id_plus_one == 0) continue;
    std::size_t slot = entry.hash & mask;
    while (slots_[slot].id_plus_one != 0) slot = (slot + 1) & mask;
    slots_[slot] = entry;
  }
}

ColumnEncoder::Encoded ColumnEncoder::encode(const std::vector<std::string_view>& cells, std::size_t rows) {
  if (texts_.size() > kDistinctKept || fresh_blocks_ >= kFreshBlocksMax) forget();
  const std::size_t known_before = texts_.size();
  ++block_;
  std::vector<std::uint32_t> codes(rows);
  std::vector<std::uint32_t> distinct;  // id of each code
  Encoded encoded{column::Column::unknown(reader_->type(), 0, column::kMissing),
                  std::vector<std::uint32_t>(rows), false, false};
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint32_t id = id_of(cells[row]);
    encoded.ids[row] = id;
    if (block_of_id_[id] != block_) {
      block_of_id_[id] = block_;
      code_of_id_[id] = static_cast<std::uint32_t>(distinct.size());
      distinct.push_back(id);
      encoded.any_problem = encoded.any_problem || readings_[id].problem.has_value();
      encoded.any_identity = encoded.any_identity || readings_[id].identity != 0;
      encoded.any_travel_gear = encoded.any_travel_gear || !readings_[id].travel_gear.empty();
    }
    codes[row] = code_of_id_[id];
  }
  const bool fresh = (texts_.size() - known_before) * 10 > rows * 9;
  fresh_blocks_ = fresh ? fresh_blocks_ + 1 : 0;
  if (!last_values_ || distinct != last_ids_) {
    column::ValuesBuilder builder(reader_->type());
    for (const std::uint32_t id : distinct) readings_[id].add_to(builder, reader_->type());
    last_values_ = builder.finish();
    last_ids_ = std::move(distinct);
  }
  encoded.column = column::Column::dictionary(last_values_, std::move(codes));
  return encoded;
}

}  // namespace chuhai::screening
