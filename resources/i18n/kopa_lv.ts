<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="lv" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>About Kopa</source>
        <translation>Par Kopa</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versija</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Žurnāls</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Režīms</translation>
    </message>
    <message>
        <source>Installation</source>
        <translation>Instalācija</translation>
    </message>
    <message>
        <source>Signing key</source>
        <translation>Paraksta atslēga</translation>
    </message>
    <message>
        <source>Last signed</source>
        <translation>Pēdējo reizi parakstīts</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Compare the key&apos;s digits with those that were written down when Kopa was installed.</source>
        <translation>Salīdziniet atslēgas ciparus ar tiem, kas pierakstīti, kad Kopa tika uzstādīta.</translation>
    </message>
    <message>
        <source>live</source>
        <translation>reālais laiks</translation>
    </message>
    <message>
        <source>exercise</source>
        <translation>mācības</translation>
    </message>
    <message>
        <source>made when the station first runs</source>
        <translation>tiek izveidota, kad stacija darbojas pirmo reizi</translation>
    </message>
    <message>
        <source>nothing is signed yet</source>
        <translation>vēl nekas nav parakstīts</translation>
    </message>
    <message>
        <source>{time}, entries 1 to {last}</source>
        <translation>{time}, ieraksti no 1. līdz {last}.</translation>
    </message>
    <message>
        <source>by another key: {key}</source>
        <translation>ar citu atslēgu: {key}</translation>
    </message>
    <message numerus="yes">
        <source>NOT SIGNED since: %n entries</source>
        <translation>
            <numerusform>NAV PARAKSTĪTS kopš tā laika: %n ieraksts</numerusform>
            <numerusform>NAV PARAKSTĪTI kopš tā laika: %n ieraksti</numerusform>
            <numerusform>NAV PARAKSTĪTI kopš tā laika: %n ierakstu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AgencyChoice</name>
    <message>
        <source>Reads records of</source>
        <translation>Drīkst skatīt ierakstus</translation>
    </message>
    <message>
        <source>all agencies</source>
        <translation>visi dienesti</translation>
    </message>
    <message>
        <source>no agency</source>
        <translation>bez dienesta</translation>
    </message>
    <message>
        <source>Radios nobody named yet, joint talk-groups, log entries</source>
        <translation>Vēl nenosauktas radiostacijas, kopīgas sarunu grupas, žurnāla ieraksti</translation>
    </message>
</context>
<context>
    <name>AllCallBanner</name>
    <message>
        <source>You speak to all of them now. It ends when the key comes up.</source>
        <translation>Tagad jūs runājat ar visām. Pārraide beidzas, kad taustiņš atlaists.</translation>
    </message>
    <message>
        <source>Nothing is on the air yet: the next push-to-talk speaks to all of them. Esc: not after all.</source>
        <translation>Ēterā vēl nekā nav: nākamā runas taustiņa nospiešana runā ar visām. Esc: atcelt.</translation>
    </message>
    <message>
        <source>+ {count} more</source>
        <translation>+ vēl {count}</translation>
    </message>
    <message>
        <source>Not reached:</source>
        <translation>Nevar uzrunāt:</translation>
    </message>
</context>
<context>
    <name>AllCallButton</name>
    <message>
        <source>All call</source>
        <translation>Visiem</translation>
    </message>
    <message>
        <source>The next push-to-talk speaks to all talk-groups, before all else ({key})</source>
        <translation>Nākamā runas taustiņa nospiešana runā ar visām sarunu grupām, pirms visa cita ({key})</translation>
    </message>
</context>
<context>
    <name>AmberPage</name>
    <message>
        <source>Amber list</source>
        <translation>Brīdinājumu saraksts</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Vecums</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Kas noticis</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Pieņemts</translation>
    </message>
    <message>
        <source>Nothing is waiting: no fence, no border, no alert.</source>
        <translation>Nekas negaida: ne ģeozona, ne robeža, ne brīdinājums.</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Rādīt kartē</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Pieņemt</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Noņemt</translation>
    </message>
</context>
<context>
    <name>Attribution</name>
    <message>
        <source>Sources of the map</source>
        <translation>Kartes avoti</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Units</source>
        <translation>Ekipāžas</translation>
    </message>
    <message numerus="yes">
        <source>%n on duty</source>
        <translation>
            <numerusform>%n dienestā</numerusform>
            <numerusform>%n dienestā</numerusform>
            <numerusform>%n dienestā</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BoardList</name>
    <message>
        <source>Show units off duty too</source>
        <translation>Rādīt arī ekipāžas ārpus dienesta</translation>
    </message>
    <message>
        <source>Locate</source>
        <translation>Kartē</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Sekot</translation>
    </message>
    <message>
        <source>Status …</source>
        <translation>Statuss …</translation>
    </message>
    <message>
        <source>Clear the job</source>
        <translation>Noņemt notikumu</translation>
    </message>
    <message>
        <source>Name this radio …</source>
        <translation>Piešķirt radiostacijai izsaukuma signālu …</translation>
    </message>
    <message>
        <source>Edit the roster row …</source>
        <translation>Labot ekipāžu sarakstā …</translation>
    </message>
</context>
<context>
    <name>BoundaryPart</name>
    <message>
        <source>Whose ground</source>
        <translation>Kā teritorija</translation>
    </message>
    <message>
        <source>Import boundary …</source>
        <translation>Importēt robežu …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Atcelt</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Noņemt</translation>
    </message>
    <message>
        <source>The boundary is being read …</source>
        <translation>Robežu nolasa …</translation>
    </message>
    <message>
        <source>Exact as its file: who crosses a state’s border goes on record, with this hash.</source>
        <translation>Tik precīza, cik tās fails: valsts robežas šķērsošanu ieraksta žurnālā ar šo jaucējsummu.</translation>
    </message>
    <message>
        <source>Built-in border</source>
        <translation>Iebūvētā robeža</translation>
    </message>
    <message>
        <source>Approximate, off by up to 4 km: no crossing goes on record.</source>
        <translation>Aptuvena, kļūda līdz 4 km: robežas šķērsošanu žurnālā neieraksta.</translation>
    </message>
    <message>
        <source>Really remove</source>
        <translation>Tiešām noņemt</translation>
    </message>
    <message>
        <source>Remove the boundary</source>
        <translation>Noņemt robežu</translation>
    </message>
    <message>
        <source>Import boundary</source>
        <translation>Importēt robežu</translation>
    </message>
    <message>
        <source>Boundaries ({kinds})</source>
        <translation>Robežas ({kinds})</translation>
    </message>
    <message>
        <source>Boundary imported: {what}.</source>
        <translation>Robeža importēta: {what}.</translation>
    </message>
    <message>
        <source>The boundary cannot be removed: {why}.</source>
        <translation>Robežu nevar noņemt: {why}.</translation>
    </message>
</context>
<context>
    <name>CallLogPage</name>
    <message>
        <source>Call log</source>
        <translation>Sarunu žurnāls</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>Ko skatīt</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Ieraksti</translation>
    </message>
    <message>
        <source>Look-ups</source>
        <translation>Kas skatījies</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Dzēšanas aizliegumi</translation>
    </message>
    <message>
        <source>Records found</source>
        <translation>Atrastie ieraksti</translation>
    </message>
    <message>
        <source>Older …</source>
        <translation>Senāki …</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Pārtraukt meklēšanu</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Klausīties</translation>
    </message>
    <message>
        <source>Copy raw ID</source>
        <translation>Kopēt radiostacijas ID</translation>
    </message>
    <message>
        <source>Legal hold …</source>
        <translation>Aizliegt dzēst …</translation>
    </message>
    <message>
        <source>Erase …</source>
        <translation>Dzēst …</translation>
    </message>
    <message>
        <source>Save audio …</source>
        <translation>Saglabāt skaņu …</translation>
    </message>
    <message>
        <source>Write CSV …</source>
        <translation>Saglabāt CSV …</translation>
    </message>
    <message>
        <source>Records older than this shift: say first what they are looked up for.</source>
        <translation>Ieraksti ir senāki par šo maiņu: vispirms norādiet, kādam nolūkam tos meklējat.</translation>
    </message>
    <message>
        <source>The search was stopped.</source>
        <translation>Meklēšana pārtraukta.</translation>
    </message>
    <message>
        <source>The search cannot be put on record, so nothing is shown: {why}</source>
        <translation>Meklēšanu nevar ierakstīt žurnālā, tāpēc nekas netiek rādīts: {why}</translation>
    </message>
    <message>
        <source>The call log cannot be searched now: {why}</source>
        <translation>Sarunu žurnālā pašlaik nevar meklēt: {why}</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nekas nav atrasts.</translation>
    </message>
    <message>
        <source>{rows} shown, there are older ones</source>
        <translation>parādīts: {rows}, ir arī senāki</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Meklē …</translation>
    </message>
    <message>
        <source>There is no recording of this call.</source>
        <translation>Šīs sarunas ieraksta nav.</translation>
    </message>
    <message>
        <source>The frames of this call are kept as its radio coded them: hearing it needs a vocoder.</source>
        <translation>Šīs sarunas kadri ir saglabāti tādi, kādus tos kodēja radiostacija: lai to dzirdētu, vajag vokoderu.</translation>
    </message>
    <message>
        <source>Audio written to {file}.</source>
        <translation>Skaņa ierakstīta failā {file}.</translation>
    </message>
    <message>
        <source>{rows} written to {file}.</source>
        <translation>Saglabāts: {rows}, datne {file}.</translation>
    </message>
    <message>
        <source>There are more: narrow the search.</source>
        <translation>Ir vēl citi: sašauriniet meklēšanu.</translation>
    </message>
    <message>
        <source>Not written: {why}</source>
        <translation>Nav saglabāts: {why}</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Select a unit, a call or a line: it is shown here with what can be done about it.</source>
        <translation>Izvēlieties ekipāžu, sarunu vai plūsmas rindu: šeit redzēsiet to un iespējamās darbības.</translation>
    </message>
    <message>
        <source>not in the roster</source>
        <translation>nav ekipāžu sarakstā</translation>
    </message>
</context>
<context>
    <name>ClockMark</name>
    <message>
        <source>CLOCK NOT SYNCHRONISED since {time}</source>
        <translation>PULKSTENIS NAV SINHRONIZĒTS kopš {time}</translation>
    </message>
</context>
<context>
    <name>Compose</name>
    <message>
        <source>Text message</source>
        <translation>Īsziņas teksts</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Nosūtīt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Atcelt</translation>
    </message>
    <message>
        <source>Text to {unit}</source>
        <translation>Ziņa: {unit}</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>Copy coordinates</source>
        <translation>Kopēt koordinātas</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n rinda</numerusform>
            <numerusform>%n rindas</numerusform>
            <numerusform>%n rindu</numerusform>
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
            <numerusform>%n ekipāža reizē zaudēja koordinātas</numerusform>
            <numerusform>%n ekipāžas reizē zaudēja koordinātas</numerusform>
            <numerusform>%n ekipāžu reizē zaudēja koordinātas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ALL CALL: %n talk-group(s)</source>
        <translation>
            <numerusform>VISIEM: %n sarunu grupa</numerusform>
            <numerusform>VISIEM: %n sarunu grupas</numerusform>
            <numerusform>VISIEM: %n sarunu grupu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more try(s)</source>
        <translation>
            <numerusform>vēl %n mēģinājums</numerusform>
            <numerusform>vēl %n mēģinājumi</numerusform>
            <numerusform>vēl %n mēģinājumu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n saruna</numerusform>
            <numerusform>%n sarunas</numerusform>
            <numerusform>%n sarunu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n skaņas ieraksts</numerusform>
            <numerusform>%n skaņas ieraksti</numerusform>
            <numerusform>%n skaņas ierakstu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s)</source>
        <translation>
            <numerusform>%n ziņa</numerusform>
            <numerusform>%n ziņas</numerusform>
            <numerusform>%n ziņu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n status(es)</source>
        <translation>
            <numerusform>%n statuss</numerusform>
            <numerusform>%n statusi</numerusform>
            <numerusform>%n statusu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n emergency(ies)</source>
        <translation>
            <numerusform>%n trauksme</numerusform>
            <numerusform>%n trauksmes</numerusform>
            <numerusform>%n trauksmju</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n log entry(ies) and jobs</source>
        <translation>
            <numerusform>%n žurnāla ieraksts vai notikums</numerusform>
            <numerusform>%n žurnāla ieraksti un notikumi</numerusform>
            <numerusform>%n žurnāla ierakstu un notikumu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n koordinātu ziņojums</numerusform>
            <numerusform>%n koordinātu ziņojumi</numerusform>
            <numerusform>%n koordinātu ziņojumu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the words of %n look-up(s)</source>
        <translation>
            <numerusform>%n meklējuma vārdi</numerusform>
            <numerusform>%n meklējumu vārdi</numerusform>
            <numerusform>%n meklējumu vārdi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n roster row(s)</source>
        <translation>
            <numerusform>%n saraksta rinda</numerusform>
            <numerusform>%n saraksta rindas</numerusform>
            <numerusform>%n saraksta rindu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) of the record in all</source>
        <translation>
            <numerusform>kopā %n ieraksts žurnālā</numerusform>
            <numerusform>kopā %n ieraksti žurnālā</numerusform>
            <numerusform>kopā %n ierakstu žurnālā</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unheard</source>
        <translation>
            <numerusform>%n nenoklausīta</numerusform>
            <numerusform>%n nenoklausītas</numerusform>
            <numerusform>%n nenoklausītu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n nokavēta</numerusform>
            <numerusform>%n nokavētas</numerusform>
            <numerusform>%n nokavētu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older one(s) in the call log</source>
        <translation>
            <numerusform>%n senāka sarunu žurnālā</numerusform>
            <numerusform>%n senākas sarunu žurnālā</numerusform>
            <numerusform>%n senāku sarunu žurnālā</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>Call</source>
        <translation>Runāt</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Statuss</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Ziņa</translation>
    </message>
    <message>
        <source>Locate</source>
        <translation>Kartē</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Sekot</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>Maršruts</translation>
    </message>
    <message>
        <source>This unit was not heard on any talk-group yet.</source>
        <translation>Šī ekipāža vēl nav dzirdēta nevienā sarunu grupā.</translation>
    </message>
    <message>
        <source>Hold to talk on {group}</source>
        <translation>Turiet nospiestu, lai runātu grupā {group}</translation>
    </message>
    <message>
        <source>Set the status by hand (S)</source>
        <translation>Iestatīt statusu ar roku (S)</translation>
    </message>
    <message>
        <source>Send a text (Ctrl+T)</source>
        <translation>Nosūtīt ziņu (Ctrl+T)</translation>
    </message>
    <message>
        <source>Its position is not known.</source>
        <translation>Koordinātas nav zināmas.</translation>
    </message>
    <message>
        <source>Show on the map (Ctrl+L)</source>
        <translation>Parādīt kartē (Ctrl+L)</translation>
    </message>
    <message>
        <source>Keep in view on the map (Z)</source>
        <translation>Turēt kartes skatā (Z)</translation>
    </message>
    <message>
        <source>Show where it went</source>
        <translation>Parādīt nobraukto maršrutu</translation>
    </message>
</context>
<context>
    <name>EraseForm</name>
    <message>
        <source>Erase data</source>
        <translation>Datu dzēšana</translation>
    </message>
    <message>
        <source>a person by name</source>
        <translation>persona pēc vārda</translation>
    </message>
    <message>
        <source>Erased data cannot be brought back; that it was erased, by whom and why, stays on record.</source>
        <translation>Dzēstus datus nevar atgūt; tas, ka tie dzēsti, kas un kāpēc to darījis, paliek ierakstīts.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Pamatojums</translation>
    </message>
    <message>
        <source>decision number; it stays on record: name nobody here</source>
        <translation>lēmuma numurs; tas paliek ierakstīts: vārdus te neminiet</translation>
    </message>
    <message>
        <source>What would go …</source>
        <translation>Kas tiks dzēsts …</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>Dzēst neatgriezeniski</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atpakaļ</translation>
    </message>
    <message>
        <source>Whose data? Type the name.</source>
        <translation>Kā dati? Ierakstiet vārdu.</translation>
    </message>
    <message>
        <source>An erasure needs a reason.</source>
        <translation>Dzēšanai vajadzīgs pamatojums.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laika posms beidzas, pirms tas sākas.</translation>
    </message>
    <message>
        <source>Going through the record …</source>
        <translation>Pārlūko ierakstus …</translation>
    </message>
    <message>
        <source>What is on record cannot be looked up now: {why}</source>
        <translation>Ierakstīto pašlaik nevar apskatīt: {why}</translation>
    </message>
    <message>
        <source>everything that names {name}</source>
        <translation>viss, kur minēts {name}</translation>
    </message>
    <message>
        <source>Erase {what}?</source>
        <translation>Dzēst: {what}?</translation>
    </message>
    <message>
        <source>The erasure cannot be put on record, so nothing is erased: {why}</source>
        <translation>Dzēšanu nevar ierakstīt, tāpēc nekas nav dzēsts: {why}</translation>
    </message>
    <message>
        <source>The station erases it. What went, and which copies remain, comes into the stream.</source>
        <translation>Stacija to dzēš. Kas dzēsts un kuras kopijas palikušas, parādīsies plūsmā.</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>Events of this interval</source>
        <translation>Šī laika posma notikumi</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Veids</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Visi</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>Trauksme</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Saruna</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Statuss</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Ziņa</translation>
    </message>
    <message>
        <source>Border</source>
        <translation>Robeža</translation>
    </message>
    <message>
        <source>Fence</source>
        <translation>Ģeozona</translation>
    </message>
    <message>
        <source>Log entry</source>
        <translation>Žurnāla ieraksts</translation>
    </message>
</context>
<context>
    <name>FenceForm</name>
    <message>
        <source>New fence</source>
        <translation>Jauna ģeozona</translation>
    </message>
    <message>
        <source>Change fence</source>
        <translation>Mainīt ģeozonu</translation>
    </message>
    <message>
        <source>what it is called</source>
        <translation>kā to sauc</translation>
    </message>
    <message>
        <source>only from</source>
        <translation>tikai no</translation>
    </message>
    <message>
        <source>it watches</source>
        <translation>tā uzrauga</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Saglabāt</translation>
    </message>
    <message>
        <source>Longer than</source>
        <translation>Ilgāk par</translation>
    </message>
    <message>
        <source>From</source>
        <translation>No</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Līdz</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nosaukums</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Rādiuss</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Brīdināt</translation>
    </message>
    <message>
        <source>Agencies</source>
        <translation>Dienesti</translation>
    </message>
    <message>
        <source>Kinds of units</source>
        <translation>Vienību veidi</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Laiks</translation>
    </message>
    <message>
        <source>A fence needs a name.</source>
        <translation>Ģeozonai vajag nosaukumu.</translation>
    </message>
    <message>
        <source>It would be for no unit at all.</source>
        <translation>Tā neattiektos ne uz vienu vienību.</translation>
    </message>
</context>
<context>
    <name>FenceTool</name>
    <message>
        <source>Press in the middle and drag to the edge. Keys: Space puts the middle, plus and minus change the radius, Enter finishes, Esc drops it.</source>
        <translation>Nospiediet centrā un velciet līdz malai. Taustiņi: atstarpe liek centru, plus un mīnus maina rādiusu, Enter pabeidz, Esc atmet.</translation>
    </message>
    <message>
        <source>Click each corner, double-click to finish. Keys: arrows move the map, Space puts a corner in its middle, Backspace takes one back, Enter finishes, Esc drops it.</source>
        <translation>Klikšķiniet katru stūri, dubultklikšķis pabeidz. Taustiņi: bultiņas pārvieto karti, atstarpe liek stūri tās vidū, Backspace ņem vienu atpakaļ, Enter pabeidz, Esc atmet.</translation>
    </message>
    <message>
        <source>Fences</source>
        <translation>Ģeozonas</translation>
    </message>
    <message>
        <source>Draw a polygon</source>
        <translation>Zīmēt daudzstūri</translation>
    </message>
    <message>
        <source>Draw a circle</source>
        <translation>Zīmēt apli</translation>
    </message>
    <message>
        <source>Change “{fence}” …</source>
        <translation>Mainīt “{fence}” …</translation>
    </message>
    <message>
        <source>“{fence}” in the list …</source>
        <translation>“{fence}” sarakstā …</translation>
    </message>
    <message>
        <source>All fences …</source>
        <translation>Visas ģeozonas …</translation>
    </message>
</context>
<context>
    <name>FencesPage</name>
    <message>
        <source>Fences</source>
        <translation>Ģeozonas</translation>
    </message>
    <message>
        <source>Fence</source>
        <translation>Ģeozona</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Kur</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Brīdināt</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Kam</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Iekšā</translation>
    </message>
    <message>
        <source>No fence is drawn yet. An alert of a fence goes to the amber list.</source>
        <translation>Vēl nav uzzīmēta neviena ģeozona. Ģeozonas brīdinājums nonāk brīdinājumu sarakstā.</translation>
    </message>
    <message>
        <source>Draw a polygon</source>
        <translation>Zīmēt daudzstūri</translation>
    </message>
    <message>
        <source>Draw a circle</source>
        <translation>Zīmēt apli</translation>
    </message>
    <message>
        <source>Round the selected unit</source>
        <translation>Ap izvēlēto vienību</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Rādīt kartē</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Mainīt …</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Izslēgt</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Dzēst</translation>
    </message>
    <message>
        <source>{fence} (off)</source>
        <translation>{fence} (izslēgta)</translation>
    </message>
    <message>
        <source>{distance} round {unit}</source>
        <translation>{distance} ap {unit}</translation>
    </message>
    <message>
        <source>circle of {distance}</source>
        <translation>aplis, rādiuss {distance}</translation>
    </message>
    <message>
        <source>polygon</source>
        <translation>daudzstūris</translation>
    </message>
    <message>
        <source>all</source>
        <translation>visiem</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Ieslēgt</translation>
    </message>
</context>
<context>
    <name>FileChooser</name>
    <message>
        <source>{suffix} files (*.{ending})</source>
        <translation>{suffix} datnes (*.{ending})</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Saglabāt</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Nolasīt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Atcelt</translation>
    </message>
    <message>
        <source>File name:</source>
        <translation>Datnes nosaukums:</translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation>Veids:</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Mape:</translation>
    </message>
</context>
<context>
    <name>FitnessPage</name>
    <message>
        <source>Fit for duty</source>
        <translation>Gatavība dienestam</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>Mērīt tagad</translation>
    </message>
    <message>
        <source>Print (PDF) …</source>
        <translation>Drukāt (PDF) …</translation>
    </message>
    <message>
        <source>Push to talk and mouth to ear are measured through a loop inside this machine: nothing goes on the air. The delays of microphone and loudspeaker are what their drivers say.</source>
        <translation>Runas poga un ceļš no mutes līdz ausij tiek mērīti cilpā šajā datorā: ēterā nekas neiziet. Mikrofona un skaļruņa aizkave ir tāda, kādu norāda to draiveri.</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>Kas izmērīts</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Izmērīts</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Robeža</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Vērtējums</translation>
    </message>
    <message>
        <source>This room has not been measured yet.</source>
        <translation>Šī telpa vēl nav mērīta.</translation>
    </message>
    <message>
        <source>The station does not run: nothing can be measured.</source>
        <translation>Stacija nedarbojas: neko nevar izmērīt.</translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation>Notiek mērīšana …</translation>
    </message>
    <message>
        <source>The station did not answer.</source>
        <translation>Stacija neatbildēja.</translation>
    </message>
</context>
<context>
    <name>Followed</name>
    <message>
        <source>Whom the map follows</source>
        <translation>Kam karte seko</translation>
    </message>
    <message>
        <source>Follow a unit (Z: the selected one). Between two fixes it stays where the last was.</source>
        <translation>Sekot ekipāžai (Z: izvēlētajai). Starp divām koordinātām tā paliek pēdējā vietā.</translation>
    </message>
    <message>
        <source>Follow nobody</source>
        <translation>Nesekot nevienam</translation>
    </message>
    <message>
        <source>Follow {unit}</source>
        <translation>Sekot: {unit}</translation>
    </message>
</context>
<context>
    <name>FoundModel</name>
    <message>
        <source>Time</source>
        <translation>Laiks</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Veids</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Ekipāža</translation>
    </message>
    <message>
        <source>Raw ID</source>
        <translation>Radiostacijas ID</translation>
    </message>
    <message>
        <source>Talk-group</source>
        <translation>Sarunu grupa</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Ilgums</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Teksts</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operators</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Dzēšana</translation>
    </message>
</context>
<context>
    <name>GatewayForm</name>
    <message>
        <source>Name</source>
        <translation>Nosaukums</translation>
    </message>
    <message>
        <source>as the link lamp shows it</source>
        <translation>kā to rāda sakaru lampiņa</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokols</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Tīkls</translation>
    </message>
    <message>
        <source>It stands in the id of every radio heard here: tetra@247-9:1234567.</source>
        <translation>Tas ir katras šeit dzirdētās radiostacijas ID: tetra@247-9:1234567.</translation>
    </message>
    <message>
        <source>Transmit</source>
        <translation>Raidīt</translation>
    </message>
    <message>
        <source>Own transmissions end after so many seconds</source>
        <translation>Mūsu pārraides beidzas pēc tik sekundēm</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Savienojums</translation>
    </message>
    <message>
        <source>Settings of the protocol</source>
        <translation>Protokola iestatījumi</translation>
    </message>
    <message>
        <source>On the air</source>
        <translation>Ēterā</translation>
    </message>
    <message>
        <source>This protocol only listens.</source>
        <translation>Šis protokols tikai klausās.</translation>
    </message>
    <message>
        <source>ON: push-to-talk, texts and questions from this room go on the air here, and officers hear them. Only where this room may transmit.</source>
        <translation>IESLĒGTS: runa, ziņas un pieprasījumi no šīs telpas šeit iet ēterā, un patruļas tos dzird. Tikai tur, kur šī telpa drīkst raidīt.</translation>
    </message>
    <message>
        <source>Off: nothing goes out here, no acknowledgements and no questions either.</source>
        <translation>Izslēgts: šeit nekas netiek raidīts, arī apstiprinājumi un pieprasījumi ne.</translation>
    </message>
</context>
<context>
    <name>GatewayList</name>
    <message>
        <source>Gateways</source>
        <translation>Vārtejas</translation>
    </message>
</context>
<context>
    <name>GatewaysPage</name>
    <message>
        <source>Gateways</source>
        <translation>Vārtejas</translation>
    </message>
    <message>
        <source>New gateway</source>
        <translation>Jauna vārteja</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dublēt</translation>
    </message>
    <message>
        <source>Pedal …</source>
        <translation>Pedālis …</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Saglabāt</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>Atcelt izmaiņas</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Noņemt</translation>
    </message>
    <message>
        <source>These gateways are announced by the simulator: an exercise opens no other.</source>
        <translation>Šīs vārtejas piesaka simulators: mācībās citas netiek atvērtas.</translation>
    </message>
    <message>
        <source>The configuration in use, {file}, cannot be found.</source>
        <translation>Lietotā konfigurācija {file} nav atrodama.</translation>
    </message>
    <message>
        <source>File: {file}</source>
        <translation>Fails: {file}</translation>
    </message>
    <message>
        <source>No gateway is set up yet: begin with “New gateway”.</source>
        <translation>Vēl nav iestatīta neviena vārteja: sāciet ar “Jauna vārteja”.</translation>
    </message>
    <message>
        <source>This Kopa knows no protocol {name}.</source>
        <translation>Šī Kopa nepazīst protokolu {name}.</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (kopija)</translation>
    </message>
    <message>
        <source>A gateway needs a name.</source>
        <translation>Vārtejai vajag nosaukumu.</translation>
    </message>
    <message>
        <source>Another gateway has this name.</source>
        <translation>Šāds nosaukums jau ir citai vārtejai.</translation>
    </message>
    <message>
        <source>A gateway needs a network: it stands in the ids of its radios.</source>
        <translation>Vārtejai vajag tīklu: tas ir tās radiostaciju ID.</translation>
    </message>
    <message>
        <source>Really remove it, with its talk-groups</source>
        <translation>Tiešām noņemt, ar sarunu grupām</translation>
    </message>
    <message>
        <source>The file has an error, and what was in use stays in use: {why}</source>
        <translation>Failā ir kļūda, un paliek spēkā iepriekšējais: {why}</translation>
    </message>
    <message>
        <source>Not saved, the station would refuse it: {why}</source>
        <translation>Nav saglabāts, stacija to noraidītu: {why}</translation>
    </message>
</context>
<context>
    <name>GatheredSheet</name>
    <message>
        <source>Agency</source>
        <translation>Iestāde</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Statuss</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Koordinātas</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Pievienot</translation>
    </message>
    <message>
        <source>Add every unit on duty of this agency and status</source>
        <translation>Pievienot visas šīs iestādes dežurējošās ekipāžas ar šo statusu</translation>
    </message>
    <message>
        <source>All agencies</source>
        <translation>Visas iestādes</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>Jebkurš statuss</translation>
    </message>
    <message>
        <source>No unit on duty is of this agency and status.</source>
        <translation>Nevienai dežurējošai šīs iestādes ekipāžai nav šāda statusa.</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) chosen</source>
        <translation>
            <numerusform>Izvēlēta %n ekipāža</numerusform>
            <numerusform>Izvēlētas %n ekipāžas</numerusform>
            <numerusform>Izvēlētas %n ekipāžu</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl and click adds or takes out; Delete takes out; Esc lets all go.</source>
        <translation>Ctrl ar klikšķi pievieno vai izņem; Delete izņem; Esc atlaiž visas.</translation>
    </message>
    <message>
        <source>Positions doubtful: {count}.</source>
        <translation>Apšaubāmas koordinātas: {count}.</translation>
    </message>
    <message>
        <source>Positions stale: {count}.</source>
        <translation>Novecojušas koordinātas: {count}.</translation>
    </message>
</context>
<context>
    <name>Going</name>
    <message>
        <source>Stop following (Z)</source>
        <translation>Beigt sekošanu (Z)</translation>
    </message>
    <message>
        <source>Following a unit that is no longer known</source>
        <translation>Seko ekipāžai, kas vairs nav zināma</translation>
    </message>
    <message>
        <source>Following {unit}</source>
        <translation>Seko: {unit}</translation>
    </message>
    <message>
        <source>its position is not known</source>
        <translation>koordinātas nav zināmas</translation>
    </message>
    <message>
        <source>no new position for {age}</source>
        <translation>nav jaunu koordinātu {age}</translation>
    </message>
    <message>
        <source>how old its position is nobody knows</source>
        <translation>koordinātu vecums nav zināms</translation>
    </message>
    <message>
        <source>position doubtful</source>
        <translation>koordinātas apšaubāmas</translation>
    </message>
    <message>
        <source>the radio has no position now</source>
        <translation>radiostacijai pašlaik nav koordinātu</translation>
    </message>
</context>
<context>
    <name>GroupsTable</name>
    <message>
        <source>Talk-groups</source>
        <translation>Sarunu grupas</translation>
    </message>
    <message>
        <source>Talk-groups of this gateway</source>
        <translation>Šīs vārtejas sarunu grupas</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numurs</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nosaukums</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Dienests</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Uzraksts</translation>
    </message>
    <message>
        <source>ID in the record</source>
        <translation>ID ierakstos</translation>
    </message>
    <message>
        <source>Add talk-group</source>
        <translation>Pievienot sarunu grupu</translation>
    </message>
    <message>
        <source>Remove the selected</source>
        <translation>Noņemt atlasīto</translation>
    </message>
</context>
<context>
    <name>HoldForm</name>
    <message>
        <source>Place a legal hold</source>
        <translation>Dzēšanas aizliegums</translation>
    </message>
    <message>
        <source>What a hold covers is neither pruned nor erased until the hold is lifted.</source>
        <translation>Uz ko attiecas aizliegums, to nedzēš ne pēc termiņa, ne pēc lūguma, kamēr aizliegums nav atcelts.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Pamatojums</translation>
    </message>
    <message>
        <source>case number, who asked for it</source>
        <translation>lietas numurs, kas to pieprasījis</translation>
    </message>
    <message>
        <source>Place the hold</source>
        <translation>Aizliegt dzēst</translation>
    </message>
    <message>
        <source>A hold needs a reason.</source>
        <translation>Aizliegumam vajadzīgs pamatojums.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laika posms beidzas, pirms tas sākas.</translation>
    </message>
    <message>
        <source>The hold cannot be put on record, so it does not stand: {why}</source>
        <translation>Aizliegumu nevar ierakstīt, tāpēc tas nav spēkā: {why}</translation>
    </message>
    <message>
        <source>The hold stands.</source>
        <translation>Aizliegums ir spēkā.</translation>
    </message>
</context>
<context>
    <name>HoldList</name>
    <message>
        <source>Legal holds in force</source>
        <translation>Spēkā esošie dzēšanas aizliegumi</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Noteikts</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Pamatojums</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Attiecas uz</translation>
    </message>
    <message>
        <source>Of the time</source>
        <translation>Par laiku</translation>
    </message>
    <message>
        <source>Nothing is held.</source>
        <translation>Dzēšana nav aizliegta nekam.</translation>
    </message>
    <message>
        <source>Reason for lifting the hold</source>
        <translation>Aizlieguma atcelšanas pamatojums</translation>
    </message>
    <message>
        <source>why it is lifted</source>
        <translation>kāpēc to atceļ</translation>
    </message>
    <message>
        <source>Lift the selected hold</source>
        <translation>Atcelt izvēlēto aizliegumu</translation>
    </message>
    <message>
        <source>Place a legal hold …</source>
        <translation>Aizliegt dzēst …</translation>
    </message>
    <message>
        <source>What a hold covers is neither pruned nor erased until the hold is lifted.</source>
        <translation>Uz ko attiecas aizliegums, to nedzēš ne pēc termiņa, ne pēc lūguma, kamēr aizliegums nav atcelts.</translation>
    </message>
    <message>
        <source>Select a hold first.</source>
        <translation>Vispirms izvēlieties aizliegumu.</translation>
    </message>
    <message>
        <source>Lifting a hold needs a reason.</source>
        <translation>Aizlieguma atcelšanai vajadzīgs pamatojums.</translation>
    </message>
    <message>
        <source>This cannot be put on record, so the hold stands: {why}</source>
        <translation>To nevar ierakstīt, tāpēc aizliegums paliek spēkā: {why}</translation>
    </message>
    <message>
        <source>The hold is lifted.</source>
        <translation>Aizliegums ir atcelts.</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>The import of {file} was cancelled.</source>
        <translation>{file} imports atcelts.</translation>
    </message>
</context>
<context>
    <name>IntervalPage</name>
    <message>
        <source>Review of {journal}</source>
        <translation>Arhīvs: {journal}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>No</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Līdz</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Nolūks</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Atvērt</translation>
    </message>
    <message>
        <source>The journal holds {since} – {until}.</source>
        <translation>Žurnāls aptver laiku {since} – {until}.</translation>
    </message>
    <message>
        <source>The look-up is put on record before anything is shown.</source>
        <translation>Pirms kaut kas tiek parādīts, ieskatīšanos ieraksta žurnālā.</translation>
    </message>
    <message>
        <source>Say first what these records are looked up for.</source>
        <translation>Vispirms norādiet, kādam nolūkam ierakstus skatāt.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laika posms beidzas, pirms tas sākas.</translation>
    </message>
</context>
<context>
    <name>IntervalSheet</name>
    <message>
        <source>Show another interval</source>
        <translation>Rādīt citu laika posmu</translation>
    </message>
    <message>
        <source>From</source>
        <translation>No</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Līdz</translation>
    </message>
    <message>
        <source>Show this interval</source>
        <translation>Rādīt šo laika posmu</translation>
    </message>
    <message>
        <source>The look-up is put on record before anything is shown.</source>
        <translation>Pirms kaut kas tiek parādīts, ieskatīšanos ieraksta žurnālā.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laika posms beidzas, pirms tas sākas.</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>All keys</source>
        <translation>Visi taustiņi</translation>
    </message>
    <message>
        <source>right Ctrl, pedal</source>
        <translation>labais Ctrl, pedālis</translation>
    </message>
    <message>
        <source>Push to talk on the selected talk-group, while held</source>
        <translation>Raidīt izvēlētajā sarunu grupā, kamēr turat nospiestu</translation>
    </message>
    <message>
        <source>Letters are keys only while nothing is being typed. The PTT key is set in the configuration.</source>
        <translation>Burti darbojas kā taustiņi tikai tad, kad nekas netiek rakstīts. PTT taustiņu nosaka konfigurācijā.</translation>
    </message>
</context>
<context>
    <name>Lamps</name>
    <message>
        <source>Links</source>
        <translation>Savienojumi</translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) up</source>
        <translation>
            <numerusform>%n savienojums darbojas</numerusform>
            <numerusform>%n savienojumi darbojas</numerusform>
            <numerusform>%n savienojumu darbojas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n savienojums</numerusform>
            <numerusform>%n savienojumi</numerusform>
            <numerusform>%n savienojumu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n down</source>
        <translation>
            <numerusform>%n bez sakariem</numerusform>
            <numerusform>%n bez sakariem</numerusform>
            <numerusform>%n bez sakariem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more up</source>
        <translation>
            <numerusform>vēl %n darbojas</numerusform>
            <numerusform>vēl %n darbojas</numerusform>
            <numerusform>vēl %n darbojas</numerusform>
        </translation>
    </message>
    <message>
        <source>{gateway}: no link since {time}</source>
        <translation>{gateway}: nav sakaru kopš {time}</translation>
    </message>
    <message>
        <source>{gateway}: nothing heard yet</source>
        <translation>{gateway}: vēl nekas nav saņemts</translation>
    </message>
    <message>
        <source>{gateway}: no network</source>
        <translation>{gateway}: nav tīkla</translation>
    </message>
    <message>
        <source>{gateway}: link since {time}</source>
        <translation>{gateway}: sakari kopš {time}</translation>
    </message>
</context>
<context>
    <name>Lasso</name>
    <message>
        <source>Draw round several units, to text or call them together (L, or Shift and drag)</source>
        <translation>Apvilkt līniju ap vairākām ekipāžām, lai tās uzrunātu kopā (L vai Shift un vilkt)</translation>
    </message>
    <message>
        <source>Take out of the units chosen together</source>
        <translation>Izņemt no kopā izvēlētajām ekipāžām</translation>
    </message>
    <message>
        <source>Add to units chosen together</source>
        <translation>Pievienot kopā izvēlētajām ekipāžām</translation>
    </message>
    <message>
        <source>Choose several units …</source>
        <translation>Izvēlēties vairākas ekipāžas …</translation>
    </message>
    <message>
        <source>No unit is inside the line.</source>
        <translation>Līnijas iekšpusē nav nevienas ekipāžas.</translation>
    </message>
    <message>
        <source>{count} units are inside: only {most} are taken.</source>
        <translation>Iekšpusē ekipāžu skaits ir {count}: tiek ņemtas tikai {most}.</translation>
    </message>
</context>
<context>
    <name>LayersButton</name>
    <message>
        <source>Layers</source>
        <translation>Slāņi</translation>
    </message>
    <message>
        <source>Map layers</source>
        <translation>Kartes slāņi</translation>
    </message>
    <message>
        <source>Importing … {percent} %</source>
        <translation>Importē … {percent} %</translation>
    </message>
</context>
<context>
    <name>LinkForm</name>
    <message>
        <source>Network (UDP)</source>
        <translation>Tīkls (UDP)</translation>
    </message>
    <message>
        <source>Network (TCP)</source>
        <translation>Tīkls (TCP)</translation>
    </message>
    <message>
        <source>Network (TCP and UDP)</source>
        <translation>Tīkls (TCP un UDP)</translation>
    </message>
    <message>
        <source>Network (TLS)</source>
        <translation>Tīkls (TLS)</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>Seriālais ports</translation>
    </message>
    <message>
        <source>HTTP (they call this machine)</source>
        <translation>HTTP (viņi zvana šim datoram)</translation>
    </message>
    <message>
        <source>Sound device and lines</source>
        <translation>Skaņas ierīce un līnijas</translation>
    </message>
    <message>
        <source>Reached by</source>
        <translation>Savienojuma veids</translation>
    </message>
    <message>
        <source>Baud rate</source>
        <translation>Ātrums (bodi)</translation>
    </message>
    <message>
        <source>Address and port of the device</source>
        <translation>Ierīces adrese un ports</translation>
    </message>
    <message>
        <source>Baud rate set there by RFC 2217 (empty: not)</source>
        <translation>Ātrums (bodi), ko tur iestata ar RFC 2217 (tukšs: neiestata)</translation>
    </message>
    <message>
        <source>Address and port of the server</source>
        <translation>Servera adrese un ports</translation>
    </message>
    <message>
        <source>File of the authority that vouches for it</source>
        <translation>Fails ar sertifikātu iestādi, kas par to galvo</translation>
    </message>
    <message>
        <source>Name in its certificate (empty: the address)</source>
        <translation>Vārds tā sertifikātā (tukšs: adrese)</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Ceļš</translation>
    </message>
    <message>
        <source>File with the key they show</source>
        <translation>Fails ar atslēgu, ko viņi uzrāda</translation>
    </message>
    <message>
        <source>Requests a second, of one address</source>
        <translation>Pieprasījumi sekundē no vienas adreses</translation>
    </message>
    <message>
        <source>Bytes of one request at most</source>
        <translation>Viena pieprasījuma baiti, ne vairāk</translation>
    </message>
    <message>
        <source>Takes only who shows a certificate of this authority (file)</source>
        <translation>Pieņem tikai tos, kas uzrāda šīs iestādes sertifikātu (fails)</translation>
    </message>
    <message>
        <source>Address here</source>
        <translation>Adrese šeit</translation>
    </message>
    <message>
        <source>Address of the device</source>
        <translation>Ierīces adrese</translation>
    </message>
    <message>
        <source>Port for {what} (0: closed)</source>
        <translation>Ports {what} (0: slēgts)</translation>
    </message>
    <message>
        <source>Address and port here</source>
        <translation>Adrese un ports šeit</translation>
    </message>
    <message>
        <source>Address and port of the other side</source>
        <translation>Otras puses adrese un ports</translation>
    </message>
    <message>
        <source>Multicast group</source>
        <translation>Multiraides grupa</translation>
    </message>
    <message>
        <source>Multicast through the address here</source>
        <translation>Multiraide caur adresi šeit</translation>
    </message>
    <message>
        <source>Multicast over so many routers</source>
        <translation>Multiraide pāri tik maršrutētājiem</translation>
    </message>
    <message>
        <source>Sound from the radio</source>
        <translation>Skaņa no radiostacijas</translation>
    </message>
    <message>
        <source>Sound to the radio (empty: none)</source>
        <translation>Skaņa uz radiostaciju (tukšs: nav)</translation>
    </message>
    <message>
        <source>Push-to-talk line</source>
        <translation>Runas taustiņa līnija</translation>
    </message>
    <message>
        <source>It receives when: a line says so, or a voice (vox)</source>
        <translation>Ka tā uztver, saka līnija vai balss (vox)</translation>
    </message>
    <message>
        <source>File of our certificate (PEM)</source>
        <translation>Mūsu sertifikāta fails (PEM)</translation>
    </message>
    <message>
        <source>File of its private key</source>
        <translation>Tā privātās atslēgas fails</translation>
    </message>
    <message>
        <source>Listens only to (empty: anybody)</source>
        <translation>Klausās tikai (tukšs: jebkuru)</translation>
    </message>
</context>
<context>
    <name>LookingBack</name>
    <message>
        <source>Who was here …</source>
        <translation>Kas te bija …</translation>
    </message>
    <message>
        <source>There is no journal to look into.</source>
        <translation>Nav ieraksta, kurā meklēt.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laika posms beidzas, pirms tas sākas.</translation>
    </message>
    <message>
        <source>Records older than this shift: say first what they are looked up for.</source>
        <translation>Ieraksti vecāki par šo maiņu: vispirms norādiet, kādam mērķim tos meklē.</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Meklē …</translation>
    </message>
    <message>
        <source>The search cannot be put on record, so nothing is shown: {why}</source>
        <translation>Meklējumu nevar ierakstīt, tāpēc nekas netiek rādīts: {why}</translation>
    </message>
    <message>
        <source>The positions cannot be looked up now: {why}</source>
        <translation>Koordinātas pašlaik nevar meklēt: {why}</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s)</source>
        <translation>
            <numerusform>%n ekipāža</numerusform>
            <numerusform>%n ekipāžas</numerusform>
            <numerusform>%n ekipāžu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n koordinātu ziņojums</numerusform>
            <numerusform>%n koordinātu ziņojumi</numerusform>
            <numerusform>%n koordinātu ziņojumu</numerusform>
        </translation>
    </message>
    <message>
        <source>there are more: choose a shorter time</source>
        <translation>ir vēl: izvēlieties īsāku laiku</translation>
    </message>
</context>
<context>
    <name>LookupModel</name>
    <message>
        <source>Time</source>
        <translation>Laiks</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operators</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Darba vieta</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>Purpose: what was asked</source>
        <translation>Mērķis: kas meklēts</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Ekipāža</translation>
    </message>
    <message>
        <source>Written to</source>
        <translation>Saglabāts</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Arrow keys move the map, plus and minus zoom, Home shows all units.</source>
        <translation>Bultiņas pārvieto karti, plus un mīnus maina mērogu, Home parāda visas ekipāžas.</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>States</source>
        <translation>Stāvokļi</translation>
    </message>
</context>
<context>
    <name>Measure</name>
    <message>
        <source>Measure distance, direction and area (D)</source>
        <translation>Mērīt attālumu, virzienu un laukumu (D)</translation>
    </message>
    <message>
        <source>Measure from here</source>
        <translation>Mērīt no šejienes</translation>
    </message>
    <message>
        <source>around {length} · area {area}</source>
        <translation>apkārt {length} · laukums {area}</translation>
    </message>
    <message>
        <source>total {length}</source>
        <translation>kopā {length}</translation>
    </message>
    <message>
        <source>geodesic, WGS 84</source>
        <translation>ģeodēziskā līnija, WGS 84</translation>
    </message>
    <message>
        <source>Copied: {what}</source>
        <translation>Nokopēts: {what}</translation>
    </message>
    <message>
        <source>Click: next point · double click: end · Backspace: back · C: copy · Esc: away</source>
        <translation>Klikšķis: nākamais punkts · dubultklikšķis: beigas · Backspace: atpakaļ · C: kopēt · Esc: aizvērt</translation>
    </message>
</context>
<context>
    <name>ModeMark</name>
    <message>
        <source>LIVE</source>
        <translation>REĀLAIS LAIKS</translation>
    </message>
    <message>
        <source>EXERCISE</source>
        <translation>MĀCĪBAS</translation>
    </message>
</context>
<context>
    <name>Nearest</name>
    <message>
        <source>Units nearest to the selected unit, else to the place searched, else to the middle (Ctrl+N)</source>
        <translation>Tuvākās ekipāžas izvēlētajai ekipāžai, citādi meklētajai vietai, citādi kartes vidum (Ctrl+N)</translation>
    </message>
    <message>
        <source>Nearest units</source>
        <translation>Tuvākās ekipāžas</translation>
    </message>
</context>
<context>
    <name>NearestSheet</name>
    <message>
        <source>Straight line</source>
        <translation>Taisnā līnijā</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Aplēse</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Statuss</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Koordinātas</translation>
    </message>
    <message>
        <source>Nearest units</source>
        <translation>Tuvākās ekipāžas</translation>
    </message>
    <message>
        <source>Speed of the estimate</source>
        <translation>Aplēses ātrums</translation>
    </message>
    <message>
        <source>Only free units</source>
        <translation>Tikai brīvās ekipāžas</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Ar ātrumu</translation>
    </message>
    <message>
        <source>Straight lines, not roads: the minutes are an estimate. Free units first.</source>
        <translation>Taisnas līnijas, ne ceļi: minūtes ir aplēse. Vispirms brīvās ekipāžas.</translation>
    </message>
    <message>
        <source>No unit on duty has a position.</source>
        <translation>Nevienai dežurējošai ekipāžai nav koordinātu.</translation>
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
        <translation>Operatori</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operators</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Vārds</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Loma</translation>
    </message>
    <message>
        <source>Reads records of</source>
        <translation>Skata ierakstus</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Add operator</source>
        <translation>Pievienot operatoru</translation>
    </message>
    <message>
        <source>Give this PIN to the selected</source>
        <translation>Piešķirt šo PIN izvēlētajam</translation>
    </message>
    <message>
        <source>Give this role and these records to the selected</source>
        <translation>Piešķirt šo lomu un ierakstus izvēlētajam</translation>
    </message>
    <message>
        <source>Remove the selected</source>
        <translation>Noņemt izvēlēto</translation>
    </message>
    <message>
        <source>Select an operator first.</source>
        <translation>Vispirms izvēlieties operatoru.</translation>
    </message>
    <message>
        <source>Operator {number} can sign on now.</source>
        <translation>Operators {number} tagad var pieteikties.</translation>
    </message>
    <message>
        <source>Operator {number} has a new PIN.</source>
        <translation>Operatoram {number} ir jauns PIN.</translation>
    </message>
    <message>
        <source>Operator {number} has these rights from the next sign-on.</source>
        <translation>Operatoram {number} šīs tiesības būs no nākamās pieteikšanās.</translation>
    </message>
    <message>
        <source>Operator {number} is removed.</source>
        <translation>Operators {number} ir noņemts.</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Close</source>
        <translation>Aizvērt</translation>
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
        <translation>Velciet uz citu ekrānu; dubultklikšķis atdala vai atliek atpakaļ</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Atlikt atpakaļ</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>Atdalīt</translation>
    </message>
</context>
<context>
    <name>PastPanel</name>
    <message>
        <source>Within</source>
        <translation>Rādiuss</translation>
    </message>
    <message>
        <source>From</source>
        <translation>No</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Līdz</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Mērķis</translation>
    </message>
    <message>
        <source>why these records are looked up</source>
        <translation>kāpēc šos ierakstus meklē</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Eksportēt …</translation>
    </message>
    <message>
        <source>Who was here</source>
        <translation>Kas te bija</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Ekipāža</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Tuvāk</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Pirmo</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Pēdējo</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Meklēt</translation>
    </message>
    <message>
        <source>Track of {unit}</source>
        <translation>{unit} maršruts</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Rādīt</translation>
    </message>
    <message>
        <source>{unit} · {agency} · {radio} · there {first} – {last} · nearest at {time}</source>
        <translation>{unit} · {agency} · {radio} · tur {first} – {last} · vistuvāk {time}</translation>
    </message>
    <message>
        <source>Stops: at least {minutes} min within {metres} m</source>
        <translation>Apstāšanās: vismaz {minutes} min {metres} m robežās</translation>
    </message>
    <message>
        <source>No stops: nowhere {minutes} min within {metres} m</source>
        <translation>Apstāšanās nav: nekur {minutes} min {metres} m robežās</translation>
    </message>
</context>
<context>
    <name>PatchList</name>
    <message>
        <source>Patches</source>
        <translation>Grupu savienojumi</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pārtraukt</translation>
    </message>
    <message>
        <source>+ {count} more</source>
        <translation>+ vēl {count}</translation>
    </message>
</context>
<context>
    <name>PatchPage</name>
    <message>
        <source>Patch talk-groups</source>
        <translation>Savienot sarunu grupas</translation>
    </message>
    <message>
        <source>No talk-groups are patched.</source>
        <translation>Neviena sarunu grupa nav savienota.</translation>
    </message>
    <message>
        <source>What is heard on one talk-group is sent on the others. Your own push-to-talk on one of them goes to all.</source>
        <translation>Vienā sarunu grupā dzirdētais tiek raidīts pārējās. Jūsu pārraide vienā no tām nonāk visās.</translation>
    </message>
    <message>
        <source>what it is for</source>
        <translation>kādam nolūkam</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Nolūks</translation>
    </message>
    <message>
        <source>Ends after</source>
        <translation>Beidzas pēc</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>Or before, with</source>
        <translation>Vai agrāk, kad beidzas</translation>
    </message>
    <message>
        <source>nothing else</source>
        <translation>nekas cits</translation>
    </message>
    <message>
        <source>the emergency</source>
        <translation>trauksme</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>Savienot</translation>
    </message>
    <message>
        <source>not configured any more</source>
        <translation>vairs nav konfigurēta</translation>
    </message>
    <message>
        <source>30 min from now</source>
        <translation>Vēl 30 min</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pārtraukt</translation>
    </message>
    <message>
        <source>A patch needs two talk-groups.</source>
        <translation>Savienojumam vajag divas sarunu grupas.</translation>
    </message>
    <message>
        <source>A patch needs a purpose.</source>
        <translation>Savienojumam vajag nolūku.</translation>
    </message>
</context>
<context>
    <name>PedalForm</name>
    <message>
        <source>Pedal</source>
        <translation>Pedālis</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nav</translation>
    </message>
    <message>
        <source>CTS (serial port)</source>
        <translation>CTS (seriālais ports)</translation>
    </message>
    <message>
        <source>DSR (serial port)</source>
        <translation>DSR (seriālais ports)</translation>
    </message>
    <message>
        <source>CD (serial port)</source>
        <translation>CD (seriālais ports)</translation>
    </message>
    <message>
        <source>RI (serial port)</source>
        <translation>RI (seriālais ports)</translation>
    </message>
    <message>
        <source>sound chip (CM108)</source>
        <translation>skaņas mikroshēma (CM108)</translation>
    </message>
    <message>
        <source>USB pedal</source>
        <translation>USB pedālis</translation>
    </message>
    <message>
        <source>USB pedal that types</source>
        <translation>USB pedālis, kas raksta</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Līnija</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Ierīce</translation>
    </message>
    <message>
        <source>Opens when pressed</source>
        <translation>Nospiežot atveras</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Darba vieta</translation>
    </message>
    <message>
        <source>Talks on</source>
        <translation>Runā grupā</translation>
    </message>
    <message>
        <source>what is selected</source>
        <translation>kas izvēlēts</translation>
    </message>
    <message>
        <source>Save the pedal</source>
        <translation>Saglabāt pedāli</translation>
    </message>
    <message>
        <source>Used from the station&apos;s next start on.</source>
        <translation>Darbosies no nākamās stacijas palaišanas.</translation>
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
        <translation>Mērogs un koordinātas</translation>
    </message>
    <message>
        <source>Coordinates under the pointer; here those of the place clicked last. Click to copy, ▾ to choose.</source>
        <translation>Koordinātas zem kursora; šeit – pēdējās klikšķinātās vietas. Klikšķis kopē, ▾ izvēlas sistēmu.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Nokopēts</translation>
    </message>
</context>
<context>
    <name>RecallPage</name>
    <message>
        <source>Last calls of {group}</source>
        <translation>Grupas {group} pēdējās sarunas</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Laiks</translation>
    </message>
    <message>
        <source>Talk-group</source>
        <translation>Sarunu grupa</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Ilgums</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Skaņa</translation>
    </message>
    <message>
        <source>It plays on the headset and is never transmitted. Older calls: call log.</source>
        <translation>Skan austiņās un nekad netiek raidīts. Senākas sarunas: sarunu žurnālā.</translation>
    </message>
</context>
<context>
    <name>ReviewFeed</name>
    <message>
        <source>This is a review: nothing can be sent or changed here.</source>
        <translation>Šis ir arhīvs: te neko nevar nosūtīt vai mainīt.</translation>
    </message>
    <message>
        <source>This cannot be put on record, so it is not played: {why}</source>
        <translation>To nevar ierakstīt žurnālā, tāpēc netiek atskaņots: {why}</translation>
    </message>
    <message>
        <source>This call lies outside the interval shown: choose another one first.</source>
        <translation>Šī saruna ir ārpus parādītā laika posma: vispirms izvēlieties citu.</translation>
    </message>
    <message>
        <source>The journal cannot be read: {why}</source>
        <translation>Žurnālu nevar nolasīt: {why}</translation>
    </message>
</context>
<context>
    <name>ReviewSound</name>
    <message>
        <source>the player is starting</source>
        <translation>atskaņotājs tiek palaists</translation>
    </message>
    <message>
        <source>the player ended</source>
        <translation>atskaņotājs beidza darbu</translation>
    </message>
    <message>
        <source>no loudspeaker</source>
        <translation>nav skaļruņa</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Talk-groups</source>
        <translation>Sarunu grupas</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Ekipāžas</translation>
    </message>
    <message>
        <source>operator {operator}</source>
        <translation>operators {operator}</translation>
    </message>
    <message>
        <source>Call log</source>
        <translation>Sarunu žurnāls</translation>
    </message>
    <message>
        <source>This cannot be put on record, so it is not shown: {why}</source>
        <translation>To nevar ierakstīt žurnālā, tāpēc netiek rādīts: {why}</translation>
    </message>
    <message>
        <source>Nothing more happened in this interval.</source>
        <translation>Šajā laika posmā nekas vairs nav noticis.</translation>
    </message>
    <message>
        <source>looking …</source>
        <translation>meklē …</translation>
    </message>
</context>
<context>
    <name>RosterPage</name>
    <message>
        <source>Roster and status book</source>
        <translation>Ekipāžu un statusu saraksts</translation>
    </message>
    <message>
        <source>Call sign</source>
        <translation>Izsaukuma signāls</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Dienests</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Veids</translation>
    </message>
    <message>
        <source>Radios</source>
        <translation>Radiostacijas</translation>
    </message>
    <message>
        <source>Crew</source>
        <translation>Sastāvs</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Transportlīdzeklis</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>Pēdējoreiz dzirdēta</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kods</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Angliski</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Latviski</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Lietuviski</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taustiņš</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>Ekipāžas</translation>
    </message>
    <message>
        <source>Status book</source>
        <translation>Statusi</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtrs</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Jauns</translation>
    </message>
    <message>
        <source>Read CSV …</source>
        <translation>Nolasīt CSV …</translation>
    </message>
    <message>
        <source>Write CSV …</source>
        <translation>Saglabāt CSV …</translation>
    </message>
    <message>
        <source>This is a review: nothing can be changed.</source>
        <translation>Šis ir arhīvs: te neko nevar mainīt.</translation>
    </message>
    <message>
        <source>On record.</source>
        <translation>Ierakstīts žurnālā.</translation>
    </message>
    <message>
        <source>{file}: {rows} read, {changed} changed.</source>
        <translation>{file}: nolasīts: {rows}, mainīts: {changed}.</translation>
    </message>
    <message>
        <source>{rows} written to {file}.</source>
        <translation>Saglabāts: {rows}, datne {file}.</translation>
    </message>
    <message>
        <source>Not written: {why}</source>
        <translation>Nav saglabāts: {why}</translation>
    </message>
</context>
<context>
    <name>Scope</name>
    <message>
        <source>Name</source>
        <translation>Vārds</translation>
    </message>
    <message>
        <source>name as it stands in texts, crews, log entries</source>
        <translation>vārds, kā tas rakstīts ziņās, ekipāžās, žurnālā</translation>
    </message>
    <message>
        <source>From</source>
        <translation>No</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Līdz</translation>
    </message>
    <message>
        <source>from the beginning</source>
        <translation>no paša sākuma</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>bez beigu laika</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search place or paste coordinates</source>
        <translation>Meklēt vietu vai ielīmēt koordinātas</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>Atrastās vietas</translation>
    </message>
</context>
<context>
    <name>SearchForm</name>
    <message>
        <source>Unit</source>
        <translation>Ekipāža</translation>
    </message>
    <message>
        <source>call sign</source>
        <translation>izsaukuma signāls</translation>
    </message>
    <message>
        <source>Raw ID</source>
        <translation>Radiostacijas ID</translation>
    </message>
    <message>
        <source>radio ID or its number</source>
        <translation>radiostacijas ID vai numurs</translation>
    </message>
    <message>
        <source>Talk-group</source>
        <translation>Sarunu grupa</translation>
    </message>
    <message>
        <source>all</source>
        <translation>visas</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Teksts</translation>
    </message>
    <message>
        <source>words</source>
        <translation>vārdi</translation>
    </message>
    <message>
        <source>any</source>
        <translation>jebkurš</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Laika posms</translation>
    </message>
    <message>
        <source>this shift (12 h)</source>
        <translation>šī maiņa (12 h)</translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation>pēdējās 24 stundas</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>pēdējās 7 dienas</translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation>pēdējās 30 dienas</translation>
    </message>
    <message>
        <source>from – to</source>
        <translation>no – līdz</translation>
    </message>
    <message>
        <source>From</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Calls of at least</source>
        <translation>Sarunas vismaz</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Līdz</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Nolūks</translation>
    </message>
    <message>
        <source>why these records are looked up</source>
        <translation>kādam nolūkam ierakstus meklē</translation>
    </message>
    <message>
        <source>emergencies only</source>
        <translation>tikai trauksmes</translation>
    </message>
    <message>
        <source>unheard only</source>
        <translation>tikai nenoklausītās</translation>
    </message>
    <message>
        <source>calls that nobody could hear and nobody has heard since</source>
        <translation>sarunas, kuras neviens nevarēja dzirdēt un kuras kopš tā laika neviens nav noklausījies</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Meklēt</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>sarunas</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>ziņas</translation>
    </message>
    <message>
        <source>status</source>
        <translation>statusi</translation>
    </message>
    <message>
        <source>alarms</source>
        <translation>trauksmes</translation>
    </message>
    <message>
        <source>log entries</source>
        <translation>žurnāla ieraksti</translation>
    </message>
    <message>
        <source>jobs</source>
        <translation>notikumi</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Dienests</translation>
    </message>
    <message>
        <source>all you may read</source>
        <translation>visi jums atļautie</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>Kas uztvēra</translation>
    </message>
    <message>
        <source>received here or handed in</source>
        <translation>uztvertas šeit vai iesniegtas</translation>
    </message>
    <message>
        <source>received here</source>
        <translation>uztvertas šeit</translation>
    </message>
    <message>
        <source>handed in by other recorders</source>
        <translation>citu ierakstītāju iesniegtas</translation>
    </message>
    <message>
        <source>Older than this shift: the search is put on record with its purpose.</source>
        <translation>Senāk par šo maiņu: meklēšanu un tās nolūku ieraksta žurnālā.</translation>
    </message>
</context>
<context>
    <name>SeveralTracks</name>
    <message numerus="yes">
        <source>Export the tracks of %n unit(s) …</source>
        <translation>
            <numerusform>Eksportēt %n ekipāžas maršrutu …</numerusform>
            <numerusform>Eksportēt %n ekipāžu maršrutus …</numerusform>
            <numerusform>Eksportēt %n ekipāžu maršrutus …</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no journal to look into.</source>
        <translation>Nav ieraksta, kurā meklēt.</translation>
    </message>
    <message>
        <source>Export tracks …</source>
        <translation>Eksportēt maršrutus …</translation>
    </message>
</context>
<context>
    <name>SignOnPanel</name>
    <message>
        <source>Sign on</source>
        <translation>Pieteikties</translation>
    </message>
    <message>
        <source>Sign on at position {seat}</source>
        <translation>Pieteikšanās darba vietā {seat}</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operators</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Exercise: operator {number}, PIN {pin}</source>
        <translation>Mācības: operators {number}, PIN {pin}</translation>
    </message>
    <message>
        <source>Without signing on this position may listen and silence its sounder.</source>
        <translation>Bez pieteikšanās šajā darba vietā var klausīties un apklusināt savu skaņas signālu.</translation>
    </message>
    <message>
        <source>The first shift supervisor</source>
        <translation>Pirmais maiņas vadītājs</translation>
    </message>
    <message>
        <source>Nobody can sign on yet. Whoever is entered here can enter the others.</source>
        <translation>Vēl neviens nevar pieteikties. Tas, kuru ievadīsiet šeit, varēs ievadīt pārējos.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Vārds</translation>
    </message>
    <message>
        <source>PIN again</source>
        <translation>PIN vēlreiz</translation>
    </message>
    <message>
        <source>Enter and sign on</source>
        <translation>Ievadīt un pieteikties</translation>
    </message>
    <message>
        <source>4 to 12 digits. It is kept as a hash only: nobody can look it up.</source>
        <translation>4 līdz 12 cipari. Glabā tikai kontrolsummu: PIN neviens nevar apskatīt.</translation>
    </message>
    <message>
        <source>Position {seat}</source>
        <translation>Darba vieta {seat}</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>Pieteicies</translation>
    </message>
    <message>
        <source>since</source>
        <translation>kopš</translation>
    </message>
    <message>
        <source>Reads records of</source>
        <translation>Skata ierakstus</translation>
    </message>
    <message>
        <source>To do for the next</source>
        <translation>Jāizdara nākamajam</translation>
    </message>
    <message>
        <source>Hand over to</source>
        <translation>Nodot maiņu</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Nodot maiņu</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>Beigt darbu</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Jauns PIN</translation>
    </message>
    <message>
        <source>Change my PIN</source>
        <translation>Mainīt manu PIN</translation>
    </message>
    <message>
        <source>Unheard</source>
        <translation>Nenoklausītas</translation>
    </message>
    <message>
        <source>nothing is left</source>
        <translation>nekas nav palicis</translation>
    </message>
    <message>
        <source>{left}: show them …</source>
        <translation>{left}: parādīt …</translation>
    </message>
    <message>
        <source>This position</source>
        <translation>Šī darba vieta</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operatori</translation>
    </message>
    <message>
        <source>The two PINs differ.</source>
        <translation>Abi PIN atšķiras.</translation>
    </message>
    <message>
        <source>The PIN is changed.</source>
        <translation>PIN ir nomainīts.</translation>
    </message>
</context>
<context>
    <name>SnapshotTool</name>
    <message>
        <source>Save this view as a picture …</source>
        <translation>Saglabāt šo skatu kā attēlu …</translation>
    </message>
</context>
<context>
    <name>Speeds</name>
    <message>
        <source>Stop</source>
        <translation>Apturēt</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Lēnāk</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Ātrāk</translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation>Ātrums: {speed}</translation>
    </message>
</context>
<context>
    <name>StackPanel</name>
    <message>
        <source>Imported maps</source>
        <translation>Importētās kartes</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Atcelt</translation>
    </message>
    <message>
        <source>Import map …</source>
        <translation>Importēt karti …</translation>
    </message>
    <message>
        <source>Built-in map: coast, lakes, rivers, borders, towns</source>
        <translation>Iebūvētā karte: krasts, ezeri, upes, robežas, pilsētas</translation>
    </message>
    <message>
        <source>Show {map}</source>
        <translation>Rādīt {map}</translation>
    </message>
    <message>
        <source>Move {map} up</source>
        <translation>Pārvietot {map} augstāk</translation>
    </message>
    <message>
        <source>Move {map} down</source>
        <translation>Pārvietot {map} zemāk</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Rādīt</translation>
    </message>
    <message>
        <source>Show all of {map}</source>
        <translation>Rādīt visu {map}</translation>
    </message>
    <message>
        <source>Really remove</source>
        <translation>Tiešām noņemt</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Noņemt</translation>
    </message>
    <message>
        <source>Remove {map}</source>
        <translation>Noņemt {map}</translation>
    </message>
    <message>
        <source>shapes</source>
        <translation>kontūras</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>attēli</translation>
    </message>
    <message>
        <source>map</source>
        <translation>karte</translation>
    </message>
    <message>
        <source>zoom {first}–{last}</source>
        <translation>mērogi {first}–{last}</translation>
    </message>
    <message>
        <source>Import map</source>
        <translation>Importēt karti</translation>
    </message>
    <message>
        <source>Maps ({kinds})</source>
        <translation>Kartes ({kinds})</translation>
    </message>
</context>
<context>
    <name>StatusForm</name>
    <message>
        <source>Status</source>
        <translation>Statuss</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kods</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Angliski</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Latviski</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Lietuviski</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Dienests</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taustiņš</translation>
    </message>
    <message>
        <source>Put on record</source>
        <translation>Ierakstīt žurnālā</translation>
    </message>
    <message>
        <source>Code 0 is emergency in every network and cannot be named.</source>
        <translation>Kods 0 visos tīklos ir trauksme, un to nevar pārdēvēt.</translation>
    </message>
    <message>
        <source>Each agency may have a book of its own; without any words a row goes.</source>
        <translation>Katrai iestādei var būt sava grāmata; rinda bez vārdiem pazūd.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>visiem</translation>
    </message>
    <message>
        <source>A status needs its English words.</source>
        <translation>Statusam vajag angļu nosaukumu.</translation>
    </message>
    <message>
        <source>Key {key} already sets status {code}.</source>
        <translation>Taustiņš {key} jau iestata statusu {code}.</translation>
    </message>
</context>
<context>
    <name>StatusPick</name>
    <message>
        <source>Status of {unit}</source>
        <translation>Statuss: {unit}</translation>
    </message>
    <message>
        <source>The status book is empty: fill it in the roster page.</source>
        <translation>Statusu saraksts ir tukšs: aizpildiet to ekipāžu lapā.</translation>
    </message>
</context>
<context>
    <name>StopsTable</name>
    <message>
        <source>Stops</source>
        <translation>Apstāšanās</translation>
    </message>
    <message>
        <source>From</source>
        <translation>No</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Cik ilgi</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Kur</translation>
    </message>
    <message>
        <source>{since} – {until} · positions: {fixes} · longest time without one: {silent}</source>
        <translation>{since} – {until} · koordinātas: {fixes} · ilgākais laiks bez tām: {silent}</translation>
    </message>
</context>
<context>
    <name>StreamList</name>
    <message>
        <source>Stream of everything that happened</source>
        <translation>Visu notikumu plūsma</translation>
    </message>
</context>
<context>
    <name>StreamPanel</name>
    <message>
        <source>Filter: call sign, radio ID, text …</source>
        <translation>Filtrs: signāls, radiostacijas ID, teksts …</translation>
    </message>
    <message>
        <source>Filter the stream</source>
        <translation>Filtrēt plūsmu</translation>
    </message>
    <message>
        <source>Log entry …</source>
        <translation>Žurnāla ieraksts …</translation>
    </message>
    <message>
        <source>Free-text log entry: Enter puts it on record</source>
        <translation>Brīvs ieraksts: Enter ieraksta to žurnālā</translation>
    </message>
    <message>
        <source>Show only: {kind}</source>
        <translation>Rādīt tikai: {kind}</translation>
    </message>
    <message>
        <source>all</source>
        <translation>viss</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>sarunas</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>ziņas</translation>
    </message>
    <message>
        <source>status</source>
        <translation>statusi</translation>
    </message>
    <message>
        <source>alarms</source>
        <translation>trauksmes</translation>
    </message>
    <message>
        <source>unheard</source>
        <translation>nenoklausītās</translation>
    </message>
    <message>
        <source>Newest on top</source>
        <translation>Jaunākais augšā</translation>
    </message>
    <message>
        <source>Newest at the bottom</source>
        <translation>Jaunākais apakšā</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Vēl nekas nav noticis.</translation>
    </message>
    <message>
        <source>Nothing of this shift matches. Older records: call log.</source>
        <translation>Šajā maiņā nekas neatbilst. Senāki ieraksti: sarunu žurnālā.</translation>
    </message>
    <message>
        <source>There is no recording of this call.</source>
        <translation>Šīs sarunas ieraksta nav.</translation>
    </message>
    <message>
        <source>{unit}: no position known.</source>
        <translation>{unit}: koordinātas nav zināmas.</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Apturēt atskaņošanu</translation>
    </message>
    <message>
        <source>Play recording</source>
        <translation>Atskaņot ierakstu</translation>
    </message>
    <message>
        <source>Locate on map</source>
        <translation>Parādīt kartē</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Atzīmēt kā izlasītu</translation>
    </message>
    <message>
        <source>Needs no hearing</source>
        <translation>Nav jānoklausās</translation>
    </message>
    <message>
        <source>Correct this radio&apos;s name …</source>
        <translation>Labot radiostacijas izsaukuma signālu …</translation>
    </message>
    <message>
        <source>Name this radio …</source>
        <translation>Piešķirt radiostacijai izsaukuma signālu …</translation>
    </message>
    <message>
        <source>Copy raw ID</source>
        <translation>Kopēt radiostacijas ID</translation>
    </message>
    <message>
        <source>Break the patch</source>
        <translation>Pārtraukt grupu savienojumu</translation>
    </message>
    <message>
        <source>Search the call log …</source>
        <translation>Meklēt sarunu žurnālā …</translation>
    </message>
    <message>
        <source>Place a legal hold …</source>
        <translation>Aizliegt dzēst …</translation>
    </message>
</context>
<context>
    <name>StreamRow</name>
    <message>
        <source>all-call</source>
        <translation>pārraide visiem</translation>
    </message>
    <message>
        <source>this room</source>
        <translation>mūsu pults</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pārtraukt</translation>
    </message>
    <message>
        <source>position {seat}</source>
        <translation>darba vieta {seat}</translation>
    </message>
    <message>
        <source>acknowledged by {operator}</source>
        <translation>pieņēma {operator}</translation>
    </message>
    <message>
        <source>operator {operator}</source>
        <translation>operators {operator}</translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <translation>nav pieņemta</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>pieņemta</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>slēgta</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>neizlasīta</translation>
    </message>
    <message>
        <source>read</source>
        <translation>izlasīta</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>vēl nav nosūtīta</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>nosūtīta</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>piegādāta</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>nav piegādāta</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>noraidīta</translation>
    </message>
    <message>
        <source>on air</source>
        <translation>ēterā</translation>
    </message>
    <message>
        <source>handed in</source>
        <translation>iesūtīta</translation>
    </message>
    <message>
        <source>no audio</source>
        <translation>bez skaņas</translation>
    </message>
    <message>
        <source>unheard</source>
        <translation>nenoklausīta</translation>
    </message>
    <message>
        <source>heard</source>
        <translation>noklausīta</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>This seat is silent for 60 s; the emergency stays open.</source>
        <translation>Šī darba vieta klusē 60 s; trauksme paliek atvērta.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Apturēt</translation>
    </message>
    <message>
        <source>Hear call</source>
        <translation>Klausīties</translation>
    </message>
    <message>
        <source>Its talk-group carries signalling only: there is no audio to hear.</source>
        <translation>Šajā sarunu grupā ir tikai signalizācija: skaņas, ko klausīties, nav.</translation>
    </message>
    <message>
        <source>The call is not recorded yet.</source>
        <translation>Saruna vēl nav ierakstīta.</translation>
    </message>
    <message>
        <source>Locate</source>
        <translation>Kartē</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Tuvākās</translation>
    </message>
    <message>
        <source>Units nearest to it (Ctrl+N)</source>
        <translation>Tai tuvākās ekipāžas (Ctrl+N)</translation>
    </message>
    <message>
        <source>Its position is unknown.</source>
        <translation>Tās koordinātas nav zināmas.</translation>
    </message>
    <message>
        <source>Acknowledge F1</source>
        <translation>Pieņemt F1</translation>
    </message>
    <message>
        <source>Silence 60 s F1</source>
        <translation>Klusums 60 s F1</translation>
    </message>
    <message>
        <source>Real</source>
        <translation>Īsta</translation>
    </message>
    <message>
        <source>False</source>
        <translation>Viltus</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Pārbaude</translation>
    </message>
    <message>
        <source>Sign on first.</source>
        <translation>Vispirms piesakieties.</translation>
    </message>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>vēl %n</numerusform>
            <numerusform>vēl %n</numerusform>
            <numerusform>vēl %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Emergency: {unit}</source>
        <translation>Trauksme: {unit}</translation>
    </message>
</context>
<context>
    <name>TakeOutPage</name>
    <message>
        <source>Purpose</source>
        <translation>Nolūks</translation>
    </message>
    <message>
        <source>why these records leave</source>
        <translation>kādēļ šos ierakstus izsniedz</translation>
    </message>
    <message>
        <source>Choose where …</source>
        <translation>Izvēlēties vietu …</translation>
    </message>
    <message>
        <source>From</source>
        <translation>No</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Līdz</translation>
    </message>
    <message>
        <source>Each file is put on record, with its hash, before it is written.</source>
        <translation>Pirms saglabāšanas katru datni un tās jaucējsummu ieraksta žurnālā.</translation>
    </message>
    <message>
        <source>Say first what these records are taken out for.</source>
        <translation>Vispirms norādiet, kādam nolūkam šos ierakstus izsniedz.</translation>
    </message>
    <message>
        <source>The interval ends before it begins.</source>
        <translation>Laika posms beidzas, pirms tas sākas.</translation>
    </message>
    <message>
        <source>Choose at least one kind of file.</source>
        <translation>Izvēlieties vismaz vienu datnes veidu.</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>Saglabā …</translation>
    </message>
    <message>
        <source>Not written: {why}</source>
        <translation>Nav saglabāts: {why}</translation>
    </message>
    <message>
        <source>Written: {files}.</source>
        <translation>Saglabāts: {files}.</translation>
    </message>
    <message>
        <source>A4 sheet for print (PDF)</source>
        <translation>A4 lapa drukāšanai (PDF)</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>Tabula (CSV)</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>Attēls (PNG)</translation>
    </message>
    <message>
        <source>Take out a picture of the map</source>
        <translation>Kartes attēla eksports</translation>
    </message>
    <message>
        <source>Take out tracks · units: {count}</source>
        <translation>Maršrutu eksports · ekipāžas: {count}</translation>
    </message>
    <message>
        <source>Take out a track</source>
        <translation>Maršruta eksports</translation>
    </message>
    <message>
        <source>The record did not take word of it within {seconds} s.</source>
        <translation>Ieraksts par to netika saglabāts {seconds} s laikā.</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>Hold to talk on {group}</source>
        <translation>Turiet nospiestu, lai runātu grupā {group}</translation>
    </message>
    <message>
        <source>Hear the last call again (R)</source>
        <translation>Noklausīties pēdējo sarunu vēlreiz (R)</translation>
    </message>
    <message>
        <source>Hear again (M)</source>
        <translation>Atkal klausīties (M)</translation>
    </message>
    <message>
        <source>Mute (M); an emergency is heard all the same</source>
        <translation>Izslēgt skaņu (M); trauksmi dzirdēs vienalga</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Izvēlēties</translation>
    </message>
    <message>
        <source>Do not select any more</source>
        <translation>Vairs neizvēlēties</translation>
    </message>
    <message>
        <source>Select too</source>
        <translation>Izvēlēties papildus</translation>
    </message>
    <message>
        <source>Hear again</source>
        <translation>Atkal klausīties</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Izslēgt skaņu</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Uzraudzīt</translation>
    </message>
    <message>
        <source>Do not hear (recorded all the same)</source>
        <translation>Neklausīties (tiek ierakstīta tāpat)</translation>
    </message>
    <message>
        <source>Hear all again</source>
        <translation>Atkal klausīties visas</translation>
    </message>
    <message>
        <source>Hear this alone</source>
        <translation>Klausīties tikai šo</translation>
    </message>
    <message>
        <source>Hear the last call again</source>
        <translation>Noklausīties pēdējo sarunu vēlreiz</translation>
    </message>
    <message>
        <source>Last calls …</source>
        <translation>Pēdējās sarunas …</translation>
    </message>
    <message>
        <source>Patch …</source>
        <translation>Savienot grupas …</translation>
    </message>
    <message>
        <source>Break the patch</source>
        <translation>Pārtraukt grupu savienojumu</translation>
    </message>
    <message>
        <source>Sounds on</source>
        <translation>Skan no</translation>
    </message>
    <message>
        <source>As selected or monitored</source>
        <translation>Kā izvēlētā vai klausītā</translation>
    </message>
    <message>
        <source>The loudspeaker of what is selected</source>
        <translation>Izvēlēto grupu skaļruņa</translation>
    </message>
    <message>
        <source>The loudspeaker of what is monitored</source>
        <translation>Klausīto grupu skaļruņa</translation>
    </message>
    <message>
        <source>The headset</source>
        <translation>Austiņām</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Kreisā puse</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>Abas puses</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Labā puse</translation>
    </message>
    <message>
        <source>Set the radio of {gateway} to this talk-group</source>
        <translation>Iestatīt vārtejas {gateway} radiostaciju uz šo sarunu grupu</translation>
    </message>
</context>
<context>
    <name>TilePanel</name>
    <message>
        <source>Talk-groups</source>
        <translation>Sarunu grupas</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Time line</source>
        <translation>Laika josla</translation>
    </message>
    <message>
        <source>Arrow keys move by 5 s, with Shift by a minute; Home and End go to the ends.</source>
        <translation>Bultiņas pārvieto par 5 s, ar Shift par minūti; Home un End iet uz galiem.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>All functions</source>
        <translation>Visas funkcijas</translation>
    </message>
    <message>
        <source>recording {some} of {all}</source>
        <translation>ieraksta {some} no {all}</translation>
    </message>
    <message>
        <source>Talk-groups that carry signalling only have no audio to record; coded voice is kept as it came.</source>
        <translation>Sarunu grupām, kurās ir tikai signalizācija, nav skaņas, ko ierakstīt; kodēta balss tiek saglabāta tāda, kāda saņemta.</translation>
    </message>
    <message numerus="yes">
        <source>%n unheard</source>
        <translation>
            <numerusform>%n nenoklausīta</numerusform>
            <numerusform>%n nenoklausītas</numerusform>
            <numerusform>%n nenoklausītu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n brīdinājums</numerusform>
            <numerusform>%n brīdinājumi</numerusform>
            <numerusform>%n brīdinājumu</numerusform>
        </translation>
    </message>
    <message>
        <source>not signed on · position {seat}</source>
        <translation>nav pieteicies · darba vieta {seat}</translation>
    </message>
    <message>
        <source>operator {operator} · position {seat}</source>
        <translation>operators {operator} · darba vieta {seat}</translation>
    </message>
    <message>
        <source>clock synchronised</source>
        <translation>pulkstenis sinhronizēts</translation>
    </message>
    <message>
        <source>This system cannot say whether its clock is synchronised.</source>
        <translation>Šī sistēma nevar pateikt, vai tās pulkstenis ir sinhronizēts.</translation>
    </message>
    <message>
        <source>CLOCK?</source>
        <translation>PULKSTENIS?</translation>
    </message>
</context>
<context>
    <name>TrackSheet</name>
    <message>
        <source>Track sheet</source>
        <translation>Maršruta lapa</translation>
    </message>
    <message>
        <source>page {page} of {pages}</source>
        <translation>{page}. lpp. no {pages}</translation>
    </message>
    <message>
        <source>{count}, of which {doubted} doubtful</source>
        <translation>{count}, no tām apšaubāmas: {doubted}</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Ekipāža</translation>
    </message>
    <message>
        <source>Radios</source>
        <translation>Radiostacijas</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Laika posms</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Koordinātas</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Nolūks</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>Eksportēts</translation>
    </message>
    <message>
        <source>{time} by operator {operator}</source>
        <translation>{time}, operators {operator}</translation>
    </message>
    <message>
        <source>Units: {count}</source>
        <translation>Ekipāžas: {count}</translation>
    </message>
    <message>
        <source>There are more positions than can be taken out at once: choose a shorter time.</source>
        <translation>Koordinātu ir vairāk, nekā var eksportēt vienā reizē: izvēlieties īsāku laiku.</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Ekipāžas</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Iestāde</translation>
    </message>
    <message>
        <source>Stops</source>
        <translation>Apstāšanās</translation>
    </message>
    <message>
        <source>A stop is at least {minutes} min within {metres} m. Fixes outside do not end it when they come back within {seconds} s. Between two fixes nothing is known: the longest time without one is given.</source>
        <translation>Apstāšanās ir vismaz {minutes} min {metres} m robežās. Koordinātas ārpus tām to nebeidz, ja atgriežas {seconds} s laikā. Starp divām koordinātām nekas nav zināms: norādīts ilgākais laiks bez tām.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Nav.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>No</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Līdz</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Cik ilgi</translation>
    </message>
    <message>
        <source>Without fix</source>
        <translation>Bez koord.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Kur</translation>
    </message>
    <message>
        <source>Printed is one position in {every}, and each doubtful one; the files have them all.</source>
        <translation>Izdrukāta katra {every}. koordināta un visas apšaubāmās; datnēs ir visas.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Laiks</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Vieta</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Ieraksts</translation>
    </message>
    <message>
        <source>stop {number}</source>
        <translation>{number}. apstāšanās</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>apšaubāmas</translation>
    </message>
    <message>
        <source>Sources and hashes</source>
        <translation>Avoti un jaucējsummas</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Žurnāls</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Ieraksti</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Kontrolpunkts</translation>
    </message>
    <message>
        <source>none: nothing in this journal is signed yet</source>
        <translation>nav: šajā žurnālā vēl nekas nav parakstīts</translation>
    </message>
    <message>
        <source>number {number}, signed {time}, stands for the entries up to {entry}</source>
        <translation>{number}. pēc kārtas, parakstīts {time}, apliecina ierakstus līdz {entry}.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Atslēga</translation>
    </message>
    <message>
        <source>Entries after {entry} are not signed yet.</source>
        <translation>Ieraksti pēc {entry}. vēl nav parakstīti.</translation>
    </message>
    <message>
        <source>Files taken out with this sheet, and their SHA-256:</source>
        <translation>Kopā ar šo lapu eksportētās datnes un to SHA-256:</translation>
    </message>
    <message>
        <source>A doubtful position was not believed when it came (too far, too fast, or while several units failed together); it is crossed out on the map. The record can be proved by: {command}</source>
        <translation>Apšaubāmai koordinātai saņemšanas brīdī neticēja (pārāk tālu, pārāk ātri vai kad reizē kļūdījās vairākas ekipāžas); kartē tā ir pārsvītrota. Ierakstu īstumu pārbauda ar: {command}</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Paraksts</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datums</translation>
    </message>
</context>
<context>
    <name>TrafficPage</name>
    <message>
        <source>Traffic of the last hour</source>
        <translation>Pēdējās stundas sarunas</translation>
    </message>
    <message>
        <source>A full row is a minute of unbroken speech. A triangle marks an emergency.</source>
        <translation>Pilna augstuma stabiņš ir minūte nepārtrauktas runas. Trīsstūris apzīmē trauksmi.</translation>
    </message>
</context>
<context>
    <name>TrailsButton</name>
    <message>
        <source>Trails: selected</source>
        <translation>Pēdas: izvēlētajai</translation>
    </message>
    <message>
        <source>Trails: all</source>
        <translation>Pēdas: visām</translation>
    </message>
    <message>
        <source>Trails: off</source>
        <translation>Pēdas: nerādīt</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Play, or pause (Space)</source>
        <translation>Atskaņot vai apturēt (atstarpe)</translation>
    </message>
    <message>
        <source>The event before (,); the emergency before ([)</source>
        <translation>Iepriekšējais notikums (,); iepriekšējā trauksme ([)</translation>
    </message>
    <message>
        <source>The next event (.); the next emergency (])</source>
        <translation>Nākamais notikums (.); nākamā trauksme (])</translation>
    </message>
    <message>
        <source>A step back</source>
        <translation>Soli atpakaļ</translation>
    </message>
    <message>
        <source>A step on</source>
        <translation>Soli uz priekšu</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Notikumi</translation>
    </message>
    <message>
        <source>What happened in this interval (E)</source>
        <translation>Kas notika šajā laika posmā (E)</translation>
    </message>
    <message>
        <source>{speed} times as fast as life</source>
        <translation>{speed} reizes ātrāk nekā īstenībā</translation>
    </message>
    <message>
        <source>Interval …</source>
        <translation>Laika posms …</translation>
    </message>
    <message>
        <source>Show another interval of this journal</source>
        <translation>Rādīt citu šī žurnāla laika posmu</translation>
    </message>
</context>
<context>
    <name>TrialPanel</name>
    <message>
        <source>Test this gateway</source>
        <translation>Pārbaudīt šo vārteju</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>Beigt pārbaudi</translation>
    </message>
    <message>
        <source>What the test found</source>
        <translation>Ko pārbaude atrada</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Pārbaude</translation>
    </message>
    <message>
        <source>Trying for up to {seconds} s; nothing is sent on the air.</source>
        <translation>Pārbauda līdz {seconds} s; ēterā nekas netiek raidīts.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Pārtraukts.</translation>
    </message>
    <message>
        <source>Opens the link as it stands in the form, saved or not, and says what answers.</source>
        <translation>Atver savienojumu, kā tas ir veidlapā, saglabāts vai ne, un pasaka, kas atbild.</translation>
    </message>
</context>
<context>
    <name>UnheardPage</name>
    <message>
        <source>Unheard transmissions</source>
        <translation>Nenoklausītās pārraides</translation>
    </message>
    <message>
        <source>Left by the shift before</source>
        <translation>Atstājusi iepriekšējā maiņa</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Vecums</translation>
    </message>
    <message>
        <source>Talk-group</source>
        <translation>Sarunu grupa</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Kas</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Ilgums</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Kāpēc</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Skaņa</translation>
    </message>
    <message>
        <source>Everything that came was heard, played or dismissed.</source>
        <translation>Viss saņemtais ir dzirdēts, noklausīts vai atzīts par nevajadzīgu.</translation>
    </message>
    <message>
        <source>one after another</source>
        <translation>citu pēc citas</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Atskaņot</translation>
    </message>
    <message>
        <source>Needs no hearing:</source>
        <translation>Nav jāklausās:</translation>
    </message>
    <message>
        <source>or why, in your words</source>
        <translation>vai iemesls saviem vārdiem</translation>
    </message>
    <message>
        <source>Why it needs no hearing</source>
        <translation>Kāpēc nav jāklausās</translation>
    </message>
    <message>
        <source>EMERGENCY, not acknowledged</source>
        <translation>TRAUKSME, nav pieņemta</translation>
    </message>
    <message>
        <source>handed over at {time}</source>
        <translation>maiņa nodota {time}</translation>
    </message>
    <message>
        <source>There is no recording of this call.</source>
        <translation>Šai sarunai nav ieraksta.</translation>
    </message>
    <message>
        <source>It belongs to an emergency that nobody has acknowledged.</source>
        <translation>Tā pieder trauksmei, ko neviens nav pieņēmis.</translation>
    </message>
</context>
<context>
    <name>UnitForm</name>
    <message>
        <source>Call sign</source>
        <translation>Izsaukuma signāls</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Dienests</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Veids</translation>
    </message>
    <message>
        <source>Radios</source>
        <translation>Radiostacijas</translation>
    </message>
    <message>
        <source>Crew</source>
        <translation>Sastāvs</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Transportlīdzeklis</translation>
    </message>
    <message>
        <source>Put on record</source>
        <translation>Ierakstīt žurnālā</translation>
    </message>
    <message>
        <source>Remove from roster</source>
        <translation>Noņemt no saraksta</translation>
    </message>
    <message>
        <source>New unit</source>
        <translation>Jauna ekipāža</translation>
    </message>
    <message>
        <source>Name {radio}</source>
        <translation>Kam pieder {radio}</translation>
    </message>
    <message>
        <source>{unit} exists: it gets these radios as well, the rest of its row stays.</source>
        <translation>{unit} jau ir: šīs radiostacijas tiks pievienotas, pārējais rindā paliks.</translation>
    </message>
    <message>
        <source>A unit needs a call sign.</source>
        <translation>Ekipāžai vajag izsaukuma signālu.</translation>
    </message>
    <message>
        <source>{radio} is not like tetra@247-9:1234567.</source>
        <translation>{radio} nav tādā veidā kā tetra@247-9:1234567.</translation>
    </message>
    <message>
        <source>{radio} is a partner&apos;s and stays a guest.</source>
        <translation>{radio} pieder partneriem un paliek viesis.</translation>
    </message>
</context>
<context>
    <name>UnitSheet</name>
    <message>
        <source>Unit</source>
        <translation>Ekipāža</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Ziņa</translation>
    </message>
    <message>
        <source>Talk-groups these units were last heard on</source>
        <translation>Sarunu grupas, kurās šīs ekipāžas pēdējoreiz dzirdētas</translation>
    </message>
    <message>
        <source>Select tile</source>
        <translation>Izvēlēties grupu</translation>
    </message>
    <message>
        <source>Whom the text goes to</source>
        <translation>Kam tiek sūtīta ziņa</translation>
    </message>
    <message>
        <source>Text to all</source>
        <translation>Ziņa visām</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>nav koordinātu</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>apšaubāmas</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>novecojušas</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>pieprasīta</translation>
    </message>
    <message>
        <source>{group}: {count} of {all}</source>
        <translation>{group}: {count} no {all}</translation>
    </message>
    <message>
        <source>None of them was heard on a talk-group yet</source>
        <translation>Neviena no tām sarunu grupā vēl nav dzirdēta</translation>
    </message>
    <message>
        <source>Each radio by itself: {count}</source>
        <translation>Katrai radiostacijai atsevišķi: {count}</translation>
    </message>
    <message>
        <source>Once, to {group}</source>
        <translation>Vienreiz, grupai {group}</translation>
    </message>
    <message>
        <source>No text reaches {units}</source>
        <translation>Ziņu nevar saņemt: {units}</translation>
    </message>
</context>
<context>
    <name>WaveSlider</name>
    <message>
        <source>Place in the recording</source>
        <translation>Vieta ierakstā</translation>
    </message>
    <message>
        <source>Click or drag to go on elsewhere; arrow keys: 5 s</source>
        <translation>Klikšķiniet vai velciet, lai turpinātu citā vietā; bultiņu taustiņi: 5 s</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Talk-groups</source>
        <translation>Sarunu grupas</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Ekipāžas</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Plūsma</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Ziņas par izvēlēto</translation>
    </message>
    <message>
        <source>Sign on, off, hand over</source>
        <translation>Pieteikties, beigt darbu, nodot maiņu</translation>
    </message>
    <message>
        <source>Unheard transmissions</source>
        <translation>Nenoklausītās pārraides</translation>
    </message>
    <message>
        <source>Amber list</source>
        <translation>Brīdinājumu saraksts</translation>
    </message>
    <message>
        <source>Fences</source>
        <translation>Ģeozonas</translation>
    </message>
    <message>
        <source>Call log</source>
        <translation>Sarunu žurnāls</translation>
    </message>
    <message>
        <source>Patch talk-groups</source>
        <translation>Savienot sarunu grupas</translation>
    </message>
    <message>
        <source>All call</source>
        <translation>Visiem</translation>
    </message>
    <message>
        <source>Traffic of the last hour</source>
        <translation>Pēdējās stundas sarunas</translation>
    </message>
    <message>
        <source>Look back (review)</source>
        <translation>Arhīvs (skatīt atpakaļ)</translation>
    </message>
    <message>
        <source>Roster and status book</source>
        <translation>Ekipāžu un statusu saraksts</translation>
    </message>
    <message>
        <source>Gateways</source>
        <translation>Vārtejas</translation>
    </message>
    <message>
        <source>Fit for duty: measure the room</source>
        <translation>Gatavība dienestam: izmērīt telpu</translation>
    </message>
    <message>
        <source>Log entry</source>
        <translation>Žurnāla ieraksts</translation>
    </message>
    <message>
        <source>Day theme</source>
        <translation>Dienas izskats</translation>
    </message>
    <message>
        <source>Night theme</source>
        <translation>Nakts izskats</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>Viss ekrāns</translation>
    </message>
    <message>
        <source>Put every panel back</source>
        <translation>Atlikt visus paneļus vietās</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Visi taustiņi</translation>
    </message>
    <message>
        <source>About Kopa</source>
        <translation>Par Kopa</translation>
    </message>
    <message>
        <source>The language changes when the console is opened again.</source>
        <translation>Valoda mainīsies, kad konsoli atvērs no jauna.</translation>
    </message>
</context>
<context>
    <name>all-call</name>
    <message>
        <source>{gateway} speaks on one talk-group at a time, now on {group}.</source>
        <translation>{gateway} vienlaikus runā vienā sarunu grupā, tagad: {group}.</translation>
    </message>
    <message>
        <source>No more than {count} talk-groups at once.</source>
        <translation>Vienlaikus ne vairāk kā {count} sarunu grupas.</translation>
    </message>
    <message>
        <source>An emergency is on the air.</source>
        <translation>Ēterā ir trauksme.</translation>
    </message>
    <message>
        <source>An emergency is on the air on {group}, which it would cut.</source>
        <translation>Grupā {group} ēterā ir trauksme, un tā tiktu pārtraukta.</translation>
    </message>
    <message>
        <source>Let go of push-to-talk first.</source>
        <translation>Vispirms atlaidiet runas taustiņu.</translation>
    </message>
    <message>
        <source>No talk-group can be reached now.</source>
        <translation>Tagad nevar uzrunāt nevienu sarunu grupu.</translation>
    </message>
    <message>
        <source>All-call: nobody spoke for {count} s, so it is off again.</source>
        <translation>Pārraide visiem: {count} s neviens nerunāja, tāpēc tā atkal ir izslēgta.</translation>
    </message>
</context>
<context>
    <name>app</name>
    <message>
        <source>Reading the record: there is no bookmark to begin from.</source>
        <translation>Lasa žurnālu: nav grāmatzīmes, no kuras sākt.</translation>
    </message>
    <message>
        <source>Something went wrong here and was logged: {what}</source>
        <translation>Šeit radās kļūda, un tā ir reģistrēta: {what}</translation>
    </message>
</context>
<context>
    <name>board</name>
    <message>
        <source>No agency</source>
        <translation>Bez dienesta</translation>
    </message>
    <message>
        <source>Not in the roster</source>
        <translation>Nav ekipāžu sarakstā</translation>
    </message>
    <message>
        <source>Guests</source>
        <translation>Viesi</translation>
    </message>
    <message>
        <source>no fix</source>
        <translation>nav GPS</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>trauksme</translation>
    </message>
    <message>
        <source>emergency, taken</source>
        <translation>trauksme pieņemta</translation>
    </message>
    <message>
        <source>by operator</source>
        <translation>ievadījis operators</translation>
    </message>
    <message>
        <source>by radio</source>
        <translation>no radiostacijas</translation>
    </message>
    <message>
        <source>position doubtful: {why}</source>
        <translation>koordinātas apšaubāmas: {why}</translation>
    </message>
    <message>
        <source>the radio reports no fix</source>
        <translation>radiostacija ziņo, ka nav koordinātu</translation>
    </message>
</context>
<context>
    <name>calllog</name>
    <message>
        <source>recording played</source>
        <translation>atskaņots ieraksts</translation>
    </message>
    <message>
        <source>records searched</source>
        <translation>meklēti ieraksti</translation>
    </message>
    <message>
        <source>records exported</source>
        <translation>eksportēti ieraksti</translation>
    </message>
    <message>
        <source>nobody signed on</source>
        <translation>neviens nav pieteicies</translation>
    </message>
    <message>
        <source>own transmission</source>
        <translation>mūsu pārraide</translation>
    </message>
    <message>
        <source>call</source>
        <translation>saruna</translation>
    </message>
    <message>
        <source>text</source>
        <translation>ziņa</translation>
    </message>
    <message>
        <source>status</source>
        <translation>statuss</translation>
    </message>
    <message>
        <source>EMERGENCY</source>
        <translation>TRAUKSME</translation>
    </message>
    <message>
        <source>log entry</source>
        <translation>žurnāla ieraksts</translation>
    </message>
    <message>
        <source>job</source>
        <translation>notikums</translation>
    </message>
    <message>
        <source>look-up</source>
        <translation>ieskatīšanās</translation>
    </message>
    <message>
        <source>emergency call</source>
        <translation>trauksmes saruna</translation>
    </message>
    <message>
        <source>all-call</source>
        <translation>pārraide visiem</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>šifrēta</translation>
    </message>
    <message>
        <source>handed in</source>
        <translation>iesūtīta</translation>
    </message>
    <message>
        <source>on air</source>
        <translation>ēterā</translation>
    </message>
    <message>
        <source>no recording</source>
        <translation>nav ieraksta</translation>
    </message>
    <message>
        <source>coded frames kept</source>
        <translation>kodētie kadri saglabāti</translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <translation>nav pieņemta</translation>
    </message>
    <message>
        <source>acknowledged after {seconds}</source>
        <translation>pieņemta pēc {seconds}</translation>
    </message>
    <message>
        <source>verdict: {verdict}</source>
        <translation>slēdziens: {verdict}</translation>
    </message>
</context>
<context>
    <name>coordinates</name>
    <message>
        <source>This MGRS square lacks its zone (here 34 or 35, and U or V).</source>
        <translation>Šim MGRS kvadrātam trūkst zonas (šeit 34 vai 35 un U vai V).</translation>
    </message>
    <message>
        <source>These coordinates are outside the map.</source>
        <translation>Šīs koordinātas ir ārpus kartes.</translation>
    </message>
    <message>
        <source>An MGRS square has as many figures east as north, at most 5 each.</source>
        <translation>MGRS kvadrātam ir tikpat ciparu austrumu, cik ziemeļu virzienā, ne vairāk kā pa 5.</translation>
    </message>
    <message>
        <source>There is no such MGRS square.</source>
        <translation>Šāda MGRS kvadrāta nav.</translation>
    </message>
    <message>
        <source>middle of a square of {metres} m</source>
        <translation>{metres} m kvadrāta vidus</translation>
    </message>
    <message>
        <source>These figures are no place in {system}.</source>
        <translation>Šie skaitļi nav vieta sistēmā {system}.</translation>
    </message>
    <message>
        <source>taken as N {north} E {east}</source>
        <translation>pieņemts N {north} E {east}</translation>
    </message>
    <message>
        <source>Minutes and seconds go up to 59.</source>
        <translation>Minūtes un sekundes ir līdz 59.</translation>
    </message>
    <message>
        <source>Both figures are given for the same direction.</source>
        <translation>Abas vērtības norādītas vienam un tam pašam virzienam.</translation>
    </message>
</context>
<context>
    <name>detail</name>
    <message>
        <source>Radio {radio}</source>
        <translation>Radiostacija {radio}</translation>
    </message>
    <message>
        <source>battery {percent} %</source>
        <translation>baterija {percent} %</translation>
    </message>
    <message>
        <source>Crew</source>
        <translation>Sastāvs</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Statuss</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Notikums</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Koordinātas</translation>
    </message>
    <message>
        <source>Not believed</source>
        <translation>Nav ticams</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>Teritorija</translation>
    </message>
    <message>
        <source>Speed, course</source>
        <translation>Ātrums, kurss</translation>
    </message>
    <message>
        <source>{distance} in a straight line</source>
        <translation>{distance} taisnā līnijā</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Tuvākā</translation>
    </message>
    <message>
        <source>Legal hold</source>
        <translation>Dzēst aizliegts</translation>
    </message>
    <message>
        <source>{count} in a row</source>
        <translation>{count} pēc kārtas</translation>
    </message>
    <message>
        <source>{distance} in {seconds} s; of {kind} {speed} km/h are believed</source>
        <translation>{distance} {seconds} sekundēs; {kind} tic līdz {speed} km/h</translation>
    </message>
    <message>
        <source>it says it is faster than {speed} km/h</source>
        <translation>tas saka, ka brauc ātrāk par {speed} km/h</translation>
    </message>
    <message>
        <source>{distance} outside this room&apos;s area</source>
        <translation>{distance} ārpus šīs zāles darba apgabala</translation>
    </message>
    <message>
        <source>known to ± {distance} only</source>
        <translation>zināms tikai ar ± {distance} precizitāti</translation>
    </message>
    <message>
        <source>on air</source>
        <translation>ēterā</translation>
    </message>
    <message>
        <source>unheard</source>
        <translation>nenoklausīta</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Saruna</translation>
    </message>
    <message>
        <source>Heard through</source>
        <translation>Dzirdēta caur</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Šifrēšana</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Ieraksts</translation>
    </message>
    <message>
        <source>vehicle {plate}</source>
        <translation>auto {plate}</translation>
    </message>
    <message>
        <source>none reported</source>
        <translation>nav ziņots</translation>
    </message>
    <message>
        <source>{status} since {time}</source>
        <translation>{status} kopš {time}</translation>
    </message>
    <message>
        <source>, before: {status}</source>
        <translation>, pirms tam: {status}</translation>
    </message>
    <message>
        <source>by operator</source>
        <translation>ievadījis operators</translation>
    </message>
    <message>
        <source>no fix yet</source>
        <translation>koordinātu vēl nav</translation>
    </message>
    <message>
        <source>the radio reports no fix</source>
        <translation>radiostacija ziņo, ka nav koordinātu</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>apšaubāmas</translation>
    </message>
    <message>
        <source>no fix now</source>
        <translation>pašlaik nav koordinātu</translation>
    </message>
    <message>
        <source>of unknown age</source>
        <translation>vecums nav zināms</translation>
    </message>
</context>
<context>
    <name>erasing</name>
    <message>
        <source>Nothing of it is on record.</source>
        <translation>Par to nekas nav ierakstīts.</translation>
    </message>
    <message>
        <source>It goes from the journal, the call log, the bookmarks and the recordings.</source>
        <translation>Tas tiek dzēsts no ieraksta, sarunu žurnāla, grāmatzīmēm un skaņas ierakstiem.</translation>
    </message>
    <message>
        <source>No backup that holds it is on record.</source>
        <translation>Neviena rezerves kopija, kurā tas būtu, nav reģistrēta.</translation>
    </message>
    <message>
        <source>Refused: it belongs to an open emergency. Close the emergency first.</source>
        <translation>Noraidīts: tas pieder pie neslēgtas trauksmes. Vispirms slēdziet trauksmi.</translation>
    </message>
    <message>
        <source>Refused: a legal hold covers it. Lift the hold first.</source>
        <translation>Noraidīts: uz to attiecas dzēšanas aizliegums. Vispirms atceliet aizliegumu.</translation>
    </message>
    <message>
        <source>These backups still hold it: destroy them or make them anew by hand:</source>
        <translation>Šajās rezerves kopijās tas paliek: iznīciniet tās vai izveidojiet no jauna pašrocīgi:</translation>
    </message>
</context>
<context>
    <name>fences</name>
    <message>
        <source>fence drawn: {fence}</source>
        <translation>ģeozona uzzīmēta: {fence}</translation>
    </message>
    <message>
        <source>fence changed: {fence}</source>
        <translation>ģeozona mainīta: {fence}</translation>
    </message>
    <message>
        <source>fence removed: {fence}</source>
        <translation>ģeozona dzēsta: {fence}</translation>
    </message>
    <message>
        <source>amber list: {count} dismissed</source>
        <translation>brīdinājumu saraksts: noņemti {count}</translation>
    </message>
    <message>
        <source>amber list: dismissed</source>
        <translation>brīdinājumu saraksts: noņemts</translation>
    </message>
    <message>
        <source>boundary loaded: {file}</source>
        <translation>robeža ielādēta: {file}</translation>
    </message>
    <message>
        <source>boundary not loaded: {why}</source>
        <translation>robeža nav ielādēta: {why}</translation>
    </message>
    <message>
        <source>no boundary imported: the border is approximate</source>
        <translation>robeža nav importēta: tā ir aptuvena</translation>
    </message>
    <message>
        <source>entered: {fence}</source>
        <translation>iebrauca: {fence}</translation>
    </message>
    <message>
        <source>left: {fence}</source>
        <translation>izbrauca: {fence}</translation>
    </message>
    <message>
        <source>too long in {fence}: {time}</source>
        <translation>pārāk ilgi zonā {fence}: {time}</translation>
    </message>
    <message>
        <source>position of unknown age</source>
        <translation>koordinātu vecums nav zināms</translation>
    </message>
    <message>
        <source>position up to {age} old</source>
        <translation>koordinātas līdz {age} vecas</translation>
    </message>
    <message>
        <source>left Latvia: whose ground beyond is unknown</source>
        <translation>atstāja Latviju; teritorija aiz robežas nav zināma</translation>
    </message>
    <message>
        <source>left Lithuania: whose ground beyond is unknown</source>
        <translation>atstāja Lietuvu; teritorija aiz robežas nav zināma</translation>
    </message>
    <message>
        <source>left Estonia: whose ground beyond is unknown</source>
        <translation>atstāja Igauniju; teritorija aiz robežas nav zināma</translation>
    </message>
    <message>
        <source>left Poland: whose ground beyond is unknown</source>
        <translation>atstāja Poliju; teritorija aiz robežas nav zināma</translation>
    </message>
    <message>
        <source>left Belarus: whose ground beyond is unknown</source>
        <translation>atstāja Baltkrieviju; teritorija aiz robežas nav zināma</translation>
    </message>
    <message>
        <source>left Russia: whose ground beyond is unknown</source>
        <translation>atstāja Krieviju; teritorija aiz robežas nav zināma</translation>
    </message>
    <message>
        <source>left {state}: whose ground beyond is unknown</source>
        <translation>atstāja: {state}; teritorija aiz robežas nav zināma</translation>
    </message>
    <message>
        <source>near the border of Belarus ({distance})</source>
        <translation>tuvu Baltkrievijas robežai ({distance})</translation>
    </message>
    <message>
        <source>near the border of Russia ({distance})</source>
        <translation>tuvu Krievijas robežai ({distance})</translation>
    </message>
    <message>
        <source>near a border: {state}</source>
        <translation>tuvu robežai: {state}</translation>
    </message>
    <message>
        <source>probably in Belarus</source>
        <translation>visticamāk, Baltkrievijā</translation>
    </message>
    <message>
        <source>probably in Russia</source>
        <translation>visticamāk, Krievijā</translation>
    </message>
    <message>
        <source>probably over a border: {state}</source>
        <translation>visticamāk, pāri robežai: {state}</translation>
    </message>
    <message>
        <source>approximate</source>
        <translation>aptuveni</translation>
    </message>
    <message>
        <source>who comes in</source>
        <translation>kas iebrauc</translation>
    </message>
    <message>
        <source>who goes out</source>
        <translation>kas izbrauc</translation>
    </message>
    <message>
        <source>who stays too long</source>
        <translation>kas paliek pārāk ilgi</translation>
    </message>
    <message>
        <source>no alerts</source>
        <translation>bez brīdinājumiem</translation>
    </message>
    <message>
        <source>A fence needs at least three corners.</source>
        <translation>Ģeozonai vajag vismaz trīs stūrus.</translation>
    </message>
    <message>
        <source>A fence has at most 2000 corners.</source>
        <translation>Ģeozonai ir ne vairāk kā 2000 stūru.</translation>
    </message>
    <message>
        <source>A fence cannot go across the 180th meridian.</source>
        <translation>Ģeozona nevar šķērsot 180. meridiānu.</translation>
    </message>
    <message>
        <source>The lines of this fence cross each other.</source>
        <translation>Šīs ģeozonas līnijas krustojas.</translation>
    </message>
    <message>
        <source>This fence is too small for positions to tell who is inside.</source>
        <translation>Šī ģeozona ir par mazu, lai pēc koordinātām pateiktu, kas ir iekšā.</translation>
    </message>
    <message>
        <source>A circle is from 10 m to 200 km in radius.</source>
        <translation>Apļa rādiuss ir no 10 m līdz 200 km.</translation>
    </message>
    <message>
        <source>A hole lies outside its fence.</source>
        <translation>Caurums ir ārpus savas ģeozonas.</translation>
    </message>
    <message>
        <source>This is no place for a fence.</source>
        <translation>Šeit ģeozona nav iespējama.</translation>
    </message>
    <message>
        <source>{file}: {states} (areas: {count})</source>
        <translation>{file}: {states} (teritorijas: {count})</translation>
    </message>
    <message>
        <source>the file is too large for a boundary</source>
        <translation>fails robežai ir par lielu</translation>
    </message>
    <message>
        <source>the file is no GeoJSON collection</source>
        <translation>fails nav GeoJSON kolekcija</translation>
    </message>
    <message>
        <source>there are no polygons in the file</source>
        <translation>failā nav daudzstūru</translation>
    </message>
    <message>
        <source>its coordinates are not degrees WGS 84</source>
        <translation>tā koordinātas nav WGS 84 grādi</translation>
    </message>
    <message>
        <source>a polygon has a broken point</source>
        <translation>daudzstūrim ir bojāts punkts</translation>
    </message>
    <message>
        <source>a polygon does not say its state</source>
        <translation>daudzstūrim nav norādīta valsts</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>failu nevar nolasīt</translation>
    </message>
</context>
<context>
    <name>fitness</name>
    <message>
        <source>fit for duty</source>
        <translation>gatava dienestam</translation>
    </message>
    <message>
        <source>not proven fit: not all could be measured</source>
        <translation>gatavība nav pierādīta: visu nevarēja izmērīt</translation>
    </message>
    <message>
        <source>NOT FIT FOR DUTY</source>
        <translation>NAV GATAVA DIENESTAM</translation>
    </message>
    <message>
        <source>loudspeaker</source>
        <translation>skaļrunis</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>mikrofons</translation>
    </message>
    <message>
        <source>key down to keyed, the worst of all</source>
        <translation>no pogas nospiešanas līdz raidīšanai, sliktākais</translation>
    </message>
    <message>
        <source>key down to first voice out, the worst of all</source>
        <translation>no pogas nospiešanas līdz pirmajai balsij, sliktākais</translation>
    </message>
    <message>
        <source>mouth to ear through the loop, 95 of 100</source>
        <translation>no mutes līdz ausij caur cilpu, 95 no 100</translation>
    </message>
    <message>
        <source>moments the sound devices ran dry</source>
        <translation>reizes, kad skaņas ierīcēm pietrūka skaņas</translation>
    </message>
    <message>
        <source>clock of the sound device is off by</source>
        <translation>skaņas ierīces pulksteņa novirze</translation>
    </message>
    <message>
        <source>entry on disk, 99 of 100</source>
        <translation>ieraksts diskā, 99 no 100</translation>
    </message>
    <message>
        <source>link</source>
        <translation>sakari</translation>
    </message>
    <message>
        <source>there</source>
        <translation>ir</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nav</translation>
    </message>
    <message>
        <source>up</source>
        <translation>ir</translation>
    </message>
    <message>
        <source>down</source>
        <translation>nav</translation>
    </message>
    <message>
        <source>not measured: {why}</source>
        <translation>nav izmērīts: {why}</translation>
    </message>
    <message>
        <source>must be there</source>
        <translation>jābūt</translation>
    </message>
    <message>
        <source>must be up</source>
        <translation>jābūt</translation>
    </message>
    <message>
        <source>good</source>
        <translation>labi</translation>
    </message>
    <message>
        <source>MISSING</source>
        <translation>TRŪKST</translation>
    </message>
    <message>
        <source>BEYOND THE LIMIT</source>
        <translation>PĀRSNIEDZ ROBEŽU</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>nav zināms</translation>
    </message>
    <message>
        <source>no microphone</source>
        <translation>nav mikrofona</translation>
    </message>
    <message>
        <source>no loudspeaker</source>
        <translation>nav skaļruņa</translation>
    </message>
    <message>
        <source>the voice process did not answer</source>
        <translation>balss programma neatbildēja</translation>
    </message>
    <message>
        <source>nothing came round</source>
        <translation>nekas neatgriezās</translation>
    </message>
    <message>
        <source>it did not key</source>
        <translation>raidīšana nesākās</translation>
    </message>
    <message>
        <source>the device has run for less than 20 s</source>
        <translation>ierīce darbojas mazāk nekā 20 s</translation>
    </message>
    <message>
        <source>the disk did not answer</source>
        <translation>disks neatbildēja</translation>
    </message>
</context>
<context>
    <name>gone</name>
    <message>
        <source>recording erased</source>
        <translation>skaņas ieraksts dzēsts</translation>
    </message>
    <message>
        <source>recording deleted, its period ended</source>
        <translation>skaņas ieraksts dzēsts, beidzies termiņš</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>dzēsts</translation>
    </message>
    <message>
        <source>period ended</source>
        <translation>beidzies termiņš</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>skaņas ieraksti</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>sarunas</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>ziņas</translation>
    </message>
    <message>
        <source>statuses</source>
        <translation>statusi</translation>
    </message>
    <message>
        <source>emergencies</source>
        <translation>trauksmes</translation>
    </message>
    <message>
        <source>log entries and jobs</source>
        <translation>žurnāla ieraksti un notikumi</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>koordinātas</translation>
    </message>
    <message>
        <source>look-ups</source>
        <translation>meklējumi</translation>
    </message>
    <message>
        <source>{records} before {time} are deleted, their period ended</source>
        <translation>{records} pirms {time}: dzēsts, beidzies termiņš</translation>
    </message>
    <message>
        <source>data erased: {reason}</source>
        <translation>dati dzēsti: {reason}</translation>
    </message>
    <message>
        <source>still in {copies}: destroy by hand</source>
        <translation>vēl ir {copies}: jāiznīcina pašrocīgi</translation>
    </message>
</context>
<context>
    <name>holds</name>
    <message>
        <source>held</source>
        <translation>aizliegta</translation>
    </message>
    <message>
        <source>everything of this time</source>
        <translation>viss šajā laikā</translation>
    </message>
    <message>
        <source>held: {reason} (operator {operator})</source>
        <translation>dzēšana aizliegta: {reason} (operators {operator})</translation>
    </message>
    <message>
        <source>from the beginning</source>
        <translation>no paša sākuma</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>bez beigu laika</translation>
    </message>
    <message>
        <source>call {call}</source>
        <translation>saruna {call}</translation>
    </message>
    <message>
        <source>call of {time}</source>
        <translation>saruna {time}</translation>
    </message>
    <message>
        <source>this call alone: {call}</source>
        <translation>tikai šī saruna: {call}</translation>
    </message>
    <message>
        <source>everything of unit {unit}</source>
        <translation>viss par ekipāžu {unit}</translation>
    </message>
    <message>
        <source>everything of radio {radio}</source>
        <translation>viss par radiostaciju {radio}</translation>
    </message>
    <message>
        <source>everything on talk-group {group}</source>
        <translation>viss sarunu grupā {group}</translation>
    </message>
</context>
<context>
    <name>imports</name>
    <message>
        <source>The file cannot be read: the import broke off.</source>
        <translation>Failu nevar nolasīt: imports pārtrūka.</translation>
    </message>
    <message>
        <source>Left out: {what}.</source>
        <translation>Izlaists: {what}.</translation>
    </message>
    <message>
        <source>There is no shape in it.</source>
        <translation>Tajā nav nevienas kontūras.</translation>
    </message>
    <message>
        <source>None of its {count} shapes can be shown: {why}.</source>
        <translation>Nevienu no {count} kontūrām nevar parādīt: {why}.</translation>
    </message>
    <message>
        <source>It shows no part of the map’s window (8–40° E, 48.5–65° N).</source>
        <translation>Tajā nav nekā no kartes apgabala (8–40° A, 48,5–65° Z).</translation>
    </message>
    <message>
        <source>The disk is full: the map was not imported, and nothing of it is left.</source>
        <translation>Disks ir pilns: karte nav importēta, un nekas no tās nav palicis.</translation>
    </message>
    <message>
        <source>The disk has {free} MB free; this import needs about {wanted} MB.</source>
        <translation>Diskā brīvi {free} MB; šim importam vajag aptuveni {wanted} MB.</translation>
    </message>
    <message>
        <source>Another map is being imported.</source>
        <translation>Jau tiek importēta cita karte.</translation>
    </message>
    <message>
        <source>One of its features is larger than 64 MB.</source>
        <translation>Viens no tā objektiem ir lielāks par 64 MB.</translation>
    </message>
    <message>
        <source>Not GeoJSON, or cut off: it cannot be read to its end.</source>
        <translation>Nav GeoJSON vai ir apcirsts: to nevar nolasīt līdz galam.</translation>
    </message>
    <message>
        <source>It names its coordinate system only after its shapes.</source>
        <translation>Koordinātu sistēma tajā nosaukta tikai pēc kontūrām.</translation>
    </message>
    <message>
        <source>This GeoPackage holds no shapes (pictures cannot be shown).</source>
        <translation>Šajā GeoPackage nav kontūru (attēlus parādīt nevar).</translation>
    </message>
    <message>
        <source>The GeoPackage is damaged or cut off: {why}.</source>
        <translation>GeoPackage ir bojāts vai apcirsts: {why}.</translation>
    </message>
    <message>
        <source>Its coordinate system is not known: {system}.</source>
        <translation>Tā koordinātu sistēma nav zināma: {system}.</translation>
    </message>
    <message>
        <source>Reading OpenStreetMap extracts needs the package “osmium”: pip install osmium.</source>
        <translation>OpenStreetMap izvilkumu lasīšanai vajag pakotni “osmium”: pip install osmium.</translation>
    </message>
    <message>
        <source>The extract is damaged or cut off ({why}).</source>
        <translation>Izvilkums ir bojāts vai apcirsts ({why}).</translation>
    </message>
    <message>
        <source>no readable geometry</source>
        <translation>nav nolasāmas ģeometrijas</translation>
    </message>
    <message>
        <source>outside the map’s window</source>
        <translation>ārpus kartes apgabala</translation>
    </message>
    <message>
        <source>The PMTiles file is damaged or cut off.</source>
        <translation>PMTiles fails ir bojāts vai apcirsts.</translation>
    </message>
    <message>
        <source>It is PMTiles of another version; version 3 is wanted.</source>
        <translation>Tas ir citas versijas PMTiles; vajag 3. versiju.</translation>
    </message>
    <message>
        <source>Its tiles are of a kind that cannot be shown.</source>
        <translation>Tā flīzes ir tāda veida, ko nevar parādīt.</translation>
    </message>
    <message>
        <source>It is compressed in a way that cannot be read (only gzip can).</source>
        <translation>Tas saspiests tā, ka to nevar nolasīt (var tikai gzip).</translation>
    </message>
    <message>
        <source>coordinates that are no degrees</source>
        <translation>koordinātas nav grādi</translation>
    </message>
    <message>
        <source>no geometry</source>
        <translation>nav ģeometrijas</translation>
    </message>
    <message>
        <source>more than 2 million points in one shape</source>
        <translation>vairāk nekā 2 miljoni punktu vienā kontūrā</translation>
    </message>
    <message>
        <source>coordinates that are no numbers</source>
        <translation>koordinātas nav skaitļi</translation>
    </message>
    <message>
        <source>a tile of zoom {z} is larger than 4 MB or no tile</source>
        <translation>{z}. mēroga flīze ir lielāka par 4 MB vai nav flīze</translation>
    </message>
    <message>
        <source>an SQLite file, but not MBTiles</source>
        <translation>SQLite fails, bet ne MBTiles</translation>
    </message>
    <message>
        <source>it takes too long to read</source>
        <translation>to pārāk ilgi jālasa</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>fails ir bojāts</translation>
    </message>
    <message>
        <source>not an MBTiles file, nor any other map that can be imported</source>
        <translation>nav ne MBTiles fails, ne cita karte, ko var importēt</translation>
    </message>
    <message>
        <source>there is no tile in it</source>
        <translation>tajā nav nevienas flīzes</translation>
    </message>
    <message>
        <source>its projection is {system}; only Web Mercator (EPSG:3857) can be shown</source>
        <translation>tās projekcija ir {system}; parādīt var tikai Web Mercator (EPSG:3857)</translation>
    </message>
    <message>
        <source>this tile is of another kind than the rest</source>
        <translation>šī flīze ir cita veida nekā pārējās</translation>
    </message>
    <message>
        <source>its layers are neither OpenMapTiles’ nor Protomaps’</source>
        <translation>tās slāņi nav ne OpenMapTiles, ne Protomaps</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Acknowledge the emergency (unsigned: silence it here for 60 s)</source>
        <translation>Pieņemt trauksmi (bez pieteikšanās: apklusināt šeit uz 60 s)</translation>
    </message>
    <message>
        <source>Silence the emergency here for 60 s</source>
        <translation>Apklusināt trauksmi šeit uz 60 s</translation>
    </message>
    <message>
        <source>Hear the emergency&apos;s call</source>
        <translation>Noklausīties trauksmes sarunu</translation>
    </message>
    <message>
        <source>Show the next emergency</source>
        <translation>Rādīt nākamo trauksmi</translation>
    </message>
    <message>
        <source>Close the acknowledged emergency: real</source>
        <translation>Slēgt pieņemto trauksmi: īsta</translation>
    </message>
    <message>
        <source>Close the acknowledged emergency: false</source>
        <translation>Slēgt pieņemto trauksmi: viltus</translation>
    </message>
    <message>
        <source>Close the acknowledged emergency: test</source>
        <translation>Slēgt pieņemto trauksmi: pārbaude</translation>
    </message>
    <message>
        <source>Select a talk-group</source>
        <translation>Izvēlēties sarunu grupu</translation>
    </message>
    <message>
        <source>Select a talk-group too: one press speaks to all</source>
        <translation>Izvēlēties papildus sarunu grupu: viens spiediens runā ar visām</translation>
    </message>
    <message>
        <source>Hear the selected talk-group&apos;s last call again; once more: the one before</source>
        <translation>Atkārtot izvēlētās sarunu grupas pēdējo sarunu; vēlreiz: iepriekšējo</translation>
    </message>
    <message>
        <source>Stop what is played back</source>
        <translation>Apturēt atskaņošanu</translation>
    </message>
    <message>
        <source>The selected talk-group&apos;s last calls</source>
        <translation>Izvēlētās sarunu grupas pēdējās sarunas</translation>
    </message>
    <message>
        <source>Play back slower</source>
        <translation>Atskaņot lēnāk</translation>
    </message>
    <message>
        <source>Play back faster</source>
        <translation>Atskaņot ātrāk</translation>
    </message>
    <message>
        <source>What nobody heard: play it, or say why it needs no hearing</source>
        <translation>Ko neviens nedzirdēja: noklausīties vai pateikt, kāpēc nav jāklausās</translation>
    </message>
    <message>
        <source>Amber list: fences, borders; acknowledge, dismiss</source>
        <translation>Brīdinājumu saraksts: ģeozonas, robežas; pieņemt, noņemt</translation>
    </message>
    <message>
        <source>Fences: draw, change, remove</source>
        <translation>Ģeozonas: zīmēt, mainīt, dzēst</translation>
    </message>
    <message>
        <source>All-call: the next push-to-talk speaks to all talk-groups, before all else; or not</source>
        <translation>Pārraide visiem: nākamā runas taustiņa nospiešana runā ar visām sarunu grupām, pirms visa cita; vai atcelt</translation>
    </message>
    <message>
        <source>Patch talk-groups: join them, break a patch</source>
        <translation>Sarunu grupu savienošana: savienot, pārtraukt savienojumu</translation>
    </message>
    <message>
        <source>Hear the selected talk-group alone, or all again</source>
        <translation>Klausīties tikai izvēlēto grupu vai atkal visas</translation>
    </message>
    <message>
        <source>Mute the selected talk-group, or hear it again</source>
        <translation>Izslēgt izvēlētās grupas skaņu vai atkal klausīties</translation>
    </message>
    <message>
        <source>Do not hear the selected talk-group (it is recorded), or monitor it</source>
        <translation>Neklausīties izvēlēto grupu (to ieraksta) vai uzraudzīt to</translation>
    </message>
    <message>
        <source>The selected talk-group louder</source>
        <translation>Izvēlētā grupa skaļāk</translation>
    </message>
    <message>
        <source>The selected talk-group quieter</source>
        <translation>Izvēlētā grupa klusāk</translation>
    </message>
    <message>
        <source>Set the selected unit&apos;s status: then its letter</source>
        <translation>Iestatīt izvēlētās ekipāžas statusu: pēc tam tā burts</translation>
    </message>
    <message>
        <source>Write a text to the selected unit</source>
        <translation>Rakstīt ziņu izvēlētajai ekipāžai</translation>
    </message>
    <message>
        <source>Show the selected unit on the map</source>
        <translation>Parādīt izvēlēto ekipāžu kartē</translation>
    </message>
    <message>
        <source>Keep the selected unit in view on the map, or stop</source>
        <translation>Turēt izvēlēto ekipāžu kartes skatā vai beigt</translation>
    </message>
    <message>
        <source>Show where the selected unit went, or stop</source>
        <translation>Rādīt izvēlētās ekipāžas maršrutu vai beigt</translation>
    </message>
    <message>
        <source>Filter the stream</source>
        <translation>Filtrēt plūsmu</translation>
    </message>
    <message>
        <source>Write a log entry</source>
        <translation>Rakstīt žurnāla ierakstu</translation>
    </message>
    <message>
        <source>Go to the unit board</source>
        <translation>Uz ekipāžu tabulu</translation>
    </message>
    <message>
        <source>Go to the map</source>
        <translation>Uz karti</translation>
    </message>
    <message>
        <source>Units nearest to the selected unit, or to the place searched</source>
        <translation>Izvēlētajai ekipāžai vai meklētajai vietai tuvākās ekipāžas</translation>
    </message>
    <message>
        <source>Draw round several units on the map, or stop</source>
        <translation>Apvilkt kartē līniju ap vairākām ekipāžām vai beigt</translation>
    </message>
    <message>
        <source>Choose several units by agency and status</source>
        <translation>Izvēlēties vairākas ekipāžas pēc iestādes un statusa</translation>
    </message>
    <message>
        <source>Measure on the map: distance, direction, area; or stop</source>
        <translation>Mērīt kartē: attālums, virziens, laukums; vai beigt</translation>
    </message>
    <message>
        <source>Call log: search, listen, export</source>
        <translation>Sarunu žurnāls: meklēt, klausīties, eksportēt</translation>
    </message>
    <message>
        <source>Traffic: who spoke how much in the last hour</source>
        <translation>Pēdējās stundas sarunas: kurā grupā cik runāts</translation>
    </message>
    <message>
        <source>Look back: replay this journal in a window of its own</source>
        <translation>Arhīvs: skatīt šo žurnālu atsevišķā logā</translation>
    </message>
    <message>
        <source>Roster and status book</source>
        <translation>Ekipāžu un statusu saraksts</translation>
    </message>
    <message>
        <source>Gateways: set up, test</source>
        <translation>Vārtejas: iestatīt, pārbaudīt</translation>
    </message>
    <message>
        <source>Fit for duty: measure the room, print the slip</source>
        <translation>Gatavība dienestam: izmērīt telpu, izdrukāt lapu</translation>
    </message>
    <message>
        <source>Sign on, off, hand over</source>
        <translation>Pieteikties, beigt darbu, nodot maiņu</translation>
    </message>
    <message>
        <source>Night or day</source>
        <translation>Nakts vai diena</translation>
    </message>
    <message>
        <source>Detach the talk-groups, or put them back</source>
        <translation>Atdalīt sarunu grupas vai atlikt atpakaļ</translation>
    </message>
    <message>
        <source>Detach the units, or put them back</source>
        <translation>Atdalīt ekipāžas vai atlikt atpakaļ</translation>
    </message>
    <message>
        <source>Detach the stream, or put it back</source>
        <translation>Atdalīt plūsmu vai atlikt atpakaļ</translation>
    </message>
    <message>
        <source>Detach the detail, or put it back</source>
        <translation>Atdalīt ziņas par izvēlēto vai atlikt atpakaļ</translation>
    </message>
    <message>
        <source>Put every panel back where it belongs</source>
        <translation>Atlikt visus paneļus savās vietās</translation>
    </message>
    <message>
        <source>Whole screen, or a window</source>
        <translation>Viss ekrāns vai logs</translation>
    </message>
    <message>
        <source>About Kopa: version, journal, signing key</source>
        <translation>Par Kopa: versija, žurnāls, paraksta atslēga</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Visi taustiņi</translation>
    </message>
</context>
<context>
    <name>map</name>
    <message>
        <source>the radio has no position now</source>
        <translation>radiostacijai pašlaik nav koordinātu</translation>
    </message>
    <message>
        <source>position doubtful</source>
        <translation>koordinātas apšaubāmas</translation>
    </message>
    <message>
        <source>address</source>
        <translation>adrese</translation>
    </message>
    <message>
        <source>street</source>
        <translation>iela</translation>
    </message>
    <message>
        <source>city</source>
        <translation>lielpilsēta</translation>
    </message>
    <message>
        <source>town</source>
        <translation>pilsēta</translation>
    </message>
    <message>
        <source>village</source>
        <translation>ciems</translation>
    </message>
    <message>
        <source>hamlet</source>
        <translation>mazciems</translation>
    </message>
    <message>
        <source>part of a town</source>
        <translation>pilsētas daļa</translation>
    </message>
    <message>
        <source>island</source>
        <translation>sala</translation>
    </message>
    <message>
        <source>on an imported map</source>
        <translation>importētā kartē</translation>
    </message>
</context>
<context>
    <name>operators</name>
    <message>
        <source>Operator or PIN is not right. {tries} before a pause.</source>
        <translation>Operators vai PIN nav pareizs. Līdz pauzei: {tries}.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Wait {seconds}.</source>
        <translation>Pārāk daudz nepareizu PIN. Uzgaidiet {seconds}.</translation>
    </message>
    <message>
        <source>An operator&apos;s number has 1 to 12 letters, digits or hyphens.</source>
        <translation>Operatora numurā ir 1 līdz 12 burti, cipari vai defises.</translation>
    </message>
    <message>
        <source>A PIN has 4 to 12 digits.</source>
        <translation>PIN ir 4 līdz 12 cipari.</translation>
    </message>
    <message>
        <source>Operator {number} exists already.</source>
        <translation>Operators {number} jau ir.</translation>
    </message>
    <message>
        <source>Choose whose records this operator may read.</source>
        <translation>Izvēlieties, kuru dienestu ierakstus šis operators drīkst skatīt.</translation>
    </message>
    <message>
        <source>The last shift supervisor must stay one.</source>
        <translation>Pēdējam maiņas vadītājam jāpaliek.</translation>
    </message>
    <message>
        <source>The file of operators cannot be used: {why}</source>
        <translation>Operatoru datni nevar izmantot: {why}</translation>
    </message>
</context>
<context>
    <name>patches</name>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>patch</source>
        <translation>savienojums</translation>
    </message>
    <message>
        <source>patched: {groups}, {purpose}, {operator}, ends in {left}</source>
        <translation>savienotas: {groups}, {purpose}, {operator}, beidzas pēc {left}</translation>
    </message>
    <message>
        <source>{group} (heard only)</source>
        <translation>{group} (tikai klausāma)</translation>
    </message>
    <message>
        <source>patched {left}</source>
        <translation>savienota {left}</translation>
    </message>
    <message>
        <source>broken by hand</source>
        <translation>pārtraukts ar roku</translation>
    </message>
    <message>
        <source>its time is over</source>
        <translation>tā laiks beidzies</translation>
    </message>
    <message>
        <source>its job or emergency is over</source>
        <translation>tā notikums vai trauksme beigusies</translation>
    </message>
    <message>
        <source>its owner signed off</source>
        <translation>tā īpašnieks izrakstījies</translation>
    </message>
    <message>
        <source>links are down</source>
        <translation>nav sakaru</translation>
    </message>
    <message>
        <source>it heard itself</source>
        <translation>tas dzirdēja pats sevi</translation>
    </message>
    <message>
        <source>the configuration changed</source>
        <translation>mainīta konfigurācija</translation>
    </message>
    <message>
        <source>the station restarted</source>
        <translation>stacija restartēta</translation>
    </message>
    <message>
        <source>patch: {groups} · for {minutes} min</source>
        <translation>grupu savienojums: {groups} · uz {minutes} min</translation>
    </message>
    <message>
        <source>patch goes on: {groups} · for {minutes} min</source>
        <translation>grupu savienojums turpinās: {groups} · uz {minutes} min</translation>
    </message>
    <message>
        <source>patch ends in a moment: {groups}</source>
        <translation>grupu savienojums drīz beigsies: {groups}</translation>
    </message>
    <message>
        <source>patch ends in a minute, its owner signed off: {groups}</source>
        <translation>grupu savienojums beigsies pēc minūtes, tā īpašnieks izrakstījies: {groups}</translation>
    </message>
    <message>
        <source>patch ended, {why}: {groups}</source>
        <translation>grupu savienojums beidzies, {why}: {groups}</translation>
    </message>
    <message>
        <source>Refused: the talk-group is in another patch.</source>
        <translation>Noraidīts: sarunu grupa ir citā savienojumā.</translation>
    </message>
    <message>
        <source>Refused: one transmitter cannot carry two talk-groups of a patch.</source>
        <translation>Noraidīts: viens raidītājs nevar raidīt divās savienojuma grupās.</translation>
    </message>
    <message>
        <source>Refused: what dispatchers say among themselves is not sent on the air.</source>
        <translation>Atteikts: ko dispečeri saka savā starpā, to ēterā nenodod.</translation>
    </message>
    <message>
        <source>Refused: there is no audio on this talk-group.</source>
        <translation>Noraidīts: šajā sarunu grupā nav skaņas.</translation>
    </message>
    <message>
        <source>Refused: what is encrypted must not be sent on in clear.</source>
        <translation>Noraidīts: šifrētu nedrīkst raidīt tālāk nešifrētu.</translation>
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
        <translation>{distance} km uz {direction} no {town}, {country}</translation>
    </message>
    <message>
        <source>N</source>
        <translation>Z</translation>
    </message>
    <message>
        <source>NE</source>
        <translation>ZA</translation>
    </message>
    <message>
        <source>E</source>
        <translation>A</translation>
    </message>
    <message>
        <source>SE</source>
        <translation>DA</translation>
    </message>
    <message>
        <source>S</source>
        <translation>D</translation>
    </message>
    <message>
        <source>SW</source>
        <translation>DR</translation>
    </message>
    <message>
        <source>W</source>
        <translation>R</translation>
    </message>
    <message>
        <source>NW</source>
        <translation>ZR</translation>
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
        <translation>Igaunija</translation>
    </message>
    <message>
        <source>Belarus</source>
        <translation>Baltkrievija</translation>
    </message>
    <message>
        <source>Russia</source>
        <translation>Krievija</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>Polija</translation>
    </message>
</context>
<context>
    <name>protocols</name>
    <message>
        <source>Cursor-on-Target (TAK): partners&apos; units as guests</source>
        <translation>Cursor-on-Target (TAK): partneru ekipāžas kā viesi</translation>
    </message>
    <message>
        <source>Our own units&apos; uids begin with (never taken in again)</source>
        <translation>Mūsu pašu ekipāžu uid sākas ar (atpakaļ netiek ņemti)</translation>
    </message>
    <message>
        <source>Ask the server now and then whether it is there</source>
        <translation>Laiku pa laikam vaicāt serverim, vai tas ir uz vietas</translation>
    </message>
    <message>
        <source>The sender&apos;s date (check: more than two years off counts as unknown)</source>
        <translation>Sūtītāja datums (check: ja atšķiras vairāk nekā divus gadus, skaitās nezināms)</translation>
    </message>
    <message>
        <source>Donor radio (sound device, push-to-talk)</source>
        <translation>Donora radiostacija (skaņas ierīce, runas taustiņš)</translation>
    </message>
    <message>
        <source>The same radio&apos;s data gateway</source>
        <translation>Tās pašas radiostacijas datu vārteja</translation>
    </message>
    <message>
        <source>Talk-group the radio is tuned to</source>
        <translation>Sarunu grupa, kurai radiostacija noregulēta</translation>
    </message>
    <message>
        <source>Voice must last (ms) to count</source>
        <translation>Balsij jāilgst (ms), lai to ieskaitītu</translation>
    </message>
    <message>
        <source>Silence (ms) that ends a call</source>
        <translation>Klusums (ms), kas beidz sarunu</translation>
    </message>
    <message>
        <source>Sound kept from before it (ms)</source>
        <translation>Pirms tam paturētā skaņa (ms)</translation>
    </message>
    <message>
        <source>gpsd (receivers of a computer)</source>
        <translation>gpsd (datora uztvērēji)</translation>
    </message>
    <message>
        <source>Unit of the receiver; of several: /dev/ttyUSB0=VP-12, /dev/ttyACM0=VP-13</source>
        <translation>Uztvērēja ekipāža; ja vairāki: /dev/ttyUSB0=VP-12, /dev/ttyACM0=VP-13</translation>
    </message>
    <message>
        <source>The receiver&apos;s date (check: more than two years off counts as unknown)</source>
        <translation>Uztvērēja datums (check: par diviem gadiem tālāks skaitās nezināms)</translation>
    </message>
    <message>
        <source>DMR repeaters (homebrew repeater protocol, MMDVM)</source>
        <translation>DMR retranslatori (homebrew retranslatoru protokols, MMDVM)</translation>
    </message>
    <message>
        <source>We are the</source>
        <translation>Mēs esam (peer: retranslators, master: centrs)</translation>
    </message>
    <message>
        <source>Our repeater id (peer)</source>
        <translation>Mūsu retranslatora ID (peer)</translation>
    </message>
    <message>
        <source>Repeater ids that may log in (master; empty: any)</source>
        <translation>Retranslatoru ID, kas drīkst pieteikties (master; tukšs: jebkurš)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Parole</translation>
    </message>
    <message>
        <source>Our call sign (peer)</source>
        <translation>Mūsu izsaukuma signāls (peer)</translation>
    </message>
    <message>
        <source>Colour code (peer)</source>
        <translation>Krāsas kods (peer)</translation>
    </message>
    <message>
        <source>Options for the master (peer)</source>
        <translation>Opcijas centram (peer)</translation>
    </message>
    <message>
        <source>Repeat between repeaters (master, where transmitting is on)</source>
        <translation>Pārraidīt starp retranslatoriem (master, kur raidīšana ir ieslēgta)</translation>
    </message>
    <message>
        <source>Texts out as (master)</source>
        <translation>Sūtīt ziņas kā (master)</translation>
    </message>
    <message>
        <source>Our radio number in texts</source>
        <translation>Mūsu radiostacijas numurs ziņās</translation>
    </message>
    <message>
        <source>Slot of texts to radios not heard yet</source>
        <translation>Laika sprauga ziņām radiostacijām, kas vēl nav dzirdētas</translation>
    </message>
    <message>
        <source>Hytera repeater (voice, registration, location, texts)</source>
        <translation>Hytera retranslators (balss, reģistrācija, vieta, ziņas)</translation>
    </message>
    <message>
        <source>Our number (0: the repeater&apos;s)</source>
        <translation>Mūsu numurs (0: retranslatora)</translation>
    </message>
    <message>
        <source>Radios&apos; network (first octet)</source>
        <translation>Radiostaciju tīkls (pirmais oktets)</translation>
    </message>
    <message>
        <source>Minutes between registrations</source>
        <translation>Minūtes starp reģistrācijām</translation>
    </message>
    <message>
        <source>Messages&apos; own checksums (lenient: UDP&apos;s will do)</source>
        <translation>Ziņojumu kontrolsummas (lenient: pietiek ar UDP)</translation>
    </message>
    <message>
        <source>Seconds between positions (0: never)</source>
        <translation>Sekundes starp koordinātām (0: nekad)</translation>
    </message>
    <message>
        <source>MMDVM modem (listening site)</source>
        <translation>MMDVM modems (klausīšanās punkts)</translation>
    </message>
    <message>
        <source>Frequency, MHz</source>
        <translation>Frekvence, MHz</translation>
    </message>
    <message>
        <source>Colour code</source>
        <translation>Krāsas kods</translation>
    </message>
    <message>
        <source>Receive level, %</source>
        <translation>Uztveršanas līmenis, %</translation>
    </message>
    <message>
        <source>Receive inverted</source>
        <translation>Uztvert invertēti</translation>
    </message>
    <message>
        <source>Simplex (without it only wake-ups are heard)</source>
        <translation>Simplekss (bez tā dzird tikai atmodināšanu)</translation>
    </message>
    <message>
        <source>MOTOTRBO fleet (registration, location, texts)</source>
        <translation>MOTOTRBO parks (reģistrācija, vieta, ziņas)</translation>
    </message>
    <message>
        <source>Network of computers at radios</source>
        <translation>Datoru pie radiostacijām tīkls</translation>
    </message>
    <message>
        <source>Positions: radios report by themselves, are asked one by one, or not at all</source>
        <translation>Koordinātas: radiostacijas ziņo pašas (triggered), tās prasa pa vienai (immediate) vai nemaz (off)</translation>
    </message>
    <message>
        <source>Seconds between positions</source>
        <translation>Sekundes starp koordinātām</translation>
    </message>
    <message>
        <source>Ask radios to report an emergency with their position (not verified on a radio)</source>
        <translation>Prasīt radiostacijām trauksmē ziņot koordinātas (ar radiostaciju nav pārbaudīts)</translation>
    </message>
    <message>
        <source>NMEA positions (GPS, Kenwood, Raveon)</source>
        <translation>NMEA koordinātas (GPS, Kenwood, Raveon)</translation>
    </message>
    <message>
        <source>Unit of a plain receiver</source>
        <translation>Vienkārša uztvērēja ekipāža</translation>
    </message>
    <message>
        <source>Checksums (lenient: they may be missing; off: even wrong)</source>
        <translation>Kontrolsummas (lenient: var nebūt; off: pat kļūdainas)</translation>
    </message>
    <message>
        <source>The radio&apos;s date (check: more than two years off counts as unknown)</source>
        <translation>Radiostacijas datums (check: par diviem gadiem tālāks skaitās nezināms)</translation>
    </message>
    <message>
        <source>Status that means emergency</source>
        <translation>Statuss, kas nozīmē trauksmi</translation>
    </message>
    <message>
        <source>Phones and trackers by HTTP (OsmAnd, Traccar client)</source>
        <translation>Tālruņi un izsekotāji pa HTTP (OsmAnd, Traccar klients)</translation>
    </message>
    <message>
        <source>Unit of the speed in queries (Traccar client: kn, OsmAnd: m/s)</source>
        <translation>Ātruma mērvienība pieprasījumos (Traccar klients: kn, OsmAnd: m/s)</translation>
    </message>
    <message>
        <source>The phone&apos;s date (check: more than two years off counts as unknown)</source>
        <translation>Tālruņa datums (check: par diviem gadiem tālāks skaitās nezināms)</translation>
    </message>
    <message>
        <source>Phones by HTTP (OwnTracks)</source>
        <translation>Tālruņi pa HTTP (OwnTracks)</translation>
    </message>
    <message>
        <source>TETRA mobile (PEI)</source>
        <translation>TETRA radiostacija (PEI)</translation>
    </message>
    <message>
        <source>Short data goes to: 1 this console only, 2 the radio too</source>
        <translation>Īsziņas saņem: 1 tikai šī pults, 2 arī radiostacija</translation>
    </message>
    <message>
        <source>Send delivery reports (the radio does not)</source>
        <translation>Sūtīt piegādes ziņojumus (radiostacija to nedara)</translation>
    </message>
    <message>
        <source>Text protocol: 130, or 2 simple</source>
        <translation>Ziņu protokols: 130 vai 2, vienkāršais</translation>
    </message>
    <message>
        <source>Letters beyond Latin-1: 0 by itself, 26 UTF-16, 11 Latin-7, 4 Latin-4, 10 Latin-6</source>
        <translation>Burti ārpus Latin-1: 0 pēc paša ieskata, 26 UTF-16, 11 Latin-7, 4 Latin-4, 10 Latin-6</translation>
    </message>
    <message>
        <source>Ask radios for their position (not every radio obeys)</source>
        <translation>Prasīt radiostacijām koordinātas (ne katra atbild)</translation>
    </message>
    <message>
        <source>Ask for positions by lip, or lrrp (Motorola)</source>
        <translation>Koordinātas prasīt ar lip vai lrrp (Motorola)</translation>
    </message>
    <message>
        <source>RTP voice (G.711, ED-137)</source>
        <translation>RTP balss (G.711, ED-137)</translation>
    </message>
    <message>
        <source>Talk-group of this port</source>
        <translation>Šī porta sarunu grupa</translation>
    </message>
    <message>
        <source>What we send</source>
        <translation>Ko mēs sūtām</translation>
    </message>
    <message>
        <source>Packets of (ms)</source>
        <translation>Paketes pa (ms)</translation>
    </message>
    <message>
        <source>Our source number (hex; empty: by chance)</source>
        <translation>Mūsu avota numurs (heks.; tukšs: nejaušs)</translation>
    </message>
    <message>
        <source>Send the ED-137 push-to-talk extension</source>
        <translation>Sūtīt ED-137 runas taustiņa paplašinājumu</translation>
    </message>
    <message>
        <source>Our ED-137 PTT number</source>
        <translation>Mūsu ED-137 PTT numurs</translation>
    </message>
    <message>
        <source>SvxReflector (SvxLink nodes)</source>
        <translation>SvxReflector (SvxLink mezgli)</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Atslēga</translation>
    </message>
    <message>
        <source>Protocol (1: no talk-groups)</source>
        <translation>Protokols (1: bez sarunu grupām)</translation>
    </message>
    <message>
        <source>Of several talk-groups, hear the first that is busy</source>
        <translation>No vairākām sarunu grupām klausīties to, kas aizņemta pirmā</translation>
    </message>
    <message>
        <source>Calls from other recorders (rdio-scanner, trunk-recorder)</source>
        <translation>Sarunas no citiem ierakstītājiem (rdio-scanner, trunk-recorder)</translation>
    </message>
    <message>
        <source>Take talk-groups that are not set up, too</source>
        <translation>Pieņemt arī sarunu grupas, kas nav iestatītas</translation>
    </message>
    <message>
        <source>The sender&apos;s time (check: in the future or over a year old counts as unknown)</source>
        <translation>Sūtītāja laiks (check: nākotnē vai vecāks par gadu uzskatāms par nezināmu)</translation>
    </message>
    <message>
        <source>USRP voice (AllStarLink, DVSwitch)</source>
        <translation>USRP balss (AllStarLink, DVSwitch)</translation>
    </message>
    <message>
        <source>Talk-group of calls that name none</source>
        <translation>Sarunu grupa sarunām, kas to nenosauc</translation>
    </message>
    <message>
        <source>Register with the bridge</source>
        <translation>Reģistrēties tiltā</translation>
    </message>
    <message>
        <source>Our radio ID</source>
        <translation>Mūsu radiostacijas ID</translation>
    </message>
    <message>
        <source>Our call sign</source>
        <translation>Mūsu izsaukuma signāls</translation>
    </message>
</context>
<context>
    <name>ptt</name>
    <message>
        <source>The console stood still: press again to talk.</source>
        <translation>Konsole bija sastingusi: lai runātu, nospiediet vēlreiz.</translation>
    </message>
    <message>
        <source>The station did not key the transmitter.</source>
        <translation>Stacija neieslēdza raidītāju.</translation>
    </message>
    <message>
        <source>The transmission was cut: press again to talk. ({why})</source>
        <translation>Pārraide tika pārtraukta: lai runātu, spiediet vēlreiz. ({why})</translation>
    </message>
    <message>
        <source>The transmission was cut: press again to talk.</source>
        <translation>Pārraide tika pārtraukta: lai runātu, nospiediet vēlreiz.</translation>
    </message>
</context>
<context>
    <name>radio</name>
    <message>
        <source>its radio is registered</source>
        <translation>tās radiostacija ir reģistrēta</translation>
    </message>
    <message>
        <source>its radio is looking for the network</source>
        <translation>tās radiostacija meklē tīklu</translation>
    </message>
    <message>
        <source>its radio is not registered</source>
        <translation>tās radiostacija nav reģistrēta</translation>
    </message>
    <message>
        <source>the network refuses its radio</source>
        <translation>tīkls noraida tās radiostaciju</translation>
    </message>
    <message>
        <source>its radio is in direct mode, without the network</source>
        <translation>tās radiostacija ir tiešajā režīmā, bez tīkla</translation>
    </message>
    <message>
        <source>its radio hears no network</source>
        <translation>tās radiostacija nedzird tīklu</translation>
    </message>
    <message>
        <source>not tuned in</source>
        <translation>nav iestatīta</translation>
    </message>
    <message>
        <source>radio busy</source>
        <translation>stacija aizņemta</translation>
    </message>
    <message>
        <source>{gateway} has one radio: it carries one call at a time.</source>
        <translation>Vārtejai {gateway} ir viena radiostacija: vienlaikus tā pārraida vienu sarunu.</translation>
    </message>
    <message>
        <source>It is set to this talk-group.</source>
        <translation>Tā ir iestatīta uz šo sarunu grupu.</translation>
    </message>
    <message>
        <source>It scans this talk-group.</source>
        <translation>Tā skenē šo sarunu grupu.</translation>
    </message>
    <message>
        <source>It is set to {group}: this one is not heard.</source>
        <translation>Tā ir iestatīta uz {group}: šī grupa nav dzirdama.</translation>
    </message>
    <message>
        <source>It carries a call on {group} now: nothing else is heard until that ends.</source>
        <translation>Tā pašlaik pārraida sarunu grupā {group}: līdz beigām nekas cits nav dzirdams.</translation>
    </message>
    <message>
        <source>set to {group}</source>
        <translation>iestatīta uz {group}</translation>
    </message>
    <message>
        <source>scans {groups}</source>
        <translation>skenē {groups}</translation>
    </message>
    <message>
        <source>its radio does not take {commands}</source>
        <translation>tās radiostacija nepieņem {commands}</translation>
    </message>
    <message>
        <source>waiting for the turn</source>
        <translation>gaida kārtu</translation>
    </message>
    <message>
        <source>turn refused</source>
        <translation>runāt atteikts</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>pārtraukts</translation>
    </message>
</context>
<context>
    <name>recording</name>
    <message>
        <source>{seconds} s not recorded</source>
        <translation>{seconds} s nav ierakstītas</translation>
    </message>
    <message>
        <source>recording damaged</source>
        <translation>ieraksts bojāts</translation>
    </message>
    <message>
        <source>recovered after a crash</source>
        <translation>atgūts pēc avārijas</translation>
    </message>
    <message>
        <source>{seconds} s without voice</source>
        <translation>{seconds} s bez balss</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>REVIEW</source>
        <translation>ARHĪVS</translation>
    </message>
    <message>
        <source>EXERCISE</source>
        <translation>MĀCĪBAS</translation>
    </message>
    <message>
        <source>The look-up cannot be put on record, so the journal stays closed: {why}</source>
        <translation>Ieskatīšanos nevar ierakstīt žurnālā, tāpēc žurnāls paliek slēgts: {why}</translation>
    </message>
    <message>
        <source>NO SOUND: {why}</source>
        <translation>NAV SKAŅAS: {why}</translation>
    </message>
</context>
<context>
    <name>rights</name>
    <message>
        <source>This is a review: nothing can be sent or changed here.</source>
        <translation>Šis ir arhīvs: te neko nevar nosūtīt vai mainīt.</translation>
    </message>
    <message>
        <source>Only this role may do it: {roles}.</source>
        <translation>To drīkst tikai: {roles}.</translation>
    </message>
    <message>
        <source>A review shows the records of all agencies, and you may read those of some: use the call log.</source>
        <translation>Arhīvs rāda visu dienestu ierakstus, bet jūs drīkstat skatīt tikai dažu: izmantojiet sarunu žurnālu.</translation>
    </message>
    <message>
        <source>Sign on first.</source>
        <translation>Vispirms piesakieties.</translation>
    </message>
    <message>
        <source>No talk-group is selected.</source>
        <translation>Nav izvēlēta neviena sarunu grupa.</translation>
    </message>
    <message>
        <source>No gateway is known for this radio.</source>
        <translation>Šai radiostacijai nav zināma neviena vārteja.</translation>
    </message>
    <message>
        <source>{gateway} cannot send texts.</source>
        <translation>{gateway} nevar nosūtīt ziņas.</translation>
    </message>
    <message>
        <source>This talk-group carries signalling only: there is no audio to hear.</source>
        <translation>Šajā sarunu grupā ir tikai signalizācija: nav skaņas, ko klausīties.</translation>
    </message>
    <message>
        <source>Nothing is recorded on this talk-group yet.</source>
        <translation>Šajā sarunu grupā vēl nekas nav ierakstīts.</translation>
    </message>
    <message>
        <source>Voice here is coded ({codec}) and kept as it came. To hear it, Kopa needs a vocoder chip (named under [voice] in the configuration), an installed vocoder package, or a donor radio paired with its gateway.</source>
        <translation>Balss šeit ir kodēta ({codec}) un tiek saglabāta tāda, kāda saņemta. Lai to dzirdētu, Kopai vajag vokodera mikroshēmu (norādītu konfigurācijā sadaļā [voice]), uzstādītu vokodera pakotni vai donora radiostaciju, kas sapārota ar šīs grupas vārteju.</translation>
    </message>
    <message>
        <source>Voice on this talk-group is coded: nobody can talk on it from here.</source>
        <translation>Balss šajā sarunu grupā ir kodēta: no šejienes tajā runāt nevar.</translation>
    </message>
    <message>
        <source>This talk-group carries signalling only: nobody can talk on it from here.</source>
        <translation>Šajā sarunu grupā ir tikai signalizācija: no šejienes tajā nevar runāt.</translation>
    </message>
    <message>
        <source>The gateway of this talk-group is not configured.</source>
        <translation>Šīs sarunu grupas vārteja nav konfigurēta.</translation>
    </message>
    <message>
        <source>{gateway} cannot transmit.</source>
        <translation>{gateway} nevar raidīt.</translation>
    </message>
    <message>
        <source>{gateway} is heard only: nobody can talk on it from here.</source>
        <translation>{gateway} ir tikai klausāms: no šejienes tajā runāt nevar.</translation>
    </message>
    <message>
        <source>Transmitting is switched off for {gateway} in the configuration.</source>
        <translation>Raidīšana caur {gateway} konfigurācijā ir izslēgta.</translation>
    </message>
    <message>
        <source>The station does not run.</source>
        <translation>Stacija nedarbojas.</translation>
    </message>
    <message>
        <source>{gateway}: no link since {time}.</source>
        <translation>{gateway}: nav sakaru kopš {time}.</translation>
    </message>
</context>
<context>
    <name>roster</name>
    <message>
        <source>{number} (not named)</source>
        <translation>{number} (bez signāla)</translation>
    </message>
</context>
<context>
    <name>self._window</name>
    <message>
        <source>The review window could not be started.</source>
        <translation>Arhīva logu neizdevās atvērt.</translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>kept in a file of its own; type to replace it</source>
        <translation>glabājas atsevišķā failā; rakstiet, lai nomainītu</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>vēl nav</translation>
    </message>
    <message>
        <source>usually {value}</source>
        <translation>parasti {value}</translation>
    </message>
    <message>
        <source>New gateway</source>
        <translation>Jauna vārteja</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>netiek lietota</translation>
    </message>
    <message>
        <source>transmits</source>
        <translation>raida</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nav saglabāta</translation>
    </message>
    <message>
        <source>TX</source>
        <translation>TX</translation>
    </message>
    <message>
        <source>Not saved: {why}</source>
        <translation>Nav saglabāts: {why}</translation>
    </message>
    <message>
        <source>Saved. The station is taking it …</source>
        <translation>Saglabāts. Stacija to pārņem …</translation>
    </message>
    <message>
        <source>Saved. It is in use when the station runs.</source>
        <translation>Saglabāts. Stāsies spēkā, kad stacija darbosies.</translation>
    </message>
    <message>
        <source>In use since {time}.</source>
        <translation>Spēkā kopš {time}.</translation>
    </message>
    <message>
        <source>Saved, but the station has not taken it: does it use another file?</source>
        <translation>Saglabāts, bet stacija to nav pārņēmusi: vai tā lieto citu failu?</translation>
    </message>
    <message>
        <source>This file cannot be changed here, only in a text editor: {why}</source>
        <translation>Šo failu šeit nevar mainīt, tikai teksta redaktorā: {why}</translation>
    </message>
    <message>
        <source>Link opened: {link}</source>
        <translation>Savienojums atvērts: {link}</translation>
    </message>
    <message>
        <source>The other side answered.</source>
        <translation>Otra puse atbildēja.</translation>
    </message>
    <message>
        <source>No link</source>
        <translation>Nav sakaru</translation>
    </message>
    <message>
        <source>a radio registered</source>
        <translation>reģistrējās radiostacija</translation>
    </message>
    <message>
        <source>a call</source>
        <translation>saruna</translation>
    </message>
    <message>
        <source>the end of a call</source>
        <translation>sarunas beigas</translation>
    </message>
    <message>
        <source>a talker&apos;s name</source>
        <translation>runātāja vārds</translation>
    </message>
    <message>
        <source>a position</source>
        <translation>koordinātas</translation>
    </message>
    <message>
        <source>a radio without a position</source>
        <translation>radiostacija bez koordinātām</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ziņa</translation>
    </message>
    <message>
        <source>a status</source>
        <translation>statuss</translation>
    </message>
    <message>
        <source>an emergency</source>
        <translation>trauksme</translation>
    </message>
    <message>
        <source>a radio&apos;s signal</source>
        <translation>radiostacijas signāls</translation>
    </message>
    <message>
        <source>Heard: {what}</source>
        <translation>Dzirdēts: {what}</translation>
    </message>
    <message>
        <source>It works: the other side proved itself.</source>
        <translation>Darbojas: otra puse sevi pierādīja.</translation>
    </message>
    <message>
        <source>Something came ({count} pieces), but nothing that proves the other side.</source>
        <translation>Kaut kas pienāca (daļas: {count}), bet nekas, kas pierādītu otru pusi.</translation>
    </message>
    <message>
        <source>The last that was not understood: {why}</source>
        <translation>Pēdējais nesaprastais: {why}</translation>
    </message>
    <message>
        <source>The link is open, and nothing came.</source>
        <translation>Savienojums ir atvērts, bet nekas nepienāca.</translation>
    </message>
    <message>
        <source>Here silence is ordinary: let a radio speak or report during the test.</source>
        <translation>Šeit klusums ir parasts: lai pārbaudes laikā kāda radiostacija runā vai ziņo.</translation>
    </message>
    <message>
        <source>The running station has this link open itself.</source>
        <translation>Šo savienojumu tur atvērtu pati strādājošā stacija.</translation>
    </message>
    <message>
        <source>The link could not be had</source>
        <translation>Savienojumu nevarēja atvērt</translation>
    </message>
    <message>
        <source>Close the other program, or choose another port.</source>
        <translation>Aizveriet otru programmu vai izvēlieties citu portu.</translation>
    </message>
    <message>
        <source>The settings are not complete</source>
        <translation>Iestatījumi nav pilnīgi</translation>
    </message>
    <message>
        <source>Cable: is it in, at both ends, and the device switched on?</source>
        <translation>Kabelis: vai tas ir pievienots abos galos un ierīce ieslēgta?</translation>
    </message>
    <message>
        <source>Port: is {device} the right one?</source>
        <translation>Ports: vai {device} ir īstais?</translation>
    </message>
    <message>
        <source>Baud rate: is the device set to {baud} as well?</source>
        <translation>Ātrums: vai ierīcē arī ir iestatīts {baud}?</translation>
    </message>
    <message>
        <source>Sound device: is {device} there, the cable in and the radio switched on?</source>
        <translation>Skaņas ierīce: vai {device} ir vietā, vads iesprausts un radiostacija ieslēgta?</translation>
    </message>
    <message>
        <source>Loudness: is the radio&apos;s volume up, and nothing muted in the system&apos;s mixer?</source>
        <translation>Skaļums: vai radiostacija pagriezta pietiekami skaļi un sistēmas mikserī nekas nav izslēgts?</translation>
    </message>
    <message>
        <source>Phones: do they call this machine at port {port}, with the key?</source>
        <translation>Tālruņi: vai tie zvana šim datoram uz portu {port} ar atslēgu?</translation>
    </message>
    <message>
        <source>Firewall: does this machine let TCP port {port} in?</source>
        <translation>Ugunsmūris: vai šis dators laiž iekšā TCP portu {port}?</translation>
    </message>
    <message>
        <source>Address: is {peer} the device, switched on and on the network?</source>
        <translation>Adrese: vai {peer} ir šī ierīce, ieslēgta un tīklā?</translation>
    </message>
    <message>
        <source>Firewall: may this machine connect to that port?</source>
        <translation>Ugunsmūris: vai šis dators drīkst pieslēgties tam portam?</translation>
    </message>
    <message>
        <source>Other side: does it send to this machine&apos;s address, UDP port {port}?</source>
        <translation>Otra puse: vai tā sūta uz šī datora adresi, UDP portu {port}?</translation>
    </message>
    <message>
        <source>Address: is {peer} the other side, switched on and on the network?</source>
        <translation>Adrese: vai {peer} ir otra puse, ieslēgta un tīklā?</translation>
    </message>
    <message>
        <source>Firewall: does this machine let UDP port {port} in?</source>
        <translation>Ugunsmūris: vai šis dators ielaiž UDP portu {port}?</translation>
    </message>
    <message>
        <source>Multicast: does the network carry {group} to the address given here?</source>
        <translation>Multiraide: vai tīkls nogādā {group} līdz šeit norādītajai adresei?</translation>
    </message>
    <message>
        <source>Only {sources} is listened to: does the other side send from there?</source>
        <translation>Klausās tikai {sources}: vai otra puse sūta no turienes?</translation>
    </message>
    <message>
        <source>Password: is it the same on both sides, and our number known there?</source>
        <translation>Parole: vai tā abās pusēs ir vienāda un mūsu numurs tur zināms?</translation>
    </message>
    <message>
        <source>Protocol: does the device really speak this one, at this port?</source>
        <translation>Protokols: vai ierīce šajā portā tiešām lieto šo?</translation>
    </message>
    <message>
        <source>link since {time}</source>
        <translation>sakari kopš {time}</translation>
    </message>
    <message>
        <source>no link since {time}</source>
        <translation>nav sakaru kopš {time}</translation>
    </message>
    <message>
        <source>open, nothing heard yet</source>
        <translation>atvērta, vēl nekas nav dzirdēts</translation>
    </message>
</context>
<context>
    <name>states</name>
    <message>
        <source>NO STATION</source>
        <translation>NAV STACIJAS</translation>
    </message>
    <message>
        <source>NO SOUND</source>
        <translation>NAV SKAŅAS</translation>
    </message>
    <message>
        <source>The voice process does not run.</source>
        <translation>Balss programma nedarbojas.</translation>
    </message>
    <message>
        <source>There is no loudspeaker.</source>
        <translation>Nav skaļruņa.</translation>
    </message>
    <message>
        <source>CONFIGURATION</source>
        <translation>KONFIGURĀCIJA</translation>
    </message>
    <message>
        <source>NO MICROPHONE</source>
        <translation>NAV MIKROFONA</translation>
    </message>
    <message>
        <source>Missing: {devices}. What they played sounds from {other} meanwhile.</source>
        <translation>Trūkst: {devices}. Tikmēr tas, ko tās atskaņoja, skan no {other}.</translation>
    </message>
    <message>
        <source>SOUND DEVICE LOST</source>
        <translation>SKAŅAS IERĪCE PAZUDUSI</translation>
    </message>
    <message>
        <source>Nobody can be heard from here: nothing is keyed until a microphone is there.</source>
        <translation>No šejienes nevienu nevar dzirdēt: kamēr nav mikrofona, raidītājs netiek ieslēgts.</translation>
    </message>
    <message>
        <source>{units} since {time}: perhaps jamming. Ask them where they are.</source>
        <translation>{units} kopš {time}: varbūt slāpēšana. Jautājiet tām, kur tās atrodas.</translation>
    </message>
    <message>
        <source>POSITIONS DOUBTFUL</source>
        <translation>KOORDINĀTAS APŠAUBĀMAS</translation>
    </message>
    <message>
        <source>TRANSMITTING on {groups}</source>
        <translation>RAIDA grupā {groups}</translation>
    </message>
    <message>
        <source>{transmitting}: {seconds} s left</source>
        <translation>{transmitting}: atlikušas {seconds} s</translation>
    </message>
    <message>
        <source>The pedal is down without a transmission: it must come up before it keys again.</source>
        <translation>Pedālis ir nospiests, bet pārraides nav: tas jāatlaiž, pirms ar to atkal var raidīt.</translation>
    </message>
    <message>
        <source>PEDAL STUCK</source>
        <translation>PEDĀLIS IESTRĒDZIS</translation>
    </message>
    <message>
        <source>The pedal cannot be read: use the key or the mouse.</source>
        <translation>Pedāli nevar nolasīt: lietojiet taustiņu vai peli.</translation>
    </message>
    <message>
        <source>NO PEDAL</source>
        <translation>NAV PEDĀĻA</translation>
    </message>
    <message>
        <source>NOT RECORDING</source>
        <translation>IERAKSTS NENOTIEK</translation>
    </message>
    <message>
        <source>A transmission is not on record yet.</source>
        <translation>Pārraide vēl nav ierakstīta.</translation>
    </message>
    <message>
        <source>DISK FULL: {minutes} MIN LEFT</source>
        <translation>DISKS PILNS: VĒL {minutes} MIN</translation>
    </message>
    <message>
        <source>Recording goes on from the reserve. Make room on the disk.</source>
        <translation>Ieraksts turpinās no rezerves. Atbrīvojiet vietu diskā.</translation>
    </message>
    <message>
        <source>The engine room does not run: nothing is heard, sent or recorded.</source>
        <translation>Stacijas programma nedarbojas: nekas netiek uztverts, raidīts vai ierakstīts.</translation>
    </message>
</context>
<context>
    <name>strip</name>
    <message>
        <source>NOT RECORDED</source>
        <translation>NAV IERAKSTĪTS</translation>
    </message>
    <message>
        <source>on {group}</source>
        <translation>grupā {group}</translation>
    </message>
    <message>
        <source>microphone open</source>
        <translation>mikrofons ieslēgts</translation>
    </message>
    <message>
        <source>nobody answered for 20 s</source>
        <translation>20 s neviens nav atbildējis</translation>
    </message>
    <message>
        <source>taken by {operator} at {time}</source>
        <translation>pieņēma {operator} plkst. {time}</translation>
    </message>
    <message>
        <source>taken by {operator}</source>
        <translation>pieņēma {operator}</translation>
    </message>
    <message>
        <source>position unknown</source>
        <translation>koordinātas nav zināmas</translation>
    </message>
    <message>
        <source>position doubtful</source>
        <translation>koordinātas apšaubāmas</translation>
    </message>
    <message>
        <source>the radio has no position now</source>
        <translation>radiostacijai pašlaik nav koordinātu</translation>
    </message>
    <message>
        <source>no fix</source>
        <translation>nav GPS</translation>
    </message>
    <message>
        <source>fix of unknown age</source>
        <translation>koordinātu vecums nav zināms</translation>
    </message>
    <message>
        <source>fix {age}</source>
        <translation>koordinātas pirms {age}</translation>
    </message>
</context>
<context>
    <name>tile</name>
    <message>
        <source>position {seat}</source>
        <translation>darba vieta {seat}</translation>
    </message>
    <message>
        <source>keying …</source>
        <translation>ieslēdz raidītāju …</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>vēl {seconds} s</translation>
    </message>
    <message>
        <source>on air</source>
        <translation>ēterā</translation>
    </message>
    <message>
        <source>all-call</source>
        <translation>visiem</translation>
    </message>
    <message>
        <source>all-call, {who}</source>
        <translation>visiem, {who}</translation>
    </message>
    <message>
        <source>not on air</source>
        <translation>nav ēterā</translation>
    </message>
    <message>
        <source>no link</source>
        <translation>nav sakaru</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>nav tīkla</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>šifrēta</translation>
    </message>
    <message>
        <source>free</source>
        <translation>brīva</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>nav datu</translation>
    </message>
    <message>
        <source>intercom</source>
        <translation>iekšējie sakari</translation>
    </message>
    <message>
        <source>no audio</source>
        <translation>bez skaņas</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>klusa</translation>
    </message>
    <message>
        <source>alone</source>
        <translation>tikai šī</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>skaņa izslēgta</translation>
    </message>
    <message>
        <source>monitored, not audible</source>
        <translation>uzraudzīta, nav dzirdama</translation>
    </message>
    <message>
        <source>headset</source>
        <translation>austiņas</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>aizņemta</translation>
    </message>
    <message>
        <source>transmitting</source>
        <translation>raida</translation>
    </message>
    <message>
        <source>another talk-group is heard alone</source>
        <translation>dzird tikai citu sarunu grupu</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>izvēlēta</translation>
    </message>
    <message>
        <source>in the all-call</source>
        <translation>pārraidē visiem</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>trauksme</translation>
    </message>
    <message>
        <source>{gateway} has no link: voice is heard, but not who speaks, where, with what status.</source>
        <translation>{gateway} nav sakaru: balss ir dzirdama, bet nav zināms, kas runā, kur un ar kādu statusu.</translation>
    </message>
</context>
<context>
    <name>times</name>
    <message>
        <source>unknown</source>
        <translation>nezināms</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>nav koordinātu</translation>
    </message>
    <message>
        <source>position {age} ago</source>
        <translation>koordinātas pirms {age}</translation>
    </message>
    <message>
        <source>position received {age} ago, how old it was is unknown</source>
        <translation>koordinātas saņemtas pirms {age}, to vecums nav zināms</translation>
    </message>
</context>
<context>
    <name>unheard</name>
    <message>
        <source>nobody signed on</source>
        <translation>neviens nav pieteicies</translation>
    </message>
    <message>
        <source>no console open</source>
        <translation>pults nav atvērta</translation>
    </message>
    <message>
        <source>not monitored</source>
        <translation>netiek klausīta</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>izslēgta skaņa</translation>
    </message>
    <message>
        <source>another group alone</source>
        <translation>klausījās tikai citu grupu</translation>
    </message>
    <message>
        <source>turned down</source>
        <translation>skaņa nogriezta</translation>
    </message>
    <message>
        <source>no sound device</source>
        <translation>nav skaņas ierīces</translation>
    </message>
    <message>
        <source>we transmitted</source>
        <translation>raidījām paši</translation>
    </message>
    <message>
        <source>two at once</source>
        <translation>divi reizē</translation>
    </message>
    <message>
        <source>voice was lost</source>
        <translation>balss zudusi</translation>
    </message>
    <message>
        <source>no voice came in</source>
        <translation>balss nepienāca</translation>
    </message>
    <message>
        <source>the station was down</source>
        <translation>stacija nedarbojās</translation>
    </message>
    <message>
        <source>no audio</source>
        <translation>nav skaņas</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>šifrēta</translation>
    </message>
    <message>
        <source>was said again</source>
        <translation>atkārtots</translation>
    </message>
    <message>
        <source>known otherwise</source>
        <translation>zināms citādi</translation>
    </message>
    <message>
        <source>nothing was said</source>
        <translation>nekas nav teikts</translation>
    </message>
    <message>
        <source>not meant for us</source>
        <translation>nebija mums</translation>
    </message>
    <message>
        <source>unheard: {why}</source>
        <translation>nenoklausīta: {why}</translation>
    </message>
    <message>
        <source>unheard at first: {why}</source>
        <translation>sākumā nenoklausīta: {why}</translation>
    </message>
    <message>
        <source>({missed} s of {all} s)</source>
        <translation>({missed} s no {all} s)</translation>
    </message>
</context>
<context>
    <name>wanted</name>
    <message>
        <source>Track over a time …</source>
        <translation>Maršruts laika posmā …</translation>
    </message>
    <message>
        <source>Place a legal hold …</source>
        <translation>Aizliegt dzēst …</translation>
    </message>
    <message>
        <source>Erase data …</source>
        <translation>Dzēst datus …</translation>
    </message>
    <message>
        <source>You may not read the records of this unit&apos;s agency.</source>
        <translation>Šī dienesta ierakstus jūs nedrīkstat skatīt.</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>shift supervisor</source>
        <translation>maiņas vadītājs</translation>
    </message>
    <message>
        <source>trainer</source>
        <translation>instruktors</translation>
    </message>
    <message>
        <source>dispatcher</source>
        <translation>dispečers</translation>
    </message>
    <message>
        <source>all agencies</source>
        <translation>visi dienesti</translation>
    </message>
    <message>
        <source>no agency</source>
        <translation>bez dienesta</translation>
    </message>
    <message>
        <source>on foot</source>
        <translation>patruļa</translation>
    </message>
    <message>
        <source>boat</source>
        <translation>kuteris</translation>
    </message>
    <message>
        <source>aircraft</source>
        <translation>gaisa kuģis</translation>
    </message>
    <message>
        <source>post</source>
        <translation>postenis</translation>
    </message>
    <message>
        <source>car</source>
        <translation>ekipāža</translation>
    </message>
    <message>
        <source>a patrol on foot</source>
        <translation>kājnieku patruļai</translation>
    </message>
    <message>
        <source>a boat</source>
        <translation>laivai</translation>
    </message>
    <message>
        <source>an aircraft</source>
        <translation>gaisa kuģim</translation>
    </message>
    <message>
        <source>a post</source>
        <translation>postenim</translation>
    </message>
    <message>
        <source>a car</source>
        <translation>automašīnai</translation>
    </message>
    <message>
        <source>the voice program</source>
        <translation>balss programma</translation>
    </message>
    <message>
        <source>the call-log program</source>
        <translation>sarunu žurnāla programma</translation>
    </message>
    <message>
        <source>the simulator</source>
        <translation>simulatora programma</translation>
    </message>
    <message>
        <source>real</source>
        <translation>īsta</translation>
    </message>
    <message>
        <source>false</source>
        <translation>viltus</translation>
    </message>
    <message>
        <source>test</source>
        <translation>pārbaude</translation>
    </message>
    <message>
        <source>radio button</source>
        <translation>radiostacijas poga</translation>
    </message>
    <message>
        <source>emergency status</source>
        <translation>trauksmes statuss</translation>
    </message>
    <message>
        <source>emergency position report</source>
        <translation>trauksmes koordinātas</translation>
    </message>
    <message>
        <source>emergency call</source>
        <translation>trauksmes saruna</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>beidzies laiks</translation>
    </message>
    <message>
        <source>signal lost</source>
        <translation>zudis signāls</translation>
    </message>
    <message>
        <source>pre-empted</source>
        <translation>pārtraukta ar augstāku prioritāti</translation>
    </message>
    <message>
        <source>position {seat}</source>
        <translation>darba vieta {seat}</translation>
    </message>
    <message>
        <source>transmission ended: the console stopped answering</source>
        <translation>pārraide beigta: konsole vairs neatbildēja</translation>
    </message>
    <message>
        <source>transmission ended: talk-time limit</source>
        <translation>pārraide beigta: runas laika ierobežojums</translation>
    </message>
    <message>
        <source>transmission ended: the network gave the turn to somebody else</source>
        <translation>pārraide beigusies: tīkls deva vārdu citam</translation>
    </message>
    <message>
        <source>transmission ended: the network took the turn away</source>
        <translation>pārraide beigusies: tīkls atņēma vārdu</translation>
    </message>
    <message>
        <source>transmission ended: an all-call goes before it</source>
        <translation>pārraide beigusies: pirms tās ir pārraide visiem</translation>
    </message>
    <message>
        <source>transmission ended: link lost</source>
        <translation>pārraide beigta: zuda sakari</translation>
    </message>
    <message>
        <source>transmission ended: the station restarted</source>
        <translation>pārraide beigta: stacija tika palaista no jauna</translation>
    </message>
    <message>
        <source>transmission ended: the voice process ended</source>
        <translation>pārraide beigta: balss programma beidza darbu</translation>
    </message>
    <message>
        <source>transmission ended: nothing came from the microphone</source>
        <translation>pārraide beigta: no mikrofona nekas nenāca</translation>
    </message>
    <message>
        <source>transmission ended: {why}</source>
        <translation>pārraide beigta: {why}</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>trauksme</translation>
    </message>
    <message>
        <source>status {code}</source>
        <translation>statuss {code}</translation>
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
        <translation>Igaunija</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>Polija</translation>
    </message>
    <message>
        <source>Belarus</source>
        <translation>Baltkrievija</translation>
    </message>
    <message>
        <source>Russia</source>
        <translation>Krievija</translation>
    </message>
    <message>
        <source>crossed into Latvia</source>
        <translation>iebrauca Latvijā</translation>
    </message>
    <message>
        <source>crossed into Lithuania</source>
        <translation>iebrauca Lietuvā</translation>
    </message>
    <message>
        <source>crossed into Estonia</source>
        <translation>iebrauca Igaunijā</translation>
    </message>
    <message>
        <source>crossed into Poland</source>
        <translation>iebrauca Polijā</translation>
    </message>
    <message>
        <source>crossed into Belarus</source>
        <translation>iebrauca Baltkrievijā</translation>
    </message>
    <message>
        <source>crossed into Russia</source>
        <translation>iebrauca Krievijā</translation>
    </message>
    <message>
        <source>crossed: {place}</source>
        <translation>šķērsoja robežu: {place}</translation>
    </message>
    <message>
        <source>Refused: nobody is signed on at this position.</source>
        <translation>Noraidīts: šajā darba vietā neviens nav pieteicies.</translation>
    </message>
    <message>
        <source>Refused: your role does not allow this.</source>
        <translation>Noraidīts: jūsu loma to neatļauj.</translation>
    </message>
    <message>
        <source>Refused: it came too late to be carried out safely. Try again.</source>
        <translation>Noraidīts: pienāca par vēlu, lai to droši izpildītu. Mēģiniet vēlreiz.</translation>
    </message>
    <message>
        <source>Refused: the station restarted and cannot tell whether it was done. Check, then repeat.</source>
        <translation>Noraidīts: stacija tika palaista no jauna un nezina, vai tas izpildīts. Pārbaudiet un atkārtojiet.</translation>
    </message>
    <message>
        <source>Refused: there is no link to this network now.</source>
        <translation>Noraidīts: ar šo tīklu pašlaik nav sakaru.</translation>
    </message>
    <message>
        <source>Refused: transmitting is switched off for this gateway.</source>
        <translation>Noraidīts: raidīšana caur šo vārteju ir izslēgta.</translation>
    </message>
    <message>
        <source>Refused: this network cannot do that.</source>
        <translation>Noraidīts: šis tīkls to nevar.</translation>
    </message>
    <message>
        <source>Refused: the talk-group is busy.</source>
        <translation>Noraidīts: sarunu grupa ir aizņemta.</translation>
    </message>
    <message>
        <source>Refused: no configured network knows this radio or talk-group.</source>
        <translation>Noraidīts: neviens konfigurēts tīkls nepazīst šo radiostaciju vai sarunu grupu.</translation>
    </message>
    <message>
        <source>Refused: a legal hold or an open emergency keeps this data.</source>
        <translation>Noraidīts: šos datus sargā dzēšanas aizliegums vai neslēgta trauksme.</translation>
    </message>
    <message>
        <source>Refused: the voice process is not there now, nobody would be heard.</source>
        <translation>Noraidīts: balss programma pašlaik nedarbojas, neviens netiktu sadzirdēts.</translation>
    </message>
    <message>
        <source>Refused: there is no microphone, nobody would be heard.</source>
        <translation>Noraidīts: nav mikrofona, neviens netiktu sadzirdēts.</translation>
    </message>
    <message>
        <source>Refused: another seat at this machine talks, and there is one microphone.</source>
        <translation>Noraidīts: runā cita darba vieta pie šī datora, un mikrofons ir viens.</translation>
    </message>
    <message>
        <source>Refused: an emergency is on the air there.</source>
        <translation>Noraidīts: tur ēterā ir trauksme.</translation>
    </message>
    <message>
        <source>Refused: nothing of this recording can be read.</source>
        <translation>Atteikts: no šī ieraksta neko nevar nolasīt.</translation>
    </message>
    <message>
        <source>Refused: the unit is off duty, where it is is not kept.</source>
        <translation>Noraidīts: ekipāža nav dienestā, tās koordinātas netiek glabātas.</translation>
    </message>
    <message>
        <source>Refused.</source>
        <translation>Noraidīts.</translation>
    </message>
    <message>
        <source>the other side refused the registration</source>
        <translation>otra puse noraidīja reģistrāciju</translation>
    </message>
    <message>
        <source>the master does not accept our repeater id</source>
        <translation>centrs nepieņem mūsu retranslatora ID</translation>
    </message>
    <message>
        <source>the master does not accept the password</source>
        <translation>centrs nepieņem paroli</translation>
    </message>
    <message>
        <source>the master does not accept what our repeater says of itself</source>
        <translation>centrs nepieņem to, ko mūsu retranslators par sevi saka</translation>
    </message>
    <message>
        <source>the master does not accept the options</source>
        <translation>centrs nepieņem opcijas</translation>
    </message>
    <message>
        <source>the master ended the session</source>
        <translation>centrs beidza sesiju</translation>
    </message>
    <message>
        <source>the modem speaks a protocol that is not known here</source>
        <translation>modems lieto protokolu, kas šeit nav zināms</translation>
    </message>
    <message>
        <source>the modem does not take the setting: {0}</source>
        <translation>modems nepieņem iestatījumu: {0}</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>disks ir pilns</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>disks ir tikai lasāms</translation>
    </message>
    <message>
        <source>login refused: name or key unknown there, or the name is logged in already</source>
        <translation>pieteikšanās atteikta: vārds vai atslēga tur nav zināma, vai vārds jau ir pieteicies</translation>
    </message>
    <message>
        <source>login refused: a name like ours is not taken there</source>
        <translation>pieteikšanās atteikta: tādu vārdu tur nepieņem</translation>
    </message>
    <message>
        <source>no voice: nothing comes back by UDP, is the port closed on the way?</source>
        <translation>balss nav: pa UDP nekas nenāk atpakaļ; vai ports ceļā nav slēgts?</translation>
    </message>
    <message>
        <source>the other side does not speak protocol {0}</source>
        <translation>otra puse nerunā protokolā {0}</translation>
    </message>
    <message>
        <source>the other side does not hear us</source>
        <translation>otra puse mūs nedzird</translation>
    </message>
    <message>
        <source>our call sign or the key is not set</source>
        <translation>nav norādīts mūsu izsaukuma signāls vai atslēga</translation>
    </message>
    <message>
        <source>no talk-group with a number is set up here</source>
        <translation>šeit nav iestatīta neviena sarunu grupa ar numuru</translation>
    </message>
    <message>
        <source>the voice there is coded as we cannot hear it</source>
        <translation>balss tur kodēta tā, ka mēs to nevaram dzirdēt</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>savienojums noraidīts</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>nav atbildes</translation>
    </message>
    <message>
        <source>device not there</source>
        <translation>ierīces nav</translation>
    </message>
    <message>
        <source>device unplugged</source>
        <translation>ierīce atvienota</translation>
    </message>
    <message>
        <source>port already in use</source>
        <translation>ports jau aizņemts</translation>
    </message>
    <message>
        <source>no permission for the device</source>
        <translation>nav atļaujas lietot ierīci</translation>
    </message>
    <message>
        <source>nothing heard for {0} s</source>
        <translation>{0} s nekas nav saņemts</translation>
    </message>
    <message>
        <source>nothing heard</source>
        <translation>nekas nav saņemts</translation>
    </message>
    <message>
        <source>network unreachable</source>
        <translation>tīkls nav sasniedzams</translation>
    </message>
    <message>
        <source>connection closed by the other side</source>
        <translation>otra puse aizvēra savienojumu</translation>
    </message>
    <message>
        <source>no longer configured</source>
        <translation>vairs nav konfigurēts</translation>
    </message>
    <message>
        <source>only noise: check the baud rate</source>
        <translation>tikai troksnis: pārbaudiet ātrumu (baud)</translation>
    </message>
    <message>
        <source>the clock is not synchronised: no time source sets it</source>
        <translation>pulkstenis nav sinhronizēts: to neiestata neviens laika avots</translation>
    </message>
    <message>
        <source>the clock is not synchronised: its time source has been silent for over an hour</source>
        <translation>pulkstenis nav sinhronizēts: tā laika avots klusē ilgāk par stundu</translation>
    </message>
    <message>
        <source>the clock is not synchronised: the system reports a fault of the clock</source>
        <translation>pulkstenis nav sinhronizēts: sistēma ziņo par pulksteņa kļūmi</translation>
    </message>
    <message>
        <source>the clock is not synchronised</source>
        <translation>pulkstenis nav sinhronizēts</translation>
    </message>
    <message>
        <source>impossible speed</source>
        <translation>neiespējams ātrums</translation>
    </message>
    <message>
        <source>impossible time</source>
        <translation>neiespējams laiks</translation>
    </message>
    <message>
        <source>old fix</source>
        <translation>vecas koordinātas</translation>
    </message>
    <message>
        <source>too far away</source>
        <translation>pārāk tālu</translation>
    </message>
    <message>
        <source>too inexact</source>
        <translation>pārāk neprecīzi</translation>
    </message>
    <message>
        <source>to {to}: {text}</source>
        <translation>adresāts {to}: {text}</translation>
    </message>
    <message>
        <source>{status} (by operator)</source>
        <translation>{status} (ievadījis operators)</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>nav koordinātu</translation>
    </message>
    <message>
        <source>position doubtful</source>
        <translation>koordinātas apšaubāmas</translation>
    </message>
    <message>
        <source>POSITIONS DOUBTFUL: {units} – jamming?</source>
        <translation>KOORDINĀTAS APŠAUBĀMAS: {units} – slāpēšana?</translation>
    </message>
    <message>
        <source>positions are reliable again</source>
        <translation>koordinātas atkal ir ticamas</translation>
    </message>
    <message>
        <source>radio switched on</source>
        <translation>radiostacija ieslēgta</translation>
    </message>
    <message>
        <source>radio switched off</source>
        <translation>radiostacija izslēgta</translation>
    </message>
    <message>
        <source>partner&apos;s unit joined</source>
        <translation>pievienojās partneru ekipāža</translation>
    </message>
    <message>
        <source>partner&apos;s unit left</source>
        <translation>partneru ekipāža aizgāja</translation>
    </message>
    <message>
        <source>{gateway}: not understood</source>
        <translation>{gateway}: nav saprotams</translation>
    </message>
    <message>
        <source>status {code} · {name}</source>
        <translation>statuss {code} · {name}</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>šifrēta</translation>
    </message>
    <message>
        <source>private call</source>
        <translation>privāta saruna</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>EMERGENCY pressed again · {by}</source>
        <translation>TRAUKSME nospiesta vēlreiz · {by}</translation>
    </message>
    <message>
        <source>further emergency signal · {by}</source>
        <translation>vēl viens trauksmes signāls · {by}</translation>
    </message>
    <message>
        <source>the radio cancelled its emergency</source>
        <translation>radiostacija atsauca trauksmi</translation>
    </message>
    <message>
        <source>emergency acknowledged</source>
        <translation>trauksme pieņemta</translation>
    </message>
    <message>
        <source>emergency closed</source>
        <translation>trauksme slēgta</translation>
    </message>
    <message>
        <source>EMERGENCY</source>
        <translation>TRAUKSME</translation>
    </message>
    <message>
        <source>fix {age}</source>
        <translation>koordinātas pirms {age}</translation>
    </message>
    <message>
        <source>fix of unknown age</source>
        <translation>koordinātu vecums nav zināms</translation>
    </message>
    <message>
        <source>operator {operator} signed on</source>
        <translation>operators {operator} pieteicās</translation>
    </message>
    <message>
        <source>operator {operator} signed off</source>
        <translation>operators {operator} beidza darbu</translation>
    </message>
    <message>
        <source>position handed over</source>
        <translation>maiņa nodota</translation>
    </message>
    <message>
        <source>room measured: {verdict}</source>
        <translation>telpa izmērīta: {verdict}</translation>
    </message>
    <message>
        <source>unheard call dismissed</source>
        <translation>nenoklausītā pārraide atzīta par nevajadzīgu</translation>
    </message>
    <message>
        <source>radio named {name}</source>
        <translation>piešķirts izsaukuma signāls {name}</translation>
    </message>
    <message>
        <source>gateway {gateway} set up</source>
        <translation>vārteja {gateway} iestatīta</translation>
    </message>
    <message>
        <source>gateway {gateway} removed from the configuration</source>
        <translation>vārteja {gateway} noņemta no konfigurācijas</translation>
    </message>
    <message>
        <source>settings of the pedal changed</source>
        <translation>mainīti pedāļa iestatījumi</translation>
    </message>
    <message>
        <source>settings of gateway {gateway} changed</source>
        <translation>vārtejas {gateway} iestatījumi mainīti</translation>
    </message>
    <message>
        <source>legal hold placed: {reason}</source>
        <translation>noteikts dzēšanas aizliegums: {reason}</translation>
    </message>
    <message>
        <source>legal hold lifted: {reason}</source>
        <translation>atcelts dzēšanas aizliegums: {reason}</translation>
    </message>
    <message>
        <source>erasure asked for: {reason}</source>
        <translation>pieprasīta dzēšana: {reason}</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>mikrofons</translation>
    </message>
    <message>
        <source>the default loudspeaker</source>
        <translation>noklusējuma skaļrunis</translation>
    </message>
    <message>
        <source>recording played</source>
        <translation>ieraksts atskaņots</translation>
    </message>
    <message>
        <source>older records searched: {purpose}</source>
        <translation>meklēts senākos ierakstos: {purpose}</translation>
    </message>
    <message>
        <source>records exported: {what}</source>
        <translation>ieraksti eksportēti: {what}</translation>
    </message>
    <message>
        <source>{gateway}: link up</source>
        <translation>{gateway}: sakari ir</translation>
    </message>
    <message>
        <source>{gateway}: no link</source>
        <translation>{gateway}: nav sakaru</translation>
    </message>
    <message>
        <source>{gateway}: its radio is now set to {group}</source>
        <translation>{gateway}: tās radiostacija tagad iestatīta uz {group}</translation>
    </message>
    <message>
        <source>radio to be set to {group}</source>
        <translation>radiostacija jāiestata uz {group}</translation>
    </message>
    <message>
        <source>the pedal is stuck: it keys nothing until it comes up</source>
        <translation>pedālis iestrēdzis: kamēr tas nav atlaists, ar to neraida</translation>
    </message>
    <message>
        <source>the pedal cannot be read</source>
        <translation>pedāli nevar nolasīt</translation>
    </message>
    <message>
        <source>the pedal works again</source>
        <translation>pedālis atkal darbojas</translation>
    </message>
    <message>
        <source>configuration loaded</source>
        <translation>konfigurācija ielādēta</translation>
    </message>
    <message>
        <source>configuration not loaded: {why}</source>
        <translation>konfigurācija nav ielādēta: {why}</translation>
    </message>
    <message>
        <source>the clock jumped by {seconds} s</source>
        <translation>pulkstenis palēcās par {seconds} s</translation>
    </message>
    <message>
        <source>the clock is synchronised again</source>
        <translation>pulkstenis atkal ir sinhronizēts</translation>
    </message>
    <message>
        <source>the disk is full: recording goes on from the reserve, about {minutes} min</source>
        <translation>disks ir pilns: ieraksts turpinās no rezerves, apmēram {minutes} min</translation>
    </message>
    <message>
        <source>the disk has room again</source>
        <translation>diskā atkal ir vieta</translation>
    </message>
    <message>
        <source>NOT RECORDING</source>
        <translation>IERAKSTS NENOTIEK</translation>
    </message>
    <message>
        <source>recording again</source>
        <translation>atkal notiek ieraksts</translation>
    </message>
    <message>
        <source>NO SOUND: no loudspeaker</source>
        <translation>NAV SKAŅAS: nav skaļruņa</translation>
    </message>
    <message>
        <source>voice of {group} broken: {share} % of a call was not heard as it was said</source>
        <translation>{group} balss pārtrūkst: {share} % sarunas nebija dzirdami, kā teikts</translation>
    </message>
    <message>
        <source>sound device lost: {devices}</source>
        <translation>pazudusi skaņas ierīce: {devices}</translation>
    </message>
    <message>
        <source>sound is back</source>
        <translation>skaņa atkal ir</translation>
    </message>
    <message>
        <source>station started</source>
        <translation>stacija palaista</translation>
    </message>
    <message>
        <source>station stopped</source>
        <translation>stacija apturēta</translation>
    </message>
    <message>
        <source>an entry this Kopa cannot read: {kind}</source>
        <translation>ieraksts, ko šī Kopa nevar nolasīt: {kind}</translation>
    </message>
    <message>
        <source>{program} ended unasked and is started again</source>
        <translation>{program} pati beidza darbu un tiek palaista no jauna</translation>
    </message>
    <message>
        <source>{seconds} s of {group} are not recorded: the disk took nothing for too long</source>
        <translation>{group}: {seconds} s nav ierakstītas, disks pārāk ilgi neko nepieņēma</translation>
    </message>
    <message>
        <source>a recording of {group} is damaged: what can be read of it is kept</source>
        <translation>{group}: ieraksts bojāts, nolasāmā daļa ir saglabāta</translation>
    </message>
    <message>
        <source>a recording cannot be read and was set aside: {group}</source>
        <translation>ierakstu nevar nolasīt, fails nolikts atsevišķi: {group}</translation>
    </message>
</context>
</TS>
