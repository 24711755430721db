/* Uses the callbacks that origlue made for the types in glue_test.go. */
#include <ori_rt.h>
#include <stdio.h>
#include <string.h>

typedef struct { int64_t x, y; } point;
typedef struct { int64_t tag; union { point p; double f; OriStr s; } as; } shape;
typedef struct node { OriStr name; OriList shapes; OriMap counts; struct node *next; } node;

void shape_inc(void *), shape_dec(void *), node_inc(void *), node_dec(void *), node_drop(void *);
bool shape_eq(const void *, const void *), node_eq(const void *, const void *), point_eq(const void *, const void *);
uint64_t shape_hash(const void *), node_hash(const void *);
int32_t shape_compare(const void *, const void *), point_compare(const void *, const void *);

static OriStr str(const char *text)
{
	OriStr s;
	ori_str_from_bytes(text, (int64_t)strlen(text), &s);
	return s;
}

static node *make(const char *name, int depth)
{
	node *n = ori_rc_alloc(sizeof *n, 8);
	*n = (node){str(name), {0, 0, NULL}, {0, 0, NULL}, depth > 0 ? make(name, depth - 1) : NULL};
	shape shapes[] = {{0, {.p = {1, 2}}}, {1, {.f = 1.5}}, {2, {.s = str("a text of more than 23 bytes")}}, {3, {.f = 0}}};
	for (int i = 0; i < 4; i++)
		ori_list_push_cow(n->shapes.data, n->shapes.len, n->shapes.cap, &shapes[i], sizeof(shape), 8, shape_inc, shape_dec, &n->shapes);
	for (int64_t i = 0; i < 10; i++) {
		OriStr key;
		ori_str_from_int(i, &key);
		ori_map_insert_cow(n->counts.data, n->counts.len, n->counts.cap, &key, &i, 24, 8, ori_str_eq, ori_str_hash, ori_str_rc_inc, ori_str_rc_dec, NULL, NULL, &n->counts);
	}
	return n;
}

int main(void)
{
	node *a = make("a name of more than 23 bytes", 0), *b = make("a name of more than 23 bytes", 0);
	bool equal = a != b && shape_eq(a->shapes.data, b->shapes.data);
	for (int i = 0; i < 4; i++)
		equal = equal && shape_eq((shape *)a->shapes.data + i, (shape *)b->shapes.data + i) &&
		        !shape_eq((shape *)a->shapes.data + i, (shape *)b->shapes.data + (i + 1) % 4);
	bool hashes = shape_hash((shape *)a->shapes.data + 2) == shape_hash((shape *)b->shapes.data + 2);
	bool ordered = shape_compare(a->shapes.data, (shape *)b->shapes.data + 1) < 0 && point_compare(&(point){1, 2}, &(point){1, 1}) > 0;

	node copy = *a; /* by value: one more reference to all that it holds */
	node_inc(&copy);
	ori_list_reverse_cow(copy.shapes.data, copy.shapes.len, copy.shapes.cap, sizeof(shape), 8, shape_inc, shape_dec, &copy.shapes);
	ordered = ordered && ((shape *)a->shapes.data)[0].tag == 0 && ((shape *)copy.shapes.data)[0].tag == 3;
	node_dec(&copy);
	ori_rc_dec(a, node_drop);
	ori_rc_dec(b, node_drop);
	ori_rc_dec(make("chain", 100), node_drop);
	printf("%s, %s, %s, %d alive\n", equal ? "equal" : "unequal", hashes ? "hashes alike" : "hashes differ", ordered ? "ordered" : "in no order",
	       (int)ori_rc_live_count());
	return 0;
}
