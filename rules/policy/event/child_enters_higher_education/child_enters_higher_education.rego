# METADATA
# title: Entry into higher education
# custom:
#   kind: CHILD_ENTERS_HIGHER_EDUCATION
#   title:
#     fr: Entrée dans l'enseignement supérieur
#     en: Entry into higher education
#   expected_from: studies_start_in_days
#   tentative: true
#   confidence_permille: 500
#   needs_consent: ""
#   owner: Crédit aux particuliers
#   review_date: "2027-06-30"
package event.child_enters_higher_education

# METADATA
# title: 1 September of the year of the 18th birthday is near
# custom:
#   why:
#     fr: La rentrée de l'année des 18 ans approche ou vient d'avoir lieu
#     en: The term of the year of the 18th birthday is near or has just started
#   remedy:
#     fr: Attendre l'année des 18 ans, ou enregistrer l'entrée dans le supérieur
#     en: Wait for the year of the 18th birthday, or record the entry into higher education
detected.studies_may_start if {
	input.facts.studies_start_in_days <= data.parameters.child_enters_higher_education.opens_in_days
	input.facts.studies_start_in_days > data.parameters.child_enters_higher_education.closes_in_days
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
