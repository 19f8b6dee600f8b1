#include "fact_generator.hpp"

#include <array>
#include <string_view>

#include "calendar/calendar.hpp"
#include "decimal/decimal.hpp"
#include "random.hpp"

namespace chuhai::bench {

namespace {

struct Range {
  std::string_view path;
  std::int64_t from, to, step;
};

constexpr std::array kRanges = {
    Range{"machine.build_year", 2004, 2026, 1},
    Range{"machine.model_year", 2004, 2026, 1},
    Range{"machine.mass_kg", 1'000, 120'000, 100},
    Range{"machine.gross_vehicle_mass_kg", 3'000, 70'000, 500},
    Range{"machine.power_kw", 15, 600, 1},
    Range{"machine.rated_load_t", 1, 160, 1},
    Range{"machine.hours", 100, 20'000, 1},
    Range{"machine.purchase_amount_cny", 30'000, 2'500'000, 1'000},
};

feel::Value number_of(std::string_view path, Random& random) {
  for (const Range& range : kRanges) {
    if (range.path != path) continue;
    const auto steps = static_cast<std::uint64_t>((range.to - range.from) / range.step + 1);
    const auto at = static_cast<std::int64_t>(random.below(steps));
    return feel::Value(decimal::Decimal(range.from + at * range.step));
  }
  return feel::Value(decimal::Decimal(static_cast<std::int64_t>(random.below(1'000))));
}

feel::Value date_of(std::string_view path, Random& random) {
  const std::int64_t today = calendar::to_days({2026, 11, 24});
  // A deal is about now; a machine was built and registered some time in the last twenty years.
  const bool deal = path.starts_with("shipment.");
  const auto away = static_cast<std::int64_t>(random.below(deal ? 90 : 20 * 365));
  return feel::Value(calendar::from_days(deal ? today + away : today - away));
}

feel::Value value_of(const rulebook::Field& field, Random& random) {
  switch (field.type) {
    case column::Type::boolean:
      return feel::Value(random.one_in(4));
    case column::Type::number:
      return number_of(field.path, random);
    case column::Type::date:
      return date_of(field.path, random);
    case column::Type::string:
      break;
  }
  if (!field.allowed.empty()) return feel::Value(field.allowed[random.below(field.allowed.size())]);
  static constexpr std::array<std::string_view, 6> kTexts = {"CN", "JP", "8429", "8426", "8704", "8705"};
  return feel::Value(kTexts[random.below(kTexts.size())]);
}

}  // namespace

std::vector<rulebook::Facts> make_cases(const rulebook::Assessor& pack,
                                        const rulebook::Vocabulary& vocabulary, std::size_t count,
                                        std::uint64_t seed) {
  Random random(seed);
  std::vector<rulebook::Facts> cases(count);
  for (rulebook::Facts& facts : cases) {
    for (const dmn::ProgramInput& input : pack.inputs()) {
      const rulebook::Field* field = vocabulary.find(input.path);
      if (field == nullptr || random.one_in(20)) continue;
      facts.emplace_back(input.path, value_of(*field, random));
    }
  }
  return cases;
}

}  // namespace chuhai::bench
