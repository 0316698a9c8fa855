#!/bin/sh
# Installs session from the unpacked archive that this script lies in, or takes it away again. Needs no Java: the archive
# has its own. Everything goes to PREFIX/lib/session; PREFIX/bin and PREFIX/share get symbolic links.
set -eu

usage() {
  cat <<'END'
Usage: install.sh [--prefix DIR] [--uninstall]

  --prefix DIR   where to: DIR/bin/session and DIR/lib/session (default: ~/.local, for root /usr/local)
  --uninstall    remove what was installed there; sessions and settings in ~/.session stay
END
}

fail() {
  printf 'install.sh: %s\n' "$1" >&2
  exit 1
}

prefix= uninstall=
while [ $# -gt 0 ]; do
  case $1 in
    --prefix)
      [ $# -gt 1 ] || fail "--prefix needs a directory"
      prefix=$2
      shift
      ;;
    --prefix=*) prefix=${1#*=} ;;
    --uninstall) uninstall=yes ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
  shift
done
if [ -z "$prefix" ]; then
  if [ "$(id -u)" = 0 ]; then
    prefix=/usr/local
  else
    prefix=${HOME:?is not set; use --prefix DIR}/.local
  fi
fi
case $prefix in
  /*) ;;
  *) prefix=$PWD/$prefix ;;
esac
prefix=${prefix%/}
case $prefix in
  *:*) fail "a directory with a colon in its name cannot hold the program: $prefix" ;;
esac
place=$prefix/lib/session

# Every file of share has a link of the same name below PREFIX/share; so has the launcher in PREFIX/bin.
links() { # of the tree $1: one line each, the path below PREFIX
  echo bin/session
  (cd "$1" && find share/man share/bash-completion share/zsh share/fish -type f)
}

# Whether a path is a link of ours: only those are replaced and removed.
is_ours() {
  [ -L "$1" ] || return 1
  case $(readlink "$1") in
    */lib/session/*) return 0 ;;
  esac
  return 1
}

unlink_all() {
  links "$place" | while read -r link; do
    ! is_ours "$prefix/$link" || rm -f "$prefix/$link"
  done
}

# Those that run from the installed place.
users() {
  for exe in /proc/[0-9]*/exe; do
    case $(readlink "$exe" 2>/dev/null) in
      "$place"/*)
        exe=${exe%/exe}
        printf '%s ' "${exe#/proc/}"
        ;;
    esac
  done
}

if [ -n "$uninstall" ]; then
  [ -d "$place" ] || fail "nothing is installed in $prefix"
  running=$(users)
  [ -z "$running" ] || fail "still in use by the processes $running: 'session host stop' ends a host and its sessions"
  unlink_all
  emptied=$(links "$place" | sed 's,/[^/]*$,,' | sort -u)
  rm -rf "$place"
  (cd "$prefix" && rmdir -p lib $emptied 2>/dev/null) || true # those that others use stay
  printf 'Removed session from %s. Sessions and settings in ~/.session are still there.\n' "$prefix"
  exit 0
fi

here=$(cd -P -- "$(dirname -- "$0")" && pwd -P)
[ -r "$here/SHA256SUMS" ] || fail "run this from the unpacked archive; SHA256SUMS is missing in $here"
(cd "$here" && sha256sum --check --quiet --strict SHA256SUMS) >&2 ||
  fail "files are damaged or missing; unpack the archive again, and check it with: sha256sum -c ARCHIVE.sha256"
"$here/runtime/bin/java" -version >/dev/null 2>&1 || fail "the Java of this archive does not run on this machine ($(uname -sm))"
[ ! -e "$prefix/bin/session" ] && [ ! -L "$prefix/bin/session" ] || is_ours "$prefix/bin/session" ||
  fail "$prefix/bin/session is something else; remove it, or choose another --prefix"

# Complete before it is in place: the former one is used until then.
new=$prefix/lib/.session.new
trap 'rm -rf "$new"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
rm -rf "$new"
mkdir -p "$new" "$prefix/bin" || fail "$prefix cannot be written; choose another --prefix"
cp -R "$here/." "$new"
"$new/lib/train" "$new/runtime" || fail "session does not run on this machine; see above"

running=$(users)
if [ -d "$place" ]; then
  unlink_all
  rm -rf "$place"
fi
mv "$new" "$place"
links "$place" | while read -r link; do
  case $link in
    bin/*) up=.. ;;
    *) up=../../.. ;;
  esac
  mkdir -p "$prefix/${link%/*}"
  if [ ! -e "$prefix/$link" ] || is_ours "$prefix/$link"; then
    ln -sf "$up/lib/session/$link" "$prefix/$link"
  fi
done

printf 'Installed %s in %s.\n' "$("$place/bin/session" version | head -n 1)" "$prefix"
[ -z "$running" ] || printf "A former version still runs as %s; 'session host restart' replaces a host.\n" "$running"
case :${PATH:-}: in
  *:"$prefix/bin":*) ;;
  *) printf 'Add it to your PATH, for example in ~/.profile:\n  export PATH="%s/bin:$PATH"\n' "$prefix" ;;
esac
printf "Try it with 'session demo'.\n"
