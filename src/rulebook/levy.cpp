#include "rulebook/levy.hpp"

#include "base/assert.hpp"

namespace chuhai::rulebook {

std::string_view to_string(Levy levy) {
  switch (levy) {
    case Levy::duty:
      return "duty";
    case Levy::surcharge:
      return "surcharge";
    case Levy::excise:
      return "excise";
    case Levy::fee:
      return "fee";
    case Levy::vat:
      return "vat";
  }
  CHUHAI_ASSERT(false);
}

base::Text label(Levy levy) {
  switch (levy) {
    case Levy::duty:
      return {"import duty", "进口关税"};
    case Levy::surcharge:
      return {"surcharge", "附加税"};
    case Levy::excise:
      return {"excise", "消费税"};
    case Levy::fee:
      return {"fee", "规费"};
    case Levy::vat:
      return {"value added tax", "进口增值税"};
  }
  CHUHAI_ASSERT(false);
}

std::string_view to_string(LevyBasis basis) {
  switch (basis) {
    case LevyBasis::customs_value:
      return "customs_value";
    case LevyBasis::value_and_duty:
      return "value_and_duty";
    case LevyBasis::value_and_levies:
      return "value_and_levies";
    case LevyBasis::duty:
      return "duty";
    case LevyBasis::fob:
      return "fob";
    case LevyBasis::fixed:
      return "fixed";
  }
  CHUHAI_ASSERT(false);
}

base::Text label(LevyBasis basis) {
  switch (basis) {
    case LevyBasis::customs_value:
      return {"customs value", "完税价格"};
    case LevyBasis::value_and_duty:
      return {"customs value and duty", "完税价格加关税"};
    case LevyBasis::value_and_levies:
      return {"customs value, duty and other charges", "完税价格加关税及其他税费"};
    case LevyBasis::duty:
      return {"duty", "关税额"};
    case LevyBasis::fob:
      return {"FOB price", "离岸价"};
    case LevyBasis::fixed:
      return {"fixed amount", "定额"};
  }
  CHUHAI_ASSERT(false);
}

}  // namespace chuhai::rulebook
