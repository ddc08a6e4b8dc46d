package recordpage

import (
	"context"

	"github.com/muster-ics/muster/services/passports/internal/app"
)

func staffNumberForm() form {
	return form{
		title: "Record the staff number", button: "Record the number", done: "The staff number is recorded.", action: app.MayManage,
		intro:     "By this number rows of files find the passport. It is kept sealed, and is in no list, log or message.",
		questions: []question{{name: "staff_number", label: "Your own number of this person", hint: "For example the assignment number of the Electronic Staff Record.", kind: text}},
		send: func(ctx context.Context, use *app.Passports, a answers) error {
			_, err := use.SetStaffNumber(ctx, a.worker, a.get("staff_number"), a.requestID)
			return err
		},
	}
}
