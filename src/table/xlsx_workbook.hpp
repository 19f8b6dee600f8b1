#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cell_render.hpp"
#include "xml/reader.hpp"
#include "zip_archive.hpp"

namespace chuhai::table {

struct SheetPart {
  std::string name;
  bool is_visible = true;
  std::string part;  ///< empty for a sheet without cells (a chart)
};

/// The strings that cells refer to by number, end to end.
class SharedTexts {
 public:
  std::size_t count() const { return ends_.size(); }
  std::string_view at(std::size_t index) const {
    const std::uint64_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(bytes_).substr(begin, ends_[index] - begin);
  }
  std::string& bytes() { return bytes_; }
  void end_text() { ends_.push_back(bytes_.size()); }

 private:
  std::string bytes_;
  std::vector<std::uint64_t> ends_;
};

/// Everything of a workbook but its cells.
struct Workbook {
  std::vector<SheetPart> sheets;
  std::vector<FormatClass> style_formats;  ///< by style index
  SharedTexts shared;
  bool is_1904 = false;
};

/// Reads the workbook's list of sheets, styles and shared strings. Names of elements are compared without
/// their namespace: the transitional and the strict form of the standard differ only there.
/// Source: ECMA-376 Part 1, 18.2 (workbook), 18.4 (shared strings), 18.8 (styles).
base::Result<Workbook> read_workbook(ZipArchive& archive, const std::string& source,
                                     const ReadOptions& options);

/// A reader of the part that `archive` has open. The archive must outlive it.
xml::Reader read_open_part(ZipArchive& archive, const std::string& source, std::string_view part,
                           std::uint64_t* bytes_done = nullptr);

/// After the start of an element that holds rich text: appends its plain text, without the phonetic
/// readings, and goes to the element's end.
base::Result<void> append_rich_text(xml::Reader& reader, std::string& out);

/// Appends `text` with every _xHHHH_ replaced by the character it stands for.
void append_unescaped(std::string& out, std::string_view text);

}  // namespace chuhai::table
