#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.hpp"
#include "machine/catalog.hpp"
#include "rulebook/book.hpp"
#include "screening/screen.hpp"

namespace chuhai::documents::testing {

/// A sheet screened with the shipped rules, and a folder for what is made of it.
class ScreenedFleet {
 public:
  explicit ScreenedFleet(std::string_view csv, std::vector<std::string> countries = {})
      : book_(*rulebook::Book::load(std::filesystem::path(CHUHAI_SOURCE_DIR) / "rules")),
        catalog_(*machine::Catalog::load(std::filesystem::path(CHUHAI_SOURCE_DIR) / "catalog")) {
    std::string pattern = (std::filesystem::temp_directory_path() / "chuhai_documents_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    base::write_file(folder_ / "fleet.csv", csv);
    screening::ScreenOptions options;
    options.as_of = {2026, 11, 24};
    options.countries = std::move(countries);
    options.costs = std::make_shared<const destination::CostAssumptions>(*destination::CostAssumptions::load(
        std::filesystem::path(CHUHAI_SOURCE_DIR) / "rules/common/landed-cost.toml"));
    auto screened = screening::screen(folder_ / "fleet.csv", book_, catalog_, options);
    EXPECT_TRUE(screened) << base::describe(screened.error());
    report_ = std::move(*screened);
    std::filesystem::remove(folder_ / "fleet.csv");
  }
  ~ScreenedFleet() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  ScreenedFleet(const ScreenedFleet&) = delete;
  ScreenedFleet& operator=(const ScreenedFleet&) = delete;
  ScreenedFleet(ScreenedFleet&&) = delete;
  ScreenedFleet& operator=(ScreenedFleet&&) = delete;

  const screening::Report& report() const { return report_; }
  const rulebook::Book& book() const { return book_; }
  const machine::Catalog& catalog() const { return catalog_; }
  std::filesystem::path file(std::string_view name) const { return folder_ / name; }
  std::string bytes(std::string_view name) const { return *base::read_file(file(name), 256u << 20); }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), {}));
  }

 private:
  rulebook::Book book_;
  machine::Catalog catalog_;
  std::filesystem::path folder_;
  screening::Report report_;
};

}  // namespace chuhai::documents::testing
