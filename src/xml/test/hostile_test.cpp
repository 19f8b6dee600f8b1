// Input made to hurt: each is refused with its line, and nothing outside the bytes is opened.
#include <gtest/gtest.h>

#include "xml/document.hpp"
#include "xml_samples.hpp"

namespace chuhai::xml {
namespace {

base::Error refusal(std::string_view bytes, Limits limits = {}) {
  const auto document = Document::parse(bytes, "t.xml", limits);
  if (document) return {base::ErrorKind::invalid, "accepted", {}, {}};
  EXPECT_FALSE(document.error().message.en.empty());
  EXPECT_FALSE(document.error().message.zh.empty());
  EXPECT_EQ(document.error().where.source, "t.xml");
  return document.error();
}

TEST(Hostile, BillionLaughsIsRefusedAtItsDoctype) {
  std::string xml = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY lol0 \"lol\">\n";
  for (int i = 1; i < 10; ++i) {
    const std::string inner = "&lol" + std::to_string(i - 1) + ";";
    xml += "<!ENTITY lol" + std::to_string(i) + " \"" + repeated(inner, 10) + "\">\n";
  }
  xml += "]>\n<lolz>&lol9;</lolz>";
  const base::Error error = refusal(xml);
  EXPECT_EQ(error.code, "xml_doctype");
  EXPECT_EQ(error.where.line, 2U);
}

TEST(Hostile, ExternalEntityIsRefused) {
  const base::Error error = refusal(
      "<!DOCTYPE a [ <!ENTITY x SYSTEM \"file:///etc/passwd\"> <!ENTITY % y SYSTEM \"http://127.0.0.1/\"> "
      "%y; ]>"
      "<a>&x;</a>");
  EXPECT_EQ(error.code, "xml_doctype");
  EXPECT_EQ(error.where.line, 1U);
}

TEST(Hostile, APlainDoctypeIsRefusedToo) {
  EXPECT_EQ(refusal("<!DOCTYPE html><a/>").code, "xml_doctype");
  EXPECT_EQ(refusal("<!DOCTYPE a SYSTEM \"a.dtd\"><a/>").code, "xml_doctype");
  EXPECT_EQ(refusal("<!DOCTYPE a PUBLIC \"p\" \"http://127.0.0.1/a.dtd\">\n<a/>").code, "xml_doctype");
}

TEST(Hostile, AnEntityWithoutDeclarationIsRefused) {
  const base::Error error = refusal("<a>\n\n&nbsp;</a>");
  EXPECT_EQ(error.code, "xml_syntax");
  EXPECT_EQ(error.where.line, 3U);
  EXPECT_EQ(refusal("<a x='&nbsp;'/>").code, "xml_syntax");
}

TEST(Hostile, HundredThousandLevelsAreRefused) {
  EXPECT_EQ(refusal(repeated("<a>", 100000)).code, "xml_too_deep");
  EXPECT_EQ(refusal(repeated("<a>\n", 100000) + repeated("</a>", 100000)).where.line, 201U);
  EXPECT_EQ(refusal(repeated("<a>", 251) + repeated("</a>", 251), {.depth_max = 1000000}).code,
            "xml_too_deep");
}

TEST(Hostile, TheDepthLimitIsExact) {
  EXPECT_TRUE(Document::parse(repeated("<a>", 250) + repeated("</a>", 250), "t.xml", {.depth_max = 250}));
  EXPECT_TRUE(Document::parse("<a><a/></a>", "t.xml", {.depth_max = 2}));
  EXPECT_EQ(refusal("<a><a/></a>", {.depth_max = 1}).code, "xml_too_deep");
}

TEST(Hostile, TruncatedInputIsRefusedWhereverItIsCut) {
  const std::string whole = "<?xml version='1.0'?><a x='1'><b>t&amp;<![CDATA[c]]></b><!-- d --></a>";
  ASSERT_TRUE(Document::parse(whole, "t.xml"));
  for (std::size_t bytes = 1; bytes < whole.size(); ++bytes) {
    EXPECT_EQ(refusal(whole.substr(0, bytes)).code, "xml_syntax") << whole.substr(0, bytes);
  }
}

TEST(Hostile, EmptyAndBlankInputIsRefused) {
  EXPECT_EQ(refusal("").code, "xml_empty");
  EXPECT_NE(refusal("  \n ").code, "accepted");
  EXPECT_NE(refusal("<?xml version='1.0'?>").code, "accepted");
  EXPECT_NE(refusal("hours,year\n1,2").code, "accepted");
  EXPECT_NE(refusal(std::string(1000, '\0')).code, "accepted");
}

TEST(Hostile, MalformedUtf8IsAnEncodingError) {
  const base::Error error = refusal("<a>\n\xB9\xA4\xB3\xCC</a>");
  EXPECT_EQ(error.code, "xml_encoding");
  EXPECT_EQ(error.where.line, 2U);
}

TEST(Hostile, AnUnknownEncodingIsRefused) {
  EXPECT_EQ(refusal("<?xml version='1.0' encoding='no-such-thing'?><a/>").code, "xml_encoding");
}

TEST(Hostile, ABrokenConversionIsAnEncodingErrorAndPrintsNothing) {
  ::testing::internal::CaptureStderr();
  const base::Error error = refusal("<?xml version='1.0' encoding='UTF-7'?>\n<a b='x~s:/+y'/>");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(error.code, "xml_encoding");
}

TEST(Hostile, StructuralFaultsAreRefused) {
  EXPECT_EQ(refusal("<a></b>").code, "xml_syntax");
  EXPECT_EQ(refusal("<a/><b/>").code, "xml_syntax");
  EXPECT_EQ(refusal("<a/>x").code, "xml_syntax");
  EXPECT_EQ(refusal("<a x='1' x='2'/>").code, "xml_syntax");
  EXPECT_EQ(refusal("<a x=1/>").code, "xml_syntax");
  EXPECT_EQ(refusal("<p:a/>").code, "xml_syntax");
  EXPECT_EQ(refusal("<a>&#0;</a>").code, "xml_syntax");
  EXPECT_EQ(refusal("<a>\x01</a>").code, "xml_syntax");
}

TEST(Hostile, TooManyNodesAreRefused) {
  const std::string xml = "<a>" + repeated("<b/>", 9) + "</a>";
  EXPECT_TRUE(Document::parse(xml, "t.xml", {.nodes_max = 10}));
  EXPECT_EQ(refusal(xml, {.nodes_max = 9}).code, "xml_too_many_nodes");
  EXPECT_EQ(refusal("<a b='1' c='2'/>", {.nodes_max = 2}).code, "xml_too_many_nodes");
}

TEST(Hostile, TooManyBytesAreRefused) {
  EXPECT_EQ(refusal("<a>" + std::string(200, 'x') + "</a>", {.bytes_max = 100}).code, "xml_too_large");
}

TEST(Hostile, AVeryLongTextAndAttributeDoNotHurt) {
  const std::string megabyte(1000000, 'x');
  const auto text = Document::parse("<a>" + megabyte + "</a>", "t.xml");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->root().text().size(), megabyte.size());
  const auto attribute = Document::parse("<a x='" + megabyte + "'/>", "t.xml");
  ASSERT_TRUE(attribute);
  EXPECT_EQ(attribute->root().attribute("x")->size(), megabyte.size());
  EXPECT_NE(refusal("<a x='" + repeated(megabyte, 12) + "'/>").code, "accepted");
}

}  // namespace
}  // namespace chuhai::xml
