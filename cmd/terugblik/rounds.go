package main

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"terugblik/coaching/postgres"
	"terugblik/web/live"
)

// roundEvery is how soon what runs on is looked at where nothing was told, as at the end of a role's last day.
const roundEvery = 15 * time.Second

// mayEnd are the topics after which something that runs may have to end; "" when anything may have been missed.
var mayEnd = []string{"", postgres.TopicPerson, postgres.TopicHolder, postgres.TopicTrajectory, postgres.TopicCycle, postgres.TopicRecording}

// rounds look at what asks nothing again by itself once it runs: at each change that may end it, and every so often. The
// zero value is ready.
type rounds struct {
	ask    chan struct{}
	cancel context.CancelFunc
	done   chan struct{}
	quiet  func() // ends listening
	once   sync.Once
}

// start begins to look. Stop ends it.
func (r *rounds) start(hub *live.Hub, look func(context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	r.ask, r.done, r.cancel = make(chan struct{}, 1), make(chan struct{}), cancel
	r.quiet = hub.OnChange(func(topic string) {
		if kind, _, _ := strings.Cut(topic, ":"); slices.Contains(mayEnd, kind) {
			select {
			case r.ask <- struct{}{}:
			default:
			}
		}
	})
	go r.run(ctx, look)
}

// Stop may be called more than once.
func (r *rounds) Stop() {
	r.once.Do(func() {
		r.quiet()
		r.cancel()
	})
	<-r.done
}

func (r *rounds) run(ctx context.Context, look func(context.Context)) {
	defer close(r.done)
	tick := time.NewTicker(roundEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.ask:
		case <-tick.C:
		}
		look(ctx)
	}
}
