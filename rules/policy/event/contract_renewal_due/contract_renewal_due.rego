# METADATA
# title: Contract renewal due
# custom:
#   kind: CONTRACT_RENEWAL_DUE
#   title:
#     fr: Échéance de contrat
#     en: Contract renewal due
#   expected_from: contract_due_in_days
#   tentative: false
#   confidence_permille: 1000
#   needs_consent: ""
#   owner: Assurances
#   review_date: "2027-06-30"
package event.contract_renewal_due

# METADATA
# title: The due date of a contract is near
# custom:
#   why:
#     fr: L'échéance d'un contrat est proche
#     en: The due date of a contract is near
#   remedy:
#     fr: Attendre les trois mois qui précèdent l'échéance
#     en: Wait for the three months before the due date
detected.due_date_near if {
	input.facts.contract_due_in_days <= data.parameters.contract_renewal_due.opens_in_days
	input.facts.contract_due_in_days >= data.parameters.contract_renewal_due.closes_in_days
}

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
