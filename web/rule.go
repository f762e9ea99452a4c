package web

// Rule names who may see what a route shows. The rows themselves are chosen by the policies in
// migrations/0008_visibility.sql; a rule says by which of them, so that a test can visit every
// route as every role and know what to expect.
type Rule string

// The rules.
const (
	Anyone        Rule = "anyone"       // says nothing about anybody
	Doorstep      Rule = "doorstep"     // log-in pages: anybody, and they know who is already in
	Themselves    Rule = "themselves"   // the actor's own account, pad and log
	OwnAccount    Rule = "own account"  // the actor's own account and dossier: who left lately comes here too, and nowhere else
	OwnDossier    Rule = "own dossier"  // an employee's own dossier, also of one who left lately
	Lists         Rule = "lists"        // a list of whatever the actor may see, perhaps nothing
	OfQuestion    Rule = "question"     // policies see on coach_question and trajectory: she and her coach
	OfCycle       Rule = "cycle"        // policy see on cycle: she and her coach
	OfRecording   Rule = "recording"    // policies see and plan on recording: she, and her coach while shared
	OfOwner       Rule = "owner"        // policy see on recording, and it is her own
	OfFilm        Rule = "film"         // OfRecording, asked by the media door with a short memory
	OfAnnotation  Rule = "annotation"   // policy see on annotation
	OfConsent     Rule = "consent"      // policy see on recording_consent: she alone, also while she shares
	OfUpload      Rule = "upload"       // policy see on upload: she who sends it
	OfTalk        Rule = "talk"         // policy see on talk: she and her coach
	OfTalkNote    Rule = "talk note"    // policy see on talk_note
	OfVoiceNote   Rule = "voice note"   // policy see on voice_note: she, and her coach once it is sent
	OfManager     Rule = "manager"      // access.accountability(): that a trajectory runs, and minutes
	OfHours       Rule = "hours"        // access.hours_realised() and hours_people(): sums, and for each worker yes or no
	OfHoursLine   Rule = "hours line"   // policy see on coaching_entry, and she may correct it
	OfChildren    Rule = "children"     // who keeps the register of a place, and the officer
	OfChild       Rule = "child"        // the same, of one child: access.kept_child
	OfTask        Rule = "consent task" // policy see on consent_task: she, her coach while shared, and the officer
	OfHolder      Rule = "holder"       // administrator and data protection officer: people and settings
	OfAudit       Rule = "audit"        // policy see on audit_entry: the data protection officer
	OfOffice      Rule = "office"       // administrator and data protection officer: requests, breaches, emergencies
	OfOfficer     Rule = "officer"      // the data protection officer alone
	OfOfficeFilm  Rule = "office film"  // access.office_films(): whom the office lets in, while it is open
	OfSignaller   Rule = "signaller"    // coach, manager and office
	OfSignal      Rule = "signal"       // policies see and named on safety_signal
	ByIngestToken Rule = "ingest token" // the token names the one recording
	ByWatchToken  Rule = "watch token"  // the token names the one recording and who watches; she is asked for again
	OfWatched     Rule = "watched"      // policy watch on recording: the coach whom she lets watch, while she films
	Machines      Rule = "machines"     // asked on this machine, by a trusted address, or with the token of the metrics
)

// entrance is what a rule asks before the handler runs.
type entrance int

const (
	openToAll     entrance = iota + 1 // nothing
	personPerhaps                     // a log-in is used when there is one
	personOnly                        // a log-in is needed: 401, or the log-in page
	ownEntrance                       // the handler has its own door
	machineOnly
)

var rules = map[Rule]struct{ entrance entrance }{
	Anyone:        {openToAll},
	Doorstep:      {personPerhaps},
	Themselves:    {personOnly},
	OwnAccount:    {personOnly},
	OwnDossier:    {personOnly},
	Lists:         {personOnly},
	OfQuestion:    {personOnly},
	OfCycle:       {personOnly},
	OfRecording:   {personOnly},
	OfOwner:       {personOnly},
	OfFilm:        {ownEntrance},
	OfAnnotation:  {personOnly},
	OfConsent:     {personOnly},
	OfUpload:      {personOnly},
	OfTalk:        {personOnly},
	OfTalkNote:    {personOnly},
	OfVoiceNote:   {personOnly},
	OfManager:     {personOnly},
	OfHours:       {personOnly},
	OfHoursLine:   {personOnly},
	OfHolder:      {personOnly},
	OfChildren:    {personOnly},
	OfChild:       {personOnly},
	OfTask:        {personOnly},
	OfAudit:       {personOnly},
	OfOffice:      {personOnly},
	OfOfficer:     {personOnly},
	OfOfficeFilm:  {personOnly},
	OfSignaller:   {personOnly},
	OfSignal:      {personOnly},
	ByIngestToken: {ownEntrance},
	ByWatchToken:  {ownEntrance},
	OfWatched:     {personOnly},
	Machines:      {machineOnly},
}
