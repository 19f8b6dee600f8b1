#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace chuhai::xml {

/// One attribute; namespace declarations (xmlns) are not attributes.
struct Attribute {
  std::string_view name;           ///< local name, without prefix
  std::string_view namespace_uri;  ///< empty for the usual attribute without prefix
  std::string_view value;          ///< references resolved, UTF-8
};

/// Namespace of xsi:type, xsi:nil and their like.
inline constexpr std::string_view kSchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

/// Fills the span with the next bytes and says how many; 0 at the end of the input.
using ByteSource = std::function<base::Result<std::size_t>(std::span<char>)>;

struct ReaderLimits {
  std::uint64_t bytes_max = std::uint64_t{4} << 30;
  std::uint32_t depth_max = 200;                     ///< open elements; at most 250
  std::uint64_t text_bytes_max = 16U * 1024 * 1024;  ///< one run of text
};

enum class Event : std::uint8_t {
  start,   ///< start tag: name, namespace_uri, attributes
  end,     ///< end tag: name, namespace_uri; also comes after the start of <empty/>
  text,    ///< a whole run of text, CDATA included: never split, never empty; white space is kept
  finish,  ///< the document is complete; every later call gives finish again
};

/// Reads XML 1.0 with namespaces from a stream, in memory bounded by the limits. Comments and
/// processing instructions are passed over. Nothing outside the stream is ever opened: any DOCTYPE is
/// refused, and with it every entity but the five predefined ones.
/// Encodings: UTF-8, UTF-16 (by byte order mark or declaration), and what the declaration names.
/// Thread rule: one reader, one thread.
/// Source: XML 1.0 fifth edition; Namespaces in XML 1.0 third edition.
class Reader {
 public:
  Reader(ByteSource source, std::string source_name, ReaderLimits limits = {});
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// Goes to the next event. After an error every later call gives the same error.
  /// Errors: invalid/xml_syntax, invalid/xml_encoding, invalid/xml_empty, invalid/xml_doctype,
  /// limit/xml_too_large, limit/xml_too_deep, limit/xml_text_too_long, and those of the source.
  base::Result<Event> next();
  /// After `start`: goes to the matching `end`. Errors: as `next`.
  base::Result<void> skip_element();

  // What the current event says. Views are valid until the next call of next() or skip_element().
  std::string_view name() const;
  std::string_view namespace_uri() const;
  std::string_view text() const;
  std::span<const Attribute> attributes() const;
  /// Value of the attribute with this local name and no namespace (or the one given).
  std::optional<std::string_view> attribute(std::string_view name, std::string_view namespace_uri = {}) const;
  /// Namespace declarations made on this start tag: name is the prefix (empty for the default one), value the
  /// URI.
  std::span<const Attribute> declarations() const;
  /// Open elements: 1 at the start and at the end of the root.
  std::uint32_t depth() const;
  /// Where the tag (or text) ends, from 1.
  std::uint32_t line() const;
  std::uint32_t column() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace chuhai::xml
