package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"libori.org/rt/tests/need"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"moo": main})
}

// The scripts call moo as a user does. $ROOT is the repository; those that need
// the library are left out where it has not been built, if package need permits.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			env.Setenv("XDG_CACHE_HOME", cache)
			return nil
		},
		Condition: func(cond string) (bool, error) {
			_, err := os.Stat(filepath.Join(root, "build", "lib", "lib"+cond))
			if err != nil && need.All() {
				return false, err
			}
			return err == nil, nil
		},
	})
}
