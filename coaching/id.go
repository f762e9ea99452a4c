package coaching

// Ids are UUIDv7 in lower case with hyphens, made where a thing is first stored.
type (
	HolderID      string
	LocationID    string
	GroupID       string
	PersonID      string
	QuestionID    string
	TrajectoryID  string
	CycleID       string
	RecordingID   string
	UploadID      string
	AnnotationID  string
	ReplyID       string
	ReleaseID     string
	MomentID      string
	LookID        string
	WorkPointID   string
	EntryID       string
	TalkID        string
	TalkNoteID    string
	TokenID       string
	IngestTokenID string
	JoinCodeID    string
	WatchID       string
	ConsentID     string
	TermsID       string
	ExtensionID   string
	KeptWordID    string
	TenureID      string
	InvitationID  string
	AgreementID   string
	EvaluationID  string
	PartID        string
	ReportID      string
	CentreID      string
)
