// Package live tells open pages that something changed: it fans out PostgreSQL's notifications.
package live

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/lib/pq"
)

// Channel is the one channel that the store notifies on. A payload is "<topic>:<id>".
const Channel = "terugblik"

// Event is what a subscriber gets. Kind "" says: something changed, read again. Any other kind is
// ephemeral and carries its data; it is for those who may see the subject when they read again.
type Event struct {
	Kind string // "", "safe" or "connection"
	Data any
}

// Inputs is what a Hub needs.
type Inputs struct {
	DatabaseURL string // of the serving role
	Log         *slog.Logger
}

// Hub listens once and tells many. Run's goroutine is the only one that reads from PostgreSQL;
// the set of subscribers is guarded by a mutex because requests come and go on their own goroutines.
type Hub struct {
	log      *slog.Logger
	listener *pq.Listener
	done     chan struct{}
	stopped  chan struct{}
	stop     sync.Once

	mu     sync.Mutex
	topics map[string]map[*Subscription]struct{}
	hooks  map[int]func(topic string)
	next   int
}

// Start listens. It fails when PostgreSQL cannot be reached now; later interruptions heal themselves,
// and every subscriber reads again after one.
func Start(in Inputs) (*Hub, error) {
	h := &Hub{
		log: in.Log, done: make(chan struct{}), stopped: make(chan struct{}),
		topics: map[string]map[*Subscription]struct{}{}, hooks: map[int]func(string){},
	}
	h.listener = pq.NewListener(in.DatabaseURL, 50*time.Millisecond, 2*time.Second, h.connection)
	if err := h.listener.Listen(Channel); err != nil {
		return nil, errors.Join(fmt.Errorf("listening for notifications: %w", err), h.listener.Close())
	}
	go h.run()
	return h, nil
}

func (h *Hub) connection(event pq.ListenerEventType, err error) {
	if event == pq.ListenerEventDisconnected {
		h.log.Warn("the listening connection to PostgreSQL broke; it comes back by itself", "error", err)
	}
}

// Stop ends listening and every subscription. It may be called again.
func (h *Hub) Stop() {
	h.stop.Do(func() {
		close(h.done)
		h.listener.Close() //nolint:errcheck // it only says that it was closed before
		<-h.stopped
	})
	<-h.stopped
}

// Done is closed when the hub stops: open streams end.
func (h *Hub) Done() <-chan struct{} { return h.done }

func (h *Hub) run() {
	defer close(h.stopped)
	check := time.NewTicker(30 * time.Second)
	defer check.Stop()
	for {
		select {
		case <-h.done:
			return
		case note, open := <-h.listener.Notify:
			switch {
			case !open:
				return
			case note == nil: // reconnected: anything may have happened
				h.tellAll()
			default:
				h.tell(note.Extra)
			}
		case <-check.C:
			go h.listener.Ping() //nolint:errcheck // a dead connection is found and replaced by this
		}
	}
}

// Subscription receives what happens to its topics until it is closed. Its channel holds one
// "read again" at most: several changes in a row are one reading.
type Subscription struct {
	hub     *Hub
	topics  []string
	changed chan struct{}
	told    chan Event
}

// Subscribe follows topics, each "<topic>:<id>"; what comes after a slash in a notification is left
// to the reading. Close it when done.
func (h *Hub) Subscribe(topics ...string) *Subscription {
	s := &Subscription{hub: h, changed: make(chan struct{}, 1), told: make(chan Event, 16)}
	s.Add(topics...)
	return s
}

// Add follows more topics.
func (s *Subscription) Add(topics ...string) {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	s.topics = append(s.topics, topics...)
	for _, topic := range topics {
		if s.hub.topics[topic] == nil {
			s.hub.topics[topic] = map[*Subscription]struct{}{}
		}
		s.hub.topics[topic][s] = struct{}{}
	}
}

// Changed says that something about the topics is to be read again.
func (s *Subscription) Changed() <-chan struct{} { return s.changed }

// Told brings ephemeral events.
func (s *Subscription) Told() <-chan Event { return s.told }

// Close ends the subscription.
func (s *Subscription) Close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	for _, topic := range s.topics {
		delete(s.hub.topics[topic], s)
		if len(s.hub.topics[topic]) == 0 {
			delete(s.hub.topics, topic)
		}
	}
}

// OnChange calls fn for every notification, with its "<topic>:<id>", or "" when anything may have
// changed. fn must be quick. The returned function ends it.
func (h *Hub) OnChange(fn func(topic string)) (end func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.next++
	key := h.next
	h.hooks[key] = fn
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.hooks, key)
	}
}

// Publish tells the subscribers of a topic something that is stored nowhere. A subscriber that does
// not keep up misses some.
func (h *Hub) Publish(_ context.Context, topic string, event Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.topics[topic] {
		select {
		case s.told <- event:
		default:
		}
	}
}

// Subscribers is how many subscriptions are open.
func (h *Hub) Subscribers() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	open := map[*Subscription]struct{}{}
	for _, all := range h.topics {
		for s := range all {
			open[s] = struct{}{}
		}
	}
	return len(open)
}

func (h *Hub) tell(topic string) {
	topic, _, _ = strings.Cut(topic, "/") // "annotation:<recording>/<annotation>" is told to the recording
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, hook := range h.hooks {
		hook(topic)
	}
	for s := range h.topics[topic] {
		s.nudge()
	}
}

func (h *Hub) tellAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, hook := range h.hooks {
		hook("")
	}
	for _, all := range h.topics {
		for s := range all {
			s.nudge()
		}
	}
}

func (s *Subscription) nudge() {
	select {
	case s.changed <- struct{}{}:
	default:
	}
}
