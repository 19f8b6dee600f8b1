#include "decisions.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "dmn/model.hpp"
#include "measure.hpp"
#include "rule_table_files.hpp"

namespace chuhai::bench {

namespace {

constexpr std::size_t kCases = 10'000;
constexpr std::uint64_t kSeed = 20261128;
constexpr std::size_t kFileBytesMax = 512u << 20;
/// The library GoRules Zen is measured on every case; the others on as many as take this long.
constexpr double kSecondsOfPeer = 4;
constexpr std::string_view kReference = "zen";
constexpr std::array<std::string_view, 5> kPeers = {"zen", "zen-64", "json-rules-engine",
                                                    "json-rules-engine-priority", "feelin"};

void write_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

/// What is summed over the rounds of one side.
struct Tally {
  DecisionFigures figures;
  double cpu_s = 0;
  std::size_t count_next = 0;  ///< cases of the next round
};

void compare(const std::vector<TableCase>& cases, std::size_t from, const std::vector<std::uint8_t>& right,
             const std::vector<std::uint8_t>& answers, DecisionFigures& figures) {
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const bool raised_in_time = answers[i] == kRaised && right[from + i] == kUndecided;
    if (answers[i] == right[from + i] || raised_in_time) continue;
    const bool whole = is_whole(cases[from + i]);
    ++(whole ? figures.wrong_on_whole : figures.wrong_on_bad);
    if (!whole && answers[i] == kAllowed) ++figures.allowed_on_bad;
  }
  figures.cases += answers.size();
}

struct PeerAnswers {
  double cpu_s = 0;
  std::vector<std::uint8_t> answers;
};

PeerAnswers ask_peer(PeerProcess& peers, std::string_view side, std::size_t from, std::size_t count) {
  std::istringstream line(
      peers.ask("run " + std::string(side) + " " + std::to_string(from) + " " + std::to_string(count)));
  PeerAnswers result;
  double wall_s = 0;
  std::string letters;
  line >> result.cpu_s >> wall_s >> letters;
  for (const char letter : letters) result.answers.push_back(static_cast<std::uint8_t>(letter - '0'));
  if (result.answers.size() != count)
    throw std::runtime_error(std::string(side) + " did not decide all cases");
  return result;
}

/// Everything one comparison needs: the first set of cases warms up, the others are timed.
struct Work {
  RuleTable table;
  std::vector<TableCase> cases;
  std::vector<std::uint8_t> right;

  std::vector<TableCase> set(std::size_t number) const {
    const auto begin = cases.begin() + static_cast<std::ptrdiff_t>(number * kCases);
    return {begin, begin + static_cast<std::ptrdiff_t>(kCases)};
  }
};

Work make_work(std::size_t rules, std::size_t sets) {
  Work work;
  work.table = make_table(rules, kSeed);
  for (std::size_t set = 0; set < sets; ++set) {
    const auto cases = make_cases(work.table, kCases, kSeed + 7 * set);
    work.cases.insert(work.cases.end(), cases.begin(), cases.end());
  }
  for (const TableCase& facts : work.cases) work.right.push_back(oracle(work.table, facts));
  return work;
}

void decide_in_batch(const Work& work, const dmn::Program& program, std::size_t set, Tally& tally) {
  const column::Batch batch = cases_batch(work.set(set));
  std::vector<std::uint8_t> answers;
  tally.cpu_s += duration_of([&] { answers = answers_of(program.run(batch)); }).cpu_s;
  compare(work.cases, set * kCases, work.right, answers, tally.figures);
}

/// A fact as a caller has it: a wrong type is a value of another type.
feel::Value fact_value(std::size_t input, std::int64_t fact) {
  if (fact == kFactMissing) return {};
  const InputKind kind = kTableInputs[input].kind;
  if (fact == kFactWrongType)
    return kind == InputKind::text ? feel::Value(decimal::Decimal(7)) : feel::Value("unknown");
  if (kind == InputKind::text) return feel::Value(texts_of(input)[static_cast<std::size_t>(fact)]);
  return kind == InputKind::number ? feel::Value(decimal::Decimal(fact)) : feel::Value(fact != 0);
}

std::uint8_t answer_of(const feel::Value& value) {
  if (value.is_null()) return kUndecided;
  return static_cast<std::uint8_t>(std::find(kOutcomes.begin(), kOutcomes.end(), value.string()) -
                                   kOutcomes.begin());
}

/// One session decides case after case. Includes making the values from the facts.
void decide_one_by_one(const Work& work, const dmn::Program& program, std::size_t set, Tally& tally) {
  const std::vector<TableCase> cases = work.set(set);
  std::vector<std::size_t> places;
  for (const dmn::ProgramInput& one : program.inputs()) {
    const auto found = std::find_if(kTableInputs.begin(), kTableInputs.end(),
                                    [&](const TableInput& input) { return input.name == one.path; });
    places.push_back(static_cast<std::size_t>(found - kTableInputs.begin()));
  }
  dmn::Program::Session session(program);
  std::vector<std::uint8_t> answers;
  tally.cpu_s += duration_of([&] {
                   for (const TableCase& facts : cases) {
                     for (std::size_t i = 0; i < places.size(); ++i)
                       session.set(i, fact_value(places[i], facts[places[i]]));
                     session.run();
                     answers.push_back(answer_of(session.value(0)));
                   }
                 }).cpu_s;
  compare(work.cases, set * kCases, work.right, answers, tally.figures);
}

/// Warms a peer up and finds out how many cases it gets.
void warm_up(PeerProcess& peers, Tally& tally) {
  const std::string& side = tally.figures.side;
  const PeerAnswers first = ask_peer(peers, side, 0, 10);
  const double case_s = std::max(first.cpu_s / 10, 1e-7);
  const auto most = static_cast<std::size_t>(kSecondsOfPeer / case_s);
  tally.count_next = side.starts_with(kReference) ? kCases : std::clamp<std::size_t>(most, 20, kCases);
  ask_peer(peers, side, 0, std::min<std::size_t>(tally.count_next, 1000));
}

DecisionFigures finished(Tally tally) {
  tally.figures.per_second = static_cast<double>(tally.figures.cases) / tally.cpu_s;
  return tally.figures;
}

}  // namespace

dmn::Program compile_table(const RuleTable& table, const std::filesystem::path& folder, double& load_s) {
  const std::filesystem::path file = folder / "table.dmn";
  write_text(file, dmn_text(table));
  dmn::ReadOptions options;
  options.file_bytes_max = kFileBytesMax;
  dmn::Program::Request request;
  request.values = {kTableDecision};
  std::optional<dmn::Program> program;
  load_s = duration_of([&] {
             auto model = dmn::read_model(file, options);
             if (!model) throw std::runtime_error(model.error().message.en);
             auto compiled = dmn::Program::compile(*model, request, feel::Mode::three_valued);
             if (!compiled) throw std::runtime_error(compiled.error().message.en);
             program = std::move(*compiled);
           }).cpu_s;
  return std::move(*program);
}

std::vector<std::uint8_t> answers_of(const dmn::Program::Output& output) {
  const column::Column& column = output.values.front();
  const column::Values& values = column.values();
  std::vector<std::uint8_t> letters(values.size(), kUndecided);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values.reason(i) != column::kHasValue) continue;
    const auto at = std::find(kOutcomes.begin(), kOutcomes.end(), values.strings[i]);
    letters[i] = static_cast<std::uint8_t>(at - kOutcomes.begin());
  }
  std::vector<std::uint8_t> answers(column.size());
  for (std::size_t row = 0; row < answers.size(); ++row) answers[row] = letters[column.index(row)];
  return answers;
}

DecisionReport compare_decisions(std::size_t rules, const std::filesystem::path& folder, PeerProcess& peers) {
  const std::size_t sets = 1 + setting("CHUHAI_BENCH_RUNS", 3);
  const Work work = make_work(rules, sets);
  const std::string name = "rules" + std::to_string(rules);
  write_text(folder / (name + ".jdm.json"), jdm_text(work.table));
  write_text(folder / (name + ".rules.json"), json_rules_text(work.table));
  write_text(folder / (name + ".feel.json"), feel_text(work.table));
  write_text(folder / (name + ".cases.json"), cases_text(work.cases));
  peers.ask("load " + folder.string() + " " + name);

  DecisionReport report;
  report.rules = rules;
  const dmn::Program in_batch = compile_table(work.table, folder, report.load_s);
  double again_s = 0;
  const dmn::Program one_by_one = compile_table(work.table, folder, again_s);
  std::vector<Tally> tallies(2);
  Tally cold;
  decide_in_batch(work, in_batch, 0, cold);
  decide_one_by_one(work, one_by_one, 0, tallies[1]);
  cold.figures.side = "chuhai, first batch";
  tallies[0].figures.side = "chuhai, in batch";
  tallies[1] = Tally{{"chuhai, one by one"}};
  for (const std::string_view side : kPeers) {
    tallies.push_back(Tally{{std::string(side)}});
    warm_up(peers, tallies.back());
  }
  for (std::size_t set = 1; set < sets; ++set) {
    decide_in_batch(work, in_batch, set, tallies[0]);
    decide_one_by_one(work, one_by_one, set, tallies[1]);
    for (std::size_t t = 2; t < tallies.size(); ++t) {
      const std::size_t from = set * kCases;
      const PeerAnswers some = ask_peer(peers, tallies[t].figures.side, from, tallies[t].count_next);
      tallies[t].cpu_s += some.cpu_s;
      compare(work.cases, from, work.right, some.answers, tallies[t].figures);
    }
  }
  report.sides.push_back(finished(cold));
  for (const Tally& tally : tallies) report.sides.push_back(finished(tally));
  return report;
}

bool print_decisions(const DecisionReport& report) {
  std::printf("%zu rules (read and compiled in %.0f ms)\n", report.rules, report.load_s * 1e3);
  std::printf("  %-28s %13s %7s %9s %9s %9s %9s %9s\n", "", "decisions/s", "cases", "wrong on", "wrong on",
              "of these", "batch is", "one is");
  std::printf("  %-28s %13s %7s %9s %9s %9s %9s %9s\n", "", "per core", "", "whole", "bad data", "allowed",
              "times", "times");
  bool right = true;
  for (const DecisionFigures& side : report.sides) {
    const bool ours = side.side.starts_with("chuhai");
    right = right && side.wrong_on_whole == 0 && !(ours && side.wrong_on_bad != 0);
    std::printf("  %-28s %13.0f %7zu %9zu %9zu %9zu %9.1f %9.1f\n", side.side.c_str(), side.per_second,
                side.cases, side.wrong_on_whole, side.wrong_on_bad, side.allowed_on_bad,
                report.sides[1].per_second / side.per_second, report.sides[2].per_second / side.per_second);
  }
  return right;
}

}  // namespace chuhai::bench
