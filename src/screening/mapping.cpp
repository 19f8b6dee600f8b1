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
    if (heading.unit.empty())
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
      if (field.type == column::Type::boolean) yes_no_.insert(field.path);
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
    auto field = find_exactly(key);
    return field ? field : find_inside(key);
  }

  std::optional<std::string> find_exactly(const std::string& key) const {
    const auto found = fields_.find(key);
    if (found == fields_.end()) return std::nullopt;
    return found->second;
  }

 private:
  void add(std::string_view heading, const std::string& path) {
    if (heading.empty()) return;
    fields_.try_emplace(compact(base::to_half_width(heading)), path);
    fields_.try_emplace(take_apart(heading).key,
                        path);  // as headings are looked up: "识别代码(PIN)" without the bracket
  }

  /// The longest known heading contained in the key, when it is long enough to mean something.
  std::optional<std::string> find_inside(const std::string& key) const {
    constexpr std::size_t kShortestBytes = 6;  // two Chinese characters or six letters
    const std::pair<const std::string, std::string>* best = nullptr;
    for (const auto& entry : fields_) {
      const std::size_t at = entry.first.size() < kShortestBytes ? std::string::npos : key.find(entry.first);
      if (at == std::string::npos) continue;
      if (yes_no_.contains(entry.second) &&
          !asks_the_same(key.substr(0, at), key.substr(at + entry.first.size())))
        continue;
      if (best == nullptr || entry.first.size() > best->first.size()) best = &entry;
    }
    if (best == nullptr) return std::nullopt;
    return best->second;
  }

  /// Whether the words around a yes-or-no heading leave its meaning alone: "是否抵押" does, "抵押已解除" does
  /// not.
  static bool asks_the_same(const std::string& before, const std::string& after) {
    constexpr std::array<std::string_view, 8> kBefore = {"",       "是否", "有无", "是否有",
                                                         "是否已", "is",   "has",  "目前"};
    constexpr std::array<std::string_view, 8> kAfter = {"",     "否", "情况", "状态",
                                                        "状况", "?",  "y/n",  "是/否"};
    return std::find(kBefore.begin(), kBefore.end(), before) != kBefore.end() &&
           std::find(kAfter.begin(), kAfter.end(), after) != kAfter.end();
  }

  std::map<std::string, std::string> fields_;
  std::set<std::string> yes_no_;
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

/// Columns the mapping file does not list: headings that are known word for word come first, so that
/// "原车型号" cannot take the place of "型号" beside it.
void guess_columns(const HeadingIndex& index, std::set<std::string>& taken, std::set<std::size_t>& used,
                   Mapping& mapping) {
  for (const bool exactly : {true, false}) {
    for (std::size_t column = 0; column < mapping.headings.size(); ++column) {
      if (used.contains(column)) continue;
      const Heading heading = take_apart(mapping.headings[column]);
      if (heading.key.empty()) continue;
      const auto field = exactly ? index.find_exactly(heading.key) : index.find(heading.key);
      if (!field || !taken.insert(*field).second) continue;
      ColumnUse use;
      use.column = column;
      use.heading = mapping.headings[column];
      use.field = *field;
      use.unit = heading.unit;
      mapping.columns.push_back(std::move(use));
      used.insert(column);
    }
  }
  std::stable_sort(mapping.columns.begin(), mapping.columns.end(),
                   [](const ColumnUse& a, const ColumnUse& b) { return a.column < b.column; });
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
  if (!file.complete) guess_columns(index, taken, used, mapping);
  for (std::size_t column = 0; column < mapping.headings.size(); ++column) {
    if (!used.contains(column)) mapping.unused_columns.push_back(column);
  }
  return mapping;
}

}  // namespace chuhai::screening
