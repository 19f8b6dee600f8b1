#include "values/hs_code.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "refusal.hpp"

namespace chuhai::values {

namespace {

std::string without_points(std::string_view text) {
  std::string digits;
  for (const char c : base::to_half_width(base::trim(text))) {
    if (c != '.' && c != ' ' && c != '-') digits.push_back(c);
  }
  return digits;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

base::Result<HsCode> HsCode::parse(std::string_view text) {
  std::string digits = without_points(text);
  if (digits.empty() || !all_digits(digits)) {
    return refusal("hs_code_not_digits", quoted(text) + " is not a goods code; write digits, like 8429.52.12",
                   quoted(text) + " 不是商品编码；请只填数字，例如 8429.52.12");
  }
  if (digits.size() != 6 && digits.size() != 8 && digits.size() != 10) {
    return refusal("hs_code_length",
                   quoted(text) + " has " + std::to_string(digits.size()) +
                       " digits; a goods code has 6, 8 or 10 (a spreadsheet may have dropped a leading zero)",
                   quoted(text) + " 有 " + std::to_string(digits.size()) +
                       " 位数字；商品编码应为 6、8 或 10 位（表格软件可能丢失了开头的零）");
  }
  if (digits.starts_with("00") || digits.starts_with("77")) {
    return refusal("hs_code_chapter", quoted(text) + " begins with a chapter that does not exist",
                   quoted(text) + " 开头的章号不存在");
  }
  return HsCode(std::move(digits));
}

std::string HsCode::to_string() const {
  std::string text = digits_.substr(0, 4);
  for (std::size_t i = 4; i < digits_.size(); i += 2) text += "." + digits_.substr(i, 2);
  return text;
}

bool HsCode::matches(std::string_view prefix) const {
  const std::string wanted = without_points(prefix);
  return !wanted.empty() && all_digits(wanted) && digits_.starts_with(wanted);
}

}  // namespace chuhai::values
