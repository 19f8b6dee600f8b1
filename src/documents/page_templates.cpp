#include "page_templates.hpp"

#include "html.hpp"
#include "words.hpp"

namespace chuhai::documents {

namespace {

using rulebook::Outcome;
using rulebook::Standing;

/// "www.gov.ug" of "https://www.gov.ug/a/b": enough to recognise a source, the link has the rest.
std::string host_of(const std::string& url) {
  const std::size_t start = url.find("://") + 3;
  return url.substr(start, url.find_first_of("/?#", start) - start);
}

/// Instrument, confidence, rule id and address.
std::string source_line(const rulebook::Source& source, const std::string& rule) {
  std::string out = "<div class=\"src\">" + html_escape(source.instrument) + " · " +
                    html_both(confidence_label(source)) + " · <code>" + html_escape(rule) + "</code>";
  if (source.url.starts_with("http://") || source.url.starts_with("https://"))
    out += " · <a target=\"_blank\" rel=\"noopener noreferrer\" href=\"" + html_escape(source.url) + "\">" +
           html_escape(host_of(source.url)) + "</a>";
  return out + "</div>";
}

void write_rule(std::string& out, std::size_t number, const rulebook::RuleInfo& rule) {
  out += "<template id=\"r" + std::to_string(number) + "\">" + html_both(rule.text) +
         " <b class=\"standing\"></b>" + source_line(rule.source(), rule.id) + "</template>\n";
}

void write_list(std::string& out, const char* prefix, const std::vector<std::string>& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i)
    out += std::string("<template id=\"") + prefix + std::to_string(i) + "\">" + pieces[i] + "</template>\n";
}

void write_fixed_templates(std::string& out) {
  for (std::size_t k = 0; k < 4; ++k) {
    const auto outcome = static_cast<Outcome>(k);
    out += "<template id=\"o" + std::to_string(k) + "\"><span class=\"tag o" + std::to_string(k) + "\">" +
           mark(outcome) + " " + html_both(rulebook::label(outcome)) + "</span></template>\n";
  }
  for (std::size_t k = 0; k < 4; ++k) {
    const rulebook::Reason reason{nullptr, static_cast<Standing>(k), rulebook::Effect::condition, false};
    out +=
        "<template id=\"s" + std::to_string(k) + "\">" + html_both(standing_label(reason)) + "</template>\n";
  }
}

}  // namespace

std::size_t PageTemplates::number_of(const screening::VerdictPtr& verdict) {
  const auto [entry, is_new] = numbers_.try_emplace(verdict.get(), numbers_.size());
  if (is_new) verdicts_.push_back(verdict);
  return entry->second;
}

std::size_t PageTemplates::number_of(const base::Text& text) {
  std::string shown = html_both(text);
  const auto [entry, is_new] = text_numbers_.try_emplace(shown, texts_.size());
  if (is_new) texts_.push_back(std::move(shown));
  return entry->second;
}

std::size_t PageTemplates::number_of_basis(const std::string& rule, const base::Text& text,
                                           const rulebook::Source& source) {
  std::string shown = html_both(text) + source_line(source, rule);
  const auto [entry, is_new] = basis_numbers_.try_emplace(shown, bases_.size());
  if (is_new) bases_.push_back(std::move(shown));
  return entry->second;
}

std::size_t PageTemplates::number_of(const destination::LandedCost& cost) {
  std::string shown = "<table class=\"cost\"><tbody>";
  for (std::size_t i = 0; i < cost.lines.size(); ++i) {
    const destination::CostLine& line = cost.lines[i];
    const bool is_sum = line.kind == destination::LineKind::cif || line.kind == destination::LineKind::total;
    shown += std::string("<tr") + (is_sum ? " class=\"sum\"" : "") + "><th scope=\"row\">" +
             html_both(line.label) + "</th><td class=\"n\" data-i=\"" + std::to_string(i) + "\"></td><td>";
    if (line.assumed) shown += "<b class=\"standing\">" + html_both({"assumed", "假设"}) + "</b> ";
    shown += html_both(line.how);
    if (line.levy != nullptr && !line.levy->source().may_block())
      shown += " <b class=\"standing\">" + html_both({"confirm first", "请先确认"}) + "</b>";
    if (line.levy != nullptr)
      shown += "<div data-y=\"" +
               std::to_string(number_of_basis(line.levy->id, line.levy->text, line.levy->source())) +
               "\"></div>";
    if (line.value_rule != nullptr)
      shown += "<div data-y=\"" +
               std::to_string(number_of_basis(line.value_rule->id, line.value_rule->text,
                                              *line.value_rule->sources.front())) +
               "\"></div>";
    shown += "</td></tr>";
  }
  shown += "</tbody></table>";
  if (!cost.open.empty()) {
    shown += "<p class=\"answer\"><b>" + html_both({"Open, because", "未定,原因"}) + "</b></p><ul>";
    for (const destination::OpenPoint& point : cost.open) {
      shown += "<li>" + html_both(point.why);
      base::Text missing;
      for (const std::string& path : point.missing) {
        const base::Text label = field_label(book_, path);
        missing.en += (missing.en.empty() ? ": " : ", ") + label.en;
        missing.zh += (missing.zh.empty() ? ":" : "、") + label.zh;
      }
      if (!missing.en.empty())
        shown += " (" + html_both({"to be supplied" + missing.en, "请补充" + missing.zh}) + ")";
      shown += "</li>";
    }
    shown += "</ul>";
  }
  const auto [entry, is_new] = cost_numbers_.try_emplace(shown, costs_.size());
  if (is_new) costs_.push_back(std::move(shown));
  return entry->second;
}

std::string PageTemplates::write() {
  std::string out;
  write_fixed_templates(out);
  out += "<template id=\"open\"><b class=\"standing\">" + html_both({"open", "未定"}) +
         "</b></template>\n<template id=\"landed\"><h4>" +
         html_both({"Landed cost, indicative (CNY)", "到岸成本参考(元)"}) + "</h4></template>\n";
  write_list(out, "t", texts_);
  write_list(out, "c", costs_);
  write_list(out, "y", bases_);
  for (const screening::VerdictPtr& verdict : verdicts_) write_verdict(out, *verdict);
  for (std::size_t i = 0; i < rules_.size(); ++i) write_rule(out, i, *rules_[i]);
  return out;
}

void PageTemplates::write_verdict(std::string& out, const rulebook::Verdict& verdict) {
  out += "<template id=\"v" + std::to_string(numbers_[&verdict]) + "\">";
  write_answer(out, verdict);
  write_reasons(out, verdict);
  out += "</template>\n";
}

/// What to get or to know, in a line: the cell of a machine's own table. Above the reasons it is left out
/// where it only repeats the first of them.
void PageTemplates::write_answer(std::string& out, const rulebook::Verdict& verdict) const {
  const base::Text answer = answer_of(verdict, book_);
  const bool repeats = !verdict.reasons.empty() && answer.en == verdict.reasons.front().rule->text.en;
  out += std::string("<p class=\"answer") + (repeats ? " repeats" : "") + "\">" + html_both(answer) + "</p>";
}

void PageTemplates::write_reasons(std::string& out, const rulebook::Verdict& verdict) {
  std::string others;
  std::size_t other_count = 0;
  for (const rulebook::Reason& reason : verdict.reasons) {
    if (!is_worth_showing(reason, verdict)) continue;
    const std::string place = "<div class=\"reason\" data-r=\"" +
                              std::to_string(number_of_rule(*reason.rule)) + "\" data-s=\"" +
                              std::to_string(static_cast<int>(reason.standing)) + "\"></div>";
    if (reason.decides) {
      out += place;
    } else {
      others += place;
      ++other_count;
    }
  }
  if (other_count == 0) return;
  const std::string count = std::to_string(other_count);
  out += "<details class=\"more\"><summary>" +
         html_both({"Also looked at " + count + (other_count == 1 ? " other rule" : " other rules"),
                    "另查看了 " + count + " 条规则"}) +
         "</summary>" + others + "</details>";
}

std::size_t PageTemplates::number_of_rule(const rulebook::RuleInfo& rule) {
  const auto [entry, is_new] = rule_numbers_.try_emplace(&rule, rule_numbers_.size());
  if (is_new) rules_.push_back(&rule);
  return entry->second;
}

}  // namespace chuhai::documents
