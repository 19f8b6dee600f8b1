#include "xml/reader.hpp"

#include <gtest/gtest.h>

#include "xml_samples.hpp"

namespace chuhai::xml {
namespace {

/// Everything a reader says, as one line; an error as its code.
std::string told(Reader reader) {
  std::string out;
  while (true) {
    const auto event = reader.next();
    if (!event) return out + "!" + event.error().code;
    if (*event == Event::finish) return out;
    if (*event == Event::text) {
      out += "'" + std::string(reader.text()) + "'";
      continue;
    }
    out += *event == Event::start ? "<" : "</";
    out += reader.name();
    for (const Attribute& attribute : reader.attributes()) {
      out += " " + std::string(attribute.name) + "=" + std::string(attribute.value);
    }
    out += ">";
  }
}

std::string told(const std::string& bytes, std::size_t step = 1 << 20) {
  return told(Reader(in_steps(bytes, step), "t.xml"));
}

TEST(Reader, TellsStartTextAndEnd) {
  EXPECT_EQ(told("<?xml version='1.0'?><!-- c --><a x='1'>b<c/>d<?p q?>e</a>"), "<a x=1>'b'<c></c>'de'</a>");
}

TEST(Reader, JoinsTextCdataAndReferences) {
  EXPECT_EQ(told("<a>1&lt;2<![CDATA[<&>]]>&#x65CB;&amp;</a>"), "<a>'1<2<&>旋&'</a>");
  EXPECT_EQ(told("<a x='&quot;&#10;&apos;'/>"), "<a x=\"\n'></a>");
}

TEST(Reader, KeepsWhiteSpaceText) { EXPECT_EQ(told("<a> <b>\n</b></a>"), "<a>' '<b>'\n'</b></a>"); }

TEST(Reader, SizeOfPiecesDoesNotMatter) {
  const std::string xml =
      "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>\r\n<a x='旋挖' y='2'>旋挖钻机\r\n<b>x &amp; y</b>"
      "<![CDATA[ raw ]]>tail<c></c></a>\n";
  const std::string whole = told(xml);
  EXPECT_EQ(whole, "<a x=旋挖 y=2>'旋挖钻机\n'<b>'x & y'</b>' raw tail'<c></c></a>");
  for (const std::size_t step : {1, 2, 3, 7, 64}) EXPECT_EQ(told(xml, step), whole) << step;
}

TEST(Reader, ResolvesNamespaces) {
  Reader reader(
      in_steps("<p:a xmlns:p='urn:p' xmlns='urn:d' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
               " xsi:nil='true' nil='no' xsi:type='p:t'><b/></p:a>",
               1000),
      "t.xml");
  ASSERT_EQ(*reader.next(), Event::start);
  EXPECT_EQ(reader.name(), "a");
  EXPECT_EQ(reader.namespace_uri(), "urn:p");
  EXPECT_EQ(reader.attribute("nil", kSchemaInstance), "true");
  EXPECT_EQ(reader.attribute("nil"), "no");
  EXPECT_EQ(reader.attribute("type", kSchemaInstance), "p:t");
  EXPECT_EQ(reader.attribute("type"), std::nullopt);
  ASSERT_EQ(reader.declarations().size(), 3U);
  EXPECT_EQ(reader.declarations()[0].name, "p");
  EXPECT_EQ(reader.declarations()[1].value, "urn:d");
  ASSERT_EQ(*reader.next(), Event::start);
  EXPECT_EQ(reader.namespace_uri(), "urn:d");
  EXPECT_EQ(reader.depth(), 2U);
}

TEST(Reader, SkipsAnElement) {
  Reader reader(in_steps("<a><b><b>x</b><c/></b><d/></a>", 5), "t.xml");
  (void)*reader.next();
  ASSERT_EQ(*reader.next(), Event::start);
  ASSERT_TRUE(reader.skip_element());
  EXPECT_EQ(reader.name(), "b");
  ASSERT_EQ(*reader.next(), Event::start);
  EXPECT_EQ(reader.name(), "d");
}

TEST(Reader, FinishIsRepeated) {
  Reader reader(in_steps("<a/>", 100), "t.xml");
  (void)*reader.next();
  (void)*reader.next();
  EXPECT_EQ(*reader.next(), Event::finish);
  EXPECT_EQ(*reader.next(), Event::finish);
}

TEST(Reader, RefusesTextBeyondTheLimit) {
  ReaderLimits limits;
  limits.text_bytes_max = 10;
  EXPECT_EQ(told(Reader(in_steps("<a>1234567890</a>", 3), "t.xml", limits)), "<a>'1234567890'</a>");
  EXPECT_EQ(told(Reader(in_steps("<a>12345678901</a>", 3), "t.xml", limits)), "<a>!xml_text_too_long");
}

TEST(Reader, RefusesMoreBytesThanTheLimit) {
  ReaderLimits limits;
  limits.bytes_max = 10;
  EXPECT_EQ(told(Reader(in_steps("<a>123</a>", 3), "t.xml", limits)), "<a>'123'</a>");
  EXPECT_EQ(told(Reader(in_steps("<a>1234</a>", 3), "t.xml", limits)), "<a>!xml_too_large");
}

TEST(Reader, PassesOnTheErrorOfItsSource) {
  const auto broken = [](std::span<char>) -> base::Result<std::size_t> {
    return base::Error{base::ErrorKind::invalid, "zip_broken", {"broken", "损坏"}, {}};
  };
  Reader reader(broken, "t.xml");
  EXPECT_EQ(reader.next().error().code, "zip_broken");
  EXPECT_EQ(reader.next().error().code, "zip_broken");
}

TEST(Reader, ReadsALongStreamInBoundedPieces) {
  std::size_t rows = 0;
  std::size_t bytes = 0;
  const auto endless = [&](std::span<char> buffer) -> base::Result<std::size_t> {
    const std::string piece = bytes == 0        ? "<sheet>"
                              : bytes < 8000000 ? "<row r=\"1\"><c><v>12</v></c></row>"
                                                : "";
    const std::string last = bytes >= 8000000 && bytes < 9000000 ? "</sheet>" : "";
    const std::string all = repeated(piece, piece == "<sheet>" ? 1 : buffer.size() / 40) + last;
    std::copy(all.begin(), all.end(), buffer.begin());
    bytes = last.empty() ? bytes + all.size() : 10000000;
    return all.size();
  };
  Reader reader(endless, "t.xml");
  for (auto event = reader.next(); event && *event != Event::finish; event = reader.next()) {
    if (*event == Event::start && reader.name() == "row") ++rows;
  }
  EXPECT_GT(rows, 200000U);
  EXPECT_EQ(*reader.next(), Event::finish);
}

}  // namespace
}  // namespace chuhai::xml
