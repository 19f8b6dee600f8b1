#include "values/identity.hpp"

#include <gtest/gtest.h>

namespace chuhai::values {
namespace {

std::string pin_code(std::string_view text) {
  const auto pin = Pin::parse(text);
  return pin ? "" : pin.error().code;
}

std::string serial_of(std::string_view text) {
  const auto serial = SerialNumber::parse(text);
  return serial ? serial->normalised() : serial.error().code;
}

std::vector<std::string> reason_codes(const Identification& found) {
  std::vector<std::string> codes;
  for (const auto& reason : found.reasons) codes.push_back(reason.code);
  return codes;
}

TEST(Pin, HasSeventeenCharactersAndALetterAtPositionNine) {
  const auto pin = Pin::parse("CAT0320DKBZP01234");
  ASSERT_TRUE(pin);
  EXPECT_EQ(pin->maker_code(), "CAT");
  EXPECT_EQ(pin->machine_section(), "0320D");
  EXPECT_EQ(pin->check_letter(), 'K');
  EXPECT_EQ(pin->individual_section(), "BZP01234");
}

TEST(Pin, ReadsPlateSpellings) {
  for (const auto* text : {"*CAT0320DKBZP01234*", " cat0320dkbzp01234 ", "ＣＡＴ0320DKBZP01234",
                           "PIN: CAT0320DKBZP01234", "产品识别代码：CAT0320DKBZP01234",
                           "CAT 0320D K BZP01234", "CAT-0320D-K-BZP01234", "PIN:*CAT0320DKBZP01234*"}) {
    const auto pin = Pin::parse(text);
    ASSERT_TRUE(pin) << text;
    EXPECT_EQ(pin->text(), "CAT0320DKBZP01234") << text;
  }
}

TEST(Pin, SaysWhatIsWrong) {
  EXPECT_EQ(pin_code("CAT0320DKBZP0123"), "pin_wrong_length");
  EXPECT_EQ(pin_code(""), "pin_wrong_length");
  EXPECT_EQ(pin_code("CAT0320DKBZPO1234"), "pin_forbidden_letter");
  EXPECT_EQ(pin_code("CAT0320D4BZP01234"), "pin_check_position_not_letter");
  EXPECT_EQ(pin_code("CAT0320DKBZP0123?"), "pin_forbidden_character");
  const auto refused = Pin::parse("CAT0320DKBZPO1234");
  EXPECT_NE(refused.error().message.en.find("position 13"), std::string::npos);
  EXPECT_NE(refused.error().message.zh.find("第 13 位"), std::string::npos);
}

TEST(Vin, ComputesItsCheckDigit) {
  const auto vin = Vin::parse("1M8GDM9AXKP042788");  // the worked example of the standard
  ASSERT_TRUE(vin);
  EXPECT_EQ(vin->computed_check_digit(), 'X');
  EXPECT_TRUE(vin->check_digit_matches());
  EXPECT_TRUE(Vin::parse("11111111111111111")->check_digit_matches());
  EXPECT_FALSE(Vin::parse("11111111211111111")->check_digit_matches());
  EXPECT_EQ(Vin::parse("CAT0320DKBZP01234").error().code, "vin_check_position_not_digit");
  EXPECT_EQ(Vin::parse("1M8GDM9AXKP04278").error().code, "vin_wrong_length");
  EXPECT_EQ(Vin::parse("1M8GDM9AXKP04278O").error().code, "vin_forbidden_letter");
}

TEST(SerialNumber, KeepsTheTextAndComparesNormalised) {
  EXPECT_EQ(SerialNumber::parse(" *sy-0215/c 8* ")->text(), "sy-0215/c 8");
  for (const auto* text : {"SY0215C8", "sy-0215c-8", "SY 0215 C8", "S/N SY0215C8", "SN: SY0215C8",
                           "机号：SY0215C8", "*SY0215C8*"}) {
    EXPECT_EQ(serial_of(text), "SY0215C8") << text;
  }
  EXPECT_EQ(serial_of("SN12345"), "SN12345");
  EXPECT_EQ(serial_of("NO12345"), "NO12345");
}

TEST(SerialNumber, RefusesWhatIsNone) {
  for (const auto* text : {"", "-", "N/A", "na", "无", "不详", "0000", "unknown", "**"}) {
    EXPECT_EQ(serial_of(text), "serial_not_given") << text;
  }
  EXPECT_EQ(serial_of("A1"), "serial_too_short");
  EXPECT_EQ(serial_of(std::string(41, 'A')), "serial_too_long");
  EXPECT_EQ(serial_of("AB" + std::string(1000, ' ') + "CD"), "serial_too_long");
  EXPECT_EQ(serial_of("AB12长沙"), "serial_forbidden_character");
  EXPECT_EQ(serial_of("AB\n12"), "serial_forbidden_character");
}

TEST(Identify, TellsTheKindsApart) {
  EXPECT_NE(identify("CAT0320DKBZP01234").pin(), nullptr);
  EXPECT_NE(identify("11111111111111111").vin(), nullptr);
  EXPECT_NE(identify("SY215-12345").serial(), nullptr);
  EXPECT_TRUE(identify("SY215-12345").reasons.empty());
  EXPECT_EQ(identify("cat-0320d k bzp01234").normalised(), "CAT0320DKBZP01234");
  EXPECT_EQ(identify("无").normalised(), "");
  EXPECT_EQ(reason_codes(identify("无")), (std::vector<std::string>{"serial_not_given"}));
}

TEST(Identify, ReportsEveryReasonAtOnce) {
  const auto found = identify("CAT0320D4BZPO123I");
  ASSERT_NE(found.serial(), nullptr);
  EXPECT_EQ(reason_codes(found), (std::vector<std::string>{"pin_forbidden_letter", "pin_forbidden_letter",
                                                           "pin_check_position_not_letter"}));
  EXPECT_EQ(reason_codes(identify("CAT0320DKBZP0123")), (std::vector<std::string>{"pin_wrong_length"}));
  EXPECT_EQ(reason_codes(identify("11111111211111111")),
            (std::vector<std::string>{"pin_check_position_not_letter", "vin_check_digit_differs"}));
  EXPECT_EQ(reason_codes(identify("1M8GDM9AXKP042788")), (std::vector<std::string>{"vin_also_possible"}));
}

}  // namespace
}  // namespace chuhai::values
