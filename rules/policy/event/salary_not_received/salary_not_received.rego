# METADATA
# title: Salary not received
# custom:
#   kind: SALARY_NOT_RECEIVED
#   title:
#     fr: Salaire non reçu
#     en: Salary not received
#   expected_from: ""
#   tentative: false
#   confidence_permille: 600
#   needs_consent: ""
#   owner: Banque au quotidien
#   review_date: "2027-06-30"
package event.salary_not_received

# METADATA
# title: Two salaries in a row are missing
# custom:
#   why:
#     fr: Deux salaires de suite n'ont pas été reçus
#     en: Two salaries in a row were not received
#   remedy:
#     fr: Attendre le prochain salaire, ou demander au client où il est versé
#     en: Wait for the next salary, or ask where it is paid
detected.two_salaries_missing if {
	input.facts.salary_days >= data.parameters.salary_not_received.missed_days
	input.facts.salary_days < data.parameters.salary_not_received.lost_days
}

# METADATA
# title: The salary used to be regular
# custom:
#   why:
#     fr: Le salaire était régulier auparavant
#     en: The salary used to be regular
#   remedy:
#     fr: Attendre plusieurs salaires avant de conclure
#     en: Wait for several salaries before concluding
detected.salary_was_regular if {
	input.facts.salaries_183d >= data.parameters.salary_not_received.regular_salaries
}

# METADATA
# title: The customer is employed
# custom:
#   why:
#     fr: Le client est salarié
#     en: The customer is employed
#   remedy:
#     fr: Enregistrer la situation professionnelle du client
#     en: Record the customer's employment status
detected.employed if input.facts.employment_status == "EMPLOYED"

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
