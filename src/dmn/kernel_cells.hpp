#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "boxed.hpp"
#include "column/column.hpp"
#include "feel/evaluate.hpp"
#include "kernel_partition.hpp"

namespace chuhai::dmn {

/// Number of an elementary region of the values an input clause may have: within a region every constant
/// cell of the clause answers alike.
using Region = std::uint32_t;
using CellId = std::uint32_t;

/// The cells of one input clause, asked once. Values fall into regions: null, false, true, and for numbers,
/// dates and texts each constant of the cells and each gap between two of them. The interpreter is asked how
/// each distinct cell answers in the regions its own constants make; nothing here knows what a test means,
/// only where its answer can change. Cells that read variables or `?` are left to the interpreter, value by
/// value. Immutable.
class CellIndex {
 public:
  /// The cell "-".
  static constexpr CellId kAny = 0;
  static constexpr Region kNull = 0;

  struct Cell {
    const feel::UnaryTests* tests = nullptr;  ///< null: "-"
    bool reads_variables = false;
  };
  /// One cell for each rule. `type` is that of every value that is not null, where it is known.
  CellIndex(const Run& run, std::span<const Cell> cells_of_rules, std::optional<column::Type> type);

  /// A run of regions in which a cell answers yes (certain) or unknown.
  struct Answer {
    Region first = 0;
    Region last = 0;
    bool certain = true;
  };

  /// Regions are numbered from 0 to foreign().
  Region region_of(const feel::Value& value) const;
  /// Where values of other kinds go (lists, times ...): only the interpreter knows about them.
  Region foreign() const { return foreign_; }
  /// The region of the first number (date) of the line, to which Partition's classes are added.
  Region first_region(column::Type type) const;
  /// The constants among numbers or dates; nothing when some cell is left to the interpreter.
  std::optional<Partition> partition(column::Type type) const;

  std::size_t rules() const { return cell_of_rule_.size(); }
  std::size_t cells() const { return tests_.size(); }
  CellId cell(std::size_t rule) const { return cell_of_rule_[rule]; }
  const feel::UnaryTests& tests(CellId cell) const { return *tests_[cell]; }
  /// True when the interpreter has to be asked about this cell, whatever the value.
  bool is_opaque(CellId cell) const { return opaque_[cell]; }
  bool has_opaque() const { return has_opaque_; }
  /// Where the cell answers other than no, in order.
  std::span<const Answer> answers(CellId cell) const {
    return {answers_.data() + answers_begin_[cell], answers_begin_[cell + 1] - answers_begin_[cell]};
  }
  /// The cell's answer in a region; nothing when the interpreter has to be asked.
  std::optional<feel::Tri> answer(CellId cell, Region region) const;
  /// True when the cell is opaque or answers unknown about usual values, so that it may concern any value.
  bool is_vague(CellId cell) const { return vague_[cell]; }
  /// True when some cell that is not vague answers unknown in the region, or only the interpreter can tell.
  bool is_open(Region region) const { return open_[region]; }

 private:
  static constexpr std::size_t kLines = 3;  ///< numbers, dates, texts
  using Lines = std::array<std::vector<feel::Value>, kLines>;

  void number_cells(std::span<const Cell> cells_of_rules);
  void place_lines(const std::vector<std::optional<Lines>>& constants);
  bool ask_cell(const Run& run, CellId cell, const Lines& constants, std::optional<column::Type> type);
  bool ask_line(const Run& run, CellId cell, std::size_t line, const std::vector<feel::Value>& constants);
  void find_vague_cells(std::optional<column::Type> type);
  void add_answer(Region first, Region last, feel::Tri answer);

  std::vector<CellId> cell_of_rule_;
  std::vector<const feel::UnaryTests*> tests_;
  std::vector<bool> opaque_;
  std::vector<bool> reads_variables_;
  std::vector<bool> vague_;
  bool has_opaque_ = false;
  Lines lines_;  ///< sorted, distinct
  std::array<Region, kLines> first_regions_{};
  Region foreign_ = 0;
  std::vector<Answer> answers_;
  std::vector<std::uint32_t> answers_begin_;
  std::vector<bool> open_;
};

}  // namespace chuhai::dmn
