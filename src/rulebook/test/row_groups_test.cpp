#include "row_groups.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "column/forms.hpp"
#include "rulebook/assess.hpp"
#include "rulebook/book.hpp"
#include "rulebook/facts.hpp"

namespace chuhai::rulebook {
namespace {

column::Column texts(const std::vector<std::string>& values) {
  column::ValuesBuilder builder(column::Type::string);
  for (const std::string& value : values) builder.add(std::string_view(value));
  return column::encode(column::Column::flat(builder.finish()));
}

TEST(RowGroups, PutRowsTogetherThatAgreeInEveryColumn) {
  const column::Column a = texts({"x", "y", "x", "x", "y", "x", "x", "y"});
  const column::Column b = texts({"1", "1", "2", "1", "1", "2", "1", "1"});
  const std::vector<const column::Column*> columns = {&a, &b};
  const auto groups = group_rows(columns, 8);
  ASSERT_TRUE(groups);
  EXPECT_EQ(groups->group_of_row, (std::vector<std::uint32_t>{0, 1, 2, 0, 1, 2, 0, 1}));
  EXPECT_EQ(groups->first_rows, (std::vector<std::uint32_t>{0, 1, 2}));
}

TEST(RowGroups, AreNotMadeWhenMostRowsDiffer) {
  const column::Column a = texts({"a", "b", "c", "a"});
  const std::vector<const column::Column*> columns = {&a};
  EXPECT_FALSE(group_rows(columns, 4));
}

TEST(RowGroups, AreNotMadeOfFlatColumns) {
  const column::Column a = column::flatten(texts({"a", "a", "a", "a"}));
  const std::vector<const column::Column*> columns = {&a};
  EXPECT_FALSE(group_rows(columns, 4));
}

TEST(RowGroups, PutAllRowsTogetherWhenNoColumnTellsThemApart) {
  const auto groups = group_rows({}, 3);
  ASSERT_TRUE(groups);
  EXPECT_EQ(groups->first_rows.size(), 1u);
}

TEST(RowGrouper, SharesStepsBetweenSetsOfColumnsAndSkipsColumnsThatSayNothingNew) {
  const column::Column a = texts({"x", "y", "x", "x", "y", "x", "x", "y", "x", "x"});
  const column::Column b = texts({"1", "2", "1", "1", "2", "1", "1", "2", "1", "1"});
  const column::Column c = texts({"p", "p", "q", "p", "p", "q", "p", "p", "p", "p"});
  const std::vector<const column::Column*> first = {&c, &a};
  const std::vector<const column::Column*> second = {&a, &b, &c};
  RowGrouper grouper(10);
  grouper.expect(first);
  grouper.expect(second);
  const auto groups = grouper.find(first);
  ASSERT_TRUE(groups);
  EXPECT_EQ(groups->group_of_row, (std::vector<std::uint32_t>{0, 1, 2, 0, 1, 2, 0, 1, 0, 0}));
  const auto same = grouper.find(second);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->group_of_row, groups->group_of_row);
}

/// Four kinds of machine, each many times; one lacks what the packs ask for.
std::vector<Facts> many_cases(const Vocabulary& vocabulary) {
  const auto fact = [&vocabulary](std::string path, std::string_view text) {
    return std::pair(path, *read_fact(*vocabulary.find(path), text));
  };
  const std::vector<Facts> kinds = {
      {fact("machine.class", "\"hydraulic_excavator\""), fact("machine.travel_gear", "\"crawler\""),
       fact("machine.build_year", "2019"), fact("machine.power_kw", "118")},
      {fact("machine.class", "\"truck_crane\""), fact("machine.build_year", "2008"),
       fact("machine.rated_load_t", "25")},
      {fact("machine.class", "\"road_roller\""), fact("machine.mass_kg", "22000")},
      {},
  };
  std::vector<Facts> cases;
  for (std::size_t i = 0; i < 40; ++i) cases.push_back(kinds[i * 7 % kinds.size()]);
  return cases;
}

/// Everything a run tells about a row, as one text.
std::string told(const Assessor& pack, const Assessor::Run& run, const column::Batch& batch,
                 std::size_t row) {
  const Verdict verdict = pack.explain(run, batch, row);
  std::string text = std::to_string(static_cast<int>(run.outcomes()[row])) + ' ' +
                     std::to_string(run.condition_counts()[row]) + ' ' +
                     std::to_string(static_cast<int>(verdict.outcome));
  for (const Reason& reason : verdict.reasons) {
    text += ' ' + reason.rule->id + '/' + std::to_string(static_cast<int>(reason.standing));
  }
  for (const std::string& path : verdict.missing) text += " ?" + path;
  for (std::size_t v = 0; v < run.values().size(); ++v) {
    const ValueRule* rule = pack.value_rule(run, v, row);
    text += ' ' + column::cell_text(run.values()[v].second, row) + (rule == nullptr ? "" : '/' + rule->id);
  }
  return text;
}

TEST(RowGroups, DoNotChangeWhatAPackSays) {
  const auto book = Book::load(std::string(CHUHAI_SOURCE_DIR) + "/rules");
  ASSERT_TRUE(book) << book.error().message.en;
  const column::Batch flat = to_batch(many_cases(book->vocabulary()), book->vocabulary());
  column::Batch grouped(flat.rows());
  for (const auto& [path, column] : flat.columns()) grouped.set(path, column::encode(column));
  for (const std::string_view area : {"cn", "dest"}) {
    for (const std::string& id : book->ids(area)) {
      const auto pack = book->choose(id, {2026, 11, 24});
      if (!pack) continue;
      const auto assessor = Assessor::create(pack, {2026, 11, 24});
      ASSERT_TRUE(assessor) << id;
      const Assessor::Run one_by_one = assessor->run(flat);
      AlikeRows alike(grouped, std::vector<const Assessor*>{&*assessor});
      const Assessor::Run together = assessor->run(alike);
      for (std::size_t row = 0; row < flat.rows(); ++row) {
        EXPECT_EQ(told(*assessor, together, grouped, row), told(*assessor, one_by_one, flat, row)) << id;
        EXPECT_EQ(assessor->signature(together, grouped, row), assessor->signature(one_by_one, flat, row))
            << id;
      }
    }
  }
}

}  // namespace
}  // namespace chuhai::rulebook
