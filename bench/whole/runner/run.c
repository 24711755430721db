// run INPUT OUTPUT PROGRAM [ARGUMENTS]
//
// Runs a program with the two files as its standard input and output, and prints
// its CPU time in microseconds, its peak memory in KB, and how it ended: the exit
// code, or the signal and 128. A process counts as peak memory what its parent
// held when it was started; this one is small, unlike the benchmark.
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
	if (argc < 4) return 2;
	pid_t child = fork();
	if (child < 0) return 2;
	if (child == 0) {
		int in = open(argv[1], O_RDONLY), out = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0666);
		if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0) _exit(126);
		execv(argv[3], argv + 3);
		_exit(127);
	}
	int status;
	struct rusage use;
	if (wait4(child, &status, 0, &use) < 0) return 2;
	long long user = use.ru_utime.tv_sec * 1000000LL + use.ru_utime.tv_usec;
	long long system = use.ru_stime.tv_sec * 1000000LL + use.ru_stime.tv_usec;
	printf("%lld %lld %ld %d\n", user, system, use.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}
