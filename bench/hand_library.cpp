#include "hand_library.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "rule_source.hpp"

namespace chuhai::bench {

namespace {

using rulebook::Effect;

constexpr std::string_view kPrelude = R"(#include <climits>
#include <cstddef>
#include <cstdint>
namespace {
using Tri = unsigned;  // 0 no, 1 unknown, 2 yes
constexpr int kNone = INT_MIN;
inline Tri lower(Tri a, Tri b) { return a < b ? a : b; }
inline Tri higher(Tri a, Tri b) { return a > b ? a : b; }
inline Tri tri(bool yes) { return yes ? 2 : 0; }
inline Tri is(int value, int code) { return value == 0 ? 1 : tri(value == code); }
inline Tri one_of(int value, std::uint64_t codes) { return value == 0 ? 1 : tri(codes >> value & 1); }
inline int sum(int a, int b) { return a == kNone || b == kNone ? kNone : a + b; }
inline int difference(int a, int b) { return a == kNone || b == kNone ? kNone : a - b; }
inline int product(int a, int b) { return a == kNone || b == kNone ? kNone : a * b; }
struct Date { int year, month, day; };
inline Date civil(int days) {
  if (days == kNone) return {kNone, kNone, kNone};
  const int z = days + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int doe = z - era * 146097;
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int month = mp < 10 ? mp + 3 : mp - 9;
  return {yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}
inline Date date_of(int year, int month, int day) { return {year, month, day}; }
inline int months_between(const Date& from, const Date& to) {
  if (from.year == kNone || to.year == kNone) return kNone;
  const int months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) return months - 1;
  if (months < 0 && to.day > from.day) return months + 1;
  return months;
}
inline int quotient(int a, int b) { return a == kNone ? kNone : a / b; }
inline int rest(int a, int b) { return a == kNone ? kNone : a % b; }
inline int choose(Tri test, int yes, int no) { return test == 1 ? kNone : test == 2 ? yes : no; }
)";

std::string joined(const std::vector<std::string>& parts, std::string_view before, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) text += std::string(text.empty() ? before : between) + part;
  return text;
}

class Cpp final : public Dialect {
 public:
  explicit Cpp(const std::vector<FleetColumn>& fleet) : fleet_(&fleet) {}

  Term column(const std::string& path, column::Type) override {
    auto known = std::find(columns_.begin(), columns_.end(), path);
    if (known == columns_.end()) known = columns_.insert(columns_.end(), path);
    return {Term::Type::number, "row.c" + std::to_string(known - columns_.begin()), path};
  }
  Term number(const decimal::Decimal& value) override { return {Term::Type::number, value.to_string(), ""}; }
  Term date(const calendar::Date& value) override {
    return {Term::Type::date, std::to_string(calendar::to_days(value)), ""};
  }
  Term sum(const Term& a, const Term& b) override { return call("sum", {a, b}); }
  Term difference(const Term& a, const Term& b) override { return call("difference", {a, b}); }
  Term product(const Term& a, const Term& b) override { return call("product", {a, b}); }
  Term part(std::string_view name, const Term& of) override {
    if (of.type == Term::Type::months)
      return {Term::Type::number, (name == "years" ? "quotient(" : "rest(") + of.source + ", 12)", ""};
    return {Term::Type::number, civil(of) + "." + std::string(name), ""};
  }
  Term date_of(const Term& year, const Term& month, const Term& day) override {
    Term term = call("date_of", {year, month, day});
    term.type = Term::Type::date;
    return term;
  }
  Term months_between(const Term& from, const Term& to) override {
    return {Term::Type::months, "months_between(" + civil(from) + ", " + civil(to) + ")", ""};
  }
  Term choose(const std::string& test, const Term& yes, const Term& no) override {
    return {yes.type, "choose(" + test + ", " + yes.source + ", " + no.source + ")", ""};
  }
  Term kept(const Term& term) override { return {term.type, "row." + keep("int", term.source), ""}; }

  std::string compare(Comparison comparison, const Term& a, const Term& b) override {
    static constexpr std::array<std::string_view, 6> kSigns = {"<", "<=", ">", ">=", "==", "!="};
    const std::string test =
        a.source + " " + std::string(kSigns[static_cast<std::size_t>(comparison)]) + " " + b.source;
    std::vector<std::string> unknown;
    for (const Term* term : {&a, &b}) {
      const bool constant = std::isdigit(static_cast<unsigned char>(term->source.front())) != 0;
      if (!constant) unknown.push_back(term->source + " == kNone");
    }
    return "(" + joined(unknown, "", " || ") + " ? 1 : tri(" + test + "))";
  }
  std::string equals_text(const Term& column, const std::vector<std::string>& texts) override {
    std::vector<int> codes;
    for (const std::string& text : texts) codes.push_back(code_of(column.path, text));
    if (codes.size() == 1) return "is(" + column.source + ", " + std::to_string(codes.front()) + ")";
    if (std::all_of(codes.begin(), codes.end(), [](int code) { return code < 64; })) {
      std::uint64_t mask = 0;
      for (const int code : codes) mask |= std::uint64_t{1} << code;
      // A mask shifted by a code of 64 or more would be wrong; such a column goes the long way.
      if (texts_of(column.path).size() < 64)
        return "one_of(" + column.source + ", " + std::to_string(mask) + "u)";
    }
    std::vector<std::string> tests;
    for (const int code : codes) tests.push_back("is(" + column.source + ", " + std::to_string(code) + ")");
    return any_of(tests);
  }
  std::string equals_boolean(const Term& column, bool value) override {
    return "is(" + column.source + (value ? ", 2)" : ", 1)");
  }
  std::string inverse(const std::string& test) override { return "(2 - " + test + ")"; }
  std::string any_of(const std::vector<std::string>& tests) override { return folded("higher", tests); }
  std::string all_of(const std::vector<std::string>& tests) override { return folded("lower", tests); }

  const std::vector<std::string>& columns() const { return columns_; }
  /// (type, name, source) of what is computed once for a row.
  struct Kept {
    std::string type, name, source;
  };
  const std::vector<Kept>& kept_terms() const { return kept_; }

 private:
  static Term call(const std::string& function, const std::vector<Term>& arguments) {
    std::vector<std::string> sources;
    for (const Term& argument : arguments) sources.push_back(argument.source);
    return {Term::Type::number, function + "(" + joined(sources, "", ", ") + ")", ""};
  }
  static std::string folded(const std::string& function, const std::vector<std::string>& tests) {
    std::string result = tests.front();
    for (std::size_t i = 1; i < tests.size(); ++i) result = function + "(" + result + ", " + tests[i] + ")";
    return result;
  }
  /// A date taken apart; of a column once for a row.
  std::string civil(const Term& date) {
    if (date.source.starts_with("date_of(")) return date.source;
    return "row." + keep("Date", "civil(" + date.source + ")");
  }
  std::string keep(const std::string& type, const std::string& source) {
    for (const Kept& one : kept_) {
      if (one.source == source) return one.name;
    }
    kept_.push_back({type, "d" + std::to_string(kept_.size()), source});
    return kept_.back().name;
  }
  const std::vector<std::string>& texts_of(const std::string& path) const {
    for (const FleetColumn& column : *fleet_) {
      if (column.path == path) return column.texts;
    }
    throw std::runtime_error("no column " + path);
  }
  int code_of(const std::string& path, const std::string& text) const {
    const std::vector<std::string>& texts = texts_of(path);
    const auto at = std::find(texts.begin(), texts.end(), text);
    if (at == texts.end()) throw std::runtime_error("no code for " + path + " " + text);
    return static_cast<int>(at - texts.begin()) + 1;
  }

  const std::vector<FleetColumn>* fleet_;
  std::vector<std::string> columns_;
  std::vector<Kept> kept_;
};

/// Nested ifs, innermost `then` with the rule's state in `m`.
std::string when(const SourceRule& rule, const std::string& then) {
  if (rule.tests.empty()) return "  { const Tri m = 2; " + then + " }\n";
  std::string text = "  ", state = "t0";
  for (std::size_t i = 0; i < rule.tests.size(); ++i) {
    const std::string name = "t" + std::to_string(i);
    text += "if (const Tri " + name + " = " + rule.tests[i] + "; " + name + " != 0) ";
    if (i > 0) state = "lower(" + state + ", " + name + ")";
  }
  return text + "{ const Tri m = " + state + "; " + then + " }\n";
}

std::string pack_function(std::size_t number, const std::vector<SourceRule>& rules) {
  std::string text = "inline std::uint8_t pack" + std::to_string(number) +
                     "(const Row& row) {\n  bool open = false, allowed = false;\n";
  for (const SourceRule& rule : rules) {
    if (rule.effect == Effect::refused) text += when(rule, "if (m == 2) return 3; open = true;");
  }
  text += "  if (open) return 2;\n";
  for (const SourceRule& rule : rules) {
    if (rule.effect == Effect::undecided) text += when(rule, "if (m != 0) return 2;");
  }
  text += "  bool confirm = false;\n";
  for (const SourceRule& rule : rules) {
    if (rule.effect != Effect::allowed) continue;
    text += when(rule, rule.confirms ? "if (m == 2) { allowed = true; confirm = true; } else open = true;"
                                     : "if (m == 2) allowed = true;");
  }
  text += "  if (!allowed) return 2;\n  if (confirm) return 1;\n";
  for (const SourceRule& rule : rules) {
    if (rule.effect == Effect::condition) text += when(rule, "if (m == 2) return 1; open = true;");
  }
  return text + "  return open ? 2 : 0;\n}\n";
}

}  // namespace

HandSource hand_source(const std::vector<std::shared_ptr<const rulebook::Pack>>& packs,
                       const calendar::Date& as_of, const rulebook::Vocabulary& vocabulary,
                       const std::vector<FleetColumn>& columns) {
  Cpp cpp(columns);
  std::string functions, calls, fields, loads;
  for (std::size_t p = 0; p < packs.size(); ++p) {
    functions += pack_function(p, translate(*packs[p], as_of, vocabulary, cpp));
    calls += "    out[" + std::to_string(p) + "][i] = pack" + std::to_string(p) + "(row);\n";
  }
  for (std::size_t c = 0; c < cpp.columns().size(); ++c) {
    const std::string number = std::to_string(c);
    fields += "  int c" + number + ";\n";
    loads += "    row.c" + number + " = columns[" + number + "][i];\n";
  }
  for (const Cpp::Kept& kept : cpp.kept_terms()) {
    fields += "  " + kept.type + " " + kept.name + ";\n";
    loads += "    row." + kept.name + " = " + kept.source + ";\n";
  }
  return {cpp.columns(),
          std::string(kPrelude) + "struct Row {\n" + fields + "};\n" + functions +
              "}\nextern \"C\" void verdicts(const std::int32_t* const* columns, std::size_t begin,"
              " std::size_t end, std::uint8_t* const* out) {\n"
              "  for (std::size_t i = begin; i < end; ++i) {\n    Row row;\n" +
              loads + calls + "  }\n}\n"};
}

HandLibrary::HandLibrary(const HandSource& source, const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "hand_rules.cpp", library = folder / "hand_rules.so";
  std::ofstream(file) << source.text;
  const std::string command =
      "c++ -std=c++20 -O2 -DNDEBUG -fPIC -shared -o '" + library.string() + "' '" + file.string() + "'";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("cannot compile " + file.string());
  handle_ = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle_ == nullptr) throw std::runtime_error("cannot load " + library.string());
  verdicts_ = reinterpret_cast<Verdicts>(dlsym(handle_, "verdicts"));
  if (verdicts_ == nullptr) throw std::runtime_error("no function in " + library.string());
}

HandLibrary::~HandLibrary() { dlclose(handle_); }

}  // namespace chuhai::bench
