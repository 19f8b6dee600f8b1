// Screening a large fleet, from CSV to summary CSV: this program's engine against a loop written by hand.
// Settings: CHUHAI_BENCH_ROWS (1000000), CHUHAI_BENCH_THREADS (2), CHUHAI_BENCH_RUNS (2), CHUHAI_BENCH_DIR.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "fleet_generator.hpp"
#include "hand_screening.hpp"
#include "measure.hpp"
#include "rulebook/book.hpp"
#include "screening/screen.hpp"

namespace {

namespace fs = std::filesystem;
using chuhai::bench::Duration;
using chuhai::bench::HandCountry;

constexpr std::uint64_t kSeed = 20261124;
constexpr std::uint64_t kCheckedRows = 20'000;
constexpr std::size_t kDestinations = 25;
constexpr double kMemoryMibMax = 1536;
constexpr double kRatioMin = 0.25;

struct Setup {
  chuhai::rulebook::Book book;
  chuhai::machine::Catalog catalog;
  std::shared_ptr<const chuhai::destination::CostAssumptions> costs;
  std::vector<std::string> countries;  ///< every destination with a pack, repeated up to 25
  std::vector<HandCountry> hand_countries;
  fs::path folder;
  std::uint64_t rows = 0;
  unsigned threads = 0;
  std::uint64_t runs = 0;
};

[[noreturn]] void give_up(const std::string& why) {
  std::cerr << "screening_bench: " << why << '\n';
  std::exit(1);
}

Setup make_setup() {
  const fs::path root(CHUHAI_SOURCE_DIR);
  auto book = chuhai::rulebook::Book::load(root / "rules");
  if (!book) give_up(book.error().message.en);
  auto catalog = chuhai::machine::Catalog::load(root / "catalog");
  if (!catalog) give_up(catalog.error().message.en);
  auto costs = chuhai::destination::CostAssumptions::load(root / "rules/common/landed-cost.toml");
  if (!costs) give_up(costs.error().message.en);
  Setup setup{std::move(*book),
              std::move(*catalog),
              std::make_shared<const chuhai::destination::CostAssumptions>(std::move(*costs)),
              {},
              {},
              {}};
  std::set<std::string> with_pack;
  for (const auto& pack : setup.book.packs()) {
    if (pack->area == "dest") with_pack.insert(pack->jurisdiction);
  }
  if (with_pack.empty()) give_up("no destination packs");
  setup.countries.assign(with_pack.begin(), with_pack.end());
  for (std::size_t i = 0; setup.countries.size() < kDestinations; ++i) {
    setup.countries.push_back(setup.countries[i]);
  }
  const auto& by_hand = chuhai::bench::hand_countries();
  for (std::size_t i = 0; i < setup.countries.size(); ++i) {
    setup.hand_countries.push_back(by_hand[i % by_hand.size()]);
  }
  const char* folder = std::getenv("CHUHAI_BENCH_DIR");
  setup.folder = folder != nullptr ? fs::path(folder) : root / "build/bench/data";
  fs::create_directories(setup.folder);
  setup.rows = chuhai::bench::setting("CHUHAI_BENCH_ROWS", 1'000'000);
  setup.threads = static_cast<unsigned>(chuhai::bench::setting("CHUHAI_BENCH_THREADS", 2));
  setup.runs = chuhai::bench::setting("CHUHAI_BENCH_RUNS", 2);
  return setup;
}

chuhai::screening::Totals screen(const Setup& setup, const fs::path& fleet, const fs::path& out,
                                 const std::vector<std::string>& countries, unsigned threads,
                                 bool with_costs = false) {
  chuhai::screening::ScreenOptions options;
  options.as_of = {2026, 11, 24};
  options.countries = countries;
  options.threads = threads;
  if (with_costs) options.costs = setup.costs;
  auto report = chuhai::screening::screen_to_csv(fleet, out, setup.book, setup.catalog, options);
  if (!report) give_up(report.error().message.en);
  return report->totals;
}

std::string read_all(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A summary row without the text of its last cell: the wording of problems is not compared, only whether
/// there are any.
std::string without_problem_text(const std::string& line, std::size_t columns) {
  std::size_t at = 0;
  bool quoted = false;
  for (std::size_t commas = 0; at < line.size() && commas + 1 < columns; ++at) {
    if (line[at] == '"') quoted = !quoted;
    if (line[at] == ',' && !quoted) ++commas;
  }
  return line.substr(0, at) + (at < line.size() ? "problems" : "");
}

/// The hand-written rules must say the same as the packs, row by row, before their speed means anything.
bool agree(const Setup& setup) {
  const fs::path fleet = setup.folder / "check.csv", ours = setup.folder / "check_engine.csv";
  const fs::path single = setup.folder / "check_single.csv", theirs = setup.folder / "check_hand.csv";
  chuhai::bench::write_fleet(fleet, kCheckedRows, kSeed);
  const auto& by_hand = chuhai::bench::hand_countries();
  std::vector<std::string> countries;
  for (const HandCountry& country : by_hand) countries.emplace_back(country.code);
  screen(setup, fleet, ours, countries, setup.threads);
  screen(setup, fleet, single, countries, 1);
  if (read_all(ours) != read_all(single)) give_up("one thread and several do not write the same bytes");
  chuhai::bench::screen_by_hand(fleet, theirs, by_hand, setup.threads);
  std::ifstream a(ours), b(theirs);
  std::string line_a, line_b;
  std::size_t row = 0, different = 0, columns = 0;
  while (std::getline(a, line_a) && std::getline(b, line_b)) {
    if (row++ == 0) columns = static_cast<std::size_t>(std::count(line_a.begin(), line_a.end(), ',')) + 1;
    if (without_problem_text(line_a, columns) == without_problem_text(line_b, columns)) continue;
    if (++different <= 3)
      std::cout << "row " << row << "\n  packs " << line_a << "\n  hand  " << line_b << '\n';
  }
  std::cout << "agreement     " << row - 1 - different << " of " << row - 1
            << " summary rows of the packs and of the hand-written rules are the same\n"
            << "threads       the same bytes with 1 and " << setup.threads << '\n';
  return different == 0 && row == kCheckedRows + 1;
}

void print_line(const char* name, const Duration& time, std::uint64_t rows) {
  std::printf("%-13s %8.2f s on the clock %9.0f rows/s   %8.2f s of processor time %9.0f rows/s\n", name,
              time.wall_s, static_cast<double>(rows) / time.wall_s, time.cpu_s,
              static_cast<double>(rows) / time.cpu_s);
}

void check_totals(const chuhai::screening::Totals& ours, const chuhai::bench::HandTotals& hand,
                  std::uint64_t rows) {
  if (ours.machines != rows || hand.machines != rows) give_up("rows were lost");
  if (ours.duplicates != hand.duplicates) give_up("the repeated machines found differ");
  if (ours.with_problems != hand.with_problems) give_up("the rows with problems differ");
}

int run() {
  const Setup setup = make_setup();
  const bool same = agree(setup);
  const fs::path fleet = setup.folder / "fleet.csv";
  chuhai::bench::write_fleet(fleet, setup.rows, kSeed);
  std::cout << "fleet         " << setup.rows << " machines, " << fs::file_size(fleet) / 1'000'000 << " MB, "
            << setup.countries.size() << " destinations, " << setup.threads << " threads, best of "
            << setup.runs << '\n';
  Duration engine{1e9, 1e9}, hand{1e9, 1e9};
  double memory_mib = 0;
  for (std::uint64_t i = 0; i < setup.runs; ++i) {
    chuhai::screening::Totals totals;
    engine = shorter(engine, chuhai::bench::duration_of([&] {
                       totals =
                           screen(setup, fleet, setup.folder / "engine.csv", setup.countries, setup.threads);
                     }));
    if (i == 0) memory_mib = chuhai::bench::peak_memory_mib();
    chuhai::bench::HandTotals hand_totals;
    hand = shorter(hand, chuhai::bench::duration_of([&] {
                     hand_totals = chuhai::bench::screen_by_hand(fleet, setup.folder / "hand.csv",
                                                                 setup.hand_countries, setup.threads);
                   }));
    check_totals(totals, hand_totals, setup.rows);
  }
  const Duration landed = chuhai::bench::duration_of(
      [&] { screen(setup, fleet, setup.folder / "landed.csv", setup.countries, setup.threads, true); });
  print_line("rule packs", engine, setup.rows);
  print_line("by hand", hand, setup.rows);
  print_line("landed cost", landed, setup.rows);
  const double ratio = hand.wall_s / engine.wall_s;
  std::printf("ratio         %.1f %% of the hand-written loop on the clock, %.1f %% by processor time: %s\n",
              100 * ratio, 100 * hand.cpu_s / engine.cpu_s,
              ratio >= kRatioMin ? "at least 25 %, as wanted" : "BELOW the 25 % wanted");
  std::printf("memory        %.0f MiB at most: %s\n", memory_mib,
              memory_mib <= kMemoryMibMax ? "within the 1536 MiB allowed" : "ABOVE the 1536 MiB allowed");
  if (!same)
    give_up("the hand-written rules no longer say what the packs say; bring bench/hand_rules.cpp up to date");
  return 0;
}

}  // namespace

int main() {
  try {
    return run();
  } catch (const std::exception& failure) {
    std::cerr << "screening_bench: " << failure.what() << '\n';
    return 3;
  }
}
