#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calendar/calendar.hpp"
#include "column/column.hpp"
#include "decimal/decimal.hpp"
#include "dmn/model.hpp"
#include "rulebook/pack.hpp"
#include "rulebook/vocabulary.hpp"

namespace chuhai::bench {

/// A value in another language: source text that is unknown (null there) when something it needs is.
struct Term {
  enum class Type : std::uint8_t { number, months, date, text, boolean };
  Type type = Type::number;
  std::string source;
  std::string path;  ///< vocabulary path of a plain column, else empty
};

enum class Comparison : std::uint8_t { less, less_equal, greater, greater_equal, equal, not_equal };

/// How another language writes values and tests in three values. A test is source text.
class Dialect {
 public:
  virtual ~Dialect() = default;
  virtual Term column(const std::string& path, column::Type type) = 0;
  virtual Term number(const decimal::Decimal& value) = 0;
  virtual Term date(const calendar::Date& value) = 0;
  virtual Term sum(const Term& a, const Term& b) = 0;
  virtual Term difference(const Term& a, const Term& b) = 0;
  virtual Term product(const Term& a, const Term& b) = 0;
  virtual Term part(std::string_view name, const Term& of) = 0;  ///< year, month, day; years, months
  virtual Term date_of(const Term& year, const Term& month, const Term& day) = 0;
  virtual Term months_between(const Term& from, const Term& to) = 0;
  virtual Term choose(const std::string& test, const Term& yes, const Term& no) = 0;
  /// The same value computed once for a row, under a name.
  virtual Term kept(const Term& term) = 0;

  virtual std::string compare(Comparison comparison, const Term& a, const Term& b) = 0;
  virtual std::string equals_text(const Term& column, const std::vector<std::string>& texts) = 0;
  virtual std::string equals_boolean(const Term& column, bool value) = 0;
  virtual std::string inverse(const std::string& test) = 0;
  virtual std::string any_of(const std::vector<std::string>& tests) = 0;
  virtual std::string all_of(const std::vector<std::string>& tests) = 0;
};

/// A rule of a pack in another language, after its source was weighed as rulebook does: it matches when all
/// tests hold. A weak source that allows allows on condition.
struct SourceRule {
  std::vector<std::string> tests;
  rulebook::Effect effect = rulebook::Effect::undecided;
  bool confirms = false;
};

/// The findings rules of a pack that are in force on `as_of`. Throws std::runtime_error, naming the
/// expression, when the translation lacks something the pack uses.
std::vector<SourceRule> translate(const rulebook::Pack& pack, const calendar::Date& as_of,
                                  const rulebook::Vocabulary& vocabulary, Dialect& dialect);

}  // namespace chuhai::bench
