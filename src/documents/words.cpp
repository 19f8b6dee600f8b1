#include "words.hpp"
#include "calendar/calendar.hpp"

namespace chuhai::documents {

std::string both(const base::Text& text) {
  if (text.zh.empty() || text.zh == text.en) return text.en;
  return text.zh + "\n" + text.en;
}

base::Text field_label(const rulebook::Book& book, std::string_view path) {
  const rulebook::Field* field = book.vocabulary().find(path);
  if (field == nullptr) return {std::string(path), std::string(path)};
  base::Text label = field->label;
  if (!field->unit.empty() && field->unit.find(' ') == std::string::npos) {
    label.en += " (" + field->unit + ")";
    label.zh += "(" + field->unit + ")";
  }
  return label;
}

base::Text value_label(const machine::Catalog& catalog, std::string_view path, const std::string& value) {
  if (value == "true") return {"yes", "是"};
  if (value == "false") return {"no", "否"};
  return catalog.label(path.substr(path.find('.') + 1), value);
}

base::Text machine_name(const machine::Catalog& catalog, const screening::MachineResult& machine) {
  const base::Text maker = catalog.maker_label(machine.value_of("machine.maker"));
  const std::string model = machine.value_of("machine.model");
  const auto join = [&model](const std::string& name) {
    return name.empty() ? model : model.empty() ? name : name + " " + model;
  };
  return {join(maker.en), join(maker.zh.empty() ? maker.en : maker.zh)};
}

base::Text standing_label(const rulebook::Reason& reason) {
  switch (reason.standing) {
    case rulebook::Standing::applies:
      return {"applies", "适用"};
    case rulebook::Standing::warns:
      return {"confirm: the source may only warn", "需确认:来源仅作提示"};
    case rulebook::Standing::expired:
      return {"expired: the rule's source is no longer in force", "已失效:规则来源已过有效期"};
    case rulebook::Standing::might_apply:
      return {"open: facts are missing", "待定:缺少资料"};
  }
  return {};
}

base::Text confidence_label(const rulebook::Source& source) {
  const base::Text who = rulebook::label(source.source_class);
  const std::string day = calendar::to_string(source.checked_on);
  if (source.verified) return {"verified, " + who.en + ", " + day, "已核实," + who.zh + "," + day};
  return {"recalled, not verified, " + day, "凭经验,未核实," + day};
}

std::vector<PaperNeed> papers_of(const rulebook::Verdict& verdict, const rulebook::Book& book) {
  std::vector<PaperNeed> papers;
  for (const rulebook::Reason& reason : verdict.reasons) {
    if (reason.rule->item.empty() || reason.effect != rulebook::Effect::condition) continue;
    if (reason.standing == rulebook::Standing::might_apply) continue;
    papers.push_back({reason.rule->item, book.paper(reason.rule->item), &reason});
  }
  return papers;
}

base::Text nothing_allows_text(const rulebook::Verdict& verdict) {
  if (!verdict.pack) return {"no rule pack is in force for this question", "该事项没有有效的规则包"};
  return {"no rule says in so many words that this machine is allowed", "没有规则明确允许这台设备"};
}

bool is_worth_showing(const rulebook::Reason& reason, const rulebook::Verdict& verdict) {
  return reason.decides || reason.standing != rulebook::Standing::might_apply ||
         verdict.outcome != rulebook::Outcome::refused;
}

base::Text disclaimer() {
  return {
      "The rule packs are a starting point for the alliance, not legal advice. A rule marked \"confirm\" "
      "rests on a source that "
      "was not verified or is no official one: ask before you ship.",
      "规则包是联盟的起步材料,不构成法律意见。标注“需确认”的规则来自未核实或非官方来源:发运前请先确认。"};
}

}  // namespace chuhai::documents
