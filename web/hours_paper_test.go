package web_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// manyCentres gives the holder forty more centres, four hundred more workers, and a count and a plan of them.
func manyCentres(s *site) {
	s.t.Helper()
	year := s.Now.In(s.Holder.Zone()).Year()
	_, err := s.PG.Owner.ExecContext(s.t.Context(), `
		INSERT INTO centre (id, holder_id, location_id, name, kind, lrk_number, registered_from, created_at)
		SELECT gen_random_uuid(), $1, $2, 'Centrum ' || to_char(n, 'FM00') || repeat(' aan het lange water', n % 4), 'daycare',
		       (300000000 + n)::text, make_date($3, 1, 1), $4
		FROM generate_series(1, 40) AS n`, s.Holder.ID, s.Locations[0].ID, year, s.Now)
	require.NoError(s.t, err)
	s.hire(400)
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		centres, err := tx.CentresOfYear(s.t.Context(), s.Holder.ID, year)
		if err != nil {
			return err
		}
		centres[0].Toddlers = 12
		_, err = tx.FixHours(s.t.Context(), s.Administrator, coaching.HoursSnapshot{
			Year: year, Version: 1, FTE: coaching.FTE{Fixed: 16034, Flexible: 955}, Centres: centres, Source: "Loonadministratie", Reason: "Meer centra",
		}, s.Now)
		if err != nil {
			return err
		}
		plan := coaching.HoursPlan{Year: year, Version: 1, Words: "Elk centrum krijgt evenveel."}
		for _, centre := range centres {
			plan.Centres = append(plan.Centres, coaching.PlannedCentre{ID: centre.ID, Policy: 2050, Coaching: coaching.Whole(30), VE: coaching.Whole(3)})
		}
		_, err = tx.SetHoursPlan(s.t.Context(), s.Administrator, plan, s.Now)
		return err
	})
}

// TestAnInspectorReadsTablesThatAddUp: the norm with its arithmetic, a row for each centre and each worker, and on each page
// whose paper it is; somebody who manages one location reads what is hers.
func TestAnInspectorReadsTablesThatAddUp(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	manyCentres(s)
	year := s.Now.In(s.Holder.Zone()).Year()
	got := s.as(s.Administrator).get("/hours/inspection.pdf")
	if to := os.Getenv("KEEP_PAPER"); to != "" {
		require.NoError(t, os.WriteFile(to, []byte(got.body), 0o600))
	}
	text := readPaper(t, got.body)
	for _, row := range []string{
		`Kindercentra in het LRK\s+40\s+50\s+2000 uur`, `Fte van medewerkers\s+169,89\s+10\s+1698,9 uur`, fmt.Sprintf(`Urennorm %d\s+3698,9 uur`, year),
		`Fte met een vast aantal uren\s+160,34`, `Fte invalkrachten en nul-uren\s+9,55`, `Telt mee\s+169,89`,
		`Centrum 04\s+300000004\s+ja\s+20,5\s+30\s+0\s+0\s+−50,5`, `Kindercentrum Noord\s+200000001\s+nee\s+20,5\s+30\s.*`,
		`Daarnaast VE: 12 doelgroeppeuters × 10 uur = 120 uur`,
	} {
		requireRow(t, text, row)
	}
	requireRow(t, text, `Alle centra samen\s+840,5\s+1230\s.*`)
	requireRow(t, text, `Alle centra samen\s+12\s+123\s.*`)
	for n := 1; n <= 400; n++ {
		requireRow(t, text, fmt.Sprintf(`Werkster Zz%03d\s{2,}\S.*\s{2,}nee`, n))
	}
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	require.Greater(t, len(pages), 8)
	for i, page := range pages {
		require.Contains(t, page, s.Holder.Name)
		require.Contains(t, page, fmt.Sprintf("Uren pedagogisch beleid en coaching %d", year))
		require.Contains(t, page, fmt.Sprintf("Bladzijde %d van %d", i+1, len(pages)))
	}
	require.Contains(t, s.as(s.Administrator).page("/hours/inspection"), "<td>Kindercentra in het LRK</td><td class=\"number\">40</td>")

	hers := readPaper(t, s.as(s.Manager).get("/hours/inspection.pdf").body)
	require.Contains(t, hers, "Verdeling over alle kindercentra")
	requireRow(t, hers, `Samen\s+840,5\s+1230\s.*`)
	require.NotContains(t, hers, "Niet voor één centrum", "what is for all centres together is not hers to answer for")
}

// requireRow wants a line of the text, however it is indented.
func requireRow(t *testing.T, text, row string) {
	t.Helper()
	require.True(t, regexp.MustCompile(`(?m)^\s*`+row+`$`).MatchString(text), "no line %s", row)
}
