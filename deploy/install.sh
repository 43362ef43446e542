#!/bin/sh
# Installs Reclass as a systemd service, or removes it (--remove). DESTDIR=/somewhere only lays the files out there.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
dest=${DESTDIR:-}

if [ -z "$dest" ] && [ "$(id -u)" != 0 ]; then
  echo "Run it as root: sudo deploy/install.sh" >&2
  exit 2
fi

if [ "${1:-}" = --remove ]; then
  [ -n "$dest" ] || systemctl disable --now reclass.service 2>/dev/null || true
  rm -rf "$dest/opt/reclass" "$dest/etc/systemd/system/reclass.service"
  [ -n "$dest" ] || systemctl daemon-reload
  echo "Removed. /etc/reclass, /var/lib/reclass and /srv/reclass are left as they are."
  exit 0
fi

# The launcher builds what is not built.
"$here/reclass" --version

rm -rf "$dest/opt/reclass.new"
mkdir -p "$dest/opt/reclass.new/target" "$dest/etc/reclass" "$dest/etc/systemd/system"
cp -r "$here/target/quarkus-app" "$dest/opt/reclass.new/target/"
cp -r "$here/models" "$here/reclass" "$here/README.md" "$dest/opt/reclass.new/"
rm -rf "$dest/opt/reclass"
mv "$dest/opt/reclass.new" "$dest/opt/reclass"
cp "$here/systemd/reclass.service" "$dest/etc/systemd/system/"
if [ ! -e "$dest/etc/reclass/application.properties" ]; then
  cat >"$dest/etc/reclass/application.properties" <<'SETTINGS'
# Settings of Reclass; README.md in /opt/reclass explains them all.
reclass.inbox.path=/srv/reclass/inbox
reclass.home=/var/lib/reclass
reclass.models.path=/var/lib/reclass/models
#reclass.mqtt.url=tcp://127.0.0.1:1883
#reclass.mqtt.username=
#reclass.mqtt.password-file=/etc/reclass/mqtt-password
SETTINGS
fi
if [ -n "$dest" ]; then
  exit 0
fi

getent passwd reclass >/dev/null || useradd --system --home-dir /var/lib/reclass --shell /usr/sbin/nologin reclass
# The ledger knows every song's path: for the group at most, also where an earlier version let everybody look.
install -d -o reclass -g reclass -m 0750 /var/lib/reclass
find /var/lib/reclass -maxdepth 1 -type f \( -name 'ledger.db*' -o -name token \) -exec chmod o-rwx {} +
# Anybody may drop songs; the sticky bit keeps them from removing each other's.
install -d -o reclass -g reclass -m 1777 /srv/reclass/inbox
systemctl daemon-reload
systemctl enable reclass.service
# Also when it ran before: its files have just been replaced.
systemctl restart reclass.service
echo "Reclass runs: drop songs into /srv/reclass/inbox, see http://127.0.0.1:8080"
echo "Broker, folders, who may see the page: sudo /opt/reclass/reclass setup"
echo "Its log: journalctl -u reclass"
