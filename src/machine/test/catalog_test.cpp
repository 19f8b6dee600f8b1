#include "machine/catalog.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace chuhai::machine {
namespace {

Catalog shipped() {
  auto catalog = Catalog::load(std::filesystem::path(CHUHAI_SOURCE_DIR) / "catalog");
  EXPECT_TRUE(catalog) << base::describe(catalog.error());
  return std::move(*catalog);
}

std::string class_of(const Catalog& catalog, std::string_view text) {
  const auto match = catalog.find_class(text);
  return match ? match->machine_class : "";
}

TEST(CatalogClass, IsFoundInEitherLanguageAndByCode) {
  const Catalog catalog = shipped();
  EXPECT_EQ(class_of(catalog, "hydraulic_excavator"), "hydraulic_excavator");
  EXPECT_EQ(class_of(catalog, "挖掘机"), "hydraulic_excavator");
  EXPECT_EQ(class_of(catalog, " Hydraulic Excavator "), "hydraulic_excavator");
  EXPECT_EQ(class_of(catalog, "旋挖钻机"), "rotary_drilling_rig");
  EXPECT_EQ(class_of(catalog, "Wheel-Loader"), "wheel_loader");
  EXPECT_EQ(class_of(catalog, "ＥＸＣＡＶＡＴＯＲ"), "hydraulic_excavator") << "full-width letters";
}

TEST(CatalogClass, TheLongestWordWins) {
  const Catalog catalog = shipped();
  EXPECT_EQ(class_of(catalog, "挖掘装载机"), "backhoe_loader");
  EXPECT_EQ(class_of(catalog, "装载机"), "wheel_loader");
  EXPECT_EQ(class_of(catalog, "轮式推土机"), "wheel_dozer");
  EXPECT_EQ(class_of(catalog, "推土机"), "crawler_dozer");
  EXPECT_EQ(class_of(catalog, "backhoe loader"), "backhoe_loader");
  EXPECT_EQ(class_of(catalog, "skid steer loader"), "skid_steer_loader");
}

TEST(CatalogClass, IsFoundInsideALongerDescription) {
  const Catalog catalog = shipped();
  EXPECT_EQ(class_of(catalog, "三一SY215C挖掘机(二手)"), "hydraulic_excavator");
  EXPECT_EQ(class_of(catalog, "Used excavator, 21 t"), "hydraulic_excavator");
  EXPECT_EQ(class_of(catalog, "two excavators for sale"), "hydraulic_excavator");
  EXPECT_EQ(class_of(catalog, "used front-end loader"), "wheel_loader");
  EXPECT_EQ(class_of(catalog, "ripper for dozer"), "crawler_dozer");
}

TEST(CatalogClass, ALongerLatinWordIsAnotherWord) {
  const Catalog catalog = shipped();
  EXPECT_EQ(class_of(catalog, "freeloader"), "");
  EXPECT_EQ(class_of(catalog, "loaderboard"), "");
  EXPECT_EQ(class_of(catalog, "freeloader and loader"), "wheel_loader");
}

TEST(CatalogClass, IsNotGuessed) {
  const Catalog catalog = shipped();
  EXPECT_EQ(class_of(catalog, ""), "");
  EXPECT_EQ(class_of(catalog, "   "), "");
  EXPECT_EQ(class_of(catalog, "自行车"), "");
  EXPECT_EQ(class_of(catalog, "SY215C"), "");
}

TEST(CatalogClass, TellsTheTravelGearWhenTheWordsSayIt) {
  const Catalog catalog = shipped();
  EXPECT_EQ(catalog.find_class("履带式挖掘机")->travel_gear, "crawler");
  EXPECT_EQ(catalog.find_class("轮式挖掘机")->travel_gear, "wheel");
  EXPECT_EQ(catalog.find_class("挖掘机")->travel_gear, "");
  EXPECT_EQ(catalog.find_class("track excavator")->travel_gear, "crawler");
}

TEST(CatalogCodes, AreFoundByCodeAndSpelling) {
  const Catalog catalog = shipped();
  EXPECT_EQ(catalog.find_code("fuel", "柴油"), "diesel");
  EXPECT_EQ(catalog.find_code("fuel", "Diesel"), "diesel");
  EXPECT_EQ(catalog.find_code("travel_gear", "履带"), "crawler");
  EXPECT_EQ(catalog.find_code("emission_stage", "国四"), "CN4");
  EXPECT_EQ(catalog.find_code("emission_stage", "cn4"), "CN4");
  EXPECT_EQ(catalog.find_code("fuel", "煤"), std::nullopt);
  EXPECT_EQ(catalog.find_code("fuel", ""), std::nullopt);
  EXPECT_EQ(catalog.find_code("no_such_field", "柴油"), std::nullopt);
}

TEST(CatalogMakers, HaveOneNameWhateverTheSpelling) {
  const Catalog catalog = shipped();
  ASSERT_TRUE(catalog.find_maker("三一"));
  EXPECT_EQ(catalog.find_maker("三一"), catalog.find_maker("SANY"));
  EXPECT_EQ(catalog.find_maker("山河智能"), catalog.find_maker("sunward"));
  EXPECT_EQ(catalog.find_maker("nobody makes this"), std::nullopt);
  EXPECT_EQ(catalog.maker_label("Nobody").en, "Nobody");
}

TEST(CatalogLabels, AnUnknownCodeIsItsOwnName) {
  const Catalog catalog = shipped();
  EXPECT_EQ(catalog.label("class", "hydraulic_excavator").zh, "液压挖掘机");
  EXPECT_EQ(catalog.label("class", "hovercraft").en, "hovercraft");
}

class CatalogFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "chuhai_catalog_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    write("codes.toml", "");
    write("makers.toml", "");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const char* name, const char* text) const { std::ofstream(folder_ / name) << text; }

  std::filesystem::path folder_;
};

TEST_F(CatalogFiles, AClassWithoutALabelMatchesNothingByAccident) {
  write("machine_classes.toml", "[digger]\nen = \"Digger\"\n[nameless]\n");
  auto catalog = Catalog::load(folder_);
  ASSERT_TRUE(catalog);
  EXPECT_EQ(class_of(*catalog, "anything"), "");
  EXPECT_EQ(class_of(*catalog, "digger"), "digger");
}

TEST_F(CatalogFiles, AMissingOrBrokenFileIsNamed) {
  EXPECT_EQ(Catalog::load(folder_).error().code, "file_missing");
  write("machine_classes.toml", "[digger\n");
  auto catalog = Catalog::load(folder_);
  ASSERT_FALSE(catalog);
  EXPECT_EQ(catalog.error().code, "toml_syntax");
  EXPECT_EQ(catalog.error().where.line, 1u);
}

}  // namespace
}  // namespace chuhai::machine
