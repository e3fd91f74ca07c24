package desk

import (
	"context"

	"foyer/model"
)

// retention is a class of data, named by its table, with its period.
type retention struct {
	class  string
	months int
	basis  model.Text
	source string
}

// retentions are the periods of the bank, by class. They only count: what is past
// its period is erased by the job of a later version.
var retentions = []retention{
	{"customers", 36, model.Text{FR: "Prospects sans contact depuis leur création", EN: "Prospects without a contact since they were made"}, "CNIL, référentiel gestion commerciale (2022)"},
	{"contracts", 60, model.Text{FR: "Contrats clos", EN: "Closed contracts"}, "Code monétaire et financier, art. L561-12"},
	{"movements", 120, model.Text{FR: "Opérations comptables", EN: "Booked movements"}, "Code de commerce, art. L123-22"},
	{"interactions", 60, model.Text{FR: "Contacts et comptes rendus", EN: "Interactions and reports"}, "Code civil, art. 2224"},
	{"life_events", 60, model.Text{FR: "Événements de vie", EN: "Life events"}, "Code civil, art. 2224"},
	{"decisions", 60, model.Text{FR: "Décisions et faits scellés", EN: "Decisions and sealed facts"}, "Code civil, art. 2224"},
	{"recommendations", 60, model.Text{FR: "Recommandations closes", EN: "Closed recommendations"}, "Code civil, art. 2224"},
	{"consents", 36, model.Text{FR: "Consentements qui ne valent plus", EN: "Consents that hold no longer"}, "Règlement (UE) 2016/679, art. 5(1)(e) et 7(1)"},
	{"audit_records", 36, model.Text{FR: "Journal d'audit", EN: "Audit records"}, "CNIL, délibération 2021-122"},
	{"alerts", 36, model.Text{FR: "Alertes traitées", EN: "Alerts looked into"}, "CNIL, délibération 2021-122"},
	{"emergency_accesses", 36, model.Text{FR: "Accès d'urgence", EN: "Emergency accesses"}, "CNIL, délibération 2021-122"},
	{"employee_roles", 60, model.Text{FR: "Rôles terminés", EN: "Roles that ended"}, "Règlement délégué (UE) 2024/1774, art. 21"},
}

// RetentionReport counts, class by class, the rows that are past their period.
func (d *Desk) RetentionReport(ctx context.Context) ([]*model.Retention, error) {
	report := make([]*model.Retention, len(retentions))
	for i, rule := range retentions {
		before := d.Today().AddMonths(-rule.months)
		rows, err := d.db.CountPast(ctx, rule.class, before)
		if err != nil {
			return nil, err
		}
		report[i] = &model.Retention{Class: rule.class, Months: rule.months, Basis: rule.basis, Source: rule.source, Before: before, Rows: rows}
	}
	return report, nil
}
