#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "rulebook/pack.hpp"
#include "rulebook/vocabulary.hpp"

namespace chuhai::bench {

/// The table's column with the row's number: a database may give rows in any order.
inline constexpr const char* kRowColumn = "row_number";

/// What a list of packs says about each row of a table, as one SQL query in DuckDB's dialect.
struct VerdictSql {
  std::vector<std::string> columns;  ///< vocabulary paths it reads; the table's columns have these names
  std::map<std::string, std::vector<std::string>> texts;  ///< by path: the texts the rules name
  std::string query;          ///< gives o0, o1, ...: the outcome's number (utinyint) by each pack
  std::string ordered_query;  ///< the same in the order of `kRowColumn`, which it gives last
};

/// SQL as somebody would write it who knows the rules and the database: what is computed is computed once for
/// a row, unknown is NULL, rules are ANDs whose ORs say what a pack finds, the worst finding is a CASE. Texts
/// are enums: `enum_of` names the type of a text column.
VerdictSql verdict_sql(const std::vector<std::shared_ptr<const rulebook::Pack>>& packs,
                       const calendar::Date& as_of, const rulebook::Vocabulary& vocabulary,
                       const std::string& table);
std::string enum_of(const std::string& path);

}  // namespace chuhai::bench
