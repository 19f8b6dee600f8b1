#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "dmn/model.hpp"

namespace chuhai::dmn::testing {

inline std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (c == '&') {
      result += "&amp;";
    } else if (c == '"') {
      result += "&quot;";
    } else {
      result += c;
    }
  }
  return result;
}

/// Writes decision models as text, for tests that need many small ones.
class ModelText {
 public:
  /// An item definition's content as written, for example a typeRef element.
  ModelText& item(const std::string& name, const std::string& content) {
    body_ += "<itemDefinition name=\"" + name + "\">" + content + "</itemDefinition>\n";
    return *this;
  }
  static std::string component(const std::string& name, const std::string& type,
                               const std::string& allowed = "") {
    return "<itemComponent name=\"" + name + "\"><typeRef>" + type + "</typeRef>" +
           (allowed.empty() ? "" : "<allowedValues><text>" + escaped(allowed) + "</text></allowedValues>") +
           "</itemComponent>";
  }
  ModelText& input(const std::string& name, const std::string& type) {
    body_ += "<inputData id=\"i_" + name + "\" name=\"" + name + "\"><variable name=\"" + name +
             "\" typeRef=\"" + type + "\"/></inputData>\n";
    inputs_.push_back(name);
    return *this;
  }
  ModelText& knowledge(const std::string& name,
                       const std::vector<std::pair<std::string, std::string>>& parameters,
                       const std::string& expression) {
    body_ += "<businessKnowledgeModel id=\"k_" + name + "\" name=\"" + name + "\"><variable name=\"" + name +
             "\"/><encapsulatedLogic>";
    for (const auto& [parameter, type] : parameters) {
      body_ += "<formalParameter name=\"" + parameter + "\"" +
               (type.empty() ? "" : " typeRef=\"" + type + "\"") + "/>";
    }
    body_ += literal(expression) + "</encapsulatedLogic></businessKnowledgeModel>\n";
    knowledge_.push_back(name);
    return *this;
  }
  /// A decision that may read everything declared before it.
  ModelText& decision(const std::string& name, const std::string& type, const std::string& logic) {
    body_ += "<decision id=\"d_" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\"" +
             (type.empty() ? "" : " typeRef=\"" + type + "\"") + "/>";
    for (const std::string& one : inputs_) body_ += required("information", "Input", "i_" + one);
    for (const std::string& one : decisions_) body_ += required("information", "Decision", "d_" + one);
    for (const std::string& one : knowledge_) body_ += required("knowledge", "Knowledge", "k_" + one);
    body_ += logic + "</decision>\n";
    decisions_.push_back(name);
    return *this;
  }
  static std::string literal(const std::string& expression) {
    return "<literalExpression><text>" + escaped(expression) + "</text></literalExpression>";
  }

  std::string text() const {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions "
           "xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" id=\"m\" "
           "namespace=\"urn:m\">\n" +
           body_ + "</definitions>\n";
  }

  /// Reads the text back as a model; null with a failure when it is not one.
  std::shared_ptr<const Model> read() const {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("chuhai_model_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const std::filesystem::path file = folder / "m.dmn";
    std::ofstream(file) << text();
    auto model = read_model(file, {});
    std::filesystem::remove_all(folder);
    if (!model) {
      ADD_FAILURE() << base::describe(model.error()) << "\n" << text();
      return nullptr;
    }
    return *model;
  }

 private:
  static std::string required(const std::string& requirement, const std::string& kind,
                              const std::string& id) {
    return "<" + requirement + "Requirement><required" + kind + " href=\"#" + id + "\"/></" + requirement +
           "Requirement>";
  }

  std::string body_;
  std::vector<std::string> inputs_, decisions_, knowledge_;
};

/// A decision table as text.
struct TableText {
  std::string policy = "UNIQUE";
  std::string aggregation;
  struct Input {
    std::string expression;
    std::string type;
    std::string allowed;
  };
  std::vector<Input> inputs;
  struct Output {
    std::string name;
    std::string type;
    std::string values;
    std::string default_value;
  };
  std::vector<Output> outputs;
  /// Cells of each rule: tests, then outputs.
  std::vector<std::vector<std::string>> rules;

  std::string text() const {
    std::string result = "<decisionTable hitPolicy=\"" + policy + "\"" +
                         (aggregation.empty() ? "" : " aggregation=\"" + aggregation + "\"") + ">";
    for (const Input& input : inputs) {
      result +=
          "<input><inputExpression" + (input.type.empty() ? "" : " typeRef=\"" + input.type + "\"") +
          "><text>" + escaped(input.expression) + "</text></inputExpression>" +
          (input.allowed.empty() ? ""
                                 : "<inputValues><text>" + escaped(input.allowed) + "</text></inputValues>") +
          "</input>";
    }
    for (const Output& output : outputs) {
      result += "<output" + (output.name.empty() ? "" : " name=\"" + output.name + "\"") +
                (output.type.empty() ? "" : " typeRef=\"" + output.type + "\"") + ">" +
                (output.values.empty()
                     ? ""
                     : "<outputValues><text>" + escaped(output.values) + "</text></outputValues>") +
                (output.default_value.empty() ? ""
                                              : "<defaultOutputEntry><text>" + escaped(output.default_value) +
                                                    "</text></defaultOutputEntry>") +
                "</output>";
    }
    std::size_t number = 0;
    for (const auto& rule : rules) {
      result += "<rule id=\"r" + std::to_string(++number) + "\">";
      for (std::size_t i = 0; i < rule.size(); ++i) {
        const std::string tag = i < inputs.size() ? "inputEntry" : "outputEntry";
        result += "<" + tag + "><text>" + escaped(rule[i]) + "</text></" + tag + ">";
      }
      result += "</rule>";
    }
    return result + "</decisionTable>";
  }
};

}  // namespace chuhai::dmn::testing
