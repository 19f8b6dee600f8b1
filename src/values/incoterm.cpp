#include "values/incoterm.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "refusal.hpp"

namespace chuhai::values {

namespace {

struct IncotermRow {
  std::string_view code;
  std::string_view en;
  std::string_view zh;
};

// In the order of Incoterm::Code.
constexpr std::array<IncotermRow, 11> kIncoterms = {{
    {"EXW", "Ex Works", "工厂交货"},
    {"FCA", "Free Carrier", "货交承运人"},
    {"FAS", "Free Alongside Ship", "船边交货"},
    {"FOB", "Free On Board", "船上交货"},
    {"CFR", "Cost and Freight", "成本加运费"},
    {"CIF", "Cost, Insurance and Freight", "成本、保险费加运费"},
    {"CPT", "Carriage Paid To", "运费付至"},
    {"CIP", "Carriage and Insurance Paid To", "运费和保险费付至"},
    {"DAP", "Delivered at Place", "目的地交货"},
    {"DPU", "Delivered at Place Unloaded", "目的地卸货后交货"},
    {"DDP", "Delivered Duty Paid", "完税后交货"},
}};

constexpr std::array<std::string_view, 5> kWithdrawn = {"dat", "daf", "des", "deq", "ddu"};

std::string_view first_word(std::string_view text) {
  const std::size_t end = text.find_first_of(" ,(/:");
  return text.substr(0, end);
}

}  // namespace

base::Result<Incoterm> Incoterm::parse(std::string_view text) {
  const std::string key = base::to_lower_ascii(base::to_half_width(base::trim(text)));
  const auto word = first_word(key);
  if (word == "c&f" || word == "cnf") return Incoterm(Code::cfr);
  for (std::size_t i = 0; i < kIncoterms.size(); ++i) {
    if (base::to_lower_ascii(kIncoterms[i].code) == word) return Incoterm(static_cast<Code>(i));
  }
  if (std::find(kWithdrawn.begin(), kWithdrawn.end(), word) != kWithdrawn.end()) {
    return refusal("withdrawn_incoterm", quoted(text) + " is not part of Incoterms 2020; use DAP, DPU or DDP",
                   quoted(text) + " 已不属于 Incoterms 2020；请改用 DAP、DPU 或 DDP");
  }
  return refusal("unknown_incoterm", quoted(text) + " is not a delivery term; write one like FOB or CIF",
                 quoted(text) + " 不是贸易术语；请填写 FOB、CIF 等");
}

std::vector<Incoterm> Incoterm::all() {
  std::vector<Incoterm> terms;
  for (std::size_t i = 0; i < kIncoterms.size(); ++i) terms.push_back(Incoterm(static_cast<Code>(i)));
  return terms;
}

std::string_view Incoterm::code() const { return kIncoterms[static_cast<std::size_t>(code_)].code; }

base::Text Incoterm::name() const {
  const auto& row = kIncoterms[static_cast<std::size_t>(code_)];
  return {std::string(row.en), std::string(row.zh)};
}

bool Incoterm::is_sea_only() const {
  return code_ == Code::fas || code_ == Code::fob || code_ == Code::cfr || code_ == Code::cif;
}
bool Incoterm::seller_pays_main_carriage() const { return code_ >= Code::cfr; }
bool Incoterm::seller_pays_insurance() const { return code_ == Code::cif || code_ == Code::cip; }
bool Incoterm::seller_clears_export() const { return code_ != Code::exw; }
bool Incoterm::seller_clears_import() const { return code_ == Code::ddp; }

}  // namespace chuhai::values
