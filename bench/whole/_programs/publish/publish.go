package main

import (
	"fmt"
	"maps"
	"sync"
)

const keys, versions, rounds, changes = 1000, 5000, 200000, 10

var (
	lock    sync.Mutex
	current map[int64]int64
)

func snapshot() map[int64]int64 {
	lock.Lock()
	defer lock.Unlock()
	return current
}

func read(seed int64) (sum int64) {
	for round := range int64(rounds) {
		table := snapshot()
		for i := range int64(50) {
			if v, ok := table[(seed+round*31+i*17)%keys]; ok {
				sum += v % 1000
			} else {
				sum--
			}
		}
	}
	return sum
}

func publish() {
	for version := int64(1); version <= versions; version++ {
		next := maps.Clone(snapshot())
		for i := range int64(changes) {
			key := (version*7 + i*101) % keys
			next[key] = key + 1000*version
		}
		lock.Lock()
		current = next
		lock.Unlock()
	}
}

func main() {
	current = map[int64]int64{}
	for key := range int64(keys) {
		current[key] = key
	}
	var a, b int64
	var all sync.WaitGroup
	all.Go(func() { a = read(1) })
	all.Go(func() { b = read(2) })
	all.Go(publish)
	all.Wait()
	last := int64(0)
	for key := range int64(keys) {
		last += current[key]
	}
	fmt.Println(a+b, last, 0)
}
