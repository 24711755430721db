package cowset_test

import (
	"testing"

	"libori.org/rt/tests/check"
)

func TestMain(m *testing.M) { check.InEveryCode(m) }
