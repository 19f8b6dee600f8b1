#include "fleet_verdicts.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "base/file.hpp"
#include "rule_source.hpp"

namespace chuhai::bench {

namespace {

namespace fs = std::filesystem;

constexpr calendar::Date kAsOf{2026, 11, 24};
constexpr std::size_t kBatchRows = 500'000;
/// The loop written by hand is shared out among threads in such pieces.
constexpr std::size_t kLoopRows = 16'384;
constexpr std::size_t kRandomRows = 50'000;
constexpr std::uint64_t kSeed = 20261128;
constexpr std::size_t kBlockRows = 1'000'000;

/// Calls `work(begin, end)` for pieces of `rows` rows from `threads` threads.
void share_out(std::size_t rows, std::size_t piece, unsigned threads,
               const std::function<void(std::size_t, std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> workers;
  for (unsigned t = 0; t < threads; ++t) {
    workers.emplace_back([&] {
      for (std::size_t begin = next.fetch_add(piece); begin < rows; begin = next.fetch_add(piece))
        work(begin, std::min(begin + piece, rows));
    });
  }
}

/// The first pack and row in which two sides differ, or nothing.
bool same(const FleetRules& rules, std::size_t rows, const Outcomes& right, const Outcomes& other,
          const char* side) {
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < right.size() && i < other.size(); ++i) {
    if (right[i] == other[i]) continue;
    if (wrong++ < 5) {
      std::printf("  %s says %d in row %zu by %s, the packs say %d\n", side, other[i], i % rows,
                  rules.packs[i / rows]->id.c_str(), right[i]);
    }
  }
  if (right.size() != other.size())
    std::printf("  %s gave %zu verdicts of %zu\n", side, other.size(), right.size());
  if (wrong > 0) std::printf("  %s differs in %zu verdicts\n", side, wrong);
  return wrong == 0 && right.size() == other.size();
}

std::string sql_type(const FleetColumn& column) {
  switch (column.type) {
    case column::Type::string:
      return enum_of(column.path);
    case column::Type::boolean:
      return "BOOLEAN";
    case column::Type::date:
      return "DATE";
    case column::Type::number:
      break;
  }
  return "INTEGER";
}

std::string setup_sql(const Fleet& fleet, const fs::path& csv) {
  std::string text, read, cast;
  for (const FleetColumn& column : fleet.columns) {
    const std::string separator = cast.empty() ? "" : ", ";
    if (column.type == column::Type::string) {
      std::string members;
      for (const std::string& one : column.texts) members += (members.empty() ? "'" : ", '") + one + "'";
      text += "CREATE TYPE " + enum_of(column.path) + " AS ENUM (" + members + ");\n";
    }
    read += separator + "'" + column.path + "': 'VARCHAR'";
    cast += separator + "\"" + column.path + "\"::" + sql_type(column) + " AS \"" + column.path + "\"";
  }
  const std::string row(kRowColumn);
  read += ", '" + row + "': 'INTEGER'";
  return text + "CREATE TABLE fleet AS SELECT " + cast + ", " + row + " FROM read_csv('" + csv.string() +
         "', header = true, auto_detect = false, delim = ',', columns = {" + read + "});\n";
}

void write_text(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

Duration judge(PeerProcess& peers, const std::string& form) {
  std::istringstream line(peers.ask("judge " + form));
  Duration duration;
  line >> duration.cpu_s >> duration.wall_s;
  return duration;
}

/// All sides in turn, `runs` times; the shortest of each.
void time_sides(const FleetRules& rules, const Fleet& fleet, const std::vector<column::Batch>& batches,
                const HandLibrary& library, const HandSource& source, unsigned threads, PeerProcess* peers,
                FleetReport& report) {
  const std::uint64_t runs = setting("CHUHAI_BENCH_RUNS", 3);
  FleetReport best;
  for (std::uint64_t run = 0; run < runs; ++run) {
    FleetReport now;
    now.packs = duration_of([&] { verdicts_by_packs(rules, batches, threads); });
    now.hand = duration_of([&] { verdicts_by_hand(library, source, fleet, rules.packs.size(), threads); });
    if (peers != nullptr) {
      now.table = judge(*peers, "table");
      now.sums = judge(*peers, "sums");
    }
    for (const auto side : {&FleetReport::packs, &FleetReport::hand, &FleetReport::table, &FleetReport::sums})
      best.*side = run == 0 ? now.*side : shorter(best.*side, now.*side);
  }
  for (const auto side : {&FleetReport::packs, &FleetReport::hand, &FleetReport::table, &FleetReport::sums}) {
    (report.*side).cpu_s += (best.*side).cpu_s;
    (report.*side).wall_s += (best.*side).wall_s;
  }
}

rulebook::Book load_book() {
  auto book = rulebook::Book::load(fs::path(CHUHAI_SOURCE_DIR) / "rules");
  if (!book) throw std::runtime_error(book.error().message.en);
  return std::move(*book);
}

void print_outcomes(const FleetReport& report, const char* kind, bool right) {
  std::printf("  %zu %s machines: allowed %zu, on conditions %zu, undecided %zu, refused %zu: %s\n",
              report.rows, kind, report.outcomes[0], report.outcomes[1], report.outcomes[2],
              report.outcomes[3], right ? "all sides agree" : "they DISAGREE");
}

void print_side(const char* name, const Duration& duration, double verdicts, const Duration& packs) {
  std::printf("  %-22s %8.2f s %13.1f %8.2f s %13.1f %9.2f\n", name, duration.cpu_s,
              verdicts / duration.cpu_s / 1e6, duration.wall_s, verdicts / duration.wall_s / 1e6,
              duration.cpu_s / packs.cpu_s);
}

void print_sides(const FleetReport& report) {
  std::printf("  %-22s %10s %13s %10s %13s %9s\n", "", "processor", "M verdicts/s", "clock", "M verdicts/s",
              "times");
  print_side("rule packs", report.packs, report.verdicts, report.packs);
  print_side("loop by hand", report.hand, report.verdicts, report.packs);
  if (report.with_database) {
    print_side("DuckDB, into a table", report.table, report.verdicts, report.packs);
    print_side("DuckDB, sums only", report.sums, report.verdicts, report.packs);
  }
}

}  // namespace

FleetRules prepare_rules(const rulebook::Book& book, const std::string& area) {
  FleetRules rules;
  for (const std::string& id : book.ids(area)) {
    auto pack = book.choose(id, kAsOf);
    if (!pack) continue;
    try {
      verdict_sql({pack}, kAsOf, book.vocabulary(), "fleet");
    } catch (const std::runtime_error& why) {
      rules.left_out.push_back(id + ": " + why.what());
      continue;
    }
    auto assessor = rulebook::Assessor::create(pack, kAsOf);
    if (!assessor) throw std::runtime_error(assessor.error().message.en);
    rules.assessors.push_back(std::move(*assessor));
    rules.rules += pack->rules.size();
    rules.packs.push_back(std::move(pack));
  }
  rules.sql = verdict_sql(rules.packs, kAsOf, book.vocabulary(), "fleet");
  return rules;
}

Outcomes verdicts_by_packs(const FleetRules& rules, const std::vector<column::Batch>& batches,
                           unsigned threads) {
  std::vector<std::size_t> first_rows;
  std::size_t rows = 0;
  for (const column::Batch& batch : batches) {
    first_rows.push_back(rows);
    rows += batch.rows();
  }
  Outcomes outcomes(rules.assessors.size() * rows);
  std::vector<const rulebook::Assessor*> packs;
  for (const rulebook::Assessor& pack : rules.assessors) packs.push_back(&pack);
  share_out(batches.size(), 1, threads, [&](std::size_t which, std::size_t) {
    rulebook::AlikeRows alike(batches[which], packs);
    for (std::size_t p = 0; p < rules.assessors.size(); ++p) {
      const rulebook::Assessor::Run run = rules.assessors[p].run(alike);
      std::uint8_t* out = outcomes.data() + p * rows + first_rows[which];
      for (const rulebook::Outcome outcome : run.outcomes()) *out++ = static_cast<std::uint8_t>(outcome);
    }
  });
  return outcomes;
}

Outcomes verdicts_by_hand(const HandLibrary& library, const HandSource& source, const Fleet& fleet,
                          std::size_t packs, unsigned threads) {
  std::vector<const std::int32_t*> columns;
  for (const std::string& path : source.columns) columns.push_back(fleet.at(path).values.data());
  Outcomes outcomes(packs * fleet.rows);
  std::vector<std::uint8_t*> out;
  for (std::size_t p = 0; p < packs; ++p) out.push_back(outcomes.data() + p * fleet.rows);
  share_out(fleet.rows, kLoopRows, threads, [&](std::size_t begin, std::size_t end) {
    library.verdicts()(columns.data(), begin, end, out.data());
  });
  return outcomes;
}

void load_database(const FleetRules& rules, const Fleet& fleet, const fs::path& folder, unsigned threads,
                   PeerProcess& peers) {
  write_csv(fleet, kRowColumn, folder / "fleet_facts.csv");
  write_text(folder / "fleet_setup.sql", setup_sql(fleet, folder / "fleet_facts.csv"));
  write_text(folder / "fleet_query.sql", rules.sql.query);
  write_text(folder / "fleet_check.sql", rules.sql.ordered_query);
  peers.ask("fleet " + (folder / "fleet_setup.sql").string() + " " + (folder / "fleet_query.sql").string() +
            " " + std::to_string(rules.packs.size()) + " " + std::to_string(threads));
}

Outcomes verdicts_by_database(const fs::path& folder, PeerProcess& peers) {
  const fs::path file = folder / "fleet_verdicts.bin";
  peers.ask("verdicts " + (folder / "fleet_check.sql").string() + " " + file.string());
  const auto bytes = base::read_file(file, std::uint64_t{1} << 34);
  if (!bytes) throw std::runtime_error(bytes.error().message.en);
  return {bytes->begin(), bytes->end()};
}

FleetBench::FleetBench(fs::path folder, PeerProcess& peers)
    : folder_(std::move(folder)),
      peers_(&peers),
      book_(load_book()),
      threads_(static_cast<unsigned>(setting("CHUHAI_BENCH_THREADS", 2))),
      rules_(prepare_rules(book_, "dest")) {}

bool FleetBench::add_block(FleetKind kind, std::size_t rows, std::uint64_t seed, Ask ask,
                           FleetReport& report) {
  const Fleet fleet = make_fleet(kind, rows, seed, rules_.sql.columns, book_, rules_.sql.texts);
  const HandSource source = hand_source(rules_.packs, kAsOf, book_.vocabulary(), fleet.columns);
  const HandLibrary library(source, folder_);
  const std::size_t batch_rows = setting("CHUHAI_BENCH_BATCH_ROWS", kBatchRows);
  const std::vector<column::Batch> batches = to_batches(fleet, std::min(batch_rows, rows / threads_ + 1));
  const Outcomes verdicts = verdicts_by_packs(rules_, batches, threads_);
  const Outcomes by_hand = verdicts_by_hand(library, source, fleet, rules_.packs.size(), threads_);
  bool right = same(rules_, rows, verdicts, by_hand, "the loop");
  if (ask.database) {
    load_database(rules_, fleet, folder_, threads_, *peers_);
    right = same(rules_, rows, verdicts, verdicts_by_database(folder_, *peers_), "the database") && right;
  }
  for (const std::uint8_t verdict : verdicts) ++report.outcomes[verdict];
  report.rows += rows;
  report.verdicts += static_cast<double>(verdicts.size());
  if (ask.time)
    time_sides(rules_, fleet, batches, library, source, threads_, ask.database ? peers_ : nullptr, report);
  return right;
}

bool FleetBench::agree_on_random_facts() {
  std::printf("%zu packs, %zu rules, %zu columns, %u threads\n", rules_.packs.size(), rules_.rules,
              rules_.sql.columns.size(), threads_);
  for (const std::string& why : rules_.left_out) std::printf("  left out: %s\n", why.c_str());
  FleetReport report;
  const bool right =
      add_block(FleetKind::random, kRandomRows, kSeed, {.database = true, .time = false}, report);
  print_outcomes(report, "random", right);
  return right;
}

bool FleetBench::measure(std::size_t rows, FleetReport& report) {
  bool right = true;
  // More than a million at once need not be in memory: the same million-row steps, each of another seed.
  report.with_database = rows <= kBlockRows;
  for (std::size_t done = 0; done < rows; done += kBlockRows) {
    const std::size_t block = std::min(kBlockRows, rows - done);
    const Ask ask{.database = report.with_database, .time = true};
    right = add_block(FleetKind::likely, block, kSeed + done, ask, report) && right;
  }
  print_outcomes(report, "likely", right);
  print_sides(report);
  return right;
}

}  // namespace chuhai::bench
