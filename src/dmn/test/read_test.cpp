#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/file.hpp"
#include "dmn/evaluate.hpp"
#include "dmn/model.hpp"

namespace chuhai::dmn {
namespace {

const std::filesystem::path kModels = std::filesystem::path(CHUHAI_SOURCE_DIR) / "src/dmn/test/models";
constexpr const char* kNamespace = "https://www.omg.org/spec/DMN/20230324/MODEL/";

/// A model written for one test, removed with it.
class TemporaryModel {
 public:
  explicit TemporaryModel(const std::string& body, const std::string& name_space = kNamespace)
      : path_(std::filesystem::temp_directory_path() /
              ("chuhai_dmn_" + std::to_string(reinterpret_cast<std::uintptr_t>(this)) + ".dmn")) {
    base::write_file(path_, "<definitions xmlns=\"" + name_space + "\" name=\"t\" namespace=\"urn:t\">" +
                                body + "</definitions>");
  }
  ~TemporaryModel() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryModel(const TemporaryModel&) = delete;
  TemporaryModel& operator=(const TemporaryModel&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

base::Error refusal_of(const std::filesystem::path& file, const ReadOptions& options = {}) {
  const auto model = read_model(file, options);
  if (!model) return model.error();
  ADD_FAILURE() << file << " was read";
  return {};
}

TEST(ReadModel, KeepsItemDefinitionsWithTheirExtensions) {
  const auto model = read_model(kModels / "boxed.dmn", {});
  ASSERT_TRUE(model) << base::describe(model.error());
  const ItemDefinition* item = (*model)->find_item("tCase");
  ASSERT_NE(nullptr, item);
  ASSERT_EQ(1U, item->extensions.size());
  EXPECT_EQ("note", item->extensions[0].element);
  EXPECT_EQ("kept", item->extensions[0].attributes[0].second);
  ASSERT_EQ(2U, item->components.size());
  EXPECT_EQ("[0..150]", item->components[0].allowed_values_text);
  EXPECT_EQ("field", item->components[0].extensions[0].element);
  EXPECT_EQ("count(?) <= 3", (*model)->find_item("tNumbers")->type_constraint_text);
}

TEST(ReadModel, FindsTypesOfImportedModelsByPrefix) {
  const auto model = read_model(kModels / "importing.dmn", {});
  ASSERT_TRUE(model) << base::describe(model.error());
  ASSERT_NE(nullptr, (*model)->find_item("lib.tPerson"));
  EXPECT_EQ(nullptr, (*model)->find_item("tPerson"));
}

TEST(ReadModel, NamesTheCircleOfRequirements) {
  const base::Error error = refusal_of(kModels / "bad_cycle.dmn");
  EXPECT_EQ("dmn_cycle", error.code);
  EXPECT_NE(std::string::npos, error.message.en.find("A -> B -> C -> A")) << error.message.en;
  EXPECT_FALSE(error.message.zh.empty());
  EXPECT_GT(error.where.line, 0U);
}

TEST(ReadModel, NamesTheCircleOfTypes) { EXPECT_EQ("dmn_cycle", refusal_of(kModels / "bad_types.dmn").code); }

TEST(ReadModel, NamesTheCircleOfImports) {
  const base::Error error = refusal_of(kModels / "bad_import_a.dmn");
  EXPECT_EQ("dmn_cycle", error.code);
  EXPECT_NE(std::string::npos, error.message.en.find("bad_import_b.dmn")) << error.message.en;
}

TEST(ReadModel, TellsAllProblemsAtOnce) {
  const base::Error error = refusal_of(kModels / "bad_reference.dmn");
  EXPECT_EQ("dmn_unknown_reference", error.code);
  EXPECT_NE(std::string::npos, error.message.en.find("tMissing"));
  EXPECT_NE(std::string::npos, error.message.en.find("nowhere"));
  EXPECT_NE(std::string::npos, error.message.en.find("bad_reference.dmn:10")) << error.message.en;
}

TEST(ReadModel, RecordsDefectsWhenLenient) {
  ReadOptions lenient;
  lenient.strict = false;
  const auto model = read_model(kModels / "bad_reference.dmn", lenient);
  ASSERT_TRUE(model) << base::describe(model.error());
  EXPECT_EQ(3U, (*model)->defects.size());
  const auto evaluator = Evaluator::create(*model);
  const feel::Value value = evaluator->decision("B", {}, {});
  ASSERT_TRUE(value.is_null());
  EXPECT_EQ("feel_syntax", value.reason().code);
}

TEST(ReadModel, RefusesEntities) { EXPECT_EQ("xml_doctype", refusal_of(kModels / "bad_entity.dmn").code); }

TEST(ReadModel, RefusesOtherXml) { EXPECT_EQ("not_dmn", refusal_of(kModels / "bad_root.dmn").code); }

TEST(ReadModel, RefusesAMissingFile) { EXPECT_EQ("file_missing", refusal_of(kModels / "none.dmn").code); }

TEST(ReadModel, RefusesAFileThatIsTooLarge) {
  ReadOptions small;
  small.file_bytes_max = 100;
  EXPECT_EQ("file_too_large", refusal_of(kModels / "boxed.dmn", small).code);
}

TEST(ReadModel, RefusesDeepNesting) {
  std::string open;
  std::string close;
  for (int i = 0; i < 100'000; ++i) {
    open += "<list>";
    close += "</list>";
  }
  const TemporaryModel model("<decision id=\"d\" name=\"d\">" + open + close + "</decision>");
  EXPECT_EQ(base::ErrorKind::limit, refusal_of(model.path()).kind);
}

TEST(ReadModel, RefusesDeepItemDefinitions) {
  std::string body = "<itemDefinition name=\"t\">";
  for (int i = 0; i < 60; ++i) body += "<itemComponent name=\"c\">";
  for (int i = 0; i < 60; ++i) body += "</itemComponent>";
  const TemporaryModel model(body + "</itemDefinition>");
  EXPECT_EQ("dmn_too_deep", refusal_of(model.path()).code);
}

TEST(ReadModel, RefusesRulesThatAreTooNarrow) {
  const TemporaryModel model(
      "<decision id=\"d\" name=\"d\"><decisionTable><input><inputExpression><text>1</text></inputExpression>"
      "</input><output/><rule "
      "id=\"r\"><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision>");
  EXPECT_EQ("dmn_rule_width", refusal_of(model.path()).code);
}

TEST(ReadModel, RefusesOtherExpressionLanguages) {
  const TemporaryModel model(
      "<decision id=\"d\" name=\"d\"><variable name=\"d\"/>"
      "<literalExpression expressionLanguage=\"javascript\"><text>1 + "
      "1</text></literalExpression></decision>");
  EXPECT_EQ("dmn_expression_language", refusal_of(model.path()).code);
  ReadOptions lenient;
  lenient.strict = false;
  const auto read = read_model(model.path(), lenient);
  ASSERT_TRUE(read);
  const auto evaluator = Evaluator::create(*read);
  EXPECT_TRUE(evaluator->decision("d", {}, {}).is_null());
}

TEST(ReadModel, ReadsEarlierVersions) {
  for (const char* name_space :
       {"http://www.omg.org/spec/DMN/20180521/MODEL/", "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/", "http://www.omg.org/spec/DMN/20151101/dmn.xsd"}) {
    const TemporaryModel model(
        "<decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"feel:number\"/>"
        "<literalExpression><text>1 + 1</text></literalExpression></decision>",
        name_space);
    const auto read = read_model(model.path(), {});
    ASSERT_TRUE(read) << base::describe(read.error());
    const auto evaluator = Evaluator::create(*read);
    EXPECT_EQ(decimal::Decimal(2), evaluator->decision("d", {}, {}).number());
  }
}

TEST(ReadModel, SurvivesALongChainOfDecisions) {
  constexpr int kLength = 20'000;
  std::string body =
      "<decision id=\"d0\" name=\"d0\"><literalExpression><text>1</text></literalExpression></decision>";
  for (int i = 1; i < kLength; ++i) {
    const std::string before = "d" + std::to_string(i - 1);
    const std::string name = "d" + std::to_string(i);
    body += "<decision id=\"" + name + "\" name=\"" + name +
            "\"><informationRequirement><requiredDecision href=\"#" + before +
            "\"/></informationRequirement><literalExpression><text>" + before +
            "</text></literalExpression></decision>";
  }
  const TemporaryModel model(body);
  const auto read = read_model(model.path(), {});
  ASSERT_TRUE(read) << base::describe(read.error());
  const auto evaluator = Evaluator::create(*read);
  EXPECT_EQ(decimal::Decimal(1), evaluator->decision("d100", {}, {}).number());
  EXPECT_TRUE(evaluator->decision("d" + std::to_string(kLength - 1), {}, {}).is_null());
}

}  // namespace
}  // namespace chuhai::dmn
