#include <algorithm>

#include "builtins.hpp"
#include "print.hpp"

namespace chuhai::feel {

namespace {

using decimal::Decimal;

Value empty_list(const Call& call) { return call.refuse("empty_list", "the list is empty"); }

/// The list of argument 0, all numbers and not empty; otherwise the null to answer with.
std::optional<Value> need_numbers(Call& call) {
  if (auto refused = call.need_list_of(0, Kind::number)) return refused;
  if (call.at(0).list().empty()) return empty_list(call);
  return std::nullopt;
}

Value extreme(Call& call, bool smallest) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  const List& list = call.at(0).list();
  if (list.empty()) return empty_list(call);
  if (!call.charge(list.size())) return call.out_of_steps();
  const Value* best = &list.front();
  for (const Value& item : list) {
    if (item.is_null()) return item;
    const Tri tri = smallest ? less(item, *best) : less(*best, item);
    if (tri == Tri::unknown) {
      return call.refuse("not_comparable", "cannot compare " + brief(item) + " and " + brief(*best));
    }
    if (tri == Tri::yes) best = &item;
  }
  return *best;
}

Decimal sum_of(const List& list) {
  Decimal sum;
  for (const Value& item : list) sum = sum + item.number();
  return sum;
}

std::vector<Decimal> sorted_numbers(const List& list) {
  std::vector<Decimal> numbers;
  numbers.reserve(list.size());
  for (const Value& item : list) numbers.push_back(item.number());
  std::stable_sort(numbers.begin(), numbers.end(), [](const Decimal& a, const Decimal& b) { return a < b; });
  return numbers;
}

Value kleene_over(Call& call, bool conjunction) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  Tri tri = conjunction ? Tri::yes : Tri::no;
  Value unknown;
  for (const Value& item : call.at(0).list()) {
    if (!call.charge(1)) return call.out_of_steps();
    const Tri one = to_tri(item);
    if (one == Tri::unknown && tri != Tri::unknown) unknown = item;
    tri = conjunction ? tri_and(tri, one) : tri_or(tri, one);
  }
  if (tri != Tri::unknown) return Value(tri == Tri::yes);
  return unknown.is_null() ? unknown : call.refuse("wrong_type", brief(unknown) + " is no boolean");
}

/// Merges `source` into order by a FEEL function that may answer null or nonsense: a merge sort of our own
/// stays in bounds whatever it says.
class Sorter {
 public:
  Sorter(Call& call, const Function* precedes) : call_(call), precedes_(precedes) {}

  List sorted(const List& list) {
    if (list.size() < 2 || failure_) return list;
    const auto middle = list.begin() + static_cast<std::ptrdiff_t>(list.size() / 2);
    const List left = sorted(List(list.begin(), middle));
    const List right = sorted(List(middle, list.end()));
    List out;
    out.reserve(list.size());
    auto a = left.begin();
    auto b = right.begin();
    while (a != left.end() && b != right.end() && !failure_) out.push_back(comes_first(*b, *a) ? *b++ : *a++);
    out.insert(out.end(), a, left.end());
    out.insert(out.end(), b, right.end());
    return out;
  }

  const std::optional<Value>& failure() const { return failure_; }

 private:
  bool comes_first(const Value& a, const Value& b) {
    if (!call_.charge(1)) {
      failure_ = call_.out_of_steps();
      return false;
    }
    const Value answer = precedes_ != nullptr ? call_function(*precedes_, {a, b}, call_.options()) : Value();
    const Tri tri = precedes_ != nullptr ? to_tri(answer) : less(a, b);
    if (tri == Tri::unknown) {
      failure_ = answer.is_null() && precedes_ != nullptr
                     ? answer
                     : call_.refuse("not_comparable", "cannot order " + brief(a) + " and " + brief(b));
    }
    return tri == Tri::yes;
  }

  Call& call_;
  const Function* precedes_;
  std::optional<Value> failure_;
};

}  // namespace

Value builtin_min(Call& call) { return extreme(call, true); }
Value builtin_max(Call& call) { return extreme(call, false); }
Value builtin_all(Call& call) { return kleene_over(call, true); }
Value builtin_any(Call& call) { return kleene_over(call, false); }

Value builtin_sum(Call& call) {
  if (auto refused = need_numbers(call)) return *refused;
  return finite(sum_of(call.at(0).list()), "the sum", call.offset());
}

Value builtin_product(Call& call) {
  if (auto refused = need_numbers(call)) return *refused;
  Decimal product(1);
  for (const Value& item : call.at(0).list()) product = product * item.number();
  return finite(product, "the product", call.offset());
}

Value builtin_mean(Call& call) {
  if (auto refused = need_numbers(call)) return *refused;
  const List& list = call.at(0).list();
  return finite(sum_of(list) / Decimal(static_cast<std::int64_t>(list.size())), "the mean", call.offset());
}

Value builtin_median(Call& call) {
  if (auto refused = need_numbers(call)) return *refused;
  const std::vector<Decimal> numbers = sorted_numbers(call.at(0).list());
  const std::size_t middle = numbers.size() / 2;
  if (numbers.size() % 2 == 1) return Value(numbers[middle]);
  return finite((numbers[middle - 1] + numbers[middle]) / Decimal(2), "the median", call.offset());
}

/// Standard deviation of a sample (divisor n - 1).
Value builtin_stddev(Call& call) {
  if (auto refused = need_numbers(call)) return *refused;
  const List& list = call.at(0).list();
  if (list.size() < 2) return call.refuse("not_allowed", "a sample needs two numbers at least");
  const Decimal mean = sum_of(list) / Decimal(static_cast<std::int64_t>(list.size()));
  Decimal squares;
  for (const Value& item : list) {
    const Decimal distance = item.number() - mean;
    squares = squares + distance * distance;
  }
  const Decimal variance = squares / Decimal(static_cast<std::int64_t>(list.size()) - 1);
  return finite(variance.sqrt(), "the standard deviation", call.offset());
}

/// The most frequent numbers in ascending order; of an empty list, none.
Value builtin_mode(Call& call) {
  if (auto refused = call.need_list_of(0, Kind::number)) return *refused;
  const std::vector<Decimal> numbers = sorted_numbers(call.at(0).list());
  std::size_t most = 0;
  List out;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t j = i;
    while (j < numbers.size() && numbers[j] == numbers[i]) ++j;
    if (j - i > most) out.clear();
    if (j - i >= most) out.emplace_back(numbers[i]);
    most = std::max(most, j - i);
    i = j;
  }
  return call.list(std::move(out));
}

Value builtin_sort(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  const Function* precedes = nullptr;
  if (call.written(1)) {
    if (auto refused = call.need(1, Kind::function)) return *refused;
    precedes = call.at(1).function().get();
  }
  Sorter sorter(call, precedes);
  List out = sorter.sorted(call.at(0).list());
  if (sorter.failure()) return *sorter.failure();
  return call.list(std::move(out));
}

}  // namespace chuhai::feel
