#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"

namespace chuhai::values {

/// A delivery term: who carries, insures and clears what, up to a named place.
/// Source: Incoterms 2020, International Chamber of Commerce publication 723.
class Incoterm {
 public:
  enum class Code : std::uint8_t { exw, fca, fas, fob, cfr, cif, cpt, cip, dap, dpu, ddp };

  explicit Incoterm(Code code) : code_(code) {}

  /// Reads the three letters in any case, with or without a following place ("FOB Shanghai" is FOB), and
  /// the older spellings C&F and CNF for CFR.
  /// Errors: invalid/unknown_incoterm; invalid/withdrawn_incoterm for DAT, DAF, DES, DEQ and DDU.
  static base::Result<Incoterm> parse(std::string_view text);
  static std::vector<Incoterm> all();

  Code id() const { return code_; }
  std::string_view code() const;  ///< "FOB"
  base::Text name() const;

  bool is_sea_only() const;                ///< FAS, FOB, CFR, CIF: sea and inland waterway transport only
  bool seller_pays_main_carriage() const;  ///< C and D terms
  bool seller_pays_insurance() const;      ///< CIF and CIP oblige the seller to insure
  bool seller_clears_export() const;       ///< all but EXW
  bool seller_clears_import() const;       ///< DDP

  bool operator==(const Incoterm&) const = default;

 private:
  Code code_;
};

}  // namespace chuhai::values
