# METADATA
# title: Help with unpaid instalments
# custom:
#   class: DUTY
#   title:
#     fr: Aide en cas d'impayé
#     en: Help with unpaid instalments
#   pitch:
#     fr: Une échéance n'a pas été payée. Voyons ensemble comment régulariser.
#     en: An instalment was not paid. Let us see together how to settle it.
#   benefit:
#     fr: Éviter des frais et garder la main
#     en: Avoiding fees and staying in control
#   product: ""
#   channels: [PHONE, BRANCH]
#   addressee: CUSTOMER
#   value_eur_per_year: 0
#   minutes: 20
#   legal_basis: Code monétaire et financier
#   owner: Relation clientèle
#   review_date: "2027-06-30"
#   valid_days: 30
#   trigger_events: []
package offer.arrears_help

# METADATA
# title: An instalment is unpaid
# custom:
#   why:
#     fr: Une échéance de prêt est impayée
#     en: A loan instalment is unpaid
#   remedy:
#     fr: Rien à faire tant que tout est payé
#     en: Nothing to do as long as everything is paid
eligible.in_arrears if input.facts.loan_in_arrears == true
