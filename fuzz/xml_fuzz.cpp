// fuzz: modules base xml
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/assert.hpp"
#include "xml/document.hpp"
#include "xml/escape.hpp"

namespace {

using chuhai::base::Result;
using chuhai::xml::Document;
using chuhai::xml::Element;
using chuhai::xml::Event;

// Everything a reader tells when the input comes in pieces of `step` bytes, until its end or first error.
std::pair<std::string, bool> told(std::string_view bytes, std::size_t step) {
  const auto source = [bytes, step](std::span<char> buffer) mutable -> Result<std::size_t> {
    const std::size_t count = std::min({step, buffer.size(), bytes.size()});
    std::copy_n(bytes.data(), count, buffer.data());
    bytes.remove_prefix(count);
    return count;
  };
  chuhai::xml::Reader reader(source, "fuzz.xml");
  std::string out;
  while (true) {
    const auto event = reader.next();
    if (!event) return {std::move(out), false};
    if (*event == Event::finish) return {std::move(out), true};
    out += std::to_string(static_cast<int>(*event)) + std::string(reader.name()) + std::string(reader.text());
    for (const auto& attribute : reader.attributes()) out += std::string(attribute.value);
  }
}

std::string written(const Element& element) {
  std::string out = "<e>" + chuhai::xml::escape_text(element.text());
  for (const Element child : element.children()) out += written(child);
  return out + "</e>";
}

}  // namespace

// A document reads the same whatever its pieces; what the tree says can be written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = told(bytes, std::size_t{1} << 20U);
  const auto pieces = told(bytes, 3);
  const auto document = Document::parse(bytes, "fuzz.xml");
  CHUHAI_ASSERT(document.has_value() == whole.second);
  if (whole.second && pieces.second) CHUHAI_ASSERT(whole.first == pieces.first);
  if (!document) {
    CHUHAI_ASSERT(!document.error().message.en.empty() && !document.error().message.zh.empty());
    return 0;
  }
  CHUHAI_ASSERT(Document::parse(written(document->root()), "again.xml").has_value());
  return 0;
}
