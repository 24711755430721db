package whole

import (
	"bufio"
	"math/rand/v2"
	"os"
	"sort"
)

// Some programs read a text: 20 MB, lines of twelve words out of 60,000, as often as
// natural ones are. The generator's seed is fixed: the text is always the same.
const (
	textBytes    = 20_000_000
	vocabulary   = 60_000
	wordsPerLine = 12
)

var readsText = map[string]bool{"wordcount": true, "textindex": true}

// inputFile returns the file that the program reads, made if it is not there.
func inputFile(p Program, t Tools) (string, error) {
	if !readsText[p.Name] {
		return os.DevNull, nil
	}
	file := t.bin("text")
	if _, err := os.Stat(file); err == nil {
		return file, nil
	}
	return file, writeText(file)
}

func writeText(file string) error {
	partial := file + ".part"
	f, err := os.Create(partial)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	r := rand.New(rand.NewPCG(7, 0))
	words := someWords(r)
	weights := make([]float64, len(words))
	sum := 0.0
	for rank := range words {
		sum += 1 / (float64(rank) + 2.7)
		weights[rank] = sum
	}
	for size := 0; size < textBytes; {
		for i := range wordsPerLine {
			word := words[min(sort.SearchFloat64s(weights, r.Float64()*sum), len(words)-1)]
			w.WriteString(word)
			end := byte(' ')
			if i == wordsPerLine-1 {
				end = '\n'
			}
			w.WriteByte(end)
			size += len(word) + 1
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(partial, file)
}

// someWords returns different words of natural lengths.
func someWords(r *rand.Rand) []string {
	const letters = "etaoinshrdlucmfwygpbvk"
	lengths := []int{2, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10, 12}
	seen := map[string]bool{}
	var words []string
	for len(words) < vocabulary {
		word := make([]byte, lengths[r.IntN(len(lengths))])
		for i := range word {
			word[i] = letters[r.IntN(len(letters))]
		}
		if !seen[string(word)] {
			seen[string(word)] = true
			words = append(words, string(word))
		}
	}
	return words
}
