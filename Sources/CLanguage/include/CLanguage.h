#ifndef CLANGUAGE_H
#define CLANGUAGE_H
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The language of a text in UTF-8 by CLD2: a BCP 47 code that lives as long as the program, or NULL
 * where it cannot be told. `percent` is how much of the text is in it. */
const char *clanguage_detect(const char *text, size_t size, int *percent);

#ifdef __cplusplus
}
#endif
#endif
