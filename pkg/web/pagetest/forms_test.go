package pagetest_test

import (
	"reflect"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestAFormSendsWhatABrowserWouldSend(t *testing.T) {
	t.Parallel()
	forms := pagetest.Parse(t, `<form method="post" action="/a"><input name="n" value="7"><input type="checkbox" name="c" value="x" checked>
		<input type="checkbox" name="c" value="y"><textarea name="t">two</textarea><select name="s"><option value="1"><option value="2" selected></select>
		<input type="hidden" name="h" value="id"><button>Go</button></form><form method="get"><input type="file" name="f"></form>`).Forms()
	if len(forms) != 2 || forms[0].Action != "/a" || forms[0].Upload || !forms[1].Upload {
		t.Fatalf("got %+v", forms)
	}
	if got := forms[0].Values.Encode(); got != "c=x&h=id&n=7&s=2&t=two" {
		t.Errorf("it would send %s", got)
	}
	want := []pagetest.Field{{Name: "n"}, {Name: "c", Type: "checkbox"}, {Name: "t", Type: "textarea"}, {Name: "s", Type: "select"}, {Name: "h", Type: "hidden"}}
	if !reflect.DeepEqual(forms[0].Fields, want) {
		t.Errorf("its fields are %+v", forms[0].Fields)
	}
}
