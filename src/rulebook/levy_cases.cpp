#include "levy_cases.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace chuhai::rulebook {

base::Result<LevyCases> LevyCases::create(std::shared_ptr<const Pack> pack, const calendar::Date& as_of,
                                          const column::Batch& batch) {
  auto charger = Charger::create(std::move(pack), as_of);
  if (!charger) return charger.error();
  Charger::Run run = charger->run(batch);
  return LevyCases(std::move(*charger), std::move(run));
}

std::vector<std::string> LevyCases::failures(const Case& one, const column::Batch& batch,
                                             std::size_t row) const {
  std::vector<std::string> whats;
  if (one.charges) check_charges(*one.charges, batch, row, whats);
  if (!one.levies) return whats;
  std::vector<std::string> expected = *one.levies, charged;
  const Charges found = charger_.charges(run_, batch, row);
  for (const Charge& charge : found.charges)
    charged.push_back(charge.rule->id + (charge.standing == Standing::might_apply ? "?" : ""));
  std::sort(expected.begin(), expected.end());
  std::sort(charged.begin(), charged.end());
  if (expected == charged) return whats;
  std::string what = "charged: " + (charged.empty() ? "none" : base::join(charged, ", ")) + "; expected " +
                     (expected.empty() ? "none" : base::join(expected, ", "));
  if (!found.missing.empty()) what += "; missing " + base::join(found.missing, ", ");
  whats.push_back(std::move(what));
  return whats;
}

void LevyCases::check_charges(const std::vector<std::string>& expected, const column::Batch& batch,
                              std::size_t row, std::vector<std::string>& whats) const {
  std::vector<std::string> charged;
  for (const Charge& charge : charger_.charges(run_, batch, row).charges)
    if (charge.standing != Standing::might_apply) charged.push_back(charge_text(*charge.rule));
  std::sort(charged.begin(), charged.end());
  if (charged != expected)
    whats.push_back("charges: " + (charged.empty() ? "nothing" : base::join(charged, ", ")));
}

std::optional<std::string> LevyCases::value_text(const std::string& path, const column::Batch& batch,
                                                 std::size_t row) const {
  const Charges found = charger_.charges(run_, batch, row);
  if (path == "shipment.customs_value_base" && found.base.computed)
    return found.base.base ? "\"" + *found.base.base + "\"" : "null";
  if (path == "shipment.customs_value_percent" && found.percent.computed)
    return found.percent.percent ? found.percent.percent->to_plain_string() : "null";
  return std::nullopt;
}

std::vector<std::string> LevyCases::rules(const column::Batch& batch, std::size_t row) const {
  const Charges found = charger_.charges(run_, batch, row);
  std::vector<std::string> ids;
  for (const Charge& charge : found.charges) {
    if (charge.standing != Standing::might_apply) ids.push_back(charge.rule->id);
  }
  for (const ValueRule* rule : {found.base.rule, found.percent.rule}) {
    if (rule != nullptr) ids.push_back(rule->id);
  }
  return ids;
}

}  // namespace chuhai::rulebook
