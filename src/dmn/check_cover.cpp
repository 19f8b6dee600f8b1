#include "check_cover.hpp"

#include <algorithm>

namespace chuhai::dmn {
namespace {

bool any_region(const RegionSet& set) { return std::find(set.begin(), set.end(), true) != set.end(); }

RegionSet regions_in_both(const RegionSet& a, const RegionSet& b) {
  RegionSet result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] && b[i];
  return result;
}

RegionSet regions_without(const RegionSet& a, const RegionSet& b) {
  RegionSet result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] && !b[i];
  return result;
}

/// Takes rules away from a box one after the other; what is left is split into boxes along the axes.
class CoverSearch {
 public:
  CoverSearch(const std::vector<const RuleBox*>& rules, std::size_t boxes_max, std::uint64_t steps_max)
      : rules_(rules), boxes_max_(boxes_max), steps_left_(steps_max) {}

  /// False when the steps ran out.
  bool subtract(Box box, std::size_t rule) {
    for (; rule < rules_.size(); ++rule) {
      if (steps_left_ == 0) return false;
      --steps_left_;
      if (common_part(box, rules_[rule]->covers)) break;
    }
    if (rule == rules_.size()) {
      if (found_.boxes.size() < boxes_max_)
        found_.boxes.push_back(std::move(box));
      else
        found_.more = true;
      return true;
    }
    const std::vector<RegionSet>& covers = rules_[rule]->covers;
    for (std::size_t axis = 0; axis < box.size() && !found_.more; ++axis) {
      Box part = box;
      part[axis] = regions_without(box[axis], covers[axis]);
      if (any_region(part[axis]) && !subtract(std::move(part), rule + 1)) return false;
      box[axis] = regions_in_both(box[axis], covers[axis]);
    }
    return true;
  }

  Uncovered take() { return std::move(found_); }

 private:
  const std::vector<const RuleBox*>& rules_;
  std::size_t boxes_max_;
  std::uint64_t steps_left_;
  Uncovered found_;
};

}  // namespace

std::optional<Box> common_part(const Box& a, const Box& b) {
  Box result;
  result.reserve(a.size());
  for (std::size_t axis = 0; axis < a.size(); ++axis) {
    result.push_back(regions_in_both(a[axis], b[axis]));
    if (!any_region(result.back())) return std::nullopt;
  }
  return result;
}

std::optional<Uncovered> find_uncovered(const Box& box, const std::vector<const RuleBox*>& rules,
                                        std::size_t boxes_max, std::uint64_t steps_max) {
  CoverSearch search(rules, boxes_max, steps_max);
  if (!search.subtract(box, 0)) return std::nullopt;
  return search.take();
}

Box whole_box(const TableShape& shape) {
  Box box;
  for (const Axis& axis : shape.axes) box.emplace_back(axis.representatives.size(), true);
  return box;
}

}  // namespace chuhai::dmn
