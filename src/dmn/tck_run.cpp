#include <algorithm>
#include <utility>

#include "base/file.hpp"
#include "dmn/evaluate.hpp"
#include "dmn/model.hpp"
#include "dmn/tck.hpp"
#include "tck_values.hpp"

namespace chuhai::dmn {
namespace {

using feel::Value;

constexpr std::uint64_t kTestFileBytesMax = std::uint64_t{16} << 20;

std::string describe_value(const Value& value) {
  if (value.is_null()) return "null (" + value.reason().code + ": " + value.reason().message + ")";
  return feel::to_feel_text(value);
}

/// Runs the cases of one test file on its model.
class TestFile {
 public:
  TestFile(const XmlElement& root, const std::filesystem::path& file, const feel::EvaluationOptions& options)
      : root_(root), options_(options) {
    options_.mode = feel::Mode::standard;
    std::string model_name;
    if (const auto name = root.child("modelName")) model_name = text_of(*name);
    ReadOptions lenient;
    lenient.strict = false;
    auto model = read_model(file.parent_path() / model_name, lenient);
    if (!model) {
      failure_ = base::describe(model.error());
      return;
    }
    model_ = *model;
    auto evaluator = Evaluator::create(model_);
    if (evaluator)
      evaluator_ = std::move(*evaluator);
    else
      failure_ = base::describe(evaluator.error());
  }

  void run(TckSuite& suite) const {
    for (const XmlElement& test : children_named(root_, "testCase")) {
      TckTest result;
      result.id = attribute_of(test, "id");
      result.reason = evaluator_ ? run_test(test) : failure_;
      result.passed = result.reason.empty();
      suite.tests.push_back(std::move(result));
    }
  }

 private:
  /// Empty when the test passes, else the reasons why not.
  std::string run_test(const XmlElement& test) const {
    feel::Context inputs;
    for (const XmlElement& input : children_named(test, "inputNode"))
      inputs.set(name_of(input), read_tck_value(input));
    const std::string invocable = attribute_of(test, "invocableName");
    std::string reasons;
    for (const XmlElement& node : children_named(test, "resultNode")) {
      const std::string name = name_of(node);
      const Value found = result_of(name, invocable, inputs);
      const auto expected_element = node.child("expected");
      const Value expected = expected_element ? read_tck_value(*expected_element) : Value();
      if (tck_equal(expected, found)) continue;
      reasons += (reasons.empty() ? "" : "; ") + name + ": expected " + feel::to_feel_text(expected) +
                 ", found " + describe_value(found);
    }
    if (!reasons.empty() && !model_->defects.empty())
      reasons += "; first defect: " + base::describe(model_->defects.front());
    return reasons;
  }

  Value result_of(const std::string& name, const std::string& invocable, const feel::Context& inputs) const {
    if (invocable.empty()) return evaluator_->decision(name, inputs, options_);
    Value result = evaluator_->decision(invocable, inputs, options_);
    const Service* service = model_->find_service(invocable);
    if (service == nullptr || service->output_decisions.size() < 2 || result.kind() != feel::Kind::context)
      return result;
    const Value* output = result.context().find(name);
    return output == nullptr ? result : *output;
  }

  XmlElement root_;
  feel::EvaluationOptions options_;
  std::shared_ptr<const Model> model_;
  std::optional<Evaluator> evaluator_;
  std::string failure_;
};

/// Adds the tests of a file to its suite, if it is a test file at all.
void run_file(const std::filesystem::path& file, const feel::EvaluationOptions& options,
              std::vector<TckSuite>& suites) {
  const auto bytes = base::read_file(file, kTestFileBytesMax);
  TckSuite suite{
      file.parent_path().parent_path().filename().string(), file.parent_path().filename().string(), {}};
  const auto failed = [&](const base::Error& error) {
    suite.tests.push_back({file.filename().string(), false, base::describe(error)});
    suites.push_back(std::move(suite));
  };
  if (!bytes) return failed(bytes.error());
  const auto document = xml::Document::parse(*bytes, file.string());
  if (!document) return failed(document.error());
  if (document->root().name() != "testCases") return;
  TestFile(document->root(), file, options).run(suite);
  suites.push_back(std::move(suite));
}

std::vector<std::filesystem::path> xml_files_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code ignored;
  for (std::filesystem::recursive_directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored))
    if (entry->path().extension() == ".xml") files.push_back(entry->path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<TckSuite> merge_by_folder(std::vector<TckSuite> suites) {
  std::vector<TckSuite> merged;
  for (TckSuite& suite : suites) {
    if (!merged.empty() && merged.back().level == suite.level && merged.back().name == suite.name)
      std::move(suite.tests.begin(), suite.tests.end(), std::back_inserter(merged.back().tests));
    else
      merged.push_back(std::move(suite));
  }
  return merged;
}

}  // namespace

std::size_t TckSuite::passed() const {
  return static_cast<std::size_t>(
      std::count_if(tests.begin(), tests.end(), [](const TckTest& test) { return test.passed; }));
}

std::vector<TckLevel> TckReport::levels() const {
  std::vector<TckLevel> result;
  for (const TckSuite& suite : suites) {
    auto level =
        std::find_if(result.begin(), result.end(), [&](const TckLevel& l) { return l.name == suite.level; });
    if (level == result.end()) level = result.insert(result.end(), {suite.level, 0, 0});
    level->passed += suite.passed();
    level->failed += suite.failed();
  }
  return result;
}

std::size_t TckReport::passed() const {
  std::size_t total = 0;
  for (const TckSuite& suite : suites) total += suite.passed();
  return total;
}

std::size_t TckReport::failed() const {
  std::size_t total = 0;
  for (const TckSuite& suite : suites) total += suite.failed();
  return total;
}

base::Result<TckReport> run_tck(const std::filesystem::path& folder,
                                const feel::EvaluationOptions& evaluation) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored))
    return base::Error{
        base::ErrorKind::not_found,
        "folder_missing",
        {"There is no folder " + folder.string() + ".", "文件夹 " + folder.string() + " 不存在。"},
        {folder.string(), 0, 0, {}}};
  TckReport report;
  for (const std::filesystem::path& file : xml_files_below(folder)) run_file(file, evaluation, report.suites);
  report.suites = merge_by_folder(std::move(report.suites));
  if (!report.suites.empty()) return report;
  return base::Error{base::ErrorKind::invalid,
                     "no_test_cases",
                     {"No test cases of the conformance suite were found below " + folder.string() + ".",
                      "在 " + folder.string() + " 下未找到一致性测试用例。"},
                     {folder.string(), 0, 0, {}}};
}

}  // namespace chuhai::dmn
