#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "dmn/evaluate.hpp"
#include "graph.hpp"

namespace chuhai::dmn {

/// What keeps one evaluation finite: depth of calls now, calls so far, and the steps of its expressions.
struct CallBudget {
  std::atomic<std::uint32_t> depth{0};
  std::atomic<std::uint64_t> calls{0};
  feel::EvaluationBudget expressions;  ///< of the evaluation that `start_run` starts
};

/// What every part of one evaluation shares.
struct Run {
  std::shared_ptr<const ModelGraph> graph;
  std::shared_ptr<CallBudget> budget;
  feel::EvaluationOptions options;
};

/// A new evaluation: its expressions share one budget and know the types of the models.
Run start_run(std::shared_ptr<const ModelGraph> graph, const feel::EvaluationOptions& options);

/// The run of a function that is called: the caller's options and budget, or a budget of its own.
class CalledRun {
 public:
  CalledRun(const Run& run, const feel::EvaluationOptions& options) : run_(run) {
    run_.options = options;
    if (run_.options.budget == nullptr) run_.options.budget = &own_;
  }
  CalledRun(const CalledRun&) = delete;
  CalledRun& operator=(const CalledRun&) = delete;
  CalledRun(CalledRun&&) = delete;
  CalledRun& operator=(CalledRun&&) = delete;
  ~CalledRun() = default;
  const Run& run() const { return run_; }

 private:
  feel::EvaluationBudget own_;
  Run run_;
};

/// How many nested expressions, in the sense of EvaluationLimits, one step of an evaluation stands for.
enum class CallWeight : std::uint32_t { decision = 1, function = 5 };

/// Counts one call; `allowed()` is false when the evaluation has called too deep or too often.
class CallGuard {
 public:
  CallGuard(const Run& run, CallWeight weight);
  ~CallGuard();
  CallGuard(const CallGuard&) = delete;
  CallGuard& operator=(const CallGuard&) = delete;
  CallGuard(CallGuard&&) = delete;
  CallGuard& operator=(CallGuard&&) = delete;
  bool allowed() const { return allowed_; }
  feel::Value refusal() const;

 private:
  CallBudget& budget_;
  std::uint32_t weight_;
  bool allowed_;
};

/// Variables visible to a boxed expression. Frames form a chain; the outer one must outlive the inner.
class Frame {
 public:
  explicit Frame(const Frame* outer = nullptr)
      : outer_(outer), environment_(outer == nullptr ? nullptr : &outer->environment_) {}
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  Frame(Frame&&) = delete;
  Frame& operator=(Frame&&) = delete;
  ~Frame() = default;
  void set(std::string name, feel::Value value) { environment_.set(std::move(name), std::move(value)); }
  const feel::Environment& environment() const { return environment_; }
  /// Copies every variable of the chain, inner ones last, so that they win.
  void copy_into(feel::Context& target) const;

 private:
  const Frame* outer_;
  feel::Environment environment_;
};

/// Evaluates a boxed expression of `model` and conforms the result to the type the expression declares.
feel::Value evaluate_boxed(const Run& run, const Model& model, const Expression& expression,
                           const Frame& frame);
feel::Value evaluate_literal(const Run& run, const Literal& literal, const Frame& frame);
/// A boxed function definition as a closure over `frame`.
feel::Value make_closure(const Run& run, const Model& model, const FunctionDefinition& definition,
                         const Frame& frame);
feel::Value evaluate_conditional(const Run& run, const Model& model, const Conditional& conditional,
                                 const Frame& frame);
feel::Value evaluate_filter(const Run& run, const Model& model, const Filter& filter, const Frame& outer);
feel::Value evaluate_iteration(const Run& run, const Model& model, const Iteration& iteration,
                               const Frame& outer);
feel::Value evaluate_invocation(const Run& run, const Model& model, const Invocation& invocation,
                                const Frame& frame);
/// What a function definition declares of its parameters, with the type of its result.
feel::FunctionType declared_type(const FunctionDefinition& definition, std::string_view result,
                                 const Model& model);
/// Conforms to the type a variable declares; for function types, when `value` is not a function, to the
/// function's output type.
feel::Value conform_result(const feel::Value& value, const std::string& type_ref, const Model& model,
                           const feel::EvaluationOptions& options);

}  // namespace chuhai::dmn
