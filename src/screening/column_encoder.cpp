#include "column_encoder.hpp"

#include <cstring>

namespace chuhai::screening {

namespace {

constexpr std::size_t kFirstSlots = 1024;       // a power of two
constexpr std::size_t kDistinctKept = 200'000;  // beyond it memory is given back and learning starts again
constexpr unsigned kFreshBlocksMax = 3;         // serial numbers never repeat: remembering them is no use

// While a column has no more distinct texts than this, every block gets the same dictionary of all of them,
// so that what the packs found out about its values serves the next block as well.
constexpr std::size_t kOneDictionaryMax = 32'768;

constexpr std::uint8_t kProblem = 1, kTravelGear = 2, kIdentity = 4;

std::uint8_t notes_of(const Reading& reading) {
  return static_cast<std::uint8_t>((reading.problem ? kProblem : 0) |
                                   (reading.travel_gear.empty() ? 0 : kTravelGear) |
                                   (reading.identity == 0 ? 0 : kIdentity));
}

template <typename Word>
Word word_at(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// The next two are called for every cell and are put where they are called.

/// A short text as one number: its first and its last bytes, which overlap.
[[gnu::always_inline]] inline std::uint64_t short_text(const char* at, std::size_t size) {
  if (size >= 4)
    return static_cast<std::uint64_t>(word_at<std::uint32_t>(at)) << 32 |
           word_at<std::uint32_t>(at + size - 4);
  if (size == 0) return 0;
  const auto byte = [at](std::size_t i) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(at[i]));
  };
  return byte(0) << 16 | byte(size / 2) << 8 | byte(size - 1);
}

/// Cells are short: eight bytes at a time, the last piece overlapping the one before.
std::uint32_t cell_hash(std::string_view cell) {
  constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15ULL;
  const std::size_t size = cell.size();
  std::uint64_t hash = size * kMix;
  if (size < 8) {
    hash ^= short_text(cell.data(), size);
  } else {
    for (std::size_t i = 0; i + 8 < size; i += 8) {
      hash = (hash ^ word_at<std::uint64_t>(cell.data() + i)) * kMix;
      hash ^= hash >> 32;
    }
    hash ^= word_at<std::uint64_t>(cell.data() + size - 8);
  }
  return static_cast<std::uint32_t>(hash * kMix >> 32);
}

[[gnu::always_inline]] inline bool same_text(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  if (size < 8) return short_text(a.data(), size) == short_text(b.data(), size);
  if (size > 16) return std::memcmp(a.data(), b.data(), size) == 0;
  return word_at<std::uint64_t>(a.data()) == word_at<std::uint64_t>(b.data()) &&
         word_at<std::uint64_t>(a.data() + size - 8) == word_at<std::uint64_t>(b.data() + size - 8);
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
  notes_.clear();
  known_values_.reset();
}

std::uint32_t ColumnEncoder::id_of(std::string_view cell) {
  const std::uint32_t hash = cell_hash(cell);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    const Slot entry = slots_[slot];
    if (entry.id_plus_one == 0) return add(cell, hash, slot);
    if (entry.hash == hash && same_text(texts_[entry.id_plus_one - 1], cell)) return entry.id_plus_one - 1;
  }
}

std::uint32_t ColumnEncoder::add(std::string_view cell, std::uint32_t hash, std::size_t slot) {
  const auto id = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(arena_.store(cell));
  readings_.push_back(reader_->read(cell));
  notes_.push_back(notes_of(readings_.back()));
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

ColumnEncoder::Encoded ColumnEncoder::encode(const std::vector<std::string_view>& cells, std::size_t rows,
                                             bool with_column) {
  if (texts_.size() > kDistinctKept || fresh_blocks_ >= kFreshBlocksMax) forget();
  const std::size_t known_before = texts_.size();
  Encoded encoded;
  encoded.ids.resize(rows);
  std::uint8_t notes = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    // Answers to yes-or-no questions are mostly those of the row before.
    const bool as_before = row > 0 && same_text(cells[row], cells[row - 1]);
    const std::uint32_t id = as_before ? encoded.ids[row - 1] : id_of(cells[row]);
    encoded.ids[row] = id;
    notes = static_cast<std::uint8_t>(notes | notes_[id]);
  }
  const bool fresh = (texts_.size() - known_before) * 10 > rows * 9;
  fresh_blocks_ = fresh ? fresh_blocks_ + 1 : 0;
  encoded.any_problem = (notes & kProblem) != 0;
  encoded.any_travel_gear = (notes & kTravelGear) != 0;
  encoded.any_identity = (notes & kIdentity) != 0;
  if (with_column) {
    encoded.column = texts_.size() <= kOneDictionaryMax ? all_known(encoded.ids) : only_present(encoded.ids);
  }
  return encoded;
}

column::Column ColumnEncoder::all_known(std::vector<std::uint32_t> ids) {
  if (!known_values_ || known_values_->size() != readings_.size()) {
    column::ValuesBuilder builder(reader_->type());
    for (const Reading& reading : readings_) reading.add_to(builder, reader_->type());
    known_values_ = builder.finish();
  }
  return column::Column::dictionary(known_values_, std::move(ids));
}

column::Column ColumnEncoder::only_present(const std::vector<std::uint32_t>& ids) {
  ++block_;
  std::vector<std::uint32_t> codes(ids.size());
  column::ValuesBuilder builder(reader_->type());
  for (std::size_t row = 0; row < ids.size(); ++row) {
    const std::uint32_t id = ids[row];
    if (block_of_id_[id] != block_) {
      block_of_id_[id] = block_;
      code_of_id_[id] = static_cast<std::uint32_t>(builder.size());
      readings_[id].add_to(builder, reader_->type());
    }
    codes[row] = code_of_id_[id];
  }
  return column::Column::dictionary(builder.finish(), std::move(codes));
}

}  // namespace chuhai::screening
