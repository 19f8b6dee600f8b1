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
  std::size_t set_size = 0;
  RuleTable table;
  std::vector<TableCase> cases;
  std::vector<std::uint8_t> right;

  std::vector<TableCase> set(std::size_t number) const {
    const auto begin = cases.begin() + static_cast<std::ptrdiff_t>(number * set_size);
    return {begin, begin + static_cast<std::ptrdiff_t>(set_size)};
  }
};

Work make_work(const DecisionWork& wanted) {
  Work work;
  work.set_size = wanted.cases;
  work.table = make_table(wanted.rules, kSeed);
  for (std::size_t set = 0; set < 1 + wanted.sets; ++set) {
    const auto cases = make_cases(work.table, wanted.cases, kSeed + 7 * set);
    work.cases.insert(work.cases.end(), cases.begin(), cases.end());
  }
  for (const TableCase& facts : work.cases) work.right.push_back(oracle(work.table, facts));
  return work;
}

void decide_in_batch(const Work& work, const dmn::Program& program, std::size_t set, Tally& tally) {
  const column::Batch batch = cases_batch(work.set(set));
  std::vector<std::uint8_t> answers;
  tally.cpu_s += duration_of([&] { answers = answers_of(program.run(batch)); }).cpu_s;
  compare(work.cases, set * work.set_size, work.right, answers, tally.figures);
}

/// The values are there before, as the other libraries get objects that are there before.
void decide_one_by_one(const Work& work, dmn::Program::Session& session,
                       const std::vector<std::size_t>& places, std::size_t set, Tally& tally) {
  std::vector<std::array<feel::Value, kInputs>> cases;
  for (const TableCase& facts : work.set(set)) cases.push_back(case_values(facts));
  std::vector<std::uint8_t> answers;
  answers.reserve(cases.size());
  tally.cpu_s += duration_of([&] {
                   for (const std::array<feel::Value, kInputs>& values : cases) {
                     for (std::size_t i = 0; i < kInputs; ++i) session.set(places[i], values[i]);
                     session.run();
                     answers.push_back(answer_of(session.value(0)));
                   }
                 }).cpu_s;
  compare(work.cases, set * work.set_size, work.right, answers, tally.figures);
}

/// Where each input of the table stands among a program's inputs.
std::vector<std::size_t> places_of(const dmn::Program& program) {
  std::vector<std::size_t> places;
  for (const TableInput& input : kTableInputs) {
    const auto& all = program.inputs();
    const auto at =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.path == input.name; });
    if (at == all.end()) throw std::runtime_error("the program does not read " + std::string(input.name));
    places.push_back(static_cast<std::size_t>(at - all.begin()));
  }
  return places;
}

/// Warms a peer up and finds out how many cases it gets.
void warm_up(const DecisionWork& wanted, PeerProcess& peers, Tally& tally) {
  const std::string& side = tally.figures.side;
  const PeerAnswers first = ask_peer(peers, side, 0, 10);
  const double case_s = std::max(first.cpu_s / 10, 1e-7);
  const auto most = static_cast<std::size_t>(kSecondsOfPeer / case_s);
  const bool all = wanted.every_library && side.starts_with(kReference);
  tally.count_next = all ? wanted.cases : std::clamp<std::size_t>(most, 20, wanted.cases);
  ask_peer(peers, side, 0, std::min<std::size_t>(tally.count_next, 1000));
}

void load_peers(const Work& work, const DecisionWork& wanted, const std::filesystem::path& folder,
                PeerProcess& peers) {
  const std::string name = "rules" + std::to_string(wanted.rules);
  write_text(folder / (name + ".jdm.json"), jdm_text(work.table));
  write_text(folder / (name + ".rules.json"), wanted.every_library ? json_rules_text(work.table) : "[]");
  write_text(folder / (name + ".feel.json"), wanted.every_library ? feel_text(work.table) : "{}");
  write_text(folder / (name + ".cases.json"), cases_text(work.cases));
  peers.ask("load " + folder.string() + " " + name);
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

std::uint8_t answer_of(const feel::Value& value) {
  if (value.is_null()) return kUndecided;
  return static_cast<std::uint8_t>(std::find(kOutcomes.begin(), kOutcomes.end(), value.string()) -
                                   kOutcomes.begin());
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

DecisionReport compare_decisions(const DecisionWork& wanted, const std::filesystem::path& folder,
                                 PeerProcess& peers) {
  const Work work = make_work(wanted);
  load_peers(work, wanted, folder, peers);
  DecisionReport report;
  report.rules = wanted.rules;
  const dmn::Program in_batch = compile_table(work.table, folder, report.load_s);
  double again_s = 0;
  const dmn::Program one_by_one = compile_table(work.table, folder, again_s);
  const std::vector<std::size_t> places = places_of(one_by_one);
  dmn::Program::Session session(one_by_one);
  std::vector<Tally> tallies(3);
  decide_in_batch(work, in_batch, 0, tallies[0]);
  decide_one_by_one(work, session, places, 0, tallies[2]);
  tallies[0].figures.side = "chuhai, first batch";
  tallies[1].figures.side = "chuhai, in batch";
  tallies[2] = Tally{{"chuhai, one by one"}};
  for (const std::string_view side : kPeers) {
    if (!wanted.every_library && !side.starts_with(kReference)) continue;
    tallies.push_back(Tally{{std::string(side)}});
    warm_up(wanted, peers, tallies.back());
  }
  for (std::size_t set = 1; set <= wanted.sets; ++set) {
    decide_in_batch(work, in_batch, set, tallies[1]);
    decide_one_by_one(work, session, places, set, tallies[2]);
    for (std::size_t t = 3; t < tallies.size(); ++t) {
      const std::size_t from = set * work.set_size;
      const PeerAnswers some = ask_peer(peers, tallies[t].figures.side, from, tallies[t].count_next);
      tallies[t].cpu_s += some.cpu_s;
      compare(work.cases, from, work.right, some.answers, tallies[t].figures);
    }
  }
  for (const Tally& tally : tallies) report.sides.push_back(finished(tally));
  return report;
}

double best_of(const DecisionReport& report, std::string_view stem) {
  double best = 0;
  for (const DecisionFigures& side : report.sides) {
    if (side.side.starts_with(stem)) best = std::max(best, side.per_second);
  }
  return best;
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
