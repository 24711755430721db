package main

import "fmt"

func next(x int64) int64 { return (x*1103515245 + 12345) & 0x7fffffff }

type entry struct{ count, sum int64 }

func main() {
	const customers, orders, countries = 200_000, 8_000_000, 50
	country := map[int64]int64{}
	var keys []int64
	x := int64(1)
	for c := range int64(customers) {
		x = next(x)
		key := (x>>4)*8 + c%8
		if _, ok := country[key]; !ok {
			keys = append(keys, key)
		}
		country[key] = c % countries
	}
	sums := map[int64]entry{}
	missing := 0
	for range orders {
		x = next(x)
		key := keys[(x>>3)%int64(len(keys))]
		if x%16 == 0 {
			key++
		}
		amount := (x >> 8) % 1000
		if at, ok := country[key]; ok {
			e := sums[at]
			e.count++
			e.sum += amount
			sums[at] = e
		} else {
			missing++
		}
	}
	check := int64(0)
	for at := range int64(countries) {
		e := sums[at]
		check = (check*31 + e.count*7 + e.sum) % 1_000_000_007
	}
	fmt.Println(len(country), missing, check)
}
