#include "xml/document.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace chuhai::xml {

namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

struct Node {
  std::string_view name;
  std::string_view namespace_uri;
  std::string_view text;
  std::uint32_t parent = kNone;
  std::uint32_t first_child = kNone;
  std::uint32_t last_child = kNone;
  std::uint32_t next_sibling = kNone;
  std::uint32_t first_attribute = 0;
  std::uint32_t attributes = 0;
  std::uint32_t first_declaration = 0;
  std::uint32_t declarations = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// Keeps bytes at a fixed address in blocks; equal names are kept once.
class StringPool {
 public:
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size()) {
      blocks_.emplace_back().reserve(std::max(text.size(), kBlockBytes));
    }
    std::string& block = blocks_.back();
    const std::size_t begin = block.size();
    block += text;
    return std::string_view(block).substr(begin, text.size());
  }

  std::string_view keep_name(std::string_view text) {
    const auto found = names_.find(text);
    return found != names_.end() ? *found : *names_.insert(keep(text)).first;
  }

 private:
  static constexpr std::size_t kBlockBytes = std::size_t{64} * 1024;
  std::deque<std::string> blocks_;
  std::unordered_set<std::string_view> names_;
};

}  // namespace

struct Tree {
  std::vector<Node> nodes;
  std::vector<Attribute> attributes;
  std::vector<Attribute> declarations;
  StringPool strings;

  const Node& at(std::uint32_t index) const { return nodes[index]; }
};

namespace {

// Turns events into the tree; depth is bounded by the reader.
class TreeBuilder {
 public:
  explicit TreeBuilder(Tree& tree) : tree_(tree) {}

  void start(const Reader& reader) {
    const auto index = static_cast<std::uint32_t>(tree_.nodes.size());
    const std::uint32_t parent = open_.empty() ? kNone : open_.back();
    Node& node = tree_.nodes.emplace_back();
    node.name = tree_.strings.keep_name(reader.name());
    node.namespace_uri = tree_.strings.keep_name(reader.namespace_uri());
    node.parent = parent;
    node.line = reader.line();
    node.column = reader.column();
    node.first_attribute = static_cast<std::uint32_t>(tree_.attributes.size());
    node.attributes = append(tree_.attributes, reader.attributes());
    node.first_declaration = static_cast<std::uint32_t>(tree_.declarations.size());
    node.declarations = append(tree_.declarations, reader.declarations());
    if (parent != kNone) link(tree_.nodes[parent], index);
    open_.push_back(index);
    texts_.emplace_back();
  }

  void text(std::string_view piece) { texts_.back() += piece; }

  void end() {
    tree_.nodes[open_.back()].text = tree_.strings.keep(texts_.back());
    open_.pop_back();
    texts_.pop_back();
  }

  std::size_t size() const {
    return tree_.nodes.size() + tree_.attributes.size() + tree_.declarations.size();
  }

 private:
  void link(Node& parent, std::uint32_t child) {
    if (parent.first_child == kNone) {
      parent.first_child = child;
    } else {
      tree_.nodes[parent.last_child].next_sibling = child;
    }
    parent.last_child = child;
  }

  std::uint32_t append(std::vector<Attribute>& to, std::span<const Attribute> from) {
    for (const Attribute& attribute : from) {
      to.push_back({tree_.strings.keep_name(attribute.name), tree_.strings.keep_name(attribute.namespace_uri),
                    tree_.strings.keep(attribute.value)});
    }
    return static_cast<std::uint32_t>(from.size());
  }

  Tree& tree_;
  std::vector<std::uint32_t> open_;
  std::vector<std::string> texts_;
};

ByteSource memory_source(std::string_view bytes) {
  return [bytes](std::span<char> buffer) mutable -> base::Result<std::size_t> {
    const std::size_t count = std::min(buffer.size(), bytes.size());
    std::copy_n(bytes.data(), count, buffer.data());
    bytes.remove_prefix(count);
    return count;
  };
}

base::Error too_many_nodes(std::string_view source_name, const Reader& reader, std::uint32_t nodes_max) {
  const std::string limit = std::to_string(nodes_max);
  return {base::ErrorKind::limit,
          "xml_too_many_nodes",
          {"the XML has more than " + limit + " elements and attributes",
           "XML 中的元素和属性超过 " + limit + " 个"},
          {std::string(source_name), reader.line(), reader.column(), {}}};
}

}  // namespace

base::Result<Document> Document::parse(std::string_view bytes, std::string_view source_name, Limits limits) {
  auto tree = std::make_unique<Tree>();
  TreeBuilder builder(*tree);
  Reader reader(memory_source(bytes), std::string(source_name),
                {limits.bytes_max, limits.depth_max, limits.bytes_max});
  while (true) {
    const auto event = reader.next();
    if (!event) return event.error();
    switch (*event) {
      case Event::start:
        builder.start(reader);
        if (builder.size() > limits.nodes_max) return too_many_nodes(source_name, reader, limits.nodes_max);
        break;
      case Event::text:
        builder.text(reader.text());
        break;
      case Event::end:
        builder.end();
        break;
      case Event::finish:
        return Document(std::move(tree));
    }
  }
}

Document::Document(std::unique_ptr<const Tree> tree) : tree_(std::move(tree)) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

Element Document::root() const { return Element(tree_.get(), 0); }

std::string_view Element::name() const { return tree_->at(index_).name; }
std::string_view Element::namespace_uri() const { return tree_->at(index_).namespace_uri; }
std::string_view Element::text() const { return tree_->at(index_).text; }
std::uint32_t Element::line() const { return tree_->at(index_).line; }
std::uint32_t Element::column() const { return tree_->at(index_).column; }
Children Element::children() const { return Children(*this); }

std::span<const Attribute> Element::attributes() const {
  const Node& node = tree_->at(index_);
  return std::span(tree_->attributes).subspan(node.first_attribute, node.attributes);
}

std::optional<std::string_view> Element::attribute(std::string_view name,
                                                   std::string_view namespace_uri) const {
  for (const Attribute& attribute : attributes()) {
    if (attribute.name == name && attribute.namespace_uri == namespace_uri) return attribute.value;
  }
  return std::nullopt;
}

std::optional<Element> Element::child(std::string_view name) const {
  for (const Element element : children()) {
    if (element.name() == name) return element;
  }
  return std::nullopt;
}

std::optional<Element> Element::parent() const {
  const std::uint32_t parent = tree_->at(index_).parent;
  if (parent == kNone) return std::nullopt;
  return Element(tree_, parent);
}

std::optional<std::string_view> Element::resolve_prefix(std::string_view prefix) const {
  if (prefix == "xml") return "http://www.w3.org/XML/1998/namespace";
  for (std::uint32_t index = index_; index != kNone; index = tree_->at(index).parent) {
    const Node& node = tree_->at(index);
    for (std::uint32_t i = 0; i < node.declarations; ++i) {
      const Attribute& declaration = tree_->declarations[node.first_declaration + i];
      // xmlns="" takes the default namespace away again.
      if (declaration.name != prefix) continue;
      if (declaration.value.empty()) return std::nullopt;
      return declaration.value;
    }
  }
  return std::nullopt;
}

Children::Iterator& Children::Iterator::operator++() {
  index_ = tree_->at(index_).next_sibling;
  return *this;
}

Children::Iterator Children::Iterator::operator++(int) {
  const Iterator before = *this;
  ++*this;
  return before;
}

Children::Iterator Children::begin() const {
  return {parent_.tree_, parent_.tree_->at(parent_.index_).first_child};
}

Children::Iterator Children::end() const { return {parent_.tree_, kNone}; }

std::size_t Children::size() const { return static_cast<std::size_t>(std::ranges::distance(begin(), end())); }

}  // namespace chuhai::xml
