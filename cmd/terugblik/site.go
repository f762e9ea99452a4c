package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/prometheus/client_golang/prometheus"

	"terugblik/certificate"
	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/media/library"
	"terugblik/web"
	"terugblik/web/live"
	"terugblik/web/ui"
)

// site is the running product on a migrated database.
type site struct {
	// inputs
	config      config
	pool        *sqlx.DB // role terugblik_app
	databaseURL string   // of the same role, to listen
	data        string   // the data folder
	node        string
	log         *slog.Logger
	certificate *certificate.Keeper // nil: plain HTTP
	reach       func() []string     // addresses of the site, the best one first

	db       *postgres.DB
	library  *library.Library
	hub      *live.Hub
	ledger   *ledger
	intake   *intake
	work     *work
	keeper   *keeper
	voice    *voiceNotes
	ingest   *ingest.Server
	relay    *ingest.Relay // nil: none
	web      *web.Server
	watchman *watchman
	viewers  *viewers
	dusk     *dusk
	syncs    prometheus.Histogram           // of journals
	warned   map[media.RecordingID]web.Room // what who records was told last of the room; of happened alone
	angles   angles
}

// Start brings up everything but the HTTP port. On an error nothing of it runs.
func (s *site) Start(ctx context.Context) (err error) {
	defer func() {
		if err != nil {
			s.Stop()
		}
	}()
	s.db = postgres.New(s.pool)
	s.angles.quit = make(chan struct{})
	s.syncs, s.warned = newSyncs(), map[media.RecordingID]web.Room{}
	synced := func(took time.Duration) { s.syncs.Observe(took.Seconds()) }
	if s.library, err = openLibrary(ctx, s.data, s.db, s.config.Reserve, synced); err != nil {
		return err
	}
	if err = s.library.CleanTemp(); err != nil {
		return err
	}
	if s.hub, err = live.Start(live.Inputs{DatabaseURL: s.databaseURL, Log: s.log}); err != nil {
		return err
	}
	s.ledger = startLedger(s.log)
	s.work = &work{
		sql: s.pool.DB, db: s.db, library: s.library, sealing: s.library.Under(postgres.NewVault(s.db, library.ErrNoKey).Next()),
		children: &children{Log: s.log}, data: s.data, node: s.node, log: s.log,
		live: func(id media.RecordingID) bool { return s.intake.writing(id) },
		halt: func(id media.RecordingID) { s.ingest.StopRecording(id, true) },
	}
	s.intake = &intake{db: s.db, library: s.library, node: s.node, ledger: s.ledger, look: s.work.Look}
	if err = s.startIngest(); err != nil {
		return err
	}
	if err = s.startRelay(); err != nil {
		return err
	}
	s.voice = &voiceNotes{work: s.work, node: s.node, now: time.Now, busy: make(chan struct{}, 2)}
	s.keeper = s.newKeeper()
	if s.web, err = s.newWeb(); err != nil {
		return err
	}
	if err = s.work.Start(ctx); err != nil {
		return err
	}
	s.keeper.measure(s.web.Registry())
	s.measure(s.web.Registry())
	if err = s.keeper.Start(); err != nil {
		return err
	}
	s.watchman = s.newWatchman()
	s.watchman.Start()
	s.viewers = &viewers{hub: s.hub, list: s.ingest.Viewers, may: s.web.StillWatches, end: s.ingest.EndViewer, log: s.log}
	s.viewers.Start()
	s.dusk = &dusk{db: s.db, log: s.log}
	s.dusk.Start()
	return nil
}

func (s *site) newWatchman() *watchman {
	return &watchman{
		db: s.db, hub: s.hub, now: time.Now, log: s.log,
		filming: func() []media.RecordingID { // the demo's films are written, and filmed by nobody
			return slices.DeleteFunc(s.intake.filming(), func(id media.RecordingID) bool { return !s.ingest.Publishing(id) })
		},
		halt: func(id media.RecordingID) { s.ingest.StopRecording(id, false) },
	}
}

func (s *site) newKeeper() *keeper {
	begun := time.Now()
	return &keeper{
		storage: storage{db: s.db, library: s.library, vault: postgres.NewVault(s.db, library.ErrNoKey), node: s.node},
		now:     time.Now, ran: func() time.Duration { return time.Since(begun) }, look: s.work.Look, log: s.log, voice: s.voice,
	}
}

func (s *site) startIngest() error {
	server := &ingest.Server{
		UDPAddr: s.config.udpAddr(), NoTCP: !s.config.TCPMedia, PublicIPs: s.config.PublicIPs, Sink: s.intake, OnEvent: s.happened,
		OnViewer: s.watched,
	}
	if err := server.Start(); err != nil {
		return err
	}
	if err := server.TCPErr(); err != nil {
		s.log.Warn("media comes over UDP only", "err", err)
	}
	s.ingest = server
	return nil
}

func (s *site) newWeb() (*web.Server, error) {
	screens, err := web.ReadScreens(ui.Locales())
	if err != nil {
		return nil, err
	}
	return web.New(web.Inputs{
		DB: s.db, Library: s.library, Live: s.hub, Publisher: s.ingest, Node: s.node, Screens: screens, Log: s.log, Now: time.Now,
		PublicURL: s.config.PublicURL, TLS: s.certificate != nil, Certificate: s.certificate, Reach: s.reach,
		Trusted: s.config.TrustedProxies, Demo: s.config.Demo, Changed: s.work.Look, Keeper: s.keeper, Voice: s.voice,
		Room: s.room, MetricsToken: s.config.MetricsToken, ICEServers: s.iceServers,
	})
}

// happened follows a WHIP session.
func (s *site) happened(e ingest.Event) {
	ctx := context.Background()
	switch e.Kind {
	case ingest.EventFirst:
		s.intake.first(e.Recording, e.At)
	case ingest.EventState:
		s.web.TellConnection(ctx, e.Recording, e.State)
	case ingest.EventSafe:
		begin, known := s.intake.beginOf(e.Recording)
		s.web.TellSafe(ctx, e.Recording, safeOf(e, begin, known))
		s.tellRoom(ctx, e.Recording)
	case ingest.EventEnded:
		s.log.Info("a take has ended", "recording", e.Recording, "reason", e.Reason, "safe", e.Safe,
			"received", e.Loss.Received, "repaired", e.Loss.Repaired, "lost", e.Loss.Lost, "err", e.Err)
		s.endAngles(e)
		delete(s.warned, e.Recording)
		switch e.Reason {
		case ingest.Stopped:
			s.web.TellConnection(ctx, e.Recording, "stopped")
		case ingest.DiskFull, ingest.ReadOnly:
			s.web.TellRoom(ctx, e.Recording, web.Room{Reason: string(e.Reason)})
		}
	}
}

// safeOf says what of the take that begins at begin, where that is known, is here for good.
func safeOf(e ingest.Event, begin media.Millis, known bool) web.Safe {
	safe := web.Safe{At: e.At}
	if e.Safe > 0 { // before that nothing of this take is here, wherever it begins
		safe.UntilMS = int64(begin + e.Safe)
	}
	if known {
		ms := int64(begin)
		safe.BeginMS = &ms
	}
	if known && e.Marked {
		safe.Frame = &web.FrameAt{RTP: e.Mark.RTP, MS: int64(begin + e.Mark.At)}
	}
	return safe
}

// watched tells who watches live, and writes the end of it into her log. The beginning stands there before the first
// picture goes out.
func (s *site) watched(v ingest.Viewer, began bool) {
	s.web.TellWatching(context.Background(), v.Recording)
	if began {
		return
	}
	at := time.Now()
	detail := v.Since.UTC().Format(time.RFC3339)
	s.ledger.write("end of watching live", func(ctx context.Context) error {
		return s.db.AsDoor(ctx, postgres.Watch, func(tx *postgres.Tx) error {
			return tx.LogWatchEnd(ctx, coaching.PersonID(v.Person), coaching.RecordingID(v.Recording), detail, at)
		})
	})
}

// Handler answers HTTP.
func (s *site) Handler() http.Handler { return s.web.Handler() }

// Stop ends everything in the reverse order: sessions end their takes, streams close, jobs stop.
func (s *site) Stop() {
	if s.watchman != nil {
		s.watchman.Stop()
	}
	if s.viewers != nil {
		s.viewers.Stop()
	}
	if s.dusk != nil {
		s.dusk.Stop()
	}
	if s.ingest != nil {
		s.ingest.Stop()
	}
	if s.relay != nil {
		s.relay.Stop()
	}
	s.angles.stop()
	if s.keeper != nil {
		s.keeper.Stop()
	}
	if s.work != nil {
		s.work.Stop()
	}
	if s.ledger != nil {
		s.ledger.Stop()
	}
	if s.hub != nil {
		s.hub.Stop()
	}
}

// tellDemo films and tells the demo's story in the background until stop is called.
func (s *site) tellDemo() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	story := &demoStory{db: s.db, intake: s.intake, voice: s.voice, told: filepath.Join(s.data, demoTold), now: time.Now()}
	go func() {
		defer close(done)
		if err := story.tell(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("the demo's story is not whole; it goes on at the next start", "err", err)
		}
	}()
	return func() { cancel(); <-done }
}

// openLibrary refuses a data folder whose master key was lost while the database still holds keys that it wrapped.
func openLibrary(ctx context.Context, data string, db *postgres.DB, kept reserve, synced func(time.Duration)) (*library.Library, error) {
	vault := postgres.NewVault(db, library.ErrNoKey)
	path := filepath.Join(data, "keys", "master.key")
	if err := masterKeyFits(ctx, path, vault); err != nil {
		return nil, err
	}
	master, err := library.MasterKey(path)
	if err != nil {
		return nil, fmt.Errorf("read the master key: %w", err)
	}
	bytes, err := kept.of(data)
	if err != nil {
		return nil, err
	}
	return library.Open(library.Config{Root: data, Master: master, Vault: vault, Reserve: bytes, Synced: synced})
}
