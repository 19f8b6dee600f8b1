#include "rule_sql.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "rule_source.hpp"

namespace chuhai::bench {

namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : std::string(separator)) + part;
  return text;
}

class Sql final : public Dialect {
 public:
  Term column(const std::string& path, column::Type) override {
    if (std::find(columns_.begin(), columns_.end(), path) == columns_.end()) columns_.push_back(path);
    return {Term::Type::number, '"' + path + '"', path};
  }
  Term number(const decimal::Decimal& value) override { return {Term::Type::number, value.to_string(), ""}; }
  Term date(const calendar::Date& value) override {
    return {Term::Type::date, "DATE '" + calendar::to_string(value) + "'", ""};
  }
  Term sum(const Term& a, const Term& b) override { return binary(a, '+', b); }
  Term difference(const Term& a, const Term& b) override { return binary(a, '-', b); }
  Term product(const Term& a, const Term& b) override { return binary(a, '*', b); }
  Term part(std::string_view name, const Term& of) override {
    if (of.type != Term::Type::months)
      return {Term::Type::number, std::string(name) + "(" + of.source + ")", ""};
    return {Term::Type::number, "(" + of.source + (name == "years" ? " // 12)" : " % 12)"), ""};
  }
  Term date_of(const Term& year, const Term& month, const Term& day) override {
    return {Term::Type::date, "make_date(" + year.source + ", " + month.source + ", " + day.source + ")", ""};
  }
  Term months_between(const Term& from, const Term& to) override {
    const std::string& a = from.source;
    const std::string& b = to.source;
    const std::string months =
        "((year(" + b + ") - year(" + a + ")) * 12 + month(" + b + ") - month(" + a + "))";
    return {Term::Type::months,
            "(" + months + " - CASE WHEN " + months + " > 0 AND day(" + b + ") < day(" + a +
                ") THEN 1 WHEN " + months + " < 0 AND day(" + b + ") > day(" + a + ") THEN -1 ELSE 0 END)",
            ""};
  }
  Term choose(const std::string& test, const Term& yes, const Term& no) override {
    return {
        yes.type,
        "CASE WHEN " + test + " THEN " + yes.source + " WHEN NOT (" + test + ") THEN " + no.source + " END",
        ""};
  }
  Term kept(const Term& term) override {
    const auto known = std::find(kept_.begin(), kept_.end(), term.source);
    const auto at = static_cast<std::size_t>(known - kept_.begin());
    if (known == kept_.end()) kept_.push_back(term.source);
    return {term.type, "d" + std::to_string(at), ""};
  }

  std::string compare(Comparison comparison, const Term& a, const Term& b) override {
    static constexpr std::array<std::string_view, 6> kSigns = {"<", "<=", ">", ">=", "=", "<>"};
    return a.source + " " + std::string(kSigns[static_cast<std::size_t>(comparison)]) + " " + b.source;
  }
  std::string equals_text(const Term& column, const std::vector<std::string>& texts) override {
    std::vector<std::string> constants;
    std::vector<std::string>& known = texts_[column.path];
    for (const std::string& text : texts) {
      if (std::find(known.begin(), known.end(), text) == known.end()) known.push_back(text);
    }
    for (const std::string& text : texts) constants.push_back("'" + text + "'::" + enum_of(column.path));
    if (constants.size() == 1) return column.source + " = " + constants.front();
    return column.source + " IN (" + joined(constants, ", ") + ")";
  }
  std::string equals_boolean(const Term& column, bool value) override {
    return value ? column.source : "NOT " + column.source;
  }
  std::string inverse(const std::string& test) override { return "NOT (" + test + ")"; }
  std::string any_of(const std::vector<std::string>& tests) override {
    return "(" + joined(tests, " OR ") + ")";
  }
  std::string all_of(const std::vector<std::string>& tests) override {
    return tests.empty() ? "true" : "(" + joined(tests, " AND ") + ")";
  }

  const std::vector<std::string>& columns() const { return columns_; }
  const std::vector<std::string>& kept_terms() const { return kept_; }
  const std::map<std::string, std::vector<std::string>>& texts() const { return texts_; }

 private:
  static Term binary(const Term& a, char sign, const Term& b) {
    return {Term::Type::number, "(" + a.source + " " + sign + " " + b.source + ")", ""};
  }

  std::vector<std::string> columns_;
  std::vector<std::string> kept_;
  std::map<std::string, std::vector<std::string>> texts_;
};

/// Whether any rule that `counts` matches; FALSE when there is none.
template <class Counts>
std::string any_rule(const std::vector<SourceRule>& rules, Sql& sql, Counts counts) {
  std::vector<std::string> matches;
  for (const SourceRule& rule : rules) {
    if (counts(rule)) matches.push_back(sql.all_of(rule.tests));
  }
  return matches.empty() ? "false" : sql.any_of(matches);
}

}  // namespace

std::string enum_of(const std::string& path) {
  std::string name = "e_" + path;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

VerdictSql verdict_sql(const std::vector<std::shared_ptr<const rulebook::Pack>>& packs,
                       const calendar::Date& as_of, const rulebook::Vocabulary& vocabulary,
                       const std::string& table) {
  using rulebook::Effect;
  Sql sql;
  std::vector<std::string> findings, verdicts;
  for (std::size_t p = 0; p < packs.size(); ++p) {
    const std::vector<SourceRule> rules = translate(*packs[p], as_of, vocabulary, sql);
    const auto finding = [&](char name, auto counts) {
      const std::string column = name + std::to_string(p);
      findings.push_back(any_rule(rules, sql, counts) + " AS " + column);
      return column;
    };
    const auto with = [](Effect effect) {
      return [effect](const SourceRule& rule) { return rule.effect == effect; };
    };
    const std::string refused = finding('r', with(Effect::refused));
    const std::string open = finding('u', with(Effect::undecided));
    const std::string allowed = finding('a', with(Effect::allowed));
    const std::string condition = finding(
        'c', [](const SourceRule& rule) { return rule.effect == Effect::condition || rule.confirms; });
    verdicts.push_back("(CASE WHEN " + refused + " THEN 3 WHEN " + refused + " IS NULL OR " + open + " OR " +
                       open + " IS NULL OR " + allowed + " IS NULL OR NOT " + allowed + " THEN 2 WHEN " +
                       condition + " THEN 1 WHEN " + condition +
                       " IS NULL THEN 2 ELSE 0 END)::UTINYINT AS o" + std::to_string(p));
  }
  std::string computed = "*";
  for (std::size_t k = 0; k < sql.kept_terms().size(); ++k)
    computed += ", " + sql.kept_terms()[k] + " AS d" + std::to_string(k);
  const auto query = [&](const std::string& also) {
    return "SELECT " + joined(verdicts, ",\n") + also + "\nFROM (SELECT " + joined(findings, ",\n") + also +
           "\nFROM (SELECT " + computed + " FROM " + table + "))";
  };
  return {sql.columns(), sql.texts(), query(""),
          query(", " + std::string(kRowColumn)) + " ORDER BY " + kRowColumn};
}

}  // namespace chuhai::bench
