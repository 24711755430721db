package native

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"libori.org/rt/tests/check"
	"libori.org/rt/tests/contract"
)

// Sweep runs the sweeps of package contract on an archive, and what only a native build can be
// asked: as a library that is alone in its process, with deep structures, and with an allocator
// that the program brings. Each library that is loaded for it is shown to watch first, if it is not nil.
func Sweep(w io.Writer, archive string, watch func(lib *Library, so string) error) error {
	dir, err := os.MkdirTemp("", "sweep")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, run := range []func(io.Writer, *Library) error{sweepAll, sweepOwnAllocator} {
		own, err := os.MkdirTemp(dir, "") // a library of its own, which has allocated nothing yet
		if err != nil {
			return err
		}
		so, err := Link(archive, own)
		if err != nil {
			return err
		}
		lib, err := Load(filepath.Base(archive), so)
		if err != nil {
			return err
		}
		if watch != nil {
			if err := watch(lib, so); err != nil {
				return err
			}
		}
		if err := run(w, lib); err != nil {
			return err
		}
	}
	return nil
}

func sweepAll(w io.Writer, lib *Library) error {
	if err := contract.Sweep(w, lib); err != nil {
		return err
	}
	lib.Alone(true)
	if err := contract.Contracts(w, lib); err != nil {
		return err
	}
	before := check.Live()
	lib.DropDeep(1000, 0)
	lib.DropDeep(100, 40)
	if n := check.Live() - before; n != 0 {
		return fmt.Errorf("%d objects of deep structures are still alive", n)
	}
	return nil
}

func sweepOwnAllocator(w io.Writer, lib *Library) error {
	lib.OwnAllocator()
	return contract.Contracts(w, lib)
}
