#include "hand_rules.hpp"

#include <algorithm>
#include <initializer_list>

namespace chuhai::bench {

namespace {

// The screening day is 2026-11-24: shipped 30 days, landed 60 days later.
constexpr int kArrivalYear = 2027;
constexpr int kExportMonths = 2026 * 12 + 11, kExportDay = 24;

Tri tri(bool value) { return value ? Tri::yes : Tri::no; }
Tri both(Tri a, Tri b) { return std::min(a, b); }
Tri both(Tri a, Tri b, Tri c) { return std::min(a, std::min(b, c)); }
Tri either(Tri a, Tri b) { return std::max(a, b); }
Tri isnt(Tri a) { return static_cast<Tri>(2 - static_cast<int>(a)); }

template <typename Code>
Tri is(Code value, Code wanted) {
  return value == Code::unknown ? Tri::unknown : tri(value == wanted);
}

template <typename Code>
Tri is_one_of(Code value, std::initializer_list<Code> wanted) {
  return value == Code::unknown ? Tri::unknown
                                : tri(std::find(wanted.begin(), wanted.end(), value) != wanted.end());
}

/// Calendar years from a year to arrival; compared with `at_least` .. `at_most`.
Tri age_between(int year, int at_least, int at_most) {
  const int age = kArrivalYear - year;
  return year == 0 ? Tri::unknown : tri(age >= at_least && age <= at_most);
}
constexpr int kAnyAge = 100'000;

/// What the rules of one pack say, gathered rule by rule.
class Findings {
 public:
  void refuse(Tri matches) {
    refused_ |= matches == Tri::yes;
    undecided_ |= matches == Tri::unknown;
  }
  void leave_open(Tri matches) { undecided_ |= matches != Tri::no; }
  void ask(Tri matches) {
    conditions_ += matches == Tri::yes ? 1 : 0;
    might_ask_ |= matches == Tri::unknown;
  }
  void allow(Tri matches) { allowed_ |= matches == Tri::yes; }
  /// A source that is no law may allow only on condition that it is confirmed, and cannot refuse.
  void allow_if_confirmed(Tri matches) {
    allow(matches);
    ask(matches);
  }
  Judgement judgement() const {
    if (refused_) return {Answer::refused, conditions_};
    if (undecided_ || !allowed_) return {Answer::undecided, conditions_};
    if (conditions_ > 0) return {Answer::conditions, conditions_};
    return {might_ask_ ? Answer::undecided : Answer::allowed, 0};
  }

 private:
  bool refused_ = false, undecided_ = false, allowed_ = false, might_ask_ = false;
  int conditions_ = 0;
};

Tri road(const Machine& m) { return is(m.regime, Regime::road_vehicle); }
Tri off_road(const Machine& m) { return is(m.regime, Regime::off_road_machine); }
Tri any_regime(const Machine& m) { return m.regime == Regime::unknown ? Tri::unknown : Tri::yes; }
Tri dump_truck(const Machine& m) { return is(m.kind, Class::dump_truck); }

Judgement emirates(const Machine& m) {
  Findings f;
  f.allow_if_confirmed(off_road(m));
  f.allow_if_confirmed(road(m));
  f.ask(both(road(m), age_between(m.build_year, 8, kAnyAge)));
  f.ask(both(off_road(m), is(m.kind, Class::backhoe_loader), age_between(m.build_year, 8, kAnyAge)));
  f.ask(both(road(m), Tri::unknown));  // above 65 t in all, which the sheet does not tell
  f.ask(road(m));
  f.ask(both(road(m), m.accident));
  for (int paper = 0; paper < 4; ++paper) f.ask(any_regime(m));
  return f.judgement();
}

Judgement egypt(const Machine& m) {
  Findings f;
  f.allow_if_confirmed(off_road(m));
  f.allow_if_confirmed(road(m));
  f.ask(Tri::yes);
  for (int paper = 0; paper < 3; ++paper) f.ask(any_regime(m));
  return f.judgement();
}

Judgement ghana(const Machine& m) {
  Findings f;
  f.allow_if_confirmed(off_road(m));
  f.allow_if_confirmed(road(m));
  f.ask(both(road(m), age_between(m.build_year, 11, 12)));
  f.ask(both(road(m), age_between(m.build_year, 13, 22)));
  f.ask(both(road(m), age_between(m.build_year, 23, kAnyAge)));
  f.ask(both(road(m), is(m.steering, Side::right)));
  f.ask(road(m));
  f.ask(road(m));
  return f.judgement();
}

Judgement indonesia(const Machine& m) {
  Findings f;
  f.allow(off_road(m));
  f.allow(road(m));
  for (int permit = 0; permit < 4; ++permit) f.ask(Tri::yes);
  f.refuse(age_between(m.build_year, 21, kAnyAge));
  f.ask(age_between(m.build_year, 6, 10));
  f.ask(age_between(m.build_year, 11, 15));
  f.ask(age_between(m.build_year, 16, 20));
  f.ask(both(road(m), age_between(m.build_year, 16, kAnyAge)));
  f.ask(both(road(m), is(m.kind, Class::truck_crane)));
  f.ask(both(dump_truck(m), Tri::unknown));  // up to 40 t in all
  f.ask(both(road(m), is(m.steering, Side::left)));
  f.ask(Tri::yes);
  f.ask(road(m));
  f.ask(off_road(m));
  return f.judgement();
}

Judgement kenya(const Machine& m) {
  Findings f;
  const Tri lorry = both(road(m), isnt(dump_truck(m)));
  const Tri tipper = both(road(m), dump_truck(m));
  const Tri late =
      m.first_year == 0 || m.build_year == 0 ? Tri::unknown : tri(m.first_year - m.build_year > 1);
  f.allow(off_road(m));
  f.allow_if_confirmed(both(lorry, age_between(m.build_year, -kAnyAge, 20)));
  f.allow_if_confirmed(both(tipper, is(m.steering, Side::right), age_between(m.first_year, -kAnyAge, 7)));
  f.ask(both(tipper, age_between(m.first_year, 8, kAnyAge)));
  f.ask(both(road(m), m.kind == Class::unknown ? Tri::unknown : Tri::yes, late));
  f.ask(both(lorry, age_between(m.build_year, 21, kAnyAge)));
  f.leave_open(both(tipper, Tri::unknown));  // 3.5 to 30 t in all
  f.ask(both(tipper, is(m.steering, Side::left)));
  f.ask(both(lorry, age_between(m.first_year, 8, kAnyAge)));
  f.ask(both(lorry, is(m.steering, Side::left)));
  f.ask(off_road(m));
  f.ask(road(m));
  f.allow_if_confirmed(off_road(m));
  f.ask(off_road(m));
  f.ask(both(road(m), m.kind == Class::unknown ? Tri::unknown : Tri::yes, age_between(m.first_year, 7, 7)));
  f.ask(lorry);
  return f.judgement();
}

Judgement malaysia(const Machine& m) {
  Findings f;
  const Tri listed =
      is_one_of(m.kind, {Class::crawler_dozer, Class::motor_grader, Class::road_roller, Class::wheel_loader});
  const Tri unlisted = both(off_road(m), isnt(listed));
  const Tri over_five = age_between(m.build_year, 6, kAnyAge);
  f.allow(listed);
  f.allow_if_confirmed(unlisted);
  f.allow(road(m));
  f.leave_open(both(listed, over_five));
  f.ask(both(unlisted, over_five));
  f.refuse(both(road(m), over_five));
  f.refuse(both(road(m), age_between(m.build_year, -kAnyAge, 0)));
  f.ask(listed);
  f.ask(m.kind == Class::aerial_platform ? Tri::unknown : is(m.kind, Class::crawler_crane));
  f.ask(road(m));
  f.ask(both(road(m), is(m.steering, Side::left)));
  f.ask(
      is_one_of(m.kind, {Class::crawler_crane, Class::truck_crane, Class::forklift, Class::aerial_platform}));
  f.ask(Tri::yes);
  return f.judgement();
}

Judgement nigeria(const Machine& m) {
  Findings f;
  f.allow_if_confirmed(off_road(m));
  f.allow_if_confirmed(both(road(m), age_between(m.build_year, -kAnyAge, 15)));
  f.ask(both(road(m), age_between(m.build_year, 16, kAnyAge)));
  f.ask(both(road(m), is(m.steering, Side::right)));
  f.ask(any_regime(m));
  f.ask(any_regime(m));
  f.ask(off_road(m));
  f.ask(road(m));
  return f.judgement();
}

Judgement uganda(const Machine& m) {
  Findings f;
  const Tri named = is_one_of(m.kind, {Class::hydraulic_excavator, Class::wheel_loader, Class::backhoe_loader,
                                       Class::crawler_dozer, Class::motor_grader, Class::off_road_dumper,
                                       Class::road_roller, Class::rotary_drilling_rig, Class::forklift});
  const Tri exempt = is_one_of(m.kind, {Class::truck_crane, Class::concrete_mixer_truck});
  const Tri limited = both(road(m), isnt(either(exempt, dump_truck(m))));
  f.allow_if_confirmed(both(off_road(m), named));
  f.allow_if_confirmed(both(off_road(m), isnt(named)));
  f.allow_if_confirmed(both(road(m), exempt));
  f.allow_if_confirmed(both(road(m), dump_truck(m), Tri::unknown));  // from 6 t in all
  f.allow_if_confirmed(both(road(m), age_between(m.build_year, -kAnyAge, 14)));
  f.allow_if_confirmed(both(road(m), age_between(m.build_year, 15, 15), Tri::unknown));  // build date
  f.ask(both(limited, age_between(m.build_year, 16, kAnyAge)));
  f.ask(both(limited, age_between(m.build_year, 15, 15), Tri::unknown));
  f.ask(both(both(road(m), dump_truck(m)), age_between(m.build_year, 15, kAnyAge), Tri::unknown));
  f.ask(both(road(m), dump_truck(m), age_between(m.build_year, 5, kAnyAge)));
  f.ask(both(road(m), isnt(dump_truck(m)), age_between(m.build_year, 9, kAnyAge)));
  f.ask(off_road(m));
  f.ask(road(m));
  f.ask(road(m));
  f.ask(any_regime(m));
  f.ask(any_regime(m));
  return f.judgement();
}

Tri registered_within_months(const Machine& m, int most) {
  if (m.first_year == 0) return Tri::unknown;
  int months = kExportMonths - (m.first_year * 12 + m.first_month - 1);
  if (m.first_day > kExportDay) --months;
  return tri(months >= 0 && months <= most);
}

/// The stage that a whole build year falls into; empty when it is open.
std::string_view stage_of_year(const Machine& m) {
  const Tri diesel = both(off_road(m), is(m.fuel, Fuel::diesel));
  const Tri usual_power = m.power_w < 0 ? Tri::unknown : tri(m.power_w <= 560'000);
  const auto year = [&m](int from, int to) {
    return m.build_year == 0 ? Tri::unknown : tri(m.build_year >= from && m.build_year <= to);
  };
  struct Rule {
    Tri matches;
    std::string_view stage;
  };
  const std::array<Rule, 5> rules = {{{both(diesel, year(0, 2006)), "unregulated"},
                                      {both(diesel, usual_power, year(2012, 2013)), "CN2"},
                                      {both(diesel, year(2017, 2021)), "CN3"},
                                      {both(diesel, usual_power, year(2023, 9999)), "CN4"},
                                      {both(diesel, isnt(usual_power), year(2023, 9999)), "CN3"}}};
  for (const Rule& rule : rules) {
    if (rule.matches == Tri::yes) return rule.stage;
    if (rule.matches == Tri::unknown) return {};
  }
  return {};
}

}  // namespace

void derive(Machine& machine) {
  switch (machine.kind) {
    case Class::unknown:
      break;
    case Class::truck_crane:
    case Class::truck_concrete_pump:
    case Class::concrete_mixer_truck:
    case Class::dump_truck:
      machine.regime = Regime::road_vehicle;
      if (machine.gear == Gear::unknown) machine.gear = Gear::truck_chassis;
      break;
    case Class::aerial_platform:
      if (machine.gear != Gear::unknown)
        machine.regime =
            machine.gear == Gear::truck_chassis ? Regime::road_vehicle : Regime::off_road_machine;
      break;
    case Class::crawler_dozer:
    case Class::crawler_crane:
      machine.regime = Regime::off_road_machine;
      if (machine.gear == Gear::unknown) machine.gear = Gear::crawler;
      break;
    case Class::wheel_loader:
    case Class::motor_grader:
    case Class::backhoe_loader:
    case Class::forklift:
      machine.regime = Regime::off_road_machine;
      if (machine.gear == Gear::unknown) machine.gear = Gear::wheel;
      break;
    default:
      machine.regime = Regime::off_road_machine;
  }
  if (machine.stage.empty()) machine.stage = stage_of_year(machine);
}

std::string_view class_code(Class kind) {
  constexpr std::array<std::string_view, 17> kCodes = {"",
                                                       "hydraulic_excavator",
                                                       "wheel_loader",
                                                       "backhoe_loader",
                                                       "crawler_dozer",
                                                       "motor_grader",
                                                       "road_roller",
                                                       "paver",
                                                       "rotary_drilling_rig",
                                                       "crawler_crane",
                                                       "truck_crane",
                                                       "truck_concrete_pump",
                                                       "concrete_mixer_truck",
                                                       "forklift",
                                                       "aerial_platform",
                                                       "off_road_dumper",
                                                       "dump_truck"};
  return kCodes[static_cast<std::size_t>(kind)];
}

std::string_view regime_code(Regime regime) {
  constexpr std::array<std::string_view, 3> kCodes = {"", "off_road_machine", "road_vehicle"};
  return kCodes[static_cast<std::size_t>(regime)];
}

std::string_view hs_code(const Machine& m) {
  constexpr std::int64_t kStrongEngineW = 235'360;
  switch (m.kind) {
    case Class::hydraulic_excavator:
      return m.gear == Gear::crawler ? "8429521290" : m.gear == Gear::wheel ? "8429521190" : "";
    case Class::wheel_loader:
      return "8429510000";
    case Class::backhoe_loader:
      return "8429590000";
    case Class::crawler_dozer:
      return m.power_w < 0 ? "" : m.power_w > kStrongEngineW ? "8429111000" : "8429119000";
    case Class::motor_grader:
      return m.power_w < 0 ? "" : m.power_w > kStrongEngineW ? "8429201000" : "8429209000";
    case Class::road_roller:
      return m.mass_g >= 0 && m.mass_g < 18'000'000 ? "8429401900" : "";
    case Class::rotary_drilling_rig:
      return m.gear == Gear::crawler ? "8430412200" : m.gear == Gear::wheel ? "8430412900" : "";
    case Class::crawler_crane:
      return "8426491000";
    case Class::truck_crane:
      if (m.load_kg < 0) return {};
      return m.load_kg <= 50'000 ? "8705109100" : m.load_kg <= 100'000 ? "8705109200" : "8705109300";
    case Class::truck_concrete_pump:
      return "8705909100";
    case Class::concrete_mixer_truck:
      return "8705400000";
    case Class::forklift:
      return m.fuel == Fuel::electric ? "8427109000" : m.fuel == Fuel::diesel ? "8427209000" : "";
    case Class::aerial_platform:
      if (m.gear != Gear::crawler && m.gear != Gear::wheel) return {};
      return m.fuel == Fuel::electric ? "8427109000" : m.fuel == Fuel::diesel ? "8427209000" : "";
    default:
      return {};
  }
}

bool has_hs6(const Machine& m) {
  switch (m.kind) {
    case Class::unknown:
      return false;
    case Class::forklift:
      return m.fuel != Fuel::unknown;
    case Class::aerial_platform:
      return m.gear == Gear::truck_chassis || (m.gear != Gear::unknown && m.fuel != Fuel::unknown);
    case Class::dump_truck:
      return m.fuel == Fuel::electric;
    default:
      return true;
  }
}

std::string_view vat_outcome(const Machine& m) {
  if (m.seller == Seller::unknown || m.invoice == Invoice::unknown) return {};
  const bool company = m.seller != Seller::individual;
  if (m.invoice == Invoice::special) return m.seller == Seller::general_taxpayer ? "refund" : "";
  if (m.invoice == Invoice::ordinary) return "exempt";
  return m.invoice == Invoice::none && company ? "taxed" : "";
}

Judgement china_tradable(const Machine& m) {
  Findings f;
  f.leave_open(m.scrapped);
  f.leave_open(m.mortgaged);
  f.leave_open(m.supervised);
  f.leave_open(m.seized);
  f.leave_open(m.stolen);
  f.leave_open(is(m.numbers, Numbers::altered));
  f.leave_open(is(m.numbers, Numbers::missing));
  f.leave_open(m.assembled);
  f.refuse(m.leased);
  f.allow_if_confirmed(Tri::yes);
  f.ask(isnt(m.title));
  f.ask(m.seller == Seller::unknown ? Tri::unknown : Tri::yes);
  f.ask(m.accident);
  f.ask(m.locked);
  f.ask(m.special);
  f.ask(both(isnt(m.special), is_one_of(m.kind, {Class::crawler_crane, Class::forklift})));
  f.ask(both(off_road(m), Tri::unknown));  // environmental code
  f.ask(off_road(m));
  for (int step = 0; step < 4; ++step) f.ask(both(m.plated, road(m)));
  f.ask(both(m.plated, road(m), registered_within_months(m, 5)));
  f.ask(both(isnt(m.plated), road(m)));
  f.ask(both(m.plated, off_road(m), is(m.gear, Gear::wheel)));
  return f.judgement();
}

const std::array<HandCountry, 8>& hand_countries() {
  static constexpr std::array<HandCountry, 8> kCountries = {{{"AE", emirates},
                                                             {"EG", egypt},
                                                             {"GH", ghana},
                                                             {"ID", indonesia},
                                                             {"KE", kenya},
                                                             {"MY", malaysia},
                                                             {"NG", nigeria},
                                                             {"UG", uganda}}};
  return kCountries;
}

}  // namespace chuhai::bench
