package main

import "fmt"

const (
	num = iota
	variable
	sum
	product
)

type expr struct {
	op   int
	n    int64
	a, b *expr
}

func number(n int64) *expr          { return &expr{op: num, n: n & 0xffff} }
func node(op int, a, b *expr) *expr { return &expr{op, 0, a, b} }

func made(depth, n int64) *expr {
	if depth == 0 {
		if n%3 == 0 {
			return &expr{op: variable, n: n % 5}
		}
		return number(n)
	}
	a := made(depth-1, n*2+1)
	return node(sum+int(depth%2), a, made(depth-1, n*2))
}

func folded(op int, a, b int64) *expr {
	if op == sum {
		return number(a + b)
	}
	return number(a * b)
}

func join(op int, a, b *expr) *expr {
	if a.op == op && a.b.op == num {
		if b.op == num {
			return node(op, a.a, folded(op, a.b.n, b.n))
		}
		return node(op, node(op, a.a, b), a.b)
	}
	return node(op, a, b)
}

func fold(e *expr) *expr {
	if e.op == num || e.op == variable {
		return e
	}
	a, b := fold(e.a), fold(e.b)
	switch {
	case a.op == num && b.op == num:
		return folded(e.op, a.n, b.n)
	case a.op == num:
		return join(e.op, b, a)
	}
	return join(e.op, a, b)
}

func value(e *expr) int64 {
	switch e.op {
	case num:
		return e.n
	case variable:
		return e.n + 7
	case sum:
		return (value(e.a) + value(e.b)) & 0xffff
	}
	return value(e.a) * value(e.b) & 0xffff
}

func size(e *expr) int64 {
	if e == nil {
		return 0
	}
	return 1 + size(e.a) + size(e.b)
}

func main() {
	total := int64(0)
	for round := range int64(6) {
		e := made(18, round)
		f := fold(e)
		if value(e) != value(f) {
			panic("the value changed")
		}
		total += size(f) + value(f)
	}
	fmt.Println(total)
}
