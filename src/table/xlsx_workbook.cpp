#include "xlsx_workbook.hpp"

#include <charconv>
#include <map>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "refusal.hpp"

namespace chuhai::table {
namespace {

struct Relation {
  std::string type;  ///< the last word of its type
  std::string part;
};
using Relations = std::map<std::string, Relation, std::less<>>;

std::string_view folder_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : part.substr(0, slash);
}

std::string_view last_word(std::string_view uri) {
  const std::size_t slash = uri.rfind('/');
  return slash == std::string_view::npos ? uri : uri.substr(slash + 1);
}

std::uint32_t number_or_zero(std::optional<std::string_view> text) {
  std::uint32_t value = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

bool is_true(std::optional<std::string_view> text) { return text && (*text == "1" || *text == "true"); }

/// Calls `on_start` for every start tag of a part; it may itself read on to that element's end.
template <class OnStart>
base::Result<void> for_each_element(ZipArchive& archive, const std::string& source, std::string_view part,
                                    OnStart on_start) {
  auto selected = archive.select(part);
  if (!selected) return selected.error();
  xml::Reader reader = read_open_part(archive, source, part);
  for (;;) {
    auto event = reader.next();
    if (!event) return event.error();
    if (*event == xml::Event::finish) return {};
    if (*event != xml::Event::start) continue;
    base::Result<void> handled = on_start(reader);
    if (!handled) return handled.error();
  }
}

base::Result<Relations> read_relations(ZipArchive& archive, const std::string& source,
                                       std::string_view owner) {
  const std::string folder(folder_of(owner));
  const std::string part = normalize_part_name(folder + "/_rels/" + std::string(last_word(owner)) + ".rels");
  Relations relations;
  if (!archive.has(part)) return relations;
  auto read = for_each_element(archive, source, part, [&](xml::Reader& reader) -> base::Result<void> {
    if (reader.name() != "Relationship") return {};
    const auto id = reader.attribute("Id");
    const auto target = reader.attribute("Target");
    if (!id || !target) return {};
    const bool is_absolute = target->starts_with('/');
    relations[std::string(*id)] = {
        std::string(last_word(reader.attribute("Type").value_or(""))),
        normalize_part_name(is_absolute ? std::string(*target) : folder + "/" + std::string(*target))};
    return {};
  });
  if (!read) return read.error();
  return relations;
}

std::string part_of_type(const Relations& relations, std::string_view type, std::string_view otherwise) {
  for (const auto& [id, relation] : relations) {
    if (relation.type == type) return relation.part;
  }
  return std::string(otherwise);
}

base::Result<void> read_sheets(ZipArchive& archive, const std::string& source, const std::string& part,
                               const Relations& relations, Workbook& workbook) {
  return for_each_element(archive, source, part, [&](xml::Reader& reader) -> base::Result<void> {
    if (reader.name() == "workbookPr") workbook.is_1904 = is_true(reader.attribute("date1904"));
    if (reader.name() != "sheet") return {};
    SheetPart sheet;
    sheet.name = reader.attribute("name").value_or("");
    sheet.is_visible = reader.attribute("state").value_or("visible") == "visible";
    for (const xml::Attribute& attribute : reader.attributes()) {
      if (attribute.name != "id" || attribute.namespace_uri.empty()) continue;
      const auto relation = relations.find(attribute.value);
      if (relation != relations.end() && relation->second.type == "worksheet") {
        sheet.part = relation->second.part;
      }
    }
    workbook.sheets.push_back(std::move(sheet));
    return {};
  });
}

base::Result<void> read_styles(ZipArchive& archive, const std::string& source, const std::string& part,
                               Workbook& workbook) {
  std::map<std::uint32_t, FormatClass> custom;
  bool is_in_cell_formats = false;
  return for_each_element(archive, source, part, [&](xml::Reader& reader) -> base::Result<void> {
    const std::string_view name = reader.name();
    if (name == "numFmt") {
      custom[number_or_zero(reader.attribute("numFmtId"))] =
          class_of_format_code(reader.attribute("formatCode").value_or(""));
    } else if (name == "cellXfs" || name == "cellStyleXfs" || name == "cellStyles" || name == "dxfs") {
      is_in_cell_formats = name == "cellXfs";
    } else if (name == "xf" && is_in_cell_formats) {
      const std::uint32_t number = number_or_zero(reader.attribute("numFmtId"));
      const auto found = custom.find(number);
      workbook.style_formats.push_back(found != custom.end() ? found->second
                                                             : class_of_builtin_format(number));
    }
    return {};
  });
}

base::Result<void> read_shared_texts(ZipArchive& archive, const std::string& source, const std::string& part,
                                     std::uint64_t bytes_max, Workbook& workbook) {
  constexpr std::size_t kCountMax = std::size_t{1} << 26;
  return for_each_element(archive, source, part, [&](xml::Reader& reader) -> base::Result<void> {
    if (reader.name() != "si") return {};
    auto appended = append_rich_text(reader, workbook.shared.bytes());
    if (!appended) return appended.error();
    workbook.shared.end_text();
    if (workbook.shared.bytes().size() <= bytes_max && workbook.shared.count() <= kCountMax) return {};
    return refusal(base::ErrorKind::limit, "xlsx_shared_text_too_large",
                   {"the workbook's texts exceed " + in_mebibytes(bytes_max) +
                        ": save only the table, as CSV or a new .xlsx",
                    "工作簿中的文字超过 " + in_mebibytes(bytes_max) + "：请只把表格另存为 CSV 或新的 .xlsx"},
                   source);
  });
}

}  // namespace

xml::Reader read_open_part(ZipArchive& archive, const std::string& source, std::string_view part,
                           std::uint64_t* bytes_done) {
  const auto read = [&archive, bytes_done](std::span<char> out) -> base::Result<std::size_t> {
    auto got = archive.read(out.data(), out.size());
    if (got && bytes_done != nullptr) *bytes_done += *got;
    return got;
  };
  return xml::Reader(read, source + " (" + std::string(part) + ")");
}

base::Result<void> append_rich_text(xml::Reader& reader, std::string& out) {
  const std::uint32_t depth = reader.depth();
  bool is_in_text = false;
  for (;;) {
    auto event = reader.next();
    if (!event) return event.error();
    if (*event == xml::Event::end) {
      if (reader.depth() == depth) return {};
      is_in_text = false;
    } else if (*event == xml::Event::text) {
      if (is_in_text) append_unescaped(out, reader.text());
    } else if (*event == xml::Event::start && reader.name() == "rPh") {
      auto skipped = reader.skip_element();
      if (!skipped) return skipped.error();
    } else {
      is_in_text = *event == xml::Event::start && reader.name() == "t";
    }
  }
}

void append_unescaped(std::string& out, std::string_view text) {
  constexpr std::size_t kEscapeLength = 7;  // _x000D_
  std::size_t from = 0;
  for (;;) {
    const std::size_t at = text.find("_x", from);
    if (at == std::string_view::npos || at + kEscapeLength > text.size()) break;
    unsigned code = 0;
    const char* const digits = text.data() + at + 2;
    const auto [end, failure] = std::from_chars(digits, digits + 4, code, 16);
    if (failure != std::errc() || end != digits + 4 || text[at + 6] != '_') {
      out.append(text.substr(from, at + 2 - from));
      from = at + 2;
      continue;
    }
    out.append(text.substr(from, at - from));
    base::append_utf8(out, static_cast<char32_t>(code));
    from = at + kEscapeLength;
  }
  out.append(text.substr(from));
}

base::Result<Workbook> read_workbook(ZipArchive& archive, const std::string& source,
                                     const ReadOptions& options) {
  auto roots = read_relations(archive, source, "");
  if (!roots) return roots.error();
  const std::string part = part_of_type(*roots, "officeDocument", "xl/workbook.xml");
  auto relations = read_relations(archive, source, part);
  if (!relations) return relations.error();
  Workbook workbook;
  auto sheets = read_sheets(archive, source, part, *relations, workbook);
  if (!sheets) return sheets.error();
  const std::string styles = part_of_type(*relations, "styles", "");
  if (archive.has(styles)) {
    auto read = read_styles(archive, source, styles, workbook);
    if (!read) return read.error();
  }
  const std::string shared = part_of_type(*relations, "sharedStrings", "");
  if (!shared.empty()) {
    auto read = read_shared_texts(archive, source, shared, options.shared_text_bytes_max, workbook);
    if (!read) return read.error();
  }
  return workbook;
}

}  // namespace chuhai::table
