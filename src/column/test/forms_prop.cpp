#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "column/column.hpp"
#include "column/forms.hpp"

namespace chuhai::column {
namespace {

// A column of numbers with a few repeated values and reasons, some too large to share a scale.
Column random_numbers(const std::vector<std::pair<int, int>>& cells) {
  ValuesBuilder builder(Type::number);
  for (const auto& [coefficient, form] : cells) {
    const int kind = std::abs(form % 7);
    if (kind == 0) {
      builder.add_unknown(static_cast<Reason>(1 + std::abs(coefficient % 3)));
    } else if (kind == 1) {
      builder.add(decimal::Decimal::scaled(coefficient, 15));
    } else {
      builder.add(decimal::Decimal::scaled(coefficient % 50, -kind));
    }
  }
  return Column::flat(builder.finish());
}

bool same_cells(const Column& a, const Column& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t row = 0; row < a.size(); ++row) {
    if (!same_cell(a, row, b, row)) return false;
  }
  return true;
}

TEST(ColumnForms, EncodingAndFlatteningKeepEveryCell) {
  EXPECT_TRUE(rc::check([](const std::vector<std::pair<int, int>>& cells) {
    const Column flat = random_numbers(cells);
    RC_ASSERT(same_cells(flat, encode(flat)));
    RC_ASSERT(same_cells(flat, flatten(encode(flat))));
    RC_ASSERT(same_cells(flat, as_constant(flat)));
  }));
}

TEST(ColumnForms, BuilderKeepsEveryNumberExactly) {
  EXPECT_TRUE(rc::check([](const std::vector<std::pair<std::int64_t, int>>& cells) {
    ValuesBuilder builder(Type::number);
    std::vector<decimal::Decimal> expected;
    for (const auto& [coefficient, exponent] : cells) {
      expected.push_back(decimal::Decimal::scaled(coefficient, exponent % 25));
      builder.add(expected.back());
    }
    const auto values = builder.finish();
    for (std::size_t i = 0; i < expected.size(); ++i) RC_ASSERT(values->number(i) == expected[i]);
  }));
}

}  // namespace
}  // namespace chuhai::column
