### Schema
### What the model says: errors, words for every identifier, and questions. B1 Dutch. Above the heading for the client.

## Wat er mis kan gaan: error-<code>
error-update-malformed = Dit kon niet worden opgeslagen. De tekst is niet weg: die staat nog op dit apparaat.
error-request-malformed = Deze vraag konden we niet lezen. Probeer het opnieuw.
error-not-yours = Dit is aan iemand anders. Er is niets veranderd.
error-rights-changed = Wat u hier kunt lezen of schrijven is net veranderd.
error-session-ended = De tijd is om. Log opnieuw in om verder te gaan.
error-write-forbidden = Dit mag hier gelezen worden, maar niet veranderd. De tekst is bewaard op dit apparaat.
error-invitation-closed = Deze link werkt niet of niet meer. Vraag uw hulpverlener om een nieuwe.
error-code-wrong = Deze code klopt niet. Kijk nog eens goed en probeer het opnieuw.
error-devices-full = U hebt al drie toestellen. Haal er eerst een weg.
error-needs-expert = Er zijn zorgen over veiligheid. Een gezamenlijke kamer kan pas als een deskundige meekijkt. Vul in wie dat is.
error-hand-over-first = Wie het beeld leidt, draagt dat eerst over aan een ander. Daarna kan de laatste dag worden ingevuld.
error-room-unsuitable = Iemand die u koos, kan niet in deze kamer. Bij de naam staat waarom.
error-not-found = Dit is er niet, of het is niet te zien.
error-auth-timeout = Het duurde te lang. We proberen het opnieuw.
error-client-id-taken = We beginnen even opnieuw. Er gaat geen tekst verloren.
error-item-id-taken = Op deze plek staan al woorden van iemand anders. De tekst is niet weg: die staat nog op dit apparaat.
error-generation-gone = Dit is opnieuw begonnen. We zetten de tekst die nog niet bewaard was erbij.
error-gap-unfilled = Er miste een stukje. We beginnen even opnieuw. Er gaat geen tekst verloren.
error-too-large = Dit is te lang. Maak het korter of verdeel het in stukken.
error-too-many = Dat ging erg snel achter elkaar. Wacht even en probeer het dan opnieuw.
error-restarting = We zijn zo terug. Wat nog niet bewaard is, blijft op dit apparaat staan.
error-overloaded = Het is druk. We proberen het zo opnieuw.
error-store-unavailable = Opslaan lukt nu niet. De tekst blijft op dit apparaat staan.
error-document-quarantined = Dit deel is even dicht omdat er iets stuk is. Lezen kan nog wel.
error-internal = Er ging iets mis bij ons. We proberen het opnieuw.

## Wat iets doet in het verhaal
role_of_factor-problem = probleem
role_of_factor-origin = hier begon het
role_of_factor-trigger = aanleiding
role_of_factor-maintaining = waardoor het blijft
role_of_factor-protective = wat helpt

## Hoe iemand het weet
knowledge-fact = feit
knowledge-experience = zelf meegemaakt
knowledge-interpretation = zo zie ik het
knowledge-hearsay = van een ander gehoord
knowledge-hypothesis = vermoeden

## Wat met elkaar te maken heeft
relation_kind-causes = zorgt voor
relation_kind-triggers = lokt uit
relation_kind-maintains = houdt in stand
relation_kind-worsens = maakt erger
relation_kind-reduces = maakt minder
relation_kind-protects_from = beschermt tegen
relation_kind-passes_on = geeft door
relation_kind-linked = hoort bij elkaar
polarity-plus = meer geeft meer
polarity-minus = meer geeft minder
polarity-none = niet te zeggen
certainty-maybe = misschien
certainty-likely = waarschijnlijk
certainty-sure = zeker

## Standpunten
standpoint-agree = klopt voor mij
standpoint-partly = klopt voor een deel
standpoint-disagree = zo zie ik het niet
standpoint-unknown = weet ik niet
shared_state-shared = samen eens
shared_state-partly_shared = deels
shared_state-disputed = we zien dit anders
shared_state-open = nog niet besproken
urgency-now = nu
urgency-soon = binnenkort
urgency-later = later
reached-yes = ja
reached-partly = deels
reached-no = nee
reached-unknown = weet ik niet
signoff-agree = eens
signoff-agree_note = eens, met opmerking
signoff-disagree = niet eens
signoff-thinking = ik denk er nog over na
signoff-seen = gezien
signoff-not_reached = niet bereikt

## Veiligheid
safety-none = niet in beeld
safety-undesirable = ongewenst
safety-unsafe = onveilig
safety-acute = acuut onveilig

## Over wie of wat het gaat
holder-family = gezin
holder-school = school
holder-network = mensen om ons heen
holder-helpers = mensen die helpen
holder-cooperation = hoe helpers samenwerken
holder-society = regels, geld en wonen
domain-parenting = opvoeden
domain-safety = veiligheid
domain-health = gezondheid
domain-mental = gevoel en gedrag
domain-school_work = school en werk
domain-income = geld
domain-housing = wonen
domain-support = steun van anderen
domain-leisure = vrije tijd
domain-care = hulp
need-safety = veilig zijn
need-care = verzorgd worden
need-trust = iemand kunnen vertrouwen
need-clarity = duidelijkheid
need-own_choice = zelf kiezen
need-belonging = erbij horen
need-learning = leren
need-rest = rust
need-identity = jezelf kunnen zijn

## Langs welke weg een doel of stap helpt
strategy-attune = beter aanvoelen wat een kind nodig heeft
strategy-support = meer steun van anderen
strategy-solve = zelf een uitweg leren vinden

## Tijdlijn
track-home = thuis
track-school = school
track-help = hulp
precision-day = op de dag
precision-month = in de maand
precision-year = in het jaar
precision-about = ongeveer

## Mensen om ons heen
network_kind-family = familie
network_kind-friend = vriend of vriendin
network_kind-neighbour = buur
network_kind-school = van school
network_kind-club = van een club
network_kind-work = van het werk
network_kind-faith = van kerk, moskee of geloof
network_kind-pet = huisdier
network_kind-professional = hulpverlener
network_kind-other = anders
tie_quality-strong = sterk
tie_quality-normal = gewoon
tie_quality-weak = dun
tie_quality-strained = spanning
tie_quality-ambivalent = wisselend
tie_quality-broken = verbroken
tie_direction-gives = geeft
tie_direction-gets = krijgt
tie_direction-both = allebei
support-E = troost en luisteren
support-P = praktische hulp
support-G = gezelschap
support-A = advies
wish_for_tie-more = meer
wish_for_tie-same = zo laten
wish_for_tie-less = minder
wish_for_tie-none = niet

## Familie
union_status-married = getrouwd
union_status-cohabiting = samenwonend
union_status-separated = uit elkaar
union_status-divorced = gescheiden
union_status-ex = eerder samen
descent_kind-birth = kind van
descent_kind-foster = pleegkind van
descent_kind-adoption = adoptiekind van
descent_kind-step = stiefkind van
symbol-square = man
symbol-circle = vrouw
symbol-diamond = anders of onbekend

## Hulp
help_outcome-helped = hielp
help_outcome-some = hielp een beetje
help_outcome-none = hielp niet
help_outcome-harmed = maakte het erger
help_outcome-never_started = niet gestart
help_outcome-unknown = weet ik niet
help_status-waiting = op de wachtlijst
help_status-running = loopt nu
help_status-ended = is klaar
help_status-never_started = niet gestart

## Dossier
phase-home = vrijwillig thuis
phase-pause = pas op de plaats
phase-placed = dichtbij thuis
phase-returning = op weg naar huis
phase-nazorg = weer thuis
phase-closed = afgesloten
legal_frame-voluntary = vrijwillig
legal_frame-pressure = drang
legal_frame-supervision = ondertoezichtstelling (OTS)
legal_frame-guardianship = voogdij
case_status-open = open
case_status-closed = afgesloten
decision_kind-placement = ergens anders wonen
decision_kind-place = welke plek
decision_kind-siblings_apart = broers en zussen apart
decision_kind-permanency = besluit over de plek om op te groeien
decision_kind-return = weer naar huis
decision_kind-close = afsluiten
version_kind-working = tussenstand
version_kind-established = vastgesteld
version_kind-decision = bij besluit
version_kind-evaluation = evaluatie
agenda_kind-meeting = overleg
agenda_kind-evaluation = evaluatie
agenda_kind-decision = besluit
agenda_kind-other = anders
placement_kind-home = thuis
placement_kind-network = bij familie of bekenden
placement_kind-foster = in een pleeggezin
placement_kind-family_home = in een gezinshuis
placement_kind-group = in een groep
placement_kind-closed = in een gesloten groep
placement_kind-own = op zichzelf

## Vraag, verhaal, wens en plan
question_status-open = open
question_status-searching = we zoeken het uit
question_status-answered = beantwoord
question_status-parked = later
story_part-now = hoe het nu gaat
story_part-going_well = wat goed gaat
story_part-worries = waar zorgen over zijn
story_part-before = hoe het begon
story_part-generations = van vroeger en familie
story_part-support = wie er helpt
story_part-future = hoe het straks moet zijn
story_part-other = iets anders
story_mode-typed = getypt
story_mode-spoken = ingesproken
story_mode-scribed = door een ander opgeschreven
explanation_kind-stuck = waardoor het blijft
explanation_kind-way_out = wat het op gang brengt
explanation_kind-for_child = voor het kind
standing-proposed = voorstel
standing-held = hier gaan we van uit
standing-set_aside = opzij gelegd
wish_when-now = nu
wish_when-later = later
wish_when-not_now = nu niet
card_shape-factor = wat er speelt
card_shape-relation = wat met elkaar te maken heeft
loop_effect-reinforcing = houdt zichzelf in stand
loop_effect-balancing = remt zichzelf af
step_state-open = nog doen
step_state-doing = bezig
step_state-done = gedaan
step_state-stopped = gestopt
step_kind-do = doen
step_kind-find_out = uitzoeken
step_kind-arrange = regelen
step_kind-talk = praten
step_kind-practise = oefenen
agreement_kind-home = thuis
agreement_kind-contact = contact
agreement_kind-school = school
agreement_kind-safety = veiligheid
agreement_kind-money = geld
agreement_kind-help = hulp
agreement_kind-other = anders

## Mensen en kamers
role-youth = jongere
role-child = kind
role-parent = ouder
role-mentor = mentor
role-wijkteam = wijkteam
role-gi = jeugdbeschermer
role-gedragswetenschapper = deskundige die meekijkt
role-professional = hulpverlener
role-foster_parent = pleegouder
role-jim = JIM, eigen steunfiguur
role-expert = deskundige
role-judge = kinderrechter
gezag-yes = heeft gezag
gezag-no = heeft geen gezag
gezag-unknown = gezag onbekend
capacity-yes = kan dit zelf overzien
capacity-no = kan dit nog niet zelf overzien
capacity-unknown = nog niet bekeken
reading_mode-normal = gewone tekst
reading_mode-simple = korte tekst
reading_mode-read_aloud = voorlezen
room_kind-core = Ons beeld
room_kind-school = School
room_kind-self = Van mij
room_kind-pair = Wij tweeën
room_kind-family = Familieberaad
room_kind-kind = Voor mij
room_kind-care = Rondom
room_kind-advice = Advies
room_kind-safety = Veiligheid
room_kind-shield = Afgeschermd
room_kind-other = Samen

## Vragen: prompt-<deel>-parents en prompt-<deel>-youth
prompt-question-parents = Waar wilt u hulp bij? Wat moet er anders worden?
prompt-question-youth = Waar loop jij tegenaan? Wat wil jij dat er verandert?
prompt-story-parents = Hoe gaat het nu thuis? Vertel het in uw eigen woorden.
prompt-story-youth = Hoe gaat het met jou?
prompt-going_well-parents = Wat gaat goed? Waar bent u trots op?
prompt-going_well-youth = Wat gaat goed? Waar word je blij van?
prompt-problem-parents = Waar maakt u zich het meest zorgen over? Wat ziet u dan gebeuren?
prompt-problem-youth = Wat is het lastigst? Wat gebeurt er dan?
prompt-origin-parents = Wanneer begon het? Wat gebeurde er in die tijd?
prompt-origin-youth = Weet je nog wanneer het begon?
prompt-trigger-parents = Wat maakt dat het op een dag misgaat?
prompt-trigger-youth = Wanneer gaat het mis? Wat gebeurt er vlak daarvoor?
prompt-maintaining-parents = Waardoor gaat het niet over, denkt u?
prompt-maintaining-youth = Waarom blijft het zo, denk jij?
prompt-protective-parents = Wie of wat helpt, ook een klein beetje?
prompt-protective-youth = Wat of wie helpt jou? (vriend, sport, huisdier, muziek)
prompt-relation-parents = Als dit erger wordt, wat wordt dan ook erger? En wat wordt dan beter?
prompt-relation-youth = Wat heeft met elkaar te maken? Sleep ze bij elkaar of zeg het in een zin.
prompt-generations-parents = Herkent u dit van vroeger, van uw ouders of familie?
prompt-generations-youth = Hoor je weleens dat dit in de familie vaker gebeurde?
prompt-timeline-parents = Wat zijn belangrijke momenten geweest? Wat deed dat met u?
prompt-timeline-youth = Welke momenten waren belangrijk? Thuis en op school.
prompt-ecogram-parents = Wie zijn belangrijk voor uw gezin? Bij wie kunt u terecht?
prompt-ecogram-youth = Wie horen er bij jou? Wie mag dichterbij, wie verder weg?
prompt-ask_support-parents = Wat maakt het lastig om hulp te vragen?
prompt-ask_support-youth = Aan wie durf je iets te vragen? Aan wie niet?
prompt-earlier_help-parents = Welke hulp had u al? Wat hielp en wat niet? Wat ging er mis?
prompt-earlier_help-youth = Welke hulp had jij? Wat was fijn, wat was stom?
prompt-urgency-parents = Wat moet als eerste? Wat kan wachten?
prompt-urgency-youth = Wat moet nu meteen beter?
prompt-wish-parents = Hoe ziet een goede week er over een half jaar uit?
prompt-wish-youth = Hoe ziet een fijne week eruit voor jou?
prompt-goal-parents = Wat is een eerste kleine stap? Wie doet dat?
prompt-goal-youth = Wat kun jij doen? En wat moeten anderen doen?
prompt-standpoint-parents = Klopt dit voor u? Zo niet: hoe ziet u het?
prompt-standpoint-youth = Klopt dit voor jou? Zo nee: hoe zit het dan?
prompt-share-parents = Dit lezen straks: { $names }. Wilt u het delen?
prompt-share-youth = Dit lezen straks: { $names }. Delen, nog even wachten, of eerst met iemand overleggen?
prompt-establish-parents = Dit is ons beeld tot nu toe. Bent u het eens? U mag er iets bij zetten.
prompt-establish-youth = Dit is het verhaal tot nu toe. Klopt jouw deel?
prompt-warning_sign-parents = Waaraan merkt u dat het weer moeilijker wordt? Wie belt u dan?
prompt-warning_sign-youth = Waaraan merk jij dat het misgaat? Wie mag dat weten?

### Server
### What the terminal says to who starts the program.

terminal-demo = Dit is een demo met een verzonnen gezin. Gebruik deze stand nooit voor een echt gezin: iedereen komt zonder code binnen.
# The reason of a version that the server kept by itself.
version-restore-point = Bewaard voordat er veel werd weggehaald
# Wie de accounts van medewerkers beheert, zolang daar nog niemand voor is.
office-administrator = Beheerder
terminal-admin = Er is nog niemand die de accounts beheert. Open deze link op uw eigen computer: { $link }
terminal-admin-code = De code is { $code }. De link werkt drie dagen.
terminal-open = Open { $address } in een browser en kies wie u bent.
# Waarom iemand hier wel of niet mag meelezen.
rule-own = Deze kamer is ook van deze persoon zelf.
rule-gezag = Deze ouder mag beslissen over het kind.
rule-consent = Iedereen die toestemming moet geven, heeft dat gedaan.
rule-chosen-by-youth = De jongere koos deze persoon zelf.
rule-named = Deze persoon is met naam uitgenodigd.
rule-involved = Deze hulpverlener helpt zelf mee.
rule-regisseur = Deze hulpverlener houdt het overzicht en bewaart het dossier.
rule-emergency = Deze hulpverlener mocht dit in een noodgeval een uur lezen.
rule-not-a-member = Deze persoon hoort niet bij deze kamer.
rule-role-not-here = Deze kamer is voor andere mensen bedoeld.
rule-only-a-version = Deze persoon krijgt alleen een vastgelegde versie.
rule-under-twelve = Deze kamer is voor kinderen vanaf 12 jaar.
rule-no-gezag = Deze ouder mag niet beslissen over het kind. Meelezen kan alleen als iedereen dat goed vindt.
rule-gezag-not-checked = Er is nog niet nagekeken of deze ouder mag beslissen over het kind.
rule-youth-objects = De jongere wil niet dat deze ouder meeleest. Een hulpverlener heeft dat goed gevonden.
rule-youth-not-asked = De jongere is 16 jaar of ouder en heeft nog niet gezegd dat deze ouder mag meelezen.
rule-consent-missing = Nog niet iedereen heeft gezegd dat deze persoon mag meelezen.
rule-consent-withdrawn = De toestemming om mee te lezen is ingetrokken.
rule-not-chosen = De jongere heeft deze persoon nog niet gekozen.
rule-not-involved = Deze hulpverlener helpt hier niet of niet meer mee.
rule-room-closed = In deze kamer kan niemand meer schrijven. Lezen kan nog wel.
rule-board-not-yours = Wat hier samen wordt geschreven, schrijven anderen.
rule-desk-not-yours = De agenda en de besluiten schrijft wie het overzicht houdt.
rule-read-only-in-emergency = In een noodgeval kan een hulpverlener alleen lezen.

## Inloggen van professionals bij hun eigen organisatie: wat er staat als het niet lukte.
oidc-title = Inloggen
oidc-not-linked = U bent nog niet gekoppeld aan een gezin. Vraag het aan wie dit gezin begeleidt.
oidc-not-begun = Het inloggen duurde te lang, of begon in een ander venster. Begin opnieuw.
oidc-spent = Deze poging om in te loggen is al gebruikt. Begin opnieuw.
oidc-declined = Uw organisatie liet u niet binnen, of u bent zelf gestopt. U kunt het nog een keer proberen.
oidc-too-weak = Zo inloggen is hier niet veilig genoeg. Log opnieuw in met een extra stap, bijvoorbeeld een app of een sleutel.
oidc-too-long-ago = U bent te lang geleden ingelogd. Log opnieuw in.
oidc-unreachable = De inlogdienst van uw organisatie geeft nu geen antwoord. Probeer het over een paar minuten opnieuw.
oidc-untrusted = Er klopt iets niet in het antwoord van de inlogdienst. Vertel dit aan uw beheerder.
oidc-again = Opnieuw inloggen
oidc-home = Naar het begin

## Soorten hulp om uit te kiezen: wat elk wil bereiken. De namen staan in catalogue.json.
help_kind-at_home = hulp thuis
help_kind-informal = steun van mensen in de buurt
help_kind-school = op en rond school
help_kind-treatment = leren en behandeling
help_kind-together = samen beslissen en opvoeden
help_kind-rules = geld, wonen en regels
help_kind-living = ergens anders wonen
catalogue-families-first = Een hulpverlener is een korte tijd heel vaak thuis. Zo wordt het weer veilig, en kan een kind thuis blijven wonen.
catalogue-iag = Veel hulp thuis voor het hele gezin, als er op meer plekken tegelijk iets moeilijk is.
catalogue-ash = Snel hulp thuis als het nu misgaat. Het doel is rust, en een plan voor daarna.
catalogue-integrale-gezinshulp = Alle hulp voor het gezin past bij elkaar, in één plan.
catalogue-intensieve-gezinsbegeleiding = Iemand kijkt vaak thuis mee als er veel tegelijk speelt.
catalogue-ambulante-hulp = Een hulpverlener komt thuis om het gezin te steunen.
catalogue-huisbezoeken = Iemand komt thuis langs om jonge ouders op weg te helpen.
catalogue-simba-familiezorg = Veel steun voor de hele familie, zodat kinderen weer thuis kunnen wonen.
catalogue-buurtgezinnen = Een gezin in de buurt springt bij als het thuis zwaar is.
catalogue-steungezinnen = Een ander gezin geeft af en toe steun, bijvoorbeeld met een middag spelen.
catalogue-home-start = Een vrijwilliger komt bij ouders thuis langs om mee te denken en te steunen.
catalogue-jim = Een jongere kiest zelf iemand uit de eigen omgeving die meedenkt en naast de jongere staat.
catalogue-community-based-care = Mensen uit de buurt zorgen samen mee voor een gezin.
catalogue-samen-oplopen = Een vrijwilliger met ervaring loopt mee met een gezin. Zo is er minder spanning en meer tijd voor de kinderen.
catalogue-onderwijs-zorgarrangement = School en hulp werken samen op school, zodat een leerling mee kan blijven doen.
catalogue-school2care = Voor jongeren van 12 tot 17 jaar die bijna niet naar school gaan: leren, zorg en vrije tijd op één plek.
catalogue-buitenschoolse-opvang = Een plek voor kinderen na school, zodat het thuis minder druk is.
catalogue-opvoedcursus = Ouders leren met andere ouders hoe zij het thuis anders kunnen doen.
catalogue-opvoedondersteuning = Hulp bij grenzen stellen en een vaste dag, op een manier die bij het gezin past.
catalogue-gezinstherapie = Met het hele gezin leren praten en luisteren naar elkaar.
catalogue-mst = Ouders krijgen hulp om samen met school en buurt weer grip te krijgen, als een jongere vaak over grenzen gaat.
catalogue-mdft = Gesprekken met de jongere, de ouders en samen, als er meer dingen tegelijk misgaan.
catalogue-kings = Het hele gezin wordt zes tot acht weken opgenomen. Ouders leren zien wat vroeger nu nog doet, en werken aan een veilig thuis.
catalogue-jeugdhulp-volwassenen-ggz = Hulp voor het kind en hulp voor de ouder werken samen.
catalogue-familieberaad = De familie praat eerst zelf, zonder hulpverleners, over wat er nodig is.
catalogue-eigen-kracht-conferentie = Familie en bekenden maken samen een plan voor het gezin.
catalogue-relationele-route = Ouders en andere opvoeders leren samen voor een kind te zorgen.
catalogue-mijn-kind-uit-huis = Ouders vertellen elkaar hoe je ouder blijft als je kind ergens anders woont.
catalogue-doorbraakmethode = Een oplossing op maat als geld of wonen vastloopt op regels.
catalogue-stressreductie = Hulp bij geld, wonen en andere zorgen, zodat er thuis meer rust is.
catalogue-netwerkpleegzorg = Een kind woont een tijd bij familie of bekenden.
catalogue-pleegzorg = Een kind woont een tijd in een pleeggezin.
catalogue-deeltijdpleegzorg = Een kind gaat af en toe naar een vast pleeggezin, zodat het thuis lichter wordt.
catalogue-logeerhuis = Een kind logeert in het weekend ergens anders, zodat iedereen kan uitrusten.
catalogue-kindgerichte-werving = Zoeken naar een pleeggezin in de buurt voor dit ene kind, bijvoorbeeld op school of bij de sportclub.
catalogue-methodiek-matchen = Kijken of een pleeggezin of gezinshuis past bij wat dit kind nodig heeft.
catalogue-gezinshuis = Een kind woont in een huis met vaste gezinshuisouders.
catalogue-kleinschalige-voorziening = Een kind woont met een paar anderen in een gewoon huis, met vaste opvoeders.
catalogue-parlan = Een huis in de wijk voor vier kinderen of jongeren. Zij kunnen er blijven zolang het nodig is.
catalogue-nxt-levvel = Een warm huis in de eigen omgeving voor jongeren die veel begeleiding nodig hebben. Zij hoeven er niet weg.
catalogue-thuis-voor-noordje = De hulp komt naar het kind toe, zodat het kind niet hoeft te verhuizen.
catalogue-hadassa-hoeve = Een veilige plek voor jonge vrouwen die nog niet alleen kunnen wonen.
catalogue-kamers-met-aandacht = Helpt jongeren van 18 tot 23 jaar uit de jeugdzorg aan een plek om te wonen.

### Client

## Overal
client-name = Samenbeeld
client-skip = Naar de inhoud
client-close = Sluiten
client-back = Terug
client-done = Klaar
client-onward = Verder
client-notice = Bericht
client-loading = Even wachten …
client-try-again = Probeer opnieuw
client-page-failed = Dit deel kunnen we nu niet laten zien. Is er verbinding? Het beeld is er nog wel.
client-not-now = Nu niet
client-you-start = { $form ->
    [je] Jij
   *[u] U
}
client-nav = Waar { $form ->
    [je] je
   *[u] u
} naartoe kunt
client-nav-picture = Ons beeld
client-nav-stories = Ons verhaal
client-nav-drawing = Tekeningen
client-nav-mine = Van mij
client-nav-versions = Versies
client-nav-readers = Wie heeft gekeken?
client-nav-along = Wie leest mee?
client-nav-lead = Mensen en kamers
client-nav-office = Naar mijn dossiers
client-you-are = { $form ->
    [je] Jij bent
   *[u] U bent
}
client-logout = Uitloggen
client-leave = Snel weg
client-about-date = rond { $date }
client-month-1 = januari
client-month-2 = februari
client-month-3 = maart
client-month-4 = april
client-month-5 = mei
client-month-6 = juni
client-month-7 = juli
client-month-8 = augustus
client-month-9 = september
client-month-10 = oktober
client-month-11 = november
client-month-12 = december
client-and = en
client-pair = { $room }: { $name }
client-room-before = { $room } van vroeger
client-reads-nowhere = { $form ->
    [je] Je leest nu nergens mee. Wat je voor jezelf opschrijft, staat bij Van mij.
   *[u] U leest nu nergens mee. Wat u voor uzelf opschrijft, staat bij Van mij.
}
client-only-you = Alleen { $form ->
    [je] jij leest
   *[u] u leest
} dit.
client-joint = Samen gezegd
client-joint-unanswered = nog niemand zei of dit klopt
client-withdrawn = Teruggetrokken
client-empty-words = Hier staat nog niets.
client-empty-joint = Nog niet samen gezegd
client-part-empty = Nog niet besproken.
client-part-ask-family = Een vraag voor het gesprek:
client-part-loops-none = Een rondje ontstaat vanzelf, als dingen elkaar steeds weer aanzetten.
client-part-review-none = Staat bij een doel of afspraak wanneer we terugkijken? Of zegt iemand of een doel is gehaald? Dan komt dat hier te staan.
client-part-advice-none = Hier staat wat mensen die meekijken zeggen.
client-steps = Van vraag naar plan, en terugkijken
client-step-question = Vraag
client-step-helps = Wat helpt
client-step-hard = Wat is lastig
client-step-together = Wat hangt samen
client-step-why = Ons verhaal
client-step-first = Eerst dit
client-step-plan = Plan
client-step-help = Hulp
client-step-review = Terug{ "\u00AD" }kijken
client-step-empty = nog niet besproken
client-step-some = begonnen
client-step-differ = we zien iets anders
client-turn = Bladeren
client-turn-before = Hiervoor
client-turn-after = Hierna
client-turn-list = Naar het overzicht
client-parts-steps = Van vraag naar plan
client-parts-around = Wat eromheen is
client-parts-empty = Nog niet besproken
client-parts-all = Alles onder elkaar lezen
client-drawings-title = Tekeningen
client-drawings-intro = Hetzelfde beeld, getekend. Alles wat hier staat, staat ook in woorden bij Ons beeld.
client-drawing-map = Wat hangt samen
client-drawing-map-intro = Wat elkaar sterker maakt, en wat elkaar afremt
client-drawing-timeline = Tijdlijn
client-drawing-timeline-intro = Wat er wanneer gebeurde, thuis, op school en in de hulp
client-drawing-people = Mensen om ons heen
client-drawing-people-intro = Wie dichtbij staat en wie verder weg, en wie familie is
client-drawing-order = Eerst dit
client-drawing-order-intro = Wat als eerste aan de beurt is

## Opgeslagen of niet
client-sync-joining = Even geduld, bijna klaar …
client-sync-saved = Opgeslagen
client-sync-copy = Niet alles is opgeslagen. Kijk bij Van mij.
client-sync-saving = Nog niet opgeslagen
client-sync-offline = Geen verbinding
client-sync-reading = Lezen kan. Schrijven kan met verbinding.
client-sync-local = Geen verbinding – { $form ->
    [je] jouw
   *[u] uw
} tekst staat alleen op dit scherm
client-kept-here = Staat op dit toestel, nog niet verzonden
client-kept-full = { $form ->
    [je] Dit toestel kan niet meer bewaren. Wat je nu schrijft, staat alleen op dit scherm. Laat het open tot er weer verbinding is.
   *[u] Dit toestel kan niet meer bewaren. Wat u nu schrijft, staat alleen op dit scherm. Laat het open tot er weer verbinding is.
}
client-conflict = Iets van { $form ->
    [je] jou
   *[u] u
} is niet opgeslagen. De tekst staat bij Van mij.
client-conflict-title = Niet opgeslagen
client-conflict-why = Dit kon niet worden opgeslagen waar { $form ->
    [je] je
   *[u] u
} het schreef: { $room }.
client-conflict-kept = Het is voor { $form ->
    [je] jou
   *[u] u
} bewaard. Alleen { $form ->
    [je] jij leest
   *[u] u leest
} het.
client-conflict-here = Het staat alleen op dit scherm. Neem het mee of kopieer het voor { $form ->
    [je] je
   *[u] u
} deze pagina sluit.
client-conflict-take = Ermee verder bij Van mij
client-conflict-take-failed = Dat lukt nu niet. Kopiëren kan wel.
client-conflict-away = Weg ermee
client-conflict-away-sure = { $form ->
    [je] Weet je het zeker? Deze woorden staan nergens anders.
   *[u] Weet u het zeker? Deze woorden staan nergens anders.
}
client-conflict-away-yes = Ja, weg ermee
client-copy = Kopiëren
client-copied = Gekopieerd
client-ended-here = Wat nog niet bewaard is, staat alleen op dit scherm.
client-ended-how = { $form ->
    [je] Kopieer eerst je woorden. Kom dan opnieuw binnen: dat gaat in een nieuw venster.
   *[u] Kopieer eerst uw woorden. Kom dan opnieuw binnen: dat gaat in een nieuw venster.
}
client-ended-copy = Kopieer mijn woorden
client-ended-words = Mijn woorden
client-ended-again = Opnieuw binnenkomen
client-copy-failed = Kopiëren lukt hier niet. De tekst is nu geselecteerd.

## Hulp nu
# Under a field that takes no more letters.
client-full-field = Meer past hier niet. Wat langer was, is niet overgenomen.
client-display = Weergave
client-display-theme = Kleuren
client-display-theme-device = Zoals dit toestel
client-display-theme-light = Licht
client-display-theme-dark = Donker
client-display-theme-contrast = Hoog contrast
client-display-size = Letters
client-display-size-normal = Normaal
client-display-size-larger = Groter
client-display-size-largest = Grootst
client-display-kept = Dit wordt op dit toestel bewaard. Anderen zien er niets van.
# On top of whatever is printed; $day is today, $name is who had it printed.
client-print-head = { client-name } – tot nu toe, { $day }. Geprint door { $name }. Niet iedereen mag dit lezen.
# Under the title of a printed picture: of which rooms it is.
client-print-rooms = Uit: { $rooms }.

client-help-now = Hulp nu
client-help-intro = { $form ->
    [je] Heb je nu hulp nodig? Bel. Je hoeft niet te weten wat je moet zeggen.
   *[u] Hebt u nu hulp nodig? Bel. U hoeft niet te weten wat u moet zeggen.
}
client-help-emergency = Politie, ambulance of brandweer
client-help-emergency-when = Bij gevaar, dag en nacht
client-help-suicide = 113 Zelfmoordpreventie
client-help-suicide-when = Bij gedachten aan zelfmoord, dag en nacht, gratis
client-help-children = Kindertelefoon
client-help-children-when = Voor iedereen tot 18 jaar, elke dag van 11 tot 21 uur, gratis
client-help-safe-home = Veilig Thuis
client-help-safe-home-when = Als het thuis niet veilig is, dag en nacht, gratis
client-help-no-trace = Dit scherm laat bij ons geen spoor achter. Een telefoontje kan wel in de lijst van { $form ->
    [je] je
   *[u] uw
} telefoon staan.

## Binnenkomen
client-entry-title = Wie bent u?
client-entry-title-one = Welkom, { $name }
client-entry-demo = Dit is een voorbeeld met een verzonnen gezin. Kies door wiens ogen het te zien is. Schrijf hier niets over echte mensen.
client-entry-as = Ga verder als { $name }
client-entry-someone-else = Iemand anders kiezen
client-entry-offline = Er is geen verbinding. Probeer het zo nog eens.
client-entry-failed = Binnenkomen is niet gelukt. Probeer het nog eens.
# The app opened without a connection. Who is there is not known then: no "je", no "u".
client-away-title = Er is geen verbinding
client-away-safe = Er is niets weg van wat is opgeslagen.
client-away-self = Is er weer verbinding? Dan gaat het vanzelf verder.
client-away-still = Nog geen verbinding.
client-entry-device-gone = Dit toestel is niet meer bekend. Vraag uw hulpverlener om een nieuwe link.

## Binnenkomen met een link en een code
client-in-title = Welkom
client-in-intro = Vul de code in. U kreeg die op papier of door de telefoon.
client-in-code = De code
client-in-code-hint = Acht letters en cijfers.
client-in-code-short = De code heeft acht letters en cijfers. Kijk nog eens goed.
client-in-code-wrong = Deze code klopt niet. Kijk nog eens goed en probeer het opnieuw.
client-in-code-left = Deze code klopt niet. Kijk nog eens goed. U kunt het nog { $left ->
    [one] één keer
   *[other] { $left } keer
} proberen.
client-in-own = Is dit uw eigen toestel?
client-in-own-yes = Ja, onthoud dit toestel
client-in-own-yes-then = De volgende keer komt u zo binnen, zonder code.
client-in-own-no = Nee, of iemand kijkt mee
client-in-own-no-then = Op dit toestel blijft niets staan.
client-in-own-missing = Kies eerst: is dit uw eigen toestel?
client-in-go = Naar binnen
client-in-closed = Deze link werkt niet meer
client-in-closed-ask = Vraag uw hulpverlener om een nieuwe link en een nieuwe code.
client-in-closed-fine = Dat gebeurt vaker. Er is niets weg van wat u schreef.
client-in-how = U komt binnen met de link die u van uw hulpverlener kreeg.
client-in-how-again = Open die link nog een keer. Werkt hij niet meer? Vraag om een nieuwe.
client-in-go-on = Verder op dit toestel
client-in-work = Ik werk hier
client-in-passkey = Inloggen met een passkey
client-in-work-none = Hier kunt u nog niet inloggen met uw werk. Vraag het aan wie Samenbeeld bij u beheert.

## Een kamer die verder gaat met anderen
client-carry-joined = { $count ->
    [one] { $names } doet nu mee in “{ $room }”.
   *[other] { $names } doen nu mee in “{ $room }”.
}
client-carry-ask = { $form ->
    [je] Mag wat jij hier eerder zei ook gelezen worden door { $names }? Nee zeggen mag, en het kan later ook.
   *[u] Mag wat u hier eerder zei ook gelezen worden door { $names }? Nee zeggen mag, en het kan later ook.
}
client-carry-goes-on = “{ $room }” gaat verder met { $names }.
client-carry-goes-on-new = “{ $room }” gaat verder in een nieuwe kamer.
client-carry-ask-there = { $form ->
    [je] Wat jij hier eerder zei, staat daar nog niet bij. Wil je het meenemen? Het kan later ook.
   *[u] Wat u hier eerder zei, staat daar nog niet bij. Wilt u het meenemen? Het kan later ook.
}
client-carry-all = Neem alles mee
client-carry-choose = Ik kies zelf
client-carry-chosen = Neem mee wat ik koos
client-carry-things = { $form ->
    [je] Wat jij eerder zei ({ $count })
   *[u] Wat u eerder zei ({ $count })
}
client-carry-answers = { $form ->
    [je] Wat je zei over woorden van anderen ({ $count })
   *[u] Wat u zei over woorden van anderen ({ $count })
}
client-carry-done = { $form ->
    [je] Je woorden staan nu ook in “{ $room }”.
   *[u] Uw woorden staan nu ook in “{ $room }”.
}

## Mijn toestellen
client-devices-intro = { $form ->
    [je] Op deze toestellen kom je binnen zonder code.
   *[u] Op deze toestellen komt u binnen zonder code.
}
client-devices-none = Er is geen toestel dat wordt onthouden.
client-devices-unread = We kunnen nu niet laten zien welke toestellen het zijn.
client-devices-form-phone = Telefoon
client-devices-form-tablet = Tablet
client-devices-form-computer = Computer
client-devices-this = dit toestel
client-devices-since = Onthouden sinds { $day }
client-devices-seen = Laatst gebruikt op { $day }
client-devices-not-me = Dit ben ik niet
client-devices-not-me-then = { $form ->
    [je] Wie op dat toestel binnen is, gaat er meteen uit en komt er niet meer in. Wat jij schreef blijft staan.
   *[u] Wie op dat toestel binnen is, gaat er meteen uit en komt er niet meer in. Wat u schreef blijft staan.
}
client-devices-not-me-yes = Haal dit toestel weg
client-devices-forget = Vergeet dit toestel
client-devices-forget-then = { $form ->
    [je] Daarna heb je een nieuwe link nodig om hier binnen te komen. Wat jij schreef blijft staan.
   *[u] Daarna hebt u een nieuwe link nodig om hier binnen te komen. Wat u schreef blijft staan.
}
client-devices-forget-yes = Vergeet dit toestel
client-devices-gone = Dat toestel komt er niet meer in.
client-devices-gone-this = Dit toestel wordt niet meer onthouden.
client-devices-failed = Dit is niet gelukt. Probeer het zo nog eens.
client-devices-keep-title = Dit toestel wordt niet onthouden
client-devices-keep-then = { $form ->
    [je] Is dit je eigen toestel? Dan kun je de volgende keer zo binnenkomen. Doe dit niet als iemand meekijkt.
   *[u] Is dit uw eigen toestel? Dan kunt u de volgende keer zo binnenkomen. Doe dit niet als iemand meekijkt.
}
client-devices-keep = Onthoud dit toestel
client-devices-kept = Dit toestel is nu onthouden.
client-devices-office = U komt in dit dossier via Mijn dossiers. Daarom wordt dit toestel hier niet onthouden.
client-devices-not-kept = Deze browser kan niets onthouden. Er is niets veranderd.
client-devices-out = { $form ->
    [je] Dit toestel is onthouden. Wie het heeft, kan met één druk weer bij je woorden.
   *[u] Dit toestel is onthouden. Wie het heeft, kan met één druk weer bij uw woorden.
}
client-devices-out-only = Alleen uitloggen
client-devices-out-forget = Uitloggen en dit toestel vergeten
client-devices-form-passkey = Passkey
client-devices-passkey-this = nu in gebruik
client-devices-passkey-since = Gemaakt op { $day }
client-devices-passkey-travels = Kan ook op uw andere toestellen staan.
client-devices-passkey-copied = Deze passkey lijkt nagemaakt. U kunt er niet meer mee inloggen. Haal hem weg en maak een nieuwe.
client-devices-passkey = Haal deze passkey weg
client-devices-passkey-then = Met deze passkey komt dan niemand meer binnen. Wie er nu mee binnen is, gaat er meteen uit.
client-devices-passkey-here = U bent nu binnen met deze passkey. Haalt u hem weg, dan gaat u er meteen uit.
client-devices-passkey-yes = Haal hem weg
client-devices-passkey-gone = Met die passkey komt niemand meer binnen.

## Een passkey, voor wie hier werkt
client-tie-title = De inlog van uw organisatie
client-tie-why = U kunt voortaan inloggen zoals bij uw andere werk. Uw apparaten, toegangssleutels en links van hier werken daarna niet meer.
client-tie-do = Inlog van mijn organisatie koppelen
client-passkey-title = Inloggen met een passkey
client-passkey-why = Met een passkey logt u in met uw vinger, uw gezicht of de code van uw toestel. U hoeft niets te onthouden.
client-passkey-add = Passkey toevoegen
client-passkey-added = De passkey is toegevoegd. De volgende keer kunt u ermee inloggen.
client-passkey-there = Op dit toestel staat al een passkey van u.
client-passkey-cancelled = Er is geen passkey gemaakt. U kunt het nog eens proberen.
client-passkey-unable = Deze browser kan hier geen passkey maken. Probeer het met een andere browser of een ander toestel.
client-passkey-full = U hebt al drie toestellen en passkeys. Haal er eerst een weg.
client-passkey-provider = U logt in via uw organisatie. Daarom hebt u hier geen passkey nodig.
client-passkey-in-cancelled = U bent niet ingelogd. U kunt het nog eens proberen.
client-passkey-in-unknown = Met deze passkey kunt u hier niet inloggen. Vraag wie Samenbeeld bij u beheert om een nieuwe link.
client-passkey-in-unable = Deze browser kan hier niet inloggen met een passkey. Probeer het met een andere browser of een ander toestel.

## Ons beeld
client-picture-title = Ons beeld tot nu toe
client-rooms = Welk deel
client-rooms-all = Alles
client-rooms-overview = Overzicht
client-rooms-few = { $own ->
    [yes] Wat anderen zeggen in een kleine groep
   *[no] Wat maar een paar mensen lezen
}
client-domains = { $part }: waar hoort het bij
client-opened = Geopend
client-contents = Op deze bladzijde
client-part-questions = Onze vraag
client-part-questions-intro = Wat we samen willen weten, en wat ieder vraagt
client-part-helps = Wat gaat goed en wat helpt
client-part-helps-intro = Ook een klein beetje telt
client-part-wishes = Wensen
client-part-wishes-intro = Hoe een goede week eruitziet
client-part-hard = Wat is lastig
client-part-hard-intro = Wat er speelt, in ieders eigen woorden
client-part-relations = Hoe hangt het samen
client-part-relations-intro = Wat met elkaar te maken heeft
client-part-loops = Rondjes
client-part-loops-intro = Wat zichzelf steeds herhaalt
client-part-story = Ons verhaal
client-part-story-intro = Waardoor het vastloopt, en wat het op gang brengt
client-part-first = Wat eerst
client-part-first-intro = Wat als eerste aan de beurt is
client-part-plan = Plan
client-part-plan-intro = Wat we gaan doen, en wie
client-part-plan-four = Vier vragen die verder helpen
client-part-review = Terugkijken
client-part-review-intro = Hoe ver we zijn met onze doelen en afspraken
client-part-timeline = Tijdlijn
client-part-timeline-intro = Belangrijke momenten
client-part-people = Mensen om ons heen
client-part-people-intro = Wie erbij horen
client-part-help = Eerdere hulp
client-part-help-intro = Wat hielp, en wat niet
client-part-advice = Advies
client-part-advice-intro = Wat mensen die meekijken zeggen
client-questions-own = Wat ieder zelf vraagt
client-question-joint = Onze vraag samen
client-explanation-stuck = Waardoor het blijft
client-explanation-way_out = Wat het op gang brengt
client-explanation-for_child = Voor het kind
client-order-joint = Samen gekozen ({ $room })
client-order-own = { $name } kiest ({ $room })
client-order-place = { $number }. { $words }
client-before = Eerst { $a }, dan { $b }
client-loop-unnamed = Een rondje zonder naam
client-loop-again = En dan weer van voren af aan.
client-tie-with = { $ego } en { $other }
client-answer = Wat ermee is gedaan:
client-answer-by = Wat ermee is gedaan, volgens { $name }:
client-meaning = Wat dit deed met { $name }:
client-own-words = In de woorden van { $name }:
client-step-who = { $name } doet dit
client-step-due = voor { $date }
client-review = We kijken terug op { $date }
client-review-due = Het is tijd om terug te kijken. We spraken af: { $date }
client-period = { $start } tot { $end }
client-waited = { $weeks ->
    [1] 1 week gewacht
   *[other] { $weeks } weken gewacht
}
client-what-helped = Wat hielp:
client-what-went-wrong = Wat er misging:
client-outcome = { $name }: { $outcome }
client-acknowledged = { $name } zegt: dat had anders gemoeten
client-why = Waarom:
client-story-about = Dit gaat over
client-story-for = Wat hierbij past
client-story-against = Wat hier niet bij past
client-test = Hieraan zien we of het klopt:
client-story = Meer hierover
client-source = Dat weten we van
client-knowledge = Hoe we dit weten
client-domain = Hoort bij
client-holder = Gaat over
client-polarity = Meer of minder
client-strength = Hoe sterk
client-strength-1 = een beetje
client-strength-2 = duidelijk
client-strength-3 = heel veel
client-goal-own-words = { $name }: “{ $words }”
client-goal-rests-on-nothing = Nog niet gekozen: waar dit doel op rust.
client-goal-rests-on = Dit doel rust op
client-goal-of = Doel van { $name }
client-when = Wanneer
client-for = Voor
client-between = Tussen
client-situation-now = Zo is het nu
client-situation-wanted = Zo willen we het
client-tie-wish = wens voor deze band: { $wish }
client-hard-to-ask = Wat hulp vragen lastig maakt
client-planned = Gepland
client-descent = { $child } is kind van { $parents }
client-part-told = In eigen woorden
client-part-told-intro = Wat mensen over zichzelf vertellen
client-kind-union = Familie
client-kind-descent = Familie
client-kind-agenda = Afspraak op de agenda
client-kind-option = Een mogelijkheid
client-kind-placement = Woonplek
client-kind-decision = Besluit
client-kind-answer = Antwoord op een wens

## Wensen naast elkaar
client-wishes-title = Ieders wens, per onderwerp
client-wishes-intro = Wat ieder wil, naast elkaar. Met daaronder de doelen: zo is het nu, en zo willen we het.
client-wishes-beside = Per onderwerp
client-wishes-none = Nog niet besproken. Schrijf bij Van mij een wens op. Als die gedeeld is, staat die hier.
client-wishes-other = Nog zonder onderwerp
client-wishes-each = Wensen
client-wishes-goals = Doelen
client-wishes-unsaid = Nog niet gezegd
client-wishes-neither = Hoe het nu is en hoe we het willen: nog niet gezegd.
client-wishes-back = Terug naar de wensen

## De tijdlijn
client-time-title = De tijdlijn
client-time-intro = Wat er gebeurde: thuis, op school en in de hulp. Tot nu toe.
client-time-day = op { $date }
client-time-month = in { $date }
client-time-year = ergens in { $date }
client-time-about = rond { $date }
client-time-period = van { $start } tot { $end }
client-time-about-period = ongeveer van { $start } tot { $end }
client-since-date = sinds { $date }, het loopt nog
client-time-unknown = Wanneer weten we nog niet
client-time-line-home = Thuis
client-time-line-school = School
client-time-line-help = Hulp
client-time-line-none = Nog zonder lijn
client-time-line-plan = Straks
client-time-sentence = { $line }, { $when }: { $words }.
client-time-told = { $name } vertelt dit.
client-time-belongs-to = Hoort bij: { $words }.
client-time-meant = wat het deed: { $names }
client-time-today = vandaag
client-time-moves = { $count ->
    [0] { $name } is niet verhuisd.
    [1] { $name } is 1 keer verhuisd.
   *[other] { $name } is { $count } keer verhuisd.
}
client-placement-lives = { $name } woont { $where }
client-placement-lived = { $name } woonde { $where }
client-placement-elsewhere = ergens anders
client-placement-urgent = met spoed
client-placement-calm = niet met spoed
client-placement-reason = Waarom { $name } daar woont
client-placement-home = Kon { $name } ook naar huis?
client-placement-home-unsaid = Er staat nog niet bij of { $name } ook naar huis kon.
client-placement-siblings = Waarom niet samen met broers en zussen
client-homes = { $name } woont op { $count } plekken: { $homes }.
client-home-with = bij { $names }
client-home-with-too = bij { $names } (met { $too })
client-home-alone = op een eigen plek
client-home-word = thuis { $homes }
client-time-next = Straks
client-time-next-none = Er staat nog niets op de agenda.
client-time-undated = Nog zonder datum
client-time-undated-all = { $count } dingen. Bekijk ze.
client-time-later = Nog { $count } dingen daarna
client-time-cluster = { $count } dingen in { $around }
client-time-cluster-over = { $count } dingen van { $around }
client-time-cluster-more = en nog { $count }
client-time-elastic = Niet elk jaar is even breed getekend. Waar veel gebeurde is meer plek: { $wide }.
client-time-elastic-narrow = Waar weinig staat is minder plek: { $narrow }.
client-time-years = { $from } tot en met { $to }
client-time-skipped = Over { $years } staat hier niets.
client-time-zoom = Dichterbij of verder weg
client-time-closer = Dichterbij
client-time-further = Verder weg
client-time-whole = Alles in één keer
client-time-lines = Wat laten we zien
client-time-person = Van of over wie
client-time-room = Uit welk deel
client-time-everyone = Iedereen
client-time-follow = Hoort bij
client-time-follow-none = Niets uitgekozen
client-time-empty-here = Hier staat niets. Kies iets anders om te laten zien.
client-time-group = Deze dingen staan dicht bij elkaar

## Tijdlijn en mensen om ons heen
client-shape-ask = Hoe { $form ->
    [je] wil je het zien?
   *[u] wilt u het zien?
}
client-shape-drawn = Tekening
client-shape-list = Lijst
client-lines-choose = Verder kiezen
client-lines-draw = Bekijk de tekening
client-eco-title = Mensen om ons heen
client-eco-intro = Wie dichtbij staat en wie verder weg, zoals ieder het zelf ziet.
client-eco-round = Om { $name } heen
client-eco-whose = Van wie
client-eco-beside = Leg ernaast
client-eco-beside-none = Niemand
client-eco-family = Familie
client-eco-layer = Bij de namen
client-eco-layer-tie = Band
client-eco-layer-support = Steun
client-eco-layer-wish = Wens
client-eco-legend = Wat de lijnen betekenen
client-eco-unsaid = nog niet gezegd
client-eco-help = steun
client-eco-support-E = troost
client-eco-support-P = praktisch
client-eco-support-G = gezelschap
client-eco-support-A = advies
client-eco-wish-more = Liever meer
client-eco-wish-same = Zo laten
client-eco-wish-less = Liever minder
client-eco-wish-none = Liever niet
client-eco-ring-1 = Heel dichtbij
client-eco-ring-2 = Dichtbij
client-eco-ring-3 = Verder weg
client-eco-home = zelfde huis
client-eco-says-ring-1 = { $other } staat heel dicht bij { $ego }.
client-eco-says-ring-2 = { $other } staat dicht bij { $ego }.
client-eco-says-ring-3 = { $other } staat verder weg van { $ego }.
client-eco-says-unplaced = Hoe dicht { $other } bij { $ego } staat, is nog niet gezegd.
client-eco-says-tie = De band is: { $quality }.
client-eco-says-gives = { $ego } geeft { $other } { $support }.
client-eco-says-gets = { $ego } krijgt { $support } van { $other }.
client-eco-says-both = { $ego } en { $other } geven elkaar { $support }.
client-eco-times = { $count } keer gezegd
client-eco-says-times = Over deze band is { $count } keer iets gezegd.
client-eco-said-in = Gezegd in: { $room }
client-eco-says-wish = { $ego } wil: { $wish }.
client-eco-says-home = Ze wonen in hetzelfde huis.
client-eco-says-home-in = Woont samen met { $ego }, { $home }.
client-eco-described = Om { $name } heen staan { $count } mensen.
client-eco-nearer = Dichterbij zetten
client-eco-further = Verder weg zetten
client-eco-own = { $form ->
    [je] Jij kiest wie dichterbij mag en wie verder weg. Sleep, of gebruik de knoppen.
   *[u] U kiest wie dichterbij mag en wie verder weg. Sleep, of gebruik de knoppen.
}
client-eco-ring-now = Staat nu: { $ring }
client-eco-moved = { $name } staat nu: { $ring }.
client-eco-failed = Verplaatsen is niet gelukt. Er is niets veranderd.
client-eco-untied = Nog geen plek
client-eco-untied-how = Kies iemand. { $form ->
    [je] Jij zegt
   *[u] U zegt
} dan hoe dichtbij die staat en hoe het met die persoon is.
client-eco-nearest = De { $most } dichtstbij
client-eco-both = Noemen ze allebei
client-eco-only = Noemt alleen { $name }
client-eco-same = Hierover zeggen ze hetzelfde.
client-eco-differs = Met { $name } hebben ze een andere band.
client-eco-described-two = { $left } en { $right } naast elkaar. { $both } mensen noemen ze allebei.
client-eco-family-intro = Wie familie is van wie.
client-eco-family-described = De familie, met { $count } mensen.
client-eco-deceased = overleden
client-eco-index = om wie het gaat
client-eco-born = geboren in { $year }
client-eco-union = { $a } en { $b }: { $status }{ $when }.
client-eco-union-from = , vanaf { $from }
client-eco-union-between = , samen van { $from } tot { $to }
client-eco-union-to = , tot { $to }
client-eco-past = Van vroeger
client-eco-past-choose = Wat komt terug in de familie?
client-eco-back = { $count ->
    [1] 1 generatie terug
   *[other] { $count } generaties terug
}
client-eco-past-of = gaat over { $names }
client-eco-passed = { $from } werd doorgegeven. Daarna kwam: { $to }
client-eco-descent = { $child } is { $kind } { $parents }.
client-eco-symbols = Wat de vormen betekenen
client-eco-symbol-index = dikke rand: om wie het gaat
client-eco-symbol-deceased = kruis: overleden
client-eco-symbol-dashed = streepjes: pleeg, adoptie of stief

## Eén ding
client-kind-question = Vraag
client-kind-joint_question = Onze vraag samen
client-kind-factor = Wat er speelt
client-kind-card = Samen verwoord
client-kind-relation = Hoe het samenhangt
client-kind-loop = Rondje
client-kind-explanation = Ons verhaal
client-kind-order = Wat eerst
client-kind-before = Wat eerst
client-kind-goal = Doel
client-kind-step = Stap
client-kind-agreement = Afspraak
client-kind-event = Moment
client-kind-network_person = Iemand om ons heen
client-kind-tie = Band
client-kind-help = Hulp
client-kind-wish = Wens
client-kind-advice = Advies
client-safety-judged = Oordeel over veiligheid
client-kind-comment = Opmerking
client-kind-warning_sign = Signaal
client-kind-rating = Cijfer van iemand
client-kind-story = Verhaal
client-also = Ook
client-seen-as = Kort gezegd
client-others-see = Zo zien anderen het
client-linked = Hangt samen met
client-to-story = Naar de tekst
client-withdraw = Dit terugtrekken
client-withdraw-title = Terugtrekken?
client-withdraw-sure = { $form ->
    [je] Jouw woorden verdwijnen uit het beeld. Wat anderen erover zeiden blijft staan. In versies die al zijn vastgelegd staan je woorden nog.
   *[u] Uw woorden verdwijnen uit het beeld. Wat anderen erover zeiden blijft staan. In versies die al zijn vastgelegd staan uw woorden nog.
}
client-withdraw-where = Het staat nu in { $rooms }.
client-withdraw-yes = Ja, terugtrekken
client-read-here = { $room }. Dit lezen: { $names }
client-read-by = Dit lezen: { $names }
client-read-only-by = { $form ->
    [je] Dit lezen alleen jij en { $names }.
   *[u] Dit lezen alleen u en { $names }.
}
client-scribed = opgeschreven door { $scribe }, nog niet bevestigd door { $name }
client-words-from = Waar deze woorden vandaan komen
client-whose-words = Van wie zijn deze woorden?
client-whose-mine = Van mij
client-whose-of = Van { $name }
client-whose-short = In de woorden van { $name }
client-whose-told = { $name } leest hier zelf niet mee. Schrijf op wat { $name } zei, zo letterlijk als het kan. Erbij staat wie het opschreef, en dat { $name } het nog niet heeft bevestigd.
client-whose-from = Hoe kent { $form ->
    [je] je
   *[u] u
} deze woorden van { $name }?
client-whose-from-hint = Bijvoorbeeld: een gesprek thuis op 12 november.
client-stale = over eerdere woorden

## Hoe ziet u dit
client-stand-ask = { $form ->
    [je] Klopt dit voor jou?
   *[u] Klopt dit voor u?
}
client-stand-ask-own = { $form ->
    [je] Klopt dit nog voor jou?
   *[u] Klopt dit nog voor u?
}
client-stand-words = { $form ->
    [je] Wil je er iets bij zeggen?
   *[u] Wilt u er iets bij zeggen?
}
client-stand-words-differ = { $form ->
    [je] Hoe zie jij het?
   *[u] Hoe ziet u het?
}
client-stand-again = De woorden zijn veranderd na { $form ->
    [je] jouw antwoord. Kijk je nog eens?
   *[u] uw antwoord. Kijkt u nog eens?
}
client-stand-agree = { $names }: klopt
client-stand-partly = { $names }: klopt voor een deel
client-stand-disagree = { $you ->
    [yes] { $form ->
        [je] Jij ziet het anders
       *[u] U ziet het anders
    }
   *[no] { $count ->
        [one] { $names } ziet het anders
       *[other] { $names } zien het anders
    }
}
client-stand-unknown = { $you ->
    [yes] { $form ->
        [je] Jij weet het niet
       *[u] U weet het niet
    }
   *[no] { $count ->
        [one] { $names } weet het niet
       *[other] { $names } weten het niet
    }
}
client-stand-left = { $name } (deed mee tot { $day })
client-stand-stale = { $names }: antwoord op eerdere woorden

## Ongedaan maken
client-undo = Ongedaan maken
client-redo = Opnieuw
client-writing-own = Wat { $form ->
    [je] je
   *[u] u
} hier zelf typte
client-done-last = Wat { $form ->
    [je] je
   *[u] u
} net deed
client-did = Veranderd.
client-did-share = Gedeeld.
client-did-withdraw = Teruggetrokken.
client-did-change = Aangepast.
client-did-stand = { $form ->
    [je] Jouw antwoord staat erbij.
   *[u] Uw antwoord staat erbij.
}
client-did-throw-away = Weggegooid.
client-undone = Ongedaan gemaakt.
client-undo-overtaken = Iemand anders heeft dit daarna veranderd. Dat blijft zo staan.

## Zoeken
client-nav-search = Zoeken
client-search-title = Zoeken
client-search-label = { $form ->
    [je] Wat zoek je?
   *[u] Wat zoekt u?
}
client-search-hint = Een woord, een naam of een stukje van een zin.
client-search-some = Dit is gevonden.
client-search-guesses = Misschien { $form ->
    [je] bedoel je
   *[u] bedoelt u
} dit
client-search-only-guesses = Dit woord is niet gevonden. Wel iets wat erop lijkt.
client-search-none = Hier is niets gevonden. Probeer een ander woord.
client-search-few = Ook zoeken in: { $room }
client-search-persons = Mensen
client-search-catalogue = Soorten hulp
client-search-catalogue-hint = Kies er een om op te schrijven dat deze hulp er is, was of moet komen.
client-search-more = Alles laten zien

## Wie er gekeken heeft
client-readers-intro = { $form ->
    [je] Hier zie je welke professionals hebben gekeken.
   *[u] Hier ziet u welke professionals hebben gekeken.
}
client-readers-back = Terug
client-readers-period = Hoe ver terug?
client-readers-period-week = Laatste 7 dagen
client-readers-period-month = Laatste 30 dagen
client-readers-period-all = Alles
client-readers-none = In deze tijd heeft geen professional gekeken.
client-readers-failed = We kunnen nu niet laten zien wie er keek.
client-readers-who = { $organisation ->
    [none] { $name } ({ $role })
   *[other] { $name } ({ $role }, { $organisation })
}
client-readers-looked-in = { $who } keek op { $day } in { $places }.
client-readers-looked = { $who } keek op { $day }.
client-readers-here = Welke professionals keken hier?
client-readers-here-last = { $who } keek hier het laatst op { $day }.
client-readers-here-none = De laatste 30 dagen keek hier geen professional.
client-readers-version_exported = Las een versie die was vastgelegd.
client-readers-removed_read = Las wat er eerder stond.
client-readers-versions_listed = Keek welke versies er zijn.
client-readers-emergency = Noodtoegang
client-readers-ground-regisseur = Mag dit lezen: houdt het overzicht.
client-readers-ground-involved = Mag dit lezen: helpt hier mee.
client-readers-ground-consent = Mag dit lezen: iedereen die dat moest, vond het goed.
client-readers-ground-own = Mag dit lezen: deze kamer is ook van deze persoon.
client-readers-ground-emergency = Keek in een noodgeval. Dat mag een uur, alleen om te lezen. Wie het overzicht houdt, kijkt het na.
client-readers-ground-leads = Mag dit lezen: heeft hier de leiding.
client-readers-private = Wat mensen uit de familie lezen, laten we aan niemand zien.

## Wie er meeleest
client-along-intro = { $form ->
    [je] Hier zie je wie kan lezen wat jij ook leest, en waarom.
   *[u] Hier ziet u wie kan lezen wat u ook leest, en waarom.
}
client-along-failed = We kunnen nu niet laten zien wie er meeleest.
client-along-only-you = { $form ->
    [je] Dit lees jij alleen.
   *[u] Dit leest u alleen.
}
client-along-not-you = { $form ->
    [je] Jij leest hier nu niet mee. Wat je hier zelf zei, blijft van jou en kun je blijven lezen.
   *[u] U leest hier nu niet mee. Wat u hier zelf zei, blijft van u en kunt u blijven lezen.
}
client-along-not-now = Leest nu niet mee.
client-along-about = Dit gaat over { $child }.
client-along-said = { $child ->
    [none] { $form ->
        [je] Jij hebt ja gezegd. Nog niet iedereen heeft dat gedaan.
       *[u] U hebt ja gezegd. Nog niet iedereen heeft dat gedaan.
    }
   *[other] { $form ->
        [je] Jij hebt ja gezegd voor { $child }. Nog niet iedereen heeft dat gedaan.
       *[u] U hebt ja gezegd voor { $child }. Nog niet iedereen heeft dat gedaan.
    }
}
client-along-said-button = { $form ->
    [je] Je ja terugnemen
   *[u] Uw ja terugnemen
}
client-along-said-title = { $form ->
    [je] Je ja voor { $name } terugnemen?
   *[u] Uw ja voor { $name } terugnemen?
}
client-along-said-sure = { $form ->
    [je] { $name } leest nu niet mee in “{ $room }”. Zonder jouw ja blijft dat zo. Je hoeft niet te zeggen waarom.
   *[u] { $name } leest nu niet mee in “{ $room }”. Zonder uw ja blijft dat zo. U hoeft niet te zeggen waarom.
}
client-along-said-back = { $form ->
    [je] Je hebt je ja voor { $name } teruggenomen.
   *[u] U hebt uw ja voor { $name } teruggenomen.
}
client-along-agreed = Wat is afgesproken
client-along-agreed-by = { $day ->
    [none] Dit mogen lezen: { $readers }. Ja gezegd: { $by }.
   *[other] Dit mogen lezen: { $readers }. Ja gezegd op { $day }: { $by }.
}
client-along-agreed-before = { $day ->
    [none] Dit mochten lezen: { $readers }. Ja gezegd: { $by }.
   *[other] Dit mochten lezen: { $readers }. Ja gezegd op { $day }: { $by }.
}
client-along-until = Dit geldt tot en met { $day }.
client-along-ended = Dit geldt niet meer voor { $names }.
client-along-over = Dit geldt niet meer.
client-along-you = { $form ->
    [je] jij
   *[u] u
}
client-along-written-spoken = { $whose ->
    [mine] { $form ->
        [je] { $who } heeft opgeschreven dat je dit hardop zei.
       *[u] { $who } heeft opgeschreven dat u dit hardop zei.
    }
    [written] U hebt opgeschreven dat dit hardop is gezegd.
   *[others] { $who } heeft opgeschreven dat dit hardop is gezegd.
}
client-along-written-paper = { $whose ->
    [mine] { $form ->
        [je] { $who } heeft opgeschreven dat je op papier ja zei.
       *[u] { $who } heeft opgeschreven dat u op papier ja zei.
    }
    [written] U hebt opgeschreven dat op papier ja is gezegd.
   *[others] { $who } heeft opgeschreven dat op papier ja is gezegd.
}
client-along-written-said = { $whose ->
    [mine] { $form ->
        [je] { $who } heeft opgeschreven dat je ja zei.
       *[u] { $who } heeft opgeschreven dat u ja zei.
    }
    [written] U hebt dit opgeschreven.
   *[others] { $who } heeft dit opgeschreven.
}
client-along-elsewhere = { $form ->
    [je] Je zei ja, maar leest hier zelf niet mee
   *[u] U zei ja, maar leest hier zelf niet mee
}
client-along-elsewhere-intro = { $form ->
    [je] Deze kamers kun je niet lezen. Je hebt wel gezegd wie er mag meelezen. Dat kun je altijd terugnemen.
   *[u] Deze kamers kunt u niet lezen. U hebt wel gezegd wie er mag meelezen. Dat kunt u altijd terugnemen.
}
client-along-elsewhere-yes = { $day ->
    [none] { $form ->
        [je] Je zei ja.
       *[u] U zei ja.
    }
   *[other] { $form ->
        [je] Je zei ja op { $day }.
       *[u] U zei ja op { $day }.
    }
}
client-along-elsewhere-stopped = { $form ->
    [je] Je hebt teruggenomen dat { $name } mag meelezen in “{ $room }”.
   *[u] U hebt teruggenomen dat { $name } mag meelezen in “{ $room }”.
}
client-along-stop-button = Niet meer laten meelezen
client-along-let-button = Wel laten meelezen
client-along-stop-title = { $name } niet meer laten meelezen?
client-along-stop-sure = { $form ->
    [je] { $name } kan dan meteen niets meer lezen in “{ $room }”. Je hoeft niet te zeggen waarom.
   *[u] { $name } kan dan meteen niets meer lezen in “{ $room }”. U hoeft niet te zeggen waarom.
}
client-along-stop-words = Wat { $name } schreef, blijft van { $name }.
client-along-stop-versions = Versies die al zijn vastgelegd, blijven zoals ze zijn.
client-along-stop-again = Mag { $name } later weer meelezen? Dan vragen we het opnieuw aan iedereen.
client-along-let-title = { $name } wel laten meelezen?
client-along-let-sure = { $form ->
    [je] { $name } kan meelezen in “{ $room }” als iedereen aan wie we het vragen ja zegt. Je kunt dit later weer stoppen.
   *[u] { $name } kan meelezen in “{ $room }” als iedereen aan wie we het vragen ja zegt. U kunt dit later weer stoppen.
}
client-along-stopped = { $name } leest hier niet meer mee.
client-along-let = { $form ->
    [je] Jij hebt ja gezegd voor { $name }.
   *[u] U hebt ja gezegd voor { $name }.
}
client-along-undone = Dit is niet gelukt. Er is niets veranderd. Probeer het zo nog eens.
client-along-not-yours = Hierover beslissen anderen. Er is niets veranderd.
client-along-leave = Uit deze kamer gaan
client-along-leave-title = Uit { $room } gaan?
client-along-leave-stays = { $form ->
    [je] Wat je hier schreef, blijft staan. Bij je naam komt de dag waarop je wegging.
   *[u] Wat u hier schreef, blijft staan. Bij uw naam komt de dag waarop u wegging.
}
client-along-leave-own = { $form ->
    [je] Je eigen woorden kun je blijven lezen. Wat anderen hier schrijven niet meer.
   *[u] Uw eigen woorden kunt u blijven lezen. Wat anderen hier schrijven niet meer.
}
client-along-leave-back = { $form ->
    [je] Wil je later terug? Vraag het aan wie het overzicht houdt.
   *[u] Wilt u later terug? Vraag het aan wie het overzicht houdt.
}
client-along-left = { $form ->
    [je] Je bent uit { $room } gegaan.
   *[u] U bent uit { $room } gegaan.
}
client-birthday-title = { $age ->
    [12] Binnenkort ben je 12
    [16] Binnenkort ben je 16
   *[other] Binnenkort ben je { $age }
}
client-birthday-when = { $age ->
    [12] Op { $day } word je 12. Dan verandert er iets voor jou.
    [16] Op { $day } word je 16. Dan beslis jij zelf welke ouder meeleest.
   *[other] Op { $day } word je { $age }. Dan is er geen gezag meer. Jij beslist.
}
client-birthday-12-opens = Dan lees je zelf mee in { $rooms }.
client-birthday-12-say = Vanaf dan vragen we ook jou of iemand mag meelezen.
client-birthday-12-help = Wil je dit niet? Of snap je iets niet? Vraag het aan iemand die je vertrouwt.
client-birthday-parents = Je ouders lezen daarna alleen mee als jij ja zegt. Je kunt dat nu al zeggen, of later. Je hoeft niet te zeggen waarom.
client-birthday-on = { $name } leest ook daarna mee in { $room }.
client-birthday-off = { $name } leest daarna niet meer mee in { $room }.
client-birthday-let = Ook daarna laten meelezen
client-birthday-stop = Daarna niet laten meelezen
client-birthday-said = Dat is bewaard. Je kunt het altijd weer veranderen.
client-birthday-stop-now = Let op: als je dit terugneemt, geldt dat voor na je verjaardag. Nu leest { $name } nog wel mee.
client-birthday-own = Wat jij opschreef, blijft van jou. Dat verandert niet.

client-object-title = Liever niet laten meelezen
client-object-intro = Wil je dat een ouder iets niet leest? Dan kun je dat vragen. Een hulpverlener leest je vraag, en vertelt je wat die besluit en waarom.
client-object-honest = De ouder hoort niet van ons dat jij iets vraagt. Zegt de hulpverlener ja, dan ziet de ouder dat meelezen niet meer kan, en dat een jongere dat liever niet wil. Helemaal geheim is het dus niet. Ben je bang voor wat er dan gebeurt? Vertel dat eerst aan iemand die je vertrouwt.
client-object-button = Iets vragen
client-object-ask = Wie moet iets niet lezen?
client-object-who = Om welke ouder gaat het?
client-object-rooms = Waar moet { $name } niet meelezen?
client-object-why = Wil je zeggen waarom?
client-object-why-hint = Dat hoeft niet. Alleen wie het dossier leidt, leest het.
client-object-lacks-who = Kies eerst een ouder.
client-object-lacks-rooms = Kies waar het om gaat.
client-object-send = Vraag versturen
client-object-sent = Je vraag is verstuurd. Het antwoord komt hier te staan.
client-object-mine = Op { $day } vroeg je of { $name } niet meer meeleest in { $rooms }.
client-object-my-why = Jij schreef erbij: “{ $why }”
client-object-waiting = Er is nog geen antwoord. { $name } leest nu nog wel mee.
client-object-honoured = Het antwoord van { $day } is ja. { $name } leest daar nu niet mee.
client-object-declined = Het antwoord van { $day } is nee. { $name } leest daar wel mee. Je kunt het later opnieuw vragen.
client-object-because = Dit schreef de hulpverlener erbij: “{ $reason }”
client-object-ended = Dit is gestopt op { $day }.
client-object-ended-mine = Je hebt dit teruggenomen op { $day }.
client-object-over = Je bent nu 16 of ouder. Nu beslis jij zelf welke ouder meeleest.
client-object-back = Vraag terugnemen
client-object-back-title = Je vraag terugnemen?
client-object-back-sure = { $stands ->
    [honoured] { $name } kan dan meteen weer meelezen in { $rooms }.
   *[other] Dan hoeft niemand er meer over te beslissen. { $name } leest gewoon mee.
}
client-object-took-back = Je hebt je vraag teruggenomen.

client-waits-title = { $form ->
    [je] Voor jou
   *[u] Voor u
}
client-waits-lead = Er staat iets voor u klaar bij Mensen en kamers.
client-waits-youth = Er verandert binnenkort iets in wie er meeleest.
client-waits-not_read = { $form ->
    [je] Je leest nu niet mee in { $labels }.
   *[u] U leest nu niet mee in { $labels }.
}
client-waits-answered = { $form ->
    [je] Er staat iets voor je klaar bij Wie leest mee.
   *[u] Er staat iets voor u klaar bij Wie leest mee.
}
client-waits-again = { $form ->
    [je] Er staat iets voor je klaar bij Van mij.
   *[u] Er staat iets voor u klaar bij Van mij.
}
client-waits-came_in = { $form ->
    [je] Op { $day } kwam iemand met een link binnen als jij. Was jij dat niet? Vertel het meteen aan wie je helpt.
   *[u] Op { $day } kwam iemand met een link binnen als u. Was u dat niet? Vertel het meteen aan wie u helpt.
}
client-waits-devices = { $form ->
    [je] Jouw apparaten
   *[u] Uw apparaten
}
client-waits-written = { $form ->
    [je] { $name } heeft opgeschreven dat je ja zei op de vraag of iemand mag meelezen.
   *[u] { $name } heeft opgeschreven dat u ja zei op de vraag of iemand mag meelezen.
}
client-waits-written-wrong = { $form ->
    [je] Kijk het na bij Wie leest mee. Klopt het niet? Dan kun je het daar terugnemen.
   *[u] Kijk het na bij Wie leest mee. Klopt het niet? Dan kunt u het daar terugnemen.
}
client-waits-law-gezag = { $name } heeft gezag en mag daarom meelezen in { $label }.
client-waits-law-lead = { $name } leidt dit dossier en leest daarom mee in { $label }.
client-waits-law-measure = { $name } voert een maatregel van de rechter uit en leest daarom mee in { $label }.
client-waits-along = Wie leest mee?
client-waits-look = Bekijken
client-waits-later = Straks
client-waits-in_emergency = Noodtoegang tot { $until }. U kunt hier alleen lezen. Wie dit dossier leidt, weet ervan en kijkt het na. Bent u eerder klaar? Log dan uit.
client-rights-title = Er is iets veranderd
client-rights-changed = { $form ->
    [je] Wat je hier kunt lezen of schrijven is net veranderd.
   *[u] Wat u hier kunt lezen of schrijven is net veranderd.
}
client-rights-reload = Opnieuw laden

## Wat er veranderd is
client-nav-changes = Veranderd
client-nav-changes-any = er is iets veranderd
client-changed-title = Wat is er veranderd?
client-changed-intro = { $form ->
    [je] Dit veranderde er sinds jij de vorige keer keek.
   *[u] Dit veranderde er sinds u de vorige keer keek.
}
client-changed-first = { $form ->
    [je] Hier zie je straks wat er veranderd is. Lees eerst het beeld. Tik dan hier op de knop.
   *[u] Hier ziet u straks wat er veranderd is. Lees eerst het beeld. Tik dan hier op de knop.
}
client-changed-begin = Ik heb het gelezen
client-changed-mark = Gezien
client-changed-private = { $form ->
    [je] Alleen jij weet wat je hebt gezien.
   *[u] Alleen u weet wat u hebt gezien.
}
client-changed-none = Hier is niets veranderd.
client-changed-marked = { $form ->
    [je] Goed. De volgende keer zie je hier wat er daarna veranderde.
   *[u] Goed. De volgende keer ziet u hier wat er daarna veranderde.
}
client-changed-group-new = Nieuw
client-changed-group-reworded = Anders gezegd
client-changed-group-stands = Hoe mensen het zien
client-changed-group-moved = Verder, sterker of minder sterk
client-changed-group-withdrawn = Teruggetrokken
client-changed-new = { $joint ->
    [yes] Nieuw van ons samen:
   *[no] { $name } zei:
}
client-changed-reworded = { $joint ->
    [yes] Samen zeggen we het nu zo:
   *[no] { $name } zegt het nu zo:
}
client-changed-withdrawn = { $joint ->
    [yes] Dit is weggehaald:
   *[no] { $name } heeft iets teruggetrokken:
}
client-changed-stronger = Dit is sterker geworden:
client-changed-weaker = Dit is minder sterk geworden:
client-changed-status = Dit staat er nu anders voor:
client-changed-details = Hier is iets bij gezet of aangepast:
client-changed-order = { $joint ->
    [yes] Samen kiezen we een andere volgorde:
   *[no] { $name } kiest een andere volgorde:
}
client-changed-answered = { $name } zegt: { $is }. Dit gaat over:
client-changed-stands = { $name } zegt nu: { $is }. Dit gaat over:
client-changed-words = { $name } zegt er iets anders bij:
client-changed-mark-acknowledged = { $name } zegt: dat had anders gemoeten. Dit gaat over:
client-changed-mark-outcome = { $name } zegt over deze hulp: { $is }. Dit gaat over:
client-changed-mark-reached = { $name } zegt of dit doel is gehaald: { $is }. Het doel:
client-changed-mark-urgency = { $name } zegt wanneer dit aan de beurt is: { $is }. Dit gaat over:
client-changed-mark-impact = { $name } zegt hoeveel dit te merken is: { $is }. Dit gaat over:
client-changed-mark-meaning = { $name } zegt wat dit deed:
client-changed-mark-own_words = { $name } zegt het in eigen woorden:
client-changed-mark-my_view = { $name } zegt over dit besluit: { $is }. Dit gaat over:
client-changed-mark-objection = { $name } heeft bezwaar tegen:
client-changed-mark-told_on = { $name } zegt wanneer dit verteld is: { $is }. Dit gaat over:
client-changed-unsaid = { $name } heeft een antwoord weggehaald bij:

## Wat iemand zei
client-nav-devices = Mijn toestellen
client-nav-person = Wat iemand zei
client-person-title = { $you ->
    [yes] Wat zei ik
   *[no] Wat zei { $name }
}
client-person-intro = En wat is ermee gedaan
client-person-nothing = { $you ->
    [yes] { $form ->
        [je] Jij hebt hier nog niets gezegd.
       *[u] U hebt hier nog niets gezegd.
    }
   *[no] { $name } heeft hier nog niets gezegd.
}
client-person-unknown = Deze bladzijde is er niet.
client-person-begin = Begin bij Van mij
client-person-question = Vragen
client-person-story = In eigen woorden
client-person-helps = Wat goed gaat en wat helpt
client-person-hard = Wat lastig is
client-person-relation = Hoe het samenhangt
client-person-wish = Wensen
client-person-event = Momenten
client-person-help = Eerdere hulp
client-person-network_person = Mensen die erbij horen
client-person-tie = Hoe de band is
client-person-comment = Opmerkingen en advies
client-person-remarks = { $you ->
    [yes] Wat ik zei over de woorden van anderen
   *[no] Wat { $name } zei over de woorden van anderen
}
client-person-order = { $you ->
    [yes] Wat ik het eerst zou doen
   *[no] Wat { $name } het eerst zou doen
}
client-person-doing = { $you ->
    [yes] Wat ik ga doen
   *[no] Wat { $name } gaat doen
}
client-person-about = { $you ->
    [yes] Gaat ook over mij
   *[no] Gaat ook over { $name }
}
client-person-about-intro = { $you ->
    [yes] { $form ->
        [je] Zo zien anderen het tot nu toe. Jij mag bij alles zeggen hoe jij het ziet.
       *[u] Zo zien anderen het tot nu toe. U mag bij alles zeggen hoe u het ziet.
    }
   *[no] Zo zien anderen het tot nu toe. { $name } mag bij alles zeggen hoe het zit.
}
client-person-others = Wat anderen zeiden
client-uses = Waar dit in terugkomt
client-use-card = Staat in onze woorden samen:
client-use-relation = Hangt samen:
client-use-loop = Hoort bij het rondje:
client-use-refers = Staat in ons verhaal:
client-use-speaks_for = Laat zien dat dit klopt:
client-use-speaks_against = Laat zien dat dit niet klopt:
client-use-first = Staat bij wat eerst moet:
client-use-before = Staat in de volgorde:
client-use-goal = Hoort bij het doel:
client-use-help = Hiervoor is deze hulp bedoeld:
client-use-agreement = Staat in de afspraak:
client-use-event = Hoort bij het moment:
client-use-agenda = Komt aan de orde:
client-use-answer = Dit is ermee gedaan:
client-use-answer_refers = Staat in een antwoord:
client-use-none = Hier is nog niets mee gedaan.
client-use-sentence = { $from } { $verb }: { $to }

## Vragen van ons: wie niet van het gezin is
client-neutral-question = Welke vraag is er? Wat moet er anders worden?
client-neutral-story = Hoe gaat het nu? Wat valt op?
client-neutral-going_well = Wat gaat goed?
client-neutral-problem = Wat is lastig? Wat is er dan te zien?
client-neutral-origin = Wanneer begon het? Wat gebeurde er in die tijd?
client-neutral-trigger = Wanneer gaat het mis? Wat gebeurt er vlak daarvoor?
client-neutral-maintaining = Waardoor blijft het zo?
client-neutral-protective = Wie of wat helpt, ook een klein beetje?
client-neutral-relation = Wat heeft met elkaar te maken?
client-neutral-generations = Komt dit vaker voor in de familie, ook vroeger?
client-neutral-timeline = Welke momenten waren belangrijk?
client-neutral-ecogram = Wie horen erbij? Bij wie kan het gezin terecht?
client-neutral-ask_support = Wat maakt het lastig om hulp te vragen?
client-neutral-earlier_help = Welke hulp was er al? Wat hielp, wat niet, en wat ging er mis?
client-neutral-urgency = Wat moet als eerste? Wat kan wachten?
client-neutral-wish = Hoe ziet een goede week eruit?
client-neutral-warning_sign = Waaraan is te merken dat het weer moeilijker wordt? Wie moet dat weten?

## Wat we vragen als iemand iets opschrijft: client-ask-<soort>-<veld>
client-ask-drag = Verslepen
client-ask-hint-title = Eén korte zin is genoeg.
client-ask-hint-text = Er is geen goed of fout antwoord.
client-ask-hint-several = { $form ->
    [je] Je mag er meer kiezen.
   *[u] U mag er meer kiezen.
}
client-ask-tone = Helpt dit, of is het lastig?
client-ask-factor-roles = Wat doet dit in het verhaal?
client-ask-factor-holder = Over wie gaat dit?
client-ask-factor-story = { $form ->
    [je] Wil je er meer over vertellen?
   *[u] Wilt u er meer over vertellen?
}
client-ask-factor-strength_now = Hoe sterk speelt dit nu?
client-ask-factor-knowledge = { $form ->
    [je] Hoe weet je dit?
   *[u] Hoe weet u dit?
}
client-ask-factor-source = { $form ->
    [je] Van wie of waarvan weet je dit?
   *[u] Van wie of waarvan weet u dit?
}
client-ask-factor-domain = Waar hoort dit bij?
client-ask-question-find_out_by = Wie kan dit uitzoeken?
client-ask-question-due = { $form ->
    [je] Wanneer wil je dit weten?
   *[u] Wanneer wilt u dit weten?
}
client-ask-question-status = Hoe staat het met deze vraag?
client-ask-story-part = { $form ->
    [je] Waar gaat jouw verhaal over?
   *[u] Waar gaat uw verhaal over?
}
client-ask-relation-from = Het eerste
client-ask-relation-kind = Wat doet het eerste met het andere?
client-ask-relation-to = Het andere
client-ask-relation-why = { $form ->
    [je] Waarom denk je dat?
   *[u] Waarom denkt u dat?
}
client-ask-relation-strength = Hoe sterk is dat?
client-ask-relation-certainty = { $form ->
    [je] Hoe zeker weet je dat?
   *[u] Hoe zeker weet u dat?
}
client-ask-relation-polarity = Als het eerste meer wordt, wat gebeurt er dan met het andere?
client-ask-event-title = Wat gebeurde er?
client-ask-event-start = Wanneer was het?
client-ask-event-track = Waar hoort dit moment bij?
client-ask-event-story = { $form ->
    [je] Wil je er meer over vertellen?
   *[u] Wilt u er meer over vertellen?
}
client-ask-event-persons = Wie waren erbij?
client-ask-event-factor_ids = Waar heeft dit mee te maken?
client-ask-event-end = Duurde het langer? Wanneer was het klaar?
client-ask-event-knowledge = { $form ->
    [je] Hoe weet je dit?
   *[u] Hoe weet u dit?
}
client-ask-network_person-name = Hoe heet die persoon? Een voornaam is genoeg.
client-ask-network_person-kind = { $form ->
    [je] Wie is dat voor jou?
   *[u] Wie is dat voor u?
}
client-ask-network_person-informal = Helpt die persoon als bekende, of is het iemands werk?
client-ask-tie-other = Over wie gaat het?
client-ask-tie-told = { $form ->
    [je] Over deze persoon zei je al iets. Wil je dat veranderen? Ga dan hierheen:
   *[u] Over deze persoon zei u al iets. Wilt u dat veranderen? Ga dan hierheen:
}
client-ask-tie-quality = Hoe is het tussen jullie?
client-ask-tie-ring = Hoe dichtbij is die persoon?
client-ask-tie-direction = Wie steunt wie?
client-ask-tie-support = Wat voor steun is dat?
client-ask-tie-wish = { $form ->
    [je] Wat wil jij met deze band?
   *[u] Wat wilt u met deze band?
}
client-ask-help-name = Welke hulp was het?
client-ask-help-for_whom = Voor wie was deze hulp?
client-ask-help-targets = Waar is deze hulp voor bedoeld?
client-ask-help-status = Loopt deze hulp nog?
client-ask-help-waited_weeks = Hoeveel weken wachten was het?
client-ask-help-what_helped = Wat hielp, of wat was fijn?
client-ask-help-what_went_wrong = Wat ging er mis?
client-ask-help-given_by = Wie gaf deze hulp?
client-ask-help-start = Wanneer begon het?
client-ask-help-end = Wanneer was het klaar?
client-ask-wish-when = Wanneer is dit aan de beurt?
client-ask-wish-ask_again_on = Wanneer vragen we het nog eens?
client-ask-wish-domain = Waar hoort dit bij?
client-ask-comment-text = { $form ->
    [je] Wat wil je erbij zeggen?
   *[u] Wat wilt u erbij zeggen?
}
client-ask-advice-text = Wat raadt u aan?
client-ask-advice-safety = Hoe veilig is het?
client-ask-warning_sign-tell_who = Wie mag dat weten?
client-ask-mark-urgency = Wanneer is dit aan de beurt?
client-ask-mark-impact = { $form ->
    [je] Hoeveel merk je hiervan op een gewone dag?
   *[u] Hoeveel merkt u hiervan op een gewone dag?
}
client-ask-mark-meaning = { $form ->
    [je] Wat deed dit met jou?
   *[u] Wat deed dit met u?
}
client-ask-mark-outcome = { $form ->
    [je] Hielp het, volgens jou?
   *[u] Hielp het, volgens u?
}
client-lacks = Vul dit nog in: { $questions }
client-tie-short = Band met { $other }
client-relation-short = { $from } { $how }: { $to }
client-share-stranger = Niet iedereen in { $room } kent { $names }.

## Overnemen wat een ander opschreef
client-adopt-ask = { $name } schreef dit op als { $form ->
    [je] jouw woorden. Klopt dat?
   *[u] uw woorden. Klopt dat?
}
client-adopt-yes = Ja, dit zijn mijn woorden
client-adopt-change = Eerst aanpassen
client-adopt-not = Dit heb ik zo niet gezegd
client-adopt-words = Zo zeg ik het zelf
client-adopt-failed = Overnemen lukt nu niet. Misschien heeft { $name } het teruggenomen.
client-did-adopt = Dit zijn nu { $form ->
    [je] jouw
   *[u] uw
} eigen woorden.
client-left-on = deed mee tot { $day }
client-withdrawn-by = Teruggetrokken door { $name }

## Wat stond hier
client-stood = Wat stond hier
client-stood-intro = Wat uit deze tekst is weggehaald, is nog te lezen.
client-stood-none = Uit deze tekst is niets weggehaald.
client-stood-you = { $form ->
    [je] jou
   *[u] u
}
client-stood-by = Woorden van { $names }.
client-stood-removed = Weggehaald door { $name } op { $day }.
client-stood-day = Weggehaald op { $day }.
client-stood-put-back = Zet terug
client-stood-back = Het staat er weer.
client-stood-back-failed = Terugzetten lukt nu niet. Er is niets veranderd.
client-stood-failed = Dit is nu niet te zien.
client-removing-title = { $form ->
    [je] Wil je dit weghalen?
   *[u] Wilt u dit weghalen?
}
client-removing-much = { $form ->
    [je] Hiermee haal je in korte tijd veel woorden van anderen weg.
   *[u] Hiermee haalt u in korte tijd veel woorden van anderen weg.
} Ze blijven te lezen bij: Wat stond hier.
client-removing-leave = Laten staan
client-removing-go-on = Weghalen
client-restore-title = Er is veel weggehaald
client-restore-point = Er is veel weggehaald. Hoe het daarvoor was, is bewaard.
client-restore-point-by = Er is veel weggehaald door { $name }. Hoe het daarvoor was, is bewaard.
client-restore-look = Bekijk hoe het was
client-restore-seen = Gezien

## Van mij
client-mine-title = Van mij
client-mine-start = Iets opschrijven
client-mine-open = Nog niet gedeeld
client-guest-mine = U leest hier mee voor de noodtoegang. Zelf iets opschrijven kan hier niet.
client-mine-none = { $form ->
    [je] Je hebt nu niets liggen. Wat je opschrijft, blijft van jou tot je het deelt.
   *[u] U hebt nu niets liggen. Wat u opschrijft, blijft van u tot u het deelt.
}
client-mine-private = Verteld in een kleine kring
client-mine-shared = Gedeeld
client-tone-helps = Helpt
client-tone-hard = Lastig
client-about = Gaat over { $names }
client-draft-empty = Nog geen woorden
client-go-on = Verder schrijven
client-keep-for-me = Bewaren voor mij
client-throw-away = Weggooien
client-shared-in = Gedeeld in { $room }
client-show-in-picture = Bekijk in ons beeld

## Delen
client-share = Delen
client-wait = Nog even wachten
client-share-title = { $form ->
    [je] Wil je dit delen?
   *[u] Wilt u dit delen?
}
client-share-where = Met wie?
client-share-readers = Dit lezen straks:
client-share-later = { $form ->
    [je] Je kunt het later terugtrekken. In een versie die is vastgelegd, blijft het staan.
   *[u] U kunt het later terugtrekken. In een versie die is vastgelegd, blijft het staan.
}
client-share-failed = Delen is niet gelukt. { $form ->
    [je] Alleen jij leest dit nog.
   *[u] Alleen u leest dit nog.
}

## Gelijk beginnen
client-equal-title = Jullie beginnen gelijk.
client-equal-waits = Dit gaat pas naar de anderen als ook { $names } { $count ->
    [one] begonnen is
   *[other] begonnen zijn
}, en anders op { $date }. Tot dan leest niemand het.
client-equal-tells = { $form ->
    [je] Op het toestel van { $names } komt alleen dat jij begonnen bent: niet wat of hoeveel je schreef.
   *[u] Op het toestel van { $names } komt alleen dat u begonnen bent: niet wat of hoeveel u schreef.
}
client-equal-ready = Klaar om te delen
client-equal-until = Staat klaar tot ook { $names } { $count ->
    [one] begonnen is
   *[other] begonnen zijn
}, of tot { $date }.
client-equal-goes = Gaat naar de anderen zodra er verbinding is.
client-equal-readers = Dit lezen straks in { $room }: { $names }.
client-equal-take-back = Toch nog niet delen
client-equal-again = Kijk nog eens
client-equal-asks-readers = Er lezen nu andere mensen mee dan { $form ->
    [je] toen je op “Klaar om te delen” drukte. Daarom is het niet gedeeld.
   *[u] toen u op “Klaar om te delen” drukte. Daarom is het niet gedeeld.
}
client-equal-asks-words = { $form ->
    [je] Je hebt hierna nog iets veranderd. Daarom is het niet gedeeld.
   *[u] U hebt hierna nog iets veranderd. Daarom is het niet gedeeld.
}
client-equal-asks-not-there = Het kan daar nu niet staan. Daarom is het niet gedeeld.
client-equal-moved = Wat klaarstond, is nu gedeeld in { $rooms }.

## Voor het delen: wat er beter niet staat
client-caution-title = Kijk nog even
client-caution-bsn = Hier staat iets dat op een burgerservicenummer lijkt:
client-caution-bsn-why = Dat nummer is hier nooit nodig. Wie het heeft, kan er misbruik van maken.
client-caution-iban = Hier staat iets dat op een rekeningnummer lijkt:
client-caution-iban-why = Wie dit leest, ziet dan waar { $form ->
    [je] je
   *[u] u
} of een ander bankiert. Meestal is dat hier niet nodig.
client-caution-address = Hier staat iets dat op een adres lijkt:
client-caution-address-why = Niet iedereen hoeft te weten waar iemand woont of verblijft. Soms is dat niet veilig.
client-caution-phone = Hier staat iets dat op een telefoonnummer lijkt:
client-caution-phone-why = Iedereen die dit leest, kan dan bellen. Soms is dat niet veilig.
client-caution-email = Hier staat iets dat op een e-mailadres lijkt:
client-caution-email-why = Iedereen die dit leest, kan dan schrijven. Soms is dat niet veilig.
client-caution-here = Dit is alleen op dit toestel bekeken. Er is nog niets gedeeld.
client-caution-change = Aanpassen
client-caution-share = Toch delen
client-caution-live = Anderen lezen het nu al. Is het hier niet nodig, haal het dan weg.

## Op slot
client-lock-title = Het scherm is afgedekt
client-lock-why = Er gebeurde hier een tijd niets. Daarom staat er niets meer op het scherm.
client-lock-kept = Wat { $form ->
    [je] je nog niet had verstuurd
   *[u] u nog niet had verstuurd
}, is niet weg. Het staat er nog als { $form ->
    [je] je verdergaat.
   *[u] u verdergaat.
}
client-lock-go-on = Ga verder
client-lock-checking = Even kijken of het kan …
client-lock-offline = Er is geen verbinding. Probeer het zo nog eens.
client-lock-ended = { $form ->
    [je] Je bent uitgelogd. Kom in een nieuw tabblad opnieuw binnen. Druk daarna hier op “Ga verder”: je woorden staan er dan nog.
   *[u] U bent uitgelogd. Kom in een nieuw tabblad opnieuw binnen. Druk daarna hier op “Ga verder”: uw woorden staan er dan nog.
}
client-lock-door = Opnieuw binnenkomen
client-lock-ends-title = De tijd is bijna om
client-lock-ends-device = Over { $minutes ->
    [one] 1 minuut
   *[other] { $minutes } minuten
} gaat dit scherm even opnieuw open
client-lock-ends-device-how = { $form ->
    [je] Dat gaat vanzelf, want dit toestel is bekend. Je hoeft niets te doen. Wat is opgeslagen, blijft staan.
   *[u] Dat gaat vanzelf, want dit toestel is bekend. U hoeft niets te doen. Wat is opgeslagen, blijft staan.
}
client-lock-ends-work = { $form ->
    [je] Over { $minutes ->
        [one] 1 minuut
       *[other] { $minutes } minuten
    } moet je opnieuw inloggen
   *[u] Over { $minutes ->
        [one] 1 minuut
       *[other] { $minutes } minuten
    } moet u opnieuw inloggen
}
client-lock-ends-work-how = { $form ->
    [je] Maak af waar je mee bezig bent. Wat is opgeslagen, blijft staan.
   *[u] Maak af waar u mee bezig bent. Wat is opgeslagen, blijft staan.
}
client-lock-ends-once = { $form ->
    [je] Over { $minutes ->
        [one] 1 minuut
       *[other] { $minutes } minuten
    } kun je hier niet verder
   *[u] Over { $minutes ->
        [one] 1 minuut
       *[other] { $minutes } minuten
    } kunt u hier niet verder
}
client-lock-ends-once-how = { $form ->
    [je] Maak af waar je mee bezig bent. Wat is opgeslagen, blijft staan. Wil je daarna weer binnenkomen? Vraag een nieuwe link en code aan wie je heeft uitgenodigd.
   *[u] Maak af waar u mee bezig bent. Wat is opgeslagen, blijft staan. Wilt u daarna weer binnenkomen? Vraag een nieuwe link en code aan wie u heeft uitgenodigd.
}
client-lock-ends-guest = Over { $minutes ->
    [one] 1 minuut
   *[other] { $minutes } minuten
} is de noodtoegang voorbij
client-lock-ends-guest-how = Dan gaat deze pagina dicht. Wat u hier las, is daarna niet meer te zien.
client-lock-other = Op dit toestel is nu iemand anders binnen. Wat hier stond, is weg.

client-stranger-choose = Wat wel kan: die naam weglaten, dat daar ook delen, of een andere plek kiezen.
client-stranger-elsewhere = Kies een andere plek.
client-stranger-too = Deel “{ $name }” daar ook
client-stranger-leave-out = “{ $name }” weglaten
client-talk-first = Eerst met iemand overleggen
client-widen = Met meer mensen delen
client-widen-title = { $form ->
    [je] Met wie wil je dit ook delen?
   *[u] Met wie wilt u dit ook delen?
}
client-widen-none = Iedereen die { $form ->
    [je] jij
   *[u] u
} iets kunt vertellen, leest dit al.

## Waarden in gewone woorden
client-strength-0 = nu niet
client-generation-0 = nu, bij ons
client-generation-1 = bij ouders
client-generation-2 = bij opa’s en oma’s
client-generation-3 = nog eerder
client-ring-1 = heel dichtbij
client-ring-2 = dichtbij
client-ring-3 = verder weg
client-informal-yes = als bekende
client-informal-no = het is iemands werk
client-own-tie_direction-gives = ik steun die ander
client-own-tie_direction-gets = die ander steunt mij
client-own-tie_direction-both = wij steunen elkaar
client-impact-0 = niets
client-impact-3 = een beetje
client-impact-5 = best wat
client-impact-8 = veel
client-impact-10 = heel veel
client-date-hint = Het jaar is genoeg. Dag en maand mogen leeg blijven.
client-date-day = Dag
client-date-month = Maand
client-date-year = Jaar
client-date-about = Het was ongeveer toen
client-date-unclear = Deze datum klopt nog niet.
client-date-before = Dit is eerder dan het begin: { $date }. Kijk de datum nog eens na.
client-date-after = Dit is later dan het einde: { $date }. Kijk de datum nog eens na.
client-date-ahead = Dit is nog niet gebeurd. Klopt de dag?
client-things-none = Er staat nog niets waar dit over kan gaan.
client-things-find = Zoek
client-things-choose = Kies er één
client-things-hard = Wat lastig is
client-things-helps = Wat helpt
client-things-moment = Momenten
client-things-plan = Doelen en stappen
client-things-help = Hulp
client-things-wish = Wensen

## Begin, ga verder, verander
client-start-helps = Iets wat helpt
client-start-hard = Iets wat lastig is
client-start-story = { $form ->
    [je] Jouw verhaal
   *[u] Uw verhaal
}
client-start-question = Een vraag
client-start-wish = Een wens
client-start-event = Een moment van toen
client-start-person = Iemand om ons heen
client-start-tie = Hoe het is met iemand
client-start-help = Hulp die er was of is
client-start-relation = Wat met elkaar te maken heeft
client-start-origin = Hoe het begon
client-start-trigger = Wanneer het misgaat
client-start-maintaining = Waardoor het blijft
client-start-generations = Van vroeger en familie
client-start-warning = Waaraan te merken is dat het misgaat
client-start-advice = Een advies
client-start-safety = Een oordeel over veiligheid
client-mine-start-more = Iets anders opschrijven
client-write-question = Een vraag
client-write-story = { $form ->
    [je] Jouw verhaal
   *[u] Uw verhaal
}
client-write-factor = Wat er speelt
client-write-relation = Wat met elkaar te maken heeft
client-write-event = Een moment
client-write-network_person = Iemand om ons heen
client-write-tie = Hoe het is met iemand
client-write-help = Hulp
client-write-wish = Een wens
client-write-comment = Iets erbij zeggen
client-write-advice = Een advies
client-write-warning_sign = Een signaal
client-write-on = Dit gaat over: { $words }
client-begin-comment = Iets erbij zeggen
client-begin-relation = Waar hangt dit mee samen?
client-begin-tie = Hoe is het met die persoon?
client-begin-warning = Erbij zetten waaraan te merken is dat het misgaat
client-more = Eén ding nog?
client-more-hint = Het hoeft niet. { $form ->
    [je] Je kunt altijd later verder.
   *[u] U kunt altijd later verder.
}
client-more-skip = Overslaan
client-more-stop = Genoeg zo
client-more-again = Nog iets erbij zetten
client-more-end = { $form ->
    [je] Dank je. Zo staat het er goed.
   *[u] Dank u. Zo staat het er goed.
}
client-more-together = Wat { $form ->
    [je] je
   *[u] u
} er nog bij kunt zetten
client-shared-title = Gedeeld
client-change = Aanpassen
client-change-end = Klaar met aanpassen
client-change-one = Aanpassen
client-change-fill = Invullen
client-change-none = nog niet gezegd
client-change-unfinished = Er staan nog woorden klaar die { $form ->
    [je] je
   *[u] u
} niet hebt gedeeld.
client-change-where = Waar past { $form ->
    [je] je
   *[u] u
} het aan?
client-change-answers = Anderen hebben al geantwoord. Bij hun antwoord komt te staan: over eerdere woorden.
client-change-failed = Dit is niet gelukt. Er is niets veranderd.
client-said-urgency = Aan de beurt volgens { $name }: { $when }
client-said-impact = Hoeveel { $name } hiervan merkt op een gewone dag: { $much }
client-strength-now = Hoe sterk het nu speelt
client-generation = Speelt of speelde
client-were-there = Wie erbij waren
client-has-to-do = Heeft te maken met
client-given-by = Hulp van
client-how-close = Hoe dichtbij
client-support-way = Steun
client-may-know = Dit mag weten
client-is-about = Gaat over
client-acknowledge = Dat had anders gemoeten
client-acknowledge-back = Neem terug dat dit anders had gemoeten
client-acknowledge-why = Ging er iets mis? Als hulpverlener kunt u dat hier erkennen.
client-again = { $form ->
    [je] Je wilde hier later nog eens naar kijken
   *[u] U wilde hier later nog eens naar kijken
}
client-again-now = Ja, nu is het aan de beurt
client-again-later = { $months ->
    [one] Nog niet. Vraag het over een maand
   *[other] Vraag het over { $months } maanden
}
client-own-order = Wat eerst, volgens { $form ->
    [je] jou
   *[u] u
}
client-own-order-add = Zet erbij wat eerst moet
client-own-order-up = Omhoog: { $words }
client-own-order-down = Omlaag: { $words }
client-own-order-out = Eruit: { $words }
client-ask-order-waits = { $form ->
    [je] Nog niet klaar. Deze volgorde staat alleen op dit scherm, tot je op Klaar drukt.
   *[u] Nog niet klaar. Deze volgorde staat alleen op dit scherm, tot u op Klaar drukt.
}
client-ask-order-rooms = { $form ->
    [je] Kies eerst Klaar of Zo laten. Daarna kun je een andere kamer kiezen.
   *[u] Kies eerst Klaar of Zo laten. Daarna kunt u een andere kamer kiezen.
}

## Ons verhaal
client-stories-title = Ons verhaal
client-stories-intro = De teksten die van ons samen zijn.
client-story-now = Zo kijken we er nu naar
client-stories-none = Hier is nog niets samen geschreven. Wat willen we samen weten?
client-story-open = Lezen
client-story-open-write = Lezen of aanpassen
client-write-together = Samen schrijven
client-write-together-hint = Anderen kunnen dan zien wat { $form ->
    [je] je
   *[u] u
} typt.
client-write-together-failed = Schrijven lukt nu niet. Is er verbinding?
client-write-alone = Alleen aanpassen
client-write-alone-hint = Anderen zien het pas als { $form ->
    [je] je
   *[u] u
} op Klaar drukt.
client-writing-quiet = Niemand ziet wat { $form ->
    [je] je
   *[u] u
} typt, tot { $form ->
    [je] je
   *[u] u
} op Klaar drukt.
client-leave-as-is = Zo laten
client-notice-version = Er is een nieuwe versie vastgelegd.
client-writing-told = Anderen zien nu wat { $form ->
    [je] je
   *[u] u
} typt.
client-writing-along = { $names } { $count ->
    [one] schrijft
   *[other] schrijven
} mee
client-writing-alone = Nu schrijft er niemand mee.

## Samen: wat van iedereen is
client-add-card = Samen verwoorden
client-add-joint_question = Een vraag van ons samen
client-add-explanation = Een verhaal erbij
client-add-order = Samen kiezen wat eerst gaat
client-add-before = Eerst dit, dan dat
client-add-goal = Een doel
client-add-step = Een stap
client-add-agreement = Een afspraak
client-add-union = Wie er samen zijn of waren
client-add-descent = Wie kind is van wie
client-add-placement = Een woonplek
client-start-joint_question = Wat willen we samen weten?
client-start-joint_question-hint = Eén vraag is genoeg. We kunnen die later samen aanpassen.
client-start-explanation = Hoe denken we dat het zit?
client-start-explanation-hint = Schrijf het kort. Er mag ook een ander verhaal naast staan.
client-start-goal = Wat moet er anders worden?
client-start-goal-hint = Schrijf het zo op dat iedereen kan zien of het gelukt is.
client-start-step = { $form ->
    [je] Wat kun jij doen? En wat moeten anderen doen?
   *[u] Wat is een eerste kleine stap? Wie doet dat?
}
client-start-step-hint = Klein genoeg om er deze week mee te beginnen.
client-start-agreement = Wat spreken we af?
client-start-agreement-hint = Schrijf op wie wat doet.
client-field-reads-not = { $names } { $count ->
    [one] leest
   *[other] lezen
} hier niet mee. Vertel het zelf, of kies een andere kamer.
client-start-card = Hoe zeggen we dit samen?
client-start-card-hint = Ieders eigen woorden blijven eronder staan.
client-start-card-empty = Dit mag nog leeg blijven. Ieders eigen woorden staan eronder.
client-card-lacks = wat erbij hoort, of hoe we dit samen zeggen
client-joint-where = Waar zetten we dit?
client-joint-failed = Dit is niet gelukt. Er is niets veranderd.
client-pick = Kiezen
client-pick-other = Iets anders kiezen
client-pick-close = Klaar met kiezen
client-pick-search = Zoeken
client-pick-none = Hier is niets om te kiezen.

## Een soort hulp zoeken
client-catalogue-find = Zoek een soort hulp
client-catalogue-other = Zoek een andere soort hulp
client-catalogue-none = Geen soort uit de lijst
client-catalogue-query = Naam, of waar het voor is
client-catalogue-nothing = Niets gevonden. Eigen woorden zijn ook goed.
client-catalogue-option = Soort hulp
client-catalogue-recognised = Staat in de Databank Effectieve Jeugdinterventies
client-take-off = Weghalen
client-no-date = Geen datum
client-field-begun = { $form ->
    [je] Dit had je al ingevuld. Het staat alleen op dit scherm, tot je op Klaar drukt.
   *[u] Dit had u al ingevuld. Het staat alleen op dit scherm, tot u op Klaar drukt.
}
client-field-joint_question-status = Hoe staat het met deze vraag?
client-field-joint_question-find_out_by = Wie zoekt dit uit?
client-field-joint_question-due = Wanneer willen we dit weten?
client-field-explanation-kind = Wat voor verhaal is dit?
client-field-explanation-test = Waaraan zien we of dit klopt of niet?
client-field-explanation-standing = Hoe kijken we hier nu naar?
client-field-explanation-standing_why = Waarom kijken we er zo naar?
client-field-explanation-speaks_for = Wat past hierbij
client-field-explanation-speaks_against = Wat past hier niet bij
client-field-explanation-refers = Dit gaat over
client-field-goal-owner = Wiens doel is dit?
client-field-goal-based_on = Waar dit doel op rust
client-field-goal-domain = Waar hoort dit bij?
client-field-goal-needs = Wat heeft iemand hierin nodig?
client-field-goal-strategies = Langs welke weg helpt dit?
client-field-goal-review_on = Wanneer kijken we terug?
client-field-step-text = De stap
client-field-step-who = Wie doet dit?
client-field-step-state = Hoe staat het ermee?
client-field-step-due = Voor wanneer?
client-field-step-kind = Wat voor stap is dit?
client-field-step-catalogue_id = Is het een bekende soort hulp?
client-field-step-strategies = Langs welke weg helpt deze stap?
client-field-step-helps = Wie helpt mee?
client-field-step-goal = Bij welk doel hoort deze stap?
client-field-agreement-kind = Waar gaat deze afspraak over?
client-field-agreement-between = Tussen wie is deze afspraak?
client-field-agreement-wish_of_child = Welke wens van het kind zit hierachter?
client-field-agreement-review_on = Wanneer kijken we terug?
client-field-before-a = Eerst
client-field-before-b = Dan
client-field-before-why = Waarom eerst dit?
client-field-union-partners = Wie zijn of waren er samen?
client-field-union-status = Hoe is het nu?
client-field-union-from = Sinds wanneer?
client-field-union-to = Tot wanneer?
client-field-descent-child = Wie is het kind?
client-field-descent-parents = Wie zijn de ouders?
client-field-descent-kind = Hoe horen ze bij elkaar?
client-field-placement-person = Wie woont daar?
client-field-placement-kind = Waar?
client-field-placement-start = Vanaf wanneer?
client-field-placement-end = Tot wanneer?
client-field-placement-urgent = Ging het met spoed?
client-field-placement-reason = Waarom woont dit kind daar?
client-field-placement-reason-hint = Schrijf het aan het kind zelf. Later kan het dit teruglezen.
client-field-placement-back_home_considered = Kon dit kind ook naar huis?
client-field-placement-back_home_considered-hint = Waar dachten jullie aan, en waarom kon het wel of niet?
client-field-placement-siblings_reason = Waarom niet samen met broers en zussen?
client-field-placement-siblings_reason-hint = Alleen als ze niet bij elkaar wonen. Schrijf ook dit aan het kind zelf.
client-yes = Ja
client-no = Nee
client-field-card-roles = Wat doet dit in het verhaal?
client-field-card-holder = Over wie gaat dit?
client-field-card-domain = Waar hoort dit bij?
client-field-card-knowledge = Hoe weten we dit?
client-field-card-strength_now = Hoe sterk speelt dit nu?
client-field-card-generation = Speelt of speelde dit ook bij anderen in de familie?
client-field-card-from = Wat heeft invloed?
client-field-card-kind = Wat doet het?
client-field-card-to = Waarop?
client-field-card-strength = Hoe sterk?
client-field-card-certainty = Hoe zeker weten we dit?
client-field-card-polarity = Geeft meer van het een ook meer van het ander?
client-joint-edit = Aanpassen
client-joint-edit-told = Wat { $form ->
    [je] je
   *[u] u
} hier kiest, ziet iedereen meteen.
client-joint-read = Dit schrijven anderen samen. Hier kan het gelezen worden.
client-joint-read-ask = Dit schrijven anderen samen. Moet er iets anders? Zeg het tegen { $name }.
client-set-aside-why = Waarom leggen we dit opzij?
client-put-away = Van tafel
client-put-away-title = Van tafel leggen?
client-put-away-sure = Dit gaat uit het beeld voor iedereen die het leest: { $names }. De woorden blijven bewaard. Iedereen kan ze terugvinden en lezen.
client-put-away-many = { $form ->
    [je] Je legt in korte tijd veel van anderen van tafel.
   *[u] U legt in korte tijd veel van anderen van tafel.
}
client-put-away-card = De eigen woorden die erbij horen, komen weer los in het beeld te staan.
client-put-away-goal = De stappen van dit doel blijven staan.
client-put-away-yes = Ja, van tafel
client-away = Van tafel gelegd
client-bring-back = Terugleggen
client-ask-away = Dit is van tafel gelegd.
client-ask-away-by = { $name } legde dit van tafel.
client-ask-away-you = { $form ->
    [je] Je legde dit van tafel.
   *[u] U legde dit van tafel.
}
client-ask-away-kept = De woorden zijn er nog.
client-ask-away-own = { $form ->
    [je] Dit had je nog niet opgeslagen
   *[u] Dit had u nog niet opgeslagen
}
client-ask-away-keep = Bewaren bij Van mij
client-needs = Wat iemand hierin nodig heeft
client-strategies = Langs welke weg
client-strategies-filter = Laat alleen zien wat zo helpt
client-what-step = Wat voor stap
client-helps-along = Wie meehelpt
client-wish-behind = Deze wens zit erachter
client-finds-out = { $name } zoekt dit uit
client-finds-out-nobody = Nog niemand zoekt dit uit.
client-finds-out-nobody-each = Nog niemand zoekt deze vragen uit.
client-find-out-due = Dit willen we weten voor
client-text-card-said_together = Samen gezegd
client-text-goal-text = Het doel
client-text-goal-situation_now = Hoe is het nu?
client-text-goal-situation_wanted = Hoe willen we het?
client-text-agreement-text = De afspraak

## Samen verwoorden
client-card-intro = Zoek samen woorden die voor iedereen passen. Ieders eigen woorden blijven staan, met de naam erbij.
client-card-shape = Wat voor kaartje wordt het?
client-card-gathers = Welke eigen woorden horen hierbij?
client-card-gathers-hint = Ze veranderen niet. Ze staan straks onder jullie woorden samen.
client-card-elsewhere = staat al bij: { $words }
client-card-elsewhere-empty = staat al op een ander kaartje
client-card-in = Hierover is samen gezegd
client-card-together = Samen verwoorden
client-card-own-words = Ieders eigen woorden
client-card-none = Hier zijn nog geen eigen woorden bij gezet.
client-card-lend = Mijn woorden overnemen
client-field-lent = { $form ->
    [je] Je woorden staan al in jullie woorden samen.
   *[u] Uw woorden staan al in jullie woorden samen.
}
client-card-lend-other = Dit zijn de woorden van { $name }. Alleen { $name } kan ze overnemen in jullie woorden samen.
client-card-lend-scribed = { $name } heeft deze woorden nog niet bevestigd. Daarna kan { $name } ze overnemen.
client-alike = Lijkt op
client-alike-hint = Misschien is dit hetzelfde. Dan is het samen te verwoorden. Ieders eigen woorden blijven staan.

## Wat er voor iets gekozen is
client-chosen-goals = Doelen die hierop rusten
client-four-else = Wat kunnen we proberen dat we nog niet deden?
client-four-who = Wie om ons heen kan meedenken of helpen?
client-four-worked = Wat hielp eerder, ook al was het maar even?
client-four-now = Wat is nu nodig, en wie doet dat?
client-chosen-steps = Stappen die hiervoor gekozen zijn
client-chosen-help = Hulp die hiervoor bedoeld is
client-help-targets = Waar deze hulp voor bedoeld is

## Rondjes, doelen en wensen
client-loop-name = Hoe noemen we dit rondje?
client-loop-name-hint = Een naam van jullie samen, zoals: het ochtendrondje.
client-loop-unname = Naam weghalen
client-loop-reinforcing = Dit rondje houdt zichzelf in stand. Wordt één ding minder, dan kan het hele rondje rustiger worden.
client-loop-balancing = Dit rondje remt zichzelf af: wordt het meer, dan komt er vanzelf iets tegenop.
client-loop-eases = Wat dit rondje losser kan maken
client-loop-eases-none = Er staat nog niets bij wat dit rondje losser maakt. Wie of wat helpt, ook een klein beetje?
client-loop-feeds = Wat dit rondje sterker maakt
client-own-words-ask = { $form ->
    [je] Hoe zeg jij dit doel in je eigen woorden?
   *[u] Hoe zegt u dit doel in uw eigen woorden?
}
client-own-words-hint = { $form ->
    [je] Dit komt bovenaan te staan, met jouw naam erbij.
   *[u] Dit komt bovenaan te staan, met uw naam erbij.
}
client-goal-choose-ground = { $form ->
    [je] Dit doel rust nog nergens op. Kies je bij ‘Aanpassen’ wat erachter zit? Dan past de hulp bij wat er speelt.
   *[u] Dit doel rust nog nergens op. Kiest u bij ‘Aanpassen’ wat erachter zit? Dan past de hulp bij wat er speelt.
}
client-goal-alike = Dit lijkt op een doel dat er al is
client-goal-alike-hint = Is het hetzelfde? Dan is één doel genoeg. Is het iets anders? Dan kan het er gewoon bij.
client-goal-steps = Stappen
client-goal-add-step = Nog een stap
client-goal-no-steps = Er is nog geen stap afgesproken.

## Is het duidelijk wat er anders moet zijn?
client-understood = Is duidelijk wat er anders moet zijn?
client-understood-ask = { $form ->
    [je] Snap jij wat hier bedoeld wordt?
   *[u] Snapt u wat hier bedoeld wordt?
}
client-understood-mine-yes = { $form ->
    [je] Ja, ik snap het
   *[u] Ja, dit is duidelijk
}
client-understood-mine-no = Snap ik niet
client-understood-restate = { $form ->
    [je] Wat moet er anders zijn? Zeg het in je eigen woorden.
   *[u] Wat moet er anders zijn? Zeg het in uw eigen woorden.
}
client-understood-restate-hint = Het hoeft niet. Het helpt om te zien of iedereen hetzelfde bedoelt.
client-understood-no-told = { $form ->
    [je] Goed dat je het zegt. Iedereen hier ziet dat dit nog beter gezegd moet worden.
   *[u] Goed dat u het zegt. Iedereen hier ziet dat dit nog beter gezegd moet worden.
}
client-understood-yes = { $name } snapt wat er bedoeld wordt.
client-understood-no = { $name } snapt nog niet wat er bedoeld wordt.
client-understood-words = Wat er anders moet zijn, in de woorden van { $name }
client-understood-unclear = Nog niet duidelijk voor { $names }
client-understood-silent = Nog niet gezegd of het duidelijk is: { $names }
client-reached = Is dit doel gehaald?
client-reached-ask = { $form ->
    [je] Wat vind jij: is het gehaald?
   *[u] Wat vindt u: is het gehaald?
}
client-reached-nobody = Nog niemand zei of dit doel is gehaald.
client-reached-by = Doel gehaald? { $name } zegt: { $reached }
client-answer-ask = Wat is er met deze wens gedaan?
client-answer-hint = Dit komt onder de wens te staan. Iedereen in { $room } leest het.
client-answer-where = Waar is dat terug te zien?
client-answer-refers = Dit is terug te zien in
client-answer-none-yet = Hier is nog geen antwoord op. { $name } schrijft op wat ermee is gedaan.
client-answer-none = Hier is nog geen antwoord op.
client-answer-away = Dit antwoord weghalen

## Samen kiezen wat eerst gaat
client-order-intro = { $form ->
    [je] Wat moet nu meteen beter?
   *[u] Wat moet als eerste? Wat kan wachten?
}
client-order-none = Nog niets gekozen. Zet hieronder iets in de lijst.
client-order-up = Omhoog: { $words }
client-order-down = Omlaag: { $words }
client-order-off = Uit de lijst halen: { $words }
client-order-now = { $words } staat nu op plek { $number }.
client-order-add = In de lijst zetten
client-order-each = Wat ieder zelf kiest
client-order-own-none = Hier heeft nog niemand een eigen volgorde.

## Versies
client-versions-title = Versies
client-versions-intro = Wat is vastgelegd, blijft zoals het was.
client-versions-none = Er is nog niets vastgelegd.
client-version-name = Versie { $number }, { $day }
client-version-by = vastgelegd door { $name }
client-version-title = Dit is ons beeld tot nu toe, { $day }
client-version-line = Versie { $number } ({ $kind }): { $reason }
client-version-fingerprint = Kenmerk van deze versie. Is er één letter anders, dan is het kenmerk anders.
client-version-failed = Deze versie is nu niet te lezen.
client-freeze = Vastleggen
client-freeze-ask = Vraag om dit vast te leggen
client-freeze-ask-how = { $form ->
    [je] Jij legt zelf niets vast. Je kunt er wel om vragen, als wens.
   *[u] U legt zelf niets vast. U kunt er wel om vragen, als wens.
}
client-freeze-ask-words = Ik wil graag dat we vastleggen hoe ons beeld nu is.
client-freeze-title = Ons beeld vastleggen
client-freeze-intro = Iedereen kan later lezen hoe het beeld nu is. Een versie kan niet meer veranderen.
client-freeze-unsaved = Nog niet alles is opgeslagen. Wat nog niet is opgeslagen, komt niet in deze versie.
client-freeze-kind = Wat voor versie is dit?
client-freeze-reason = Waarom leggen we dit nu vast?
client-freeze-reason-readers = { $count ->
    [0] Dit leest straks ook iedereen die een deel van het beeld leest.
   *[other] Dit lezen straks: { $names }. En ook wie een ander deel van het beeld leest.
} Schrijf alleen op wat iedereen mag weten.
client-freeze-needs-reason = Schrijf kort waarom.
client-freeze-failed = Vastleggen is niet gelukt. Er is niets veranderd.

## Tekeningen
client-drawing-larger = Groter
client-drawing-smaller = Kleiner
client-drawing-fit = Alles
client-drawing-large = Groot
client-drawing-link = Verbinden
client-drawing-link-first = Kies het eerste.
client-drawing-link-then = Kies nu het tweede.
client-drawing-link-second = Gekozen: { $name } Kies nu het tweede.
client-drawing-moved = Verplaatst.
client-drawing-keyboard = Werken met het toetsenbord
client-drawing-keys-in = Tab: naar de tekening, en nog eens Tab naar wat erop staat.
client-drawing-keys = Pijltjes: naar iets anders. Enter: openen. Plus en min: groter en kleiner. Nul: alles in beeld.
client-drawing-keys-move = Shift met pijltjes: verplaatsen. Shift loslaten: daar blijft het staan.
client-drawing-keys-link = V: verbinden. Daarna met de pijltjes naar het andere, en Enter. Escape: toch niet.
client-map-gathered = { $name }: { $words }
client-map-words-of = in de woorden van { $name }
client-map-line-to = Lijn naar: { $words } ({ $verb }).
client-map-line-from = Lijn van: { $words } ({ $verb }).
client-map-shown = { $shown } van { $all } te zien, met { $lines } lijnen.
client-map-count = { $shown } van { $all }
client-map-reading = Hoe de tekening te lezen
client-map-reading-all = Alles samen
client-map-reading-stuck = Waardoor het blijft
client-map-reading-way_out = Wat het op gang brengt
client-map-choose = Kiezen wat er te zien is
client-map-choose-person = Over wie, of van wie
client-map-everyone = Iedereen
client-map-first = De belangrijkste { $most }
client-map-more = Nog { $count } meer
client-map-past = Van vroeger en familie
client-map-all = Alles tegelijk
client-map-focus = Alleen wat hiermee samenhangt
client-map-unfocus = Alleen rond: { $words }
client-map-legend = Wat de lijnen en vormen zeggen
client-map-empty = Nog niet besproken. Schrijf eerst op wat er speelt en wat helpt, en deel het. Dan komt het hier te staan.
client-drawing-list = Hetzelfde als lijst
client-drawing-to-list = Naar de lijst
client-drawing-to-drawing = Naar de tekening
client-order-then = dan
client-order-first = eerst dit
client-order-shown = { $count } stappen te zien.
client-order-empty = Nog niet besproken. Kies hieronder samen wat eerst moet. Dan komt het hier als stappen te staan.

## Een dossier leiden: mensen
client-lead-undone = Dit is niet gelukt. Er is niets veranderd. Probeer het zo nog eens.
client-lead-only = Deze pagina is voor wie dit dossier leidt.
client-lead-only-by = Deze pagina is voor { $name }, die dit dossier leidt.
client-lead-part-mensen = Mensen
client-lead-part-kamers = Kamers
client-lead-part-dossier = Dossier
client-lead-keep = Bewaren
client-lead-people-intro = Wie hoort bij dit dossier, en hoe komt iedereen binnen? Alleen wie het dossier leidt, ziet deze bladzijde.
client-lead-waits = Voor u
client-lead-waits-before = Eerder
client-lead-birthday = { $name } wordt { $age } op { $day }
client-lead-birthday-12 = Vanaf dan beslist { $name } mee over wie er meeleest. Bereid dit samen voor.
client-lead-birthday-16 = Vanaf dan leest een ouder alleen mee als { $name } ja zegt. { $name } kan dat nu al kiezen bij Wie leest mee. Praat er samen over.
client-lead-birthday-18 = Vanaf dan heeft niemand meer gezag over { $name }. { $name } beslist zelf over alles.
client-lead-birthday-opens = Leest dan zelf mee in { $rooms }.
client-lead-birthday-on = Wie daarna nog meeleest in { $room }: { $names }.
client-lead-birthday-off = Wie daarna niet meer meeleest in { $room }: { $names }.
client-lead-glass = Noodtoegang: { $name }
client-lead-glass-who = { $organisation ->
    [none] { $role }
   *[other] { $role }, { $organisation }
}
client-lead-glass-when = Van { $from } tot { $until }.
client-lead-glass-reason = Reden: “{ $reason }”
client-lead-glass-due = Kijk dit na voor het einde van { $day }.
client-lead-glass-late = Dit had uiterlijk { $day } nagekeken moeten zijn.
client-lead-glass-untold = De familie ziet dit nog niet, omdat er signalen van geweld of dwang zijn. Het komt pas in Wie heeft gekeken als een deskundige vindt dat dit veilig is.
client-lead-glass-told = De familie ziet dit in Wie heeft gekeken, zonder de reden.
client-lead-glass-review = Nakijken
client-lead-glass-review-title = Noodtoegang van { $name } nakijken
client-lead-glass-ask = Was er echt nood, en is er niet meer gelezen dan nodig was? Bij Wie heeft gekeken staat welke kamers open zijn geweest. Twijfelt u? Overleg dan met uw functionaris gegevensbescherming.
client-lead-glass-remark = Wat vindt u ervan?
client-lead-glass-remark-hint = Wat u hier schrijft, blijft zo staan. De familie leest het niet.
client-lead-glass-remark-lacks = Schrijf op wat u ervan vindt.
client-lead-glass-officer = Wie vindt dat de familie dit veilig kan zien?
client-lead-glass-officer-hint = Naam en functie van iemand met kennis van geweld in gezinnen. Weet u dat nog niet? Laat dit leeg. Dan blijft dit verborgen voor de familie.
client-lead-glass-officer-lacks = Vul in wie dat vindt.
client-lead-glass-tell = De familie dit laten zien
client-lead-glass-done = Dit is nagekeken.
client-lead-glass-own = Dit was u zelf. Een ander die het dossier leidt, kijkt dit na.
client-lead-glass-stop = Nu stoppen
client-lead-glass-stop-title = De noodtoegang van { $name } stoppen?
client-lead-glass-stop-sure = { $name } kan dan meteen niet meer lezen in dit dossier. Is er nog nood? Bel eerst even met { $name }. Wat al gelezen is, blijft in het logboek staan.
client-lead-glass-stop-done = { $name } leest niet meer mee.
client-lead-glass-stopped = Gestopt door { $name }.
client-lead-glass-reviewed = { $name } keek dit na op { $day }: “{ $remark }”
client-lead-glass-officer-is = Dat de familie dit kan zien, vindt { $name }.
client-lead-object = { $by } vraagt of { $name } niet meer meeleest in { $rooms }
client-lead-object-was = { $by } wilde niet dat { $name } meeleest in { $rooms }
client-lead-object-asked = Gevraagd op { $day }.
client-lead-object-why = { $by } schreef erbij: “{ $why }”
client-lead-object-weigh = Praat er eerst over met { $by }. U weegt het af, en u schrijft op waarom. Zegt u ja, dan leest { $name } daar meteen niet meer mee. Waarom dat zo is, hoort { $name } maar een beetje: de jongere wil het niet, en een hulpverlener vond dat goed.
client-lead-object-answer = Beantwoorden
client-lead-object-answer-title = De vraag van { $by } beantwoorden
client-lead-object-which = Wat besluit u?
client-lead-object-yes = Ja, { $name } leest daar niet meer mee
client-lead-object-no = Nee, { $name } blijft meelezen
client-lead-object-reason = Waarom?
client-lead-object-reason-hint = { $by } leest dit. Schrijf het zo dat een jongere het begrijpt.
client-lead-object-lacks-which = Kies eerst ja of nee.
client-lead-object-lacks-reason = Schrijf op waarom.
client-lead-object-answered = { $by } kan uw antwoord nu lezen.
client-lead-object-honoured = Op { $day } is ja gezegd: “{ $reason }”
client-lead-object-declined = Op { $day } is nee gezegd: “{ $reason }”
client-lead-object-ended = Gestopt op { $day }.
client-lead-object-over = { $by } is 16 of ouder en beslist nu zelf.
client-lead-object-end = Stoppen
client-lead-object-end-title = { $name } weer laten meelezen?
client-lead-object-end-sure = { $name } kan dan meteen weer meelezen in { $rooms }. { $by } ziet dat dit gestopt is, en uw reden.
client-lead-object-end-do = Weer laten meelezen
client-lead-object-end-done = { $name } kan weer meelezen.
client-lead-number = Dossiernummer
client-lead-number-hint = Met dit nummer kan een hulpverlener in een noodgeval een uur meelezen. Zet het in uw eigen systeem, bij dit gezin.
client-lead-index = Over wie dit dossier gaat
client-lead-born = Geboren: { $day }
client-lead-lives-with = Woont met { $names }
client-lead-lives-own = Woont op een eigen plek
client-lead-gezag = Heeft deze ouder gezag?
client-lead-gezag-hint = Kijk dit na in het gezagsregister. Wat een ouder er zelf over zegt, is niet genoeg.
client-lead-gezag-yes = Heeft gezag
client-lead-gezag-no = Heeft geen gezag
client-lead-gezag-unknown = Nog niet nagekeken
client-lead-gezag-when = Wanneer is dat nagekeken?
client-lead-gezag-how = Hoe is dat nagekeken?
client-lead-gezag-how-hint = Bijvoorbeeld: uittreksel uit het gezagsregister gezien.
client-lead-gezag-open = Nog niet nagekeken of deze ouder gezag heeft
client-lead-gezag-unchecked = { $is }. Er staat niet bij wanneer en hoe dat is nagekeken.
client-lead-gezag-checked = { $is }. Nagekeken{ $day ->
    [none] {""}
   *[other] {" "}op { $day }
}{ $how ->
    [none] .
   *[other] : { $how }.
}
client-lead-in-none = Heeft geen eigen toegang
client-lead-in-office = Komt binnen via het kantoor
client-lead-in-not-invited = Is nog niet uitgenodigd
client-lead-in-too-many = Er is vijf keer een verkeerde code ingevuld. De link werkt niet meer. Vraag na of iemand anders de link heeft, en maak dan een nieuwe.
client-lead-in-expired = De uitnodiging is verlopen
client-lead-in-withdrawn = De uitnodiging is ingetrokken
client-lead-in-used = De uitnodiging is gebruikt. Er is geen toestel onthouden.
client-lead-in-passkeys = { $count ->
    [one] Komt binnen met een passkey
   *[other] Komt binnen met { $count } passkeys
}
client-lead-in-devices = { $count ->
    [one] Komt binnen op één toestel
   *[other] Komt binnen op { $count } toestellen
}
client-lead-in-open = Uitnodiging staat open tot { $until }. { $left ->
    [one] De code kan nog één keer worden geprobeerd.
   *[other] De code kan nog { $left } keer worden geprobeerd.
}
client-lead-change = Wijzigen
client-lead-change-title = Gegevens van { $name }
client-lead-change-hint = Wat iemand mag lezen, verandert meteen mee.
client-lead-changed = De gegevens van { $name } zijn bewaard.
client-lead-birth = Geboortedatum
client-lead-until = Laatste dag dat deze hulpverlener meedoet
client-lead-until-hint = Na die dag kan deze hulpverlener niets meer lezen. Wat er geschreven is, blijft staan.
client-lead-home = Waar woont deze persoon?
client-lead-home-hint = Een huis herkent u aan wie er woont. Een adres vragen we niet. Iemand kan op twee plekken wonen.
client-lead-home-with = Het huis van { $names }
client-lead-home-own = Een eigen huis
client-lead-home-first = In een huis van het gezin
client-lead-home-other = In een ander huis
client-lead-add = Iemand toevoegen
client-lead-add-do = Toevoegen
client-lead-add-who = Wie komt erbij?
client-lead-add-new = Iemand anders
client-lead-add-new-hint = Iemand van de familie, van school of van een andere organisatie
client-lead-add-lacks = Vul in wie het is en wat de rol is.
client-lead-added = { $name } is toegevoegd. Wie eigen toegang krijgt, leest pas iets als u de persoon in een kamer zet.
client-lead-name = Naam
client-lead-name-hint = Zoals deze persoon zelf genoemd wil worden.
client-lead-name-lacks = Vul een naam in.
client-lead-role = Rol
client-lead-role-choose = Kies een rol
client-lead-role-family = Familie en steun
client-lead-role-workers = Hulp en school
client-lead-organisation = Organisatie
client-lead-index-ask = Dit dossier gaat over dit kind of deze jongere
client-lead-member-ask = Krijgt eigen toegang

## Een dossier leiden: iemand uitnodigen
client-lead-invite = Uitnodigen
client-lead-invite-title = { $name } uitnodigen
client-lead-invite-intro = U krijgt een link en een code voor { $name }. Ze zijn drie dagen geldig, en werken één keer.
client-lead-invite-again = Er staat nog een uitnodiging open. Die werkt dan niet meer.
client-lead-invite-make = Link en code maken
client-lead-invite-once = Dit ziet u maar één keer.
client-lead-invite-until = De link werkt tot { $until }.
client-lead-invite-link = 1. De link
client-lead-invite-link-how = Stuur de link naar { $name }, of laat het vierkant met blokjes scannen met een telefoon.
client-lead-invite-link-text = De link als tekst
client-lead-invite-qr = De link voor { $name }, om te scannen met een telefoon
client-lead-invite-copy = Link kopiëren
client-lead-invite-code = 2. De code
client-lead-invite-code-how = Zeg de code tegen { $name } zelf: als u elkaar ziet, of aan de telefoon.
client-lead-invite-apart = Zet de code nooit in hetzelfde bericht als de link.
client-lead-invite-done = Klaar, ik heb beide
client-lead-invited = { $name } heeft een link en een code.
client-lead-withdraw = Uitnodiging intrekken
client-lead-withdraw-title = Uitnodiging van { $name } intrekken?
client-lead-withdraw-sure = De link en de code van { $name } werken dan niet meer. U kunt later een nieuwe uitnodiging maken.
client-lead-withdrawn = De uitnodiging van { $name } is ingetrokken.
client-lead-shut = Toegang stoppen
client-lead-shut-title = Toegang van { $name } stoppen?
client-lead-shut-sure = { $name } kan dan op geen enkel toestel meer binnenkomen, ook niet met een open uitnodiging. Doe dit bijvoorbeeld als een telefoon kwijt is.
client-lead-shut-stays = Wat { $name } schreef, blijft staan. Met een nieuwe uitnodiging komt { $name } weer binnen.
client-lead-shut-done = { $name } kan niet meer binnenkomen.

## Een dossier leiden: kamers
client-lead-rooms-intro = Een kamer is: wie leest mee. Wat in een kamer staat, lezen alleen de mensen van die kamer.
client-lead-rooms-none = Er zijn nog geen kamers. Maak er een uit de mensen van dit dossier.
client-lead-room-closed = Gesloten
client-lead-room-went-on = Gaat verder in een nieuwe kamer
client-lead-room-about = Gaat over { $names }
client-lead-room-ground = Reden: { $ground }
client-lead-room-members = Wie in deze kamer zijn
client-lead-not-reading = { $name } leest nu niet mee.
client-lead-to-along = Naar Wie leest mee
client-lead-kind-core = Het gezamenlijke beeld
client-lead-kind-core-who = Voor jongere, ouders en wie direct helpt. Hier maken zij samen het beeld.
client-lead-kind-school = Met school
client-lead-kind-school-who = Voor wie in het gezamenlijke beeld zit, met de mentor. School leest alleen wat hier staat, en pas als iedereen dat goed vindt.
client-lead-kind-kind = Rond een kind onder 12
client-lead-kind-kind-who = Voor een kind onder 12 met ouders en hulpverleners, in een kamer voor dat kind.
client-lead-kind-care = Verzorgers van één kind
client-lead-kind-care-who = Voor wie een kind verzorgt: ouders, pleegouders, gezinshuisouders en wie daarbij helpt.
client-lead-kind-pair = Twee mensen
client-lead-kind-pair-who = Voor een gesprek tussen precies twee mensen. Niemand anders leest mee.
client-lead-kind-other = Een eigen groep
client-lead-kind-other-who = Voor mensen die u bij elkaar zet, als geen andere kamer past.
client-lead-kind-advice = Advies
client-lead-kind-advice-who = Voor hulpverleners onder elkaar. De familie ziet dat deze kamer er is en wie erin zit, en kan inzage vragen.
client-lead-kind-safety = Veiligheid
client-lead-kind-safety-who = Voor hulpverleners die aan de veiligheid werken. De familie leest hier niet mee.
client-lead-kind-shield = Afgeschermd
client-lead-kind-shield-who = Voor iets heel persoonlijks van één ouder of jongere, met één hulpverlener. Hier hoort altijd een reden bij.
client-lead-kind-family = Familieberaad
client-lead-kind-family-who = Voor de familie en haar eigen mensen. Hulpverleners lezen hier niet mee, ook u niet.
client-lead-kind-self = Van één persoon
client-lead-kind-self-who = Voor één persoon zelf.
client-lead-compose = Kamer maken
client-lead-compose-do = Kamer maken
client-lead-composed = De kamer { $label } is er. Wie erin zit, ziet hem bij het volgende bezoek.
client-lead-room-kind = Wat voor kamer wordt het?
client-lead-room-label = Hoe heet de kamer?
client-lead-room-label-hint = Iedereen in de kamer ziet deze naam.
client-lead-room-who = Wie komen erin?
client-lead-room-who-hint = Iemand kan erin zitten en toch nog niet meelezen, bijvoorbeeld omdat er nog geen toestemming is. Na het maken ziet u dat per persoon.
client-lead-room-children = Over welk kind gaat het?
client-lead-room-children-hint = Kiest u niemand? Dan gaat het over alle kinderen van dit dossier.
client-lead-room-why = Reden voor deze kamer
client-lead-room-why-hint = Mag leeg blijven. De mensen in de kamer lezen dit.
client-lead-room-why-shield = Schrijf op waarom dit niet in het gezamenlijke beeld kan. De mensen in de kamer lezen dit.
client-lead-room-lacks-kind = Kies eerst wat voor kamer het wordt.
client-lead-room-lacks-label = Geef de kamer een naam.
client-lead-room-lacks-members = Kies wie erin komen.
client-lead-room-lacks-pair = Kies precies twee mensen.
client-lead-room-lacks-ground = Een afgeschermde kamer heeft altijd een reden. Schrijf die op.
client-lead-join = Iemand erbij
client-lead-join-title = Iemand erbij in { $label }
client-lead-join-who = Wie komt erbij?
client-lead-join-may = Mag volgens de wet meelezen
client-lead-join-mixed = { $names } { $count ->
    [one] mag
   *[other] mogen
} dit volgens de wet lezen, zonder toestemming. Kies nu alleen { $names }. De anderen kunt u daarna erbij laten.
client-lead-join-lacks = Kies wie erbij komt.
client-lead-join-name = De kamer gaat verder onder dezelfde naam: { $label }.
client-lead-join-own = Iedereen beslist zelf of wie erbij komt ook leest wat hij of zij eerder schreef.
client-lead-join-joint = Wat samen is geschreven, gaat mee.
client-lead-join-old = De oude kamer blijft te lezen voor wie er nu in zitten. Schrijven kan daar niet meer.
client-lead-join-do = Verder met elkaar
client-lead-admit-do = Toelaten
client-lead-admit-gezag = { $name } heeft gezag en mag dit lezen. Daar is van niemand toestemming voor nodig.
client-lead-admit-lead = { $name } leidt dit dossier en mag dit lezen. Daar is van niemand toestemming voor nodig.
client-lead-admit-measure = { $name } voert een maatregel van de rechter uit en mag dit lezen. Daar is van niemand toestemming voor nodig.
client-lead-admit-all = { $names } { $count ->
    [one] leest
   *[other] lezen
} ook wat hier eerder is geschreven.
client-lead-admit-told = Iedereen in { $label } krijgt nu bericht dat { $names } { $count ->
    [one] meeleest
   *[other] meelezen
}, en waarom.
client-lead-admitted = { $names } { $count ->
    [one] leest
   *[other] lezen
} nu mee in { $label }. Iedereen daar heeft bericht gekregen.
client-lead-joined = { $label } gaat verder met { $names } erbij.
client-lead-split = Splitsen
client-lead-split-title = { $label } splitsen
client-lead-split-keeps = Iedereen houdt wat er al was: de oude kamer blijft te lezen, maar schrijven kan daar niet meer.
client-lead-split-joint = Wat samen is geschreven, gaat mee naar elke nieuwe kamer. Over eigen woorden beslist ieder zelf.
client-lead-split-quiet = Niemand krijgt te horen waarom de kamer is gesplitst, of door wie.
client-lead-split-where = In welke kamer gaat { $name } verder?
client-lead-split-group = Kamer { $number }
client-lead-split-nobody = nog niemand
client-lead-split-more = Nog een kamer
client-lead-split-less = Laatste kamer weg
client-lead-split-out = { $count ->
    [one] { $names } gaat in geen van de kamers verder, en leest alleen nog wat er al was.
   *[other] { $names } gaan in geen van de kamers verder, en lezen alleen nog wat er al was.
}
client-lead-split-lacks-empty = Zet in elke kamer iemand.
client-lead-split-lacks-same = Twee kamers zijn precies gelijk. Verdeel de mensen.
client-lead-split-lacks-as-before = Eén kamer is precies zoals de oude. Verdeel de mensen.
client-lead-split-do = Nu splitsen
client-lead-split-done = { $label } is gesplitst in { $count } kamers.

## Een dossier leiden: veiligheid, en het hele dossier
client-lead-step = Vraag { $at } van { $of }
client-lead-step-answer = Kies eerst een antwoord.
client-lead-safety-title = Veiligheid
client-lead-safety-first = Eerst de veiligheid
client-lead-safety-ask = Vragen over veiligheid beantwoorden
client-lead-safety-private = De familie ziet deze antwoorden niet.
client-lead-safety-none = De vragen over veiligheid zijn nog niet beantwoord.
client-lead-safety-said-no = Er zijn geen signalen van geweld of dwang gezien.
client-lead-safety-said-unsure = Het is niet zeker of er geweld of dwang is.
client-lead-safety-said-yes = Er zijn signalen van geweld of dwang.
client-lead-safety-expert-is = Deskundige: { $name }.
client-lead-safety-joint = Een gezamenlijke kamer kan.
client-lead-safety-not-joint = Een gezamenlijke kamer kan nu niet.
client-lead-safety-done = De antwoorden over veiligheid zijn bewaard.
client-lead-safety-violence = Zijn er signalen van geweld of dreiging?
client-lead-safety-violence-hint = Lichamelijk, seksueel of eergerelateerd geweld, bedreiging of stalking, nu of eerder, in het gezin of daarbuiten. Ook wat u alleen van één kant hoorde, telt mee.
client-lead-safety-control = Zijn er signalen van dwingende controle?
client-lead-safety-control-hint = Bepaalt iemand wat een ander mag doen, wie die ziet of waar het geld aan opgaat? Wordt iemand gevolgd, klein gehouden of bang gemaakt?
client-lead-safety-danger = Kan samen praten of meelezen iemand in gevaar brengen?
client-lead-safety-danger-hint = Denk aan wat er na een gesprek thuis gebeurt, of aan een verblijfplaats die geheim moet blijven.
client-lead-safety-is-no = Nee
client-lead-safety-is-unsure = Weet ik niet zeker
client-lead-safety-is-yes = Ja
client-lead-safety-expert = Wie kijkt mee als deskundige?
client-lead-safety-means-joint = Er kan geen kamer komen voor ouders samen, of voor een ouder met een kind, zolang hier geen deskundige staat.
client-lead-safety-means-apart = Aparte kamers kunnen wel: u met één ouder, of u met de jongere.
client-lead-safety-means-shown = De familie ziet deze antwoorden niet.
client-lead-safety-who = Naam en functie van de deskundige
client-lead-safety-who-hint = Iemand met kennis van geweld in gezinnen, die vindt dat een gezamenlijke kamer veilig is. Nog niemand? Laat dit leeg. U kunt het later invullen.
client-lead-needs-expert-apart = Aparte kamers kunnen wel: u met één ouder, of u met de jongere.
client-lead-handover = De leiding overdragen
client-lead-handover-intro = Een andere hulpverlener van wijkteam of jeugdbescherming kan het dossier van u overnemen.
client-lead-handover-nobody = Er is nog niemand in dit dossier die de leiding kan overnemen. Voeg eerst iemand van wijkteam of jeugdbescherming toe.
client-lead-handover-choose = Iemand kiezen
client-lead-handover-who = Wie gaat het dossier leiden?
client-lead-handover-lacks = Kies wie het dossier gaat leiden.
client-lead-handover-glass = Er wacht nog een noodtoegang. Kijk die eerst na bij Mensen, en draag dan over.
client-lead-handover-sure = U blijft in de kamers waar u in zit. Mensen toevoegen en kamers maken kunt u dan niet meer.
client-lead-handover-do = Overdragen
client-lead-handover-done = { $name } leidt nu dit dossier.
client-lead-close = Dossier sluiten
client-lead-close-title = Dit dossier sluiten?
client-lead-close-means = Iedereen kan blijven lezen wat er staat, maar niemand kan nog iets schrijven.
client-lead-close-sure = Een gesloten dossier gaat niet meer open.
client-lead-close-do = Nu sluiten
client-lead-close-done = Het dossier is gesloten.
client-lead-closed = Dit dossier is gesloten.
client-lead-office-unsent = Nog niet alles wat u schreef is bewaard. Gaat u nu naar uw dossiers, dan kan dat weg zijn.

## Het kantoor
client-office-title = Kantoor
client-office-who = { $name }, { $role }
client-office-cases = Mijn dossiers
client-office-accounts = Medewerkers
client-office-open = Nieuw dossier openen
client-office-none = U werkt nog niet mee in een dossier. Wie een dossier leidt, kan u toevoegen.
client-office-none-open = U hebt nog geen dossiers. Open er een, of vraag wie een dossier leidt om u toe te voegen.
client-office-untitled = Dossier zonder titel
client-office-since = Sinds { $day }.
client-office-leads = U leidt dit dossier.
client-office-closed = Gesloten
client-office-waits = Er staat iets voor u klaar
client-office-until = Noodtoegang tot { $until }
client-office-glass = Noodtoegang
client-office-glass-intro = Is er nu gevaar, en moet u iets weten uit een dossier waar u niet in werkt? Dan kunt u een uur meelezen.
client-office-glass-reads = U kunt alleen lezen. Wat iemand voor zichzelf schreef, gaat niet open.
client-office-glass-told = Wie het dossier leidt, hoort het meteen en kijkt het na. De familie kan zien dat u keek.
client-office-glass-logged = Uw reden en alles wat u opent, komen in het logboek.
client-office-glass-112 = Is iemand nu in gevaar? Bel eerst 112.
client-office-glass-number = Dossiernummer
client-office-glass-number-hint = Het staat in het systeem van uw organisatie, bij dit gezin.
client-office-glass-reason = Waarom is dit nu nodig?
client-office-glass-reason-hint = Een zin van ten minste 20 tekens. Wie het dossier leidt, leest dit.
client-office-glass-lacks-number = Vul eerst het dossiernummer in.
client-office-glass-lacks-reason = Schrijf iets meer op: een zin van ten minste 20 tekens.
client-office-glass-often = Dit kan nu niet: in één dossier kan het drie keer in 24 uur. Bel met wie het dossier leidt, of met uw leidinggevende.
client-office-glass-mine = In dit dossier werkt u al. Ga erheen vanuit Mijn dossiers.
client-office-glass-unknown = Dit nummer kennen we niet. Kijk nog eens goed.
client-office-glass-do = Een uur meelezen
client-office-enter = Naar dit dossier
client-office-open-intro = Eerst drie vragen over veiligheid. Uw antwoorden bepalen welke kamers er kunnen zijn. De familie ziet ze niet.
client-office-open-do = Dossier openen
client-office-ask-frame = Op welke grond is er hulp?
client-office-frame-hint = Dit bepaalt mee wie wat mag lezen.
client-office-frame-voluntary = Het gezin wil deze hulp zelf.
client-office-frame-pressure = Het gezin neemt de hulp aan, om een maatregel te voorkomen.
client-office-frame-supervision = De kinderrechter heeft een gecertificeerde instelling aangewezen.
client-office-frame-guardianship = Een gecertificeerde instelling heeft het gezag.
client-office-ask-title = Hoe noemt u het dossier?
client-office-title-warning = Geen namen, geen adressen, geen geboortedata.
client-office-title-label = Werktitel
client-office-title-hint = Bijvoorbeeld: Dossier Linde. De titel is te lezen voor iedereen in het dossier. Hij mag leeg blijven.
client-office-next = Hierna voegt u de mensen toe.
client-office-accounts-intro = Wie hier een account heeft, kan in dossiers worden gezet.
client-office-add = Nieuwe medewerker
client-office-add-do = Toevoegen
client-office-added = { $name } heeft een account. Maak nu een link en een code.
