package main

import "testing"

func TestEndedBusy(t *testing.T) {
	const progress = "fuzz: elapsed: 1s, execs: 10 (10/sec), new interesting: 0 (total: 5)\n"
	for _, test := range []struct {
		text string
		busy bool
	}{
		{progress + "--- FAIL: FuzzOps (1.12s)\n    context deadline exceeded\nFAIL\nexit status 1\n", true},
		{progress + "--- FAIL: FuzzOps (1.12s)\n    --- FAIL: FuzzOps (0.00s)\n        model_test.go:7: length 3, want 2\n    Failing input written to testdata/fuzz/FuzzOps/1\nFAIL\n", false},
		{progress + "--- FAIL: FuzzOps (1.12s)\n    fuzzing process hung or terminated unexpectedly: exit status 2\n    Failing input written to testdata/fuzz/FuzzOps/1\nFAIL\n", false},
		{"--- FAIL: FuzzOps (1.12s)\n    model_test.go:9: context deadline exceeded in the model\nFAIL\n", false},
	} {
		if busy := endedBusy([]byte(test.text)); busy != test.busy {
			t.Errorf("%v, want %v, for\n%s", busy, test.busy, test.text)
		}
	}
}
