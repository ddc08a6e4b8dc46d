// Package wording writes amounts and counts as people say them in a sentence.
package wording

import "fmt"

// Pounds writes pence as money: 1845 is "£18.45". Amounts in sentences are rates and fees, never negative.
func Pounds(pence int64) string { return fmt.Sprintf("£%d.%02d", pence/100, pence%100) }

// Plural counts things whose plural ends in s: "1 hour", "3 hours".
func Plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
