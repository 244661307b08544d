<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message numerus="yes">
        <source>NOT SIGNED since: %n entries</source>
        <translation>
            <numerusform>NOT SIGNED since: %n entry</numerusform>
            <numerusform>NOT SIGNED since: %n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message numerus="yes">
        <source>%n on duty</source>
        <translation>
            <numerusform>%n on duty</numerusform>
            <numerusform>%n on duty</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) lost their positions together</source>
        <translation>
            <numerusform>%n unit lost its position</numerusform>
            <numerusform>%n units lost their positions together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ALL CALL: %n talk-group(s)</source>
        <translation>
            <numerusform>ALL CALL: %n talk-group</numerusform>
            <numerusform>ALL CALL: %n talk-groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more try(s)</source>
        <translation>
            <numerusform>%n more try</numerusform>
            <numerusform>%n more tries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n recording</numerusform>
            <numerusform>%n recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s)</source>
        <translation>
            <numerusform>%n text</numerusform>
            <numerusform>%n texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n status(es)</source>
        <translation>
            <numerusform>%n status</numerusform>
            <numerusform>%n statuses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n emergency(ies)</source>
        <translation>
            <numerusform>%n emergency</numerusform>
            <numerusform>%n emergencies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n log entry(ies) and jobs</source>
        <translation>
            <numerusform>%n log entry or job</numerusform>
            <numerusform>%n log entries and jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n position</numerusform>
            <numerusform>%n positions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the words of %n look-up(s)</source>
        <translation>
            <numerusform>the words of %n look-up</numerusform>
            <numerusform>the words of %n look-ups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n roster row(s)</source>
        <translation>
            <numerusform>%n roster row</numerusform>
            <numerusform>%n roster rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) of the record in all</source>
        <translation>
            <numerusform>%n entry of the record in all</numerusform>
            <numerusform>%n entries of the record in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unheard</source>
        <translation>
            <numerusform>%n unheard</numerusform>
            <numerusform>%n unheard</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n overdue</numerusform>
            <numerusform>%n overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older one(s) in the call log</source>
        <translation>
            <numerusform>%n older one in the call log</numerusform>
            <numerusform>%n older ones in the call log</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GatheredSheet</name>
    <message numerus="yes">
        <source>%n unit(s) chosen</source>
        <translation>
            <numerusform>%n unit chosen</numerusform>
            <numerusform>%n units chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Lamps</name>
    <message numerus="yes">
        <source>%n link(s) up</source>
        <translation>
            <numerusform>%n link up</numerusform>
            <numerusform>%n links up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n down</source>
        <translation>
            <numerusform>%n down</numerusform>
            <numerusform>%n down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more up</source>
        <translation>
            <numerusform>%n more up</numerusform>
            <numerusform>%n more up</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LookingBack</name>
    <message numerus="yes">
        <source>%n unit(s)</source>
        <translation>
            <numerusform>%n unit</numerusform>
            <numerusform>%n units</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n position</numerusform>
            <numerusform>%n positions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SeveralTracks</name>
    <message numerus="yes">
        <source>Export the tracks of %n unit(s) …</source>
        <translation>
            <numerusform>Export the track of %n unit …</numerusform>
            <numerusform>Export the tracks of %n units …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n more</numerusform>
            <numerusform>+%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message numerus="yes">
        <source>%n unheard</source>
        <translation>
            <numerusform>%n unheard</numerusform>
            <numerusform>%n unheard</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n alert</numerusform>
            <numerusform>%n alerts</numerusform>
        </translation>
    </message>
</context>
</TS>
