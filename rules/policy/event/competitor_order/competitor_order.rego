# METADATA
# title: Standing order to a competitor
# custom:
#   kind: COMPETITOR_ORDER
#   title:
#     fr: Virement permanent vers un concurrent
#     en: Standing order to a competitor
#   expected_from: ""
#   tentative: false
#   confidence_permille: 700
#   needs_consent: ""
#   owner: Assurances
#   review_date: "2027-06-30"
package event.competitor_order

# METADATA
# title: A standing order pays another provider
# custom:
#   why:
#     fr: Un virement permanent règle un autre établissement
#     en: A standing order pays another provider
#   remedy:
#     fr: Seuls comptent les virements permanents ordonnés par le client
#     en: Only standing orders given by the customer count
detected.orders_to_a_competitor if {
	input.facts.competitor_orders >= data.parameters.competitor_order.minimum_orders
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
