"""The simulated network: radios and gateways that speak the protocols as bytes, in processes of their own.

``app`` starts one ``site`` process per radio site and announces how to meet them. Each site tells itself the whole
``story`` (who is in it: ``cast``; what they say: ``words``; where they drive: ``roads``; what can happen: ``cues``) and
plays its gateways' parts: ``pei`` TETRA terminals, ``donor_box`` the sound of one, ``rtp_box`` and ``usrp_bridge``
voice, ``receiver`` positions, ``mototrbo_fleet``, ``hytera_repeater`` and ``hbp_site`` DMR, at ``ends``:
pseudo-terminals and loopback sockets. Parts have no I/O and are told the time. Nothing here uses our own codecs: what
these write, those must read.
"""
