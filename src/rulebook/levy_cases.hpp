#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "column/column.hpp"
#include "rulebook/cases.hpp"
#include "rulebook/charges.hpp"

namespace chuhai::rulebook {

/// Compares what a pack charges with what a case says about it.
class LevyCases {
 public:
  /// Errors: those of Charger::create.
  static base::Result<LevyCases> create(std::shared_ptr<const Pack> pack, const calendar::Date& as_of,
                                        const column::Batch& batch);

  /// What the case expects and the pack does not say, one message each. Only `levy:` and `charges:`
  /// lines are looked at.
  std::vector<std::string> failures(const Case& one, const column::Batch& batch, std::size_t row) const;
  /// The customs value's base or percentage as FEEL text; none when `path` is neither or the pack computes
  /// none.
  std::optional<std::string> value_text(const std::string& path, const column::Batch& batch,
                                        std::size_t row) const;
  /// Ids of levy rules and customs value rules that take part in a row.
  std::vector<std::string> rules(const column::Batch& batch, std::size_t row) const;

 private:
  LevyCases(Charger charger, Charger::Run run) : charger_(std::move(charger)), run_(std::move(run)) {}

  void check_charges(const std::vector<std::string>& expected, const column::Batch& batch, std::size_t row,
                     std::vector<std::string>& whats) const;

  Charger charger_;
  Charger::Run run_;
};

}  // namespace chuhai::rulebook
