#include <gtest/gtest.h>

#include "fleet.hpp"

// The vocabulary of the rules and the catalogue of people's words must speak of the same codes.

namespace chuhai::screening {
namespace {

using testing::Shipped;

TEST(CatalogAndVocabulary, EveryClassHasNamesInBothLanguagesAndIsFoundByThem) {
  const rulebook::Field* field = Shipped::get().book.vocabulary().find("machine.class");
  ASSERT_NE(field, nullptr);
  const machine::Catalog& catalog = Shipped::get().catalog;
  EXPECT_GE(field->allowed.size(), 30u);
  for (const std::string& code : field->allowed) {
    const base::Text name = catalog.label("class", code);
    EXPECT_NE(name.en, code) << "no name";
    EXPECT_FALSE(name.en.empty() || name.zh.empty()) << code;
    for (const std::string& word : {code, name.en, name.zh}) {
      const auto match = catalog.find_class(word);
      ASSERT_TRUE(match) << word;
      EXPECT_EQ(match->machine_class, code) << word;
    }
  }
}

TEST(CatalogAndVocabulary, EveryCodedFieldIsReadByTheNamesOfItsCodes) {
  for (const rulebook::Field& field : Shipped::get().book.vocabulary().fields()) {
    if (!field.path.starts_with("machine.") || field.path == "machine.class" || field.allowed.empty() ||
        field.type != column::Type::string || field.evidence == "derived") {
      continue;
    }
    const std::string name = field.path.substr(field.path.find('.') + 1);
    for (const std::string& code : field.allowed) {
      const base::Text label = Shipped::get().catalog.label(name, code);
      EXPECT_FALSE(label.en.empty() || label.zh.empty()) << field.path << ' ' << code;
      for (const std::string& word : {code, label.en, label.zh})
        EXPECT_EQ(Shipped::get().catalog.find_code(name, word), code) << field.path << ' ' << word;
    }
  }
}

}  // namespace
}  // namespace chuhai::screening
