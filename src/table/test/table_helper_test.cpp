#include "test/table_helper.hpp"

#include <gtest/gtest.h>
#include <iconv.h>
#include <minizip/zip.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace chuhai::table {

std::string ReadTable::joined() const {
  std::string out;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (row > 0) out += '/';
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      if (column > 0) out += '|';
      out += rows[row][column];
    }
  }
  return out;
}

std::string ReadTable::joined_problems() const {
  std::string out;
  for (const Problem& problem : problems) {
    if (!out.empty()) out += "; ";
    out +=
        std::to_string(problem.row) + ":" + std::to_string(problem.column) + " " + to_error(problem, "").code;
  }
  return out;
}

namespace {

ReadTable read_all_rows(base::Result<std::unique_ptr<Reader>> opened) {
  ReadTable table;
  const auto fail = [&table](const base::Error& error) {
    table.error = error.code;
    table.error_row = error.where.line;
    return table;
  };
  if (!opened) return fail(opened.error());
  Reader& reader = **opened;
  table.preview = reader.preview();
  Chunk chunk;
  RowBlock block;
  std::uint64_t next_row = 1;
  for (;;) {
    auto more = reader.next_chunk(chunk);
    if (!more) return fail(more.error());
    if (!*more) break;
    auto parsed = reader.parse_chunk(chunk, block);
    if (!parsed) return fail(parsed.error());
    EXPECT_TRUE(next_row == 1 || block.first_row == next_row);
    next_row = block.first_row + block.rows;
    for (std::size_t row = 0; row < block.rows; ++row) {
      std::vector<std::string>& cells = table.rows.emplace_back();
      std::vector<CellKind>& kinds = table.kinds.emplace_back();
      for (const CellColumn& column : block.columns) {
        cells.emplace_back(column.text[row]);
        kinds.push_back(column.kind[row]);
      }
    }
    table.problems.insert(table.problems.end(), block.problems.begin(), block.problems.end());
  }
  table.info = reader.info();
  return table;
}

std::string between(std::string_view tag, const std::string& inside) {
  return "<" + std::string(tag) +
         " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
         " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" +
         inside + "</" + std::string(tag) + ">";
}

std::string relationship(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id +
         "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type +
         "\" Target=\"" + target + "\"/>";
}

std::string relationships(const std::string& inside) {
  return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + inside +
         "</Relationships>";
}

}  // namespace

ReadTable read_table(const std::string& bytes, const ReadOptions& options) {
  return read_all_rows(Reader::open_bytes("t", bytes, options));
}

ReadTable read_table_file(const std::filesystem::path& path, const ReadOptions& options) {
  return read_all_rows(Reader::open(path, options));
}

std::string as_utf16(std::u16string_view text, bool is_big_endian, bool has_mark) {
  std::string out;
  const auto put = [&](char16_t unit) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    out += is_big_endian ? high : low;
    out += is_big_endian ? low : high;
  };
  if (has_mark) put(0xFEFF);
  for (const char16_t unit : text) put(unit);
  return out;
}

std::string as_gb18030(const std::string& utf8) {
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  std::string in = utf8;
  std::string out(utf8.size() * 4, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t left = in.size();
  std::size_t room = out.size();
  EXPECT_NE(iconv(converter, &from, &left, &to, &room), static_cast<std::size_t>(-1));
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TemporaryFolder::TemporaryFolder() {
  // Every commit syncs; a folder in memory keeps hundreds of them fast where the system has one.
  const std::filesystem::path memory = "/dev/shm";
  std::error_code ignored;
  const bool has_memory = std::filesystem::is_directory(memory, ignored);
  std::string name =
      ((has_memory ? memory : std::filesystem::temp_directory_path()) / "table-test-XXXXXX").string();
  EXPECT_NE(mkdtemp(name.data()), nullptr);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::bytes(std::string_view name) const {
  std::ifstream in(file(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string make_zip(const std::vector<std::pair<std::string, std::string>>& parts) {
  const TemporaryFolder folder;
  const std::string path = folder.file("x.zip").string();
  const zipFile zip = zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  for (const auto& [name, bytes] : parts) {
    EXPECT_EQ(zipOpenNewFileInZip64(zip, name.c_str(), nullptr, nullptr, 0, nullptr, 0, nullptr, 8, 9, 0), 0);
    EXPECT_EQ(zipWriteInFileInZip(zip, bytes.data(), static_cast<unsigned>(bytes.size())), 0);
    zipCloseFileInZip(zip);
  }
  zipClose(zip, nullptr);
  return folder.bytes("x.zip");
}

std::string make_workbook(const WorkbookParts& parts) {
  return make_zip({
      {"[Content_Types].xml",
       "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"},
      {"_rels/.rels", relationships(relationship("rId1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml",
       between("workbook", std::string("<workbookPr") + (parts.is_1904 ? " date1904=\"1\"" : "") +
                               "/><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets>")},
      {"xl/_rels/workbook.xml.rels",
       relationships(relationship("rId1", "worksheet", "worksheets/sheet1.xml") +
                     relationship("rId2", "sharedStrings", "sharedStrings.xml") +
                     relationship("rId3", "styles", "/xl/styles.xml"))},
      {"xl/sharedStrings.xml", between("sst", parts.shared_inside)},
      {"xl/styles.xml", between("styleSheet", parts.styles_inside)},
      {"xl/worksheets/sheet1.xml", between("worksheet", parts.sheet_inside)},
  });
}

}  // namespace chuhai::table
