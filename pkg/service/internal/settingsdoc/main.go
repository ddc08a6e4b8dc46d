// Command settingsdoc writes the page about the settings of a service to the path given.
package main

import (
	"fmt"
	"os"

	"github.com/muster-ics/muster/pkg/service"
)

func main() {
	if err := write(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: settingsdoc <path>")
	}
	page, err := service.SettingsDoc()
	if err != nil {
		return err
	}
	return os.WriteFile(os.Args[1], []byte(page), 0o644)
}
