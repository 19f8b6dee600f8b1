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
    CLI::App* rules = app_.add_subcommand("rules", "list, show, check and test rule packs");
    rules->require_subcommand(1);
    CLI::App* list = rules->add_subcommand("list", "all packs with validity, sources and rules");
    list->footer("Example: chuhai rules list");
    list->callback([this] { action_ = [this] { return run_rules_list(common_); }; });
    CLI::App* show = rules->add_subcommand("show", "the rules of one pack with their sources");
    show->footer("Example: chuhai rules show dest.ug");
    show->add_option("PACK", pack_, "pack id")->required();
    show->callback([this] { action_ = [this] { return run_rules_show(pack_, common_); }; });
    CLI::App* check = rules->add_subcommand(
        "check", "read every pack; report gaps, overlaps, missing sources and translations");
    check->footer("Example: chuhai rules check");
    check->callback([this] { action_ = [this] { return run_rules_check(common_); }; });
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
    for (CLI::App* command : {list, show, check, test}) add_common(command);
  }

  void add_dmn() {
    CLI::App* dmn = app_.add_subcommand("dmn", "run and check decision models (DMN 1.2 to 1.5)");
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
