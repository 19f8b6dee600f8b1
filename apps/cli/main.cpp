#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>

#include "base/environment.hpp"
#include "command.hpp"

namespace chuhai::cli {

namespace {

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
  }
  return Language::en;
}

/// The command line as CLI11 sees it; `action` is what the chosen command does.
class CommandLine {
 public:
  CommandLine()
      : app_(
            "Chuhai: lawful, documented export of used construction machines, by rules that can be "
            "replayed") {
    common_.language = language_of_environment();
    app_.require_subcommand(1);
    app_.set_version_flag("--version", CHUHAI_VERSION);
    add_screen();
    add_rules();
    add_dmn();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      const int code = app_.exit(error);
      return code == 0 ? 0 : 2;
    }
    if (!language_.empty()) common_.language = language_ == "zh" ? Language::zh : Language::en;
    return action_();
  }

 private:
  void add_common(CLI::App* command) {
    command->add_flag("--quiet,-q", common_.quiet, "print nothing but errors and results asked for");
    command->add_flag("--json", common_.json, "print results as JSON");
    command->add_option("--lang", language_, "language of messages: zh or en (default: from LANG)")
        ->check(CLI::IsMember({"zh", "en"}));
    command->add_option("--rules", common_.rules, "folder of rule packs (default: found beside the program)");
  }

  void add_screen() {
    CLI::App* screen = app_.add_subcommand(
        "screen", "screen a fleet: what is each machine, may it be sold, where to, with which papers");
    screen->footer("Example: chuhai screen examples/fleet.xlsx --to UG,VN --out out");
    screen
        ->add_option("FLEET", screen_.fleet,
                     "sheet of machines, .xlsx or .csv, headings in Chinese or English")
        ->required();
    screen->add_option("--to", screen_.to, "countries as ISO codes with commas, or all")
        ->capture_default_str();
    screen->add_option("--as-of", screen_.as_of,
                       "day the rules are taken of, YYYY-MM-DD (default: today, UTC)");
    screen->add_option(
        "--out", screen_.out,
        "folder for screening.xlsx, .html, .csv and .json (without it: a table, or what --format asks for)");
    screen->add_option("--format", screen_.format, "only this output: table, json, csv, xlsx or html")
        ->check(CLI::IsMember({"table", "json", "csv", "xlsx", "html"}));
    screen->add_option("--mapping", screen_.mapping, "file that says what the sheet's columns mean");
    add_common(screen);
    screen->callback([this] { action_ = [this] { return run_screen(screen_, common_); }; });
  }

  void add_rules() {
    CLI::App* rules = app_.add_subcommand("rules", "list, show, check, test, explain and compare rule packs");
    rules->require_subcommand(1);
    CLI::App* list = rules->add_subcommand("list", "all packs with validity, sources and rules");
    list->footer("Example: chuhai rules list");
    list->add_option("--format", rules_list_.format,
                     "table, json, or markdown: what is known of every destination")
        ->check(CLI::IsMember({"table", "json", "markdown"}));
    list->callback([this] { action_ = [this] { return run_rules_list(rules_list_, common_); }; });
    CLI::App* show = rules->add_subcommand("show", "the rules of one pack with their sources");
    show->footer("Example: chuhai rules show dest.ug");
    show->add_option("PACK", pack_, "pack id")->required();
    show->callback([this] { action_ = [this] { return run_rules_show(pack_, common_); }; });
    CLI::App* check = add_rules_check(*rules);
    CLI::App* explain = add_rules_explain(*rules);
    CLI::App* diff = add_rules_diff(*rules);
    CLI::App* simulate = add_rules_simulate(*rules);
    CLI::App* test = rules->add_subcommand(
        "test",
        "run the worked cases of all packs, or of one, and change every cell to see whether a case notices");
    test->footer("Example: chuhai rules test dest.vn --suggest");
    test->add_option("PACK", rules_test_.pack, "pack id");
    test->add_flag("--suggest", rules_test_.suggest,
                   "print cases that would notice the changes nobody notices");
    test->add_flag("--write", rules_test_.write,
                   "put the suggested cases into the packs' case files, to be reviewed as a diff");
    test->callback([this] { action_ = [this] { return run_rules_test(rules_test_, common_); }; });
    for (CLI::App* command : {list, show, check, explain, diff, simulate, test}) add_common(command);
  }

  CLI::App* add_rules_check(CLI::App& rules) {
    CLI::App* check = rules.add_subcommand(
        "check",
        "read every pack; report gaps, overlaps, rules that never fire, what nothing is said about, "
        "sources and translations");
    check->footer("Example: chuhai rules check dest.vn --as-of 2027-01-01");
    check->add_option("PACK", rules_check_.pack, "pack id");
    check->add_option("--as-of", rules_check_.as_of,
                      "day sources are judged on, YYYY-MM-DD (default: today, UTC)");
    check->callback([this] { action_ = [this] { return run_rules_check(rules_check_, common_); }; });
    return check;
  }

  void add_compare_options(CLI::App& command) {
    command.add_option("--as-of", compare_.as_of,
                       "day the rules are taken of, YYYY-MM-DD (default: today, UTC)");
    command.add_option("--mapping", compare_.mapping, "file that says what the sheet's columns mean");
    command.add_option(
        "--out", compare_.out,
        "folder for comparison.xlsx, comparison.json and changed.csv with every changed machine");
    command.callback([this] { action_ = [this] { return run_rules_compare(compare_, common_); }; });
  }

  CLI::App* add_rules_diff(CLI::App& rules) {
    CLI::App* diff = rules.add_subcommand(
        "diff", "two versions of a pack: which rules differ, and which machines change verdict");
    diff->footer("Example: chuhai rules diff dest.vn@2026.11 drafts/vn --fleet examples/fleet.xlsx");
    diff->add_option("BEFORE", compare_.before, "pack as id@version, or a pack's folder")->required();
    diff->add_option("AFTER", compare_.after, "the other version")->required();
    diff->add_option("--fleet", compare_.fleet,
                     "sheet of machines, .xlsx or .csv (without it: only the rules)");
    add_compare_options(*diff);
    return diff;
  }

  CLI::App* add_rules_simulate(CLI::App& rules) {
    CLI::App* simulate = rules.add_subcommand(
        "simulate", "a changed pack against the one in force: how many and which machines change verdict");
    simulate->footer(
        "Example: chuhai rules simulate --pack drafts/vn.dmn --fleet examples/fleet.xlsx --out out");
    simulate->add_option("--pack", compare_.after, "the changed pack: its folder, or its model as .dmn")
        ->required();
    simulate->add_option("--fleet", compare_.fleet, "sheet of machines, .xlsx or .csv")->required();
    add_compare_options(*simulate);
    return simulate;
  }

  CLI::App* add_rules_explain(CLI::App& rules) {
    CLI::App* explain = rules.add_subcommand(
        "explain", "one case rule by rule and cell by cell: the verdict, why, and what is missing");
    explain->footer("Example: chuhai rules explain dest.vn --input machine.json");
    explain->add_option("PACK", rules_explain_.pack, "pack id")->required();
    explain
        ->add_option("--input", rules_explain_.input,
                     "JSON object of facts by field, {\"machine\": {\"build_year\": 2019}}, or a .case file")
        ->required();
    explain->add_option(
        "--as-of", rules_explain_.as_of,
        "day the rules are taken of, YYYY-MM-DD (default: what the case says, else today, UTC)");
    explain->add_flag("--all", rules_explain_.all, "show also the rules that cannot match");
    explain->callback([this] { action_ = [this] { return run_rules_explain(rules_explain_, common_); }; });
    return explain;
  }

  void add_dmn() {
    CLI::App* dmn = app_.add_subcommand("dmn", "run and check decision models (DMN 1.1 to 1.5)");
    dmn->require_subcommand(1);
    CLI::App* run = dmn->add_subcommand("run", "evaluate a model on a JSON input");
    run->footer("Example: chuhai dmn run model.dmn --input in.json --decision Approval");
    run->add_option("MODEL", dmn_run_.model, "model file")->required();
    run->add_option("--input", dmn_run_.input,
                    "JSON object: input data by name; dates as \"@2026-11-24\" or date text")
        ->required();
    run->add_option("--decision", dmn_run_.decision, "only this decision (default: all)");
    run->add_flag("--strict", dmn_run_.strict,
                  "refuse a decision whose answer is null for want of something");
    run->callback([this] { action_ = [this] { return run_dmn_run(dmn_run_, common_); }; });
    CLI::App* check =
        dmn->add_subcommand("check", "find gaps, overlaps and rules that never fire, with an example each");
    check->footer("Example: chuhai dmn check model.dmn");
    check->add_option("MODEL", model_, "model file")->required();
    check->callback([this] { action_ = [this] { return run_dmn_check(model_, common_); }; });
    CLI::App* tck = dmn->add_subcommand("tck", "run a folder of the DMN Technology Compatibility Kit");
    tck->footer("Example: chuhai dmn tck dmn-tck/TestCases");
    tck->add_option("DIR", model_, "folder of the kit")->required();
    tck->callback([this] { action_ = [this] { return run_dmn_tck(model_, common_); }; });
    for (CLI::App* command : {run, check, tck}) add_common(command);
  }

  CLI::App app_;
  Common common_;
  std::string language_;
  ScreenCommand screen_;
  DmnRunCommand dmn_run_;
  RulesCheckCommand rules_check_;
  RulesExplainCommand rules_explain_;
  RulesListCommand rules_list_;
  CompareCommand compare_;
  RulesTestCommand rules_test_;
  std::string pack_;
  std::string model_;
  std::function<int()> action_;
};

}  // namespace

}  // namespace chuhai::cli

int main(int argc, char** argv) {
  try {
    return chuhai::cli::CommandLine().run(argc, argv);
  } catch (const chuhai::base::EnvironmentFailure& failure) {
    std::cerr << "chuhai: " << failure.what() << '\n';
    return 3;
  } catch (const std::filesystem::filesystem_error& failure) {
    std::cerr << "chuhai: " << failure.what() << '\n';
    return 3;
  } catch (const std::bad_alloc&) {
    std::cerr << "chuhai: out of memory\n";
    return 3;
  }
}
