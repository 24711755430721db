package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

var seeds = []Program{
	{"morris-values", morrisValues},
	{"morris-collection", morrisCollection},
	{"morris-inout", morrisInout},
	{"suter-stack", suterStack},
	{"caf-tuple", cafTuple},
	{"memoize", memoize},
}

// Efficient Collections with Copy on Write, Jack Morris:
//
//	var values1 = Array(repeating: 0, count: 1000000)
//	values1.append(1)      // No copy here, the buffer isn't shared
//	var values2 = values1  // values1, values2 share the same buffer
//	values2.append(2)      // Entire buffer copied before appending!
//	print(values1)         // "[0,0,...,1]"
//	print(values2)         // "[0,0,...,2]"
func morrisValues(e emitter) {
	const count = 1000000
	values1 := e.Var("values1", irb.List(irb.Int))
	zeros := e.Var("zeros", irb.List(irb.Int))
	zeros.Store(e.M.ConstList(irb.Int, e.Int(0), e.Int(0), e.Int(0), e.Int(0)))
	values1.Do("ori_list_unshare_cow", irb.Args{"min_cap": count + 1})
	e.Range(e.Int(count/4), func(llvm.Value) {
		values1.Do("ori_list_extend_cow", irb.Args{"src": zeros.Data(), "n": 4})
	})
	before := values1.Data()
	e.push(values1, 1)
	e.sayKept("append to values1", values1, before)
	values2 := values1.Share("values2")
	e.sayKept("values2 = values1", values2, values1.Data())
	e.push(values2, 2)
	e.sayKept("append to values2", values2, values1.Data())
	for _, v := range []irb.Var{values1, values2} {
		last := e.B.CreateSub(v.Len(), e.Int(1), "")
		e.Printf("[%ld,%ld,...,%ld] of %ld\n", v.Elem(e.Int(0)).Load(), v.Elem(e.Int(1)).Load(), v.Elem(last).Load(), v.Len())
	}
	e.release(values1, values2)
}

// The same article's IntCollection:
//
//	var collection = IntCollection()
//	collection.append(1)
//	print(collection[0])  // "1"
//	var copy = collection // A quick operation.
//	copy[0] = 999         // Full copy performed here.
//	print(collection[0])  // Still "1".
func morrisCollection(e emitter) {
	first := func(label string, v irb.Var) {
		e.Printf("%s[0] = %ld\n", e.M.Text(label), v.Elem(e.Int(0)).Load())
	}
	collection := e.Var("collection", irb.List(irb.Int))
	e.push(collection, 1)
	first("collection", collection)
	shared := collection.Share("copy")
	e.sayKept("var copy = collection", shared, collection.Data())
	shared.Do("ori_list_set_cow", irb.Args{"index": 0, "elem": e.slot(999)})
	e.sayKept("copy[0] = 999", shared, collection.Data())
	first("copy", shared)
	first("collection", collection)
	e.release(collection, shared)
}

// The same article's inout parameter: mutate(&collection) appends in the place
// that the caller's variable is. One reference, so no copy.
func morrisInout(e emitter) {
	mutate := e.M.Func("mutate", e.M.Void, e.M.Ptr)
	inout := mutate.VarAt(irb.List(irb.Int), mutate.Param(0))
	emitter{mutate}.push(inout, 5)
	mutate.End()

	collection := e.Var("collection", irb.List(irb.Int))
	e.push(collection, 1)
	before := collection.Data()
	e.Call(mutate.Fn, collection.At)
	e.sayKept("mutate(&collection)", collection, before)
	e.say("collection:", collection)

	// Shared, it must copy, and the other owner sees nothing.
	other := collection.Share("other")
	e.Call(mutate.Fn, collection.At)
	e.sayKept("mutate(&collection), shared", collection, other.Data())
	e.say("collection:", collection)
	e.say("other:", other)
	e.release(collection, other)
}

// Understanding Copy-on-write Value Types in Swift, Toni Suter: a stack of fixed
// capacity.
func suterStack(e emitter) {
	stack := irb.List(irb.Int)
	inout := func(name string, params ...llvm.Type) (*irb.Func, irb.Var) {
		f := e.M.Func("stack "+name, e.M.Void, append([]llvm.Type{e.M.Ptr}, params...)...)
		return f, f.VarAt(stack, f.Param(0))
	}
	push, self := inout("push", e.M.I64)
	self.Do("ori_list_push_cow", irb.Args{"elem": push.Slot(irb.Int, push.Param(1))})
	push.End()
	pop, self := inout("pop")
	self.Do("ori_list_pop_cow", nil)
	pop.End()

	print := func(stack1, stack2 *irb.Var) {
		e.say("stack1: ", *stack1)
		if stack2 != nil {
			e.say("stack2: ", *stack2)
		}
	}
	references := func(label string, v irb.Var) {
		e.Printf("%s: %ld\n", e.M.Text(label), v.F.Runtime("ori_rc_count", v.Data()))
	}
	stack1 := e.Var("stack1", stack)
	stack1.Do("ori_list_unshare_cow", irb.Args{"min_cap": 5})
	for _, x := range []int64{10, 20, 30} {
		e.Call(push.Fn, stack1.At, e.Int(x))
	}
	print(&stack1, nil)
	references("references", stack1)
	stack2 := stack1.Share("stack2") // At this point, both stacks share the same buffer.
	print(&stack1, &stack2)
	references("references", stack1)
	e.Call(pop.Fn, stack2.At) // clones the shared buffer before performing the pop() operation
	print(&stack1, &stack2)
	references("references of stack1", stack1)
	references("references of stack2", stack2)
	e.release(stack1, stack2)
}

// Copy-on-Write Types, C++ Actor Framework manual: cow_tuple.
//
//	auto xs = caf::make_cow_tuple(1, 2, 3);
//	auto ys = xs;
//	ys.unshared() = std::tuple{4, 5, 6};
func cafTuple(e emitter) {
	triple := irb.NewStruct("three ints", irb.Int, irb.Int, irb.Int)
	tuple := irb.Box(triple)
	ints := func(a, b, c int64) llvm.Value {
		return e.M.Ctx.ConstStruct([]llvm.Value{e.Int(a), e.Int(b), e.Int(c)}, false)
	}
	xs := e.Var("xs", tuple)
	xs.Store(e.NewBox(tuple, ints(1, 2, 3)))
	ys := xs.Share("ys")
	print := func(label string, v irb.Var) {
		c := v.Content()
		e.Printf("%s: [%ld, %ld, %ld] (%p)\n", e.M.Text(label), c.Field(0).Load(), c.Field(1).Load(), c.Field(2).Load(), v.Load())
	}
	e.say("After initializing:")
	print("xs", xs)
	print("ys", ys)
	ys.Unshare().Store(ints(4, 5, 6))
	e.say("After assigning to ys:")
	print("xs", xs)
	print("ys", ys)
	ys.Unshare().Store(ints(7, 8, 9)) // unique by now: no copy
	e.say("After assigning to ys again:")
	print("ys", ys)
	e.release(xs, ys)
}

// The memoize cache that returns its values by lazy copy: callers that only
// read cost nothing, one that writes cannot change the cache.
func memoize(e emitter) {
	cache := e.list("cache", counted, 2, 3, 5, 7)
	reader := cache.Share("reader")
	e.say("reader sees", reader)
	reader.Release()
	e.sayCounts("reading")
	writer := cache.Share("writer")
	writer.Do("ori_list_set_cow", irb.Args{"index": 1, "elem": e.slot(-3)})
	e.sayCounts("writing")
	e.say("writer has", writer)
	e.say("cache has", cache)
	e.release(writer, cache)
	e.sayCounts("releasing both")
}
