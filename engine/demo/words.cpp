#include "engine/demo/words.h"

namespace strandline::demo {

namespace {

constexpr std::string_view FirstNames[] = {
    "Anna",   "Lukas",     "Sofia",  "Jonas",   "Marie",   "Felix",     "Elena",  "David",   "Clara",
    "Paul",   "Ida",       "Noah",   "Mila",    "Leon",    "Emma",      "Oskar",  "Freja",   "Anton",
    "Greta",  "Emil",      "Astrid", "Henrik",  "Ingrid",  "Magnus",    "Linnea", "Mattias", "Camille",
    "Hugo",   "Juliette",  "Louis",  "Chloé",   "Antoine", "Margaux",   "Thomas", "Giulia",  "Matteo",
    "Chiara", "Lorenzo",   "Bianca", "Marco",   "Lucía",   "Pablo",     "Carmen", "Diego",   "Inés",
    "Javier", "Katarzyna", "Piotr",  "Zofia",   "Jakub",   "Hanna",     "Marek",  "Eva",     "Tomáš",
    "Lenka",  "Jan",       "Sanne",  "Daan",    "Lotte",   "Bram",      "Femke",  "Sven",    "Aoife",
    "Ciarán", "Niamh",     "Oliver", "Amelia",  "George",  "Charlotte", "Harry",  "Priya",   "Arjun",
    "Yusuf",  "Leyla",     "Mehmet", "Aylin",   "Minh",    "Linh",      "Amara",  "Kwame",   "Zeynep",
    "Nikos",  "Eleni",     "João",   "Beatriz", "Tiago",   "Réka",      "Bence",  "Andrei",  "Ioana"};

constexpr std::string_view LastNames[] = {
    "Müller",       "Schmidt",   "Fischer",  "Weber",    "Wagner",    "Becker",     "Hoffmann",
    "Koch",         "Richter",   "Klein",    "Wolf",     "Neumann",   "Schwarz",    "Zimmermann",
    "Krüger",       "Hartmann",  "Lange",    "Werner",   "Lehmann",   "Köhler",     "Jensen",
    "Nielsen",      "Hansen",    "Andersen", "Larsen",   "Johansson", "Lindqvist",  "Bergström",
    "Nyström",      "Virtanen",  "Korhonen", "Dubois",   "Laurent",   "Moreau",     "Girard",
    "Fontaine",     "Chevalier", "Rousseau", "Mercier",  "Rossi",     "Bianchi",    "Romano",
    "Colombo",      "Ricci",     "Marino",   "Greco",    "García",    "Fernández",  "Martínez",
    "López",        "Navarro",   "Ortega",   "Kowalski", "Nowak",     "Wiśniewska", "Zieliński",
    "Novák",        "Svoboda",   "Dvořák",   "Černá",    "de Vries",  "van Dijk",   "Bakker",
    "Visser",       "Mulder",    "Peeters",  "Janssens", "O'Brien",   "Murphy",     "Kelly",
    "Byrne",        "Walsh",     "Smith",    "Taylor",   "Hughes",    "Patel",      "Shah",
    "Demir",        "Yılmaz",    "Kaya",     "Nguyen",   "Tran",      "Mensah",     "Okafor",
    "Papadopoulos", "Silva",     "Pereira",  "Costa",    "Nagy",      "Szabó",      "Popescu",
    "Ionescu",      "Huber",     "Gruber",   "Steiner",  "Keller",    "Baumann",    "Meier",
    "Brunner",      "Frei"};

constexpr std::string_view Streets[] = {
    "Mill Lane",     "Station Road",  "Church Street", "High Street",     "Garden Row",  "Harbour Street",
    "Linden Avenue", "Market Square", "Bridge Street", "Rose Hill",       "Orchard Way", "School Lane",
    "Castle Street", "River Walk",    "Forest Road",   "Meadow View",     "Kings Road",  "Chestnut Drive",
    "Quay Street",   "Vineyard Path", "Elm Grove",     "Hillside",        "Park Avenue", "Tower Street",
    "Canal Street",  "Windmill Road", "Beech Close",   "Old Town Street", "Lakeside",    "North Gate"};

constexpr std::string_view Styles[] = {"Oak",    "Linen",   "Nordic", "Classic",   "Coastal", "Slate",
                                       "Copper", "Juniper", "Birch",  "Harbour",   "Meadow",  "Granite",
                                       "Amber",  "Heather", "Willow", "Saltmarsh", "Fjord",   "Drift",
                                       "Walnut", "Indigo",  "Pebble", "Lichen",    "Tern",    "Breakwater"};

constexpr Place Places[] = {
    {"Hamburg", "DE", 20095, 9},    {"Berlin", "DE", 10115, 12},  {"München", "DE", 80331, 8},
    {"Köln", "DE", 50667, 6},       {"Leipzig", "DE", 4103, 4},   {"Bremen", "DE", 28195, 4},
    {"Kiel", "DE", 24103, 3},       {"Rostock", "DE", 18055, 2},  {"Wien", "AT", 1010, 6},
    {"Graz", "AT", 8010, 2},        {"Zürich", "CH", 8001, 4},    {"Basel", "CH", 4051, 2},
    {"Amsterdam", "NL", 1011, 5},   {"Utrecht", "NL", 3511, 3},   {"Groningen", "NL", 9711, 2},
    {"Antwerpen", "BE", 2000, 3},   {"Gent", "BE", 9000, 2},      {"København", "DK", 1050, 5},
    {"Aarhus", "DK", 8000, 3},      {"Odense", "DK", 5000, 2},    {"Stockholm", "SE", 11120, 4},
    {"Göteborg", "SE", 41103, 3},   {"Malmö", "SE", 21120, 3},    {"Helsinki", "FI", 100, 3},
    {"Paris", "FR", 75001, 5},      {"Lyon", "FR", 69001, 3},     {"Nantes", "FR", 44000, 2},
    {"Strasbourg", "FR", 67000, 2}, {"Milano", "IT", 20121, 3},   {"Torino", "IT", 10121, 2},
    {"Bologna", "IT", 40121, 2},    {"Barcelona", "ES", 8001, 3}, {"Valencia", "ES", 46001, 2},
    {"Warszawa", "PL", 10, 4},      {"Gdańsk", "PL", 80001, 3},   {"Kraków", "PL", 30001, 2},
    {"Praha", "CZ", 11000, 3},      {"Brno", "CZ", 60200, 2},     {"Dublin", "IE", 1, 3},
    {"Lisboa", "PT", 1000, 2}};

constexpr Range Ranges[] = {
    {"Cookware",
     "Kitchen",
     {"Saucepan 1.5 l", "Saucepan 3 l", "Frying Pan 24 cm", "Frying Pan 28 cm", "Stock Pot 6 l",
      "Casserole 4 l", "Wok 32 cm", "Griddle Plate"},
     2490,
     14900,
     7},
    {"Knives and Boards",
     "Kitchen",
     {"Chef's Knife 20 cm", "Paring Knife 9 cm", "Bread Knife 22 cm", "Cutting Board", "Knife Block",
      "Sharpening Stone", "Santoku Knife 17 cm", "Kitchen Scissors"},
     990,
     11900,
     5},
    {"Tableware",
     "Kitchen",
     {"Dinner Plate", "Soup Bowl", "Serving Platter", "Salad Bowl", "Cereal Bowl", "Side Plate",
      "Butter Dish", "Egg Cups, set of 4"},
     590,
     4900,
     10},
    {"Coffee and Tea",
     "Kitchen",
     {"Mug 350 ml", "Espresso Cups, set of 2", "Teapot 1 l", "Pour-over Dripper", "Coffee Grinder",
      "French Press 0.8 l", "Milk Jug", "Tea Tin"},
     690,
     8900,
     12},
    {"Glass",
     "Kitchen",
     {"Water Glass", "Red Wine Glass", "Carafe 1 l", "Storage Jar 0.5 l", "Storage Jar 1.5 l",
      "Tumbler, set of 4", "Champagne Glass", "Vase"},
     450,
     3900,
     7},
    {"Baking",
     "Kitchen",
     {"Loaf Tin", "Springform 26 cm", "Muffin Tray", "Rolling Pin", "Mixing Bowl 3 l", "Kitchen Scale",
      "Pastry Brush", "Cooling Rack"},
     590,
     4500,
     6},
    {"Bedding",
     "Home",
     {"Duvet Cover 135×200", "Duvet Cover 200×200", "Pillowcase 80×80", "Fitted Sheet 90×200",
      "Fitted Sheet 180×200", "Wool Duvet", "Feather Pillow", "Quilt"},
     1990,
     17900,
     5},
    {"Towels",
     "Home",
     {"Hand Towel", "Bath Towel", "Bath Sheet", "Guest Towel, set of 2", "Bath Mat", "Sauna Towel",
      "Face Cloths, set of 3", "Bathrobe"},
     790,
     7900,
     7},
    {"Lighting",
     "Home",
     {"Table Lamp", "Floor Lamp", "Pendant Lamp", "Wall Lamp", "Reading Lamp", "Lampshade 40 cm", "Lantern",
      "LED Bulb E27"},
     690,
     19900,
     5},
    {"Candles and Scents",
     "Home",
     {"Pillar Candle", "Tea Lights, 24 pieces", "Scented Candle", "Candle Holder", "Room Diffuser",
      "Taper Candles, set of 6", "Incense Sticks", "Refill 200 ml"},
     390,
     3900,
     11},
    {"Storage",
     "Home",
     {"Basket, small", "Basket, large", "Shoe Rack", "Wall Shelf", "Coat Hooks", "Laundry Bin", "Crate",
      "Drawer Box"},
     1290,
     9900,
     5},
    {"Rugs",
     "Home",
     {"Rug 60×120", "Rug 120×180", "Rug 160×230", "Runner 70×200", "Door Mat", "Sheepskin", "Felt Rug 90×150",
      "Kitchen Mat"},
     1990,
     34900,
     3},
    {"Cushions and Throws",
     "Home",
     {"Cushion 45×45", "Cushion Cover 50×50", "Wool Throw", "Cotton Throw", "Seat Pad", "Bolster",
      "Fleece Blanket", "Floor Cushion"},
     1290,
     12900,
     8},
    {"Pots and Planters",
     "Garden",
     {"Plant Pot 12 cm", "Plant Pot 20 cm", "Planter 60 cm", "Hanging Pot", "Window Box", "Plant Stand",
      "Saucer 20 cm", "Raised Bed"},
     490,
     15900,
     6},
    {"Garden Tools",
     "Garden",
     {"Hand Trowel", "Secateurs", "Garden Fork", "Spade", "Watering Can 8 l", "Leaf Rake", "Pruning Saw",
      "Dibber"},
     890,
     7900,
     5},
    {"Seeds",
     "Garden",
     {"Tomato Seeds", "Lettuce Seeds", "Sunflower Seeds", "Herb Mix Seeds", "Wildflower Mix", "Carrot Seeds",
      "Sweet Pea Seeds", "Pumpkin Seeds"},
     195,
     595,
     9},
    {"Outdoor Dining",
     "Garden",
     {"Folding Chair", "Bistro Table", "Bench 120 cm", "Parasol 3 m", "Picnic Blanket", "Fire Bowl",
      "Charcoal Grill", "Cool Bag 20 l"},
     2990,
     29900,
     3},
    {"Bags",
     "Travel",
     {"Rucksack 22 l", "Rucksack 35 l", "Weekender", "Tote Bag", "Laptop Sleeve 14 in", "Belt Bag",
      "Toiletry Bag", "Packing Cubes, set of 3"},
     1490,
     16900,
     6},
    {"Camping",
     "Travel",
     {"Tent, 2 persons", "Sleeping Bag", "Sleeping Mat", "Gas Stove", "Head Lamp", "Enamel Mug",
      "Water Bottle 1 l", "Pocket Knife"},
     990,
     34900,
     4},
    {"Rain Wear",
     "Travel",
     {"Rain Jacket", "Rain Trousers", "Umbrella", "Rubber Boots", "Poncho", "Sou'wester", "Dry Bag 20 l",
      "Gaiters"},
     1990,
     18900,
     4},
    {"Notebooks and Pens",
     "Desk",
     {"Notebook A5", "Notebook A4", "Fountain Pen", "Pencils, set of 12", "Desk Calendar", "Ink 50 ml",
      "Letter Paper", "Sketchbook"},
     390,
     6900,
     8},
    {"Desk Order",
     "Desk",
     {"Pen Tray", "Letter Rack", "Desk Mat", "Bookends", "Magazine File", "Paper Basket", "Cable Box",
      "Pinboard"},
     890,
     5900,
     4},
    {"Wooden Toys",
     "Children",
     {"Building Blocks", "Pull-along Duck", "Train Set", "Puzzle", "Stacking Rings", "Marble Run",
      "Doll's House", "Rattle"},
     890,
     14900,
     5},
    {"Games",
     "Children",
     {"Memory Game", "Card Game", "Chess Set", "Dominoes", "Skittles", "Kite", "Skipping Rope",
      "Table Football"},
     690,
     9900,
     5}};

constexpr Trader Traders[] = {{"Nordlicht Manufaktur", "Flensburg", "DE"},
                              {"Havn & Co.", "Aarhus", "DK"},
                              {"Glasbruk Småland", "Växjö", "SE"},
                              {"Textielhuis Tilburg", "Tilburg", "NL"},
                              {"Forges du Limousin", "Limoges", "FR"},
                              {"Ceramica Faenza", "Faenza", "IT"},
                              {"Solinger Klingenwerk", "Solingen", "DE"},
                              {"Lumen Praha", "Praha", "CZ"},
                              {"Wool of Donegal", "Donegal", "IE"},
                              {"Cortiça do Sul", "Évora", "PT"},
                              {"Papiernia Beskid", "Bielsko-Biała", "PL"},
                              {"Gartenbau Lüneburg", "Lüneburg", "DE"},
                              {"Alpin Ausrüstung", "Innsbruck", "AT"},
                              {"Jurahof Holzwaren", "Delémont", "CH"},
                              {"Bergen Regntøy", "Bergen", "NO"},
                              {"Savonnerie d'Azur", "Marseille", "FR"},
                              {"Kynttilä Oy", "Turku", "FI"},
                              {"Talleres Ebro", "Zaragoza", "ES"},
                              {"Brede Mill", "Kendal", "GB"},
                              {"Erzgebirge Spielzeug", "Seiffen", "DE"},
                              {"Atelier Brabant", "Leuven", "BE"},
                              {"Kopparslagarna", "Falun", "SE"},
                              {"Mecsek Pottery", "Pécs", "HU"},
                              {"Steinbeis Papier", "Glückstadt", "DE"}};

constexpr std::string_view OneStar[] = {"Broken on arrival, and nobody answers.",
                                        "Not at all like the picture.",
                                        "Fell apart after a week. I want my money back."};
constexpr std::string_view TwoStars[] = {"Smaller than I thought.", "The colour is off.",
                                         "Works, but feels cheap for the price."};
constexpr std::string_view ThreeStars[] = {"It is all right.", "Good, but delivery took ten days.",
                                           "Nice idea, could be sturdier."};
constexpr std::string_view FourStars[] = {"Well made. One star off for the packaging.",
                                          "Pretty, and does its job.", "Would buy it again.",
                                          "A good present."};
constexpr std::string_view FiveStars[] = {"Lovely! Even nicer than in the picture.", "We use it every day.",
                                          "Beautifully made and quickly delivered.", "My third one. Perfect.",
                                          "Exactly what I had been looking for."};

} // namespace

std::span<const std::string_view> firstNames()
{
    return FirstNames;
}

std::span<const std::string_view> lastNames()
{
    return LastNames;
}

std::span<const std::string_view> streets()
{
    return Streets;
}

std::span<const std::string_view> styles()
{
    return Styles;
}

std::span<const Place> places()
{
    return Places;
}

std::span<const Range> ranges()
{
    return Ranges;
}

std::span<const Trader> traders()
{
    return Traders;
}

std::span<const std::string_view> opinions(int stars)
{
    switch (stars) {
    case 1:
        return OneStar;
    case 2:
        return TwoStars;
    case 3:
        return ThreeStars;
    case 4:
        return FourStars;
    default:
        return FiveStars;
    }
}

} // namespace strandline::demo
