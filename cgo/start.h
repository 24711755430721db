/* The end of the program, at which the checking build writes what was asked for. */
#ifndef ORI_START_H
#define ORI_START_H

/* Whether checkingFinish will be called at the end: it is registered when the library is loaded. */
int waits_for_the_end(void);

/* Whether the program has operations that oriopt has opened: they are done without a call. */
int has_opened_operations(void);

#endif
