# METADATA
# title: A loan ends soon
# custom:
#   kind: LOAN_ENDING
#   expected_from: loan_end_in_days
#   tentative: false
#   confidence_permille: 1000
#   owner: Crédit aux particuliers
#   review_date: "2027-06-30"
package event.loan_ending

# METADATA
# title: The loan ends within the notice
# custom:
#   why:
#     fr: Le prêt se termine bientôt
#     en: The loan ends soon
#   remedy:
#     fr: Attendre la fin du prêt
#     en: Wait for the end of the loan
detected.soon if {
	input.facts.loan_end_in_days >= 0
	input.facts.loan_end_in_days <= 60
}
