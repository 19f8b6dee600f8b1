// Every decision of the conformance suite that a program takes, compiled and compared with the interpreter.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "base/file.hpp"
#include "program_agreement.hpp"
#include "tck_values.hpp"
#include "xml/document.hpp"

namespace chuhai::dmn {
namespace {

/// The decision asked for by a test file, with the inputs of every test that asks for it.
using Questions = std::map<std::string, std::vector<feel::Context>>;

std::filesystem::path kit_folder() {
  const char* data = std::getenv("CHUHAI_DATA");
  const std::filesystem::path source = CHUHAI_SOURCE_DIR;
  return (data != nullptr ? std::filesystem::path(data) : source / "../shared/data") / "dmn-tck";
}

Questions questions_of(const XmlElement& root) {
  Questions questions;
  for (const XmlElement& test : children_named(root, "testCase")) {
    if (!attribute_of(test, "invocableName").empty()) continue;
    feel::Context inputs;
    for (const XmlElement& input : children_named(test, "inputNode"))
      inputs.set(name_of(input), read_tck_value(input));
    for (const XmlElement& node : children_named(test, "resultNode"))
      questions[name_of(node)].push_back(inputs);
  }
  return questions;
}

/// The value at a path, or nothing where the way ends.
const feel::Value* value_at(const feel::Context& context, const std::string& path) {
  if (const feel::Value* whole = context.find(path)) return whole;
  for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1)) {
    const feel::Value* owner = context.find(path.substr(0, dot));
    if (owner != nullptr && owner->kind() == feel::Kind::context)
      return value_at(owner->context(), path.substr(dot + 1));
  }
  return nullptr;
}

column::Batch batch_of(const Program& program, const std::vector<feel::Context>& rows) {
  column::Batch batch(rows.size());
  for (const ProgramInput& input : program.inputs()) {
    column::ValuesBuilder builder(input.type);
    for (const feel::Context& row : rows) {
      const feel::Value* value = value_at(row, input.path);
      if (value == nullptr || value->is_null()) {
        builder.add_unknown(column::kMissing);
      } else {
        add_value(builder, input.type, *value);
      }
    }
    batch.set(input.path, column::Column::flat(builder.finish()));
  }
  return batch;
}

/// Every null of an answer, be it inside of lists and contexts, says why.
void expect_reasons(const feel::Value& value, const std::string& decision) {
  if (value.is_null()) {
    EXPECT_FALSE(value.reason().code.empty()) << decision;
    EXPECT_FALSE(value.reason().message.empty()) << decision;
  }
  if (value.kind() == feel::Kind::list)
    for (const feel::Value& item : value.list()) expect_reasons(item, decision);
  if (value.kind() == feel::Kind::context)
    for (const auto& [name, entry] : value.context().entries()) expect_reasons(entry, decision);
}

/// Compares all decisions of one test file; gives how many a program took.
std::size_t compare_file(const std::filesystem::path& file) {
  const auto bytes = base::read_file(file, std::uint64_t{16} << 20);
  const auto document = bytes ? xml::Document::parse(*bytes, file.string()) : bytes.error();
  if (!document || document->root().name() != "testCases") return 0;
  const auto name = document->root().child("modelName");
  ReadOptions lenient;
  lenient.strict = false;
  const auto model = read_model(file.parent_path() / (name ? text_of(*name) : std::string()), lenient);
  if (!model) return 0;
  std::size_t compared = 0;
  const Evaluator evaluator = Evaluator::create(*model).value();
  for (const auto& [decision, rows] : questions_of(document->root())) {
    for (const feel::Context& row : rows) expect_reasons(evaluator.decision(decision, row, {}), decision);
    Program::Request request;
    request.values = {decision};
    for (const feel::Mode mode : {feel::Mode::standard, feel::Mode::three_valued}) {
      const auto program = Program::compile(*model, request, mode);
      if (!program) continue;
      ++compared;
      EXPECT_EQ("", testing::disagreement_once(*model, request, batch_of(*program, rows), mode))
          << file.filename() << " " << decision
          << (mode == feel::Mode::standard ? " standard" : " three-valued");
    }
  }
  return compared;
}

TEST(ProgramOnTheConformanceSuite, AgreesWithTheInterpreter) {
  if (!std::filesystem::is_directory(kit_folder()))
    GTEST_SKIP() << "the DMN conformance suite is not at " << kit_folder();
  std::size_t compared = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kit_folder()))
    if (entry.path().extension() == ".xml") compared += compare_file(entry.path());
  RecordProperty("compared", static_cast<int>(compared));
  EXPECT_GT(compared, 3000U);
}

}  // namespace
}  // namespace chuhai::dmn
