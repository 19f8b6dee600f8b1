#include "columns.hpp"

#include <unordered_map>
#include <vector>

#include "base/assert.hpp"

namespace chuhai::screening {

namespace {

void add_from(column::ValuesBuilder& builder, const column::Values& values, std::size_t i) {
  if (values.reason(i) != column::kHasValue) return builder.add_unknown(values.reason(i));
  switch (values.type) {
    case column::Type::boolean:
      return builder.add(values.booleans[i] != 0);
    case column::Type::number:
      return builder.add(values.number(i));
    case column::Type::string:
      return builder.add(std::string_view(values.strings[i]));
    case column::Type::date:
      return builder.add(calendar::from_days(values.days[i]));
  }
}

bool knows_all(const column::Values& values) {
  for (const column::Reason reason : values.reasons) {
    if (reason != column::kHasValue) return false;
  }
  return true;
}

}  // namespace

column::Column first_known(const column::Column& first, const column::Column& second) {
  CHUHAI_ASSERT(first.size() == second.size());
  if (knows_all(first.values())) return first;
  column::ValuesBuilder builder(first.type());
  std::unordered_map<std::uint64_t, std::uint32_t> code_of;  // (which column, index) -> code
  std::vector<std::uint32_t> codes(first.size());
  for (std::size_t row = 0; row < first.size(); ++row) {
    const bool known = first.reason(row) == column::kHasValue;
    const column::Column& from = known ? first : second;
    const std::uint64_t key = static_cast<std::uint64_t>(from.index(row)) * 2 + (known ? 0 : 1);
    const auto [entry, is_new] = code_of.try_emplace(key, static_cast<std::uint32_t>(builder.size()));
    if (is_new) add_from(builder, from.values(), from.index(row));
    codes[row] = entry->second;
  }
  return column::Column::dictionary(builder.finish(), std::move(codes));
}

}  // namespace chuhai::screening
