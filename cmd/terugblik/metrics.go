package main

import (
	"context"
	"database/sql"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media/ingest"
)

// measureWithin bounds what one look at the database for numbers may take.
const measureWithin = 2 * time.Second

// gauge is one number of the server: its name, what it says, and its labels.
type gauge struct {
	desc *prometheus.Desc
	kind prometheus.ValueType
}

func (g gauge) is(value float64, labels ...string) prometheus.Metric {
	return prometheus.MustNewConstMetric(g.desc, g.kind, value, labels...)
}

func described(name, help string, kind prometheus.ValueType, labels ...string) gauge {
	return gauge{prometheus.NewDesc("terugblik_"+name, help, labels, nil), kind}
}

// meter reads the numbers of recording when Prometheus asks. None is kept by person or by recording.
type meter struct {
	site     *site
	sessions gauge
	counts   map[string]counted
	behind   gauge
	trip     gauge
	free     gauge
	reserve  gauge
	readOnly gauge
	minutes  gauge
	uploads  gauge
	received gauge
	jobs     gauge
}

type counted struct {
	gauge
	read func(ingest.Counts) int64
}

func newMeter(s *site) *meter {
	const now, ever = prometheus.GaugeValue, prometheus.CounterValue
	count := func(name, help string, read func(ingest.Counts) int64) counted {
		return counted{described("whip_"+name+"_total", help, ever), read}
	}
	counts := map[string]counted{}
	for _, c := range []counted{
		count("packets_received", "RTP packets that came, repairs among them.", func(c ingest.Counts) int64 { return c.Received }),
		count("packets_repaired", "RTP packets that came late, mostly because they were asked for.", func(c ingest.Counts) int64 { return c.Repaired }),
		count("packets_lost", "RTP packets given up after two seconds.", func(c ingest.Counts) int64 { return c.Lost }),
		count("nacks", "RTP packets asked for again, each time.", func(c ingest.Counts) int64 { return c.Asked }),
		count("key_frame_requests", "Key frames asked for.", func(c ingest.Counts) int64 { return c.Keys }),
		count("bytes", "Bytes of RTP packets.", func(c ingest.Counts) int64 { return c.Bytes }),
	} {
		counts[c.desc.String()] = c
	}
	return &meter{
		site: s, counts: counts,
		sessions: described("whip_sessions", "Open WHIP sessions.", now, "state"),
		behind:   described("whip_behind_seconds", "The most that a power cut would take of a session now.", now),
		trip:     described("whip_round_trip_seconds", "The longest round trip of a session.", now),
		free:     described("disk_free_bytes", "What can still be written where film goes.", now),
		reserve:  described("disk_reserve_bytes", "What recordings never take.", now),
		readOnly: described("disk_read_only", "1 while the disk for film takes nothing.", now),
		minutes:  described("recording_minutes_left", "About how long can be recorded by those who do now, one at least.", now),
		uploads:  described("uploads_open", "Films that are coming as a file.", now),
		received: described("uploads_received_bytes", "What has come of them.", now),
		jobs:     described("jobs", "Jobs by kind and state; waiting also those that are tried again.", now, "kind", "state"),
	}
}

// Describe is for prometheus.Collector.
func (m *meter) Describe(ch chan<- *prometheus.Desc) {
	for _, c := range m.counts {
		ch <- c.desc
	}
	for _, g := range []gauge{m.sessions, m.behind, m.trip, m.free, m.reserve, m.readOnly, m.minutes, m.uploads, m.received, m.jobs} {
		ch <- g.desc
	}
}

// Collect is for prometheus.Collector. What cannot be read now is left out.
func (m *meter) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), measureWithin)
	defer cancel()
	m.collectSessions(ch)
	m.collectDisk(ch)
	m.collectUploads(ctx, ch)
	m.collectJobs(ctx, ch)
}

func (m *meter) collectSessions(ch chan<- prometheus.Metric) {
	total := m.site.ingest.Total()
	for _, c := range m.counts {
		ch <- c.is(float64(c.read(total)))
	}
	var connected, connecting int
	var behind, trip time.Duration
	for _, x := range m.site.ingest.Stats() {
		if x.Connected {
			connected++
		} else {
			connecting++
		}
		behind, trip = max(behind, x.Behind), max(trip, x.RoundTrip)
	}
	ch <- m.sessions.is(float64(connected), "connected")
	ch <- m.sessions.is(float64(connecting), "connecting")
	ch <- m.behind.is(behind.Seconds())
	ch <- m.trip.is(trip.Seconds())
}

func (m *meter) collectDisk(ch chan<- prometheus.Metric) {
	ch <- m.reserve.is(float64(m.site.library.Reserve()))
	if free, err := m.site.library.Free(); err == nil {
		ch <- m.free.is(float64(free))
	}
	room, readOnly := m.site.room(0), 0.0
	if room.Reason == string(ingest.ReadOnly) {
		readOnly = 1
	}
	ch <- m.readOnly.is(readOnly)
	if room.MinutesLeft >= 0 {
		ch <- m.minutes.is(float64(room.MinutesLeft))
	}
}

func (m *meter) collectUploads(ctx context.Context, ch chan<- prometheus.Metric) {
	var open []coaching.Upload
	if err := m.site.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) (err error) {
		open, err = tx.OpenUploads(ctx, m.site.node)
		return err
	}); err != nil {
		return
	}
	var bytes int64
	for _, upload := range open {
		bytes += upload.Received
	}
	ch <- m.uploads.is(float64(len(open)))
	ch <- m.received.is(float64(bytes))
}

func (m *meter) collectJobs(ctx context.Context, ch chan<- prometheus.Metric) {
	counts, err := countJobs(ctx, m.site.pool.DB)
	if err != nil {
		return
	}
	for _, c := range counts {
		ch <- m.jobs.is(float64(c.number), c.kind, c.state)
	}
}

// measure publishes the numbers of recording, of the journals' disk and of the database.
func (s *site) measure(registry *prometheus.Registry) {
	registry.MustRegister(newMeter(s), s.syncs, collectors.NewDBStatsCollector(s.pool.DB, "terugblik"))
}

// newSyncs measures how long the disk takes to promise a second of film.
func newSyncs() prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "terugblik_journal_sync_seconds", Help: "How long the disk took to keep what a journal had appended.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5},
	})
}

// jobCount is how many jobs of a kind are in a state: "waiting", "running" or "failed".
type jobCount struct {
	kind, state string
	number      int
}

// countJobs looks at what is to be done and what was given up. The table belongs to River.
func countJobs(ctx context.Context, db *sql.DB) (counts []jobCount, err error) {
	rows, err := db.QueryContext(ctx, `
		SELECT kind,
		       CASE WHEN state = 'running' THEN 'running' WHEN state = 'discarded' THEN 'failed' ELSE 'waiting' END,
		       count(*)
		FROM river_job
		WHERE state NOT IN ('completed', 'cancelled')
		GROUP BY 1, 2`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var c jobCount
		if err := rows.Scan(&c.kind, &c.state, &c.number); err != nil {
			return nil, err
		}
		counts = append(counts, c)
	}
	return counts, rows.Err()
}
