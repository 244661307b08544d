<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="lt" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>About Kopa</source>
        <translation>Apie Kopa</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versija</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Žurnalas</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Režimas</translation>
    </message>
    <message>
        <source>Installation</source>
        <translation>Diegimas</translation>
    </message>
    <message>
        <source>Signing key</source>
        <translation>Pasirašymo raktas</translation>
    </message>
    <message>
        <source>Last signed</source>
        <translation>Paskutinį kartą pasirašyta</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Žemėlapis</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licencija</translation>
    </message>
    <message>
        <source>Compare the key&apos;s digits with those that were written down when Kopa was installed.</source>
        <translation>Palyginkite rakto skaitmenis su tais, kurie buvo užrašyti diegiant Kopa.</translation>
    </message>
    <message>
        <source>live</source>
        <translation>realusis laikas</translation>
    </message>
    <message>
        <source>exercise</source>
        <translation>pratybos</translation>
    </message>
    <message>
        <source>made when the station first runs</source>
        <translation>sukuriamas stočiai veikiant pirmą kartą</translation>
    </message>
    <message>
        <source>nothing is signed yet</source>
        <translation>dar niekas nepasirašyta</translation>
    </message>
    <message>
        <source>{time}, entries 1 to {last}</source>
        <translation>{time}, įrašai nuo 1 iki {last}</translation>
    </message>
    <message>
        <source>by another key: {key}</source>
        <translation>kitu raktu: {key}</translation>
    </message>
    <message numerus="yes">
        <source>NOT SIGNED since: %n entries</source>
        <translation>
            <numerusform>NEPASIRAŠYTA nuo tada: %n įrašas</numerusform>
            <numerusform>NEPASIRAŠYTA nuo tada: %n įrašai</numerusform>
            <numerusform>NEPASIRAŠYTA nuo tada: %n įrašų</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AgencyChoice</name>
    <message>
        <source>Reads records of</source>
        <translation>Gali skaityti įrašus</translation>
    </message>
    <message>
        <source>all agencies</source>
        <translation>visos tarnybos</translation>
    </message>
    <message>
        <source>no agency</source>
        <translation>be tarnybos</translation>
    </message>
    <message>
        <source>Radios nobody named yet, joint talk-groups, log entries</source>
        <translation>Dar nepavadintos radijo stotys, bendros pokalbių grupės, žurnalo įrašai</translation>
    </message>
</context>
<context>
    <name>AllCallBanner</name>
    <message>
        <source>You speak to all of them now. It ends when the key comes up.</source>
        <translation>Dabar kalbate su visomis. Baigiasi atleidus klavišą.</translation>
    </message>
    <message>
        <source>Nothing is on the air yet: the next push-to-talk speaks to all of them. Esc: not after all.</source>
        <translation>Eteryje dar nieko nėra: kitas kalbėjimo klavišo paspaudimas kalba su visomis. Esc: atšaukti.</translation>
    </message>
    <message>
        <source>+ {count} more</source>
        <translation>+ dar {count}</translation>
    </message>
    <message>
        <source>Not reached:</source>
        <translation>Nepasiekiamos:</translation>
    </message>
</context>
<context>
    <name>AllCallButton</name>
    <message>
        <source>All call</source>
        <translation>Visiems</translation>
    </message>
    <message>
        <source>The next push-to-talk speaks to all talk-groups, before all else ({key})</source>
        <translation>Kitas kalbėjimo klavišo paspaudimas kalba su visomis pokalbių grupėmis, pirmiau už visa kita ({key})</translation>
    </message>
</context>
<context>
    <name>AmberPage</name>
    <message>
        <source>Amber list</source>
        <translation>Įspėjimų sąrašas</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Prieš</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Kas įvyko</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Priimta</translation>
    </message>
    <message>
        <source>Nothing is waiting: no fence, no border, no alert.</source>
        <translation>Niekas nelaukia: nei geozona, nei siena, nei įspėjimas.</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Rodyti žemėlapyje</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Priimti</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Pašalinti</translation>
    </message>
</context>
<context>
    <name>Attribution</name>
    <message>
        <source>Sources of the map</source>
        <translation>Žemėlapio šaltiniai</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Units</source>
        <translation>Ekipažai</translation>
    </message>
    <message numerus="yes">
        <source>%n on duty</source>
        <translation>
            <numerusform>%n tarnyboje</numerusform>
            <numerusform>%n tarnyboje</numerusform>
            <numerusform>%n tarnyboje</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BoardList</name>
    <message>
        <source>Show units off duty too</source>
        <translation>Rodyti ir ne tarnyboje esančius ekipažus</translation>
    </message>
    <message>
        <source>Locate</source>
        <translation>Rasti</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Sekti</translation>
    </message>
    <message>
        <source>Status …</source>
        <translation>Būsena …</translation>
    </message>
    <message>
        <source>Clear the job</source>
        <translation>Pašalinti įvykį</translation>
    </message>
    <message>
        <source>Name this radio …</source>
        <translation>Suteikti radijo stočiai šaukinį …</translation>
    </message>
    <message>
        <source>Edit the roster row …</source>
        <translation>Taisyti ekipažų sąraše …</translation>
    </message>
</context>
<context>
    <name>BoundaryPart</name>
    <message>
        <source>Whose ground</source>
        <translation>Kieno teritorija</translation>
    </message>
    <message>
        <source>Import boundary …</source>
        <translation>Importuoti ribą …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Atšaukti</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Pašalinti</translation>
    </message>
    <message>
        <source>The boundary is being read …</source>
        <translation>Riba skaitoma …</translation>
    </message>
    <message>
        <source>Exact as its file: who crosses a state’s border goes on record, with this hash.</source>
        <translation>Tiksli tiek, kiek jos failas: valstybės sienos kirtimas įrašomas į žurnalą su šia maiša.</translation>
    </message>
    <message>
        <source>Built-in border</source>
        <translation>Įdiegtoji riba</translation>
    </message>
    <message>
        <source>Approximate, off by up to 4 km: no crossing goes on record.</source>
        <translation>Apytikslė, paklaida iki 4 km: sienos kirtimas į žurnalą neįrašomas.</translation>
    </message>
    <message>
        <source>Really remove</source>
        <translation>Tikrai pašalinti</translation>
    </message>
    <message>
        <source>Remove the boundary</source>
        <translation>Pašalinti ribą</translation>
    </message>
    <message>
        <source>Import boundary</source>
        <translation>Importuoti ribą</translation>
    </message>
    <message>
        <source>Boundaries ({kinds})</source>
        <translation>Ribos ({kinds})</translation>
    </message>
    <message>
        <source>Boundary imported: {what}.</source>
        <translation>Riba importuota: {what}.</translation>
    </message>
    <message>
        <source>The boundary cannot be removed: {why}.</source>
        <translation>Ribos pašalinti negalima: {why}.</translation>
    </message>
</context>
<context>
    <name>CallLogPage</name>
    <message>
        <source>Call log</source>
        <translation>Pokalbių žurnalas</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>Ką žiūrėti</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Įrašai</translation>
    </message>
    <message>
        <source>Look-ups</source>
        <translation>Kas žiūrėjo</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Naikinimo draudimai</translation>
    </message>
    <message>
        <source>Records found</source>
        <translation>Rasti įrašai</translation>
    </message>
    <message>
        <source>Older …</source>
        <translation>Senesni …</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Nutraukti paiešką</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Klausyti</translation>
    </message>
    <message>
        <source>Copy raw ID</source>
        <translation>Kopijuoti stoties ID</translation>
    </message>
    <message>
        <source>Legal hold …</source>
        <translation>Drausti naikinti …</translation>
    </message>
    <message>
        <source>Erase …</source>
        <translation>Naikinti …</translation>
    </message>
    <message>
        <source>Save audio …</source>
        <translation>Išsaugoti garsą …</translation>
    </message>
    <message>
        <source>Write CSV …</source>
        <translation>Įrašyti CSV …</translation>
    </message>
    <message>
        <source>Records older than this shift: say first what they are looked up for.</source>
        <translation>Įrašai senesni nei ši pamaina: pirmiausia nurodykite, kokiu tikslu jų ieškote.</translation>
    </message>
    <message>
        <source>The search was stopped.</source>
        <translation>Paieška nutraukta.</translation>
    </message>
    <message>
        <source>The search cannot be put on record, so nothing is shown: {why}</source>
        <translation>Paieškos negalima įrašyti į žurnalą, todėl nieko nerodoma: {why}</translation>
    </message>
    <message>
        <source>The call log cannot be searched now: {why}</source>
        <translation>Pokalbių žurnale dabar ieškoti negalima: {why}</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nieko nerasta.</translation>
    </message>
    <message>
        <source>{rows} shown, there are older ones</source>
        <translation>parodyta: {rows}, yra ir senesnių</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Ieškoma …</translation>
    </message>
    <message>
        <source>There is no recording of this call.</source>
        <translation>Šio pokalbio įrašo nėra.</translation>
    </message>
    <message>
        <source>The frames of this call are kept as its radio coded them: hearing it needs a vocoder.</source>
        <translation>Šio pokalbio kadrai saugomi tokie, kokius užkodavo radijo stotis: norint jį išgirsti, reikia vokoderio.</translation>
    </message>
    <message>
        <source>Audio written to {file}.</source>
        <translation>Garsas įrašytas į {file}.</translation>
    </message>
    <message>
        <source>{rows} written to {file}.</source>
        <translation>Įrašyta: {rows}, failas {file}.</translation>
    </message>
    <message>
        <source>There are more: narrow the search.</source>
        <translation>Yra daugiau: susiaurinkite paiešką.</translation>
    </message>
    <message>
        <source>Not written: {why}</source>
        <translation>Neįrašyta: {why}</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Select a unit, a call or a line: it is shown here with what can be done about it.</source>
        <translation>Pasirinkite ekipažą, pokalbį ar srauto eilutę: čia matysite ją ir galimus veiksmus.</translation>
    </message>
    <message>
        <source>not in the roster</source>
        <translation>nėra ekipažų sąraše</translation>
    </message>
</context>
<context>
    <name>ClockMark</name>
    <message>
        <source>CLOCK NOT SYNCHRONISED since {time}</source>
        <translation>LAIKRODIS NESINCHRONIZUOTAS nuo {time}</translation>
    </message>
</context>
<context>
    <name>Compose</name>
    <message>
        <source>Text message</source>
        <translation>Žinutės tekstas</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Siųsti</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Atšaukti</translation>
    </message>
    <message>
        <source>Text to {unit}</source>
        <translation>Žinutė: {unit}</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>Copy coordinates</source>
        <translation>Kopijuoti koordinates</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n eilutė</numerusform>
            <numerusform>%n eilutės</numerusform>
            <numerusform>%n eilučių</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) lost their positions together</source>
        <translation>
            <numerusform>%n ekipažas kartu prarado koordinates</numerusform>
            <numerusform>%n ekipažai kartu prarado koordinates</numerusform>
            <numerusform>%n ekipažų kartu prarado koordinates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ALL CALL: %n talk-group(s)</source>
        <translation>
            <numerusform>VISIEMS: %n pokalbių grupė</numerusform>
            <numerusform>VISIEMS: %n pokalbių grupės</numerusform>
            <numerusform>VISIEMS: %n pokalbių grupių</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more try(s)</source>
        <translation>
            <numerusform>dar %n bandymas</numerusform>
            <numerusform>dar %n bandymai</numerusform>
            <numerusform>dar %n bandymų</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n pokalbis</numerusform>
            <numerusform>%n pokalbiai</numerusform>
            <numerusform>%n pokalbių</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n garso įrašas</numerusform>
            <numerusform>%n garso įrašai</numerusform>
            <numerusform>%n garso įrašų</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s)</source>
        <translation>
            <numerusform>%n žinutė</numerusform>
            <numerusform>%n žinutės</numerusform>
            <numerusform>%n žinučių</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n status(es)</source>
        <translation>
            <numerusform>%n būsena</numerusform>
            <numerusform>%n būsenos</numerusform>
            <numerusform>%n būsenų</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n emergency(ies)</source>
        <translation>
            <numerusform>%n pavojus</numerusform>
            <numerusform>%n pavojai</numerusform>
            <numerusform>%n pavojų</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n log entry(ies) and jobs</source>
        <translation>
            <numerusform>%n žurnalo įrašas ar įvykis</numerusform>
            <numerusform>%n žurnalo įrašai ir įvykiai</numerusform>
            <numerusform>%n žurnalo įrašų ir įvykių</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n koordinačių pranešimas</numerusform>
            <numerusform>%n koordinačių pranešimai</numerusform>
            <numerusform>%n koordinačių pranešimų</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the words of %n look-up(s)</source>
        <translation>
            <numerusform>%n paieškos žodžiai</numerusform>
            <numerusform>%n paieškų žodžiai</numerusform>
            <numerusform>%n paieškų žodžiai</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n roster row(s)</source>
        <translation>
            <numerusform>%n sąrašo eilutė</numerusform>
            <numerusform>%n sąrašo eilutės</numerusform>
            <numerusform>%n sąrašo eilučių</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) of the record in all</source>
        <translation>
            <numerusform>iš viso %n žurnalo įrašas</numerusform>
            <numerusform>iš viso %n žurnalo įrašai</numerusform>
            <numerusform>iš viso %n žurnalo įrašų</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unheard</source>
        <translation>
            <numerusform>%n neperklausyta</numerusform>
            <numerusform>%n neperklausytos</numerusform>
            <numerusform>%n neperklausytų</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n pavėluota</numerusform>
            <numerusform>%n pavėluotos</numerusform>
            <numerusform>%n pavėluotų</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older one(s) in the call log</source>
        <translation>
            <numerusform>%n senesnė pokalbių žurnale</numerusform>
            <numerusform>%n senesnės pokalbių žurnale</numerusform>
            <numerusform>%n senesnių pokalbių žurnale</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>Call</source>
        <translation>Kalbėti</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Būsena</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Žinutė</translation>
    </message>
    <message>
        <source>Locate</source>
        <translation>Rasti</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Sekti</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>Maršrutas</translation>
    </message>
    <message>
        <source>This unit was not heard on any talk-group yet.</source>
        <translation>Šis ekipažas dar negirdėtas jokioje pokalbių grupėje.</translation>
    </message>
    <message>
        <source>Hold to talk on {group}</source>
        <translation>Laikykite nuspaudę ir kalbėkite grupėje {group}</translation>
    </message>
    <message>
        <source>Set the status by hand (S)</source>
        <translation>Nustatyti būseną ranka (S)</translation>
    </message>
    <message>
        <source>Send a text (Ctrl+T)</source>
        <translation>Siųsti žinutę (Ctrl+T)</translation>
    </message>
    <message>
        <source>Its position is not known.</source>
        <translation>Koordinatės nežinomos.</translation>
    </message>
    <message>
        <source>Show on the map (Ctrl+L)</source>
        <translation>Parodyti žemėlapyje (Ctrl+L)</translation>
    </message>
    <message>
        <source>Keep in view on the map (Z)</source>
        <translation>Laikyti žemėlapio vaizde (Z)</translation>
    </message>
    <message>
        <source>Show where it went</source>
        <translation>Parodyti nuvažiuotą maršrutą</translation>
    </message>
</context>
<context>
    <name>EraseForm</name>
    <message>
        <source>Erase data</source>
        <translation>Duomenų naikinimas</translation>
    </message>
    <message>
        <source>a person by name</source>
        <translation>asmuo pagal vardą</translation>
    </message>
    <message>
        <source>Erased data cannot be brought back; that it was erased, by whom and why, stays on record.</source>
        <translation>Sunaikintų duomenų atkurti negalima; tai, kad jie sunaikinti, kas ir kodėl tai padarė, lieka įraše.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Pagrindas</translation>
    </message>
    <message>
        <source>decision number; it stays on record: name nobody here</source>
        <translation>sprendimo numeris; jis lieka įraše: vardų čia neminėkite</translation>
    </message>
    <message>
        <source>What would go …</source>
        <translation>Kas bus sunaikinta …</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>Sunaikinti negrįžtamai</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atgal</translation>
    </message>
    <message>
        <source>Whose data? Type the name.</source>
        <translation>Kieno duomenys? Įrašykite vardą.</translation>
    </message>
    <message>
        <source>An erasure needs a reason.</source>
        <translation>Naikinimui reikia pagrindo.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laikotarpis baigiasi anksčiau, nei prasideda.</translation>
    </message>
    <message>
        <source>Going through the record …</source>
        <translation>Peržiūrimi įrašai …</translation>
    </message>
    <message>
        <source>What is on record cannot be looked up now: {why}</source>
        <translation>Įrašų dabar peržiūrėti negalima: {why}</translation>
    </message>
    <message>
        <source>everything that names {name}</source>
        <translation>viskas, kur minima {name}</translation>
    </message>
    <message>
        <source>Erase {what}?</source>
        <translation>Naikinti: {what}?</translation>
    </message>
    <message>
        <source>The erasure cannot be put on record, so nothing is erased: {why}</source>
        <translation>Naikinimo negalima įrašyti, todėl niekas nesunaikinta: {why}</translation>
    </message>
    <message>
        <source>The station erases it. What went, and which copies remain, comes into the stream.</source>
        <translation>Ryšių mazgas tai naikina. Kas sunaikinta ir kurios kopijos liko, pasirodys sraute.</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>Events of this interval</source>
        <translation>Šio laikotarpio įvykiai</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Rūšis</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Visi</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>Pavojus</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Pokalbis</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Būsena</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Žinutė</translation>
    </message>
    <message>
        <source>Border</source>
        <translation>Siena</translation>
    </message>
    <message>
        <source>Fence</source>
        <translation>Geozona</translation>
    </message>
    <message>
        <source>Log entry</source>
        <translation>Žurnalo įrašas</translation>
    </message>
</context>
<context>
    <name>FenceForm</name>
    <message>
        <source>New fence</source>
        <translation>Nauja geozona</translation>
    </message>
    <message>
        <source>Change fence</source>
        <translation>Keisti geozoną</translation>
    </message>
    <message>
        <source>what it is called</source>
        <translation>kaip ji vadinama</translation>
    </message>
    <message>
        <source>only from</source>
        <translation>tik nuo</translation>
    </message>
    <message>
        <source>it watches</source>
        <translation>ji stebi</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Išsaugoti</translation>
    </message>
    <message>
        <source>Longer than</source>
        <translation>Ilgiau nei</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Nuo</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Iki</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Pavadinimas</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Spindulys</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Įspėti</translation>
    </message>
    <message>
        <source>Agencies</source>
        <translation>Tarnybos</translation>
    </message>
    <message>
        <source>Kinds of units</source>
        <translation>Vienetų rūšys</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Laikas</translation>
    </message>
    <message>
        <source>A fence needs a name.</source>
        <translation>Geozonai reikia pavadinimo.</translation>
    </message>
    <message>
        <source>It would be for no unit at all.</source>
        <translation>Ji negaliotų jokiam vienetui.</translation>
    </message>
</context>
<context>
    <name>FenceTool</name>
    <message>
        <source>Press in the middle and drag to the edge. Keys: Space puts the middle, plus and minus change the radius, Enter finishes, Esc drops it.</source>
        <translation>Paspauskite centre ir tempkite iki krašto. Klavišai: tarpas deda centrą, pliusas ir minusas keičia spindulį, Enter baigia, Esc atmeta.</translation>
    </message>
    <message>
        <source>Click each corner, double-click to finish. Keys: arrows move the map, Space puts a corner in its middle, Backspace takes one back, Enter finishes, Esc drops it.</source>
        <translation>Spustelėkite kiekvieną kampą, dvigubas spustelėjimas baigia. Klavišai: rodyklės stumia žemėlapį, tarpas deda kampą jo viduryje, Backspace vieną atšaukia, Enter baigia, Esc atmeta.</translation>
    </message>
    <message>
        <source>Fences</source>
        <translation>Geozonos</translation>
    </message>
    <message>
        <source>Draw a polygon</source>
        <translation>Piešti daugiakampį</translation>
    </message>
    <message>
        <source>Draw a circle</source>
        <translation>Piešti apskritimą</translation>
    </message>
    <message>
        <source>Change “{fence}” …</source>
        <translation>Keisti „{fence}“ …</translation>
    </message>
    <message>
        <source>“{fence}” in the list …</source>
        <translation>„{fence}“ sąraše …</translation>
    </message>
    <message>
        <source>All fences …</source>
        <translation>Visos geozonos …</translation>
    </message>
</context>
<context>
    <name>FencesPage</name>
    <message>
        <source>Fences</source>
        <translation>Geozonos</translation>
    </message>
    <message>
        <source>Fence</source>
        <translation>Geozona</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Kur</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Įspėti</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Kam</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Viduje</translation>
    </message>
    <message>
        <source>No fence is drawn yet. An alert of a fence goes to the amber list.</source>
        <translation>Dar nenupiešta nė viena geozona. Geozonos įspėjimas patenka į įspėjimų sąrašą.</translation>
    </message>
    <message>
        <source>Draw a polygon</source>
        <translation>Piešti daugiakampį</translation>
    </message>
    <message>
        <source>Draw a circle</source>
        <translation>Piešti apskritimą</translation>
    </message>
    <message>
        <source>Round the selected unit</source>
        <translation>Aplink pasirinktą vienetą</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Rodyti žemėlapyje</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Keisti …</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Išjungti</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Pašalinti</translation>
    </message>
    <message>
        <source>{fence} (off)</source>
        <translation>{fence} (išjungta)</translation>
    </message>
    <message>
        <source>{distance} round {unit}</source>
        <translation>{distance} aplink {unit}</translation>
    </message>
    <message>
        <source>circle of {distance}</source>
        <translation>apskritimas, spindulys {distance}</translation>
    </message>
    <message>
        <source>polygon</source>
        <translation>daugiakampis</translation>
    </message>
    <message>
        <source>all</source>
        <translation>visiems</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Įjungti</translation>
    </message>
</context>
<context>
    <name>FileChooser</name>
    <message>
        <source>{suffix} files (*.{ending})</source>
        <translation>{suffix} failai (*.{ending})</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Įrašyti</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Nuskaityti</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Atšaukti</translation>
    </message>
    <message>
        <source>File name:</source>
        <translation>Failo vardas:</translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation>Rūšis:</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Aplankas:</translation>
    </message>
</context>
<context>
    <name>FitnessPage</name>
    <message>
        <source>Fit for duty</source>
        <translation>Parengtis tarnybai</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>Matuoti dabar</translation>
    </message>
    <message>
        <source>Print (PDF) …</source>
        <translation>Spausdinti (PDF) …</translation>
    </message>
    <message>
        <source>Push to talk and mouth to ear are measured through a loop inside this machine: nothing goes on the air. The delays of microphone and loudspeaker are what their drivers say.</source>
        <translation>Kalbėjimo mygtukas ir kelias nuo burnos iki ausies matuojami kilpa šiame kompiuteryje: į eterį niekas neišeina. Mikrofono ir garsiakalbio vėlinimas toks, kokį nurodo jų tvarkyklės.</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>Kas išmatuota</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Išmatuota</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Riba</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Įvertinimas</translation>
    </message>
    <message>
        <source>This room has not been measured yet.</source>
        <translation>Ši patalpa dar nematuota.</translation>
    </message>
    <message>
        <source>The station does not run: nothing can be measured.</source>
        <translation>Stotis neveikia: nieko išmatuoti negalima.</translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation>Matuojama …</translation>
    </message>
    <message>
        <source>The station did not answer.</source>
        <translation>Stotis neatsakė.</translation>
    </message>
</context>
<context>
    <name>Followed</name>
    <message>
        <source>Whom the map follows</source>
        <translation>Ką seka žemėlapis</translation>
    </message>
    <message>
        <source>Follow a unit (Z: the selected one). Between two fixes it stays where the last was.</source>
        <translation>Sekti ekipažą (Z: pasirinktą). Tarp dviejų koordinačių jis lieka paskutinėje vietoje.</translation>
    </message>
    <message>
        <source>Follow nobody</source>
        <translation>Nesekti nieko</translation>
    </message>
    <message>
        <source>Follow {unit}</source>
        <translation>Sekti: {unit}</translation>
    </message>
</context>
<context>
    <name>FoundModel</name>
    <message>
        <source>Time</source>
        <translation>Laikas</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Rūšis</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Ekipažas</translation>
    </message>
    <message>
        <source>Raw ID</source>
        <translation>Stoties ID</translation>
    </message>
    <message>
        <source>Talk-group</source>
        <translation>Pokalbių grupė</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Trukmė</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Tekstas</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operatorius</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Naikinimas</translation>
    </message>
</context>
<context>
    <name>GatewayForm</name>
    <message>
        <source>Name</source>
        <translation>Pavadinimas</translation>
    </message>
    <message>
        <source>as the link lamp shows it</source>
        <translation>kaip rodo ryšio lemputė</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokolas</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Tinklas</translation>
    </message>
    <message>
        <source>It stands in the id of every radio heard here: tetra@247-9:1234567.</source>
        <translation>Jis yra kiekvienos čia girdimos radijo stoties ID: tetra@247-9:1234567.</translation>
    </message>
    <message>
        <source>Transmit</source>
        <translation>Siųsti į eterį</translation>
    </message>
    <message>
        <source>Own transmissions end after so many seconds</source>
        <translation>Mūsų seansai baigiasi po tiek sekundžių</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Ryšys</translation>
    </message>
    <message>
        <source>Settings of the protocol</source>
        <translation>Protokolo nuostatos</translation>
    </message>
    <message>
        <source>On the air</source>
        <translation>Eteryje</translation>
    </message>
    <message>
        <source>This protocol only listens.</source>
        <translation>Šis protokolas tik klausosi.</translation>
    </message>
    <message>
        <source>ON: push-to-talk, texts and questions from this room go on the air here, and officers hear them. Only where this room may transmit.</source>
        <translation>ĮJUNGTA: kalba, žinutės ir užklausos iš šio valdymo centro čia eina į eterį, ir patruliai jas girdi. Tik ten, kur šis centras turi teisę siųsti.</translation>
    </message>
    <message>
        <source>Off: nothing goes out here, no acknowledgements and no questions either.</source>
        <translation>Išjungta: čia niekas nesiunčiama, nei patvirtinimai, nei užklausos.</translation>
    </message>
</context>
<context>
    <name>GatewayList</name>
    <message>
        <source>Gateways</source>
        <translation>Tinklų sietuvai</translation>
    </message>
</context>
<context>
    <name>GatewaysPage</name>
    <message>
        <source>Gateways</source>
        <translation>Tinklų sietuvai</translation>
    </message>
    <message>
        <source>New gateway</source>
        <translation>Naujas sietuvas</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dubliuoti</translation>
    </message>
    <message>
        <source>Pedal …</source>
        <translation>Pedalas …</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Įrašyti</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>Atšaukti pakeitimus</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Pašalinti</translation>
    </message>
    <message>
        <source>These gateways are announced by the simulator: an exercise opens no other.</source>
        <translation>Šiuos sietuvus paskelbė simuliatorius: per pratybas kiti neatidaromi.</translation>
    </message>
    <message>
        <source>The configuration in use, {file}, cannot be found.</source>
        <translation>Naudojama konfigūracija {file} nerasta.</translation>
    </message>
    <message>
        <source>File: {file}</source>
        <translation>Failas: {file}</translation>
    </message>
    <message>
        <source>No gateway is set up yet: begin with “New gateway”.</source>
        <translation>Dar nenustatytas nė vienas sietuvas: pradėkite nuo „Naujas sietuvas“.</translation>
    </message>
    <message>
        <source>This Kopa knows no protocol {name}.</source>
        <translation>Ši Kopa nežino protokolo {name}.</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (kopija)</translation>
    </message>
    <message>
        <source>A gateway needs a name.</source>
        <translation>Sietuvui reikia pavadinimo.</translation>
    </message>
    <message>
        <source>Another gateway has this name.</source>
        <translation>Tokį pavadinimą jau turi kitas sietuvas.</translation>
    </message>
    <message>
        <source>A gateway needs a network: it stands in the ids of its radios.</source>
        <translation>Sietuvui reikia tinklo: jis yra jo radijo stočių ID.</translation>
    </message>
    <message>
        <source>Really remove it, with its talk-groups</source>
        <translation>Tikrai pašalinti, su pokalbių grupėmis</translation>
    </message>
    <message>
        <source>The file has an error, and what was in use stays in use: {why}</source>
        <translation>Faile yra klaida, ir lieka galioti tai, kas galiojo: {why}</translation>
    </message>
    <message>
        <source>Not saved, the station would refuse it: {why}</source>
        <translation>Neįrašyta, ryšių mazgas to nepriimtų: {why}</translation>
    </message>
</context>
<context>
    <name>GatheredSheet</name>
    <message>
        <source>Agency</source>
        <translation>Įstaiga</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Būsena</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Koordinatės</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Pridėti</translation>
    </message>
    <message>
        <source>Add every unit on duty of this agency and status</source>
        <translation>Pridėti visus budinčius šios įstaigos ekipažus, kurių būsena tokia</translation>
    </message>
    <message>
        <source>All agencies</source>
        <translation>Visos įstaigos</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>Bet kuri būsena</translation>
    </message>
    <message>
        <source>No unit on duty is of this agency and status.</source>
        <translation>Nėra budinčio šios įstaigos ekipažo, kurio būsena būtų tokia.</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) chosen</source>
        <translation>
            <numerusform>Pasirinktas %n ekipažas</numerusform>
            <numerusform>Pasirinkti %n ekipažai</numerusform>
            <numerusform>Pasirinkta %n ekipažų</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl and click adds or takes out; Delete takes out; Esc lets all go.</source>
        <translation>Ctrl ir spustelėjimas prideda arba išima; Delete išima; Esc paleidžia visus.</translation>
    </message>
    <message>
        <source>Positions doubtful: {count}.</source>
        <translation>Abejotinos koordinatės: {count}.</translation>
    </message>
    <message>
        <source>Positions stale: {count}.</source>
        <translation>Pasenusios koordinatės: {count}.</translation>
    </message>
</context>
<context>
    <name>Going</name>
    <message>
        <source>Stop following (Z)</source>
        <translation>Nebesekti (Z)</translation>
    </message>
    <message>
        <source>Following a unit that is no longer known</source>
        <translation>Sekamas ekipažas, kuris nebežinomas</translation>
    </message>
    <message>
        <source>Following {unit}</source>
        <translation>Sekamas {unit}</translation>
    </message>
    <message>
        <source>its position is not known</source>
        <translation>koordinatės nežinomos</translation>
    </message>
    <message>
        <source>no new position for {age}</source>
        <translation>naujų koordinačių nėra {age}</translation>
    </message>
    <message>
        <source>how old its position is nobody knows</source>
        <translation>koordinačių senumas nežinomas</translation>
    </message>
    <message>
        <source>position doubtful</source>
        <translation>koordinatės abejotinos</translation>
    </message>
    <message>
        <source>the radio has no position now</source>
        <translation>stotis dabar neturi koordinačių</translation>
    </message>
</context>
<context>
    <name>GroupsTable</name>
    <message>
        <source>Talk-groups</source>
        <translation>Pokalbių grupės</translation>
    </message>
    <message>
        <source>Talk-groups of this gateway</source>
        <translation>Šio sietuvo pokalbių grupės</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numeris</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Pavadinimas</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Tarnyba</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Užrašas</translation>
    </message>
    <message>
        <source>ID in the record</source>
        <translation>ID įrašuose</translation>
    </message>
    <message>
        <source>Add talk-group</source>
        <translation>Pridėti pokalbių grupę</translation>
    </message>
    <message>
        <source>Remove the selected</source>
        <translation>Pašalinti pasirinktą</translation>
    </message>
</context>
<context>
    <name>HoldForm</name>
    <message>
        <source>Place a legal hold</source>
        <translation>Naikinimo draudimas</translation>
    </message>
    <message>
        <source>What a hold covers is neither pruned nor erased until the hold is lifted.</source>
        <translation>Kam taikomas draudimas, tas nenaikinama nei pasibaigus terminui, nei prašymu, kol draudimas nepanaikintas.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Pagrindas</translation>
    </message>
    <message>
        <source>case number, who asked for it</source>
        <translation>bylos numeris, kas to paprašė</translation>
    </message>
    <message>
        <source>Place the hold</source>
        <translation>Drausti naikinti</translation>
    </message>
    <message>
        <source>A hold needs a reason.</source>
        <translation>Draudimui reikia pagrindo.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laikotarpis baigiasi anksčiau, nei prasideda.</translation>
    </message>
    <message>
        <source>The hold cannot be put on record, so it does not stand: {why}</source>
        <translation>Draudimo negalima įrašyti, todėl jis negalioja: {why}</translation>
    </message>
    <message>
        <source>The hold stands.</source>
        <translation>Draudimas galioja.</translation>
    </message>
</context>
<context>
    <name>HoldList</name>
    <message>
        <source>Legal holds in force</source>
        <translation>Galiojantys naikinimo draudimai</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Nustatytas</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Pagrindas</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Taikomas</translation>
    </message>
    <message>
        <source>Of the time</source>
        <translation>Už laiką</translation>
    </message>
    <message>
        <source>Nothing is held.</source>
        <translation>Naikinti nedraudžiama nieko.</translation>
    </message>
    <message>
        <source>Reason for lifting the hold</source>
        <translation>Draudimo panaikinimo pagrindas</translation>
    </message>
    <message>
        <source>why it is lifted</source>
        <translation>kodėl panaikinamas</translation>
    </message>
    <message>
        <source>Lift the selected hold</source>
        <translation>Panaikinti pasirinktą draudimą</translation>
    </message>
    <message>
        <source>Place a legal hold …</source>
        <translation>Drausti naikinti …</translation>
    </message>
    <message>
        <source>What a hold covers is neither pruned nor erased until the hold is lifted.</source>
        <translation>Kam taikomas draudimas, tas nenaikinama nei pasibaigus terminui, nei prašymu, kol draudimas nepanaikintas.</translation>
    </message>
    <message>
        <source>Select a hold first.</source>
        <translation>Pirmiausia pasirinkite draudimą.</translation>
    </message>
    <message>
        <source>Lifting a hold needs a reason.</source>
        <translation>Draudimui panaikinti reikia pagrindo.</translation>
    </message>
    <message>
        <source>This cannot be put on record, so the hold stands: {why}</source>
        <translation>To negalima įrašyti, todėl draudimas galioja: {why}</translation>
    </message>
    <message>
        <source>The hold is lifted.</source>
        <translation>Draudimas panaikintas.</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>The import of {file} was cancelled.</source>
        <translation>{file} importas atšauktas.</translation>
    </message>
</context>
<context>
    <name>IntervalPage</name>
    <message>
        <source>Review of {journal}</source>
        <translation>Peržiūra: {journal}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Nuo</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Iki</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Tikslas</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Atverti</translation>
    </message>
    <message>
        <source>The journal holds {since} – {until}.</source>
        <translation>Žurnalas apima laiką {since} – {until}.</translation>
    </message>
    <message>
        <source>The look-up is put on record before anything is shown.</source>
        <translation>Prieš ką nors parodant, peržiūra įrašoma į žurnalą.</translation>
    </message>
    <message>
        <source>Say first what these records are looked up for.</source>
        <translation>Pirmiausia nurodykite, kokiu tikslu įrašus peržiūrite.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laikotarpis baigiasi anksčiau, nei prasideda.</translation>
    </message>
</context>
<context>
    <name>IntervalSheet</name>
    <message>
        <source>Show another interval</source>
        <translation>Rodyti kitą laikotarpį</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Nuo</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Iki</translation>
    </message>
    <message>
        <source>Show this interval</source>
        <translation>Rodyti šį laikotarpį</translation>
    </message>
    <message>
        <source>The look-up is put on record before anything is shown.</source>
        <translation>Prieš ką nors parodant, peržiūra įrašoma į žurnalą.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laikotarpis baigiasi anksčiau, nei prasideda.</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>All keys</source>
        <translation>Visi klavišai</translation>
    </message>
    <message>
        <source>right Ctrl, pedal</source>
        <translation>dešinysis Ctrl, pedalas</translation>
    </message>
    <message>
        <source>Push to talk on the selected talk-group, while held</source>
        <translation>Kalbėti pasirinktoje pokalbių grupėje, kol laikote nuspaudę</translation>
    </message>
    <message>
        <source>Letters are keys only while nothing is being typed. The PTT key is set in the configuration.</source>
        <translation>Raidės veikia kaip klavišai tik tada, kai nieko nerašoma. PTT klavišas nustatomas konfigūracijoje.</translation>
    </message>
</context>
<context>
    <name>Lamps</name>
    <message>
        <source>Links</source>
        <translation>Ryšiai</translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) up</source>
        <translation>
            <numerusform>%n ryšys veikia</numerusform>
            <numerusform>%n ryšiai veikia</numerusform>
            <numerusform>%n ryšių veikia</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n ryšys</numerusform>
            <numerusform>%n ryšiai</numerusform>
            <numerusform>%n ryšių</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n down</source>
        <translation>
            <numerusform>%n be ryšio</numerusform>
            <numerusform>%n be ryšio</numerusform>
            <numerusform>%n be ryšio</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more up</source>
        <translation>
            <numerusform>dar %n veikia</numerusform>
            <numerusform>dar %n veikia</numerusform>
            <numerusform>dar %n veikia</numerusform>
        </translation>
    </message>
    <message>
        <source>{gateway}: no link since {time}</source>
        <translation>{gateway}: nėra ryšio nuo {time}</translation>
    </message>
    <message>
        <source>{gateway}: nothing heard yet</source>
        <translation>{gateway}: dar nieko negauta</translation>
    </message>
    <message>
        <source>{gateway}: no network</source>
        <translation>{gateway}: nėra tinklo</translation>
    </message>
    <message>
        <source>{gateway}: link since {time}</source>
        <translation>{gateway}: ryšys nuo {time}</translation>
    </message>
</context>
<context>
    <name>Lasso</name>
    <message>
        <source>Draw round several units, to text or call them together (L, or Shift and drag)</source>
        <translation>Apibrėžti kelis ekipažus, kad būtų galima kreiptis į juos kartu (L arba Shift ir vilkti)</translation>
    </message>
    <message>
        <source>Take out of the units chosen together</source>
        <translation>Išimti iš kartu pasirinktų ekipažų</translation>
    </message>
    <message>
        <source>Add to units chosen together</source>
        <translation>Pridėti prie kartu pasirinktų ekipažų</translation>
    </message>
    <message>
        <source>Choose several units …</source>
        <translation>Pasirinkti kelis ekipažus …</translation>
    </message>
    <message>
        <source>No unit is inside the line.</source>
        <translation>Linijos viduje nėra nė vieno ekipažo.</translation>
    </message>
    <message>
        <source>{count} units are inside: only {most} are taken.</source>
        <translation>Viduje ekipažų – {count}: imami tik {most}.</translation>
    </message>
</context>
<context>
    <name>LayersButton</name>
    <message>
        <source>Layers</source>
        <translation>Sluoksniai</translation>
    </message>
    <message>
        <source>Map layers</source>
        <translation>Žemėlapio sluoksniai</translation>
    </message>
    <message>
        <source>Importing … {percent} %</source>
        <translation>Importuojama … {percent} %</translation>
    </message>
</context>
<context>
    <name>LinkForm</name>
    <message>
        <source>Network (UDP)</source>
        <translation>Tinklas (UDP)</translation>
    </message>
    <message>
        <source>Network (TCP)</source>
        <translation>Tinklas (TCP)</translation>
    </message>
    <message>
        <source>Network (TCP and UDP)</source>
        <translation>Tinklas (TCP ir UDP)</translation>
    </message>
    <message>
        <source>Network (TLS)</source>
        <translation>Tinklas (TLS)</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>Nuoseklusis prievadas</translation>
    </message>
    <message>
        <source>HTTP (they call this machine)</source>
        <translation>HTTP (jungiasi prie šio kompiuterio)</translation>
    </message>
    <message>
        <source>Sound device and lines</source>
        <translation>Garso įrenginys ir linijos</translation>
    </message>
    <message>
        <source>Reached by</source>
        <translation>Ryšio būdas</translation>
    </message>
    <message>
        <source>Baud rate</source>
        <translation>Sparta (bodai)</translation>
    </message>
    <message>
        <source>Address and port of the device</source>
        <translation>Įrenginio adresas ir prievadas</translation>
    </message>
    <message>
        <source>Baud rate set there by RFC 2217 (empty: not)</source>
        <translation>Sparta (bodais), ten nustatoma pagal RFC 2217 (tuščia: nenustatoma)</translation>
    </message>
    <message>
        <source>Address and port of the server</source>
        <translation>Serverio adresas ir prievadas</translation>
    </message>
    <message>
        <source>File of the authority that vouches for it</source>
        <translation>Jį patvirtinančios sertifikavimo įstaigos failas</translation>
    </message>
    <message>
        <source>Name in its certificate (empty: the address)</source>
        <translation>Vardas jo sertifikate (tuščia: adresas)</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Kelias</translation>
    </message>
    <message>
        <source>File with the key they show</source>
        <translation>Failas su raktu, kurį jie pateikia</translation>
    </message>
    <message>
        <source>Requests a second, of one address</source>
        <translation>Užklausų per sekundę iš vieno adreso</translation>
    </message>
    <message>
        <source>Bytes of one request at most</source>
        <translation>Vienos užklausos baitų, ne daugiau</translation>
    </message>
    <message>
        <source>Takes only who shows a certificate of this authority (file)</source>
        <translation>Priima tik pateikusius šios įstaigos sertifikatą (failas)</translation>
    </message>
    <message>
        <source>Address here</source>
        <translation>Adresas čia</translation>
    </message>
    <message>
        <source>Address of the device</source>
        <translation>Įrenginio adresas</translation>
    </message>
    <message>
        <source>Port for {what} (0: closed)</source>
        <translation>Prievadas {what} (0: uždarytas)</translation>
    </message>
    <message>
        <source>Address and port here</source>
        <translation>Adresas ir prievadas čia</translation>
    </message>
    <message>
        <source>Address and port of the other side</source>
        <translation>Kitos pusės adresas ir prievadas</translation>
    </message>
    <message>
        <source>Multicast group</source>
        <translation>Daugiaadresio siuntimo grupė</translation>
    </message>
    <message>
        <source>Multicast through the address here</source>
        <translation>Daugiaadresis siuntimas per adresą čia</translation>
    </message>
    <message>
        <source>Multicast over so many routers</source>
        <translation>Daugiaadresis siuntimas per tiek maršrutizatorių</translation>
    </message>
    <message>
        <source>Sound from the radio</source>
        <translation>Garsas iš radijo stoties</translation>
    </message>
    <message>
        <source>Sound to the radio (empty: none)</source>
        <translation>Garsas į radijo stotį (tuščia: nėra)</translation>
    </message>
    <message>
        <source>Push-to-talk line</source>
        <translation>Kalbėjimo mygtuko linija</translation>
    </message>
    <message>
        <source>It receives when: a line says so, or a voice (vox)</source>
        <translation>Kad ji priima, sako linija arba balsas (vox)</translation>
    </message>
    <message>
        <source>File of our certificate (PEM)</source>
        <translation>Mūsų sertifikato failas (PEM)</translation>
    </message>
    <message>
        <source>File of its private key</source>
        <translation>Jo privataus rakto failas</translation>
    </message>
    <message>
        <source>Listens only to (empty: anybody)</source>
        <translation>Klausosi tik (tuščia: bet ko)</translation>
    </message>
</context>
<context>
    <name>LookingBack</name>
    <message>
        <source>Who was here …</source>
        <translation>Kas čia buvo …</translation>
    </message>
    <message>
        <source>There is no journal to look into.</source>
        <translation>Nėra įrašo, kuriame ieškoti.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laikotarpis baigiasi anksčiau, nei prasideda.</translation>
    </message>
    <message>
        <source>Records older than this shift: say first what they are looked up for.</source>
        <translation>Įrašai senesni nei ši pamaina: pirmiausia nurodykite, kokiu tikslu jų ieškoma.</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Ieškoma …</translation>
    </message>
    <message>
        <source>The search cannot be put on record, so nothing is shown: {why}</source>
        <translation>Paieškos negalima įrašyti, todėl nieko nerodoma: {why}</translation>
    </message>
    <message>
        <source>The positions cannot be looked up now: {why}</source>
        <translation>Koordinačių dabar ieškoti negalima: {why}</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s)</source>
        <translation>
            <numerusform>%n ekipažas</numerusform>
            <numerusform>%n ekipažai</numerusform>
            <numerusform>%n ekipažų</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n koordinačių pranešimas</numerusform>
            <numerusform>%n koordinačių pranešimai</numerusform>
            <numerusform>%n koordinačių pranešimų</numerusform>
        </translation>
    </message>
    <message>
        <source>there are more: choose a shorter time</source>
        <translation>yra daugiau: pasirinkite trumpesnį laiką</translation>
    </message>
</context>
<context>
    <name>LookupModel</name>
    <message>
        <source>Time</source>
        <translation>Laikas</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operatorius</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Darbo vieta</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>Purpose: what was asked</source>
        <translation>Tikslas: ko ieškota</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Ekipažas</translation>
    </message>
    <message>
        <source>Written to</source>
        <translation>Įrašyta į</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map</source>
        <translation>Žemėlapis</translation>
    </message>
    <message>
        <source>Arrow keys move the map, plus and minus zoom, Home shows all units.</source>
        <translation>Rodyklės stumia žemėlapį, pliusas ir minusas keičia mastelį, Home rodo visus ekipažus.</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>States</source>
        <translation>Būklės</translation>
    </message>
</context>
<context>
    <name>Measure</name>
    <message>
        <source>Measure distance, direction and area (D)</source>
        <translation>Matuoti atstumą, kryptį ir plotą (D)</translation>
    </message>
    <message>
        <source>Measure from here</source>
        <translation>Matuoti nuo čia</translation>
    </message>
    <message>
        <source>around {length} · area {area}</source>
        <translation>aplink {length} · plotas {area}</translation>
    </message>
    <message>
        <source>total {length}</source>
        <translation>iš viso {length}</translation>
    </message>
    <message>
        <source>geodesic, WGS 84</source>
        <translation>geodezinė linija, WGS 84</translation>
    </message>
    <message>
        <source>Copied: {what}</source>
        <translation>Nukopijuota: {what}</translation>
    </message>
    <message>
        <source>Click: next point · double click: end · Backspace: back · C: copy · Esc: away</source>
        <translation>Spustelėjimas: kitas taškas · dvigubas: pabaiga · Backspace: atgal · C: kopijuoti · Esc: uždaryti</translation>
    </message>
</context>
<context>
    <name>ModeMark</name>
    <message>
        <source>LIVE</source>
        <translation>REALUSIS LAIKAS</translation>
    </message>
    <message>
        <source>EXERCISE</source>
        <translation>PRATYBOS</translation>
    </message>
</context>
<context>
    <name>Nearest</name>
    <message>
        <source>Units nearest to the selected unit, else to the place searched, else to the middle (Ctrl+N)</source>
        <translation>Arčiausiai pasirinkto ekipažo, ieškotos vietos arba vidurio esantys ekipažai (Ctrl+N)</translation>
    </message>
    <message>
        <source>Nearest units</source>
        <translation>Artimiausi ekipažai</translation>
    </message>
</context>
<context>
    <name>NearestSheet</name>
    <message>
        <source>Straight line</source>
        <translation>Tiesia linija</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Įvertis</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Būsena</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Koordinatės</translation>
    </message>
    <message>
        <source>Nearest units</source>
        <translation>Artimiausi ekipažai</translation>
    </message>
    <message>
        <source>Speed of the estimate</source>
        <translation>Įverčio greitis</translation>
    </message>
    <message>
        <source>Only free units</source>
        <translation>Tik laisvi ekipažai</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Greičiu</translation>
    </message>
    <message>
        <source>Straight lines, not roads: the minutes are an estimate. Free units first.</source>
        <translation>Tiesios linijos, ne keliai: minutės yra įvertis. Pirma laisvi ekipažai.</translation>
    </message>
    <message>
        <source>No unit on duty has a position.</source>
        <translation>Nė vienas budintis ekipažas neturi koordinačių.</translation>
    </message>
    <message>
        <source>≈ {minutes} min</source>
        <translation>≈ {minutes} min</translation>
    </message>
</context>
<context>
    <name>OperatorsTable</name>
    <message>
        <source>Operators</source>
        <translation>Operatoriai</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operatorius</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Vardas</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Pareigos</translation>
    </message>
    <message>
        <source>Reads records of</source>
        <translation>Skaito įrašus</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Add operator</source>
        <translation>Pridėti operatorių</translation>
    </message>
    <message>
        <source>Give this PIN to the selected</source>
        <translation>Suteikti šį PIN pasirinktam</translation>
    </message>
    <message>
        <source>Give this role and these records to the selected</source>
        <translation>Suteikti šį vaidmenį ir įrašus pasirinktajam</translation>
    </message>
    <message>
        <source>Remove the selected</source>
        <translation>Pašalinti pasirinktą</translation>
    </message>
    <message>
        <source>Select an operator first.</source>
        <translation>Pirmiausia pasirinkite operatorių.</translation>
    </message>
    <message>
        <source>Operator {number} can sign on now.</source>
        <translation>Operatorius {number} dabar gali prisijungti.</translation>
    </message>
    <message>
        <source>Operator {number} has a new PIN.</source>
        <translation>Operatorius {number} turi naują PIN.</translation>
    </message>
    <message>
        <source>Operator {number} has these rights from the next sign-on.</source>
        <translation>Operatorius {number} šias teises turės nuo kito prisijungimo.</translation>
    </message>
    <message>
        <source>Operator {number} is removed.</source>
        <translation>Operatorius {number} pašalintas.</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Close</source>
        <translation>Uždaryti</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>PanelHeader</name>
    <message>
        <source>Drag to another screen, double-click to detach or put back</source>
        <translation>Vilkite į kitą ekraną; dukart spustelėjus atskiriama arba grąžinama</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Grąžinti</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>Atskirti</translation>
    </message>
</context>
<context>
    <name>PastPanel</name>
    <message>
        <source>Within</source>
        <translation>Spindulys</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Nuo</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Iki</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Tikslas</translation>
    </message>
    <message>
        <source>why these records are looked up</source>
        <translation>kodėl šių įrašų ieškoma</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Eksportuoti …</translation>
    </message>
    <message>
        <source>Who was here</source>
        <translation>Kas čia buvo</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Ekipažas</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Arčiausiai</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Pirma</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Paskut.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Ieškoti</translation>
    </message>
    <message>
        <source>Track of {unit}</source>
        <translation>{unit} maršrutas</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Rodyti</translation>
    </message>
    <message>
        <source>{unit} · {agency} · {radio} · there {first} – {last} · nearest at {time}</source>
        <translation>{unit} · {agency} · {radio} · čia {first} – {last} · arčiausiai {time}</translation>
    </message>
    <message>
        <source>Stops: at least {minutes} min within {metres} m</source>
        <translation>Sustojimai: bent {minutes} min {metres} m ribose</translation>
    </message>
    <message>
        <source>No stops: nowhere {minutes} min within {metres} m</source>
        <translation>Sustojimų nėra: niekur {minutes} min {metres} m ribose</translation>
    </message>
</context>
<context>
    <name>PatchList</name>
    <message>
        <source>Patches</source>
        <translation>Grupių sujungimai</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Nutraukti</translation>
    </message>
    <message>
        <source>+ {count} more</source>
        <translation>+ dar {count}</translation>
    </message>
</context>
<context>
    <name>PatchPage</name>
    <message>
        <source>Patch talk-groups</source>
        <translation>Sujungti pokalbių grupes</translation>
    </message>
    <message>
        <source>No talk-groups are patched.</source>
        <translation>Nė viena pokalbių grupė nesujungta.</translation>
    </message>
    <message>
        <source>What is heard on one talk-group is sent on the others. Your own push-to-talk on one of them goes to all.</source>
        <translation>Kas girdima vienoje pokalbių grupėje, perduodama kitoms. Jūsų kalba vienoje iš jų girdima visose.</translation>
    </message>
    <message>
        <source>what it is for</source>
        <translation>kam to reikia</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Tikslas</translation>
    </message>
    <message>
        <source>Ends after</source>
        <translation>Baigiasi po</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min.</translation>
    </message>
    <message>
        <source>Or before, with</source>
        <translation>Arba anksčiau, kai baigiasi</translation>
    </message>
    <message>
        <source>nothing else</source>
        <translation>niekas kitas</translation>
    </message>
    <message>
        <source>the emergency</source>
        <translation>pavojus</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>Sujungti</translation>
    </message>
    <message>
        <source>not configured any more</source>
        <translation>nebesukonfigūruota</translation>
    </message>
    <message>
        <source>30 min from now</source>
        <translation>Dar 30 min.</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Nutraukti</translation>
    </message>
    <message>
        <source>A patch needs two talk-groups.</source>
        <translation>Sujungimui reikia dviejų pokalbių grupių.</translation>
    </message>
    <message>
        <source>A patch needs a purpose.</source>
        <translation>Sujungimui reikia tikslo.</translation>
    </message>
</context>
<context>
    <name>PedalForm</name>
    <message>
        <source>Pedal</source>
        <translation>Pedalas</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nėra</translation>
    </message>
    <message>
        <source>CTS (serial port)</source>
        <translation>CTS (nuoseklusis prievadas)</translation>
    </message>
    <message>
        <source>DSR (serial port)</source>
        <translation>DSR (nuoseklusis prievadas)</translation>
    </message>
    <message>
        <source>CD (serial port)</source>
        <translation>CD (nuoseklusis prievadas)</translation>
    </message>
    <message>
        <source>RI (serial port)</source>
        <translation>RI (nuoseklusis prievadas)</translation>
    </message>
    <message>
        <source>sound chip (CM108)</source>
        <translation>garso lustas (CM108)</translation>
    </message>
    <message>
        <source>USB pedal</source>
        <translation>USB pedalas</translation>
    </message>
    <message>
        <source>USB pedal that types</source>
        <translation>USB pedalas, kuris rašo</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linija</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Įrenginys</translation>
    </message>
    <message>
        <source>Opens when pressed</source>
        <translation>Paspaudus atsidaro</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Darbo vieta</translation>
    </message>
    <message>
        <source>Talks on</source>
        <translation>Kalba grupėje</translation>
    </message>
    <message>
        <source>what is selected</source>
        <translation>kas pasirinkta</translation>
    </message>
    <message>
        <source>Save the pedal</source>
        <translation>Įrašyti pedalą</translation>
    </message>
    <message>
        <source>Used from the station&apos;s next start on.</source>
        <translation>Veiks nuo kito stoties paleidimo.</translation>
    </message>
</context>
<context>
    <name>PttButton</name>
    <message>
        <source>PTT</source>
        <translation>PTT</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>Scale and coordinates</source>
        <translation>Mastelis ir koordinatės</translation>
    </message>
    <message>
        <source>Coordinates under the pointer; here those of the place clicked last. Click to copy, ▾ to choose.</source>
        <translation>Koordinatės po žymekliu; čia – paskutinės spustelėtos vietos. Spustelėjus kopijuojama, ▾ – pasirinkti.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Nukopijuota</translation>
    </message>
</context>
<context>
    <name>RecallPage</name>
    <message>
        <source>Last calls of {group}</source>
        <translation>Grupės {group} paskutiniai pokalbiai</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Laikas</translation>
    </message>
    <message>
        <source>Talk-group</source>
        <translation>Pokalbių grupė</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Trukmė</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Garsas</translation>
    </message>
    <message>
        <source>It plays on the headset and is never transmitted. Older calls: call log.</source>
        <translation>Skamba ausinėse ir niekada neperduodama. Senesni pokalbiai: pokalbių žurnale.</translation>
    </message>
</context>
<context>
    <name>ReviewFeed</name>
    <message>
        <source>This is a review: nothing can be sent or changed here.</source>
        <translation>Tai peržiūra: čia nieko negalima siųsti ar keisti.</translation>
    </message>
    <message>
        <source>This cannot be put on record, so it is not played: {why}</source>
        <translation>To negalima įrašyti į žurnalą, todėl negrojama: {why}</translation>
    </message>
    <message>
        <source>This call lies outside the interval shown: choose another one first.</source>
        <translation>Šis pokalbis nepatenka į rodomą laikotarpį: pirmiausia pasirinkite kitą.</translation>
    </message>
    <message>
        <source>The journal cannot be read: {why}</source>
        <translation>Žurnalo nepavyksta perskaityti: {why}</translation>
    </message>
</context>
<context>
    <name>ReviewSound</name>
    <message>
        <source>the player is starting</source>
        <translation>grotuvas paleidžiamas</translation>
    </message>
    <message>
        <source>the player ended</source>
        <translation>grotuvas baigė darbą</translation>
    </message>
    <message>
        <source>no loudspeaker</source>
        <translation>nėra garsiakalbio</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Talk-groups</source>
        <translation>Pokalbių grupės</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Ekipažai</translation>
    </message>
    <message>
        <source>operator {operator}</source>
        <translation>operatorius {operator}</translation>
    </message>
    <message>
        <source>Call log</source>
        <translation>Pokalbių žurnalas</translation>
    </message>
    <message>
        <source>This cannot be put on record, so it is not shown: {why}</source>
        <translation>To negalima įrašyti į žurnalą, todėl nerodoma: {why}</translation>
    </message>
    <message>
        <source>Nothing more happened in this interval.</source>
        <translation>Šiuo laikotarpiu daugiau nieko neįvyko.</translation>
    </message>
    <message>
        <source>looking …</source>
        <translation>ieškoma …</translation>
    </message>
</context>
<context>
    <name>RosterPage</name>
    <message>
        <source>Roster and status book</source>
        <translation>Ekipažų ir būsenų sąrašas</translation>
    </message>
    <message>
        <source>Call sign</source>
        <translation>Šaukinys</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Tarnyba</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Rūšis</translation>
    </message>
    <message>
        <source>Radios</source>
        <translation>Radijo stotys</translation>
    </message>
    <message>
        <source>Crew</source>
        <translation>Sudėtis</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Transporto priemonė</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>Paskutinį kartą girdėta</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kodas</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Angliškai</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Latviškai</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Lietuviškai</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Klavišas</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>Ekipažai</translation>
    </message>
    <message>
        <source>Status book</source>
        <translation>Būsenos</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtras</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Naujas</translation>
    </message>
    <message>
        <source>Read CSV …</source>
        <translation>Nuskaityti CSV …</translation>
    </message>
    <message>
        <source>Write CSV …</source>
        <translation>Įrašyti CSV …</translation>
    </message>
    <message>
        <source>This is a review: nothing can be changed.</source>
        <translation>Tai peržiūra: nieko negalima keisti.</translation>
    </message>
    <message>
        <source>On record.</source>
        <translation>Įrašyta į žurnalą.</translation>
    </message>
    <message>
        <source>{file}: {rows} read, {changed} changed.</source>
        <translation>{file}: nuskaityta: {rows}, pakeista: {changed}.</translation>
    </message>
    <message>
        <source>{rows} written to {file}.</source>
        <translation>Įrašyta: {rows}, failas {file}.</translation>
    </message>
    <message>
        <source>Not written: {why}</source>
        <translation>Neįrašyta: {why}</translation>
    </message>
</context>
<context>
    <name>Scope</name>
    <message>
        <source>Name</source>
        <translation>Vardas</translation>
    </message>
    <message>
        <source>name as it stands in texts, crews, log entries</source>
        <translation>vardas, kaip jis parašytas žinutėse, ekipažuose, žurnale</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Nuo</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Iki</translation>
    </message>
    <message>
        <source>from the beginning</source>
        <translation>nuo pat pradžios</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>be pabaigos</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search place or paste coordinates</source>
        <translation>Ieškoti vietos arba įklijuoti koordinates</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>Rastos vietos</translation>
    </message>
</context>
<context>
    <name>SearchForm</name>
    <message>
        <source>Unit</source>
        <translation>Ekipažas</translation>
    </message>
    <message>
        <source>call sign</source>
        <translation>šaukinys</translation>
    </message>
    <message>
        <source>Raw ID</source>
        <translation>Stoties ID</translation>
    </message>
    <message>
        <source>radio ID or its number</source>
        <translation>stoties ID arba numeris</translation>
    </message>
    <message>
        <source>Talk-group</source>
        <translation>Pokalbių grupė</translation>
    </message>
    <message>
        <source>all</source>
        <translation>visos</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Tekstas</translation>
    </message>
    <message>
        <source>words</source>
        <translation>žodžiai</translation>
    </message>
    <message>
        <source>any</source>
        <translation>bet koks</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Laikotarpis</translation>
    </message>
    <message>
        <source>this shift (12 h)</source>
        <translation>ši pamaina (12 val.)</translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation>paskutinės 24 valandos</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>paskutinės 7 dienos</translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation>paskutinės 30 dienų</translation>
    </message>
    <message>
        <source>from – to</source>
        <translation>nuo – iki</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Nuo</translation>
    </message>
    <message>
        <source>Calls of at least</source>
        <translation>Pokalbiai bent</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Iki</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Tikslas</translation>
    </message>
    <message>
        <source>why these records are looked up</source>
        <translation>kokiu tikslu ieškoma įrašų</translation>
    </message>
    <message>
        <source>emergencies only</source>
        <translation>tik pavojai</translation>
    </message>
    <message>
        <source>unheard only</source>
        <translation>tik neperklausytos</translation>
    </message>
    <message>
        <source>calls that nobody could hear and nobody has heard since</source>
        <translation>pokalbiai, kurių niekas negalėjo girdėti ir kurių niekas vėliau neperklausė</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Ieškoti</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>pokalbiai</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>žinutės</translation>
    </message>
    <message>
        <source>status</source>
        <translation>būsenos</translation>
    </message>
    <message>
        <source>alarms</source>
        <translation>pavojai</translation>
    </message>
    <message>
        <source>log entries</source>
        <translation>žurnalo įrašai</translation>
    </message>
    <message>
        <source>jobs</source>
        <translation>įvykiai</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Tarnyba</translation>
    </message>
    <message>
        <source>all you may read</source>
        <translation>visos jums leidžiamos</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>Kas priėmė</translation>
    </message>
    <message>
        <source>received here or handed in</source>
        <translation>priimti čia ar pateikti</translation>
    </message>
    <message>
        <source>received here</source>
        <translation>priimti čia</translation>
    </message>
    <message>
        <source>handed in by other recorders</source>
        <translation>pateikti kitų įrašymo sistemų</translation>
    </message>
    <message>
        <source>Older than this shift: the search is put on record with its purpose.</source>
        <translation>Seniau nei ši pamaina: paieška ir jos tikslas įrašomi į žurnalą.</translation>
    </message>
</context>
<context>
    <name>SeveralTracks</name>
    <message numerus="yes">
        <source>Export the tracks of %n unit(s) …</source>
        <translation>
            <numerusform>Eksportuoti %n ekipažo maršrutą …</numerusform>
            <numerusform>Eksportuoti %n ekipažų maršrutus …</numerusform>
            <numerusform>Eksportuoti %n ekipažų maršrutus …</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no journal to look into.</source>
        <translation>Nėra įrašo, kuriame ieškoti.</translation>
    </message>
    <message>
        <source>Export tracks …</source>
        <translation>Eksportuoti maršrutus …</translation>
    </message>
</context>
<context>
    <name>SignOnPanel</name>
    <message>
        <source>Sign on</source>
        <translation>Prisijungti</translation>
    </message>
    <message>
        <source>Sign on at position {seat}</source>
        <translation>Prisijungimas darbo vietoje {seat}</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operatorius</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Exercise: operator {number}, PIN {pin}</source>
        <translation>Pratybos: operatorius {number}, PIN {pin}</translation>
    </message>
    <message>
        <source>Without signing on this position may listen and silence its sounder.</source>
        <translation>Neprisijungus šioje darbo vietoje galima klausytis ir nutildyti savo garso signalą.</translation>
    </message>
    <message>
        <source>The first shift supervisor</source>
        <translation>Pirmasis pamainos vadovas</translation>
    </message>
    <message>
        <source>Nobody can sign on yet. Whoever is entered here can enter the others.</source>
        <translation>Dar niekas negali prisijungti. Čia įrašytas asmuo galės įrašyti kitus.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Vardas</translation>
    </message>
    <message>
        <source>PIN again</source>
        <translation>PIN dar kartą</translation>
    </message>
    <message>
        <source>Enter and sign on</source>
        <translation>Įrašyti ir prisijungti</translation>
    </message>
    <message>
        <source>4 to 12 digits. It is kept as a hash only: nobody can look it up.</source>
        <translation>Nuo 4 iki 12 skaitmenų. Saugoma tik maiša: PIN niekas negali pamatyti.</translation>
    </message>
    <message>
        <source>Position {seat}</source>
        <translation>Darbo vieta {seat}</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>Prisijungęs</translation>
    </message>
    <message>
        <source>since</source>
        <translation>nuo</translation>
    </message>
    <message>
        <source>Reads records of</source>
        <translation>Skaito įrašus</translation>
    </message>
    <message>
        <source>To do for the next</source>
        <translation>Darbai kitam</translation>
    </message>
    <message>
        <source>Hand over to</source>
        <translation>Perduoti pamainą</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Perduoti pamainą</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>Atsijungti</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Naujas PIN</translation>
    </message>
    <message>
        <source>Change my PIN</source>
        <translation>Keisti mano PIN</translation>
    </message>
    <message>
        <source>Unheard</source>
        <translation>Neperklausyta</translation>
    </message>
    <message>
        <source>nothing is left</source>
        <translation>nieko neliko</translation>
    </message>
    <message>
        <source>{left}: show them …</source>
        <translation>{left}: parodyti …</translation>
    </message>
    <message>
        <source>This position</source>
        <translation>Ši darbo vieta</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operatoriai</translation>
    </message>
    <message>
        <source>The two PINs differ.</source>
        <translation>Abu PIN skiriasi.</translation>
    </message>
    <message>
        <source>The PIN is changed.</source>
        <translation>PIN pakeistas.</translation>
    </message>
</context>
<context>
    <name>SnapshotTool</name>
    <message>
        <source>Save this view as a picture …</source>
        <translation>Įrašyti šį vaizdą kaip paveikslą …</translation>
    </message>
</context>
<context>
    <name>Speeds</name>
    <message>
        <source>Stop</source>
        <translation>Stabdyti</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Lėčiau</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Greičiau</translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation>Greitis: {speed}</translation>
    </message>
</context>
<context>
    <name>StackPanel</name>
    <message>
        <source>Imported maps</source>
        <translation>Importuoti žemėlapiai</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Atšaukti</translation>
    </message>
    <message>
        <source>Import map …</source>
        <translation>Importuoti žemėlapį …</translation>
    </message>
    <message>
        <source>Built-in map: coast, lakes, rivers, borders, towns</source>
        <translation>Įtaisytasis žemėlapis: krantas, ežerai, upės, sienos, miestai</translation>
    </message>
    <message>
        <source>Show {map}</source>
        <translation>Rodyti {map}</translation>
    </message>
    <message>
        <source>Move {map} up</source>
        <translation>Perkelti {map} aukščiau</translation>
    </message>
    <message>
        <source>Move {map} down</source>
        <translation>Perkelti {map} žemiau</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Rodyti</translation>
    </message>
    <message>
        <source>Show all of {map}</source>
        <translation>Rodyti visą {map}</translation>
    </message>
    <message>
        <source>Really remove</source>
        <translation>Tikrai pašalinti</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Pašalinti</translation>
    </message>
    <message>
        <source>Remove {map}</source>
        <translation>Pašalinti {map}</translation>
    </message>
    <message>
        <source>shapes</source>
        <translation>kontūrai</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>vaizdai</translation>
    </message>
    <message>
        <source>map</source>
        <translation>žemėlapis</translation>
    </message>
    <message>
        <source>zoom {first}–{last}</source>
        <translation>masteliai {first}–{last}</translation>
    </message>
    <message>
        <source>Import map</source>
        <translation>Importuoti žemėlapį</translation>
    </message>
    <message>
        <source>Maps ({kinds})</source>
        <translation>Žemėlapiai ({kinds})</translation>
    </message>
</context>
<context>
    <name>StatusForm</name>
    <message>
        <source>Status</source>
        <translation>Būsena</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kodas</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Angliškai</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Latviškai</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Lietuviškai</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Tarnyba</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Klavišas</translation>
    </message>
    <message>
        <source>Put on record</source>
        <translation>Įrašyti į žurnalą</translation>
    </message>
    <message>
        <source>Code 0 is emergency in every network and cannot be named.</source>
        <translation>Kodas 0 visuose tinkluose reiškia pavojų, jo pervadinti negalima.</translation>
    </message>
    <message>
        <source>Each agency may have a book of its own; without any words a row goes.</source>
        <translation>Kiekviena įstaiga gali turėti savo knygą; eilutė be žodžių dingsta.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>visoms</translation>
    </message>
    <message>
        <source>A status needs its English words.</source>
        <translation>Būsenai reikia angliško pavadinimo.</translation>
    </message>
    <message>
        <source>Key {key} already sets status {code}.</source>
        <translation>Klavišas {key} jau nustato būseną {code}.</translation>
    </message>
</context>
<context>
    <name>StatusPick</name>
    <message>
        <source>Status of {unit}</source>
        <translation>Būsena: {unit}</translation>
    </message>
    <message>
        <source>The status book is empty: fill it in the roster page.</source>
        <translation>Būsenų sąrašas tuščias: užpildykite jį ekipažų puslapyje.</translation>
    </message>
</context>
<context>
    <name>StopsTable</name>
    <message>
        <source>Stops</source>
        <translation>Sustojimai</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Nuo</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Trukmė</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Kur</translation>
    </message>
    <message>
        <source>{since} – {until} · positions: {fixes} · longest time without one: {silent}</source>
        <translation>{since} – {until} · koordinatės: {fixes} · ilgiausias laikas be jų: {silent}</translation>
    </message>
</context>
<context>
    <name>StreamList</name>
    <message>
        <source>Stream of everything that happened</source>
        <translation>Visų įvykių srautas</translation>
    </message>
</context>
<context>
    <name>StreamPanel</name>
    <message>
        <source>Filter: call sign, radio ID, text …</source>
        <translation>Filtras: šaukinys, stoties ID, tekstas …</translation>
    </message>
    <message>
        <source>Filter the stream</source>
        <translation>Filtruoti srautą</translation>
    </message>
    <message>
        <source>Log entry …</source>
        <translation>Žurnalo įrašas …</translation>
    </message>
    <message>
        <source>Free-text log entry: Enter puts it on record</source>
        <translation>Laisvas įrašas: Enter įrašo jį į žurnalą</translation>
    </message>
    <message>
        <source>Show only: {kind}</source>
        <translation>Rodyti tik: {kind}</translation>
    </message>
    <message>
        <source>all</source>
        <translation>visi</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>pokalbiai</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>žinutės</translation>
    </message>
    <message>
        <source>status</source>
        <translation>būsenos</translation>
    </message>
    <message>
        <source>alarms</source>
        <translation>pavojai</translation>
    </message>
    <message>
        <source>unheard</source>
        <translation>neperklausytos</translation>
    </message>
    <message>
        <source>Newest on top</source>
        <translation>Naujausi viršuje</translation>
    </message>
    <message>
        <source>Newest at the bottom</source>
        <translation>Naujausi apačioje</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Dar nieko neįvyko.</translation>
    </message>
    <message>
        <source>Nothing of this shift matches. Older records: call log.</source>
        <translation>Šioje pamainoje nieko tokio nėra. Senesni įrašai: pokalbių žurnale.</translation>
    </message>
    <message>
        <source>There is no recording of this call.</source>
        <translation>Šio pokalbio įrašo nėra.</translation>
    </message>
    <message>
        <source>{unit}: no position known.</source>
        <translation>{unit}: koordinatės nežinomos.</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Sustabdyti grojimą</translation>
    </message>
    <message>
        <source>Play recording</source>
        <translation>Groti įrašą</translation>
    </message>
    <message>
        <source>Locate on map</source>
        <translation>Parodyti žemėlapyje</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Pažymėti kaip perskaitytą</translation>
    </message>
    <message>
        <source>Needs no hearing</source>
        <translation>Klausyti nereikia</translation>
    </message>
    <message>
        <source>Correct this radio&apos;s name …</source>
        <translation>Taisyti stoties šaukinį …</translation>
    </message>
    <message>
        <source>Name this radio …</source>
        <translation>Suteikti radijo stočiai šaukinį …</translation>
    </message>
    <message>
        <source>Copy raw ID</source>
        <translation>Kopijuoti stoties ID</translation>
    </message>
    <message>
        <source>Break the patch</source>
        <translation>Nutraukti grupių sujungimą</translation>
    </message>
    <message>
        <source>Search the call log …</source>
        <translation>Ieškoti pokalbių žurnale …</translation>
    </message>
    <message>
        <source>Place a legal hold …</source>
        <translation>Drausti naikinti …</translation>
    </message>
</context>
<context>
    <name>StreamRow</name>
    <message>
        <source>all-call</source>
        <translation>seansas visiems</translation>
    </message>
    <message>
        <source>this room</source>
        <translation>mūsų pultas</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Nutraukti</translation>
    </message>
    <message>
        <source>position {seat}</source>
        <translation>darbo vieta {seat}</translation>
    </message>
    <message>
        <source>acknowledged by {operator}</source>
        <translation>priėmė {operator}</translation>
    </message>
    <message>
        <source>operator {operator}</source>
        <translation>operatorius {operator}</translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <translation>nepriimtas</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>priimtas</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>baigtas</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>neskaityta</translation>
    </message>
    <message>
        <source>read</source>
        <translation>perskaityta</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>dar neišsiųsta</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>išsiųsta</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>pristatyta</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>nepristatyta</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>atmesta</translation>
    </message>
    <message>
        <source>on air</source>
        <translation>eteryje</translation>
    </message>
    <message>
        <source>handed in</source>
        <translation>atsiųsta</translation>
    </message>
    <message>
        <source>no audio</source>
        <translation>be garso</translation>
    </message>
    <message>
        <source>unheard</source>
        <translation>neperklausyta</translation>
    </message>
    <message>
        <source>heard</source>
        <translation>perklausyta</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>This seat is silent for 60 s; the emergency stays open.</source>
        <translation>Ši darbo vieta tyli 60 s; pavojus lieka atviras.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stabdyti</translation>
    </message>
    <message>
        <source>Hear call</source>
        <translation>Klausyti</translation>
    </message>
    <message>
        <source>Its talk-group carries signalling only: there is no audio to hear.</source>
        <translation>Šioje pokalbių grupėje yra tik signalizacija: garso, kurį būtų galima klausyti, nėra.</translation>
    </message>
    <message>
        <source>The call is not recorded yet.</source>
        <translation>Pokalbis dar neįrašytas.</translation>
    </message>
    <message>
        <source>Locate</source>
        <translation>Rasti</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Artimiausi</translation>
    </message>
    <message>
        <source>Units nearest to it (Ctrl+N)</source>
        <translation>Arčiausiai jo esantys ekipažai (Ctrl+N)</translation>
    </message>
    <message>
        <source>Its position is unknown.</source>
        <translation>Jo koordinatės nežinomos.</translation>
    </message>
    <message>
        <source>Acknowledge F1</source>
        <translation>Priimti F1</translation>
    </message>
    <message>
        <source>Silence 60 s F1</source>
        <translation>Tyla 60 s F1</translation>
    </message>
    <message>
        <source>Real</source>
        <translation>Tikras</translation>
    </message>
    <message>
        <source>False</source>
        <translation>Klaidingas</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Bandomasis</translation>
    </message>
    <message>
        <source>Sign on first.</source>
        <translation>Pirmiausia prisijunkite.</translation>
    </message>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>dar %n</numerusform>
            <numerusform>dar %n</numerusform>
            <numerusform>dar %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Emergency: {unit}</source>
        <translation>Pavojus: {unit}</translation>
    </message>
</context>
<context>
    <name>TakeOutPage</name>
    <message>
        <source>Purpose</source>
        <translation>Tikslas</translation>
    </message>
    <message>
        <source>why these records leave</source>
        <translation>kodėl šie įrašai išduodami</translation>
    </message>
    <message>
        <source>Choose where …</source>
        <translation>Pasirinkti vietą …</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Nuo</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Iki</translation>
    </message>
    <message>
        <source>Each file is put on record, with its hash, before it is written.</source>
        <translation>Prieš įrašant kiekvienas failas ir jo maiša įrašomi į žurnalą.</translation>
    </message>
    <message>
        <source>Say first what these records are taken out for.</source>
        <translation>Pirmiausia nurodykite, kam šie įrašai išduodami.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laikotarpis baigiasi anksčiau, nei prasideda.</translation>
    </message>
    <message>
        <source>Choose at least one kind of file.</source>
        <translation>Pasirinkite bent vieną failo rūšį.</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>Įrašoma …</translation>
    </message>
    <message>
        <source>Not written: {why}</source>
        <translation>Neįrašyta: {why}</translation>
    </message>
    <message>
        <source>Written: {files}.</source>
        <translation>Įrašyta: {files}.</translation>
    </message>
    <message>
        <source>A4 sheet for print (PDF)</source>
        <translation>A4 lapas spausdinti (PDF)</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>Lentelė (CSV)</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>Vaizdas (PNG)</translation>
    </message>
    <message>
        <source>Take out a picture of the map</source>
        <translation>Žemėlapio vaizdo eksportas</translation>
    </message>
    <message>
        <source>Take out tracks · units: {count}</source>
        <translation>Maršrutų eksportas · ekipažai: {count}</translation>
    </message>
    <message>
        <source>Take out a track</source>
        <translation>Maršruto eksportas</translation>
    </message>
    <message>
        <source>The record did not take word of it within {seconds} s.</source>
        <translation>Įrašas apie tai nebuvo išsaugotas per {seconds} s.</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>Hold to talk on {group}</source>
        <translation>Laikykite nuspaudę ir kalbėkite grupėje {group}</translation>
    </message>
    <message>
        <source>Hear the last call again (R)</source>
        <translation>Perklausyti paskutinį pokalbį (R)</translation>
    </message>
    <message>
        <source>Hear again (M)</source>
        <translation>Vėl klausyti (M)</translation>
    </message>
    <message>
        <source>Mute (M); an emergency is heard all the same</source>
        <translation>Nutildyti (M); pavojus vis tiek girdimas</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Pasirinkti</translation>
    </message>
    <message>
        <source>Do not select any more</source>
        <translation>Nebepasirinkti</translation>
    </message>
    <message>
        <source>Select too</source>
        <translation>Pasirinkti papildomai</translation>
    </message>
    <message>
        <source>Hear again</source>
        <translation>Vėl klausyti</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Nutildyti</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Stebėti</translation>
    </message>
    <message>
        <source>Do not hear (recorded all the same)</source>
        <translation>Neklausyti (vis tiek įrašoma)</translation>
    </message>
    <message>
        <source>Hear all again</source>
        <translation>Vėl klausyti visų</translation>
    </message>
    <message>
        <source>Hear this alone</source>
        <translation>Klausyti tik šios</translation>
    </message>
    <message>
        <source>Hear the last call again</source>
        <translation>Perklausyti paskutinį pokalbį</translation>
    </message>
    <message>
        <source>Last calls …</source>
        <translation>Paskutiniai pokalbiai …</translation>
    </message>
    <message>
        <source>Patch …</source>
        <translation>Sujungti grupes …</translation>
    </message>
    <message>
        <source>Break the patch</source>
        <translation>Nutraukti grupių sujungimą</translation>
    </message>
    <message>
        <source>Sounds on</source>
        <translation>Skamba iš</translation>
    </message>
    <message>
        <source>As selected or monitored</source>
        <translation>Kaip pasirinkta ar klausoma</translation>
    </message>
    <message>
        <source>The loudspeaker of what is selected</source>
        <translation>Pasirinktų grupių garsiakalbio</translation>
    </message>
    <message>
        <source>The loudspeaker of what is monitored</source>
        <translation>Klausomų grupių garsiakalbio</translation>
    </message>
    <message>
        <source>The headset</source>
        <translation>Ausinių</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Kairė pusė</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>Abi pusės</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Dešinė pusė</translation>
    </message>
    <message>
        <source>Set the radio of {gateway} to this talk-group</source>
        <translation>Nustatyti sietuvo {gateway} stotį į šią pokalbių grupę</translation>
    </message>
</context>
<context>
    <name>TilePanel</name>
    <message>
        <source>Talk-groups</source>
        <translation>Pokalbių grupės</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Time line</source>
        <translation>Laiko juosta</translation>
    </message>
    <message>
        <source>Arrow keys move by 5 s, with Shift by a minute; Home and End go to the ends.</source>
        <translation>Rodyklės slenka po 5 s, su Shift po minutę; Home ir End eina į galus.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>All functions</source>
        <translation>Visos funkcijos</translation>
    </message>
    <message>
        <source>recording {some} of {all}</source>
        <translation>įrašoma {some} iš {all}</translation>
    </message>
    <message>
        <source>Talk-groups that carry signalling only have no audio to record; coded voice is kept as it came.</source>
        <translation>Pokalbių grupės, kuriose yra tik signalizacija, neturi garso, kurį būtų galima įrašyti; koduotas balsas saugomas toks, koks gautas.</translation>
    </message>
    <message numerus="yes">
        <source>%n unheard</source>
        <translation>
            <numerusform>%n neperklausyta</numerusform>
            <numerusform>%n neperklausytos</numerusform>
            <numerusform>%n neperklausytų</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n įspėjimas</numerusform>
            <numerusform>%n įspėjimai</numerusform>
            <numerusform>%n įspėjimų</numerusform>
        </translation>
    </message>
    <message>
        <source>not signed on · position {seat}</source>
        <translation>neprisijungta · darbo vieta {seat}</translation>
    </message>
    <message>
        <source>operator {operator} · position {seat}</source>
        <translation>operatorius {operator} · darbo vieta {seat}</translation>
    </message>
    <message>
        <source>clock synchronised</source>
        <translation>laikrodis sinchronizuotas</translation>
    </message>
    <message>
        <source>This system cannot say whether its clock is synchronised.</source>
        <translation>Ši sistema negali pasakyti, ar jos laikrodis sinchronizuotas.</translation>
    </message>
    <message>
        <source>CLOCK?</source>
        <translation>LAIKRODIS?</translation>
    </message>
</context>
<context>
    <name>TrackSheet</name>
    <message>
        <source>Track sheet</source>
        <translation>Maršruto lapas</translation>
    </message>
    <message>
        <source>page {page} of {pages}</source>
        <translation>{page} psl. iš {pages}</translation>
    </message>
    <message>
        <source>{count}, of which {doubted} doubtful</source>
        <translation>{count}, iš jų abejotinos: {doubted}</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Ekipažas</translation>
    </message>
    <message>
        <source>Radios</source>
        <translation>Radijo stotelės</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Laikotarpis</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Koordinatės</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Tikslas</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>Eksportuota</translation>
    </message>
    <message>
        <source>{time} by operator {operator}</source>
        <translation>{time}, operatorius {operator}</translation>
    </message>
    <message>
        <source>Units: {count}</source>
        <translation>Ekipažai: {count}</translation>
    </message>
    <message>
        <source>There are more positions than can be taken out at once: choose a shorter time.</source>
        <translation>Koordinačių yra daugiau, nei galima eksportuoti vienu kartu: pasirinkite trumpesnį laiką.</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Ekipažai</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Tarnyba</translation>
    </message>
    <message>
        <source>Stops</source>
        <translation>Sustojimai</translation>
    </message>
    <message>
        <source>A stop is at least {minutes} min within {metres} m. Fixes outside do not end it when they come back within {seconds} s. Between two fixes nothing is known: the longest time without one is given.</source>
        <translation>Sustojimas – bent {minutes} min {metres} m ribose. Koordinatės už jų sustojimo nebaigia, jei grįžtama per {seconds} s. Kas vyko tarp dviejų koordinačių, nežinoma: nurodytas ilgiausias laikas be jų.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Nėra.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Nuo</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Iki</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Trukmė</translation>
    </message>
    <message>
        <source>Without fix</source>
        <translation>Be koord.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Kur</translation>
    </message>
    <message>
        <source>Printed is one position in {every}, and each doubtful one; the files have them all.</source>
        <translation>Išspausdinta kas {every}-a koordinatė ir visos abejotinos; failuose yra visos.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Laikas</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Vieta</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Įrašas</translation>
    </message>
    <message>
        <source>stop {number}</source>
        <translation>{number} sustojimas</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>abejotinos</translation>
    </message>
    <message>
        <source>Sources and hashes</source>
        <translation>Šaltiniai ir maišos</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Žurnalas</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Įrašai</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Kontrolinis taškas</translation>
    </message>
    <message>
        <source>none: nothing in this journal is signed yet</source>
        <translation>nėra: šiame žurnale dar niekas nepasirašyta</translation>
    </message>
    <message>
        <source>number {number}, signed {time}, stands for the entries up to {entry}</source>
        <translation>{number}-as, pasirašytas {time}, patvirtina įrašus iki {entry}</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Raktas</translation>
    </message>
    <message>
        <source>Entries after {entry} are not signed yet.</source>
        <translation>Įrašai po {entry} dar nepasirašyti.</translation>
    </message>
    <message>
        <source>Files taken out with this sheet, and their SHA-256:</source>
        <translation>Kartu su šiuo lapu eksportuoti failai ir jų SHA-256:</translation>
    </message>
    <message>
        <source>A doubtful position was not believed when it came (too far, too fast, or while several units failed together); it is crossed out on the map. The record can be proved by: {command}</source>
        <translation>Abejotina koordinate gavus nepatikėta (per toli, per greitai arba kai vienu metu klydo keli ekipažai); žemėlapyje ji perbraukta. Įrašų tikrumas patikrinamas su: {command}</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Parašas</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Data</translation>
    </message>
</context>
<context>
    <name>TrafficPage</name>
    <message>
        <source>Traffic of the last hour</source>
        <translation>Paskutinės valandos pokalbiai</translation>
    </message>
    <message>
        <source>A full row is a minute of unbroken speech. A triangle marks an emergency.</source>
        <translation>Viso aukščio stulpelis – minutė nenutrūkstamos kalbos. Trikampis žymi pavojų.</translation>
    </message>
</context>
<context>
    <name>TrailsButton</name>
    <message>
        <source>Trails: selected</source>
        <translation>Pėdsakai: pasirinkto</translation>
    </message>
    <message>
        <source>Trails: all</source>
        <translation>Pėdsakai: visų</translation>
    </message>
    <message>
        <source>Trails: off</source>
        <translation>Pėdsakai: nerodyti</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Play, or pause (Space)</source>
        <translation>Groti arba sustabdyti (tarpas)</translation>
    </message>
    <message>
        <source>The event before (,); the emergency before ([)</source>
        <translation>Ankstesnis įvykis (,); ankstesnis pavojus ([)</translation>
    </message>
    <message>
        <source>The next event (.); the next emergency (])</source>
        <translation>Kitas įvykis (.); kitas pavojus (])</translation>
    </message>
    <message>
        <source>A step back</source>
        <translation>Žingsnis atgal</translation>
    </message>
    <message>
        <source>A step on</source>
        <translation>Žingsnis pirmyn</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Įvykiai</translation>
    </message>
    <message>
        <source>What happened in this interval (E)</source>
        <translation>Kas įvyko šiuo laikotarpiu (E)</translation>
    </message>
    <message>
        <source>{speed} times as fast as life</source>
        <translation>{speed} k. greičiau nei tikrovėje</translation>
    </message>
    <message>
        <source>Interval …</source>
        <translation>Laikotarpis …</translation>
    </message>
    <message>
        <source>Show another interval of this journal</source>
        <translation>Rodyti kitą šio žurnalo laikotarpį</translation>
    </message>
</context>
<context>
    <name>TrialPanel</name>
    <message>
        <source>Test this gateway</source>
        <translation>Išbandyti šį sietuvą</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>Nutraukti bandymą</translation>
    </message>
    <message>
        <source>What the test found</source>
        <translation>Ką parodė bandymas</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Bandymas</translation>
    </message>
    <message>
        <source>Trying for up to {seconds} s; nothing is sent on the air.</source>
        <translation>Bandoma iki {seconds} s; į eterį niekas nesiunčiama.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Nutraukta.</translation>
    </message>
    <message>
        <source>Opens the link as it stands in the form, saved or not, and says what answers.</source>
        <translation>Atidaro ryšį, kaip nurodyta formoje, įrašyta ar ne, ir pasako, kas atsako.</translation>
    </message>
</context>
<context>
    <name>UnheardPage</name>
    <message>
        <source>Unheard transmissions</source>
        <translation>Neperklausyti radijo seansai</translation>
    </message>
    <message>
        <source>Left by the shift before</source>
        <translation>Palikę iš ankstesnės pamainos</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Amžius</translation>
    </message>
    <message>
        <source>Talk-group</source>
        <translation>Pokalbių grupė</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Trukmė</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Kodėl</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Garsas</translation>
    </message>
    <message>
        <source>Everything that came was heard, played or dismissed.</source>
        <translation>Viskas, kas gauta, išgirsta, perklausyta arba atmesta.</translation>
    </message>
    <message>
        <source>one after another</source>
        <translation>vieną po kito</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Leisti</translation>
    </message>
    <message>
        <source>Needs no hearing:</source>
        <translation>Klausyti nereikia:</translation>
    </message>
    <message>
        <source>or why, in your words</source>
        <translation>arba priežastis savais žodžiais</translation>
    </message>
    <message>
        <source>Why it needs no hearing</source>
        <translation>Kodėl klausyti nereikia</translation>
    </message>
    <message>
        <source>EMERGENCY, not acknowledged</source>
        <translation>PAVOJUS, nepriimtas</translation>
    </message>
    <message>
        <source>handed over at {time}</source>
        <translation>pamaina perduota {time}</translation>
    </message>
    <message>
        <source>There is no recording of this call.</source>
        <translation>Šio pokalbio įrašo nėra.</translation>
    </message>
    <message>
        <source>It belongs to an emergency that nobody has acknowledged.</source>
        <translation>Jis priklauso pavojui, kurio niekas nepriėmė.</translation>
    </message>
</context>
<context>
    <name>UnitForm</name>
    <message>
        <source>Call sign</source>
        <translation>Šaukinys</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Tarnyba</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Rūšis</translation>
    </message>
    <message>
        <source>Radios</source>
        <translation>Radijo stotys</translation>
    </message>
    <message>
        <source>Crew</source>
        <translation>Sudėtis</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Transporto priemonė</translation>
    </message>
    <message>
        <source>Put on record</source>
        <translation>Įrašyti į žurnalą</translation>
    </message>
    <message>
        <source>Remove from roster</source>
        <translation>Pašalinti iš sąrašo</translation>
    </message>
    <message>
        <source>New unit</source>
        <translation>Naujas ekipažas</translation>
    </message>
    <message>
        <source>Name {radio}</source>
        <translation>Kieno {radio}</translation>
    </message>
    <message>
        <source>{unit} exists: it gets these radios as well, the rest of its row stays.</source>
        <translation>{unit} jau yra: šios stotys bus pridėtos, kita eilutėje liks.</translation>
    </message>
    <message>
        <source>A unit needs a call sign.</source>
        <translation>Ekipažui reikia šaukinio.</translation>
    </message>
    <message>
        <source>{radio} is not like tetra@247-9:1234567.</source>
        <translation>{radio} nėra tokio pavidalo kaip tetra@247-9:1234567.</translation>
    </message>
    <message>
        <source>{radio} is a partner&apos;s and stays a guest.</source>
        <translation>{radio} yra partnerių ir lieka svečias.</translation>
    </message>
</context>
<context>
    <name>UnitSheet</name>
    <message>
        <source>Unit</source>
        <translation>Ekipažas</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Žinutė</translation>
    </message>
    <message>
        <source>Talk-groups these units were last heard on</source>
        <translation>Pokalbių grupės, kuriose šie ekipažai paskutinį kartą girdėti</translation>
    </message>
    <message>
        <source>Select tile</source>
        <translation>Pasirinkti grupę</translation>
    </message>
    <message>
        <source>Whom the text goes to</source>
        <translation>Kam siunčiama žinutė</translation>
    </message>
    <message>
        <source>Text to all</source>
        <translation>Žinutė visiems</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>nėra koordinačių</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>abejotinos</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>pasenusios</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>paprašyta</translation>
    </message>
    <message>
        <source>{group}: {count} of {all}</source>
        <translation>{group}: {count} iš {all}</translation>
    </message>
    <message>
        <source>None of them was heard on a talk-group yet</source>
        <translation>Nė vienas jų pokalbių grupėje dar negirdėtas</translation>
    </message>
    <message>
        <source>Each radio by itself: {count}</source>
        <translation>Kiekvienai stočiai atskirai: {count}</translation>
    </message>
    <message>
        <source>Once, to {group}</source>
        <translation>Vieną kartą, grupei {group}</translation>
    </message>
    <message>
        <source>No text reaches {units}</source>
        <translation>Žinutės negauna: {units}</translation>
    </message>
</context>
<context>
    <name>WaveSlider</name>
    <message>
        <source>Place in the recording</source>
        <translation>Vieta įraše</translation>
    </message>
    <message>
        <source>Click or drag to go on elsewhere; arrow keys: 5 s</source>
        <translation>Spustelėkite arba vilkite, kad tęstumėte kitoje vietoje; rodyklių klavišai: 5 s</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Talk-groups</source>
        <translation>Pokalbių grupės</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Ekipažai</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Srautas</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Išsamiau</translation>
    </message>
    <message>
        <source>Sign on, off, hand over</source>
        <translation>Prisijungti, atsijungti, perduoti pamainą</translation>
    </message>
    <message>
        <source>Unheard transmissions</source>
        <translation>Neperklausyti radijo seansai</translation>
    </message>
    <message>
        <source>Amber list</source>
        <translation>Įspėjimų sąrašas</translation>
    </message>
    <message>
        <source>Fences</source>
        <translation>Geozonos</translation>
    </message>
    <message>
        <source>Call log</source>
        <translation>Pokalbių žurnalas</translation>
    </message>
    <message>
        <source>Patch talk-groups</source>
        <translation>Sujungti pokalbių grupes</translation>
    </message>
    <message>
        <source>All call</source>
        <translation>Visiems</translation>
    </message>
    <message>
        <source>Traffic of the last hour</source>
        <translation>Paskutinės valandos pokalbiai</translation>
    </message>
    <message>
        <source>Look back (review)</source>
        <translation>Peržiūra</translation>
    </message>
    <message>
        <source>Roster and status book</source>
        <translation>Ekipažų ir būsenų sąrašas</translation>
    </message>
    <message>
        <source>Gateways</source>
        <translation>Tinklų sietuvai</translation>
    </message>
    <message>
        <source>Fit for duty: measure the room</source>
        <translation>Parengtis tarnybai: išmatuoti patalpą</translation>
    </message>
    <message>
        <source>Log entry</source>
        <translation>Žurnalo įrašas</translation>
    </message>
    <message>
        <source>Day theme</source>
        <translation>Dienos išvaizda</translation>
    </message>
    <message>
        <source>Night theme</source>
        <translation>Nakties išvaizda</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>Visas ekranas</translation>
    </message>
    <message>
        <source>Put every panel back</source>
        <translation>Grąžinti visus skydelius į vietas</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Visi klavišai</translation>
    </message>
    <message>
        <source>About Kopa</source>
        <translation>Apie Kopa</translation>
    </message>
    <message>
        <source>The language changes when the console is opened again.</source>
        <translation>Kalba pasikeis, kai pultas bus atvertas iš naujo.</translation>
    </message>
</context>
<context>
    <name>all-call</name>
    <message>
        <source>{gateway} speaks on one talk-group at a time, now on {group}.</source>
        <translation>{gateway} vienu metu kalba vienoje pokalbių grupėje, dabar: {group}.</translation>
    </message>
    <message>
        <source>No more than {count} talk-groups at once.</source>
        <translation>Vienu metu ne daugiau kaip {count} pokalbių grupės (-ių).</translation>
    </message>
    <message>
        <source>An emergency is on the air.</source>
        <translation>Eteryje – pavojus.</translation>
    </message>
    <message>
        <source>An emergency is on the air on {group}, which it would cut.</source>
        <translation>Grupėje {group} eteryje – pavojus, ir jis būtų nutrauktas.</translation>
    </message>
    <message>
        <source>Let go of push-to-talk first.</source>
        <translation>Pirma atleiskite kalbėjimo klavišą.</translation>
    </message>
    <message>
        <source>No talk-group can be reached now.</source>
        <translation>Dabar nepasiekiama nė viena pokalbių grupė.</translation>
    </message>
    <message>
        <source>All-call: nobody spoke for {count} s, so it is off again.</source>
        <translation>Seansas visiems: {count} s niekas nekalbėjo, todėl jis vėl išjungtas.</translation>
    </message>
</context>
<context>
    <name>app</name>
    <message>
        <source>Reading the record: there is no bookmark to begin from.</source>
        <translation>Skaitomas žurnalas: nėra žymės, nuo kurios pradėti.</translation>
    </message>
    <message>
        <source>Something went wrong here and was logged: {what}</source>
        <translation>Čia įvyko klaida, ji užregistruota: {what}</translation>
    </message>
</context>
<context>
    <name>board</name>
    <message>
        <source>No agency</source>
        <translation>Be tarnybos</translation>
    </message>
    <message>
        <source>Not in the roster</source>
        <translation>Nėra ekipažų sąraše</translation>
    </message>
    <message>
        <source>Guests</source>
        <translation>Svečiai</translation>
    </message>
    <message>
        <source>no fix</source>
        <translation>nėra GPS</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>pavojus</translation>
    </message>
    <message>
        <source>emergency, taken</source>
        <translation>pavojus priimtas</translation>
    </message>
    <message>
        <source>by operator</source>
        <translation>įvedė operatorius</translation>
    </message>
    <message>
        <source>by radio</source>
        <translation>iš radijo stoties</translation>
    </message>
    <message>
        <source>position doubtful: {why}</source>
        <translation>koordinatės abejotinos: {why}</translation>
    </message>
    <message>
        <source>the radio reports no fix</source>
        <translation>stotis praneša, kad nėra koordinačių</translation>
    </message>
</context>
<context>
    <name>calllog</name>
    <message>
        <source>recording played</source>
        <translation>perklausytas įrašas</translation>
    </message>
    <message>
        <source>records searched</source>
        <translation>ieškota įrašų</translation>
    </message>
    <message>
        <source>records exported</source>
        <translation>eksportuoti įrašai</translation>
    </message>
    <message>
        <source>nobody signed on</source>
        <translation>niekas neprisijungęs</translation>
    </message>
    <message>
        <source>own transmission</source>
        <translation>mūsų seansas</translation>
    </message>
    <message>
        <source>call</source>
        <translation>pokalbis</translation>
    </message>
    <message>
        <source>text</source>
        <translation>žinutė</translation>
    </message>
    <message>
        <source>status</source>
        <translation>būsena</translation>
    </message>
    <message>
        <source>EMERGENCY</source>
        <translation>PAVOJUS</translation>
    </message>
    <message>
        <source>log entry</source>
        <translation>žurnalo įrašas</translation>
    </message>
    <message>
        <source>job</source>
        <translation>įvykis</translation>
    </message>
    <message>
        <source>look-up</source>
        <translation>peržiūra</translation>
    </message>
    <message>
        <source>emergency call</source>
        <translation>pavojaus pokalbis</translation>
    </message>
    <message>
        <source>all-call</source>
        <translation>seansas visiems</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>šifruota</translation>
    </message>
    <message>
        <source>handed in</source>
        <translation>atsiųsta</translation>
    </message>
    <message>
        <source>on air</source>
        <translation>eteryje</translation>
    </message>
    <message>
        <source>no recording</source>
        <translation>nėra įrašo</translation>
    </message>
    <message>
        <source>coded frames kept</source>
        <translation>koduoti kadrai išsaugoti</translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <translation>nepriimtas</translation>
    </message>
    <message>
        <source>acknowledged after {seconds}</source>
        <translation>priimtas po {seconds}</translation>
    </message>
    <message>
        <source>verdict: {verdict}</source>
        <translation>išvada: {verdict}</translation>
    </message>
</context>
<context>
    <name>coordinates</name>
    <message>
        <source>This MGRS square lacks its zone (here 34 or 35, and U or V).</source>
        <translation>Šiam MGRS kvadratui trūksta zonos (čia 34 arba 35 ir U arba V).</translation>
    </message>
    <message>
        <source>These coordinates are outside the map.</source>
        <translation>Šios koordinatės yra už žemėlapio ribų.</translation>
    </message>
    <message>
        <source>An MGRS square has as many figures east as north, at most 5 each.</source>
        <translation>MGRS kvadratas turi po lygiai skaitmenų į rytus ir į šiaurę, daugiausia po 5.</translation>
    </message>
    <message>
        <source>There is no such MGRS square.</source>
        <translation>Tokio MGRS kvadrato nėra.</translation>
    </message>
    <message>
        <source>middle of a square of {metres} m</source>
        <translation>{metres} m kvadrato vidurys</translation>
    </message>
    <message>
        <source>These figures are no place in {system}.</source>
        <translation>Šie skaičiai nėra vieta sistemoje {system}.</translation>
    </message>
    <message>
        <source>taken as N {north} E {east}</source>
        <translation>laikoma N {north} E {east}</translation>
    </message>
    <message>
        <source>Minutes and seconds go up to 59.</source>
        <translation>Minutės ir sekundės yra iki 59.</translation>
    </message>
    <message>
        <source>Both figures are given for the same direction.</source>
        <translation>Abi skaičiai nurodyti ta pačia kryptimi.</translation>
    </message>
</context>
<context>
    <name>detail</name>
    <message>
        <source>Radio {radio}</source>
        <translation>Radijo stotis {radio}</translation>
    </message>
    <message>
        <source>battery {percent} %</source>
        <translation>baterija {percent} %</translation>
    </message>
    <message>
        <source>Crew</source>
        <translation>Sudėtis</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Būsena</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Įvykis</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Koordinatės</translation>
    </message>
    <message>
        <source>Not believed</source>
        <translation>Netikėta</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>Teritorija</translation>
    </message>
    <message>
        <source>Speed, course</source>
        <translation>Greitis, kursas</translation>
    </message>
    <message>
        <source>{distance} in a straight line</source>
        <translation>{distance} tiesia linija</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Artimiausias</translation>
    </message>
    <message>
        <source>Legal hold</source>
        <translation>Naikinti draudžiama</translation>
    </message>
    <message>
        <source>{count} in a row</source>
        <translation>{count} iš eilės</translation>
    </message>
    <message>
        <source>{distance} in {seconds} s; of {kind} {speed} km/h are believed</source>
        <translation>{distance} per {seconds} s; {kind} tikima iki {speed} km/h</translation>
    </message>
    <message>
        <source>it says it is faster than {speed} km/h</source>
        <translation>jis sako, kad juda greičiau nei {speed} km/h</translation>
    </message>
    <message>
        <source>{distance} outside this room&apos;s area</source>
        <translation>{distance} už šios salės veiklos teritorijos</translation>
    </message>
    <message>
        <source>known to ± {distance} only</source>
        <translation>žinoma tik ± {distance} tikslumu</translation>
    </message>
    <message>
        <source>on air</source>
        <translation>eteryje</translation>
    </message>
    <message>
        <source>unheard</source>
        <translation>neperklausyta</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Pokalbis</translation>
    </message>
    <message>
        <source>Heard through</source>
        <translation>Girdėta per</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Šifravimas</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Įrašas</translation>
    </message>
    <message>
        <source>vehicle {plate}</source>
        <translation>automobilis {plate}</translation>
    </message>
    <message>
        <source>none reported</source>
        <translation>nepranešta</translation>
    </message>
    <message>
        <source>{status} since {time}</source>
        <translation>{status} nuo {time}</translation>
    </message>
    <message>
        <source>, before: {status}</source>
        <translation>, prieš tai: {status}</translation>
    </message>
    <message>
        <source>by operator</source>
        <translation>įvedė operatorius</translation>
    </message>
    <message>
        <source>no fix yet</source>
        <translation>koordinačių dar nėra</translation>
    </message>
    <message>
        <source>the radio reports no fix</source>
        <translation>stotis praneša, kad nėra koordinačių</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>abejotinos</translation>
    </message>
    <message>
        <source>no fix now</source>
        <translation>dabar nėra koordinačių</translation>
    </message>
    <message>
        <source>of unknown age</source>
        <translation>senumas nežinomas</translation>
    </message>
</context>
<context>
    <name>erasing</name>
    <message>
        <source>Nothing of it is on record.</source>
        <translation>Apie tai nieko neįrašyta.</translation>
    </message>
    <message>
        <source>It goes from the journal, the call log, the bookmarks and the recordings.</source>
        <translation>Tai naikinama iš įrašo, pokalbių žurnalo, žymų ir garso įrašų.</translation>
    </message>
    <message>
        <source>No backup that holds it is on record.</source>
        <translation>Nė viena atsarginė kopija, kurioje tai būtų, neregistruota.</translation>
    </message>
    <message>
        <source>Refused: it belongs to an open emergency. Close the emergency first.</source>
        <translation>Atmesta: tai priklauso neuždarytam pavojui. Pirmiausia uždarykite pavojų.</translation>
    </message>
    <message>
        <source>Refused: a legal hold covers it. Lift the hold first.</source>
        <translation>Atmesta: tam taikomas naikinimo draudimas. Pirmiausia panaikinkite draudimą.</translation>
    </message>
    <message>
        <source>These backups still hold it: destroy them or make them anew by hand:</source>
        <translation>Šiose atsarginėse kopijose tai lieka: sunaikinkite jas arba padarykite iš naujo patys:</translation>
    </message>
</context>
<context>
    <name>fences</name>
    <message>
        <source>fence drawn: {fence}</source>
        <translation>geozona nupiešta: {fence}</translation>
    </message>
    <message>
        <source>fence changed: {fence}</source>
        <translation>geozona pakeista: {fence}</translation>
    </message>
    <message>
        <source>fence removed: {fence}</source>
        <translation>geozona pašalinta: {fence}</translation>
    </message>
    <message>
        <source>amber list: {count} dismissed</source>
        <translation>įspėjimų sąrašas: pašalinta {count}</translation>
    </message>
    <message>
        <source>amber list: dismissed</source>
        <translation>įspėjimų sąrašas: pašalinta</translation>
    </message>
    <message>
        <source>boundary loaded: {file}</source>
        <translation>riba įkelta: {file}</translation>
    </message>
    <message>
        <source>boundary not loaded: {why}</source>
        <translation>riba neįkelta: {why}</translation>
    </message>
    <message>
        <source>no boundary imported: the border is approximate</source>
        <translation>riba neimportuota: ji apytikslė</translation>
    </message>
    <message>
        <source>entered: {fence}</source>
        <translation>įvažiavo: {fence}</translation>
    </message>
    <message>
        <source>left: {fence}</source>
        <translation>išvažiavo: {fence}</translation>
    </message>
    <message>
        <source>too long in {fence}: {time}</source>
        <translation>per ilgai zonoje {fence}: {time}</translation>
    </message>
    <message>
        <source>position of unknown age</source>
        <translation>koordinačių senumas nežinomas</translation>
    </message>
    <message>
        <source>position up to {age} old</source>
        <translation>koordinatės iki {age} senumo</translation>
    </message>
    <message>
        <source>left Latvia: whose ground beyond is unknown</source>
        <translation>paliko Latviją; teritorija už sienos nežinoma</translation>
    </message>
    <message>
        <source>left Lithuania: whose ground beyond is unknown</source>
        <translation>paliko Lietuvą; teritorija už sienos nežinoma</translation>
    </message>
    <message>
        <source>left Estonia: whose ground beyond is unknown</source>
        <translation>paliko Estiją; teritorija už sienos nežinoma</translation>
    </message>
    <message>
        <source>left Poland: whose ground beyond is unknown</source>
        <translation>paliko Lenkiją; teritorija už sienos nežinoma</translation>
    </message>
    <message>
        <source>left Belarus: whose ground beyond is unknown</source>
        <translation>paliko Baltarusiją; teritorija už sienos nežinoma</translation>
    </message>
    <message>
        <source>left Russia: whose ground beyond is unknown</source>
        <translation>paliko Rusiją; teritorija už sienos nežinoma</translation>
    </message>
    <message>
        <source>left {state}: whose ground beyond is unknown</source>
        <translation>paliko: {state}; teritorija už sienos nežinoma</translation>
    </message>
    <message>
        <source>near the border of Belarus ({distance})</source>
        <translation>arti Baltarusijos sienos ({distance})</translation>
    </message>
    <message>
        <source>near the border of Russia ({distance})</source>
        <translation>arti Rusijos sienos ({distance})</translation>
    </message>
    <message>
        <source>near a border: {state}</source>
        <translation>arti sienos: {state}</translation>
    </message>
    <message>
        <source>probably in Belarus</source>
        <translation>tikriausiai Baltarusijoje</translation>
    </message>
    <message>
        <source>probably in Russia</source>
        <translation>tikriausiai Rusijoje</translation>
    </message>
    <message>
        <source>probably over a border: {state}</source>
        <translation>tikriausiai už sienos: {state}</translation>
    </message>
    <message>
        <source>approximate</source>
        <translation>apytiksliai</translation>
    </message>
    <message>
        <source>who comes in</source>
        <translation>kas įvažiuoja</translation>
    </message>
    <message>
        <source>who goes out</source>
        <translation>kas išvažiuoja</translation>
    </message>
    <message>
        <source>who stays too long</source>
        <translation>kas lieka per ilgai</translation>
    </message>
    <message>
        <source>no alerts</source>
        <translation>be įspėjimų</translation>
    </message>
    <message>
        <source>A fence needs at least three corners.</source>
        <translation>Geozonai reikia bent trijų kampų.</translation>
    </message>
    <message>
        <source>A fence has at most 2000 corners.</source>
        <translation>Geozona turi ne daugiau kaip 2000 kampų.</translation>
    </message>
    <message>
        <source>A fence cannot go across the 180th meridian.</source>
        <translation>Geozona negali kirsti 180-ojo dienovidinio.</translation>
    </message>
    <message>
        <source>The lines of this fence cross each other.</source>
        <translation>Šios geozonos linijos kertasi.</translation>
    </message>
    <message>
        <source>This fence is too small for positions to tell who is inside.</source>
        <translation>Ši geozona per maža, kad pagal koordinates būtų aišku, kas viduje.</translation>
    </message>
    <message>
        <source>A circle is from 10 m to 200 km in radius.</source>
        <translation>Apskritimo spindulys – nuo 10 m iki 200 km.</translation>
    </message>
    <message>
        <source>A hole lies outside its fence.</source>
        <translation>Skylė yra už savo geozonos ribų.</translation>
    </message>
    <message>
        <source>This is no place for a fence.</source>
        <translation>Čia geozonos būti negali.</translation>
    </message>
    <message>
        <source>{file}: {states} (areas: {count})</source>
        <translation>{file}: {states} (teritorijos: {count})</translation>
    </message>
    <message>
        <source>the file is too large for a boundary</source>
        <translation>failas ribai per didelis</translation>
    </message>
    <message>
        <source>the file is no GeoJSON collection</source>
        <translation>failas nėra GeoJSON rinkinys</translation>
    </message>
    <message>
        <source>there are no polygons in the file</source>
        <translation>faile nėra daugiakampių</translation>
    </message>
    <message>
        <source>its coordinates are not degrees WGS 84</source>
        <translation>jo koordinatės nėra WGS 84 laipsniai</translation>
    </message>
    <message>
        <source>a polygon has a broken point</source>
        <translation>daugiakampis turi sugadintą tašką</translation>
    </message>
    <message>
        <source>a polygon does not say its state</source>
        <translation>daugiakampyje nenurodyta valstybė</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>failo negalima perskaityti</translation>
    </message>
</context>
<context>
    <name>fitness</name>
    <message>
        <source>fit for duty</source>
        <translation>parengta tarnybai</translation>
    </message>
    <message>
        <source>not proven fit: not all could be measured</source>
        <translation>parengtis neįrodyta: ne viską pavyko išmatuoti</translation>
    </message>
    <message>
        <source>NOT FIT FOR DUTY</source>
        <translation>NEPARENGTA TARNYBAI</translation>
    </message>
    <message>
        <source>loudspeaker</source>
        <translation>garsiakalbis</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>mikrofonas</translation>
    </message>
    <message>
        <source>key down to keyed, the worst of all</source>
        <translation>nuo mygtuko paspaudimo iki perdavimo, blogiausias</translation>
    </message>
    <message>
        <source>key down to first voice out, the worst of all</source>
        <translation>nuo mygtuko paspaudimo iki pirmo balso, blogiausias</translation>
    </message>
    <message>
        <source>mouth to ear through the loop, 95 of 100</source>
        <translation>nuo burnos iki ausies per kilpą, 95 iš 100</translation>
    </message>
    <message>
        <source>moments the sound devices ran dry</source>
        <translation>kartai, kai garso įrenginiams pritrūko garso</translation>
    </message>
    <message>
        <source>clock of the sound device is off by</source>
        <translation>garso įrenginio laikrodžio nuokrypis</translation>
    </message>
    <message>
        <source>entry on disk, 99 of 100</source>
        <translation>įrašas diske, 99 iš 100</translation>
    </message>
    <message>
        <source>link</source>
        <translation>ryšys</translation>
    </message>
    <message>
        <source>there</source>
        <translation>yra</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nėra</translation>
    </message>
    <message>
        <source>up</source>
        <translation>yra</translation>
    </message>
    <message>
        <source>down</source>
        <translation>nėra</translation>
    </message>
    <message>
        <source>not measured: {why}</source>
        <translation>neišmatuota: {why}</translation>
    </message>
    <message>
        <source>must be there</source>
        <translation>turi būti</translation>
    </message>
    <message>
        <source>must be up</source>
        <translation>turi būti</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gerai</translation>
    </message>
    <message>
        <source>MISSING</source>
        <translation>NĖRA</translation>
    </message>
    <message>
        <source>BEYOND THE LIMIT</source>
        <translation>VIRŠIJA RIBĄ</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>nežinoma</translation>
    </message>
    <message>
        <source>no microphone</source>
        <translation>nėra mikrofono</translation>
    </message>
    <message>
        <source>no loudspeaker</source>
        <translation>nėra garsiakalbio</translation>
    </message>
    <message>
        <source>the voice process did not answer</source>
        <translation>balso programa neatsakė</translation>
    </message>
    <message>
        <source>nothing came round</source>
        <translation>niekas negrįžo</translation>
    </message>
    <message>
        <source>it did not key</source>
        <translation>perdavimas neprasidėjo</translation>
    </message>
    <message>
        <source>the device has run for less than 20 s</source>
        <translation>įrenginys veikia trumpiau nei 20 s</translation>
    </message>
    <message>
        <source>the disk did not answer</source>
        <translation>diskas neatsakė</translation>
    </message>
</context>
<context>
    <name>gone</name>
    <message>
        <source>recording erased</source>
        <translation>garso įrašas sunaikintas</translation>
    </message>
    <message>
        <source>recording deleted, its period ended</source>
        <translation>garso įrašas pašalintas, baigėsi terminas</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>sunaikinta</translation>
    </message>
    <message>
        <source>period ended</source>
        <translation>baigėsi terminas</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>garso įrašai</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>pokalbiai</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>žinutės</translation>
    </message>
    <message>
        <source>statuses</source>
        <translation>būsenos</translation>
    </message>
    <message>
        <source>emergencies</source>
        <translation>pavojai</translation>
    </message>
    <message>
        <source>log entries and jobs</source>
        <translation>žurnalo įrašai ir įvykiai</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>koordinatės</translation>
    </message>
    <message>
        <source>look-ups</source>
        <translation>peržiūros</translation>
    </message>
    <message>
        <source>{records} before {time} are deleted, their period ended</source>
        <translation>{records} iki {time}: pašalinta, baigėsi terminas</translation>
    </message>
    <message>
        <source>data erased: {reason}</source>
        <translation>duomenys sunaikinti: {reason}</translation>
    </message>
    <message>
        <source>still in {copies}: destroy by hand</source>
        <translation>dar yra {copies}: sunaikinkite patys</translation>
    </message>
</context>
<context>
    <name>holds</name>
    <message>
        <source>held</source>
        <translation>draudžiamas</translation>
    </message>
    <message>
        <source>everything of this time</source>
        <translation>viskas tuo laiku</translation>
    </message>
    <message>
        <source>held: {reason} (operator {operator})</source>
        <translation>naikinti draudžiama: {reason} (operatorius {operator})</translation>
    </message>
    <message>
        <source>from the beginning</source>
        <translation>nuo pat pradžios</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>be pabaigos</translation>
    </message>
    <message>
        <source>call {call}</source>
        <translation>pokalbis {call}</translation>
    </message>
    <message>
        <source>call of {time}</source>
        <translation>pokalbis {time}</translation>
    </message>
    <message>
        <source>this call alone: {call}</source>
        <translation>tik šis pokalbis: {call}</translation>
    </message>
    <message>
        <source>everything of unit {unit}</source>
        <translation>viskas apie ekipažą {unit}</translation>
    </message>
    <message>
        <source>everything of radio {radio}</source>
        <translation>viskas apie radijo stotį {radio}</translation>
    </message>
    <message>
        <source>everything on talk-group {group}</source>
        <translation>viskas pokalbių grupėje {group}</translation>
    </message>
</context>
<context>
    <name>imports</name>
    <message>
        <source>The file cannot be read: the import broke off.</source>
        <translation>Failo nepavyko perskaityti: importas nutrūko.</translation>
    </message>
    <message>
        <source>Left out: {what}.</source>
        <translation>Praleista: {what}.</translation>
    </message>
    <message>
        <source>There is no shape in it.</source>
        <translation>Jame nėra nė vieno kontūro.</translation>
    </message>
    <message>
        <source>None of its {count} shapes can be shown: {why}.</source>
        <translation>Nė vieno iš {count} kontūrų negalima parodyti: {why}.</translation>
    </message>
    <message>
        <source>It shows no part of the map’s window (8–40° E, 48.5–65° N).</source>
        <translation>Jame nėra nieko iš žemėlapio srities (8–40° R, 48,5–65° Š).</translation>
    </message>
    <message>
        <source>The disk is full: the map was not imported, and nothing of it is left.</source>
        <translation>Diskas pilnas: žemėlapis neimportuotas, nieko iš jo neliko.</translation>
    </message>
    <message>
        <source>The disk has {free} MB free; this import needs about {wanted} MB.</source>
        <translation>Diske laisva {free} MB; šiam importui reikia apie {wanted} MB.</translation>
    </message>
    <message>
        <source>Another map is being imported.</source>
        <translation>Jau importuojamas kitas žemėlapis.</translation>
    </message>
    <message>
        <source>One of its features is larger than 64 MB.</source>
        <translation>Vienas iš jo objektų didesnis nei 64 MB.</translation>
    </message>
    <message>
        <source>Not GeoJSON, or cut off: it cannot be read to its end.</source>
        <translation>Ne GeoJSON arba nukirstas: jo negalima perskaityti iki galo.</translation>
    </message>
    <message>
        <source>It names its coordinate system only after its shapes.</source>
        <translation>Koordinačių sistema jame nurodyta tik po kontūrų.</translation>
    </message>
    <message>
        <source>This GeoPackage holds no shapes (pictures cannot be shown).</source>
        <translation>Šiame GeoPackage nėra kontūrų (vaizdų parodyti negalima).</translation>
    </message>
    <message>
        <source>The GeoPackage is damaged or cut off: {why}.</source>
        <translation>GeoPackage sugadintas arba nukirstas: {why}.</translation>
    </message>
    <message>
        <source>Its coordinate system is not known: {system}.</source>
        <translation>Jo koordinačių sistema nežinoma: {system}.</translation>
    </message>
    <message>
        <source>Reading OpenStreetMap extracts needs the package “osmium”: pip install osmium.</source>
        <translation>OpenStreetMap ištraukoms skaityti reikia paketo „osmium“: pip install osmium.</translation>
    </message>
    <message>
        <source>The extract is damaged or cut off ({why}).</source>
        <translation>Ištrauka sugadinta arba nukirsta ({why}).</translation>
    </message>
    <message>
        <source>no readable geometry</source>
        <translation>nėra perskaitomos geometrijos</translation>
    </message>
    <message>
        <source>outside the map’s window</source>
        <translation>už žemėlapio srities</translation>
    </message>
    <message>
        <source>The PMTiles file is damaged or cut off.</source>
        <translation>PMTiles failas sugadintas arba nukirstas.</translation>
    </message>
    <message>
        <source>It is PMTiles of another version; version 3 is wanted.</source>
        <translation>Tai kitos versijos PMTiles; reikia 3 versijos.</translation>
    </message>
    <message>
        <source>Its tiles are of a kind that cannot be shown.</source>
        <translation>Jo plytelės yra tokios rūšies, kurios negalima parodyti.</translation>
    </message>
    <message>
        <source>It is compressed in a way that cannot be read (only gzip can).</source>
        <translation>Jis suglaudintas taip, kad negalima perskaityti (galima tik gzip).</translation>
    </message>
    <message>
        <source>coordinates that are no degrees</source>
        <translation>koordinatės nėra laipsniai</translation>
    </message>
    <message>
        <source>no geometry</source>
        <translation>nėra geometrijos</translation>
    </message>
    <message>
        <source>more than 2 million points in one shape</source>
        <translation>daugiau nei 2 milijonai taškų viename kontūre</translation>
    </message>
    <message>
        <source>coordinates that are no numbers</source>
        <translation>koordinatės nėra skaičiai</translation>
    </message>
    <message>
        <source>a tile of zoom {z} is larger than 4 MB or no tile</source>
        <translation>{z} mastelio plytelė didesnė nei 4 MB arba nėra plytelė</translation>
    </message>
    <message>
        <source>an SQLite file, but not MBTiles</source>
        <translation>SQLite failas, bet ne MBTiles</translation>
    </message>
    <message>
        <source>it takes too long to read</source>
        <translation>jo skaitymas trunka per ilgai</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>failas sugadintas</translation>
    </message>
    <message>
        <source>not an MBTiles file, nor any other map that can be imported</source>
        <translation>ne MBTiles failas ir ne kitas žemėlapis, kurį galima importuoti</translation>
    </message>
    <message>
        <source>there is no tile in it</source>
        <translation>jame nėra nė vienos plytelės</translation>
    </message>
    <message>
        <source>its projection is {system}; only Web Mercator (EPSG:3857) can be shown</source>
        <translation>jo projekcija yra {system}; parodyti galima tik Web Mercator (EPSG:3857)</translation>
    </message>
    <message>
        <source>this tile is of another kind than the rest</source>
        <translation>ši plytelė yra kitos rūšies nei kitos</translation>
    </message>
    <message>
        <source>its layers are neither OpenMapTiles’ nor Protomaps’</source>
        <translation>jo sluoksniai nėra nei OpenMapTiles, nei Protomaps</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Acknowledge the emergency (unsigned: silence it here for 60 s)</source>
        <translation>Priimti pavojų (neprisijungus: nutildyti čia 60 s)</translation>
    </message>
    <message>
        <source>Silence the emergency here for 60 s</source>
        <translation>Nutildyti pavojų čia 60 s</translation>
    </message>
    <message>
        <source>Hear the emergency&apos;s call</source>
        <translation>Perklausyti pavojaus pokalbį</translation>
    </message>
    <message>
        <source>Show the next emergency</source>
        <translation>Rodyti kitą pavojų</translation>
    </message>
    <message>
        <source>Close the acknowledged emergency: real</source>
        <translation>Baigti priimtą pavojų: tikras</translation>
    </message>
    <message>
        <source>Close the acknowledged emergency: false</source>
        <translation>Baigti priimtą pavojų: klaidingas</translation>
    </message>
    <message>
        <source>Close the acknowledged emergency: test</source>
        <translation>Baigti priimtą pavojų: bandomasis</translation>
    </message>
    <message>
        <source>Select a talk-group</source>
        <translation>Pasirinkti pokalbių grupę</translation>
    </message>
    <message>
        <source>Select a talk-group too: one press speaks to all</source>
        <translation>Papildomai pasirinkti pokalbių grupę: vienu paspaudimu kalbama su visomis</translation>
    </message>
    <message>
        <source>Hear the selected talk-group&apos;s last call again; once more: the one before</source>
        <translation>Pakartoti pasirinktos pokalbių grupės paskutinį pokalbį; dar kartą: ankstesnį</translation>
    </message>
    <message>
        <source>Stop what is played back</source>
        <translation>Sustabdyti atkūrimą</translation>
    </message>
    <message>
        <source>The selected talk-group&apos;s last calls</source>
        <translation>Pasirinktos pokalbių grupės paskutiniai pokalbiai</translation>
    </message>
    <message>
        <source>Play back slower</source>
        <translation>Atkurti lėčiau</translation>
    </message>
    <message>
        <source>Play back faster</source>
        <translation>Atkurti greičiau</translation>
    </message>
    <message>
        <source>What nobody heard: play it, or say why it needs no hearing</source>
        <translation>Ko niekas negirdėjo: perklausyti arba pasakyti, kodėl klausyti nereikia</translation>
    </message>
    <message>
        <source>Amber list: fences, borders; acknowledge, dismiss</source>
        <translation>Įspėjimų sąrašas: geozonos, sienos; priimti, pašalinti</translation>
    </message>
    <message>
        <source>Fences: draw, change, remove</source>
        <translation>Geozonos: piešti, keisti, šalinti</translation>
    </message>
    <message>
        <source>All-call: the next push-to-talk speaks to all talk-groups, before all else; or not</source>
        <translation>Seansas visiems: kitas kalbėjimo klavišo paspaudimas kalba su visomis pokalbių grupėmis, pirmiau už visa kita; arba atšaukti</translation>
    </message>
    <message>
        <source>Patch talk-groups: join them, break a patch</source>
        <translation>Pokalbių grupių sujungimas: sujungti, nutraukti</translation>
    </message>
    <message>
        <source>Hear the selected talk-group alone, or all again</source>
        <translation>Klausyti tik pasirinktos grupės arba vėl visų</translation>
    </message>
    <message>
        <source>Mute the selected talk-group, or hear it again</source>
        <translation>Nutildyti pasirinktą grupę arba vėl klausyti</translation>
    </message>
    <message>
        <source>Do not hear the selected talk-group (it is recorded), or monitor it</source>
        <translation>Neklausyti pasirinktos grupės (ji įrašoma) arba ją stebėti</translation>
    </message>
    <message>
        <source>The selected talk-group louder</source>
        <translation>Pasirinkta grupė garsiau</translation>
    </message>
    <message>
        <source>The selected talk-group quieter</source>
        <translation>Pasirinkta grupė tyliau</translation>
    </message>
    <message>
        <source>Set the selected unit&apos;s status: then its letter</source>
        <translation>Nustatyti pasirinkto ekipažo būseną: paskui jos raidė</translation>
    </message>
    <message>
        <source>Write a text to the selected unit</source>
        <translation>Rašyti žinutę pasirinktam ekipažui</translation>
    </message>
    <message>
        <source>Show the selected unit on the map</source>
        <translation>Parodyti pasirinktą ekipažą žemėlapyje</translation>
    </message>
    <message>
        <source>Keep the selected unit in view on the map, or stop</source>
        <translation>Laikyti pasirinktą ekipažą žemėlapio vaizde arba baigti</translation>
    </message>
    <message>
        <source>Show where the selected unit went, or stop</source>
        <translation>Rodyti pasirinkto ekipažo maršrutą arba baigti</translation>
    </message>
    <message>
        <source>Filter the stream</source>
        <translation>Filtruoti srautą</translation>
    </message>
    <message>
        <source>Write a log entry</source>
        <translation>Rašyti žurnalo įrašą</translation>
    </message>
    <message>
        <source>Go to the unit board</source>
        <translation>Į ekipažų lentelę</translation>
    </message>
    <message>
        <source>Go to the map</source>
        <translation>Į žemėlapį</translation>
    </message>
    <message>
        <source>Units nearest to the selected unit, or to the place searched</source>
        <translation>Arčiausiai pasirinkto ekipažo arba ieškotos vietos esantys ekipažai</translation>
    </message>
    <message>
        <source>Draw round several units on the map, or stop</source>
        <translation>Apibrėžti žemėlapyje kelis ekipažus arba baigti</translation>
    </message>
    <message>
        <source>Choose several units by agency and status</source>
        <translation>Pasirinkti kelis ekipažus pagal įstaigą ir būseną</translation>
    </message>
    <message>
        <source>Measure on the map: distance, direction, area; or stop</source>
        <translation>Matuoti žemėlapyje: atstumas, kryptis, plotas; arba baigti</translation>
    </message>
    <message>
        <source>Call log: search, listen, export</source>
        <translation>Pokalbių žurnalas: ieškoti, klausyti, eksportuoti</translation>
    </message>
    <message>
        <source>Traffic: who spoke how much in the last hour</source>
        <translation>Paskutinės valandos pokalbiai: kiek kalbėta kiekvienoje grupėje</translation>
    </message>
    <message>
        <source>Look back: replay this journal in a window of its own</source>
        <translation>Peržiūra: žiūrėti šį žurnalą atskirame lange</translation>
    </message>
    <message>
        <source>Roster and status book</source>
        <translation>Ekipažų ir būsenų sąrašas</translation>
    </message>
    <message>
        <source>Gateways: set up, test</source>
        <translation>Sietuvai: nustatyti, išbandyti</translation>
    </message>
    <message>
        <source>Fit for duty: measure the room, print the slip</source>
        <translation>Parengtis tarnybai: išmatuoti patalpą, atspausdinti lapelį</translation>
    </message>
    <message>
        <source>Sign on, off, hand over</source>
        <translation>Prisijungti, atsijungti, perduoti pamainą</translation>
    </message>
    <message>
        <source>Night or day</source>
        <translation>Naktis arba diena</translation>
    </message>
    <message>
        <source>Detach the talk-groups, or put them back</source>
        <translation>Atskirti pokalbių grupes arba grąžinti</translation>
    </message>
    <message>
        <source>Detach the units, or put them back</source>
        <translation>Atskirti ekipažus arba grąžinti</translation>
    </message>
    <message>
        <source>Detach the stream, or put it back</source>
        <translation>Atskirti srautą arba grąžinti</translation>
    </message>
    <message>
        <source>Detach the detail, or put it back</source>
        <translation>Atskirti išsamią informaciją arba grąžinti</translation>
    </message>
    <message>
        <source>Put every panel back where it belongs</source>
        <translation>Grąžinti visus skydelius į vietas</translation>
    </message>
    <message>
        <source>Whole screen, or a window</source>
        <translation>Visas ekranas arba langas</translation>
    </message>
    <message>
        <source>About Kopa: version, journal, signing key</source>
        <translation>Apie Kopa: versija, žurnalas, pasirašymo raktas</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Visi klavišai</translation>
    </message>
</context>
<context>
    <name>map</name>
    <message>
        <source>the radio has no position now</source>
        <translation>stotis dabar neturi koordinačių</translation>
    </message>
    <message>
        <source>position doubtful</source>
        <translation>koordinatės abejotinos</translation>
    </message>
    <message>
        <source>address</source>
        <translation>adresas</translation>
    </message>
    <message>
        <source>street</source>
        <translation>gatvė</translation>
    </message>
    <message>
        <source>city</source>
        <translation>didmiestis</translation>
    </message>
    <message>
        <source>town</source>
        <translation>miestas</translation>
    </message>
    <message>
        <source>village</source>
        <translation>kaimas</translation>
    </message>
    <message>
        <source>hamlet</source>
        <translation>viensėdis</translation>
    </message>
    <message>
        <source>part of a town</source>
        <translation>miesto dalis</translation>
    </message>
    <message>
        <source>island</source>
        <translation>sala</translation>
    </message>
    <message>
        <source>on an imported map</source>
        <translation>importuotame žemėlapyje</translation>
    </message>
</context>
<context>
    <name>operators</name>
    <message>
        <source>Operator or PIN is not right. {tries} before a pause.</source>
        <translation>Operatorius arba PIN neteisingas. Iki pertraukos: {tries}.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Wait {seconds}.</source>
        <translation>Per daug neteisingų PIN. Palaukite {seconds}.</translation>
    </message>
    <message>
        <source>An operator&apos;s number has 1 to 12 letters, digits or hyphens.</source>
        <translation>Operatoriaus numerį sudaro nuo 1 iki 12 raidžių, skaitmenų ar brūkšnelių.</translation>
    </message>
    <message>
        <source>A PIN has 4 to 12 digits.</source>
        <translation>PIN sudaro nuo 4 iki 12 skaitmenų.</translation>
    </message>
    <message>
        <source>Operator {number} exists already.</source>
        <translation>Operatorius {number} jau yra.</translation>
    </message>
    <message>
        <source>Choose whose records this operator may read.</source>
        <translation>Pasirinkite, kurių tarnybų įrašus šis operatorius gali skaityti.</translation>
    </message>
    <message>
        <source>The last shift supervisor must stay one.</source>
        <translation>Paskutinis pamainos vadovas turi likti.</translation>
    </message>
    <message>
        <source>The file of operators cannot be used: {why}</source>
        <translation>Operatorių failo naudoti negalima: {why}</translation>
    </message>
</context>
<context>
    <name>patches</name>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min.</translation>
    </message>
    <message>
        <source>patch</source>
        <translation>sujungimas</translation>
    </message>
    <message>
        <source>patched: {groups}, {purpose}, {operator}, ends in {left}</source>
        <translation>sujungtos: {groups}, {purpose}, {operator}, baigiasi po {left}</translation>
    </message>
    <message>
        <source>{group} (heard only)</source>
        <translation>{group} (tik klausoma)</translation>
    </message>
    <message>
        <source>patched {left}</source>
        <translation>sujungta {left}</translation>
    </message>
    <message>
        <source>broken by hand</source>
        <translation>nutrauktas ranka</translation>
    </message>
    <message>
        <source>its time is over</source>
        <translation>baigėsi jo laikas</translation>
    </message>
    <message>
        <source>its job or emergency is over</source>
        <translation>baigėsi jo įvykis arba pavojus</translation>
    </message>
    <message>
        <source>its owner signed off</source>
        <translation>jo savininkas atsijungė</translation>
    </message>
    <message>
        <source>links are down</source>
        <translation>nėra ryšio</translation>
    </message>
    <message>
        <source>it heard itself</source>
        <translation>jis girdėjo pats save</translation>
    </message>
    <message>
        <source>the configuration changed</source>
        <translation>pakeista konfigūracija</translation>
    </message>
    <message>
        <source>the station restarted</source>
        <translation>stotis paleista iš naujo</translation>
    </message>
    <message>
        <source>patch: {groups} · for {minutes} min</source>
        <translation>grupių sujungimas: {groups} · {minutes} min.</translation>
    </message>
    <message>
        <source>patch goes on: {groups} · for {minutes} min</source>
        <translation>grupių sujungimas tęsiasi: {groups} · {minutes} min.</translation>
    </message>
    <message>
        <source>patch ends in a moment: {groups}</source>
        <translation>grupių sujungimas tuoj baigsis: {groups}</translation>
    </message>
    <message>
        <source>patch ends in a minute, its owner signed off: {groups}</source>
        <translation>grupių sujungimas baigsis po minutės, jo savininkas atsijungė: {groups}</translation>
    </message>
    <message>
        <source>patch ended, {why}: {groups}</source>
        <translation>grupių sujungimas baigėsi, {why}: {groups}</translation>
    </message>
    <message>
        <source>Refused: the talk-group is in another patch.</source>
        <translation>Atmesta: pokalbių grupė yra kitame sujungime.</translation>
    </message>
    <message>
        <source>Refused: one transmitter cannot carry two talk-groups of a patch.</source>
        <translation>Atmesta: vienas siųstuvas negali perduoti dviem sujungimo grupėms.</translation>
    </message>
    <message>
        <source>Refused: what dispatchers say among themselves is not sent on the air.</source>
        <translation>Atmesta: dispečerių tarpusavio pokalbiai į eterį neperduodami.</translation>
    </message>
    <message>
        <source>Refused: there is no audio on this talk-group.</source>
        <translation>Atmesta: šioje pokalbių grupėje nėra garso.</translation>
    </message>
    <message>
        <source>Refused: what is encrypted must not be sent on in clear.</source>
        <translation>Atmesta: kas šifruota, neturi būti perduodama nešifruota.</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>{town}, {country}</source>
        <translation>{town}, {country}</translation>
    </message>
    <message>
        <source>{distance} km {direction} of {town}, {country}</source>
        <translation>{distance} km į {direction} nuo {town}, {country}</translation>
    </message>
    <message>
        <source>N</source>
        <translation>Š</translation>
    </message>
    <message>
        <source>NE</source>
        <translation>ŠR</translation>
    </message>
    <message>
        <source>E</source>
        <translation>R</translation>
    </message>
    <message>
        <source>SE</source>
        <translation>PR</translation>
    </message>
    <message>
        <source>S</source>
        <translation>P</translation>
    </message>
    <message>
        <source>SW</source>
        <translation>PV</translation>
    </message>
    <message>
        <source>W</source>
        <translation>V</translation>
    </message>
    <message>
        <source>NW</source>
        <translation>ŠV</translation>
    </message>
    <message>
        <source>Latvia</source>
        <translation>Latvija</translation>
    </message>
    <message>
        <source>Lithuania</source>
        <translation>Lietuva</translation>
    </message>
    <message>
        <source>Estonia</source>
        <translation>Estija</translation>
    </message>
    <message>
        <source>Belarus</source>
        <translation>Baltarusija</translation>
    </message>
    <message>
        <source>Russia</source>
        <translation>Rusija</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>Lenkija</translation>
    </message>
</context>
<context>
    <name>protocols</name>
    <message>
        <source>Cursor-on-Target (TAK): partners&apos; units as guests</source>
        <translation>Cursor-on-Target (TAK): partnerių ekipažai kaip svečiai</translation>
    </message>
    <message>
        <source>Our own units&apos; uids begin with (never taken in again)</source>
        <translation>Mūsų ekipažų uid prasideda (atgal nepriimami)</translation>
    </message>
    <message>
        <source>Ask the server now and then whether it is there</source>
        <translation>Kartkartėmis klausti serverio, ar jis yra</translation>
    </message>
    <message>
        <source>The sender&apos;s date (check: more than two years off counts as unknown)</source>
        <translation>Siuntėjo data (check: besiskirianti daugiau nei dvejais metais laikoma nežinoma)</translation>
    </message>
    <message>
        <source>Donor radio (sound device, push-to-talk)</source>
        <translation>Donorinė radijo stotis (garso įrenginys, kalbėjimo mygtukas)</translation>
    </message>
    <message>
        <source>The same radio&apos;s data gateway</source>
        <translation>Tos pačios radijo stoties duomenų šliuzas</translation>
    </message>
    <message>
        <source>Talk-group the radio is tuned to</source>
        <translation>Pokalbių grupė, kuriai suderinta radijo stotis</translation>
    </message>
    <message>
        <source>Voice must last (ms) to count</source>
        <translation>Balsas turi trukti (ms), kad būtų įskaitytas</translation>
    </message>
    <message>
        <source>Silence (ms) that ends a call</source>
        <translation>Tyla (ms), kuri baigia pokalbį</translation>
    </message>
    <message>
        <source>Sound kept from before it (ms)</source>
        <translation>Prieš tai išsaugomas garsas (ms)</translation>
    </message>
    <message>
        <source>gpsd (receivers of a computer)</source>
        <translation>gpsd (kompiuterio imtuvai)</translation>
    </message>
    <message>
        <source>Unit of the receiver; of several: /dev/ttyUSB0=VP-12, /dev/ttyACM0=VP-13</source>
        <translation>Imtuvo ekipažas; jei keli: /dev/ttyUSB0=VP-12, /dev/ttyACM0=VP-13</translation>
    </message>
    <message>
        <source>The receiver&apos;s date (check: more than two years off counts as unknown)</source>
        <translation>Imtuvo data (check: nukrypusi daugiau nei dvejus metus laikoma nežinoma)</translation>
    </message>
    <message>
        <source>DMR repeaters (homebrew repeater protocol, MMDVM)</source>
        <translation>DMR kartotuvai (homebrew kartotuvų protokolas, MMDVM)</translation>
    </message>
    <message>
        <source>We are the</source>
        <translation>Mes esame (peer: kartotuvas, master: centras)</translation>
    </message>
    <message>
        <source>Our repeater id (peer)</source>
        <translation>Mūsų kartotuvo ID (peer)</translation>
    </message>
    <message>
        <source>Repeater ids that may log in (master; empty: any)</source>
        <translation>Kartotuvų ID, kurie gali prisijungti (master; tuščia: bet kuris)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Slaptažodis</translation>
    </message>
    <message>
        <source>Our call sign (peer)</source>
        <translation>Mūsų šaukinys (peer)</translation>
    </message>
    <message>
        <source>Colour code (peer)</source>
        <translation>Spalvos kodas (peer)</translation>
    </message>
    <message>
        <source>Options for the master (peer)</source>
        <translation>Parinktys centrui (peer)</translation>
    </message>
    <message>
        <source>Repeat between repeaters (master, where transmitting is on)</source>
        <translation>Persiųsti tarp kartotuvų (master, kur siuntimas įjungtas)</translation>
    </message>
    <message>
        <source>Texts out as (master)</source>
        <translation>Siųsti žinutes kaip (master)</translation>
    </message>
    <message>
        <source>Our radio number in texts</source>
        <translation>Mūsų radijo stoties numeris žinutėse</translation>
    </message>
    <message>
        <source>Slot of texts to radios not heard yet</source>
        <translation>Laiko tarpas žinutėms radijo stotims, kurios dar negirdėtos</translation>
    </message>
    <message>
        <source>Hytera repeater (voice, registration, location, texts)</source>
        <translation>Hytera kartotuvas (balsas, registracija, vieta, žinutės)</translation>
    </message>
    <message>
        <source>Our number (0: the repeater&apos;s)</source>
        <translation>Mūsų numeris (0: kartotuvo)</translation>
    </message>
    <message>
        <source>Radios&apos; network (first octet)</source>
        <translation>Radijo stočių tinklas (pirmasis oktetas)</translation>
    </message>
    <message>
        <source>Minutes between registrations</source>
        <translation>Minutės tarp registracijų</translation>
    </message>
    <message>
        <source>Messages&apos; own checksums (lenient: UDP&apos;s will do)</source>
        <translation>Pranešimų kontrolinės sumos (lenient: pakanka UDP)</translation>
    </message>
    <message>
        <source>Seconds between positions (0: never)</source>
        <translation>Sekundės tarp koordinačių (0: niekada)</translation>
    </message>
    <message>
        <source>MMDVM modem (listening site)</source>
        <translation>MMDVM modemas (klausymosi vieta)</translation>
    </message>
    <message>
        <source>Frequency, MHz</source>
        <translation>Dažnis, MHz</translation>
    </message>
    <message>
        <source>Colour code</source>
        <translation>Spalvos kodas</translation>
    </message>
    <message>
        <source>Receive level, %</source>
        <translation>Priėmimo lygis, %</translation>
    </message>
    <message>
        <source>Receive inverted</source>
        <translation>Priimti invertuotai</translation>
    </message>
    <message>
        <source>Simplex (without it only wake-ups are heard)</source>
        <translation>Simpleksas (be jo girdimi tik žadinimai)</translation>
    </message>
    <message>
        <source>MOTOTRBO fleet (registration, location, texts)</source>
        <translation>MOTOTRBO parkas (registracija, vieta, žinutės)</translation>
    </message>
    <message>
        <source>Network of computers at radios</source>
        <translation>Kompiuterių prie radijo stočių tinklas</translation>
    </message>
    <message>
        <source>Positions: radios report by themselves, are asked one by one, or not at all</source>
        <translation>Koordinatės: stotys praneša pačios (triggered), klausiamos po vieną (immediate) arba niekada (off)</translation>
    </message>
    <message>
        <source>Seconds between positions</source>
        <translation>Sekundės tarp koordinačių</translation>
    </message>
    <message>
        <source>Ask radios to report an emergency with their position (not verified on a radio)</source>
        <translation>Prašyti stočių pavojaus metu pranešti koordinates (su stotimi nepatikrinta)</translation>
    </message>
    <message>
        <source>NMEA positions (GPS, Kenwood, Raveon)</source>
        <translation>NMEA koordinatės (GPS, Kenwood, Raveon)</translation>
    </message>
    <message>
        <source>Unit of a plain receiver</source>
        <translation>Paprasto imtuvo ekipažas</translation>
    </message>
    <message>
        <source>Checksums (lenient: they may be missing; off: even wrong)</source>
        <translation>Kontrolinės sumos (lenient: gali nebūti; off: net klaidingos)</translation>
    </message>
    <message>
        <source>The radio&apos;s date (check: more than two years off counts as unknown)</source>
        <translation>Stoties data (check: nukrypusi daugiau nei dvejus metus laikoma nežinoma)</translation>
    </message>
    <message>
        <source>Status that means emergency</source>
        <translation>Būsena, reiškianti pavojų</translation>
    </message>
    <message>
        <source>Phones and trackers by HTTP (OsmAnd, Traccar client)</source>
        <translation>Telefonai ir sekikliai per HTTP (OsmAnd, Traccar klientas)</translation>
    </message>
    <message>
        <source>Unit of the speed in queries (Traccar client: kn, OsmAnd: m/s)</source>
        <translation>Greičio vienetas užklausose (Traccar klientas: kn, OsmAnd: m/s)</translation>
    </message>
    <message>
        <source>The phone&apos;s date (check: more than two years off counts as unknown)</source>
        <translation>Telefono data (check: nukrypusi daugiau nei dvejus metus laikoma nežinoma)</translation>
    </message>
    <message>
        <source>Phones by HTTP (OwnTracks)</source>
        <translation>Telefonai per HTTP (OwnTracks)</translation>
    </message>
    <message>
        <source>TETRA mobile (PEI)</source>
        <translation>TETRA radijo stotis (PEI)</translation>
    </message>
    <message>
        <source>Short data goes to: 1 this console only, 2 the radio too</source>
        <translation>Trumpuosius duomenis gauna: 1 tik šis pultas, 2 ir radijo stotis</translation>
    </message>
    <message>
        <source>Send delivery reports (the radio does not)</source>
        <translation>Siųsti pristatymo pranešimus (stotis to nedaro)</translation>
    </message>
    <message>
        <source>Text protocol: 130, or 2 simple</source>
        <translation>Žinučių protokolas: 130 arba 2, paprastasis</translation>
    </message>
    <message>
        <source>Letters beyond Latin-1: 0 by itself, 26 UTF-16, 11 Latin-7, 4 Latin-4, 10 Latin-6</source>
        <translation>Raidės už Latin-1 ribų: 0 savo nuožiūra, 26 UTF-16, 11 Latin-7, 4 Latin-4, 10 Latin-6</translation>
    </message>
    <message>
        <source>Ask radios for their position (not every radio obeys)</source>
        <translation>Klausti stočių koordinačių (ne kiekviena atsako)</translation>
    </message>
    <message>
        <source>Ask for positions by lip, or lrrp (Motorola)</source>
        <translation>Koordinačių prašyti per lip arba lrrp (Motorola)</translation>
    </message>
    <message>
        <source>RTP voice (G.711, ED-137)</source>
        <translation>RTP balsas (G.711, ED-137)</translation>
    </message>
    <message>
        <source>Talk-group of this port</source>
        <translation>Šio prievado pokalbių grupė</translation>
    </message>
    <message>
        <source>What we send</source>
        <translation>Ką siunčiame</translation>
    </message>
    <message>
        <source>Packets of (ms)</source>
        <translation>Paketai po (ms)</translation>
    </message>
    <message>
        <source>Our source number (hex; empty: by chance)</source>
        <translation>Mūsų šaltinio numeris (šešiolikt.; tuščia: atsitiktinis)</translation>
    </message>
    <message>
        <source>Send the ED-137 push-to-talk extension</source>
        <translation>Siųsti ED-137 kalbėjimo klavišo plėtinį</translation>
    </message>
    <message>
        <source>Our ED-137 PTT number</source>
        <translation>Mūsų ED-137 PTT numeris</translation>
    </message>
    <message>
        <source>SvxReflector (SvxLink nodes)</source>
        <translation>SvxReflector (SvxLink mazgai)</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Raktas</translation>
    </message>
    <message>
        <source>Protocol (1: no talk-groups)</source>
        <translation>Protokolas (1: be pokalbių grupių)</translation>
    </message>
    <message>
        <source>Of several talk-groups, hear the first that is busy</source>
        <translation>Iš kelių pokalbių grupių klausytis pirmos užimtos</translation>
    </message>
    <message>
        <source>Calls from other recorders (rdio-scanner, trunk-recorder)</source>
        <translation>Pokalbiai iš kitų įrašymo programų (rdio-scanner, trunk-recorder)</translation>
    </message>
    <message>
        <source>Take talk-groups that are not set up, too</source>
        <translation>Priimti ir nenustatytas pokalbių grupes</translation>
    </message>
    <message>
        <source>The sender&apos;s time (check: in the future or over a year old counts as unknown)</source>
        <translation>Siuntėjo laikas (check: ateityje arba senesnis nei metai laikomas nežinomu)</translation>
    </message>
    <message>
        <source>USRP voice (AllStarLink, DVSwitch)</source>
        <translation>USRP balsas (AllStarLink, DVSwitch)</translation>
    </message>
    <message>
        <source>Talk-group of calls that name none</source>
        <translation>Pokalbių grupė pokalbiams, kurie jos nenurodo</translation>
    </message>
    <message>
        <source>Register with the bridge</source>
        <translation>Registruotis tilte</translation>
    </message>
    <message>
        <source>Our radio ID</source>
        <translation>Mūsų radijo stoties ID</translation>
    </message>
    <message>
        <source>Our call sign</source>
        <translation>Mūsų šaukinys</translation>
    </message>
</context>
<context>
    <name>ptt</name>
    <message>
        <source>The console stood still: press again to talk.</source>
        <translation>Pultas buvo sustingęs: norėdami kalbėti, paspauskite dar kartą.</translation>
    </message>
    <message>
        <source>The station did not key the transmitter.</source>
        <translation>Ryšių mazgas neįjungė siųstuvo.</translation>
    </message>
    <message>
        <source>The transmission was cut: press again to talk. ({why})</source>
        <translation>Radijo seansas nutrauktas: norėdami kalbėti paspauskite dar kartą. ({why})</translation>
    </message>
    <message>
        <source>The transmission was cut: press again to talk.</source>
        <translation>Seansas nutrauktas: norėdami kalbėti, paspauskite dar kartą.</translation>
    </message>
</context>
<context>
    <name>radio</name>
    <message>
        <source>its radio is registered</source>
        <translation>jo stotis užregistruota</translation>
    </message>
    <message>
        <source>its radio is looking for the network</source>
        <translation>jo stotis ieško tinklo</translation>
    </message>
    <message>
        <source>its radio is not registered</source>
        <translation>jo stotis neužregistruota</translation>
    </message>
    <message>
        <source>the network refuses its radio</source>
        <translation>tinklas atmeta jo stotį</translation>
    </message>
    <message>
        <source>its radio is in direct mode, without the network</source>
        <translation>jo stotis veikia tiesioginiu režimu, be tinklo</translation>
    </message>
    <message>
        <source>its radio hears no network</source>
        <translation>jo stotis negirdi tinklo</translation>
    </message>
    <message>
        <source>not tuned in</source>
        <translation>nenustatyta</translation>
    </message>
    <message>
        <source>radio busy</source>
        <translation>stotis užimta</translation>
    </message>
    <message>
        <source>{gateway} has one radio: it carries one call at a time.</source>
        <translation>Sietuvas {gateway} turi vieną stotį: vienu metu ji perduoda vieną pokalbį.</translation>
    </message>
    <message>
        <source>It is set to this talk-group.</source>
        <translation>Ji nustatyta į šią pokalbių grupę.</translation>
    </message>
    <message>
        <source>It scans this talk-group.</source>
        <translation>Ji skenuoja šią pokalbių grupę.</translation>
    </message>
    <message>
        <source>It is set to {group}: this one is not heard.</source>
        <translation>Ji nustatyta į {group}: ši grupė negirdima.</translation>
    </message>
    <message>
        <source>It carries a call on {group} now: nothing else is heard until that ends.</source>
        <translation>Ji dabar perduoda pokalbį grupėje {group}: kol jis nesibaigs, nieko kito negirdėti.</translation>
    </message>
    <message>
        <source>set to {group}</source>
        <translation>nustatyta į {group}</translation>
    </message>
    <message>
        <source>scans {groups}</source>
        <translation>skenuoja {groups}</translation>
    </message>
    <message>
        <source>its radio does not take {commands}</source>
        <translation>jo stotis nepriima {commands}</translation>
    </message>
    <message>
        <source>waiting for the turn</source>
        <translation>laukia eilės</translation>
    </message>
    <message>
        <source>turn refused</source>
        <translation>kalbėti neleista</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>nutraukta</translation>
    </message>
</context>
<context>
    <name>recording</name>
    <message>
        <source>{seconds} s not recorded</source>
        <translation>{seconds} s neįrašyta</translation>
    </message>
    <message>
        <source>recording damaged</source>
        <translation>įrašas sugadintas</translation>
    </message>
    <message>
        <source>recovered after a crash</source>
        <translation>atkurtas po strigties</translation>
    </message>
    <message>
        <source>{seconds} s without voice</source>
        <translation>{seconds} s be balso</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>REVIEW</source>
        <translation>PERŽIŪRA</translation>
    </message>
    <message>
        <source>EXERCISE</source>
        <translation>PRATYBOS</translation>
    </message>
    <message>
        <source>The look-up cannot be put on record, so the journal stays closed: {why}</source>
        <translation>Peržiūros negalima įrašyti, todėl žurnalas lieka uždarytas: {why}</translation>
    </message>
    <message>
        <source>NO SOUND: {why}</source>
        <translation>NĖRA GARSO: {why}</translation>
    </message>
</context>
<context>
    <name>rights</name>
    <message>
        <source>This is a review: nothing can be sent or changed here.</source>
        <translation>Tai peržiūra: čia nieko negalima siųsti ar keisti.</translation>
    </message>
    <message>
        <source>Only this role may do it: {roles}.</source>
        <translation>Tai gali tik: {roles}.</translation>
    </message>
    <message>
        <source>A review shows the records of all agencies, and you may read those of some: use the call log.</source>
        <translation>Peržiūra rodo visų tarnybų įrašus, o jūs galite skaityti tik kai kurių: naudokite pokalbių žurnalą.</translation>
    </message>
    <message>
        <source>Sign on first.</source>
        <translation>Pirmiausia prisijunkite.</translation>
    </message>
    <message>
        <source>No talk-group is selected.</source>
        <translation>Nepasirinkta jokia pokalbių grupė.</translation>
    </message>
    <message>
        <source>No gateway is known for this radio.</source>
        <translation>Šiai stočiai nežinomas joks tinklų sietuvas.</translation>
    </message>
    <message>
        <source>{gateway} cannot send texts.</source>
        <translation>{gateway} negali siųsti žinučių.</translation>
    </message>
    <message>
        <source>This talk-group carries signalling only: there is no audio to hear.</source>
        <translation>Šioje pokalbių grupėje yra tik signalizacija: nėra garso, kurio būtų galima klausyti.</translation>
    </message>
    <message>
        <source>Nothing is recorded on this talk-group yet.</source>
        <translation>Šioje pokalbių grupėje dar nieko neįrašyta.</translation>
    </message>
    <message>
        <source>Voice here is coded ({codec}) and kept as it came. To hear it, Kopa needs a vocoder chip (named under [voice] in the configuration), an installed vocoder package, or a donor radio paired with its gateway.</source>
        <translation>Balsas čia koduotas ({codec}) ir saugomas toks, koks gautas. Kad jį būtų galima išgirsti, Kopai reikia vokoderio lusto (nurodyto konfigūracijos skyriuje [voice]), įdiegto vokoderio paketo arba donorinės radijo stoties, susietos su šios grupės sietuvu.</translation>
    </message>
    <message>
        <source>Voice on this talk-group is coded: nobody can talk on it from here.</source>
        <translation>Balsas šioje pokalbių grupėje koduotas: iš čia joje kalbėti negalima.</translation>
    </message>
    <message>
        <source>This talk-group carries signalling only: nobody can talk on it from here.</source>
        <translation>Šioje pokalbių grupėje yra tik signalizacija: iš čia joje kalbėti negalima.</translation>
    </message>
    <message>
        <source>The gateway of this talk-group is not configured.</source>
        <translation>Šios pokalbių grupės sietuvas nesukonfigūruotas.</translation>
    </message>
    <message>
        <source>{gateway} cannot transmit.</source>
        <translation>{gateway} negali siųsti.</translation>
    </message>
    <message>
        <source>{gateway} is heard only: nobody can talk on it from here.</source>
        <translation>{gateway} tik klausomas: iš čia juo kalbėti negalima.</translation>
    </message>
    <message>
        <source>Transmitting is switched off for {gateway} in the configuration.</source>
        <translation>Siuntimas per {gateway} konfigūracijoje išjungtas.</translation>
    </message>
    <message>
        <source>The station does not run.</source>
        <translation>Ryšių mazgas neveikia.</translation>
    </message>
    <message>
        <source>{gateway}: no link since {time}.</source>
        <translation>{gateway}: nėra ryšio nuo {time}.</translation>
    </message>
</context>
<context>
    <name>roster</name>
    <message>
        <source>{number} (not named)</source>
        <translation>{number} (be šaukinio)</translation>
    </message>
</context>
<context>
    <name>self._window</name>
    <message>
        <source>The review window could not be started.</source>
        <translation>Peržiūros lango atverti nepavyko.</translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>kept in a file of its own; type to replace it</source>
        <translation>laikoma atskirame faile; rašykite, kad pakeistumėte</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>dar nėra</translation>
    </message>
    <message>
        <source>usually {value}</source>
        <translation>paprastai {value}</translation>
    </message>
    <message>
        <source>New gateway</source>
        <translation>Naujas sietuvas</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>nenaudojamas</translation>
    </message>
    <message>
        <source>transmits</source>
        <translation>siunčia</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>neįrašytas</translation>
    </message>
    <message>
        <source>TX</source>
        <translation>TX</translation>
    </message>
    <message>
        <source>Not saved: {why}</source>
        <translation>Neįrašyta: {why}</translation>
    </message>
    <message>
        <source>Saved. The station is taking it …</source>
        <translation>Įrašyta. Ryšių mazgas perima …</translation>
    </message>
    <message>
        <source>Saved. It is in use when the station runs.</source>
        <translation>Įrašyta. Įsigalios, kai ryšių mazgas veiks.</translation>
    </message>
    <message>
        <source>In use since {time}.</source>
        <translation>Galioja nuo {time}.</translation>
    </message>
    <message>
        <source>Saved, but the station has not taken it: does it use another file?</source>
        <translation>Įrašyta, bet ryšių mazgas neperėmė: gal jis naudoja kitą failą?</translation>
    </message>
    <message>
        <source>This file cannot be changed here, only in a text editor: {why}</source>
        <translation>Šio failo čia keisti negalima, tik teksto rengykle: {why}</translation>
    </message>
    <message>
        <source>Link opened: {link}</source>
        <translation>Ryšys atidarytas: {link}</translation>
    </message>
    <message>
        <source>The other side answered.</source>
        <translation>Kita pusė atsakė.</translation>
    </message>
    <message>
        <source>No link</source>
        <translation>Nėra ryšio</translation>
    </message>
    <message>
        <source>a radio registered</source>
        <translation>užsiregistravo radijo stotis</translation>
    </message>
    <message>
        <source>a call</source>
        <translation>pokalbis</translation>
    </message>
    <message>
        <source>the end of a call</source>
        <translation>pokalbio pabaiga</translation>
    </message>
    <message>
        <source>a talker&apos;s name</source>
        <translation>kalbančiojo vardas</translation>
    </message>
    <message>
        <source>a position</source>
        <translation>koordinatės</translation>
    </message>
    <message>
        <source>a radio without a position</source>
        <translation>radijo stotis be koordinačių</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>žinutė</translation>
    </message>
    <message>
        <source>a status</source>
        <translation>būsena</translation>
    </message>
    <message>
        <source>an emergency</source>
        <translation>pavojus</translation>
    </message>
    <message>
        <source>a radio&apos;s signal</source>
        <translation>radijo stoties signalas</translation>
    </message>
    <message>
        <source>Heard: {what}</source>
        <translation>Girdėta: {what}</translation>
    </message>
    <message>
        <source>It works: the other side proved itself.</source>
        <translation>Veikia: kita pusė save įrodė.</translation>
    </message>
    <message>
        <source>Something came ({count} pieces), but nothing that proves the other side.</source>
        <translation>Kažkas atėjo (dalių: {count}), bet niekas neįrodo kitos pusės.</translation>
    </message>
    <message>
        <source>The last that was not understood: {why}</source>
        <translation>Paskutinis nesuprastas: {why}</translation>
    </message>
    <message>
        <source>The link is open, and nothing came.</source>
        <translation>Ryšys atidarytas, bet niekas neatėjo.</translation>
    </message>
    <message>
        <source>Here silence is ordinary: let a radio speak or report during the test.</source>
        <translation>Čia tyla įprasta: tegul bandymo metu kuri nors stotis kalba ar praneša.</translation>
    </message>
    <message>
        <source>The running station has this link open itself.</source>
        <translation>Šį ryšį laiko atidaręs pats veikiantis ryšių mazgas.</translation>
    </message>
    <message>
        <source>The link could not be had</source>
        <translation>Ryšio atidaryti nepavyko</translation>
    </message>
    <message>
        <source>Close the other program, or choose another port.</source>
        <translation>Uždarykite kitą programą arba pasirinkite kitą prievadą.</translation>
    </message>
    <message>
        <source>The settings are not complete</source>
        <translation>Nuostatos nepilnos</translation>
    </message>
    <message>
        <source>Cable: is it in, at both ends, and the device switched on?</source>
        <translation>Kabelis: ar prijungtas abiejuose galuose, o įrenginys įjungtas?</translation>
    </message>
    <message>
        <source>Port: is {device} the right one?</source>
        <translation>Prievadas: ar {device} tas pats?</translation>
    </message>
    <message>
        <source>Baud rate: is the device set to {baud} as well?</source>
        <translation>Sparta: ar įrenginyje taip pat nustatyta {baud}?</translation>
    </message>
    <message>
        <source>Sound device: is {device} there, the cable in and the radio switched on?</source>
        <translation>Garso įrenginys: ar {device} yra, laidas įkištas ir radijo stotis įjungta?</translation>
    </message>
    <message>
        <source>Loudness: is the radio&apos;s volume up, and nothing muted in the system&apos;s mixer?</source>
        <translation>Garsumas: ar radijo stotis pakankamai garsi, o sistemos maišiklyje niekas nenutildyta?</translation>
    </message>
    <message>
        <source>Phones: do they call this machine at port {port}, with the key?</source>
        <translation>Telefonai: ar jie jungiasi prie šio kompiuterio per prievadą {port} su raktu?</translation>
    </message>
    <message>
        <source>Firewall: does this machine let TCP port {port} in?</source>
        <translation>Užkarda: ar šis kompiuteris praleidžia TCP prievadą {port}?</translation>
    </message>
    <message>
        <source>Address: is {peer} the device, switched on and on the network?</source>
        <translation>Adresas: ar {peer} yra šis įrenginys, įjungtas ir tinkle?</translation>
    </message>
    <message>
        <source>Firewall: may this machine connect to that port?</source>
        <translation>Užkarda: ar šis kompiuteris gali jungtis prie to prievado?</translation>
    </message>
    <message>
        <source>Other side: does it send to this machine&apos;s address, UDP port {port}?</source>
        <translation>Kita pusė: ar ji siunčia į šio kompiuterio adresą, UDP prievadą {port}?</translation>
    </message>
    <message>
        <source>Address: is {peer} the other side, switched on and on the network?</source>
        <translation>Adresas: ar {peer} yra kita pusė, įjungta ir tinkle?</translation>
    </message>
    <message>
        <source>Firewall: does this machine let UDP port {port} in?</source>
        <translation>Užkarda: ar šis kompiuteris įleidžia UDP prievadą {port}?</translation>
    </message>
    <message>
        <source>Multicast: does the network carry {group} to the address given here?</source>
        <translation>Daugiaadresis siuntimas: ar tinklas perduoda {group} čia nurodytu adresu?</translation>
    </message>
    <message>
        <source>Only {sources} is listened to: does the other side send from there?</source>
        <translation>Klausomasi tik {sources}: ar kita pusė siunčia iš ten?</translation>
    </message>
    <message>
        <source>Password: is it the same on both sides, and our number known there?</source>
        <translation>Slaptažodis: ar abiejose pusėse tas pats, ir ar mūsų numeris ten žinomas?</translation>
    </message>
    <message>
        <source>Protocol: does the device really speak this one, at this port?</source>
        <translation>Protokolas: ar įrenginys šiame prievade tikrai naudoja šį?</translation>
    </message>
    <message>
        <source>link since {time}</source>
        <translation>ryšys nuo {time}</translation>
    </message>
    <message>
        <source>no link since {time}</source>
        <translation>nėra ryšio nuo {time}</translation>
    </message>
    <message>
        <source>open, nothing heard yet</source>
        <translation>atidarytas, dar nieko negirdėta</translation>
    </message>
</context>
<context>
    <name>states</name>
    <message>
        <source>NO STATION</source>
        <translation>NĖRA RYŠIŲ MAZGO</translation>
    </message>
    <message>
        <source>NO SOUND</source>
        <translation>NĖRA GARSO</translation>
    </message>
    <message>
        <source>The voice process does not run.</source>
        <translation>Balso programa neveikia.</translation>
    </message>
    <message>
        <source>There is no loudspeaker.</source>
        <translation>Nėra garsiakalbio.</translation>
    </message>
    <message>
        <source>CONFIGURATION</source>
        <translation>KONFIGŪRACIJA</translation>
    </message>
    <message>
        <source>NO MICROPHONE</source>
        <translation>NĖRA MIKROFONO</translation>
    </message>
    <message>
        <source>Missing: {devices}. What they played sounds from {other} meanwhile.</source>
        <translation>Trūksta: {devices}. Tuo tarpu tai, ką jie grojo, girdima iš {other}.</translation>
    </message>
    <message>
        <source>SOUND DEVICE LOST</source>
        <translation>DINGO GARSO ĮRENGINYS</translation>
    </message>
    <message>
        <source>Nobody can be heard from here: nothing is keyed until a microphone is there.</source>
        <translation>Iš čia nieko nesigirdi: kol nėra mikrofono, siųstuvas nejungiamas.</translation>
    </message>
    <message>
        <source>{units} since {time}: perhaps jamming. Ask them where they are.</source>
        <translation>{units} nuo {time}: galbūt slopinimas. Paklauskite jų, kur jie yra.</translation>
    </message>
    <message>
        <source>POSITIONS DOUBTFUL</source>
        <translation>KOORDINATĖS ABEJOTINOS</translation>
    </message>
    <message>
        <source>TRANSMITTING on {groups}</source>
        <translation>SIUNČIAMA grupėje {groups}</translation>
    </message>
    <message>
        <source>{transmitting}: {seconds} s left</source>
        <translation>{transmitting}: liko {seconds} s</translation>
    </message>
    <message>
        <source>The pedal is down without a transmission: it must come up before it keys again.</source>
        <translation>Pedalas nuspaustas, bet neperduodama: jį reikia atleisti, kad vėl būtų galima perduoti.</translation>
    </message>
    <message>
        <source>PEDAL STUCK</source>
        <translation>PEDALAS ĮSTRIGĘS</translation>
    </message>
    <message>
        <source>The pedal cannot be read: use the key or the mouse.</source>
        <translation>Pedalo būsenos nuskaityti negalima: naudokite klavišą arba pelę.</translation>
    </message>
    <message>
        <source>NO PEDAL</source>
        <translation>NĖRA PEDALO</translation>
    </message>
    <message>
        <source>NOT RECORDING</source>
        <translation>NEĮRAŠOMA</translation>
    </message>
    <message>
        <source>A transmission is not on record yet.</source>
        <translation>Seansas dar neįrašytas.</translation>
    </message>
    <message>
        <source>DISK FULL: {minutes} MIN LEFT</source>
        <translation>DISKAS PILNAS: DAR {minutes} MIN</translation>
    </message>
    <message>
        <source>Recording goes on from the reserve. Make room on the disk.</source>
        <translation>Įrašymas tęsiasi iš rezervo. Atlaisvinkite vietos diske.</translation>
    </message>
    <message>
        <source>The engine room does not run: nothing is heard, sent or recorded.</source>
        <translation>Ryšių mazgas neveikia: nieko negirdima, nesiunčiama ir neįrašoma.</translation>
    </message>
</context>
<context>
    <name>strip</name>
    <message>
        <source>NOT RECORDED</source>
        <translation>NEĮRAŠYTA</translation>
    </message>
    <message>
        <source>on {group}</source>
        <translation>grupėje {group}</translation>
    </message>
    <message>
        <source>microphone open</source>
        <translation>mikrofonas įjungtas</translation>
    </message>
    <message>
        <source>nobody answered for 20 s</source>
        <translation>20 s niekas neatsiliepė</translation>
    </message>
    <message>
        <source>taken by {operator} at {time}</source>
        <translation>priėmė {operator} {time}</translation>
    </message>
    <message>
        <source>taken by {operator}</source>
        <translation>priėmė {operator}</translation>
    </message>
    <message>
        <source>position unknown</source>
        <translation>koordinatės nežinomos</translation>
    </message>
    <message>
        <source>position doubtful</source>
        <translation>koordinatės abejotinos</translation>
    </message>
    <message>
        <source>the radio has no position now</source>
        <translation>stotis dabar neturi koordinačių</translation>
    </message>
    <message>
        <source>no fix</source>
        <translation>nėra GPS</translation>
    </message>
    <message>
        <source>fix of unknown age</source>
        <translation>koordinačių senumas nežinomas</translation>
    </message>
    <message>
        <source>fix {age}</source>
        <translation>koordinatės prieš {age}</translation>
    </message>
</context>
<context>
    <name>tile</name>
    <message>
        <source>position {seat}</source>
        <translation>darbo vieta {seat}</translation>
    </message>
    <message>
        <source>keying …</source>
        <translation>įjungiamas siųstuvas …</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>dar {seconds} s</translation>
    </message>
    <message>
        <source>on air</source>
        <translation>eteryje</translation>
    </message>
    <message>
        <source>all-call</source>
        <translation>visiems</translation>
    </message>
    <message>
        <source>all-call, {who}</source>
        <translation>visiems, {who}</translation>
    </message>
    <message>
        <source>not on air</source>
        <translation>ne eteryje</translation>
    </message>
    <message>
        <source>no link</source>
        <translation>nėra ryšio</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>nėra tinklo</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>šifruota</translation>
    </message>
    <message>
        <source>free</source>
        <translation>laisva</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>nėra duomenų</translation>
    </message>
    <message>
        <source>intercom</source>
        <translation>vidinis ryšys</translation>
    </message>
    <message>
        <source>no audio</source>
        <translation>be garso</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>tyli</translation>
    </message>
    <message>
        <source>alone</source>
        <translation>tik ši</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>nutildyta</translation>
    </message>
    <message>
        <source>monitored, not audible</source>
        <translation>stebima, negirdima</translation>
    </message>
    <message>
        <source>headset</source>
        <translation>ausinės</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>užimta</translation>
    </message>
    <message>
        <source>transmitting</source>
        <translation>siunčiama</translation>
    </message>
    <message>
        <source>another talk-group is heard alone</source>
        <translation>girdima tik kita pokalbių grupė</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>pasirinkta</translation>
    </message>
    <message>
        <source>in the all-call</source>
        <translation>seanse visiems</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>pavojus</translation>
    </message>
    <message>
        <source>{gateway} has no link: voice is heard, but not who speaks, where, with what status.</source>
        <translation>{gateway} neturi ryšio: balsas girdimas, bet nežinoma, kas kalba, kur yra ir kokia jo būsena.</translation>
    </message>
</context>
<context>
    <name>times</name>
    <message>
        <source>unknown</source>
        <translation>nežinoma</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>nėra koordinačių</translation>
    </message>
    <message>
        <source>position {age} ago</source>
        <translation>koordinatės prieš {age}</translation>
    </message>
    <message>
        <source>position received {age} ago, how old it was is unknown</source>
        <translation>koordinatės gautos prieš {age}, jų senumas nežinomas</translation>
    </message>
</context>
<context>
    <name>unheard</name>
    <message>
        <source>nobody signed on</source>
        <translation>niekas neprisijungęs</translation>
    </message>
    <message>
        <source>no console open</source>
        <translation>pultas neatidarytas</translation>
    </message>
    <message>
        <source>not monitored</source>
        <translation>neklausoma</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>nutildyta</translation>
    </message>
    <message>
        <source>another group alone</source>
        <translation>klausyta tik kita grupė</translation>
    </message>
    <message>
        <source>turned down</source>
        <translation>garsas nusuktas</translation>
    </message>
    <message>
        <source>no sound device</source>
        <translation>nėra garso įrenginio</translation>
    </message>
    <message>
        <source>we transmitted</source>
        <translation>kalbėjome patys</translation>
    </message>
    <message>
        <source>two at once</source>
        <translation>du vienu metu</translation>
    </message>
    <message>
        <source>voice was lost</source>
        <translation>balsas prarastas</translation>
    </message>
    <message>
        <source>no voice came in</source>
        <translation>balsas neatėjo</translation>
    </message>
    <message>
        <source>the station was down</source>
        <translation>stotis neveikė</translation>
    </message>
    <message>
        <source>no audio</source>
        <translation>nėra garso</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>užšifruota</translation>
    </message>
    <message>
        <source>was said again</source>
        <translation>pakartota</translation>
    </message>
    <message>
        <source>known otherwise</source>
        <translation>žinoma kitaip</translation>
    </message>
    <message>
        <source>nothing was said</source>
        <translation>nieko nepasakyta</translation>
    </message>
    <message>
        <source>not meant for us</source>
        <translation>ne mums</translation>
    </message>
    <message>
        <source>unheard: {why}</source>
        <translation>neperklausyta: {why}</translation>
    </message>
    <message>
        <source>unheard at first: {why}</source>
        <translation>iš pradžių neperklausyta: {why}</translation>
    </message>
    <message>
        <source>({missed} s of {all} s)</source>
        <translation>({missed} s iš {all} s)</translation>
    </message>
</context>
<context>
    <name>wanted</name>
    <message>
        <source>Track over a time …</source>
        <translation>Maršrutas per laikotarpį …</translation>
    </message>
    <message>
        <source>Place a legal hold …</source>
        <translation>Drausti naikinti …</translation>
    </message>
    <message>
        <source>Erase data …</source>
        <translation>Naikinti duomenis …</translation>
    </message>
    <message>
        <source>You may not read the records of this unit&apos;s agency.</source>
        <translation>Šios tarnybos įrašų skaityti negalite.</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>shift supervisor</source>
        <translation>pamainos vadovas</translation>
    </message>
    <message>
        <source>trainer</source>
        <translation>instruktorius</translation>
    </message>
    <message>
        <source>dispatcher</source>
        <translation>dispečeris</translation>
    </message>
    <message>
        <source>all agencies</source>
        <translation>visos tarnybos</translation>
    </message>
    <message>
        <source>no agency</source>
        <translation>be tarnybos</translation>
    </message>
    <message>
        <source>on foot</source>
        <translation>patrulis</translation>
    </message>
    <message>
        <source>boat</source>
        <translation>kateris</translation>
    </message>
    <message>
        <source>aircraft</source>
        <translation>orlaivis</translation>
    </message>
    <message>
        <source>post</source>
        <translation>postas</translation>
    </message>
    <message>
        <source>car</source>
        <translation>ekipažas</translation>
    </message>
    <message>
        <source>a patrol on foot</source>
        <translation>pėsčiųjų patruliui</translation>
    </message>
    <message>
        <source>a boat</source>
        <translation>kateriui</translation>
    </message>
    <message>
        <source>an aircraft</source>
        <translation>orlaiviui</translation>
    </message>
    <message>
        <source>a post</source>
        <translation>postui</translation>
    </message>
    <message>
        <source>a car</source>
        <translation>automobiliui</translation>
    </message>
    <message>
        <source>the voice program</source>
        <translation>balso programa</translation>
    </message>
    <message>
        <source>the call-log program</source>
        <translation>pokalbių žurnalo programa</translation>
    </message>
    <message>
        <source>the simulator</source>
        <translation>simuliatoriaus programa</translation>
    </message>
    <message>
        <source>real</source>
        <translation>tikras</translation>
    </message>
    <message>
        <source>false</source>
        <translation>klaidingas</translation>
    </message>
    <message>
        <source>test</source>
        <translation>bandomasis</translation>
    </message>
    <message>
        <source>radio button</source>
        <translation>stoties mygtukas</translation>
    </message>
    <message>
        <source>emergency status</source>
        <translation>pavojaus būsena</translation>
    </message>
    <message>
        <source>emergency position report</source>
        <translation>pavojaus koordinatės</translation>
    </message>
    <message>
        <source>emergency call</source>
        <translation>pavojaus pokalbis</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>baigėsi laikas</translation>
    </message>
    <message>
        <source>signal lost</source>
        <translation>dingo signalas</translation>
    </message>
    <message>
        <source>pre-empted</source>
        <translation>nutraukta dėl aukštesnio prioriteto</translation>
    </message>
    <message>
        <source>position {seat}</source>
        <translation>darbo vieta {seat}</translation>
    </message>
    <message>
        <source>transmission ended: the console stopped answering</source>
        <translation>seansas baigtas: pultas nebeatsakė</translation>
    </message>
    <message>
        <source>transmission ended: talk-time limit</source>
        <translation>seansas baigtas: kalbėjimo laiko riba</translation>
    </message>
    <message>
        <source>transmission ended: the network gave the turn to somebody else</source>
        <translation>radijo seansas baigtas: tinklas suteikė žodį kitam</translation>
    </message>
    <message>
        <source>transmission ended: the network took the turn away</source>
        <translation>radijo seansas baigtas: tinklas atėmė žodį</translation>
    </message>
    <message>
        <source>transmission ended: an all-call goes before it</source>
        <translation>seansas baigtas: pirmiau eina seansas visiems</translation>
    </message>
    <message>
        <source>transmission ended: link lost</source>
        <translation>seansas baigtas: dingo ryšys</translation>
    </message>
    <message>
        <source>transmission ended: the station restarted</source>
        <translation>seansas baigtas: ryšių mazgas paleistas iš naujo</translation>
    </message>
    <message>
        <source>transmission ended: the voice process ended</source>
        <translation>seansas baigtas: balso programa baigė darbą</translation>
    </message>
    <message>
        <source>transmission ended: nothing came from the microphone</source>
        <translation>seansas baigtas: iš mikrofono nieko neatėjo</translation>
    </message>
    <message>
        <source>transmission ended: {why}</source>
        <translation>seansas baigtas: {why}</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>pavojus</translation>
    </message>
    <message>
        <source>status {code}</source>
        <translation>būsena {code}</translation>
    </message>
    <message>
        <source>Latvia</source>
        <translation>Latvija</translation>
    </message>
    <message>
        <source>Lithuania</source>
        <translation>Lietuva</translation>
    </message>
    <message>
        <source>Estonia</source>
        <translation>Estija</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>Lenkija</translation>
    </message>
    <message>
        <source>Belarus</source>
        <translation>Baltarusija</translation>
    </message>
    <message>
        <source>Russia</source>
        <translation>Rusija</translation>
    </message>
    <message>
        <source>crossed into Latvia</source>
        <translation>įvažiavo į Latviją</translation>
    </message>
    <message>
        <source>crossed into Lithuania</source>
        <translation>įvažiavo į Lietuvą</translation>
    </message>
    <message>
        <source>crossed into Estonia</source>
        <translation>įvažiavo į Estiją</translation>
    </message>
    <message>
        <source>crossed into Poland</source>
        <translation>įvažiavo į Lenkiją</translation>
    </message>
    <message>
        <source>crossed into Belarus</source>
        <translation>įvažiavo į Baltarusiją</translation>
    </message>
    <message>
        <source>crossed into Russia</source>
        <translation>įvažiavo į Rusiją</translation>
    </message>
    <message>
        <source>crossed: {place}</source>
        <translation>kirto sieną: {place}</translation>
    </message>
    <message>
        <source>Refused: nobody is signed on at this position.</source>
        <translation>Atmesta: šioje darbo vietoje niekas neprisijungęs.</translation>
    </message>
    <message>
        <source>Refused: your role does not allow this.</source>
        <translation>Atmesta: jūsų pareigos to neleidžia.</translation>
    </message>
    <message>
        <source>Refused: it came too late to be carried out safely. Try again.</source>
        <translation>Atmesta: gauta per vėlai, kad būtų galima saugiai įvykdyti. Bandykite dar kartą.</translation>
    </message>
    <message>
        <source>Refused: the station restarted and cannot tell whether it was done. Check, then repeat.</source>
        <translation>Atmesta: ryšių mazgas paleistas iš naujo ir nežino, ar tai įvykdyta. Patikrinkite ir pakartokite.</translation>
    </message>
    <message>
        <source>Refused: there is no link to this network now.</source>
        <translation>Atmesta: su šiuo tinklu dabar nėra ryšio.</translation>
    </message>
    <message>
        <source>Refused: transmitting is switched off for this gateway.</source>
        <translation>Atmesta: siuntimas per šį sietuvą išjungtas.</translation>
    </message>
    <message>
        <source>Refused: this network cannot do that.</source>
        <translation>Atmesta: šis tinklas to negali.</translation>
    </message>
    <message>
        <source>Refused: the talk-group is busy.</source>
        <translation>Atmesta: pokalbių grupė užimta.</translation>
    </message>
    <message>
        <source>Refused: no configured network knows this radio or talk-group.</source>
        <translation>Atmesta: joks sukonfigūruotas tinklas nežino šios stoties ar pokalbių grupės.</translation>
    </message>
    <message>
        <source>Refused: a legal hold or an open emergency keeps this data.</source>
        <translation>Atmesta: šiuos duomenis saugo naikinimo draudimas arba neuždarytas pavojus.</translation>
    </message>
    <message>
        <source>Refused: the voice process is not there now, nobody would be heard.</source>
        <translation>Atmesta: balso programa dabar neveikia, niekas nebūtų išgirstas.</translation>
    </message>
    <message>
        <source>Refused: there is no microphone, nobody would be heard.</source>
        <translation>Atmesta: nėra mikrofono, niekas nebūtų išgirstas.</translation>
    </message>
    <message>
        <source>Refused: another seat at this machine talks, and there is one microphone.</source>
        <translation>Atmesta: kalba kita šio kompiuterio darbo vieta, o mikrofonas yra vienas.</translation>
    </message>
    <message>
        <source>Refused: an emergency is on the air there.</source>
        <translation>Atmesta: ten eteryje – pavojus.</translation>
    </message>
    <message>
        <source>Refused: nothing of this recording can be read.</source>
        <translation>Atmesta: iš šio įrašo nieko negalima perskaityti.</translation>
    </message>
    <message>
        <source>Refused: the unit is off duty, where it is is not kept.</source>
        <translation>Atmesta: ekipažas ne tarnyboje, jo koordinatės nesaugomos.</translation>
    </message>
    <message>
        <source>Refused.</source>
        <translation>Atmesta.</translation>
    </message>
    <message>
        <source>the other side refused the registration</source>
        <translation>kita pusė atmetė registraciją</translation>
    </message>
    <message>
        <source>the master does not accept our repeater id</source>
        <translation>centras nepriima mūsų kartotuvo ID</translation>
    </message>
    <message>
        <source>the master does not accept the password</source>
        <translation>centras nepriima slaptažodžio</translation>
    </message>
    <message>
        <source>the master does not accept what our repeater says of itself</source>
        <translation>centras nepriima to, ką mūsų kartotuvas apie save sako</translation>
    </message>
    <message>
        <source>the master does not accept the options</source>
        <translation>centras nepriima parinkčių</translation>
    </message>
    <message>
        <source>the master ended the session</source>
        <translation>centras baigė sesiją</translation>
    </message>
    <message>
        <source>the modem speaks a protocol that is not known here</source>
        <translation>modemas naudoja protokolą, kuris čia nežinomas</translation>
    </message>
    <message>
        <source>the modem does not take the setting: {0}</source>
        <translation>modemas nepriima nuostatos: {0}</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>diskas pilnas</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>diskas tik skaitomas</translation>
    </message>
    <message>
        <source>login refused: name or key unknown there, or the name is logged in already</source>
        <translation>prisijungti neleista: vardas ar raktas ten nežinomas arba vardas jau prisijungęs</translation>
    </message>
    <message>
        <source>login refused: a name like ours is not taken there</source>
        <translation>prisijungti neleista: tokio vardo ten nepriima</translation>
    </message>
    <message>
        <source>no voice: nothing comes back by UDP, is the port closed on the way?</source>
        <translation>balso nėra: UDP niekas negrįžta; ar prievadas pakeliui neuždarytas?</translation>
    </message>
    <message>
        <source>the other side does not speak protocol {0}</source>
        <translation>kita pusė nekalba protokolu {0}</translation>
    </message>
    <message>
        <source>the other side does not hear us</source>
        <translation>kita pusė mūsų negirdi</translation>
    </message>
    <message>
        <source>our call sign or the key is not set</source>
        <translation>nenurodytas mūsų šaukinys arba raktas</translation>
    </message>
    <message>
        <source>no talk-group with a number is set up here</source>
        <translation>čia nenustatyta nė viena pokalbių grupė su numeriu</translation>
    </message>
    <message>
        <source>the voice there is coded as we cannot hear it</source>
        <translation>balsas ten koduotas taip, kad mes jo negirdime</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>ryšys atmestas</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>nėra atsakymo</translation>
    </message>
    <message>
        <source>device not there</source>
        <translation>įrenginio nėra</translation>
    </message>
    <message>
        <source>device unplugged</source>
        <translation>įrenginys atjungtas</translation>
    </message>
    <message>
        <source>port already in use</source>
        <translation>prievadas jau užimtas</translation>
    </message>
    <message>
        <source>no permission for the device</source>
        <translation>nėra leidimo naudoti įrenginį</translation>
    </message>
    <message>
        <source>nothing heard for {0} s</source>
        <translation>{0} s nieko negauta</translation>
    </message>
    <message>
        <source>nothing heard</source>
        <translation>nieko negauta</translation>
    </message>
    <message>
        <source>network unreachable</source>
        <translation>tinklas nepasiekiamas</translation>
    </message>
    <message>
        <source>connection closed by the other side</source>
        <translation>ryšį nutraukė kita pusė</translation>
    </message>
    <message>
        <source>no longer configured</source>
        <translation>nebesukonfigūruota</translation>
    </message>
    <message>
        <source>only noise: check the baud rate</source>
        <translation>tik triukšmas: patikrinkite spartą (baud)</translation>
    </message>
    <message>
        <source>the clock is not synchronised: no time source sets it</source>
        <translation>laikrodis nesinchronizuotas: jo nenustato joks laiko šaltinis</translation>
    </message>
    <message>
        <source>the clock is not synchronised: its time source has been silent for over an hour</source>
        <translation>laikrodis nesinchronizuotas: jo laiko šaltinis tyli ilgiau nei valandą</translation>
    </message>
    <message>
        <source>the clock is not synchronised: the system reports a fault of the clock</source>
        <translation>laikrodis nesinchronizuotas: sistema praneša apie laikrodžio gedimą</translation>
    </message>
    <message>
        <source>the clock is not synchronised</source>
        <translation>laikrodis nesinchronizuotas</translation>
    </message>
    <message>
        <source>impossible speed</source>
        <translation>neįmanomas greitis</translation>
    </message>
    <message>
        <source>impossible time</source>
        <translation>neįmanomas laikas</translation>
    </message>
    <message>
        <source>old fix</source>
        <translation>senos koordinatės</translation>
    </message>
    <message>
        <source>too far away</source>
        <translation>per toli</translation>
    </message>
    <message>
        <source>too inexact</source>
        <translation>per daug netikslu</translation>
    </message>
    <message>
        <source>to {to}: {text}</source>
        <translation>gavėjas {to}: {text}</translation>
    </message>
    <message>
        <source>{status} (by operator)</source>
        <translation>{status} (įvedė operatorius)</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>nėra koordinačių</translation>
    </message>
    <message>
        <source>position doubtful</source>
        <translation>koordinatės abejotinos</translation>
    </message>
    <message>
        <source>POSITIONS DOUBTFUL: {units} – jamming?</source>
        <translation>KOORDINATĖS ABEJOTINOS: {units} – slopinimas?</translation>
    </message>
    <message>
        <source>positions are reliable again</source>
        <translation>koordinatės vėl patikimos</translation>
    </message>
    <message>
        <source>radio switched on</source>
        <translation>stotis įjungta</translation>
    </message>
    <message>
        <source>radio switched off</source>
        <translation>stotis išjungta</translation>
    </message>
    <message>
        <source>partner&apos;s unit joined</source>
        <translation>prisijungė partnerių ekipažas</translation>
    </message>
    <message>
        <source>partner&apos;s unit left</source>
        <translation>partnerių ekipažas išėjo</translation>
    </message>
    <message>
        <source>{gateway}: not understood</source>
        <translation>{gateway}: nesuprantama</translation>
    </message>
    <message>
        <source>status {code} · {name}</source>
        <translation>būsena {code} · {name}</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>šifruota</translation>
    </message>
    <message>
        <source>private call</source>
        <translation>asmeninis pokalbis</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>„{text}“</translation>
    </message>
    <message>
        <source>EMERGENCY pressed again · {by}</source>
        <translation>PAVOJUS paspaustas dar kartą · {by}</translation>
    </message>
    <message>
        <source>further emergency signal · {by}</source>
        <translation>dar vienas pavojaus signalas · {by}</translation>
    </message>
    <message>
        <source>the radio cancelled its emergency</source>
        <translation>stotis atšaukė pavojų</translation>
    </message>
    <message>
        <source>emergency acknowledged</source>
        <translation>pavojus priimtas</translation>
    </message>
    <message>
        <source>emergency closed</source>
        <translation>pavojus baigtas</translation>
    </message>
    <message>
        <source>EMERGENCY</source>
        <translation>PAVOJUS</translation>
    </message>
    <message>
        <source>fix {age}</source>
        <translation>koordinatės prieš {age}</translation>
    </message>
    <message>
        <source>fix of unknown age</source>
        <translation>koordinačių senumas nežinomas</translation>
    </message>
    <message>
        <source>operator {operator} signed on</source>
        <translation>operatorius {operator} prisijungė</translation>
    </message>
    <message>
        <source>operator {operator} signed off</source>
        <translation>operatorius {operator} atsijungė</translation>
    </message>
    <message>
        <source>position handed over</source>
        <translation>pamaina perduota</translation>
    </message>
    <message>
        <source>room measured: {verdict}</source>
        <translation>patalpa išmatuota: {verdict}</translation>
    </message>
    <message>
        <source>unheard call dismissed</source>
        <translation>neperklausytas seansas atmestas</translation>
    </message>
    <message>
        <source>radio named {name}</source>
        <translation>suteiktas šaukinys {name}</translation>
    </message>
    <message>
        <source>gateway {gateway} set up</source>
        <translation>sietuvas {gateway} nustatytas</translation>
    </message>
    <message>
        <source>gateway {gateway} removed from the configuration</source>
        <translation>sietuvas {gateway} pašalintas iš konfigūracijos</translation>
    </message>
    <message>
        <source>settings of the pedal changed</source>
        <translation>pakeistos pedalo nuostatos</translation>
    </message>
    <message>
        <source>settings of gateway {gateway} changed</source>
        <translation>sietuvo {gateway} nuostatos pakeistos</translation>
    </message>
    <message>
        <source>legal hold placed: {reason}</source>
        <translation>nustatytas naikinimo draudimas: {reason}</translation>
    </message>
    <message>
        <source>legal hold lifted: {reason}</source>
        <translation>panaikintas naikinimo draudimas: {reason}</translation>
    </message>
    <message>
        <source>erasure asked for: {reason}</source>
        <translation>paprašyta naikinti: {reason}</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>mikrofonas</translation>
    </message>
    <message>
        <source>the default loudspeaker</source>
        <translation>numatytasis garsiakalbis</translation>
    </message>
    <message>
        <source>recording played</source>
        <translation>įrašas perklausytas</translation>
    </message>
    <message>
        <source>older records searched: {purpose}</source>
        <translation>ieškota senesnių įrašų: {purpose}</translation>
    </message>
    <message>
        <source>records exported: {what}</source>
        <translation>įrašai eksportuoti: {what}</translation>
    </message>
    <message>
        <source>{gateway}: link up</source>
        <translation>{gateway}: ryšys yra</translation>
    </message>
    <message>
        <source>{gateway}: no link</source>
        <translation>{gateway}: nėra ryšio</translation>
    </message>
    <message>
        <source>{gateway}: its radio is now set to {group}</source>
        <translation>{gateway}: jo stotis dabar nustatyta į {group}</translation>
    </message>
    <message>
        <source>radio to be set to {group}</source>
        <translation>stotis turi būti nustatyta į {group}</translation>
    </message>
    <message>
        <source>the pedal is stuck: it keys nothing until it comes up</source>
        <translation>pedalas įstrigęs: kol neatleistas, juo neperduodama</translation>
    </message>
    <message>
        <source>the pedal cannot be read</source>
        <translation>pedalo būsenos nuskaityti negalima</translation>
    </message>
    <message>
        <source>the pedal works again</source>
        <translation>pedalas vėl veikia</translation>
    </message>
    <message>
        <source>configuration loaded</source>
        <translation>konfigūracija įkelta</translation>
    </message>
    <message>
        <source>configuration not loaded: {why}</source>
        <translation>konfigūracija neįkelta: {why}</translation>
    </message>
    <message>
        <source>the clock jumped by {seconds} s</source>
        <translation>laikrodis pašoko {seconds} s</translation>
    </message>
    <message>
        <source>the clock is synchronised again</source>
        <translation>laikrodis vėl sinchronizuotas</translation>
    </message>
    <message>
        <source>the disk is full: recording goes on from the reserve, about {minutes} min</source>
        <translation>diskas pilnas: įrašoma toliau iš rezervo, apie {minutes} min</translation>
    </message>
    <message>
        <source>the disk has room again</source>
        <translation>diske vėl yra vietos</translation>
    </message>
    <message>
        <source>NOT RECORDING</source>
        <translation>NEĮRAŠOMA</translation>
    </message>
    <message>
        <source>recording again</source>
        <translation>vėl įrašoma</translation>
    </message>
    <message>
        <source>NO SOUND: no loudspeaker</source>
        <translation>NĖRA GARSO: nėra garsiakalbio</translation>
    </message>
    <message>
        <source>voice of {group} broken: {share} % of a call was not heard as it was said</source>
        <translation>{group} balsas trūkinėja: {share} % pokalbio nebuvo girdėti, kaip pasakyta</translation>
    </message>
    <message>
        <source>sound device lost: {devices}</source>
        <translation>dingo garso įrenginys: {devices}</translation>
    </message>
    <message>
        <source>sound is back</source>
        <translation>garsas vėl yra</translation>
    </message>
    <message>
        <source>station started</source>
        <translation>ryšių mazgas paleistas</translation>
    </message>
    <message>
        <source>station stopped</source>
        <translation>ryšių mazgas sustabdytas</translation>
    </message>
    <message>
        <source>an entry this Kopa cannot read: {kind}</source>
        <translation>įrašas, kurio ši Kopa negali perskaityti: {kind}</translation>
    </message>
    <message>
        <source>{program} ended unasked and is started again</source>
        <translation>{program} netikėtai baigė darbą ir paleidžiama iš naujo</translation>
    </message>
    <message>
        <source>{seconds} s of {group} are not recorded: the disk took nothing for too long</source>
        <translation>{group}: {seconds} s neįrašyta, diskas per ilgai nieko nepriėmė</translation>
    </message>
    <message>
        <source>a recording of {group} is damaged: what can be read of it is kept</source>
        <translation>{group}: įrašas sugadintas, perskaitoma dalis išsaugota</translation>
    </message>
    <message>
        <source>a recording cannot be read and was set aside: {group}</source>
        <translation>įrašo negalima perskaityti, failas padėtas atskirai: {group}</translation>
    </message>
</context>
</TS>
