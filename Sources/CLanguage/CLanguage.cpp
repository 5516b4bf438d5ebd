#include "CLanguage.h"

#include <cstdio>

#include <cld2/public/compact_lang_det.h>

const char *clanguage_detect(const char *text, size_t size, int *percent) {
  bool is_reliable = false;
  CLD2::Language languages[3];
  int percents[3] = {0, 0, 0};
  int text_bytes = 0;
  CLD2::DetectLanguageSummary(text, static_cast<int>(size), true, languages, percents, &text_bytes,
                              &is_reliable);
  *percent = percents[0];
  if (!is_reliable || languages[0] == CLD2::UNKNOWN_LANGUAGE) return nullptr;
  return CLD2::LanguageCode(languages[0]);
}
