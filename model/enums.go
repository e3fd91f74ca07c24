package model

import "slices"

// The closed lists of words. Their values are stored and shown in the schema.
type (
	CustomerKind        string // PERSON, ORGANISATION
	CustomerStatus      string
	Sex                 string
	MaritalStatus       string
	EmploymentStatus    string
	Sensitivity         string // how closely the customer's file is kept
	LegalCapacity       string
	IncomeKind          string
	Origin              string // how the bank came to know
	Channel             string
	Direction           string
	Preference          string
	RepresentationKind  string
	HouseholdKind       string
	HouseholdRole       string
	RelationshipKind    string
	ContractType        string
	ContractStatus      string
	PartyRole           string
	MovementCategory    string
	OrderPurpose        string
	AssetKind           string
	EventState          string
	ConsentPurpose      string
	ConsentState        string
	OfferClass          string
	DecisionCause       string
	RecommendationState string
	Outcome             string
	ActionKind          string
	ActionState         string
	RunState            string
)

// Never is what "days since" facts say of a thing that never happened: 100 years.
const Never = 36500

const (
	StatusCustomer CustomerStatus = "CUSTOMER"
	StatusProspect CustomerStatus = "PROSPECT"
	StatusFormer   CustomerStatus = "FORMER"

	Ordinary Sensitivity = "ORDINARY"
	Staff    Sensitivity = "STAFF"
	VIP      Sensitivity = "VIP"

	FullCapacity   LegalCapacity = "FULL"
	Minor          LegalCapacity = "MINOR"
	Emancipated    LegalCapacity = "EMANCIPATED"
	ProtectedAdult LegalCapacity = "PROTECTED_ADULT"

	Declared Origin = "DECLARED"
	Imported Origin = "IMPORTED"
	Detected Origin = "DETECTED"

	AnyChannel Channel = "ANY"
	Branched   Channel = "BRANCH"
	PhoneCall  Channel = "PHONE"
	App        Channel = "APP"
	EmailSent  Channel = "EMAIL"
	SMS        Channel = "SMS"
	Letter     Channel = "LETTER"

	ParentOfMinor RepresentationKind = "PARENT"
	Guardian      RepresentationKind = "GUARDIAN"

	HouseholdOfHome HouseholdKind = "HOUSEHOLD"

	RoleAdult HouseholdRole = "ADULT"
	RoleChild HouseholdRole = "CHILD"

	SpouseOf   RelationshipKind = "SPOUSE_OF"
	PartnerOf  RelationshipKind = "PARTNER_OF"
	ParentOf   RelationshipKind = "PARENT_OF"
	ChildOf    RelationshipKind = "CHILD_OF"
	SiblingOf  RelationshipKind = "SIBLING_OF"
	EmployerOf RelationshipKind = "EMPLOYER_OF"
	EmployeeOf RelationshipKind = "EMPLOYEE_OF"

	CurrentAccount ContractType = "CURRENT_ACCOUNT"
	SavingsAccount ContractType = "SAVINGS_ACCOUNT"
	Loan           ContractType = "LOAN"
	Card           ContractType = "CARD"
	Insurance      ContractType = "INSURANCE"
	Investment     ContractType = "INVESTMENT"
	Service        ContractType = "SERVICE"

	ContractActive ContractStatus = "ACTIVE"
	ContractClosed ContractStatus = "CLOSED"

	Owner               PartyRole = "OWNER"
	JointOwner          PartyRole = "JOINT_OWNER"
	Proxy               PartyRole = "PROXY"
	LegalRepresentative PartyRole = "LEGAL_REPRESENTATIVE"
	Borrower            PartyRole = "BORROWER"
	CoBorrower          PartyRole = "CO_BORROWER"
	Insured             PartyRole = "INSURED"
	Beneficiary         PartyRole = "BENEFICIARY"
	Guarantor           PartyRole = "GUARANTOR"

	Salary          MovementCategory = "SALARY"
	Pension         MovementCategory = "PENSION"
	TransferIn      MovementCategory = "TRANSFER_IN"
	OwnTransfer     MovementCategory = "OWN_TRANSFER" // between contracts of the same holders
	LoanRelease     MovementCategory = "LOAN_RELEASE"
	CashIn          MovementCategory = "CASH_IN"
	Interest        MovementCategory = "INTEREST"
	CardPayment     MovementCategory = "CARD_PAYMENT"
	CashOut         MovementCategory = "CASH_OUT"
	Housing         MovementCategory = "HOUSING"
	InsuranceFee    MovementCategory = "INSURANCE"
	Leasing         MovementCategory = "LEASING"
	LoanPayment     MovementCategory = "LOAN_PAYMENT"
	TransferOut     MovementCategory = "TRANSFER_OUT"
	Fee             MovementCategory = "FEE"
	PenaltyInterest MovementCategory = "PENALTY_INTEREST"
	OtherMovement   MovementCategory = "OTHER"

	OrderHousehold OrderPurpose = "HOUSEHOLD"
	OrderInsurance OrderPurpose = "INSURANCE"
	OrderLeasing   OrderPurpose = "LEASING"
	OrderLoan      OrderPurpose = "LOAN"
	OrderSavings   OrderPurpose = "SAVINGS"
	OrderOther     OrderPurpose = "OTHER"

	Vehicle  AssetKind = "VEHICLE"
	Property AssetKind = "PROPERTY"

	EventActive    EventState = "ACTIVE"
	EventExpired   EventState = "EXPIRED"
	EventContested EventState = "CONTESTED"
	EventWithdrawn EventState = "WITHDRAWN"

	MovementInsight ConsentPurpose = "MOVEMENT_INSIGHT" // use of payment data for advice
	Marketing       ConsentPurpose = "MARKETING"

	ConsentGranted ConsentState = "GRANTED"
	ConsentDenied  ConsentState = "DENIED"
	ConsentRevoked ConsentState = "REVOKED"

	ClassDuty    OfferClass = "DUTY"
	ClassService OfferClass = "SERVICE"
	ClassAdvice  OfferClass = "ADVICE"
	ClassSale    OfferClass = "SALE"

	CauseNight DecisionCause = "NIGHT"
	CauseEvent DecisionCause = "EVENT"
	CauseReply DecisionCause = "OUTCOME" // a customer's reaction asked for a new decision

	RecommendationOpen      RecommendationState = "OPEN"
	RecommendationAnswered  RecommendationState = "ANSWERED"
	RecommendationWithdrawn RecommendationState = "WITHDRAWN"
	RecommendationExpired   RecommendationState = "EXPIRED"

	OutcomePending    Outcome = "PENDING"
	OutcomeImpression Outcome = "IMPRESSION"
	OutcomeClicked    Outcome = "CLICKED"
	OutcomeAccepted   Outcome = "ACCEPTED"
	OutcomeRejected   Outcome = "REJECTED"
	OutcomeNoResponse Outcome = "NO_RESPONSE"
	OutcomeNoAction   Outcome = "NO_ACTION"

	ActionRecommendation ActionKind = "RECOMMENDATION"
	ActionRequest        ActionKind = "REQUEST"
	ActionFollowUp       ActionKind = "FOLLOW_UP"

	ActionTodo      ActionState = "TODO"
	ActionDone      ActionState = "DONE"
	ActionCancelled ActionState = "CANCELLED"

	RunRunning   RunState = "RUNNING"
	RunAllocated RunState = "ALLOCATING"
	RunDone      RunState = "DONE"
)

// Words lists every value of each closed list, in the order of the schema.
var Words = map[string][]string{
	"CustomerKind":        {"PERSON", "ORGANISATION"},
	"Marketing":           {"OPEN", "OPPOSED"},
	"CustomerStatus":      {"CUSTOMER", "PROSPECT", "FORMER"},
	"Sex":                 {"FEMALE", "MALE"},
	"MaritalStatus":       {"SINGLE", "MARRIED", "PACS", "COHABITING", "DIVORCED", "WIDOWED"},
	"EmploymentStatus":    {"EMPLOYED", "SELF_EMPLOYED", "UNEMPLOYED", "STUDENT", "RETIRED", "OTHER"},
	"Sensitivity":         {"ORDINARY", "STAFF", "VIP"},
	"LegalCapacity":       {"FULL", "MINOR", "EMANCIPATED", "PROTECTED_ADULT"},
	"IncomeKind":          {"SALARY", "PENSION", "SELF_EMPLOYMENT", "BENEFIT", "RENTAL", "OTHER"},
	"Origin":              {"DECLARED", "IMPORTED", "DETECTED"},
	"Channel":             {"ANY", "BRANCH", "PHONE", "APP", "EMAIL", "SMS", "LETTER"},
	"Direction":           {"INBOUND", "OUTBOUND"},
	"Preference":          {"PREFERRED", "ACCEPTED", "REFUSED"},
	"RepresentationKind":  {"PARENT", "GUARDIAN", "CURATOR", "FAMILY_HABILITATION"},
	"HouseholdKind":       {"HOUSEHOLD", "TAX_HOUSEHOLD", "RELATIONSHIP"},
	"HouseholdRole":       {"ADULT", "CHILD", "OTHER"},
	"RelationshipKind":    {"SPOUSE_OF", "PARTNER_OF", "PARENT_OF", "CHILD_OF", "SIBLING_OF", "EMPLOYER_OF", "EMPLOYEE_OF"},
	"ContractType":        {"CURRENT_ACCOUNT", "SAVINGS_ACCOUNT", "LOAN", "CARD", "INSURANCE", "INVESTMENT", "SERVICE"},
	"ContractStatus":      {"ACTIVE", "CLOSED"},
	"PartyRole":           {"OWNER", "JOINT_OWNER", "PROXY", "LEGAL_REPRESENTATIVE", "BORROWER", "CO_BORROWER", "INSURED", "BENEFICIARY", "GUARANTOR"},
	"MovementCategory":    {"SALARY", "PENSION", "TRANSFER_IN", "OWN_TRANSFER", "LOAN_RELEASE", "CASH_IN", "INTEREST", "CARD_PAYMENT", "CASH_OUT", "HOUSING", "INSURANCE", "LEASING", "LOAN_PAYMENT", "TRANSFER_OUT", "FEE", "PENALTY_INTEREST", "OTHER"},
	"OrderPurpose":        {"HOUSEHOLD", "INSURANCE", "LEASING", "LOAN", "SAVINGS", "OTHER"},
	"AssetKind":           {"VEHICLE", "PROPERTY"},
	"EventState":          {"ACTIVE", "EXPIRED", "CONTESTED", "WITHDRAWN"},
	"ConsentPurpose":      {"SERVICE", "MARKETING", "MOVEMENT_INSIGHT"},
	"ConsentState":        {"GRANTED", "DENIED", "REVOKED"},
	"OfferClass":          {"DUTY", "SERVICE", "ADVICE", "SALE"},
	"DecisionCause":       {"NIGHT", "EVENT", "OUTCOME"},
	"RecommendationState": {"OPEN", "ANSWERED", "WITHDRAWN", "EXPIRED"},
	"Outcome":             {"PENDING", "IMPRESSION", "CLICKED", "ACCEPTED", "REJECTED", "NO_RESPONSE", "NO_ACTION"},
	"ActionKind":          {"RECOMMENDATION", "REQUEST", "FOLLOW_UP"},
	"ActionState":         {"TODO", "DONE", "CANCELLED"},
}

// IsWord tells whether value belongs to the closed list named list.
func IsWord(list, value string) bool { return slices.Contains(Words[list], value) }
