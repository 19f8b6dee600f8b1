#include "kernel_cells.hpp"

#include <algorithm>
#include <string>

#include "table.hpp"

namespace chuhai::dmn {

namespace {

using feel::Kind;
using feel::Tri;
using feel::Value;

constexpr Region kFalse = 1;
constexpr Region kTrue = 2;
constexpr Region kFirstOfLines = 3;
constexpr std::size_t kNumbers = 0, kDates = 1, kTexts = 2, kNoLine = 3;

std::size_t line_of(Kind kind) {
  switch (kind) {
    case Kind::number:
      return kNumbers;
    case Kind::date:
      return kDates;
    case Kind::string:
      return kTexts;
    default:
      return kNoLine;
  }
}

std::size_t line_of(column::Type type) {
  return type == column::Type::number ? kNumbers : type == column::Type::date ? kDates : kTexts;
}

bool is_below(const Value& a, const Value& b) { return feel::less(a, b) == Tri::yes; }

void sort_line(std::vector<Value>& line) {
  std::sort(line.begin(), line.end(), is_below);
  const auto alike = [](const Value& a, const Value& b) { return !is_below(a, b); };
  line.erase(std::unique(line.begin(), line.end(), alike), line.end());
}

/// Takes a constant apart: ends of ranges, items of lists. False for kinds that have no line.
bool add_line_constants(const Value& value, std::array<std::vector<Value>, 3>& lines) {
  switch (value.kind()) {
    case Kind::null:
    case Kind::boolean:
      return true;
    case Kind::number:
      if (!value.number().is_finite()) return false;
      lines[kNumbers].push_back(value);
      return true;
    case Kind::date:
      lines[kDates].push_back(value);
      return true;
    case Kind::string:
      lines[kTexts].push_back(value);
      return true;
    case Kind::range:
      return add_line_constants(value.range().low, lines) && add_line_constants(value.range().high, lines);
    case Kind::list:
      return std::all_of(value.list().begin(), value.list().end(),
                         [&](const Value& item) { return add_line_constants(item, lines); });
    default:
      return false;
  }
}

/// A value of the kind before the first constant, between two or behind the last; null for "no end" here.
/// Nothing when there is none, or none that decimals can tell apart.
std::optional<Value> value_between(std::size_t line, const Value* low, const Value* high) {
  std::optional<Value> found;
  if (line == kNumbers) {
    using decimal::Decimal;
    if (low == nullptr && high == nullptr) return Value(Decimal(0));
    if (low != nullptr && high != nullptr) {
      found = Value((low->number() + high->number()) * Decimal::scaled(5, -1));
    } else {
      found = Value(low != nullptr ? low->number() + Decimal(1) : high->number() - Decimal(1));
    }
  } else if (line == kDates) {
    if (low == nullptr && high == nullptr) return Value(calendar::Date{1970, 1, 1});
    const auto day =
        low != nullptr ? calendar::try_add_days(low->date(), 1) : calendar::try_add_days(high->date(), -1);
    if (!day) return std::nullopt;
    found = Value(*day);
  } else {
    if (low == nullptr) return high == nullptr || !high->string().empty() ? std::optional(Value("")) : found;
    found = Value(low->string() + std::string(1, '\0'));
  }
  if (low != nullptr && !is_below(*low, *found)) return std::nullopt;
  if (high != nullptr && !is_below(*found, *high)) return std::nullopt;
  return found;
}

/// The constants of a cell that only compares with constants.
std::optional<std::array<std::vector<Value>, 3>> constants_of(const Run& run, const feel::UnaryTests& tests) {
  std::array<std::vector<Value>, 3> lines;
  for (const feel::NodePtr& test : tests.tests) {
    const bool plain = test->kind == feel::NodeKind::test_unary || test->kind == feel::NodeKind::test_value;
    if (!plain || test->children.size() != 1 || !is_constant_expression(*test->children[0])) {
      return std::nullopt;
    }
    const feel::Environment empty;
    if (!add_line_constants(feel::evaluate(*test->children[0], empty, run.options), lines)) {
      return std::nullopt;
    }
  }
  for (std::vector<Value>& line : lines) sort_line(line);
  return lines;
}

}  // namespace

CellIndex::CellIndex(const Run& run, std::span<const Cell> cells_of_rules, std::optional<column::Type> type) {
  number_cells(cells_of_rules);
  std::vector<std::optional<Lines>> constants(tests_.size());
  for (CellId cell = 1; cell < tests_.size(); ++cell) {
    if (!reads_variables_[cell]) constants[cell] = constants_of(run, *tests_[cell]);
  }
  place_lines(constants);
  opaque_.assign(tests_.size(), false);
  answers_begin_.assign(1, 0);
  answers_.push_back({0, foreign_, true});
  answers_begin_.push_back(1);
  for (CellId cell = 1; cell < tests_.size(); ++cell) {
    const std::size_t before = answers_.size();
    opaque_[cell] = !constants[cell] || !ask_cell(run, cell, *constants[cell], type);
    if (opaque_[cell]) answers_.resize(before);
    has_opaque_ = has_opaque_ || opaque_[cell];
    answers_begin_.push_back(static_cast<std::uint32_t>(answers_.size()));
  }
  find_vague_cells(type);
}

void CellIndex::find_vague_cells(std::optional<column::Type> type) {
  const bool flags = type == column::Type::boolean ||
                     std::all_of(lines_.begin(), lines_.end(), [](const auto& line) { return line.empty(); });
  const auto is_usual = [&](const Answer& one) {
    if (one.last == kNull) return false;
    if (one.last <= kTrue) return flags;
    std::size_t line = kTexts;
    while (one.last < first_regions_[line]) --line;
    return !lines_[line].empty();
  };
  vague_ = opaque_;
  open_.assign(foreign_ + 1U, false);
  open_[foreign_] = true;
  for (CellId cell = 1; cell < tests_.size(); ++cell) {
    for (const Answer& one : answers(cell)) vague_[cell] = vague_[cell] || (!one.certain && is_usual(one));
    if (vague_[cell]) continue;
    for (const Answer& one : answers(cell)) {
      if (!one.certain) std::fill(open_.begin() + one.first, open_.begin() + one.last + 1, true);
    }
  }
}

void CellIndex::number_cells(std::span<const Cell> cells_of_rules) {
  std::unordered_map<std::string_view, CellId> known;
  tests_.push_back(nullptr);
  reads_variables_.push_back(false);
  for (const Cell& cell : cells_of_rules) {
    if (cell.tests == nullptr || cell.tests->any) {
      cell_of_rule_.push_back(kAny);
      continue;
    }
    const auto [found, added] = known.emplace(cell.tests->text, static_cast<CellId>(tests_.size()));
    if (added) tests_.push_back(cell.tests);
    if (added) reads_variables_.push_back(cell.reads_variables);
    cell_of_rule_.push_back(found->second);
  }
}

void CellIndex::place_lines(const std::vector<std::optional<Lines>>& constants) {
  Region next = kFirstOfLines;
  for (std::size_t line = 0; line < kLines; ++line) {
    for (const std::optional<Lines>& one : constants) {
      if (one) lines_[line].insert(lines_[line].end(), (*one)[line].begin(), (*one)[line].end());
    }
    sort_line(lines_[line]);
    first_regions_[line] = next;
    next += static_cast<Region>(2 * lines_[line].size() + 1);
  }
  foreign_ = next;
}

void CellIndex::add_answer(Region first, Region last, Tri answer) {
  if (answer == Tri::no) return;
  answers_.push_back({first, last, answer == Tri::yes});
}

bool CellIndex::ask_cell(const Run& run, CellId cell, const Lines& constants,
                         std::optional<column::Type> type) {
  const Frame nothing;
  const auto ask = [&](const Value& value) { return evaluate_cell(run, *tests_[cell], value, nothing); };
  add_answer(kNull, kNull, ask(Value()));
  if (!type || *type == column::Type::boolean) {
    add_answer(kFalse, kFalse, ask(Value(false)));
    add_answer(kTrue, kTrue, ask(Value(true)));
  }
  for (std::size_t line = 0; line < kLines; ++line) {
    const bool possible = !type || (*type != column::Type::boolean && line == line_of(*type));
    if (possible && !ask_line(run, cell, line, constants[line])) return false;
  }
  return true;
}

bool CellIndex::ask_line(const Run& run, CellId cell, std::size_t line, const std::vector<Value>& constants) {
  const Frame nothing;
  const std::vector<Value>& all = lines_[line];
  Region begin = first_regions_[line];
  Tri before = Tri::no;
  const auto put = [&](Region first, Region last, Tri answer) {
    if (answer == before && answer != Tri::no) {
      answers_.back().last = last;
    } else {
      add_answer(first, last, answer);
    }
    before = answer;
  };
  for (std::size_t i = 0; i <= constants.size(); ++i) {
    const Value* low = i == 0 ? nullptr : &constants[i - 1];
    const Value* high = i == constants.size() ? nullptr : &constants[i];
    const Region end =
        high == nullptr
            ? first_regions_[line] + static_cast<Region>(2 * all.size() + 1)
            : first_regions_[line] +
                  static_cast<Region>(
                      2 * (std::lower_bound(all.begin(), all.end(), *high, is_below) - all.begin()) + 1);
    const std::optional<Value> inside = value_between(line, low, high);
    // Between neighbouring days or texts there is nothing; between numbers there always is.
    if (!inside && line == kNumbers) return false;
    put(begin, end - 1, inside ? evaluate_cell(run, *tests_[cell], *inside, nothing) : before);
    if (high != nullptr) put(end, end, evaluate_cell(run, *tests_[cell], *high, nothing));
    begin = end + 1;
  }
  return true;
}

Region CellIndex::region_of(const Value& value) const {
  if (value.is_null()) return kNull;
  if (value.kind() == Kind::boolean) return value.boolean() ? kTrue : kFalse;
  const std::size_t line = line_of(value.kind());
  if (line == kNoLine || (line == kNumbers && !value.number().is_finite())) return foreign_;
  const std::vector<Value>& all = lines_[line];
  const auto found = std::lower_bound(all.begin(), all.end(), value, is_below);
  const bool exact = found != all.end() && !is_below(value, *found);
  return first_regions_[line] + static_cast<Region>(2 * (found - all.begin()) + (exact ? 1 : 0));
}

Region CellIndex::first_region(column::Type type) const { return first_regions_[line_of(type)]; }

std::optional<Partition> CellIndex::partition(column::Type type) const {
  if (has_opaque_ || (type != column::Type::number && type != column::Type::date)) return std::nullopt;
  std::vector<decimal::Decimal> boundaries;
  for (const Value& value : lines_[line_of(type)]) {
    boundaries.push_back(type == column::Type::number ? value.number()
                                                      : decimal::Decimal(calendar::to_days(value.date())));
  }
  return Partition(type, std::move(boundaries));
}

std::optional<Tri> CellIndex::answer(CellId cell, Region region) const {
  if (cell == kAny) return Tri::yes;
  if (opaque_[cell] || region == foreign_) return std::nullopt;
  const std::span<const Answer> known = answers(cell);
  if (region == kNull && (known.empty() || known[0].first != kNull)) return Tri::no;
  if (region == kNull) return known[0].certain ? Tri::yes : Tri::unknown;
  const auto found = std::lower_bound(known.begin(), known.end(), region,
                                      [](const Answer& one, Region wanted) { return one.last < wanted; });
  if (found == known.end() || region < found->first) return Tri::no;
  return found->certain ? Tri::yes : Tri::unknown;
}

}  // namespace chuhai::dmn
