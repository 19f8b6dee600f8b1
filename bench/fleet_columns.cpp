#include "fleet_columns.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <fstream>
#include <optional>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "calendar/calendar.hpp"
#include "random.hpp"
#include "rulebook/facts.hpp"

namespace chuhai::bench {

namespace {

constexpr calendar::Date kAsOf{2026, 11, 24};
/// A column with more distinct values than this is flat.
constexpr std::size_t kDistinctMax = 10'000;

struct Kind {
  unsigned weight;  ///< per thousand
  std::string_view machine_class, hs6, travel_gear;
  bool on_road;
  int mass_kg_min, mass_kg_max, power_kw_min, power_kw_max;
};

constexpr std::array kKinds = {
    Kind{370, "hydraulic_excavator", "842952", "crawler", false, 5500, 48000, 34, 283},
    Kind{130, "wheel_loader", "842951", "wheel", false, 10000, 24000, 92, 195},
    Kind{20, "backhoe_loader", "842959", "wheel", false, 7600, 9500, 68, 82},
    Kind{50, "crawler_dozer", "842911", "crawler", false, 15000, 41000, 118, 310},
    Kind{40, "motor_grader", "842920", "wheel", false, 13000, 17500, 110, 240},
    Kind{60, "road_roller", "842940", "drum", false, 10000, 27000, 82, 176},
    Kind{15, "paver", "847910", "crawler", false, 17000, 26000, 110, 180},
    Kind{60, "rotary_drilling_rig", "843041", "crawler", false, 45000, 95000, 179, 330},
    Kind{25, "crawler_crane", "842649", "crawler", false, 60000, 130000, 150, 250},
    Kind{90, "truck_crane", "870510", "truck_chassis", true, 24000, 55000, 162, 276},
    Kind{30, "truck_concrete_pump", "870590", "truck_chassis", true, 25000, 46000, 228, 316},
    Kind{30, "concrete_mixer_truck", "870540", "truck_chassis", true, 13000, 16000, 199, 257},
    Kind{40, "forklift", "842720", "wheel", false, 3500, 11000, 15, 80},
    Kind{15, "aerial_platform", "842710", "wheel", false, 1500, 3600, 3, 6},
    Kind{15, "off_road_dumper", "870410", "wheel", false, 22000, 34000, 240, 330},
    Kind{10, "dump_truck", "870423", "truck_chassis", true, 11000, 15500, 213, 276},
};

struct Machine {
  const Kind* kind = nullptr;
  int build_year = 0;
  std::int64_t build_day = 0;
  std::int64_t registration_day = 0;
};

int between(Random& random, int low, int high) {
  return low + static_cast<int>(random.below(static_cast<std::uint64_t>(high - low + 1)));
}

Machine make_machine(Random& random) {
  std::uint64_t at = random.below(1000);
  Machine machine;
  machine.kind = &kKinds[0];
  for (const Kind& kind : kKinds) {
    machine.kind = &kind;
    if (at < kind.weight) break;
    at -= kind.weight;
  }
  // The later of two draws out of three: most are about ten years old, few twenty.
  machine.build_year = std::max(between(random, 2004, 2025), between(random, 2004, 2025));
  if (random.one_in(3)) machine.build_year = between(random, 2008, 2020);
  machine.build_day = calendar::to_days({machine.build_year, 1, 1}) + between(random, 0, 364);
  machine.registration_day = machine.build_day + between(random, 5, 300);
  return machine;
}

std::string_view likely_stage(const Machine& machine) {
  if (machine.kind->on_road)
    return machine.build_year >= 2021 ? "ROAD6" : machine.build_year >= 2017 ? "ROAD5" : "ROAD4";
  return machine.build_year >= 2023   ? "CN4"
         : machine.build_year >= 2016 ? "CN3"
         : machine.build_year >= 2010 ? "CN2"
                                      : "CN1";
}

/// The text a likely machine has, "" when nobody has written it down; nullopt: nothing is known about the
/// path.
std::optional<std::string_view> likely_text(std::string_view path, const Machine& machine, Random& random) {
  const Kind& kind = *machine.kind;
  if (path == "machine.class") return kind.machine_class;
  if (path == "machine.regime") return kind.on_road ? "road_vehicle" : "off_road_machine";
  if (path == "machine.hs6") return kind.hs6;
  if (path == "machine.hs4") return kind.hs6.substr(0, 4);
  if (path == "machine.hs_chapter") return kind.hs6.substr(0, 2);
  if (path == "machine.travel_gear") return kind.travel_gear;
  if (path == "machine.steering") return random.one_in(30) ? "" : random.one_in(25) ? "right" : "left";
  if (path == "machine.condition") return random.one_in(40) ? "reconditioned" : "used";
  if (path == "machine.fuel") return kind.power_kw_max < 20 ? "electric" : "diesel";
  if (path == "machine.emission_stage") return random.one_in(3) ? "" : likely_stage(machine);
  if (path == "machine.identity_numbers")
    return random.one_in(50) ? "" : random.one_in(200) ? "altered" : "intact";
  if (path == "machine.build_year_evidence") return random.one_in(3) ? "owner_statement" : "plate";
  if (path == "machine.origin_country") return random.one_in(20) ? "" : random.one_in(6) ? "JP" : "CN";
  return std::nullopt;
}

std::optional<int> likely_number(std::string_view path, const Machine& machine, Random& random) {
  const Kind& kind = *machine.kind;
  if (path == "machine.build_year" || path == "machine.model_year")
    return random.one_in(50) ? INT_MIN : machine.build_year;
  if (path == "machine.mass_kg") return between(random, kind.mass_kg_min / 100, kind.mass_kg_max / 100) * 100;
  if (path == "machine.gross_vehicle_mass_kg")
    return kind.on_road && !random.one_in(10) ? between(random, 16, 110) * 500 : INT_MIN;
  if (path == "machine.power_kw") return between(random, kind.power_kw_min, kind.power_kw_max);
  if (path == "machine.hours") return random.one_in(20) ? INT_MIN : between(random, 100, 20'000);
  return std::nullopt;
}

std::optional<std::int32_t> likely_date(std::string_view path, const Machine& machine, Random& random) {
  const auto given = [](bool known, std::int64_t day) {
    return known ? static_cast<std::int32_t>(day) : INT_MIN;
  };
  if (path == "machine.build_date") return given(random.one_in(3), machine.build_day);
  if (path == "machine.engine_build_date") return given(random.one_in(4), machine.build_day - 60);
  if (path == "machine.first_registration_date")
    return given(machine.kind->on_road ? !random.one_in(10) : random.one_in(4), machine.registration_day);
  return std::nullopt;
}

/// One column being made, with what is drawn from.
class Maker {
 public:
  Maker(const std::string& path, const rulebook::Book& book, const std::vector<std::string>& texts) {
    const rulebook::Field* field = book.vocabulary().find(path);
    if (field == nullptr) throw std::runtime_error("no field " + path);
    column_.path = path;
    column_.type = field->type;
    for (const auto* some : {&field->allowed, &texts})
      for (const std::string& text : *some) add_text(text);
    if (field->type == column::Type::string && field->allowed.empty()) {
      for (const Kind& kind : kKinds) {
        if (path == "machine.hs6") add_text(kind.hs6);
        if (path == "machine.hs4") add_text(kind.hs6.substr(0, 4));
        if (path == "machine.hs_chapter") add_text(kind.hs6.substr(0, 2));
      }
      if (path.ends_with("_country"))
        for (const char* country : {"CN", "JP"}) add_text(country);
    }
    assume(book, *field);
  }

  void add(FleetKind kind, const Machine& machine, Random& random) {
    if (kind == FleetKind::random) {
      column_.values.push_back(random.one_in(10) ? unknown() : drawn(random));
    } else if (assumed_) {
      column_.values.push_back(*assumed_);
    } else {
      column_.values.push_back(likely(machine, random));
    }
  }

  FleetColumn finish() { return std::move(column_); }

 private:
  void add_text(std::string_view text) {
    if (column_.type != column::Type::string) return;
    const auto code = static_cast<std::int32_t>(column_.texts.size()) + 1;
    if (codes_.emplace(std::string(text), code).second) column_.texts.emplace_back(text);
  }

  void assume(const rulebook::Book& book, const rulebook::Field& field) {
    if (field.path == "shipment.as_of") assumed_ = static_cast<std::int32_t>(calendar::to_days(kAsOf));
    for (const rulebook::Assumption& fact : book.assumptions().facts) {
      if (fact.path != field.path) continue;
      if (fact.days_from_as_of) {
        assumed_ = static_cast<std::int32_t>(calendar::to_days(kAsOf) + *fact.days_from_as_of);
        continue;
      }
      const auto value = rulebook::read_fact(field, fact.value_text);
      if (!value) throw std::runtime_error(value.error().message.en);
      if (value->kind() == feel::Kind::boolean) assumed_ = value->boolean() ? 2 : 1;
      if (value->kind() != feel::Kind::string) continue;
      add_text(value->string());
      assumed_ = codes_.at(value->string());
    }
  }

  std::int32_t unknown() const {
    return column_.type == column::Type::string || column_.type == column::Type::boolean ? 0 : INT_MIN;
  }

  std::int32_t drawn(Random& random) const {
    const std::string& path = column_.path;
    const auto today = static_cast<int>(calendar::to_days(kAsOf));
    switch (column_.type) {
      case column::Type::string:
        return column_.texts.empty() ? 0 : between(random, 1, static_cast<int>(column_.texts.size()));
      case column::Type::boolean:
        return between(random, 1, 2);
      case column::Type::date:
        return path.starts_with("shipment.") ? today + between(random, 0, 400)
                                             : today - between(random, 0, 9000);
      case column::Type::number:
        break;
    }
    if (path.ends_with("_year")) return between(random, 1998, 2026);
    if (path.ends_with("_kg")) return between(random, 10, 1200) * 100;
    return between(random, 1, path.ends_with("_kw") ? 600 : 20'000);
  }

  std::int32_t likely(const Machine& machine, Random& random) const {
    switch (column_.type) {
      case column::Type::string:
        if (const auto text = likely_text(column_.path, machine, random))
          return text->empty() ? 0 : codes_.at(std::string(*text));
        break;
      case column::Type::number:
        if (const auto number = likely_number(column_.path, machine, random)) return *number;
        break;
      case column::Type::date:
        if (const auto day = likely_date(column_.path, machine, random)) return *day;
        break;
      case column::Type::boolean:
        // Stolen, seized, crashed: seldom so, and now and then not said.
        return random.one_in(40) ? 0 : random.one_in(60) ? 2 : 1;
    }
    return random.one_in(10) ? unknown() : drawn(random);
  }

  FleetColumn column_;
  std::unordered_map<std::string, std::int32_t> codes_;
  std::optional<std::int32_t> assumed_;
};

std::shared_ptr<const column::Values> values_of(const FleetColumn& column,
                                                const std::vector<std::int32_t>& distinct) {
  column::ValuesBuilder builder(column.type);
  for (const std::int32_t value : distinct) {
    switch (column.type) {
      case column::Type::string:
        value == 0 ? builder.add_unknown(column::kMissing)
                   : builder.add(std::string_view(column.texts[static_cast<std::size_t>(value - 1)]));
        break;
      case column::Type::boolean:
        value == 0 ? builder.add_unknown(column::kMissing) : builder.add(value == 2);
        break;
      case column::Type::number:
        value == INT_MIN ? builder.add_unknown(column::kMissing) : builder.add_scaled(value, 0);
        break;
      case column::Type::date:
        value == INT_MIN ? builder.add_unknown(column::kMissing) : builder.add(calendar::from_days(value));
        break;
    }
  }
  return builder.finish();
}

void add_column(const FleetColumn& column, std::size_t rows, std::vector<column::Batch>& batches) {
  std::unordered_map<std::int32_t, std::uint32_t> codes;
  std::vector<std::int32_t> distinct;
  for (const std::int32_t value : column.values) {
    if (distinct.size() > kDistinctMax) break;
    if (codes.emplace(value, static_cast<std::uint32_t>(distinct.size())).second) distinct.push_back(value);
  }
  const bool flat = distinct.size() > kDistinctMax;
  const auto values = flat ? nullptr : values_of(column, distinct);
  std::size_t begin = 0;
  for (column::Batch& batch : batches) {
    const auto from = column.values.begin() + static_cast<std::ptrdiff_t>(begin);
    const std::vector<std::int32_t> some(from, from + static_cast<std::ptrdiff_t>(batch.rows()));
    begin += rows;
    if (flat) {
      batch.set(column.path, column::Column::flat(values_of(column, some)));
    } else if (distinct.size() == 1) {
      batch.set(column.path, column::Column::constant(values, batch.rows()));
    } else {
      std::vector<std::uint32_t> row_codes;
      row_codes.reserve(some.size());
      for (const std::int32_t value : some) row_codes.push_back(codes.at(value));
      batch.set(column.path, column::Column::dictionary(values, std::move(row_codes)));
    }
  }
}

}  // namespace

const FleetColumn& Fleet::at(std::string_view path) const {
  for (const FleetColumn& column : columns) {
    if (column.path == path) return column;
  }
  throw std::runtime_error("no column " + std::string(path));
}

Fleet make_fleet(FleetKind kind, std::size_t rows, std::uint64_t seed, const std::vector<std::string>& paths,
                 const rulebook::Book& book, const std::map<std::string, std::vector<std::string>>& texts) {
  Random random(seed);
  std::vector<Maker> makers;
  for (const std::string& path : paths) {
    const auto known = texts.find(path);
    makers.emplace_back(path, book, known == texts.end() ? std::vector<std::string>{} : known->second);
  }
  for (std::size_t row = 0; row < rows; ++row) {
    const Machine machine = make_machine(random);
    for (Maker& maker : makers) maker.add(kind, machine, random);
  }
  Fleet fleet;
  fleet.rows = rows;
  for (Maker& maker : makers) fleet.columns.push_back(maker.finish());
  return fleet;
}

std::vector<column::Batch> to_batches(const Fleet& fleet, std::size_t rows) {
  std::vector<column::Batch> batches;
  for (std::size_t begin = 0; begin < fleet.rows; begin += rows)
    batches.emplace_back(std::min(rows, fleet.rows - begin));
  for (const FleetColumn& column : fleet.columns) add_column(column, rows, batches);
  return batches;
}

void write_csv(const Fleet& fleet, const std::string& row_column, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary);
  std::string text;
  for (const FleetColumn& column : fleet.columns) text += column.path + ",";
  text += std::string(row_column) + "\n";
  for (std::size_t row = 0; row < fleet.rows; ++row) {
    for (const FleetColumn& column : fleet.columns) {
      const std::int32_t value = column.values[row];
      if (column.type == column::Type::string && value != 0)
        text += column.texts[static_cast<std::size_t>(value - 1)];
      if (column.type == column::Type::boolean && value != 0) text += value == 2 ? "true" : "false";
      if (column.type == column::Type::number && value != INT_MIN) text += std::to_string(value);
      if (column.type == column::Type::date && value != INT_MIN)
        text += calendar::to_string(calendar::from_days(value));
      text += ',';
    }
    text += std::to_string(row) + "\n";
    if (text.size() > (1u << 20)) {
      out << text;
      text.clear();
    }
  }
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace chuhai::bench
