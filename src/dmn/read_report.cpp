#include "read_report.hpp"

#include "base/assert.hpp"

namespace chuhai::dmn {
namespace {

constexpr std::size_t kProblemsShownMax = 50;

}  // namespace

void ReadReport::refuse(base::ErrorKind kind, std::string code, base::Text message, std::uint32_t line,
                        std::string field) {
  errors_.push_back({kind, std::move(code), std::move(message), {source_, line, 0, std::move(field)}});
}

void ReadReport::defect(base::ErrorKind kind, std::string code, base::Text message, std::uint32_t line,
                        std::string field) {
  defect({kind, std::move(code), std::move(message), {source_, line, 0, std::move(field)}});
}

void ReadReport::defect(base::Error error) { (strict_ ? errors_ : defects_).push_back(std::move(error)); }

base::Error ReadReport::error() const {
  CHUHAI_ASSERT(!errors_.empty());
  base::Error joined = errors_.front();
  for (std::size_t i = 1; i < errors_.size(); ++i) {
    if (i == kProblemsShownMax) {
      const std::string rest = std::to_string(errors_.size() - i);
      joined.message.en += "\n... and " + rest + " more problems";
      joined.message.zh += "\n……另有 " + rest + " 处问题";
      break;
    }
    joined.message.en += "\n" + base::describe(errors_[i]);
    base::Error chinese = errors_[i];
    if (!chinese.message.zh.empty()) chinese.message.en = chinese.message.zh;
    joined.message.zh += "\n" + base::describe(chinese);
  }
  return joined;
}

}  // namespace chuhai::dmn
