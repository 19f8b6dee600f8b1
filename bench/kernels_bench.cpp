// Every rule pack's verdicts by column kernels against the one-row interpreter, on the same cases and one
// thread. Settings: CHUHAI_BENCH_BATCHES (8), CHUHAI_BENCH_SAMPLE (2000).
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "column/forms.hpp"
#include "fact_generator.hpp"
#include "measure.hpp"
#include "rulebook/book.hpp"

namespace {

using chuhai::rulebook::Assessor;
using chuhai::rulebook::Outcome;

constexpr std::size_t kBatchRows = 8192;
constexpr double kRatioMin = 50;
constexpr std::uint64_t kSeed = 20261124;

[[noreturn]] void give_up(const std::string& why) {
  std::cerr << "kernels_bench: " << why << '\n';
  std::exit(1);
}

struct Figures {
  double kernel_ns = 0;       ///< for one row
  double interpreter_ns = 0;  ///< for one row
};

/// Columns as the screening makes them: every distinct value once.
chuhai::column::Batch encoded(const chuhai::column::Batch& batch) {
  chuhai::column::Batch result(batch.rows());
  for (const auto& [path, column] : batch.columns()) result.set(path, chuhai::column::encode(column));
  return result;
}

std::vector<Outcome> interpret(const Assessor& pack, const std::vector<chuhai::feel::Context>& cases) {
  std::vector<Outcome> outcomes;
  outcomes.reserve(cases.size());
  for (const chuhai::feel::Context& inputs : cases) {
    const auto outcome = pack.interpret(inputs);
    if (!outcome) give_up(outcome.error().message.en);
    outcomes.push_back(*outcome);
  }
  return outcomes;
}

Figures measure(const Assessor& pack, const chuhai::rulebook::Vocabulary& vocabulary) {
  const std::uint64_t batches = chuhai::bench::setting("CHUHAI_BENCH_BATCHES", 8);
  const std::uint64_t sample =
      std::min<std::uint64_t>(chuhai::bench::setting("CHUHAI_BENCH_SAMPLE", 2000), kBatchRows);
  std::vector<chuhai::column::Batch> work;
  std::vector<chuhai::feel::Context> contexts;
  for (std::uint64_t b = 0; b < batches; ++b) {
    const auto cases = chuhai::bench::make_cases(pack, vocabulary, kBatchRows, kSeed + b);
    work.push_back(encoded(chuhai::rulebook::to_batch(cases, vocabulary)));
    if (b > 0) continue;
    for (std::uint64_t i = 0; i < sample; ++i) contexts.push_back(chuhai::rulebook::to_context(cases[i]));
  }
  std::vector<Outcome> by_interpreter;
  const auto slow = chuhai::bench::duration_of([&] { by_interpreter = interpret(pack, contexts); });
  const Assessor::Run checked = pack.run(work.front());
  for (std::size_t row = 0; row < by_interpreter.size(); ++row) {
    if (checked.outcomes()[row] != by_interpreter[row])
      give_up(pack.pack().id + ": kernels and interpreter disagree in case " + std::to_string(row));
  }
  std::size_t rows = 0;
  const auto fast = chuhai::bench::duration_of([&] {
    for (const chuhai::column::Batch& batch : work) rows += pack.run(batch).rows();
  });
  return {fast.cpu_s * 1e9 / static_cast<double>(rows), slow.cpu_s * 1e9 / static_cast<double>(sample)};
}

int run() {
  const std::filesystem::path root(CHUHAI_SOURCE_DIR);
  const auto book = chuhai::rulebook::Book::load(root / "rules");
  if (!book) give_up(book.error().message.en);
  const chuhai::calendar::Date as_of{2026, 11, 24};
  std::set<std::string> ids;
  for (const auto& pack : book->packs()) ids.insert(pack->id);
  std::printf("%-20s %6s %14s %17s %8s\n", "pack", "rules", "kernels ns/row", "interpreter ns/row", "ratio");
  Figures total;
  double lowest = 1e9;
  for (const std::string& id : ids) {
    const auto pack = book->choose(id, as_of);
    if (!pack) continue;
    const auto assessor = Assessor::create(pack, as_of);
    if (!assessor) give_up(assessor.error().message.en);
    const Figures figures = measure(*assessor, book->vocabulary());
    const double ratio = figures.interpreter_ns / figures.kernel_ns;
    std::printf("%-20s %6zu %14.0f %17.0f %7.0fx\n", id.c_str(), pack->rules.size(), figures.kernel_ns,
                figures.interpreter_ns, ratio);
    total.kernel_ns += figures.kernel_ns;
    total.interpreter_ns += figures.interpreter_ns;
    lowest = std::min(lowest, ratio);
  }
  const double ratio = total.interpreter_ns / total.kernel_ns;
  std::printf("%-20s %6s %14.0f %17.0f %7.0fx: %s; lowest of a pack %.0fx\n", "all", "", total.kernel_ns,
              total.interpreter_ns, ratio,
              ratio >= kRatioMin ? "at least 50x, as wanted" : "BELOW the 50x wanted", lowest);
  return 0;
}

}  // namespace

int main() {
  try {
    return run();
  } catch (const std::exception& failure) {
    std::cerr << "kernels_bench: " << failure.what() << '\n';
    return 3;
  }
}
