#include "builtins.hpp"
#include "compare.hpp"
#include "print.hpp"

namespace chuhai::feel {

namespace {

/// One end of a range. Unbounded ends lie at minus and plus infinity.
struct RangeEnd {
  const Value* value;
  bool bounded;
  bool included;
  bool low;
};

/// A range, or a point as the range from itself to itself: with that reading the point forms of every
/// function follow from the range form. Source: DMN 1.5 clause 10.3.4.9, table 82.
class Stretch {
 public:
  explicit Stretch(const Value& value) : value_(value) {}
  RangeEnd start() const {
    if (value_.kind() != Kind::range) return {&value_, true, true, true};
    const Range& range = value_.range();
    return {&range.low, range.low_bounded, range.low_included, true};
  }
  RangeEnd end() const {
    if (value_.kind() != Kind::range) return {&value_, true, true, false};
    const Range& range = value_.range();
    return {&range.high, range.high_bounded, range.high_included, false};
  }

 private:
  const Value& value_;
};

Tri known(bool value) { return value ? Tri::yes : Tri::no; }

Tri end_less(const RangeEnd& a, const RangeEnd& b) {
  if (a.bounded && b.bounded) return less(*a.value, *b.value);
  if (!a.bounded && !b.bounded) return known(a.low && !b.low);
  return known(a.bounded ? !b.low : a.low);
}

Tri end_equal(const RangeEnd& a, const RangeEnd& b) {
  if (a.bounded && b.bounded)
    return tri_and(tri_not(less(*a.value, *b.value)), tri_not(less(*b.value, *a.value)));
  return known(!a.bounded && !b.bounded && a.low == b.low);
}

/// a before b, or both at the same place and `tie`.
Tri less_or_tie(const RangeEnd& a, const RangeEnd& b, bool tie) {
  return tri_or(end_less(a, b), tri_and(end_equal(a, b), known(tie)));
}

Tri is_before(const Stretch& a, const Stretch& b) {
  return less_or_tie(a.end(), b.start(), !a.end().included || !b.start().included);
}

Tri do_meet(const Stretch& a, const Stretch& b) {
  return tri_and(known(a.end().included && b.start().included), end_equal(a.end(), b.start()));
}

Tri do_overlap(const Stretch& a, const Stretch& b) {
  return tri_and(less_or_tie(b.start(), a.end(), a.end().included && b.start().included),
                 less_or_tie(a.start(), b.end(), a.start().included && b.end().included));
}

Tri overlaps_earlier(const Stretch& a, const Stretch& b) {
  const Tri starts = less_or_tie(a.start(), b.start(), a.start().included && !b.start().included);
  const Tri touches = less_or_tie(b.start(), a.end(), a.end().included && b.start().included);
  const Tri ends = less_or_tie(a.end(), b.end(), !a.end().included || b.end().included);
  return tri_and(starts, tri_and(touches, ends));
}

Tri finish_together(const Stretch& a, const Stretch& b) {
  const Tri end = tri_and(known(a.end().included == b.end().included), end_equal(a.end(), b.end()));
  return tri_and(end, less_or_tie(b.start(), a.start(), !a.start().included || b.start().included));
}

Tri start_together(const Stretch& a, const Stretch& b) {
  const Tri start = tri_and(known(a.start().included == b.start().included), end_equal(a.start(), b.start()));
  return tri_and(start, less_or_tie(a.end(), b.end(), !a.end().included || b.end().included));
}

Tri does_include(const Stretch& a, const Stretch& b) {
  return tri_and(less_or_tie(a.start(), b.start(), a.start().included || !b.start().included),
                 less_or_tie(b.end(), a.end(), a.end().included || !b.end().included));
}

Tri do_coincide(const Stretch& a, const Stretch& b) {
  const bool same_ends = a.start().included == b.start().included && a.end().included == b.end().included;
  return tri_and(known(same_ends), tri_and(end_equal(a.start(), b.start()), end_equal(a.end(), b.end())));
}

/// Which arguments must be ranges.
enum class Shape : std::uint8_t { any, both_ranges, first_range, second_range };

Value relation(Call& call, Tri (*test)(const Stretch&, const Stretch&), bool swapped, Shape shape) {
  const Value& a = call.at(0);
  const Value& b = call.at(1);
  if (a.is_null()) return a;
  if (b.is_null()) return b;
  const bool first = shape == Shape::both_ranges || shape == Shape::first_range;
  const bool second = shape == Shape::both_ranges || shape == Shape::second_range;
  if (first && a.kind() != Kind::range) return call.wrong_type(0, "range");
  if (second && b.kind() != Kind::range) return call.wrong_type(1, "range");
  const Tri tri = swapped ? test(Stretch(b), Stretch(a)) : test(Stretch(a), Stretch(b));
  if (tri != Tri::unknown) return Value(tri == Tri::yes);
  return call.refuse("not_comparable", "cannot compare " + brief(a) + " and " + brief(b));
}

}  // namespace

Value builtin_before(Call& call) { return relation(call, is_before, false, Shape::any); }
Value builtin_after(Call& call) { return relation(call, is_before, true, Shape::any); }
Value builtin_meets(Call& call) { return relation(call, do_meet, false, Shape::both_ranges); }
Value builtin_met_by(Call& call) { return relation(call, do_meet, true, Shape::both_ranges); }
Value builtin_overlaps(Call& call) { return relation(call, do_overlap, false, Shape::both_ranges); }
Value builtin_overlaps_before(Call& call) {
  return relation(call, overlaps_earlier, false, Shape::both_ranges);
}
Value builtin_overlaps_after(Call& call) {
  return relation(call, overlaps_earlier, true, Shape::both_ranges);
}
Value builtin_finishes(Call& call) { return relation(call, finish_together, false, Shape::second_range); }
Value builtin_finished_by(Call& call) { return relation(call, finish_together, true, Shape::first_range); }
Value builtin_includes(Call& call) { return relation(call, does_include, false, Shape::first_range); }
Value builtin_during(Call& call) { return relation(call, does_include, true, Shape::second_range); }
Value builtin_starts(Call& call) { return relation(call, start_together, false, Shape::second_range); }
Value builtin_started_by(Call& call) { return relation(call, start_together, true, Shape::first_range); }

Value builtin_coincides(Call& call) {
  const bool first = call.at(0).kind() == Kind::range;
  const bool second = call.at(1).kind() == Kind::range;
  const bool mixed = first != second && !call.at(0).is_null() && !call.at(1).is_null();
  if (mixed) return call.wrong_type(first ? 1 : 0, "range, or two points");
  return relation(call, do_coincide, false, Shape::any);
}

}  // namespace chuhai::feel
