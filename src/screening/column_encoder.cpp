#include "column_encoder.hpp"

#include <functional>

namespace chuhai::screening {

namespace {

constexpr std::size_t kFirstSlots = 1024;       // a power of two
constexpr std::size_t kDistinctKept = 200'000;  // beyond it memory is given back and learning starts again

}  // namespace

ColumnEncoder::ColumnEncoder(std::shared_ptr<const FieldReader> reader) : reader_(std::move(reader)) {
  forget();
}

void ColumnEncoder::forget() {
  texts_.clear();
  readings_.clear();
  hashes_.clear();
  slots_.assign(kFirstSlots, 0);
  code_of_id_.clear();
  block_of_id_.clear();
  last_values_.reset();
  last_ids_.clear();
}

std::uint32_t ColumnEncoder::id_of(std::string_view cell) {
  const std::uint64_t hash = std::hash<std::string_view>{}(cell);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    const std::uint32_t entry = slots_[slot];
    if (entry == 0) {
      texts_.emplace_back(cell);
      readings_.push_back(reader_->read(cell));
      hashes_.push_back(hash);
      code_of_id_.push_back(0);
      block_of_id_.push_back(0);
      slots_[slot] = static_cast<std::uint32_t>(texts_.size());
      const auto id = static_cast<std::uint32_t>(texts_.size() - 1);
      if (texts_.size() * 2 > slots_.size()) grow();
      return id;
    }
    if (hashes_[entry - 1] == hash && texts_[entry - 1] == cell) return entry - 1;
  }
}

void ColumnEncoder::grow() {
  slots_.assign(slots_.size() * 2, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t id = 0; id < hashes_.size(); ++id) {
    std::size_t slot = hashes_[id] & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(id + 1);
  }
}

ColumnEncoder::Encoded ColumnEncoder::encode(const std::vector<std::string_view>& cells, std::size_t rows) {
  if (texts_.size() > kDistinctKept) forget();
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
