#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.hpp"
#include "xml/reader.hpp"

namespace chuhai::xml {

struct Tree;  // the implementation's storage
class Children;

/// One element of a document: a light handle, valid while its Document lives (moving that is fine).
class Element {
 public:
  std::string_view name() const;  ///< local name, without prefix
  std::string_view namespace_uri() const;
  /// Value of the attribute with this local name and no namespace, or with the namespace given:
  /// `attribute("type", kSchemaInstance)` is xsi:type.
  std::optional<std::string_view> attribute(std::string_view name, std::string_view namespace_uri = {}) const;
  std::span<const Attribute> attributes() const;
  /// Child elements in document order.
  Children children() const;
  /// First child element with this local name, in any namespace.
  std::optional<Element> child(std::string_view name) const;
  /// The element's own text, pieces joined, white space kept; without that of its children.
  std::string_view text() const;
  std::optional<Element> parent() const;
  /// Namespace URI that a prefix stands for here, for names inside values such as "xsd:decimal"; the
  /// empty prefix is the default namespace.
  std::optional<std::string_view> resolve_prefix(std::string_view prefix) const;
  /// Where the start tag ends, from 1.
  std::uint32_t line() const;
  std::uint32_t column() const;

  bool operator==(const Element&) const = default;

 private:
  friend class Children;
  friend class Document;
  Element(const Tree* tree, std::uint32_t index) : tree_(tree), index_(index) {}

  const Tree* tree_;
  std::uint32_t index_;
};

/// The child elements of an element, to loop over.
class Children {
 public:
  class Iterator {
   public:
    using value_type = Element;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(const Tree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
    Element operator*() const { return Element(tree_, index_); }
    Iterator& operator++();
    Iterator operator++(int);
    bool operator==(const Iterator&) const = default;

   private:
    const Tree* tree_ = nullptr;
    std::uint32_t index_ = 0;
  };

  Iterator begin() const;
  Iterator end() const;
  bool empty() const { return begin() == end(); }
  std::size_t size() const;

 private:
  friend class Element;
  explicit Children(const Element& parent) : parent_(parent) {}
  Element parent_;
};

struct Limits {
  std::uint64_t bytes_max = 64U * 1024 * 1024;
  std::uint32_t depth_max = 200;        ///< at most 250
  std::uint32_t nodes_max = 2'000'000;  ///< elements and attributes together
};

/// A whole XML document in memory, read-only. Security as for Reader: no network, no files, no DOCTYPE.
class Document {
 public:
  /// Errors: those of Reader::next, and limit/xml_too_many_nodes. `where` names source, line and column.
  static base::Result<Document> parse(std::string_view bytes, std::string_view source_name,
                                      Limits limits = {});

  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  Element root() const;

 private:
  explicit Document(std::unique_ptr<const Tree> tree);
  std::unique_ptr<const Tree> tree_;
};

}  // namespace chuhai::xml
