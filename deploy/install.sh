#!/bin/sh
# Installs Reclass as a systemd service, or removes it (--remove). DESTDIR=/somewhere only copies the files there.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
dest=${DESTDIR:-}
link=$dest/usr/local/bin/reclass
man=$dest/usr/local/share/man/man1
bash=$dest/usr/local/share/bash-completion/completions
zsh=$dest/usr/local/share/zsh/site-functions
fish=$dest/usr/share/fish/vendor_completions.d # without XDG_DATA_DIRS, fish does not look below /usr/local

is_ours() { [ "$(readlink "$link")" = /opt/reclass/reclass ]; }

remove_manual() {
  rm -f "$man/reclass.1" "$man"/reclass-*.1 "$bash/reclass" "$zsh/_reclass" "$fish/reclass.fish"
  if is_ours; then rm "$link"; fi
}

if [ -z "$dest" ] && [ "$(id -u)" != 0 ]; then
  echo "Run this script as root: sudo deploy/install.sh" >&2
  exit 2
fi

if [ -z "$dest" ] && [ -e /usr/lib/reclass/reclass ]; then
  echo "The package musicreclass is installed, whose service would be hidden: sudo apt remove musicreclass (keeps all data)" >&2
  exit 2
fi

if [ "${1:-}" = --remove ]; then
  [ -n "$dest" ] || systemctl disable --now reclass.service 2>/dev/null || true
  rm -rf "$dest/opt/reclass" "$dest/etc/systemd/system/reclass.service"
  remove_manual
  [ -n "$dest" ] || systemctl daemon-reload
  echo "Removed. /etc/reclass, /var/lib/reclass and /srv/reclass were kept."
  exit 0
fi

# The launcher builds the program if necessary, without man pages and completions, which the program writes itself.
"$here/reclass" --version
rm -rf "$here/target/share"
"$here/reclass" package-files "$here/target/share"

rm -rf "$dest/opt/reclass.new"
mkdir -p "$dest/opt/reclass.new/target" "$dest/etc/reclass" "$dest/etc/systemd/system"
cp -r "$here/target/quarkus-app" "$dest/opt/reclass.new/target/"
if [ -d "$here/reclass-train/target/lib" ]; then
  mkdir -p "$dest/opt/reclass.new/reclass-train/target"
  cp -r "$here/reclass-train/target/lib" "$dest/opt/reclass.new/reclass-train/target/"
fi
cp -r "$here/models" "$here/reclass" "$here/README.md" "$here/docs" "$here/LICENSE" "$here/NOTICE" "$dest/opt/reclass.new/"
# The installed program downloads nothing by itself, so the default models come with it, checked by their SHA-256.
if ! RECLASS_MODELS_PATH="$dest/opt/reclass.new/models" "$here/reclass" model fetch defaults; then
  if [ -n "$dest" ]; then
    echo "A package needs the default models: try again with the Internet, or set RECLASS_MODELS_MIRROR" >&2
    exit 1
  fi
  echo "Installing without the default models, with the small bundled one only. To add them later, run this script again." >&2
fi
rm -rf "$dest/opt/reclass"
mv "$dest/opt/reclass.new" "$dest/opt/reclass"
cp "$here/systemd/reclass.service" "$dest/etc/systemd/system/"
# The command, its man pages and completions. A command of that name by somebody else is kept.
remove_manual
install -D -m 0644 -t "$man" "$here"/target/share/man/man1/*
install -D -m 0644 -t "$bash" "$here/target/share/bash-completion/completions/reclass"
install -D -m 0644 -t "$zsh" "$here/target/share/zsh/site-functions/_reclass"
install -D -m 0644 -t "$fish" "$here/target/share/fish/vendor_completions.d/reclass.fish"
if [ -e "$link" ] || [ -L "$link" ]; then
  echo "$link is another program and was kept; run Reclass as /opt/reclass/reclass" >&2
else
  mkdir -p "$dest/usr/local/bin"
  ln -s /opt/reclass/reclass "$link"
fi
if [ ! -e "$dest/etc/reclass/application.properties" ]; then
  cat >"$dest/etc/reclass/application.properties" <<'SETTINGS'
# Reclass settings; see /opt/reclass/docs/settings.md for all of them.
reclass.inbox.path=/srv/reclass/inbox
reclass.home=/var/lib/reclass
reclass.models.path=/var/lib/reclass/models
# The default models are part of the installation; nothing is downloaded.
reclass.models.fetch=never
#reclass.mqtt.url=tcp://127.0.0.1:1883
#reclass.mqtt.username=
#reclass.mqtt.password-file=/etc/reclass/mqtt-password
SETTINGS
fi
if [ -n "$dest" ]; then
  exit 0
fi

# Prepares fast starts where the service may not write.
/opt/reclass/reclass --version >/dev/null
getent passwd reclass >/dev/null || useradd --system --home-dir /var/lib/reclass --shell /usr/sbin/nologin reclass
# The devices of a GPU belong to these groups.
for group in video render; do
  if getent group "$group" >/dev/null; then usermod -aG "$group" reclass; fi
done
# The database contains every song's path: readable by the group at most, also if an earlier version allowed more.
install -d -o reclass -g reclass -m 0750 /var/lib/reclass
find /var/lib/reclass -maxdepth 1 -type f \( -name 'ledger.db*' -o -name token \) -exec chmod o-rwx {} +
# Anyone may drop songs; the sticky bit prevents users from deleting each other's files.
install -d -o reclass -g reclass -m 1777 /srv/reclass/inbox
systemctl daemon-reload
systemctl enable reclass.service
# Restart even if it was running: its files have just been replaced.
systemctl restart reclass.service
echo "Reclass is running. Drop songs into /srv/reclass/inbox; the page is at http://127.0.0.1:8080"
echo "To set broker, folders and access to the page: sudo /opt/reclass/reclass setup"
echo "To read the log: journalctl -u reclass"
