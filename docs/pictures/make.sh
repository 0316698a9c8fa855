#!/bin/bash
# Makes the pictures of the README with the program itself: docs/pictures/make.sh [PATH OF session].
# The sessions are the README's own story: a test run, somebody who looks at it, an editor.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "${1:-$here/../../dist/target/session/bin/session}")
work=/tmp/shop # its name is in the picture of the dashboard
mkdir "$work"
export SESSION_HOME=$work/home HOME=$work PS1='$ ' LC_ALL=C.UTF-8
session() { "$program" "$@"; }
trap 'session host stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

mkdir "$work/bin" "$work/code"
ln -s "$program" "$work/bin/session"
export PATH=$work/bin:$PATH
cd "$work/code"
cat >"$work/.bashrc" <<'RC'
PS1='\[\e]2;bash: shop\a\e[1;34m\]shop\[\e[0m\] \[\e[32m\]❯\[\e[0m\] '
RC
cat >test <<'TESTS'
#!/bin/bash
for name in cart checkout 'prices in €' login search; do
  sleep 0.4
  if [ "$name" = checkout ] && [ ! -e fixed ]; then
    printf ' \e[31m✗\e[0m %s\n   \e[2mexpected\e[0m 42.00 \e[2mbut was\e[0m \e[31m41.99\e[0m\n' "$name"
  else
    printf ' \e[32m✓\e[0m %s\n' "$name"
  fi
done
[ -e fixed ] && printf '\e[1;42;30m PASS \e[0m 5 of 5\n' || { printf '\e[1;41;97m FAIL \e[0m 4 of 5\n'; exit 1; }
TESTS
chmod +x test

# A session in use: what fails, what is done, what passes then.
session create --name build --cols 64 --rows 17 -- bash >/dev/null
session wait build --text '❯' >/dev/null
session run build ./test >/dev/null
session screenshot build --window --highlight 41.99 --show-cursor --out "$here/session.png" >/dev/null
session run build 'touch fixed' >/dev/null
session run build ./test >/dev/null
session export build --format gif --idle-limit 1s --theme tokyo-night --out "$here/session.gif" >/dev/null

# The dashboard, seen by a session of a home of its own.
cp "$here/make.sh" make.sh
session create --name edit --cols 60 --rows 20 -- vim -u NONE -c 'syntax on' -c 'set number bg=dark' make.sh >/dev/null
session wait edit --screen-stable-ms 300 >/dev/null
session create --name server -- sh -c 'echo listening on :8080; exec sleep 1000' >/dev/null
session wait server --text listening >/dev/null
export SESSION_HOME=$work/watching
session create --name dashboard --cols 110 --rows 28 --env COLORTERM=truecolor -- \
  sh -c "printf '\033]2;session dashboard\007'; exec session --home $work/home dashboard --session build" >/dev/null
session wait dashboard --text 'PASS' --timeout 20000 >/dev/null
session wait dashboard --screen-stable-ms 500 >/dev/null
session screenshot dashboard --window --out "$here/dashboard.png" >/dev/null
session host stop >/dev/null
export SESSION_HOME=$work/home
chmod 644 "$here"/*.png "$here"/*.gif
ls -l "$here"
