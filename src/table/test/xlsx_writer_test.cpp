#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "table/xlsx_writer.hpp"
#include "test/table_helper.hpp"

namespace chuhai::table {
namespace {

void write_sample(const std::filesystem::path& path) {
  XlsxWriteOptions options;
  options.title = "样本";
  XlsxWriter writer(path, options);
  Style heading;
  heading.bold = true;
  heading.wrap = true;
  heading.border = true;
  heading.fill_rgb = 0x1F4E79;
  heading.font_rgb = 0xFFFFFF;
  heading.align = Align::centre;
  const StyleId head = writer.add_style(heading);
  XlsxSheet& sheet = writer.add_sheet("概览/Overview");
  sheet.merge({{0, 0}, {0, 2}}, "规格", head);
  sheet.text({1, 0}, "名称", head);
  sheet.text({1, 1}, "日期", head);
  sheet.text({1, 2}, "数", head);
  sheet.text({2, 0}, "a & <b>");
  sheet.date({2, 1}, {2021, 11, 5});
  sheet.number_or_text({2, 2}, "12.50");
  sheet.number_or_text({3, 0}, "00123");
  sheet.number_or_text({3, 1}, "12345678901234567890");
  sheet.boolean({3, 2}, true);
  sheet.link({4, 0}, "https://example.org/a?b=1&c=2", "来源");
  sheet.integer({4, 1}, -42);
  sheet.date({4, 2}, {1899, 1, 1});
  sheet.blank({5, 0}, head);
  sheet.comment({2, 0}, "一个批注");
  sheet.freeze({2, 1});
  sheet.autofilter({{1, 0}, {4, 2}});
  sheet.set_column_widths(0, {20, 12, 8});
  sheet.set_row_height(0, 30);
  sheet.set_print({true, 1, 2, "&P / &N"});
  sheet.set_tab_colour(0);
  sheet.hide_column(9);
  writer.add_sheet("概览/Overview").text({0, 0}, "second");
  writer.add_sheet("").activate();
  writer.commit();
}

TEST(XlsxWriter, WhatIsWrittenReadsBack) {
  const TemporaryFolder folder;
  write_sample(folder.file("x.xlsx"));
  const ReadTable table = read_table_file(folder.file("x.xlsx"), {});
  EXPECT_EQ(table.error, "");
  EXPECT_EQ(
      table.joined(),
      "规格||/名称|日期|数/a & <b>|2021-11-05|12.5/00123|12345678901234567890|TRUE/来源|-42|1899-01-01");
  EXPECT_EQ(table.kinds[2][1], CellKind::date);
  EXPECT_EQ(table.kinds[2][2], CellKind::number);
  EXPECT_EQ(table.kinds[3][0], CellKind::text);
  EXPECT_EQ(table.kinds[3][1], CellKind::text);
  ASSERT_EQ(table.info.sheets.size(), 3U);
  EXPECT_EQ(table.info.sheets[0].name, "概览_Overview");
  EXPECT_EQ(table.info.sheets[1].name, "概览_Overview (2)");
  EXPECT_EQ(table.preview.rows[0].text[2], "规格");
}

TEST(XlsxWriter, TheSameCallsGiveTheSameBytes) {
  const TemporaryFolder folder;
  write_sample(folder.file("a.xlsx"));
  write_sample(folder.file("b.xlsx"));
  EXPECT_EQ(folder.bytes("a.xlsx"), folder.bytes("b.xlsx"));
}

TEST(XlsxWriter, LeavesNothingBehindWithoutCommit) {
  const TemporaryFolder folder;
  {
    XlsxWriter writer(folder.file("x.xlsx"), {});
    writer.add_sheet("a").text({0, 0}, "x");
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(XlsxWriter, LongTextsAreCutAndCounted) {
  const TemporaryFolder folder;
  XlsxWriter writer(folder.file("x.xlsx"), {});
  XlsxSheet& sheet = writer.add_sheet("a");
  sheet.text({0, 0}, repeat("长", 32'767));
  EXPECT_EQ(writer.texts_cut(), 0U);
  sheet.text({0, 1}, repeat("长", 32'768));
  EXPECT_EQ(writer.texts_cut(), 1U);
  sheet.text({0, 2}, "bad \xFF byte");
  writer.commit();
  const ReadTable table = read_table_file(folder.file("x.xlsx"), {});
  EXPECT_EQ(table.rows[0][0], repeat("长", 32'767));
  EXPECT_EQ(table.rows[0][1], repeat("长", 32'766) + "…");
  EXPECT_EQ(table.rows[0][2], "bad \uFFFD byte");
}

TEST(XlsxWriter, EqualStylesShareOneId) {
  const TemporaryFolder folder;
  XlsxWriter writer(folder.file("x.xlsx"), {});
  Style style;
  style.bold = true;
  EXPECT_EQ(writer.add_style(style).index, writer.add_style(style).index);
  EXPECT_EQ(writer.add_style({}).index, 0U);
}

}  // namespace
}  // namespace chuhai::table
