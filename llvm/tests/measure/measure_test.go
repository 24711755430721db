package measure

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irutil"
)

const sample = `
declare void @slow(ptr)
declare void @log()
declare i32 @next()
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.assume(i1)

define void @branches(ptr %p, i64 %n, ptr %f) {
  %unique = icmp eq i64 %n, 1
  br i1 %unique, label %fast, label %other
fast:
  %slot = getelementptr i8, ptr %p, i64 %n
  store i64 %n, ptr %slot
  call void @llvm.assume(i1 true)
  %count = load atomic i64, ptr %p unordered, align 8
  %one = icmp eq i64 %count, 1
  call void @llvm.assume(i1 %one)
  br label %done
other:
  %many = icmp eq i64 %n, 2
  br i1 %many, label %counted, label %unknown
counted:
  %old = atomicrmw add ptr %p, i64 1 monotonic
  call void @slow(ptr %p)
  br label %done
unknown:
  call void %f(ptr %p)
  call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %f, i64 8, i1 false)
  call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %f, i64 %n, i1 false)
  br label %done
done:
  ret void
}

define void @loop(ptr %p) {
  br label %test
test:
  %items = call i32 @next()
  %more = icmp eq i32 %items, 1
  br i1 %more, label %body, label %done
body:
  %full = icmp eq ptr %p, null
  br i1 %full, label %grow, label %room
grow:
  call void @slow(ptr %p)
  br label %test
room:
  store i32 %items, ptr %p
  br label %test
done:
  call void @log()
  ret void
}
`

func TestCosts(t *testing.T) {
	ctx := llvm.NewContext()
	defer ctx.Dispose()
	m, err := irutil.ParseText(ctx, sample)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Dispose()
	branches, loop := m.NamedFunction("branches"), m.NamedFunction("loop")
	expect := func(what string, got, want Cost) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	expect("fastest way", Fastest(branches), Cost{Instructions: 5})
	expect("all", Whole(branches), Cost{
		Instructions: 14, Calls: []string{"slow", Indirect, "llvm.memcpy.p0.p0.i64"}, Atomics: 1,
	})
	round, ok := Loop(loop, "next")
	if !ok {
		t.Error("no loop that calls next")
	}
	expect("loop", round, Cost{Instructions: 7, Calls: []string{"next"}})
	if _, ok := Loop(loop, "log"); ok {
		t.Error("what is called after the loop is not part of it")
	}
	if !Whole(branches).CallsIndirect() || Whole(loop).CallsIndirect() {
		t.Error("indirect calls are confused")
	}
}
