#!/bin/sh
# The browsers that the tests drive: Debian's Chromium, and the lighter one without windows, with Chinese fonts. As
# root they are installed; otherwise one sentence says what to install. Without the lighter one tests take longer.
set -u
light() { command -v chromium-headless-shell >/dev/null 2>&1; }
enough() { command -v chromium >/dev/null 2>&1 && [ -n "$(find /usr/share/fonts -name 'NotoSansCJK*' -print -quit 2>/dev/null)" ] && [ -n "$(find /usr/lib -name 'libatomic.so.1' -print -quit 2>/dev/null)" ]; }
enough && light && exit 0
packages="chromium fonts-noto-cjk libatomic1"
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
	enough && exit 0
	echo "The tests need a browser: install the packages $packages (for example: sudo apt-get install $packages)." >&2
	exit 1
fi
echo "Installing the browser packages ($packages chromium-headless-shell) …"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq $packages chromium-headless-shell >/dev/null || apt-get install -y -qq $packages >/dev/null
enough || { echo "The browser packages could not be installed: $packages." >&2; exit 1; }
