//go:build !ori_native && !ori_goheap && !ori_sched && cgo

package runtime

/*
#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>

static void process_secret(uint64_t secret[2]) {
	const void *at = (const void *)getauxval(AT_RANDOM);
	if (at) memcpy(secret, at, 16);
}
*/
import "C"

// processSecret returns the process's random bytes, which the native library takes, too.
func processSecret() (a, b uint64) {
	var secret [2]C.uint64_t
	C.process_secret(&secret[0])
	return uint64(secret[0]), uint64(secret[1])
}
