"""The clients of the demo, all invented."""

from clmctl.desk.demo.acts import Client

HARBOUR = Client(
    "harbour-foods",
    "Harbour Foods Ltd",
    "Harbour Foods",
    "GB",
    "07120001",
    "4 Quayside, Bristol BS1 4AA, United Kingdom",
    "legal@harbour.example",
)
NORDWIND = Client(
    "nordwind-logistik",
    "Nordwind Logistik GmbH",
    "Nordwind",
    "DE",
    "HRB 120002",
    "Speicherweg 8, 20457 Hamburg, Germany",
    "recht@nordwind.example",
)
ALDER = Client(
    "alder-clinics",
    "Alder Clinics Ltd",
    "Alder",
    "GB",
    "07120003",
    "21 Elm Row, Leeds LS1 5AA, United Kingdom",
    "contracts@alder.example",
)
BRIGHT = Client(
    "bright-retail",
    "Bright Retail plc",
    "Bright Retail",
    "GB",
    "07120004",
    "90 Market Street, Manchester M1 1AA, United Kingdom",
    "legal@bright.example",
)
CEDAR = Client(
    "cedar-insurance",
    "Cedar Insurance SE",
    "Cedar",
    "DE",
    "HRB 120005",
    "Domplatz 2, 50667 Cologne, Germany",
    "vertrag@cedar.example",
)
DELTA = Client(
    "delta-telecom",
    "Delta Telecom Ltd",
    "Delta Telecom",
    "IE",
    "120006",
    "12 Canal Road, Dublin 2, Ireland",
    "legal@delta.example",
)
ELM = Client(
    "elm-energy",
    "Elm Energy Ltd",
    "Elm Energy",
    "GB",
    "07120007",
    "3 Turbine Way, Aberdeen AB10 1AA, United Kingdom",
    "legal@elm.example",
)
FOXGLOVE = Client(
    "foxglove-media",
    "Foxglove Media Ltd",
    "Foxglove",
    "GB",
    "07120008",
    "55 Brewer Street, London W1F 9AA, United Kingdom",
    "business@foxglove.example",
)
GRANITE = Client(
    "granite-builders",
    "Granite Builders Ltd",
    "Granite",
    "GB",
    "07120009",
    "8 Quarry Lane, Cardiff CF10 1AA, United Kingdom",
    "office@granite.example",
)
HOLLOW = Client(
    "hollow-oak",
    "Hollow Oak Farms Ltd",
    "Hollow Oak",
    "GB",
    "07120010",
    "Oak Lane, Hereford HR1 2AA, United Kingdom",
    "farm@hollowoak.example",
)
IRIS = Client(
    "iris-travel",
    "Iris Travel Ltd",
    "Iris",
    "GB",
    "07120011",
    "17 Station Parade, York YO1 7AA, United Kingdom",
    "legal@iris.example",
)
JUNIPER = Client(
    "juniper-labs",
    "Juniper Labs Ltd",
    "Juniper",
    "GB",
    "07120012",
    "2 Science Park, Cambridge CB4 0AA, United Kingdom",
    "ops@juniper.example",
)
KESTREL = Client(
    "kestrel-air",
    "Kestrel Air Ltd",
    "Kestrel",
    "GB",
    "07120013",
    "Hangar 4, Luton LU2 9AA, United Kingdom",
    "contracts@kestrel.example",
)
