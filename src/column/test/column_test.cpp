#include "column/column.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "column/forms.hpp"

namespace chuhai::column {
namespace {

using decimal::Decimal;

Decimal number(std::string_view text) { return Decimal::parse(text).value(); }

std::shared_ptr<const Values> numbers(const std::vector<std::string>& texts) {
  ValuesBuilder builder(Type::number);
  for (const std::string& text : texts) {
    if (text == "?") {
      builder.add_unknown(kMissing);
    } else {
      builder.add(number(text));
    }
  }
  return builder.finish();
}

std::string text_of(const Column& column) {
  std::string result;
  for (std::size_t row = 0; row < column.size(); ++row) {
    result += (row == 0 ? "" : " ") + cell_text(column, row);
  }
  return result;
}

TEST(ValuesBuilder, NumbersShareTheLargestScaleNeeded) {
  const auto values = numbers({"12", "0.25", "-3.5", "1.100"});
  EXPECT_FALSE(values->wide);
  EXPECT_EQ(values->scale, 2);
  EXPECT_EQ(values->scaled, (std::vector<std::int64_t>{1200, 25, -350, 110}));
}

TEST(ValuesBuilder, ANumberDoesNotShowItsNeighboursScale) {
  const auto values = numbers({"12", "0.25", "1.100", "1200"});
  EXPECT_EQ(values->number(0).to_string(), "12");
  EXPECT_EQ(values->number(2).to_string(), "1.1");
  EXPECT_EQ(values->number(3).to_string(), "1200");
}

TEST(ValuesBuilder, NumbersThatDoNotFitTogetherBecomeDecimals) {
  const auto values = numbers({"9000000000000000000", "0.5", "?", "1.10"});
  EXPECT_TRUE(values->wide);
  EXPECT_EQ(values->size(), 4U);
  EXPECT_EQ(values->number(0), number("9000000000000000000"));
  EXPECT_EQ(values->number(1), number("0.5"));
  EXPECT_EQ(values->reason(2), kMissing);
  EXPECT_EQ(values->number(3).to_string(), "1.1");
}

TEST(ValuesBuilder, NumbersWithMoreThanEighteenDecimalsBecomeDecimals) {
  const auto values = numbers({"1", "0.0000000000000000001"});
  EXPECT_TRUE(values->wide);
  EXPECT_EQ(values->number(1), number("0.0000000000000000001"));
}

TEST(ValuesBuilder, ANumberThatIsNotFiniteHasAReason) {
  ValuesBuilder builder(Type::number);
  builder.add(Decimal(1) / Decimal(0));
  EXPECT_EQ(builder.finish()->reason(0), kArithmetic);
}

TEST(ValuesBuilder, ADateBeyondTheRangeHasAReason) {
  ValuesBuilder builder(Type::date);
  builder.add(calendar::Date{999'999'999, 1, 1});
  builder.add(calendar::Date{2026, 11, 24});
  const auto values = builder.finish();
  EXPECT_EQ(values->reason(0), kArithmetic);
  EXPECT_EQ(values->date(1), (calendar::Date{2026, 11, 24}));
}

TEST(ValuesBuilder, IsEmptyAfterFinish) {
  ValuesBuilder builder(Type::string);
  builder.add("a");
  EXPECT_EQ(builder.finish()->size(), 1U);
  EXPECT_EQ(builder.size(), 0U);
  builder.add("b");
  EXPECT_EQ(builder.finish()->strings, std::vector<std::string>{"b"});
}

TEST(Column, EachFormFindsItsCells) {
  const auto values = numbers({"1", "2"});
  EXPECT_EQ(text_of(Column::flat(values)), "1 2");
  EXPECT_EQ(text_of(Column::dictionary(values, {1, 0, 1})), "2 1 2");
  EXPECT_EQ(text_of(Column::constant(numbers({"7"}), 3)), "7 7 7");
  EXPECT_EQ(text_of(Column::unknown(Type::date, 2, kWrongType)), "?2 ?2");
}

TEST(Column, FormsCanBeExchangedWithoutChangingCells) {
  const Column flat = Column::flat(numbers({"1", "?", "1.0", "2.5", "?"}));
  const Column encoded = encode(flat);
  EXPECT_EQ(encoded.values().size(), 3U);
  EXPECT_EQ(text_of(encoded), text_of(flat));
  EXPECT_EQ(text_of(flatten(encoded)), text_of(flat));
  EXPECT_EQ(flatten(encoded).form(), Form::flat);
}

TEST(Column, ConstantIsRecognised) {
  EXPECT_EQ(as_constant(Column::flat(numbers({"1", "1.0"}))).form(), Form::constant);
  EXPECT_EQ(as_constant(Column::flat(numbers({"1", "2"}))).form(), Form::flat);
  EXPECT_EQ(as_constant(Column::flat(numbers({}))).form(), Form::flat);
}

TEST(Column, GatherAndSliceKeepTheForm) {
  const Column dictionary = Column::dictionary(numbers({"1", "2"}), {1, 0, 1});
  const std::vector<std::uint32_t> rows{2, 2, 1};
  EXPECT_EQ(text_of(gather(dictionary, rows)), "2 2 1");
  EXPECT_EQ(gather(dictionary, rows).form(), Form::dictionary);
  EXPECT_EQ(text_of(slice(dictionary, 1, 2)), "1 2");
  const Column flat = Column::flat(numbers({"1", "?", "3"}));
  EXPECT_EQ(text_of(gather(flat, rows)), "3 3 ?1");
  EXPECT_EQ(text_of(slice(flat, 1, 1)), "?1");
}

TEST(Batch, ReplacesAColumnOfTheSameName) {
  Batch batch(2);
  batch.set("a", Column::flat(numbers({"1", "2"})));
  batch.set("b", Column::flat(numbers({"3", "4"})));
  batch.set("a", Column::flat(numbers({"5", "6"})));
  ASSERT_EQ(batch.columns().size(), 2U);
  EXPECT_EQ(text_of(*batch.find("a")), "5 6");
  EXPECT_EQ(batch.find("c"), nullptr);
}

TEST(BatchDeathTest, AColumnOfAnotherLengthIsABug) {
  Batch batch(3);
  EXPECT_DEATH(batch.set("a", Column::flat(numbers({"1"}))), "");
}

}  // namespace
}  // namespace chuhai::column
