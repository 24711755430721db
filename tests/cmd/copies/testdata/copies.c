/* Several copies of the library in one process, each with its own memory: tables pass
 * from one to the other. */
#include <dlfcn.h>
#include <ori_rt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void insert(void *, int64_t, int64_t, const void *, int64_t, int64_t, ori_eq_fn, ori_hash_fn, ori_elem_fn, ori_elem_fn, OriSet *);
typedef bool contains(const void *, int64_t, int64_t, const void *, int64_t, ori_eq_fn, ori_hash_fn);
typedef uint64_t hash_bytes(const void *, int64_t, int64_t);

struct copy {
	insert *insert;
	contains *contains;
	hash_bytes *hash;
};

static void *need(void *lib, const char *name) {
	void *p = dlsym(lib, name);
	if (!p) fprintf(stderr, "%s\n", dlerror()), exit(2);
	return p;
}

int main(int argc, char **argv) {
	struct copy copies[8] = {{ori_set_insert_cow, ori_set_contains, ori_hash_bytes}};
	int n = 1;
	for (; n < argc; n++) {
		void *lib = dlopen(argv[n], RTLD_NOW | RTLD_LOCAL);
		if (!lib) return fprintf(stderr, "%s\n", dlerror()), 2;
		copies[n] = (struct copy){(insert *)need(lib, "ori_set_insert_cow"), (contains *)need(lib, "ori_set_contains"), (hash_bytes *)need(lib, "ori_hash_bytes")};
	}
	const char *text = "the same bytes have the same hash";
	OriSet s = {0, 0, NULL};
	for (int64_t i = 0; i < 100000; i++)
		copies[i % n].insert(s.data, s.len, s.cap, &i, 8, 8, ori_i64_eq, ori_i64_hash, NULL, NULL, &s);
	for (int c = 0; c < n; c++) {
		if (copies[c].hash(text, (int64_t)strlen(text), 0) != copies[0].hash(text, (int64_t)strlen(text), 0))
			return printf("copy %d hashes with other keys\n", c), 1;
		for (int64_t i = 0; i < 100000; i++)
			if (!copies[c].contains(s.data, s.len, s.cap, &i, 8, ori_i64_eq, ori_i64_hash))
				return printf("copy %d does not find %ld\n", c, (long)i), 1;
	}
	if (argc == 1) return printf("%lx\n", (long)copies[0].hash(text, (int64_t)strlen(text), 0)), 0;
	if (s.len != 100000) return printf("%ld elements\n", (long)s.len), 1;
	ori_buffer_rc_dec(s.data, s.len, s.cap, 8, NULL);
	printf("  %d copies of the library in one process use the same keys\n", n);
	return 0;
}
