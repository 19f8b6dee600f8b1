#include <optional>
#include <string>
#include <utility>

#include "dmn/evaluate.hpp"

namespace chuhai::dmn {
namespace {

using feel::Kind;
using feel::Value;

/// Parts looked at; shared lists may be far larger than they are stored.
constexpr std::size_t kPartsMax = 1'000'000;

/// Looks for a null that is no answer: any but one that an expression says itself.
class FailureSearch {
 public:
  /// The first such null; `path` is then where it stands.
  std::optional<Value> find(const Value& value) {
    if (++parts_ > kPartsMax) return Value::null("limit_exceeded", "The answer has too many parts to check.");
    if (value.is_null()) {
      return value.reason().code == "null_literal" ? std::nullopt : std::optional(value);
    }
    if (value.kind() == Kind::list) {
      for (std::size_t i = 0; i < value.list().size(); ++i) {
        if (auto found = inside("[" + std::to_string(i + 1) + "]", value.list()[i])) return found;
      }
    }
    if (value.kind() == Kind::context) {
      for (const auto& [name, entry] : value.context().entries()) {
        if (auto found = inside("." + name, entry)) return found;
      }
    }
    return std::nullopt;
  }
  const std::string& path() const { return path_; }

 private:
  std::optional<Value> inside(const std::string& step, const Value& part) {
    const std::size_t outer = path_.size();
    path_ += step;
    auto found = find(part);
    if (!found) path_.resize(outer);
    return found;
  }

  std::string path_;
  std::size_t parts_ = 0;
};

}  // namespace

base::Result<Value> Evaluator::official_decision(std::string_view name, const feel::Context& inputs,
                                                 const feel::EvaluationOptions& options) const {
  Value value = decision(name, inputs, options);
  FailureSearch search;
  const auto failure = search.find(value);
  if (!failure) return value;
  const std::string what = std::string(name) + search.path();
  const feel::NullReason& reason = failure->reason();
  return base::Error{
      reason.code == "no_such_decision" ? base::ErrorKind::not_found : base::ErrorKind::refused,
      reason.code,
      {what + " has no answer (" + reason.code + "): " + reason.message,
       what + " 没有结果（" + reason.code + "）：" + reason.message},
      {model_->source, 0, 0, what}};
}

}  // namespace chuhai::dmn
