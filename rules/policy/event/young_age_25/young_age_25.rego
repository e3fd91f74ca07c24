# METADATA
# title: 25th birthday
# custom:
#   kind: YOUNG_AGE_25
#   title:
#     fr: 25 ans
#     en: 25th birthday
#   expected_from: age_25_in_days
#   tentative: false
#   confidence_permille: 1000
#   needs_consent: ""
#   owner: Banque au quotidien
#   review_date: "2027-06-30"
package event.young_age_25

# METADATA
# title: The 25th birthday is near or recent
# custom:
#   why:
#     fr: Le 25e anniversaire est proche ou récent
#     en: The 25th birthday is near or recent
#   remedy:
#     fr: Attendre l'anniversaire, ou enregistrer la date de naissance
#     en: Wait for the birthday, or record the birth date
detected.birthday_near if {
	input.facts.age_25_in_days <= data.parameters.child_age.opens_in_days
	input.facts.age_25_in_days > data.parameters.child_age.closes_in_days
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
