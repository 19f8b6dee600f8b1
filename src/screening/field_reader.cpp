#include "field_reader.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <regex>

#include "base/text.hpp"
#include "quantity.hpp"
#include "values/country.hpp"
#include "values/identity.hpp"

namespace chuhai::screening {

struct FieldReader::Pattern {
  std::regex expression;
};

namespace {

Reading known() {
  Reading reading;
  reading.reason = column::kHasValue;
  return reading;
}

/// "*SY021-5 C*" and "sy0215c" are the same machine. A number that is nearly a PIN or VIN is kept as a serial
/// number, with every reason why it is neither.
void add_identity(std::string_view text, Reading& reading) {
  const values::Identification found = values::identify(text);
  const std::string key = found.normalised();
  constexpr std::size_t kShortestIdentity = 4;
  if (key.size() >= kShortestIdentity) reading.identity = std::hash<std::string>{}(key) | 1u;
  if (found.reasons.empty()) return;
  base::Text problem;
  for (const base::Error& reason : found.reasons) {
    problem.en += (problem.en.empty() ? "" : "; ") + reason.message.en;
    problem.zh += (problem.zh.empty() ? "" : ";") + reason.message.zh;
  }
  reading.problem = std::move(problem);
}

bool is_identity(std::string_view field) {
  return field == "machine.pin" || field == "machine.serial_number" || field == kMachineKey;
}

/// Spellings of "nothing here" in any column.
bool means_nothing(std::string_view text) {
  constexpr std::array<std::string_view, 15> kWords = {
      "-", "--", "/",    "n/a", "na", "无数据", "未知", "不详", "不明", "unknown", "none or unspecified",
      "?", "？", "待查", "待定"};
  const bool maybe = std::any_of(kWords.begin(), kWords.end(),
                                 [text](std::string_view word) { return word.size() == text.size(); });
  return maybe && std::find(kWords.begin(), kWords.end(), base::to_lower_ascii(text)) != kWords.end();
}

std::optional<bool> truth(std::string_view text) {
  const std::string key = machine::spelling_key(text);
  for (const std::string_view yes :
       {"是", "有", "已", "y", "yes", "true", "1", "√", "✓", "已上牌", "在租", "未结清", "上牌"}) {
    if (key == yes) return true;
  }
  for (const std::string_view no :
       {"否", "无", "未", "n", "no", "false", "0", "×", "x", "没有", "未上牌", "结清", "已结清", "不是"}) {
    if (key == no) return false;
  }
  return std::nullopt;
}

}  // namespace

void Reading::add_to(column::ValuesBuilder& builder, column::Type type) const {
  if (reason != column::kHasValue) return builder.add_unknown(reason);
  switch (type) {
    case column::Type::boolean:
      return builder.add(boolean);
    case column::Type::number:
      return builder.add(number);
    case column::Type::string:
      return builder.add(std::string_view(text));
    case column::Type::date:
      return builder.add(date);
  }
}

base::Result<FieldReader> FieldReader::create(ColumnUse use, const rulebook::Vocabulary& vocabulary,
                                              const machine::Catalog& catalog, calendar::Order date_order,
                                              const calendar::Date& as_of) {
  FieldReader reader;
  reader.as_of_ = as_of;
  reader.field_ = vocabulary.find(use.field);
  reader.catalog_ = &catalog;
  reader.date_order_ = date_order;
  if (reader.field_ != nullptr) {
    reader.type_ = reader.field_->type;
    if (!reader.field_->allowed.empty() && reader.type_ == column::Type::string) {
      reader.code_field_ = use.field.substr(use.field.find('.') + 1);
    }
  } else if (use.field == kPreviousHours) {
    reader.type_ = column::Type::number;
  } else if (use.field == kObservedOn) {
    reader.type_ = column::Type::date;
  } else if (use.field != kMachineKey) {
    return base::Error{base::ErrorKind::not_found,
                       "unknown_field",
                       {"'" + use.field + "' is not in the vocabulary", "'" + use.field + "' 不在词汇表中"},
                       {{}, 0, 0, use.heading}};
  }
  if (!use.pattern.empty()) {
    try {
      reader.pattern_ =
          std::make_shared<const Pattern>(Pattern{std::regex(use.pattern, std::regex::optimize)});
      if (reader.pattern_->expression.mark_count() == 0)
        throw std::regex_error(std::regex_constants::error_paren);
    } catch (const std::regex_error&) {
      return base::Error{
          base::ErrorKind::invalid,
          "mapping",
          {"'" + use.pattern +
               "' is not a regular expression with a group, such as \"([0-9.]+) to ([0-9.]+)\"",
           "'" + use.pattern + "' 不是带分组的正则表达式；例如 \"([0-9.]+) to ([0-9.]+)\""},
          {{}, 0, 0, use.heading}};
    }
  }
  reader.use_ = std::move(use);
  return reader;
}

Reading FieldReader::read(std::string_view cell) const {
  std::string_view text = base::trim(cell);
  if (use_.unknown.contains(text)) return {};
  if (const auto listed = use_.values.find(text); listed != use_.values.end()) {
    if (listed->second.empty()) return {};
    text = listed->second;
  } else if (use_.only_listed) {
    return {};
  }
  if (text.empty() || means_nothing(text)) return {};
  if (pattern_) return read_range(text);
  if (use_.field == "machine.class") return read_class(text);
  if (use_.field == "machine.build_year" || use_.field == "machine.model_year") return read_year(text);
  if (!code_field_.empty()) return read_code(text);
  switch (type_) {
    case column::Type::boolean:
      return read_boolean(text);
    case column::Type::number:
      return read_number(text);
    case column::Type::date:
      return read_date(text);
    case column::Type::string:
      return read_text(text);
  }
  return {};
}

bool FieldReader::is_free_text() const {
  return type_ == column::Type::string && code_field_.empty() && !pattern_ && !is_identity(use_.field) &&
         use_.field != "machine.class" && use_.field != "machine.origin_country";
}

Reading FieldReader::unreadable(std::string_view text, std::string_view wanted_en,
                                std::string_view wanted_zh) const {
  Reading reading;
  reading.reason = column::kWrongType;
  const std::string shown = shown_cell(text);
  reading.problem = base::Text{"'" + shown + "' is not " + std::string(wanted_en),
                               "“" + shown + "”不是" + std::string(wanted_zh)};
  return reading;
}

/// Believed, it would make the machine younger than new and let it pass every age limit.
Reading FieldReader::in_the_future(std::string_view text) const {
  const std::string day = calendar::to_string(as_of_);
  return unreadable(text, "possible: it lies after the day of this screening, " + day,
                    "合理的日期：晚于判定日 " + day);
}

Reading FieldReader::read_text(std::string_view text) const {
  Reading reading = known();
  reading.text = std::string(text);
  if (use_.field == "machine.origin_country") {
    const auto country = values::Country::parse(text);
    if (!country) return unreadable(text, "a country we know", "可识别的国家");
    reading.text = std::string(country->code());
  }
  if (is_identity(use_.field)) add_identity(text, reading);
  if (use_.field == "machine.maker") reading.text = catalog_->find_maker(text).value_or(reading.text);
  return reading;
}

Reading FieldReader::read_boolean(std::string_view text) const {
  const auto value = truth(text);
  if (!value) return unreadable(text, "yes or no", "“是”或“否”");
  Reading reading = known();
  reading.boolean = *value;
  return reading;
}

Reading FieldReader::read_number(std::string_view text) const {
  auto number = read_quantity(text, field_ == nullptr ? "h" : field_->unit, use_.unit);
  if (!number) {
    Reading reading;
    reading.reason = column::kWrongType;
    reading.problem = number.error().message;
    return reading;
  }
  if (number->is_negative()) return unreadable(text, "a positive number", "正数");
  Reading reading = known();
  reading.number = *number;
  return reading;
}

Reading FieldReader::read_date(std::string_view text) const {
  auto date = calendar::parse_written_date(text, date_order_);
  if (!date) {
    Reading reading;
    reading.reason = column::kWrongType;
    reading.problem = date.error().message;
    return reading;
  }
  if (date->precision != calendar::Precision::day) {
    return unreadable(text, "a full date (the day is missing)", "完整日期（缺少日）");
  }
  if (use_.field.starts_with("machine.") && date->date > as_of_) return in_the_future(text);
  Reading reading = known();
  reading.date = date->date;
  return reading;
}

Reading FieldReader::read_year(std::string_view text) const {
  auto date = calendar::parse_written_date(text, date_order_);
  if (!date || date->date.year < 1900 || date->date.year > 2200)
    return unreadable(text, "a year such as 2018", "年份（如2018）");
  const int models_ahead = use_.field == "machine.model_year" ? 1 : 0;
  if (date->date.year > as_of_.year + models_ahead) return in_the_future(text);
  Reading reading = known();
  reading.number = decimal::Decimal(static_cast<std::int64_t>(date->date.year));
  return reading;
}

Reading FieldReader::read_class(std::string_view text) const {
  const auto match = catalog_->find_class(text);
  if (!match) return unreadable(text, "a machine type we know", "可识别的机种");
  Reading reading = known();
  reading.text = match->machine_class;
  reading.travel_gear = match->travel_gear;
  return reading;
}

Reading FieldReader::read_code(std::string_view text) const {
  const auto code = catalog_->find_code(code_field_, text);
  if (!code)
    return unreadable(text, "a known value of '" + code_field_ + "'", "“" + field_->label.zh + "”的有效取值");
  Reading reading = known();
  reading.text = *code;
  return reading;
}

Reading FieldReader::read_range(std::string_view text) const {
  // The library matches by recursion, one level a character: a text of a hundred thousand would end it.
  constexpr std::size_t kTextMax = 1000;
  if (text.size() > kTextMax)
    return unreadable(text, "short enough for the mapping's pattern", "映射规则可处理的短文本");
  std::match_results<std::string_view::const_iterator> groups;
  if (!std::regex_search(text.begin(), text.end(), groups, pattern_->expression)) return {};
  const auto group = [&](std::size_t i) { return std::string(groups[i].first, groups[i].second); };
  auto low = read_quantity(group(1), field_ == nullptr ? "" : field_->unit, use_.unit);
  if (!low) return {};
  Reading reading = known();
  reading.number = *low;
  if (groups.size() > 2 && groups[2].matched) {
    auto high = read_quantity(group(2), field_ == nullptr ? "" : field_->unit, use_.unit);
    if (high)
      reading.number = ((*low + *high) / decimal::Decimal(2)).rounded(3, decimal::Rounding::half_even);
  }
  return reading;
}

}  // namespace chuhai::screening
