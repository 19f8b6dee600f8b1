// Tells what a file is by its first bytes, whatever its name says, and opens the reader for it.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "csv_reader.hpp"
#include "refusal.hpp"
#include "table/reader.hpp"
#include "xlsx_reader.hpp"

namespace chuhai::table {
namespace {

base::Error unsupported_file(std::string_view code, base::Text message, const std::string& name) {
  return refusal(base::ErrorKind::unsupported, code, std::move(message), name);
}

/// A web page or XML under a spreadsheet's name: what many systems call "Excel".
bool is_markup(std::string_view start) {
  const std::size_t at = start.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (at == std::string_view::npos || start[at] != '<') return false;
  const std::string lower = base::to_lower_ascii(start.substr(at, 16));
  constexpr std::array<std::string_view, 6> kStarts = {"<!doctype", "<html", "<table",
                                                       "<?xml",     "<meta", "<head"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view s) { return lower.starts_with(s); });
}

/// The refusal for a kind of file that is known and not read; nothing for all others.
std::optional<base::Error> refuse_by_start(std::string_view start, const std::string& name) {
  if (start.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
    return unsupported_file("old_or_protected_workbook",
                            {"password-protected or an old .xls: remove the password and save as .xlsx",
                             "文件有密码保护或是旧版 .xls：请取消密码并另存为 .xlsx"},
                            name);
  }
  if (start.starts_with("%PDF-")) {
    return unsupported_file("pdf",
                            {"this is a PDF: get the table itself, as .xlsx or CSV",
                             "这是 PDF 文件：请提供 .xlsx 或 CSV 格式的表格"},
                            name);
  }
  constexpr std::array<std::string_view, 4> kArchives = {"\x1F\x8B", "Rar!", "7z\xBC\xAF\x27\x1C", "BZh"};
  if (std::any_of(kArchives.begin(), kArchives.end(),
                  [&](std::string_view s) { return start.starts_with(s); })) {
    return unsupported_file("unknown_archive",
                            {"this is a compressed archive: unpack it and name the spreadsheet inside",
                             "这是压缩包：请解压后选择其中的表格文件"},
                            name);
  }
  if (is_markup(start)) {
    return unsupported_file("web_page",
                            {"this is a web page or XML under a spreadsheet's name: open it in a spreadsheet "
                             "program and save it as .xlsx",
                             "这是网页或 XML 文件：请用电子表格软件打开并另存为 .xlsx"},
                            name);
  }
  return std::nullopt;
}

std::optional<base::Error> refuse_by_parts(const ZipArchive& archive, const std::string& name) {
  if (archive.has("xl/workbook.bin")) {
    return unsupported_file(
        "binary_workbook",
        {"this is a binary workbook (.xlsb): save it as .xlsx", "这是二进制工作簿（.xlsb）：请另存为 .xlsx"},
        name);
  }
  if (archive.has("index/document.iwa") || archive.has("index.zip") || archive.has("index.apxl")) {
    return unsupported_file("numbers_workbook",
                            {"this is a Numbers document: save a copy as Excel (.xlsx)",
                             "这是 Numbers 文档：请另存一份 Excel（.xlsx）"},
                            name);
  }
  if (archive.has("mimetype") && archive.has("content.xml")) {
    return unsupported_file("open_document",
                            {"this is an OpenDocument file (.ods): save it as .xlsx",
                             "这是 OpenDocument 文件（.ods）：请另存为 .xlsx"},
                            name);
  }
  if (!archive.has("[content_types].xml") && !archive.has("xl/workbook.xml")) {
    return unsupported_file(
        "unknown_archive",
        {"this is an archive without a workbook: unpack it and name the spreadsheet inside",
         "这是不含工作簿的压缩包：请解压后选择其中的表格文件"},
        name);
  }
  if (archive.has("word/document.xml") || archive.has("ppt/presentation.xml")) {
    return unsupported_file("unknown_archive",
                            {"this is a text document or presentation: get the table itself, as .xlsx or CSV",
                             "这是文档或演示文稿：请提供 .xlsx 或 CSV 格式的表格"},
                            name);
  }
  return std::nullopt;
}

base::Result<std::unique_ptr<Reader>> open_source(std::unique_ptr<ByteSource> source, std::string name,
                                                  const ReadOptions& options) {
  constexpr std::size_t kStartBytes = 64;
  std::string start(kStartBytes, '\0');
  start.resize(source->read(0, start.data(), start.size()));
  if (start.empty()) {
    return refusal(base::ErrorKind::invalid, "file_is_empty",
                   {"the file is empty: choose the file with the table", "文件是空的：请选择含有表格的文件"},
                   name);
  }
  if (auto refused = refuse_by_start(start, name)) return *refused;
  if (!start.starts_with("PK\x03\x04") && !start.starts_with("PK\x05\x06")) {
    return CsvReader::open(std::move(source), std::move(name), options);
  }
  auto archive = ZipArchive::open(std::move(source), name, options);
  if (!archive) return archive.error();
  if (auto refused = refuse_by_parts(**archive, name)) return *refused;
  return XlsxReader::open(std::move(*archive), std::move(name), options);
}

}  // namespace

base::Result<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& path,
                                                   const ReadOptions& options) {
  auto source = open_file_source(path);
  if (!source) return source.error();
  return open_source(std::move(*source), path.string(), options);
}

base::Result<std::unique_ptr<Reader>> Reader::open_bytes(std::string name, std::string bytes,
                                                         const ReadOptions& options) {
  return open_source(make_memory_source(std::move(bytes)), std::move(name), options);
}

}  // namespace chuhai::table
