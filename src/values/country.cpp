#include "values/country.hpp"

#include <string>

#include "base/text.hpp"
#include "refusal.hpp"

namespace chuhai::values {

namespace {

struct CountryRow {
  std::string_view alpha2;
  std::string_view alpha3;
  std::string_view en;
  std::string_view zh;
  std::string_view other_names;  // separated by ';'
};

// Ordered by alpha-2 code. Destinations of the rule packs, makers' countries and the neighbours of both.
constexpr CountryRow kCountries[] = {
    {"AE", "ARE", "United Arab Emirates", "阿联酋", "UAE;阿拉伯联合酋长国"},
    {"AF", "AFG", "Afghanistan", "阿富汗", ""},
    {"AM", "ARM", "Armenia", "亚美尼亚", ""},
    {"AO", "AGO", "Angola", "安哥拉", ""},
    {"AR", "ARG", "Argentina", "阿根廷", ""},
    {"AT", "AUT", "Austria", "奥地利", ""},
    {"AU", "AUS", "Australia", "澳大利亚", "澳洲"},
    {"AZ", "AZE", "Azerbaijan", "阿塞拜疆", ""},
    {"BD", "BGD", "Bangladesh", "孟加拉国", "孟加拉"},
    {"BE", "BEL", "Belgium", "比利时", ""},
    {"BF", "BFA", "Burkina Faso", "布基纳法索", ""},
    {"BG", "BGR", "Bulgaria", "保加利亚", ""},
    {"BH", "BHR", "Bahrain", "巴林", ""},
    {"BI", "BDI", "Burundi", "布隆迪", ""},
    {"BJ", "BEN", "Benin", "贝宁", ""},
    {"BN", "BRN", "Brunei", "文莱", "Brunei Darussalam"},
    {"BO", "BOL", "Bolivia", "玻利维亚", ""},
    {"BR", "BRA", "Brazil", "巴西", ""},
    {"BW", "BWA", "Botswana", "博茨瓦纳", ""},
    {"BY", "BLR", "Belarus", "白俄罗斯", ""},
    {"CA", "CAN", "Canada", "加拿大", ""},
    {"CD", "COD", "DR Congo", "刚果（金）",
     "Democratic Republic of the Congo;Congo-Kinshasa;DRC;刚果民主共和国;刚果金"},
    {"CG", "COG", "Congo", "刚果（布）", "Republic of the Congo;Congo-Brazzaville;刚果共和国;刚果布"},
    {"CH", "CHE", "Switzerland", "瑞士", ""},
    {"CI", "CIV", "Côte d'Ivoire", "科特迪瓦", "Cote d'Ivoire;Ivory Coast;象牙海岸"},
    {"CL", "CHL", "Chile", "智利", ""},
    {"CM", "CMR", "Cameroon", "喀麦隆", ""},
    {"CN", "CHN", "China", "中国", "PRC;People's Republic of China;中华人民共和国;中国大陆"},
    {"CO", "COL", "Colombia", "哥伦比亚", ""},
    {"CR", "CRI", "Costa Rica", "哥斯达黎加", ""},
    {"CU", "CUB", "Cuba", "古巴", ""},
    {"CZ", "CZE", "Czechia", "捷克", "Czech Republic"},
    {"DE", "DEU", "Germany", "德国", ""},
    {"DJ", "DJI", "Djibouti", "吉布提", ""},
    {"DK", "DNK", "Denmark", "丹麦", ""},
    {"DO", "DOM", "Dominican Republic", "多米尼加", "多米尼加共和国"},
    {"DZ", "DZA", "Algeria", "阿尔及利亚", ""},
    {"EC", "ECU", "Ecuador", "厄瓜多尔", ""},
    {"EG", "EGY", "Egypt", "埃及", ""},
    {"ES", "ESP", "Spain", "西班牙", ""},
    {"ET", "ETH", "Ethiopia", "埃塞俄比亚", ""},
    {"EU", "EUE", "European Union", "欧盟", "欧洲联盟"},
    {"FI", "FIN", "Finland", "芬兰", ""},
    {"FJ", "FJI", "Fiji", "斐济", ""},
    {"FR", "FRA", "France", "法国", ""},
    {"GA", "GAB", "Gabon", "加蓬", ""},
    {"GB", "GBR", "United Kingdom", "英国", "UK;Great Britain;Britain;England;大不列颠"},
    {"GE", "GEO", "Georgia", "格鲁吉亚", ""},
    {"GH", "GHA", "Ghana", "加纳", ""},
    {"GM", "GMB", "Gambia", "冈比亚", "The Gambia"},
    {"GN", "GIN", "Guinea", "几内亚", ""},
    {"GR", "GRC", "Greece", "希腊", ""},
    {"GT", "GTM", "Guatemala", "危地马拉", ""},
    {"GY", "GUY", "Guyana", "圭亚那", ""},
    {"HK", "HKG", "Hong Kong, China", "中国香港", "Hong Kong;香港"},
    {"HN", "HND", "Honduras", "洪都拉斯", ""},
    {"HU", "HUN", "Hungary", "匈牙利", ""},
    {"ID", "IDN", "Indonesia", "印度尼西亚", "印尼"},
    {"IE", "IRL", "Ireland", "爱尔兰", ""},
    {"IL", "ISR", "Israel", "以色列", ""},
    {"IN", "IND", "India", "印度", ""},
    {"IQ", "IRQ", "Iraq", "伊拉克", ""},
    {"IR", "IRN", "Iran", "伊朗", "Islamic Republic of Iran"},
    {"IT", "ITA", "Italy", "意大利", ""},
    {"JM", "JAM", "Jamaica", "牙买加", ""},
    {"JO", "JOR", "Jordan", "约旦", ""},
    {"JP", "JPN", "Japan", "日本", ""},
    {"KE", "KEN", "Kenya", "肯尼亚", ""},
    {"KG", "KGZ", "Kyrgyzstan", "吉尔吉斯斯坦", "Kyrgyz Republic;吉尔吉斯"},
    {"KH", "KHM", "Cambodia", "柬埔寨", ""},
    {"KP", "PRK", "North Korea", "朝鲜", "DPRK;Democratic People's Republic of Korea"},
    {"KR", "KOR", "South Korea", "韩国", "Korea;Republic of Korea;大韩民国"},
    {"KW", "KWT", "Kuwait", "科威特", ""},
    {"KZ", "KAZ", "Kazakhstan", "哈萨克斯坦", ""},
    {"LA", "LAO", "Laos", "老挝", "Lao PDR;Lao People's Democratic Republic"},
    {"LB", "LBN", "Lebanon", "黎巴嫩", ""},
    {"LK", "LKA", "Sri Lanka", "斯里兰卡", ""},
    {"LR", "LBR", "Liberia", "利比里亚", ""},
    {"LY", "LBY", "Libya", "利比亚", ""},
    {"MA", "MAR", "Morocco", "摩洛哥", ""},
    {"MG", "MDG", "Madagascar", "马达加斯加", ""},
    {"ML", "MLI", "Mali", "马里", ""},
    {"MM", "MMR", "Myanmar", "缅甸", "Burma"},
    {"MN", "MNG", "Mongolia", "蒙古", "蒙古国"},
    {"MO", "MAC", "Macao, China", "中国澳门", "Macao;Macau;澳门"},
    {"MR", "MRT", "Mauritania", "毛里塔尼亚", ""},
    {"MU", "MUS", "Mauritius", "毛里求斯", ""},
    {"MV", "MDV", "Maldives", "马尔代夫", ""},
    {"MW", "MWI", "Malawi", "马拉维", ""},
    {"MX", "MEX", "Mexico", "墨西哥", ""},
    {"MY", "MYS", "Malaysia", "马来西亚", ""},
    {"MZ", "MOZ", "Mozambique", "莫桑比克", ""},
    {"NA", "NAM", "Namibia", "纳米比亚", ""},
    {"NE", "NER", "Niger", "尼日尔", ""},
    {"NG", "NGA", "Nigeria", "尼日利亚", ""},
    {"NI", "NIC", "Nicaragua", "尼加拉瓜", ""},
    {"NL", "NLD", "Netherlands", "荷兰", "The Netherlands;Holland"},
    {"NO", "NOR", "Norway", "挪威", ""},
    {"NP", "NPL", "Nepal", "尼泊尔", ""},
    {"NZ", "NZL", "New Zealand", "新西兰", ""},
    {"OM", "OMN", "Oman", "阿曼", ""},
    {"PA", "PAN", "Panama", "巴拿马", ""},
    {"PE", "PER", "Peru", "秘鲁", ""},
    {"PG", "PNG", "Papua New Guinea", "巴布亚新几内亚", ""},
    {"PH", "PHL", "Philippines", "菲律宾", "The Philippines"},
    {"PK", "PAK", "Pakistan", "巴基斯坦", ""},
    {"PL", "POL", "Poland", "波兰", ""},
    {"PT", "PRT", "Portugal", "葡萄牙", ""},
    {"PY", "PRY", "Paraguay", "巴拉圭", ""},
    {"QA", "QAT", "Qatar", "卡塔尔", ""},
    {"RO", "ROU", "Romania", "罗马尼亚", ""},
    {"RS", "SRB", "Serbia", "塞尔维亚", ""},
    {"RU", "RUS", "Russia", "俄罗斯", "Russian Federation;俄罗斯联邦"},
    {"RW", "RWA", "Rwanda", "卢旺达", ""},
    {"SA", "SAU", "Saudi Arabia", "沙特阿拉伯", "沙特;KSA"},
    {"SB", "SLB", "Solomon Islands", "所罗门群岛", ""},
    {"SD", "SDN", "Sudan", "苏丹", ""},
    {"SE", "SWE", "Sweden", "瑞典", ""},
    {"SG", "SGP", "Singapore", "新加坡", ""},
    {"SI", "SVN", "Slovenia", "斯洛文尼亚", ""},
    {"SK", "SVK", "Slovakia", "斯洛伐克", ""},
    {"SL", "SLE", "Sierra Leone", "塞拉利昂", ""},
    {"SN", "SEN", "Senegal", "塞内加尔", ""},
    {"SO", "SOM", "Somalia", "索马里", ""},
    {"SR", "SUR", "Suriname", "苏里南", ""},
    {"SS", "SSD", "South Sudan", "南苏丹", ""},
    {"SV", "SLV", "El Salvador", "萨尔瓦多", ""},
    {"SY", "SYR", "Syria", "叙利亚", "Syrian Arab Republic"},
    {"TD", "TCD", "Chad", "乍得", ""},
    {"TG", "TGO", "Togo", "多哥", ""},
    {"TH", "THA", "Thailand", "泰国", ""},
    {"TJ", "TJK", "Tajikistan", "塔吉克斯坦", ""},
    {"TL", "TLS", "Timor-Leste", "东帝汶", "East Timor"},
    {"TM", "TKM", "Turkmenistan", "土库曼斯坦", ""},
    {"TN", "TUN", "Tunisia", "突尼斯", ""},
    {"TR", "TUR", "Türkiye", "土耳其", "Turkey;Turkiye"},
    {"TW", "TWN", "Taiwan, China", "中国台湾", "Taiwan;台湾"},
    {"TZ", "TZA", "Tanzania", "坦桑尼亚", "United Republic of Tanzania"},
    {"UA", "UKR", "Ukraine", "乌克兰", ""},
    {"UG", "UGA", "Uganda", "乌干达", ""},
    {"US", "USA", "United States", "美国", "United States of America;America;美利坚合众国"},
    {"UY", "URY", "Uruguay", "乌拉圭", ""},
    {"UZ", "UZB", "Uzbekistan", "乌兹别克斯坦", "乌兹别克"},
    {"VE", "VEN", "Venezuela", "委内瑞拉", ""},
    {"VN", "VNM", "Viet Nam", "越南", "Vietnam"},
    {"VU", "VUT", "Vanuatu", "瓦努阿图", ""},
    {"YE", "YEM", "Yemen", "也门", ""},
    {"ZA", "ZAF", "South Africa", "南非", ""},
    {"ZM", "ZMB", "Zambia", "赞比亚", ""},
    {"ZW", "ZWE", "Zimbabwe", "津巴布韦", ""},
};

// Letters in one case, full-width forms as ASCII, no points: "U.A.E." is "uae".
std::string country_key(std::string_view text) {
  std::string key;
  for (const char c : base::to_lower_ascii(base::to_half_width(base::trim(text)))) {
    if (c != '.') key.push_back(c);
  }
  return key;
}

bool is_called(const CountryRow& row, const std::string& key) {
  if (key == country_key(row.alpha2) || key == country_key(row.alpha3)) return true;
  if (key == country_key(row.en) || key == country_key(row.zh)) return true;
  for (const auto name : base::split(row.other_names, ';')) {
    if (!name.empty() && key == country_key(name)) return true;
  }
  return false;
}

}  // namespace

base::Result<Country> Country::parse(std::string_view text) {
  // The code itself, which files and packs use, needs no folding of names.
  std::uint16_t position = 0;
  for (const CountryRow& row : kCountries) {
    if (row.alpha2 == text) return Country(position);
    ++position;
  }
  const std::string key = country_key(text);
  std::uint16_t index = 0;
  for (const CountryRow& row : kCountries) {
    if (!key.empty() && is_called(row, key)) return Country(index);
    ++index;
  }
  return refusal("unknown_country",
                 quoted(text) + " is not a country that is known here; write its two-letter code, like VN",
                 quoted(text) + " 不是已收录的国家或地区；请填写两位代码，例如 VN",
                 base::ErrorKind::not_found);
}

std::vector<Country> Country::all() {
  std::vector<Country> countries;
  std::uint16_t index = 0;
  for ([[maybe_unused]] const auto& row : kCountries) countries.push_back(Country(index++));
  return countries;
}

std::string_view Country::code() const { return kCountries[index_].alpha2; }
std::string_view Country::alpha3() const { return kCountries[index_].alpha3; }
base::Text Country::name() const {
  return {std::string(kCountries[index_].en), std::string(kCountries[index_].zh)};
}

}  // namespace chuhai::values
