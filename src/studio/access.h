// Who may ask for work: whoever was told the token, from the studio's own page or from no page at all.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "studio/refusal.h"

namespace bach::studio {

// 192 bits of the system's randomness as 48 hexadecimal digits. kIo when there is none.
Result<std::string> random_token();

class Access {
 public:
  Access(int port, std::string token);

  // Of every request, by its headers Host and Origin ("" where there is none): a page of another site
  // that found the port, or a name that was pointed here, is refused (403).
  Refusal check_site(std::string_view host, std::string_view origin) const;
  // Of what computes, by its header Authorization: 401 unless it is "Bearer TOKEN". The time it takes
  // tells nothing of the token.
  Refusal check_token(std::string_view authorization) const;

 private:
  std::string token_;
  std::string hosts_[2];
};

}  // namespace bach::studio
