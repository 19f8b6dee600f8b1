#include "rulebook/check.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "dmn/check.hpp"
#include "judgement.hpp"

namespace chuhai::rulebook {

namespace {

constexpr std::size_t kUnsaidInputsMax = 5;
constexpr int kMonthsUntilOld = 12;

std::string_view code_of(dmn::Finding::Kind kind) {
  switch (kind) {
    case dmn::Finding::Kind::gap:
      return "gap";
    case dmn::Finding::Kind::overlap:
      return "overlap";
    case dmn::Finding::Kind::never_fires:
      return "never_fires";
    case dmn::Finding::Kind::conflict:
      return "conflict";
    case dmn::Finding::Kind::not_analysed:
      return "not_analysed";
  }
  return "gap";
}

/// True for a text with at least one Chinese character.
bool has_chinese(const std::string& text) {
  const std::u32string code_points = base::decode_utf8(text);
  return std::any_of(code_points.begin(), code_points.end(),
                     [](char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF); });
}

/// Code digits of an example's value: its text without quotes, empty when it is no code.
std::string digits_of(const std::string& value) {
  if (value.size() < 3 || value.front() != '"') return {};
  std::string digits = value.substr(1, value.size() - 2);
  const bool is_code = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_code ? digits : std::string();
}

/// The levels of one customs code in a table's inputs: heading 8429 lies in chapter 84.
class CodeLevels {
 public:
  explicit CodeLevels(const dmn::DecisionTable& table) {
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
      const auto level = level_of(table.inputs[i].expression.text);
      if (!level) continue;
      for (const dmn::Rule& rule : table.rules) add_constants(rule.tests[i].text, constants_[*level]);
    }
  }

  /// False when the levels contradict each other. A text that stands for "any other" is none of the
  /// constants.
  bool agree(const std::vector<std::pair<std::string, std::string>>& example) const {
    std::array<std::string, kLevels.size()> codes;
    std::array<bool, kLevels.size()> is_other{};
    for (const auto& [expression, value] : example) {
      const auto level = level_of(expression);
      if (!level) continue;
      codes[*level] = digits_of(value);
      is_other[*level] = codes[*level].empty() && value.starts_with('"');
    }
    for (std::size_t upper = 0; upper < kLevels.size(); ++upper)
      for (std::size_t lower = upper + 1; lower < kLevels.size(); ++lower) {
        if (codes[lower].empty()) continue;
        const std::string prefix = codes[lower].substr(0, kDigits[upper]);
        if (is_other[upper] ? constants_[upper].contains(prefix)
                            : !codes[upper].empty() && codes[upper] != prefix)
          return false;
      }
    return true;
  }

 private:
  static constexpr std::array<std::string_view, 4> kLevels = {"machine.hs_chapter", "machine.hs4",
                                                              "machine.hs6", "machine.hs_code"};
  static constexpr std::array<std::size_t, 4> kDigits = {2, 4, 6, 10};

  static std::optional<std::size_t> level_of(std::string_view expression) {
    const auto found = std::find(kLevels.begin(), kLevels.end(), base::trim(expression));
    if (found == kLevels.end()) return std::nullopt;
    return static_cast<std::size_t>(found - kLevels.begin());
  }

  static void add_constants(const std::string& test, std::set<std::string>& constants) {
    const std::vector<std::string_view> parts = base::split(test, '"');
    for (std::size_t i = 1; i < parts.size(); i += 2) constants.emplace(parts[i]);
  }

  std::array<std::set<std::string>, 4> constants_;  ///< texts the table's tests name, by level
};

/// Checks one pack and collects what it finds.
class PackCheck {
 public:
  PackCheck(const Pack& pack, const calendar::Date& as_of) : pack_(pack), as_of_(as_of) {}

  std::vector<CheckFinding> run() {
    for (const dmn::Finding& finding : dmn::check_tables(*pack_.model)) {
      const bool unknown = finding.kind == dmn::Finding::Kind::not_analysed;
      add(unknown ? Severity::notice : Severity::error, code_of(finding.kind), finding.decision,
          finding.message, finding.example);
    }
    check_what_is_not_said();
    check_duties();
    collect_sources();
    for (const auto& [key, source] : pack_.sources) check_source(key, source);
    check_texts();
    return std::move(findings_);
  }

 private:
  void add(Severity severity, std::string_view code, const std::string& subject, base::Text message,
           std::vector<std::pair<std::string, std::string>> example = {}) {
    findings_.push_back({severity, std::string(code), subject, std::move(message), std::move(example)});
  }

  /// One table of all rules that say allowed, refused or undecided, over the inputs of all tables.
  void check_what_is_not_said() {
    if (pack_.rules.empty()) return;
    dmn::DecisionTable united;
    std::vector<dmn::Requirement> requirements;
    std::map<std::string, std::size_t, std::less<>> clause_of;
    const WeighedRules weighed = weigh_rules(pack_, as_of_, {});
    for (std::size_t r = 0; r < pack_.rules.size(); ++r) {
      if (!weighed.active[r] || weighed.effects[r].effect == Effect::condition) continue;
      const dmn::Decision& decision = *pack_.model->find_decision(pack_.rules[r].table);
      const auto& logic = std::get<dmn::DecisionTable>(decision.logic->body);
      requirements.insert(requirements.end(), decision.requirements.begin(), decision.requirements.end());
      dmn::Rule& rule = united.rules.emplace_back();
      rule.id = pack_.rules[r].id;
      for (std::size_t i = 0; i < logic.inputs.size(); ++i) {
        const std::string text(base::trim(logic.inputs[i].expression.text));
        const auto [place, is_new] = clause_of.try_emplace(text, united.inputs.size());
        if (is_new) united.inputs.push_back(logic.inputs[i]);
        rule.tests.resize(std::max(rule.tests.size(), place->second + 1), any_test());
        rule.tests[place->second] = logic.rules[pack_.rules[r].row].tests[i];
      }
    }
    for (dmn::Rule& rule : united.rules) rule.tests.resize(united.inputs.size(), any_test());
    const CodeLevels levels(united);
    const auto plausible = [&](const auto& example) { return levels.agree(example); };
    std::size_t shown = 0;
    for (const dmn::Finding& finding :
         dmn::find_gaps(*pack_.model, requirements, "assess", united, plausible)) {
      if (finding.kind == dmn::Finding::Kind::not_analysed) continue;
      if (++shown > kUnsaidInputsMax) break;
      add(Severity::notice, "nothing_said", pack_.id,
          {"No rule says allowed, refused or undecided about this input, so the verdict stays open.",
           "对此输入没有规则给出允许、禁止或待定，结论因此悬而未决。"},
          finding.example);
    }
  }

  static feel::UnaryTests any_test() {
    feel::UnaryTests tests;
    tests.any = true;
    return tests;
  }

  /// Rules that match are all charged, so two duties on one machine are a mistake.
  void check_duties() {
    if (pack_.levies.empty()) return;
    const auto in_force = [&](const LevyRule& levy) {
      const Source& source = levy.source();
      return (!source.effective_from || *source.effective_from <= as_of_) &&
             (!source.effective_to || as_of_ <= *source.effective_to);
    };
    const auto both_duties = [&](std::size_t a, std::size_t b) {
      const LevyRule &first = pack_.levies[a], &second = pack_.levies[b];
      return first.levy == Levy::duty && second.levy == Levy::duty && in_force(first) && in_force(second);
    };
    const dmn::Decision& decision = *pack_.model->find_decision(pack_.levies_decision);
    const CodeLevels levels(std::get<dmn::DecisionTable>(decision.logic->body));
    const auto plausible = [&](const auto& example) { return levels.agree(example); };
    for (const dmn::Finding& finding : dmn::find_overlaps(*pack_.model, decision, both_duties, plausible))
      add(Severity::error, "levy_overlap", base::join(finding.rules, " "),
          {"Two duties are charged together; exclusive rates must exclude each other in their tests.",
           "两项关税同时计征；互斥的税率须在条件中互相排除。"},
          finding.example);
  }

  void collect_sources() {
    const auto use = [this](const std::vector<const Source*>& sources) {
      for (const Source* source : sources) {
        used_.insert(source->key);
        if (source == sources.front()) carrying_.insert(source->key);
      }
    };
    for (const RuleInfo& rule : pack_.rules) use(rule.sources);
    for (const LevyRule& levy : pack_.levies) use(levy.sources);
    for (const ValueDecision& value : pack_.values)
      for (const ValueRule& rule : value.rules) use(rule.sources);
    for (const auto* value : {&pack_.customs_value_base, &pack_.customs_value_percent})
      if (*value)
        for (const ValueRule& rule : (*value)->rules) use(rule.sources);
  }

  void check_source(const std::string& key, const Source& source) {
    if (!used_.contains(key))
      add(Severity::notice, "source_unused", key, {"No rule uses this source.", "没有规则引用此来源。"});
    const bool carries = carrying_.contains(key) && pack_.valid_on(as_of_);
    if (source.effective_to && *source.effective_to < as_of_ && carries) {
      const std::string day = calendar::to_string(*source.effective_to);
      add(Severity::notice, "source_expired", key,
          {"The source ended on " + day + "; the rules that rest on it leave every verdict open.",
           "来源已于 " + day + " 失效，以其为据的规则使结论悬而未决。"});
    }
    if (source.effective_from && as_of_ < *source.effective_from) {
      const std::string day = calendar::to_string(*source.effective_from);
      add(Severity::notice, "source_not_yet_in_force", key,
          {"The source takes effect on " + day + "; its rules are not applied before.",
           "来源自 " + day + " 起生效，此前不适用其规则。"});
    }
    if (calendar::add_months(source.checked_on, kMonthsUntilOld) < as_of_) {
      const std::string day = calendar::to_string(source.checked_on);
      add(Severity::notice, "source_old", key,
          {"The source was last checked on " + day + ", more than a year ago.",
           "来源上次核对于 " + day + "，已超过一年。"});
    }
    if (source.verified && source.url.empty() && source.note.empty())
      add(Severity::error, "source_unproved", key,
          {"The source is called verified but gives neither an address nor a note of where it was read.",
           "来源标为已核实，但既无网址，也未注明在何处查阅。"});
  }

  void check_text(const std::string& subject, const base::Text& text) {
    if (text.en.empty() || text.zh.empty() || !has_chinese(text.zh))
      add(Severity::error, "translation", subject,
          {"The text is not there in both languages.", "文字未以中英文两种语言给出。"});
  }

  void check_texts() {
    check_text(pack_.id, pack_.title);
    for (const RuleInfo& rule : pack_.rules) check_text(rule.id, rule.text);
    for (const LevyRule& levy : pack_.levies) check_text(levy.id, levy.text);
    for (const ValueDecision& value : pack_.values)
      for (const ValueRule& rule : value.rules) check_text(rule.id, rule.text);
    for (const auto* value : {&pack_.customs_value_base, &pack_.customs_value_percent})
      if (*value)
        for (const ValueRule& rule : (*value)->rules) check_text(rule.id, rule.text);
    for (const NotRepresented& fact : pack_.not_represented) check_text(fact.fact, fact.reason);
  }

  const Pack& pack_;
  calendar::Date as_of_;
  std::set<std::string> used_;      ///< keys that some rule names
  std::set<std::string> carrying_;  ///< keys that some rule names first
  std::vector<CheckFinding> findings_;
};

}  // namespace

std::vector<CheckFinding> check_pack(const Pack& pack, const calendar::Date& as_of) {
  return PackCheck(pack, as_of).run();
}

}  // namespace chuhai::rulebook
