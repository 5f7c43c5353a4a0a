#!/bin/sh
# Installs this folder as a service, or brings an installed one up to this version; asks nothing.
#   sudo deploy/install.sh              program /opt/kiteline, settings /etc/kiteline, data /var/lib/kiteline
#   deploy/install.sh --prefix DIR      the same below DIR, for who runs it; no user and no service is made
#   … --with office                     the tables of the office as well (docs/office.md)
#   … --python python3.12               with this Python
# With a folder wheels/ beside it (an offline bundle) nothing is downloaded. Running it twice changes nothing.
set -eu

prefix='' extra='' python=''
while [ $# -gt 0 ]; do
  case "$1:${2-}" in
    --prefix:?*) mkdir -p "$2" && prefix=$(cd "$2" && pwd) ;;
    --with:office) extra=office ;;
    --python:?*) python=$2 ;;
    *) sed -n '2,6s/^# //p' "$0" >&2 && exit 2 ;;
  esac
  shift 2
done

say() { printf '%s\n' "$*"; }
give_up() { say "$*" >&2 && exit 1; }

source=$(cd "$(dirname "$0")/.." && pwd)
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$source/bot/__init__.py")
opt=$prefix/opt/kiteline etc=$prefix/etc/kiteline var=$prefix/var/lib/kiteline
program=$opt/$version
[ -n "$version" ] || give_up "$source holds no Kiteline; run the install.sh of an unpacked one."
[ "$source" != "$program" ] || give_up "This is the installed program; run the install.sh of a new version."
[ -n "$prefix" ] || [ "$(id -u)" -eq 0 ] || give_up "Run it as root (sudo deploy/install.sh), or with --prefix DIR."

fits() { "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }
for each in $python python3 python3.13 python3.12 python3.11; do
  fits "$each" && python=$each && break
done
fits "${python:-none}" || give_up "Python 3.11 to 3.13 with venv is needed: apt install python3 python3-venv"

# Into a folder beside first: an installation that is broken off leaves the running version as it is.
new=$opt/.new-$version
rm -rf "$new" && mkdir -p "$new"
say "Installing Kiteline $version into $program …"
(cd "$source" && tar cf - --exclude=__pycache__ --exclude=data/local --exclude=wheels \
  bot data deploy docs handlers schedules config.yaml CHANGELOG.md LICENSE README.md README.zh-CN.md requirements*.lock) |
  (cd "$new" && tar xf - --no-same-owner)
(cd "$new" && find data/texts data/rules data/templates -type f -exec sha256sum {} + > delivered.sha256)

# What the office has changed of the old version's texts and rules stays changed.
if [ -f "$opt/current/delivered.sha256" ]; then
  (cd "$opt/current" && LC_ALL=C sha256sum --quiet -c delivered.sha256 2>/dev/null || true) |
    sed -n 's/: FAILED$//p' | while read -r edited; do
    cp "$opt/current/$edited" "$new/$edited"
    say "Kept your $edited; what this version delivers is in $source/$edited."
  done
fi

lock=requirements${extra:+-$extra}
if cmp -s "$opt/current/$lock.lock" "$new/$lock.lock" && [ "$("$opt/current/.venv/bin/python" -V)" = "$("$python" -V)" ]; then
  cp -a "$opt/current/.venv" "$new/.venv"   # the same packages: pip below only looks whether they are all there
else
  "$python" -m venv "$new/.venv"
fi
if [ -d "$source/wheels" ]; then
  "$new/.venv/bin/python" -m pip install -q --disable-pip-version-check --no-index --find-links "$source/wheels" \
    --require-hashes -r "$source/wheels/$lock.txt"
else
  "$new/.venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$new/$lock.lock"
fi
# So that the program is found from every folder, and never out of the folder one happens to be in.
echo "$opt/current" > "$("$new/.venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/kiteline.pth"
"$new/.venv/bin/python" -m compileall -q "$new/bot" "$new/data" "$new/handlers" "$new/schedules"

rm -rf "$opt/.old-$version"
[ ! -d "$program" ] || mv "$program" "$opt/.old-$version"
mv "$new" "$program"
ln -sfn "$program" "$opt/current"
rm -rf "$opt/.old-$version"

mkdir -p "$etc" "$var" "$prefix/usr/local/bin"
chmod 700 "$var"
if [ ! -f "$etc/config.yaml" ]; then
  sed -e "s|data/local/|$var/|" -e "s|data/sample/|$opt/current/data/sample/|" "$source/config.yaml" > "$etc/config.yaml"
fi
run="$opt/current/.venv/bin/python -P -m bot --config $etc/config.yaml"
as="$([ -n "$prefix" ] || echo '[ "$(id -un)" = kiteline ] || exec runuser -u kiteline -- "$0" "$@"')"
cat > "$prefix/usr/local/bin/kiteline" <<EOF
#!/bin/sh
# A command of Kiteline over the installed data, as the user the data belongs to: kiteline doctor
$as
umask 077
exec $run "\$@"
EOF
chmod 755 "$prefix/usr/local/bin/kiteline"

if [ -n "$prefix" ]; then
  say "Installed. Next: $prefix/usr/local/bin/kiteline doctor"
  exit
fi
id kiteline >/dev/null 2>&1 || useradd --system --home-dir "$var" --shell /usr/sbin/nologin kiteline
chown -R root:root "$program"
chown kiteline:kiteline "$var"
chown root:kiteline "$etc" "$etc/config.yaml"
chmod 750 "$etc" && chmod 640 "$etc/config.yaml"
cp "$program"/deploy/systemd/kiteline* /etc/systemd/system/
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl try-restart kiteline
fi
say "Installed. Next: edit $etc/config.yaml, then: kiteline doctor && systemctl enable --now kiteline"
