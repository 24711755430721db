package main

import "fmt"

type node struct {
	red  bool
	key  int64
	even bool
	kids [2]*node
}

func red(t *node) bool { return t != nil && t.red }

func balance(t *node, side int) *node {
	child := t.kids[side]
	if t.red || !red(child) {
		return t
	}
	outer, inner := red(child.kids[side]), red(child.kids[1-side])
	if !outer && !inner {
		return t
	}
	if inner && !outer {
		middle := child.kids[1-side]
		child.kids[1-side] = middle.kids[side]
		middle.kids[side] = child
		t.kids[side] = middle
	}
	up := t.kids[side]
	t.kids[side] = up.kids[1-side]
	up.kids[1-side] = t
	up.red, up.kids[0].red, up.kids[1].red = true, false, false
	return up
}

func insert(t *node, key int64) *node {
	switch {
	case t == nil:
		return &node{red: true, key: key, even: key%2 == 0}
	case key < t.key:
		t.kids[0] = insert(t.kids[0], key)
		return balance(t, 0)
	case key > t.key:
		t.kids[1] = insert(t.kids[1], key)
		return balance(t, 1)
	}
	t.even = key%2 == 0
	return t
}

func evens(t *node) (n int64) {
	if t == nil {
		return 0
	}
	n = evens(t.kids[0]) + evens(t.kids[1])
	if t.even {
		n++
	}
	return n
}

func height(t *node) int64 {
	if t == nil {
		return 0
	}
	return max(height(t.kids[0]), height(t.kids[1])) + 1
}

func main() {
	var t *node
	x := int64(7)
	for range 300_000 {
		x = (x*1103515245 + 12345) & 0x7fffffff
		t = insert(t, x>>8)
		t.red = false
	}
	fmt.Println(evens(t), height(t))
}
