#include <algorithm>

#include "base/text.hpp"
#include "builtins.hpp"
#include "letters.hpp"
#include "print.hpp"

namespace chuhai::feel {

namespace {

Value with_case(Call& call, std::u32string (*map)(std::u32string_view)) {
  if (auto refused = call.need(0, Kind::string)) return *refused;
  const std::string& text = call.at(0).string();
  if (!call.charge(text.size() / 4)) return call.out_of_steps();
  return call.text(base::encode_utf8(map(base::decode_utf8(text))));
}

/// Where "start position" counts from: 0-based, or nothing when it lies outside.
std::optional<std::size_t> start_index(std::int64_t position, std::size_t size) {
  const auto length = static_cast<std::int64_t>(size);
  if (position == 0 || position > length || position < -length) return std::nullopt;
  return static_cast<std::size_t>(position > 0 ? position - 1 : length + position);
}

/// A number cut to a whole one; substring lengths may carry decimals.
std::optional<Value> need_cut_integer(Call& call, std::size_t i, std::int64_t& out) {
  if (auto refused = call.need(i, Kind::number)) return refused;
  const auto number = call.at(i).number().rounded(0, decimal::Rounding::down).to_int64();
  if (!number) return call.refuse("not_an_integer", brief(call.at(i)) + " is out of range");
  out = *number;
  return std::nullopt;
}

}  // namespace

Value builtin_substring(Call& call) {
  if (auto refused = call.need(0, Kind::string)) return *refused;
  const std::u32string text = base::decode_utf8(call.at(0).string());
  if (!call.charge(text.size() / 16)) return call.out_of_steps();
  std::int64_t position = 0;
  if (auto refused = need_cut_integer(call, 1, position)) return *refused;
  auto length = static_cast<std::int64_t>(text.size());
  if (call.written(2)) {
    if (auto refused = need_cut_integer(call, 2, length)) return *refused;
    if (length < 1) return call.refuse("not_allowed", "the length is " + std::to_string(length));
  }
  const auto start = start_index(position, text.size());
  if (!start)
    return call.refuse("index_out_of_range", "position " + std::to_string(position) + " is outside");
  return call.text(
      base::encode_utf8(std::u32string_view(text).substr(*start, static_cast<std::size_t>(length))));
}

Value builtin_string_length(Call& call) {
  if (auto refused = call.need(0, Kind::string)) return *refused;
  const std::string& text = call.at(0).string();
  if (!call.charge(text.size() / 64)) return call.out_of_steps();
  const auto count = std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
  return Value(decimal::Decimal(static_cast<std::int64_t>(count)));
}

Value builtin_upper_case(Call& call) { return with_case(call, upper_case); }
Value builtin_lower_case(Call& call) { return with_case(call, lower_case); }

Value builtin_substring_before(Call& call) {
  if (auto refused = call.need_all({Kind::string, Kind::string})) return *refused;
  const std::size_t found = call.at(0).string().find(call.at(1).string());
  return call.text(found == std::string::npos ? "" : call.at(0).string().substr(0, found));
}

Value builtin_substring_after(Call& call) {
  if (auto refused = call.need_all({Kind::string, Kind::string})) return *refused;
  const std::size_t found = call.at(0).string().find(call.at(1).string());
  if (found == std::string::npos) return Value("");
  return call.text(call.at(0).string().substr(found + call.at(1).string().size()));
}

Value builtin_contains(Call& call) {
  if (auto refused = call.need_all({Kind::string, Kind::string})) return *refused;
  return Value(call.at(0).string().find(call.at(1).string()) != std::string::npos);
}

Value builtin_starts_with(Call& call) {
  if (auto refused = call.need_all({Kind::string, Kind::string})) return *refused;
  return Value(call.at(0).string().starts_with(call.at(1).string()));
}

Value builtin_ends_with(Call& call) {
  if (auto refused = call.need_all({Kind::string, Kind::string})) return *refused;
  return Value(call.at(0).string().ends_with(call.at(1).string()));
}

/// Nulls are left out, as the standard says; in three values they make the whole unknown.
Value builtin_string_join(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  if (call.written(1) && call.at(1).is_null() && call.three_valued()) return call.at(1);
  if (call.given(1)) {
    if (auto refused = call.need(1, Kind::string)) return *refused;
  }
  const std::string delimiter = call.given(1) ? call.at(1).string() : "";
  std::string out;
  bool first = true;
  for (const Value& item : call.at(0).list()) {
    if (item.is_null() && !call.three_valued()) continue;
    if (item.is_null()) return item;
    if (item.kind() != Kind::string)
      return call.refuse("wrong_type", brief(item) + " in the list is no string");
    if (!first) out += delimiter;
    first = false;
    out += item.string();
    if (out.size() > kStringBytesMax) return call.refuse("too_long", "the string would be too long");
  }
  return call.text(std::move(out));
}

}  // namespace chuhai::feel
