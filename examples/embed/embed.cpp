// Asks a rule pack from a program of one's own: may this machine enter the country, and on which conditions?
#include <iostream>

#include "calendar/calendar.hpp"
#include "rulebook/assess.hpp"
#include "rulebook/book.hpp"
#include "rulebook/facts.hpp"

using namespace chuhai;

int main(int argc, char** argv) {
  if (argc != 3) return std::cerr << "usage: embed RULES_FOLDER PACK, e.g. embed rules dest.ug\n", 2;
  const calendar::Date as_of = calendar::parse_date("2026-11-28").value();
  const auto book = rulebook::Book::load(argv[1]);
  if (!book) return std::cerr << base::describe(book.error()) << '\n', 2;
  const auto pack = book->choose(argv[2], as_of);
  if (!pack) return std::cerr << "no pack " << argv[2] << " is in force\n", 2;

  const auto assessor = rulebook::Assessor::create(pack, as_of);  // compiled once, for any number of batches
  if (!assessor) return std::cerr << base::describe(assessor.error()) << '\n', 2;
  const rulebook::Facts rig = {{"machine.regime", feel::Value("off_road_machine")},
                               {"machine.class", feel::Value("rotary_drilling_rig")},
                               {"shipment.arrival_date", feel::Value(as_of)}};
  const column::Batch batch = rulebook::to_batch({rig, {}}, book->vocabulary());  // the second tells nothing
  const auto run = assessor->run(batch);
  for (std::size_t row = 0; row < run.rows(); ++row) {
    const rulebook::Verdict verdict = assessor->explain(run, batch, row);
    std::cout << rulebook::to_string(verdict.outcome) << '\n';
    for (const rulebook::Reason& reason : verdict.reasons) {
      if (reason.standing != rulebook::Standing::might_apply)
        std::cout << "  " << reason.rule->text.en << '\n';
    }
    for (const auto& path : verdict.missing) std::cout << "  tell: " << path << '\n';
  }
}
