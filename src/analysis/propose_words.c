/* The words that funders use: of headers for each role, of values for states, genders and roles.
 *
 * To teach it a word, add it to the line of its role, in any language. Case, accents and what stands between words do
 * not matter ("Start date", "start_date", "StartDate" are one); a letter or two may be wrong in a file; a header may
 * say more than the words here, which makes it less certain. The longer phrase wins, so give whole phrases. */
#include "propose_internal.h"

const struct role_words propose_roles[ROLES] = {
    [ROLE_ID] =
        {"id", "the project's number in that system", AS_ID, false,
         "id; project id; project number; project no; project code; project reference; reference; ref; "
         "reference number; grant number; grant id; grant agreement; grant agreement id; award number; award id; "
         "application number; contract number; case number; operation id; operation code; operation number; "
         "identifier; unique id; "
         "prosjektnr; prosjektnummer; prosjekt id; prosjektkode; saksnummer; saksnr; søknadsnummer; referanse; "
         "projektnr; projektnummer; projekt id; sagsnummer; sagsnr; journalnummer; journalnr; j nr; bevillingsnr; "
         "projektkod; diarienummer; dnr; ärendenummer; "
         "förderkennzeichen; fkz; aktenzeichen; vorgangsnummer; projektkennung; vorhabennummer; kennziffer; "
         "código; código proyecto; código del proyecto; código de operación; número de proyecto; expediente; "
         "n de expediente; referencia; folio; "
         "numéro; numéro de projet; code projet; code du projet; référence projet; référence du projet; "
         "identifiant; numéro de dossier; n dossier; code décision anr; code opération"},
    [ROLE_TITLE] =
        {"title", "the project's title", AS_TITLE, false,
         "title; project title; project name; name; project; name of project; title of project; award title; "
         "grant title; operation name; name of operation; operation title; activity; activity title; "
         "tittel; prosjekttittel; prosjektnavn; navn på prosjekt; prosjektets tittel; prosjekt; "
         "titel; projekttitel; projektnavn; projektets titel; projekt; operationens navn; "
         "operationens betegnelse; projektets navn; "
         "projektnamn; projektets namn; insatsens namn; projektbenämning; svensk titel; engelsk titel; "
         "projektbezeichnung; projektname; bezeichnung des vorhabens; vorhabenbezeichnung; thema; "
         "vorhaben; vorhabentitel; name des vorhabens; "
         "título; nombre; nombre proyecto; nombre del proyecto; título del proyecto; proyecto; "
         "nombre de la operación; denominación de la operación; denominación del proyecto; "
         "titre; titre du projet; nom du projet; intitulé; intitulé du projet; projet; "
         "nom de l opération; intitulé de l opération; libellé"},
    [ROLE_ALIAS] = {"alias", "another name of the project", AS_TEXT, true,
                    "acronym; project acronym; alias; short name; short title; abbreviation; project short name; "
                    "akronym; kortnavn prosjekt; prosjektkortnavn; korttittel; prosjektakronym; forkortelse; "
                    "kort titel; projektakronym; förkortning; "
                    "kurztitel; kurzbezeichnung; "
                    "acrónimo; siglas; nombre corto; acronyme; sigle; titre court"},
    [ROLE_SUMMARY] = {"summary", "what the project does", AS_LONG, false,
                      "summary; abstract; description; project description; project summary; objective; objectives; "
                      "project objective; pdo; operation summary; summary of operation; public summary; aim; purpose; "
                      "sammendrag; beskrivelse; prosjektbeskrivelse; prosjektsammendrag; populærvitenskapelig "
                      "sammendrag; formål; mål; kort beskrivelse; "
                      "resumé; resume; projektbeskrivelse; projektresumé; "
                      "sammanfattning; beskrivning; projektbeskrivning; projektsammanfattning; syfte; "
                      "zusammenfassung; beschreibung; kurzbeschreibung; projektbeschreibung; zusammenfassung des "
                      "vorhabens; ziel; inhalt; "
                      "resumen; descripción; descripción del proyecto; objetivo; objetivos; resumen de la operación; "
                      "description du projet; résumé; résumé du projet; résumé de l opération; objectif; objectifs"},
    [ROLE_STATUS] = {"status", "where the project stands", AS_STATUS, false,
                     "status; project status; state of project; phase; project phase; current status; decision; "
                     "contract status; "
                     "prosjektstatus; prosjektfase; kontraktstatus; søknadsstatus; fase; vedtak; tilstand; "
                     "projektstatus; projektfase; afgørelse; beslut; ärendestatus; "
                     "projektstand; bearbeitungsstand; stand; "
                     "estado; estado del proyecto; estatus; situación; fase del proyecto; "
                     "statut; statut du projet; état; état du projet; état d avancement"},
    [ROLE_STARTS] =
        {"starts", "when the project starts", AS_DATE, false,
         "start; starts; start date; project start; project start date; operation start date; start of "
         "operation; begin; begin date; from; award date; commencement date; approval date; effective date; "
         "start year; contract start date; "
         "startdato; prosjektstart; oppstart; oppstartsdato; fra; fra dato; startår; kontrakt startdato; "
         "projektstart; begyndelse; påbegyndt; startdatum; från; startar; projektets start; startdatum för "
         "insatsen; "
         "beginn; laufzeit von; laufzeit beginn; projektbeginn; datum des beginns des vorhabens; "
         "beginn des vorhabens; startzeitpunkt; von; "
         "inicio; fecha de inicio; fecha inicio; comienzo; fecha de comienzo; fecha de inicio de la "
         "operación; año de inicio; desde; "
         "début; date de début; date de démarrage; démarrage; date début; date de début de l opération; "
         "année de début"},
    [ROLE_ENDS] =
        {"ends", "when the project ends", AS_DATE, false,
         "end; ends; end date; project end; project end date; operation end date; end of operation; closing "
         "date; close date; completion date; until; to; finish date; expiry date; end year; contract end "
         "date; expected end date; "
         "sluttdato; prosjektslutt; slutt; avslutning; avsluttes; til; til dato; sluttår; kontrakt sluttdato; "
         "slutdato; projektslut; slut; afslutning; afsluttet; slutdatum; projektets slut; "
         "slutdatum för insatsen; "
         "ende; enddatum; laufzeit bis; laufzeit ende; projektende; datum des abschlusses des vorhabens; "
         "ende des vorhabens; bis; "
         "fin; término; fecha de término; fecha término; fecha fin; fecha de fin; fecha final; fecha de "
         "finalización; fecha de finalización de la operación; fecha de conclusión; hasta; "
         "date de fin; date fin; date de fin de l opération; date de clôture; année de fin"},
    [ROLE_UPDATED] = {"updated", "the last report or change", AS_DATE, false,
                      "updated; last updated; last update; last modified; modified; last amendment date; last report; "
                      "reported on; oppdatert; sist oppdatert; sist endret; opdateret; sidst opdateret; uppdaterad; "
                      "senast uppdaterad; senast ändrad; aktualisiert; letzte änderung; stand vom; date of last update "
                      "of list of operations; actualizado; "
                      "última actualización; fecha de actualización; mis à jour; mise à jour; date de mise à jour; "
                      "dernière mise à jour"},
    [ROLE_ORGANISATION] =
        {"organisation", "who carries the project out", AS_NAME, false,
         "organisation; organization; organisation name; organization name; recipient; recipient name; "
         "recipient organisation; beneficiary; beneficiary name; name of beneficiary; grantee; awardee; "
         "institution; lead organisation; lead partner; coordinator; host institution; applicant; "
         "implementing agency; impagency; company; lead applicant; institution name; contractor; "
         "organisasjon; organisasjonsnavn; prosjektansvarlig; prosjektansvarlig navn; prosjekteier; "
         "søker; mottaker; tilskuddsmottaker; støttemottaker; bedrift; bedriftsnavn; virksomhet; "
         "institusjon; koordinator; prosjektansvarlig organisasjon; støttemottakers navn; "
         "organisationens navn; støttemodtager; tilskudsmodtager; ansøger; modtager; bevillingshaver; "
         "hovedansøger; virksomhed; virksomhedsnavn; støttemodtagerens navn; "
         "organisationsnamn; sökande; bidragsmottagare; stödmottagare; koordinerande organisation; "
         "medelsförvaltare; lärosäte; projektägare; stödmottagarens namn; företag; "
         "zuwendungsempfänger; name der begünstigten; name des begünstigten; begünstigter; "
         "antragsteller; einrichtung; ausführende stelle; institution; unternehmen; "
         "organización; institución; institución principal; beneficiario; nombre del beneficiario; "
         "entidad; entidad beneficiaria; organismo; empresa; razón social; "
         "organisme; bénéficiaire; nom du bénéficiaire; établissement; porteur; porteur du projet; "
         "structure; entreprise; raison sociale"},
    [ROLE_ORGANISATION_ID] =
        {"organisation-id", "that organisation's number", AS_ID, false,
         "organisation id; organization id; organisation number; organization number; company "
         "number; org id; org no; org nr; org reg no; ror; ror id; pic; vat number; beneficiary id; "
         "recipient id; registration number; "
         "organisasjonsnummer; orgnr; orgnummer; org nummer; foretaksnummer; "
         "cvr; cvr nr; cvr nummer; organisationsnummer; handelsregisternummer; ust id; "
         "rut; nif; cif; rut beneficiario; nif del beneficiario; siret; siren; numéro siret"},
    [ROLE_PARTNER] = {"partner", "others who take part", AS_TEXT, false,
                      "partner; partners; project partners; participants; participating organisations; consortium; "
                      "collaborators; co applicants; other beneficiaries; "
                      "samarbeidspartner; samarbeidspartnere; partnere; deltakere; prosjektpartnere; "
                      "samarbejdspartnere; deltagere; projektpartnere; medansøgere; "
                      "samarbetspartner; projektpartner; deltagande organisationer; medsökande; parter; "
                      "verbundpartner; kooperationspartner; projektpartner; "
                      "socios; participantes; entidades participantes; instituciones asociadas; "
                      "partenaires; partenaires du projet"},
    [ROLE_TASK] = {"task", "that organisation's role", AS_TEXT, false,
                   "role; organisation role; organization role; participant role; type of participant; "
                   "rolle; organisasjon rolle; organisasjonens rolle; partnerrolle; roll; partnerroll; "
                   "rol; función; rôle"},
    [ROLE_FUNDER] = {"funder", "who pays", AS_NAME, false,
                     "funder; funder name; funding organisation; funding body; funding agency; financier; donor; donor "
                     "name; funding source; source of funding; "
                     "finansiør; bevilger; bevilgende myndighet; finansieringskilde; bevillingsgiver; fond; finansiär; "
                     "mittelgeber; fördermittelgeber; zuwendungsgeber; fördergeber; "
                     "financiador; entidad financiadora; organismo financiador; fuente de financiamiento; "
                     "financeur; bailleur; source de financement"},
    [ROLE_AMOUNT] =
        {"amount", "money granted", AS_NUMBER, false,
         "amount; grant amount; award amount; awarded amount; amount awarded; awarded amount to date; funding; funding "
         "amount; grant; commitment; total commitment; committed; budget; eu contribution; eu co financing; "
         "ec max contribution; support; support granted; union support; amount of support; grant value; "
         "total grant; subsidy; union contribution; public support; eu funding; "
         "beløp; tildelt beløp; innvilget beløp; bevilget beløp; bevilgning; tilskudd; tilsagn; "
         "tilsagnsbeløp; støtte; støttebeløp; innvilget; tildelt; "
         "bevilling; bevilget; bevillingsbeløb; beløb; bevilget beløb; tilskud; tilskudsbeløb; "
         "eu støtte; støttebeløb; tilsagnsbeløb; "
         "belopp; beviljat belopp; bidrag; beviljat; bidragsbelopp; stöd; stödbelopp; eu stöd; beviljat stöd; "
         "fördersumme; fördersumme in eur; zuwendung; förderung; betrag; bewilligte mittel; "
         "zuwendungssumme; förderbetrag; bewilligungssumme; eu beitrag; unionsbeteiligung; "
         "monto; monto adjudicado; importe; importe concedido; subvención; ayuda; monto aprobado; "
         "financiamiento; presupuesto adjudicado; ayuda concedida; importe de la ayuda; ayuda ue; "
         "montant; montant accordé; subvention; aide; aide allouée; montant de l aide; dotation; "
         "montant attribué; montant ue programmé; aide ue"},
    [ROLE_SOUGHT] = {"sought", "money applied for", AS_NUMBER, false,
                     "amount sought; amount applied; applied amount; amount requested; requested amount; requested "
                     "funding; requested; "
                     "søkt beløp; søknadsbeløp; omsøkt beløp; søknadssum; søkt; "
                     "ansøgt beløb; ansøgt; sökt belopp; ansökt belopp; sökt; "
                     "beantragte mittel; beantragter betrag; beantragte summe; "
                     "monto solicitado; importe solicitado; montant demandé; aide demandée"},
    [ROLE_COST] = {"cost", "what the project costs in all", AS_NUMBER, false,
                   "total cost; total costs; project cost; project costs; total project cost; total budget; project "
                   "budget; cost; eligible cost; eligible costs; total eligible expenditure; eligible expenditure; "
                   "total eligible costs; total eligible expenditure allocated to the operation; "
                   "kostnad; prosjektkostnad; totalkostnad; totale kostnader; totalbudsjett; prosjektbudsjett; "
                   "støtteberettigede kostnader; budsjett; "
                   "samlede udgifter; støtteberettigede udgifter; samlede støtteberettigede udgifter; totalbudget; "
                   "projektbudget; samlet budget; samlede omkostninger; "
                   "total kostnad; totala kostnader; projektkostnad; stödberättigande utgifter; "
                   "totala stödberättigande utgifter; total budget; "
                   "gesamtkosten; projektkosten; förderfähige gesamtausgaben; gesamtausgaben; förderfähige ausgaben; "
                   "gesamtbetrag der förderfähigen ausgaben; gesamtbudget; zuwendungsfähige gesamtausgaben; "
                   "costo total; coste total; presupuesto; presupuesto total; gasto subvencionable; gasto total "
                   "subvencionable; gasto elegible; total del gasto subvencionable; "
                   "coût total; coût du projet; dépenses éligibles; total des dépenses éligibles; budget total; "
                   "montant total des dépenses éligibles"},
    [ROLE_OWN_SHARE] =
        {"own-share", "what the organisation pays itself", AS_NUMBER, false,
         "own contribution; own share; own funding; own funds; co funding by beneficiary; match funding; "
         "egenandel; egenfinansiering; egne midler; egeninnsats; egetbidrag; egenfinansiering beløp; "
         "medfinansiering; egeninsats; eigenanteil; eigenmittel; eigenbeitrag; "
         "aporte propio; contribución propia; fondos propios; contrepartida; contribution propre; "
         "autofinancement; fonds propres"},
    [ROLE_RATE] = {"rate", "the share of the cost that is paid", AS_NUMBER, false,
                   "co financing rate; union co financing rate; eu co financing rate; funding rate; aid intensity; "
                   "rate of eu co financing; støtteprosent; støttesats; støtteintensitet; eu medfinansieringssats; "
                   "medfinansieringssats; støtteandel; stödandel; medfinansieringsgrad; eu medfinansieringsgrad; "
                   "förderquote; kofinanzierungssatz; unions kofinanzierungssatz; satz der kofinanzierung durch die "
                   "union; tasa de cofinanciación; tasa de cofinanciación de la unión; porcentaje de cofinanciación; "
                   "taux de cofinancement; taux de cofinancement par l union; taux d aide"},
    [ROLE_CURRENCY] = {"currency", "the currency of the amounts", AS_CURRENCY, false,
                       "currency; currency code; valuta; valutakode; valutakod; währung; währungscode; moneda; divisa; "
                       "tipo de moneda; devise; monnaie"},
    [ROLE_YEAR] = {"year", "the year of the money", AS_YEAR, false,
                   "year; funding year; award year; fiscal year; budget year; grant year; year of award; "
                   "år; bevilgningsår; tildelingsår; budsjettår; bevillingsår; finansår; bidragsår; beslutsår; "
                   "jahr; haushaltsjahr; förderjahr; bewilligungsjahr; "
                   "año; año adjudicación; año de adjudicación; año fallo; agno fallo; ejercicio; anualidad; "
                   "année; année de financement; année d attribution; exercice; édition"},
    [ROLE_PROGRAMME] =
        {"programme", "the programme that pays", AS_TEXT, false,
         "programme; program; funding programme; funding program; scheme; funding scheme; programme name; "
         "program name; fund; operational programme; priority axis; framework programme; "
         "programnavn; aktivitet; rammeprogram; ordning; støtteordning; tilskuddsordning; "
         "programområde; tilskudsordning; pulje; puljenavn; operationelt program; stödordning; "
         "finansieringsprogram; programm; förderprogramm; operationelles programm; förderbereich; fonds; "
         "förderprofil; "
         "programa; programa operativo; programa de financiamiento; línea de financiamiento; fondo; "
         "programme opérationnel; dispositif; programme de financement"},
    [ROLE_CALL] =
        {"call", "the call it won", AS_TEXT, false,
         "call; call title; call name; call for proposals; call id; call identifier; competition; round; "
         "utlysning; utlysningtittel; utlysningstittel; utlysningens navn; utlysnings id; søknadsrunde; "
         "opslag; opslagsnavn; indkaldelse; ansøgningsrunde; utlysningsnamn; utlysningstitel; ansökningsomgång; "
         "ausschreibung; bekanntmachung; förderaufruf; aufruf; "
         "convocatoria; concurso; nombre concurso; nombre de la convocatoria; llamado; "
         "appel; appel à projets; appel à propositions; aap"},
    [ROLE_MISSION] =
        {"mission", "the mission it serves", AS_TEXT, false,
         "mission; mission name; mission area; misjon; samfunnsoppdrag; innomission; missionsområde; misión; "
         "samhällsutmaning"},
    [ROLE_MANAGER] =
        {"manager", "who leads the project", AS_TEXT, false,
         "manager; project manager; project leader; project lead; principal investigator; pi; pi name; "
         "investigator; contact person; responsible person; lead researcher; "
         "prosjektleder; kontaktperson; ansvarlig; projektleder; projektansvarlig; projektledare; "
         "projektleiter; projektleitung; ansprechpartner; verantwortlich; "
         "responsable; nombre responsable; investigador principal; investigador responsable; director; "
         "director del proyecto; jefe de proyecto; investigadora responsable; "
         "chef de projet; responsable scientifique; responsable du projet; coordinateur; porteur scientifique"},
    [ROLE_GENDER] =
        {"gender", "the gender of who leads it", AS_GENDER, false,
         "gender; sex; pi gender; manager gender; gender of project manager; kjønn; prosjektleder kjønn; køn; "
         "projektleders køn; kön; projektledarens kön; geschlecht; sexo; género; sexe; genre"},
    [ROLE_COUNTRY] = {"country", "the country", AS_COUNTRY, false,
                      "country; country name; country code; countries; recipient country; nation; land; landkode; "
                      "landnavn; landekode; landskod; länderkennung; staat; país; países; pays; code pays; "
                      "member state; medlemsland; medlemsstat; mitgliedstaat; estado miembro; état membre; "
                      "organisation country"},
    [ROLE_PLACE] =
        {"place", "where the work is done", AS_TEXT, false,
         "place; region; region name; location; city; town; municipality; county; state; operation postcode; "
         "postcode; postal code; address; area; project location; location of operation; "
         "sted; fylke; kommune; by; poststed; landsdel; adresse; postnummer; fylkesnavn; adresse fylke; "
         "beliggenhed; kommunenavn; ort; län; stad; kommunnamn; projektort; postort; insatsens postnummer; "
         "bundesland; standort; stadt; gemeinde; postleitzahl; plz; postleitzahl des vorhabens; durchführungsort; "
         "región; región ejecución; región de ejecución; comuna; ciudad; municipio; provincia; lugar; "
         "departamento; código postal; código postal de la operación; comunidad autónoma; localidad; "
         "région; lieu; ville; commune; département; code postal; code postal de l opération; localisation"},
    [ROLE_TAG] =
        {"tag", "a topic", AS_TEXT, true,
         "keyword; keywords; key words; tag; tags; topic; topics; theme; themes; sector; sectors; subject; "
         "subjects; subject area; field of research; research area; category; category of intervention; "
         "field of science; discipline; intervention field; "
         "nøkkelord; emneord; stikkord; tema; temaer; fagområde; fagomraade; fag; fagdisiplin; sektor; emne; "
         "næring; bransje; "
         "nøgleord; emner; fagområder; interventionskategori; kategori for intervention; "
         "nyckelord; ämne; ämnesord; teman; forskningsämne; ämnesområde; interventionskategori; "
         "schlagwort; schlagworte; schlagwörter; schlüsselwörter; stichworte; themenbereich; fachgebiet; "
         "interventionskategorie; leistungsplansystematik; "
         "palabras clave; palabras claves; tema; temas; sector; disciplina; área; área ocde; "
         "categoría de intervención; materia; línea de investigación; "
         "mots clés; mot clé; thème; thèmes; thématique; secteur; domaine; domaine d intervention; discipline; "
         "catégorie d intervention"},
    [ROLE_URL] = {"url", "its page on the web", AS_URL, false,
                  "url; link; web; website; homepage; project url; web page; webpage; nettside; lenke; hjemmeside; "
                  "nettadresse; webbplats; hemsida; länk; webseite; webadresse; internetadresse; enlace; sitio web; "
                  "página web; lien; site web; site internet; page web"},
    [ROLE_DURATION] =
        {"duration", "how long it runs", AS_NUMBER, false,
         "duration; duration months; duration in months; months; term; varighet; varighet måneder; "
         "varighed; løbetid; varaktighet; laufzeit; laufzeit in monaten; dauer; duración; duración meses; "
         "plazo; durée; durée en mois; durée mois"},
};

const struct value_word propose_statuses[] = {
    {"idea",
     "idea; idé; idee; draft; utkast; kladde; entwurf; borrador; brouillon; concept; pipeline; planned; planlagt; "
     "planerad; geplant; planificado; previsto; prévu; forthcoming; en preparación; under preparation"},
    {"applied",
     "applied; submitted; application; søknad; søkt; til behandling; under behandling; innsendt; ansøgt; "
     "ansøgning; indsendt; ansökt; ansökan; inlämnad; beantragt; eingereicht; antrag; in prüfung; postulado; "
     "presentado; solicitado; en evaluación; under evaluation; in review; déposé; soumis; en instruction"},
    {"approved", "approved; granted; awarded; accepted; bevilget; bevilgning; innvilget; godkjent; tilsagn; godkendt; "
                 "tilsagn givet; beviljad; beviljat; godkänd; bewilligt; genehmigt; aprobado; adjudicado; concedido; "
                 "approuvé; accordé; attribué; retenu"},
    {"running", "running; active; ongoing; in progress; current; open; signed; implementation; under implementation; "
                "started; aktiv; aktivt; løpende; pågår; pågående; under gjennomføring; i gang; igangværende; "
                "løbende; i drift; laufend; läuft; in durchführung; begonnen; en ejecución; vigente; activo; en curso; "
                "abierto; en cours; actif; démarré; en cours d exécution"},
    {"paused", "paused; on hold; suspended; satt på vent; utsatt; på pause; sat i bero; pausad; vilande; ausgesetzt; "
               "ruhend; suspendido; en pausa; suspendu; en pause"},
    {"finished",
     "finished; completed; complete; closed; ended; done; terminated normally; avsluttet; ferdig; fullført; "
     "sluttført; afsluttet; færdig; avslutad; slutförd; klar; abgeschlossen; beendet; fertig; finalizado; "
     "terminado; cerrado; concluido; completado; terminé; achevé; clôturé; clos; fini; soldé"},
    {"stopped",
     "stopped; cancelled; canceled; terminated; dropped; discontinued; aborted; withdrawn; avbrutt; stanset; "
     "stoppet; trukket; kansellert; annulleret; trukket tilbage; afbrudt; avbruten; stoppad; återkallad; "
     "abgebrochen; gestoppt; zurückgezogen; storniert; cancelado; anulado; interrumpido; desistido; "
     "renunciado; abandonné; annulé; arrêté; interrompu; retiré"},
    {"rejected",
     "rejected; refused; declined; not approved; not funded; unsuccessful; avslag; avslått; ikke innvilget; "
     "afslag; afslået; avslagen; avslag på ansökan; abgelehnt; nicht bewilligt; rechazado; no aprobado; "
     "no adjudicado; denegado; no seleccionado; rejeté; refusé; non retenu"},
    {NULL, NULL},
};

const struct value_word propose_genders[] = {
    {"female", "f; female; woman; kvinne; kvinde; kvinna; frau; weiblich; w; k; mujer; femenino; femme; féminin"},
    {"male", "m; male; man; mann; mand; mannlig; männlich; hombre; masculino; homme; masculin; h"},
    {"other", "other; x; non binary; annet; andet; annat; divers; d; otro; autre"},
    {NULL, NULL},
};

const struct value_word propose_tasks[] = {
    {"orchestrate", "coordinator; lead; lead partner; koordinator; leder; coordinador; coordinateur; konsortialführer"},
    {"deliver", "participant; partner; beneficiary; deltaker; deltager; deltagare; third party; contractor; socio; "
                "partenaire; beneficiario; bénéficiaire; begünstigter; prosjektansvarlig"},
    {"co-fund", "funder; co funder; financier; finansiør; medfinansiør; donor; financiador; financeur; mittelgeber"},
    {"advise", "adviser; advisor; rådgiver; rådgivare; berater; asesor; conseiller"},
    {NULL, NULL},
};

const struct value_word propose_nothings[] = {
    {"nothing",
     "na; n a; null; none; nan; unknown; not available; not applicable; ukjent; ukendt; okänd; okänt; uoppgitt; "
     "ikke oppgitt; unbekannt; k a; keine angabe; sin informacion; sin dato; no aplica; desconocido; inconnu; "
     "non renseigné; nc"},
    {NULL, NULL},
};
