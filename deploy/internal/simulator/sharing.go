package simulator

import (
	"context"
	"errors"
	"net/http"

	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/pkg/id"
)

// withdrawn is a worker's yes to a host that was taken back.
type withdrawn struct {
	worker history.Worker
	host   string
}

// withdrawShare takes a yes to one host back, after a look at what that would end.
func (s *Simulator) withdrawShare(ctx context.Context) error {
	if len(s.unshared) >= most {
		return errIdle
	}
	w := s.someWorker()
	var mine struct {
		Disclosures []struct{ Employer, Status string }
	}
	self := s.worker(w)
	if err := self.Get(ctx, records+"me/disclosures", &mine); err != nil {
		return err
	}
	for _, d := range mine.Disclosures {
		if d.Status != "authorised" {
			continue
		}
		path := records + "me/disclosures/" + d.Employer
		if err := self.Get(ctx, path, nil); err != nil {
			return err
		}
		if err := self.Call(ctx, http.MethodDelete, path, id.New().String(), nil, nil); err != nil {
			return err
		}
		s.unshared = append(s.unshared, withdrawn{w, d.Employer})
		return nil
	}
	return errIdle
}

// share says yes again where it was taken back.
func (s *Simulator) share(ctx context.Context) error {
	if len(s.unshared) == 0 {
		return errIdle
	}
	one := s.unshared[0]
	s.unshared = s.unshared[1:]
	return s.worker(one.worker).Call(ctx, http.MethodPut, records+"me/disclosures/"+one.host, id.New().String(), none, nil)
}

// askAdjustment is a worker who says what would help, and shows it to the home employer.
func (s *Simulator) askAdjustment(ctx context.Context) error {
	w := s.someWorker()
	var mine struct{ Adjustments []any }
	if err := s.worker(w).Get(ctx, records+"me/adjustments", &mine); err != nil {
		return err
	}
	if len(mine.Adjustments) > 0 {
		return errIdle
	}
	return s.worker(w).Post(ctx, records+"me/adjustments", map[string]any{"text": "Synthetic: a chair at the station, and no back-to-back late shifts.",
		"shared_with": []string{w.Home}}, nil)
}

// readOwnPassport is a worker who looks at all that is kept about them, and at who has looked.
func (s *Simulator) readOwnPassport(ctx context.Context) error {
	self := s.worker(s.someWorker())
	var err error
	for _, page := range []string{"me", "me/tasks", "me/looks", "me/decisions", "me/overrides", "me/credentials"} {
		err = errors.Join(err, self.Get(ctx, records+page, nil))
	}
	return err
}

// exportPassport is a worker who takes the whole record along.
func (s *Simulator) exportPassport(ctx context.Context) error {
	return s.worker(s.someWorker()).Get(ctx, records+"me/export", nil)
}

// issueCredentials is a worker who takes what is due into the wallet that Muster keeps.
func (s *Simulator) issueCredentials(ctx context.Context) error {
	return s.worker(s.someWorker()).Post(ctx, records+"me/credentials", none, nil)
}

// answerCredentials is a home employer that offers credentials, and a worker who takes or declines them.
func (s *Simulator) answerCredentials(ctx context.Context) error {
	w, err := s.inUse()
	if err != nil {
		return err
	}
	var offered struct {
		OfferID string `json:"offer_id"`
	}
	body := map[string]any{"kinds": []string{"check.identity", "check.dbs"}}
	if err := s.staff(w.Home).Post(ctx, records+"workers/"+w.ID+"/offers", body, &offered); err != nil {
		return err
	}
	verb, answer := "accept", none
	if s.rng.IntN(4) == 0 {
		verb, answer = "reject", map[string]any{"reason": "not_wanted"}
	}
	return s.worker(w).Post(ctx, records+"me/offers/"+offered.OfferID+"/"+verb, answer, nil)
}

// present is an employer that asks to see credentials, and a worker who shows them or says no.
func (s *Simulator) present(ctx context.Context) error {
	w, err := s.inUse()
	if err != nil {
		return err
	}
	if err := s.worker(w).Post(ctx, records+"me/credentials", none, nil); err != nil {
		return err
	}
	var asked, seen struct {
		RequestID string `json:"request_id"`
		Status    string
	}
	receiver := s.staff(s.World.Employers[s.rng.IntN(len(s.World.Employers))].ODS)
	body := map[string]any{"purpose": "bank_shift", "asks": []any{
		map[string]any{"type": "identity/1", "claims": []string{"given_name", "family_name", "outcome"}},
		map[string]any{"type": "dbs/1", "claims": []string{"outcome", "check_level"}, "optional": []string{"checked_on"}, "spare": true},
	}}
	if err := receiver.Post(ctx, records+"vp/requests", body, &asked); err != nil {
		return err
	}
	path := records + "me/requests/" + asked.RequestID
	if s.rng.IntN(5) == 0 {
		return s.worker(w).Post(ctx, path+"/decline", none, nil)
	}
	if err := s.worker(w).Post(ctx, path+"/answer", none, nil); err != nil {
		return err
	}
	if err := receiver.Get(ctx, records+"vp/requests/"+asked.RequestID, &seen); err != nil {
		return err
	}
	if seen.Status != "verified" {
		return errors.New("what a worker showed was not accepted: " + seen.Status)
	}
	return nil
}

// revokeCredential is a home employer that takes one credential back.
func (s *Simulator) revokeCredential(ctx context.Context) error {
	return firstOf(4, func() error {
		w := s.someWorker()
		var mine struct {
			Credentials []struct {
				CredentialID string `json:"credential_id"`
				Live         bool
			}
		}
		if err := s.worker(w).Get(ctx, records+"me/credentials", &mine); err != nil {
			return err
		}
		for _, c := range mine.Credentials {
			if c.Live {
				return s.onRecord(ctx, w, "credentials/"+c.CredentialID+"/revoke", map[string]any{"why": "issued_in_error"})
			}
		}
		return errIdle
	})
}
