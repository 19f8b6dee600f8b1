#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace chuhai::bench {

/// The rules of a few packs written out by hand as plain C++ over a struct: what a programmer would have
/// written without a rule engine. Only the benchmarks use it, to know how fast the job could be. The rules
/// are those in force on 2026-11-24 under the assumptions in rules/common/assumptions.toml.

enum class Tri : std::uint8_t { no, unknown, yes };
enum class Class : std::uint8_t {
  unknown,
  hydraulic_excavator,
  wheel_loader,
  backhoe_loader,
  crawler_dozer,
  motor_grader,
  road_roller,
  paver,
  rotary_drilling_rig,
  crawler_crane,
  truck_crane,
  truck_concrete_pump,
  concrete_mixer_truck,
  forklift,
  aerial_platform,
  off_road_dumper,
  dump_truck
};
enum class Gear : std::uint8_t { unknown, crawler, wheel, truck_chassis };
enum class Regime : std::uint8_t { unknown, off_road_machine, road_vehicle };
enum class Fuel : std::uint8_t { unknown, diesel, electric };
enum class Side : std::uint8_t { unknown, left, right };
enum class Numbers : std::uint8_t { unknown, intact, altered, missing };
enum class Seller : std::uint8_t { unknown, general_taxpayer, small_taxpayer, individual };
enum class Invoice : std::uint8_t { unknown, special, ordinary, none, reverse };

/// One machine as read; -1 and 0 years stand for unknown numbers.
struct Machine {
  Class kind = Class::unknown;
  Gear gear = Gear::unknown;
  Regime regime = Regime::unknown;
  Fuel fuel = Fuel::unknown;
  Side steering = Side::unknown;
  Numbers numbers = Numbers::unknown;
  Seller seller = Seller::unknown;
  Invoice invoice = Invoice::unknown;
  Tri plated = Tri::unknown, accident = Tri::unknown, seized = Tri::unknown, mortgaged = Tri::unknown;
  Tri leased = Tri::unknown, stolen = Tri::unknown, scrapped = Tri::unknown, supervised = Tri::unknown;
  Tri assembled = Tri::unknown, locked = Tri::unknown, title = Tri::unknown, special = Tri::unknown;
  int build_year = 0;
  int first_year = 0, first_month = 0, first_day = 0;  ///< of the first registration
  std::int64_t mass_g = -1, power_w = -1, load_kg = -1;
  std::string_view stage;  ///< emission stage; empty: unknown
};

enum class Answer : std::uint8_t { allowed, conditions, undecided, refused };

struct Judgement {
  Answer answer = Answer::undecided;
  int conditions = 0;
};

/// Fills in what follows from the class: travel gear, regime, emission stage.
void derive(Machine& machine);
std::string_view class_code(Class kind);
std::string_view regime_code(Regime regime);
std::string_view hs_code(const Machine& machine);
bool has_hs6(const Machine& machine);
std::string_view vat_outcome(const Machine& machine);
Judgement china_tradable(const Machine& machine);

struct HandCountry {
  std::string_view code;
  Judgement (*judge)(const Machine&);
};
/// The destinations written by hand, by country code.
const std::array<HandCountry, 8>& hand_countries();

}  // namespace chuhai::bench
