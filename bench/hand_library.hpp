#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "fleet_columns.hpp"
#include "rulebook/pack.hpp"
#include "rulebook/vocabulary.hpp"

namespace chuhai::bench {

/// The rules of packs as a programmer would write them in C++: a struct of facts, what is computed computed
/// once for a row, one function for each pack with nested ifs that returns as soon as the verdict is known.
/// `codes` gives the dictionary of text columns.
struct HandSource {
  std::vector<std::string> columns;  ///< vocabulary paths in the order of the function's first argument
  std::string text;                  ///< a translation unit with the function `verdicts`
};
HandSource hand_source(const std::vector<std::shared_ptr<const rulebook::Pack>>& packs,
                       const calendar::Date& as_of, const rulebook::Vocabulary& vocabulary,
                       const std::vector<FleetColumn>& columns);

/// That source, compiled with the flags of this project's release build and loaded.
class HandLibrary {
 public:
  /// Rows begin .. end - 1 by every pack: out[pack][row] is the outcome's number.
  using Verdicts = void (*)(const std::int32_t* const* columns, std::size_t begin, std::size_t end,
                            std::uint8_t* const* out);

  /// Writes, compiles and loads the source in `folder`. Throws std::runtime_error.
  HandLibrary(const HandSource& source, const std::filesystem::path& folder);
  ~HandLibrary();
  HandLibrary(const HandLibrary&) = delete;
  HandLibrary& operator=(const HandLibrary&) = delete;

  Verdicts verdicts() const { return verdicts_; }

 private:
  void* handle_ = nullptr;
  Verdicts verdicts_ = nullptr;
};

}  // namespace chuhai::bench
