package postgres

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"terugblik/coaching"
)

const selectChild = `
		SELECT c.id,
		       c.holder_id,
		       c.group_id,
		       c.name,
		       COALESCE(to_char(c.left_on, 'YYYY-MM-DD'), '') AS left_on,
		       c.version,
		       c.created_at
		FROM child c`

func (tx *Tx) children(ctx context.Context, where string, args ...any) ([]coaching.Child, error) {
	var children []coaching.Child
	if err := tx.many(ctx, "list children", &children, selectChild+where+`
		ORDER BY c.name COLLATE "nl-x-icu", c.id`, args...); err != nil {
		return nil, err
	}
	at := make(map[coaching.ChildID]int, len(children))
	ids := make([]coaching.ChildID, len(children))
	for i, child := range children {
		at[child.ID], ids[i] = i, child.ID
	}
	var guardians []coaching.Guardian
	err := tx.many(ctx, "list guardians", &guardians, `
		SELECT id,
		       child_id,
		       label,
		       ended_at
		FROM guardian
		WHERE child_id = ANY ($1::uuid[])
		ORDER BY created_at, id`, list(ids))
	for _, guardian := range guardians {
		i := at[guardian.ChildID]
		children[i].Guardians = append(children[i].Guardians, guardian)
	}
	return children, err
}

// ChildrenOf lists the children of a group that the actor sees, by name, also those that have left; guardians only for
// who keeps the register.
func (tx *Tx) ChildrenOf(ctx context.Context, group coaching.GroupID) ([]coaching.Child, error) {
	return tx.children(ctx, `
		WHERE c.group_id = $1`, group)
}

// ChildrenAt are those of all groups of a holder that the actor sees.
func (tx *Tx) ChildrenAt(ctx context.Context, holder coaching.HolderID) ([]coaching.Child, error) {
	return tx.children(ctx, `
		WHERE c.holder_id = $1`, holder)
}

// ChildrenPage is ChildrenAt in pages, in the order in which they came on the register.
func (tx *Tx) ChildrenPage(ctx context.Context, holder coaching.HolderID, cursor string, limit int) ([]coaching.Child, string, error) {
	from, err := readCursor(cursor, func(string) error { return nil })
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var ids []coaching.ChildID
	if err := tx.many(ctx, "list a page of children", &ids, `
		SELECT id
		FROM child
		WHERE holder_id = $1
		  AND ($2::uuid IS NULL OR id > $2)
		ORDER BY id
		LIMIT $3`, holder, from.id, limit+1); err != nil {
		return nil, "", err
	}
	ids, next := cut(ids, limit, func(id coaching.ChildID) string { return writeCursor("", string(id)) })
	children, err := tx.children(ctx, `
		WHERE c.id = ANY ($1::uuid[])`, list(ids))
	slices.SortFunc(children, func(a, b coaching.Child) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return children, next, err
}

// Child reads one.
func (tx *Tx) Child(ctx context.Context, id coaching.ChildID) (coaching.Child, error) {
	children, err := tx.children(ctx, `
		WHERE c.id = $1`, id)
	return first("read child "+string(id), children, err)
}

// groupToKeep finds a group of the actor's holder whose register she keeps; ErrNotFound for any other.
func (tx *Tx) groupToKeep(ctx context.Context, actor coaching.Actor, id coaching.GroupID) error {
	var location coaching.LocationID
	if err := tx.one(ctx, "find group", &location, `
		SELECT location_id
		FROM care_group
		WHERE id = $1
		  AND holder_id = $2`, id, actor.At()); err != nil {
		return err
	}
	if !coaching.MayKeepChildren(actor, location) {
		return fmt.Errorf("keep the children of group %s: %w", id, coaching.ErrNotFound)
	}
	return nil
}

// openGroupToKeep is groupToKeep for a group where something begins: Invalid with field "group_id" where it is closed.
func (tx *Tx) openGroupToKeep(ctx context.Context, actor coaching.Actor, id coaching.GroupID, now time.Time) error {
	if err := tx.groupToKeep(ctx, actor, id); err != nil {
		return err
	}
	places, today, err := tx.placesAndDay(ctx, actor.At(), now)
	if err != nil {
		return err
	}
	return coaching.CheckOpenGroup("group_id", places, id, today)
}

// AddChildren puts children on the register of a group, each with as many guardians as there are labels. Either all come
// or none; sure says that none of the names is a family name. Invalid with fields "group_id", "name" and "label", Conflict
// "child_name_taken".
func (tx *Tx) AddChildren(ctx context.Context, actor coaching.Actor, group coaching.GroupID, names []string, sure bool, guardians []string, now time.Time) ([]coaching.Child, error) {
	if err := tx.openGroupToKeep(ctx, actor, group, now); err != nil {
		return nil, err
	}
	holder := actor.At()
	if err := tx.aloneWithConsent(ctx, holder); err != nil {
		return nil, err
	}
	var ids []coaching.ChildID
	for _, name := range names {
		name = strings.Join(strings.Fields(name), " ")
		if err := coaching.CheckChild(name, sure); err != nil {
			return nil, err
		}
		id := NewID[coaching.ChildID]()
		if _, err := tx.run(ctx, "add child", `
			INSERT INTO child (id, holder_id, group_id, name, created_at)
			VALUES ($1, $2, $3, $4, $5)`, id, holder, group, name, now); err != nil {
			return nil, err
		}
		for _, label := range guardians {
			if err := tx.addGuardian(ctx, holder, id, label, now); err != nil {
				return nil, err
			}
		}
		if err := tx.noteChild(ctx, actor, coaching.ActChildAdded, name, now); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	children, err := tx.children(ctx, `
		WHERE c.id = ANY ($1::uuid[])`, list(ids))
	if err != nil {
		return nil, err
	}
	return children, tx.followNow(ctx, holder, children, now)
}

func (tx *Tx) noteChild(ctx context.Context, actor coaching.Actor, act coaching.AdministrationAct, detail string, now time.Time) error {
	return tx.note(ctx, coaching.AdministrationLine{HolderID: actor.At(), Actor: string(actor.ID), Act: act, Detail: detail, At: now})
}

// childToKeep finds a child whose register the actor keeps.
func (tx *Tx) childToKeep(ctx context.Context, actor coaching.Actor, id coaching.ChildID) (coaching.Child, error) {
	child, err := tx.Child(ctx, id)
	if err != nil {
		return child, err
	}
	if err := tx.aloneWithConsent(ctx, child.HolderID); err != nil {
		return child, err
	}
	if err := tx.groupToKeep(ctx, actor, child.GroupID); err != nil {
		return child, err
	}
	return tx.Child(ctx, id)
}

// ChangeChild gives a child another name or group, or the day on which it has left ("" while it is there), in the
// version that the actor saw. ErrStale when it is not that one any more.
func (tx *Tx) ChangeChild(ctx context.Context, actor coaching.Actor, next coaching.Child, sure bool, now time.Time) (coaching.Child, error) {
	before, err := tx.childToKeep(ctx, actor, next.ID)
	if err != nil {
		return before, err
	}
	next.Name = strings.Join(strings.Fields(next.Name), " ")
	if err := coaching.CheckChild(next.Name, sure || next.Name == before.Name); err != nil {
		return before, err
	}
	if _, ok := coaching.ParseDay(string(next.LeftOn)); !ok && next.LeftOn != "" {
		return before, coaching.Invalid{{Field: "left_on", Code: "invalid"}}
	}
	if next.GroupID != before.GroupID { // one whose group closed can still be changed, and leave
		if err := tx.openGroupToKeep(ctx, actor, next.GroupID, now); err != nil {
			return before, err
		}
	}
	rows, err := tx.run(ctx, "change child", `
		UPDATE child
		SET name = $3,
		    group_id = $4,
		    left_on = NULLIF($5, '')::date,
		    version = version + 1
		WHERE id = $1
		  AND version = $2`, next.ID, next.Version, next.Name, next.GroupID, next.LeftOn)
	if err == nil && rows == 0 {
		err = fmt.Errorf("change child %s: %w", next.ID, coaching.ErrStale)
	}
	if err != nil {
		return before, err
	}
	act := coaching.ActChildChanged
	if next.LeftOn != "" && before.LeftOn == "" {
		act = coaching.ActChildLeft
	}
	if err := tx.noteChild(ctx, actor, act, renamed(before.Name, next.Name), now); err != nil {
		return before, err
	}
	return tx.Child(ctx, next.ID)
}

// AddGuardian adds who decides for a child. With "both guardians" the child may not be filmed until this one says yes.
func (tx *Tx) AddGuardian(ctx context.Context, actor coaching.Actor, id coaching.ChildID, label string, now time.Time) (coaching.Child, error) {
	child, err := tx.childToKeep(ctx, actor, id)
	if err != nil {
		return child, err
	}
	if err := tx.addGuardian(ctx, child.HolderID, id, label, now); err != nil {
		return child, err
	}
	return tx.guardiansChanged(ctx, actor, child, coaching.ActGuardianAdded, label, now)
}

func (tx *Tx) addGuardian(ctx context.Context, holder coaching.HolderID, child coaching.ChildID, label string, now time.Time) error {
	label = strings.Join(strings.Fields(label), " ")
	if err := coaching.CheckGuardian(label); err != nil {
		return err
	}
	_, err := tx.run(ctx, "add guardian", `
		INSERT INTO guardian (id, holder_id, child_id, label, created_at)
		VALUES ($1, $2, $3, $4, $5)`, NewID[coaching.GuardianID](), holder, child, label, now)
	return err
}

// EndGuardian says that somebody decides no more; what she said stays written.
func (tx *Tx) EndGuardian(ctx context.Context, actor coaching.Actor, id coaching.ChildID, guardian coaching.GuardianID, now time.Time) (coaching.Child, error) {
	child, err := tx.childToKeep(ctx, actor, id)
	if err != nil {
		return child, err
	}
	if err := tx.touch(ctx, "end guardian", `
		UPDATE guardian
		SET ended_at = $3
		WHERE id = $1
		  AND child_id = $2
		  AND ended_at IS NULL`, guardian, id, now); err != nil {
		return child, err
	}
	return tx.guardiansChanged(ctx, actor, child, coaching.ActGuardianEnded, "", now)
}

func (tx *Tx) guardiansChanged(ctx context.Context, actor coaching.Actor, child coaching.Child, act coaching.AdministrationAct, label string, now time.Time) (coaching.Child, error) {
	if err := tx.noteChild(ctx, actor, act, strings.TrimSpace(child.Name+" "+label), now); err != nil {
		return child, err
	}
	child, err := tx.Child(ctx, child.ID)
	if err != nil {
		return child, err
	}
	return child, tx.followNow(ctx, child.HolderID, []coaching.Child{child}, now)
}
