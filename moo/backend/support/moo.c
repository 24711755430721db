/* What a Moo program needs beside libori_rt: its arguments and input, values as
   text, the text methods of the language, and the ends of a program. Lists and
   strings are made with the public operations of ori_rt.h alone. */

#define _GNU_SOURCE /* getline */

#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ori_rt.h"

/* ---- failures: one line on stderr, exit code 1 ---- */

static void flush_output(void) { fflush(stdout); }

static _Noreturn void end_badly(void) {
    fflush(stderr);
    exit(1);
}

#define FAIL(at, ...)                                                          \
    do {                                                                       \
        flush_output();                                                        \
        fprintf(stderr, "%s: runtime error: ", at);                            \
        fprintf(stderr, __VA_ARGS__);                                          \
        fputc('\n', stderr);                                                   \
        end_badly();                                                           \
    } while (0)

_Noreturn void moo_fail_index(const char *at, int64_t index, int64_t length) {
    FAIL(at, "index %" PRId64 " is out of range for length %" PRId64, index, length);
}
_Noreturn void moo_fail_division(const char *at) { FAIL(at, "division by zero"); }
_Noreturn void moo_fail_pop(const char *at) { FAIL(at, "pop from an empty list"); }
_Noreturn void moo_fail_none(const char *at) { FAIL(at, "what has this field is none"); }
_Noreturn void moo_fail_byte(const char *at, int64_t n) { FAIL(at, "%" PRId64 " is not a byte", n); }
_Noreturn void moo_fail_character(const char *at, int64_t n) {
    FAIL(at, "%" PRId64 " is not a character", n);
}
_Noreturn void moo_fail_length(const char *at, int64_t n) {
    FAIL(at, "the length %" PRId64 " is negative", n);
}

/* ---- the text under construction ---- */

static struct {
    char *bytes;
    size_t len, cap;
} text;

void moo_put(const char *bytes, int64_t n) {
    size_t need = text.len + (size_t)n;
    if (need > text.cap) {
        text.cap = need > 2 * text.cap ? need : 2 * text.cap;
        text.bytes = realloc(text.bytes, text.cap);
        if (text.bytes == NULL) {
            fputs("out of memory\n", stderr);
            end_badly();
        }
    }
    if (n > 0)
        memcpy(text.bytes + text.len, bytes, (size_t)n);
    text.len = need;
}

static void put_text(const char *s) { moo_put(s, (int64_t)strlen(s)); }

void moo_put_int(int64_t v) {
    char digits[24];
    moo_put(digits, snprintf(digits, sizeof digits, "%" PRId64, v));
}

/* The shortest of 15, 16 or 17 digits that reads back as v. */
void moo_put_float(double v) {
    char digits[40];
    if (v != v) {
        put_text("nan");
        return;
    }
    if (v - v != 0) {
        put_text(v < 0 ? "-inf" : "inf");
        return;
    }
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, v);
        if (strtod(digits, NULL) == v)
            break;
    }
    put_text(digits);
    if (strpbrk(digits, ".e") == NULL)
        put_text(".0");
}

void moo_put_bool(uint8_t v) { put_text(v ? "true" : "false"); }

void moo_put_str(const OriStr *s) { moo_put(ori_str_data(s), ori_str_len(s)); }

void moo_put_quoted(const OriStr *s) {
    const unsigned char *bytes = ori_str_data(s);
    int64_t len = ori_str_len(s);
    char escape[8];
    put_text("\"");
    for (int64_t i = 0; i < len; i++) {
        unsigned char c = bytes[i];
        switch (c) {
        case '"':
        case '\\':
            snprintf(escape, sizeof escape, "\\%c", c);
            break;
        case '\n': strcpy(escape, "\\n"); break;
        case '\t': strcpy(escape, "\\t"); break;
        case '\r': strcpy(escape, "\\r"); break;
        default:
            snprintf(escape, sizeof escape, c < ' ' || c == 0x7f ? "\\x%02x" : "%c", c);
        }
        moo_put(escape, c == 0 ? 4 : (int64_t)strlen(escape));
    }
    put_text("\"");
}

/* Writes the text out. */
void moo_print(void) {
    if (text.len > 0)
        fwrite(text.bytes, 1, text.len, stdout);
    text.len = 0;
}

/* Makes the text a str. */
void moo_shown(OriStr *out) {
    ori_str_from_bytes(text.len > 0 ? text.bytes : "", (int64_t)text.len, out);
    text.len = 0;
}

/* Fails with the text between before and after. */
static _Noreturn void fail_with_text(const char *at, const char *before, const char *after) {
    flush_output();
    fprintf(stderr, "%s: runtime error: %s", at, before);
    if (text.len > 0)
        fwrite(text.bytes, 1, text.len, stderr);
    fprintf(stderr, "%s\n", after);
    end_badly();
}

_Noreturn void moo_fail(const char *at) { fail_with_text(at, "", ""); }
_Noreturn void moo_fail_key(const char *at) { fail_with_text(at, "the map has no key ", ""); }

/* ---- lists of strings ---- */

static void str_inc(void *s) { ori_str_rc_inc(s); }
static void str_dec(void *s) { ori_str_rc_dec(s); }

static void push(OriList *list, OriStr *s) {
    ori_list_push_cow(list->data, list->len, list->cap, s, sizeof *s, _Alignof(OriStr), str_inc, str_dec, list);
}

static void push_bytes(OriList *list, const char *bytes, int64_t n) {
    OriStr s;
    ori_str_from_bytes(bytes, n, &s);
    push(list, &s);
}

/* ---- beginning, input, end ---- */

/* Lists are freed in the order in which they die, often the last one first; glibc
   would give their memory back to the kernel each time and ask for it again. It
   keeps up to 128 MB instead, and has large lists in its heap too. MOO_MALLOC=system
   leaves malloc as it is. */
static void keep_freed_memory(void) {
    const char *wanted = getenv("MOO_MALLOC");
    if (wanted != NULL && strcmp(wanted, "system") == 0)
        return;
    mallopt(M_TRIM_THRESHOLD, 128 << 20);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
}

void moo_start(int argc, char **argv, OriList *args) {
    static char buffer[1 << 16];
    keep_freed_memory();
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    memset(args, 0, sizeof *args);
    for (int i = 1; i < argc; i++)
        push_bytes(args, argv[i], (int64_t)strlen(argv[i]));
}

/* With MOO_CHECK_LEAKS in the environment, what is still allocated at the end
   is an error. */
int moo_end(void) {
    flush_output();
    free(text.bytes);
    text.bytes = NULL;
    text.len = text.cap = 0;
    if (getenv("MOO_CHECK_LEAKS") != NULL && ori_rc_live_count() != 0) {
        fprintf(stderr, "moo: %" PRId64 " allocations are still live at the end\n", ori_rc_live_count());
        return 97;
    }
    return 0;
}

void moo_read_all(OriStr *out) {
    char piece[1 << 14];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, stdin)) > 0)
        moo_put(piece, (int64_t)n);
    moo_shown(out);
}

void moo_read_lines(OriList *out) {
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    memset(out, 0, sizeof *out);
    while ((n = getline(&line, &cap, stdin)) >= 0)
        push_bytes(out, line, n > 0 && line[n - 1] == '\n' ? n - 1 : n);
    free(line);
}

/* ---- methods of str and float ---- */

static int is_blank(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* A walk over the parts of a text. *at is where the rest begins, at first 0; behind
   the last part it is negative. Each function stores the next part, or returns 0. */

static int next_word(const OriStr *s, int64_t *at, OriStr *word) {
    const unsigned char *bytes = ori_str_data(s);
    int64_t len = ori_str_len(s), i = *at;
    while (i < len && is_blank(bytes[i]))
        i++;
    int64_t start = i;
    while (i < len && !is_blank(bytes[i]))
        i++;
    *at = i;
    if (i == start)
        return 0;
    ori_str_slice(s, start, i, word);
    return 1;
}

static int next_part(const OriStr *s, const OriStr *separator, int64_t *at, OriStr *part) {
    if (*at < 0)
        return 0;
    int64_t end = ori_str_find(s, separator, *at);
    ori_str_slice(s, *at, end < 0 ? ori_str_len(s) : end, part);
    *at = end < 0 ? -1 : end + ori_str_len(separator);
    return 1;
}

void moo_check_separator(const char *at, const OriStr *separator) {
    if (ori_str_len(separator) == 0)
        FAIL(at, "the separator is empty");
}

void moo_str_words(const OriStr *s, OriList *out) {
    OriStr word;
    memset(out, 0, sizeof *out);
    for (int64_t i = 0; next_word(s, &i, &word);)
        push(out, &word);
}

void moo_str_split(const char *at, const OriStr *s, const OriStr *separator, OriList *out) {
    OriStr part;
    memset(out, 0, sizeof *out);
    moo_check_separator(at, separator);
    for (int64_t i = 0; next_part(s, separator, &i, &part);)
        push(out, &part);
}

/* A loop over the parts holds [part, text, separator] instead of all parts; the next
   one takes the first place. */

static int put_next(OriList *own, int more, const OriStr *next) {
    OriStr *part = own->data;
    if (!more)
        return 0;
    ori_str_rc_dec(part);
    *part = *next;
    return 1;
}

int32_t moo_next_word(OriList *own, int64_t *at) {
    const OriStr *held = own->data;
    OriStr next;
    return put_next(own, next_word(&held[1], at, &next), &next);
}

int32_t moo_next_part(OriList *own, int64_t *at) {
    const OriStr *held = own->data;
    OriStr next;
    return put_next(own, next_part(&held[1], &held[2], at, &next), &next);
}

/* Puts blanks up to the given width in characters. */
static void put_padding(const OriStr *s, int64_t width) {
    const unsigned char *bytes = ori_str_data(s);
    int64_t len = ori_str_len(s);
    for (int64_t i = 0; i < len; i++)
        width -= (bytes[i] & 0xc0) != 0x80; /* no continuation byte */
    for (; width > 0; width--)
        put_text(" ");
}

void moo_str_pad_left(const OriStr *s, int64_t width, OriStr *out) {
    put_padding(s, width);
    moo_put_str(s);
    moo_shown(out);
}

void moo_str_pad_right(const OriStr *s, int64_t width, OriStr *out) {
    moo_put_str(s);
    put_padding(s, width);
    moo_shown(out);
}

/* An optional minus and decimal digits, within 64 bits. */
static int parse_int(const OriStr *s, int64_t *value) {
    const unsigned char *bytes = ori_str_data(s);
    int64_t len = ori_str_len(s), i = 0;
    int negative = len > 0 && bytes[0] == '-';
    uint64_t v = 0, limit = (uint64_t)INT64_MAX + (uint64_t)negative;
    i = negative;
    if (i == len)
        return 0;
    for (; i < len; i++) {
        uint64_t digit = (uint64_t)bytes[i] - '0';
        if (digit > 9 || v > (limit - digit) / 10)
            return 0;
        v = v * 10 + digit;
    }
    *value = (int64_t)(negative ? 0 - v : v);
    return 1;
}

int32_t moo_str_is_int(const OriStr *s) {
    int64_t value;
    return parse_int(s, &value);
}

int64_t moo_str_to_int(const char *at, const OriStr *s) {
    int64_t value;
    if (!parse_int(s, &value)) {
        moo_put_quoted(s);
        fail_with_text(at, "", " is not an int");
    }
    return value;
}

void moo_fixed(double v, int64_t digits, OriStr *out) {
    char number[512];
    int precision = digits < 0 ? 0 : digits > 100 ? 100 : (int)digits;
    if (v != v || v - v != 0) {
        moo_put_float(v);
    } else {
        moo_put(number, snprintf(number, sizeof number, "%.*f", precision, v));
    }
    moo_shown(out);
}

/* ---- addr and refs ---- */

/* The header lies before the buffer's data, which a slice tells by its cap. */
static void *buffer_of(void *data, int64_t cap) {
    return cap < 0 ? (char *)data - (cap & INT64_MAX) : data;
}

int64_t moo_addr_list(const OriList *list) { return (int64_t)(intptr_t)list->data; }
int64_t moo_refs_list(const OriList *list) { return ori_rc_count(buffer_of(list->data, list->cap)); }
int64_t moo_addr_box(void *const *box) { return (int64_t)(intptr_t)*box; }
int64_t moo_refs_box(void *const *box) { return ori_rc_count(*box); }

/* A short string holds its text itself: no memory, no count. */
static int is_inline(const OriStr *s) { return ((const unsigned char *)s)[sizeof *s - 1] & 0x80; }

int64_t moo_addr_str(const OriStr *s) {
    return is_inline(s) ? 0 : (int64_t)(intptr_t)ori_str_data(s);
}
int64_t moo_refs_str(const OriStr *s) {
    OriList words;
    memcpy(&words, s, sizeof words);
    return is_inline(s) ? 0 : ori_rc_count(buffer_of(words.data, words.cap));
}
