#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "boxed.hpp"
#include "dmn/evaluate.hpp"
#include "graph.hpp"

namespace chuhai::dmn {

/// One evaluation: input values, and every decision computed at most once, on demand.
class Session {
 public:
  Session(Run run, const feel::Context& inputs) : run_(std::move(run)), inputs_(&inputs) {}

  /// Fixes the value of a decision or input data, as the parameters of a decision service do.
  void fix(const Element& element, feel::Value value);

  /// Value of a decision, conformed to its type.
  feel::Value decision(const Model& model, const Decision& decision);
  /// Value of input data, conformed leaf by leaf.
  feel::Value input(const Model& model, const InputData& input);
  /// Result of a decision service whose parameters are fixed.
  feel::Value service(const Model& model, const Service& service);
  /// Takes the parameters of a service from the input values, then gives its result.
  feel::Value service_from_inputs(const Model& model, const Service& service);

  /// Sets the variables the requirements give.
  void bind(Frame& frame, const Model& model, const std::vector<Requirement>& requirements);
  const Run& run() const { return run_; }

 private:
  feel::Value compute(const Model& model, const Decision& decision);
  feel::Value value_of(const Located& located);
  feel::Value given(const Model& model, const std::string& name) const;

  Run run_;
  const feel::Context* inputs_;
  std::unordered_map<const void*, feel::Value> known_;
};

/// A business knowledge model or decision service as a callable.
feel::Value make_callable(const Run& run, const Located& located);

}  // namespace chuhai::dmn
