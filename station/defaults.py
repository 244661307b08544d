"""What a room has without configuring it: the six agencies of the border, and a commented file to begin with."""

from __future__ import annotations

from units.findings import AgencyInfo

AGENCIES = (
    AgencyInfo(id="vp", name="Valsts policija", country="LV", shape="shield", colour="#0072B2"),
    AgencyInfo(id="vrs", name="Valsts robežsardze", country="LV", shape="diamond", colour="#009E73"),
    AgencyInfo(id="pp", name="Pašvaldības policija", country="LV", shape="circle", colour="#56B4E9"),
    AgencyInfo(id="lp", name="Lietuvos policija", country="LT", shape="shield", colour="#E69F00"),
    AgencyInfo(id="vsat", name="VSAT", country="LT", shape="diamond", colour="#CC79A7"),
    AgencyInfo(id="vt", name="Viešoji tvarka", country="LT", shape="circle", colour="#F0E442"),
)
"""Colours after Okabe and Ito, told apart by the colour-blind too; without vermillion, which means emergency."""

TEMPLATE = """\
# Kopa: the room's configuration. Saved changes take effect within a second, those of [voice] when the station starts
# again; a file with an error changes nothing, and the console says which line is wrong. Lines that begin with # are
# examples.

[room]
name = ""

# A gateway is one radio, serial server or voice port. Nothing transmits until `transmit = true`.
#
# [[gateway]]
# name = "TETRA Daugavpils"          # as the link lamp shows it
# protocol = "pei"                   # pei, donor, rtp, usrp, mototrbo, hytera, hbp, mmdvm, nmea …
# network = "247-9"                  # qualifies radio numbers: tetra@247-9:1234567
# transmit = false
# link = { type = "serial", device = "/dev/ttyUSB0", baud = 38400 }
#
# [[gateway]]
# name = "TETRA Zarasai"             # behind a serial server, whose port is set from here (RFC 2217)
# protocol = "pei"
# network = "246-7"
# link = { type = "tcp", peer = "10.1.0.12:4002", baud = 38400 }
# options = { ask = true, ask_by = "lip", report = true, letters = "11" }
#
# [[gateway]]
# name = "Donor Daugavpils"          # a radio's loudspeaker and microphone: the voice of TETRA Daugavpils, say
# protocol = "donor"
# transmit = false                   # with true: a push-to-talk line and a sound device to the radio are needed
# [gateway.link]
# type = "donor"
# input = "USB Audio"                # where the radio's loudspeaker goes; output: where its microphone comes from
# output = "USB Audio"
# ptt = "cm108:/dev/hidraw0:3"       # or rts:/dev/ttyUSB1, dtr:…, at:TETRA Daugavpils (by its AT commands), none
# busy = "vox:-40"                   # loudness in dB of full scale; or cts:…, dsr:…, cm108:…, with ! in front: inverted
# [gateway.options]
# paired = "TETRA Daugavpils"        # the same radio's data: talker and talk-group come from there
# group = "2201"                     # which of its talk-groups the radio is tuned to, if not any
#
# [[gateway]]
# name = "RTP Krāslava"
# protocol = "rtp"
# network = "kraslava"
# talk_limit = 60                    # seconds after which an own transmission is cut
# link = { type = "udp", bind = "0.0.0.0:5004", multicast = "239.1.1.1", interface = "10.1.0.5", ttl = 1 }
#
# [[gateway]]
# name = "USRP Utena"
# protocol = "usrp"
# network = "utena"
# link = { type = "udp", bind = "0.0.0.0:34001", peer = "10.1.0.9:32001", from = ["10.1.0.9"] }
#
# [[gateway]]
# name = "MOTOTRBO Daugavpils"       # registration 4005, location 4001, texts 4007 at this address
# protocol = "mototrbo"
# network = "pp-daugavpils"          # qualifies radio numbers: dmr@pp-daugavpils:2471140
# link = { type = "udp", bind = "13.0.0.1", from = ["12.0.0.0/8"] }
#
# [[gateway]]
# name = "Hytera Utena"              # ports 30001 … 30014, to which the repeater forwards
# protocol = "hytera"
# network = "vt-utena"
# link = { type = "udp", bind = "10.1.0.5", peer = "10.1.0.7" }
#
# [[gateway]]
# name = "DMR Ilūkste"               # our own repeaters log in here; their voice needs a vocoder, see [voice]
# protocol = "hbp"
# network = "pp-ilukste"
# link = { type = "udp", bind = "0.0.0.0:62031", from = ["10.1.0.0/24"] }
# options = { role = "master", repeaters = "247131 247132", password = "file:/etc/kopa/hbp-ilukste" }
#
# [[gateway]]
# name = "DMR Preiļi"                # another master, where we log in as a repeater that only listens
# protocol = "hbp"
# network = "pp-preili"
# link = { type = "udp", bind = "0.0.0.0:62032", peer = "10.1.0.20:62031" }
# options = { role = "peer", repeater = 247190, password = "file:/etc/kopa/hbp-preili" }
#
# [[gateway]]
# name = "DMR Zilupe"                # a modem that listens; over UDP: { type = "udp", bind = …, peer = … }
# protocol = "mmdvm"
# network = "pp-zilupe"
# link = { type = "serial", device = "/dev/ttyACM0", baud = 460800 }
# options = { frequency = 433.5, colour = 1 }
#
# [[gateway]]
# name = "Kenwood Zarasai"
# protocol = "nmea"
# network = "zarasai"
# link = { type = "tcp", peer = "10.1.0.12:4001" }
#
# [[gateway]]
# name = "Receiver of this machine"  # gpsd
# protocol = "gpsd"
# network = "daugavpils"
# link = { type = "tcp", peer = "127.0.0.1:2947" }
# options = { unit = "VP-12" }       # of several receivers: "/dev/ttyUSB0=VP-12, /dev/ttyACM0=VP-13"
#
# [[gateway]]
# name = "Phones"                    # OsmAnd, Traccar client: http://ADDRESS:5055/?key=…; OwnTracks: protocol owntracks
# protocol = "osmand"
# network = "daugavpils"
# link = { type = "http", bind = "127.0.0.1:5055", key = "file:/etc/kopa/phones.key" }   # keys, one a line
#                                    # HTTPS: cert = …, private_key = …; ca = … takes phones with its certificates only
#
# [[gateway]]
# name = "TAK Utena"                 # partners' units, as guests; over TCP: { type = "tcp", peer = … }
# protocol = "cot"
# network = "utena"
# [gateway.link]
# type = "tls"
# peer = "tak.example:8089"
# cert = "/etc/kopa/tak.pem"         # ours; of a .p12: openssl pkcs12 -in room.p12 -nodes
# private_key = "/etc/kopa/tak.key"
# ca = "/etc/kopa/tak-ca.pem"        # who vouches for the server
#
# [[gateway]]
# name = "Reflector 112"             # one login hears one talk-group; for two at once two gateways, a call sign each
# protocol = "svx"
# network = "border"
# link = { type = "tcp+udp", peer = "10.1.0.30:5300" }
# options = { callsign = "KOPA-1", key = "file:/etc/kopa/svx.key", protocol = "2" }   # 1: no talk-groups
#
# [[gateway]]
# name = "Recorders"                 # trunk-recorder, SDRTrunk, rdio-scanner: calls handed in when they are over
# protocol = "upload"
# network = "county"
# link = { type = "http", bind = "127.0.0.1:3000", key = "file:/etc/kopa/recorders.key" }   # keys, one a line

# A talk-group is a tile. Its id is system@network:number, groups of TETRA with a g before the number.
#
# [[group]]
# id = "tetra@247-9:g2201"
# number = "2201"
# name = "VP Latgale"
# gateway = "TETRA Daugavpils"
# label = "TETRA · 2201"
# agency = "vp"

# The six agencies of the border are built in: vp vrs pp lp vsat vt. Others, or other names for these:
#
# [[agency]]
# id = "pp"
# name = "Daugavpils pašvaldības policija"
# country = "LV"
# shape = "circle"                   # shield, diamond or circle
# colour = "#56B4E9"

# How many days what is kept; 0 or not named: without end. A legal hold beats it, an open emergency too. calls are kept
# at least as long as voice; lookups (who searched, listened, exported) at least 365 days. voice, calls and texts may
# differ by talk-group.
#
# [retention]
# voice = 90
# calls = 365
# positions = 30
# texts = 365
# statuses = 365
# alarms = 1825
# notes = 365
# signals = 30
# lookups = 1825
# [retention.group."tetra@247-9:g2201"]
# voice = 30

# Codes of the status book that mean off duty: no position of that unit is kept until its status says otherwise, unless
# it has an open emergency.
#
# [duty]
# off = [32778, 18]

# Where this room's units work, in degrees. A position too far beyond it for its kind of unit (20 km on foot, 50 by
# boat, 100 by car, 300 in the air) is kept and not believed: a spoofed receiver's first word otherwise is.
#
# [positions]
# south = 55.0
# west = 24.5
# north = 57.2
# east = 28.3

# Near which states' borders a unit is put on the amber list: from how many metres by an imported boundary (main.py
# import-boundary), and by the built-in border, which is off by up to 4 km and never says that anybody crossed it.
#
# [ground]
# warn = ["BY", "RU"]
# within = 1000
# approximate = 5000

# [voice]
# output = "pulse"                   # the loudspeaker; empty: the system's
# unselect = ""                      # a second one for talk-groups that are only monitored; empty: the same
# headset = ""                       # and the headset, also for recall; empty: the same
# input = ""                         # the microphone
# pedal = "cts:/dev/ttyUSB0"         # a foot switch (RTS to CTS), or key:/dev/input/event5, hid:/dev/hidraw1
# pedal_seat = "1"                   # whose
# pedal_group = ""                   # the talk-group on which it speaks; empty: those that are selected
# gain_control = true                # whispers louder, shouts lower, for the ear only; recordings stay as they came
# buffer_ms = 40
# vocoder = "udp:10.1.0.9:2460"      # a DVSI chip for DMR's AMBE+2 voice, or "serial:/dev/ttyUSB1:460800"
"""
