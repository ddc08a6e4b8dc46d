// Package config reads a program's settings from flags and MUSTER_… variables, shows them once without their secrets,
// and documents them. It is the only place that reads the environment.
package config

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"
)

// Prefix stands before the name of every variable: --database-url is MUSTER_DATABASE_URL.
const Prefix = "MUSTER"

// ErrHelp is returned when help was asked for, and has been printed.
var ErrHelp = errors.New("config: help was shown")

// Checker is implemented by settings that can be wrong together. Check joins everything that is wrong, each with what to
// change.
type Checker interface{ Check() error }

// Load fills target, a pointer to a struct with kong tags, from args (without the program's name) and the environment.
// A flag beats a variable, a variable beats the default. Help goes to out.
func Load(program, about string, target any, args []string, out io.Writer) error {
	var helped bool
	k, err := parser(target, kong.Name(program), kong.Description(about), kong.Writers(out, out),
		kong.Exit(func(int) { helped = true }))
	if err != nil {
		return err
	}
	_, err = k.Parse(args)
	switch {
	case helped:
		return ErrHelp
	case err != nil:
		return fmt.Errorf("config: %w; %s --help lists the settings", err, program)
	}
	if c, ok := target.(Checker); ok {
		if err := c.Check(); err != nil {
			return fmt.Errorf("config: %w", err)
		}
	}
	return nil
}

func parser(target any, options ...kong.Option) (*kong.Kong, error) {
	k, err := kong.New(target, append(options, kong.DefaultEnvars(Prefix))...)
	if err != nil {
		return nil, fmt.Errorf("config: the settings struct: %w", err)
	}
	return k, nil
}

// Effective gives the settings in force as the attribute "config" of one log line. Secrets tell only whether they are set.
func Effective(target any) slog.Attr {
	k, err := parser(target)
	if err != nil {
		return slog.String("config", err.Error())
	}
	// Building a parser resets nothing: values are touched by Parse alone.
	var attrs []any
	for _, f := range settings(k) {
		attrs = append(attrs, slog.String(f.Name, show(f.Target)))
	}
	return slog.Group("config", attrs...)
}

func settings(k *kong.Kong) []*kong.Flag {
	var found []*kong.Flag
	for _, group := range k.Model.AllFlags(true) {
		for _, f := range group {
			if f.Name != "help" {
				found = append(found, f)
			}
		}
	}
	return found
}

func show(v reflect.Value) string { return fmt.Sprint(v.Interface()) }

// Table documents the settings of target as a Markdown table.
func Table(target any) (string, error) {
	k, err := parser(target)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("| Flag | Variable | Default | Meaning |\n|---|---|---|---|\n")
	for _, f := range settings(k) {
		def := ""
		if f.HasDefault {
			def = "`" + f.Default + "`"
		}
		fmt.Fprintf(&b, "| `--%s` | `%s` | %s | %s |\n", f.Name, strings.Join(f.Envs, "`, `"), def, strings.ReplaceAll(f.Help, "|", `\|`))
	}
	return b.String(), nil
}
