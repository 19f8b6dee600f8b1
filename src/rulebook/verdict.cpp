#include "rulebook/verdict.hpp"

#include "base/assert.hpp"

namespace chuhai::rulebook {

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::allowed:
      return "allowed";
    case Outcome::allowed_with_conditions:
      return "allowed_with_conditions";
    case Outcome::undecided:
      return "undecided";
    case Outcome::refused:
      return "refused";
  }
  CHUHAI_ASSERT(false);
}

base::Text label(Outcome outcome) {
  switch (outcome) {
    case Outcome::allowed:
      return {"allowed", "允许"};
    case Outcome::allowed_with_conditions:
      return {"with conditions", "有条件允许"};
    case Outcome::undecided:
      return {"undecided", "无法判定"};
    case Outcome::refused:
      return {"refused", "禁止"};
  }
  CHUHAI_ASSERT(false);
}

std::string_view to_string(SourceClass source_class) {
  switch (source_class) {
    case SourceClass::official:
      return "official";
    case SourceClass::legal_db:
      return "legal_db";
    case SourceClass::law_firm:
      return "law_firm";
    case SourceClass::inspection_body:
      return "inspection_body";
    case SourceClass::logistics:
      return "logistics";
    case SourceClass::press:
      return "press";
    case SourceClass::trade_blog:
      return "trade_blog";
    case SourceClass::own:
      return "own";
  }
  CHUHAI_ASSERT(false);
}

base::Text label(SourceClass source_class) {
  switch (source_class) {
    case SourceClass::official:
      return {"official source", "官方来源"};
    case SourceClass::legal_db:
      return {"law database", "法律数据库"};
    case SourceClass::law_firm:
      return {"law firm", "律师事务所"};
    case SourceClass::inspection_body:
      return {"inspection body", "检验机构"};
    case SourceClass::logistics:
      return {"forwarder", "货代"};
    case SourceClass::press:
      return {"press", "新闻报道"};
    case SourceClass::trade_blog:
      return {"trade site", "行业网站"};
    case SourceClass::own:
      return {"own knowledge", "自有经验"};
  }
  CHUHAI_ASSERT(false);
}

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::refused:
      return "refused";
    case Effect::undecided:
      return "undecided";
    case Effect::condition:
      return "condition";
    case Effect::allowed:
      return "allowed";
  }
  CHUHAI_ASSERT(false);
}

std::string_view to_string(Need need) {
  switch (need) {
    case Need::none:
      return "none";
    case Need::permit:
      return "permit";
    case Need::inspection:
      return "inspection";
    case Need::paper:
      return "paper";
    case Need::charge:
      return "charge";
    case Need::lock:
      return "lock";
    case Need::port:
      return "port";
    case Need::season:
      return "season";
    case Need::importer:
      return "importer";
    case Need::deadline:
      return "deadline";
    case Need::modification:
      return "modification";
    case Need::confirm:
      return "confirm";
  }
  CHUHAI_ASSERT(false);
}

base::Text label(Need need) {
  switch (need) {
    case Need::none:
      return {"-", "-"};
    case Need::permit:
      return {"Permit", "许可"};
    case Need::inspection:
      return {"Inspection", "检验"};
    case Need::paper:
      return {"Paper", "单证"};
    case Need::charge:
      return {"Extra charge", "附加费用"};
    case Need::lock:
      return {"Restriction after import", "进口后限制"};
    case Need::port:
      return {"Port of entry", "口岸"};
    case Need::season:
      return {"Season", "季节"};
    case Need::importer:
      return {"Importer's standing", "进口商资格"};
    case Need::deadline:
      return {"Deadline", "期限"};
    case Need::modification:
      return {"Modification", "改装"};
    case Need::confirm:
      return {"To be confirmed", "待确认"};
  }
  CHUHAI_ASSERT(false);
}

}  // namespace chuhai::rulebook
