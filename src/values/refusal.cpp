#include "refusal.hpp"

#include <utility>

namespace chuhai::values {

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 60;
  std::size_t end = text.size() < kShown ? text.size() : kShown;
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return "\"" + std::string(text.substr(0, end)) + (end < text.size() ? "…\"" : "\"");
}

base::Error refusal(std::string code, std::string en, std::string zh, base::ErrorKind kind) {
  return base::Error{kind, std::move(code), {std::move(en), std::move(zh)}, {}};
}

}  // namespace chuhai::values
