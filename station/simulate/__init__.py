"""The simulated network: radios and gateways that speak the protocols as bytes, in processes of their own."""
