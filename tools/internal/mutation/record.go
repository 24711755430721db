package mutation

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
)

// A record keeps what was found, a line each, so that a run that was cut short is
// continued and shards that run side by side share one file. A suite's base and the bug
// that it noticed hold as long as the suite's program is the same.
type record struct {
	path  string
	bases map[string]Base  // by the fingerprint
	found map[string]entry // by key
}

// An entry says that a suite noticed a bug.
type entry struct {
	Bug  string // Bug.key
	By   string
	Base Base // of the suite that noticed it
}

func (e entry) key() string { return e.Bug + "\x00" + e.Base.Of }

// readRecord reads the record at path, and begins a new one unless it is to be continued.
func readRecord(path string, goOn bool) (*record, error) {
	r := &record{path, map[string]Base{}, map[string]entry{}}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	if !goOn {
		return r, os.WriteFile(path, nil, 0o644)
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return r, nil
	}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		var e entry
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			continue // a line that was cut short is tried again
		}
		r.know(e)
	}
	return r, err
}

func (r *record) know(e entry) {
	r.bases[e.Base.Of] = e.Base
	if e.Bug != "" {
		r.found[e.key()] = e
	}
}

// add writes an entry behind the others.
func (r *record) add(e entry) error {
	r.know(e)
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(r.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}
