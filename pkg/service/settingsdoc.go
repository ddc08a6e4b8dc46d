package service

import "github.com/muster-ics/muster/pkg/config"

//go:generate go run ./internal/settingsdoc ../../docs/settings.md

// SettingsDoc is the page about the settings of a service that runs alone, made from Settings.
func SettingsDoc() (string, error) {
	table, err := config.Table(&Settings{})
	if err != nil {
		return "", err
	}
	return `# Settings of a service

Each of the four services runs alone from ` + "`services/<name>/cmd/<name>`" + ` with these settings, as flags or as
variables; a flag beats a variable. A value of the form ` + "`@path`" + `, where the table says so, is read from that file,
so that a secret stands neither in the process list nor in the environment.

This page is made from the code by ` + "`make generate`" + `.

` + table, nil
}
