#include "tck_values.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::dmn {
namespace {

using feel::Kind;
using feel::Value;

constexpr int kInexactDecimalsMin = 6;
/// An answer this long was rounded to the 34 digits there are.
constexpr std::size_t kInexactDigitsMin = 30;
/// An expected number this long was taken from binary arithmetic.
constexpr std::size_t kBinaryDigitsMin = 12;

bool is_nil(const XmlElement& element) {
  return element.attribute("nil", xml::kSchemaInstance).value_or("") == "true";
}

/// Lets FEEL's own constructor read the text: date("2026-01-01").
Value construct(const std::string& function, const std::string& text) {
  feel::Node call;
  call.kind = feel::NodeKind::call;
  auto name = std::make_shared<feel::Node>();
  name->kind = feel::NodeKind::name;
  name->text = function;
  auto argument = std::make_shared<feel::Node>();
  argument->value = Value(text);
  call.children = {std::move(name), std::move(argument)};
  return feel::evaluate(call, feel::Environment(), {});
}

Value read_simple(const XmlElement& element) {
  if (is_nil(element)) return Value();
  const std::string_view written = element.attribute("type", xml::kSchemaInstance).value_or("");
  const std::size_t colon = written.find(':');
  const std::string_view type = colon == std::string_view::npos ? written : written.substr(colon + 1);
  const std::string text = text_of(element);
  if (type == "decimal" || type == "double" || type == "integer" || type == "int" || type == "float" ||
      type == "long") {
    const auto number = decimal::Decimal::parse_rounded(text);
    return number ? Value(*number) : Value::null("not_a_number", text + " is not a number.");
  }
  if (type == "boolean") return Value(text == "true" || text == "1");
  if (type == "date") return construct("date", text);
  if (type == "time") return construct("time", text);
  if (type == "dateTime") return construct("date and time", text);
  if (type == "duration") return construct("duration", text);
  return Value(element.text());
}

/// Significant digits as written, leading zeros left out.
std::size_t significant_digits(const decimal::Decimal& value) {
  const std::string text = value.abs().to_string();
  std::size_t digits = 0;
  for (const char c : text) {
    if (c == 'e' || c == 'E') break;
    if (c >= '0' && c <= '9' && (digits > 0 || c != '0')) ++digits;
  }
  return digits;
}

/// Expected numbers that no decimal can hold exactly were written down from binary arithmetic, which gets
/// about 14 of their digits right; an answer that had to be rounded is compared with what they can be sure
/// of.
bool numbers_equal(const decimal::Decimal& expected, const decimal::Decimal& found) {
  if (expected == found) return true;
  if (significant_digits(found) < kInexactDigitsMin) return false;
  const int decimals = expected.decimals();
  if (decimals >= kInexactDecimalsMin && found.rounded(decimals, decimal::Rounding::half_up) == expected)
    return true;
  const decimal::Decimal allowed = expected.abs() * decimal::Decimal::scaled(1, -12);
  return significant_digits(expected) >= kBinaryDigitsMin && (expected - found).abs() <= allowed;
}

}  // namespace

Value read_tck_value(const XmlElement& element) {
  if (const auto list = element.child("list")) {
    if (is_nil(*list)) return Value();
    feel::List items;
    for (const XmlElement& item : children_named(*list, "item")) items.push_back(read_tck_value(item));
    return Value(std::move(items));
  }
  const std::vector<XmlElement> components = children_named(element, "component");
  if (!components.empty()) {
    feel::Context context;
    for (const XmlElement& component : components)
      context.set(name_of(component), is_nil(component) ? Value() : read_tck_value(component));
    return Value(std::move(context));
  }
  const auto value = element.child("value");
  return value ? read_simple(*value) : Value();
}

bool tck_equal(const Value& expected, const Value& found) {
  if (expected.kind() != found.kind()) return false;
  if (expected.kind() == Kind::number) return numbers_equal(expected.number(), found.number());
  if (expected.kind() == Kind::list)
    return std::equal(expected.list().begin(), expected.list().end(), found.list().begin(),
                      found.list().end(), tck_equal);
  if (expected.kind() == Kind::context) {
    if (expected.context().size() != found.context().size()) return false;
    for (const auto& [name, value] : expected.context().entries()) {
      const Value* other = found.context().find(name);
      if (other == nullptr || !tck_equal(value, *other)) return false;
    }
    return true;
  }
  return feel::same(expected, found);
}

}  // namespace chuhai::dmn
