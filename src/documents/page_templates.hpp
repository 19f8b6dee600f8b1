#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "rulebook/book.hpp"
#include "screening/report.hpp"

namespace chuhai::documents {

/// The verdicts and texts a page refers to, each written once however many machines share it, and each rule
/// once however many verdicts rest on it. The page's script puts the pieces together when a reader asks.
class PageTemplates {
 public:
  explicit PageTemplates(const rulebook::Book& book) : book_(book) {}

  /// Number of the verdict's template on this page, given in the order of asking.
  std::size_t number_of(const screening::VerdictPtr& verdict);

  /// Number of a text's template, given in the order of asking.
  std::size_t number_of(const base::Text& text);

  /// Number of a landed cost's template: its lines and open points without the amounts, which each cell has
  /// for itself.
  std::size_t number_of(const destination::LandedCost& cost);

  /// The templates of all texts and verdicts asked for, of the rules these name, and of outcomes and
  /// standings.
  std::string write();

 private:
  void write_verdict(std::string& out, const rulebook::Verdict& verdict);
  void write_answer(std::string& out, const rulebook::Verdict& verdict) const;
  void write_reasons(std::string& out, const rulebook::Verdict& verdict);
  std::size_t number_of_rule(const rulebook::RuleInfo& rule);
  /// Number of the template with what a levy or a customs value rests on.
  std::size_t number_of_basis(const std::string& rule, const base::Text& text,
                              const rulebook::Source& source);

  const rulebook::Book& book_;
  std::map<const rulebook::Verdict*, std::size_t> numbers_;
  std::vector<screening::VerdictPtr> verdicts_;
  std::map<std::string, std::size_t, std::less<>> text_numbers_;  ///< by what the page shows
  std::vector<std::string> texts_;
  std::map<const rulebook::RuleInfo*, std::size_t> rule_numbers_;
  std::vector<const rulebook::RuleInfo*> rules_;
  std::map<std::string, std::size_t, std::less<>> cost_numbers_, basis_numbers_;  ///< by what the page shows
  std::vector<std::string> costs_, bases_;
};

}  // namespace chuhai::documents
