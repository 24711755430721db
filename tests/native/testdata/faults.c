/* Linked with an archive of the library and -Wl,--wrap: counts the library's
   allocations, and makes them fail. One thread only. */
#include <malloc.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

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

static void *taken(void *p) {
	blocks += p != NULL;
	return p;
}

static void *take(size_t align, size_t size) {
	if (refused())
		return NULL;
	return taken(align > 16 ? __real_aligned_alloc(align, size) : __real_malloc(size));
}

static void *resize(void *p, size_t size) {
	if (refused())
		return NULL;
	return p == NULL ? taken(__real_realloc(p, size)) : __real_realloc(p, size);
}

static void give_back(void *p) {
	blocks -= p != NULL;
	__real_free(p);
}

/* The program's allocator: the same memory. From then on nothing goes past it, and it is told
   the truth. */
static char context;
static bool own;

static void must(bool kept) {
	if (!kept)
		abort();
}

static void *own_alloc(int64_t size, int64_t align, void *ctx) {
	must(ctx == &context && size > 0 && align >= 16 && (align & (align - 1)) == 0);
	return take(align, size);
}

static void *own_realloc(void *p, int64_t old_size, int64_t size, void *ctx) {
	must(ctx == &context && p != NULL && size > 0 && old_size >= 0 && (size_t)old_size <= malloc_usable_size(p));
	return resize(p, size);
}

static void own_free(void *p, void *ctx) {
	must(ctx == &context && p != NULL);
	give_back(p);
}

void ori_rt_set_allocator(void *(*)(int64_t, int64_t, void *), void *(*)(void *, int64_t, int64_t, void *),
                          void (*)(void *, void *), void *);
int64_t ori_faults_own_allocator(void) {
	ori_rt_set_allocator(own_alloc, own_realloc, own_free, &context);
	return own = true;
}

void *__wrap_malloc(size_t size) {
	must(!own);
	return take(16, size);
}

void *__wrap_aligned_alloc(size_t align, size_t size) {
	must(!own);
	return take(align, size);
}

void *__wrap_realloc(void *p, size_t size) {
	must(!own);
	return resize(p, size);
}

void __wrap_free(void *p) {
	must(!own);
	give_back(p);
}
