package seed

func (w *world) peopleTables() []table {
	return []table{
		{"holder", "id, name, demo_version, created_at", w.holderRows},
		{"retention_terms", "id, holder_id, review_days, cap_days, hours_years, set_at, valid_from", w.termRows},
		{"location", "id, holder_id, name, created_at", w.locationRows},
		{"care_group", "id, holder_id, location_id, name, created_at", w.groupRows},
		{"person", "id, holder_id, given_name, prefix, family_name, email, created_at", w.personRows},
		{"credential", "person_id, holder_id, password_hash, changed_at", w.credentialRows},
		{"engagement", "id, holder_id, person_id, email, name, contract_reference, from_day, until_day, offered_by, offered_at, accepted_at", w.engagementRows},
		{"role_assignment", "id, holder_id, person_id, role, location_id, valid_from, valid_until, engagement_id", w.roleRows},
		{"invitation", "id, holder_id, person_id, kind, token_hash, made_by, made_at, expires_at, used_at, replaced_at", w.linkRows},
		{"code_pad", "person_id, holder_id, codes, updated_at", w.padRows},
	}
}

// holderRows are of demo holders: of real ones every film this old would be erased at the next start.
func (w *world) holderRows(put func(...any)) {
	for _, h := range w.holders {
		put(h.id, "Stichting "+placeNames[h.n%len(placeNames)]+" e.o.", 1, w.begin)
	}
}

func (w *world) termRows(put func(...any)) {
	for _, h := range w.holders {
		put(aTerm.id(w.begin, h.n, 0), h.id, 14, 60, 3, w.begin, w.begin)
	}
}

func (w *world) locationRows(put func(...any)) {
	for _, h := range w.holders {
		for _, l := range h.locations {
			put(l.id, h.id, l.name, w.begin)
		}
	}
}

func (w *world) groupRows(put func(...any)) {
	for _, h := range w.holders {
		for _, l := range h.locations {
			for i, id := range l.groups {
				put(id, h.id, l.id, groupNames[i], w.begin)
			}
		}
	}
}

func (w *world) personRows(put func(...any)) {
	for _, p := range w.people {
		given, prefix, family, email := p.names()
		put(p.id, p.holder.id, given, prefix, family, email, p.begin)
	}
}

func (w *world) credentialRows(put func(...any)) {
	for _, p := range w.people {
		if !aLink.happens(3, p.n, 1) { // some have not used their first link
			put(p.id, p.holder.id, w.PasswordHash, p.begin)
		}
	}
}

func (w *world) roleRows(put func(...any)) {
	for n, r := range w.roles {
		var engaged any
		if r.engaged != "" {
			engaged = r.engaged
		}
		put(aRole.id(r.from, n, 0), r.holder.id, r.person.id, r.name, r.location.orNull(), r.from, orNull(r.until), engaged)
	}
}

func (w *world) linkRows(put func(...any)) {
	for _, p := range w.people {
		maker := p.holder.administrators[0].id
		hash := func(i int) []byte { return []byte(aLink.id(p.begin, p.n, i+10)) }
		if aLink.happens(3, p.n, 1) {
			put(aLink.id(p.begin, p.n, 2), p.holder.id, p.id, "begin", hash(2), maker, p.begin, w.Now.AddDate(0, 0, 7), nil, nil)
			continue
		}
		put(aLink.id(p.begin, p.n, 3), p.holder.id, p.id, "begin", hash(3), maker, p.begin, p.begin.AddDate(0, 0, 7), p.begin.AddDate(0, 0, 1), nil)
		if aLink.happens(40, p.n, 4) {
			at := p.begin.AddDate(0, 0, 40)
			put(aLink.id(at, p.n, 5), p.holder.id, p.id, "password", hash(5), maker, at, at.AddDate(0, 0, 1), nil, at.AddDate(0, 0, 1))
		}
	}
}

func (w *world) padRows(put func(...any)) {
	for _, h := range w.holders {
		for _, c := range h.coaches {
			if c.holder == h {
				put(c.id, h.id, "{vib-microanalyse:volgen}", c.begin)
			}
		}
	}
}
