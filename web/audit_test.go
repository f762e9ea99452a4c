package web_test

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"net/http"
	"strconv"
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
	old := officer.page("/privacy/audit?from=2001-01-01&until=2001-12-31")
	require.Contains(t, old, "Er is niets dat hierbij past.")
	for _, way := range []string{
		`until=2000-12-31">2000</a>`, `until=2001-12-31" aria-current="true">2001</a>`, `until=2002-12-31">2002</a>`, `from=2001-02-01&amp;until=2001-02-28">februari</a>`,
	} {
		require.Contains(t, old, way)
	}
	require.NotContains(t, officer.page("/privacy/audit"), strconv.Itoa(s.Now.In(s.Holder.Zone()).Year()+1)+"</a>")
	require.Contains(t, officer.page("/privacy/audit?person='&before=-3&act=%00"), "Het logboek klopt", "nonsense asks for nothing")

	rows, err := csv.NewReader(strings.NewReader(officer.page("/privacy/audit.csv?from=2000-01-01&until=" + s.Now.In(s.Holder.Zone()).Format("2006") + "-12-31"))).ReadAll()
	require.NoError(t, err)
	var lines int
	require.NoError(t, s.PG.Owner.Get(&lines, `SELECT count(*) FROM audit_entry WHERE holder_id = $1`, s.Holder.ID))
	require.Equal(t, lines+1, len(rows))

	_, err = s.PG.Owner.Exec(`ALTER TABLE audit_entry DISABLE TRIGGER USER; UPDATE audit_entry SET act = 'play' WHERE number = 4`)
	require.NoError(t, err)
	require.Contains(t, officer.page("/privacy/audit"), "Het logboek klopt niet bij nummer 4:")
}

// noted writes lines of long ago into the log, and with them into the chain.
func (s *site) noted(moments ...string) {
	s.t.Helper()
	for _, at := range moments {
		_, err := s.PG.Owner.ExecContext(s.t.Context(), `
			INSERT INTO administration_log (id, holder_id, actor, act, person_id, created_at)
			VALUES (gen_random_uuid(), $1, $2::uuid::text, 'tested', $2::uuid, $3)`, s.Holder.ID, s.Coach.ID, at)
		require.NoError(s.t, err)
	}
}

// auditFile is the log as a file, without its head.
func auditFile(t *testing.T, body string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{
		"holder", "number", "at", "written_at", "actor", "act", "person", "thing_kind", "thing", "source", "line", "previous", "hash",
		"actor_name", "person_name",
	}, rows[0])
	return rows[1:]
}

// TestTheAuditFileOfASpanCanBeChecked: with nothing but the file, as the page says; days are those of the holder's zone, also
// at the turn of the year and where the clock changes.
func TestTheAuditFileOfASpanCanBeChecked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	s.noted("2024-12-31T22:59:59Z", "2024-12-31T23:00:00Z", // the year begins at 23:00 UTC
		"2025-03-29T22:59:59Z", "2025-03-29T23:00:00Z", "2025-03-30T21:59:59Z", "2025-03-30T22:00:00Z", // 23 hours
		"2025-10-25T21:59:59Z", "2025-10-25T22:00:00Z", "2025-10-26T22:59:59Z", "2025-10-26T23:00:00Z", // 25 hours
		"2025-12-31T22:59:59Z", "2025-12-31T23:00:00Z")
	officer := s.as(s.Officer)
	for span, want := range map[string][]string{
		"from=2024-12-31&until=2024-12-31": {"2024-12-31T22:59:59"},
		"from=2025-03-30&until=2025-03-30": {"2025-03-29T23:00:00", "2025-03-30T21:59:59"},
		"from=2025-10-26&until=2025-10-26": {"2025-10-25T22:00:00", "2025-10-26T22:59:59"},
		"until=2025-01-01":                 {"2024-12-31T23:00:00"},
		"from=2025-12-31&until=2026-01-01": {"2025-12-31T22:59:59", "2025-12-31T23:00:00"},
	} {
		var moments []string
		for _, row := range auditFile(t, officer.page("/privacy/audit.csv?act=tested&"+span)) {
			moments = append(moments, strings.TrimSuffix(row[2], ".000000Z"))
		}
		require.Equal(t, want, moments, span)
		require.Equal(t, len(want), strings.Count(officer.page("/privacy/audit?act=tested&"+span), "<tr>")-1, "the page says the same: %s", span)
	}
	require.Equal(t, 10, len(auditFile(t, officer.page("/privacy/audit.csv?from=2025-01-01&until=2025-12-31&act=tested"))))

	year := s.Now.In(s.Holder.Zone()).Year()
	rows := auditFile(t, officer.page("/privacy/audit.csv"))
	require.NotEmpty(t, rows)
	before := []string{}
	for _, row := range rows {
		previous, err := hex.DecodeString(row[11])
		require.NoError(t, err)
		sum := sha256.Sum256(append(previous, "terugblik-audit-1\n"+strings.Join(row[:11], "\n")...))
		require.Equal(t, hex.EncodeToString(sum[:]), row[12], "line %s", row[1])
		if len(before) > 0 && next(before[1]) == row[1] {
			require.Equal(t, before[12], row[11], "line %s follows the one before it", row[1])
		}
		require.GreaterOrEqual(t, row[2], strconv.Itoa(year-1)+"-12-31T2", "this year, unless days are given")
		before = row
	}
}

func next(number string) string {
	n, _ := strconv.Atoi(number)
	return strconv.Itoa(n + 1)
}

// TestALongAuditFileComesInPartsAndWhole: each line once, in the order of the numbers.
func TestALongAuditFileComesInPartsAndWhole(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	_, err := s.PG.Owner.ExecContext(t.Context(), `
		INSERT INTO administration_log (id, holder_id, actor, act, person_id, created_at)
		SELECT gen_random_uuid(), $1::uuid, $2::uuid::text, 'tested', $2::uuid, '2025-06-15T10:00:00Z'::timestamptz + n * interval '1 second'
		FROM generate_series(1, 2001) AS n`, s.Holder.ID, s.Coach.ID)
	require.NoError(t, err)
	rows := auditFile(t, s.as(s.Officer).page("/privacy/audit.csv?from=2025-06-01&until=2025-06-30"))
	require.Equal(t, 2001, len(rows))
	for i := range rows[1:] {
		require.Equal(t, next(rows[i][1]), rows[i+1][1])
		require.Equal(t, rows[i][12], rows[i+1][11])
		require.Equal(t, s.Coach.Name.Full(), rows[i+1][13])
	}
}

func TestASpanThatIsNoneIsRefusedInWords(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	officer := s.as(s.Officer)
	ahead := strconv.Itoa(s.Now.In(s.Holder.Zone()).Year()+1) + "-01-01"
	for query, words := range map[string]string{
		"from=gisteren":                    "Dit is geen datum.",
		"until=2025-02-29":                 "Dit is geen datum.",
		"from=2025-03-02&until=2025-03-01": "Het einde ligt voor het begin.",
		"from=1999-12-31":                  "Dit kan niet: te klein, te groot, te vroeg of te laat.",
		"until=" + ahead:                   "Dit kan niet: te klein, te groot, te vroeg of te laat.",
		"from=%00%27":                      "Dit is geen datum.",
	} {
		for _, path := range []string{"/privacy/audit?", "/privacy/audit.csv?"} {
			got := officer.get(path + query)
			require.Equal(t, http.StatusUnprocessableEntity, got.StatusCode, path+query)
			require.Contains(t, got.Header.Get("Content-Type"), "text/html", "a mistake is not downloaded")
			require.Contains(t, got.body, words, path+query)
			require.NotContains(t, got.body, "<tbody>")
		}
	}
	require.Contains(t, officer.get("/privacy/audit?from=2025-03-02&until=2025-03-01").body, `value="2025-03-01"`, "what was typed stands there")
}
