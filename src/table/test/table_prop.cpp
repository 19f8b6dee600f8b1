// What is written reads back the same.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "table/csv_writer.hpp"
#include "table/xlsx_writer.hpp"
#include "test/table_helper.hpp"

namespace chuhai::table {
namespace {

using Table = std::vector<std::vector<std::string>>;

rc::Gen<std::string> any_cell(const std::string& awkward) {
  const auto character = rc::gen::oneOf(rc::gen::elementOf(awkward), rc::gen::inRange<char>('!', '~'));
  const auto ascii = rc::gen::container<std::string>(character);
  return rc::gen::oneOf(ascii, rc::gen::element<std::string>("山河智能", "旋挖钻机\n", "", "𠮷", "é", " x ",
                                                             "_x000D_", "_x00_", "\"\"", "007", "=1"));
}

rc::Gen<Table> any_table(const std::string& awkward) {
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, 6), [awkward](std::size_t columns) {
    const auto row = rc::gen::container<std::vector<std::string>>(columns, any_cell(awkward));
    return rc::gen::nonEmpty(rc::gen::container<Table>(row));
  });
}

/// A table without anything in it is refused as empty, which is not what is tested here.
void mark(Table& table) { table.front().front() = "heading"; }

TEST(CsvProperty, AnyTableReadsBackEqual) {
  const TemporaryFolder folder;
  EXPECT_TRUE(rc::check("csv", [&] {
    Table table = *any_table(std::string("\"\",,;\t|\n\r' "));
    mark(table);
    CsvWriteOptions options;
    options.byte_order_mark = *rc::gen::arbitrary<bool>();
    options.line_end = *rc::gen::element(LineEnd::lf, LineEnd::crlf);
    options.separator = *rc::gen::element(',', ';', '\t', '|');
    CsvWriter writer(folder.file("x.csv"), options);
    for (const auto& row : table) {
      for (const std::string& cell : row) writer.text(cell);
      writer.end_row();
    }
    writer.commit();
    ReadOptions read;
    read.separator = options.separator;
    read.chunk_bytes = *rc::gen::element<std::size_t>(16, 100, std::size_t{4} << 20);
    const ReadTable back = read_table_file(folder.file("x.csv"), read);
    RC_ASSERT(back.error == "");
    RC_ASSERT(back.rows == table);
    RC_ASSERT(back.problems.empty());
  }));
}

TEST(XlsxProperty, AnyTableReadsBackEqual) {
  const TemporaryFolder folder;
  EXPECT_TRUE(rc::check("xlsx", [&] {
    Table table = *any_table(std::string("\"<>&\n\r\t\x01\x1F' _x"));
    mark(table);
    XlsxWriteOptions options;
    options.constant_memory = *rc::gen::arbitrary<bool>();
    XlsxWriter writer(folder.file("x.xlsx"), options);
    XlsxSheet& sheet = writer.add_sheet("Table");
    for (std::uint32_t row = 0; row < table.size(); ++row) {
      for (std::uint32_t column = 0; column < table[row].size(); ++column) {
        sheet.text({row, column}, table[row][column]);
      }
    }
    writer.commit();
    const ReadTable back = read_table_file(folder.file("x.xlsx"), {});
    RC_ASSERT(back.error == "");
    for (std::size_t row = 0; row < table.size(); ++row) {
      for (std::size_t column = 0; column < table[row].size(); ++column) {
        const bool is_there = row < back.rows.size() && column < back.rows[row].size();
        RC_ASSERT((is_there ? back.rows[row][column] : "") == table[row][column]);
      }
    }
  }));
}

TEST(XlsxProperty, NumbersGivenAsTextKeepTheirValue) {
  const TemporaryFolder folder;
  EXPECT_TRUE(rc::check("numbers", [&] {
    const auto whole = *rc::gen::inRange<std::int64_t>(-999'999'999'999, 999'999'999'999);
    const auto places = *rc::gen::inRange<std::size_t>(0, 4);
    std::string number = std::to_string(whole);
    if (places > 0) number += "." + std::string(places - 1, '0') + "5";
    XlsxWriter writer(folder.file("x.xlsx"), {});
    writer.add_sheet("Table").number_or_text({0, 0}, number);
    writer.commit();
    const ReadTable back = read_table_file(folder.file("x.xlsx"), {});
    RC_ASSERT(back.joined() == number);
  }));
}

}  // namespace
}  // namespace chuhai::table
