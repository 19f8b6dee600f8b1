#include "words.hpp"

#include <algorithm>
#include <numeric>

#include "calendar/calendar.hpp"
#include "decimal/decimal.hpp"

namespace chuhai::documents {

namespace {

std::uint64_t takes(const screening::Report& report, std::size_t destination) {
  const screening::OutcomeCounts& counts = report.totals.destinations[destination];
  return counts[0] + counts[1];
}

/// "1680000.5" as "1,680,000.5"; anything that is not a plain number comes back as it is.
std::string with_thousands_separated(const std::string& value) {
  const std::size_t whole = std::min(value.find('.'), value.size());
  const bool is_plain = !value.empty() && value.find_first_not_of("0123456789.") == std::string::npos;
  if (!is_plain || whole < 4) return value;
  std::string out;
  for (std::size_t i = 0; i < whole; ++i) {
    if (i > 0 && (whole - i) % 3 == 0) out += ',';
    out += value[i];
  }
  return out + value.substr(whole);
}

/// Names of fields within a value, as formulas have them, become their labels: "purchase_amount_cny × 13%".
std::string with_field_names_in(const rulebook::Book& book, const std::string& value, bool zh) {
  std::string out;
  std::string word;
  for (const char c : value + '\n') {
    if ((c >= 'a' && c <= 'z') || c == '_') {
      word += c;
      continue;
    }
    const rulebook::Field* field =
        word.find('_') == std::string::npos ? nullptr : book.vocabulary().find("machine." + word);
    out += field == nullptr ? word : zh ? field->label.zh : field->label.en;
    word.clear();
    if (c != '\n') out += c;
  }
  return out;
}

base::Text with_field_names(const rulebook::Book& book, const base::Text& value) {
  return {with_field_names_in(book, value.en, false), with_field_names_in(book, value.zh, true)};
}

}  // namespace

std::string whole_units(const values::Money& amount) {
  return with_thousands_separated(amount.major().rounded(0, decimal::Rounding::half_even).to_plain_string());
}

std::string in_full(const values::Money& amount) {
  return with_thousands_separated(amount.major().to_string());
}

const char* mark(rulebook::Outcome outcome) {
  constexpr const char* kMarks[] = {"✓", "▲", "?", "✗"};
  return kMarks[static_cast<std::size_t>(outcome)];
}

std::string verdict_text(rulebook::Outcome outcome) {
  return std::string(mark(outcome)) + " " + both(rulebook::label(outcome));
}

std::string both(const base::Text& text) {
  if (text.zh.empty() || text.zh == text.en) return text.en;
  return with_chinese_punctuation(text.zh) + "\n" + text.en;
}

base::Text field_label(const rulebook::Book& book, std::string_view path) {
  const rulebook::Field* field = book.vocabulary().find(path);
  if (field == nullptr) return {std::string(path), std::string(path)};
  base::Text label = field->label;
  if (!field->unit.empty() && field->unit != "year" && field->unit.find(' ') == std::string::npos) {
    label.en += " (" + field->unit + ")";
    label.zh += "(" + field->unit + ")";
  }
  return label;
}

base::Text value_label(const machine::Catalog& catalog, std::string_view path, const std::string& value) {
  if (value == "true") return {"yes", "是"};
  if (value == "false") return {"no", "否"};
  return catalog.label(path.substr(path.find('.') + 1), value);
}

base::Text value_for_reading(const rulebook::Book& book, const machine::Catalog& catalog,
                             std::string_view path, const std::string& value) {
  const rulebook::Field* field = book.vocabulary().find(path);
  const bool is_quantity = field != nullptr && !field->unit.empty() && field->unit != "year";
  if (!is_quantity) return with_field_names(book, value_label(catalog, path, value));
  const std::string text = with_thousands_separated(value);
  return {text, text};
}

base::Text machine_name(const machine::Catalog& catalog, const screening::MachineResult& machine) {
  const base::Text maker = catalog.maker_label(machine.value_of("machine.maker"));
  const std::string model = machine.value_of("machine.model");
  if (maker.en.empty() && model.empty()) return {"maker and model not given", "品牌型号未填"};
  const auto join = [&model](const std::string& name) {
    return name.empty() ? model : model.empty() ? name : name + " " + model;
  };
  return {join(maker.en), join(maker.zh.empty() ? maker.en : maker.zh)};
}

base::Text standing_label(const rulebook::Reason& reason) {
  switch (reason.standing) {
    case rulebook::Standing::applies:
      return {"applies", "适用"};
    case rulebook::Standing::warns:
      return {"confirm first", "请先确认"};
    case rulebook::Standing::expired:
      return {"lapsed: the source is no longer in force", "已失效:依据已过有效期"};
    case rulebook::Standing::might_apply:
      return {"may apply: a fact is missing", "可能适用:资料不足"};
  }
  return {};
}

base::Text confidence_label(const rulebook::Source& source) {
  const base::Text who = rulebook::label(source.source_class);
  const std::string day = calendar::to_string(source.checked_on);
  if (source.verified) return {"verified, " + who.en + ", " + day, "已核实," + who.zh + ", " + day};
  return {"from memory, not verified, " + day, "凭经验,未核实, " + day};
}

base::Text nothing_allows_text(const rulebook::Verdict& verdict) {
  if (!verdict.pack) return {"no rule pack is in force for this question", "该事项没有有效的规则包"};
  return {"no rule says in so many words that this machine is allowed", "没有规则明确允许该设备"};
}

bool is_worth_showing(const rulebook::Reason& reason, const rulebook::Verdict& verdict) {
  return reason.decides || reason.standing != rulebook::Standing::might_apply ||
         verdict.outcome != rulebook::Outcome::refused;
}

std::vector<std::size_t> destinations_by_ease(const screening::Report& report) {
  std::vector<std::size_t> order(report.destinations.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::uint64_t> conditions;
  for (const std::size_t d : order) conditions.push_back(conditions_of(report, d));
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const std::uint64_t takes_a = takes(report, a);
    const std::uint64_t takes_b = takes(report, b);
    return takes_a != takes_b ? takes_a > takes_b : conditions[a] < conditions[b];
  });
  return order;
}

std::uint64_t conditions_of(const screening::Report& report, std::size_t destination) {
  std::uint64_t count = 0;
  for (const screening::MachineResult& machine : report.machines)
    count += condition_count(*machine.destinations[destination]);
  return count;
}

std::size_t condition_count(const rulebook::Verdict& verdict) {
  if (verdict.outcome != rulebook::Outcome::allowed_with_conditions) return 0;
  return static_cast<std::size_t>(
      std::count_if(verdict.reasons.begin(), verdict.reasons.end(), [](const rulebook::Reason& reason) {
        return reason.decides && reason.standing != rulebook::Standing::might_apply;
      }));
}

base::Text finding(const screening::Report& report) {
  const std::vector<std::size_t> order = destinations_by_ease(report);
  const std::uint64_t most = order.empty() ? 0 : takes(report, order.front());
  if (most == 0)
    return {"No destination takes a machine of this fleet yet", "目前没有目的国可接收该机队的设备"};
  const auto alike =
      std::count_if(order.begin(), order.end(), [&](std::size_t d) { return takes(report, d) == most; });
  const std::uint64_t all = report.totals.machines;
  const base::Text& easiest = report.destinations[order.front()].name;
  const std::string how_many = std::to_string(most);
  const std::string of_all = std::to_string(all);
  const base::Text machines = all == 1 ? base::Text{"the machine", "该设备"}
                                       : base::Text{how_many + " of " + of_all + " machines",
                                                    " " + of_all + " 台设备中的 " + how_many + " 台"};
  if (alike == 1) {
    return order.size() == 1 || all == 1
               ? base::Text{easiest.en + " takes " + machines.en, easiest.zh + "可接收" + machines.zh}
               : base::Text{easiest.en + " takes the most: " + machines.en,
                            easiest.zh + "可接收最多:" + machines.zh};
  }
  const std::string alike_text = std::to_string(alike);
  const std::string asked = std::to_string(order.size());
  return {alike_text + " of " + asked + " destinations take " + machines.en + "; " + easiest.en +
              " sets the fewest conditions",
          asked + " 个目的国中有 " + alike_text + " 个可接收" + machines.zh + ";" + easiest.zh + "条件最少"};
}

base::Text grade_note() {
  return {
      "The letter grades the machine as a whole: D may not be exported, even where a destination would take "
      "it. The number after ▲ counts the conditions.",
      "字母为设备整体就绪度:D 不可出口,即使目的国可以接收。▲后的数字为条件数。"};
}

base::Text disclaimer() {
  return {
      "The rule packs are a starting point for the alliance and not legal advice. A rule marked \"confirm "
      "first\" rests on a source that was not verified or is not official: ask before you ship.",
      "规则包是联盟的起步材料,不构成法律意见。标注“请先确认”的规则来自未核实或非官方来源,发运前请先确认。"};
}

}  // namespace chuhai::documents
