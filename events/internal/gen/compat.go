package main

import (
	"fmt"
	"slices"
	"sort"
)

// breaks lists what a reader built against the released schema would trip over in the current one. Only additions of
// optional properties and of documentation are free of breaks. Both are decoded JSON.
func breaks(released, current object) []string {
	c := comparison{released: released, current: current}
	c.walk("", released, current)
	sort.Strings(c.found)
	return c.found
}

type comparison struct {
	released, current object
	found             []string
}

func (c *comparison) add(at, format string, args ...any) {
	c.found = append(c.found, at+": "+fmt.Sprintf(format, args...))
}

func (c *comparison) walk(at string, was, is object) {
	was, is = resolve(c.released, was), resolve(c.current, is)
	if fmt.Sprint(was["type"]) != fmt.Sprint(is["type"]) {
		c.add(at, "type %v became %v", was["type"], is["type"])
	}
	if fmt.Sprint(was["format"]) != fmt.Sprint(is["format"]) {
		c.add(at, "format %v became %v", was["format"], is["format"])
	}
	c.enums(at, list(was["enum"]), list(is["enum"]))
	for _, r := range list(is["required"]) {
		if !slices.Contains(list(was["required"]), r) {
			c.add(at+"/"+r, "is newly required")
		}
	}
	for _, r := range list(was["required"]) {
		if !slices.Contains(list(is["required"]), r) {
			c.add(at+"/"+r, "is no longer always there")
		}
	}
	now, _ := is["properties"].(object)
	before, _ := was["properties"].(object)
	for name, p := range before {
		q, ok := now[name]
		if !ok {
			c.add(at+"/"+name, "was removed")
			continue
		}
		c.walk(at+"/"+name, p.(object), q.(object))
	}
	if items, ok := was["items"].(object); ok {
		next, _ := is["items"].(object)
		c.walk(at+"[]", items, next)
	}
}

// enums: events are written by us and read by others, so a new value is as much a break for a reader as a removed one is
// for our own samples; both need a new major.
func (c *comparison) enums(at string, was, is []string) {
	slices.Sort(was)
	slices.Sort(is)
	if !slices.Equal(was, is) {
		c.add(at, "values %v became %v", was, is)
	}
}

func resolve(root, s object) object {
	ref, ok := s["$ref"].(string)
	if !ok {
		return s
	}
	const prefix = "#/$defs/"
	defs, _ := root["$defs"].(object)
	d, _ := defs[ref[len(prefix):]].(object)
	return d
}

func list(v any) []string {
	var out []string
	items, _ := v.([]any)
	for _, i := range items {
		out = append(out, fmt.Sprint(i))
	}
	return out
}
