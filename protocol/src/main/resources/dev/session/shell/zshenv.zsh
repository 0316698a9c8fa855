# Read by zsh because ZDOTDIR leads here; gives ZDOTDIR back at once, so that zsh reads the user's
# own files, this one's first. What session adds comes with the first prompt, after all of them.
@ZDOTDIR_RESTORED@
if [[ -o interactive ]]; then
  . @INTEGRATION@
fi
if [[ -f ${ZDOTDIR-$HOME}/.zshenv && -r ${ZDOTDIR-$HOME}/.zshenv ]]; then
  . ${ZDOTDIR-$HOME}/.zshenv
fi
