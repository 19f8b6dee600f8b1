#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "table/reader.hpp"
#include "test/table_helper.hpp"

namespace chuhai::table {
namespace {

std::string sheet_of_rows(const std::string& rows) { return "<sheetData>" + rows + "</sheetData>"; }

/// Cell formats 0 to 9 of the tests.
const std::string kStyles =
    "<numFmts count=\"4\">"
    "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd;@\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"[Red]0.00&quot;day&quot;\"/>"
    "<numFmt numFmtId=\"167\" formatCode=\"[h]:mm\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/>"
    "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/><xf numFmtId=\"10\"/>"
    "<xf numFmtId=\"20\"/><xf numFmtId=\"57\"/></cellXfs>";

struct CellCase {
  const char* what;
  std::string cell;  ///< the XML of the cell B1
  std::string text;
  CellKind kind;
};

TEST(XlsxReader, ReadsEveryKindOfCell) {
  const std::vector<CellCase> cases = {
      {"whole number", "<c r='B1'><v>12</v></c>", "12", CellKind::number},
      {"decimal", "<c r='B1'><v>12.5</v></c>", "12.5", CellKind::number},
      {"binary fraction", "<c r='B1'><v>0.30000000000000004</v></c>", "0.3", CellKind::number},
      {"17 digits of 12.3", "<c r='B1'><v>12.300000000000001</v></c>", "12.3", CellKind::number},
      {"exponent", "<c r='B1'><v>1E3</v></c>", "1000", CellKind::number},
      {"small exponent", "<c r='B1'><v>-1.5E-5</v></c>", "-0.000015", CellKind::number},
      {"long integer", "<c r='B1'><v>12345678901234567</v></c>", "12345678901234567", CellKind::number},
      {"minus zero", "<c r='B1'><v>-0</v></c>", "0", CellKind::number},
      {"percent", "<c r='B1' s='7'><v>0.125</v></c>", "0.125", CellKind::number},
      {"quoted letters are no date", "<c r='B1' s='5'><v>43831</v></c>", "43831", CellKind::number},
      {"built-in date", "<c r='B1' s='1'><v>43831</v></c>", "2020-01-01", CellKind::date},
      {"custom date", "<c r='B1' s='3'><v>44531</v></c>", "2021-12-01", CellKind::date},
      {"Chinese month", "<c r='B1' s='4'><v>44531</v></c>", "2021-12-01", CellKind::date},
      {"East Asian built-in date", "<c r='B1' s='9'><v>44531</v></c>", "2021-12-01", CellKind::date},
      {"date with time", "<c r='B1' s='2'><v>43831.354166666664</v></c>", "2020-01-01 08:30:00",
       CellKind::date},
      {"date without its time", "<c r='B1' s='1'><v>43831.75</v></c>", "2020-01-01", CellKind::date},
      {"time", "<c r='B1' s='8'><v>0.5</v></c>", "12:00:00", CellKind::date},
      {"before the gap", "<c r='B1' s='1'><v>59</v></c>", "1900-02-28", CellKind::date},
      {"the gap", "<c r='B1' s='1'><v>60</v></c>", "1900-02-29", CellKind::date},
      {"after the gap", "<c r='B1' s='1'><v>61</v></c>", "1900-03-01", CellKind::date},
      {"last date", "<c r='B1' s='1'><v>2958465</v></c>", "9999-12-31", CellKind::date},
      {"no date any more", "<c r='B1' s='1'><v>2958466</v></c>", "2958466", CellKind::number},
      {"elapsed", "<c r='B1' s='6'><v>51.4375</v></c>", "1234:30:00", CellKind::text},
      {"ISO date", "<c r='B1' t='d'><v>2020-01-01</v></c>", "2020-01-01", CellKind::date},
      {"boolean", "<c r='B1' t='b'><v>1</v></c>", "TRUE", CellKind::boolean},
      {"error", "<c r='B1' t='e'><v>#N/A</v></c>", "#N/A", CellKind::error},
      {"shared", "<c r='B1' t='s'><v>0</v></c>", "品牌", CellKind::text},
      {"shared rich text", "<c r='B1' t='s'><v>1</v></c>", "SWDM220-3 ", CellKind::text},
      {"shared with a reading", "<c r='B1' t='s'><v>2</v></c>", "東京", CellKind::text},
      {"escaped character", "<c r='B1' t='s'><v>3</v></c>", "a\rb_x000D_c_xZZZZ_", CellKind::text},
      {"inline", "<c r='B1' t='inlineStr'><is><t>a &amp; b</t></is></c>", "a & b", CellKind::text},
      {"formula text", "<c r='B1' t='str'><f>A1</f><v>x</v></c>", "x", CellKind::text},
      {"formula number", "<c r='B1'><f>1+1</f><v>2</v></c>", "2", CellKind::number},
      {"formula empty text", "<c r='B1' t='str'><f>A1</f><v></v></c>", "", CellKind::empty},
      {"formula without value", "<c r='B1'><f>1+1</f></c>", "", CellKind::formula_without_value},
      {"formula with an empty value", "<c r='B1'><f>1+1</f><v/></c>", "", CellKind::formula_without_value},
      {"only a style", "<c r='B1' s='1'/>", "", CellKind::empty},
      {"number that is none", "<c r='B1'><v>abc</v></c>", "abc", CellKind::text},
  };
  const std::string shared =
      "<si><t>品牌</t></si><si><r><t>SWDM</t></r><r><rPr/><t xml:space='preserve'>220-3 </t></r></si>"
      "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>"
      "<si><t>a_x000D_b_x005F_x000D_c_xZZZZ_</t></si>";
  for (const CellCase& one : cases) {
    const std::string rows = "<row r='1'><c r='A1'><v>1</v></c>" + one.cell + "<c r='C1'><v>3</v></c></row>";
    const ReadTable table = read_table(make_workbook({sheet_of_rows(rows), shared, kStyles}), {});
    ASSERT_EQ(table.rows.size(), 1U) << one.what << table.error;
    ASSERT_EQ(table.rows[0].size(), 3U) << one.what;
    EXPECT_EQ(table.rows[0][1], one.text) << one.what;
    EXPECT_EQ(table.kinds[0][1], one.kind) << one.what;
  }
}

TEST(XlsxReader, The1904SystemStartsFourYearsLater) {
  WorkbookParts parts{
      sheet_of_rows("<row r='1'><c r='A1' s='1'><v>42369</v></c><c r='B1' s='1'><v>0</v></c></row>"), "",
      kStyles, true};
  EXPECT_EQ(read_table(make_workbook(parts), {}).joined(), "2020-01-01|1904-01-01");
}

TEST(XlsxReader, ProblemsNameRowAndColumn) {
  const std::string rows =
      "<row r='1'><c r='A1' t='inlineStr'><is><t>h</t></is></c></row>"
      "<row r='3'><c r='A3' t='e'><v>#REF!</v></c></row><row r='4'><c r='A4'><f>1</f></c></row>";
  const ReadTable table = read_table(make_workbook({sheet_of_rows(rows)}), {});
  EXPECT_EQ(table.joined(), "h//#REF!/");
  EXPECT_EQ(table.joined_problems(), "3:0 error_value; 4:0 formula_without_value");
}

TEST(XlsxReader, MissingRowsKeepTheNumbering) {
  std::string rows = "<row r='2'><c r='A2'><v>2</v></c></row><row r='9'><c r='A9'><v>9</v></c></row>";
  rows += "<row r='1048576'><c r='A1048576' s='1'/></row>";
  ReadOptions options;
  options.chunk_rows = 3;
  const ReadTable table = read_table(make_workbook({sheet_of_rows(rows)}), options);
  EXPECT_EQ(table.joined(), "/2///////9");
}

TEST(XlsxReader, RowsAndCellsMayComeWithoutNames) {
  const std::string rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>4</v></c></row>";
  EXPECT_EQ(read_table(make_workbook({sheet_of_rows(rows)}), {}).joined(), "1|2/|4");
}

TEST(XlsxReader, MergedHeadingsAreRepeatedInThePreview) {
  const std::string rows =
      "<row r='1'><c r='A1' t='inlineStr'><is><t>规格</t></is></c>"
      "<c r='C1' t='inlineStr'><is><t>品牌</t></is></c></row>"
      "<row r='2'><c r='A2' t='inlineStr'><is><t>吨位</t></is></c>"
      "<c r='B2' t='inlineStr'><is><t>功率</t></is></c></row>";
  const std::string inside = sheet_of_rows(rows) +
                             "<mergeCells count='3'><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"C1:C2\"/>"
                             "<mergeCell ref=\"A70:B70\"/></mergeCells>";
  const ReadTable table = read_table(make_workbook({inside}), {});
  ASSERT_EQ(table.preview.rows.size(), 2U) << table.error;
  EXPECT_EQ(table.preview.rows[0].text, (std::vector<std::string>{"规格", "规格", "品牌"}));
  EXPECT_EQ(table.preview.rows[1].text, (std::vector<std::string>{"吨位", "功率", "品牌"}));
  EXPECT_EQ(table.preview.merged, (std::vector<MergedRange>{{1, 1, 0, 1}, {1, 2, 2, 2}}));
  EXPECT_EQ(table.joined(), "规格||品牌/吨位|功率|");
}

TEST(XlsxReader, SkippedRowsKeepTheNumbers) {
  std::string rows;
  for (int row = 1; row <= 5; ++row) {
    rows += "<row r='" + std::to_string(row) + "'><c><v>" + std::to_string(row) + "</v></c></row>";
  }
  auto reader = Reader::open_bytes("t", make_workbook({sheet_of_rows(rows)}), {});
  ASSERT_TRUE(reader);
  ASSERT_TRUE((*reader)->skip_rows(2));
  Chunk chunk;
  RowBlock block;
  ASSERT_TRUE((*reader)->next_chunk(chunk).value_or(false));
  ASSERT_TRUE((*reader)->parse_chunk(chunk, block));
  EXPECT_EQ(block.first_row, 3U);
  ASSERT_EQ(block.rows, 3U);
  EXPECT_EQ(block.columns[0].text[0], "3");
  EXPECT_FALSE((*reader)->next_chunk(chunk).value_or(true));
}

TEST(XlsxReader, RefusesWithCodeAndRow) {
  struct Refusal {
    const char* what;
    std::string inside;
    std::string code;
    std::uint32_t row = 0;
  };
  const std::vector<Refusal> refusals = {
      {"nothing", sheet_of_rows(""), "file_is_empty"},
      {"only styles", sheet_of_rows("<row r='1'><c r='A1' s='1'/></row>"), "file_is_empty"},
      {"shared string out of range", sheet_of_rows("<row r='7'><c r='A7' t='s'><v>5</v></c></row>"),
       "xlsx_bad_cell", 7},
      {"shared string negative", sheet_of_rows("<row r='7'><c r='A7' t='s'><v>-1</v></c></row>"),
       "xlsx_bad_cell", 7},
      {"rows out of order", sheet_of_rows("<row r='7'><c><v>1</v></c></row><row r='7'/>"), "xlsx_bad_cell",
       8},
      {"row beyond the sheet", sheet_of_rows("<row r='1048577'/>"), "xlsx_bad_cell", 1},
      {"column beyond the sheet", sheet_of_rows("<row r='1'><c r='XFE1'><v>1</v></c></row>"), "xlsx_bad_cell",
       1},
      {"cell of another row", sheet_of_rows("<row r='1'><c r='A2'><v>1</v></c></row>"), "xlsx_bad_cell", 1},
  };
  for (const Refusal& one : refusals) {
    const ReadTable table = read_table(make_workbook({one.inside}), {});
    EXPECT_EQ(table.error, one.code) << one.what;
    EXPECT_EQ(table.error_row, one.row) << one.what;
  }
}

TEST(XlsxReader, BrokenPackagesAreRefused) {
  const std::string good = make_workbook({sheet_of_rows("<row><c><v>1</v></c></row>")});
  EXPECT_EQ(read_table(good, {}).joined(), "1");
  EXPECT_EQ(read_table(good.substr(0, good.size() / 2), {}).error, "xlsx_damaged");
  EXPECT_EQ(read_table(make_zip({{"[Content_Types].xml", "<Types/>"}}), {}).error, "xlsx_part_missing");
  EXPECT_EQ(read_table(make_zip({{"a.txt", "x"}}), {}).error, "unknown_archive");
  EXPECT_EQ(read_table(make_zip({{"mimetype", "x"}, {"content.xml", "<x/>"}}), {}).error, "open_document");
  EXPECT_EQ(read_table(make_zip({{"Index/Document.iwa", "x"}}), {}).error, "numbers_workbook");
  EXPECT_EQ(read_table(make_zip({{"xl/workbook.bin", "x"}}), {}).error, "binary_workbook");
  std::string with_bad_checksum = good;
  with_bad_checksum[good.size() / 2] = static_cast<char>(with_bad_checksum[good.size() / 2] ^ 0x10);
  EXPECT_NE(read_table(with_bad_checksum, {}).error + read_table(with_bad_checksum, {}).joined(), "");
}

TEST(XlsxReader, EntitiesAreRefused) {
  const std::string bomb =
      "<?xml version='1.0'?><!DOCTYPE sst [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"
      "<workbook><sheets><sheet name='&b;'/></sheets></workbook>";
  const ReadTable table =
      read_table(make_zip({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", bomb}}), {});
  EXPECT_EQ(table.error, "xml_doctype");
}

TEST(XlsxReader, ZipBombsAreRefusedBeforeUnpacking) {
  const std::string zeros(std::size_t{60} << 20, '0');
  const std::string bomb = make_zip({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", zeros}});
  EXPECT_LT(bomb.size(), std::size_t{1} << 20);
  EXPECT_EQ(read_table(bomb, {}).error, "xlsx_unpacked_too_large");
  ReadOptions options;
  options.unpacked_bytes_max = 1000;
  EXPECT_EQ(read_table(make_workbook({sheet_of_rows(std::string(2000, ' '))}), options).error,
            "xlsx_unpacked_too_large");
  options = {};
  options.parts_max = 3;
  EXPECT_EQ(read_table(make_workbook({sheet_of_rows("")}), options).error, "xlsx_too_many_parts");
  options = {};
  options.shared_text_bytes_max = 10;
  EXPECT_EQ(read_table(make_workbook({sheet_of_rows(""), "<si><t>01234567890</t></si>"}), options).error,
            "xlsx_shared_text_too_large");
}

TEST(XlsxReader, TheSheetCanBeNamed) {
  ReadOptions options;
  options.sheet = "one";
  const std::string bytes = make_workbook({sheet_of_rows("<row><c><v>1</v></c></row>")});
  EXPECT_EQ(read_table(bytes, options).info.sheet, "One");
  options.sheet = "Two";
  EXPECT_EQ(read_table(bytes, options).error, "sheet_missing");
}

TEST(XlsxReader, CellsBeyondTheWidthOfThePreviewAreAProblem) {
  std::string rows;
  for (int row = 1; row <= 60; ++row) rows += "<row><c><v>1</v></c></row>";
  rows += "<row><c/><c><v>1</v></c><c><v>2</v></c></row>";
  EXPECT_EQ(read_table(make_workbook({sheet_of_rows(rows)}), {}).joined_problems(), "61:1 row_too_long");
}

TEST(ColumnLetters, CountLikeSpreadsheets) {
  EXPECT_EQ(column_letters(0), "A");
  EXPECT_EQ(column_letters(25), "Z");
  EXPECT_EQ(column_letters(26), "AA");
  EXPECT_EQ(column_letters(701), "ZZ");
  EXPECT_EQ(column_letters(702), "AAA");
  EXPECT_EQ(column_letters(16383), "XFD");
}

}  // namespace
}  // namespace chuhai::table
