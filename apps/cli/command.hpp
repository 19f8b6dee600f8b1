#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "machine/catalog.hpp"
#include "rulebook/book.hpp"

namespace chuhai::cli {

enum class Language { en, zh };

/// What every command can be told.
struct Common {
  Language language = Language::en;
  bool quiet = false;
  bool json = false;
  std::filesystem::path rules;  ///< empty: found beside the program
};

/// The text in the language asked for; English where Chinese is missing.
const std::string& say(const base::Text& text, Language language);

/// Prints an error to stderr and gives the exit code: 2 unreadable input or usage, 1 refused.
int report(const base::Error& error, const Common& common);

/// Rules and catalogue: the folder given, CHUHAI_HOME, beside the program, or the working folder.
struct Resources {
  std::filesystem::path rules;
  std::filesystem::path catalog;
};
base::Result<Resources> find_resources(const Common& common);

/// All packs of the rules folder, which `root` is set to.
base::Result<rulebook::Book> load_book(const Common& common, std::filesystem::path& root);
base::Error no_such_pack(const std::string& id);

/// YYYY-MM-DD, or today (UTC) when empty.
base::Result<calendar::Date> as_of_date(const std::string& text);

/// A progress line on stderr when it is a terminal and the work takes longer than a second.
class Progress {
 public:
  explicit Progress(const Common& common);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  Progress(Progress&&) = delete;
  Progress& operator=(Progress&&) = delete;
  void show(std::uint64_t done, std::uint64_t total);

 private:
  bool enabled_ = false;
  bool shown_ = false;
  std::int64_t started_ms_ = 0;
  std::int64_t last_ms_ = 0;
};

struct ScreenCommand {
  std::string fleet;
  std::string to = "all";
  std::string as_of;
  std::string out;
  std::string format;
  std::string mapping;
};
int run_screen(const ScreenCommand& command, const Common& common);

struct RulesListCommand {
  std::string format = "table";  ///< table, json or markdown (destinations only)
};
int run_rules_list(const RulesListCommand& command, const Common& common);
int run_rules_show(const std::string& id, const Common& common);

struct RulesCheckCommand {
  std::string pack;   ///< empty: all
  std::string as_of;  ///< empty: today
};
int run_rules_check(const RulesCheckCommand& command, const Common& common);

struct RulesExplainCommand {
  std::string pack;
  std::string input;  ///< JSON object of facts, or a .case file
  std::string as_of;  ///< empty: what a case says, else today
  bool all = false;   ///< also rules that cannot match
};
int run_rules_explain(const RulesExplainCommand& command, const Common& common);

struct CompareCommand {
  std::string before;  ///< empty: the pack in force with the id of `after`
  std::string after;   ///< id@version, id, a pack's folder, or a changed model of a pack
  std::string fleet;   ///< empty: only the rules are compared
  std::string as_of;
  std::string mapping;
  std::string out;
};
int run_rules_compare(const CompareCommand& command, const Common& common);

struct RulesTestCommand {
  std::string pack;      ///< empty: all
  bool suggest = false;  ///< print cases that would notice the mutants that survive
  bool write = false;    ///< put them into the packs' case files
};
int run_rules_test(const RulesTestCommand& command, const Common& common);

struct DmnRunCommand {
  std::string model;
  std::string input;
  std::string decision;
  bool strict = false;
};
int run_dmn_run(const DmnRunCommand& command, const Common& common);
int run_dmn_check(const std::string& file, const Common& common);
int run_dmn_tck(const std::string& folder, const Common& common);

}  // namespace chuhai::cli
