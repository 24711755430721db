/* Linked with an archive of the library and -Wl,--wrap: counts the library's
   allocations, and makes them fail. One thread only. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void *__real_malloc(size_t size);
void *__real_aligned_alloc(size_t align, size_t size);
void *__real_realloc(void *p, size_t size);
void __real_free(void *p);

static int64_t allocs, blocks, fail_at;
static bool fail_forever;

/* Stands for C's own in the library, which asks it whether there is a second thread. */
__attribute__((visibility("hidden"))) char __libc_single_threaded;
void ori_faults_alone(bool alone) { __libc_single_threaded = alone; }

static bool refused(void) {
	allocs++;
	return allocs == fail_at || (fail_forever && fail_at > 0 && allocs > fail_at);
}

void ori_faults_starve(int64_t k, bool forever) { fail_at = k, fail_forever = forever; }
int64_t ori_faults_reset(void) { return allocs = blocks = 0; }
int64_t ori_faults_allocs(void) { return allocs; }
int64_t ori_faults_blocks(void) { return blocks; }

void *__wrap_malloc(size_t size) {
	if (refused())
		return NULL;
	blocks++;
	return __real_malloc(size);
}

void *__wrap_aligned_alloc(size_t align, size_t size) {
	if (refused())
		return NULL;
	blocks++;
	return __real_aligned_alloc(align, size);
}

void *__wrap_realloc(void *p, size_t size) {
	if (refused())
		return NULL;
	blocks += p == NULL;
	return __real_realloc(p, size);
}

void __wrap_free(void *p) {
	blocks -= p != NULL;
	__real_free(p);
}
