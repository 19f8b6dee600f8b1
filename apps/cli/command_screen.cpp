#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>

#include "base/environment.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "destination/assumptions.hpp"
#include "documents/screening.hpp"
#include "screen_output.hpp"
#include "screening/screen.hpp"
#include "values/country.hpp"

namespace chuhai::cli {

namespace {

/// Fleets up to this size get every reason; larger ones the summary.
constexpr std::uint64_t kDetailedMachinesMax = 50'000;

base::Result<std::vector<std::string>> read_countries(const std::string& text) {
  std::vector<std::string> countries;
  if (text == "all") return countries;
  for (std::string_view part : base::split(text, ',')) {
    auto country = values::Country::parse(base::trim(part));
    if (!country) {
      base::Error error = country.error();
      error.where.field = "--to";
      return error;
    }
    countries.emplace_back(country->code());
  }
  return countries;
}

struct Setup {
  rulebook::Book book;
  machine::Catalog catalog;
  screening::ScreenOptions options;
};

base::Result<Setup> prepare_setup(const ScreenCommand& command, const Common& common) {
  auto resources = find_resources(common);
  if (!resources) return resources.error();
  auto book = rulebook::Book::load(resources->rules);
  if (!book) return book.error();
  auto catalog = machine::Catalog::load(resources->catalog);
  if (!catalog) return catalog.error();
  Setup setup{std::move(*book), std::move(*catalog), {}};
  // Rules without the file of cost assumptions are screened without landed costs.
  const std::filesystem::path costs = resources->rules / "common" / "landed-cost.toml";
  if (std::filesystem::exists(costs)) {
    auto assumed = destination::CostAssumptions::load(costs);
    if (!assumed) return assumed.error();
    setup.options.costs = std::make_shared<const destination::CostAssumptions>(std::move(*assumed));
  }
  auto as_of = as_of_date(command.as_of);
  if (!as_of) return as_of.error();
  setup.options.as_of = *as_of;
  auto countries = read_countries(command.to);
  if (!countries) return countries.error();
  setup.options.countries = std::move(*countries);
  if (!command.mapping.empty()) {
    auto mapping = screening::read_mapping(command.mapping);
    if (!mapping) return mapping.error();
    setup.options.mapping = std::move(*mapping);
  }
  return setup;
}

bool wants(const ScreenCommand& command, std::string_view format) {
  return command.format.empty() ? !command.out.empty() : command.format == format;
}

void tell_written(const std::filesystem::path& path, const Common& common) {
  if (!common.quiet)
    std::cerr << (common.language == Language::zh ? "已写出 " : "wrote ") << path.string() << '\n';
}

/// Writes what goes into the output folder; with --format and no --out, results go to stdout where they are
/// text.
void write_outputs(const screening::Report& report, const Setup& setup, const ScreenCommand& command,
                   const Common& common) {
  const std::filesystem::path folder = command.out.empty() ? "." : command.out;
  if (wants(command, "xlsx")) {
    documents::write_screening_workbook(report, setup.book, setup.catalog, folder / "screening.xlsx");
    tell_written(folder / "screening.xlsx", common);
  }
  if (wants(command, "html")) {
    documents::write_screening_page(report, setup.book, setup.catalog, folder / "screening.html");
    tell_written(folder / "screening.html", common);
  }
  if (wants(command, "json")) {
    if (command.out.empty()) {
      write_screening_json(report, std::cout);
    } else {
      std::ostringstream text;
      write_screening_json(report, text);
      base::write_file(folder / "screening.json", text.str());
      tell_written(folder / "screening.json", common);
    }
  }
}

int exit_code_of(const screening::Report& report) {
  return report.totals.classified < report.totals.machines ? 1 : 0;
}

/// A place for results that nobody asked to keep; it goes with everything in it.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "chuhai_XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
      throw base::EnvironmentFailure("cannot create a folder for temporary files: " + pattern);
    folder_ = pattern;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch(Scratch&&) = delete;
  Scratch& operator=(Scratch&&) = delete;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

/// The summary as CSV in the output folder, and its totals; without an output folder the CSV goes to stdout
/// when it was asked for.
int run_summary(const ScreenCommand& command, const Common& common, Setup& setup) {
  std::optional<Scratch> scratch;
  if (command.out.empty()) scratch.emplace();
  const std::filesystem::path path =
      (scratch ? scratch->folder() : std::filesystem::path(command.out)) / "screening.csv";
  auto report_or = screening::screen_to_csv(command.fleet, path, setup.book, setup.catalog, setup.options);
  if (!report_or) return report(report_or.error(), common);
  if (scratch && command.format == "csv") {
    std::cout << std::ifstream(path, std::ios::binary).rdbuf();
    return exit_code_of(*report_or);
  }
  if (!scratch) tell_written(path, common);
  if (!common.quiet) print_screening_totals(*report_or, common, std::cout);
  if (scratch && !common.quiet) {
    std::cerr << (common.language == Language::zh
                      ? "设备太多，此处只列合计；加 --out 目录 可得到每一行。\n"
                      : "too many machines to list here; --out DIR writes every row\n");
  }
  return exit_code_of(*report_or);
}

}  // namespace

int run_screen(const ScreenCommand& command, const Common& common) {
  auto setup = prepare_setup(command, common);
  if (!setup) return report(setup.error(), common);
  Progress progress(common);
  setup->options.progress = [&progress](std::uint64_t done, std::uint64_t total) {
    progress.show(done, total);
  };
  if (command.format == "csv") return run_summary(command, common, *setup);

  auto screened =
      screening::screen(command.fleet, setup->book, setup->catalog, setup->options, kDetailedMachinesMax);
  if (!screened) {
    const bool too_large = screened.error().code == "fleet_too_large" && command.format.empty();
    return too_large ? run_summary(command, common, *setup) : report(screened.error(), common);
  }
  const bool table = command.format.empty() ? !common.json : command.format == "table";
  constexpr std::size_t kTableRowsMax = 2'000;
  if (common.json && command.format.empty()) write_screening_json(*screened, std::cout);
  if (table && !common.quiet) {
    if (screened->machines.size() <= kTableRowsMax) {
      print_screening_table(*screened, setup->book, setup->catalog, common, std::cout);
    }
    print_screening_totals(*screened, common, std::cout);
  }
  write_outputs(*screened, *setup, command, common);
  if (command.format.empty() && !command.out.empty()) {
    Common quiet = common;
    quiet.quiet = true;
    const int summary = run_summary(command, quiet, *setup);
    if (summary > 1) return summary;
    tell_written(std::filesystem::path(command.out) / "screening.csv", common);
  }
  return exit_code_of(*screened);
}

}  // namespace chuhai::cli
