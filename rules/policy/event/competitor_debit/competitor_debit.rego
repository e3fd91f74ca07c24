# METADATA
# title: Direct debit of a competitor
# custom:
#   kind: COMPETITOR_DEBIT
#   title:
#     fr: Prélèvement d'un concurrent
#     en: Direct debit of a competitor
#   expected_from: ""
#   tentative: false
#   confidence_permille: 700
#   needs_consent: MOVEMENT_INSIGHT
#   owner: Assurances
#   review_date: "2027-06-30"
package event.competitor_debit

# METADATA
# title: Another provider debits the account
# custom:
#   why:
#     fr: Un autre établissement prélève une assurance ou une location
#     en: Another provider debits insurance or a lease
#   remedy:
#     fr: Le secteur vient de l'identifiant du créancier, jamais du libellé
#     en: The sector comes from the creditor identifier, never from the label
detected.debited_by_a_competitor if {
	input.facts.competitor_debits >= data.parameters.competitor_debit.minimum_debits
}

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
