
### Client

## Overal
client-name = Samenbeeld
client-skip = Naar de inhoud
client-close = Sluiten
client-back = Terug
client-done = Klaar
client-loading = Even wachten …
client-not-now = Nu niet
client-you = { $form ->
    [je] jij
   *[u] u
}
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
client-nav-mine = Van mij
client-nav-versions = Versies
client-you-are = { $form ->
    [je] Jij bent
   *[u] U bent
}
client-logout = Uitloggen
client-leave = Snel weg
client-about-date = rond { $date }
client-pair = { $room }: { $name }
client-only-you = Alleen { $form ->
    [je] jij leest
   *[u] u leest
} dit.
client-joint = Samen gezegd
client-withdrawn = Teruggetrokken
client-empty-words = Hier staat nog niets.
client-part-empty = Nog niet besproken.

## Opgeslagen of niet
client-sync-joining = Verbinding maken …
client-sync-saved = Opgeslagen
client-sync-saving = Nog niet opgeslagen
client-sync-offline = Geen verbinding
client-sync-local = Geen verbinding – { $form ->
    [je] jouw
   *[u] uw
} tekst staat alleen op dit toestel
client-stopped-rights = { $form ->
    [je] Je
   *[u] U
} kunt dit niet meer lezen.
client-conflict = Iets van { $form ->
    [je] jou
   *[u] u
} is niet opgeslagen. De tekst staat bij Van mij.
client-conflict-title = Niet opgeslagen
client-conflict-why = Dit kon hier niet worden opgeslagen. Het staat alleen op dit toestel.

## Hulp nu
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
client-entry-demo = Dit is een voorbeeld met een verzonnen gezin. Kies met wiens ogen u wilt kijken. Schrijf hier niets over echte mensen.
client-entry-as = Ga verder als { $name }
client-entry-someone-else = Iemand anders kiezen
client-entry-offline = Er is geen verbinding. Probeer het zo nog eens.
client-entry-failed = Binnenkomen is niet gelukt. Probeer het nog eens.
client-entry-closed = Kom binnen met de link die { $form ->
    [je] je
   *[u] u
} hebt gekregen.

## Ons beeld
client-picture-title = Ons beeld tot nu toe
client-rooms = Welk deel
client-rooms-all = Alles
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
client-meaning = Wat dit deed met { $name }:
client-own-words = In de woorden van { $name }:
client-step-who = { $name } doet dit
client-step-due = voor { $date }
client-review = We kijken terug op { $date }
client-period = { $start } tot { $end }
client-waited = { $weeks } weken gewacht
client-what-helped = Wat hielp:
client-what-went-wrong = Wat er misging:
client-outcome = { $name }: { $outcome }
client-acknowledged = { $name } zegt: dat had anders gemoeten
client-why = Waarom:
client-test = Hieraan zien we of het klopt:
client-story = Meer hierover
client-source = Dat weten we van
client-knowledge = Hoe we dit weten
client-domain = Hoort bij
client-holder = Gaat over
client-strength = Hoe sterk
client-certainty = Hoe zeker
client-strength-1 = een beetje
client-strength-2 = duidelijk
client-strength-3 = heel veel
client-goal-of = Doel van { $name }
client-gathers = Hierin komt samen
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
client-helps = Dit helpt
client-hard = Dit is lastig

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
client-kind-comment = Opmerking
client-kind-warning_sign = Signaal
client-kind-rating = Cijfer van iemand
client-kind-story = Verhaal
client-also = Ook
client-seen-as = Zo hoort het erbij
client-others-see = Zo zien anderen het
client-linked = Hangt samen met
client-to-story = Naar de tekst
client-withdraw = Dit terugtrekken
client-withdraw-title = Terugtrekken?
client-withdraw-sure = { $form ->
    [je] Jouw woorden verdwijnen uit het beeld. Wat anderen erover zeiden blijft staan. In versies die al zijn vastgelegd staan je woorden nog.
   *[u] Uw woorden verdwijnen uit het beeld. Wat anderen erover zeiden blijft staan. In versies die al zijn vastgelegd staan uw woorden nog.
}
client-withdraw-yes = Ja, terugtrekken
client-read-here = { $room }. Dit lezen: { $names }
client-read-by = Dit lezen: { $names }
client-scribed = opgeschreven door { $scribe }, nog niet bevestigd door { $name }
client-stale = over eerdere woorden

## Hoe ziet u dit
client-stand-ask = { $form ->
    [je] Klopt dit voor jou?
   *[u] Klopt dit voor u?
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
client-stand-stale = { $names }: antwoord op eerdere woorden

## Van mij
client-mine-title = Van mij
client-mine-start = Iets opschrijven
client-mine-add-helps = Iets wat helpt
client-mine-add-hard = Iets wat lastig is
client-mine-add-story = { $form ->
    [je] Jouw verhaal
   *[u] Uw verhaal
}
client-mine-open = Nog niet gedeeld
client-mine-none = { $form ->
    [je] Je hebt nu niets liggen. Wat je opschrijft, blijft van jou tot je het deelt.
   *[u] U hebt nu niets liggen. Wat u opschrijft, blijft van u tot u het deelt.
}
client-mine-private = Verteld in een kleine kring
client-mine-shared = Gedeeld
client-ask-helps = { $form ->
    [je] Wat gaat goed? Wie of wat helpt jou?
   *[u] Wat gaat goed? Wie of wat helpt, ook een klein beetje?
}
client-ask-hard = { $form ->
    [je] Wat is het lastigst? Wat gebeurt er dan?
   *[u] Waar maakt u zich zorgen over? Wat ziet u dan gebeuren?
}
client-ask-sentence = Eén korte zin is genoeg.
client-ask-story = { $form ->
    [je] Hoe gaat het met jou?
   *[u] Hoe gaat het nu thuis?
}
client-ask-story-hint = Er is geen goed of fout antwoord.
client-ask-tone = Helpt dit, of is het lastig?
client-ask-about = Over wie gaat dit?
client-tone-helps = Helpt
client-tone-hard = Lastig
client-about = Gaat over { $names }
client-draft-empty = Nog geen woorden
client-go-on = Verder schrijven
client-keep-for-me = Bewaren voor mij
client-throw-away = Weggooien
client-not-ready = { $form ->
    [je] Delen kan als je een zin hebt geschreven en hebt gekozen over wie het gaat.
   *[u] Delen kan als u een zin hebt geschreven en hebt gekozen over wie het gaat.
}
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

## Ons verhaal
client-stories-title = Ons verhaal
client-stories-intro = De teksten die van ons samen zijn.
client-story-open = Lezen
client-story-open-write = Lezen of samen schrijven
client-write-together = Samen schrijven
client-write-together-hint = Anderen kunnen dan zien wat { $form ->
    [je] je
   *[u] u
} typt.
client-write-together-failed = Samen schrijven lukt nu niet. Is er verbinding?
client-writing-told = Anderen zien nu wat { $form ->
    [je] je
   *[u] u
} typt.
client-writing-along = { $names } schrijft mee
client-writing-alone = Nu schrijft er niemand mee.

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
client-freeze-title = Ons beeld vastleggen
client-freeze-intro = Iedereen kan later lezen hoe het beeld nu is. Een versie kan niet meer veranderen.
client-freeze-unsaved = Nog niet alles is opgeslagen. Wat nog niet is opgeslagen, komt niet in deze versie.
client-freeze-kind = Wat voor versie is dit?
client-freeze-reason = Waarom leggen we dit nu vast?
client-freeze-needs-reason = Schrijf kort waarom.
client-freeze-failed = Vastleggen is niet gelukt. Er is niets veranderd.
