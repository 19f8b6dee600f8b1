#include "pipeline.hpp"

#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace chuhai::screening {

namespace {

/// Reads chunks one after another, lets workers take them, and hands the products on in file order. At most
/// `kAhead` products wait, so memory stays bounded whatever the file's size.
class BlockRunner {
 public:
  using Work = std::function<std::unique_ptr<BlockProduct>(ScreenedBlock)>;
  using Consume = std::function<bool(std::unique_ptr<BlockProduct>)>;

  BlockRunner(Prepared& prepared, const ScreenOptions& options, const Work& work, const Consume& consume)
      : prepared_(prepared), options_(options), work_(work), consume_(consume) {}

  base::Result<void> run() {
    unsigned threads = options_.threads != 0 ? options_.threads : std::thread::hardware_concurrency();
    if (threads == 0) threads = 1;
    std::vector<std::thread> pool;
    for (unsigned i = 0; i < threads; ++i) pool.emplace_back([this] { guarded_worker(); });
    for (std::thread& thread : pool) thread.join();
    if (failure_) std::rethrow_exception(failure_);
    if (error_) return *error_;
    return {};
  }

 private:
  static constexpr std::uint64_t kAhead = 8;

  void guarded_worker() {
    try {
      worker();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      stop_ = true;
      turn_.notify_all();
    }
  }

  void worker() {
    FactsBuilder builder(prepared_.readers, prepared_.constants);
    if (prepared_.facts_kept) builder.keep_only(*prepared_.facts_kept);
    table::Chunk chunk;
    table::RowBlock block;
    for (;;) {
      const auto number = take(chunk);
      if (!number) return;
      if (auto parsed = prepared_.reader->parse_chunk(chunk, block); !parsed)
        return stop_with(parsed.error());
      BlockFacts facts = builder.build(block);
      BatchResult result = prepared_.engine->assess(facts.facts);
      hand_on(*number, work_(ScreenedBlock{block, std::move(facts), std::move(result)}), chunk.bytes_done());
    }
  }

  /// The next chunk and its number; nothing at the end or after a failure.
  std::optional<std::uint64_t> take(table::Chunk& chunk) {
    const std::lock_guard lock(read_mutex_);
    {
      std::unique_lock waiting(mutex_);
      turn_.wait(waiting, [this] { return stop_ || next_read_ < next_consumed_ + kAhead; });
      if (stop_) return std::nullopt;
    }
    auto more = prepared_.reader->next_chunk(chunk);
    if (!more) {
      stop_with(more.error());
      return std::nullopt;
    }
    if (!*more) {
      return std::nullopt;
    }
    return next_read_++;
  }

  void stop_with(const base::Error& error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = error;
    stop_ = true;
    turn_.notify_all();
  }

  void hand_on(std::uint64_t number, std::unique_ptr<BlockProduct> product, std::uint64_t bytes_done) {
    std::unique_lock lock(mutex_);
    waiting_[number] = std::move(product);
    while (!stop_ && !consuming_ && !waiting_.empty() && waiting_.begin()->first == next_consumed_) {
      auto next = std::move(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      consuming_ = true;
      lock.unlock();
      const bool goes_on = consume_(std::move(next));
      if (options_.progress) options_.progress(bytes_done, prepared_.reader->info().bytes_total);
      lock.lock();
      consuming_ = false;
      if (!goes_on) stop_ = true;
      ++next_consumed_;
      turn_.notify_all();
    }
  }

  Prepared& prepared_;
  const ScreenOptions& options_;
  const Work& work_;
  const Consume& consume_;
  std::mutex read_mutex_;
  std::mutex mutex_;
  std::condition_variable turn_;
  std::uint64_t next_read_ = 0;      ///< guarded by read_mutex_
  std::uint64_t next_consumed_ = 0;  ///< guarded by mutex_
  bool consuming_ = false;
  bool stop_ = false;
  std::map<std::uint64_t, std::unique_ptr<BlockProduct>> waiting_;
  std::optional<base::Error> error_;
  std::exception_ptr failure_;
};

}  // namespace

base::Result<void> run_blocks(Prepared& prepared, const ScreenOptions& options,
                              const std::function<std::unique_ptr<BlockProduct>(ScreenedBlock)>& work,
                              const std::function<bool(std::unique_ptr<BlockProduct>)>& consume) {
  return BlockRunner(prepared, options, work, consume).run();
}

}  // namespace chuhai::screening
