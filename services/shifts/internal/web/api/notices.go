package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/app"
)

func mountNotices(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodGet, Path: "/notices", ID: "list-notices", Action: app.ReadNotices,
		Summary: "List what you have been told, latest first"}, h.notices)
	register(s, web.Op{Method: http.MethodPost, Path: "/notices/read", ID: "read-notices", Action: app.ReadNotices, Status: http.StatusNoContent,
		Summary: "Mark your notices up to a number as read"}, h.readNotices)
	register(s, web.Op{Method: http.MethodPost, Path: "/notices/{id}/acknowledge", ID: "acknowledge-notice", Action: app.ReadNotices, Status: http.StatusNoContent,
		Errors: []int{http.StatusNotFound}, Summary: "Say that you have seen a change that somebody else made to your shifts"}, h.acknowledge)
	register(s, web.Op{Method: http.MethodGet, Path: "/alert-settings", ID: "get-alert-settings", Action: app.SetAlerts,
		Summary: "Read which open shifts you are told of, and when"}, h.alertSettings)
	register(s, web.Op{Method: http.MethodPut, Path: "/alert-settings", ID: "put-alert-settings", Action: app.SetAlerts,
		Errors: []int{http.StatusPreconditionFailed}, Summary: "Choose which open shifts you are told of, and when",
		Description: "Send If-Match with the ETag that you read. A shift that meets one of the rules is told; without rules every shift that you could take."}, h.putAlertSettings)
	register(s, web.Op{Method: http.MethodGet, Path: "/push-key", ID: "get-push-key", Action: app.SetAlerts,
		Summary: "Read the key with which a browser subscribes to push messages"}, h.pushKey)
	register(s, web.Op{Method: http.MethodPost, Path: "/push-subscriptions", ID: "subscribe-push", Action: app.SetAlerts, Status: http.StatusNoContent,
		Errors: []int{http.StatusConflict}, Summary: "Have a browser rung"}, h.subscribe)
	register(s, web.Op{Method: http.MethodPost, Path: "/push-subscriptions/end", ID: "end-push", Action: app.SetAlerts, Status: http.StatusNoContent,
		Errors: []int{http.StatusNotFound}, Summary: "Have a browser no longer rung"}, h.unsubscribe)
	register(s, web.Op{Method: http.MethodPost, Path: "/calendar", ID: "make-calendar", Action: app.SetAlerts, Status: http.StatusCreated,
		Summary: "Make a secret address from which your calendar can read your shifts; an address that you had before ends"}, h.makeCalendar)
	register(s, web.Op{Method: http.MethodPost, Path: "/calendar/end", ID: "end-calendar", Action: app.SetAlerts, Status: http.StatusNoContent,
		Errors: []int{http.StatusNotFound}, Summary: "End your calendar's address"}, h.endCalendar)
}

type notice struct {
	N               int64      `json:"n" doc:"Its place among your notices, rising."`
	NoticeID        string     `json:"notice_id" format:"uuid"`
	Kind            string     `json:"kind" enum:"open_shift,digest,booking,offer,timesheet,roster,passport"`
	Headline        string     `json:"headline"`
	Detail          string     `json:"detail"`
	Link            string     `json:"link"`
	ShiftIDs        []string   `json:"shift_ids"`
	StartsAt        *time.Time `json:"starts_at,omitempty"`
	At              time.Time  `json:"at"`
	ReadAt          *time.Time `json:"read_at,omitempty"`
	MustAcknowledge bool       `json:"must_acknowledge,omitempty"`
	AcknowledgedAt  *time.Time `json:"acknowledged_at,omitempty"`
}

func noticeAnswer(n app.Notice) notice {
	out := notice{
		N: n.N, NoticeID: n.ID.String(), Kind: string(n.Kind), Headline: n.Headline, Detail: n.Detail, Link: n.Link, ShiftIDs: []string{},
		StartsAt: n.StartsAt, At: n.At, ReadAt: n.ReadAt, MustAcknowledge: n.MustAcknowledge, AcknowledgedAt: n.AcknowledgedAt,
	}
	for _, s := range n.ShiftIDs {
		out.ShiftIDs = append(out.ShiftIDs, s.String())
	}
	return out
}

type noticesInput struct {
	Before int64 `query:"before" minimum:"0" doc:"Gives those before this number; left out, the latest."`
	Limit  int   `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type noticesOutput struct {
	Body struct {
		Notices []notice `json:"notices"`
		Unread  int      `json:"unread" doc:"How many are unread in all."`
	}
}

func (h handlers) notices(ctx context.Context, in *noticesInput) (*noticesOutput, error) {
	inbox, err := h.app.Notices(ctx, in.Before, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &noticesOutput{}
	out.Body.Unread = inbox.Unread
	for _, n := range inbox.Notices {
		out.Body.Notices = append(out.Body.Notices, noticeAnswer(n))
	}
	return out, nil
}

type readNoticesInput struct {
	Body struct {
		UpTo int64 `json:"up_to" minimum:"1" doc:"The n of the last notice that you have seen."`
	}
}

func (h handlers) readNotices(ctx context.Context, in *readNoticesInput) (*struct{}, error) {
	return nil, h.app.MarkRead(ctx, in.Body.UpTo)
}

type noticeInput struct {
	ID string `path:"id"`
}

func (h handlers) acknowledge(ctx context.Context, in *noticeInput) (*struct{}, error) {
	noticeID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, h.app.Acknowledge(ctx, noticeID)
}

type alertSettingsOutput struct {
	ETag string `header:"ETag"`
	Body alerting.Settings
}

func (h handlers) alertSettings(ctx context.Context, _ *struct{}) (*alertSettingsOutput, error) {
	s, version, err := h.app.AlertSettings(ctx)
	return &alertSettingsOutput{ETag: web.ETag(version), Body: s}, err
}

type putAlertSettingsInput struct {
	IfMatch string `header:"If-Match" maxLength:"100" doc:"The ETag of the version that you read."`
	Body    alerting.Settings
}

func (h handlers) putAlertSettings(ctx context.Context, in *putAlertSettingsInput) (*alertSettingsOutput, error) {
	_, version, err := h.app.AlertSettings(ctx)
	if err != nil {
		return nil, err
	}
	if err := web.IfMatch(in.IfMatch, version); err != nil {
		return nil, err
	}
	version, err = h.app.SetAlerts(ctx, in.Body, version)
	return &alertSettingsOutput{ETag: web.ETag(version), Body: in.Body}, err
}

type pushKeyOutput struct {
	Body struct {
		Key string `json:"key" doc:"applicationServerKey, base64url; empty where no push messages are sent."`
	}
}

func (h handlers) pushKey(context.Context, *struct{}) (*pushKeyOutput, error) {
	out := &pushKeyOutput{}
	out.Body.Key = h.app.PushKey()
	return out, nil
}

type subscribeInput struct {
	Body struct {
		Endpoint string `json:"endpoint" maxLength:"2048" doc:"As the browser's PushSubscription has it."`
		Keys     struct {
			P256DH string `json:"p256dh" maxLength:"200"`
			Auth   string `json:"auth" maxLength:"100"`
		} `json:"keys"`
	}
}

func (h handlers) subscribe(ctx context.Context, in *subscribeInput) (*struct{}, error) {
	return nil, h.app.Subscribe(ctx, alerting.Subscription{Endpoint: in.Body.Endpoint, P256DH: in.Body.Keys.P256DH, Auth: in.Body.Keys.Auth})
}

type unsubscribeInput struct {
	Body struct {
		Endpoint string `json:"endpoint" maxLength:"2048"`
	}
}

func (h handlers) unsubscribe(ctx context.Context, in *unsubscribeInput) (*struct{}, error) {
	return nil, h.app.Unsubscribe(ctx, in.Body.Endpoint)
}

type calendarOutput struct {
	Body struct {
		Path string `json:"path" doc:"Add it to Muster's address in your calendar's subscriptions. It is shown this once; whoever has it can read your shifts."`
	}
}

func (h handlers) makeCalendar(ctx context.Context, _ *struct{}) (*calendarOutput, error) {
	secret, err := h.app.NewCalendar(ctx)
	if err != nil {
		return nil, err
	}
	out := &calendarOutput{}
	out.Body.Path = CalendarPath(secret)
	return out, nil
}

func (h handlers) endCalendar(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, h.app.EndCalendar(ctx)
}

// CalendarPath is where the calendar of a secret is read.
func CalendarPath(secret string) string { return "/api/shifts/v1/calendar/" + secret + ".ics" }
