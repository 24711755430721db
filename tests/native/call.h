#ifndef ORI_TEST_CALL_H
#define ORI_TEST_CALL_H

#include <stdbool.h>
#include <stdint.h>

/* A register's worth of argument: an address, so that Go keeps it alive. */
typedef void *ori_test_word;

enum { ORI_TEST_ARGS = 18, ORI_TEST_LINE = 512, ORI_TEST_CALLBACKS = 32 };

/* One call of a function of the C ABI. All its arguments are words, and a
   function may be passed more of them than it takes. */
typedef struct {
	void *fn;
	ori_test_word args[ORI_TEST_ARGS];
	void *result;
	bool failed;                 /* a fatal error: the handler left by longjmp */
	char message[ORI_TEST_LINE]; /* what the handler got */
	int64_t message_len;
	char line[ORI_TEST_LINE]; /* what was written to standard error */
	int64_t line_len;
} ori_test_call;

void ori_test_install(void *set_fatal_handler);
void ori_test_invoke(ori_test_call *call);
int64_t ori_test_live(void *live_count);
void ori_test_starve(void *starve, int64_t k, bool forever);
int64_t ori_test_count(void *count);

/* A list or map whose elements or values are again nodes, with bytes behind. */
typedef struct {
	int64_t len, cap;
	void *data;
	int64_t size; /* of an element or value, at least a node's */
	int64_t is_map; /* whether it is one; its keys are of 8 bytes */
} ori_test_node;

/* Releases a node through the library's functions. */
void ori_test_drop_node(void *buffer_rc_dec, void *map_buffer_rc_dec, ori_test_node *node);

/* Calls ori_faults_alone. */
void ori_test_alone(void *function, bool alone);

/* The C functions that call the Go functions of callback.go. */
void *ori_test_elem(int i);
void *ori_test_drop(int i);
void *ori_test_eq(int i);
void *ori_test_hash(int i);
void *ori_test_cmp(int i);
void *ori_test_cmp_by(int i);
void *ori_test_test(int i);
void *ori_test_entry_test(int i);
void *ori_test_copy(int i);

#endif
