#!/usr/bin/env bash
# Installs the system libraries Kopa needs on Debian/Ubuntu, only those that are missing. With "test": also what the
# tests run against. As root or through sudo; otherwise prints the one line to run and goes on without them.
set -u
packages=(
  python3-venv make
  libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxcb-icccm4 libxcb-image0
  libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1
  libportaudio2 libasound2-plugins libopus0
  fonts-inter fonts-noto-core
)
if [[ ${1:-} == test ]]; then
  packages+=(ffmpeg tshark pulseaudio pulseaudio-utils gpsd gpsd-clients svxreflector svxlink-server curl)
fi
command -v dpkg-query >/dev/null || { echo "Not a Debian or Ubuntu machine: see README, 'Elsewhere'." >&2; exit 0; }
missing=()
for package in "${packages[@]}"; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done
((${#missing[@]})) || exit 0
line="apt-get install -y --no-install-recommends ${missing[*]}"
run=()
if ((EUID)); then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then run=(sudo); elif [[ -t 0 ]] && command -v sudo >/dev/null; then run=(sudo); else
    echo "System packages are missing and this account may not install them. Run, once:" >&2
    echo "  sudo $line" >&2
    exit 0
  fi
fi
export DEBIAN_FRONTEND=noninteractive
echo "Installing system packages: ${missing[*]}"
"${run[@]}" apt-get update -qq || true
# These bring services that would listen to the network from now on; the tests start what they need themselves.
for service in svxreflector svxlink svxlink_gpio_setup; do
  [[ " ${missing[*]} " == *" svx"* && -d /etc/systemd/system && ! -e /etc/systemd/system/$service.service ]] &&
    "${run[@]}" ln -sf /dev/null "/etc/systemd/system/$service.service"
done
if ! "${run[@]}" env DEBIAN_FRONTEND=noninteractive $line -qq >/dev/null; then
  # One unknown name fails the whole line: take what this release has.
  for package in "${missing[@]}"; do
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null ||
      echo "Not installed: $package" >&2
  done
fi
