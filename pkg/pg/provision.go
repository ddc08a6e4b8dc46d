package pg

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Database is one service's database with its two roles.
type Database struct {
	Name string
	// OwnerURL migrates; AppURL serves. The app role owns nothing and bypasses nothing.
	OwnerURL, AppURL string
}

//go:embed roles.sql
var rolesSQL string

//go:embed grants.sql
var grantsSQL string

var serviceName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// provisionLock makes replicas that provision at the same time take turns, since Postgres answers two writers of one
// role or one access list with "tuple concurrently updated".
const provisionLock = 0x6d757374 // "must"

// Provision makes database muster_<service>, its owner role muster_<service>_owner and its app role muster_<service>
// when they are missing, with default privileges so that the app role may use, and not change, what the owner makes.
// It may be repeated, also by several processes at once; the roles then have the password of the last call.
func Provision(ctx context.Context, adminURL, service, password string) (Database, error) {
	if !serviceName.MatchString(service) {
		return Database{}, fmt.Errorf("%q cannot name a database: use 1 to 40 lower-case letters, digits and _, beginning with a letter", service)
	}
	app := "muster_" + service
	owner := app + "_owner"
	admin, err := pgx.Connect(ctx, adminURL)
	if err != nil {
		return Database{}, fmt.Errorf("connect as administrator: %w", err)
	}
	defer func() { _ = admin.Close(context.WithoutCancel(ctx)) }()
	if _, err := admin.Exec(ctx, "select pg_advisory_lock($1)", provisionLock); err != nil {
		return Database{}, fmt.Errorf("wait for other provisioners: %w", err)
	}
	if err := makeDatabase(ctx, admin, app, owner, password); err != nil {
		return Database{}, err
	}
	inside, err := At(adminURL, "", "", app)
	if err != nil {
		return Database{}, err
	}
	if err := grant(ctx, inside, app, owner); err != nil {
		return Database{}, err
	}
	db := Database{Name: app}
	if db.OwnerURL, err = At(adminURL, owner, password, app); err != nil {
		return Database{}, err
	}
	db.AppURL, err = At(adminURL, app, password, app)
	return db, err
}

func makeDatabase(ctx context.Context, admin *pgx.Conn, app, owner, password string) error {
	if err := script(ctx, admin, rolesSQL, app, owner, password); err != nil {
		return fmt.Errorf("make the roles of %s: %w", app, err)
	}
	var there bool
	if err := admin.QueryRow(ctx, "select exists (select from pg_database where datname = $1)", app).Scan(&there); err != nil {
		return fmt.Errorf("look for database %s: %w", app, err)
	}
	if there {
		return nil
	}
	_, err := admin.Exec(ctx, "create database "+quoted(app)+" owner "+quoted(owner))
	if err != nil {
		return fmt.Errorf("create database %s: %w", app, err)
	}
	return nil
}

func quoted(name string) string {
	return pgx.Identifier{name}.Sanitize()
}

func grant(ctx context.Context, url, app, owner string) error {
	in, err := pgx.Connect(ctx, url)
	if err != nil {
		return fmt.Errorf("connect to %s: %w", app, err)
	}
	defer func() { _ = in.Close(context.WithoutCancel(ctx)) }()
	if err := script(ctx, in, grantsSQL, app, owner, ""); err != nil {
		return fmt.Errorf("grant on %s: %w", app, err)
	}
	return nil
}

// script runs an embedded DO block. DO takes no parameters, so names and password travel as settings of the
// transaction, which the block quotes with format().
func script(ctx context.Context, c *pgx.Conn, sql, app, owner, password string) error {
	return pgx.BeginFunc(ctx, c, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "select set_config('muster.app', $1, true), set_config('muster.owner', $2, true), set_config('muster.password', $3, true)",
			app, owner, password)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, sql)
		var pe *pgconn.PgError
		if errors.As(err, &pe) {
			pe.InternalQuery, pe.Where = "", "" // they may hold the password
		}
		return err
	})
}

// At gives the address of another database, or the same as another role, on the server of an address. Empty parts stay
// as they are.
func At(address, user, password, database string) (string, error) {
	if !strings.HasPrefix(address, "postgres://") && !strings.HasPrefix(address, "postgresql://") {
		return keyValues(address, user, password, database), nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", errors.New("the administrator's database address is not a valid URL")
	}
	q := u.Query()
	if user != "" {
		u.User = url.UserPassword(user, password)
		q.Del("user")
		q.Del("password")
	}
	if database != "" {
		u.Path = "/" + database
		q.Del("dbname")
		q.Del("database")
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}

func keyValues(address, user, password, database string) string {
	quote := func(v string) string {
		return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(v) + "'"
	}
	if user != "" {
		address += " user=" + quote(user) + " password=" + quote(password)
	}
	if database != "" {
		address += " dbname=" + quote(database)
	}
	return address
}
