# Typed into a fish that is at its prompt; nothing of it stays.
set -l before $status
source @INTEGRATION@
return $before
