# METADATA
# title: Loan ending
# custom:
#   kind: LOAN_ENDING
#   title:
#     fr: Fin de prêt
#     en: Loan ending
#   expected_from: loan_end_in_days
#   tentative: false
#   confidence_permille: 1000
#   needs_consent: ""
#   owner: Crédit aux particuliers
#   review_date: "2027-06-30"
package event.loan_ending

# METADATA
# title: The last instalment of a loan is near or recent
# custom:
#   why:
#     fr: La dernière échéance d'un prêt est proche ou récente
#     en: The last instalment of a loan is near or recent
#   remedy:
#     fr: Attendre les trois mois qui précèdent la dernière échéance
#     en: Wait for the three months before the last instalment
detected.last_instalment_near if {
	input.facts.loan_end_in_days <= data.parameters.loan_ending.opens_in_days
	input.facts.loan_end_in_days > data.parameters.loan_ending.closes_in_days
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
