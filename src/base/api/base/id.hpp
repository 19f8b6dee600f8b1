#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace chuhai::base {

/// An identifier that cannot be mixed up with another kind of identifier.
/// Use: `struct CityTag; using CityId = base::Id<CityTag>;`
template <class Tag>
class Id {
 public:
  explicit Id(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  auto operator<=>(const Id&) const = default;

 private:
  std::string text_;
};

}  // namespace chuhai::base

template <class Tag>
struct std::hash<chuhai::base::Id<Tag>> {
  std::size_t operator()(const chuhai::base::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.text());
  }
};
