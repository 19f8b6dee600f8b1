// Decision tables against other libraries, and packs against a database and a loop written by hand, by size.
// An argument "decisions" or "fleet" runs only that part. Settings: CHUHAI_BENCH_RUNS (3), CHUHAI_BENCH_ROWS
// (1000000), CHUHAI_BENCH_THREADS (2), CHUHAI_BENCH_DIR; CHUHAI_BENCH_RULES_MAX (100000) and
// CHUHAI_BENCH_ROWS_MAX (10000000) end the series by size; CHUHAI_BENCH_WRITE=1 brings docs/performance.md up
// to date. Ends with status 1 when answers disagree.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "decisions.hpp"
#include "fleet_verdicts.hpp"
#include "measure.hpp"
#include "peer_process.hpp"
#include "performance_page.hpp"

namespace {

namespace fs = std::filesystem;

using chuhai::bench::best_of;
using chuhai::bench::Chart;
using chuhai::bench::DecisionReport;
using chuhai::bench::DecisionWork;
using chuhai::bench::figure;
using chuhai::bench::FleetReport;
using chuhai::bench::PeerProcess;
using chuhai::bench::setting;
using Rows = std::vector<std::vector<std::string>>;

struct Wanted {
  std::size_t rules;
  double ratio;        ///< to GoRules Zen; 0: none is set
  bool every_library;  ///< the larger tables are for the cost by size
  std::size_t cases;
};
constexpr std::array kWanted = {Wanted{100, 20, true, 10'000}, Wanted{1'000, 0, true, 10'000},
                                Wanted{5'000, 100, true, 10'000}, Wanted{10'000, 0, false, 10'000},
                                Wanted{100'000, 0, false, 2'000}};
constexpr std::array<std::size_t, 4> kFleetSizes = {10'000, 100'000, 1'000'000, 10'000'000};
constexpr double kHandShareMin = 0.5;

fs::path work_folder() {
  const char* named = std::getenv("CHUHAI_BENCH_DIR");
  const fs::path folder =
      named != nullptr ? fs::path(named) : fs::path(CHUHAI_SOURCE_DIR) / "build/bench/data";
  fs::create_directories(folder);
  return folder;
}

struct Ratios {
  double batch = 0, one = 0;
};

Ratios against_zen(const DecisionReport& report) {
  const double zen = best_of(report, "zen");
  return {best_of(report, "chuhai, in batch") / zen, best_of(report, "chuhai, one by one") / zen};
}

void print_ratios(const DecisionReport& report, double wanted) {
  const auto [batch, one] = against_zen(report);
  std::printf("  against Zen: %.0f times in batch, %.0f times one by one", batch, one);
  if (wanted > 0) {
    std::printf("; wanted: %.0f times: %s", wanted,
                one >= wanted     ? "reached by both"
                : batch >= wanted ? "reached in batch, MISSED one by one"
                                  : "MISSED");
  }
  std::printf("\n\n");
}

std::string ratio_text(double ratio, double wanted) {
  std::string text = "**" + figure(ratio) + "**";
  if (wanted > 0)
    text +=
        ratio >= wanted ? " (" + figure(wanted) + " wanted)" : " (**missed**: " + figure(wanted) + " wanted)";
  return text;
}

std::string decisions_table(const std::vector<DecisionReport>& reports) {
  struct Line {
    const char* name;
    const char* stem;
  };
  static constexpr std::array kLines = {
      Line{"Chuhai, in batch", "chuhai, in batch"}, Line{"Chuhai, one by one", "chuhai, one by one"},
      Line{"Chuhai, first batch", "chuhai, first"}, Line{"GoRules Zen", "zen"},
      Line{"json-rules-engine", "json-rules"},      Line{"feelin", "feelin"}};
  Rows rows{{"decisions a second and core"}};
  for (const Line& line : kLines) rows.push_back({line.name});
  rows.push_back({"in batch, times Zen"});
  rows.push_back({"one by one, times Zen"});
  rows.push_back({"wrong answers of Chuhai"});
  rows.push_back({"\"allowed\" on bad facts: Chuhai"});
  rows.push_back({"\"allowed\" on bad facts: Zen, of 1,000"});
  for (std::size_t r = 0; r < reports.size(); ++r) {
    const DecisionReport& report = reports[r];
    rows[0].push_back(figure(static_cast<double>(report.rules)) + " rules");
    for (std::size_t l = 0; l < kLines.size(); ++l) {
      const double best = best_of(report, kLines[l].stem);
      rows[1 + l].push_back(best > 0 ? figure(best) : "");
    }
    const Ratios ratios = against_zen(report);
    rows[7].push_back(ratio_text(ratios.batch, kWanted[r].ratio));
    rows[8].push_back(ratio_text(ratios.one, kWanted[r].ratio));
    std::size_t wrong = 0, allowed = 0;
    std::string zen_allowed;
    for (const auto& side : report.sides) {
      if (side.side.starts_with("chuhai")) wrong += side.wrong_on_whole + side.wrong_on_bad;
      if (side.side.starts_with("chuhai")) allowed += side.allowed_on_bad;
      if (side.side == "zen" && kWanted[r].every_library)
        zen_allowed =
            figure(1e4 * static_cast<double>(side.allowed_on_bad) / static_cast<double>(side.cases));
    }
    rows[9].push_back(std::to_string(wrong));
    rows[10].push_back(std::to_string(allowed));
    rows[11].push_back(zen_allowed);
  }
  return chuhai::bench::markdown_table(rows);
}

void write_decisions(const std::vector<DecisionReport>& reports) {
  chuhai::bench::write_section("decisions", decisions_table(reports));
  Chart chart{"One table with first-hit policy: decisions a second and core",
              "rules in the table",
              "decisions/s",
              {}};
  for (const char* stem : {"chuhai, in batch", "chuhai, one by one", "zen", "json-rules-engine", "feelin"}) {
    chuhai::bench::Series series{stem, {}};
    for (const DecisionReport& report : reports) {
      const double best = best_of(report, stem);
      if (best > 0) series.points.emplace_back(static_cast<double>(report.rules), best);
    }
    chart.series.push_back(std::move(series));
  }
  chuhai::bench::write_chart("decisions-by-rules", chart);
}

bool bench_decisions(PeerProcess& peers) {
  bool right = true;
  std::vector<DecisionReport> reports;
  for (const Wanted& wanted : kWanted) {
    if (wanted.rules > setting("CHUHAI_BENCH_RULES_MAX", 100'000)) continue;
    DecisionWork work{wanted.rules, wanted.cases, setting("CHUHAI_BENCH_RUNS", 3), wanted.every_library};
    reports.push_back(chuhai::bench::compare_decisions(work, work_folder(), peers));
    right = chuhai::bench::print_decisions(reports.back()) && right;
    print_ratios(reports.back(), wanted.ratio);
  }
  write_decisions(reports);
  return right;
}

void print_fleet_ratios(const FleetReport& report) {
  const double share = report.hand.cpu_s / report.packs.cpu_s;
  const double database = report.database_s() / report.packs.cpu_s;
  std::printf("  %.1f times DuckDB: %s; %.0f %% of the loop: %s\n", database,
              database > 1 ? "faster, as wanted" : "SLOWER, faster was wanted", share * 100,
              share >= kHandShareMin ? "at least 50 %, as wanted" : "BELOW the 50 % wanted");
}

void write_fleet(const chuhai::bench::FleetRules& rules, const std::vector<FleetReport>& reports) {
  Rows rows{{"machines", "verdicts", "packs, verdicts/s", "DuckDB", "loop", "packs, times DuckDB",
             "packs, of the loop"}};
  Chart chart{"All destinations: verdicts a second of processor time", "machines", "verdicts/s", {}};
  chart.series = {{"rule packs", {}}, {"loop by hand", {}}, {"DuckDB", {}}};
  for (const FleetReport& report : reports) {
    const auto machines = static_cast<double>(report.rows);
    const double packs = report.verdicts / report.packs.cpu_s, hand = report.verdicts / report.hand.cpu_s;
    const double database = report.with_database ? report.verdicts / report.database_s() : 0;
    rows.push_back({figure(machines), figure(report.verdicts), figure(packs),
                    database > 0 ? figure(database) : "", figure(hand),
                    database > 0 ? figure(packs / database) : "", figure(100 * packs / hand) + " %"});
    chart.series[0].points.emplace_back(machines, packs);
    chart.series[1].points.emplace_back(machines, hand);
    if (database > 0) chart.series[2].points.emplace_back(machines, database);
  }
  chuhai::bench::write_section("fleet", std::to_string(rules.packs.size()) + " packs with " +
                                            std::to_string(rules.rules) + " rules.\n\n" +
                                            chuhai::bench::markdown_table(rows));
  chuhai::bench::write_chart("verdicts-by-machines", chart);
}

bool bench_fleet(PeerProcess& peers) {
  chuhai::bench::FleetBench bench(work_folder(), peers);
  bool right = bench.agree_on_random_facts();
  std::vector<FleetReport> reports;
  std::vector<std::size_t> sizes(kFleetSizes.begin(), kFleetSizes.end());
  const std::size_t main_size = setting("CHUHAI_BENCH_ROWS", 1'000'000);
  if (main_size != 1'000'000) sizes = {main_size};
  for (const std::size_t rows : sizes) {
    if (rows > setting("CHUHAI_BENCH_ROWS_MAX", 10'000'000)) continue;
    right = bench.measure(rows, reports.emplace_back()) && right;
    if (reports.back().with_database) print_fleet_ratios(reports.back());
  }
  write_fleet(bench.rules(), reports);
  return right;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    // A line at a time, also into a file: a run takes minutes.
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    auto peers = chuhai::bench::start_peers();
    const std::string_view only = argc > 1 ? argv[1] : "";
    bool right = true;
    if (only.empty() || only == "decisions") right = bench_decisions(peers) && right;
    if (only.empty() || only == "fleet") right = bench_fleet(peers) && right;
    if (!right) std::cerr << "rules_bench: answers disagree, see above\n";
    return right ? 0 : 1;
  } catch (const std::exception& failure) {
    std::cerr << "rules_bench: " << failure.what() << '\n';
    return 3;
  }
}
