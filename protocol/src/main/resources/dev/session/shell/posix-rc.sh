# Read by a POSIX shell because ENV leads here; gives ENV back, and reads the user's file.
@ENV_RESTORED@
if [ -n "${ENV-}" ] && eval "[ -r \"$ENV\" ]"; then
  eval ". \"$ENV\""
fi
. @INTEGRATION@
