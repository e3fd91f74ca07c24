# METADATA
# title: Retirement approaching
# custom:
#   kind: RETIREMENT_APPROACHING
#   title:
#     fr: Retraite proche
#     en: Retirement approaching
#   expected_from: retirement_in_days
#   tentative: true
#   confidence_permille: 600
#   needs_consent: ""
#   owner: Conseil patrimonial
#   review_date: "2027-03-31"
package event.retirement_approaching

# METADATA
# title: The legal retirement age is near or recent
# custom:
#   why:
#     fr: L'âge légal de la retraite est proche ou récent
#     en: The legal retirement age is near or recent
#   remedy:
#     fr: Attendre les cinq années qui précèdent l'âge légal, ou enregistrer la date déclarée
#     en: Wait for the five years before the legal age, or record the declared date
detected.legal_age_near if {
	input.facts.retirement_in_days <= data.parameters.retirement_approaching.opens_in_days
	input.facts.retirement_in_days > data.parameters.retirement_approaching.closes_in_days
}

# METADATA
# title: The customer has not retired
# custom:
#   why:
#     fr: Le client n'est pas encore retraité
#     en: The customer has not retired
#   remedy:
#     fr: Enregistrer la situation professionnelle du client
#     en: Record the customer's employment status
detected.still_working if input.facts.employment_status != "RETIRED"

# METADATA
# title: No death is recorded
# custom:
#   why:
#     fr: Aucun décès n'est enregistré
#     en: No death is recorded
#   remedy:
#     fr: Ne plus rien proposer et accompagner les proches
#     en: Propose nothing more and support the relatives
detected.alive if input.facts.deceased == false
