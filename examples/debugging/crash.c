// A list and a variable share a name, but only one of them holds a reference.
#include <ori_rt.h>
#include <stdio.h>

static void keep(OriList *names, OriStr name) { // moves the name in
	ori_list_push_cow(names->data, names->len, names->cap, &name, 24, 8, ori_str_rc_inc, ori_str_rc_dec, names);
}

int main(void) {
	OriList names = {0, 0, NULL};
	OriStr name;
	ori_str_from_bytes("the name of a river in the north", 32, &name);
#ifdef FIXED
	ori_str_rc_inc(&name); // the list has a reference of its own
#endif
	keep(&names, name);
	printf("%.*s\n", (int)ori_str_len(&name), (const char *)ori_str_data(&name));
	ori_str_rc_dec(&name);
	printf("%d names\n", (int)names.len);
	ori_buffer_rc_dec(names.data, names.len, names.cap, 24, ori_str_rc_dec);
	return 0;
}
