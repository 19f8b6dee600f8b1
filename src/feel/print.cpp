#include "print.hpp"

#include "base/text.hpp"
#include "temporal.hpp"

namespace chuhai::feel {

namespace {

/// Nesting deeper than this is not printed (and cannot be read back either).
constexpr int kPrintDepthMax = 200;

/// Writes values with a limit on the bytes, because shared lists may print exponentially large.
class Printer {
 public:
  Printer(std::size_t bytes_max, bool source) : bytes_max_(bytes_max), source_(source) {}

  bool write(const Value& value, int depth);
  std::string take() { return std::move(out_); }

 private:
  bool put(std::string_view text);
  bool write_quoted_call(std::string_view name, const std::string& text);
  bool write_list(const List& list, int depth);
  bool write_context(const Context& context, int depth);
  bool write_range(const Range& range, int depth);
  bool write_temporal(const Value& value);

  std::size_t bytes_max_;
  bool source_;  ///< source form: temporal values as calls
  std::string out_;
};

bool is_plain_key(std::string_view key) {
  if (key.empty() || (key[0] >= '0' && key[0] <= '9')) return false;
  for (const char c : key) {
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
    if (!letter) return false;
  }
  return true;
}

bool Printer::put(std::string_view text) {
  if (out_.size() + text.size() > bytes_max_) return false;
  out_ += text;
  return true;
}

bool Printer::write_quoted_call(std::string_view name, const std::string& text) {
  if (!source_) return put(text);
  return put(name) && put("(\"") && put(text) && put("\")");
}

bool Printer::write_list(const List& list, int depth) {
  if (!put("[")) return false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0 && !put(", ")) return false;
    if (!write(list[i], depth + 1)) return false;
  }
  return put("]");
}

bool Printer::write_context(const Context& context, int depth) {
  if (!put("{")) return false;
  bool first = true;
  for (const auto& [key, value] : context.entries()) {
    if (!first && !put(", ")) return false;
    first = false;
    if (!put(is_plain_key(key) ? key : quoted(key)) || !put(": ")) return false;
    if (!write(value, depth + 1)) return false;
  }
  return put("}");
}

bool Printer::write_range(const Range& range, int depth) {
  if (range.form != Range::Form::interval) {
    return put(range.form == Range::Form::equal_to ? "(= " : "(!= ") && write(range.low, depth + 1) &&
           put(")");
  }
  if (!range.low_bounded || !range.high_bounded) {
    const bool high = range.high_bounded;
    const std::string_view sign =
        high ? (range.high_included ? "(<=" : "(<") : (range.low_included ? "(>=" : "(>");
    return put(sign) && put(" ") && write(high ? range.high : range.low, depth + 1) && put(")");
  }
  return put(range.low_included ? "[" : "(") && write(range.low, depth + 1) && put("..") &&
         write(range.high, depth + 1) && put(range.high_included ? "]" : ")");
}

bool Printer::write_temporal(const Value& value) {
  switch (value.kind()) {
    case Kind::date:
      return write_quoted_call("date", calendar::to_string(value.date()));
    case Kind::time:
      return write_quoted_call("time", calendar::to_string(value.time()));
    case Kind::date_time:
      return write_quoted_call("date and time", calendar::to_string(value.date_time()));
    case Kind::days_duration:
      return write_quoted_call("duration", calendar::to_string(value.days_duration()));
    default:
      return write_quoted_call("duration", calendar::to_string(value.months_duration()));
  }
}

bool Printer::write(const Value& value, int depth) {
  if (depth > kPrintDepthMax) return false;
  switch (value.kind()) {
    case Kind::null:
      return put("null");
    case Kind::boolean:
      return put(value.boolean() ? "true" : "false");
    case Kind::number:
      return put(source_ ? value.number().to_string() : value.number().to_plain_string());
    case Kind::string:
      return put(quoted(value.string()));
    case Kind::range:
      return write_range(value.range(), depth);
    case Kind::list:
      return write_list(value.list(), depth);
    case Kind::context:
      return write_context(value.context(), depth);
    case Kind::function:
      return put("function");
    default:
      return write_temporal(value);
  }
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  return out + "\"";
}

std::optional<std::string> feel_text(const Value& value, std::size_t bytes_max) {
  Printer printer(bytes_max, true);
  if (!printer.write(value, 0)) return std::nullopt;
  return printer.take();
}

std::optional<std::string> plain_text(const Value& value, std::size_t bytes_max) {
  if (value.kind() == Kind::string) {
    if (value.string().size() > bytes_max) return std::nullopt;
    return value.string();
  }
  Printer printer(bytes_max, false);
  if (!printer.write(value, 0)) return std::nullopt;
  return printer.take();
}

std::string brief(const Value& value) {
  constexpr std::size_t kBytes = 60;
  Printer printer(kBytes, true);
  const bool whole = printer.write(value, 0);
  std::string text = printer.take();
  if (whole) return text;
  if (value.kind() == Kind::string) {
    std::size_t cut = std::min(kBytes, value.string().size());
    while (cut > 0 && cut < value.string().size() && (value.string()[cut] & 0xC0) == 0x80) --cut;
    text = quoted(value.string().substr(0, cut));
  }
  return text + "...";
}

std::string to_feel_text(const Value& value) {
  constexpr std::size_t kBytes = 16 << 20;
  auto text = feel_text(value, kBytes);
  return text ? *std::move(text) : brief(value);
}

}  // namespace chuhai::feel
