// Package odscode knows the form of the codes of the Organisation Data Service.
package odscode

import "regexp"

// form is wide on purpose: codes of trusts have three letters or five signs, those of sites five or more, and longer ones
// are given out. None has a sign that means something in a path, a query or a subject.
var form = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)

// Valid tells whether the text can be the code of an organisation or a site. Whether there is one, the directory says.
func Valid(code string) bool { return form.MatchString(code) }
