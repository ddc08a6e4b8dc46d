// Command gen writes what the contracts' Go types say into files that other languages read: one JSON Schema an event, the
// golden samples and the AsyncAPI document. Run it with `make generate`; the output is committed.
//
// It is a module of its own so that events itself depends on nothing.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/muster-ics/muster/events"
)

func main() {
	root := flag.String("events", "../..", "folder of the events module")
	flag.Parse()
	if err := run(*root); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	files, err := render(root)
	if err != nil {
		return err
	}
	for name, body := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, body, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// render gives every generated file by its path below the events module.
func render(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	schemas, err := newSchemas(root)
	if err != nil {
		return nil, err
	}
	for _, e := range events.Catalog {
		name := e.EventName()
		if files["schema/"+name+".json"], err = schemas.data(e); err != nil {
			return nil, err
		}
		if files[events.ServiceOf(name)+"/testdata/"+name+".json"], err = sample(name); err != nil {
			return nil, err
		}
	}
	if files["schema/cloudevent.json"], err = schemas.envelope(); err != nil {
		return nil, err
	}
	files["asyncapi.yaml"], err = asyncAPI()
	return files, err
}
