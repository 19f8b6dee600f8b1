#include "screening/compare.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "pipeline.hpp"
#include "summary.hpp"
#include "table/csv_writer.hpp"
#include "verdict_pool.hpp"

namespace chuhai::screening {

namespace {

using rulebook::Outcome;

struct ComparedBlock final : BlockProduct {
  std::uint64_t machines = 0, changed = 0, other_conditions = 0;
  std::array<OutcomeCounts, 4> moves{};
  std::vector<std::uint64_t> values;
  std::vector<ChangedMachine> changes;
  std::string csv;
};

/// Ids of the rules that carry a verdict, with spaces.
std::string deciding_rules(const rulebook::Verdict& verdict) {
  std::vector<std::string> ids;
  for (const rulebook::Reason& reason : verdict.reasons)
    if (reason.decides) ids.push_back(reason.rule->id);
  return base::join(ids, " ");
}

/// Judges blocks by both versions; used by several workers at once.
class BlockComparer {
 public:
  BlockComparer(const rulebook::Assessor& before, const rulebook::Assessor& after,
                const CompareOptions& options)
      : before_(before), after_(after), options_(options) {}

  std::unique_ptr<ComparedBlock> compare(const ScreenedBlock& block) {
    auto product = std::make_unique<ComparedBlock>();
    const column::Batch& batch = block.result.batch;
    const rulebook::Assessor::Run before = before_.run(batch), after = after_.run(batch);
    product->machines = block.facts.row_numbers.size();
    for (std::size_t row = 0; row < product->machines; ++row) {
      const Outcome was = before.outcomes()[row], is = after.outcomes()[row];
      ++product->moves[static_cast<std::size_t>(was)][static_cast<std::size_t>(is)];
      if (was == is) {
        if (before.condition_counts()[row] != after.condition_counts()[row]) ++product->other_conditions;
        continue;
      }
      ++product->changed;
      keep(block, before, after, row, *product);
    }
    count_values(before, after, *product);
    return product;
  }

 private:
  void keep(const ScreenedBlock& block, const rulebook::Assessor::Run& before,
            const rulebook::Assessor::Run& after, std::size_t row, ComparedBlock& product) {
    const bool shown = product.changes.size() < options_.changes_max;
    if (!shown && options_.csv.empty()) return;
    ChangedMachine machine;
    machine.row = block.facts.row_numbers[row];
    machine.before = pool_.get(before_, before, block.result.batch, row);
    machine.after = pool_.get(after_, after, block.result.batch, row);
    for (const table::CellColumn& column : block.rows.columns)
      machine.cells.emplace_back(column.text[block.facts.block_rows[row]]);
    if (!options_.csv.empty()) write_row(machine, product.csv);
    if (shown) product.changes.push_back(std::move(machine));
  }

  static void write_row(const ChangedMachine& machine, std::string& out) {
    table::CsvWriteOptions options;
    options.guard_formulas = true;
    out += std::to_string(machine.row);
    const auto cell = [&](std::string_view text) {
      out.push_back(',');
      table::format_csv_cell(out, text, options);
    };
    for (const std::string& text : machine.cells) cell(text);
    cell(to_string(machine.before->outcome));
    cell(to_string(machine.after->outcome));
    cell(deciding_rules(*machine.before));
    cell(deciding_rules(*machine.after));
    out.push_back('\n');
  }

  void count_values(const rulebook::Assessor::Run& before, const rulebook::Assessor::Run& after,
                    ComparedBlock& product) const {
    product.values.resize(after.values().size());
    for (std::size_t v = 0; v < after.values().size(); ++v) {
      const auto& [field, now] = after.values()[v];
      const auto was = std::find_if(before.values().begin(), before.values().end(),
                                    [&field = field](const auto& value) { return value.first == field; });
      for (std::size_t row = 0; row < product.machines; ++row) {
        const std::string earlier = was == before.values().end() ? "" : value_text(was->second, row);
        if (earlier != value_text(now, row)) ++product.values[v];
      }
    }
  }

  const rulebook::Assessor& before_;
  const rulebook::Assessor& after_;
  const CompareOptions& options_;
  VerdictPool pool_;
};

void add_block(ComparedBlock& block, std::size_t changes_max, Comparison& comparison) {
  comparison.machines += block.machines;
  comparison.changed += block.changed;
  comparison.other_conditions += block.other_conditions;
  for (std::size_t was = 0; was < block.moves.size(); ++was)
    for (std::size_t is = 0; is < block.moves[was].size(); ++is)
      comparison.moves[was][is] += block.moves[was][is];
  for (std::size_t v = 0; v < block.values.size(); ++v) comparison.values[v].second += block.values[v];
  for (ChangedMachine& machine : block.changes)
    if (comparison.changes.size() < changes_max) comparison.changes.push_back(std::move(machine));
}

void write_csv_heading(table::CsvWriter& writer, const std::vector<std::string>& headings,
                       std::size_t columns) {
  writer.text("row");
  for (std::size_t column = 0; column < columns; ++column)
    writer.text(column < headings.size() ? headings[column] : std::string());
  for (const char* heading : {"before", "after", "rules_before", "rules_after"}) writer.text(heading);
  writer.end_row();
}

std::vector<std::string> facts_to_keep(const Engine& engine, const rulebook::Assessor& before,
                                       const rulebook::Assessor& after) {
  std::vector<std::string> paths = engine.wanted_paths();
  for (const auto& [path, text] : engine.assumed()) paths.push_back(path);
  for (const rulebook::Assessor* assessor : {&before, &after})
    for (const dmn::ProgramInput& input : assessor->inputs()) paths.push_back(input.path);
  return paths;
}

}  // namespace

base::Result<Comparison> compare_packs(const std::filesystem::path& fleet,
                                       std::shared_ptr<const rulebook::Pack> before,
                                       std::shared_ptr<const rulebook::Pack> after,
                                       const rulebook::Book& book, const machine::Catalog& catalog,
                                       const CompareOptions& options) {
  const auto was = rulebook::Assessor::create(before, options.as_of);
  if (!was) return was.error();
  const auto is = rulebook::Assessor::create(after, options.as_of);
  if (!is) return is.error();
  ScreenOptions screen_options;
  screen_options.as_of = options.as_of;
  screen_options.mapping = options.mapping;
  screen_options.threads = options.threads;
  screen_options.progress = options.progress;
  auto prepared =
      prepare(fleet, book, catalog, screen_options, {.destinations = false, .before_stage = after->id});
  if (!prepared) return prepared.error();
  prepared->facts_kept = facts_to_keep(*prepared->engine, *was, *is);

  Comparison comparison;
  comparison.source = fleet.filename().string();
  comparison.as_of = options.as_of;
  comparison.before = std::move(before);
  comparison.after = std::move(after);
  comparison.headings = prepared->mapping.headings;
  for (const rulebook::ValueDecision& value : comparison.after->values)
    comparison.values.emplace_back(value.field, 0);
  std::unique_ptr<table::CsvWriter> writer;
  if (!options.csv.empty()) {
    writer = std::make_unique<table::CsvWriter>(options.csv, table::CsvWriteOptions{.byte_order_mark = true});
    write_csv_heading(*writer, comparison.headings, prepared->reader->info().columns);
  }
  BlockComparer comparer(*was, *is, options);
  const auto work = [&](const ScreenedBlock& block) -> std::unique_ptr<BlockProduct> {
    return comparer.compare(block);
  };
  const auto consume = [&](std::unique_ptr<BlockProduct> product) {
    auto& block = static_cast<ComparedBlock&>(*product);
    if (writer) writer->rows(block.csv);
    add_block(block, options.changes_max, comparison);
    return true;
  };
  if (auto ran = run_blocks(*prepared, screen_options, work, consume); !ran) return ran.error();
  if (writer) writer->commit();
  return comparison;
}

}  // namespace chuhai::screening
