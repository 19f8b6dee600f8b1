#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "dmn/model.hpp"
#include "rulebook/levy.hpp"

namespace chuhai::rulebook {

/// Who said it. The first four may carry a blocking rule, the others only a warning.
enum class SourceClass : std::uint8_t {
  official,
  legal_db,
  law_firm,
  inspection_body,
  logistics,
  press,
  trade_blog,
  own
};
std::string_view to_string(SourceClass source_class);
base::Text label(SourceClass source_class);

/// Where a rule comes from.
struct Source {
  std::string key;
  std::string instrument;  ///< law, clause, edition
  std::string url;
  SourceClass source_class = SourceClass::own;
  bool verified = false;  ///< read in a source; otherwise recalled
  std::optional<calendar::Date> effective_from;
  std::optional<calendar::Date> effective_to;  ///< last day in force
  calendar::Date checked_on;
  std::string note;

  /// True when a rule resting on it may refuse: verified, and from law or an official body.
  bool may_block() const;
};

/// What a matching rule does to the verdict, before its source's strength is weighed.
enum class Effect : std::uint8_t { refused, undecided, condition, allowed };
enum class Need : std::uint8_t {
  none,
  permit,
  inspection,
  paper,
  charge,
  lock,
  port,
  season,
  importer,
  deadline,
  modification,
  confirm
};
std::string_view to_string(Effect effect);
std::string_view to_string(Need need);
base::Text label(Need need);

/// A rule of a findings table, with its provenance.
struct RuleInfo {
  std::string id;
  std::string table;  ///< decision that holds it
  std::size_t row = 0;
  Effect effect = Effect::undecided;
  Need need = Need::none;
  std::string kind;  ///< "QR-P", "NTM-B" ...
  std::string item;  ///< code of the paper or permit, empty when none
  base::Text text;
  std::vector<const Source*> sources;  ///< the one that carries the rule first; never empty

  const Source& source() const { return *sources.front(); }
};

/// A rule of a value table (classification, tax outcome), for explanations.
struct ValueRule {
  std::string id;
  base::Text text;
  std::vector<const Source*> sources;
};

/// A decision whose scalar result fills a vocabulary field.
struct ValueDecision {
  std::string decision;
  std::string field;
  bool override_given = false;
  bool is_table = false;
  std::vector<ValueRule> rules;  ///< by row of the table
};

enum class Status : std::uint8_t { draft, in_force, withdrawn };

/// A rule pack as read: manifest, model, provenance. Immutable.
struct Pack {
  std::string id;            ///< "dest.vn"
  std::string area;          ///< "cn", "dest"
  std::string jurisdiction;  ///< ISO 3166 alpha-2
  std::string version;
  Status status = Status::draft;
  calendar::Date valid_from;
  std::optional<calendar::Date> valid_to;  ///< first day no longer valid
  std::string issuer;
  base::Text title;
  std::string hash;  ///< SHA-256 (hex) over manifest, model and imported models
  std::filesystem::path folder;
  std::map<std::string, Source, std::less<>> sources;
  std::shared_ptr<const dmn::Model> model;
  std::vector<ValueDecision> values;
  std::vector<std::string> findings_tables;            ///< in the order of the findings decision
  std::vector<RuleInfo> rules;                         ///< of all findings tables, table by table
  std::vector<std::size_t> first_rule_of_table;        ///< parallel to findings_tables
  std::string levies_decision;                         ///< empty when the pack says nothing about levies
  std::vector<LevyRule> levies;                        ///< by row of the levies table
  std::optional<ValueDecision> customs_value_base;     ///< without it the CIF price counts
  std::optional<ValueDecision> customs_value_percent;  ///< without it the whole of the base counts
  std::vector<NotRepresented> not_represented;         ///< in the order of the manifest

  bool valid_on(const calendar::Date& as_of) const;
};

/// Reads and checks one pack folder. All problems are reported together, each with file, line and what to do.
/// Errors: invalid/pack (missing or wrong key, broken date, unknown source key, rule without annotation,
/// outcome that is not a constant of the vocabulary, levy with a wrong word, basis, amount or currency,
/// duplicate rule id, missing translation), and those of dmn::read_model.
/// `options.model` stands in for the model the manifest names; `options.rules_root` is where the common
/// models are found from when the folder does not lie among the packs.
struct PackOptions {
  std::filesystem::path model;
  std::filesystem::path rules_root;
};
base::Result<std::shared_ptr<const Pack>> read_pack(const std::filesystem::path& folder,
                                                    const PackOptions& options = {});

}  // namespace chuhai::rulebook
