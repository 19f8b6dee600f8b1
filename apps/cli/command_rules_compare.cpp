#include <algorithm>
#include <array>
#include <iostream>

#include "base/file.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "comparison_json.hpp"
#include "documents/comparison.hpp"
#include "json/write.hpp"
#include "rulebook/diff.hpp"
#include "rules_json.hpp"
#include "screening/compare.hpp"

namespace chuhai::cli {

namespace {

using rulebook::Outcome;
using PackPtr = std::shared_ptr<const rulebook::Pack>;

constexpr std::array kOutcomes = {Outcome::allowed, Outcome::allowed_with_conditions, Outcome::undecided,
                                  Outcome::refused};
constexpr std::size_t kMachinesShownMax = 20;
constexpr std::size_t kMachinesInWorkbookMax = 20'000;

/// A pack somebody names: "id@version", "id" (the one in force), a folder, or a changed model of a pack.
base::Result<PackPtr> find_pack(const std::string& name, const rulebook::Book& book,
                                const std::filesystem::path& root, const calendar::Date& as_of) {
  std::error_code ignored;
  if (std::filesystem::is_directory(name, ignored)) return rulebook::read_pack(name, {{}, root});
  if (name.ends_with(".dmn")) {
    auto model = dmn::read_model(name, {.import_folders = {root / "area" / "pack"}});
    if (!model) return model.error();
    PackPtr owner;
    for (const auto& pack : book.packs())
      if (pack->model->name_space == (*model)->name_space && (!owner || pack->valid_on(as_of))) owner = pack;
    if (owner) return rulebook::read_pack(owner->folder, {name, root});
    return base::Error{base::ErrorKind::not_found,
                       "no_such_pack",
                       {"no pack has a model of the namespace " + (*model)->name_space,
                        "没有规则包的模型使用命名空间 " + (*model)->name_space},
                       {name, 0, 0, {}}};
  }
  const std::size_t at = name.rfind('@');
  if (at == std::string::npos) {
    auto pack = book.choose(name, as_of);
    if (!pack) return no_such_pack(name);
    return pack;
  }
  for (const auto& pack : book.packs())
    if (pack->id == name.substr(0, at) && pack->version == name.substr(at + 1)) return pack;
  return no_such_pack(name);
}

void print_cells(const rulebook::RuleChange& change) {
  for (const rulebook::CellChange& cell : change.cells) {
    std::cout << "      " << cell.column << ": ";
    if (change.kind == rulebook::RuleChange::Kind::removed)
      std::cout << cell.before << '\n';
    else if (change.kind == rulebook::RuleChange::Kind::added)
      std::cout << cell.after << '\n';
    else
      std::cout << cell.before << "  ->  " << cell.after << '\n';
  }
}

void print_rule_changes(const std::vector<rulebook::RuleChange>& changes, const Common& common) {
  if (changes.empty()) std::cout << say({"no rule differs\n", "规则没有差异\n"}, common.language);
  for (const rulebook::RuleChange& change : changes) {
    std::cout << "  " << say(label(change.kind), common.language) << "  " << change.rule << "  ("
              << change.decision << ")\n";
    print_cells(change);
  }
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t shown = base::display_width(text);
  return shown < width ? text + std::string(width - shown, ' ') : text;
}

void print_moves(const screening::Comparison& comparison, const Common& common) {
  std::cout << comparison.machines << say({" machines: ", " 台设备："}, common.language) << comparison.changed
            << say({" with another outcome, ", " 台结论改变，"}, common.language)
            << comparison.other_conditions
            << say({" with the same outcome and other conditions\n", " 台结论相同但条件不同\n"},
                   common.language);
  for (const auto& [field, machines] : comparison.values)
    if (machines > 0)
      std::cout << "  " << field
                << say({" is computed differently for ", " 推算值改变的设备数："}, common.language)
                << machines << '\n';
  if (comparison.changed == 0) return;
  std::cout << padded(say({"before \\ after", "变更前 \\ 变更后"}, common.language), 18);
  for (const Outcome is : kOutcomes) std::cout << padded(say(label(is), common.language), 18);
  std::cout << '\n';
  for (std::size_t was = 0; was < kOutcomes.size(); ++was) {
    std::cout << padded(say(label(kOutcomes[was]), common.language), 18);
    for (std::size_t is = 0; is < kOutcomes.size(); ++is)
      std::cout << padded(std::to_string(comparison.moves[was][is]), 18);
    std::cout << '\n';
  }
}

void print_machines(const screening::Comparison& comparison, const Common& common) {
  const std::size_t shown = std::min(comparison.changes.size(), kMachinesShownMax);
  for (std::size_t i = 0; i < shown; ++i) {
    const screening::ChangedMachine& machine = comparison.changes[i];
    std::vector<std::string> first(
        machine.cells.begin(),
        machine.cells.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, machine.cells.size())));
    std::cout << say({"row ", "第 "}, common.language) << machine.row << say({": ", " 行："}, common.language)
              << base::join(first, ", ") << ": " << say(label(machine.before->outcome), common.language)
              << " -> " << say(label(machine.after->outcome), common.language) << '\n';
    for (const auto& verdict : {machine.before, machine.after}) {
      const base::Text reasons = documents::reasons_text(*verdict);
      for (std::string_view line : base::split(say(reasons, common.language), '\n'))
        if (!line.empty()) std::cout << (verdict == machine.before ? "    - " : "    + ") << line << '\n';
    }
  }
  if (shown < comparison.changed)
    std::cout << say({"the first ", "以上为 "}, common.language) << shown
              << say({" of ", " 台，共 "}, common.language) << comparison.changed
              << say({"; --out DIR writes all of them\n", " 台；加 --out 目录 可写出全部\n"},
                     common.language);
}

void tell(const std::filesystem::path& path, const Common& common) {
  if (!common.quiet) std::cerr << say({"wrote ", "已写出 "}, common.language) << path.string() << '\n';
}

base::Result<screening::Comparison> compare(const CompareCommand& command, const Common& common,
                                            const PackPtr& before, const PackPtr& after,
                                            const rulebook::Book& book, const calendar::Date& as_of) {
  auto resources = find_resources(common);
  if (!resources) return resources.error();
  auto catalog = machine::Catalog::load(resources->catalog);
  if (!catalog) return catalog.error();
  screening::CompareOptions options;
  options.as_of = as_of;
  if (!command.mapping.empty()) {
    auto mapping = screening::read_mapping(command.mapping);
    if (!mapping) return mapping.error();
    options.mapping = std::move(*mapping);
  }
  if (!command.out.empty()) {
    options.csv = std::filesystem::path(command.out) / "changed.csv";
    options.changes_max = kMachinesInWorkbookMax;
  }
  Progress progress(common);
  options.progress = [&progress](std::uint64_t done, std::uint64_t total) { progress.show(done, total); };
  return screening::compare_packs(command.fleet, before, after, book, *catalog, options);
}

void write_files(const screening::Comparison& comparison, const std::vector<rulebook::RuleChange>& rules,
                 const std::filesystem::path& folder, const Common& common) {
  tell(folder / "changed.csv", common);
  documents::write_comparison_workbook(comparison, rules, folder / "comparison.xlsx");
  tell(folder / "comparison.xlsx", common);
  base::write_file(folder / "comparison.json",
                   json::write(comparison_json(&comparison, rules), json::Style::pretty));
  tell(folder / "comparison.json", common);
}

int compare_and_print(const CompareCommand& command, const Common& common, const PackPtr& before,
                      const PackPtr& after, const rulebook::Book& book, const calendar::Date& as_of) {
  const std::vector<rulebook::RuleChange> rules = rulebook::diff_rules(*before, *after);
  if (!common.json && !common.quiet) {
    std::cout << after->id << " " << before->version << " (" << before->hash.substr(0, 12) << ") -> "
              << after->version << " (" << after->hash.substr(0, 12) << ")\n";
    print_rule_changes(rules, common);
  }
  if (command.fleet.empty()) {
    if (common.json) std::cout << json::write(comparison_json(nullptr, rules), json::Style::pretty);
    return 0;
  }
  auto comparison = compare(command, common, before, after, book, as_of);
  if (!comparison) return report(comparison.error(), common);
  if (common.json) {
    std::cout << json::write(comparison_json(&*comparison, rules), json::Style::pretty);
  } else if (!common.quiet) {
    print_moves(*comparison, common);
    print_machines(*comparison, common);
  }
  if (!command.out.empty()) write_files(*comparison, rules, command.out, common);
  return 0;
}

}  // namespace

int run_rules_compare(const CompareCommand& command, const Common& common) {
  auto as_of = as_of_date(command.as_of);
  if (!as_of) return report(as_of.error(), common);
  std::filesystem::path root;
  auto book = load_book(common, root);
  if (!book) return report(book.error(), common);
  auto after = find_pack(command.after, *book, root, *as_of);
  if (!after) return report(after.error(), common);
  auto before = find_pack(command.before.empty() ? (*after)->id : command.before, *book, root, *as_of);
  if (!before) return report(before.error(), common);
  if ((*before)->area != (*after)->area || (*before)->jurisdiction != (*after)->jurisdiction) {
    return report({base::ErrorKind::invalid,
                   "other_pack",
                   {(*before)->id + " and " + (*after)->id + " are not versions of one pack",
                    (*before)->id + " 与 " + (*after)->id + " 不是同一规则包的版本"},
                   {}},
                  common);
  }
  return compare_and_print(command, common, *before, *after, *book, *as_of);
}

}  // namespace chuhai::cli
