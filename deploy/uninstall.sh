#!/bin/sh
# Removes the program and the service. Settings, data and backups stay, unless --purge is said.
#   sudo deploy/uninstall.sh                      says what goes and what stays, and waits for yes
#   sudo deploy/uninstall.sh --yes                without asking
#   sudo deploy/uninstall.sh --purge 名称          data, backups, key and settings too: the organisation's name
#                                                 just as it stands in config.yaml, so that nobody does it by habit
#   … --prefix DIR                                what was installed below DIR
set -eu

prefix='' yes='' purge=''
while [ $# -gt 0 ]; do
  case "$1:${2-}" in
    --yes:*) yes=1 && shift && continue ;;
    --prefix:?*) prefix=$(cd "$2" && pwd) ;;
    --purge:?*) purge=$2 ;;
    *) sed -n '2,7s/^# //p' "$0" >&2 && exit 2 ;;
  esac
  shift 2
done

say() { printf '%s\n' "$*"; }
give_up() { say "$*" >&2 && exit 1; }

opt=$prefix/opt/kiteline etc=$prefix/etc/kiteline var=$prefix/var/lib/kiteline command=$prefix/usr/local/bin/kiteline
[ -n "$prefix" ] || [ "$(id -u)" -eq 0 ] || give_up "Run it as root (sudo), or with --prefix DIR."
[ -e "$opt" ] || [ -e "$var" ] || give_up "Nothing of Kiteline is installed${prefix:+ below $prefix}."

if [ -n "$purge" ]; then
  named=$(sed -n '/^organisation:/,/^[a-z]/s/^  name: *"\{0,1\}\([^"#]*[^"# ]\)"\{0,1\} *\(#.*\)\{0,1\}$/\1/p' "$etc/config.yaml")
  [ "$purge" = "$named" ] || give_up "$etc/config.yaml names another organisation than $purge; nothing was removed."
fi

say "This goes:   $opt  $command${prefix:+}"
if [ -n "$purge" ]; then
  say "This goes:   $etc  $var  (members' data, backups and their key; nothing brings them back)"
else
  say "This stays:  $etc  $var  (settings, members' data, backups and their key)"
fi
say "Backups and copies elsewhere stay in any case; who must delete them is said in docs/privacy.md."
if [ -z "$yes" ]; then
  printf 'Go on? Type yes: '
  read -r answer || answer=
  [ "$answer" = yes ] || give_up "Nothing was removed."
fi

if [ -z "$prefix" ]; then
  if [ -d /run/systemd/system ]; then
    for unit in /etc/systemd/system/kiteline*; do
      [ ! -e "$unit" ] || systemctl disable --now "${unit##*/}" 2>/dev/null || true
    done
  fi
  rm -rf /etc/systemd/system/kiteline*
  [ ! -d /run/systemd/system ] || systemctl daemon-reload
  rm -f /etc/logrotate.d/kiteline /etc/systemd/journald.conf.d/kiteline.conf
fi
rm -rf "$opt" "$command"
if [ -n "$purge" ]; then
  rm -rf "$etc" "$var"
  [ -n "$prefix" ] || ! id kiteline >/dev/null 2>&1 || userdel kiteline
fi
say "Removed."
