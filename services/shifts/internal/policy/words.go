package policy

import "fmt"

func pounds(pence int64) string { return fmt.Sprintf("£%d.%02d", pence/100, pence%100) }

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
