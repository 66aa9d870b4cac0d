/* Countries by their codes and by their names in the languages of the portfolios' users. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/written.h"
#include "written_internal.h"

/* ISO 3166-1: the code of two letters and that of three, and Kosovo's, which has none there. */
static const struct {
    char two[3], three[4];
} codes[] = {{"AD", "AND"}, {"AE", "ARE"}, {"AF", "AFG"}, {"AG", "ATG"}, {"AI", "AIA"}, {"AL", "ALB"}, {"AM", "ARM"},
             {"AO", "AGO"}, {"AQ", "ATA"}, {"AR", "ARG"}, {"AS", "ASM"}, {"AT", "AUT"}, {"AU", "AUS"}, {"AW", "ABW"},
             {"AX", "ALA"}, {"AZ", "AZE"}, {"BA", "BIH"}, {"BB", "BRB"}, {"BD", "BGD"}, {"BE", "BEL"}, {"BF", "BFA"},
             {"BG", "BGR"}, {"BH", "BHR"}, {"BI", "BDI"}, {"BJ", "BEN"}, {"BL", "BLM"}, {"BM", "BMU"}, {"BN", "BRN"},
             {"BO", "BOL"}, {"BQ", "BES"}, {"BR", "BRA"}, {"BS", "BHS"}, {"BT", "BTN"}, {"BV", "BVT"}, {"BW", "BWA"},
             {"BY", "BLR"}, {"BZ", "BLZ"}, {"CA", "CAN"}, {"CC", "CCK"}, {"CD", "COD"}, {"CF", "CAF"}, {"CG", "COG"},
             {"CH", "CHE"}, {"CI", "CIV"}, {"CK", "COK"}, {"CL", "CHL"}, {"CM", "CMR"}, {"CN", "CHN"}, {"CO", "COL"},
             {"CR", "CRI"}, {"CU", "CUB"}, {"CV", "CPV"}, {"CW", "CUW"}, {"CX", "CXR"}, {"CY", "CYP"}, {"CZ", "CZE"},
             {"DE", "DEU"}, {"DJ", "DJI"}, {"DK", "DNK"}, {"DM", "DMA"}, {"DO", "DOM"}, {"DZ", "DZA"}, {"EC", "ECU"},
             {"EE", "EST"}, {"EG", "EGY"}, {"EH", "ESH"}, {"ER", "ERI"}, {"ES", "ESP"}, {"ET", "ETH"}, {"FI", "FIN"},
             {"FJ", "FJI"}, {"FK", "FLK"}, {"FM", "FSM"}, {"FO", "FRO"}, {"FR", "FRA"}, {"GA", "GAB"}, {"GB", "GBR"},
             {"GD", "GRD"}, {"GE", "GEO"}, {"GF", "GUF"}, {"GG", "GGY"}, {"GH", "GHA"}, {"GI", "GIB"}, {"GL", "GRL"},
             {"GM", "GMB"}, {"GN", "GIN"}, {"GP", "GLP"}, {"GQ", "GNQ"}, {"GR", "GRC"}, {"GS", "SGS"}, {"GT", "GTM"},
             {"GU", "GUM"}, {"GW", "GNB"}, {"GY", "GUY"}, {"HK", "HKG"}, {"HM", "HMD"}, {"HN", "HND"}, {"HR", "HRV"},
             {"HT", "HTI"}, {"HU", "HUN"}, {"ID", "IDN"}, {"IE", "IRL"}, {"IL", "ISR"}, {"IM", "IMN"}, {"IN", "IND"},
             {"IO", "IOT"}, {"IQ", "IRQ"}, {"IR", "IRN"}, {"IS", "ISL"}, {"IT", "ITA"}, {"JE", "JEY"}, {"JM", "JAM"},
             {"JO", "JOR"}, {"JP", "JPN"}, {"KE", "KEN"}, {"KG", "KGZ"}, {"KH", "KHM"}, {"KI", "KIR"}, {"KM", "COM"},
             {"KN", "KNA"}, {"KP", "PRK"}, {"KR", "KOR"}, {"KW", "KWT"}, {"KY", "CYM"}, {"KZ", "KAZ"}, {"LA", "LAO"},
             {"LB", "LBN"}, {"LC", "LCA"}, {"LI", "LIE"}, {"LK", "LKA"}, {"LR", "LBR"}, {"LS", "LSO"}, {"LT", "LTU"},
             {"LU", "LUX"}, {"LV", "LVA"}, {"LY", "LBY"}, {"MA", "MAR"}, {"MC", "MCO"}, {"MD", "MDA"}, {"ME", "MNE"},
             {"MF", "MAF"}, {"MG", "MDG"}, {"MH", "MHL"}, {"MK", "MKD"}, {"ML", "MLI"}, {"MM", "MMR"}, {"MN", "MNG"},
             {"MO", "MAC"}, {"MP", "MNP"}, {"MQ", "MTQ"}, {"MR", "MRT"}, {"MS", "MSR"}, {"MT", "MLT"}, {"MU", "MUS"},
             {"MV", "MDV"}, {"MW", "MWI"}, {"MX", "MEX"}, {"MY", "MYS"}, {"MZ", "MOZ"}, {"NA", "NAM"}, {"NC", "NCL"},
             {"NE", "NER"}, {"NF", "NFK"}, {"NG", "NGA"}, {"NI", "NIC"}, {"NL", "NLD"}, {"NO", "NOR"}, {"NP", "NPL"},
             {"NR", "NRU"}, {"NU", "NIU"}, {"NZ", "NZL"}, {"OM", "OMN"}, {"PA", "PAN"}, {"PE", "PER"}, {"PF", "PYF"},
             {"PG", "PNG"}, {"PH", "PHL"}, {"PK", "PAK"}, {"PL", "POL"}, {"PM", "SPM"}, {"PN", "PCN"}, {"PR", "PRI"},
             {"PS", "PSE"}, {"PT", "PRT"}, {"PW", "PLW"}, {"PY", "PRY"}, {"QA", "QAT"}, {"RE", "REU"}, {"RO", "ROU"},
             {"RS", "SRB"}, {"RU", "RUS"}, {"RW", "RWA"}, {"SA", "SAU"}, {"SB", "SLB"}, {"SC", "SYC"}, {"SD", "SDN"},
             {"SE", "SWE"}, {"SG", "SGP"}, {"SH", "SHN"}, {"SI", "SVN"}, {"SJ", "SJM"}, {"SK", "SVK"}, {"SL", "SLE"},
             {"SM", "SMR"}, {"SN", "SEN"}, {"SO", "SOM"}, {"SR", "SUR"}, {"SS", "SSD"}, {"ST", "STP"}, {"SV", "SLV"},
             {"SX", "SXM"}, {"SY", "SYR"}, {"SZ", "SWZ"}, {"TC", "TCA"}, {"TD", "TCD"}, {"TF", "ATF"}, {"TG", "TGO"},
             {"TH", "THA"}, {"TJ", "TJK"}, {"TK", "TKL"}, {"TL", "TLS"}, {"TM", "TKM"}, {"TN", "TUN"}, {"TO", "TON"},
             {"TR", "TUR"}, {"TT", "TTO"}, {"TV", "TUV"}, {"TW", "TWN"}, {"TZ", "TZA"}, {"UA", "UKR"}, {"UG", "UGA"},
             {"UM", "UMI"}, {"US", "USA"}, {"UY", "URY"}, {"UZ", "UZB"}, {"VA", "VAT"}, {"VC", "VCT"}, {"VE", "VEN"},
             {"VG", "VGB"}, {"VI", "VIR"}, {"VN", "VNM"}, {"VU", "VUT"}, {"WF", "WLF"}, {"WS", "WSM"}, {"XK", "XKX"},
             {"YE", "YEM"}, {"YT", "MYT"}, {"ZA", "ZAF"}, {"ZM", "ZMB"}, {"ZW", "ZWE"}};

struct country {
    const char *name;
    char code[3];
};

/* Names as `words` makes them, in their order: English (all), and what Norwegians, Danes, Swedes, Germans, Spanish and
 * French speakers call the countries they work with. Left out is what `plain_name` finds behind a country's title. */
/* clang-format off */
static const struct country names[] = {
    {"afganistan", "AF"}, {"afghanistan", "AF"}, {"afrique du sud", "ZA"}, {"agypten", "EG"}, {"ahvenanmaa", "AX"},
    {"aland", "AX"}, {"aland islands", "AX"}, {"albania", "AL"}, {"albanie", "AL"}, {"albanien", "AL"},
    {"alemania", "DE"}, {"algeria", "DZ"}, {"algerie", "DZ"}, {"algerien", "DZ"}, {"algeriet", "DZ"},
    {"allemagne", "DE"}, {"american samoa", "AS"}, {"andorra", "AD"}, {"andorre", "AD"}, {"angola", "AO"},
    {"anguilla", "AI"}, {"antarctica", "AQ"}, {"antigua and barbuda", "AG"}, {"antigua et barbuda", "AG"},
    {"antigua og barbuda", "AG"}, {"antigua y barbuda", "AG"}, {"arabia saudi", "SA"}, {"arabia saudita", "SA"},
    {"arabie saoudite", "SA"}, {"argelia", "DZ"}, {"argentina", "AR"}, {"argentine", "AR"}, {"argentinien", "AR"},
    {"armenia", "AM"}, {"armenie", "AM"}, {"armenien", "AM"}, {"aruba", "AW"}, {"aserbaidschan", "AZ"},
    {"aserbajdsjan", "AZ"}, {"athiopien", "ET"}, {"australia", "AU"}, {"australie", "AU"}, {"australien", "AU"},
    {"austria", "AT"}, {"autriche", "AT"}, {"azerbaidjan", "AZ"}, {"azerbaijan", "AZ"}, {"azerbaiyan", "AZ"},
    {"azerbajdzjan", "AZ"},
    {"bahamas", "BS"}, {"bahrain", "BH"}, {"bahrein", "BH"}, {"bangladesch", "BD"}, {"bangladesh", "BD"},
    {"barbade", "BB"}, {"barbados", "BB"}, {"belarus", "BY"}, {"belgia", "BE"}, {"belgica", "BE"}, {"belgien", "BE"},
    {"belgique", "BE"}, {"belgium", "BE"}, {"belice", "BZ"}, {"belize", "BZ"}, {"benin", "BJ"}, {"bermuda", "BM"},
    {"bhutan", "BT"}, {"bielorrusia", "BY"}, {"bielorussie", "BY"}, {"birmania", "MM"}, {"birmanie", "MM"},
    {"bolivia", "BO"}, {"bolivie", "BO"}, {"bolivien", "BO"}, {"bonaire sint eustatius and saba", "BQ"},
    {"bosnia", "BA"}, {"bosnia and herzegovina", "BA"}, {"bosnia hercegovina", "BA"}, {"bosnia herzegovina", "BA"},
    {"bosnia y herzegovina", "BA"}, {"bosnie herzegovine", "BA"}, {"bosnien hercegovina", "BA"},
    {"bosnien och hercegovina", "BA"}, {"bosnien og hercegovina", "BA"}, {"bosnien und herzegowina", "BA"},
    {"botswana", "BW"}, {"bouvet island", "BV"}, {"brasil", "BR"}, {"brasilien", "BR"}, {"brazil", "BR"},
    {"bresil", "BR"}, {"britain", "GB"}, {"british indian ocean territory", "IO"}, {"british virgin islands", "VG"},
    {"brunei", "BN"}, {"brunei darussalam", "BN"}, {"bulgaria", "BG"}, {"bulgarie", "BG"}, {"bulgarien", "BG"},
    {"bundesrepublik deutschland", "DE"}, {"burkina faso", "BF"}, {"burma", "MM"}, {"burundi", "BI"},
    {"cabo verde", "CV"}, {"cambodge", "KH"}, {"cambodia", "KH"}, {"cambodja", "KH"}, {"camboya", "KH"},
    {"cameroon", "CM"}, {"cameroun", "CM"}, {"camerun", "CM"}, {"canada", "CA"}, {"cape verde", "CV"},
    {"catar", "QA"}, {"cayman islands", "KY"}, {"central african republic", "CF"}, {"chad", "TD"}, {"chequia", "CZ"},
    {"chile", "CL"}, {"chili", "CL"}, {"china", "CN"}, {"china hong kong sar", "HK"}, {"chine", "CN"},
    {"chinese taipei", "TW"}, {"chipre", "CY"}, {"christmas island", "CX"}, {"chypre", "CY"},
    {"ciudad del vaticano", "VA"}, {"cocos islands", "CC"}, {"colombia", "CO"}, {"colombie", "CO"}, {"comoros", "KM"},
    {"congo", "CG"}, {"congo brazzaville", "CG"}, {"congo dem rep", "CD"}, {"congo democratic republic", "CD"},
    {"congo democratic republic of", "CD"}, {"congo kinshasa", "CD"}, {"cook islands", "CK"},
    {"corea del norte", "KP"}, {"corea del sur", "KR"}, {"coree du nord", "KP"}, {"coree du sud", "KR"},
    {"costa de marfil", "CI"}, {"costa rica", "CR"}, {"cote d ivoire", "CI"}, {"croacia", "HR"}, {"croatia", "HR"},
    {"croatie", "HR"}, {"cuba", "CU"}, {"curacao", "CW"}, {"cypern", "CY"}, {"cyprus", "CY"},
    {"czech republic", "CZ"}, {"czechia", "CZ"},
    {"danemark", "DK"}, {"danmark", "DK"}, {"de forenede arabiske emirater", "AE"},
    {"de forente arabiske emirater", "AE"}, {"democratic people s republic of korea", "KP"},
    {"democratic republic of congo", "CD"}, {"democratic republic of sao tome and prin", "ST"},
    {"democratic republic of sao tome and principe", "ST"}, {"democratic republic of timor leste", "TL"},
    {"democratic socialist republic of sri lan", "LK"}, {"democratic socialist republic of sri lanka", "LK"},
    {"demokratische republik kongo", "CD"}, {"den demokratiske republikken kongo", "CD"},
    {"den dominikanske republikk", "DO"}, {"den tjekkiske republik", "CZ"}, {"den tsjekkiske republikk", "CZ"},
    {"denmark", "DK"}, {"det forenede kongerige", "GB"}, {"det forente kongerike", "GB"}, {"deutschland", "DE"},
    {"dinamarca", "DK"}, {"djibouti", "DJ"}, {"dominica", "DM"}, {"dominican republic", "DO"},
    {"dominikanische republik", "DO"}, {"dominikanska republiken", "DO"}, {"dominikanske republik", "DO"},
    {"dprk", "KP"}, {"dr congo", "CD"}, {"dr kongo", "CD"}, {"drc", "CD"},
    {"east timor", "TL"}, {"ecuador", "EC"}, {"ee uu", "US"}, {"eeuu", "US"}, {"egipto", "EG"}, {"egypt", "EG"},
    {"egypte", "EG"}, {"egypten", "EG"}, {"eire", "IE"}, {"el", "GR"}, {"el salvador", "SV"},
    {"elfenbeinkuste", "CI"}, {"elfenbenskusten", "CI"}, {"elfenbenskysten", "CI"}, {"emiratene", "AE"},
    {"emirates", "AE"}, {"emiratos arabes unidos", "AE"}, {"emirats arabes unis", "AE"}, {"england", "GB"},
    {"equateur", "EC"}, {"equatorial guinea", "GQ"}, {"eritrea", "ER"}, {"eslovaquia", "SK"}, {"eslovenia", "SI"},
    {"espagne", "ES"}, {"espana", "ES"}, {"estados unidos", "US"}, {"estados unidos de america", "US"},
    {"estados unidos mexicanos", "MX"}, {"estland", "EE"}, {"estonia", "EE"}, {"estonie", "EE"}, {"eswatini", "SZ"},
    {"etats unis", "US"}, {"etats unis d amerique", "US"}, {"ethiopia", "ET"}, {"ethiopie", "ET"}, {"etiopia", "ET"},
    {"etiopien", "ET"},
    {"faeroe islands", "FO"}, {"faeroerne", "FO"}, {"faeroyene", "FO"}, {"falkland islands", "FK"},
    {"falklandsoyene", "FK"}, {"faroarna", "FO"}, {"faroe islands", "FO"}, {"faroer", "FO"},
    {"federal democratic republic of ethiopia", "ET"}, {"federal democratic republic of nepal", "NP"},
    {"fidji", "FJ"}, {"fiji", "FJ"}, {"filipinas", "PH"}, {"filippinene", "PH"}, {"filippinerna", "PH"},
    {"filippinerne", "PH"}, {"finland", "FI"}, {"finlande", "FI"}, {"finlandia", "FI"}, {"finnland", "FI"},
    {"forenade arabemiraten", "AE"}, {"forenade kungariket", "GB"}, {"forenede stater", "US"},
    {"forenta staterna", "US"}, {"forente stater", "US"}, {"foroyar", "FO"}, {"france", "FR"}, {"francia", "FR"},
    {"frankreich", "FR"}, {"frankrig", "FR"}, {"frankrike", "FR"}, {"french guiana", "GF"},
    {"french polynesia", "PF"}, {"french republic", "FR"}, {"french southern territories", "TF"}, {"fyrom", "MK"},
    {"gabon", "GA"}, {"gabonese republic", "GA"}, {"gambia", "GM"}, {"georgia", "GE"}, {"georgie", "GE"},
    {"georgien", "GE"}, {"germany", "DE"}, {"ghana", "GH"}, {"gibraltar", "GI"}, {"graekenland", "GR"},
    {"gran bretana", "GB"}, {"grande bretagne", "GB"}, {"great britain", "GB"}, {"grece", "GR"}, {"grecia", "GR"},
    {"greece", "GR"}, {"greenland", "GL"}, {"grekland", "GR"}, {"grenada", "GD"}, {"griechenland", "GR"},
    {"groenland", "GL"}, {"groenlandia", "GL"}, {"gronland", "GL"}, {"grossbritannien", "GB"}, {"guadeloupe", "GP"},
    {"guam", "GU"}, {"guatemala", "GT"}, {"guernsey", "GG"}, {"guinea", "GN"}, {"guinea bissau", "GW"},
    {"guyana", "GY"},
    {"haiti", "HT"}, {"heard island and mcdonald islands", "HM"}, {"hellas", "GR"}, {"hellenic republic", "GR"},
    {"holanda", "NL"}, {"holland", "NL"}, {"holy see", "VA"}, {"honduras", "HN"}, {"hong kong", "HK"},
    {"hong kong sar", "HK"}, {"hong kong sar china", "HK"}, {"hongkong", "HK"}, {"hongrie", "HU"}, {"hrvatska", "HR"},
    {"hungary", "HU"}, {"hungria", "HU"}, {"hviderusland", "BY"}, {"hviterussland", "BY"},
    {"iceland", "IS"}, {"iles feroe", "FO"}, {"inde", "IN"}, {"india", "IN"}, {"indien", "IN"}, {"indonesia", "ID"},
    {"indonesie", "ID"}, {"indonesien", "ID"}, {"irak", "IQ"}, {"iran", "IR"}, {"iraq", "IQ"}, {"ireland", "IE"},
    {"irland", "IE"}, {"irlanda", "IE"}, {"irlande", "IE"}, {"island", "IS"}, {"islande", "IS"}, {"islandia", "IS"},
    {"islas feroe", "FO"}, {"islas malvinas", "FK"}, {"isle of man", "IM"}, {"israel", "IL"}, {"italia", "IT"},
    {"italian republic", "IT"}, {"italie", "IT"}, {"italien", "IT"}, {"italy", "IT"}, {"ivory coast", "CI"},
    {"jamaica", "JM"}, {"jamaika", "JM"}, {"jamaique", "JM"}, {"japan", "JP"}, {"japon", "JP"}, {"jemen", "YE"},
    {"jersey", "JE"}, {"jordan", "JO"}, {"jordania", "JO"}, {"jordanie", "JO"}, {"jordanien", "JO"},
    {"kalaallit nunaat", "GL"}, {"kambodja", "KH"}, {"kambodscha", "KH"}, {"kambodsja", "KH"}, {"kamerun", "CM"},
    {"kanada", "CA"}, {"kapp verde", "CV"}, {"kasachstan", "KZ"}, {"kasakhstan", "KZ"}, {"kazajistan", "KZ"},
    {"kazakhstan", "KZ"}, {"kenia", "KE"}, {"kenya", "KE"}, {"kina", "CN"}, {"kirghizistan", "KG"},
    {"kirgisistan", "KG"}, {"kirgizstan", "KG"}, {"kirguistan", "KG"}, {"kiribati", "KI"}, {"kolumbien", "CO"},
    {"kongo", "CG"}, {"kongo kinshasa", "CD"}, {"korea", "KR"}, {"korea dem people s rep", "KP"},
    {"korea democratic people s republic of", "KP"}, {"korea dpr", "KP"}, {"kosovo", "XK"}, {"koweit", "KW"},
    {"kroatia", "HR"}, {"kroatien", "HR"}, {"kuba", "CU"}, {"kuwait", "KW"}, {"kviterussland", "BY"},
    {"kypros", "CY"}, {"kyrgyz republic", "KG"}, {"kyrgyzstan", "KG"},
    {"lao", "LA"}, {"lao pdr", "LA"}, {"lao people s democratic republic", "LA"}, {"laos", "LA"}, {"latvia", "LV"},
    {"lebanese republic", "LB"}, {"lebanon", "LB"}, {"lesotho", "LS"}, {"letland", "LV"}, {"letonia", "LV"},
    {"lettland", "LV"}, {"lettonie", "LV"}, {"liban", "LB"}, {"libano", "LB"}, {"libanon", "LB"}, {"liberia", "LR"},
    {"libya", "LY"}, {"liechtenstein", "LI"}, {"litauen", "LT"}, {"lithuania", "LT"}, {"lituania", "LT"},
    {"lituanie", "LT"}, {"luxembourg", "LU"}, {"luxemburg", "LU"}, {"luxemburgo", "LU"},
    {"macao", "MO"}, {"macau", "MO"}, {"macedoine du nord", "MK"}, {"macedonia", "MK"}, {"macedonia del norte", "MK"},
    {"macedonia republic of north", "MK"}, {"madagascar", "MG"}, {"makedonia", "MK"}, {"makedonien", "MK"},
    {"malaisie", "MY"}, {"malasia", "MY"}, {"malawi", "MW"}, {"malaysia", "MY"}, {"maldivas", "MV"},
    {"maldives", "MV"}, {"malediven", "MV"}, {"mali", "ML"}, {"malta", "MT"}, {"malte", "MT"}, {"maroc", "MA"},
    {"marocko", "MA"}, {"marokko", "MA"}, {"marruecos", "MA"}, {"marshall islands", "MH"}, {"martinique", "MQ"},
    {"mauritania", "MR"}, {"mauritius", "MU"}, {"mayotte", "YT"}, {"mejico", "MX"}, {"mexico", "MX"},
    {"mexiko", "MX"}, {"mexique", "MX"}, {"micronesia", "FM"}, {"mocambik", "MZ"},
    {"mocambique", "MZ"}, {"moldau", "MD"}, {"moldavia", "MD"}, {"moldavie", "MD"}, {"moldavien", "MD"},
    {"moldova", "MD"}, {"monaco", "MC"}, {"mongolei", "MN"}, {"mongolia", "MN"}, {"mongoliet", "MN"},
    {"montenegro", "ME"}, {"montserrat", "MS"}, {"morocco", "MA"}, {"mosambik", "MZ"}, {"mozambique", "MZ"},
    {"myanmar", "MM"},
    {"namibia", "NA"}, {"nauru", "NR"}, {"nederland", "NL"}, {"nederlandene", "NL"}, {"nederlanderna", "NL"},
    {"nepal", "NP"}, {"netherlands", "NL"}, {"neuseeland", "NZ"}, {"new caledonia", "NC"}, {"new zealand", "NZ"},
    {"nicaragua", "NI"}, {"niederlande", "NL"}, {"niger", "NE"}, {"nigeria", "NG"}, {"niue", "NU"},
    {"nord korea", "KP"}, {"nord makedonia", "MK"}, {"nordkorea", "KP"}, {"nordmakedonien", "MK"},
    {"nordmazedonien", "MK"}, {"noreg", "NO"}, {"norfolk island", "NF"}, {"norge", "NO"}, {"north korea", "KP"},
    {"north macedonia", "MK"}, {"northern ireland", "GB"}, {"northern mariana islands", "MP"}, {"noruega", "NO"},
    {"norvege", "NO"}, {"norway", "NO"}, {"norwegen", "NO"}, {"nouvelle zelande", "NZ"}, {"nueva zelanda", "NZ"},
    {"nueva zelandia", "NZ"}, {"nya zeeland", "NZ"},
    {"occupied palestinian territory", "PS"}, {"oman", "OM"}, {"ost timor", "TL"}, {"osterreich", "AT"},
    {"osterrike", "AT"}, {"ostrig", "AT"}, {"osttimor", "TL"}, {"ouganda", "UG"},
    {"paises bajos", "NL"}, {"pakistan", "PK"}, {"palastina", "PS"}, {"palau", "PW"}, {"palestina", "PS"},
    {"palestine", "PS"}, {"palestinian territories", "PS"}, {"panama", "PA"}, {"papua new guinea", "PG"},
    {"paraguay", "PY"}, {"pays bas", "NL"}, {"people s democratic republic of algeria", "DZ"}, {"perou", "PE"},
    {"peru", "PE"}, {"philippinen", "PH"}, {"philippines", "PH"}, {"pitcairn", "PN"}, {"poland", "PL"},
    {"polen", "PL"}, {"pologne", "PL"}, {"polonia", "PL"}, {"polska", "PL"}, {"portugal", "PT"},
    {"portuguese republic", "PT"}, {"pr china", "CN"}, {"puerto rico", "PR"},
    {"qatar", "QA"},
    {"reino unido", "GB"}, {"republica checa", "CZ"}, {"republica democratica del congo", "CD"},
    {"republica dominicana", "DO"}, {"republique democratique du congo", "CD"}, {"republique dominicaine", "DO"},
    {"republique tcheque", "CZ"}, {"reunion", "RE"}, {"romania", "RO"}, {"roumanie", "RO"}, {"royaume uni", "GB"},
    {"ruanda", "RW"}, {"rumaenien", "RO"}, {"rumania", "RO"}, {"rumanien", "RO"}, {"rusia", "RU"}, {"rusland", "RU"},
    {"russia", "RU"}, {"russian federation", "RU"}, {"russie", "RU"}, {"russland", "RU"}, {"rwanda", "RW"},
    {"ryssland", "RU"},
    {"saint barthelemy", "BL"}, {"saint helena", "SH"}, {"saint helena ascension and tristan da cunha", "SH"},
    {"saint kitts and nevis", "KN"}, {"saint lucia", "LC"}, {"saint martin", "MF"},
    {"saint pierre and miquelon", "PM"}, {"saint vincent and grenadines", "VC"}, {"salvador", "SV"}, {"samoa", "WS"},
    {"san marino", "SM"}, {"sao tome and prin", "ST"}, {"sao tome and principe", "ST"}, {"saudi arabia", "SA"},
    {"saudi arabien", "SA"}, {"saudiarabien", "SA"}, {"schweden", "SE"}, {"schweiz", "CH"}, {"scotland", "GB"},
    {"senegal", "SN"}, {"serbia", "RS"}, {"serbie", "RS"}, {"serbien", "RS"}, {"seychelles", "SC"},
    {"sierra leone", "SL"}, {"singapore", "SG"}, {"singapour", "SG"}, {"singapur", "SG"}, {"sint maarten", "SX"},
    {"siria", "SY"}, {"slovak republic", "SK"}, {"slovakia", "SK"}, {"slovakien", "SK"}, {"slovakiet", "SK"},
    {"slovaquie", "SK"}, {"slovenia", "SI"}, {"slovenie", "SI"}, {"slovenien", "SI"}, {"slowakei", "SK"},
    {"slowakische republik", "SK"}, {"slowenien", "SI"}, {"solomon islands", "SB"},
    {"somali democratic republic", "SO"}, {"somalia", "SO"}, {"sor afrika", "ZA"}, {"sor korea", "KR"},
    {"south africa", "ZA"}, {"south georgia and south sandwich islands", "GS"}, {"south korea", "KR"},
    {"south sudan", "SS"}, {"spain", "ES"}, {"spania", "ES"}, {"spanien", "ES"}, {"sri lanka", "LK"},
    {"storbritannia", "GB"}, {"storbritannien", "GB"}, {"sudafrica", "ZA"}, {"sudafrika", "ZA"}, {"sudan", "SD"},
    {"sudkorea", "KR"}, {"suecia", "SE"}, {"suede", "SE"}, {"suisse", "CH"}, {"suiza", "CH"}, {"suomi", "FI"},
    {"surinam", "SR"}, {"suriname", "SR"}, {"svalbard", "SJ"}, {"svalbard and jan mayen", "SJ"},
    {"svalbard og jan mayen", "SJ"}, {"sveits", "CH"}, {"sverige", "SE"}, {"swaziland", "SZ"}, {"sweden", "SE"},
    {"switzerland", "CH"}, {"sydafrika", "ZA"}, {"sydkorea", "KR"}, {"syria", "SY"}, {"syrian arab republic", "SY"},
    {"syrie", "SY"}, {"syrien", "SY"},
    {"tailandia", "TH"}, {"taiwan", "TW"}, {"taiwan china", "TW"}, {"taiwan province of china", "TW"},
    {"tajikistan", "TJ"}, {"tanzania", "TZ"}, {"tanzanie", "TZ"}, {"tchad", "TD"}, {"tchequie", "CZ"},
    {"thailand", "TH"}, {"thailande", "TH"}, {"timor leste", "TL"}, {"timor oriental", "TL"}, {"tjeckien", "CZ"},
    {"tjeckiska republiken", "CZ"}, {"tjekkiet", "CZ"}, {"togo", "TG"}, {"tokelau", "TK"}, {"tonga", "TO"},
    {"trinidad and tobago", "TT"}, {"trinidad og tobago", "TT"}, {"trinidad y tobago", "TT"},
    {"trinite et tobago", "TT"}, {"tschechien", "CZ"}, {"tschechische republik", "CZ"}, {"tsjekkia", "CZ"},
    {"tunez", "TN"}, {"tunisia", "TN"}, {"tunisie", "TN"}, {"tunisien", "TN"}, {"turkei", "TR"}, {"turkey", "TR"},
    {"turkiet", "TR"}, {"turkiye", "TR"}, {"turkmenistan", "TM"}, {"turks and caicos islands", "TC"},
    {"turquia", "TR"}, {"turquie", "TR"}, {"tuvalu", "TV"}, {"tyrkia", "TR"}, {"tyrkiet", "TR"}, {"tyskland", "DE"},
    {"u k", "GB"}, {"u s", "US"}, {"u s a", "US"}, {"uae", "AE"}, {"ucrania", "UA"}, {"uganda", "UG"}, {"uk", "GB"},
    {"ukraina", "UA"}, {"ukraine", "UA"}, {"ungarn", "HU"}, {"ungern", "HU"}, {"united kingdom", "GB"},
    {"united kingdom of great britain and northern ireland", "GB"}, {"united mexican states", "MX"},
    {"united states", "US"}, {"united states minor outlying islands", "UM"}, {"united states of america", "US"},
    {"united states virgin islands", "VI"}, {"uruguay", "UY"}, {"us virgin islands", "VI"}, {"usa", "US"},
    {"usbekistan", "UZ"}, {"uzbekistan", "UZ"},
    {"vanuatu", "VU"}, {"vatican", "VA"}, {"vatican city", "VA"}, {"vatikanstadt", "VA"}, {"vatikanstaten", "VA"},
    {"venezuela", "VE"}, {"vereinigte arabische emirate", "AE"}, {"vereinigte staaten", "US"},
    {"vereinigte staaten von amerika", "US"}, {"vereinigtes konigreich", "GB"}, {"viet nam", "VN"}, {"vietnam", "VN"},
    {"virgin islands british", "VG"}, {"virgin islands u s", "VI"}, {"vitryssland", "BY"},
    {"wales", "GB"}, {"wallis and futuna", "WF"}, {"weissrussland", "BY"}, {"west bank and gaza", "PS"},
    {"western sahara", "EH"},
    {"yemen", "YE"},
    {"zambia", "ZM"}, {"zimbabwe", "ZW"}, {"zypern", "CY"},
};
/* clang-format on */

/* What a country is as a state: "Federal Republic of ...", "..., Islamic Rep. of", "Reino de ...". */
static const char titles[] =
    " arab bolivarian bolivariana co commonwealth cooperative de del du duchy federal federated "
    "federative grand hashemite independent islamic kingdom kongeriget kongeriket konigreich konungariket la of "
    "operative oriental people peoples plurinational principality reino rep republic republica republik republiken "
    "republikken republique royaume s socialist state states sultanate union united ";

/* Folded words with one blank between, "st" as "saint", "&" as "and", without "the"; false when they do not fit. */
static bool words(const char *text, char *out, size_t size)
{
    char folded[96];
    size_t len = 0;
    if (!fold_into(text, folded, sizeof folded)) {
        return false;
    }
    for (const char *at = folded; *at;) {
        const char *word = at;
        for (; (unsigned char)*at >= 0x80 || isalnum((unsigned char)*at); at++) {
        }
        size_t word_len = (size_t)(at - word);
        if (word_len == 2 && strncmp(word, "st", 2) == 0) {
            word = "saint";
            word_len = 5;
        } else if (!word_len && *at == '&') {
            word = "and";
            word_len = 3;
        }
        bool kept = word_len && !(word_len == 3 && strncmp(word, "the", 3) == 0);
        if (kept && len + word_len + 2 > size) {
            return false;
        }
        if (kept) {
            out[len] = ' ';
            memcpy(out + len + (len > 0), word, word_len);
            len += word_len + (len > 0);
        }
        at += *at && !isalnum((unsigned char)*at) && (unsigned char)*at < 0x80;
    }
    out[len] = '\0';
    return len > 0;
}

static bool is_title(const char *word, size_t len)
{
    char padded[24];
    if (len + 3 > sizeof padded) {
        return false;
    }
    padded[0] = ' ';
    memcpy(padded + 1, word, len);
    memcpy(padded + 1 + len, " ", 2);
    return strstr(titles, padded) != NULL;
}

/* The name without the words of its title before and behind it. */
static const char *plain_name(char *name)
{
    char *start = name;
    for (size_t len; (len = strcspn(start, " ")) > 0 && is_title(start, len);) {
        start += len + (start[len] == ' ');
    }
    for (char *last; (last = strrchr(start, ' ')) && is_title(last + 1, strlen(last + 1));) {
        *last = '\0';
    }
    return start;
}

static int by_name(const void *name, const void *country)
{
    return strcmp(name, ((const struct country *)country)->name);
}

static const char *find_name(const char *name)
{
    const struct country *found = bsearch(name, names, sizeof names / sizeof *names, sizeof *names, by_name);
    return found ? found->code : NULL;
}

/* The code of two letters that two or three letters in any case are; NULL when there is none. */
static const char *find_code(const char *name)
{
    size_t len = strlen(name), width = sizeof *codes;
    char letters[4] = "";
    for (size_t i = 0; i < len && len <= 3; i++) {
        letters[i] = (char)toupper((unsigned char)name[i]);
    }
    for (size_t i = 0; (len == 2 || len == 3) && i < sizeof codes / width; i++) {
        if (strcmp(len == 2 ? codes[i].two : codes[i].three, letters) == 0) {
            return codes[i].two;
        }
    }
    return NULL;
}

const char *mpt_country_read(const char *text)
{
    char name[96];
    if (!words(text, name, sizeof name)) {
        return NULL;
    }
    const char *code = find_code(name);
    code = code ? code : find_name(name);
    return code ? code : find_name(plain_name(name));
}
