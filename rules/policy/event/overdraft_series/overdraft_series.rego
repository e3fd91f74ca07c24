# METADATA
# title: Repeated overdrafts
# custom:
#   kind: OVERDRAFT_SERIES
#   title:
#     fr: Découverts répétés
#     en: Repeated overdrafts
#   expected_from: ""
#   tentative: false
#   confidence_permille: 1000
#   needs_consent: ""
#   owner: Banque au quotidien
#   review_date: "2027-06-30"
package event.overdraft_series

# METADATA
# title: The account was overdrawn in three months of six
# custom:
#   why:
#     fr: Le compte a été à découvert trois mois sur six
#     en: The account was overdrawn in three months of six
#   remedy:
#     fr: Aucune aide n'est nécessaire tant que le compte reste positif
#     en: No help is needed while the account stays positive
detected.repeated_overdraft if {
	input.facts.overdraft_months_183d >= data.parameters.overdraft_series.minimum_months
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
