# Typed into a bash that is at its prompt; nothing of it stays, not even in the history.
__session_status=$?
__session_line=$(HISTTIMEFORMAT= builtin history 1)
if [[ $__session_line == *@TOKEN@* ]]; then
  __session_line=${__session_line#"${__session_line%%[0-9]*}"}
  builtin history -d "${__session_line%%[!0-9]*}"
fi
. @INTEGRATION@
eval "unset __session_status __session_line; return $__session_status"
