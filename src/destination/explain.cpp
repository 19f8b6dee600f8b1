#include <algorithm>
#include <set>
#include <utility>

#include "amounts.hpp"
#include "destination/landed_cost.hpp"

namespace chuhai::destination {

namespace {

using rulebook::LevyBasis;
using rulebook::Standing;

values::Currency cny() { return values::Currency::of("CNY"); }

std::optional<values::Money> money(Fen amount) {
  return amount.known() ? std::optional(values::Money::of_minor(amount.minor, cny())) : std::nullopt;
}

base::Text base_name(const std::optional<std::string>& base) {
  if (base == "fob") return {"FOB price", "离岸价"};
  if (base == "new_price") return {"price when new", "全新价格"};
  return {"CIF price", "到岸价(CIF)"};
}

}  // namespace

/// Turns the amounts of one plan into lines and open points.
class CostExplainer {
 public:
  CostExplainer(const CostPlan& plan, const CostFacts& facts, const CostPlan::Amounts& amounts)
      : plan_(plan), assumptions_(*plan.assumptions_), facts_(facts), amounts_(amounts) {}

  LandedCost explain() {
    price();
    freight();
    insurance();
    add({LineKind::cif, {"CIF price", "到岸价(CIF)"}, money(amounts_.cif), {}});
    customs_value();
    for (std::size_t i = 0; i < plan_.steps_.size() && i < kStepsMax; ++i) levy(i);
    what_the_pack_leaves_out();
    add({LineKind::total, {"Landed cost", "到岸总成本"}, money(amounts_.total), {}});
    totals();
    return std::move(cost_);
  }

 private:
  void add(CostLine line) {
    const bool is_part =
        line.kind != LineKind::cif && line.kind != LineKind::customs_value && line.kind != LineKind::total;
    if (is_part && line.amount) cost_.known = cost_.known + *line.amount;
    cost_.lines.push_back(std::move(line));
  }

  void open(base::Text why, std::vector<std::string> missing = {}) {
    for (const std::string& path : missing) missing_.insert(path);
    cost_.open.push_back({std::move(why), std::move(missing)});
  }

  void price() {
    CostLine line{LineKind::price,
                  {"FOB price", "离岸价(FOB)"},
                  money(amounts_.price),
                  {"the asking price, taken as FOB", "以报价作为离岸价"}};
    line.assumed = true;
    add(std::move(line));
    if (!amounts_.price.known()) open({"the price is not known", "价格未知"}, {"machine.asking_price_cny"});
  }

  std::string usd_rate() const {
    const auto rate = facts_.cny_per_usd ? facts_.cny_per_usd : assumptions_.rate_of("USD");
    return rate ? "1 USD = " + rate->to_plain_string() + " CNY" : std::string();
  }

  base::Text carriage_text(const base::Text& way, const decimal::Decimal& usd_per_t) const {
    const std::string figure = usd_per_t.to_plain_string() + " USD/t, " + usd_rate();
    return {way.en + ": " + figure + "; replace it with your quotation",
            way.zh + ":" + figure + ";请以实际报价替换"};
  }

  void freight() {
    CostLine line{LineKind::freight, {"Freight", "运费"}, money(amounts_.freight), {}};
    line.assumed = !facts_.freight && !facts_.freight_usd_per_t;
    if (facts_.freight) {
      line.how = {"as quoted", "按所给报价"};
    } else if (facts_.freight_usd_per_t) {
      line.how = carriage_text({"as given", "按所给单价"}, *facts_.freight_usd_per_t);
    } else if (plan_.route_ != nullptr) {
      line.how = carriage_text(plan_.route_->sea, plan_.route_->sea_usd_per_t);
    }
    const bool inland = line.assumed && plan_.route_ != nullptr && plan_.route_->inland_usd_per_t;
    add(std::move(line));
    if (inland) {
      CostLine leg{LineKind::inland,
                   {"Onward carriage", "内陆运费"},
                   money(amounts_.inland),
                   carriage_text(plan_.route_->inland, *plan_.route_->inland_usd_per_t)};
      leg.assumed = true;
      add(std::move(leg));
    }
    if (amounts_.freight.known()) return;
    const bool needs_mass = plan_.route_ != nullptr || facts_.freight_usd_per_t;
    if (needs_mass && !facts_.mass_g) {
      open({"freight goes by mass, which is not known", "运费按重量计算,而重量未知"},
           {"machine.mass_kg", "shipment.freight_cny"});
    } else {
      open({"no freight is assumed to this country", "尚无到该国的运费假设"}, {"shipment.freight_cny"});
    }
  }

  void insurance() {
    const std::string premium =
        facts_.premium_percent.value_or(assumptions_.premium_percent).to_plain_string();
    const std::string insured = assumptions_.insured_percent.to_plain_string();
    CostLine line{
        LineKind::insurance,
        {"Insurance", "保险费"},
        money(amounts_.insurance),
        {premium + " % of " + insured + " % of CIF", "CIF的" + insured + "%投保,费率" + premium + "%"}};
    line.assumed = true;
    add(std::move(line));
  }

  void customs_value() {
    if (!plan_.charges_) return;
    const rulebook::CustomsValuePart& base = plan_.charges_->base;
    const rulebook::CustomsValuePart& percent = plan_.charges_->percent;
    CostLine line{LineKind::customs_value, {"Customs value", "完税价格"}, money(amounts_.customs_value), {}};
    line.value_rule = percent.rule != nullptr ? percent.rule : base.rule;
    line.assumed = line.value_rule == nullptr;
    line.basis = money(amounts_.base);
    const base::Text name = base_name(base.base);
    const std::string share =
        percent.percent ? percent.percent->to_plain_string() + " %" : std::string("100 %");
    if (!plan_.customs_value_open_)
      line.how = {share + " of the " + name.en + (line.assumed ? ", assumed" : ""),
                  name.zh + "的" + share + (line.assumed ? "(假设)" : "")};
    add(std::move(line));
    if (amounts_.customs_value.known()) return;
    if (plan_.customs_value_open_) {
      std::set<std::string> paths(base.missing.begin(), base.missing.end());
      paths.insert(percent.missing.begin(), percent.missing.end());
      open({"customs' own valuation cannot be told", "无法确定海关估价"}, {paths.begin(), paths.end()});
    } else if (base.base == "new_price") {
      open(
          {"customs starts from the price when new, which is not known", "海关以全新价格估价,而全新价格未知"},
          {"machine.original_value_cny"});
    }
  }

  base::Text levy_how(const rulebook::LevyRule& rule) const {
    if (rule.basis == LevyBasis::fixed) {
      const std::string amount = rule.amount->to_plain_string() + " " + std::string(rule.currency->code());
      const auto rate = assumptions_.rate_of(rule.currency->code());
      return {amount + (rate ? " at " + rate->to_plain_string() + " CNY (assumed)" : ""),
              amount + (rate ? ",汇率" + rate->to_plain_string() + "(假设)" : "")};
    }
    if (!rule.rate_percent) return {"rate not known", "税率未知"};
    const std::string rate = rule.rate_percent->to_plain_string() + " %";
    const base::Text name = rulebook::label(rule.basis);
    return {rate + " of " + name.en, name.zh + "的" + rate};
  }

  void levy(std::size_t i) {
    const CostPlan::Step& step = plan_.steps_[i];
    const rulebook::LevyRule& rule = *step.rule;
    CostLine line{LineKind::levy, rulebook::label(rule.levy), money(amounts_.steps[i]), levy_how(rule)};
    line.levy = &rule;
    if (rule.rate_percent) line.basis = money(amounts_.step_bases[i]);
    cost_.to_confirm = cost_.to_confirm || step.standing == Standing::warns;
    add(std::move(line));
    if (step.standing == Standing::might_apply) {
      open({"may be charged: " + rule.text.en, "可能征收:" + rule.text.zh}, plan_.charges_->missing);
    } else if (step.standing == Standing::expired) {
      open({"its source has expired: " + rule.text.en, "来源已过期:" + rule.text.zh});
    } else if (rule.basis != LevyBasis::fixed && !rule.rate_percent) {
      open(rule.text);
    } else if (rule.basis == LevyBasis::fixed && !amounts_.steps[i].known()) {
      const std::string code(rule.currency->code());
      open({"no exchange rate is assumed for " + code, "没有" + code + "的汇率假设"});
    }
  }

  void what_the_pack_leaves_out() {
    if (!plan_.charges_) return open({"no rule pack is in force", "没有有效的规则包"});
    if (plan_.steps_.empty())
      return open({"the rule pack does not say what is charged", "规则包未说明征收哪些税费"});
    if (plan_.steps_.size() > kStepsMax)
      return open({"more charges than can be reckoned", "税费项目过多,无法计算"});
    const auto has = [&](rulebook::Levy kind) {
      return std::any_of(plan_.steps_.begin(), plan_.steps_.end(),
                         [&](const CostPlan::Step& step) { return step.rule->levy == kind; });
    };
    if (!has(rulebook::Levy::duty))
      open({"the rule pack names no duty for this machine", "规则包未给出本机的关税"});
    if (!has(rulebook::Levy::vat))
      open({"the rule pack names no value added tax for this machine", "规则包未给出本机的增值税"});
  }

  void totals() {
    cost_.missing.assign(missing_.begin(), missing_.end());
    cost_.total = money(amounts_.total);
    if (!cost_.total && cost_.open.empty())
      open({"an amount is too large to be reckoned", "金额过大,无法计算"});
    if (!cost_.total) return;
    if (amounts_.price.minor > 0) {
      cost_.factor =
          decimal::Decimal::scaled(factor_hundredths(amounts_.total.minor, amounts_.price.minor), -2);
    }
    const auto rate = facts_.cny_per_usd ? facts_.cny_per_usd : assumptions_.rate_of("USD");
    if (!rate || rate->is_zero()) return;
    auto usd = values::Money::of_major_rounded(cost_.total->major() / *rate, values::Currency::of("USD"),
                                               decimal::Rounding::half_even);
    if (usd) cost_.total_usd = *usd;
  }

  const CostPlan& plan_;
  const CostAssumptions& assumptions_;
  const CostFacts& facts_;
  const CostPlan::Amounts& amounts_;
  LandedCost cost_;
  std::set<std::string> missing_;
};

LandedCost CostPlan::explain(const CostFacts& facts) const {
  Amounts amounts;
  compute(facts, amounts);
  return CostExplainer(*this, facts, amounts).explain();
}

}  // namespace chuhai::destination
