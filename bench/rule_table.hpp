#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chuhai::bench {

/// The inputs of a made-up table of a country's rules: texts with many and with few values, a year, a mass, a
/// yes or no.
enum class InputKind : std::uint8_t { text, number, boolean };
struct TableInput {
  std::string_view name;
  InputKind kind;
};
inline constexpr std::size_t kInputs = 6;
inline constexpr std::array<TableInput, kInputs> kTableInputs = {
    TableInput{"destination", InputKind::text}, TableInput{"category", InputKind::text},
    TableInput{"stage", InputKind::text},       TableInput{"build_year", InputKind::number},
    TableInput{"mass_kg", InputKind::number},   TableInput{"right_hand_drive", InputKind::boolean}};

/// How a fact stands that is no value: not given, or given as something of another type.
inline constexpr std::int64_t kFactMissing = INT64_MIN;
inline constexpr std::int64_t kFactWrongType = INT64_MIN + 1;

/// One case: a value for each input. Texts are indices into `texts_of`, booleans 0 and 1.
using TableCase = std::array<std::int64_t, kInputs>;

/// One test of a rule.
struct TableTest {
  enum class Kind : std::uint8_t { any, one_of, none_of, range };
  Kind kind = Kind::any;
  std::vector<std::int64_t> members;  ///< of one_of and none_of
  std::int64_t low = INT64_MIN;       ///< of range, inclusive; INT64_MIN: open
  std::int64_t high = INT64_MAX;      ///< of range, inclusive; INT64_MAX: open
};

/// What a rule says. The table's last rule tests nothing and says `kAllowed`: a country that forbids nothing.
inline constexpr std::array<std::string_view, 4> kOutcomes = {"refused", "permit", "inspection", "allowed"};
inline constexpr std::uint8_t kAllowed = 3;
/// As an answer: not decided, because a fact is missing or wrong and matters.
inline constexpr std::uint8_t kUndecided = 4;
/// As an answer of others: an error was raised.
inline constexpr std::uint8_t kRaised = 5;

struct TableRule {
  std::array<TableTest, kInputs> tests;
  std::uint8_t outcome = kAllowed;
};

/// A decision table in which the first matching rule counts.
struct RuleTable {
  std::vector<TableRule> rules;  ///< the default last
};

/// The texts an input of kind text may have.
const std::vector<std::string>& texts_of(std::size_t input);

/// A table of `rules` rules and the default. The same seed gives the same table.
RuleTable make_table(std::size_t rules, std::uint64_t seed);

/// `count` cases for a table in random order: of ten, seven that a rule hits, two that fall to the default,
/// one in which a fact is missing or of the wrong type and the oracle says that it matters.
std::vector<TableCase> make_cases(const RuleTable& table, std::size_t count, std::uint64_t seed);

/// True when all facts of a case are there.
bool is_whole(const TableCase& facts);

/// The right answer by trying rule after rule: what the first matching rule says, or `kUndecided` when a fact
/// that is not there could change it.
std::uint8_t oracle(const RuleTable& table, const TableCase& facts);

}  // namespace chuhai::bench
