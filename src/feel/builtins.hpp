#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arithmetic.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::feel {

/// One call of a built-in function: the arguments in parameter order, checked and converted on request.
class Call {
 public:
  Call(std::string_view name, std::vector<Value> values, std::vector<bool> given,
       const EvaluationOptions& options, std::uint32_t offset)
      : name_(name),
        values_(std::move(values)),
        given_(std::move(given)),
        options_(options),
        offset_(offset) {}

  const Value& at(std::size_t i) const { return values_[i]; }
  /// Given, and not null.
  bool given(std::size_t i) const { return i < given_.size() && given_[i] && !values_[i].is_null(); }
  /// Given, be it null.
  bool written(std::size_t i) const { return i < given_.size() && given_[i]; }
  /// Arguments were given by name.
  bool named() const { return named_; }
  void mark_named() { named_ = true; }
  const EvaluationOptions& options() const { return options_; }
  Mode mode() const { return options_.mode; }
  bool three_valued() const { return options_.mode == Mode::three_valued; }
  std::uint32_t offset() const { return offset_; }

  /// Counts work; false when the evaluation has used its steps.
  bool charge(std::uint64_t steps) const;

  /// Null with the function's name in the message.
  Value refuse(std::string_view code, const std::string& why) const;
  Value wrong_type(std::size_t i, std::string_view wanted) const;
  Value out_of_steps() const;

  /// Nothing when argument `i` is of that kind (a list of one such value is unpacked, a single value becomes
  /// a list); otherwise the null to answer with.
  std::optional<Value> need(std::size_t i, Kind kind);
  /// Checks arguments 0, 1, ... in turn.
  std::optional<Value> need_all(std::initializer_list<Kind> kinds);
  /// A list without nulls, whose items are all of one kind.
  std::optional<Value> need_list_of(std::size_t i, Kind kind);
  /// A whole number within 64 bits.
  std::optional<Value> need_integer(std::size_t i, std::int64_t& out);
  /// A list as result, or null/too_many_items.
  Value list(List items) const;
  /// A string as result, or null/too_long.
  Value text(std::string text) const;

 private:
  std::string_view name_;
  std::vector<Value> values_;
  std::vector<bool> given_;
  const EvaluationOptions& options_;
  std::uint32_t offset_;
  bool named_ = false;
};

// One function per built-in of DMN 1.5 clause 10.3.4, by group.
Value builtin_number(Call& call);
Value builtin_string(Call& call);
Value builtin_date(Call& call);
Value builtin_date_of_parts(Call& call);
Value builtin_time(Call& call);
Value builtin_time_of_parts(Call& call);
Value builtin_date_and_time(Call& call);
Value builtin_date_and_time_of_parts(Call& call);
Value builtin_duration(Call& call);
Value builtin_months_between(Call& call);
Value builtin_range(Call& call);

Value builtin_not(Call& call);
Value builtin_is(Call& call);

Value builtin_substring(Call& call);
Value builtin_string_length(Call& call);
Value builtin_upper_case(Call& call);
Value builtin_lower_case(Call& call);
Value builtin_substring_before(Call& call);
Value builtin_substring_after(Call& call);
Value builtin_contains(Call& call);
Value builtin_starts_with(Call& call);
Value builtin_ends_with(Call& call);
Value builtin_string_join(Call& call);
Value builtin_matches(Call& call);
Value builtin_replace(Call& call);
Value builtin_split(Call& call);

Value builtin_list_contains(Call& call);
Value builtin_count(Call& call);
Value builtin_min(Call& call);
Value builtin_max(Call& call);
Value builtin_sum(Call& call);
Value builtin_product(Call& call);
Value builtin_mean(Call& call);
Value builtin_median(Call& call);
Value builtin_stddev(Call& call);
Value builtin_mode(Call& call);
Value builtin_all(Call& call);
Value builtin_any(Call& call);
Value builtin_sublist(Call& call);
Value builtin_append(Call& call);
Value builtin_concatenate(Call& call);
Value builtin_insert_before(Call& call);
Value builtin_remove(Call& call);
Value builtin_list_replace(Call& call);
Value builtin_list_replace_matching(Call& call);
Value builtin_reverse(Call& call);
Value builtin_index_of(Call& call);
Value builtin_union(Call& call);
Value builtin_distinct_values(Call& call);
Value builtin_duplicate_values(Call& call);
Value builtin_flatten(Call& call);
Value builtin_sort(Call& call);

Value builtin_decimal(Call& call);
Value builtin_floor(Call& call);
Value builtin_ceiling(Call& call);
Value builtin_round_up(Call& call);
Value builtin_round_down(Call& call);
Value builtin_round_half_up(Call& call);
Value builtin_round_half_down(Call& call);
Value builtin_abs(Call& call);
Value builtin_modulo(Call& call);
Value builtin_sqrt(Call& call);
Value builtin_log(Call& call);
Value builtin_exp(Call& call);
Value builtin_odd(Call& call);
Value builtin_even(Call& call);

Value builtin_before(Call& call);
Value builtin_after(Call& call);
Value builtin_meets(Call& call);
Value builtin_met_by(Call& call);
Value builtin_overlaps(Call& call);
Value builtin_overlaps_before(Call& call);
Value builtin_overlaps_after(Call& call);
Value builtin_finishes(Call& call);
Value builtin_finished_by(Call& call);
Value builtin_includes(Call& call);
Value builtin_during(Call& call);
Value builtin_starts(Call& call);
Value builtin_started_by(Call& call);
Value builtin_coincides(Call& call);

Value builtin_get_value(Call& call);
Value builtin_get_entries(Call& call);
Value builtin_context(Call& call);
Value builtin_context_put(Call& call);
Value builtin_context_put_key(Call& call);
Value builtin_context_merge(Call& call);

Value builtin_day_of_year(Call& call);
Value builtin_day_of_week(Call& call);
Value builtin_month_of_year(Call& call);
Value builtin_week_of_year(Call& call);
Value builtin_now(Call& call);
Value builtin_today(Call& call);

}  // namespace chuhai::feel
