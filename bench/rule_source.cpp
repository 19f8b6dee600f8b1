#include "rule_source.hpp"

#include <stdexcept>

namespace chuhai::bench {

namespace {

using feel::Node;
using feel::NodeKind;
using Bindings = std::map<std::string, Term, std::less<>>;

[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error("cannot translate " + what); }

/// "machine.build_year" for a chain of members, "" for anything else.
std::string dotted(const Node& node) {
  if (node.kind == NodeKind::name) return node.text;
  if (node.kind != NodeKind::path) return {};
  const std::string owner = dotted(*node.children[0]);
  return owner.empty() ? "" : owner + "." + node.text;
}

Comparison comparison_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::less:
      return Comparison::less;
    case NodeKind::less_equal:
      return Comparison::less_equal;
    case NodeKind::greater:
      return Comparison::greater;
    case NodeKind::greater_equal:
      return Comparison::greater_equal;
    case NodeKind::equal:
      return Comparison::equal;
    case NodeKind::not_equal:
      return Comparison::not_equal;
    default:
      refuse("an operator that is no comparison");
  }
}

Term::Type type_of(column::Type type) {
  switch (type) {
    case column::Type::boolean:
      return Term::Type::boolean;
    case column::Type::number:
      return Term::Type::number;
    case column::Type::date:
      return Term::Type::date;
    case column::Type::string:
      break;
  }
  return Term::Type::text;
}

class Translator {
 public:
  Translator(const dmn::Model& model, const rulebook::Vocabulary& vocabulary, Dialect& dialect)
      : model_(model), vocabulary_(vocabulary), dialect_(dialect) {}

  Term input(const dmn::InputClause& clause) {
    if (clause.allowed_values) refuse("the input values of " + clause.expression.text);
    const Term term = value(*clause.expression.node, {});
    return term.path.empty() ? dialect_.kept(term) : term;
  }

  /// The test of one cell, or "" when everything passes.
  std::string cell(const feel::UnaryTests& tests, const Term& input) {
    if (tests.any) return {};
    std::vector<std::string> any;
    std::vector<std::string> texts;
    for (const feel::NodePtr& test : tests.tests) {
      const Node* node = test.get();
      if (node->kind == NodeKind::test_value) node = node->children[0].get();
      if (input.type == Term::Type::text && node->kind == NodeKind::literal) {
        texts.push_back(node->value.string());
      } else {
        any.push_back(one_test(*node, input));
      }
    }
    if (!texts.empty()) any.push_back(dialect_.equals_text(input, texts));
    const std::string passes = any.size() == 1 ? any.front() : dialect_.any_of(any);
    return tests.negated ? dialect_.inverse(passes) : passes;
  }

 private:
  std::string one_test(const Node& node, const Term& input) {
    if (node.kind == NodeKind::test_unary)
      return dialect_.compare(comparison_of(node.op), input, value(*node.children[0], {}));
    if (node.kind == NodeKind::literal && node.value.kind() == feel::Kind::boolean)
      return dialect_.equals_boolean(input, node.value.boolean());
    if (node.kind == NodeKind::range) {
      const auto low = node.low_included ? Comparison::greater_equal : Comparison::greater;
      const auto high = node.high_included ? Comparison::less_equal : Comparison::less;
      return dialect_.all_of({dialect_.compare(low, input, value(*node.children[0], {})),
                              dialect_.compare(high, input, value(*node.children[1], {}))});
    }
    if (input.type == Term::Type::text) refuse("a test of a text that is no list of texts");
    return dialect_.compare(Comparison::equal, input, value(node, {}));
  }

  std::string condition(const Node& node, const Bindings& bindings) {
    return dialect_.compare(comparison_of(node.kind), value(*node.children[0], bindings),
                            value(*node.children[1], bindings));
  }

  Term value(const Node& node, const Bindings& bindings) {
    switch (node.kind) {
      case NodeKind::literal:
        if (node.value.kind() == feel::Kind::number) return dialect_.number(node.value.number());
        if (node.value.kind() == feel::Kind::date) return dialect_.date(node.value.date());
        refuse("the literal " + feel::to_feel_text(node.value));
      case NodeKind::name:
      case NodeKind::path:
        return member(node, bindings);
      case NodeKind::add:
        return dialect_.sum(value(*node.children[0], bindings), value(*node.children[1], bindings));
      case NodeKind::subtract:
        return dialect_.difference(value(*node.children[0], bindings), value(*node.children[1], bindings));
      case NodeKind::multiply:
        return dialect_.product(value(*node.children[0], bindings), value(*node.children[1], bindings));
      case NodeKind::if_then_else:
        return dialect_.choose(condition(*node.children[0], bindings), value(*node.children[1], bindings),
                               value(*node.children[2], bindings));
      case NodeKind::call:
        return call(node, bindings);
      default:
        refuse("an expression of kind " + std::to_string(static_cast<int>(node.kind)));
    }
  }

  Term member(const Node& node, const Bindings& bindings) {
    const std::string path = dotted(node);
    const auto bound = bindings.find(path);
    if (bound != bindings.end()) return bound->second;
    if (const rulebook::Field* field = vocabulary_.find(path)) {
      Term term = dialect_.column(path, field->type);
      term.type = type_of(field->type);
      term.path = path;
      return term;
    }
    if (node.kind != NodeKind::path) refuse("the name " + node.text);
    return dialect_.part(node.text, value(*node.children[0], bindings));
  }

  Term call(const Node& node, const Bindings& bindings) {
    if (!node.names.empty()) refuse("a call with named arguments");
    const std::string callee = dotted(*node.children[0]);
    std::vector<Term> arguments;
    if (callee == "date" && node.children.size() == 2) return literal_date(*node.children[1]);
    for (std::size_t i = 1; i < node.children.size(); ++i)
      arguments.push_back(value(*node.children[i], bindings));
    if (callee == "years and months duration" && arguments.size() == 2)
      return dialect_.months_between(arguments[0], arguments[1]);
    if (callee == "date" && arguments.size() == 3)
      return dialect_.date_of(arguments[0], arguments[1], arguments[2]);
    return invoke(callee, arguments);
  }

  Term literal_date(const Node& node) {
    if (node.kind != NodeKind::literal || node.value.kind() != feel::Kind::string)
      refuse("date() of something computed");
    const auto date = calendar::parse_date(node.value.string());
    if (!date) refuse("the date " + node.value.string());
    return dialect_.date(*date);
  }

  Term invoke(const std::string& callee, const std::vector<Term>& arguments) {
    for (std::size_t i = 0; i < model_.imported.size(); ++i) {
      const std::string prefix = model_.imports[i].name + ".";
      if (!callee.starts_with(prefix)) continue;
      const dmn::Knowledge* knowledge = model_.imported[i]->find_knowledge(callee.substr(prefix.size()));
      if (knowledge == nullptr) break;
      const auto* body = std::get_if<dmn::Literal>(&knowledge->function.body->body);
      if (body == nullptr || knowledge->function.parameters.size() != arguments.size()) break;
      Bindings bindings;
      for (std::size_t a = 0; a < arguments.size(); ++a)
        bindings.emplace(knowledge->function.parameters[a].name, arguments[a]);
      return value(*body->node, bindings);
    }
    refuse("the function " + callee);
  }

  const dmn::Model& model_;
  const rulebook::Vocabulary& vocabulary_;
  Dialect& dialect_;
};

/// As rulebook weighs a rule's source; nullopt when it is not in force yet.
std::optional<SourceRule> weighed(const rulebook::RuleInfo& rule, const calendar::Date& as_of) {
  const rulebook::Source& source = rule.source();
  if (source.effective_from && as_of < *source.effective_from) return std::nullopt;
  SourceRule result;
  result.effect = rule.effect;
  if (source.effective_to && *source.effective_to < as_of) {
    result.effect = rulebook::Effect::undecided;
  } else if (!source.may_block()) {
    if (rule.effect == rulebook::Effect::refused) result.effect = rulebook::Effect::condition;
    result.confirms = rule.effect == rulebook::Effect::allowed;
  }
  return result;
}

}  // namespace

std::vector<SourceRule> translate(const rulebook::Pack& pack, const calendar::Date& as_of,
                                  const rulebook::Vocabulary& vocabulary, Dialect& dialect) {
  Translator translator(*pack.model, vocabulary, dialect);
  std::vector<SourceRule> rules;
  for (std::size_t t = 0; t < pack.findings_tables.size(); ++t) {
    const auto& table =
        std::get<dmn::DecisionTable>(pack.model->find_decision(pack.findings_tables[t])->logic->body);
    std::vector<Term> inputs;
    for (const dmn::InputClause& clause : table.inputs) inputs.push_back(translator.input(clause));
    for (std::size_t r = 0; r < table.rules.size(); ++r) {
      auto rule = weighed(pack.rules[pack.first_rule_of_table[t] + r], as_of);
      if (!rule) continue;
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        std::string test = translator.cell(table.rules[r].tests[i], inputs[i]);
        if (!test.empty()) rule->tests.push_back(std::move(test));
      }
      rules.push_back(std::move(*rule));
    }
  }
  return rules;
}

}  // namespace chuhai::bench
