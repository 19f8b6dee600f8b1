#include <algorithm>
#include <map>

#include "base/file.hpp"
#include "documents/screening.hpp"
#include "html.hpp"
#include "page_assets.hpp"
#include "words.hpp"

namespace chuhai::documents {

namespace {

using rulebook::Outcome;
using screening::MachineResult;

constexpr const char* kMarks[] = {"✓", "▲", "?", "✗"};

/// Builds the page section by section.
class Page {
 public:
  Page(const screening::Report& report, const rulebook::Book& book, const machine::Catalog& catalog,
       std::size_t shown_max)
      : report_(report),
        book_(book),
        catalog_(catalog),
        shown_(std::min(shown_max, report.machines.size())) {}

  std::string write() {
    head();
    tiles();
    destinations();
    heat_map();
    machines();
    footer();
    templates();
    out_ +=
        "<div id=\"panel\" role=\"dialog\" aria-live=\"polite\"><button id=\"close\" class=\"close\" "
        "type=\"button\">" +
        html_both({"Close", "关闭"}) + "</button><div id=\"panel-body\"></div></div>\n<script>" +
        std::string(screening_script()) + "</script>\n</body></html>\n";
    return std::move(out_);
  }

 private:
  void head() {
    const std::string source = html_escape(report_.source);
    out_ +=
        "<!DOCTYPE html>\n<html lang=\"zh-CN\" class=\"lang-zh\"><head><meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>出口筛查 "
        "Screening: " +
        source + "</title>\n<style>" + std::string(screening_style()) +
        "</style></head><body><main>\n<header><h1>" +
        html_both({"Export screening of " + report_.source, "出口筛查:" + report_.source}) +
        "</h1><span class=\"meta\">" + html_both({"rules as of ", "规则判定日期 "}) +
        calendar::to_string(report_.as_of) +
        "</span><span class=\"tools\"><button id=\"lang\" type=\"button\">中文 / English</button><button "
        "id=\"print\" type=\"button\">" +
        html_both({"Print", "打印"}) + "</button></span></header>\n";
  }

  void tiles() {
    out_ += "<div class=\"tiles\"><div class=\"tile\"><b>" + std::to_string(report_.totals.machines) +
            "</b>" + html_both({"machines", "台设备"}) + "</div>";
    for (std::size_t i = 0; i < 4; ++i) {
      const auto readiness = static_cast<screening::Readiness>(i);
      out_ += "<div class=\"tile\"><b>" + std::to_string(report_.totals.readiness[i]) +
              "</b><span class=\"tag o" + std::to_string(i) + "\">" + screening::letter(readiness) +
              "</span> " + html_both(screening::label(readiness)) + "</div>";
    }
    out_ += "</div>\n";
  }

  void destinations() {
    out_ += "<h2>" + html_both(best_market()) + "</h2>\n<div class=\"wide\"><table><thead><tr><th>" +
            html_both({"Destination", "目的国"}) + "</th><th></th>";
    for (const Outcome outcome :
         {Outcome::allowed, Outcome::allowed_with_conditions, Outcome::undecided, Outcome::refused}) {
      out_ += "<th class=\"n\">" + html_both(rulebook::label(outcome)) + "</th>";
    }
    out_ += "<th>" + html_both({"Rule pack", "规则包"}) + "</th></tr></thead><tbody>\n";
    for (std::size_t d = 0; d < report_.destinations.size(); ++d) destination_row(d);
    out_ += "</tbody></table></div>\n";
  }

  void destination_row(std::size_t d) {
    const screening::DestinationInfo& destination = report_.destinations[d];
    const screening::OutcomeCounts& counts = report_.totals.destinations[d];
    out_ += "<tr><td>" + destination.country + " " + html_both(destination.name) +
            "</td><td><span class=\"bar\">";
    const std::uint64_t all = std::max<std::uint64_t>(report_.totals.machines, 1);
    for (std::size_t k = 0; k < 4; ++k) {
      if (counts[k] == 0) continue;
      out_ += "<i class=\"o" + std::to_string(k) +
              "\" style=\"width:" + std::to_string(counts[k] * 100 / all) + "%\"></i>";
    }
    out_ += "</span></td>";
    for (const std::uint64_t count : counts) out_ += "<td class=\"n\">" + std::to_string(count) + "</td>";
    out_ += "<td class=\"src\">" +
            (destination.pack ? html_escape(destination.pack->id + " " + destination.pack->version) : "-") +
            "</td></tr>\n";
  }

  /// The finding of the destinations table, as its title.
  base::Text best_market() const {
    std::uint64_t most = 0;
    std::size_t best = 0;
    for (std::size_t d = 0; d < report_.destinations.size(); ++d) {
      const auto& counts = report_.totals.destinations[d];
      if (counts[0] + counts[1] > most) {
        most = counts[0] + counts[1];
        best = d;
      }
    }
    if (most == 0)
      return {"No destination takes a machine of this fleet yet", "目前没有国家可接收该车队的设备"};
    const std::string count = std::to_string(most) + " / " + std::to_string(report_.totals.machines);
    const base::Text& name = report_.destinations[best].name;
    return {name.en + " takes the most: " + count + " machines, with or without conditions",
            name.zh + "可接收最多:" + count + " 台(含有条件)"};
  }

  void heat_map() {
    out_ += "<h2>" +
            html_both({"Machines and destinations: choose a cell for its reasons",
                       "设备与目的国:点选格子查看理由"}) +
            "</h2>\n<p class=\"meta\">";
    for (std::size_t k = 0; k < 4; ++k) {
      out_ += "<span class=\"tag o" + std::to_string(k) + "\">" + kMarks[k] + " " +
              html_both(rulebook::label(static_cast<Outcome>(k))) + "</span> ";
    }
    out_ += "</p>";
    if (shown_ < report_.machines.size()) {
      const std::string shown = std::to_string(shown_);
      const std::string all = std::to_string(report_.machines.size());
      out_ += "<p>" +
              html_both({"The first " + shown + " of " + all + " machines are shown; the workbook has all.",
                         "仅显示前 " + shown + " 台(共 " + all + " 台);全部结果见 Excel 工作簿。"}) +
              "</p>";
    }
    out_ += "<div class=\"wide\"><table class=\"heat\"><thead><tr><th>#</th><th class=\"name\">" +
            html_both({"Machine", "设备"}) + "</th><th>" + html_both({"Grade", "等级"}) + "</th>";
    for (const screening::DestinationInfo& destination : report_.destinations) {
      out_ += "<th><abbr title=\"" + html_escape(destination.name.zh + " " + destination.name.en) + "\">" +
              destination.country + "</abbr></th>";
    }
    out_ += "</tr></thead><tbody>\n";
    for (std::size_t i = 0; i < shown_; ++i) heat_row(report_.machines[i]);
    out_ += "</tbody></table></div>\n";
  }

  void heat_row(const MachineResult& machine) {
    const base::Text name = machine_name(catalog_, machine);
    out_ += "<tr data-name=\"" + html_escape(name.zh) + "\"><td>" + std::to_string(machine.row) +
            "</td><td class=\"name\"><a href=\"#m" + std::to_string(machine.row) + "\">" + html_both(name) +
            "</a></td><td class=\"o" + std::to_string(static_cast<int>(machine.readiness)) + "\">" +
            screening::letter(machine.readiness) + "</td>";
    for (std::size_t d = 0; d < machine.destinations.size(); ++d) {
      const rulebook::Verdict& verdict = *machine.destinations[d];
      const auto k = static_cast<std::size_t>(verdict.outcome);
      out_ += "<td tabindex=\"0\" class=\"o" + std::to_string(k) + "\" data-c=\"" +
              report_.destinations[d].country + "\" data-v=\"" + template_id(machine.destinations[d]) +
              "\" aria-label=\"" +
              html_escape(report_.destinations[d].country + " " + rulebook::label(verdict.outcome).en) +
              "\">" + kMarks[k] + "</td>";
    }
    out_ += "</tr>\n";
  }

  const std::string& template_id(const screening::VerdictPtr& verdict) {
    const auto [entry, is_new] = ids_.try_emplace(verdict.get(), "v" + std::to_string(ids_.size()));
    if (is_new) order_.push_back(verdict);
    return entry->second;
  }

  void templates() {
    for (const screening::VerdictPtr& verdict : order_) {
      out_ += "<template id=\"" + ids_[verdict.get()] + "\">";
      verdict_body(*verdict);
      out_ += "</template>\n";
    }
  }

  void verdict_body(const rulebook::Verdict& verdict) {
    out_ += "<p><span class=\"tag o" + std::to_string(static_cast<int>(verdict.outcome)) + "\">" +
            kMarks[static_cast<std::size_t>(verdict.outcome)] + " " +
            html_both(rulebook::label(verdict.outcome)) + "</span></p>";
    if (!verdict.missing.empty()) {
      out_ += "<p>" + html_both({"Would be settled by: ", "补充以下资料即可判定:"});
      for (std::size_t i = 0; i < verdict.missing.size(); ++i)
        out_ += (i > 0 ? ", " : "") + html_both(field_label(book_, verdict.missing[i]));
      out_ += "</p>";
    }
    if (verdict.nothing_allows) out_ += "<p>" + html_both(nothing_allows_text(verdict)) + "</p>";
    for (const rulebook::Reason& reason : verdict.reasons) {
      if (is_worth_showing(reason, verdict)) reason_body(reason);
    }
  }

  void reason_body(const rulebook::Reason& reason) {
    const rulebook::Source& source = reason.rule->source();
    out_ += std::string("<div class=\"reason") + (reason.decides ? " decides" : "") + "\">" +
            html_both(reason.rule->text);
    if (reason.standing != rulebook::Standing::applies)
      out_ += " <b>" + html_both(standing_label(reason)) + "</b>";
    out_ += "<div class=\"src\">" + html_escape(source.instrument) + " · " +
            html_both(confidence_label(source)) + " · <code>" + html_escape(reason.rule->id) + "</code>";
    if (source.url.starts_with("http"))
      out_ += " · <a rel=\"noopener noreferrer\" href=\"" + html_escape(source.url) + "\">" +
              html_escape(source.url) + "</a>";
    out_ += "</div></div>";
  }

  void machines() {
    out_ += "<h2>" + html_both({"Each machine", "逐台明细"}) + "</h2>\n";
    for (std::size_t i = 0; i < shown_; ++i) machine_card(report_.machines[i]);
  }

  void machine_card(const MachineResult& machine) {
    out_ += "<details id=\"m" + std::to_string(machine.row) + "\"><summary><span class=\"tag o" +
            std::to_string(static_cast<int>(machine.readiness)) + "\">" +
            screening::letter(machine.readiness) + "</span> #" + std::to_string(machine.row) + " " +
            html_both(machine_name(catalog_, machine)) + " · " +
            html_both(catalog_.label("class", machine.value_of("machine.class"))) +
            "</summary><div class=\"facts\">";
    for (const screening::ShownFact& fact : machine.facts) {
      out_ += "<span><span class=\"k\">" + html_both(field_label(book_, fact.path)) + "</span> " +
              html_both(value_label(catalog_, fact.path, fact.value)) + "</span>";
    }
    out_ += "</div>";
    if (!machine.problems.empty()) {
      out_ += "<ul class=\"bad\">";
      for (const screening::Problem& problem : machine.problems) {
        out_ += "<li>" + (problem.heading.empty() ? "" : html_escape(problem.heading) + ": ") +
                html_both(problem.text) + "</li>";
      }
      out_ += "</ul>";
    }
    for (std::size_t s = 0; s < machine.stages.size(); ++s) {
      out_ += "<h3>" + html_both(report_.stages[s].title) + "</h3><div data-fill=\"" +
              template_id(machine.stages[s]) + "\"></div>";
    }
    papers(machine);
    out_ += "</details>\n";
  }

  void papers(const MachineResult& machine) {
    if (machine.best.empty()) return;
    out_ += "<h3>" + html_both({"Papers for the first destinations", "首选目的国所需单证"}) + "</h3><ul>";
    for (const std::size_t d : machine.best) {
      out_ += "<li>" + report_.destinations[d].country + " " + html_both(report_.destinations[d].name) + ": ";
      bool first = true;
      for (const PaperNeed& paper : papers_of(*machine.destinations[d], book_)) {
        out_ += (first ? "" : "; ") + html_both(paper.name);
        first = false;
      }
      out_ += std::string(first ? "-" : "") + "</li>";
    }
    out_ += "</ul>";
  }

  void footer() {
    out_ += "<footer><p>" + html_both(report_.assumptions) + "</p><p>" + html_both(disclaimer()) + "</p><p>";
    for (const screening::StageInfo& stage : report_.stages) pack_line(stage.pack);
    for (const screening::DestinationInfo& destination : report_.destinations) pack_line(destination.pack);
    out_ += "</p></footer></main>\n";
  }

  void pack_line(const std::shared_ptr<const rulebook::Pack>& pack) {
    if (pack)
      out_ += html_escape(pack->id + " " + pack->version + " sha256:" + pack->hash.substr(0, 16)) + " · ";
  }

  const screening::Report& report_;
  const rulebook::Book& book_;
  const machine::Catalog& catalog_;
  std::size_t shown_;
  std::string out_;
  std::map<const rulebook::Verdict*, std::string> ids_;
  std::vector<screening::VerdictPtr> order_;
};

}  // namespace

void write_screening_page(const screening::Report& report, const rulebook::Book& book,
                          const machine::Catalog& catalog, const std::filesystem::path& path,
                          std::size_t machines_shown_max) {
  base::write_file(path, Page(report, book, catalog, machines_shown_max).write());
}

}  // namespace chuhai::documents
