#include "values/currency.hpp"

#include <string>

#include "base/text.hpp"
#include "refusal.hpp"

namespace chuhai::values {

namespace {

struct CurrencyRow {
  std::string_view code;
  int minor_digits;
  std::string_view en;
  std::string_view zh;
};

// Ordered by code.
constexpr CurrencyRow kCurrencies[] = {
    {"AED", 2, "UAE dirham", "阿联酋迪拉姆"},
    {"AOA", 2, "kwanza", "安哥拉宽扎"},
    {"ARS", 2, "Argentine peso", "阿根廷比索"},
    {"AUD", 2, "Australian dollar", "澳大利亚元"},
    {"BDT", 2, "taka", "孟加拉塔卡"},
    {"BHD", 3, "Bahraini dinar", "巴林第纳尔"},
    {"BOB", 2, "boliviano", "玻利维亚诺"},
    {"BRL", 2, "Brazilian real", "巴西雷亚尔"},
    {"CAD", 2, "Canadian dollar", "加拿大元"},
    {"CDF", 2, "Congolese franc", "刚果法郎"},
    {"CHF", 2, "Swiss franc", "瑞士法郎"},
    {"CLP", 0, "Chilean peso", "智利比索"},
    {"CNY", 2, "yuan renminbi", "人民币"},
    {"COP", 2, "Colombian peso", "哥伦比亚比索"},
    {"CZK", 2, "Czech koruna", "捷克克朗"},
    {"DKK", 2, "Danish krone", "丹麦克朗"},
    {"DOP", 2, "Dominican peso", "多米尼加比索"},
    {"DZD", 2, "Algerian dinar", "阿尔及利亚第纳尔"},
    {"EGP", 2, "Egyptian pound", "埃及镑"},
    {"ETB", 2, "Ethiopian birr", "埃塞俄比亚比尔"},
    {"EUR", 2, "euro", "欧元"},
    {"GBP", 2, "pound sterling", "英镑"},
    {"GHS", 2, "Ghana cedi", "加纳塞地"},
    {"HKD", 2, "Hong Kong dollar", "港元"},
    {"IDR", 2, "rupiah", "印尼盾"},
    {"ILS", 2, "new Israeli shekel", "以色列新谢克尔"},
    {"INR", 2, "Indian rupee", "印度卢比"},
    {"IQD", 3, "Iraqi dinar", "伊拉克第纳尔"},
    {"JOD", 3, "Jordanian dinar", "约旦第纳尔"},
    {"JPY", 0, "yen", "日元"},
    {"KES", 2, "Kenyan shilling", "肯尼亚先令"},
    {"KGS", 2, "som", "吉尔吉斯索姆"},
    {"KHR", 2, "riel", "柬埔寨瑞尔"},
    {"KRW", 0, "won", "韩元"},
    {"KWD", 3, "Kuwaiti dinar", "科威特第纳尔"},
    {"KZT", 2, "tenge", "哈萨克斯坦坚戈"},
    {"LAK", 2, "Lao kip", "老挝基普"},
    {"LKR", 2, "Sri Lanka rupee", "斯里兰卡卢比"},
    {"LYD", 3, "Libyan dinar", "利比亚第纳尔"},
    {"MAD", 2, "Moroccan dirham", "摩洛哥迪拉姆"},
    {"MMK", 2, "kyat", "缅甸元"},
    {"MNT", 2, "tugrik", "图格里克"},
    {"MOP", 2, "pataca", "澳门元"},
    {"MXN", 2, "Mexican peso", "墨西哥比索"},
    {"MYR", 2, "Malaysian ringgit", "马来西亚林吉特"},
    {"MZN", 2, "Mozambique metical", "莫桑比克梅蒂卡尔"},
    {"NGN", 2, "naira", "尼日利亚奈拉"},
    {"NOK", 2, "Norwegian krone", "挪威克朗"},
    {"NPR", 2, "Nepalese rupee", "尼泊尔卢比"},
    {"NZD", 2, "New Zealand dollar", "新西兰元"},
    {"OMR", 3, "rial Omani", "阿曼里亚尔"},
    {"PEN", 2, "sol", "秘鲁索尔"},
    {"PGK", 2, "kina", "基那"},
    {"PHP", 2, "Philippine peso", "菲律宾比索"},
    {"PKR", 2, "Pakistan rupee", "巴基斯坦卢比"},
    {"PLN", 2, "zloty", "兹罗提"},
    {"PYG", 0, "guarani", "瓜拉尼"},
    {"QAR", 2, "Qatari rial", "卡塔尔里亚尔"},
    {"RUB", 2, "Russian rouble", "俄罗斯卢布"},
    {"SAR", 2, "Saudi riyal", "沙特里亚尔"},
    {"SEK", 2, "Swedish krona", "瑞典克朗"},
    {"SGD", 2, "Singapore dollar", "新加坡元"},
    {"THB", 2, "baht", "泰铢"},
    {"TND", 3, "Tunisian dinar", "突尼斯第纳尔"},
    {"TRY", 2, "Turkish lira", "土耳其里拉"},
    {"TWD", 2, "New Taiwan dollar", "新台币"},
    {"TZS", 2, "Tanzanian shilling", "坦桑尼亚先令"},
    {"UGX", 0, "Uganda shilling", "乌干达先令"},
    {"USD", 2, "US dollar", "美元"},
    {"UZS", 2, "Uzbekistan sum", "乌兹别克斯坦苏姆"},
    {"VND", 0, "dong", "越南盾"},
    {"XAF", 0, "CFA franc BEAC", "中非法郎"},
    {"XOF", 0, "CFA franc BCEAO", "西非法郎"},
    {"ZAR", 2, "rand", "兰特"},
    {"ZMW", 2, "Zambian kwacha", "赞比亚克瓦查"},
    {"ZWG", 2, "Zimbabwe Gold", "津巴布韦金"},
};

struct CurrencySpelling {
  std::string_view text;
  std::string_view code;
};

constexpr CurrencySpelling kSpellings[] = {
    {"rmb", "CNY"},  {"cn¥", "CNY"},  {"元", "CNY"}, {"圆", "CNY"},  {"人民币元", "CNY"}, {"us$", "USD"},
    {"美金", "USD"}, {"€", "EUR"},    {"£", "GBP"},  {"hk$", "HKD"}, {"港币", "HKD"},     {"日圆", "JPY"},
    {"jp¥", "JPY"},  {"卢布", "RUB"}, {"₫", "VND"},  {"₩", "KRW"},   {"₽", "RUB"},      {"泰国铢", "THB"},
};

bool is_shared_sign(std::string_view text) { return text == "$" || text == "¥" || text == "￥"; }

}  // namespace

base::Result<Currency> Currency::parse(std::string_view text) {
  const std::string key = base::to_lower_ascii(base::to_half_width(base::trim(text)));
  if (is_shared_sign(key)) {
    return refusal("ambiguous_currency",
                   quoted(text) + " stands for several currencies; write the code, like USD",
                   quoted(text) + " 可指多种货币；请填写代码，例如 USD");
  }
  std::string_view code;
  for (const auto& spelling : kSpellings) {
    if (spelling.text == key) code = spelling.code;
  }
  std::uint8_t index = 0;
  for (const auto& row : kCurrencies) {
    if (row.code == code || row.zh == key) return Currency(index);
    if (base::to_lower_ascii(row.code) == key || base::to_lower_ascii(row.en) == key) return Currency(index);
    ++index;
  }
  return refusal("unknown_currency",
                 quoted(text) + " is not a currency that is known here; write its ISO code, like USD",
                 quoted(text) + " 不是已收录的货币；请填写 ISO 代码，例如 USD", base::ErrorKind::not_found);
}

Currency Currency::of(std::string_view code) {
  std::uint8_t index = 0;
  for (const auto& row : kCurrencies) {
    if (row.code == code) return Currency(index);
    ++index;
  }
  CHUHAI_ASSERT(false && "a currency named in code is in the table");
  return Currency(0);
}

std::vector<Currency> Currency::all() {
  std::vector<Currency> currencies;
  std::uint8_t index = 0;
  for ([[maybe_unused]] const auto& row : kCurrencies) currencies.push_back(Currency(index++));
  return currencies;
}

std::string_view Currency::code() const { return kCurrencies[index_].code; }
int Currency::minor_digits() const { return kCurrencies[index_].minor_digits; }
base::Text Currency::name() const {
  return {std::string(kCurrencies[index_].en), std::string(kCurrencies[index_].zh)};
}

}  // namespace chuhai::values
