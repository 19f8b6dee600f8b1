#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "table/csv_writer.hpp"
#include "table/reader.hpp"
#include "test/table_helper.hpp"

namespace chuhai::table {
namespace {

/// One quirk: what the file holds, and what must come out. Rows are written "a|b" and joined with "/".
struct CsvCase {
  const char* what;
  std::string bytes;
  std::string expected;
  std::string expected_problems = {};
};

const std::vector<CsvCase>& csv_cases() {
  static const std::vector<CsvCase> kCases = {
      {"plain", "a,b\n1,2\n", "a|b/1|2"},
      {"no line end at the end", "a,b\n1,2", "a|b/1|2"},
      {"CRLF", "a,b\r\n1,2\r\n", "a|b/1|2"},
      {"CR alone", "a,b\r1,2\r", "a|b/1|2"},
      {"semicolon", "a;b;c\n1,5;2;3\n", "a|b|c/1,5|2|3"},
      {"tab", "a\tb\n1,000\t2\n", "a|b/1,000|2"},
      {"bar", "a|b\n1,1|2\n", "a|b/1,1|2"},
      {"sep line", "sep=;\r\na,b;c\r\n1,2;3\r\n", "a,b|c/1,2|3"},
      {"one column", "name\nx\ny\n", "name/x/y"},
      {"quoted separator", "a,b\n\"1,5\",2\n", "a|b/1,5|2"},
      {"quoted line end", "a,b\n\"1\n5\",2\nx,y\n", "a|b/1\n5|2/x|y"},
      {"quoted CRLF is kept", "a,b\r\n\"1\r\n5\",2\r\n", "a|b/1\r\n5|2"},
      {"doubled quote", "a,b\n\"9' 6\"\"\",2\n", "a|b/9' 6\"|2"},
      {"only a doubled quote", "a,b\n\"\"\"\",\"\"\n", "a|b/\"|"},
      {"quote inside a plain cell", "a,b\n12\" pad,2\n", "a|b/12\" pad|2"},
      {"text behind a closing quote", "a,b\n\"x\"y\"z,2\n", "a|b/xy\"z|2"},
      {"space before a quote is text", "a,b\n1, \"x\"\n", "a|b/1| \"x\""},
      {"UTF-8 mark",
       "\xEF\xBB\xBF"
       "a,b\n1,2\n",
       "a|b/1|2"},
      {"UTF-8 mark before a quote", "\xEF\xBB\xBF\"a\",b\n1,2\n", "a|b/1|2"},
      {"Chinese", "品牌,年份\n山河智能,2018\n", "品牌|年份/山河智能|2018"},
      {"short row", "a,b,c\n1,2\n", "a|b|c/1|2|", "2:2 row_too_short"},
      {"long row", "a,b\n1,2,3\n", "a|b/1|2", "2:2 row_too_long"},
      {"long row of empty cells", "a,b\n1,2,,,\n", "a|b/1|2"},
      {"blank row", "a,b\n\n1,2\n", "a|b/|/1|2"},
      {"blank CRLF row", "a,b\r\n\r\n1,2\r\n", "a|b/|/1|2"},
      {"trailing CR in quotes only", "a,b\n1,\"x\r\"\n", "a|b/1|x\r"},
  };
  return kCases;
}

TEST(CsvReader, ReadsWhatPeopleWrite) {
  for (const CsvCase& one : csv_cases()) {
    const ReadTable table = read_table(one.bytes, {});
    EXPECT_EQ(table.error, "") << one.what;
    EXPECT_EQ(table.joined(), one.expected) << one.what;
    EXPECT_EQ(table.joined_problems(), one.expected_problems) << one.what;
  }
}

TEST(CsvReader, GivesTheSameForEveryChunkSize) {
  for (const CsvCase& one : csv_cases()) {
    auto whole = Reader::open_bytes("t.csv", one.bytes, {});
    ASSERT_TRUE(whole) << one.what;
    for (const std::size_t chunk_bytes : {6U, 7U, 16U, 64U}) {
      ReadOptions options;
      options.chunk_bytes = chunk_bytes;
      options.separator = (*whole)->info().separator;
      if (one.what == std::string("CR alone")) continue;  // seen only with a whole row in sight
      const ReadTable table = read_table(one.bytes, options);
      EXPECT_EQ(table.joined(), one.expected) << one.what << " at " << chunk_bytes;
    }
  }
}

TEST(CsvReader, RecognisesUtf16WithAndWithoutMark) {
  const std::u16string text = u"品牌,年份\r\n山河智能,2018\r\n徐工,2019\r\n";
  for (const bool is_big : {false, true}) {
    for (const bool has_mark : {false, true}) {
      const ReadTable table = read_table(as_utf16(text, is_big, has_mark), {});
      EXPECT_EQ(table.joined(), "品牌|年份/山河智能|2018/徐工|2019") << table.error << is_big << has_mark;
      EXPECT_EQ(table.info.encoding, is_big ? Encoding::utf16_be : Encoding::utf16_le);
    }
  }
}

TEST(CsvReader, RecognisesGb18030ByTheFirstCharactersBeyondAscii) {
  const std::string row = as_gb18030("山河智能,旋挖钻机,2018\n");
  const ReadTable early = read_table("a,b,c\n" + row, {});
  EXPECT_EQ(early.joined(), "a|b|c/山河智能|旋挖钻机|2018");
  EXPECT_EQ(early.info.encoding, Encoding::gb18030);
  std::string late = "a,b,c\n";
  for (int i = 0; i < 400'000; ++i) late += "some,ascii,cells\n";
  const ReadTable table = read_table(late + row, {});
  ASSERT_EQ(table.rows.size(), 400'002U) << table.error;
  EXPECT_EQ(table.rows.back()[0], "山河智能");
}

TEST(CsvReader, Gb18030CharactersMayLieAcrossChunks) {
  ReadOptions options;
  options.chunk_bytes = 7;
  options.separator = ',';
  const ReadTable table = read_table(as_gb18030("品牌,型号𠮷\n山河智能,旋挖\n徐工集团,挖掘\n"), options);
  EXPECT_EQ(table.joined(), "品牌|型号𠮷/山河智能|旋挖/徐工集团|挖掘") << table.error;
}

TEST(CsvReader, RefusesWithCodeAndRow) {
  struct Refusal {
    std::string bytes;
    std::string code;
    std::uint32_t row;
  };
  const std::string damaged = "品牌,年份很长的标题用来判断编码\n山河\xFF智能,2018\n";
  const std::vector<Refusal> refusals = {
      {"", "file_is_empty", 0},
      {"\xEF\xBB\xBF", "file_is_empty", 0},
      {"\r\n\r\n", "file_is_empty", 0},
      {"a,b\n1,2\n\"x,3\n4,5\n", "csv_unclosed_quote", 3},
      {std::string("a,b\n1,\0\n", 8) + std::string(4000, 'x'), "csv_nul_byte", 2},
      {damaged, "csv_bad_encoding", 2},
      {"a,\xFF\xFF\n", "csv_bad_encoding", 1},
      {"%PDF-1.7\n...", "pdf", 0},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "old_or_protected_workbook", 0},
      {"<html><table><tr><td>1</td></tr></table></html>", "web_page", 0},
      {"PK\x03\x04 nothing behind it", "xlsx_damaged", 0},
  };
  for (const Refusal& one : refusals) {
    const ReadTable table = read_table(one.bytes, {});
    EXPECT_EQ(table.error, one.code) << one.bytes.substr(0, 40);
    EXPECT_EQ(table.error_row, one.row) << one.code;
  }
}

TEST(CsvReader, ALongCellIsReadAndATooLongOneIsAProblem) {
  const std::string hundred_thousand(100'000, 'x');
  const ReadTable table = read_table("a,b\n1," + hundred_thousand + "\n2,\"" + hundred_thousand + "\"\n", {});
  ASSERT_EQ(table.rows.size(), 3U) << table.error;
  EXPECT_EQ(table.rows[1][1], hundred_thousand);
  EXPECT_EQ(table.rows[2][1], hundred_thousand);
  const ReadTable beyond = read_table("a,b\n1," + std::string(1'000'001, 'x') + "\n", {});
  EXPECT_EQ(beyond.joined_problems(), "2:1 cell_too_long");
  const ReadTable wide = read_table("a,b\n1," + repeat("挖", 1'000'000) + "\n", {});
  EXPECT_EQ(wide.joined_problems(), "") << "the limit counts characters, not bytes";
}

TEST(CsvReader, ARowBeyondTheLimitIsRefused) {
  ReadOptions options;
  options.row_bytes_max = 10'000;
  options.chunk_bytes = 1'000;
  options.separator = ',';
  EXPECT_EQ(read_table("a,b\n1," + std::string(20'000, 'x') + "\n", options).error, "csv_row_too_long");
  EXPECT_EQ(read_table("a,b\n1,\"" + std::string(20'000, '\n') + "\n", options).error, "csv_unclosed_quote");
}

TEST(CsvReader, WideTablesOfNothingAreRefusedNotStored) {
  EXPECT_EQ(read_table(repeat(",", 20'000) + "\n1\n", {}).error, "csv_too_many_columns");
  EXPECT_EQ(read_table("a" + repeat(",", 16'000) + "\n" + repeat("1\n", 100'000), {}).error,
            "csv_too_many_cells");
}

TEST(CsvReader, SkippedRowsSetTheWidthAndKeepTheRowNumbers) {
  auto reader = Reader::open_bytes("t.csv", "设备清单\n\na,b,c\n1,2,3\n4,5\n", {});
  ASSERT_TRUE(reader);
  EXPECT_EQ((*reader)->preview().rows.size(), 5U);
  ASSERT_TRUE((*reader)->skip_rows(3));
  EXPECT_EQ((*reader)->info().columns, 3U);
  Chunk chunk;
  RowBlock block;
  ASSERT_TRUE((*reader)->next_chunk(chunk).value_or(false));
  ASSERT_TRUE((*reader)->parse_chunk(chunk, block));
  EXPECT_EQ(block.first_row, 4U);
  ASSERT_EQ(block.rows, 2U);
  EXPECT_EQ(block.columns[2].text[0], "3");
  ASSERT_EQ(block.problems.size(), 1U);
  EXPECT_EQ(block.problems[0].row, 5U);
  EXPECT_EQ(to_error(block.problems[0], "t.csv").code, "row_too_short");
  auto again = Reader::open_bytes("t.csv", "a,b\n1,2\n", {});
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->skip_rows(3).error().code, "not_enough_rows");
}

TEST(CsvReader, SkippingAllRowsLeavesNone) {
  auto reader = Reader::open_bytes("t.csv", "a,b\n", {});
  ASSERT_TRUE(reader);
  ASSERT_TRUE((*reader)->skip_rows(1));
  Chunk chunk;
  EXPECT_FALSE((*reader)->next_chunk(chunk).value_or(true));
  EXPECT_FALSE((*reader)->next_chunk(chunk).value_or(true));
}

TEST(CsvReader, ChunksAreParsedByOtherThreadsWhileReadingGoesOn) {
  std::string bytes = "a,b\n";
  for (int i = 0; i < 20'000; ++i) bytes += std::to_string(i) + ",\"x\"\"y\"\n";
  ReadOptions options;
  options.chunk_bytes = 10'000;
  auto reader = Reader::open_bytes("t.csv", bytes, options);
  ASSERT_TRUE(reader);
  std::vector<std::future<std::size_t>> parsed;
  std::vector<std::unique_ptr<Chunk>> chunks;
  for (;;) {
    chunks.push_back(std::make_unique<Chunk>());
    if (!(*reader)->next_chunk(*chunks.back()).value_or(false)) break;
    parsed.push_back(std::async(std::launch::async, [&reader, chunk = chunks.back().get()] {
      RowBlock block;
      const bool is_parsed = (*reader)->parse_chunk(*chunk, block).has_value();
      return is_parsed && block.columns[1].text.back() == "x\"y" ? block.rows : std::size_t{0};
    }));
  }
  std::size_t rows = 0;
  for (auto& one : parsed) rows += one.get();
  EXPECT_EQ(rows, 20'001U);
}

TEST(CsvReader, ABlankRowIsMarked) {
  auto reader = Reader::open_bytes("t.csv", "a,b\n,\n1,2\n", {});
  ASSERT_TRUE(reader);
  Chunk chunk;
  RowBlock block;
  ASSERT_TRUE((*reader)->next_chunk(chunk).value_or(false));
  ASSERT_TRUE((*reader)->parse_chunk(chunk, block));
  EXPECT_EQ(block.blank, (std::vector<std::uint8_t>{0, 1, 0}));
}

TEST(CsvReader, MissingFilesAndFoldersAreRefused) {
  EXPECT_EQ(Reader::open("/no/such/file.csv", {}).error().code, "file_missing");
  EXPECT_EQ(Reader::open("/", {}).error().code, "not_a_file");
}

TEST(CsvWriter, GuardsFormulasOnlyWhenAsked) {
  const auto cell = [](std::string_view value, bool is_guarded) {
    CsvWriteOptions options;
    options.guard_formulas = is_guarded;
    std::string out;
    format_csv_cell(out, value, options);
    return out;
  };
  EXPECT_EQ(cell("=1+1", true), "\"'=1+1\"");
  EXPECT_EQ(cell("@SUM(A1)", true), "\"'@SUM(A1)\"");
  EXPECT_EQ(cell("-5", true), "-5");
  EXPECT_EQ(cell("+8.5", true), "+8.5");
  EXPECT_EQ(cell("-cmd", true), "\"'-cmd\"");
  EXPECT_EQ(cell("=1+1", false), "=1+1");
  EXPECT_EQ(cell("a\"b", true), "\"a\"\"b\"");
}

TEST(CsvWriter, LeavesNothingBehindWithoutCommit) {
  const TemporaryFolder folder;
  {
    CsvWriter writer(folder.file("x.csv"), {});
    writer.text("a");
    writer.end_row();
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(CsvWriter, WritesAMarkAndNumbers) {
  const TemporaryFolder folder;
  CsvWriteOptions options;
  options.byte_order_mark = true;
  options.line_end = LineEnd::crlf;
  CsvWriter writer(folder.file("x.csv"), options);
  writer.text("价格");
  writer.number(std::int64_t{-5});
  writer.empty();
  writer.end_row();
  writer.commit();
  EXPECT_EQ(folder.bytes("x.csv"), "\xEF\xBB\xBF价格,-5,\r\n");
}

}  // namespace
}  // namespace chuhai::table
