package web_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheOfficerReadsTheAuditLogWithoutContent: by act, person and day, as a file, and told whether it is whole.
func TestTheOfficerReadsTheAuditLogWithoutContent(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	officer := s.as(s.Officer)
	page := officer.page("/privacy/audit")
	require.Contains(t, page, "Het logboek klopt tot en met nummer")
	require.Contains(t, page, s.Coach.Name.Full())
	for _, content := range []string{s.Recording.Title, "Je wacht", "Ze luisteren niet", "on her request", "Samira van den Oetelaar →"} {
		require.NotContains(t, page, content)
	}
	shares := officer.page("/privacy/audit?act=share")
	require.Equal(t, strings.Count(shares, "<tr>")-1, strings.Count(shares, "<td>Opname gedeeld</td>"))
	require.Contains(t, officer.page("/privacy/audit?person="+string(s.Coach.ID)), "Alleen "+s.Coach.Name.Full())
	require.Contains(t, officer.page("/privacy/audit?day=1999-12-31"), "Er is niets dat hierbij past.")
	require.Contains(t, officer.page("/privacy/audit?day=x&person='&before=-3&act=%00"), "Het logboek klopt", "nonsense asks for nothing")

	rows, err := csv.NewReader(strings.NewReader(officer.page("/privacy/audit.csv"))).ReadAll()
	require.NoError(t, err)
	var lines int
	require.NoError(t, s.PG.Owner.Get(&lines, `SELECT count(*) FROM audit_entry WHERE holder_id = $1`, s.Holder.ID))
	require.Len(t, rows, lines+1)

	_, err = s.PG.Owner.Exec(`ALTER TABLE audit_entry DISABLE TRIGGER USER; UPDATE audit_entry SET act = 'play' WHERE number = 4`)
	require.NoError(t, err)
	require.Contains(t, officer.page("/privacy/audit"), "Het logboek klopt niet bij nummer 4:")
}
