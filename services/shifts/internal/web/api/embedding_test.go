package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"
)

// TestEmbeddedStructsAreExported: huma passes over the fields of an embedded struct whose name begins with a small letter,
// in what it reads of a request as in the schemas that it publishes, and says nothing.
func TestEmbeddedStructsAreExported(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.StructType)
			if !ok {
				return true
			}
			for _, field := range s.Fields.List {
				if embedded, ok := field.Type.(*ast.Ident); ok && len(field.Names) == 0 && !embedded.IsExported() {
					t.Errorf("%s: the embedded %s is passed over; give it a capital letter", name, embedded.Name)
				}
			}
			return true
		})
	}
}
