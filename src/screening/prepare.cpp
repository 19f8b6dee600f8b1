#include "base/text.hpp"
#include "dmn/program.hpp"
#include "pipeline.hpp"
#include "rulebook/facts.hpp"

namespace chuhai::screening {

namespace {

/// An error about something the mapping file says names that file, when it names none yet.
base::Error in_mapping(base::Error error, const MappingFile& mapping) {
  if (error.where.source.empty()) error.where.source = mapping.source;
  return error;
}

base::Result<std::vector<std::pair<std::string, column::Column>>> constant_facts(const MappingFile& mapping,
                                                                                 const rulebook::Book& book) {
  rulebook::Facts facts;
  for (const auto& [path, text] : mapping.facts) {
    const rulebook::Field* field = book.vocabulary().find(path);
    if (field == nullptr) {
      return base::Error{base::ErrorKind::not_found,
                         "unknown_field",
                         {"the mapping file states '" + path + "', which is not in the vocabulary",
                          "映射文件中的 '" + path + "' 不在词汇表中"},
                         {mapping.source, 0, 0, path}};
    }
    auto value = rulebook::read_fact(*field, text);
    if (!value) return in_mapping(value.error(), mapping);
    facts.emplace_back(path, *value);
  }
  const column::Batch batch = rulebook::to_batch({facts}, book.vocabulary());
  return batch.columns();
}

}  // namespace

base::Result<Prepared> prepare(const std::filesystem::path& fleet, const rulebook::Book& book,
                               const machine::Catalog& catalog, const ScreenOptions& options,
                               const EngineScope& scope) {
  table::ReadOptions read_options;
  read_options.sheet = options.mapping.sheet;
  read_options.chunk_bytes = std::size_t{4} << 20;
  auto reader = table::Reader::open(fleet, read_options);
  if (!reader) return reader.error();

  Prepared prepared;
  prepared.reader = std::move(*reader);
  auto mapping =
      match_columns(prepared.reader->preview(), book.vocabulary(), options.mapping, fleet.string());
  if (!mapping) return mapping.error();
  prepared.mapping = std::move(*mapping);
  if (auto skipped = prepared.reader->skip_rows(prepared.mapping.heading_row + 1); !skipped)
    return skipped.error();

  Engine::Options engine_options;
  engine_options.as_of = options.as_of;
  engine_options.countries = options.countries;
  engine_options.destinations = scope.destinations;
  engine_options.before_stage = scope.before_stage;
  engine_options.costs = options.costs;
  for (const auto& [path, text] : options.mapping.facts) {
    if (!path.starts_with("machine.")) engine_options.assumed.emplace_back(path, text);
  }
  auto engine = Engine::create(book, engine_options);
  if (!engine) return in_mapping(engine.error(), options.mapping);
  prepared.engine = std::make_shared<const Engine>(std::move(*engine));

  for (const ColumnUse& use : prepared.mapping.columns) {
    auto field_reader =
        FieldReader::create(use, book.vocabulary(), catalog, prepared.mapping.date_order, options.as_of);
    if (!field_reader) return in_mapping(field_reader.error(), options.mapping);
    prepared.readers.push_back(std::make_shared<const FieldReader>(std::move(*field_reader)));
  }
  auto constants = constant_facts(options.mapping, book);
  if (!constants) return constants.error();
  prepared.constants = std::move(*constants);
  return prepared;
}

namespace {

std::vector<std::string> paths_read(const std::shared_ptr<const rulebook::Assessor>& assessor) {
  std::vector<std::string> paths;
  if (!assessor) return paths;
  for (const dmn::ProgramInput& input : assessor->inputs()) paths.push_back(input.path);
  return paths;
}

}  // namespace

Report Prepared::report_head(const std::filesystem::path& fleet, const rulebook::Book& book) const {
  Report report;
  report.source = fleet.filename().string();
  report.as_of = engine->as_of();
  report.headings = mapping.headings;
  report.assumptions = book.assumptions().text;
  report.assumed = engine->assumed();
  report.costs = engine->costs();
  for (const ColumnUse& use : mapping.columns) report.mapped.emplace_back(use.heading, use.field);
  for (const std::size_t column : mapping.unused_columns) {
    if (!base::trim(mapping.headings[column]).empty())
      report.unused_headings.push_back(mapping.headings[column]);
  }
  for (const Stage& stage : engine->stages()) {
    const auto pack = stage.assessor ? stage.assessor->shared_pack() : nullptr;
    report.stages.push_back(
        {stage.id, pack ? pack->title : base::Text{stage.id, stage.id}, pack, paths_read(stage.assessor)});
  }
  for (const Destination& destination : engine->destinations()) {
    report.destinations.push_back({destination.country, destination.name,
                                   destination.assessor ? destination.assessor->shared_pack() : nullptr,
                                   paths_read(destination.assessor)});
  }
  report.totals.stages.resize(report.stages.size());
  report.totals.destinations.resize(report.destinations.size());
  return report;
}

}  // namespace chuhai::screening
