package app

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/id"
)

// Ranks of the two aggregates that tell of a worker: at the same version the passport knows more than the enrolment.
const (
	RankEnrolled int16 = 0
	RankPassport int16 = 1
)

// LearnPassport keeps a passport as told at a version of its aggregate.
func (a *App) LearnPassport(ctx context.Context, p passports.PassportState, version int64, rank int16) error {
	workerID, err := id.Parse(p.WorkerID)
	if err != nil {
		return fmt.Errorf("worker id: %w", err)
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	err = a.models.PutWorker(ctx, WorkerTold{
		ID: workerID, Version: version, Rank: rank, HomeEmployer: p.HomeEmployer, Status: p.Status, Floor: p.RevocationFloor, Hours: hoursOf(p), Passport: raw})
	if err != nil {
		return err
	}
	return a.feed.passport(p, version, rank)
}

// LearnAgreement keeps an agreement as told at a version of its aggregate.
func (a *App) LearnAgreement(ctx context.Context, s deployments.AgreementState, version int64) error {
	agreementID, err := id.Parse(s.AgreementID)
	if err != nil {
		return fmt.Errorf("agreement id: %w", err)
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	told := AgreementTold{ID: agreementID, Version: version, Status: s.Status, State: raw, EndsAt: s.Until, Parties: make([]string, len(s.Parties))}
	for i, p := range s.Parties {
		told.Parties[i] = p.Employer
	}
	if err := a.models.PutAgreement(ctx, told); err != nil {
		return err
	}
	return a.feed.agreementTold(s, version)
}

// LearnEmployer keeps an employer as told at a version of its aggregate.
func (a *App) LearnEmployer(ctx context.Context, e deployments.EmployerState, version int64) error {
	return a.models.PutEmployer(ctx, version, Employer{ODS: e.ODS, Name: e.Name, ICS: e.ICS})
}

// LearnSite keeps a site as told at a version of its aggregate.
func (a *App) LearnSite(ctx context.Context, s deployments.SiteState, version int64) error {
	return a.models.PutSite(ctx, version, Site{
		ODS: s.ODS, Employer: s.Employer, Name: s.Name, Town: s.Town, Postcode: s.Postcode, Lat: s.Lat, Lon: s.Lon})
}

// HeardOf takes what is told of a worker or an agreement to the list in memory; the tables hear of it by the durables.
func (a *App) HeardOf(ev events.Event, version int64) {
	var err error
	switch e := ev.(type) {
	case passports.WorkerEnrolledV1:
		err = a.feed.passport(e.Passport, version, RankEnrolled)
	case passports.PassportChangedV1:
		err = a.feed.passport(e.Passport, version, RankPassport)
	case deployments.AgreementOfferedV1:
		err = a.feed.agreementTold(e.Agreement, version)
	case deployments.AgreementSignedV1:
		err = a.feed.agreementTold(e.Agreement, version)
	case deployments.AgreementInForceV1:
		err = a.feed.agreementTold(e.Agreement, version)
	case deployments.AgreementAmendedV1:
		err = a.feed.agreementTold(e.Agreement, version)
	case deployments.AgreementNoticeGivenV1:
		err = a.feed.agreementTold(e.Agreement, version)
	case deployments.AgreementEndedV1:
		err = a.feed.agreementTold(e.Agreement, version)
	}
	if err != nil {
		a.log.Warn("the open-shift list leaves out an event", "event", ev.EventName(), "error", err)
	}
}

func (f *feed) passport(p passports.PassportState, version int64, rank int16) error {
	w, err := workerTold(p, p.RevocationFloor)
	if err == nil {
		f.list.PutWorker(w, version, rank)
	}
	return err
}

func (f *feed) agreementTold(s deployments.AgreementState, version int64) error {
	a, err := agreementToldOf(s)
	if err == nil {
		f.list.PutAgreement(a, version)
	}
	return err
}
