#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "calendar/calendar.hpp"
#include "column/column.hpp"
#include "machine/catalog.hpp"
#include "rulebook/vocabulary.hpp"
#include "screening/mapping.hpp"
#include "table/cell.hpp"

namespace chuhai::screening {

/// One cell understood: a typed value, or why there is none.
struct Reading {
  column::Reason reason = column::kMissing;
  bool boolean = false;
  decimal::Decimal number;
  std::string text;
  calendar::Date date;
  std::uint64_t identity =
      0;                    ///< hash of a normalised PIN, serial number or machine key; 0 when there is none
  std::string travel_gear;  ///< said by a class name, empty otherwise
  std::optional<base::Text> problem;  ///< what is wrong with the cell, when something is

  void add_to(column::ValuesBuilder& builder, column::Type type) const;
};

/// Reads the cells of one column as one field. Prepared once; `read` is const and may run on any thread.
class FieldReader {
 public:
  /// Years and dates of a machine later than `as_of` are not believed.
  /// Errors: invalid/mapping for a pattern that is no regular expression with a group.
  static base::Result<FieldReader> create(ColumnUse use, const rulebook::Vocabulary& vocabulary,
                                          const machine::Catalog& catalog, calendar::Order date_order,
                                          const calendar::Date& as_of);

  Reading read(std::string_view cell) const;

  const ColumnUse& use() const { return use_; }
  column::Type type() const { return type_; }
  /// True when a cell is taken as it stands: no text is wrong, and none tells which machine it is.
  bool is_free_text() const;

 private:
  FieldReader() = default;
  Reading read_text(std::string_view text) const;
  Reading read_boolean(std::string_view text) const;
  Reading read_number(std::string_view text) const;
  Reading read_date(std::string_view text) const;
  Reading read_year(std::string_view text) const;
  Reading read_class(std::string_view text) const;
  Reading read_code(std::string_view text) const;
  Reading read_range(std::string_view text) const;
  Reading in_the_future(std::string_view text) const;
  Reading unreadable(std::string_view text, std::string_view wanted_en, std::string_view wanted_zh) const;

  struct Pattern;
  ColumnUse use_;
  column::Type type_ = column::Type::string;
  const rulebook::Field* field_ = nullptr;  ///< null for the sheet's own fields
  const machine::Catalog* catalog_ = nullptr;
  calendar::Order date_order_ = calendar::Order::unknown;
  calendar::Date as_of_;
  std::shared_ptr<const Pattern> pattern_;
  std::string code_field_;  ///< name of the coded field, empty when the text is free
};

}  // namespace chuhai::screening
