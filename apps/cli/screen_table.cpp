#include <algorithm>

#include "base/text.hpp"
#include "screen_output.hpp"

namespace chuhai::cli {

namespace {

std::string fit(std::string_view text, std::size_t width) {
  std::string out;
  std::size_t used = 0;
  for (const char32_t c : base::decode_utf8(text)) {
    std::string one;
    base::append_utf8(one, c);
    const std::size_t cells = base::display_width(one);
    if (used + cells > width) break;
    out += one;
    used += cells;
  }
  return out + std::string(width - used, ' ');
}

std::string right(std::string_view text, std::size_t width) {
  const std::size_t used = base::display_width(text);
  return used >= width ? std::string(text) : std::string(width - used, ' ') + std::string(text);
}

std::string field_label(const rulebook::Book& book, const std::string& path, Language language) {
  const rulebook::Field* field = book.vocabulary().find(path);
  return field == nullptr ? path : say(field->label, language);
}

/// Destinations that take the machine: "KE UG* VN*", a star for conditions.
std::string best_text(const screening::Report& report, const screening::MachineResult& machine) {
  std::string text;
  for (const std::size_t d : machine.best) {
    if (!text.empty()) text += ' ';
    text += report.destinations[d].country;
    if (machine.destinations[d]->outcome == rulebook::Outcome::allowed_with_conditions) text += '*';
  }
  return text;
}

/// Papers the first destination asks for: "UG: import permit, certificate of conformity".
std::string papers_text(const screening::Report& report, const screening::MachineResult& machine,
                        const rulebook::Book& book, Language language) {
  if (machine.best.empty()) return {};
  std::string text;
  for (const rulebook::Reason& reason : machine.destinations[machine.best.front()]->reasons) {
    if (reason.rule->item.empty() || reason.effect != rulebook::Effect::condition ||
        reason.standing == rulebook::Standing::might_apply) {
      continue;
    }
    text += (text.empty()               ? ""
             : language == Language::zh ? "、"
                                        : ", ") +
            say(book.paper(reason.rule->item), language);
  }
  return text.empty() ? text : report.destinations[machine.best.front()].country + ": " + text;
}

/// What stands in the way or is missing, most important first; else the papers the first destination asks
/// for.
std::string next_text(const screening::Report& report, const screening::MachineResult& machine,
                      const rulebook::Book& book, Language language) {
  const bool zh = language == Language::zh;
  for (const screening::VerdictPtr& stage : machine.stages) {
    for (const rulebook::Reason& reason : stage->reasons) {
      if (reason.decides && reason.effect == rulebook::Effect::refused &&
          reason.standing == rulebook::Standing::applies) {
        return say(reason.rule->text, language);
      }
    }
  }
  if (!machine.missing.empty()) {
    std::string text = zh ? "缺:" : "missing: ";
    for (std::size_t i = 0; i < machine.missing.size(); ++i) {
      if (i > 0) text += zh ? "、" : ", ";
      text += field_label(book, machine.missing[i], language);
    }
    return text;
  }
  for (const screening::VerdictPtr& stage : machine.stages) {
    for (const rulebook::Reason& reason : stage->reasons) {
      if (reason.decides && stage->outcome >= rulebook::Outcome::undecided)
        return say(reason.rule->text, language);
    }
  }
  if (machine.problems.empty()) return papers_text(report, machine, book, language);
  const screening::Problem& first = machine.problems.front();
  return (first.heading.empty() ? "" : first.heading + ": ") + say(first.text, language);
}

}  // namespace

void print_screening_table(const screening::Report& report, const rulebook::Book& book,
                           const machine::Catalog& catalog, const Common& common, std::ostream& out) {
  const bool zh = common.language == Language::zh;
  out << (zh ? " 行 级 设备                    机种             年份 商品编号   可去(*有条件)         "
               "欠缺、问题或所需单证\n"
             : "row gr machine                 class            year HS code    takes it (*cond.)    missing "
               "or wrong\n");
  for (const screening::MachineResult& machine : report.machines) {
    const std::string maker = say(catalog.maker_label(machine.value_of("machine.maker")), common.language);
    const std::string name = maker + " " + machine.value_of("machine.model");
    const std::string type = say(catalog.label("class", machine.value_of("machine.class")), common.language);
    std::string hs = machine.value_of("machine.hs_code");
    if (hs.empty()) hs = machine.value_of("machine.hs6");
    out << right(std::to_string(machine.row), 3) << "  " << screening::letter(machine.readiness) << " "
        << fit(name, 23) << " " << fit(type, 16) << " " << fit(machine.value_of("machine.build_year"), 4)
        << " " << fit(hs, 10) << " " << fit(best_text(report, machine), 20) << " "
        << fit(next_text(report, machine, book, common.language), 60) << '\n';
  }
}

void print_screening_totals(const screening::Report& report, const Common& common, std::ostream& out) {
  const bool zh = common.language == Language::zh;
  const screening::Totals& totals = report.totals;
  out << '\n' << totals.machines << (zh ? " 台设备:" : " machines: ");
  for (std::size_t i = 0; i < totals.readiness.size(); ++i) {
    const auto readiness = static_cast<screening::Readiness>(i);
    out << (i > 0 ? (zh ? "," : ", ") : "") << screening::letter(readiness) << ' '
        << say(screening::label(readiness), common.language) << ' ' << totals.readiness[i];
  }
  out << (zh ? ";机种识别 " : "; class recognised ") << totals.classified
      << (zh ? ",有问题的行 " : ", rows with problems ") << totals.with_problems
      << (zh ? ",重复 " : ", listed twice ") << totals.duplicates << "\n\n";
  out << fit(zh ? "目的国" : "destination", 24) << right(zh ? "可出口" : "allowed", 10)
      << right(zh ? "有条件" : "conditions", 12) << right(zh ? "无法判定" : "undecided", 12)
      << right(zh ? "不可" : "refused", 10) << '\n';
  for (std::size_t d = 0; d < report.destinations.size(); ++d) {
    const screening::DestinationInfo& destination = report.destinations[d];
    out << fit(destination.country + " " + say(destination.name, common.language), 24);
    const std::size_t widths[] = {10, 12, 12, 10};
    for (std::size_t k = 0; k < 4; ++k) out << right(std::to_string(totals.destinations[d][k]), widths[k]);
    out << (destination.pack ? "" : (zh ? "  无有效规则包" : "  no pack in force")) << '\n';
  }
  out << '\n'
      << say(report.assumptions, common.language) << '\n'
      << (zh ? "规则包是起步材料,不是法律意见;标注“需确认”的规则来自未经核实的来源。\n"
             : "The rule packs are a starting point, not legal advice; rules marked \"confirm\" rest on "
               "unverified sources.\n");
}

}  // namespace chuhai::cli
