# Typed into a shell that is at its prompt; nothing of it stays.
__session_status=$?
. @INTEGRATION@
eval "unset __session_status; return $__session_status"
