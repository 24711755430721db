package main

import "fmt"

type event struct{ time, kind, who int64 }

func push(heap []event, e event) []event {
	heap = append(heap, e)
	i := len(heap) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if heap[parent].time <= e.time {
			break
		}
		heap[i] = heap[parent]
		i = parent
	}
	heap[i] = e
	return heap
}

func pop(heap []event) ([]event, event) {
	top, n := heap[0], len(heap)-1
	last := heap[n]
	heap = heap[:n]
	if n == 0 {
		return heap, top
	}
	i := 0
	for {
		child := 2*i + 1
		if child >= n {
			break
		}
		if child+1 < n && heap[child+1].time < heap[child].time {
			child++
		}
		if last.time <= heap[child].time {
			break
		}
		heap[i] = heap[child]
		i = child
	}
	heap[i] = last
	return heap, top
}

func main() {
	var heap []event
	x, check := int64(1), int64(0)
	for i := range int64(1000) {
		heap = push(heap, event{i, 0, i})
	}
	for step := range int64(3_000_000) {
		var e event
		heap, e = pop(heap)
		check = (check*31 + e.time + e.who) & 0xffffffff
		x = (x*1103515245 + 12345) & 0x7fffffff
		heap = push(heap, event{e.time + 1 + ((x>>16)%1000)*64 + e.kind, (e.kind + 1) % 7, e.who})
		if step < 50_000 {
			heap = push(heap, event{e.time + 2 + (x>>20)%100_000, 0, step})
		}
	}
	fmt.Println(len(heap), check)
}
