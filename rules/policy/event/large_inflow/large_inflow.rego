# METADATA
# title: Large inflow
# custom:
#   kind: LARGE_INFLOW
#   title:
#     fr: Rentrée d'argent importante
#     en: Large inflow
#   expected_from: ""
#   tentative: false
#   confidence_permille: 800
#   needs_consent: MOVEMENT_INSIGHT
#   owner: Conseil patrimonial
#   review_date: "2027-06-30"
package event.large_inflow

# METADATA
# title: A large credit was received
# custom:
#   why:
#     fr: Une rentrée d'argent importante a été reçue
#     en: A large credit was received
#   remedy:
#     fr: Les virements entre ses propres comptes et les prêts débloqués ne comptent pas
#     en: Transfers between own accounts and released loans do not count
detected.large_credit if input.facts.inflow_max_90d_minor >= data.parameters.large_inflow.minimum_minor

# METADATA
# title: The customer agrees that payments are used for advice
# custom:
#   why:
#     fr: Le client accepte que ses paiements servent à le conseiller
#     en: The customer agrees that payments are used for advice
#   remedy:
#     fr: Demander son accord à l'utilisation de ses données de paiement
#     en: Ask for consent to the use of payment data
detected.payment_data_consent if input.facts.consent_movement_insight == "GRANTED"

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
