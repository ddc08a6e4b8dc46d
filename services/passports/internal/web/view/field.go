package view

import "strconv"

// fieldID makes the id of a tick box, once on the page.
func fieldID(what string, i int, name string) string {
	return what + "-" + strconv.Itoa(i) + "-" + name
}
