# What session has an interactive bash do besides what it does anyway: mark prompts and commands
# (OSC 133) and tell the directory (OSC 7). The variable __session, which is not exported, holds
# what makes the marks those of this very shell: prompts that other shells inherit mark nothing.
#
# The marks stand in the prompts themselves, so what a command printed ends where the next prompt
# begins. The prompt command only puts them there again when somebody has set another prompt; it
# runs last, quietly, and leaves the status alone. Traps and history are not touched.
__session=@TOKEN@
export -n __session
__session_prompt() {
  local -
  set +eux
  local start='\[${__session:+\e]133;D;$?;aid=$__session\a\e]7;file://$HOSTNAME${PWD##*[%[:cntrl:]]*}\a\e]133;A;aid=$__session\a}\]'
  local end='\[${__session:+\e]133;B;aid=$__session\a}\]'
  local again='\[${__session:+\e]133;A;k=s;aid=$__session\a}\]'
  local reading='\[${__session:+\e]133;B;k=s;aid=$__session\a}\]'
  local begun='${__session:+\e]133;C;aid=$__session\a}'
  if [[ $PS1 != "$start"*"$end" ]]; then
    PS1=${PS1//"$start"/}
    PS1=$start${PS1//"$end"/}$end
  fi
  if [[ $PS2 != "$again"*"$reading" ]]; then
    PS2=${PS2//"$again"/}
    PS2=$again${PS2//"$reading"/}$reading
  fi
  if [[ $PS0 != *"$begun" ]]; then
    PS0=${PS0//"$begun"/}$begun
  fi
  shopt -s promptvars
}
if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then
  # An element of its own, and not the first: 'PROMPT_COMMAND=…' sets the first.
  PROMPT_COMMAND=("${PROMPT_COMMAND[@]-}" '{ __session_prompt; } >/dev/null 2>&1')
else
  PROMPT_COMMAND=${PROMPT_COMMAND-}$'\n{ __session_prompt; } >/dev/null 2>&1'
fi
