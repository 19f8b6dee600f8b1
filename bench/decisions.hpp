#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/program.hpp"
#include "peer_process.hpp"
#include "rule_table.hpp"

namespace chuhai::bench {

/// How one side did on one table.
struct DecisionFigures {
  std::string side;
  double per_second = 0;           ///< decisions for each second of processor time
  std::size_t cases = 0;           ///< timed and compared
  std::size_t wrong_on_whole = 0;  ///< answers that are not the oracle's although no fact is missing or wrong
  std::size_t wrong_on_bad = 0;    ///< answers although a fact that is not there matters
  std::size_t allowed_on_bad = 0;  ///< of these: "allowed"
};

struct DecisionReport {
  std::size_t rules = 0;
  double load_s = 0;  ///< processor time to read and compile the table
  std::vector<DecisionFigures> sides;
};

/// Writes a table as a DMN file into `folder`, reads and compiles it in three-valued mode; `load_s` is the
/// processor time of the second part. Throws std::runtime_error when the library refuses it.
dmn::Program compile_table(const RuleTable& table, const std::filesystem::path& folder, double& load_s);

/// The answer in a value, and in a program's output.
std::uint8_t answer_of(const feel::Value& value);
std::vector<std::uint8_t> answers_of(const dmn::Program::Output& output);

/// What is compared.
struct DecisionWork {
  std::size_t rules = 0;
  std::size_t cases = 10'000;  ///< of each set; one set warms up
  std::size_t sets = 3;        ///< timed
  bool every_library = true;   ///< otherwise Zen alone, and on as many cases as it manages
};

/// Decides the cases of a table with the library, in batch and one by one, and with the
/// other libraries, in turn; each answer is compared with the oracle's. Cases that are timed were not decided
/// before; others were, so that nothing is cold. Slow libraries get the first cases of each set only.
DecisionReport compare_decisions(const DecisionWork& work, const std::filesystem::path& folder,
                                 PeerProcess& peers);

/// The better of the forms of a library whose names start with `stem`; 0 when it was not run.
double best_of(const DecisionReport& report, std::string_view stem);

/// Prints a report; false when the library gave a wrong answer, or another one did on whole facts.
bool print_decisions(const DecisionReport& report);

}  // namespace chuhai::bench
