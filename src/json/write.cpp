#include "json/write.hpp"

#include <utility>

#include "base/assert.hpp"
#include "base/text.hpp"

namespace chuhai::json {

namespace {

constexpr std::size_t kFlushBytes = std::size_t{64} * 1024;

void append_control(std::string& out, unsigned char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (c) {
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  out += "\\u00";
  out += kDigits[c >> 4U];
  out += kDigits[c & 0xFU];
}

void append_quoted(std::string& out, std::string_view text) {
  if (!base::is_utf8(text)) {
    append_quoted(out, base::encode_utf8(base::decode_utf8(text)));
    return;
  }
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      append_control(out, byte);
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  out += '"';
}

}  // namespace

Writer::Writer(Sink sink, Style style) : sink_(std::move(sink)), style_(style) {}

void Writer::new_line() {
  if (style_ == Style::compact) return;
  buffer_ += '\n';
  buffer_.append(2 * levels_.size(), ' ');
}

void Writer::before_value() {
  CHUHAI_ASSERT(!complete_);
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (level.is_object) {
    CHUHAI_ASSERT(level.has_key);
    level.has_key = false;
    return;
  }
  if (level.has_items) buffer_ += ',';
  level.has_items = true;
  new_line();
}

void Writer::after_value() {
  complete_ = levels_.empty();
  if (buffer_.size() < kFlushBytes) return;
  sink_(buffer_);
  buffer_.clear();
}

void Writer::key(std::string_view name) {
  CHUHAI_ASSERT(!levels_.empty() && levels_.back().is_object && !levels_.back().has_key);
  Level& level = levels_.back();
  if (level.has_items) buffer_ += ',';
  level.has_items = true;
  level.has_key = true;
  new_line();
  append_quoted(buffer_, name);
  buffer_ += style_ == Style::pretty ? ": " : ":";
}

void Writer::begin(char bracket, bool is_object) {
  before_value();
  buffer_ += bracket;
  levels_.push_back({is_object, false, false});
}

void Writer::end(char bracket, bool is_object) {
  CHUHAI_ASSERT(!levels_.empty() && levels_.back().is_object == is_object && !levels_.back().has_key);
  const bool has_items = levels_.back().has_items;
  levels_.pop_back();
  if (has_items) new_line();
  buffer_ += bracket;
  after_value();
}

void Writer::begin_object() { begin('{', true); }
void Writer::end_object() { end('}', true); }
void Writer::begin_array() { begin('[', false); }
void Writer::end_array() { end(']', false); }

void Writer::null() {
  before_value();
  buffer_ += "null";
  after_value();
}

void Writer::boolean(bool value) {
  before_value();
  buffer_ += value ? "true" : "false";
  after_value();
}

void Writer::number(const decimal::Decimal& value) {
  CHUHAI_ASSERT(value.is_finite());
  before_value();
  buffer_ += value.to_string();
  after_value();
}

void Writer::string(std::string_view value) {
  before_value();
  append_quoted(buffer_, value);
  after_value();
}

void Writer::value(const Value& value) {
  switch (value.kind()) {
    case Kind::null:
      null();
      return;
    case Kind::boolean:
      boolean(value.boolean());
      return;
    case Kind::number:
      number(value.number());
      return;
    case Kind::string:
      string(value.string());
      return;
    case Kind::array:
      begin_array();
      for (const Value& element : value.array()) this->value(element);
      end_array();
      return;
    case Kind::object:
      begin_object();
      for (const auto& [name, member] : value.object()) {
        key(name);
        this->value(member);
      }
      end_object();
      return;
  }
}

void Writer::member(std::string_view name, std::string_view text) {
  key(name);
  string(text);
}

void Writer::finish() {
  CHUHAI_ASSERT(complete_);
  if (style_ == Style::pretty) buffer_ += '\n';
  if (!buffer_.empty()) sink_(buffer_);
  buffer_.clear();
}

std::string write(const Value& value, Style style) {
  std::string out;
  Writer writer([&out](std::string_view bytes) { out += bytes; }, style);
  writer.value(value);
  writer.finish();
  return out;
}

}  // namespace chuhai::json
