#include "destination/assumptions.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "base/file.hpp"
#include "json/value.hpp"
#include "toml/read.hpp"

namespace chuhai::destination {

namespace {

constexpr std::uint64_t kCostFileBytesMax = 1u << 20;

/// Reads the file key by key; keeps the first problem.
class AssumptionReader {
 public:
  explicit AssumptionReader(std::string source) : source_(std::move(source)) {}

  base::Result<CostAssumptions> read(const json::Value& document) {
    CostAssumptions found;
    refuse_others(document, {"text", "insurance", "exchange", "region", "inland"});
    if (const json::Value* words = member(document, "text")) found.text = both(*words, "en", "zh");
    if (const json::Value* insurance = member(document, "insurance")) {
      refuse_others(*insurance, {"premium_percent", "insured_percent"});
      found.premium_percent = number(*insurance, "premium_percent");
      found.insured_percent = number(*insurance, "insured_percent");
    }
    if (const json::Value* exchange = member(document, "exchange")) read_exchange(*exchange, found);
    if (const json::Value* regions = member(document, "region")) {
      for (const json::Value& region : elements(*regions, "region")) read_region(region, found);
    }
    if (const json::Value* legs = document.find("inland")) {
      for (const json::Value& leg : elements(*legs, "inland")) read_inland(leg, found);
    }
    if (problem_) return *problem_;
    return found;
  }

 private:
  void refuse(const json::Value& at, const std::string& key, base::Text message) {
    if (problem_) return;
    problem_ = base::Error{base::ErrorKind::invalid,
                           "cost_assumptions",
                           std::move(message),
                           {source_, at.position().line, at.position().column, key}};
  }

  void refuse_others(const json::Value& object, std::initializer_list<std::string_view> known) {
    if (!object.is_object()) return;
    for (const auto& [key, value] : object.object()) {
      if (std::find(known.begin(), known.end(), key) == known.end())
        refuse(value, key, {"key '" + key + "' is not known here", "此处没有名为 '" + key + "' 的键"});
    }
  }

  const json::Value* member(const json::Value& object, const std::string& key) {
    const json::Value* value = object.find(key);
    if (value == nullptr) refuse(object, key, {"key '" + key + "' is missing", "缺少键 '" + key + "'"});
    return value;
  }

  const json::Array& elements(const json::Value& value, const std::string& key) {
    static const json::Array kNone;
    if (value.is_array()) return value.array();
    refuse(value, key, {"write each as [[" + key + "]]", "每项请写成 [[" + key + "]]"});
    return kNone;
  }

  std::string text(const json::Value& object, const std::string& key) {
    const json::Value* value = member(object, key);
    if (value == nullptr) return {};
    if (value->is_string() && !value->string().empty()) return value->string();
    refuse(*value, key, {"'" + key + "' must be a text", "'" + key + "' 必须是文本"});
    return {};
  }

  base::Text both(const json::Value& object, const std::string& en, const std::string& zh) {
    return {text(object, en), text(object, zh)};
  }

  decimal::Decimal number(const json::Value& object, const std::string& key) {
    const json::Value* value = member(object, key);
    if (value == nullptr) return {};
    constexpr int kDecimalsMax = 6;
    if (value->kind() == json::Kind::number && !value->number().is_negative() &&
        value->number().to_scaled_int64(kDecimalsMax))
      return value->number();
    refuse(*value, key,
           {"'" + key + "' must be a number of zero or more with at most six decimals",
            "'" + key + "' 须为不小于零、最多六位小数的数字"});
    return {};
  }

  void read_exchange(const json::Value& exchange, CostAssumptions& found) {
    refuse_others(exchange, {"as_of", "source", "cny_per_unit"});
    const std::string day = text(exchange, "as_of");
    if (auto date = calendar::parse_date(day)) {
      found.rates_as_of = *date;
    } else {
      refuse(exchange, "as_of", {"'as_of' must be a date", "'as_of' 须为日期"});
    }
    found.rates_source = text(exchange, "source");
    const json::Value* rates = member(exchange, "cny_per_unit");
    if (rates == nullptr || !rates->is_object()) return;
    for (const auto& [code, rate] : rates->object()) {
      auto currency = values::Currency::parse(code);
      if (!currency || currency->code() != code) {
        refuse(rate, code,
               {"'" + code + "' is no code of ISO 4217", "'" + code + "' 不是 ISO 4217 货币代码"});
      }
      found.cny_per_unit[code] = number(*rates, code);
      if (found.cny_per_unit[code].is_zero())
        refuse(rate, code, {"a rate must be above zero", "汇率须大于零"});
    }
  }

  void read_region(const json::Value& region, CostAssumptions& found) {
    refuse_others(region, {"en", "zh", "usd_per_t", "countries"});
    Route route;
    route.sea = both(region, "en", "zh");
    route.sea_usd_per_t = number(region, "usd_per_t");
    const json::Value* countries = member(region, "countries");
    if (countries == nullptr) return;
    for (const json::Value& country : elements(*countries, "countries")) {
      const std::string code = country.is_string() ? country.string() : std::string{};
      if (code.size() != 2) {
        refuse(country, "countries", {"a country is two letters", "国家代码为两个字母"});
      } else if (!found.routes.emplace(code, route).second) {
        refuse(country, "countries", {"country " + code + " is named twice", "国家 " + code + " 重复列出"});
      }
    }
  }

  void read_inland(const json::Value& leg, CostAssumptions& found) {
    refuse_others(leg, {"country", "en", "zh", "usd_per_t"});
    const std::string code = text(leg, "country");
    const auto route = found.routes.find(code);
    if (route == found.routes.end() || route->second.inland_usd_per_t) {
      refuse(leg, "country",
             {"country " + code + " needs one [[region]] and at most one [[inland]]",
              "国家 " + code + " 须属于一个 [[region]]，且最多一段 [[inland]]"});
      return;
    }
    route->second.inland = both(leg, "en", "zh");
    route->second.inland_usd_per_t = number(leg, "usd_per_t");
  }

  std::string source_;
  std::optional<base::Error> problem_;
};

}  // namespace

base::Result<CostAssumptions> CostAssumptions::load(const std::filesystem::path& file) {
  auto text = base::read_file(file, kCostFileBytesMax);
  if (!text) return text.error();
  auto document = toml::parse(*text, file.string());
  if (!document) return document.error();
  return AssumptionReader(file.string()).read(*document);
}

const Route* CostAssumptions::route(std::string_view country) const {
  const auto found = routes.find(country);
  return found == routes.end() ? nullptr : &found->second;
}

std::optional<decimal::Decimal> CostAssumptions::rate_of(std::string_view currency) const {
  if (currency == "CNY") return decimal::Decimal(1);
  const auto found = cny_per_unit.find(currency);
  return found == cny_per_unit.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace chuhai::destination
