#include "kernel_pool.hpp"

#include <functional>
#include <string>
#include <string_view>

#include "feel/evaluate.hpp"

namespace chuhai::dmn {

namespace {

using feel::Kind;
using feel::Value;

std::size_t mix(std::size_t a, std::size_t b) {
  return (a ^ (b + 0x9E3779B97F4A7C15ULL + (a << 6) + (a >> 2))) * 0xFF51AFD7ED558CCDULL;
}

bool identical_lists(const feel::List& a, const feel::List& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!identical(a[i], b[i])) return false;
  }
  return true;
}

bool identical_contexts(const feel::Context& a, const feel::Context& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a.entries()[i].first != b.entries()[i].first) return false;
    if (!identical(a.entries()[i].second, b.entries()[i].second)) return false;
  }
  return true;
}

bool identical_ranges(const feel::Range& a, const feel::Range& b) {
  return a.low_included == b.low_included && a.high_included == b.high_included &&
         a.low_bounded == b.low_bounded && a.high_bounded == b.high_bounded && identical(a.low, b.low) &&
         identical(a.high, b.high);
}

}  // namespace

bool identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::null:
      return a.reason().code == b.reason().code;
    case Kind::boolean:
      return a.boolean() == b.boolean();
    case Kind::number:
      return a.number().same_form_as(b.number()) ||
             (a.number() == b.number() && a.number().to_string() == b.number().to_string());
    case Kind::string:
      return a.string() == b.string();
    case Kind::date:
      return a.date() == b.date();
    case Kind::time:
      return a.time() == b.time();
    case Kind::date_time:
      return a.date_time() == b.date_time();
    case Kind::days_duration:
      return a.days_duration() == b.days_duration();
    case Kind::months_duration:
      return a.months_duration() == b.months_duration();
    case Kind::range:
      return identical_ranges(a.range(), b.range());
    case Kind::list:
      return identical_lists(a.list(), b.list());
    case Kind::context:
      return identical_contexts(a.context(), b.context());
    case Kind::function:
      return a.function() == b.function();
  }
  return false;
}

std::size_t identity_hash(const Value& value) {
  const auto kind = static_cast<std::size_t>(value.kind());
  const std::hash<std::string_view> text;
  switch (value.kind()) {
    case Kind::null:
      return mix(kind, text(value.reason().code));
    case Kind::boolean:
      return mix(kind, value.boolean() ? 1 : 0);
    case Kind::number:
      return mix(kind, value.number().hash());
    case Kind::string:
      return mix(kind, text(value.string()));
    case Kind::date:
      return mix(kind, static_cast<std::size_t>(calendar::to_days(value.date())));
    case Kind::days_duration:
      return mix(kind, static_cast<std::size_t>(value.days_duration().seconds));
    case Kind::months_duration:
      return mix(kind, static_cast<std::size_t>(value.months_duration().months));
    case Kind::date_time:
      return mix(kind, static_cast<std::size_t>(calendar::to_days(value.date_time().date)));
    case Kind::list: {
      std::size_t hash = kind;
      for (const Value& item : value.list()) hash = mix(hash, identity_hash(item));
      return hash;
    }
    case Kind::context: {
      std::size_t hash = kind;
      for (const auto& [name, item] : value.context().entries()) hash = mix(hash, identity_hash(item));
      return hash;
    }
    case Kind::time:
    case Kind::range:
    case Kind::function:
      return kind;
  }
  return kind;
}

Code ValuePool::intern(const Value& value) {
  const std::size_t hash = identity_hash(value);
  const auto [begin, end] = codes_.equal_range(hash);
  for (auto found = begin; found != end; ++found) {
    if (identical(values_[found->second], value)) return found->second;
  }
  const auto code = static_cast<Code>(values_.size());
  values_.push_back(value);
  codes_.emplace(hash, code);
  return code;
}

CodeMap::CodeMap() : slots_(64) {}

std::size_t CodeMap::place(std::uint64_t key) const {
  const std::size_t mask = slots_.size() - 1;
  std::uint64_t hash = key * 0x9E3779B97F4A7C15ULL;
  hash ^= hash >> 32;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  while (slots_[at].code != kNoCode && slots_[at].key != key) at = (at + 1) & mask;
  return at;
}

Code CodeMap::find(std::uint64_t key) const { return slots_[place(key)].code; }

void CodeMap::add(std::uint64_t key, Code code) {
  if (2 * (used_ + 1) > slots_.size()) grow();
  slots_[place(key)] = {key, code};
  ++used_;
}

void CodeMap::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.code != kNoCode) slots_[place(slot.key)] = slot;
  }
}

}  // namespace chuhai::dmn
