#include "hostile_files.hpp"

#include <array>
#include <cstdint>

// Packages are written by hand here, byte by byte (PKWARE APPNOTE 6.3.10, RFC 1951), because no honest
// library writes what these tests need.

namespace chuhai::scenarios {

namespace {

struct Entry {
  std::string name;
  std::string packed;
  std::uint16_t method = 0;  ///< 0 stored, 8 deflate
  std::uint32_t crc = 0;
  std::uint32_t size = 0;  ///< unpacked
  std::uint32_t offset = 0;
};

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

std::uint32_t crc_step(std::uint32_t crc, unsigned char byte) {
  static const std::array<std::uint32_t, 256> kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? 0xEDB88320u ^ value >> 1 : value >> 1;
      table[i] = value;
    }
    return table;
  }();
  return kTable[(crc ^ byte) & 0xFF] ^ crc >> 8;
}

std::uint32_t crc_of(const std::string& bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) crc = crc_step(crc, static_cast<unsigned char>(c));
  return ~crc;
}

/// What the local header and the central directory say alike about an entry.
void put_facts(std::string& out, const Entry& entry) {
  put(out, 20, 2);  // version needed
  put(out, 0, 2);   // flags
  put(out, entry.method, 2);
  put(out, 0, 2);     // time
  put(out, 0x21, 2);  // date: 1980-01-01
  put(out, entry.crc, 4);
  put(out, static_cast<std::uint32_t>(entry.packed.size()), 4);
  put(out, entry.size, 4);
  put(out, static_cast<std::uint32_t>(entry.name.size()), 2);
  put(out, 0, 2);  // extra
}

std::string package(std::vector<Entry> entries) {
  std::string out;
  for (Entry& entry : entries) {
    entry.offset = static_cast<std::uint32_t>(out.size());
    put(out, 0x04034b50, 4);
    put_facts(out, entry);
    out += entry.name + entry.packed;
  }
  const auto directory = static_cast<std::uint32_t>(out.size());
  for (const Entry& entry : entries) {
    put(out, 0x02014b50, 4);
    put(out, 20, 2);  // version made by
    put_facts(out, entry);
    put(out, 0, 2);  // comment
    put(out, 0, 2);  // disk
    put(out, 0, 2);  // internal attributes
    put(out, 0, 4);  // external attributes
    put(out, entry.offset, 4);
    out += entry.name;
  }
  const auto bytes = static_cast<std::uint32_t>(out.size()) - directory;
  put(out, 0x06054b50, 4);
  put(out, 0, 4);  // disks
  put(out, static_cast<std::uint32_t>(entries.size()), 2);
  put(out, static_cast<std::uint32_t>(entries.size()), 2);
  put(out, bytes, 4);
  put(out, directory, 4);
  put(out, 0, 2);  // comment
  return out;
}

Entry stored(const Part& part) {
  return {part.first, part.second, 0, crc_of(part.second), static_cast<std::uint32_t>(part.second.size()), 0};
}

std::vector<Part> parts_around_the_sheet() {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
  const std::string relations = "http://schemas.openxmlformats.org/package/2006/relationships";
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  return {
      {"[Content_Types].xml",
       head +
           "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
           "<Default Extension=\"rels\" "
           "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
           "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" +
           types +
           "sheet.main+xml\"/>"
           "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" +
           types + "worksheet+xml\"/></Types>"},
      {"_rels/.rels", head + "<Relationships xmlns=\"" + relations + "\"><Relationship Id=\"rId1\" Type=\"" +
                          office + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
      {"xl/workbook.xml",
       head + "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" +
           office + "\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", head + "<Relationships xmlns=\"" + relations +
                                         "\"><Relationship Id=\"rId1\" Type=\"" + office +
                                         "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"}};
}

const std::string kSheetHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet "
    "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";

/// Bits from the lowest of each byte up, as deflate wants them.
class BitWriter {
 public:
  void bits(std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) bit((value >> i & 1) != 0);
  }
  /// A Huffman code: from its highest bit down.
  void code(std::uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) bit((value >> i & 1) != 0);
  }
  std::string take() { return std::move(bytes_); }

 private:
  void bit(bool value) {
    if (used_ % 8 == 0) bytes_.push_back(0);
    if (value) bytes_.back() = static_cast<char>(bytes_.back() | 1 << used_ % 8);
    ++used_;
  }
  std::string bytes_;
  std::size_t used_ = 0;
};

constexpr std::uint32_t kRun = 258;  ///< the longest copy deflate knows

/// A deflate block whose codes are: blank and "copy 258" one bit each, end of block two; one distance, one
/// bit. It starts after stored text and unpacks to 1 + 258 * runs blanks: more than a thousand to one.
void put_blanks(BitWriter& out, std::uint32_t runs) {
  out.bits(1, 1);   // last block
  out.bits(2, 2);   // dynamic codes
  out.bits(29, 5);  // 286 literal and length codes
  out.bits(0, 5);   // 1 distance code
  out.bits(14,
           4);  // 18 code length codes, in the order of RFC 1951: 16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1
  // Lengths of the code length codes: 18 (a long run of zeros) 1 bit; 1 and 2 two bits each.
  for (const std::uint32_t length : {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2})
    out.bits(length, 3);
  const auto zeros = [&out](std::uint32_t count) {
    out.code(0, 1);
    out.bits(count - 11, 7);
  };
  const auto one = [&out] { out.code(2, 2); };
  const auto two = [&out] { out.code(3, 2); };
  zeros(32);
  one();  // 32: blank
  zeros(138);
  zeros(85);
  two();  // 256: end of block
  zeros(28);
  two();  // 285: copy 258
  one();  // distance 1
  out.code(0, 1);
  for (std::uint32_t i = 0; i < runs; ++i) {
    out.code(3, 2);
    out.code(0, 1);
  }
  out.code(2, 2);
}

void put_stored(BitWriter& out, const std::string& text) {
  out.bits(0, 1);
  out.bits(0, 2);
  out.bits(0, 5);  // to the byte edge
  const auto size = static_cast<std::uint32_t>(text.size());
  out.bits(size, 16);
  out.bits(~size & 0xFFFF, 16);
  for (const char c : text) out.bits(static_cast<unsigned char>(c), 8);
}

}  // namespace

std::string stored_package(const std::vector<Part>& parts) {
  std::vector<Entry> entries;
  entries.reserve(parts.size());
  for (const Part& part : parts) entries.push_back(stored(part));
  return package(std::move(entries));
}

std::string workbook(const std::string& rows) {
  std::vector<Part> parts = parts_around_the_sheet();
  parts.emplace_back("xl/worksheets/sheet1.xml", kSheetHead + rows + "</sheetData></worksheet>");
  return stored_package(parts);
}

std::string zip_bomb(std::size_t megabytes) {
  const auto runs = static_cast<std::uint32_t>(megabytes * 1'000'000 / kRun);
  BitWriter out;
  put_stored(out, kSheetHead);
  put_blanks(out, runs);
  Entry sheet{"xl/worksheets/sheet1.xml", out.take(), 8, 0, 0, 0};
  sheet.size = static_cast<std::uint32_t>(kSheetHead.size()) + 1 + kRun * runs;
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : kSheetHead) crc = crc_step(crc, static_cast<unsigned char>(c));
  for (std::uint32_t i = 0; i < 1 + kRun * runs; ++i) crc = crc_step(crc, ' ');
  sheet.crc = ~crc;
  std::vector<Entry> entries;
  for (const Part& part : parts_around_the_sheet()) entries.push_back(stored(part));
  entries.push_back(std::move(sheet));
  return package(std::move(entries));
}

}  // namespace chuhai::scenarios
