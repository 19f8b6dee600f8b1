#include "digest/sha256.hpp"

#include <openssl/evp.h>

#include "base/assert.hpp"
#include "base/environment.hpp"

namespace chuhai::digest {

namespace {

struct FreeEvpContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// The library fails only without memory or without its SHA-256 provider.
void require_evp(bool good) {
  if (!good) throw base::EnvironmentFailure("the cryptographic library cannot compute SHA-256");
}

std::string lower_hex(const std::array<std::uint8_t, 32>& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 0xFU];
  }
  return out;
}

}  // namespace

struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, FreeEvpContext> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  require_evp(state_->context != nullptr);
  require_evp(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  CHUHAI_ASSERT(state_ != nullptr);
  require_evp(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

std::array<std::uint8_t, 32> Sha256::finish() {
  CHUHAI_ASSERT(state_ != nullptr);
  std::array<std::uint8_t, 32> out{};
  unsigned bytes = 0;
  require_evp(EVP_DigestFinal_ex(state_->context.get(), out.data(), &bytes) == 1 && bytes == out.size());
  state_.reset();
  return out;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 digest;
  digest.update(bytes);
  return lower_hex(digest.finish());
}

}  // namespace chuhai::digest
