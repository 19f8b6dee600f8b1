#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/file.hpp"
#include "machine/catalog.hpp"
#include "rulebook/book.hpp"
#include "screening/screen.hpp"

namespace chuhai::screening::testing {

/// The shipped rules and catalogue, read once for all tests.
struct Shipped {
  rulebook::Book book;
  machine::Catalog catalog;

  static const Shipped& get() {
    static const Shipped kShipped = [] {
      const std::filesystem::path home = CHUHAI_SOURCE_DIR;
      return Shipped{*rulebook::Book::load(home / "rules"), *machine::Catalog::load(home / "catalog")};
    }();
    return kShipped;
  }
};

/// A folder of sheets that disappears with the test.
class Fleet {
 public:
  Fleet() {
    std::string pattern = (std::filesystem::temp_directory_path() / "chuhai_fleet_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    options_.as_of = {2026, 11, 24};
    options_.countries = {"UG"};
  }
  ~Fleet() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;
  Fleet(Fleet&&) = delete;
  Fleet& operator=(Fleet&&) = delete;

  ScreenOptions& options() { return options_; }
  std::filesystem::path file(std::string_view name) const { return folder_ / name; }

  /// Reads the mapping text and uses it from now on.
  base::Result<void> map(std::string_view toml) {
    base::write_file(file("mapping.toml"), toml);
    auto mapping = read_mapping(file("mapping.toml"));
    if (!mapping) return mapping.error();
    options_.mapping = std::move(*mapping);
    return {};
  }

  base::Result<Report> try_screen(std::string_view csv) {
    base::write_file(file("fleet.csv"), csv);
    return try_file("fleet.csv");
  }
  base::Result<Report> try_file(std::string_view name) const {
    return screening::screen(file(name), Shipped::get().book, Shipped::get().catalog, options_);
  }

  /// The report of a sheet that must be readable.
  Report screen(std::string_view csv) {
    auto report = try_screen(csv);
    EXPECT_TRUE(report) << base::describe(report.error());
    return report ? std::move(*report) : Report{};
  }

 private:
  std::filesystem::path folder_;
  ScreenOptions options_;
};

/// All problems of a machine, "heading: text" in English, one a line.
inline std::string problems_of(const MachineResult& machine) {
  std::string text;
  for (const Problem& problem : machine.problems) {
    EXPECT_FALSE(problem.text.zh.empty()) << problem.text.en;
    text += problem.heading + ": " + problem.text.en + "\n";
  }
  return text;
}

inline std::string field_of(const Report& report, std::string_view heading) {
  for (const auto& [written, path] : report.mapped) {
    if (written == heading) return path;
  }
  return "";
}

/// What one cell under a heading is understood as; the sheet also says the machine type.
inline std::string understood(std::string_view heading, std::string_view cell, std::string_view path) {
  Fleet fleet;
  const Report report =
      fleet.screen("机种," + std::string(heading) + "\n挖掘机,\"" + std::string(cell) + "\"\n");
  return report.machines.size() == 1 ? report.machines[0].value_of(path) : "no machine";
}

}  // namespace chuhai::screening::testing
