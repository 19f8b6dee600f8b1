#include "screening/mapping.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace chuhai::screening {

namespace {

/// A heading taken apart: "整机质量(t)" -> key "整机质量", unit "t".
struct Heading {
  std::string key;
  std::string unit;
};

std::string compact(std::string_view text) {
  std::string key;
  for (const char c : base::to_lower_ascii(text)) {
    if (c != ' ' && c != '_' && c != '-' && c != '\n' && c != '\r' && c != '*' && c != ':' && c != '.')
      key.push_back(c);
  }
  return key;
}

Heading take_apart(std::string_view written) {
  std::string text = base::to_half_width(base::trim(written));
  Heading heading;
  for (const auto& [open, close] : {std::pair{'(', ')'}, {'[', ']'}}) {
    const std::size_t begin = text.find(open);
    const std::size_t end = begin == std::string::npos ? begin : text.find(close, begin);
    if (end == std::string::npos) continue;
    heading.unit = std::string(base::trim(std::string_view(text).substr(begin + 1, end - begin - 1)));
    text.erase(begin, end - begin + 1);
  }
  if (const std::size_t slash = text.rfind('/');
      heading.unit.empty() && slash != std::string::npos && slash > 0) {
    const std::string after = text.substr(slash + 1);
    for (const std::string_view unit :
         {"t", "kg", "kw", "hp", "h", "km", "m", "吨", "公斤", "马力", "千瓦", "小时", "万元", "元"}) {
      if (base::to_lower_ascii(base::trim(after)) != unit) continue;
      heading.unit = unit;
      text.erase(slash);
      break;
    }
  }
  heading.key = compact(text);
  return heading;
}

/// All headings people use, by compact key.
class HeadingIndex {
 public:
  explicit HeadingIndex(const rulebook::Vocabulary& vocabulary) {
    for (const rulebook::Field& field : vocabulary.fields()) {
      for (const std::string& heading : field.headings) add(heading, field.path);
      if (field.path.starts_with("machine.") && field.evidence != "derived") {
        add(field.label.zh, field.path);
        add(field.label.en, field.path);
        add(field.path, field.path);
      }
    }
    for (const std::string_view heading :
         {"上次小时数", "上次工时", "保养记录小时", "previous hours", "last service hours"}) {
      add(heading, std::string(kPreviousHours));
    }
    for (const std::string_view heading : {"读表日期", "抄表日期", "observed on", "reading date"}) {
      add(heading, std::string(kObservedOn));
    }
  }

  std::optional<std::string> find(const std::string& key) const {
    const auto found = fields_.find(key);
    if (found != fields_.end()) return found->second;
    return find_inside(key);
  }

 private:
  void add(std::string_view heading, const std::string& path) {
    if (!heading.empty()) fields_.try_emplace(compact(base::to_half_width(heading)), path);
  }

  /// The longest known heading contained in the key, when it is long enough to mean something.
  std::optional<std::string> find_inside(const std::string& key) const {
    constexpr std::size_t kShortestBytes = 6;  // two Chinese characters or six letters
    const std::pair<const std::string, std::string>* best = nullptr;
    for (const auto& entry : fields_) {
      if (entry.first.size() < kShortestBytes || key.find(entry.first) == std::string::npos) continue;
      if (best == nullptr || entry.first.size() > best->first.size()) best = &entry;
    }
    if (best == nullptr) return std::nullopt;
    return best->second;
  }

  std::map<std::string, std::string> fields_;
};

std::size_t recognised(const table::PreviewRow& row, const HeadingIndex& index, const MappingFile& file) {
  std::set<std::string> fields;
  for (const std::string& cell : row.text) {
    if (cell.empty() || cell.size() > 80) continue;
    const auto listed = std::any_of(file.columns.begin(), file.columns.end(),
                                    [&](const auto& column) { return column.heading == base::trim(cell); });
    if (listed) {
      fields.insert(cell);
    } else if (!file.complete) {
      if (auto field = index.find(take_apart(cell).key)) fields.insert(*field);
    }
  }
  return fields.size();
}

std::optional<std::size_t> find_heading_row(const table::Preview& preview, const HeadingIndex& index,
                                            const MappingFile& file) {
  constexpr std::size_t kRowsLookedAt = 30;
  std::size_t best_row = 0, best = 0;
  for (std::size_t row = 0; row < std::min(preview.rows.size(), kRowsLookedAt); ++row) {
    const std::size_t score = recognised(preview.rows[row], index, file);
    // The later row of a two-row heading repeats merged texts, so ties go to it when it follows directly.
    if (score > best || (score == best && best > 0 && row == best_row + 1)) {
      best = score;
      best_row = row;
    }
  }
  const bool only_one_wanted = file.columns.size() == 1;
  if (best < (only_one_wanted ? 1u : 2u)) return std::nullopt;
  return best_row;
}

base::Error no_headings(const std::string& source) {
  return {base::ErrorKind::invalid,
          "no_headings",
          {"no heading row found in the first 30 rows; name the columns (for example: model, machine type, "
           "year, hours, "
           "weight) or give a mapping file with --mapping",
           "前30行没有找到表头;请写明列名(如:型号、机种、年份、工时、重量),或用 --mapping 指定映射文件"},
          {source, 1, 0, {}}};
}

}  // namespace

base::Result<Mapping> match_columns(const table::Preview& preview, const rulebook::Vocabulary& vocabulary,
                                    const MappingFile& file, const std::string& source) {
  const HeadingIndex index(vocabulary);
  const auto heading_row = find_heading_row(preview, index, file);
  if (!heading_row) return no_headings(source);

  Mapping mapping;
  mapping.heading_row = *heading_row;
  mapping.date_order = file.date_order;
  mapping.headings = preview.rows[*heading_row].text;
  std::set<std::string> taken;
  std::set<std::size_t> used;
  for (const MappingFile::Column& listed : file.columns) {
    const auto at =
        std::find_if(mapping.headings.begin(), mapping.headings.end(),
                     [&](const std::string& heading) { return base::trim(heading) == listed.heading; });
    if (at == mapping.headings.end()) {
      return base::Error{
          base::ErrorKind::not_found,
          "mapping_column",
          {"the mapping file names a column '" + listed.heading + "' that the sheet does not have",
           "映射文件中的列 '" + listed.heading + "' 在表中不存在"},
          {source, static_cast<std::uint32_t>(*heading_row + 1), 0, listed.heading}};
    }
    ColumnUse use = listed.use;
    use.heading = listed.heading;
    use.column = static_cast<std::size_t>(at - mapping.headings.begin());
    taken.insert(use.field);
    used.insert(use.column);
    mapping.columns.push_back(std::move(use));
  }
  for (std::size_t column = 0; column < mapping.headings.size(); ++column) {
    if (used.contains(column)) continue;
    const Heading heading = take_apart(mapping.headings[column]);
    const auto field = file.complete || heading.key.empty() ? std::nullopt : index.find(heading.key);
    if (!field || !taken.insert(*field).second) {
      mapping.unused_columns.push_back(column);
      continue;
    }
    ColumnUse use;
    use.column = column;
    use.heading = mapping.headings[column];
    use.field = *field;
    use.unit = heading.unit;
    mapping.columns.push_back(std::move(use));
  }
  return mapping;
}

}  // namespace chuhai::screening
