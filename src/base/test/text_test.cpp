#include "base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/clock.hpp"

namespace chuhai::base {
namespace {

TEST(Trim, RemovesAsciiNoBreakAndIdeographicSpaces) {
  EXPECT_EQ(trim("\t a b \r\n"), "a b");
  EXPECT_EQ(trim("\xC2\xA0　挖掘机　\xC2\xA0"), "挖掘机");
  EXPECT_EQ(trim(" 　 "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Trim, KeepsBytesThatOnlyLookLikePartOfASpace) {
  EXPECT_EQ(trim("\xA0x\x80"), "\xA0x\x80");
  EXPECT_EQ(trim("\xC2\xA9"), "\xC2\xA9");
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
  EXPECT_EQ(split(",", ','), (std::vector<std::string_view>{"", ""}));
}

TEST(Join, IsTheInverseOfSplit) {
  EXPECT_EQ(join({"a", "", "b"}, ","), "a,,b");
  EXPECT_EQ(join({}, ", "), "");
}

TEST(ToLowerAscii, LeavesOtherBytesAlone) { EXPECT_EQ(to_lower_ascii("SWDM 220É"), "swdm 220É"); }

TEST(IsUtf8, RefusesOverlongSurrogateTruncatedAndTooLarge) {
  EXPECT_TRUE(is_utf8("aé旋\xF0\x9F\x9A\x9C"));
  EXPECT_TRUE(is_utf8("\xF4\x8F\xBF\xBF"));
  EXPECT_FALSE(is_utf8("\xC0\xAF"));
  EXPECT_FALSE(is_utf8("\xE0\x80\xAF"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));
  EXPECT_FALSE(is_utf8("\xE6\x97"));
  EXPECT_FALSE(is_utf8("\x80"));
}

TEST(DecodeUtf8, TurnsEachMalformedByteIntoOneReplacement) {
  EXPECT_EQ(decode_utf8("a\xE6\x97z"), U"a\uFFFD\uFFFDz");
  EXPECT_EQ(decode_utf8("旋挖"), U"旋挖");
}

TEST(EncodeUtf8, ReplacesWhatIsNoScalarValue) {
  const std::u32string input = {U'a', 0xD800, 0x110000, U'旋'};
  EXPECT_EQ(encode_utf8(input), "a\xEF\xBF\xBD\xEF\xBF\xBD旋");
}

TEST(Utf8, DecodingWhatWasEncodedGivesTheSameCodePoints) {
  EXPECT_TRUE(rc::check([](const std::vector<std::uint32_t>& seeds) {
    std::u32string text;
    for (const std::uint32_t seed : seeds) {
      const char32_t code_point = seed % 0x110000;
      if (code_point < 0xD800 || code_point > 0xDFFF) text += code_point;
    }
    const std::string bytes = encode_utf8(text);
    RC_ASSERT(is_utf8(bytes));
    RC_ASSERT(decode_utf8(bytes) == text);
  }));
}

TEST(Utf8, AnyBytesDecodeToSomethingThatEncodesAsUtf8) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    RC_ASSERT(is_utf8(encode_utf8(decode_utf8(bytes))));
    RC_ASSERT(is_utf8(bytes) == (encode_utf8(decode_utf8(bytes)) == bytes));
  }));
}

TEST(ToHalfWidth, MapsWhatChineseInputMethodsProduce) {
  EXPECT_EQ(to_half_width("ＳＷＤＭ２２０－３　（１）～"), "SWDM220-3 (1)~");
  EXPECT_EQ(to_half_width("！｀"), "!`");
  EXPECT_EQ(to_half_width("？＿"), "?_");
  EXPECT_EQ(to_half_width("旋挖钻机，１２"), "旋挖钻机,12");
  EXPECT_EQ(to_half_width("、。￥\xEF\xBD"), "、。￥\xEF\xBD");
}

TEST(DisplayWidth, CountsTerminalCells) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("旋挖"), 4U);
  EXPECT_EQ(display_width("Ａ１"), 4U);
  EXPECT_EQ(display_width("e\xCC\x81"), 1U);
  EXPECT_EQ(display_width("é"), 1U);
  EXPECT_EQ(display_width("─│█✓"), 4U);
  EXPECT_EQ(display_width("\xF0\x9F\x9A\x9C"), 2U);
  EXPECT_EQ(display_width("한"), 2U);
}

TEST(Clock, FixedClockStandsStillAndTheSystemClockIsInThisCentury) {
  const FixedClock fixed(Instant(std::chrono::milliseconds(5)));
  EXPECT_EQ(fixed.now().time_since_epoch().count(), 5);
  EXPECT_GT(SystemClock().now(), Instant(std::chrono::hours(24 * 365 * 30)));
}

}  // namespace
}  // namespace chuhai::base
