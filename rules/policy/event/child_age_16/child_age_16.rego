# METADATA
# title: Child turns 16
# custom:
#   kind: CHILD_AGE_16
#   title:
#     fr: Un enfant a 16 ans
#     en: Child turns 16
#   expected_from: age_16_in_days
#   tentative: false
#   confidence_permille: 1000
#   needs_consent: ""
#   owner: Banque au quotidien
#   review_date: "2027-06-30"
package event.child_age_16

# METADATA
# title: The 16th birthday is near or recent
# custom:
#   why:
#     fr: Le 16e anniversaire est proche ou récent
#     en: The 16th birthday is near or recent
#   remedy:
#     fr: Attendre l'anniversaire, ou enregistrer la date de naissance
#     en: Wait for the birthday, or record the birth date
detected.birthday_near if {
	input.facts.age_16_in_days <= data.parameters.child_age.opens_in_days
	input.facts.age_16_in_days > data.parameters.child_age.closes_in_days
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
