// fuzz: modules base table
// Any bytes read as a workbook: refused or read, never a crash, in bounded memory. The first byte says
// whether the rest is a whole package or one part inside a good one, so that the parts are reached at once.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "table/reader.hpp"

namespace {

std::uint32_t checksum(std::string_view bytes) {
  std::uint32_t rest = 0xFFFFFFFFU;
  for (const char byte : bytes) {
    rest ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) rest = (rest >> 1) ^ ((rest & 1) != 0 ? 0xEDB88320U : 0);
  }
  return ~rest;
}

/// A ZIP package with stored (not compressed) parts.
class StoredPackage {
 public:
  void add(std::string_view name, std::string_view bytes) {
    const std::size_t offset = package_.size();
    const std::string sizes = little(checksum(bytes), 4) + little(bytes.size(), 4) + little(bytes.size(), 4) +
                              little(name.size(), 2) + little(0, 2);
    const std::string common = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + sizes;
    package_ += "PK\x03\x04" + common;
    package_.append(name).append(bytes);
    directory_ += "PK\x01\x02" + little(20, 2) + common + little(0, 2) + little(0, 4) + little(0, 4) +
                  little(offset, 4);
    directory_.append(name);
    ++parts_;
  }
  std::string finish() const {
    return package_ + directory_ + "PK\x05\x06" + little(0, 4) + little(parts_, 2) + little(parts_, 2) +
           little(directory_.size(), 4) + little(package_.size(), 4) + little(0, 2);
  }

 private:
  static std::string little(std::size_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
    return out;
  }

  std::string package_;
  std::string directory_;
  std::size_t parts_ = 0;
};

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
  return "<Relationship Id='" + std::string(id) + "' Type='t/" + std::string(type) + "' Target='" +
         std::string(target) + "'/>";
}

/// A good workbook in which part number `which` is replaced by `bytes`.
std::string workbook_with(std::size_t which, std::string_view bytes) {
  const std::string relations = "<Relationships>" + relation("r1", "worksheet", "s.xml") +
                                relation("r2", "sharedStrings", "t.xml") + relation("r3", "styles", "f.xml") +
                                "</Relationships>";
  const std::array<std::pair<std::string_view, std::string_view>, 5> parts = {{
      {"xl/s.xml",
       "<w><sheetData><row><c t='s'><v>0</v></c><c s='1'><v>40000.5</v></c></row></sheetData></w>"},
      {"xl/t.xml", "<sst><si><t>a</t></si></sst>"},
      {"xl/f.xml", "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='22'/></cellXfs></styleSheet>"},
      {"xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='One' r:id='r1'/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", relations},
  }};
  StoredPackage package;
  for (std::size_t i = 0; i < parts.size(); ++i)
    package.add(parts[i].first, i == which ? bytes : parts[i].second);
  return package.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kParts = 5;
  if (size == 0) return 0;
  chuhai::table::ReadOptions options;
  options.unpacked_bytes_max = std::uint64_t{16} << 20;
  options.shared_text_bytes_max = std::uint64_t{1} << 20;
  options.chunk_rows = 100;
  const std::string whole(reinterpret_cast<const char*>(data), size);
  const std::size_t which = data[0];
  const bool is_package = whole.starts_with("PK") || which >= kParts;
  auto reader = chuhai::table::Reader::open_bytes(
      "fuzz", is_package ? whole : workbook_with(which, std::string_view(whole).substr(1)), options);
  if (!reader) return 0;
  chuhai::table::Chunk chunk;
  chuhai::table::RowBlock block;
  for (;;) {
    auto more = (*reader)->next_chunk(chunk);
    if (!more || !*more) break;
    if (!(*reader)->parse_chunk(chunk, block)) break;
    CHUHAI_ASSERT(block.rows == chunk.rows());
    for (const auto& column : block.columns) CHUHAI_ASSERT(column.text.size() == block.rows);
  }
  return 0;
}
