#include "rulebook/book.hpp"

#include <gtest/gtest.h>

#include "pack_folder.hpp"
#include "rulebook/facts.hpp"

namespace chuhai::rulebook {
namespace {

using testing::replace_first;
using testing::TemporaryFolder;
using testing::TinyPack;

TinyPack version(const std::string& number, const std::string& validity) {
  TinyPack pack;
  pack.folder = "shop/things-" + number;
  pack.rules = {{.id = "all_may_pass"}};
  replace_first(pack.manifest, "version = \"1\"", "version = \"" + number + "\"");
  replace_first(pack.manifest, "valid_from = 2020-01-01", validity);
  return pack;
}

std::string chosen(const Book& book, const calendar::Date& day) {
  const auto pack = book.choose("shop.things", day);
  return pack ? pack->version : "none";
}

TEST(Book, ChoosesTheVersionOfTheDayAndNoneInAGap) {
  const TemporaryFolder root;
  testing::write_common(root.path());
  version("1", "valid_from = 2020-01-01\nvalid_to = 2022-01-01").write(root.path());
  version("2", "valid_from = 2023-01-01").write(root.path());
  version("3", "valid_from = 2025-01-01").write(root.path());
  auto book = Book::load(root.path());
  ASSERT_TRUE(book) << base::describe(book.error());
  EXPECT_EQ(chosen(*book, {2019, 12, 31}), "none");
  EXPECT_EQ(chosen(*book, {2020, 1, 1}), "1");
  EXPECT_EQ(chosen(*book, {2021, 12, 31}), "1");
  EXPECT_EQ(chosen(*book, {2022, 1, 1}), "none") << "valid_to is the first day no longer valid";
  EXPECT_EQ(chosen(*book, {2023, 1, 1}), "2");
  EXPECT_EQ(chosen(*book, {2025, 1, 1}), "3") << "the later beginning wins";
  EXPECT_EQ(book->choose("shop.nothing", {2025, 1, 1}), nullptr);
  EXPECT_EQ(book->ids("shop"), std::vector<std::string>{"shop.things"});
}

TEST(Book, DraftAndWithdrawnPacksAreNeverChosen) {
  for (const char* status : {"draft", "withdrawn"}) {
    const TemporaryFolder root;
    testing::write_common(root.path());
    TinyPack pack = version("1", "valid_from = 2020-01-01");
    replace_first(pack.manifest, "in_force", status);
    pack.write(root.path());
    auto book = Book::load(root.path());
    ASSERT_TRUE(book);
    EXPECT_EQ(chosen(*book, {2021, 1, 1}), "none");
  }
}

TEST(Book, TwoVersionsFromTheSameDayAreRefused) {
  const TemporaryFolder root;
  testing::write_common(root.path());
  version("1", "valid_from = 2020-01-01").write(root.path());
  version("2", "valid_from = 2020-01-01").write(root.path());
  auto book = Book::load(root.path());
  ASSERT_FALSE(book);
  EXPECT_NE(base::describe(book.error()).find("already valid from the same day"), std::string::npos);
}

TEST(Book, AllProblemsOfAllPacksAreReportedTogether) {
  const TemporaryFolder root;
  testing::write_common(root.path());
  TinyPack first = version("1", "valid_from = 2020-01-01"), second = version("2", "valid_from = 2021-01-01");
  replace_first(first.manifest, "\"official\"", "\"rumour\"");
  second.manifest += "\n[[values]]\ndecision = \"assess\"\nfield = \"thing.weight\"\n";
  first.write(root.path());
  second.write(root.path());
  auto book = Book::load(root.path());
  ASSERT_FALSE(book);
  const std::string text = base::describe(book.error());
  EXPECT_NE(text.find("rumour"), std::string::npos) << text;
  EXPECT_NE(text.find("'thing.weight' is not in the vocabulary"), std::string::npos) << text;
  EXPECT_NE(book.error().message.zh.find("不在词汇表中"), std::string::npos);
}

TEST(Book, AFolderThatIsMissingIsNamed) {
  auto book = Book::load("/nowhere/rules");
  ASSERT_FALSE(book);
  EXPECT_EQ(book.error().code, "no_rules");
  EXPECT_EQ(book.error().where.source, "/nowhere/rules");
}

TEST(Book, ReadsVocabularyAssumptionsAndPapers) {
  const TemporaryFolder root;
  testing::write_common(root.path());
  auto book = Book::load(root.path());
  ASSERT_TRUE(book);
  const Field* colour = book->vocabulary().find("thing.colour");
  ASSERT_NE(colour, nullptr);
  EXPECT_EQ(colour->allowed, (std::vector<std::string>{"red", "green", "blue"}));
  EXPECT_EQ(book->vocabulary().find("thing.size")->unit, "m");
  EXPECT_EQ(book->vocabulary().find("thing.taste"), nullptr);
  EXPECT_EQ(book->paper("form").zh, "表格");
  EXPECT_EQ(book->paper("unheard_of").en, "unheard_of");
  EXPECT_EQ(book->assumptions().text.en, "Assumed: red.");
}

TEST(Facts, AValueOfAnotherTypeIsRefused) {
  const TemporaryFolder root;
  testing::write_common(root.path());
  auto book = Book::load(root.path());
  ASSERT_TRUE(book);
  const Field& size = *book->vocabulary().find("thing.size");
  EXPECT_TRUE(read_fact(size, "2.5"));
  EXPECT_TRUE(read_fact(size, "null"));
  auto text = read_fact(size, "\"large\"");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, "wrong_type");
  EXPECT_FALSE(read_fact(size, "2 +"));
}

}  // namespace
}  // namespace chuhai::rulebook
