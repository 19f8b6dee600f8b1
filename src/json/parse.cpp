#include "json/parse.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "cursor.hpp"

namespace chuhai::json {

namespace {

using Code = boost::json::error_code;

constexpr std::uint32_t kDepthCeiling = 1000;

base::Error json_error(base::ErrorKind kind, std::string code, base::Text message) {
  return {kind, std::move(code), std::move(message), {}};
}

// Receives the parser's events and builds the tree. Every event takes exactly one token from the cursor.
// The names and shapes of the members are the library's handler contract.
class TreeHandler {
 public:
  // NOLINTBEGIN(readability-identifier-naming): the library looks for these names
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  // NOLINTEND(readability-identifier-naming)

  TreeHandler(std::string_view text, std::uint32_t depth_max) : cursor_(text), depth_max_(depth_max) {}

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code& code) { return open(Value(Object{}), code); }
  bool on_array_begin(Code& code) { return open(Value(Array{}), code); }
  bool on_array_end(std::size_t, Code&) { return close(); }
  bool on_object_end(std::size_t, Code& code) {
    if (!keys_are_unique()) return stop(code);
    return close();
  }

  bool on_key_part(boost::json::string_view part, std::size_t, Code&) {
    pending_.append(part.data(), part.size());
    return true;
  }
  bool on_key(boost::json::string_view part, std::size_t, Code&) {
    cursor_.take();
    pending_.append(part.data(), part.size());
    Frame& frame = frames_.back();
    frame.key = std::exchange(pending_, {});
    frame.key_positions.push_back(cursor_.position());
    return true;
  }
  bool on_string_part(boost::json::string_view part, std::size_t, Code&) {
    pending_.append(part.data(), part.size());
    return true;
  }
  bool on_string(boost::json::string_view part, std::size_t, Code&) {
    cursor_.take();
    pending_.append(part.data(), part.size());
    return place(Value(std::exchange(pending_, {})), cursor_.position());
  }

  bool on_number_part(boost::json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t, boost::json::string_view, Code& code) { return number(code); }
  bool on_uint64(std::uint64_t, boost::json::string_view, Code& code) { return number(code); }
  bool on_double(double, boost::json::string_view, Code& code) { return number(code); }
  bool on_bool(bool value, Code&) {
    cursor_.take();
    return place(Value(value), cursor_.position());
  }
  bool on_null(Code&) {
    cursor_.take();
    return place(Value(), cursor_.position());
  }
  bool on_comment_part(boost::json::string_view, Code&) { return true; }
  bool on_comment(boost::json::string_view, Code&) { return true; }

  const Cursor& cursor() const { return cursor_; }
  Position problem_position() const { return problem_position_; }
  std::optional<base::Error>& problem() { return problem_; }
  Value take_root() { return std::move(root_); }

 private:
  struct Frame {
    Value value;
    std::string key;
    std::vector<Position> key_positions;
  };

  bool stop(Code& code) {
    code = boost::json::make_error_code(boost::json::error::syntax);
    return false;
  }

  bool open(Value value, Code& code) {
    cursor_.take();
    if (frames_.size() >= depth_max_) {
      const std::string limit = std::to_string(depth_max_);
      problem_ = json_error(base::ErrorKind::limit, "json_too_deep",
                            {"arrays and objects are nested more than " + limit + " levels deep",
                             "数组和对象嵌套超过 " + limit + " 层"});
      problem_position_ = cursor_.position();
      return stop(code);
    }
    value.set_position(cursor_.position());
    frames_.push_back({std::move(value), {}, {}});
    return true;
  }

  bool close() {
    cursor_.take();
    Value value = std::move(frames_.back().value);
    frames_.pop_back();
    const Position position = value.position();
    return place(std::move(value), position);
  }

  bool place(Value value, Position position) {
    value.set_position(position);
    if (frames_.empty()) {
      root_ = std::move(value);
    } else if (Frame& frame = frames_.back(); frame.value.is_array()) {
      frame.value.add(std::move(value));
    } else {
      frame.value.append(std::move(frame.key), std::move(value));
    }
    return true;
  }

  bool number(Code& code) {
    const auto value = decimal::Decimal::parse(cursor_.take());
    if (!value) {
      problem_ = value.error();
      problem_position_ = cursor_.position();
      return stop(code);
    }
    return place(Value(*value), cursor_.position());
  }

  // Sorts the keys once at the end of the object, so that a hostile one cannot cost quadratic time.
  bool keys_are_unique() {
    const Frame& frame = frames_.back();
    const Object& members = frame.value.object();
    std::vector<std::uint32_t> order(members.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const int compared = members[a].first.compare(members[b].first);
      return compared != 0 ? compared < 0 : a < b;
    });
    const auto twice = std::adjacent_find(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return members[a].first == members[b].first;
    });
    if (twice == order.end()) return true;
    const std::string& key = members[*twice].first;
    problem_ = json_error(base::ErrorKind::invalid, "json_duplicate_key",
                          {"the key \"" + key + "\" occurs twice in one object; keep one of them",
                           "同一对象中键 \"" + key + "\" 出现两次，请保留一个"});
    problem_->where.field = key;
    problem_position_ = frame.key_positions[*std::next(twice)];
    return false;
  }

  Cursor cursor_;
  std::uint32_t depth_max_;
  std::vector<Frame> frames_;
  std::string pending_;
  Value root_;
  std::optional<base::Error> problem_;
  Position problem_position_;
};

base::Error placed(base::Error error, std::string_view source_name, Position position) {
  error.where.source = std::string(source_name);
  error.where.line = position.line;
  error.where.column = position.column;
  return error;
}

base::Error syntax_error(const Code& code, bool at_end) {
  if (at_end || code == boost::json::error::incomplete) {
    return json_error(base::ErrorKind::invalid, "json_syntax",
                      {"the JSON ends too early; the file may be cut off", "JSON 提前结束，文件可能不完整"});
  }
  const std::string said = code.message();
  return json_error(base::ErrorKind::invalid, "json_syntax",
                    {"not valid JSON: " + said, "不是有效的 JSON：" + said});
}

std::optional<base::Error> refuse_text(std::string_view text, std::uint64_t bytes_max) {
  if (text.size() > bytes_max) {
    const std::string limit = std::to_string(bytes_max);
    return json_error(base::ErrorKind::limit, "json_too_large",
                      {"the JSON is larger than " + limit + " bytes", "JSON 超过 " + limit + " 字节"});
  }
  if (!base::is_utf8(text)) {
    return json_error(
        base::ErrorKind::invalid, "not_utf8",
        {"the text is not UTF-8; save the file as UTF-8", "文字不是 UTF-8 编码，请另存为 UTF-8"});
  }
  return std::nullopt;
}

}  // namespace

base::Result<Value> parse(std::string_view text, std::string_view source_name, Limits limits) {
  if (auto refused = refuse_text(text, limits.bytes_max)) return placed(*refused, source_name, {});
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::uint32_t depth_max = std::min(limits.depth_max, kDepthCeiling);
  boost::json::parse_options options;
  options.max_depth = depth_max + 1;  // the handler refuses first, with the place
  boost::json::basic_parser<TreeHandler> parser(options, text, depth_max);
  Code code;
  const std::size_t consumed = parser.write_some(false, text.data(), text.size(), code);
  TreeHandler& handler = parser.handler();
  if (handler.problem()) return placed(*handler.problem(), source_name, handler.problem_position());
  if (code) {
    const Position position = handler.cursor().position_at(consumed);
    return placed(syntax_error(code, consumed == text.size()), source_name, position);
  }
  if (consumed < text.size()) {
    return placed(json_error(base::ErrorKind::invalid, "json_syntax",
                             {"something follows the end of the JSON value; remove it",
                              "JSON 值之后还有多余内容，请删除"}),
                  source_name, handler.cursor().position_at(consumed));
  }
  return handler.take_root();
}

}  // namespace chuhai::json
