#include "toml/read.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "decimal/decimal.hpp"
#include "key_depth.hpp"

namespace chuhai::toml {

namespace {

constexpr std::uint64_t kBytesMax = std::uint64_t{16} * 1024 * 1024;
constexpr int kDepthMax = 64;

json::Position position_of(const ::toml::source_position& from) { return {from.line, from.column}; }

base::Error toml_error(base::ErrorKind kind, std::string code, base::Text message) {
  return {kind, std::move(code), std::move(message), {}};
}

base::Error too_deep() {
  const std::string limit = std::to_string(kDepthMax);
  return toml_error(base::ErrorKind::limit, "toml_too_deep",
                    {"tables and arrays are nested more than " + limit + " levels deep",
                     "表和数组嵌套超过 " + limit + " 层"});
}

// Finds the text of a number by its line and column; the library keeps only the double.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text) : text_(text) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
      starts_.push_back(at + 1);
    }
  }

  /// The run of number characters at a place; columns count code points.
  std::string number_at(json::Position position) const {
    if (position.line == 0 || position.line > starts_.size()) return {};
    std::string_view rest = text_.substr(starts_[position.line - 1]);
    for (std::uint32_t column = 1; column < position.column && !rest.empty(); ++column) {
      rest.remove_prefix(1);
      while (!rest.empty() && (static_cast<unsigned char>(rest.front()) & 0xC0U) == 0x80U)
        rest.remove_prefix(1);
    }
    std::string number;
    for (const char c : rest) {
      if (c == '_' || (c == '+' && number.empty())) continue;
      const bool belongs = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
      if (!belongs) break;
      number += c;
    }
    return number;
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_{0};
};

// Copies the library's tree into ours.
class TreeCopier {
 public:
  TreeCopier(std::string_view text, std::string_view source_name) : lines_(text), source_name_(source_name) {}

  base::Result<json::Value> copy(const ::toml::node& node, int depth) {
    const json::Position position = position_of(node.source().begin);
    auto value = depth > kDepthMax ? base::Result<json::Value>(too_deep()) : copy_kind(node, depth);
    if (!value) {
      base::Error error = value.error();
      if (error.where.source.empty()) error.where = {source_name_, position.line, position.column, {}};
      return error;
    }
    value->set_position(position);
    return value;
  }

 private:
  struct Member {
    json::Position position;
    const ::toml::key* key;
    const ::toml::node* node;
  };

  base::Result<json::Value> copy_kind(const ::toml::node& node, int depth) {
    if (const auto* table = node.as_table()) return copy_table(*table, depth);
    if (const auto* array = node.as_array()) return copy_array(*array, depth);
    if (const auto* text = node.as_string()) return json::Value(text->get());
    if (const auto* whole = node.as_integer()) return json::Value(whole->get());
    if (const auto* boolean = node.as_boolean()) return json::Value(boolean->get());
    if (node.is_floating_point()) return copy_number(node);
    if (const auto* date = node.as_date()) return printed(date->get());
    if (const auto* time = node.as_time()) return printed(time->get());
    if (const auto* instant = node.as_date_time()) return printed(instant->get());
    CHUHAI_ASSERT(false);
  }

  template <class Temporal>
  static json::Value printed(const Temporal& temporal) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out << temporal;
    return json::Value(out.str());
  }

  // The library sorts by key; the source's order is restored from the keys' places.
  base::Result<json::Value> copy_table(const ::toml::table& table, int depth) {
    std::vector<Member> members;
    members.reserve(table.size());
    for (const auto& [key, node] : table) members.push_back({position_of(key.source().begin), &key, &node});
    std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
      return std::pair(a.position.line, a.position.column) < std::pair(b.position.line, b.position.column);
    });
    json::Value object{json::Object{}};
    for (const Member& member : members) {
      auto value = copy(*member.node, depth + 1);
      if (!value) return value.error();
      object.append(std::string(member.key->str()), *std::move(value));
    }
    return object;
  }

  base::Result<json::Value> copy_array(const ::toml::array& array, int depth) {
    json::Value out{json::Array{}};
    for (const ::toml::node& node : array) {
      auto value = copy(node, depth + 1);
      if (!value) return value.error();
      out.add(*std::move(value));
    }
    return out;
  }

  base::Result<json::Value> copy_number(const ::toml::node& node) const {
    const double rough = node.as_floating_point()->get();
    if (!(rough - rough == 0)) {
      return toml_error(base::ErrorKind::unsupported, "toml_number_not_finite",
                        {"inf and nan are not numbers here; write a finite number",
                         "此处不接受 inf 和 nan，请填写有限数值"});
    }
    const auto exact = decimal::Decimal::parse(lines_.number_at(position_of(node.source().begin)));
    if (!exact) return exact.error();
    // Guards against reading the wrong stretch of the text.
    CHUHAI_ASSERT(exact->to_double() == rough);
    return json::Value(*exact);
  }

  LineIndex lines_;
  std::string source_name_;
};

std::optional<base::Error> refuse_toml(std::string_view text) {
  if (text.size() > kBytesMax) {
    return toml_error(base::ErrorKind::limit, "toml_too_large",
                      {"the TOML is larger than 16 MiB; split it", "TOML 超过 16 MiB，请拆分"});
  }
  if (!base::is_utf8(text)) {
    return toml_error(
        base::ErrorKind::invalid, "not_utf8",
        {"the text is not UTF-8; save the file as UTF-8", "文字不是 UTF-8 编码，请另存为 UTF-8"});
  }
  return std::nullopt;
}

}  // namespace

base::Result<json::Value> parse(std::string_view text, std::string_view source_name) {
  if (auto refused = refuse_toml(text)) {
    refused->where.source = std::string(source_name);
    return *refused;
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const auto position = find_too_long_key(text, kDepthMax)) {
    base::Error error = too_deep();
    error.where = {std::string(source_name), position->line, position->column, {}};
    return error;
  }
  try {
    const ::toml::table table = ::toml::parse(text, source_name);
    return TreeCopier(text, source_name).copy(table, 0);
  } catch (const ::toml::parse_error& problem) {
    // The library reports refusals by throwing; here they become ours.
    const json::Position position = position_of(problem.source().begin);
    const std::string said(problem.description());
    base::Error error = toml_error(base::ErrorKind::invalid, "toml_syntax",
                                   {"not valid TOML: " + said, "不是有效的 TOML：" + said});
    error.where = {std::string(source_name), position.line, position.column, {}};
    return error;
  }
}

}  // namespace chuhai::toml
