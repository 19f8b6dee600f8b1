#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/model.hpp"
#include "manifest.hpp"
#include "rulebook/pack.hpp"

namespace chuhai::rulebook {

/// Reads the annotation and output cells of a pack's tables into rules with provenance.
class RuleReader {
 public:
  RuleReader(Pack& pack, Problems& problems) : pack_(pack), problems_(problems) {}

  /// Each takes a decision whose logic is there; the first and the last one whose logic is a table.
  void read_findings(const dmn::Decision& decision);
  void read_value_table(const dmn::Decision& decision, ValueDecision& value);
  void read_levies(const dmn::Decision& decision);

 private:
  void problem(std::uint32_t line, const std::string& field, base::Text text);
  RuleInfo read_rule(const dmn::Decision& decision, const dmn::DecisionTable& table, std::size_t row);
  LevyRule read_levy(const dmn::DecisionTable& table, std::size_t row);
  void read_levy_words(const dmn::DecisionTable& table, const dmn::Rule& rule, LevyRule& read);
  void read_levy_amounts(const dmn::DecisionTable& table, const dmn::Rule& rule, LevyRule& read);
  /// A number cell of an output column; none when it is null.
  std::optional<decimal::Decimal> number_cell(const dmn::DecisionTable& table, const dmn::Rule& rule,
                                              std::string_view output, const std::string& id);
  /// A constant text cell of an output column; empty when there is none or it is no constant.
  static std::string cell(const dmn::DecisionTable& table, const dmn::Rule& rule, std::string_view output);
  void read_annotations(const dmn::DecisionTable& table, const dmn::Rule& rule, std::string& id,
                        base::Text& text, std::vector<const Source*>& sources);

  Pack& pack_;
  Problems& problems_;
  std::set<std::string> ids_;
};

}  // namespace chuhai::rulebook
