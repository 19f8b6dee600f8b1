#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>

#include "block_costs.hpp"
#include "pipeline.hpp"
#include "screening/screen.hpp"
#include "summary.hpp"
#include "table/csv_writer.hpp"

namespace chuhai::screening {

namespace {

/// Computed fields that stand in the summary, in order.
constexpr std::string_view kValuePaths[] = {"machine.class",       "machine.hs_code",
                                            "machine.regime",      "machine.emission_stage",
                                            "machine.vat_outcome", "shipment.supervision_mode"};

struct CsvBlock final : BlockProduct {
  std::string bytes;                                          ///< whole rows
  std::vector<std::size_t> row_end;                           ///< end of each row in `bytes`
  std::vector<std::pair<std::size_t, std::string>> problems;  ///< by row, only rows that have some
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

/// Every outcome with the comma before it, padded so that a fixed number of bytes can be copied.
class OutcomeCells {
 public:
  static constexpr std::size_t kBytesMax = 16;

  OutcomeCells() {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const std::string_view text = short_outcome(static_cast<rulebook::Outcome>(i));
      cells_[i].bytes[0] = ',';
      std::copy(text.begin(), text.end(), cells_[i].bytes.begin() + 1);
      cells_[i].size = text.size() + 1;
    }
  }

  /// Writes the cells of all `outcomes` at `place`, which has room for kBytesMax each; returns their end.
  char* write(std::span<const rulebook::Outcome> outcomes, char* place) const {
    for (const rulebook::Outcome outcome : outcomes) {
      const Cell& cell = cells_[static_cast<std::size_t>(outcome)];
      std::memcpy(place, cell.bytes.data(), kBytesMax);
      place += cell.size;
    }
    return place;
  }

 private:
  struct Cell {
    std::array<char, kBytesMax> bytes{};
    std::size_t size = 0;
  };
  std::array<Cell, 4> cells_;
};

/// The text of a row that stands in the file exactly as it would be written, so that it can be copied as one
/// piece; nothing when some cell would have to be quoted, or the cells do not stand side by side.
std::optional<std::string_view> unbroken_row(const table::RowBlock& block, std::size_t row) {
  if (block.columns.empty()) return std::nullopt;
  const char* const begin = block.columns.front().text[row].data();
  const char* end = begin;
  for (std::size_t c = 0; c < block.columns.size(); ++c) {
    const std::string_view cell = block.columns[c].text[row];
    if (c > 0 && (end + 1 != cell.data() || *end != ',')) return std::nullopt;
    end = cell.data() + cell.size();
  }
  if (begin == nullptr) return std::nullopt;
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  // Any cell with one of these is looked at one by one: quotes, line ends, "sep=", a byte order mark.
  for (const char special : {'"', '\n', '\r', '=', '\xEF'}) {
    if (text.find(special) != std::string_view::npos) return std::nullopt;
  }
  return text;
}

/// One field of the summary: its column, and the CSV cell of every distinct value.
struct ValueCells {
  const column::Column* column = nullptr;
  std::vector<std::string> texts;
};

/// Writes blocks as CSV rows; used by several workers at once.
class CsvMaker {
 public:
  explicit CsvMaker(const Engine& engine) : engine_(engine), plans_(engine) {}

  std::unique_ptr<CsvBlock> make(ScreenedBlock block) {
    auto product = std::make_unique<CsvBlock>();
    product->totals.stages.resize(engine_.stages().size());
    product->totals.destinations.resize(engine_.destinations().size());
    add_problems(block.facts.problems, *product);
    const BlockOutcomes outcomes(engine_, block.result);
    const std::vector<ValueCells> values = value_cells(block);
    const std::size_t rows = outcomes.rows();
    product->bytes.reserve(rows * 600);
    std::vector<Readiness> readiness(rows);
    Scratch scratch;
    if (engine_.costs()) scratch.costs.emplace(engine_, block.result, plans_);
    scratch.cells.resize((engine_.destinations().size() + 1) * OutcomeCells::kBytesMax);
    auto problem = product->problems.begin();
    for (std::size_t row = 0; row < rows; ++row) {
      write_cells(block.rows, block.facts.block_rows[row], product->bytes);
      readiness[row] = write_results(outcomes, values, row, scratch, product->bytes);
      if (problem != product->problems.end() && problem->first == row) {
        table::format_csv_cell(product->bytes, problem++->second, options_);
      }
      product->bytes.push_back('\n');
      product->row_end.push_back(product->bytes.size());
    }
    outcomes.count(readiness, product->totals);
    product->totals.with_problems = product->problems.size();
    product->identities = std::move(block.facts.identities);
    product->row_numbers = std::move(block.facts.row_numbers);
    return product;
  }

 private:
  struct Scratch {
    std::vector<std::size_t> best;
    std::vector<char> cells;
    std::optional<BlockCosts> costs;
  };

  /// Problems come in row order.
  static void add_problems(const std::vector<CellProblem>& problems, CsvBlock& product) {
    for (const CellProblem& problem : problems) {
      if (product.problems.empty() || product.problems.back().first != problem.row) {
        product.problems.emplace_back(problem.row, std::string());
      }
      std::string& text = product.problems.back().second;
      if (!text.empty()) text += "; ";
      if (!problem.heading.empty()) text += problem.heading + ": ";
      text += problem.text.zh + " / " + problem.text.en;
    }
  }

  std::vector<ValueCells> value_cells(const ScreenedBlock& block) const {
    std::vector<ValueCells> cells(std::size(kValuePaths));
    for (std::size_t v = 0; v < cells.size(); ++v) {
      cells[v].column = block.result.batch.find(kValuePaths[v]);
      if (cells[v].column == nullptr) continue;
      const column::Column distinct = column::Column::flat(cells[v].column->shared_values());
      for (std::size_t i = 0; i < distinct.size(); ++i) {
        std::string& cell = cells[v].texts.emplace_back();
        table::format_csv_cell(cell, value_text(distinct, i), options_);
        cell.push_back(',');
      }
    }
    return cells;
  }

  void write_cells(const table::RowBlock& block, std::size_t row, std::string& out) const {
    if (const auto text = unbroken_row(block, row)) {
      out += *text;
      out.push_back(',');
      return;
    }
    for (const table::CellColumn& column : block.columns) {
      table::format_csv_cell(out, column.text[row], options_);
      out.push_back(',');
    }
  }

  Readiness write_results(const BlockOutcomes& outcomes, const std::vector<ValueCells>& values,
                          std::size_t row, Scratch& scratch, std::string& out) const {
    BlockCosts* const costs = scratch.costs ? &*scratch.costs : nullptr;
    outcomes.best(row, 3, costs, scratch.best);
    const Readiness readiness = outcomes.readiness(row, !scratch.best.empty());
    out.push_back(letter(readiness));
    out.push_back(',');
    for (const ValueCells& value : values) {
      if (value.column == nullptr) {
        out.push_back(',');
      } else {
        out += value.texts[value.column->index(row)];
      }
    }
    out += short_outcome(outcomes.tradable(row));
    out.push_back(',');
    for (std::size_t i = 0; i < scratch.best.size(); ++i) {
      if (i > 0) out.push_back(' ');
      out += engine_.destinations()[scratch.best[i]].country;
    }
    if (costs != nullptr) write_costs(*costs, row, scratch.best, out);
    const char* const end = outcome_cells_.write(outcomes.destinations(row), scratch.cells.data());
    out.append(scratch.cells.data(), static_cast<std::size_t>(end - scratch.cells.data()));
    out.push_back(',');
    return readiness;
  }

  /// Landed totals in CNY of the best destinations, and how many times the FOB price they are.
  static void write_costs(BlockCosts& costs, std::size_t row, const std::vector<std::size_t>& best,
                          std::string& out) {
    std::string factors;
    out.push_back(',');
    for (std::size_t i = 0; i < best.size(); ++i) {
      if (i > 0) {
        out.push_back(' ');
        factors.push_back(' ');
      }
      const auto total = costs.total(best[i], row);
      out += total ? hundredths(*total) : "open";
      const std::int64_t price = total ? costs.facts(row).price->minor() : 0;
      factors += price > 0 ? hundredths(destination::factor_hundredths(*total, price)) : "open";
    }
    out.push_back(',');
    out += factors;
  }

  static std::string hundredths(std::int64_t value) {
    std::string digits = std::to_string(value);
    if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
    return digits.insert(digits.size() - 2, 1, '.');
  }

  const Engine& engine_;
  PlanPool plans_;
  OutcomeCells outcome_cells_;
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
  if (prepared.engine->costs()) {
    writer.text("landed_cny");
    writer.text("landed_factor");
  }
  for (const Destination& destination : prepared.engine->destinations()) writer.text(destination.country);
  writer.text("problems");
  writer.end_row();
}

/// Writes a block's rows; a row that repeats an earlier machine gets that said in its last cell.
void write_block(const CsvBlock& block, IdentityLedger& ledger, Totals& totals, table::CsvWriter& writer) {
  constexpr std::size_t kAhead = 16;
  const table::CsvWriteOptions options;
  const std::string_view bytes = block.bytes;
  std::size_t written = 0;
  auto problem = block.problems.begin();
  for (std::size_t row = 0; row < block.row_end.size(); ++row) {
    if (row + kAhead < block.identities.size()) ledger.expect(block.identities[row + kAhead]);
    std::string known;
    if (problem != block.problems.end() && problem->first == row) known = problem++->second;
    const auto repeat = ledger.add(block.identities[row], block.row_numbers[row]);
    if (!repeat) continue;
    if (!repeat->is_same_machine_again) ++totals.duplicates;
    if (known.empty()) ++totals.with_problems;
    std::string cell;
    table::format_csv_cell(cell, known, options);
    const std::size_t cell_begin = block.row_end[row] - 1 - cell.size();
    writer.rows(bytes.substr(written, cell_begin - written));
    const base::Text text = repeat_text(*repeat);
    cell.clear();
    table::format_csv_cell(cell, known + (known.empty() ? "" : "; ") + text.zh + " / " + text.en, options);
    writer.rows(cell + '\n');
    written = block.row_end[row];
  }
  writer.rows(bytes.substr(written));
}

/// Facts that the packs read or the summary shows.
std::vector<std::string> facts_needed(const Engine& engine) {
  std::vector<std::string> paths = engine.wanted_paths();
  for (const auto& [path, text] : engine.assumed()) paths.push_back(path);
  paths.insert(paths.end(), std::begin(kValuePaths), std::end(kValuePaths));
  paths.emplace_back("machine.hs6");
  return paths;
}

}  // namespace

base::Result<Report> screen_to_csv(const std::filesystem::path& fleet, const std::filesystem::path& out,
                                   const rulebook::Book& book, const machine::Catalog& catalog,
                                   const ScreenOptions& options) {
  auto prepared = prepare(fleet, book, catalog, options);
  if (!prepared) return prepared.error();
  prepared->facts_kept = facts_needed(*prepared->engine);
  Report report = prepared->report_head(fleet, book);
  table::CsvWriter writer(out, {.byte_order_mark = true});
  write_heading(writer, *prepared);
  CsvMaker maker(*prepared->engine);
  IdentityLedger ledger;
  const auto work = [&](ScreenedBlock block) -> std::unique_ptr<BlockProduct> {
    return maker.make(std::move(block));
  };
  const auto consume = [&](std::unique_ptr<BlockProduct> product) {
    const auto& block = static_cast<const CsvBlock&>(*product);
    add_totals(block.totals, report.totals);
    write_block(block, ledger, report.totals, writer);
    return true;
  };
  if (auto ran = run_blocks(*prepared, options, work, consume); !ran) return ran.error();
  writer.commit();
  return report;
}

}  // namespace chuhai::screening
