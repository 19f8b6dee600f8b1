#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/text.hpp"
#include "read_elements.hpp"
#include "types.hpp"

namespace chuhai::dmn {
namespace {

/// A directed graph over names, searched for circles without recursion.
class NameGraph {
 public:
  std::size_t node(const std::string& key, std::string name, std::uint32_t line) {
    const auto [found, added] = index_.emplace(key, nodes_.size());
    if (added) nodes_.push_back({std::move(name), line, {}});
    return found->second;
  }
  void edge(std::size_t from, const std::string& to_key) {
    const auto to = index_.find(to_key);
    if (to != index_.end()) nodes_[from].targets.push_back(to->second);
  }

  /// Calls `report` with each circle that a depth-first walk meets.
  void find_circles(const std::function<void(const std::vector<std::string>&, std::uint32_t)>& report) const {
    enum class Mark : std::uint8_t { fresh, open, done };
    std::vector<Mark> marks(nodes_.size(), Mark::fresh);
    for (std::size_t start = 0; start < nodes_.size(); ++start) {
      if (marks[start] != Mark::fresh) continue;
      std::vector<std::pair<std::size_t, std::size_t>> path{{start, 0}};
      marks[start] = Mark::open;
      while (!path.empty()) {
        const std::size_t at = path.back().first;
        if (path.back().second == nodes_[at].targets.size()) {
          marks[at] = Mark::done;
          path.pop_back();
          continue;
        }
        const std::size_t next = nodes_[at].targets[path.back().second++];
        if (marks[next] == Mark::open) report(circle_names(path, next), nodes_[next].line);
        if (marks[next] != Mark::fresh) continue;
        marks[next] = Mark::open;
        path.emplace_back(next, 0);
      }
    }
  }

 private:
  struct Node {
    std::string name;
    std::uint32_t line = 0;
    std::vector<std::size_t> targets;
  };

  std::vector<std::string> circle_names(const std::vector<std::pair<std::size_t, std::size_t>>& path,
                                        std::size_t first) const {
    std::vector<std::string> names;
    bool inside = false;
    for (const auto& [node, edge] : path) {
      inside = inside || node == first;
      if (inside) names.push_back(nodes_[node].name);
    }
    names.push_back(nodes_[first].name);
    return names;
  }

  std::vector<Node> nodes_;
  std::unordered_map<std::string, std::size_t> index_;
};

void report_circles(const NameGraph& graph, ReadReport& report) {
  graph.find_circles([&](const std::vector<std::string>& names, std::uint32_t line) {
    const std::string circle = base::join(names, " -> ");
    report.refuse(base::ErrorKind::invalid, "dmn_cycle",
                  {"Elements require each other in a circle: " + circle + ". Take one requirement out.",
                   "元素之间循环依赖：" + circle + "。请去掉其中一个依赖。"},
                  line, names.front());
  });
}

template <class T>
void add_nodes(const std::vector<T>& elements, NameGraph& graph) {
  for (const T& element : elements) graph.node(element.id, element.name, element.line);
}

template <class T>
void add_edges(const std::vector<T>& elements, NameGraph& graph) {
  for (const T& element : elements) {
    const std::size_t from = graph.node(element.id, element.name, element.line);
    for (const Requirement& requirement : element.requirements)
      if (requirement.import.empty()) graph.edge(from, requirement.id);
  }
}

/// Types that refer to each other without ever reaching a built-in type or a structure.
void check_type_circles(const Model& model, ReadReport& report) {
  NameGraph graph;
  for (const ItemDefinition& item : model.items) graph.node(item.name, item.name, item.line);
  for (const ItemDefinition& item : model.items) {
    const bool alias = item.components.empty() && builtin_kind(item.type_ref) == std::nullopt;
    if (alias) graph.edge(graph.node(item.name, item.name, item.line), item.type_ref);
  }
  report_circles(graph, report);
}

void check_targets(const NameIndex& index, const std::string& name, std::uint32_t line,
                   const std::vector<Requirement>& requirements, ReadReport& report) {
  for (const Requirement& requirement : requirements) {
    if (index.required_name(requirement) != nullptr) continue;
    const std::string target = base::join({requirement.import, requirement.id}, "#");
    base::Text message{name, name};
    message.en.append(" requires ").append(target).append(", which no model has.");
    message.zh.append(" 引用了不存在的元素 ").append(target).append("。");
    report.defect(base::ErrorKind::invalid, "dmn_unknown_reference", std::move(message), line, name);
  }
}

template <class T>
void check_identity(const std::vector<T>& elements, std::unordered_set<std::string>& ids,
                    std::unordered_set<std::string>& names, ReadReport& report) {
  for (const T& element : elements) {
    if (!element.id.empty() && !ids.insert(element.id).second)
      report.defect(base::ErrorKind::invalid, "dmn_duplicate_id",
                    {"The id " + element.id + " is used twice.", "标识 " + element.id + " 重复使用。"},
                    element.line, element.id);
    if (!names.insert(element.name).second)
      report.defect(base::ErrorKind::invalid, "dmn_duplicate_name",
                    {"Two elements are named " + element.name + ".", "有两个元素名为 " + element.name + "。"},
                    element.line, element.name);
  }
}

}  // namespace

void check_references(const Model& model, const NameIndex& index, ReadReport& report) {
  std::unordered_set<std::string> ids;
  std::unordered_set<std::string> names;
  check_identity(model.inputs, ids, names, report);
  check_identity(model.decisions, ids, names, report);
  check_identity(model.knowledge, ids, names, report);
  check_identity(model.services, ids, names, report);
  for (const Decision& decision : model.decisions)
    check_targets(index, decision.name, decision.line, decision.requirements, report);
  for (const Knowledge& knowledge : model.knowledge)
    check_targets(index, knowledge.name, knowledge.line, knowledge.requirements, report);
  for (const Service& service : model.services)
    for (const auto* group : {&service.output_decisions, &service.encapsulated_decisions,
                              &service.input_decisions, &service.input_data})
      check_targets(index, service.name, service.line, *group, report);
  NameGraph graph;
  add_nodes(model.decisions, graph);
  add_nodes(model.knowledge, graph);
  add_edges(model.decisions, graph);
  add_edges(model.knowledge, graph);
  report_circles(graph, report);
  check_type_circles(model, report);
}

}  // namespace chuhai::dmn
