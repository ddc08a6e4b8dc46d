package sheet_test

import (
	"fmt"

	"github.com/muster-ics/muster/pkg/sheet"
)

func ExampleRead() {
	s, err := sheet.Read([]byte("\uFEFFsubject;level\r\n\"Fire; Safety\";1\r\n"), sheet.Options{What: "list"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range s.Lines {
		fmt.Println(l.Number, l.Cells)
	}
	// Output:
	// 1 [subject level]
	// 2 [Fire; Safety 1]
}
