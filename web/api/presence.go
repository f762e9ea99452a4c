package api

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"terugblik/coaching"
	"terugblik/web/live"
)

// presence knows who has which talk open now. It is stored nowhere: who is there is true only while she is.
type presence struct {
	mu    sync.Mutex
	talks map[coaching.TalkID]map[coaching.PersonID]*visitor
}

type visitor struct {
	person Person
	pages  int
}

// Present is who has the talk open.
type Present struct {
	People []Person `json:"people"`
}

func (p *presence) enter(ctx context.Context, hub *live.Hub, talk coaching.TalkID, person Person) {
	p.mu.Lock()
	if p.talks == nil {
		p.talks = map[coaching.TalkID]map[coaching.PersonID]*visitor{}
	}
	if p.talks[talk] == nil {
		p.talks[talk] = map[coaching.PersonID]*visitor{}
	}
	id := coaching.PersonID(person.ID)
	if p.talks[talk][id] == nil {
		p.talks[talk][id] = &visitor{person: person}
	}
	p.talks[talk][id].pages++
	p.publish(ctx, hub, talk)
	p.mu.Unlock()
}

func (p *presence) leave(ctx context.Context, hub *live.Hub, talk coaching.TalkID, person coaching.PersonID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	there := p.talks[talk][person]
	if there.pages--; there.pages == 0 {
		delete(p.talks[talk], person)
	}
	if len(p.talks[talk]) == 0 {
		delete(p.talks, talk)
		return
	}
	p.publish(ctx, hub, talk)
}

func (p *presence) publish(ctx context.Context, hub *live.Hub, talk coaching.TalkID) {
	now := Present{People: []Person{}}
	for _, there := range p.talks[talk] {
		now.People = append(now.People, there.person)
	}
	slices.SortFunc(now.People, func(a, b Person) int { return cmp.Compare(a.ID, b.ID) })
	hub.Publish(ctx, "talk:"+string(talk), live.Event{Kind: "presence", Data: now})
}
