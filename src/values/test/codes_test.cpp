#include <gtest/gtest.h>

#include "values/country.hpp"
#include "values/hs_code.hpp"
#include "values/incoterm.hpp"

namespace chuhai::values {
namespace {

TEST(Country, ReadsCodesAndNames) {
  for (const auto* text : {"VN", "vn", "VNM", "Vietnam", "Viet Nam", "VIET NAM", "越南", " 越南 ", "ＶＮ"}) {
    ASSERT_TRUE(Country::parse(text)) << text;
    EXPECT_EQ(Country::parse(text)->code(), "VN") << text;
  }
  EXPECT_EQ(Country::parse("U.A.E.")->code(), "AE");
  EXPECT_EQ(Country::parse("刚果(金)")->code(), "CD");
  EXPECT_EQ(Country::parse("刚果（布）")->code(), "CG");
  EXPECT_EQ(Country::parse("Turkey")->code(), "TR");
  EXPECT_EQ(Country::parse("EU")->name().zh, "欧盟");
  for (const auto* text : {"", "XX", "Atlantis", "V", "刚果"}) {
    ASSERT_FALSE(Country::parse(text)) << text;
    EXPECT_EQ(Country::parse(text).error().code, "unknown_country");
  }
}

TEST(Country, EveryCountryReadsBackFromAllItsNames) {
  std::string previous;
  for (const Country country : Country::all()) {
    EXPECT_LT(previous, country.code());
    previous = country.code();
    EXPECT_EQ(*Country::parse(country.code()), country);
    EXPECT_EQ(*Country::parse(country.alpha3()), country);
    EXPECT_EQ(*Country::parse(country.name().en), country);
    EXPECT_EQ(*Country::parse(country.name().zh), country);
  }
}

TEST(Country, KnowsTheDestinationsOfTheRulePacks) {
  for (const auto* code :
       {"AE", "AO", "AR", "AU", "BD", "BO", "BR", "CD", "CI", "CL", "CM", "CO", "DO", "DZ", "EC", "EG", "ET",
        "EU", "GH", "ID", "IN", "IQ", "JO", "KE", "KG", "KH", "KW", "KZ", "LA", "LK", "LY", "MA", "MM", "MN",
        "MX", "MY", "MZ", "NG", "NP", "NZ", "OM", "PE", "PG", "PH", "PK", "PY", "QA", "RU", "SA", "SG", "SN",
        "TH", "TN", "TR", "TZ", "UG", "US", "UZ", "VN", "ZA", "ZM", "ZW", "CN", "JP", "KR"}) {
    EXPECT_TRUE(Country::parse(code)) << code;
  }
}

TEST(HsCode, ReadsSixEightAndTenDigits) {
  EXPECT_EQ(HsCode::parse("8429.52.12")->digits(), "84295212");
  EXPECT_EQ(HsCode::parse("8429521200")->to_string(), "8429.52.12.00");
  EXPECT_EQ(HsCode::parse("842952")->heading(), "8429");
  EXPECT_EQ(HsCode::parse("8429 5212 00")->subheading(), "842952");
  EXPECT_EQ(HsCode::parse("842952")->chapter(), "84");
  EXPECT_EQ(HsCode::parse("84295").error().code, "hs_code_length");
  EXPECT_EQ(HsCode::parse("8429.5X").error().code, "hs_code_not_digits");
  EXPECT_EQ(HsCode::parse("").error().code, "hs_code_not_digits");
  EXPECT_EQ(HsCode::parse("770000").error().code, "hs_code_chapter");
  EXPECT_EQ(HsCode::parse("000000").error().code, "hs_code_chapter");
}

TEST(HsCode, MatchesItsPrefixes) {
  const HsCode code = *HsCode::parse("84295212");
  EXPECT_TRUE(code.matches("84") && code.matches("8429") && code.matches("8429.52") &&
              code.matches("8429.52.12"));
  EXPECT_FALSE(code.matches("8430") || code.matches("8429521200") || code.matches("") || code.matches("84x"));
}

TEST(Incoterm, ReadsTheTermsOf2020) {
  for (const Incoterm term : Incoterm::all()) EXPECT_EQ(*Incoterm::parse(term.code()), term);
  EXPECT_EQ(Incoterm::parse("fob Shanghai")->code(), "FOB");
  EXPECT_EQ(Incoterm::parse("C&F")->code(), "CFR");
  EXPECT_EQ(Incoterm::parse("ＣＩＦ 蒙巴萨")->code(), "CIF");
  EXPECT_EQ(Incoterm::parse("DAT").error().code, "withdrawn_incoterm");
  EXPECT_EQ(Incoterm::parse("FOBB").error().code, "unknown_incoterm");
  EXPECT_EQ(Incoterm::all().size(), 11U);
}

TEST(Incoterm, SaysWhoPays) {
  const Incoterm fob(Incoterm::Code::fob);
  const Incoterm cif(Incoterm::Code::cif);
  const Incoterm ddp(Incoterm::Code::ddp);
  EXPECT_TRUE(fob.is_sea_only() && fob.seller_clears_export());
  EXPECT_FALSE(fob.seller_pays_main_carriage() || fob.seller_pays_insurance());
  EXPECT_TRUE(cif.seller_pays_main_carriage() && cif.seller_pays_insurance());
  EXPECT_TRUE(ddp.seller_clears_import() && !ddp.seller_pays_insurance());
  EXPECT_FALSE(Incoterm(Incoterm::Code::exw).seller_clears_export());
}

}  // namespace
}  // namespace chuhai::values
