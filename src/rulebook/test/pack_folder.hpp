#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "rulebook/book.hpp"

namespace chuhai::rulebook::testing {

/// A folder that disappears with the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "chuhai_rules_XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder(TemporaryFolder&&) = delete;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline void replace_first(std::string& text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from << " not in\n" << text;
  text.replace(at, from.size(), to);
}

inline void expect_says(const std::string& text, std::string_view part) {
  EXPECT_NE(text.find(part), std::string::npos) << part << " not in\n" << text;
}

/// One rule of the tiny pack: a test on `thing.size`, a test on `thing.colour`, and what it says.
struct TinyRule {
  std::string id;
  std::string size = "-";
  std::string colour = "-";
  std::string outcome = "allowed";
  std::string source = "law";
  std::string need = "none";
  std::string kind = "QR-CP";
  std::string en = "Said in English.";
  std::string zh = "中文说明。";
};

/// A neutral pack about things with a size and a colour, written as files so that tests can break them.
struct TinyPack {
  std::string folder = "shop/things";
  std::string manifest = R"(id = "shop.things"
area = "shop"
jurisdiction = "CN"
version = "1"
status = "in_force"
valid_from = 2020-01-01
issuer = "The tests"
model = "things.dmn"
findings = "assess"

[title]
en = "Things"
zh = "东西"

[sources.law]
instrument = "Law of things, article 1"
url = "https://example.org/law"
class = "official"
confidence = "verified"
checked_on = 2026-01-01

[sources.memory]
instrument = "What people remember"
class = "official"
confidence = "recalled"
checked_on = 2026-01-01

[sources.blog]
instrument = "A blog"
class = "trade_blog"
confidence = "verified"
checked_on = 2026-01-01

[sources.old]
instrument = "A law that has ended"
class = "official"
confidence = "verified"
effective_to = 2025-12-31
checked_on = 2026-01-01

[sources.coming]
instrument = "A law that begins later"
class = "official"
confidence = "verified"
effective_from = 2027-01-01
checked_on = 2026-01-01
)";
  std::vector<TinyRule> rules;
  std::string more_decisions;

  std::string model() const {
    std::string text = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="things" name="things" namespace="https://example.org/things">
  <import name="v" namespace="https://example.org/vocabulary" locationURI="../../common/vocabulary.dmn" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
  <inputData id="thing" name="thing"><variable name="thing" typeRef="v.tThing"/></inputData>
  <decision id="table" name="table">
    <variable name="table"/>
    <informationRequirement id="r1"><requiredInput href="#thing"/></informationRequirement>
    <decisionTable id="t" hitPolicy="COLLECT">
      <input id="i1"><inputExpression id="e1" typeRef="number"><text>thing.size</text></inputExpression></input>
      <input id="i2"><inputExpression id="e2" typeRef="string"><text>thing.colour</text></inputExpression></input>
      <output id="o1" name="outcome" typeRef="string"/>
      <output id="o2" name="need" typeRef="string"/>
      <output id="o3" name="kind" typeRef="string"/>
      <output id="o4" name="item" typeRef="string"/>
      <annotation name="rule"/><annotation name="source"/><annotation name="en"/><annotation name="zh"/>
)";
    for (const TinyRule& rule : rules) text += rule_text(rule);
    return text + R"(    </decisionTable>
  </decision>
)" + more_decisions +
           R"(  <decision id="assess" name="assess">
    <variable name="assess"/>
    <informationRequirement id="r2"><requiredDecision href="#table"/></informationRequirement>
    <literalExpression><text>table</text></literalExpression>
  </decision>
</definitions>
)";
  }

  void write(const std::filesystem::path& root) const {
    base::write_file(root / folder / "pack.toml", manifest);
    base::write_file(root / folder / "things.dmn", model());
  }

 private:
  static std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '<') {
        out += "&lt;";
      } else {
        out.push_back(c);
      }
    }
    return out;
  }

  static std::string rule_text(const TinyRule& rule) {
    std::string text = "      <rule id=\"row_" + rule.id + "\">\n";
    for (const std::string& test : {rule.size, rule.colour})
      text += "        <inputEntry><text>" + escaped(test) + "</text></inputEntry>\n";
    for (const std::string& output : {rule.outcome, rule.need, rule.kind, std::string("none")})
      text += "        <outputEntry><text>\"" + output + "\"</text></outputEntry>\n";
    for (const std::string& note : {rule.id, rule.source, rule.en, rule.zh})
      text += "        <annotationEntry><text>" + note + "</text></annotationEntry>\n";
    return text + "      </rule>\n";
  }
};

/// The common folder every rules root has.
inline void write_common(const std::filesystem::path& root) {
  base::write_file(root / "common" / "vocabulary.dmn", R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:f="https://example.org/field" id="v" name="v" namespace="https://example.org/vocabulary">
  <itemDefinition id="tThing" name="tThing">
    <itemComponent id="size" name="size">
      <extensionElements><f:field zh="尺寸" en="Size" unit="m" headings="size;尺寸"/></extensionElements>
      <typeRef>number</typeRef><allowedValues><text>&gt;= 0</text></allowedValues>
    </itemComponent>
    <itemComponent id="colour" name="colour">
      <extensionElements><f:field zh="颜色" en="Colour"/></extensionElements>
      <typeRef>string</typeRef><allowedValues><text>"red", "green", "blue"</text></allowedValues>
    </itemComponent>
    <itemComponent id="grade" name="grade">
      <extensionElements><f:field zh="等级" en="Grade" evidence="derived"/></extensionElements>
      <typeRef>string</typeRef>
    </itemComponent>
  </itemDefinition>
</definitions>
)");
  base::write_file(
      root / "common" / "assumptions.toml",
      "[facts]\n\"thing.colour\" = \"red\"\n[text]\nen = \"Assumed: red.\"\nzh = \"假设：红色。\"\n");
  base::write_file(root / "common" / "papers.toml", "[form]\nen = \"A form\"\nzh = \"表格\"\n");
}

/// Writes one pack into a fresh rules root and reads it.
inline base::Result<std::shared_ptr<const Pack>> read_tiny(const TinyPack& pack) {
  const TemporaryFolder root;
  write_common(root.path());
  pack.write(root.path());
  return read_pack(root.path() / pack.folder);
}

}  // namespace chuhai::rulebook::testing
