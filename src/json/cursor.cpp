#include "cursor.hpp"

namespace chuhai::json {

namespace {

bool is_between_tokens(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ':';
}

bool is_bracket(char c) { return c == '{' || c == '}' || c == '[' || c == ']'; }

}  // namespace

// Columns count code points, so continuation bytes do not.
void Cursor::step() {
  const char c = text_[at_++];
  if (c == '\n') {
    ++line_;
    column_ = 1;
  } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
    ++column_;
  }
}

std::string_view Cursor::take() {
  while (at_ < text_.size() && is_between_tokens(text_[at_])) step();
  position_ = {line_, column_};
  const std::size_t begin = at_;
  if (at_ == text_.size()) return {};
  const char first = text_[at_];
  step();
  if (first == '"') {
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') step();
      if (at_ < text_.size()) step();
    }
    if (at_ < text_.size()) step();
  } else if (!is_bracket(first)) {
    while (at_ < text_.size() && !is_between_tokens(text_[at_]) && !is_bracket(text_[at_])) step();
  }
  return text_.substr(begin, at_ - begin);
}

Position Cursor::position_at(std::size_t offset) const {
  Cursor copy = *this;
  while (copy.at_ < offset && copy.at_ < text_.size()) copy.step();
  return {copy.line_, copy.column_};
}

}  // namespace chuhai::json
