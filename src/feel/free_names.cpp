#include "free_names.hpp"

#include <algorithm>

#include "feel/evaluate.hpp"
#include "feel/parse.hpp"

namespace chuhai::feel {

namespace {

/// Walks a tree and collects the paths that start at names bound nowhere in it.
class FreePaths {
 public:
  FreePaths(std::vector<std::string> bound, bool whole_paths)
      : bound_(std::move(bound)), whole_(whole_paths) {}
  void walk(const Node& node);
  std::set<std::string> take() { return std::move(found_); }

 private:
  void walk_children(const Node& node);
  void walk_path(const Node& node);
  void walk_call(const Node& node);
  void walk_loop(const Node& node);
  void walk_context(const Node& node);
  void add(const std::string& first, const std::string& path);

  std::vector<std::string> bound_;
  bool whole_;
  std::set<std::string> found_;
};

void FreePaths::add(const std::string& first, const std::string& path) {
  if (std::find(bound_.begin(), bound_.end(), first) == bound_.end()) found_.insert(whole_ ? path : first);
}

void FreePaths::walk_children(const Node& node) {
  for (const NodePtr& child : node.children) walk(*child);
}

void FreePaths::walk_path(const Node& node) {
  std::string path = node.text;
  const Node* owner = node.children[0].get();
  while (owner->kind == NodeKind::path) {
    path.insert(0, owner->text + ".");
    owner = owner->children[0].get();
  }
  if (owner->kind == NodeKind::name) {
    add(owner->text, owner->text + "." + path);
  } else {
    walk(*owner);
  }
}

void FreePaths::walk_call(const Node& node) {
  const Node& callee = *node.children[0];
  const bool builtin = whole_ && callee.kind == NodeKind::name && is_builtin(callee.text);
  if (!builtin) walk(callee);
  for (std::size_t i = 1; i < node.children.size(); ++i) walk(*node.children[i]);
}

void FreePaths::walk_loop(const Node& node) {
  const std::size_t outer = bound_.size();
  for (const Iterator& iterator : node.iterators) {
    walk(*iterator.domain);
    bound_.push_back(iterator.name);
  }
  if (node.kind == NodeKind::for_loop) bound_.emplace_back("partial");
  walk_children(node);
  bound_.resize(outer);
}

void FreePaths::walk_context(const Node& node) {
  const std::size_t outer = bound_.size();
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    walk(*node.children[i]);
    bound_.push_back(node.names[i]);
  }
  bound_.resize(outer);
}

void FreePaths::walk(const Node& node) {
  const std::size_t outer = bound_.size();
  switch (node.kind) {
    case NodeKind::name:
      add(node.text, node.text);
      break;
    case NodeKind::path:
      walk_path(node);
      break;
    case NodeKind::call:
      walk_call(node);
      break;
    case NodeKind::context:
      walk_context(node);
      break;
    case NodeKind::for_loop:
    case NodeKind::some:
    case NodeKind::every:
      walk_loop(node);
      break;
    case NodeKind::filter:
      walk(*node.children[0]);
      bound_.emplace_back("item");
      walk(*node.children[1]);
      break;
    case NodeKind::function_body:
      bound_.insert(bound_.end(), node.names.begin(), node.names.end());
      walk_children(node);
      break;
    default:
      walk_children(node);
  }
  bound_.resize(outer);
}

}  // namespace

std::set<std::string> free_names(const Node& body, const std::vector<std::string>& bound) {
  FreePaths paths(bound, false);
  paths.walk(body);
  return paths.take();
}

bool reads_name(const Node& node, std::string_view name) {
  const std::set<std::string> names = free_names(node, {});
  return names.count(std::string(name)) > 0;
}

std::vector<std::string> free_paths(const Node& node) {
  FreePaths paths({}, true);
  paths.walk(node);
  const std::set<std::string> found = paths.take();
  return {found.begin(), found.end()};
}

}  // namespace chuhai::feel
