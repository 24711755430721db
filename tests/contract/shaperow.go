package contract

import "strings"

// repeated is bad for a search that compares at each position.
var (
	repeated = strings.Repeat("a", 9000)
	seldom   = strings.Repeat("a", 100) + "x" + strings.Repeat("a", 100)
)

// shapeRows are the rows of what looks at texts, cuts and builds them, and of numbers.
func shapeRows() (rows []TextRow) {
	for _, a := range []string{"", shortText, longText} {
		n := len(a)
		rows = append(rows,
			TextRow{Name: "ori_str_utf8_error", A: a, Result: -1},
			TextRow{Name: "ori_str_char_count", A: a, Result: int64(n)},
			TextRow{Name: "ori_str_trim", A: a, Want: a},
			TextRow{Name: "ori_str_upper_cow", A: a, Want: strings.ToUpper(a)},
			TextRow{Name: "ori_str_lower_cow", A: a, Want: strings.ToLower(a)},
			TextRow{Name: "ori_str_terminated_cow", A: a, Ints: ints("min_cap", max(n+1, shortMax+1)), Want: a},
			TextRow{Name: "ori_str_repeat", A: a, Ints: ints("n", 0), Want: ""},
			TextRow{Name: "ori_str_repeat", A: a, Ints: ints("n", 3), Want: strings.Repeat(a, 3)},
			TextRow{Name: "ori_str_to_i64", A: a, Ints: ints("base", 10)},
		)
		for _, b := range []string{"", shortText, longText, "a "} {
			rows = append(rows,
				TextRow{Name: "ori_str_starts_with", A: a, B: b, Result: truth(strings.HasPrefix(a, b))},
				TextRow{Name: "ori_str_ends_with", A: a, B: b, Result: truth(strings.HasSuffix(a, b))},
				TextRow{Name: "ori_str_rfind", A: a, B: b, Result: int64(strings.LastIndex(a, b))},
				TextRow{Name: "ori_str_count", A: a, B: b, Result: int64(strings.Count(a, b))})
		}
	}
	blank := " \t" + longText + "\n"
	return append(rows,
		TextRow{Name: "ori_str_trim", A: blank, Want: longText},
		TextRow{Name: "ori_str_trim", A: "  " + shortText, Want: shortText},
		TextRow{Name: "ori_str_next_char", A: longText, Ints: ints("at", 2), Told: int64(longText[2]), Result: 3},
		TextRow{Name: "ori_str_next_char", A: "a€b", Ints: ints("at", 1), Told: '€', Result: 4},
		TextRow{Name: "ori_str_prev_char", A: longText, Ints: ints("at", len(longText)), Told: int64(longText[len(longText)-1]), Result: int64(len(longText)) - 1},
		TextRow{Name: "ori_str_prev_char", A: "a€b", Ints: ints("at", 4), Told: '€', Result: 1},
		TextRow{Name: "ori_str_from_i64", Ints: ints("v", -255, "base", 16, "width", 6), Want: "-000ff"},
		TextRow{Name: "ori_str_from_i64", Ints: ints("v", -1<<63, "base", 2, "width", 0), Want: "-1" + strings.Repeat("0", 63)},
		TextRow{Name: "ori_str_to_i64", A: "-9223372036854775808", Ints: ints("base", 10), Told: -1 << 63, Result: -1},
		TextRow{Name: "ori_str_from_f64", Ints: ints("bits", 0x3FB999999999999A), Want: "0.1"},
		TextRow{Name: "ori_str_from_f64", Ints: ints("bits", -0x10000000000001), Want: "-1.7976931348623157e+308"},
		TextRow{Name: "ori_str_to_f64", A: longText, Result: 0},
		TextRow{Name: "ori_str_to_f64", A: "1.5e+00000000000000000000000", Told: 0x3FF8000000000000, Result: -1},
		TextRow{Name: "ori_str_to_f64", A: "-Infinity", Told: -0x10000000000000, Result: -1},
		TextRow{Name: "ori_str_to_f64", A: "nan", Told: 0x7FF8000000000001, Result: -1},
		TextRow{Name: "ori_str_to_f64", A: "infinite", Result: 7},
		TextRow{Name: "ori_str_to_f64", A: "1.5e", Result: 4},
		TextRow{Name: "ori_str_to_f64", A: "", Result: 0},
		TextRow{Name: "ori_str_next_char", A: "é", Ints: ints("at", 0), Told: 'é', Result: 2},
		TextRow{Name: "ori_str_next_char", A: "😀", Ints: ints("at", 0), Told: '😀', Result: 4},
		TextRow{Name: "ori_str_prev_char", A: "a\x80", Ints: ints("at", 2), Told: -1, Result: 1},
		TextRow{Name: "ori_str_find", A: strings.Repeat(longText, 30) + seldom + longText + "!", B: seldom + longText, Result: int64(30 * len(longText))},
		TextRow{Name: "ori_str_find", A: strings.Repeat(longText, 30) + "abc" + longText + "!", B: "abc" + longText + "!", Result: int64(30 * len(longText))},
		TextRow{Name: "ori_str_rfind", A: seldom + repeated, B: seldom, Result: 0}, // more is compared in vain than there is
		TextRow{Name: "ori_str_rfind", A: repeated, B: seldom, Result: -1},
		TextRow{Name: "ori_str_to_f64", A: "-0.1", Told: -0x4046666666666666, Result: -1},
		TextRow{Name: "ori_str_to_i64", A: "9223372036854775808", Ints: ints("base", 10), Result: 18},
	)
}
