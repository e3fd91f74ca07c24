# METADATA
# title: Vehicle older than the national average
# custom:
#   kind: VEHICLE_OLDER_THAN_AVERAGE
#   expected_from: ""
#   tentative: true
#   confidence_permille: 800
#   owner: Crédit aux particuliers
#   review_date: "2027-06-30"
package event.vehicle_older_than_average

# METADATA
# title: The vehicle is older than the average car
# custom:
#   why:
#     fr: L'âge du véhicule dépasse l'âge moyen du parc automobile
#     en: The vehicle's age is above the average age of cars
#   remedy:
#     fr: Enregistrer la date de première immatriculation du véhicule
#     en: Record the vehicle's first registration date
detected.older_than_average if input.facts.vehicle_age_days > data.parameters.vehicle.mean_age_days
