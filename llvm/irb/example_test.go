package irb_test

import (
	"fmt"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/llvm/irutil"
)

// Ten squares, of which one name keeps the order and the other reverses it.
func Example() {
	m := irb.New("squares")
	defer m.Dispose()
	f := m.Func("main", m.I32)

	squares := f.Var("squares", irb.List(irb.Int))
	f.Range(f.Int(10), func(i llvm.Value) {
		square := f.Slot(irb.Int, f.B.CreateMul(i, i, ""))
		squares.Do("ori_list_push_cow", irb.Args{"elem": square})
	})
	kept := squares.Share("kept")           // two references to one buffer
	squares.Do("ori_list_reverse_cow", nil) // copies, since kept must not change
	squares.Print()
	kept.Print()
	kept.Release()
	squares.Release()
	f.End(llvm.ConstNull(m.I32))

	if err := m.Finish(); err != nil {
		fmt.Println(err)
	}
	for fn := range irutil.Functions(m.LLVM) {
		if fn.IsDeclaration() {
			fmt.Println("calls", fn.Name())
		} else {
			fmt.Println("defines", fn.Name())
		}
	}
	// Unordered output:
	// calls ori_list_rc_inc
	// calls ori_buffer_rc_dec
	// calls ori_list_reverse_cow
	// calls ori_list_push_cow
	// defines main
	// defines inc [int]
	// defines print [int]
	// defines print int
	// calls printf
	// defines dec [int]
}
