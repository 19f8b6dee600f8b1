#include "columns.hpp"

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
  constexpr std::uint32_t kNone = 0xFFFFFFFF;
  column::ValuesBuilder builder(first.type());
  std::vector<std::uint32_t> code_of_first(first.values().size(), kNone);
  std::vector<std::uint32_t> code_of_second(second.values().size(), kNone);
  std::vector<std::uint32_t> codes(first.size());
  for (std::size_t row = 0; row < first.size(); ++row) {
    std::size_t index = first.index(row);
    const bool known = first.values().reason(index) == column::kHasValue;
    if (!known) index = second.index(row);
    std::uint32_t& code = known ? code_of_first[index] : code_of_second[index];
    if (code == kNone) {
      code = static_cast<std::uint32_t>(builder.size());
      add_from(builder, known ? first.values() : second.values(), index);
    }
    codes[row] = code;
  }
  return column::Column::dictionary(builder.finish(), std::move(codes));
}

}  // namespace chuhai::screening
