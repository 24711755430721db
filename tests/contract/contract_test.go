package contract

import (
	"slices"
	"testing"

	"libori.org/rt/abi"
)

// TestEveryFunctionKeepsItsContract executes every function in every way its
// arguments may be held.
func TestEveryFunctionKeepsItsContract(t *testing.T) {
	var sum Tally
	m := &Hosted{}
	of := map[string]*Tally{}
	for _, row := range Rows() {
		if of[row.Name] == nil {
			of[row.Name] = &Tally{}
		}
		for i, at := range row.Settings() {
			if i%stride == 0 {
				tally := Execute(t, m, &row, at)
				of[row.Name].Add(tally)
				sum.Add(tally)
			}
		}
	}
	for name, tally := range of {
		if stride > 1 {
			break // not every way was tried
		}
		releases := slices.ContainsFunc(export(name).Contract.Releases, func(r abi.Release) bool { return r.What != abi.All })
		if releases && tally.Decs == 0 {
			t.Errorf("%s: the contract releases elements, but there was no dec", name)
		}
	}
	sum.Add(ExecuteTexts(t, m))
	t.Logf("%s: %d calls kept their contracts", m.Name(), sum.Calls)
}

// TestEveryFunctionSurvivesFailingAllocations makes each allocation of each call fail.
func TestEveryFunctionSurvivesFailingAllocations(t *testing.T) {
	var sum Tally
	m := &Hosted{}
	of := map[string]int{}
	for _, row := range Rows() {
		for i, at := range row.Settings() {
			if i%stride == 0 {
				tally := Starve(t, m, &row, at)
				of[row.Name] += tally.Faults
				sum.Add(tally)
			}
		}
	}
	for name, faults := range of {
		if stride > 1 {
			break // not every way was tried
		}
		said := export(name).Contract.Can(abi.NoMemory)
		if said != (faults > 0) {
			t.Errorf("%s: %d allocations failed; the contract says that they may: %v", name, faults, said)
		}
	}
	sum.Add(StarveTexts(t, m))
	sum.Add(Parts(t, m))
	t.Logf("%s: %d calls, %d failed allocations survived, nothing lost", m.Name(), sum.Calls, sum.Faults)
}

// TestEveryFunctionHasARow keeps the rows complete.
func TestEveryFunctionHasARow(t *testing.T) {
	tried := map[string]bool{}
	for _, row := range Rows() {
		tried[row.Name] = true
	}
	for _, row := range TextRows() {
		tried[row.Name] = true
	}
	for _, e := range abi.Exports {
		if thunks[e.Name] == nil {
			t.Errorf("%s: run go generate ./tests/contract", e.Name)
		}
		switch e.Name {
		case "ori_rc_alloc", "ori_rc_free", "ori_rc_live_count", "ori_rt_abi_version", "ori_rt_version", "ori_rt_set_fatal_handler", "ori_rt_set_hash_seed", "ori_hash_bytes",
			"ori_rt_stats", "ori_rt_set_copy_hook", "ori_rt_copy_budget", "ori_rt_set_allocator",
			"ori_rt_drain", "ori_rt_fatal",
			"ori_str_replace", "ori_str_split", "ori_str_join", // of three strings, or lists: see Parts
			"ori_rc_drop_reuse", "ori_rc_alloc_reuse", "ori_rc_inc_n", "ori_rc_dec_is_last", "ori_rc_make_immortal", // see rc/reuse_test.go
			"ori_hash_combine", "ori_u8_eq", "ori_u8_hash", "ori_u8_compare", "ori_i32_eq", "ori_i32_hash", "ori_i32_compare",
			"ori_bool_eq", "ori_bool_hash", "ori_bool_compare", "ori_f64_eq", "ori_f64_hash", "ori_f64_compare", // see plain
			"ori_i64_eq", "ori_i64_hash", "ori_i64_compare":
			continue // no object goes in
		}
		if !tried[e.Name] {
			t.Errorf("%s has no row", e.Name)
		}
	}
}

// TestEveryFunctionRefusesWrongArguments passes each wrong argument in turn.
func TestEveryFunctionRefusesWrongArguments(t *testing.T) {
	var sum Tally
	m := &Hosted{}
	for _, e := range Errors() {
		t.Run(e.String(), func(t *testing.T) { sum.Add(Abuse(t, m, &e)) })
	}
	sum.Add(AbuseTexts(t, m))
	sum.Add(AbuseObjects(t, m))
	t.Logf("%s: %d wrong arguments refused, nothing consumed", m.Name(), sum.Faults)
}
