#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "rulebook/assess.hpp"
#include "screening/report.hpp"

namespace chuhai::screening {

/// Explanations by pack and signature: rows that stand alike share one verdict. Any number of threads.
class VerdictPool {
 public:
  VerdictPtr get(const rulebook::Assessor& assessor, const rulebook::Assessor::Run& run,
                 const column::Batch& batch, std::size_t row) {
    const rulebook::Pack& pack = assessor.pack();
    std::string key = pack.id + '\n' + pack.hash + '\n' + assessor.signature(run, batch, row);
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = verdicts_.find(key); found != verdicts_.end()) return found->second;
    }
    auto verdict = std::make_shared<const rulebook::Verdict>(assessor.explain(run, batch, row));
    const std::lock_guard lock(mutex_);
    return verdicts_.try_emplace(std::move(key), std::move(verdict)).first->second;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, VerdictPtr> verdicts_;
};

}  // namespace chuhai::screening
