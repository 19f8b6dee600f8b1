// The engines and the foundation know nothing of machines or trade, not even in a comment.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "cpp_scan.hpp"
#include "source_tree.hpp"

namespace chuhai::architecture {
namespace {

/// Words of the business, in the forms that would show it; sorted. Left out because engines need them in
/// another sense: import (decision models import each other), worksheet (of a workbook), value, source, case.
constexpr std::array<std::string_view, 48> kBusinessWords = {
    "alliance",   "appraisal", "appraiser", "broker",    "bulldozer", "buyer",     "consignee", "consignor",
    "crane",      "customs",   "dealer",    "excavator", "export",    "exporter",  "exporters", "exports",
    "fleet",      "fleets",    "forklift",  "freight",   "importer",  "importers", "incoterm",  "inspector",
    "invoice",    "invoices",  "lessee",    "lessor",    "machine",   "machinery", "machines",  "mileage",
    "nameplate",  "odometer",  "seller",    "sellers",   "shipment",  "shipments", "shipper",   "tariff",
    "telematics", "vat",       "vehicle",   "vehicles",  "warranty",  "yard",      "yards",     "zoomlion",
};

bool is_business_word(std::string_view word) {
  return std::binary_search(kBusinessWords.begin(), kBusinessWords.end(), word);
}

TEST(Words, TheListIsSorted) { EXPECT_TRUE(std::is_sorted(kBusinessWords.begin(), kBusinessWords.end())); }

TEST(Words, FoundationAndEnginesCarryNoBusinessWord) {
  constexpr int kHighestEngineLayer = 2;
  const std::vector<Module> modules = read_modules();
  std::vector<Violation> violations;
  for (const SourceFile& file : read_sources({"src"}, {".cpp", ".hpp"})) {
    const bool is_engine = std::any_of(modules.begin(), modules.end(), [&](const Module& module) {
      return module.name == file.module() && module.layer <= kHighestEngineLayer;
    });
    if (!is_engine) continue;
    for (const Word& word : scan_words(file.text)) {
      if (!is_business_word(word.text)) continue;
      violations.push_back({file.path, word.line,
                            "'" + word.text + "' is a word of the business: say it in the engine's own " +
                                "terms (row, column, record, item), or move the code up to a context"});
    }
  }
  EXPECT_TRUE(violations.empty()) << report(violations);
}

}  // namespace
}  // namespace chuhai::architecture
