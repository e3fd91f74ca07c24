# METADATA
# title: Idle balance
# custom:
#   kind: IDLE_BALANCE
#   title:
#     fr: Liquidités dormantes
#     en: Idle balance
#   expected_from: ""
#   tentative: false
#   confidence_permille: 900
#   needs_consent: ""
#   owner: Épargne
#   review_date: "2027-06-30"
package event.idle_balance

# METADATA
# title: The lowest balance covers three months of spending
# custom:
#   why:
#     fr: Le solde le plus bas couvre trois mois de dépenses
#     en: The lowest balance covers three months of spending
#   remedy:
#     fr: Attendre que le solde dépasse durablement les dépenses
#     en: Wait until the balance lastingly exceeds spending
detected.covers_three_months if {
	input.facts.idle_balance_permille >= data.parameters.idle_balance.minimum_permille
}

# METADATA
# title: The lowest balance is worth saving
# custom:
#   why:
#     fr: Le solde le plus bas vaut d'être placé
#     en: The lowest balance is worth saving
#   remedy:
#     fr: Attendre un solde plus élevé
#     en: Wait for a higher balance
detected.worth_saving if input.facts.balance_min_90d_minor >= data.parameters.idle_balance.minimum_minor

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
