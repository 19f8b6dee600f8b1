#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>
#include <utility>

#include "base/file.hpp"
#include "dmn/model.hpp"
#include "read_elements.hpp"
#include "read_report.hpp"
#include "read_scope.hpp"
#include "read_xml.hpp"

namespace chuhai::dmn {
namespace {

constexpr std::array<std::string_view, 6> kModelNamespaces{
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",  // 1.1
    "http://www.omg.org/spec/DMN/20180521/MODEL/",   // 1.2
    "https://www.omg.org/spec/DMN/20191111/MODEL/",  // 1.3
    "https://www.omg.org/spec/DMN/20211108/MODEL/",  // 1.4
    "https://www.omg.org/spec/DMN/20230324/MODEL/",  // 1.5
    "https://www.omg.org/spec/DMN/20240513/MODEL/",  // 1.6
};

constexpr std::size_t kImportsDeepMax = 20;
constexpr std::size_t kModelsInFolderMax = 500;
/// Files read for one model; beyond, models with input data are shared like the others.
constexpr std::size_t kReadsMax = 200;

bool is_model_namespace(std::string_view uri) {
  return std::find(kModelNamespaces.begin(), kModelNamespaces.end(), uri) != kModelNamespaces.end();
}

/// Identity of a file whatever way it was written.
std::string file_key(const std::filesystem::path& file) {
  std::error_code ignored;
  const std::filesystem::path canonical = std::filesystem::weakly_canonical(file, ignored);
  return (ignored ? file : canonical).string();
}

/// Reads a model and everything it imports, each file once; but a model with input data once for each way it
/// is imported, because its input has a value for each way.
class ModelLoader {
 public:
  explicit ModelLoader(const ReadOptions& options) : options_(options) {}

  base::Result<std::shared_ptr<const Model>> load(const std::filesystem::path& file) {
    const std::string key = file_key(file);
    const auto known = loaded_.find(key);
    if (known != loaded_.end() && (!known->second.has_input || reads_ >= kReadsMax))
      return known->second.model;
    if (std::find(open_.begin(), open_.end(), key) != open_.end()) return import_circle(file, key);
    if (open_.size() >= kImportsDeepMax) return too_deep(file);
    open_.push_back(key);
    auto result = read(file, key);
    open_.pop_back();
    return result;
  }

 private:
  struct Loaded {
    std::shared_ptr<const Model> model;
    std::unordered_set<std::string> members;
    bool has_input = false;  ///< itself, or a model it imports
  };

  base::Result<xml::Document> parse(const std::filesystem::path& file) {
    auto bytes = base::read_file(file, options_.file_bytes_max);
    if (!bytes) return bytes.error();
    xml::Limits limits;
    limits.bytes_max = options_.file_bytes_max;
    auto document = xml::Document::parse(*bytes, file.string(), limits);
    if (!document) return document.error();
    const XmlElement root = document->root();
    if (root.name() == "definitions" && is_model_namespace(root.namespace_uri())) return document;
    return base::Error{
        base::ErrorKind::invalid,
        "not_dmn",
        {"This is not a decision model: the root is <" + std::string(root.name()) + "> in namespace \"" +
             std::string(root.namespace_uri()) + "\". Expected <definitions> of DMN 1.1 to 1.5.",
         "这不是决策模型：根元素为 <" + std::string(root.name()) +
             ">。需要 DMN 1.1 至 1.5 的 <definitions>。"},
        {file.string(), root.line(), root.column(), std::string(root.name())}};
  }

  base::Result<std::shared_ptr<const Model>> read(const std::filesystem::path& file, const std::string& key) {
    ++reads_;
    auto document = parse(file);
    if (!document) return document.error();
    const XmlElement root = document->root();
    auto model = std::make_shared<Model>();
    model->name = name_of(root);
    model->name_space = attribute_of(root, "namespace");
    model->source = file.string();
    ReadReport report(file.string(), options_.strict);
    Loaded loaded;
    collect_members(root, loaded.members);
    for (const XmlElement& import : children_named(root, "import"))
      if (auto failed = add_import(import, file, *model, loaded, report); !failed) return failed.error();
    ElementReader reader(*model, {loaded.members.begin(), loaded.members.end()}, report);
    reader.read(root);
    if (report.refused()) return report.error();
    model->defects = report.take_defects();
    loaded.has_input = loaded.has_input || !model->inputs.empty();
    loaded.model = std::move(model);
    loaded_[key] = loaded;
    return loaded_[key].model;
  }

  base::Result<void> add_import(const XmlElement& element, const std::filesystem::path& file, Model& model,
                                Loaded& loaded, ReadReport& report) {
    Import import{name_of(element), attribute_of(element, "namespace"), attribute_of(element, "locationURI")};
    const std::string type = attribute_of(element, "importType");
    std::shared_ptr<const Model> target;
    if (type.empty() || is_model_namespace(type)) {
      const auto found = find_imported(import, file);
      if (!found) {
        report.defect(base::ErrorKind::not_found, "dmn_import_missing",
                      {"The imported model " + import.name_space + " was not found beside this file.",
                       "在此文件旁未找到要导入的模型 " + import.name_space + "。"},
                      element.line(), import.name);
      } else {
        auto read = load(*found);
        if (!read) return read.error();
        target = *read;
        add_imported_members(*found, loaded);
      }
    }
    model.imports.push_back(std::move(import));
    model.imported.push_back(std::move(target));
    return {};
  }

  void add_imported_members(const std::filesystem::path& file, Loaded& loaded) {
    const Loaded& imported = loaded_.at(file_key(file));
    loaded.members.insert(imported.members.begin(), imported.members.end());
    loaded.has_input = loaded.has_input || imported.has_input;
    const auto add = [&](const auto& elements) {
      for (const auto& element : elements)
        if (needs_declaring(element.name)) loaded.members.insert(element.name);
    };
    add(imported.model->inputs);
    add(imported.model->decisions);
    add(imported.model->knowledge);
    add(imported.model->services);
    for (const Import& import : imported.model->imports)
      if (needs_declaring(import.name)) loaded.members.insert(import.name);
  }

  /// By location when one is given and exists, else by namespace among the models of the same folder.
  std::optional<std::filesystem::path> find_imported(const Import& import,
                                                     const std::filesystem::path& file) {
    std::error_code ignored;
    if (!import.location.empty()) {
      const std::filesystem::path beside = file.parent_path() / import.location;
      if (std::filesystem::is_regular_file(beside, ignored)) return beside;
      for (const std::filesystem::path& other : options_.import_folders) {
        const std::filesystem::path there = (other / import.location).lexically_normal();
        if (std::filesystem::is_regular_file(there, ignored)) return there;
      }
    }
    std::vector<std::filesystem::path> candidates;
    const std::filesystem::path folder = file.parent_path().empty() ? "." : file.parent_path();
    for (std::filesystem::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
      if (entry->path().extension() == ".dmn" && candidates.size() < kModelsInFolderMax)
        candidates.push_back(entry->path());
    }
    std::sort(candidates.begin(), candidates.end());
    for (const std::filesystem::path& candidate : candidates) {
      if (file_key(candidate) == file_key(file)) continue;
      if (name_space_of(candidate) == import.name_space) return candidate;
    }
    return std::nullopt;
  }

  /// Namespace of a model file, empty when it is none; read once for each file.
  const std::string& name_space_of(const std::filesystem::path& file) {
    const auto [known, added] = name_spaces_.try_emplace(file_key(file));
    if (!added) return known->second;
    const auto document = parse(file);
    if (document) known->second = attribute_of(document->root(), "namespace");
    return known->second;
  }

  base::Error import_circle(const std::filesystem::path& file, const std::string& key) const {
    std::string circle;
    for (auto at = std::find(open_.begin(), open_.end(), key); at != open_.end(); ++at)
      circle += std::filesystem::path(*at).filename().string() + " -> ";
    circle += std::filesystem::path(key).filename().string();
    return {base::ErrorKind::invalid,
            "dmn_cycle",
            {"Models import each other in a circle: " + circle + ".", "模型之间循环导入：" + circle + "。"},
            {file.string(), 0, 0, "import"}};
  }

  static base::Error too_deep(const std::filesystem::path& file) {
    return {base::ErrorKind::limit,
            "dmn_imports_too_deep",
            {"Models import each other more than 20 deep.", "模型导入嵌套超过 20 层。"},
            {file.string(), 0, 0, "import"}};
  }

  ReadOptions options_;
  std::map<std::string, Loaded> loaded_;
  std::map<std::string, std::string> name_spaces_;
  std::vector<std::string> open_;
  std::size_t reads_ = 0;
};

}  // namespace

base::Result<std::shared_ptr<const Model>> read_model(const std::filesystem::path& file,
                                                      const ReadOptions& options) {
  return ModelLoader(options).load(file);
}

}  // namespace chuhai::dmn
