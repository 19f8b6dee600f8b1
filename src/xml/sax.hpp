#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xml/reader.hpp"

namespace chuhai::xml {

/// A stretch of the batch's bytes.
struct Stretch {
  std::size_t begin = 0;
  std::size_t bytes = 0;
};

/// An attribute or declaration of a queued event. Names live as long as the parser, values as long as the
/// batch.
struct QueuedAttribute {
  std::string_view name;
  std::string_view namespace_uri;
  Stretch value;
};

struct QueuedEvent {
  Event kind = Event::finish;
  std::uint32_t depth = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string_view name;
  std::string_view namespace_uri;
  Stretch text;
  std::size_t first_attribute = 0;
  std::uint32_t attributes = 0;
  std::uint32_t declarations = 0;  ///< they follow the attributes
};

/// What one piece of input turned into. Reused, so that a long stream allocates only at its start.
struct Batch {
  std::vector<QueuedEvent> events;
  std::vector<QueuedAttribute> attributes;
  std::string bytes;

  std::string_view text_of(Stretch stretch) const {
    return std::string_view(bytes).substr(stretch.begin, stretch.bytes);
  }
};

struct SaxLimits {
  std::uint32_t depth_max = 0;
  std::uint64_t text_bytes_max = 0;
};

/// Pushes bytes through libxml2 and collects events; the only class that sees that library.
class Sax {
 public:
  Sax(std::string source_name, SaxLimits limits);
  ~Sax();
  Sax(const Sax&) = delete;
  Sax& operator=(const Sax&) = delete;
  Sax(Sax&&) = delete;
  Sax& operator=(Sax&&) = delete;

  /// Parses the next piece; its events are appended to the batch.
  void feed(std::string_view piece);
  /// Tells that the input is over.
  void close();
  /// The first thing that went wrong, if anything.
  const std::optional<base::Error>& error() const;
  Batch& batch();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chuhai::xml
