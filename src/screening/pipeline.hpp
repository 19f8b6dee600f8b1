#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "facts_builder.hpp"
#include "machine/catalog.hpp"
#include "screening/engine.hpp"
#include "screening/mapping.hpp"
#include "screening/screen.hpp"
#include "table/reader.hpp"

namespace chuhai::screening {

/// A fleet opened, its columns matched, its packs compiled: ready to run.
struct Prepared {
  std::unique_ptr<table::Reader> reader;
  Mapping mapping;
  std::shared_ptr<const Engine> engine;
  std::vector<std::shared_ptr<const FieldReader>> readers;
  std::vector<std::pair<std::string, column::Column>> constants;
  std::optional<std::vector<std::string>> facts_kept;  ///< see FactsBuilder::keep_only; absent: all

  /// The parts of a report that do not depend on the machines.
  Report report_head(const std::filesystem::path& fleet, const rulebook::Book& book) const;
};

/// Which packs of an engine run; see Engine::Options.
struct EngineScope {
  bool destinations = true;
  std::string before_stage;
};

base::Result<Prepared> prepare(const std::filesystem::path& fleet, const rulebook::Book& book,
                               const machine::Catalog& catalog, const ScreenOptions& options,
                               const EngineScope& scope = {});

/// One block after all packs have spoken.
struct ScreenedBlock {
  const table::RowBlock& rows;
  BlockFacts facts;
  BatchResult result;
};

/// What a worker makes of a block; handed to the consumer in file order.
class BlockProduct {
 public:
  virtual ~BlockProduct() = default;
};

/// Runs the whole file: `work` on several threads, `consume` on one thread in file order, until it says
/// that it wants no more.
base::Result<void> run_blocks(Prepared& prepared, const ScreenOptions& options,
                              const std::function<std::unique_ptr<BlockProduct>(ScreenedBlock)>& work,
                              const std::function<bool(std::unique_ptr<BlockProduct>)>& consume);

}  // namespace chuhai::screening
