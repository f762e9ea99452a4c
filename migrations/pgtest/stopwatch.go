package pgtest

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"github.com/stretchr/testify/require"
)

// Lap is one statement and how long the database took over it: from when it was sent until its last row had come.
type Lap struct {
	Statement string
	Took      time.Duration
}

// Stopwatch times every statement of a pool, its transactions' beginning and end among them.
type Stopwatch struct {
	mu   sync.Mutex
	laps []Lap
}

// Take returns the laps since the last time.
func (w *Stopwatch) Take() []Lap {
	w.mu.Lock()
	defer w.mu.Unlock()
	laps := w.laps
	w.laps = nil
	return laps
}

// begin starts a lap; what it returns ends it.
func (w *Stopwatch) begin(statement string) func() {
	began := time.Now()
	return func() { w.add(Lap{statement, time.Since(began)}) }
}

func (w *Stopwatch) add(lap Lap) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.laps = append(w.laps, lap)
}

// Timed is a pool on a database with a stopwatch in it.
func Timed(t testing.TB, url string) (*sqlx.DB, *Stopwatch) {
	t.Helper()
	inner, err := pq.NewConnector(url)
	require.NoError(t, err)
	watch := &Stopwatch{}
	db := sqlx.NewDb(sql.OpenDB(timedConnector{inner, watch}), "postgres")
	t.Cleanup(func() { _ = db.Close() })
	return db, watch
}

type timedConnector struct {
	driver.Connector
	watch *Stopwatch
}

func (c timedConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return timedConn{conn.(fullConn), c.watch}, nil
}

// fullConn is what a connection of lib/pq can do.
type fullConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ExecerContext
	driver.NamedValueChecker
	driver.QueryerContext
	driver.SessionResetter
	driver.Validator
}

type timedConn struct {
	fullConn
	watch *Stopwatch
}

func (c timedConn) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	defer c.watch.begin("BEGIN")()
	tx, err := c.fullConn.BeginTx(ctx, options)
	return timedTx{tx, c.watch}, err
}

func (c timedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	defer c.watch.begin(query)()
	return c.fullConn.ExecContext(ctx, query, args)
}

func (c timedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	began := time.Now()
	rows, err := c.fullConn.QueryContext(ctx, query, args)
	took := time.Since(began)
	if err != nil {
		c.watch.add(Lap{query, took})
		return nil, err
	}
	return &timedRows{Rows: rows, watch: c.watch, lap: Lap{query, took}}, nil
}

type timedTx struct {
	driver.Tx
	watch *Stopwatch
}

func (t timedTx) Commit() error {
	defer t.watch.begin("COMMIT")()
	return t.Tx.Commit()
}

func (t timedTx) Rollback() error {
	defer t.watch.begin("ROLLBACK")()
	return t.Tx.Rollback()
}

// timedRows adds the time until each row has come; what the reader does between them is its own.
type timedRows struct {
	driver.Rows
	watch *Stopwatch
	lap   Lap
}

func (r *timedRows) Next(row []driver.Value) error {
	began := time.Now()
	err := r.Rows.Next(row)
	r.lap.Took += time.Since(began)
	if err == io.EOF {
		r.tell()
	}
	return err
}

func (r *timedRows) Close() error {
	r.tell()
	return r.Rows.Close()
}

func (r *timedRows) tell() {
	if r.lap.Statement != "" {
		r.watch.add(r.lap)
		r.lap = Lap{}
	}
}
