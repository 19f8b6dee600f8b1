#include "xml/document.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.hpp"
#include "xml/escape.hpp"
#include "xml_samples.hpp"

namespace chuhai::xml {
namespace {

Document parsed(std::string_view bytes) {
  auto document = Document::parse(bytes, "t.xml");
  EXPECT_TRUE(document) << base::describe(document.error());
  return *std::move(document);
}

TEST(Document, GivesElementsInOrder) {
  const Document document = parsed("<r><a i='1'/>x<b/>y<a i='2'>z</a></r>");
  std::string names;
  for (const Element child : document.root().children()) names += child.name();
  EXPECT_EQ(names, "aba");
  EXPECT_EQ(document.root().children().size(), 3U);
  EXPECT_EQ(document.root().text(), "xy");
  EXPECT_EQ(document.root().child("a")->attribute("i"), "1");
  EXPECT_EQ(document.root().child("b")->text(), "");
  EXPECT_TRUE(document.root().child("b")->children().empty());
  EXPECT_FALSE(document.root().child("c"));
  EXPECT_EQ(document.root().child("b")->parent(), document.root());
  EXPECT_FALSE(document.root().parent());
}

TEST(Document, SurvivesBeingMoved) {
  Document first = parsed("<r a='value long enough to be on the heap'/>");
  const Element root = first.root();
  const Document second = std::move(first);
  EXPECT_EQ(root.attribute("a"), "value long enough to be on the heap");
  EXPECT_EQ(second.root(), root);
}

TEST(Document, TellsLines) {
  const Document document = parsed("<r>\n  <a/>\n\n  <b\n  x='1'/>\n</r>");
  EXPECT_EQ(document.root().line(), 1U);
  EXPECT_EQ(document.root().child("a")->line(), 2U);
  EXPECT_EQ(document.root().child("b")->line(), 5U);
  EXPECT_GT(document.root().child("a")->column(), 0U);
}

TEST(Document, LooksNamespacedAttributesUp) {
  const Document document = parsed(
      "<r xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:other='urn:o'>"
      "<value xsi:type='xsd:decimal' other:type='o' type='t'/><value xsi:nil='true'/></r>");
  const Element value = *document.root().child("value");
  EXPECT_EQ(value.attribute("type", kSchemaInstance), "xsd:decimal");
  EXPECT_EQ(value.attribute("type", "urn:o"), "o");
  EXPECT_EQ(value.attribute("type"), "t");
  EXPECT_EQ(value.attributes().size(), 3U);
  EXPECT_EQ(value.attribute("nil", kSchemaInstance), std::nullopt);
  EXPECT_EQ((*++document.root().children().begin()).attribute("nil", kSchemaInstance), "true");
}

TEST(Document, ResolvesPrefixesWhereTheyStand) {
  const Document document =
      parsed("<r xmlns='urn:d' xmlns:x='urn:1'><a xmlns:x='urn:2' xmlns=''><b/></a><c/></r>");
  const Element b = *document.root().child("a")->child("b");
  EXPECT_EQ(b.resolve_prefix("x"), "urn:2");
  EXPECT_EQ(b.resolve_prefix(""), std::nullopt);
  EXPECT_EQ(b.namespace_uri(), "");
  EXPECT_EQ(document.root().child("c")->resolve_prefix("x"), "urn:1");
  EXPECT_EQ(document.root().child("c")->resolve_prefix(""), "urn:d");
  EXPECT_EQ(b.resolve_prefix("none"), std::nullopt);
  EXPECT_EQ(b.resolve_prefix("xml"), "http://www.w3.org/XML/1998/namespace");
}

TEST(Document, ReadsUtf16AndDeclaredEncodings) {
  const std::u16string text = u"<?xml version='1.0' encoding='UTF-16'?><a x='旋挖'>钻机</a>";
  for (const bool big_endian : {false, true}) {
    const Document document = parsed(utf16(text, big_endian));
    EXPECT_EQ(document.root().attribute("x"), "旋挖");
    EXPECT_EQ(document.root().text(), "钻机");
  }
  EXPECT_EQ(parsed("<?xml version='1.0' encoding='GB18030'?><a>\xB9\xA4\xB3\xCC</a>").root().text(), "工程");
  EXPECT_EQ(parsed("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>").root().text(), "é");
  EXPECT_EQ(parsed("\xEF\xBB\xBF<a>é</a>").root().text(), "é");
}

TEST(Document, ALongUtf16DocumentCrossesPieces) {
  const std::u16string body(100000, u'旋');
  const Document document = parsed(utf16(u"<a>" + body + u"</a>", false));
  EXPECT_EQ(document.root().text().size(), 300000U);
}

TEST(Escape, MakesMarkupHarmless) {
  EXPECT_EQ(escape_text("a<b>&\"\r\n旋"), "a&lt;b&gt;&amp;\"&#13;\n旋");
  EXPECT_EQ(escape_attribute("\"a\"\t\n"), "&quot;a&quot;&#9;&#10;");
  EXPECT_EQ(escape_text(std::string_view("\0\x01\xFF", 3)), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Escape, WhatWasEscapedReadsBackTheSame) {
  EXPECT_TRUE(rc::check([](const std::vector<std::uint16_t>& seeds) {
    std::u32string code_points;
    for (const std::uint16_t seed : seeds) {
      const bool legal = seed == 9 || seed == 10 || seed == 13 || (seed >= 0x20 && seed < 0xD800);
      code_points += legal ? static_cast<char32_t>(seed) : U'&';
    }
    const std::string text = base::encode_utf8(code_points);
    const auto document =
        Document::parse("<a x=\"" + escape_attribute(text) + "\">" + escape_text(text) + "</a>", "t.xml");
    RC_ASSERT(document.has_value());
    RC_ASSERT(document->root().text() == text);
    RC_ASSERT(document->root().attribute("x") == text);
  }));
}

}  // namespace
}  // namespace chuhai::xml
