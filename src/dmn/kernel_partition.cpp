#include "kernel_partition.hpp"

#include <algorithm>
#include <limits>

namespace chuhai::dmn {

namespace {

using decimal::Decimal;
using decimal::Rounding;
using feel::Kind;
using feel::Node;
using feel::NodeKind;
using feel::Value;

bool is_constant_call(const Node& node) {
  if (node.children.empty() || node.children[0]->kind != NodeKind::name) return false;
  const std::string& callee = node.children[0]->text;
  if (!feel::is_builtin(callee) || callee == "now" || callee == "today") return false;
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    if (!is_constant_expression(*node.children[i])) return false;
  }
  return true;
}

/// Collects the constants of tests on one kind of value.
class BoundaryCollector {
 public:
  BoundaryCollector(column::Type type, const feel::EvaluationOptions& options)
      : type_(type), options_(options) {}

  bool add(const feel::UnaryTests& tests) {
    if (tests.any) return true;
    for (const feel::NodePtr& test : tests.tests) {
      if (!add_test(*test)) return false;
    }
    return !tests.tests.empty();
  }
  std::vector<Decimal> take() {
    std::sort(found_.begin(), found_.end(), [](const Decimal& a, const Decimal& b) { return a < b; });
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  bool add_test(const Node& test) {
    if (test.kind != NodeKind::test_unary && test.kind != NodeKind::test_value) return false;
    if (test.children.size() != 1 || !is_constant_expression(*test.children[0])) return false;
    const feel::Environment empty;
    return add_value(feel::evaluate(*test.children[0], empty, options_));
  }

  bool add_value(const Value& value) {
    switch (value.kind()) {
      case Kind::number:
        if (type_ == column::Type::number && value.number().is_finite()) found_.push_back(value.number());
        return true;
      case Kind::date:
        if (type_ == column::Type::date) found_.emplace_back(calendar::to_days(value.date()));
        return true;
      case Kind::range:
        return add_value(value.range().low) && add_value(value.range().high);
      case Kind::list:
        for (const Value& item : value.list()) {
          if (!add_value(item)) return false;
        }
        return true;
      case Kind::null:
      case Kind::boolean:
      case Kind::string:
      case Kind::days_duration:
      case Kind::months_duration:
        return true;
      case Kind::time:
      case Kind::date_time:
      case Kind::context:
      case Kind::function:
        return false;
    }
    return false;
  }

  column::Type type_;
  const feel::EvaluationOptions& options_;
  std::vector<Decimal> found_;
};

/// value x 10^scale rounded to a whole number; nothing when it is beyond int64.
std::optional<std::int64_t> scaled_to_int64(const Decimal& value, int scale, Rounding rounding) {
  return (value * Decimal::scaled(1, scale)).rounded(0, rounding).to_int64();
}

}  // namespace

bool is_constant_expression(const Node& node) {
  switch (node.kind) {
    case NodeKind::literal:
      return true;
    case NodeKind::negate:
    case NodeKind::add:
    case NodeKind::subtract:
    case NodeKind::multiply:
    case NodeKind::divide:
    case NodeKind::range:
    case NodeKind::list:
      for (const feel::NodePtr& child : node.children) {
        if (child != nullptr && !is_constant_expression(*child)) return false;
      }
      return true;
    case NodeKind::call:
      return is_constant_call(node);
    default:
      return false;
  }
}

std::optional<Partition> Partition::of(const std::vector<const feel::UnaryTests*>& tests, column::Type type,
                                       const feel::EvaluationOptions& options) {
  if (type != column::Type::number && type != column::Type::date) return std::nullopt;
  BoundaryCollector collector(type, options);
  for (const feel::UnaryTests* one : tests) {
    if (!collector.add(*one)) return std::nullopt;
  }
  return Partition(type, collector.take());
}

Value Partition::representative(std::size_t which) const {
  Decimal place;
  if (!boundaries_.empty()) {
    const std::size_t next = which / 2;
    if (which % 2 == 1) {
      place = boundaries_[next];
    } else if (next == 0) {
      place = boundaries_[0] - 1;
    } else if (next == boundaries_.size()) {
      place = boundaries_.back() + 1;
    } else {
      place = (boundaries_[next - 1] + boundaries_[next]) * Decimal::scaled(5, -1);
    }
  }
  if (type_ == column::Type::number) return Value(place);
  return Value(calendar::from_days(place.rounded(0, Rounding::floor).to_int64().value_or(0)));
}

Partition::Thresholds Partition::at_scale(int scale) const {
  Thresholds result;
  for (const Decimal& boundary : boundaries_) {
    const auto reached = scaled_to_int64(boundary, scale, Rounding::ceiling);
    const auto floor = scaled_to_int64(boundary, scale, Rounding::floor);
    if (!reached || !floor) {
      if (boundary.is_negative()) result.below += 2;
      continue;
    }
    result.values.push_back(*reached);
    if (*floor < std::numeric_limits<std::int64_t>::max()) result.values.push_back(*floor + 1);
  }
  return result;
}

}  // namespace chuhai::dmn
