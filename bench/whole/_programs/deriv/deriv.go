package main

import "fmt"

const (
	num = iota
	variable
	sum
	product
	power
)

type expr struct {
	op   int
	n    int64
	a, b *expr
}

func number(n int64) *expr { return &expr{op: num, n: n} }

func add(a, b *expr) *expr {
	switch {
	case a.op == num && b.op == num:
		return number((a.n + b.n) & 0xffff)
	case a.op == num && a.n == 0:
		return b
	case b.op == num && b.n == 0:
		return a
	}
	return &expr{sum, 0, a, b}
}

func mul(a, b *expr) *expr {
	switch {
	case a.op == num && b.op == num:
		return number((a.n * b.n) & 0xffff)
	case a.op == num && a.n == 0 || b.op == num && b.n == 0:
		return number(0)
	case a.op == num && a.n == 1:
		return b
	case b.op == num && b.n == 1:
		return a
	}
	return &expr{product, 0, a, b}
}

func raised(a *expr, n int64) *expr {
	switch n {
	case 0:
		return number(1)
	case 1:
		return a
	}
	return &expr{power, n, a, nil}
}

func derived(e *expr) *expr {
	switch e.op {
	case num:
		return number(0)
	case variable:
		return number(1)
	case sum:
		return add(derived(e.a), derived(e.b))
	case product:
		return add(mul(e.a, derived(e.b)), mul(derived(e.a), e.b))
	}
	return mul(number(e.n), mul(raised(e.a, e.n-1), derived(e.a)))
}

func size(e *expr) int64 {
	if e == nil {
		return 0
	}
	return 1 + size(e.a) + size(e.b)
}

func main() {
	x := &expr{op: variable}
	total := int64(0)
	for round := range int64(12) {
		e := mul(raised(add(x, number(round+1)), 9), mul(raised(x, 8), add(raised(x, 5), number(3))))
		for range 10 {
			e = derived(e)
			total += size(e)
		}
	}
	fmt.Println(total)
}
