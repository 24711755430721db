/* The end of the program, which the checking build waits for. */
#ifndef ORI_START_H
#define ORI_START_H

/* Has checkingFinish called at the end. */
int at_exit(void);

#endif
