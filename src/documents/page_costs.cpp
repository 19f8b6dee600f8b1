#include "page_costs.hpp"

#include "html.hpp"

namespace chuhai::documents {

namespace {

void assumption_row(std::string& out, const std::string& item, const base::Text& what,
                    const std::string& figure) {
  out += "<tr><th scope=\"row\">" + item + "</th><td>" + html_both(what) + "</td><td class=\"n\">" +
         html_escape(figure) + "</td></tr>";
}

}  // namespace

std::string cost_assumptions(const screening::Report& report) {
  const destination::CostAssumptions& costs = *report.costs;
  std::string out =
      "<details class=\"basis assume\"><summary>" +
      html_both({"Figures behind the landed cost: our own rough ones, replace them with your quotations",
                 "到岸成本所用数值:均为我方粗略假设,请以实际报价替换"}) +
      "</summary><div class=\"wide\"><table>";
  const std::string insurance = html_both({"Insurance", "保险"});
  assumption_row(out, insurance, {"premium, of the insured sum", "保险费率,按保险金额"},
                 costs.premium_percent.to_plain_string() + " %");
  assumption_row(out, insurance, {"insured sum, of CIF", "保险金额,按CIF"},
                 costs.insured_percent.to_plain_string() + " %");
  for (const screening::DestinationInfo& asked : report.destinations) {
    const destination::Route* route = costs.route(asked.country);
    if (route == nullptr) continue;
    const std::string item = asked.country + " " + html_both(asked.name);
    assumption_row(out, item, route->sea, route->sea_usd_per_t.to_plain_string() + " USD/t");
    if (route->inland_usd_per_t)
      assumption_row(out, item, route->inland, route->inland_usd_per_t->to_plain_string() + " USD/t");
  }
  std::string rates;
  for (const auto& [code, rate] : costs.cny_per_unit)
    rates += (rates.empty() ? "" : ", ") + code + " " + rate.to_plain_string();
  out += "<tr><th scope=\"row\">" + html_both({"Exchange rates", "汇率"}) + "</th><td colspan=\"2\">" +
         html_both({"CNY for one unit, ", "一单位外币合人民币,"}) + calendar::to_string(costs.rates_as_of) +
         ", " + html_escape(costs.rates_source) + ": " + html_escape(rates) + "</td></tr>";
  return out + "</table></div></details>\n";
}

}  // namespace chuhai::documents
