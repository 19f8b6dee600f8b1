#include "compare.hpp"

#include <algorithm>

#include "print.hpp"
#include "temporal.hpp"

namespace chuhai::feel {

namespace {

/// Shared lists can be exponentially larger than they look, so comparisons count their work.
constexpr std::uint64_t kCompareStepsMax = 5'000'000;
constexpr int kCompareDepthMax = 500;

Tri tri_of(bool value) { return value ? Tri::yes : Tri::no; }

/// Compares two values under FEEL's `=`, or structurally when `structural`.
class Equality {
 public:
  explicit Equality(Mode mode) : mode_(mode) {}
  Tri compare(const Value& a, const Value& b, int depth);

 private:
  Tri lists(const List& a, const List& b, int depth);
  Tri contexts(const Context& a, const Context& b, int depth);
  Tri ranges(const Range& a, const Range& b, int depth);
  static Tri scalars(const Value& a, const Value& b);

  Mode mode_;
  std::uint64_t steps_ = 0;
};

Tri Equality::compare(const Value& a, const Value& b, int depth) {
  if (++steps_ > kCompareStepsMax || depth > kCompareDepthMax) return Tri::unknown;
  if (a.is_null() || b.is_null()) {
    return mode_ == Mode::three_valued ? Tri::unknown : tri_of(a.is_null() && b.is_null());
  }
  if (a.kind() != b.kind()) return Tri::unknown;
  switch (a.kind()) {
    case Kind::list:
      return lists(a.list(), b.list(), depth);
    case Kind::context:
      return contexts(a.context(), b.context(), depth);
    case Kind::range:
      return ranges(a.range(), b.range(), depth);
    default:
      return scalars(a, b);
  }
}

Tri Equality::scalars(const Value& a, const Value& b) {
  switch (a.kind()) {
    case Kind::boolean:
      return tri_of(a.boolean() == b.boolean());
    case Kind::number:
      return tri_of(a.number() == b.number());
    case Kind::string:
      return tri_of(a.string() == b.string());
    case Kind::date:
      return tri_of(a.date() == b.date());
    case Kind::days_duration:
      return tri_of(a.days_duration() == b.days_duration());
    case Kind::months_duration:
      return tri_of(a.months_duration() == b.months_duration());
    case Kind::time: {
      if (a.time() == b.time()) return Tri::yes;
      const auto order = compare_times(a.time(), b.time());
      return order ? tri_of(*order == 0) : Tri::unknown;
    }
    case Kind::date_time: {
      if (a.date_time() == b.date_time()) return Tri::yes;
      const auto order = compare_date_times(a.date_time(), b.date_time());
      return order ? tri_of(*order == 0) : Tri::unknown;
    }
    default:
      return a.function() == b.function() ? Tri::yes : Tri::unknown;
  }
}

Tri Equality::lists(const List& a, const List& b, int depth) {
  if (a.size() != b.size()) return Tri::no;
  Tri all = Tri::yes;
  for (std::size_t i = 0; i < a.size() && all != Tri::no; ++i) {
    all = tri_and(all, compare(a[i], b[i], depth + 1));
  }
  return all;
}

Tri Equality::contexts(const Context& a, const Context& b, int depth) {
  if (a.size() != b.size()) return Tri::no;
  Tri all = Tri::yes;
  for (const auto& [key, value] : a.entries()) {
    steps_ += b.size() / 8;
    const Value* other = b.find(key);
    if (other == nullptr) return Tri::no;
    all = tri_and(all, compare(value, *other, depth + 1));
    if (all == Tri::no) return Tri::no;
  }
  return all;
}

Tri Equality::ranges(const Range& a, const Range& b, int depth) {
  if (a.form != b.form || a.low_included != b.low_included || a.high_included != b.high_included ||
      a.low_bounded != b.low_bounded || a.high_bounded != b.high_bounded) {
    return Tri::no;
  }
  Tri all = Tri::yes;
  if (a.low_bounded) all = tri_and(all, compare(a.low, b.low, depth + 1));
  if (a.high_bounded) all = tri_and(all, compare(a.high, b.high, depth + 1));
  return all;
}

bool same_at(const Value& a, const Value& b, int depth);

bool same_contexts(const Context& a, const Context& b, int depth) {
  return a.size() == b.size() && std::all_of(a.entries().begin(), a.entries().end(), [&](const auto& entry) {
           const Value* other = b.find(entry.first);
           return other != nullptr && same_at(entry.second, *other, depth + 1);
         });
}

bool same_ranges(const Range& a, const Range& b, int depth) {
  return a.form == b.form && a.low_included == b.low_included && a.high_included == b.high_included &&
         a.low_bounded == b.low_bounded && a.high_bounded == b.high_bounded &&
         (!a.low_bounded || same_at(a.low, b.low, depth + 1)) &&
         (!a.high_bounded || same_at(a.high, b.high, depth + 1));
}

bool same_at(const Value& a, const Value& b, int depth) {
  if (a.kind() != b.kind() || depth > kCompareDepthMax) return false;
  switch (a.kind()) {
    case Kind::null:
      return true;
    case Kind::list:
      return std::equal(a.list().begin(), a.list().end(), b.list().begin(), b.list().end(),
                        [depth](const Value& x, const Value& y) { return same_at(x, y, depth + 1); });
    case Kind::context:
      return same_contexts(a.context(), b.context(), depth);
    case Kind::range:
      return same_ranges(a.range(), b.range(), depth);
    case Kind::time:
      return a.time() == b.time();
    case Kind::date_time:
      return a.date_time() == b.date_time();
    default:
      return equal(a, b, Mode::standard) == Tri::yes;
  }
}

Tri ordered(const std::optional<int>& order) { return order ? tri_of(*order < 0) : Tri::unknown; }

}  // namespace

bool same(const Value& a, const Value& b) { return same_at(a, b, 0); }

Tri tri_and(Tri a, Tri b) { return std::min(a, b); }
Tri tri_or(Tri a, Tri b) { return std::max(a, b); }

Tri tri_not(Tri a) {
  if (a == Tri::unknown) return a;
  return a == Tri::yes ? Tri::no : Tri::yes;
}

Tri to_tri(const Value& value) {
  return value.kind() == Kind::boolean ? tri_of(value.boolean()) : Tri::unknown;
}

Tri equal(const Value& a, const Value& b, Mode mode) { return Equality(mode).compare(a, b, 0); }

Tri less(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return Tri::unknown;
  switch (a.kind()) {
    case Kind::number:
      return tri_of(a.number() < b.number());
    case Kind::string:
      return tri_of(a.string() < b.string());
    case Kind::date:
      return tri_of(a.date() < b.date());
    case Kind::days_duration:
      return tri_of(a.days_duration() < b.days_duration());
    case Kind::months_duration:
      return tri_of(a.months_duration() < b.months_duration());
    case Kind::time:
      return ordered(compare_times(a.time(), b.time()));
    case Kind::date_time:
      return ordered(compare_date_times(a.date_time(), b.date_time()));
    default:
      return Tri::unknown;
  }
}

Tri in_range(const Value& value, const Range& range) {
  if (range.form == Range::Form::not_equal_to) return tri_not(equal(value, range.low, Mode::three_valued));
  if (range.form == Range::Form::equal_to) return equal(value, range.low, Mode::three_valued);
  Tri inside = Tri::yes;
  if (range.low_bounded) {
    inside = range.low_included ? tri_not(less(value, range.low)) : less(range.low, value);
  }
  if (range.high_bounded) {
    const Tri below = range.high_included ? tri_not(less(range.high, value)) : less(value, range.high);
    inside = tri_and(inside, below);
  }
  return inside;
}

Value to_value(Tri tri, const Value& a, const Value& b, std::string_view what, std::uint32_t offset) {
  if (tri != Tri::unknown) return Value(tri == Tri::yes);
  if (a.is_null()) return a;
  if (b.is_null()) return b;
  const bool kinds = a.kind() != b.kind();
  return Value::null(kinds ? "wrong_type" : "not_comparable",
                     "cannot tell whether " + brief(a) + " " + std::string(what) + " " + brief(b) +
                         (kinds ? ": " + std::string(kind_name(a.kind())) + " and " +
                                      std::string(kind_name(b.kind())) + " are not comparable"
                                : ""),
                     offset);
}

std::string_view comparison_sign(NodeKind kind) {
  switch (kind) {
    case NodeKind::equal:
      return "=";
    case NodeKind::not_equal:
      return "!=";
    case NodeKind::less:
      return "<";
    case NodeKind::less_equal:
      return "<=";
    case NodeKind::greater:
      return ">";
    default:
      return ">=";
  }
}

Tri compare_by(NodeKind op, const Value& a, const Value& b, Mode mode) {
  switch (op) {
    case NodeKind::equal:
      return equal(a, b, mode);
    case NodeKind::not_equal:
      return tri_not(equal(a, b, mode));
    case NodeKind::less:
      return less(a, b);
    case NodeKind::less_equal:
      return tri_not(less(b, a));
    case NodeKind::greater:
      return less(b, a);
    default:
      return tri_not(less(a, b));
  }
}

}  // namespace chuhai::feel
