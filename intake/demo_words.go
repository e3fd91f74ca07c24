package intake

import "foyer/model"

// job is a kind of work: a category of the PCS 2020 nomenclature with a usual
// profession in it and a usual net monthly income in euros.
type job struct {
	pcs       string
	title     string
	status    model.EmploymentStatus
	netEuros  int
	payerName string
}

// pcsVersion names the nomenclature of the codes below.
const pcsVersion = "2020"

// jobs are weighted roughly as France's working population.
var jobs = []share[*job]{
	{20, &job{"21", "Artisan menuisier", "SELF_EMPLOYED", 2100, ""}},
	{20, &job{"22", "Commerçant", "SELF_EMPLOYED", 2000, ""}},
	{6, &job{"23", "Chef d'entreprise", "SELF_EMPLOYED", 5200, ""}},
	{18, &job{"31", "Profession libérale", "SELF_EMPLOYED", 4300, ""}},
	{20, &job{"33", "Cadre de la fonction publique", "EMPLOYED", 3300, "TRESOR PUBLIC"}},
	{28, &job{"34", "Professeur", "EMPLOYED", 2700, "RECTORAT"}},
	{14, &job{"35", "Journaliste", "EMPLOYED", 2600, "EDITIONS DU LARGE"}},
	{50, &job{"37", "Responsable administratif", "EMPLOYED", 3600, "ACME SERVICES"}},
	{62, &job{"38", "Ingénieur", "EMPLOYED", 3700, "BUREAU D'ETUDES ALPHA"}},
	{20, &job{"42", "Professeur des écoles", "EMPLOYED", 2300, "RECTORAT"}},
	{55, &job{"43", "Infirmier", "EMPLOYED", 2350, "CENTRE HOSPITALIER"}},
	{22, &job{"45", "Contrôleur des services publics", "EMPLOYED", 2250, "TRESOR PUBLIC"}},
	{70, &job{"46", "Assistant commercial", "EMPLOYED", 2300, "COMPTOIR GENERAL"}},
	{45, &job{"47", "Technicien", "EMPLOYED", 2350, "ATELIERS REUNIS"}},
	{18, &job{"48", "Agent de maîtrise", "EMPLOYED", 2500, "ATELIERS REUNIS"}},
	{75, &job{"52", "Agent de service public", "EMPLOYED", 1750, "MAIRIE"}},
	{20, &job{"53", "Agent de sécurité", "EMPLOYED", 1900, "VIGILANCE SA"}},
	{60, &job{"54", "Employé administratif", "EMPLOYED", 1800, "ACME SERVICES"}},
	{50, &job{"55", "Vendeur", "EMPLOYED", 1600, "GRAND BAZAR"}},
	{65, &job{"56", "Assistant de vie", "EMPLOYED", 1400, "AIDE A DOMICILE"}},
	{55, &job{"62", "Ouvrier qualifié de l'industrie", "EMPLOYED", 1900, "USINE DU NORD"}},
	{45, &job{"63", "Ouvrier qualifié de l'artisanat", "EMPLOYED", 1750, "BATIMENT ET FILS"}},
	{35, &job{"64", "Conducteur", "EMPLOYED", 1850, "TRANSPORTS RAPIDES"}},
	{30, &job{"65", "Magasinier", "EMPLOYED", 1750, "LOGISTIQUE EST"}},
	{40, &job{"67", "Ouvrier de l'industrie", "EMPLOYED", 1600, "USINE DU NORD"}},
}

// given are first names by generation: born before 1946, 1966, 1986, 2006, later.
var given = map[model.Sex][5][]string{
	"FEMALE": {
		{"Jeanne", "Monique", "Jacqueline", "Denise", "Odette", "Simone", "Yvonne", "Huguette", "Colette", "Geneviève", "Paulette", "Lucienne", "Madeleine", "Thérèse", "Suzanne", "Renée"},
		{"Françoise", "Martine", "Catherine", "Chantal", "Annie", "Brigitte", "Nicole", "Danielle", "Michèle", "Joëlle", "Sylvie", "Patricia", "Véronique", "Évelyne", "Dominique", "Christiane", "Bernadette", "Élisabeth"},
		{"Nathalie", "Isabelle", "Sandrine", "Stéphanie", "Céline", "Virginie", "Karine", "Valérie", "Laurence", "Aurélie", "Émilie", "Delphine", "Sophie", "Séverine", "Élodie", "Laëtitia", "Audrey", "Hélène", "Fatima", "Anne-Laure"},
		{"Camille", "Marine", "Laura", "Manon", "Léa", "Pauline", "Chloé", "Mathilde", "Anaïs", "Justine", "Margaux", "Clara", "Océane", "Sarah", "Inès", "Lucie", "Eva", "Charlotte", "Yasmine", "Noémie"},
		{"Emma", "Jade", "Louise", "Alice", "Lina", "Rose", "Ambre", "Anna", "Mila", "Zoé", "Léna", "Agathe", "Juliette", "Romy", "Nour", "Iris", "Victoire", "Adèle", "Maëlys", "Capucine"},
	},
	"MALE": {
		{"Jean", "Pierre", "André", "Marcel", "Roger", "René", "Robert", "Louis", "Raymond", "Maurice", "Georges", "Henri", "Lucien", "Fernand", "Albert", "Émile"},
		{"Michel", "Philippe", "Alain", "Patrick", "Bernard", "Daniel", "Gérard", "Christian", "Jean-Claude", "Jean-Pierre", "Serge", "Didier", "Dominique", "Jacques", "Yves", "Guy", "Francis", "Joël"},
		{"Christophe", "Stéphane", "Laurent", "Frédéric", "David", "Nicolas", "Sébastien", "Olivier", "Julien", "Jérôme", "Cédric", "Guillaume", "Vincent", "Éric", "Pascal", "Thierry", "Karim", "François", "Benoît", "Loïc"},
		{"Thomas", "Alexandre", "Maxime", "Antoine", "Kévin", "Romain", "Clément", "Lucas", "Hugo", "Quentin", "Valentin", "Florian", "Théo", "Mathieu", "Baptiste", "Paul", "Adrien", "Mehdi", "Corentin", "Rémi"},
		{"Gabriel", "Léo", "Raphaël", "Arthur", "Louis", "Jules", "Adam", "Maël", "Noah", "Sacha", "Liam", "Nathan", "Ethan", "Aaron", "Mohamed", "Tom", "Eliott", "Gabin", "Malo", "Isaac"},
	},
}

var surnames = []string{
	"Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon", "Michel", "Lefebvre", "Leroy", "Roux", "David",
	"Bertrand", "Morel", "Fournier", "Girard", "Bonnet", "Dupont", "Lambert", "Fontaine", "Rousseau", "Vincent", "Müller", "Lefèvre", "Faure", "André", "Mercier", "Blanc",
	"Guérin", "Boyer", "Garnier", "Chevalier", "François", "Legrand", "Gauthier", "Garcia", "Perrin", "Robin", "Clément", "Morin", "Nicolas", "Henry", "Roussel", "Mathieu",
	"Gautier", "Masson", "Marchand", "Duval", "Denis", "Dumont", "Marie", "Lemaire", "Noël", "Meyer", "Dufour", "Meunier", "Brun", "Blanchard", "Giraud", "Joly",
	"Rivière", "Lucas", "Brunet", "Gaillard", "Barbier", "Arnaud", "Martinez", "Gérard", "Roche", "Renard", "Schmitt", "Roy", "Le Roux", "Leclerc", "Colin", "Vidal",
	"Caron", "Picard", "Roger", "Fabre", "Aubert", "Lemoine", "Renaud", "Dumas", "Lacroix", "Olivier", "Philippe", "Bourgeois", "Pierre", "Benoît", "Rey", "Leclercq",
	"Payet", "Rolland", "Leroux", "Guillaume", "Lecomte", "Lopez", "Jean", "Dupuy", "Guillot", "Hubert", "Berger", "Carpentier", "Sanchez", "Dupuis", "Moulin", "Louis",
	"Deschamps", "Huet", "Vasseur", "Perez", "Boucher", "Fleury", "Royer", "Klein", "Jacquet", "Adam", "Paris", "Poirier", "Marty", "Aubry", "Guyot", "Carré",
	"Charles", "Renault", "Charpentier", "Ménard", "Maillard", "Baron", "Bertin", "Bailly", "Hervé", "Schneider", "Fernandez", "Le Gall", "Collet", "Léger", "Bouvier", "Julien",
	"Prévost", "Millet", "Perrot", "Daniel", "Le Goff", "Cousin", "Germain", "Breton", "Besson", "Langlois", "Rémy", "Le Corre", "Pelletier", "Lévêque", "Perrier", "Leblanc",
	"Barré", "Lebrun", "Marchal", "Weber", "Mallet", "Hamon", "Boulanger", "Jacob", "Monnier", "Michaud", "Rodriguez", "Guichard", "Gillet", "Étienne", "Grondin", "Poulain",
	"Tessier", "Chevallier", "Collin", "Chauvin", "Da Silva", "Bouchet", "Gay", "Lemaître", "Bénard", "Maréchal", "Humbert", "Reynaud", "Antoine", "Hoarau", "Perret", "Barthélemy",
}

var streets = []string{
	"rue de l'Église", "rue de la Mairie", "rue des Écoles", "rue du Moulin", "rue de la Gare", "place de la Mairie", "rue des Lilas", "avenue de la République",
	"rue Victor Hugo", "rue Pasteur", "boulevard Gambetta", "rue du Stade", "rue des Jardins", "chemin des Vignes", "rue de la Fontaine", "impasse des Tilleuls",
	"allée des Cerisiers", "rue Jules Ferry", "avenue Jean Jaurès", "rue des Acacias", "rue de Verdun", "quai du Port", "rue du Château", "rue de Bretagne",
	"rue de la Paix", "rue Émile Zola", "rue du Marché", "rue Saint-Martin", "route de Paris", "cours de la Liberté", "rue des Roses", "rue du Lavoir",
}

// town is a city with the postal code of its centre.
type town struct{ name, postal string }

// land is a region with cities that have branches.
type land struct {
	name  string
	towns []town
}

var lands = []land{
	{"Île-de-France", []town{{"Paris", "75011"}, {"Versailles", "78000"}, {"Créteil", "94000"}, {"Meaux", "77100"}, {"Cergy", "95000"}}},
	{"Auvergne-Rhône-Alpes", []town{{"Lyon", "69003"}, {"Grenoble", "38000"}, {"Clermont-Ferrand", "63000"}, {"Annecy", "74000"}, {"Valence", "26000"}}},
	{"Hauts-de-France", []town{{"Lille", "59000"}, {"Amiens", "80000"}, {"Arras", "62000"}, {"Beauvais", "60000"}}},
	{"Nouvelle-Aquitaine", []town{{"Bordeaux", "33000"}, {"Limoges", "87000"}, {"Poitiers", "86000"}, {"Pau", "64000"}, {"La Rochelle", "17000"}}},
	{"Occitanie", []town{{"Toulouse", "31000"}, {"Montpellier", "34000"}, {"Nîmes", "30000"}, {"Perpignan", "66000"}}},
	{"Grand Est", []town{{"Strasbourg", "67000"}, {"Reims", "51100"}, {"Metz", "57000"}, {"Nancy", "54000"}, {"Troyes", "10000"}}},
	{"Provence-Alpes-Côte d'Azur", []town{{"Marseille", "13006"}, {"Nice", "06000"}, {"Toulon", "83000"}, {"Avignon", "84000"}}},
	{"Bretagne", []town{{"Rennes", "35000"}, {"Brest", "29200"}, {"Quimper", "29000"}, {"Vannes", "56000"}}},
	{"Pays de la Loire", []town{{"Nantes", "44000"}, {"Angers", "49000"}, {"Le Mans", "72000"}, {"Laval", "53000"}}},
	{"Normandie", []town{{"Rouen", "76000"}, {"Caen", "14000"}, {"Le Havre", "76600"}, {"Évreux", "27000"}}},
	{"Bourgogne-Franche-Comté", []town{{"Dijon", "21000"}, {"Besançon", "25000"}, {"Belfort", "90000"}}},
	{"Centre-Val de Loire", []town{{"Tours", "37000"}, {"Orléans", "45000"}, {"Bourges", "18000"}, {"Chartres", "28000"}}},
}

var vehicleLabels = []string{"Citadine essence", "Berline diesel", "Break diesel", "Citadine hybride", "Monospace diesel", "SUV essence", "Utilitaire léger", "Citadine électrique"}

// tradeNames are words of organisations' names; a surname goes between.
var tradeNames = []string{"Boulangerie", "Garage", "Menuiserie", "Transports", "Pépinières", "Imprimerie", "Électricité", "Boucherie", "Maçonnerie", "Librairie"}
