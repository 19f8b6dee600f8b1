#include <algorithm>

#include "base/file.hpp"
#include "documents/screening.hpp"
#include "html.hpp"
#include "page_assets.hpp"
#include "page_costs.hpp"
#include "page_templates.hpp"
#include "words.hpp"

namespace chuhai::documents {

namespace {

using rulebook::Outcome;
using screening::MachineResult;

constexpr std::size_t kOutcomes = 4;

/// Builds the page section by section.
class Page {
 public:
  Page(const screening::Report& report, const rulebook::Book& book, const machine::Catalog& catalog,
       std::size_t shown_max)
      : report_(report),
        book_(book),
        catalog_(catalog),
        shown_(std::min(shown_max, report.machines.size())),
        templates_(book) {}

  std::string write() {
    head();
    tiles();
    basis();
    destinations();
    heat_map();
    machines();
    footer();
    out_ += templates_.write();
    out_ +=
        "<div id=\"panel\" role=\"region\" aria-live=\"polite\" aria-labelledby=\"panel-title\" hidden>"
        "<button id=\"close\" class=\"close\" type=\"button\">" +
        html_both({"Close", "关闭"}) +
        "</button><h3 id=\"panel-title\"></h3><div id=\"panel-body\"></div></div>\n"
        "<script>" +
        std::string(screening_script()) + "</script>\n</body></html>\n";
    return std::move(out_);
  }

 private:
  void head() {
    const std::string source = html_escape(report_.source);
    out_ +=
        "<!DOCTYPE html>\n<html lang=\"zh-CN\" class=\"lang-zh\"><head><meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<title>出口筛查 Export screening: " +
        source + "</title>\n<style>" + std::string(screening_style()) + std::string(screening_print_style()) +
        "</style></head><body><main>\n<header><h1>" + html_both({"Export screening: ", "出口筛查:"}) +
        source + "</h1><span class=\"meta\">" + html_both({"rules as of ", "规则判定日期 "}) +
        calendar::to_string(report_.as_of) +
        "</span><span class=\"tools\"><button id=\"lang\" type=\"button\"><span class=\"zh\" lang=\"en\">"
        "English</span><span class=\"en\" lang=\"zh-CN\">中文</span></button><button id=\"print\" "
        "type=\"button\">" +
        html_both({"Print", "打印"}) +
        "</button></span></header>\n<noscript><p>"
        "显示理由需要启用脚本 Reasons are shown only where scripts may run.</p></noscript>\n";
  }

  void tiles() {
    out_ += "<div class=\"tiles\"><div class=\"tile\"><b>" + std::to_string(report_.totals.machines) +
            "</b>" + html_both({report_.totals.machines == 1 ? "machine" : "machines", "台设备"}) + "</div>";
    for (std::size_t i = 0; i < report_.totals.readiness.size(); ++i) {
      const auto readiness = static_cast<screening::Readiness>(i);
      out_ += "<div class=\"tile\"><b>" + std::to_string(report_.totals.readiness[i]) +
              "</b><span class=\"tag o" + std::to_string(i) + "\">" + screening::letter(readiness) +
              "</span> " + html_both(screening::label(readiness)) + "</div>";
    }
    out_ += "</div>\n";
  }

  /// What every verdict below rests on, said once.
  void basis() {
    out_ += "<p class=\"basis\">" + html_both(report_.assumptions) + "<br>" + html_both(disclaimer());
    if (report_.costs) out_ += "<br>" + html_both(report_.costs->text);
    out_ += "</p>\n";
    if (report_.costs) out_ += cost_assumptions(report_);
  }

  void destinations() {
    out_ += "<h2>" + html_both(finding(report_)) +
            "</h2>\n<div class=\"wide\"><table class=\"counts\"><thead><tr>"
            "<th scope=\"col\">" +
            html_both({"Destination", "目的国"}) + "</th><td class=\"bars\"></td>";
    for (std::size_t k = 0; k < kOutcomes; ++k)
      out_ +=
          "<th scope=\"col\" class=\"n\">" + html_both(rulebook::label(static_cast<Outcome>(k))) + "</th>";
    out_ += "<th scope=\"col\" class=\"n\">" + html_both({"conditions per machine", "台均条件数"}) +
            "</th><th scope=\"col\" class=\"pack\">" + html_both({"Rule pack", "规则包"}) +
            "</th></tr></thead><tbody>\n";
    for (const std::size_t d : destinations_by_ease(report_)) destination_row(d);
    out_ += "</tbody></table></div>\n";
  }

  void destination_row(std::size_t d) {
    const screening::DestinationInfo& destination = report_.destinations[d];
    const screening::OutcomeCounts& counts = report_.totals.destinations[d];
    out_ += "<tr><th scope=\"row\">" + destination.country + " " + html_both(destination.name) +
            "</th><td class=\"bars\"><span class=\"bar\" aria-hidden=\"true\">";
    for (std::size_t k = 0; k < kOutcomes; ++k) {
      if (counts[k] > 0)
        out_ += "<i class=\"b" + std::to_string(k) + "\" style=\"flex-grow:" + std::to_string(counts[k]) +
                "\"></i>";
    }
    out_ += "</span></td>";
    for (const std::uint64_t count : counts)
      out_ +=
          "<td class=\"n" + std::string(count == 0 ? " nil" : "") + "\">" + std::to_string(count) + "</td>";
    out_ += "<td class=\"n\">" + conditions_per_machine(d) + "</td><td class=\"src pack\">" +
            (destination.pack ? html_escape(destination.pack->id + " " + destination.pack->version)
                              : html_both({"no rule pack in force", "无有效规则包"})) +
            "</td></tr>\n";
  }

  /// One decimal, of the machines the destination takes.
  std::string conditions_per_machine(std::size_t d) const {
    const screening::OutcomeCounts& counts = report_.totals.destinations[d];
    const std::uint64_t takes = counts[0] + counts[1];
    if (takes == 0) return "–";
    const std::uint64_t tenths = (conditions_of(report_, d) * 10 + takes / 2) / takes;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
  }

  void heat_map() {
    out_ += "<h2 class=\"map\">" + html_both({"Machines and destinations", "设备与目的国"}) +
            "<span class=\"hint\">" + html_both({": choose a cell for its reasons", "：点选格子查看理由"}) +
            "</span>" + "</h2>\n<p class=\"legend\">";
    for (std::size_t k = 0; k < kOutcomes; ++k) {
      const auto outcome = static_cast<Outcome>(k);
      out_ += "<span class=\"tag o" + std::to_string(k) + "\">" + mark(outcome) + " " +
              html_both(rulebook::label(outcome)) + "</span> ";
    }
    out_ += "<span class=\"meta\">" + html_both(grade_note()) + "</span></p>\n";
    if (shown_ < report_.machines.size()) {
      const std::string shown = std::to_string(shown_);
      const std::string all = std::to_string(report_.machines.size());
      out_ += "<p>" +
              html_both({"The first " + shown + " of " + all + " machines are shown; the workbook has all.",
                         "仅显示前 " + shown + " 台(共 " + all + " 台);全部结果见 Excel 工作簿。"}) +
              "</p>";
    }
    out_ +=
        "<div class=\"wide tall\"><table class=\"heat\" role=\"grid\" aria-readonly=\"true\"><thead><tr>"
        "<th scope=\"col\"><abbr title=\"row 行号\">#</abbr></th><th scope=\"col\" class=\"name\">" +
        html_both({"Machine", "设备"}) +
        "</th><th scope=\"col\"><abbr title=\"readiness 就绪度\">A–D</abbr></th>";
    for (const screening::DestinationInfo& destination : report_.destinations) {
      const base::Text& name = destination.name;
      out_ += "<th scope=\"col\"><abbr title=\"" + html_escape(name.zh + " " + name.en) + "\" data-zh=\"" +
              html_escape(name.zh) + "\" data-en=\"" + html_escape(name.en) + "\">" + destination.country +
              "</abbr></th>";
    }
    out_ += "</tr></thead><tbody>\n";
    for (std::size_t i = 0; i < shown_; ++i) heat_row(report_.machines[i]);
    out_ += "</tbody></table></div>\n";
  }

  void heat_row(const MachineResult& machine) {
    const std::string row = std::to_string(machine.row);
    out_ += "<tr id=\"h" + row + "\"><td>" + row + "</td><th scope=\"row\" class=\"name\"><a href=\"#m" +
            row + "\">" + html_both(machine_name(catalog_, machine)) + "</a></th><td class=\"o" +
            std::to_string(static_cast<int>(machine.readiness)) + "\">" +
            screening::letter(machine.readiness) + "</td>";
    for (std::size_t d = 0; d < machine.destinations.size(); ++d) {
      const screening::VerdictPtr& verdict = machine.destinations[d];
      const std::size_t conditions = condition_count(*verdict);
      out_ += "<td class=\"o" + std::to_string(static_cast<int>(verdict->outcome)) + "\" data-v=\"" +
              std::to_string(templates_.number_of(verdict)) + "\"" + landed(machine, d) + ">" +
              mark(verdict->outcome) + (conditions > 0 ? std::to_string(conditions) : "") + "</td>";
    }
    out_ += "</tr>\n";
  }

  /// The template of a landed cost and its amounts in fen, then the total in cents and the factor in
  /// hundredths; what is open is empty.
  std::string landed(const MachineResult& machine, std::size_t d) {
    const auto cost = machine.landed_cost(d);
    if (!cost) return {};
    std::string out = " data-c=\"" + std::to_string(templates_.number_of(*cost)) + "\" data-a=\"";
    for (std::size_t i = 0; i < cost->lines.size(); ++i) {
      if (i > 0) out += ',';
      if (cost->lines[i].amount) out += std::to_string(cost->lines[i].amount->minor());
    }
    if (cost->total_usd && cost->factor)
      out += ";" + std::to_string(cost->total_usd->minor()) + ";" + cost->factor->to_string();
    return out + "\"";
  }

  void machines() {
    out_ += "<h2 class=\"each\">" + html_both({"Each machine", "逐台明细"}) + "</h2>\n";
    for (std::size_t i = 0; i < shown_; ++i) machine_card(report_.machines[i]);
  }

  void machine_card(const MachineResult& machine) {
    const std::string row = std::to_string(machine.row);
    out_ += "<details class=\"card\" id=\"m" + row + "\"><summary><span class=\"tag o" +
            std::to_string(static_cast<int>(machine.readiness)) + "\">" +
            screening::letter(machine.readiness) + " " + html_both(screening::label(machine.readiness)) +
            "</span> #" + row + " " + html_both(machine_name(catalog_, machine)) + " · " +
            html_both(class_of(machine)) + "</summary>";
    const base::Text next = next_step(report_, machine, book_);
    if (!next.en.empty())
      out_ += "<p><b>" + html_both({"Next: ", "下一步:"}) + "</b><span data-t=\"" + text_number(next) +
              "\"></span></p>";
    if (!machine.problems.empty()) problems(machine);
    facts(machine);
    for (std::size_t s = 0; s < machine.stages.size(); ++s) {
      out_ += "<section data-h=\"" + text_number(report_.stages[s].title) + "\" data-o=\"" +
              std::to_string(static_cast<int>(machine.stages[s]->outcome)) + "\" data-v=\"" +
              std::to_string(templates_.number_of(machine.stages[s])) + "\"></section>";
    }
    if (report_.costs && !machine.best.empty()) {
      const screening::DestinationInfo& first = report_.destinations[machine.best.front()];
      out_ += "<section data-h=\"" +
              text_number({"Landed cost at " + first.country + " " + first.name.en + ", indicative (CNY)",
                           "到岸成本参考(元):" + first.country + " " + first.name.zh}) +
              "\" data-cost=\"" + row + "." + std::to_string(machine.best.front()) + "\"></section>";
    }
    if (!machine.destinations.empty())
      out_ += "<section data-h=\"" +
              text_number({"Destinations: what to get or settle", "目的国:需办理和确认的事项"}) +
              "\" data-row=\"" + row + "\"></section>";
    out_ += "</details>\n";
  }

  base::Text class_of(const MachineResult& machine) const {
    const std::string code = machine.value_of("machine.class");
    return code.empty() ? base::Text{"class not recognised", "机种未识别"} : catalog_.label("class", code);
  }

  std::string text_number(const base::Text& text) { return std::to_string(templates_.number_of(text)); }

  void problems(const MachineResult& machine) {
    out_ += "<ul class=\"bad\">";
    for (const screening::Problem& problem : machine.problems) {
      out_ += "<li>" + (problem.heading.empty() ? "" : html_escape(problem.heading) + ": ") +
              html_both(problem.text) + "</li>";
    }
    out_ += "</ul>";
  }

  /// Pairs of label and value, by their numbers.
  void facts(const MachineResult& machine) {
    out_ += "<dl class=\"facts\" data-f=\"";
    bool is_first = true;
    for (const screening::ShownFact& fact : machine.facts) {
      out_ += (is_first ? "" : ",") + text_number(field_label(book_, fact.path)) + "." +
              text_number(value_for_reading(book_, catalog_, fact.path, fact.value));
      is_first = false;
    }
    out_ += "\"></dl>";
  }

  void footer() {
    out_ += "<footer><details><summary>" +
            html_both({"Rule packs used, with their checksums", "所用规则包及校验值"}) + "</summary><p>";
    for (const screening::StageInfo& stage : report_.stages) pack_line(stage.pack);
    for (const screening::DestinationInfo& destination : report_.destinations) pack_line(destination.pack);
    out_ += "</p></details></footer></main>\n";
  }

  void pack_line(const std::shared_ptr<const rulebook::Pack>& pack) {
    if (pack)
      out_ += html_escape(pack->id + " " + pack->version + " sha256:" + pack->hash.substr(0, 16)) + "<br>";
  }

  const screening::Report& report_;
  const rulebook::Book& book_;
  const machine::Catalog& catalog_;
  std::size_t shown_;
  PageTemplates templates_;
  std::string out_;
};

}  // namespace

void write_screening_page(const screening::Report& report, const rulebook::Book& book,
                          const machine::Catalog& catalog, const std::filesystem::path& path,
                          std::size_t machines_shown_max) {
  base::write_file(path, Page(report, book, catalog, machines_shown_max).write());
}

}  // namespace chuhai::documents
