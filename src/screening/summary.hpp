#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "block_costs.hpp"
#include "facts_builder.hpp"
#include "screening/engine.hpp"
#include "screening/report.hpp"

namespace chuhai::screening {

/// What the packs said about one block, laid out by row, with every look-up done once for the block. Refers
/// to the engine and the result it was made from.
class BlockOutcomes {
 public:
  BlockOutcomes(const Engine& engine, const BatchResult& result);

  std::size_t rows() const { return rows_; }
  /// Outcomes of all destinations in a row, in the engine's order.
  std::span<const rulebook::Outcome> destinations(std::size_t row) const {
    return {outcomes_.data() + row * width_, width_};
  }
  rulebook::Outcome tradable(std::size_t row) const {
    return tradable_ == nullptr ? rulebook::Outcome::undecided : tradable_[row];
  }
  /// Destinations that take the machine, best first: plain allowed, then fewest conditions, then with `costs`
  /// (may be null) the lowest landed total, open ones last, then the asked order. `best` is cleared and
  /// filled with at most `most`.
  void best(std::size_t row, std::size_t most, BlockCosts* costs, std::vector<std::size_t>& best) const;
  /// How far the machine is, from its stages and the destinations that take it.
  Readiness readiness(std::size_t row, bool has_destination) const;
  /// Adds every row's outcomes to the totals (all but problems and duplicates). `readiness` holds one element
  /// for each row.
  void count(std::span<const Readiness> readiness, Totals& totals) const;

 private:
  /// 0 for a plain allowed, else the conditions.
  int rank(std::size_t row, std::size_t destination) const;
  void best_by_conditions(std::size_t row, std::size_t most, std::vector<std::size_t>& best) const;

  const Engine& engine_;
  const BatchResult& result_;
  std::size_t rows_;
  std::size_t width_;  ///< destinations
  std::vector<rulebook::Outcome> outcomes_;
  std::vector<std::uint8_t> conditions_;
  const rulebook::Outcome* tradable_ = nullptr;  ///< null when no pack is in force
  const column::Column* hs6_;
};

void add_totals(const Totals& part, Totals& totals);

/// The tradable stage's position in the stage list.
std::size_t tradable_stage();

/// Plain text of a column's value in a row; empty when unknown.
std::string value_text(const column::Column& column, std::size_t row);

/// Remembers identities over the whole file and says what is wrong with a row that repeats one.
class IdentityLedger {
 public:
  /// What a row repeats of an earlier one, by any of its numbers; `other_row` is the earlier row.
  struct Repeat {
    std::uint64_t other_row = 0;
    bool hours_went_back = false;
    bool is_same_machine_again =
        false;  ///< a second observation of a machine (dates differ), not a duplicate
  };
  std::optional<Repeat> add(const RowIdentity& identity, std::uint64_t row);
  /// Fetches the place of an identity that will be added soon, so that `add` need not wait for memory.
  void expect(const RowIdentity& identity) const { __builtin_prefetch(&slots_[first_slot(identity.key)]); }

 private:
  struct Seen {
    std::uint64_t key = 0;  ///< 0: free
    std::uint64_t row = 0;
    std::int32_t observed_days = 0;
    float hours = -1;  ///< enough to see a meter run backwards
  };
  std::size_t first_slot(std::uint64_t key) const { return (key >> 1) & (slots_.size() - 1); }
  std::optional<Repeat> add(const Seen& now);
  Seen& find(std::uint64_t key);
  void grow();

  std::vector<Seen> slots_ = std::vector<Seen>(1024);  ///< open addressing; the size is a power of two
  std::size_t used_ = 0;
};

base::Text repeat_text(const IdentityLedger::Repeat& repeat);

}  // namespace chuhai::screening
