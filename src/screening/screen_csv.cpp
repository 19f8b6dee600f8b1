#include <string_view>

#include "pipeline.hpp"
#include "screening/screen.hpp"
#include "summary.hpp"
#include "table/csv_writer.hpp"

namespace chuhai::screening {

namespace {

/// Computed fields that stand in the summary, in order.
constexpr std::string_view kValuePaths[] = {"machine.class",       "machine.hs_code",
                                            "machine.regime",      "machine.emission_stage",
                                            "machine.vat_outcome", "machine.supervision_mode"};

struct CsvBlock final : BlockProduct {
  std::string bytes;                 ///< rows without their last cell and line end
  std::vector<std::size_t> row_end;  ///< end of each row in `bytes`
  std::vector<std::string> problems;
  std::vector<RowIdentity> identities;
  std::vector<std::uint64_t> row_numbers;
  Totals totals;
};

std::string_view short_outcome(rulebook::Outcome outcome) {
  switch (outcome) {
    case rulebook::Outcome::allowed:
      return "allowed";
    case rulebook::Outcome::allowed_with_conditions:
      return "conditions";
    case rulebook::Outcome::undecided:
      return "undecided";
    case rulebook::Outcome::refused:
      return "refused";
  }
  return {};
}

/// Writes blocks as CSV rows; used by several workers at once.
class CsvMaker {
 public:
  explicit CsvMaker(const Engine& engine) : engine_(engine) {}

  std::unique_ptr<CsvBlock> make(ScreenedBlock block) const {
    auto product = std::make_unique<CsvBlock>();
    product->totals.stages.resize(engine_.stages().size());
    product->totals.destinations.resize(engine_.destinations().size());
    const std::size_t rows = block.facts.block_rows.size();
    product->problems.resize(rows);
    for (const CellProblem& problem : block.facts.problems) {
      std::string& text = product->problems[problem.row];
      if (!text.empty()) text += "; ";
      if (!problem.heading.empty()) text += problem.heading + ": ";
      text += problem.text.zh + " / " + problem.text.en;
    }
    const std::vector<std::vector<std::string>> values = value_cells(block);
    product->bytes.reserve(rows * 400);
    for (std::size_t row = 0; row < rows; ++row) {
      write_row(block, values, row, *product);
      product->row_end.push_back(product->bytes.size());
    }
    product->identities = std::move(block.facts.identities);
    product->row_numbers = std::move(block.facts.row_numbers);
    return product;
  }

 private:
  /// The CSV cell of every distinct value of the summary's fields.
  std::vector<std::vector<std::string>> value_cells(const ScreenedBlock& block) const {
    std::vector<std::vector<std::string>> cells;
    for (const std::string_view path : kValuePaths) {
      std::vector<std::string> texts;
      if (const column::Column* column = block.result.batch.find(path)) {
        const column::Column distinct = column::Column::flat(column->shared_values());
        for (std::size_t i = 0; i < distinct.size(); ++i) {
          std::string cell;
          table::format_csv_cell(cell, value_text(distinct, i), options_);
          texts.push_back(std::move(cell));
        }
      }
      cells.push_back(std::move(texts));
    }
    return cells;
  }

  void write_row(const ScreenedBlock& block, const std::vector<std::vector<std::string>>& values,
                 std::size_t row, CsvBlock& product) const {
    std::string& out = product.bytes;
    for (const table::CellColumn& column : block.rows.columns) {
      table::format_csv_cell(out, column.text[block.facts.block_rows[row]], options_);
      out.push_back(',');
    }
    const std::vector<std::size_t> best = best_destinations(engine_, block.result, row, 3);
    const Readiness readiness = readiness_of(engine_, block.result, row, !best.empty());
    out.push_back(letter(readiness));
    out.push_back(',');
    for (std::size_t v = 0; v < values.size(); ++v) {
      if (const column::Column* column = block.result.batch.find(kValuePaths[v]))
        out += values[v][column->index(row)];
      out.push_back(',');
    }
    out += short_outcome(engine_.stage_outcome(block.result, tradable_stage(), row));
    out.push_back(',');
    for (std::size_t i = 0; i < best.size(); ++i) {
      if (i > 0) out.push_back(' ');
      out += engine_.destinations()[best[i]].country;
    }
    for (std::size_t d = 0; d < engine_.destinations().size(); ++d) {
      out.push_back(',');
      out += short_outcome(engine_.destination_outcome(block.result, d, row));
    }
    out.push_back(',');
    count_row(engine_, block.result, row, readiness, product.totals);
  }

  const Engine& engine_;
  table::CsvWriteOptions options_;
};

void write_heading(table::CsvWriter& writer, const Prepared& prepared) {
  const std::size_t columns = prepared.reader->info().columns;
  for (std::size_t column = 0; column < columns; ++column) {
    writer.text(column < prepared.mapping.headings.size() ? prepared.mapping.headings[column]
                                                          : std::string{});
  }
  writer.text("readiness");
  for (const std::string_view path : kValuePaths) writer.text(path.substr(path.find('.') + 1));
  writer.text("tradable");
  writer.text("best_destinations");
  for (const Destination& destination : prepared.engine->destinations()) writer.text(destination.country);
  writer.text("problems");
  writer.end_row();
}

void write_block(CsvBlock& block, IdentityLedger& ledger, Totals& totals, table::CsvWriter& writer) {
  const table::CsvWriteOptions options;
  std::string out;
  std::size_t begin = 0;
  for (std::size_t row = 0; row < block.row_end.size(); ++row) {
    out.append(block.bytes, begin, block.row_end[row] - begin);
    begin = block.row_end[row];
    std::string& problems = block.problems[row];
    if (const auto repeat = ledger.add(block.identities[row], block.row_numbers[row])) {
      if (!repeat->is_same_machine_again) ++totals.duplicates;
      const base::Text text = repeat_text(*repeat);
      problems += (problems.empty() ? "" : "; ") + text.zh + " / " + text.en;
    }
    if (!problems.empty()) {
      ++totals.with_problems;
      table::format_csv_cell(out, problems, options);
    }
    out.push_back('\n');
  }
  writer.rows(out);
}

}  // namespace

base::Result<Report> screen_to_csv(const std::filesystem::path& fleet, const std::filesystem::path& out,
                                   const rulebook::Book& book, const machine::Catalog& catalog,
                                   const ScreenOptions& options) {
  auto prepared = prepare(fleet, book, catalog, options);
  if (!prepared) return prepared.error();
  Report report = prepared->report_head(fleet, book);
  table::CsvWriter writer(out, {.byte_order_mark = true});
  write_heading(writer, *prepared);
  const CsvMaker maker(*prepared->engine);
  IdentityLedger ledger;
  const auto work = [&](ScreenedBlock block) -> std::unique_ptr<BlockProduct> {
    return maker.make(std::move(block));
  };
  const auto consume = [&](std::unique_ptr<BlockProduct> product) {
    auto& block = static_cast<CsvBlock&>(*product);
    add_totals(block.totals, report.totals);
    write_block(block, ledger, report.totals, writer);
  };
  if (auto ran = run_blocks(*prepared, options, work, consume); !ran) return ran.error();
  writer.commit();
  return report;
}

}  // namespace chuhai::screening
