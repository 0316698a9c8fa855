# What session has an interactive zsh do besides what it does anyway: mark prompts and commands
# (OSC 133) and tell the directory (OSC 7). @TOKEN@ makes the marks those of this very shell.
__session_precmd() {
  emulate -L zsh
  if [[ $precmd_functions[-1] != __session_precmd ]]; then
    # Others may set the prompt: ours is the last word, from now on and this time too.
    local -a others=(${precmd_functions:#__session_precmd})
    precmd_functions=($others __session_precmd)
  fi
  local start=$'%{\e]133;D;%?;aid=@TOKEN@\a\e]133;A;aid=@TOKEN@\a%}'
  local end=$'%{\e]133;B;aid=@TOKEN@\a%}'
  local again=$'%{\e]133;A;k=s;aid=@TOKEN@\a%}'
  local reading=$'%{\e]133;B;k=s;aid=@TOKEN@\a%}'
  # Other shells must not inherit the marks.
  typeset -g +x PS1 PS2
  if [[ $PS1 != $start*$end ]]; then
    PS1=${PS1//$start/}
    PS1=$start${PS1//$end/}$end
  fi
  if [[ $PS2 != $again*$reading ]]; then
    PS2=${PS2//$again/}
    PS2=$again${PS2//$reading/}$reading
  fi
  printf '\e]7;file://%s%s\a' "$HOST" "${PWD##*[%[:cntrl:]]*}"
}
__session_preexec() {
  builtin printf '\e]133;C;aid=@TOKEN@\a'
}
typeset -ga precmd_functions preexec_functions
precmd_functions+=(__session_precmd)
preexec_functions+=(__session_preexec)
