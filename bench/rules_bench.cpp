// Decision tables against other libraries, and packs against a database and a loop written by hand.
// An argument "decisions" or "fleet" runs only that part. Settings: CHUHAI_BENCH_RUNS (3),
// CHUHAI_BENCH_ROWS (1000000), CHUHAI_BENCH_THREADS (2), CHUHAI_BENCH_DIR. Ends with status 1 when answers
// disagree.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "decisions.hpp"
#include "fleet_verdicts.hpp"
#include "peer_process.hpp"

namespace {

namespace fs = std::filesystem;

struct Wanted {
  std::size_t rules;
  double ratio;  ///< to GoRules Zen; 0: none is set
};
constexpr std::array kWanted = {Wanted{100, 20}, Wanted{1000, 0}, Wanted{5000, 100}};

fs::path work_folder() {
  const char* named = std::getenv("CHUHAI_BENCH_DIR");
  const fs::path folder =
      named != nullptr ? fs::path(named) : fs::path(CHUHAI_SOURCE_DIR) / "build/bench/data";
  fs::create_directories(folder);
  return folder;
}

/// The better of a library's forms.
double best_of(const chuhai::bench::DecisionReport& report, std::string_view stem) {
  double best = 0;
  for (const auto& side : report.sides) {
    if (side.side.starts_with(stem)) best = std::max(best, side.per_second);
  }
  return best;
}

bool bench_decisions(chuhai::bench::PeerProcess& peers) {
  bool right = true;
  for (const Wanted& wanted : kWanted) {
    const auto report = chuhai::bench::compare_decisions(wanted.rules, work_folder(), peers);
    right = chuhai::bench::print_decisions(report) && right;
    const double zen = best_of(report, "zen");
    const double batch = report.sides[1].per_second / zen, one = report.sides[2].per_second / zen;
    std::printf("  against Zen: %.0f times in batch, %.0f times one by one", batch, one);
    if (wanted.ratio > 0) {
      std::printf("; wanted: %.0f times: %s", wanted.ratio,
                  one >= wanted.ratio     ? "reached by both"
                  : batch >= wanted.ratio ? "reached in batch, MISSED one by one"
                                          : "MISSED");
    }
    std::printf("\n\n");
  }
  return right;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    auto peers = chuhai::bench::start_peers();
    const std::string_view only = argc > 1 ? argv[1] : "";
    bool right = true;
    if (only.empty() || only == "decisions") right = bench_decisions(peers) && right;
    if (only.empty() || only == "fleet") right = chuhai::bench::bench_fleet(work_folder(), peers) && right;
    if (!right) std::cerr << "rules_bench: answers disagree, see above\n";
    return right ? 0 : 1;
  } catch (const std::exception& failure) {
    std::cerr << "rules_bench: " << failure.what() << '\n';
    return 3;
  }
}
