package main

import (
	"fmt"
	"sync"
)

const depth, rounds = 20, 3

type node struct {
	value       int64
	left, right *node
}

func grown(d, value int64) *node {
	if d == 0 {
		return &node{value: value}
	}
	left := grown(d-1, 2*value%1000003)
	return &node{value, left, grown(d-1, (2*value+1)%1000003)}
}

func (n *node) sum() int64 {
	if n == nil {
		return 0
	}
	return n.value + n.left.sum() + n.right.sum()
}

func main() {
	total := int64(0)
	for round := range int64(rounds) {
		var left, right *node
		var built sync.WaitGroup
		built.Go(func() { left = grown(depth-1, round+1) })
		built.Go(func() { right = grown(depth-1, round+2) })
		built.Wait()
		tree := &node{round, left, right}
		var s, t int64
		var summed sync.WaitGroup
		summed.Go(func() { s = tree.left.sum() })
		summed.Go(func() { t = tree.right.sum() })
		summed.Wait()
		total += tree.value + s + t
	}
	fmt.Println(total, 0)
}
