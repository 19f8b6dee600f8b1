#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "feel/evaluate.hpp"
#include "feel/parse.hpp"

namespace chuhai::feel {
namespace {

/// Reads the .case files of this folder. One line is one case: `expression => expected`. A section says how:
///   standard:        evaluated in that mode and compared with the expected expression
///   three-valued:    the same in three values
///   both:            in both modes
///   tests-standard:  `input | unary tests => yes, no or unknown`; also tests-three-valued:, tests-both:
///   error:           does not parse; the message contains the text on the right
/// `let name = expression` binds a variable, `names: a, b` declares names, `members: a, b` members.
/// An expected `null code` also checks the reason. Lines that start with # are comments.
class CaseFile {
 public:
  explicit CaseFile(const std::filesystem::path& path) : name_(path.filename().string()) {
    options_.time.now = calendar::DateTime{{2026, 1, 15}, {10, 30, 0, 0, 0, ""}};
    std::ifstream in(path);
    std::string line;
    while (std::getline(in, line)) {
      ++line_;
      run_line(std::string(base::trim(line)));
    }
  }
  int count() const { return count_; }

 private:
  std::string where() const { return name_ + ":" + std::to_string(line_) + " [" + section_ + "]"; }

  void run_line(const std::string& line) {
    if (line.empty() || line[0] == '#') return;
    if (line.back() == ':' && line.find(' ') == std::string::npos) {
      section_ = line.substr(0, line.size() - 1);
    } else if (line.starts_with("names:")) {
      declare(line.substr(6), scope_.names);
    } else if (line.starts_with("members:")) {
      declare(line.substr(8), scope_.members);
    } else if (line.starts_with("let ")) {
      bind(line.substr(4));
    } else {
      run_case(line);
    }
  }

  static void declare(const std::string& text, std::vector<std::string>& names) {
    for (const auto part : base::split(text, ',')) names.emplace_back(base::trim(part));
  }

  void bind(const std::string& text) {
    const std::size_t equals = text.find(" = ");
    ASSERT_NE(equals, std::string::npos) << where();
    const std::string name(base::trim(text.substr(0, equals)));
    scope_.names.push_back(name);
    environment_.set(name, value_of(text.substr(equals + 3), Mode::standard));
  }

  Value value_of(const std::string& text, Mode mode) {
    const auto node = parse_expression(text, scope_);
    if (!node) {
      ADD_FAILURE() << where() << "\n" << node.error().message.en;
      return Value::null("does_not_parse", node.error().code);
    }
    EvaluationOptions options = options_;
    options.mode = mode;
    return evaluate(**node, environment_, options);
  }

  void run_case(const std::string& line) {
    const std::size_t arrow = line.rfind(" => ");
    ASSERT_NE(arrow, std::string::npos) << where() << ": no '=>'";
    const std::string left(base::trim(line.substr(0, arrow)));
    const std::string right(base::trim(line.substr(arrow + 4)));
    ++count_;
    if (section_ == "error") return check_error(left, right);
    const bool tests = section_.starts_with("tests-");
    const std::string mode = tests ? section_.substr(6) : section_;
    ASSERT_TRUE(mode == "standard" || mode == "three-valued" || mode == "both") << where();
    for (const Mode one : {Mode::standard, Mode::three_valued}) {
      if (mode == "standard" && one != Mode::standard) continue;
      if (mode == "three-valued" && one != Mode::three_valued) continue;
      tests ? check_tests(left, right, one) : check_value(left, right, one);
    }
  }

  void check_value(const std::string& left, const std::string& right, Mode mode) {
    const Value value = value_of(left, mode);
    const std::string shown =
        to_feel_text(value) +
        (value.is_null() ? " " + value.reason().code + ": " + value.reason().message : "");
    if (right == "null" || right.starts_with("null ")) {
      EXPECT_TRUE(value.is_null()) << where() << "\n  " << left << "\n  gives " << shown << "\n  expected "
                                   << right;
      if (!value.is_null()) return;
      if (right.size() > 5) {
        EXPECT_EQ(value.reason().code, right.substr(5)) << where() << " " << left;
      }
      EXPECT_FALSE(value.reason().message.empty()) << where();
      return;
    }
    const Value expected = value_of(right, Mode::standard);
    EXPECT_TRUE(same(value, expected))
        << where() << "\n  " << left << "\n  gives " << shown << "\n  expected " << to_feel_text(expected);
  }

  void check_tests(const std::string& left, const std::string& right, Mode mode) {
    const std::size_t bar = left.find(" | ");
    ASSERT_NE(bar, std::string::npos) << where();
    const auto tests = parse_unary_tests(left.substr(bar + 3), scope_);
    ASSERT_TRUE(tests) << where() << "\n" << tests.error().message.en;
    EvaluationOptions options = options_;
    options.mode = mode;
    const Tri tri = evaluate_tests(*tests, value_of(left.substr(0, bar), mode), environment_, options);
    const std::string shown = tri == Tri::yes ? "yes" : tri == Tri::no ? "no" : "unknown";
    EXPECT_EQ(shown, right) << where() << "\n  " << left;
  }

  void check_error(const std::string& left, const std::string& right) {
    const auto node = parse_expression(left, scope_);
    ASSERT_FALSE(node) << where() << "\n  " << left << " parses";
    const base::Error& error = node.error();
    EXPECT_NE((error.code + " " + error.message.en).find(right), std::string::npos)
        << where() << "\n  " << left << "\n  says " << error.code << " " << error.message.en;
    EXPECT_FALSE(error.message.zh.empty()) << where();
    EXPECT_GT(error.where.column, 0U) << where();
  }

  std::string name_;
  std::string section_ = "standard";
  int line_ = 0;
  int count_ = 0;
  Scope scope_;
  Environment environment_;
  EvaluationOptions options_;
};

TEST(FeelCases, EveryLineHolds) {
  const std::filesystem::path folder = std::filesystem::path(CHUHAI_SOURCE_DIR) / "src/feel/test";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  ASSERT_FALSE(files.empty());
  int count = 0;
  for (const auto& file : files) count += CaseFile(file).count();
  RecordProperty("cases", count);
  EXPECT_GT(count, 500);
}

}  // namespace
}  // namespace chuhai::feel
