#include "documents/destinations_page.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/file.hpp"

namespace chuhai::documents {
namespace {

TEST(DestinationsPage, IsTheOneInTheDocuments) {
  const std::filesystem::path root = CHUHAI_SOURCE_DIR;
  auto book = rulebook::Book::load(root / "rules");
  ASSERT_TRUE(book) << base::describe(book.error());
  const std::string page = destinations_page(*book);
  const std::filesystem::path file = root / "docs/destinations.md";
  if (std::getenv("CHUHAI_BLESS") != nullptr) base::write_file(file, page);
  auto committed = base::read_file(file, 4u << 20);
  ASSERT_TRUE(committed) << base::describe(committed.error());
  EXPECT_TRUE(page == *committed) << "docs/destinations.md is out of date: run `chuhai rules list --format "
                                     "markdown > docs/destinations.md`, or this test with CHUHAI_BLESS=1";
}

}  // namespace
}  // namespace chuhai::documents
